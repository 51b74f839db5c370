"""The demand that the lag is measured by, and the good that machines at home make for it."""

from __future__ import annotations

from catchup.model.problem import DemandData, Problem


def headline(problem: Problem) -> DemandData:
    """The demand by which the home-served lag is measured."""
    return next(d for d in problem.demands if d.headline)


def machine_good(problem: Problem) -> tuple[str, float]:
    """The good that machines at home make for the routes that count at home, and how much a unit of demand needs."""
    route = next(r for r in headline(problem).routes if r.counts_at_home)
    maker = next(a for a in problem.activities if a.output == route.commodity)
    good = next(g for g in maker.inputs if any(a.output == g for a in problem.activities))
    return good, maker.inputs[good] * route.per_unit
