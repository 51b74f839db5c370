"""What a plan for Nigeria must and must not do, each with its cause taken away once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import World
from test_model_both import STRATEGIES, first_order

from catchup.model.problem import Problem
from catchup.results.reading import Solved

pytestmark = pytest.mark.solve

POWER = ("gas_ccgt", "gas_ocgt", "solar_pv", "transmission")


def hosted(solved: Solved) -> float:
    """Largest data centre capacity up to 2040.   [MW]"""
    sites = solved.problem.tech("data_centre")
    return max(sum(solved.standing(t, year) for t in sites) for year in range(2026, 2041))


def size(solved: Solved, *assets: str) -> float:
    """Capacity ordered up to 2040."""
    return sum(i.size for i in solved.placed() if i.tech.asset in assets)


def test_power_comes_before_data_centres_of_its_own(world: World) -> None:
    plan = world.plan("NGA")
    assert size(plan, "data_centre") > 0, "it does order data centres"
    assert first_order(plan, *POWER) < first_order(plan, "data_centre")
    assert size(plan, "gas_ccgt", "gas_ocgt") > 1.0


def test_without_the_power_that_people_lack_there_is_no_gas_programme(world: World) -> None:
    """Its cause: about 3 GW that users would pay for. Without it the AI demand alone builds next to none."""
    plan = world.changed("NGA", {"profile.power.suppressed": 0.0})
    assert size(plan, "gas_ccgt") == 0.0
    assert size(plan, "transmission") == 0.0
    assert size(plan, "gas_ccgt", "gas_ocgt") < 0.1 * size(world.plan("NGA"), "gas_ccgt", "gas_ocgt")
    assert any(a.asset == "gas_ccgt" for a in plan.problem.techs), "it could have ordered them"


def test_without_the_value_of_that_power_there_is_no_gas_programme(world: World) -> None:
    value = "chain.demands.suppressed_power.blocks.0.value"
    figures = world.case("NGA", "balanced").figures
    plan = world.changed("NGA", {value: figures(value) / 10.0})
    assert size(plan, "gas_ccgt", "transmission") < 0.1 * size(world.plan("NGA"), "gas_ccgt", "transmission")


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_nigeria_hosts_no_hundreds_of_megawatts(world: World, strategy: str) -> None:
    """70 MW of all kinds stand in 2026, 10 of them free, and 70 are under way; the outlook for all is 400 MW in 2030."""
    plan = world.plan("NGA", strategy)
    assert 50 < hosted(plan) < (400 if strategy == "sovereign_stack" else 200), "a stack at any cost reaches the outlook"
    sites = plan.problem.tech("data_centre")
    assert sum(plan.standing(t, 2030) for t in sites) < 150


def test_with_fifty_times_the_demand_and_money_it_would_host_more(world: World) -> None:
    def rich(problem: Problem) -> Problem:
        money = problem.money
        much = {k: {t: v * 50 for t, v in getattr(money, k).items()} for k in ("domestic_cap", "foreign_cap", "budget")}
        wanted = tuple(replace(d, total={t: v * 50 for t, v in d.total.items()}) if d.headline else d
                       for d in problem.demands)
        return replace(problem, growth={}, demands=wanted, money=replace(money, **much))  # type: ignore[arg-type]

    assert hosted(world.changed("NGA", change=rich)) > 200


def test_no_new_site_without_new_power(world: World) -> None:
    """With every energy asset forbidden nothing beyond today's and the programmes' sites is ever hosted."""
    plan = world.plan("NGA")
    energy = frozenset(t.asset for t in plan.problem.techs if t.layer == "energy")
    assert energy >= set(POWER)
    dark = world.changed("NGA", change=lambda p: replace(p, aim=replace(p.aim, forbid=energy)))
    under_way = max(sum(t.existing[y] + t.programme[y] for t in plan.problem.tech("data_centre")) for y in range(2026, 2041))
    assert hosted(dark) <= under_way + 1e-3
    assert hosted(plan) > under_way + 5.0


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_nobody_provides_a_fab_or_packaging_plant_so_no_plan_has_one(world: World, strategy: str) -> None:
    chips = {"fab_advanced", "fab_mature", "fab_power", "dram_fab", "hbm_stacking", "osat_plant"}
    plan = world.plan("NGA", strategy)
    assert chips <= set(world.case("NGA", strategy).chain.assets)
    assert not {k[0] for k in plan.v.order} & chips


def test_with_the_access_of_india_a_packaging_plant_could_be_ordered(world: World) -> None:
    profile = world.of("NGA").profile
    friend = profile.model_copy(update={"country": profile.country.model_copy(update={"access_tier": "B"})})
    problem = world.case("NGA", "balanced", profile=friend).setting().problem
    assert "osat_plant" in {t.asset for t in problem.techs}


def test_announced_power_does_not_arrive_on_its_date(world: World) -> None:
    """4 GW of grid announced for 2026 have a chance of one quarter: they do not enter. With a chance above a half they do."""
    problem = world.plan("NGA").problem
    assert not any(any(t.programme.values()) for t in problem.techs if t.asset == "grid_connection")
    sure = world.case("NGA", "balanced").figures.changed_to("chain.model.programme_chance_announced", 0.9)
    techs = world.case("NGA", "balanced").setting(sure).problem.tech("grid_connection")
    assert max(max(t.programme.values()) for t in techs) == pytest.approx(4.0)
    assert all(t.programme[2026] == 0.0 for t in techs), "and even then it slips"


def test_reform_costs_something_and_pays_only_after_its_lead(world: World) -> None:
    plan = world.plan("NGA")
    problem, v = plan.problem, plan.v
    started = {t: plan(x) for t, x in v.reform.items() if plan(x) > 1.0}
    assert started, "the plan does reform"
    assert problem.delivery.setup > 0
    assert problem.delivery.lead == 2
    for t in range(min(started), min(started) + 2):
        assert plan(v.capacity[t]) <= (1 - problem.delivery.decay) * plan(v.capacity[t - 1]) + 1e-3
    assert plan(v.capacity[min(started) + 2]) > plan(v.capacity[min(started) + 1])


def test_if_reform_paid_at_once_delivery_capacity_would_rise_in_its_first_year(world: World) -> None:
    plan = world.changed("NGA", {"chain.model.delivery_lead_years": 0.0})
    assert plan(plan.v.capacity[2027]) > plan(plan.v.capacity[2026])


def test_a_state_that_loses_nothing_has_no_reason_to_reform(world: World) -> None:
    """The cause of reform is the loss and delay of the ordinary channel: without both the plan builds less of it."""
    figures = {f"chain.model.loss_point_{i}_loss": 0.0 for i in (1, 2, 3)}
    figures |= {"chain.model.loss_min": 0.0, "chain.model.delay_ordinary_ge_neg": 0.0}
    figures |= {"chain.model.loss_imported_equipment": 0.0, "chain.model.ordinary_cap_multiple": 30.0}
    plan, whole = world.plan("NGA"), world.changed("NGA", figures)
    def total(x: Solved) -> float:
        return sum(x(y) for y in x.v.reform.values())

    assert total(plan) > 100
    assert total(whole) < 1.0


def test_own_training_is_not_at_hand_for_nigeria_in_its_first_years(world: World) -> None:
    found = world.lags(world.plan("NGA"), "NGA")
    assert found[2026].own_age >= 10.0
    assert all(found[t].own_age > 2.0 for t in range(2026, 2041))
