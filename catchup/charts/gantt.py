"""Figure 3: what is ordered when, from first order to first output, with costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.cells import num, text, whole
from catchup.charts.scale import Scale
from catchup.charts.wrap import fitting
from catchup.plan import Row
from catchup.words.figures import money_bn, quantity

WIDTH, LEFT, RIGHT, COST, PUBLIC = 720, 236, 606, 664, 712
TOP, ROW, BAR = 28, 30, 14
MOST_ROWS, MOST_PLAN, MOST_PROGRAMMES = 13, 7, 2
SAME = 1e-6
UNSEEN = 5.0  # USD m; less would be written as nought
OWNERS = {"pub": "public", "dom": "private", "for": "foreign"}
KINDS = ("plan", "forecast", "programme")
NONE = "–"


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
    public: str
    before: bool
    after: bool


@dataclass(frozen=True)
class Total:
    """Sum of one kind of row, those that are not shown included."""

    name: str
    cost: str
    public: str
    y: float


@dataclass(frozen=True)
class Gantt:
    """Coordinates of all rows."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    totals: tuple[Total, ...]
    bottom: float
    height: float
    left_out: int
    kinds: tuple[str, ...]
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    cost_x: int = COST
    public_x: int = PUBLIC
    top: int = TOP
    bar: int = BAR


def choose(projects: Sequence[Row]) -> list[Row]:
    """At most thirteen rows: those with public money first, room for forecasts and two programmes, dearest first.

    Shown by kind (with public money, forecast, under way), and by date.
    """
    def kind(project: Row) -> int:
        return KINDS.index(text(project, "origin")) if text(project, "origin") in KINDS else 0

    dearest = sorted(projects, key=lambda p: (-num(p, "cost_usd_m"), text(p, "id")))
    plan, forecast, programmes = ([p for p in dearest if kind(p) == place] for place in range(len(KINDS)))
    first = [*plan[:MOST_PLAN], *programmes[:MOST_PROGRAMMES]]
    first += forecast[:max(0, MOST_ROWS - len(first))]
    rest = [*plan[MOST_PLAN:], *programmes[MOST_PROGRAMMES:]]
    kept = [*first, *rest[:max(0, MOST_ROWS - len(first))]]
    return sorted(kept, key=lambda p: (kind(p), whole(p, "first_order"), whole(p, "rank"), text(p, "id")))


def size_words(project: Row) -> str:
    """Size, unit and owner in a few words: "4.2 GW · public"."""
    units = project.get("units")
    many = isinstance(units, int | float) and units > 1
    each = num(project, "size") / (num(project, "units") if many else 1)
    words = quantity(each, text(project, "unit"))
    whole_units = many and abs(each - 1) < SAME
    size = quantity(num(project, "size"), text(project, "unit")) if whole_units or not many else f"{units} x {words}"
    size = size if num(project, "size") and text(project, "unit") != "USD m" else ""  # that is its cost
    owner = OWNERS.get(text(project, "owner"), text(project, "owner"))
    return " · ".join(part for part in (size, owner) if part)


def draw(projects: Sequence[Row], first: int, last: int) -> Gantt:
    """Place the rows. A bar that starts before `first` or ends after `last` is cut at the edge and marked."""
    rows = choose(projects)
    x = Scale(first, last + 1, LEFT, RIGHT)
    bars = tuple(_bar(row, TOP + i * ROW, x, first, last) for i, row in enumerate(rows))
    end = TOP + len(rows) * ROW
    kinds = tuple(k for k in KINDS if any(bar.kind == k for bar in bars))
    sums = totals(projects, end + 16)
    return Gantt(bars, tuple((x(year), str(year)) for year in range(first, last + 2, 2)), sums, end,
                 end + 10 + 18 * max(1, len(sums)), len(projects) - len(rows), kinds)


def totals(projects: Sequence[Row], y: float) -> tuple[Total, ...]:
    """Cost of what public money helps to order, and of what private owners are expected to do."""
    names = {"plan": "ordered with public money", "forecast": "forecast of private action"}
    found: list[Total] = []
    for kind, name in names.items():
        rows = [row for row in projects if text(row, "origin") == kind]
        if rows or kind == "plan":
            cost, public = (sum(num(row, key) for row in rows) for key in ("cost_usd_m", "public_usd_m"))
            found.append(Total(name, money_bn(cost), _bn(public), y + 18 * len(found)))
    return tuple(found)


def _bn(usd_m: float) -> str:
    return NONE if usd_m < UNSEEN else money_bn(usd_m)


def _bar(row: Row, y: float, x: Scale, first: int, last: int) -> Bar:
    start, online = whole(row, "first_order"), whole(row, "online")
    orders_end = whole(row, "last_order") + 1
    left = x(min(max(start, first), last + 1))
    right = x(min(max(online, start + 0.4, first + 0.4), last + 1))
    origin = text(row, "origin")
    # of a programme only what the state still owes is known
    cost = NONE if origin == "programme" else money_bn(num(row, "cost_usd_m"))
    return Bar(fitting(text(row, "name"), LEFT - 14, 12.5, 1)[0], _clip(size_words(row)),
               origin if origin in KINDS else "plan", y, left, right,
               x(min(orders_end, last + 1)) if orders_end > online else 0.0, cost, _bn(num(row, "public_usd_m")),
               start < first, online > last)


def _clip(words: str, most: int = 38) -> str:
    return words if len(words) <= most else f"{words[:most - 1].rstrip()}…"
