"""What an option is worth: one thing forbidden, all else chosen again; and which projects carry the plan.

W only ever falls when something is forbidden, so a worth is never negative. Whole plants stay as planned, except where
a forbidden one weighs: there they are chosen again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catchup.errors import NoAnswer
from catchup.held import Held, Reached
from catchup.model.build import SCALE, Model, minus_welfare
from catchup.model.columns import Column, Columns
from catchup.model.families.capacity import orders_of
from catchup.model.problem import MISSION, PRIVATE, Tech
from catchup.results.projects import own_projects
from catchup.results.reading import Solved
from catchup.smoothing import whole_columns
from catchup.solver import solve

LEVEL = 0.01
"""a project whose loss is under this share of the net benefit hardly matters"""
DELIVERY = "delivery_unit"
TOGETHER = "together"
INSTEAD = 0.2
"""what takes a project's place must cost at least this share of it"""

Pick = Callable[[Solved], Iterable[Column]]


@dataclass(frozen=True)
class Option:
    """A means that a plan may use, and the columns that use it."""

    id: str
    name: str
    columns: Pick


def _orders(fits: Callable[[Tech, str], bool]) -> Pick:
    def pick(solved: Solved) -> Iterator[Column]:
        for tech in solved.problem.techs:
            for order in orders_of(solved.v, tech, solved.problem):
                if fits(tech, order.channel):
                    yield order.variable
    return pick


def _imports(*goods: str) -> Pick:
    return lambda solved: [column for (good, _), column in solved.v.buy.items() if good in goods]


def _machines(solved: Solved) -> Iterator[Column]:
    """Hardware of a vintage comes from abroad; so do its spare parts."""
    yield from _orders(lambda tech, _: tech.vintage is not None)(solved)
    yield from _imports("accelerators", "servers")(solved)


def _mission(solved: Solved) -> Iterator[Column]:
    yield from _orders(lambda _, channel: channel == MISSION)(solved)
    yield from solved.v.reform.values()


def _beyond(solved: Solved) -> list[Column]:
    apart = {d.id for d in solved.problem.demands if d.beyond}
    return [column for (demand, *_), column in solved.v.serve.items() if demand in apart]


OPTIONS: tuple[Option, ...] = (
    Option("foreign_chips", "AI machines from abroad", _machines),
    Option("foreign_models", "closed models bought abroad", _imports("frontier_service")),
    Option("open_weights", "open model weights", _imports("open_weights")),
    Option("foreign_owners", "plants and capital of foreign owners", _orders(lambda tech, _: tech.owner == "for")),
    Option("know_how", "know-how from abroad (licence, joint venture, foreign owner)",
           _orders(lambda tech, _: not tech.own_technology)),
    Option("home_owners", "private owners at home", _orders(lambda tech, _: tech.owner == "dom")),
    Option("public_money", "public money in new plants", _orders(lambda _, channel: channel != PRIVATE)),
    Option("mission", "mission delivery units", _mission),
    Option("borrowing", "public borrowing", lambda solved: solved.v.borrow.values()),
    Option("people_abroad", "skilled people drawn from abroad", lambda solved: solved.v.attract.values()),
    Option("exports", "sales abroad", lambda solved: solved.v.sell.values()),
    Option("beyond", "power and ports for the rest of the economy", _beyond),
)


def held_of(solved: Solved) -> Held:
    """The program of a plan, with W as what is maximised and whole plants as planned."""
    return Held(solved.model, whole_columns(solved), minus_welfare(solved.model))


def loss(held: Held, reached: Reached) -> float:
    """What a run falls short of the first.   [USD m, PV]"""
    return max(0.0, (reached.objective - held.first.objective) / SCALE)


def options(solved: Solved, held: Held, base_welfare: float, *, choose: bool) -> list[dict[str, Any]]:
    """Loss of W without each option, largest first; `choose` lets whole plants be chosen again where they weigh."""
    gain = solved.welfare - base_welfare
    rows: list[dict[str, Any]] = []
    for option in OPTIONS:
        columns = list(option.columns(solved))
        if columns:
            try:
                lost, again = _without(solved, held, columns, gain, choose)
            except NoAnswer:  # a promise of the strategy cannot be kept without it
                continue
            rows.append({
                "id": option.id, "name": option.name, "loss_usd_m": lost, "share": _share(lost, gain),
                "welfare_usd_m": gain - lost, "plants": "chosen again" if again else "as planned"})
    return sorted(rows, key=lambda r: (-r["loss_usd_m"], r["id"]))


