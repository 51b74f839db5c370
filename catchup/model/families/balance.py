"""Family 1: balances of goods, and final demand in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catchup.model.families.capacity import occupancy_terms
from catchup.model.problem import Good, Problem, Tech
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables


def balance_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """made + bought + provided + given >= used + occupied + sold + served; surplus is free.   [commodity units]"""
    for good in problem.goods.values():
        uses = _Uses.of(problem, good)
        for t in problem.calendar.years:
            terms, constant = uses.terms(problem, v, t)
            if terms:
                yield row("balance", problem.site, good.id, t, terms, ">=", -constant - good.supply[t])


@dataclass(frozen=True)
class _Uses:
    """Who makes, gives, takes up and serves a good, and how much of it for a unit of his own."""

    good: Good
    runs: tuple[tuple[str, str, float], ...]
    stands: tuple[tuple[Tech, bool, bool], ...]
    """those who give or take up: (tech, gives, takes)"""
    served: tuple[tuple[str, int, float], ...]

    @classmethod
    def of(cls, problem: Problem, good: Good) -> _Uses:
        """The same in every year."""
        runs = []
        for activity in problem.activities:
            net = (1.0 if activity.output == good.id else 0.0) - activity.inputs.get(good.id, 0.0)
            net += activity.by_products.get(good.id, 0.0)
            if net:
                runs += [(activity.id, tech.mode, net) for tech in problem.tech(activity.asset)]
        stands = [
            (tech, good.id in tech.provides, good.id in tech.occupies) for tech in problem.techs
            if good.id in tech.provides or good.id in tech.occupies]
        served = [
            (demand.id, b, route.per_unit) for demand in problem.demands for route in demand.routes
            if route.commodity == good.id for b in range(len(demand.blocks))]
        return cls(good, tuple(runs), tuple(stands), tuple(served))

    def terms(self, problem: Problem, v: Variables, year: int) -> tuple[list[Term], float]:
        """The left-hand side of a year, and the constant part."""
        good, run, serve = self.good.id, v.run, v.serve
        constant = 0.0
        terms: list[Term] = [(run[activity, mode, year], net) for activity, mode, net in self.runs]
        for tech, gives, takes in self.stands:
            if gives:
                terms.append((v.stand[*tech.key, year], tech.provides[good]))
            if takes:
                taken, fixed = occupancy_terms(problem, v, tech, self.good, year)
                terms += [(variable, -amount) for variable, amount in taken]
                constant -= fixed
        if (good, year) in v.buy:
            terms.append((v.buy[good, year], 1.0))
        if (good, 0, year) in v.sell:
            terms += [(v.sell[good, j, year], -1.0) for j in range(len(self.good.blocks))]
        terms += [(serve[demand, good, b, year], -amount) for demand, b, amount in self.served]
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
