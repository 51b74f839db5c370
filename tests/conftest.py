"""Solved plans of the real profiles, each worked out once a session."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import settings

from catchup.crew import Inputs
from catchup.load import load_chain, load_profile, load_scenario, load_strategy
from catchup.model.problem import Problem
from catchup.prepare.build import Setting, with_baseline
from catchup.results.lags import YearLag, lags_of
from catchup.results.reading import Solved
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.solving import Before, Case, Effort, _solve, baseline_case, before_of
from catchup.work import fitted

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("CATCHUP_HYPOTHESIS", "same"))
"""Everybody's run draws the same examples; CATCHUP_HYPOTHESIS=explore draws new ones."""

Change = Callable[[Problem], Problem]


@dataclass
class World:
    """Cases and optima of the shipped profiles under business as usual, by country and strategy."""

    inputs: dict[str, Inputs] = field(default_factory=dict)
    known: dict[tuple[str, str], Solved] = field(default_factory=dict)

    def of(self, iso3: str) -> Inputs:
        """The records of a country."""
        if iso3 not in self.inputs:
            chain, profile = load_chain().record, load_profile(iso3)
            scenario = load_scenario("business_as_usual").record
            self.inputs[iso3] = Inputs(fitted(profile, chain), chain, scenario, profile.record.as_of)
        return self.inputs[iso3]

    def case(self, iso3: str, strategy: str, *, profile: Profile | None = None, chain: Chain | None = None) -> Case:
        """What is solved, with another profile or chain if given."""
        records = replace(self.of(iso3), profile=profile or self.of(iso3).profile, chain=chain or self.of(iso3).chain)
        return records.case(load_strategy(strategy).record)

    def base(self, iso3: str) -> Solved:
        """The plan of `import`."""
        if (iso3, "import") not in self.known:
            self.known[iso3, "import"] = baseline_case(self.case(iso3, "import"), Effort())
        return self.known[iso3, "import"]

    def before(self, iso3: str) -> Before:
        """What strategies have to know of the baseline."""
        return before_of(self.base(iso3))

    def plan(self, iso3: str, strategy: str = "balanced") -> Solved:
        """The optimum of a strategy."""
        if strategy == "import":
            return self.base(iso3)
        if (iso3, strategy) not in self.known:
            self.known[iso3, strategy] = self.solved(self.case(iso3, strategy).setting(), iso3)
        return self.known[iso3, strategy]

    def solved(self, setting: Setting, iso3: str, change: Change | None = None) -> Solved:
        """The optimum of a changed setting, against the country's own baseline."""
        before = self.before(iso3)
        setting = with_baseline(setting, before)
        if change is not None:
            setting = replace(setting, problem=change(setting.problem))
        return _solve(setting, Effort())

    def changed(self, iso3: str, figures: dict[str, float] | None = None, change: Change | None = None,
                strategy: str = "balanced") -> Solved:
        """The optimum with some figures changed, or with the problem itself changed."""
        case = self.case(iso3, strategy)
        given = case.figures
        for path, value in (figures or {}).items():
            given = given.changed_to(path, value)
        return self.solved(case.setting(given), iso3, change)

    def lags(self, solved: Solved, iso3: str) -> dict[int, YearLag]:
        """Lags of a plan by year."""
        return dict(lags_of(solved, self.case(iso3, "import").figures))


_WORLD = World()


@pytest.fixture(scope="session")
def world() -> World:
    """Plans of India and Nigeria."""
    return _WORLD
