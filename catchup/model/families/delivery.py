"""Family 6: state capacity is an asset, built slowly, that spends better. Cash, not orders."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.money import public_capital
from catchup.model.problem import Problem
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables


def delivery_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """cash(mission, t) <= D(t) = (1 - decay) D(t-1) + reform(t - lead); cash(ordinary, t) <= present multiple.

    reform(t) <= seed + growth D(t-1); D <= a share of GDP is a bound.   [USD m a year]
    """
    delivery, site, first = problem.delivery, problem.site, problem.calendar.first
    for t in problem.calendar.years:
        mission = public_capital(problem, v, t, "mission")
        yield row("mission", site, "cash", t, [*mission, (v.capacity[t], -1.0)], "<=", 0.0)
        ordinary = public_capital(problem, v, t, "ordinary")
        if ordinary:
            room = problem.money.ordinary_limit[t] - problem.money.committed[t]
            yield row("ordinary", site, "cash", t, ordinary, "<=", max(0.0, room))
        terms: list[Term] = [(v.capacity[t], 1.0)]
        right = delivery.start if t == first else 0.0
        if t > first:
            terms.append((v.capacity[t - 1], -(1.0 - delivery.decay)))
        if t - delivery.lead in v.reform:
            terms.append((v.reform[t - delivery.lead], -1.0))
        yield row("delivery", site, "stock", t, terms, "==", right)
        if t in v.reform:
            before = [(v.capacity[t - 1], -delivery.growth)] if t > first else []
            right = delivery.seed[t] + (delivery.growth * delivery.start if t == first else 0.0)
            yield row("delivery", site, "growth", t, [(v.reform[t], 1.0), *before], "<=", right)
