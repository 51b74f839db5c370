"""Power for cooling follows the climate of a country, and the plan and the cost read the same amount."""

from __future__ import annotations

import pytest

from catchup.climate import cooled_uses, pue
from catchup.figures import Figures, collect
from catchup.load import load_chain, load_profile, load_scenario, load_strategy
from catchup.schema.profile import Climate, Override, Profile

CHAIN = load_chain().record
FIRM = "chain.assets.data_centre.occupies.firm_power.amount"


def collected(profile: Profile) -> Figures:
    return collect(profile, CHAIN, load_scenario("business_as_usual").record, load_strategy("balanced").record)


def in_climate(celsius: float | None) -> Profile:
    profile = load_profile("IND").record
    assert profile.climate is not None
    month = profile.climate.warmest_month.model_copy(update={"value": celsius or 0.0, "low": None, "high": None})
    return profile.model_copy(update={"climate": Climate(warmest_month=month) if celsius is not None else None})


def test_the_rule_by_hand() -> None:
    """1.08 up to 15 degrees, then 0.015 a degree: 30 degrees give 1.08 + 15 x 0.015 = 1.305."""
    assert pue(CHAIN, 10.0) == pytest.approx(1.08)
    assert pue(CHAIN, 15.0) == pytest.approx(1.08)
    assert pue(CHAIN, 30.0) == pytest.approx(1.305)


def test_amounts_of_power_are_those_of_the_climate() -> None:
    """0.00115 GW a megawatt at a PUE of 1.15 is 0.001305 at 1.305."""
    figures = collected(in_climate(30.0))
    assert figures(FIRM) == pytest.approx(0.001305)
    assert figures.reference(FIRM) == pytest.approx(0.00115)
    assert all(figures(f"chain.{path}.cooling") == pytest.approx(1.305) for path, _ in cooled_uses(CHAIN))


def test_a_figure_from_the_climate_is_an_assumption_with_range_and_reason() -> None:
    quantity = collected(in_climate(30.0)).quantities[FIRM]
    assert quantity.grade == "D"
    assert quantity.low is not None
    assert quantity.high is not None
    assert quantity.low < quantity.value < quantity.high
    assert "30.0 degC" in str(quantity.reason)


def test_without_a_climate_the_chains_amounts_stay() -> None:
    figures = collected(in_climate(None))
    assert figures(FIRM) == pytest.approx(0.00115)
    assert FIRM not in figures.local


def test_what_a_profile_says_itself_comes_before_its_climate() -> None:
    profile = in_climate(30.0)
    own = CHAIN.assets["data_centre"].occupies[0].amount.model_copy(update={"value": 0.0014})
    override = Override(path=FIRM.removeprefix("chain."), quantity=own)
    assert collected(profile.model_copy(update={"local": (*profile.local, override)}))(FIRM) == pytest.approx(0.0014)


def test_the_shipped_countries_have_a_climate_and_are_warmer_than_the_reference() -> None:
    for iso3 in ("IND", "NGA"):
        profile = load_profile(iso3).record
        assert profile.climate is not None
        assert 1.25 < pue(CHAIN, profile.climate.warmest_month.value) < 1.4
