"""Decisions of the plan. Every one is zero or more and has a name `kind|site|...|year`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Concatenate

from catchup.model.columns import Column, Columns
from catchup.model.denied import Denied
from catchup.model.problem import Problem, Tech
from catchup.model.rows import Term
from catchup.model.shocks import State

TechKey = tuple[str, str]


@dataclass(frozen=True)
class Order:
    """One order column: how it is paid, when it starts and first gives output, capacity of one unit of it."""

    channel: str
    year: int
    online: int
    variable: Column
    size: float


@dataclass(frozen=True)
class Variables:
    """All columns, by our own tuples."""

    order: dict[tuple[str, str, str, int], Column] = field(default_factory=dict)
    """capacity whose construction starts in a year; whole units where the asset is lumpy   [units or capacity]"""
    stand: dict[tuple[str, str, int], Column] = field(default_factory=dict)
    """capacity in place and ramped up, per asset and mode   [capacity units]"""
    run: dict[tuple[str, str, int], Column] = field(default_factory=dict)
    """activity of a process on a mode's capacity   [units of output a year]"""
    buy: dict[tuple[str, int], Column] = field(default_factory=dict)
    sell: dict[tuple[str, int, int], Column] = field(default_factory=dict)
    """sale in an export block   [commodity units a year]"""
    established: dict[tuple[str, int, int], Column] = field(default_factory=dict)
    """part of the sales past the years of entrant's discount"""
    serve: dict[tuple[str, str, int, int], Column] = field(default_factory=dict)
    """demand, commodity of the route, block, year   [demand units a year]"""
    train: dict[tuple[str, int], Column] = field(default_factory=dict)
    attract: dict[tuple[str, int, int], Column] = field(default_factory=dict)
    reform: dict[int, Column] = field(default_factory=dict)
    capacity: dict[int, Column] = field(default_factory=dict)
    """mission delivery capacity D   [USD m a year]"""
    borrow: dict[int, Column] = field(default_factory=dict)
    repay: dict[int, Column] = field(default_factory=dict)
    debt: dict[int, Column] = field(default_factory=dict)
    reserve: dict[int, Column] = field(default_factory=dict)
    slack: dict[tuple[str, str, int], Column] = field(default_factory=dict)
    """dear slack of a row: (family, item, year)"""
    denied: dict[State, Denied] = field(default_factory=dict)
    """years under denial that the strategy plans for"""
    orders: dict[TechKey, list[Order]] = field(default_factory=dict)
    building: dict[int, list[tuple[Tech, Order, float]]] = field(default_factory=dict)
    """year -> (tech, order, share of its capex paid in that year)"""
    sums: dict[tuple[object, ...], tuple[Term, ...]] = field(default_factory=dict)
    """sums that several rows use, worked out once"""


def once[**P](
    make: Callable[Concatenate[Problem, Variables, P], list[Term]],
) -> Callable[Concatenate[Problem, Variables, P], list[Term]]:
    """The terms of a sum that several rows use: worked out once a program, and a list of its own for each caller."""

    def known(problem: Problem, v: Variables, /, *args: P.args, **kwargs: P.kwargs) -> list[Term]:
        key = (make.__name__, id(problem), *args)
        if key not in v.sums:
            v.sums[key] = tuple(make(problem, v, *args, **kwargs))
        return list(v.sums[key])

    update_wrapper(known, make)
    return known


def order_size(tech: Tech) -> float:
    """Capacity of one unit of the order variable: a whole plant, or one capacity unit."""
    return tech.unit_size if tech.unit_size is not None else 1.0


def may_order(problem: Problem, tech: Tech, channel: str, year: int) -> bool:
    """Is an order of this year open: allowed, with a first output inside the horizon, and paid by somebody?"""
    aim, calendar = problem.aim, problem.calendar
    if not aim.new_orders or tech.asset in aim.forbid or year < calendar.first_order:
        return False
    if tech.access is not None and tech.access <= 0:
        return False
    if year + tech.lead[channel] > calendar.last:
        return False
    if channel == "private":
        return True
    if tech.owner != "pub" and tech.gap[year] > problem.extras["gap_public_cap"]:
        return False
    if (*tech.key, year) in problem.policy.barred:
        return False
    return aim.support is None or tech.asset in aim.support


