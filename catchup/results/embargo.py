"""A solved plan operated once more under denial, capacities as they are: what could be served, and at what age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from catchup.lags import service_age
from catchup.model.build import SCALE, Model
from catchup.model.columns import Column, Columns
from catchup.model.denied import Denied
from catchup.model.families.denial import denied_operation, rows_of_states, state_columns
from catchup.model.objective import operation
from catchup.model.problem import Problem
from catchup.model.rows import Row
from catchup.model.shocks import State
from catchup.resident import Resident
from catchup.results.lags import headline
from catchup.results.reading import SMALL, Solved


@dataclass(frozen=True)
class Embargo:
    """One year under denial."""

    share: float
    """part of the must demand of the headline that is still served"""
    lag: float
    """demand-weighted age of what is served, unmet demand at the cap   [years]"""
    change: float
    """operation under denial less operation as planned   [USD m a year]"""
    use: Mapping[tuple[str | int, ...], float] = field(default_factory=dict, compare=False, repr=False)
    """decisions of that year that are not nothing: kind (on, run, buy, sell, established, serve), then their key"""


@dataclass(frozen=True)
class Standing:
    """A strategy in both states of the world; W under denial counts every year as a year of denial.   [USD m, PV]"""

    welfare: float
    denied: float
    mean_share: float
    """part of the must demand still served under denial, years weighted by their present value"""
    years: Mapping[State, Embargo]
    with_sites: float
    """share in the first year of denial, in the last shown year, if no site were lost"""


def standing(solved: Solved, resident: Resident, *, shown: bool = True) -> Standing:
    """W as planned and under denial, and the years that a page reports (only the last one unless `shown`)."""
    denial = solved.problem.denial
    assert denial is not None
    last = State(solved.problem.calendar.shown, 1)
    reported = denial.shown if shown else (last,)
    years = under_denial(solved, tuple(dict.fromkeys((*denial.sample, *reported))), resident)
    change = sum(state.weight * years[state].change for state in denial.sample)
    served = sum(state.weight * years[state].share for state in denial.sample)
    return Standing(
        solved.welfare, solved.welfare + change, served / sum(state.weight for state in denial.sample), years,
        share_with_sites(solved, last, resident) if shown else years[last].share)


def share_with_sites(solved: Solved, state: State, resident: Resident) -> float:
    """Embargo share if the sites that the denying group controls went on: the rest of it is lost with them."""
    problem = replace(solved.problem, techs=tuple(replace(t, denied=False) for t in solved.problem.techs))
    return under_denial(solved, (state,), resident, problem)[state].share


def under_denial(
    solved: Solved, states: Iterable[State], resident: Resident, problem: Problem | None = None,
) -> dict[State, Embargo]:
    """Each year by itself: a small program in which the plan's own decisions are numbers.

    With another `problem` of the same plan, denial is as that one says.
    """
    problem, columns = problem or solved.problem, Columns()
    denied = {state: state_columns(columns, problem, solved.v, state) for state in states}
    own = set(columns)
    rows = {row.name: _as_planned(solved, row, own) for row in rows_of_states(problem, solved.v, denied)}
    cost = [(var, -SCALE * amount) for state, part in denied.items()
            for var, amount in denied_operation(problem, state, part)]
    model = Model(problem, columns, solved.v, rows, (), tuple(cost))
    answer = resident.solve(model, {}, None)
    return {state: _embargo(solved, problem, state, part, answer.values) for state, part in denied.items()}


def _as_planned(solved: Solved, row: Row, own: set[Column]) -> Row:
    """The row with the plan's own decisions moved to the right as numbers."""
    moved = sum(solved(var) * amount for var, amount in row.terms if var not in own)
    return Row(row.name, tuple(term for term in row.terms if term[0] in own), row.sense, row.right - moved)


def _embargo(
    solved: Solved, problem: Problem, state: State, denied: Denied, values: Mapping[str, float]) -> Embargo:
    assert problem.denial is not None
    demand, ages = headline(problem), problem.denial.ages
    need = sum(width for width, _ in demand.blocks[:demand.must_blocks]) * demand.total[state.year]
    pairs = []
    for route in demand.routes if need > 0 else ():
        served = sum(values[denied.serve[demand.id, route.commodity, b].name] for b in range(demand.must_blocks))
        age = ages.get((demand.id, route.commodity, state.age), route.age)[state.year]
        pairs.append((max(0.0, served) / need, age))
    total = sum(share for share, _ in pairs)
    if total > 1.0:
        pairs = [(share / total, age) for share, age in pairs]
    now = sum(values[var.name] * amount for var, amount in denied_operation(problem, state, denied))
    planned = solved.total(operation(problem, solved.v, state.year))
    return Embargo(min(1.0, total), service_age(pairs, solved.setting.frontier.parameters["lag_cap"]), now - planned,
                   _use(denied, values))


def _use(denied: Denied, values: Mapping[str, float]) -> dict[tuple[str | int, ...], float]:
    kinds: dict[str, Mapping[Any, Column]] = {
        "on": denied.on, "run": denied.run, "buy": denied.buy, "sell": denied.sell, "established": denied.established,
        "serve": denied.serve}
    return {
        (kind, *(key if isinstance(key, tuple) else (key,))): values[column.name]
        for kind, columns in kinds.items() for key, column in columns.items() if values[column.name] > SMALL}


def pays(here: Standing, other: Standing) -> tuple[float, float] | None:
    """Chances pi of denial, from and to, at which the first is worth at least as much as the second; None if at none.

    W(pi) = (1 - pi) W + pi W under denial. Where the first loses now and gains under denial, from
    pi* = loss / (loss + gain) on. The chance is that any one year is a year of denial, as old as the scenario says.
    """
    now, then = here.welfare - other.welfare, here.denied - other.denied
    if now >= 0:
        return 0.0, 1.0 if then >= 0 else now / (now - then)
    return (-now / (then - now), 1.0) if then > 0 else None


def rows_by_year(problem: Problem, here: Standing, base: Standing) -> list[dict[str, Any]]:
    """The table `embargo`."""
    assert problem.denial is not None
    return [
        {"year": state.year, "denial_years": state.age, "share": here.years[state].share, "lag": here.years[state].lag,
         "base_share": base.years[state].share, "base_lag": base.years[state].lag}
        for state in problem.denial.shown]
