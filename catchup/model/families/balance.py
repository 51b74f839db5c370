"""Family 1: balances of goods, and final demand in blocks."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.capacity import occupancy_terms
from catchup.model.problem import Problem
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables


def balance_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """made + bought + provided + given >= used + occupied + sold + served; surplus is free.   [commodity units]"""
    for good in problem.goods.values():
        for t in problem.calendar.years:
            terms, constant = _balance_terms(problem, v, good.id, t)
            if terms:
                yield row("balance", problem.site, good.id, t, terms, ">=", -constant - good.supply[t])


def _balance_terms(problem: Problem, v: Variables, good: str, year: int) -> tuple[list[Term], float]:
    terms: list[Term] = []
    constant = 0.0
    for activity in problem.activities:
        net = (1.0 if activity.output == good else 0.0) - activity.inputs.get(good, 0.0)
        net += activity.by_products.get(good, 0.0)
        if net:
            terms.extend((v.run[activity.id, tech.mode, year], net) for tech in problem.tech(activity.asset))
    for tech in problem.techs:
        if good in tech.provides:
            terms.append((v.stand[*tech.key, year], tech.provides[good]))
        if good in tech.occupies:
            taken, fixed = occupancy_terms(problem, v, tech, problem.goods[good], year)
            terms.extend((variable, -amount) for variable, amount in taken)
            constant -= fixed
    if (good, year) in v.buy:
        terms.append((v.buy[good, year], 1.0))
    if (good, 0, year) in v.sell:
        terms.extend((v.sell[good, j, year], -1.0) for j in range(len(problem.goods[good].blocks)))
    for demand in problem.demands:
        for route in demand.routes:
            if route.commodity == good:
                terms.extend(
                    (v.serve[demand.id, good, b, year], -route.per_unit) for b in range(len(demand.blocks)))
    if ("balance", good, year) in v.slack:
        terms.append((v.slack["balance", good, year], 1.0))
    return terms, constant


def demand_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Served in a block by all routes <= width of the block; the rest is unmet and counted.   [demand units a year]"""
    for demand in problem.demands:
        for b, (width, _) in enumerate(demand.blocks):
            for t in problem.calendar.years:
                terms = [(v.serve[demand.id, r.commodity, b, t], 1.0) for r in demand.routes]
                yield row("demand", problem.site, f"{demand.id}|{b}", t, terms, "<=", width * demand.total[t])
