"""Figure 4: what is ordered when, from first order to first output, with costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.cells import num, text, whole
from catchup.charts.graph import wrap
from catchup.charts.scale import Scale
from catchup.plan import Row
from catchup.words.figures import money_bn, quantity

WIDTH, LEFT, RIGHT, COST = 720, 236, 640, 712
TOP, ROW, BAR = 28, 33, 14
MOST_ROWS = 16
SAME = 1e-6
OWNERS = {"pub": "public", "dom": "private", "for": "foreign"}


@dataclass(frozen=True)
class Bar:
    """One row: first order to first output, and a thin tail while orders go on."""

    name: str
    detail: str
    kind: str
    y: float
    x1: float
    x2: float
    tail: float
    cost: str
    before: bool
    after: bool


@dataclass(frozen=True)
class Gantt:
    """Coordinates of all rows."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    total: str
    height: float
    total_y: float
    left_out: int
    kinds: tuple[str, ...]
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    cost_x: int = COST
    top: int = TOP
    bar: int = BAR


def choose(projects: Sequence[Row]) -> list[Row]:
    """At most sixteen rows: the plan's orders first in the choice, dearest first; shown by date."""
    weight = {"plan": 0, "forecast": 1, "programme": 2}
    kept = sorted(projects, key=lambda p: (weight.get(text(p, "origin"), 3), -num(p, "cost_usd_m"), text(p, "id")))
    return sorted(kept[:MOST_ROWS], key=lambda p: (
        0 if text(p, "origin") == "programme" else 1, whole(p, "first_order"), whole(p, "rank"), text(p, "id")))


def size_words(project: Row) -> str:
    """Size, unit and owner in a few words: "4.2 GW · public"."""
    units = project.get("units")
    many = isinstance(units, int | float) and units > 1
    each = num(project, "size") / (num(project, "units") if many else 1)
    words = quantity(each, text(project, "unit"))
    whole_units = many and abs(each - 1) < SAME
    size = quantity(num(project, "size"), text(project, "unit")) if whole_units or not many else f"{units} x {words}"
    size = size if num(project, "size") else ""
    owner = OWNERS.get(text(project, "owner"), text(project, "owner"))
    return " · ".join(part for part in (size, owner) if part)


def draw(projects: Sequence[Row], first: int, last: int) -> Gantt:
    """Place the rows. A bar that starts before `first` or ends after `last` is cut at the edge and marked."""
    rows = choose(projects)
    x = Scale(first, last + 1, LEFT, RIGHT)
    bars = tuple(_bar(row, TOP + i * ROW, x, first, last) for i, row in enumerate(rows))
    total = sum(num(row, "cost_usd_m") for row in projects if text(row, "origin") == "plan")
    end = TOP + len(rows) * ROW
    kinds = tuple(k for k in ("plan", "forecast", "programme") if any(bar.kind == k for bar in bars))
    return Gantt(bars, tuple((x(year), str(year)) for year in range(first, last + 2, 2)), money_bn(total), end + 34,
                 end + 16, len(projects) - len(rows), kinds)


def _bar(row: Row, y: float, x: Scale, first: int, last: int) -> Bar:
    start, online = whole(row, "first_order"), whole(row, "online")
    orders_end = whole(row, "last_order") + 1
    left = x(min(max(start, first), last + 1))
    right = x(min(max(online, start + 0.4, first + 0.4), last + 1))
    name = wrap(text(row, "name"), LEFT - 14, 12.5)
    short = name[0] if len(name) == 1 else f"{name[0].rstrip('…')}…"
    origin = text(row, "origin")
    return Bar(short, _clip(size_words(row)), origin if origin in ("plan", "forecast", "programme") else "plan", y,
               left, right, x(min(orders_end, last + 1)) if orders_end > online else 0.0,
               money_bn(num(row, "cost_usd_m")), start < first, online > last)


def _clip(words: str, most: int = 38) -> str:
    return words if len(words) <= most else f"{words[:most - 1].rstrip()}…"
