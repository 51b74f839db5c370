"""Problem -> named linear program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pulp import LpConstraint, LpMinimize, LpProblem, lpSum_vars_coefs

from catchup.errors import SolverError
from catchup.model.families import access, balance, capacity, delivery, money, people, trade
from catchup.model.objective import aside, foreign_need_present, public_present_cost, welfare
from catchup.model.problem import Problem
from catchup.model.rows import Row, Term
from catchup.model.variables import Variables, make_variables

Family = Callable[[Problem, Variables], Iterator[Row]]

FAMILIES: tuple[Family, ...] = (
    balance.balance_rows, balance.demand_rows, capacity.stand_rows, capacity.run_rows, access.access_rows,
    access.experience_rows, access.growth_rows, people.people_rows, delivery.delivery_rows,
    money.public_rows, money.private_rows, money.debt_rows, trade.sale_rows, trade.goal_rows,
)

SCALE = 1e-3
"""the objective is in USD bn, so that its coefficients stay near one"""


@dataclass(frozen=True)
class Model:
    """A linear program with its decisions and the expressions that are read off it."""

    problem: Problem
    lp: LpProblem
    v: Variables
    rows: Mapping[str, Row]
    welfare_terms: tuple[Term, ...]


def build(problem: Problem, *, whole: bool = True, families: Iterable[Family] = FAMILIES) -> Model:
    """All rows of a problem, with its strategy's objective, always minimised."""
    lp = LpProblem(f"catchup_{problem.site}", LpMinimize)
    v = make_variables(lp, problem, whole=whole)
    rows: dict[str, Row] = {}
    for family in families:
        for row in family(problem, v):
            add_row(lp, row)
            rows[row.name] = row
    terms = tuple(welfare(problem, v))
    model = Model(problem, lp, v, rows, terms)
    set_objective(model, first_objective(model))
    _welfare_floor(model)
    return model


def add_row(lp: LpProblem, row: Row) -> LpConstraint | None:
    """Add a row under its own name; a row without terms must hold by itself."""
    if not row.terms:
        holds = {"<=": row.right >= -1e-9, ">=": row.right <= 1e-9, "==": abs(row.right) <= 1e-9}[row.sense]
        if not holds:
            raise SolverError(f"row {row.name} has no decision that could meet it")
        return None
    expression = lpSum_vars_coefs(row.terms)
    if row.sense == "<=":
        constraint = expression <= row.right
    elif row.sense == ">=":
        constraint = expression >= row.right
    else:
        constraint = expression == row.right
    added: LpConstraint = lp.addConstraint(constraint, row.name)
    return added


def set_objective(model: Model, cost: Iterable[Term]) -> None:
    """Minimise these terms (USD m, PV), scaled to billions."""
    model.lp.setObjective(lpSum_vars_coefs([(var, amount * SCALE) for var, amount in cost]))


TIE = 0.01
"""weight of W beside an objective that leaves most of the plan open"""


def first_objective(model: Model) -> list[Term]:
    """The strategy's objective as a cost; of a strategy in two stages, the first."""
    objective = model.problem.aim.objective
    tie = [(var, TIE * amount) for var, amount in minus_welfare(model)]
    if objective == "public_cost":
        return [*public_present_cost(model.problem, model.v), *_goal_slacks(model), *tie]
    if objective == "home_value_then_welfare":
        need, _ = foreign_need_present(model.problem, model.v)
        return [*need, *tie]
    return minus_welfare(model)


def _goal_slacks(model: Model) -> list[Term]:
    prices = {g.measure: g.price or 0.0 for g in model.problem.aim.goals}
    return [(var, prices[item]) for (family, item, _), var in model.v.slack.items() if family == "goal"]


def minus_welfare(model: Model) -> list[Term]:
    """-W as a cost, with what steers the choice beside it."""
    terms = [*model.welfare_terms, *aside(model.problem, model.v)]
    return [(var, -amount) for var, amount in terms]


def _welfare_floor(model: Model) -> None:
    """W >= W(import) - allowed loss, as a share of the PV of the budget, where the strategy asks for it."""
    problem = model.problem
    for goal in problem.aim.goals:
        if goal.measure == "welfare_over_baseline" and problem.baseline_welfare is not None:
            budget = sum(problem.money.budget[t] * problem.discount[t] for t in problem.calendar.years)
            floor = (problem.baseline_welfare + goal.at_least * budget) * SCALE
            scaled = tuple((var, amount * SCALE) for var, amount in model.welfare_terms)
            add_row(model.lp, Row(f"goal|{problem.site}|welfare|{problem.calendar.last}", scaled, ">=", floor))


def second_stage(model: Model, need: float) -> None:
    """Keep the need from abroad within the stated share of what the first stage reached, and maximise W."""
    share = model.problem.aim.second_stage_share
    terms, _ = foreign_need_present(model.problem, model.v)
    scaled = tuple((var, amount * SCALE) for var, amount in terms)
    last = model.problem.calendar.last
    limit = (need + (1.0 - share) * abs(need)) * SCALE
    add_row(model.lp, Row(f"goal|{model.problem.site}|first_objective|{last}", scaled, "<=", limit))
    set_objective(model, minus_welfare(model))
