"""What stands, what can stand here at all, and when units are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from conftest import World

from catchup.errors import InputError
from catchup.leftout import left_out
from catchup.load import load_chain, load_profile
from catchup.quantity import Quantity
from catchup.schema.profile import Profile
from catchup.work import fitted


def with_iron(profile: Profile, amount: float, unit: str = "Mt/yr") -> Profile:
    """The profile with so much pig iron."""
    size = Quantity(value=amount, unit=unit, year=2025, source="assumption", grade="D", low=0, high=99, reason="test")
    return profile.model_copy(update={"industry": {"pig_iron": size}})


def most(world: World, iso3: str, profile: Profile | None = None) -> float | None:
    """Most noble-gas plants that could be ordered; none of the modes is left where none can."""
    techs = world.case(iso3, "balanced", profile=profile).setting().problem.tech("noble_gas_plant")
    assert all(tech.access is not None for tech in techs)
    return sum(tech.access or 0.0 for tech in techs)


def test_a_noble_gas_plant_needs_blast_furnaces_beside_it(world: World) -> None:
    """Eight million tonnes a year host one: Mexico has 1, then 7, 8 and 17; a provider would build two at most."""
    profile = world.of("MEX").profile
    assert profile.industry["pig_iron"].value == 1
    assert most(world, "MEX") == 0.0
    assert [most(world, "MEX", with_iron(profile, iron)) for iron in (7.0, 8.0, 17.0, 99.0)] == [0.0, 1.0, 2.0, 2.0]


def test_a_country_that_states_no_such_industry_hosts_nothing(world: World) -> None:
    bare = world.of("IND").profile.model_copy(update={"industry": {}})
    assert (most(world, "IND"), most(world, "IND", bare)) == (2.0, 0.0)


def test_why_not_names_the_host_and_not_the_provider(world: World) -> None:
    case = world.case("MEX", "import")
    told = left_out(world.plan("MEX", "fast_follower"), None, case.chain, case.profile.country.access_tier)
    row = next(row for row in told if row["asset"] == "noble_gas_plant")
    assert row["state"] == "no host"
    assert "beside blast furnaces" in row["reason"]
    assert "8 Mt/yr for one plant" in row["reason"]


def test_an_unknown_industry_and_a_unit_of_another_kind_are_told_with_their_place() -> None:
    loaded, chain = load_profile("MEX"), load_chain().record
    strange = loaded.record.model_copy(update={"industry": {"pig_irn": loaded.record.industry["pig_iron"]}})
    with pytest.raises(InputError, match="pig_iron"):
        fitted(replace(loaded, record=strange), chain)
    with pytest.raises(InputError, match="another dimension"):
        fitted(replace(loaded, record=with_iron(loaded.record, 1.0, "GW")), chain)


def test_capacity_of_one_age_stands_its_whole_life_and_of_all_ages_retires_in_a_line(world: World) -> None:
    """Nigeria's engines of 2024 stand for their life; with no year given a first part is gone after a year."""
    profile = world.of("NGA").profile
    [index] = [i for i, e in enumerate(profile.existing) if e.asset == "gas_ocgt"]
    assert profile.existing[index].in_service == 2024

    def of_year(year: int | None) -> Profile:
        entry = profile.existing[index].model_copy(update={"in_service": year})
        return profile.model_copy(update={"existing": (*profile.existing[:index], entry, *profile.existing[index + 1:])})

    life = world.case("NGA", "import").setting().problem.tech("gas_ocgt")[0].life

    def standing(of: Profile) -> Mapping[int, float]:
        techs = world.case("NGA", "import", profile=of).setting().problem.tech("gas_ocgt")
        return next(tech.existing for tech in techs if any(tech.existing.values()))

    early, whole, old = standing(of_year(None)), standing(profile), standing(of_year(2010))
    assert early[2027] == pytest.approx(early[2026] * (1 - 1 / life))
    assert whole[2040] == whole[2026]
    assert (old[2010 + life - 1], old[2010 + life]) == (whole[2026], 0.0)


def test_units_are_counted_however_many_are_begun_in_a_year(world: World) -> None:
    """Coal plants of .6 GW: India begins more than eight in a year, South Africa one or two, Nigeria one."""
    for iso3, several in (("IND", True), ("ZAF", False), ("NGA", False)):
        problem = world.case(iso3, "balanced").setting().problem
        assert {tech.unit_size for tech in problem.tech("coal_plant")} == {0.6}
        assert (problem.growth["coal_plant"].seed[2027] > 8 * 0.6) is several
