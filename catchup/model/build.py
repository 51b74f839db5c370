"""Problem -> named linear program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from catchup.errors import SolverError
from catchup.model.algebra import in_pulp
from catchup.model.columns import Columns
from catchup.model.families import (
    access,
    balance,
    capacity,
    controls,
    delivery,
    denial,
    exchange,
    money,
    people,
    policy,
    trade,
)
from catchup.model.objective import (
    aside,
    denial_change,
    embargo_value,
    fixed_welfare,
    goal_price,
    public_present_cost,
    welfare,
)
from catchup.model.problem import Problem
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables, make_variables

if TYPE_CHECKING:
    from pulp import LpProblem

Family = Callable[[Problem, Variables], Iterator[Row]]

FAMILIES: tuple[Family, ...] = (
    balance.balance_rows, balance.demand_rows, capacity.stand_rows, capacity.run_rows, access.access_rows,
    access.experience_rows, access.growth_rows, people.people_rows, delivery.delivery_rows,
    money.public_rows, money.private_rows, money.debt_rows, exchange.exchange_rows, trade.sale_rows,
    trade.supplier_rows, trade.goal_rows,
    policy.procurement_rows, policy.export_rows, policy.commit_rows,
    controls.import_cap_rows, denial.denial_rows,
)

SCALE = 1e-3
"""the objective is in USD bn, so that its coefficients stay near one"""


class Program(Protocol):
    """What is handed to HiGHS: columns, rows, and what is minimised."""

    @property
    def columns(self) -> Columns:
        """All decisions."""

    @property
    def rows(self) -> Mapping[str, Row]:
        """All rows by name."""

    @property
    def cost(self) -> tuple[Term, ...]:
        """USD bn, PV."""


@dataclass(frozen=True)
class Model:
    """A linear program, always minimised, with its decisions and the expressions that are read off it."""

    problem: Problem
    columns: Columns
    v: Variables
    rows: Mapping[str, Row]
    welfare_terms: tuple[Term, ...]
    cost: tuple[Term, ...] = ()
    """what is minimised   [USD bn, PV]"""

    @cached_property
    def lp(self) -> LpProblem:
        """The same program in PuLP, for any solver and for LP and MPS files."""
        return in_pulp(f"catchup_{self.problem.site}", self.columns, self.rows.values(), self.cost)


def build(
    problem: Problem, *, whole: bool = True, families: Iterable[Family] = FAMILIES, columns: Columns | None = None,
) -> Model:
    """All rows of a problem, with its strategy's objective; beside columns that are there already, if given."""
    columns = Columns() if columns is None else columns
    v = decisions(columns, problem, whole=whole)
    rows: dict[str, Row] = {}
    for family in families:
        for made in family(problem, v):
            rows[made.name] = made if made.terms else _holding(made)
    model = Model(problem, columns, v, rows, tuple(welfare(problem, v)))
    rows.update((made.name, made) for made in _welfare_floor(model))
    return replace(model, cost=in_billions(first_objective(model)))


def decisions(columns: Columns, problem: Problem, *, whole: bool) -> Variables:
    """All decisions; those under denial only where the strategy plans for it."""
    v = make_variables(columns, problem, whole=whole)
    two_stages = problem.aim.objective == "home_value_then_welfare"
    if problem.denial is not None and (two_stages or problem.denial.probability > 0):
        for state in problem.denial.states:
            v.denied[state] = denial.state_columns(columns, problem, v, state, planned=True)
    return v


def _holding(row: Row) -> Row:
    """A row without terms, if it holds by itself."""
    holds = {"<=": row.right >= -1e-9, ">=": row.right <= 1e-9, "==": abs(row.right) <= 1e-9}[row.sense]
    if not holds:
        raise SolverError(f"row {row.name} has no decision that could meet it")
    return row


def in_billions(cost: Iterable[Term]) -> tuple[Term, ...]:
    """USD m -> USD bn."""
    return tuple([(var, amount * SCALE) for var, amount in cost])


TIE = 0.01
"""weight of W beside an objective that leaves most of the plan open"""


BREACH = 1000.0
"""weight of dear slacks beside the value served under denial: no budget is broken for it"""


def first_objective(model: Model) -> list[Term]:
    """The strategy's objective as a cost; of a strategy in two stages, the first."""
    objective = model.problem.aim.objective
    tie = [(var, TIE * amount) for var, amount in minus_welfare(model)]
    if objective == "public_cost":
        return [*public_present_cost(model.problem, model.v), *_goal_slacks(model), *tie]
    if objective == "home_value_then_welfare":
        value = [(var, -amount) for var, amount in embargo_value(model.problem, model.v)]
        return [*value, *_breach(model), *tie]
    return minus_welfare(model)


def _breach(model: Model) -> list[Term]:
    return [(var, -BREACH * amount) for var, amount in aside(model.problem, model.v) if amount < 0]


def _goal_slacks(model: Model) -> list[Term]:
    promised = {promise.asset: promise.price for promise in model.problem.policy.commitments}
    return [
        (var, promised[item] if family == "commit" else goal_price(model.problem, item, year))
        for (family, item, year), var in model.v.slack.items() if family in ("goal", "commit")]


def minus_welfare(model: Model) -> list[Term]:
    """-W as a cost, with what steers the choice beside it.

    With a chance pi that a year is a year of denial: (1 - pi) W + pi W under denial = W + pi (change under denial).
    """
    terms = [*model.welfare_terms, *aside(model.problem, model.v)]
    chance = 0.0 if model.problem.denial is None else model.problem.denial.probability
    if chance > 0:
        terms += [(var, chance * amount) for var, amount in denial_change(model.problem, model.v)]
    return [(var, -amount) for var, amount in terms]


def _welfare_floor(model: Model) -> Iterator[Row]:
    """W >= W(import) - allowed loss, as a share of the PV of the budget, where the strategy asks for it."""
    problem = model.problem
    for goal in problem.aim.goals:
        if goal.measure == "welfare_over_baseline" and problem.baseline_welfare is not None:
            budget = sum(problem.money.budget[t] * problem.discount[t] for t in problem.calendar.years)
            floor = (problem.baseline_welfare + goal.at_least * budget - fixed_welfare(problem)) * SCALE
            yield row("goal", problem.site, "welfare", problem.calendar.last, in_billions(model.welfare_terms), ">=",
                      floor)


def second_stage(model: Model, value: float) -> Model:
    """The same program with at least the stated share of the value reached under denial, and W maximised."""
    problem = model.problem
    least = problem.aim.second_stage_share * value * SCALE
    terms = in_billions(embargo_value(problem, model.v))
    kept = row("goal", problem.site, "first_objective", problem.calendar.last, terms, ">=", least)
    cost = in_billions([*minus_welfare(model), *_breach(model)])
    return replace(model, rows={**model.rows, kept.name: kept}, cost=cost)
