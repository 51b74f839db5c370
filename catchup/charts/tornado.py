"""Figure 6: what one input at a time does to the net benefit, strongest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.charts.scale import Scale
from catchup.charts.wrap import fitting
from catchup.words.figures import money_bn, number

WIDTH, LEFT, RIGHT, LAST = 720, 250, 572, 712
TOP, ROW, BAR = 42, 29, 14
SIDE = 46
"""room left and right of the longest bars for their labels"""


@dataclass(frozen=True)
class Case:
    """One input: its words and the net benefit (USD m) with the low and the high value."""

    name: str
    detail: str
    grade: str
    low: float
    high: float
    result: str


@dataclass(frozen=True)
class Arm:
    """One side of a bar."""

    x: float
    width: float
    helps: bool
    label: str
    label_x: float
    anchor: str


@dataclass(frozen=True)
class Blade:
    """One row."""

    name: str
    detail: str
    grade: str
    y: float
    arms: tuple[Arm, ...]
    result: str


@dataclass(frozen=True)
class Tornado:
    """Coordinates of all rows."""

    rows: tuple[Blade, ...]
    ticks: tuple[tuple[float, str], ...]
    centre: float
    zero: float | None
    height: float
    year: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    last: int = LAST
    top: int = TOP
    bar: int = BAR


def draw(cases: Sequence[Case], centre: float, year: int = 2040) -> Tornado:
    """Bars from the central net benefit to the one with the low and with the high value, in USD bn."""
    values = [v / 1e3 for case in cases for v in (case.low, case.high)] + [centre / 1e3]
    room = (max(values) - min(values) or 1.0) * SIDE / (RIGHT - LEFT - 2 * SIDE)
    x = Scale(min(values) - room, max(values) + room, LEFT, RIGHT)
    middle = x(centre / 1e3)
    rows = tuple(
        Blade(_name(case), case.detail, case.grade, TOP + i * ROW,
              tuple(_arm(v, centre, x(v / 1e3), middle) for v in _apart(case, centre)), case.result)
        for i, case in enumerate(cases))
    zero = x(0.0) if x.low <= 0 <= x.high else None
    return Tornado(rows, tuple((x(t), number(t)) for t in x.ticks(5)), middle, zero, TOP + len(cases) * ROW + 8,
                   year)


def _name(case: Case) -> str:
    return fitting(case.name, LEFT - 40, 12.5, 1)[0]


def _apart(case: Case, centre: float) -> list[float]:
    """The ends to draw: both, or the farther one if they lie on the same side of the centre."""
    if (case.low - centre) * (case.high - centre) > 0:
        return [max(case.low, case.high, key=lambda v: abs(v - centre))]
    return [case.low, case.high]


def _arm(value: float, centre: float, x: float, middle: float) -> Arm:
    label = money_bn(value - centre)
    label = f"+{label}" if value > centre and not label.startswith(("0.00", "−")) else label
    right = value >= centre
    return Arm(min(x, middle), round(abs(x - middle), 1), right, "" if abs(value - centre) < 0.5 else label,
               x + 5 if right else x - 5, "start" if right else "end")
