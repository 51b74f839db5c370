"""Family 10: levers that need rows of their own."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.capacity import orders_of, ramp_at
from catchup.model.problem import PRIVATE, Activity, Problem, Tech
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables


def procurement_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Served from abroad in a block <= (1 - the state's part) x width x demand: the state buys at home or goes without.
    [demand units a year]
    """
    rule = problem.policy.state_from_home
    if rule is None:
        return
    for demand in (d for d in problem.demands if d.headline):
        abroad = [r.commodity for r in demand.routes if not r.counts_at_home]
        for b, (width, _) in enumerate(demand.blocks):
            for t in problem.calendar.years:
                if rule[t] > 0 and abroad:
                    terms: list[Term] = [(v.serve[demand.id, good, b, t], 1.0) for good in abroad]
                    right = (1.0 - rule[t]) * width * demand.total[t]
                    yield row("procurement", problem.site, f"{demand.id}|{b}", t, terms, "<=", right)


def export_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Sold abroad >= share x output that supported plants could give after their years of grace.   [units a year]"""
    share = problem.policy.export_share
    if share <= 0:
        return
    for good in problem.goods.values():
        if (good.id, 0, problem.calendar.first) not in v.sell:
            continue
        makers = [(a, tech) for a in problem.activities if a.output == good.id for tech in problem.tech(a.asset)]
        for t in problem.calendar.years:
            due = [term for activity, tech in makers for term in _supported(problem, v, activity, tech, t)]
            if due:
                sold: list[Term] = [(v.sell[good.id, j, t], 1.0) for j in range(len(good.blocks))]
                asked = [(variable, -share * amount) for variable, amount in due]
                yield row("export_share", problem.site, good.id, t, [*sold, *asked], ">=", 0.0)


def _supported(problem: Problem, v: Variables, activity: Activity, tech: Tech, year: int) -> Iterator[Term]:
    """Output in a year of plants that were ordered with support and are past their grace."""
    for order in orders_of(v, tech, problem):
        age = year - order.online
        if order.channel != PRIVATE and age >= problem.policy.export_grace and ramp_at(tech, age) > 0:
            yield order.variable, order.size * ramp_at(tech, age) * activity.full_output(year)


def commit_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Ordered by the year, in all modes, + shortfall >= what is promised.   [capacity units]"""
    for promise in problem.policy.commitments:
        terms: list[Term] = [
            (order.variable, order.size) for tech in problem.tech(promise.asset)
            for order in orders_of(v, tech, problem) if order.year <= promise.by]
        terms.append((v.slack["commit", promise.asset, promise.by], 1.0))
        yield row("commit", problem.site, promise.asset, promise.by, terms, ">=", promise.amount)
