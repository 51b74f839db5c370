"""The orders that are printed: of all plans within a thousandth of the best, the one whose yearly orders jump least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from catchup.errors import NoAnswer, SolverError
from catchup.held import Held
from catchup.model.build import SCALE, minus_welfare
from catchup.model.families.capacity import orders_of
from catchup.model.objective import fixed_welfare
from catchup.model.rows import Term
from catchup.results.reading import Solved

ROOM = 1e-3
"""share of the net benefit that steadier orders may cost"""
LEAST = 1.0
"""an asset without this much of orders in any year is left as it is   [USD m]"""


def smoothed(solved: Solved) -> Solved:
    """min sum |money of orders(asset, t) - money of orders(asset, t - 1)| at 99.9 per cent of the net benefit.

    Whole plants stay as they are; prices stay those of the best plan. Where no steadier plan is found, the plan itself.
    """
    money = _money(solved)
    if not solved.problem.aim.new_orders or not money:
        return solved
    try:
        held = Held(solved.model, whole_columns(solved))
        reached = held.smallest([change for years in money.values() for change in _changes(years)], _kept(solved, held))
    except (NoAnswer, SolverError):
        return solved
    values = dict(zip((c.name for c in solved.model.columns), reached.values, strict=False))
    welfare = sum(values[column.name] * amount for column, amount in solved.model.welfare_terms)
    welfare += fixed_welfare(solved.problem)
    return replace(solved, answer=replace(solved.answer, values=values), welfare=welfare)


def whole_columns(solved: Solved) -> dict[str, float]:
    """Whole columns of the answer at their values."""
    return {c.name: float(round(solved.answer.values[c.name])) for c in solved.model.columns if c.whole}


def _kept(solved: Solved, held: Held) -> list[tuple[list[Term], float]]:
    """W, and what else the strategy minimises, each within a thousandth of the best.   [USD bn]"""
    problem = solved.problem
    loss = [(column, amount * SCALE) for column, amount in minus_welfare(solved.model)]
    gain = abs(solved.welfare - (problem.baseline_welfare or 0.0)) * SCALE
    kept = [(loss, held.value(loss) + ROOM * gain)]
    if problem.aim.objective == "public_cost":
        kept.append((list(solved.model.cost), held.first.objective + ROOM * abs(held.first.objective)))
    return kept


def _money(solved: Solved) -> dict[str, dict[int, dict[int, float]]]:
    """Asset -> year -> column -> USD bn of an order, for what is ordered in any amount and for years that are shown."""
    problem, out = solved.problem, {}
    for asset in dict.fromkeys(t.asset for t in problem.techs):
        years: dict[int, dict[int, float]] = {
            t: {} for t in range(problem.calendar.first_order, problem.calendar.shown + 1)}
        most = 0.0
        for tech in problem.tech(asset):
            for order in orders_of(solved.v, tech, problem):
                if tech.unit_size is None and order.year in years:
                    cost = order.size * tech.capex[order.year]
                    years[order.year][order.variable.index] = cost / 1000.0
                    most = max(most, cost * solved.answer.values[order.variable.name])
        if most > LEAST:
            out[asset] = years
    return out


def _changes(years: Mapping[int, Mapping[int, float]]) -> list[dict[int, float]]:
    """This year's money of orders less last year's, for each pair of years, as terms."""
    order = sorted(years)
    return [
        {**years[here], **{index: -amount for index, amount in years[before].items()}}
        for before, here in pairwise(order)]