def _share(lost: float, gain: float) -> float | None:
    return lost / gain if gain > 0 else None


def _without(
    solved: Solved, held: Held, columns: Sequence[Column], gain: float, choose: bool) -> tuple[float, bool]:
    lost = loss(held, held.without(columns))
    plants = any(held.fixed.get(column.name) for column in columns if column.whole)
    if not (choose and plants and lost > LEVEL * abs(gain)):
        return lost, False
    return min(lost, max(0.0, _chosen_again(solved, columns) - held.first.objective) / SCALE), True


def _chosen_again(solved: Solved, columns: Iterable[Column]) -> float:
    """Least cost with these columns at zero and all whole plants open.   [USD bn, PV]"""
    gone = {column.index for column in columns}
    kept = Columns(replace(column, most=0.0) if column.index in gone else column for column in solved.model.columns)
    cost = tuple((column, amount * SCALE) for column, amount in minus_welfare(solved.model))
    model: Model = replace(solved.model, columns=kept, cost=cost)
    return solve(model.lp, whole=True).objective


def worths(solved: Solved, held: Held, base_welfare: float, *, each: bool) -> list[dict[str, Any]]:
    """What the plan loses without each asset that it orders, `each` way of building it, and all that hardly matters."""
    gain = solved.welfare - base_welfare
    rows, small = [], list[Column]()
    own = own_projects(solved)
    for asset in dict.fromkeys(r["asset"] for r in own):
        same = [r for r in own if r["asset"] == asset]
        columns = _columns(solved, asset, None)
        rows.append(_worth(solved, held, same[0], columns, gain, level="asset"))
        if rows[-1]["hardly"]:
            small += columns
        if each and len(same) > 1:
            rows += [_worth(solved, held, r, _columns(solved, asset, str(r["id"])), gain, level="way") for r in same]
    rows.sort(key=lambda r: (r["level"] != "asset", -r["loss_usd_m"], r["id"]))
    if small:
        lost = loss(held, held.without(small))
        rows.append({"id": TOGETHER, "asset": "", "level": TOGETHER, "name": "All that hardly matters, together",
                     "loss_usd_m": lost, "share": _share(lost, gain), "hardly": False, "instead": None})
    return rows


def _columns(solved: Solved, asset: str, project: str | None) -> list[Column]:
    if asset == DELIVERY:
        return list(solved.v.reform.values())
    techs = [t for t in solved.problem.tech(asset) if project in (None, f"{t.asset}.{t.mode}")]
    return [order.variable for tech in techs for order in orders_of(solved.v, tech, solved.problem)]


def _worth(
    solved: Solved, held: Held, row: Mapping[str, Any], columns: Sequence[Column], gain: float, level: str,
) -> dict[str, Any]:
    try:
        reached = held.without(columns)
        lost = loss(held, reached)
    except NoAnswer:  # a promise of the strategy needs it
        return {"id": row["id"] if level == "way" else row["asset"], "asset": row["asset"], "level": level,
                "name": row["name"], "loss_usd_m": abs(gain), "share": 1.0, "hardly": False, "instead": None}
    way = f", {row['mode'].lower()}" if level == "way" else ""
    return {
        "id": row["id"] if level == "way" else row["asset"], "asset": row["asset"], "level": level,
        "name": f"{row['name']}{way}", "loss_usd_m": lost, "share": _share(lost, gain),
        "hardly": lost <= LEVEL * abs(gain), "instead": _instead(solved, held, reached, columns)}


def _instead(solved: Solved, held: Held, reached: Reached, columns: Sequence[Column]) -> str | None:
    """What is ordered more of when something is forbidden, if it is a good part of that."""
    gone = {column.index for column in columns}
    missing, more = 0.0, dict[str, float]()
    for tech in solved.problem.techs:
        for order in orders_of(solved.v, tech, solved.problem):
            at, cost = order.variable.index, order.size * tech.capex[order.year]
            change = (reached.values[at] - held.first.values[at]) * cost * solved.problem.discount[order.year]
            if at in gone:
                missing -= change
            else:
                name = f"{tech.name}, {tech.mode_name.lower()}"
                more[name] = more.get(name, 0.0) + change
    if missing <= 0 or not more:
        return None
    best = max(more, key=lambda name: (more[name], name))
    return best if more[best] >= INSTEAD * missing else None
