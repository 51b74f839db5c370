"""Family 1: balances of goods, and final demand in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catchup.model.families.capacity import occupancy_terms
from catchup.model.problem import Good, Problem, Tech
from catchup.model.rows import Row, Sense, Term, row
from catchup.model.variables import Variables


def balance_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """made + bought + provided + given >= used + occupied + sold + served >= made.   [commodity units]

    What stands or is given may be left over. What processes make is taken by somebody: else its maker would be paid,
    and the state would tax him, for nothing. Where nothing else gives the good, the two are one equation.
    """
    for good in problem.goods.values():
        uses = _Uses.of(problem, good)
        for t in problem.calendar.years:
            leaving, constant = uses.leaving(problem, v, t)
            terms = [*uses.coming(v, t), *leaving]
            if terms:
                sense: Sense = "==" if uses.made and uses.only_made else ">="
                yield row("balance", problem.site, good.id, t, terms, sense, -constant - good.supply[t])
            if uses.made and not uses.only_made:
                taken: list[Term] = [(v.run[activity, mode, t], 1.0) for activity, mode in uses.made]
                yield row("taken", problem.site, good.id, t, [*taken, *leaving], "<=", -constant)


@dataclass(frozen=True)
class _Uses:
    """Who makes, gives, takes up and serves a good, and how much of it for a unit of his own."""

    good: Good
    made: tuple[tuple[str, str], ...]
    """(activity, mode) whose product it is"""
    by_products: tuple[tuple[str, str, float], ...]
    inputs: tuple[tuple[str, str, float], ...]
    stands: tuple[tuple[Tech, bool, bool], ...]
    """those who give or take up: (tech, gives, takes)"""
    served: tuple[tuple[str, int, float], ...]

    @classmethod
    def of(cls, problem: Problem, good: Good) -> _Uses:
        """The same in every year."""
        runs = [(activity, tech.mode) for activity in problem.activities for tech in problem.tech(activity.asset)]
        stands = [
            (tech, good.id in tech.provides, good.id in tech.occupies) for tech in problem.techs
            if good.id in tech.provides or good.id in tech.occupies]
        served = [
            (demand.id, b, route.per_unit) for demand in problem.demands for route in demand.routes
            if route.commodity == good.id for b in range(len(demand.blocks))]
        return cls(
            good, tuple((a.id, mode) for a, mode in runs if a.output == good.id),
            tuple((a.id, mode, a.by_products[good.id]) for a, mode in runs if good.id in a.by_products),
            tuple((a.id, mode, a.inputs[good.id]) for a, mode in runs if good.id in a.inputs),
            tuple(stands), tuple(served))

    @property
    def only_made(self) -> bool:
        """Is there none of it that stands, is given or falls to waste?"""
        given = self.good.given or any(self.good.supply.values())
        return not (given or self.by_products or any(gives for _, gives, _ in self.stands))

    def coming(self, v: Variables, year: int) -> list[Term]:
        """What there is of it in a year, but for what is given."""
        good = self.good.id
        terms: list[Term] = [(v.run[activity, mode, year], 1.0) for activity, mode in self.made]
        terms += [(v.run[activity, mode, year], amount) for activity, mode, amount in self.by_products]
        terms += [(v.stand[*tech.key, year], tech.provides[good]) for tech, gives, _ in self.stands if gives]
        if (good, year) in v.buy:
            terms.append((v.buy[good, year], 1.0))
        if ("balance", good, year) in v.slack:
            terms.append((v.slack["balance", good, year], 1.0))
        return terms

    def leaving(self, problem: Problem, v: Variables, year: int) -> tuple[list[Term], float]:
        """What is taken of it in a year, below zero, and the constant part."""
        good, constant = self.good.id, 0.0
        terms: list[Term] = [(v.run[activity, mode, year], -amount) for activity, mode, amount in self.inputs]
        for tech, _, takes in self.stands:
            if takes:
                taken, fixed = occupancy_terms(problem, v, tech, self.good, year)
                terms += [(variable, -amount) for variable, amount in taken]
                constant -= fixed
        if (good, 0, year) in v.sell:
            terms += [(v.sell[good, j, year], -1.0) for j in range(len(self.good.blocks))]
        terms += [(v.serve[demand, good, b, year], -amount) for demand, b, amount in self.served]
        return terms, constant


def demand_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Served in a block by all routes <= width of the block; the rest is unmet and counted.   [demand units a year]"""
    for demand in problem.demands:
        for b, (width, _) in enumerate(demand.blocks):
            for t in problem.calendar.years:
                terms = [(v.serve[demand.id, r.commodity, b, t], 1.0) for r in demand.routes]
                yield row("demand", problem.site, f"{demand.id}|{b}", t, terms, "<=", width * demand.total[t])
