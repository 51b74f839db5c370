"""How one case is solved: search over whole numbers, prices with them fixed, second stage where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import highspy

from catchup.figures import Figures
from catchup.model.build import Model, build, second_stage
from catchup.prepare.build import Setting, prepare, with_baseline
from catchup.results.reading import Solved
from catchup.results.scorecard import need_from_abroad
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.strategy import Strategy
from catchup.solver import Answer, fix_whole_numbers, solve


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
class Case:
    """Figures and records of one strategy of one country."""

    figures: Figures
    profile: Profile
    chain: Chain
    strategy: Strategy
    as_of: str

    def setting(self, figures: Figures | None = None, like: Solved | None = None) -> Setting:
        """Plain numbers of the case, with other figures, or with the aim of another solved strategy, if given."""
        setting = prepare(figures or self.figures, self.profile, self.chain, self.strategy, self.as_of)
        if like is None:
            return setting
        return replace(setting, problem=replace(setting.problem, aim=like.problem.aim))


def baseline_case(case: Case, effort: Effort, figures: Figures | None = None, basis: Any = None) -> Solved:
    """`import`: what the country needs from abroad and its welfare if it orders nothing."""
    return _solve(case.setting(figures), effort, whole=True, basis=basis)


def solve_case(
    case: Case, base: Solved, effort: Effort, figures: Figures | None = None,
) -> Solved:
    """Optimum of a strategy, whole numbers and all, with prices."""
    setting = with_baseline(case.setting(figures), need_from_abroad(base), base.welfare)
    return _solve(setting, effort, whole=True)


def _solve(setting: Setting, effort: Effort, *, whole: bool, basis: Any = None) -> Solved:
    model = build(setting.problem, whole=whole)
    answer = solve(model.lp, whole=whole, basis=basis)
    effort.solves += 1
    if setting.problem.aim.objective == "home_value_then_welfare":
        second_stage(model, answer.objective)
        answer = solve(model.lp, whole=whole)
        effort.solves += 1
    priced = answer
    if answer.integers:
        fix_whole_numbers(model.lp, answer.values)
        priced = solve(model.lp, whole=False)
        effort.solves += 1
    return solved_of(setting, model, answer, priced)


def solved_of(setting: Setting, model: Model, answer: Answer, priced: Answer) -> Solved:
    """Join the answer with the prices of its program with whole numbers fixed."""
    duals = {name: price * 1000.0 for name, price in priced.prices.items()}
    values: Mapping[str, float] = priced.values
    joined = Answer(
        objective=priced.objective, values=values, prices=priced.prices, columns=answer.columns, rows=answer.rows,
        nonzeros=answer.nonzeros, integers=answer.integers, gap=answer.gap, basis=priced.basis)
    welfare = sum(values[var.name] * amount for var, amount in model.welfare_terms)
    return Solved(setting, model, joined, duals, welfare)
