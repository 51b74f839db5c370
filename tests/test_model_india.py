"""What a plan for India must and must not do, each with its cause taken away once (plausibility of orders of magnitude)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import World
from test_model_both import STRATEGIES, first_order

from catchup.model.build import build
from catchup.results.scorecard import money_figures

pytestmark = pytest.mark.solve

ADVANCED = ("fab_advanced", "dram_fab", "hbm_stacking")


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_nobody_provides_an_advanced_fab_so_no_plan_has_one(world: World, strategy: str) -> None:
    case, plan = world.case("IND", strategy), world.plan("IND", strategy)
    assert set(ADVANCED) <= set(case.chain.assets), "the assets exist"
    assert {t.asset for t in plan.problem.techs} >= {"fab_mature", "osat_plant"}, "and lesser ones can be ordered"
    assert not {k[0] for k in plan.v.order} & set(ADVANCED)


def test_with_the_access_of_an_incumbents_host_an_advanced_fab_could_be_ordered(world: World) -> None:
    profile = world.of("IND").profile
    host = profile.model_copy(update={"country": profile.country.model_copy(update={"access_tier": "A"})})
    case = world.case("IND", "balanced", profile=host)
    problem = case.setting().problem
    assert set(ADVANCED) <= {t.asset for t in problem.techs}
    given = case.figures
    for asset in ADVANCED:
        path = f"chain.assets.{asset}.capex"
        given = given.changed_to(path, given(path) / 10)
    orders = {k[0] for k in build(case.setting(given).problem).v.order}
    assert orders >= {"fab_advanced", "dram_fab"}


@pytest.mark.parametrize(("asset", "least"), [("fab_mature", 3), ("fab_power", 3), ("osat_plant", 2)])
def test_a_fab_takes_three_years_and_packaging_two(world: World, asset: str, least: int) -> None:
    asked = (*STRATEGIES, "essay_india")
    orders = [i for s in asked for i in world.plan("IND", s).placed() if i.tech.asset == asset]
    assert orders, f"some strategy orders {asset}"
    assert all(i.order.online - i.order.year >= least for i in orders)
    fast = world.case("IND", "balanced").figures.changed_to(f"chain.assets.{asset}.lead_years", 1.0)
    techs = world.case("IND", "balanced").setting(fast).problem.tech(asset)
    assert all(t.lead["private"] == 1 for t in techs)


def test_a_fab_is_staffed_and_does_not_earn_back_its_cost_in_five_years(world: World) -> None:
    """31 to 50 people for a thousand mature wafer starts, and net revenue under a fifth of the cost in every year."""
    from catchup.model.families.money import margin

    problem = world.plan("IND").problem
    fab = problem.tech("fab_mature")[0]
    run = next(a for a in problem.activities if a.asset == "fab_mature")
    assert 25 <= sum(fab.staff.values()) <= 60
    for t in (2030, 2035, 2040):
        earned = margin(problem, run, t) * run.full_output(t) - fab.fixed_om - fab.staff_cost
        assert 0 < earned < 0.2 * fab.capex[2027]
    assert 0.1 < fab.gap[2027] <= 0.7, "the state covers a part, as it does in Gujarat"


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_public_capital_is_small_against_private_capital(world: World, strategy: str) -> None:
    money = money_figures(world.plan("IND", strategy))
    assert money["capital_usd_m"] > 1e5
    if strategy == "sovereign_stack":  # public machines are the ones that an embargo leaves: dear, and said so
        assert world.plan("IND", strategy).welfare < world.base("IND").welfare
        return
    assert money["private_per_public"] is None or money["private_per_public"] > 10
    assert money["peak_public_share_gdp"] < 0.003


def test_without_private_money_the_state_builds_a_small_part_of_it(world: World) -> None:
    figures = {"chain.model.kappa_gfcf": 0.0, "chain.model.phi_fdi": 0.0}
    money = money_figures(world.changed("IND", figures))
    assert money["domestic_capital_usd_m"] == money["foreign_capital_usd_m"] == 0.0
    assert 0 < money["public_capital_usd_m"] < 0.2 * money_figures(world.plan("IND"))["capital_usd_m"]


def test_nuclear_power_does_not_arrive_before_2035_nor_at_list_price(world: World) -> None:
    problem = world.plan("IND").problem
    nuclear = problem.tech("nuclear")
    assert nuclear
    orders = [(k, x) for k, x in world.plan("IND").v.order.items() if k[0] == "nuclear"]
    assert orders, "it can be ordered"
    assert min(t + min(n.lead[c] for n in nuclear) for (_, _, c, t), _ in orders) > 2035
    assert all(n.overrun >= 0.5 for n in nuclear)
    quick = world.case("IND", "balanced").figures.changed_to("chain.assets.nuclear.lead_years", 4.0)
    hasty = world.case("IND", "balanced").setting(quick).problem
    assert min(2027 + min(n.lead.values()) for n in hasty.tech("nuclear")) < 2035


def test_india_lacks_firm_connected_power_and_not_energy(world: World) -> None:
    plan = world.plan("IND")
    assert first_order(plan, "transmission", "grid_connection") < 2035
    added = sum(i.size for i in plan.placed() if i.tech.asset in ("gas_ocgt", "gas_ccgt", "coal_plant", "nuclear"))
    assert added < 25, "GW of firm plant, against more than 400 GW installed"
    free = replace(plan.problem, goods={
        k: replace(g, supply=dict.fromkeys(g.supply, 10000.0)) if g.given else g for k, g in plan.problem.goods.items()})
    relaxed = world.solved(replace(plan.setting, problem=free), "IND")
    assert first_order(relaxed, "transmission", "grid_connection", "gas_ocgt", "gas_ccgt") >= first_order(
        plan, "transmission", "grid_connection", "gas_ocgt", "gas_ccgt")
    more = sum(i.size for i in relaxed.placed() if i.tech.asset in ("gas_ocgt", "grid_connection"))
    assert more < sum(i.size for i in plan.placed() if i.tech.asset in ("gas_ocgt", "grid_connection"))


def test_new_ai_sites_stay_below_the_outlook_for_all_data_centres(world: World) -> None:
    """8 to 10 GW of all kinds in 2030, of which the plan's AI sites are a part."""
    for strategy in STRATEGIES:
        plan = world.plan("IND", strategy)
        hosted = sum(plan.standing(t, 2030) for t in plan.problem.tech("data_centre"))
        assert 50 < hosted < 4000


def test_own_training_of_last_years_generation_is_within_reach_of_india_today(world: World) -> None:
    assert world.lags(world.plan("IND"), "IND")[2026].own_age < 2.5


def test_a_gigawatt_costs_tens_of_billions_most_of_it_machines_and_little_of_it_energy(world: World) -> None:
    """USD 32-60 bn a GW of IT load up front; electricity under a tenth of what the machines cost a year."""
    problem = world.plan("IND").problem
    cluster, site = problem.tech("accelerator_cluster")[0], problem.tech("data_centre")[0]
    room = next(g for g in cluster.occupies if g in site.provides)
    per_site = 1000.0 * site.provides[room]
    machines = per_site / cluster.occupies[room]
    total = 1000.0 * site.capex[2026] + machines * cluster.capex[2026]
    assert 30_000 < total < 62_000
    assert machines * cluster.capex[2026] > 0.6 * total
    power = sum(a * problem.goods[g].home_price[2026] for x in (cluster, site) for g, a in x.occupies.items()
                if g == "electricity") * (machines if "electricity" in cluster.occupies else 1000.0)
    assert 0 < power < 0.1 * total
