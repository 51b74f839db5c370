"""A plan whose first five years are given: the orders of another plan, as far as money and people allow them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from catchup.model.build import SCALE, Model, build
from catchup.model.families.capacity import orders_of
from catchup.model.problem import Problem, Tech
from catchup.model.rows import Term, row
from catchup.prepare.build import with_baseline
from catchup.results.reading import Solved
from catchup.solving import Before, Case, Effort, searched, solved_of

YEARS = 5
"""orders of so many years are given (economics 12)"""
REFUSED = 20.0
"""an order that is not made costs so many times its capital: only what cannot be made is left out"""

Orders = Mapping[tuple[str, str, int], float]
"""capacity ordered by asset, mode and year"""


def first_years(problem: Problem) -> range:
    """The first years in which a plan may order."""
    first = problem.calendar.first_order
    return range(first, first + YEARS)


def first_orders(solved: Solved) -> dict[tuple[str, str, int], float]:
    """What a plan orders in the first years, by whatever channel.   [capacity units]"""
    out: dict[tuple[str, str, int], float] = {}
    years = first_years(solved.problem)
    for item in solved.placed():
        if item.order.year in years:
            key = (*item.tech.key, item.order.year)
            out[key] = out.get(key, 0.0) + item.size
    return out


def committed(case: Case, before: Before, orders: Orders, effort: Effort) -> tuple[float, float]:
    """W with these orders in the first years and the rest chosen again, and the capital of orders that cannot be made.

    sum over channels of orders(asset, mode, year) + refused = given, in each first year; refused >= 0 at a dear price.
    [USD m, PV; USD m]
    """
    setting = with_baseline(case.setting(), before)
    model, refused = _given(build(setting.problem), orders)
    answer = searched(model, through_pulp=False)
    effort.solves += 1
    solved = solved_of(setting, model, answer, answer)
    lost = sum(answer.values[name] * capital for name, capital in refused.items())
    missing = [key for key in orders if key[:2] not in {t.key for t in setting.problem.techs}]
    lost += sum(orders[key] * case.figures(f"chain.assets.{key[0]}.capex") for key in missing)
    return solved.welfare, lost


def _given(model: Model, orders: Orders) -> tuple[Model, dict[str, float]]:
    """The program with the first years given; name of each refusal -> capital of a unit."""
    problem, v = model.problem, model.v
    rows, cost, refused = dict(model.rows), list(model.cost), {}
    for tech in problem.techs:
        for year in first_years(problem):
            made: list[Term] = [(o.variable, o.size) for o in orders_of(v, tech, problem) if o.year == year]
            given = _whole(tech, orders.get((*tech.key, year), 0.0))
            if not made and not given:
                continue
            if given:
                slack = model.columns.add(f"refused|{problem.site}|{tech.asset}|{tech.mode}|{year}", most=given)
                made.append((slack, 1.0))
                refused[slack.name] = tech.capex[year]
                cost.append((slack, REFUSED * tech.capex[year] * problem.discount[year] * SCALE))
            kept = row("given", problem.site, f"{tech.asset}|{tech.mode}", year, made, "==", given)
            rows[kept.name] = kept
    return replace(model, rows=rows, cost=tuple(cost)), refused


def _whole(tech: Tech, amount: float) -> float:
    return round(amount / tech.unit_size) * tech.unit_size if tech.unit_size else amount
