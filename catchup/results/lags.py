"""The lags of a plan, read off what it serves and where its machines stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catchup.figures import Figures
from catchup.lags import HALF, Route, home_served, service_age
from catchup.model.families.capacity import alive_at, orders_of, ramp_at
from catchup.model.machines import headline, machine_good
from catchup.model.problem import Tech
from catchup.results.reading import Solved


@dataclass(frozen=True)
class YearLag:
    """Where the country stands in a year."""

    home_age: float | None
    home_share: float
    own_age: float
    own_dist_age: float
    service_age: float
    need: float
    served_home: float
    served_abroad: float
    unmet: float
    controlled_share: float


def machine_output(solved: Solved, good: str, year: int, *, foreign: bool = True) -> float:
    """What machines at home could make in a year, hardware at its age.   [units of the good a year]"""
    problem = solved.problem
    total = 0.0
    for activity in problem.activities:
        if activity.output != good:
            continue
        for tech in problem.tech(activity.asset):
            if foreign or tech.owner != "for":
                total += activity.full_output(year) * _aged(solved, tech, year)
    return total


def _aged(solved: Solved, tech: Tech, year: int) -> float:
    """Capacity in units of this year's new hardware."""
    if tech.vintage is None:
        return solved.standing(tech, year)
    first, growth = solved.problem.calendar.first, tech.vintage.growth
    total = (tech.existing[year] + tech.programme[year]) * growth ** -(year - first)
    for order in orders_of(solved.v, tech, solved.problem):
        share = ramp_at(tech, year - order.online)
        if share > 0:
            total += solved(order.variable) * order.size * share * growth ** -(year - order.online)
    return total


def fleet(solved: Solved, good: str, per_dollar: float, year: int) -> float:
    """Machines at home: surviving vintages.   [H100e]"""
    problem = solved.problem
    first = problem.calendar.first
    total = 0.0
    for asset in dict.fromkeys(a.asset for a in problem.activities if a.output == good):
        for tech in problem.tech(asset):
            if tech.vintage is None:
                continue
            total += (tech.existing[year] + tech.programme[year]) * per_dollar
            for order in orders_of(solved.v, tech, problem):
                if alive_at(tech, year - order.online) > 0:
                    gained = tech.vintage.growth ** (order.online - first)
                    total += solved(order.variable) * order.size * per_dollar * gained
    return total


def lags(
    solved: Solved, per_dollar: float, share_run: float, efficiency: float, *, can_train: bool = True
) -> Mapping[int, YearLag]:
    """Every solved year; machines alone train nothing where a laboratory could not be staffed."""
    problem, frontier = solved.problem, solved.setting.frontier
    good, amount = machine_good(problem)
    runs = {
        t: frontier.own_training_flop(fleet(solved, good, per_dollar, t), t, share_run) for t in problem.calendar.years}
    out = {}
    for t in problem.calendar.years:
        cap = frontier.parameters["lag_cap"]
        own = frontier.age(frontier.own_log10(runs, t, efficiency), t) if can_train else cap
        distilled = frontier.age(frontier.distilled_log10(runs, t, efficiency), t) if can_train else cap
        out[t] = _year(solved, good, amount, t, own, distilled)
    return out


def lags_of(solved: Solved, figures: Figures) -> Mapping[int, YearLag]:
    """Lags by year with the figures of a run."""
    skill = "ai_researcher"
    needed = figures.get(f"chain.assets.model_lab.staff.{skill}.people", 0.0)
    people = figures.get(f"profile.people.{skill}.stock", 0.0) * figures.get(f"profile.people.{skill}.reachable", 0.0)
    return lags(
        solved, figures("chain.model.h100e_per_usd_m"), figures("profile.demand.largest_allocation"),
        figures("profile.demand.algorithmic_efficiency"), can_train=people >= needed)


def _year(solved: Solved, good: str, amount: float, year: int, own: float, distilled: float) -> YearLag:
    demand = headline(solved.problem)
    need = sum(demand.blocks[b][0] for b in range(demand.must_blocks)) * demand.total[year]
    output = max(0.0, machine_output(solved, good, year) - solved.sold(good, year))
    share = output / (need * amount) if need > 0 else 0.0
    routes = [Route(r.name, r.age[year]) for r in demand.routes if r.counts_at_home]
    served = {r.commodity: solved.served(demand.id, r.commodity, year, demand.must_blocks) for r in demand.routes}
    at_home = sum(served[r.commodity] for r in demand.routes if r.counts_at_home)
    kept = max(0.0, solved.made(good, year) - solved.sold(good, year)) / amount
    home = min(at_home, kept)
    total = sum(served.values())
    pairs = [(min(1.0, served[r.commodity] / need), r.age[year]) for r in demand.routes] if need > 0 else []
    return YearLag(
        home_age=home_served(routes, share), home_share=share, own_age=own, own_dist_age=distilled,
        service_age=service_age(_capped(pairs), solved.setting.frontier.parameters["lag_cap"]),
        need=need, served_home=home, served_abroad=max(0.0, total - home), unmet=max(0.0, need - total),
        controlled_share=share * _home_owned(solved, good, year),
    )


def _home_owned(solved: Solved, good: str, year: int) -> float:
    """Part of the output of machines at home that owners at home control; exports leave both parts alike."""
    total = machine_output(solved, good, year)
    return machine_output(solved, good, year, foreign=False) / total if total > 0 else 0.0


def _capped(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    total = sum(share for share, _ in pairs)
    return [(share / total, age) for share, age in pairs] if total > 1.0 else pairs


__all__ = ["HALF", "YearLag", "fleet", "headline", "lags", "lags_of", "machine_good", "machine_output"]
