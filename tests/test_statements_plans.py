"""What the profiles say about plans is true of the plans: all strategies for India and Nigeria, one for the others."""

from __future__ import annotations

from functools import lru_cache

import pytest
from conftest import World

from catchup.assembly import SHIPPED
from catchup.load import load_profile
from catchup.results.judged import tables_to_judge
from catchup.results.reading import Solved
from catchup.schema.profile import Profile
from catchup.statements import Country, judge, strategies_of

pytestmark = pytest.mark.solve

STUDIED = ("IND", "NGA")
OTHERS = ("BRA", "MEX", "VNM", "IDN", "KEN", "ZAF", "EGY", "SAU", "ARE", "POL", "SGP", "TUR")


@lru_cache(maxsize=16)
def profile_of(iso3: str) -> Profile:
    return load_profile(iso3).record


def broken(world: World, iso3: str, strategy: str) -> list[str]:
    """Statements that the plan of a strategy does not keep."""
    return told(world, iso3, world.plan(iso3, strategy), strategy)


def told(world: World, iso3: str, solved: Solved, strategy: str = "balanced") -> list[str]:
    """Statements that a plan does not keep; there must be some that speak about its strategy."""
    made = tables_to_judge(solved, world.lags(solved, iso3), world.lags(world.base(iso3), iso3))
    case = world.case(iso3, strategy)
    said = judge(Country(world.of(iso3).profile, case.chain, case.figures), strategy, made)
    assert said
    return [str(one) for one in said if not one.holds]


def test_statements_about_india_and_nigeria_speak_about_every_strategy_shipped() -> None:
    for iso3 in STUDIED:
        assert set(strategies_of(profile_of(iso3), SHIPPED)) == set(SHIPPED)
    for iso3 in OTHERS:
        assert strategies_of(profile_of(iso3), SHIPPED) == ["balanced"]


@pytest.mark.parametrize("strategy", SHIPPED)
@pytest.mark.parametrize("iso3", STUDIED)
def test_no_shipped_strategy_breaks_what_is_said_about_plans(world: World, iso3: str, strategy: str) -> None:
    assert broken(world, iso3, strategy) == []


@pytest.mark.parametrize("iso3", OTHERS)
def test_the_balanced_plan_keeps_what_is_said_about_it(world: World, iso3: str) -> None:
    assert broken(world, iso3, "balanced") == []


def test_with_steam_fields_in_one_year_the_statement_about_them_would_fail(world: World) -> None:
    """The promise is kept by the lead time: without it steam runs in Kenya before 2031."""
    assert strategies_of(profile_of("KEN"), SHIPPED) == ["balanced"]
    solved = world.changed("KEN", {"chain.assets.geothermal.lead_years": 1.0})
    assert any("geothermal are ordered in 2027, with first output in" in text for text in told(world, "KEN", solved))