def make_variables(columns: Columns, problem: Problem, *, whole: bool) -> Variables:
    """All columns of a problem; `whole` makes orders of lumpy assets integer."""
    v = Variables()
    site, add = problem.site, columns.add
    years = problem.calendar.years
    for tech in problem.techs:
        asset, mode = tech.key
        for t in years:
            for channel in tech.channels(t):
                if may_order(problem, tech, channel, t):
                    v.order[asset, mode, channel, t] = _order(columns, site, tech, channel, t, whole)
            v.stand[asset, mode, t] = add(f"stand|{site}|{asset}|{mode}|{t}")
    for activity in problem.activities:
        for tech in problem.tech(activity.asset):
            for t in years:
                v.run[activity.id, tech.mode, t] = add(f"run|{site}|{activity.id}|{tech.mode}|{t}")
    _trade(columns, v, problem)
    _people_and_state(columns, v, problem)
    _slacks(columns, v, problem)
    return v


def _order(columns: Columns, site: str, tech: Tech, channel: str, year: int, whole: bool) -> Column:
    lumpy = whole and tech.unit_size is not None
    bound = None
    if lumpy and tech.access is not None:
        bound = float(int(tech.access / order_size(tech) + 1e-9))
    return columns.add(f"order|{site}|{tech.asset}|{tech.mode}|{channel}|{year}", bound, lumpy)


def used_goods(problem: Problem) -> frozenset[str]:
    """Goods that some process, asset or demand of this problem takes in."""
    active = [a for a in problem.activities if problem.tech(a.asset)]
    used = {g for a in active for g in a.inputs} | {g for t in problem.techs for g in t.occupies}
    return frozenset(used | {r.commodity for d in problem.demands for r in d.routes})


def made_goods(problem: Problem) -> frozenset[str]:
    """Goods that some capacity of this problem can make."""
    return frozenset(a.output for a in problem.activities if problem.tech(a.asset))


def _trade(columns: Columns, v: Variables, problem: Problem) -> None:
    """Imports of what is used; exports of what is made, at most the width of each price block."""
    site, used, made, add = problem.site, used_goods(problem), made_goods(problem), columns.add
    for good in problem.goods.values():
        for t in problem.calendar.years:
            if good.buy_price is not None and good.id in used:
                v.buy[good.id, t] = add(f"buy|{site}|{good.id}|{t}")
            if good.blocks and good.id in made:
                for j, block in enumerate(good.blocks):
                    v.sell[good.id, j, t] = add(f"sell|{site}|{good.id}|{j}|{t}", block.width[t])
                    v.established[good.id, j, t] = add(f"established|{site}|{good.id}|{j}|{t}")
    for demand in problem.demands:
        for route in demand.routes:
            for b in range(len(demand.blocks)):
                for t in problem.calendar.years:
                    v.serve[demand.id, route.commodity, b, t] = add(
                        f"serve|{site}|{demand.id}|{route.commodity}|{b}|{t}")


def _people_and_state(columns: Columns, v: Variables, problem: Problem) -> None:
    """Training within its places, attraction in rising pay blocks, reform, delivery capacity, debt and reserve."""
    site, money, delivery, add = problem.site, problem.money, problem.delivery, columns.add
    for t in problem.calendar.years:
        if problem.aim.new_orders and t >= problem.calendar.first_order:
            for skill in problem.skills.values():
                v.train[skill.id, t] = add(f"train|{site}|{skill.id}|{t}", skill.places[t])
                for b, (people, _) in enumerate(skill.abroad):
                    v.attract[skill.id, b, t] = add(f"attract|{site}|{skill.id}|{b}|{t}", people)
            v.reform[t] = add(f"reform|{site}|{t}")
        ceiling = max(delivery.maximum[t], delivery.start)
        v.capacity[t] = add(f"capacity|{site}|{t}", ceiling)
        v.borrow[t] = add(f"borrow|{site}|{t}", money.borrow_limit[t])
        v.repay[t] = add(f"repay|{site}|{t}")
        v.debt[t] = add(f"debt|{site}|{t}", money.debt_limit[t])
        v.reserve[t] = add(f"reserve|{site}|{t}", money.reserve_limit[t])


def _slacks(columns: Columns, v: Variables, problem: Problem) -> None:
    for family, items in _slack_items(problem):
        for item in items:
            for t in problem.calendar.years:
                v.slack[family, item, t] = columns.add(f"slack|{problem.site}|{family}|{item}|{t}")
    for promise in problem.policy.commitments:
        name = f"slack|{problem.site}|commit|{promise.asset}|{promise.by}"
        v.slack["commit", promise.asset, promise.by] = columns.add(name)


def _slack_items(problem: Problem) -> Iterable[tuple[str, Iterable[str]]]:
    yield "money", ("public",)
    yield "people", tuple(problem.skills)
    yield "balance", tuple(g.id for g in problem.goods.values() if g.given)
    yield "goal", tuple(dict.fromkeys(g.measure for g in problem.aim.goals if g.price is not None))
