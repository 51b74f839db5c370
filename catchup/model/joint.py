"""Several countries in one program: a pact lets them ship goods to each other, and their W is maximised together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from catchup.model.build import SCALE, Model, build, first_objective, in_billions
from catchup.model.columns import Column, Columns
from catchup.model.families.trade import origin_rows
from catchup.model.problem import Problem, Series
from catchup.model.rows import Row, Term
from catchup.model.variables import made_goods, used_goods


@dataclass(frozen=True, eq=False)
class Arc:
    """A good that one member may ship to another.

    The receiver pays the sender the price, and the freight to carriers.   [USD m per unit]
    """

    sender: str
    receiver: str
    good: str
    price: Series
    freight: Series
    pooled: bool = False
    """it may be shipped from the first year of a plant, without years of qualification"""


@dataclass(frozen=True)
class Joint:
    """One program of all members; each member's model reads its own columns and rows, its W settled."""

    members: Mapping[str, Model]
    columns: Columns
    rows: Mapping[str, Row]
    cost: tuple[Term, ...]
    ships: Mapping[tuple[Arc, int], Column]
    """what is shipped in a year   [commodity units]"""


def join(problems: Sequence[Problem], arcs: Iterable[Arc], *, whole: bool = True) -> Joint:
    """Rows of all members, and shipments on the arcs; maximised is the sum of what each member would maximise alone.

    ship enters the sender's balance as a use and the receiver's as a supply. No resale: shipped + sold <= made, and
    unless pooled <= qualified output.   [commodity units]
    W(member) = its own + sum over arcs, PV[price x shipped out - (price + freight) x shipped in].   [USD m]
    """
    if len({problem.site for problem in problems}) < len(problems):
        raise ValueError("a site stands twice in a pact")
    columns = Columns()
    models = {problem.site: build(problem, whole=whole, columns=columns) for problem in problems}
    rows = {name: row for model in models.values() for name, row in model.rows.items()}
    ships = _shipments(columns, models, arcs)
    more: dict[str, list[Term]] = {}
    for (arc, year), ship in ships.items():
        for name, amount in _entries(models, arc, year):
            more.setdefault(name, []).append((ship, amount))
    for name, row in _origins(models, ships):
        if name not in rows:
            rows[name] = row
    for name, terms in more.items():
        if name in rows:
            rows[name] = rows[name]._replace(terms=(*rows[name].terms, *terms))
    members = {}
    for site, model in models.items():
        settled = tuple(_settled(model.problem, ships))
        floor = f"goal|{site}|welfare|{model.problem.calendar.last}"
        if floor in rows:
            rows[floor] = rows[floor]._replace(terms=(*rows[floor].terms, *in_billions(settled)))
        members[site] = replace(model, welfare_terms=(*model.welfare_terms, *settled))
    cost = tuple(term for model in members.values() for term in in_billions(first_objective(model)))
    for site, model in members.items():
        own = {name: row for name, row in rows.items() if name.split("|")[1] == site}
        members[site] = replace(model, rows=own)
    return Joint(members, columns, rows, cost, ships)


def _shipments(
    columns: Columns, models: Mapping[str, Model], arcs: Iterable[Arc]) -> dict[tuple[Arc, int], Column]:
    """Only of goods that the sender can make and the receiver has a use for."""
    made = {site: made_goods(model.problem) for site, model in models.items()}
    used = {site: used_goods(model.problem) for site, model in models.items()}
    return {
        (arc, t): columns.add("|".join(("ship", arc.sender, arc.receiver, arc.good, str(t))))
        for arc in arcs if arc.good in made[arc.sender] and arc.good in used[arc.receiver]
        for t in models[arc.sender].problem.calendar.years}


def _entries(models: Mapping[str, Model], arc: Arc, year: int) -> Iterator[tuple[str, float]]:
    """Rows of both members in which a unit shipped stands, with its coefficient."""
    yield f"balance|{arc.sender}|{arc.good}|{year}", -1.0
    yield f"balance|{arc.receiver}|{arc.good}|{year}", 1.0
    yield f"taken|{arc.sender}|{arc.good}|{year}", -1.0
    yield f"resale|{arc.sender}|{arc.good}|{year}", 1.0
    cap = models[arc.receiver].problem.policy.supplier_cap
    if cap is not None:
        yield f"supplier|{arc.receiver}|{arc.good}|{year}", -cap[year]
    if not arc.pooled:
        yield f"qualified|{arc.sender}|{arc.good}|{year}", 1.0
    landed = arc.price[year] + arc.freight[year]
    yield f"exchange|{arc.sender}|room|{year}", -arc.price[year]
    yield f"exchange|{arc.receiver}|room|{year}", landed
    if models[arc.sender].problem.goods[arc.good].offset:
        yield f"goal|{arc.sender}|offset_ratio|{year}", -arc.price[year]
        yield f"goal|{arc.receiver}|offset_ratio|{year}", landed


def _origins(models: Mapping[str, Model], ships: Mapping[tuple[Arc, int], Column]) -> Iterator[tuple[str, Row]]:
    """Rows against resale of goods that a sender could not sell to the world, and so has no such rows of yet."""
    for arc, year in ships:
        model = models[arc.sender]
        for row in origin_rows(model.problem, model.v, model.problem.goods[arc.good], year, []):
            yield row.name, row


def _settled(problem: Problem, ships: Mapping[tuple[Arc, int], Column]) -> Iterator[Term]:
    """Receipts of the sender, payments and freight of the receiver, at what foreign exchange is worth to each.

    [USD m, PV]
    """
    for (arc, year), ship in ships.items():
        worth = problem.discount[year] * (1.0 + problem.money.exchange_premium)
        if arc.sender == problem.site:
            yield ship, worth * arc.price[year]
        elif arc.receiver == problem.site:
            yield ship, -worth * (arc.price[year] + arc.freight[year])


def combined(joint: Joint, values: Mapping[str, float]) -> float:
    """What all members maximise together: sum of W less the price of dear slacks.   [USD m, PV]"""
    return -sum(values[column.name] * amount for column, amount in joint.cost) / SCALE
