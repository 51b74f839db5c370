"""Family 4 and 7: who would provide it, experience first, and how fast building can grow."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.capacity import orders_of
from catchup.model.problem import Problem
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables

WINDOW = 3
"""years of orders averaged in the growth limit"""


def access_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """sum_{u <= t} order(u) <= access: precedent, not wish. Orders are never undone, so the last year says it all.

    [capacity units]
    """
    last = problem.calendar.last
    for tech in problem.techs:
        if tech.access is None:
            continue
        terms = [(order.variable, order.size) for order in orders_of(v, tech, problem)]
        if terms:
            yield row("access", problem.site, f"{tech.asset}|{tech.mode}", last, terms, "<=", tech.access)


def experience_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """threshold x cumulative own-technology orders <= sum_{u < t} weight x capacity run.   [unit-years]"""
    for asset, (teacher, threshold) in problem.experience.items():
        own = [t for t in problem.tech(asset) if t.own_technology]
        for t in problem.calendar.years:
            terms: list[Term] = []
            for tech in own:
                terms += [(o.variable, o.size * threshold) for o in orders_of(v, tech, problem) if o.year <= t]
            if not terms:
                continue
            for activity in (a for a in problem.activities if a.asset == teacher):
                for tech in problem.tech(teacher):
                    terms += [
                        (v.run[activity.id, tech.mode, u], -tech.weight / activity.full_output(u))
                        for u in problem.calendar.years if u < t]
            yield row("experience", problem.site, asset, t, terms, "<=", 0.0)


def growth_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """order(t) <= seed + (1 + rate) x mean of the last three years' orders and programmes.   [capacity units a year]

    With `rate` alone in place of 1 + rate orders could never grow past seed / (1 - rate), whatever had been built.
    """
    for asset, growth in problem.growth.items():
        orders: dict[int, list[Term]] = {}
        factor = 1.0 + growth.rate
        for tech in problem.tech(asset):
            for order in orders_of(v, tech, problem):
                orders.setdefault(order.year, []).append((order.variable, order.size))
        for t in sorted(orders):
            terms = list(orders[t])
            for u in range(t - WINDOW, t):
                terms += [(var, -size * factor / WINDOW) for var, size in orders.get(u, ())]
            carried = sum(growth.carried.get(u, 0.0) for u in range(t - WINDOW, t)) / WINDOW
            yield row("growth", problem.site, asset, t, terms, "<=", growth.seed[t] + factor * carried)
