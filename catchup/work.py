"""The inputs of a run, and how one strategy of it is solved."""

from __future__ import annotations

from collections.abc import Mapping

from catchup.crew import Inputs
from catchup.diagnose import Conflict, diagnose
from catchup.errors import InputError, NoAnswer
from catchup.figures import Figures
from catchup.load import Loaded, cross_check_profile, load_strategy
from catchup.loading.profile_check import profile_in_chain_units
from catchup.prepare.build import with_baseline
from catchup.quantity import Source
from catchup.results.lags import YearLag, lags_of
from catchup.results.reading import Solved
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.smoothing import smoothed
from catchup.solving import Effort, baseline_case, before_of, solve_case


def fitted(profile: Loaded[Profile], chain: Chain) -> Profile:
    """The profile in the chain's units. Raises InputError where the two do not fit."""
    problems = [p for p in cross_check_profile(profile.record, chain, profile.document) if p.severity == "error"]
    record, more = profile_in_chain_units(profile.record, chain, profile.document)
    if problems or more:
        raise InputError([*problems, *more])
    return record


class Work:
    """The inputs of a run, and how one strategy of it is solved."""

    def __init__(
        self, profile: Loaded[Profile], chain: Loaded[Chain], scenario: Loaded[Scenario], as_of: str) -> None:
        self.profile, self.chain, self.scenario, self.as_of = profile, chain, scenario, as_of
        self.record = fitted(profile, chain.record)
        self.inputs = Inputs(self.record, chain.record, scenario.record, as_of)
        self.effort = Effort()
        self.used: dict[str, None] = {}

    def known_sources(self, strategy: Strategy) -> dict[str, Source]:
        """Sources by id; the profile's own come last, since it may cite a newer edition."""
        known: dict[str, Source] = {}
        for record in (self.chain.record, self.scenario.record, strategy, self.record):
            known.update(record.sources)
        return known

    def figures(self, strategy: Strategy) -> Figures:
        """All figures of a run with this strategy."""
        return self.inputs.case(strategy).figures

    def baseline(self) -> Solved:
        """Strategy `import` in the same scenario."""
        return baseline_case(self.inputs.case(load_strategy("import").record), self.effort)

    def solve(self, strategy: Strategy, base: Solved, *, steady: bool = True) -> Solved:
        """Optimum of a strategy against the baseline, its orders steadied unless another is held against it."""
        case = self.inputs.case(strategy)
        solved = solve_case(case, before_of(base), self.effort)
        if steady:
            solved = smoothed(solved)
        self.used.update(case.figures.used)
        return solved

    def attempt(self, strategy: Strategy, base: Solved) -> tuple[Solved, Conflict | None]:
        """Optimum of a strategy; where its targets conflict, the baseline and the conflict."""
        try:
            return self.solve(strategy, base), None
        except NoAnswer:
            setting = with_baseline(self.inputs.case(strategy).setting(), before_of(base))
            conflict = diagnose(setting.problem, base)
            if conflict is None:
                raise
            return base, conflict

    def lags(self, solved: Solved) -> Mapping[int, YearLag]:
        """Lags by year."""
        figures = self.figures(load_strategy("import").record)
        return lags_of(solved, figures)
