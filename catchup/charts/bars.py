"""Figure 4: private money above on its own axis, public spending and receipts below against the yearly budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.cells import num, whole
from catchup.charts.scale import Scale, nice_ticks
from catchup.plan import Row
from catchup.words.figures import money_span, number

WIDTH, HEIGHT, LEFT, RIGHT = 470, 316, 44, 462
PRIVATE_TOP, PRIVATE_BOTTOM = 24, 92
PUBLIC_TOP, PUBLIC_BOTTOM = 134, 288
PRIVATE = (("domestic", "domestic_usd_m"), ("foreign", "foreign_usd_m"))
ROOM = 3.0
"""a budget more than three times as high as the highest bar is told in words, or the bars could not be read"""


@dataclass(frozen=True)
class Public:
    """Public money of a year in USD m.

    plan      this plan and what was promised before
    bill      AI services that the state uses itself
    received  taxes and surplus
    limit     budget of the year
    """

    plan: float
    bill: float
    received: float
    limit: float

    @property
    def spent(self) -> float:
        """Spending before taxes."""
        return self.plan + self.bill

    @property
    def net(self) -> float:
        """Spending less receipts."""
        return self.spent - self.received


@dataclass(frozen=True)
class Piece:
    """One rectangle of a stack."""

    payer: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Panel:
    """One axis: its title, its ticks and its line of zero."""

    title: str
    title_y: float
    ticks: tuple[tuple[float, str], ...]
    zero: float


@dataclass(frozen=True)
class Bars:
    """Coordinates of the stacks, of net public cash and of the budget."""

    pieces: tuple[Piece, ...]
    panels: tuple[Panel, ...]
    net: str
    limit: str
    limit_label: tuple[float, str]
    x_ticks: tuple[tuple[float, str], ...]
    payers: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def draw(limits: Sequence[Row], public: Sequence[Public]) -> Bars:
    """Two panels of bars by year in USD bn, one row of `limits` and one of `public` a year."""
    first, last = whole(limits[0], "year"), whole(limits[-1], "year")
    x = Scale(first, last + 1, LEFT, RIGHT)
    above = _axis([sum(num(row, key) for _, key in PRIVATE) / 1e3 for row in limits], PRIVATE_BOTTOM, PRIVATE_TOP, 3)
    highest = max((v for year in public for v in (year.spent, year.received, year.net)), default=0.0)
    drawn = max(year.limit for year in public) <= ROOM * highest
    tops = [year.limit / 1e3 for year in public] if drawn else []
    below = _axis([*tops, *(v / 1e3 for y in public for v in (y.spent, -y.received, y.net))], PUBLIC_BOTTOM,
                  PUBLIC_TOP, 5)
    pieces = [*_private(limits, x, above), *_public(public, first, x, below)]
    shown = {piece.payer for piece in pieces}
    order = ("domestic", "foreign", "public", "bill", "received")
    none = not {"domestic", "foreign"} & shown
    return Bars(
        tuple(pieces), (_panel(f"Private money{': none' if none else ', USD bn a year'}", PRIVATE_TOP, above,
                               0 if none else 3),
                        _panel("Public money, USD bn a year", PUBLIC_TOP, below, 5)),
        "M" + "L".join(f"{x(first + i + 0.5)} {below(year.net / 1e3)}" for i, year in enumerate(public)),
        _steps([year.limit / 1e3 for year in public], first, x, below) if drawn else "",
        _label(public, below, drawn), tuple((x(year + 0.5), str(year)) for year in range(first, last + 1, 2)),
        tuple(payer for payer in order if payer in shown))


def _axis(values: Sequence[float], bottom: float, top: float, count: int) -> Scale:
    ticks = nice_ticks(min([0.0, *values]), max([1e-6, *values]), count)
    return Scale(ticks[0], ticks[-1], bottom, top)


def _panel(title: str, top: float, axis: Scale, count: int) -> Panel:
    """An axis with about `count` ticks; the line of zero alone where there is nothing to read."""
    ticks = axis.ticks(count) if count else [0.0]
    return Panel(title, top - 12, tuple((axis(tick), number(tick)) for tick in ticks), axis(0.0))


def _steps(values: Sequence[float], first: int, x: Scale, y: Scale) -> str:
    return "M" + "L".join(f"{x(first + i)} {y(v)}L{x(first + i + 1)} {y(v)}" for i, v in enumerate(values))


def _label(public: Sequence[Public], axis: Scale, drawn: bool) -> tuple[float, str]:
    """Height and words of the budget's label: beside its line, or what it is where it lies above the picture."""
    limits = [year.limit for year in public]
    if drawn:
        return max(axis(limits[-1] / 1e3) - 7, PUBLIC_TOP + 8), "yearly budget of the plan"
    return PUBLIC_TOP + 2, f"yearly budget, above this picture: {money_span(min(limits), max(limits))}"


def _width(x: Scale, year: int) -> float:
    return round((x(year + 1) - x(year)) * 0.8, 1)


def _private(limits: Sequence[Row], x: Scale, axis: Scale) -> list[Piece]:
    pieces = []
    for row in limits:
        year, base = whole(row, "year"), 0.0
        for payer, key in PRIVATE:
            value = max(0.0, num(row, key)) / 1e3
            pieces += _piece(payer, base, base + value, year, x, axis)
            base += value
    return pieces


def _public(public: Sequence[Public], first: int, x: Scale, axis: Scale) -> list[Piece]:
    pieces = []
    for i, year in enumerate(public):
        own = max(0.0, year.plan) / 1e3
        pieces += _piece("public", 0.0, own, first + i, x, axis)
        pieces += _piece("bill", own, own + max(0.0, year.bill) / 1e3, first + i, x, axis)
        pieces += _piece("received", -max(0.0, year.received) / 1e3, 0.0, first + i, x, axis)
    return pieces


def _piece(payer: str, low: float, high: float, year: int, x: Scale, axis: Scale) -> list[Piece]:
    """The rectangle between two values; none where it would be thinner than a tenth of a unit."""
    top, bottom = axis(high), axis(low)
    return [Piece(payer, x(year + 0.1), top, _width(x, year), round(bottom - top, 1))] if bottom - top >= 0.1 else []
