"""How one case is solved: search over whole numbers, prices with them fixed, second stage where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import highspy

from catchup.figures import Figures
from catchup.model.build import Model, build, second_stage
from catchup.model.objective import embargo_value, fixed_welfare
from catchup.prepare.build import Setting, prepare, with_baseline
from catchup.resident import relaxed
from catchup.results.reading import Solved
from catchup.results.scorecard import need_from_abroad
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.strategy import Strategy
from catchup.solver import GAP, WIDE_GAP, Answer, fix_whole_numbers, solve


@dataclass
class Effort:
    """What a run has cost: number of solves."""

    solves: int = 0

    @property
    def version(self) -> str:
        """Version of the solver."""
        return ".".join(str(x) for x in (
            highspy.HIGHS_VERSION_MAJOR, highspy.HIGHS_VERSION_MINOR, highspy.HIGHS_VERSION_PATCH))


@dataclass(frozen=True)
class Before:
    """What a strategy has to know of the baseline."""

    need: Mapping[int, float]
    welfare: float


def before_of(base: Solved) -> Before:
    """The baseline's need from abroad by year and its W."""
    return Before(need_from_abroad(base), base.welfare)


@dataclass(frozen=True)
class Case:
    """Figures and records of one strategy of one country."""

    figures: Figures
    profile: Profile
    chain: Chain
    strategy: Strategy
    as_of: str

    def setting(
        self, figures: Figures | None = None, only: frozenset[tuple[str, str]] | None = None) -> Setting:
        """Plain numbers of the case, with other figures or a narrower choice of assets if given."""
        return prepare(figures or self.figures, self.profile, self.chain, self.strategy, self.as_of, only)


def baseline_case(case: Case, effort: Effort, figures: Figures | None = None) -> Solved:
    """`import`: what the country needs from abroad and its welfare if it orders nothing."""
    return _solve(case.setting(figures), effort)


def solve_case(
    case: Case, before: Before, effort: Effort, figures: Figures | None = None, *, prices: bool = True) -> Solved:
    """Optimum of a strategy, whole numbers and all; with prices unless only its outcome is wanted."""
    return _solve(with_baseline(case.setting(figures), before.need, before.welfare), effort, prices=prices)


def _solve(setting: Setting, effort: Effort, *, prices: bool = True) -> Solved:
    """Search over whole numbers, then prices with them fixed; a second stage keeps the whole numbers of the first."""
    model = build(setting.problem)
    objective = setting.problem.aim.objective
    _set_aside(model)
    answer = solve(model.lp, whole=True, gap=GAP if objective in ("welfare", "none") else WIDE_GAP)
    effort.solves += 1
    if objective == "home_value_then_welfare":
        value = embargo_value(setting.problem, model.v)
        model = second_stage(model, sum(answer.values[var.name] * amount for var, amount in value))
    priced = answer
    if (answer.integers and prices) or objective == "home_value_then_welfare":
        fix_whole_numbers(model.lp, answer.values)
        priced = solve(model.lp, whole=False)
        effort.solves += 1
    return solved_of(setting, model, answer, priced)


MANY = 40
"""so many whole columns are searched without a first look"""
HOPELESS = 1e-5
"""loss of a whole unit, as a share of the objective, from which on it is not searched"""


def _set_aside(model: Model) -> None:
    """Leave out of the search whole units that the relaxation does not want and that would lose much at its prices.

    What a unit loses is its reduced cost when parts of plants may be ordered; the search is over the rest.
    """
    if sum(column.whole for column in model.columns) <= MANY:
        return
    values, losses, objective = relaxed(model)
    aside = {name for name, value in values.items()
             if value < 1e-6 and losses[name] > HOPELESS * max(1.0, abs(objective))}
    for variable in model.lp.exported_variables():
        if variable.name in aside:
            variable.upBound = 0.0


def solved_of(setting: Setting, model: Model, answer: Answer, priced: Answer) -> Solved:
    """Join the answer with the prices of its program with whole numbers fixed."""
    duals = {name: price * 1000.0 for name, price in priced.prices.items()}
    values: Mapping[str, float] = priced.values
    joined = Answer(
        objective=priced.objective, values=values, prices=priced.prices, columns=answer.columns, rows=answer.rows,
        nonzeros=answer.nonzeros, integers=answer.integers, gap=answer.gap)
    welfare = sum(values[var.name] * amount for var, amount in model.welfare_terms) + fixed_welfare(model.problem)
    return Solved(setting, model, joined, duals, welfare)
