"""How one case is solved: search over whole numbers, prices with them fixed, second stage where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import highspy

from catchup.errors import NoAnswer
from catchup.figures import Figures
from catchup.model.build import Model, build, second_stage
from catchup.model.objective import embargo_value, fixed_welfare
from catchup.model.problem import Problem
from catchup.prepare.build import Before as Before
from catchup.prepare.build import Setting, prepare, with_baseline
from catchup.resident import Resident, Search
from catchup.results.reading import Solved
from catchup.results.scorecard import exchange_out, need_from_abroad
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.strategy import Strategy
from catchup.solver import GAP, NODES, WIDE_GAP, Answer, fix_whole_numbers, solve


@dataclass
class Effort:
    """What a run has cost: number of solves."""

    solves: int = 0

    @property
    def version(self) -> str:
        """Version of the solver."""
        return ".".join(str(x) for x in (
            highspy.HIGHS_VERSION_MAJOR, highspy.HIGHS_VERSION_MINOR, highspy.HIGHS_VERSION_PATCH))


def before_of(base: Solved) -> Before:
    """The baseline's need from abroad by year, its W, and the foreign exchange that leaves under it."""
    return Before(need_from_abroad(base), base.welfare, exchange_out(base))


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
    setting = with_baseline(case.setting(figures), before)
    return _solve(setting, effort, prices=prices)


def _solve(setting: Setting, effort: Effort, *, prices: bool = True) -> Solved:
    """Search over whole numbers, then prices with them fixed; a second stage keeps the whole numbers of the first.

    Without prices the same program goes to HiGHS straight from its rows.
    """
    model = build(setting.problem)
    answer = searched(model, through_pulp=prices)
    effort.solves += 1
    two_stages = in_two_stages(setting.problem)
    if two_stages:
        value = embargo_value(setting.problem, model.v)
        model = second_stage(model, sum(answer.values[var.name] * amount for var, amount in value))
    priced = answer
    if two_stages and not prices:
        plants = {c.name: float(round(answer.values[c.name])) for c in model.columns if c.whole}
        priced = Resident().solve(model, plants, None)
        effort.solves += 1
    elif prices and (answer.integers or two_stages):
        fix_whole_numbers(model.lp, answer.values)
        priced = solve(model.lp, whole=False)
        effort.solves += 1
    return solved_of(setting, model, answer, priced)


MANY = 40
"""so many whole columns are searched without a first look"""
HOPELESS = 1e-5
"""loss of a whole unit, as a share of the objective, from which on it is not searched"""


def gap_of(problem: Problem) -> float:
    """Relative gap at which the search over whole numbers stops."""
    return GAP if problem.aim.objective in ("welfare", "none") else WIDE_GAP


def in_two_stages(problem: Problem) -> bool:
    """Does a second program follow, which keeps what the first one reaches?"""
    return problem.aim.objective == "home_value_then_welfare"


def searched(model: Model, *, through_pulp: bool = True) -> Answer:
    """The search, without the units that the relaxation does not want and that would lose much at its prices.

    What a unit loses is its reduced cost when parts of plants may be ordered. Raises NoAnswer if nothing fits.
    """
    gap = gap_of(model.problem)
    many = sum(column.whole for column in model.columns) > MANY
    search = Search(model) if many or not through_pulp else None
    aside = search.hopeless(HOPELESS) if search is not None and many else frozenset()
    if search is not None and not through_pulp:
        try:
            return search.run(aside, gap, NODES)
        except NoAnswer:
            return Search(model).run(frozenset(), gap, NODES)
    if not aside:
        return solve(model.lp, whole=True, gap=gap)
    found = [variable for variable in model.lp.exported_variables() if variable.name in aside]
    most = [variable.upBound for variable in found]
    for variable in found:
        variable.upBound = 0.0
    try:
        return solve(model.lp, whole=True, gap=gap)
    except NoAnswer:  # a target may need what is not worth its cost
        for variable, bound in zip(found, most, strict=True):
            variable.upBound = bound
        return solve(model.lp, whole=True, gap=gap)


def solved_of(setting: Setting, model: Model, answer: Answer, priced: Answer) -> Solved:
    """Join the answer with the prices of its program with whole numbers fixed."""
    duals = {name: price * 1000.0 for name, price in priced.prices.items()}
    values: Mapping[str, float] = priced.values
    joined = Answer(
        objective=priced.objective, values=values, prices=priced.prices, columns=answer.columns, rows=answer.rows,
        nonzeros=answer.nonzeros, integers=answer.integers, gap=answer.gap)
    welfare = sum(values[var.name] * amount for var, amount in model.welfare_terms) + fixed_welfare(model.problem)
    return Solved(setting, model, joined, duals, welfare)
