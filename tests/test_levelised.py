"""What an hour of compute costs: worked by hand, held against the plan, against published orders of magnitude."""

from __future__ import annotations

from functools import cache

import pytest

from catchup.figures import Figures, collect
from catchup.levelised import COMPONENTS, HARDWARE_PRICE, ComputePlant, Levelised
from catchup.levelised_ranges import costed, input_name
from catchup.load import load_chain, load_profile, load_scenario, load_strategy
from catchup.loading.profile_check import profile_in_chain_units
from catchup.model.problem import Calendar
from catchup.prepare.build import calendar_of
from catchup.prepare.finance import npv_per_capex
from catchup.prepare.power import delivered_price, own_plants
from catchup.prepare.prices import PriceBook
from catchup.prepare.returns import lead_of, net_revenue

CLUSTER, HALL, GRID = "chain.assets.accelerator_cluster", "chain.assets.data_centre", "chain.assets.grid_connection"
PROCESS = "chain.processes.run_accelerator_cluster"
CHAIN = load_chain()
CALENDAR = Calendar(first=2026, last=2045, shown=2040, first_order=2026)


@cache
def figures_of(iso3: str, scenario: str = "business_as_usual") -> Figures:
    loaded = load_profile(iso3)
    profile = profile_in_chain_units(loaded.record, CHAIN.record, loaded.document)[0]
    return collect(profile, CHAIN.record, load_scenario(scenario).record, load_strategy("balanced").record)


def changed(iso3: str, values: dict[str, float]) -> Figures:
    figures = figures_of(iso3)
    for path, value in values.items():
        figures = figures.changed_to(path, value)
    return figures


def plant(figures: Figures, *, at_home: bool = True) -> ComputePlant:
    return ComputePlant(figures, CHAIN.record, CALENDAR, at_home=at_home)


def moved(before: Levelised, after: Levelised) -> dict[str, float]:
    return {name: after.parts[name] - before.parts[name] for name, _ in COMPONENTS
            if abs(after.parts[name] - before.parts[name]) > 1e-12}


def test_the_cost_of_an_hour_by_hand() -> None:
    """No interest, no progress: a million dollars gives 0.5 m hours a year for 5 years, 2.5 m hours.

    hardware 1 / 2.5 = 0.40; hall 0.04 MW x 14 / 14 years / 0.5 = 0.08; connection 0.04 x 0.001 GW x 400 / 40 / 0.5 = 0.0008;
    power 0.0003 TWh x 100 / 0.5 = 0.06, of which 1 / 1.2 = 0.05 for the machines; upkeep 0.01 / 0.5 = 0.02.
    """
    figures = changed("IND", {
        "chain.model.social_discount_rate": 0.0, "chain.economics.reference_discount_rate": 0.0,
        "scenario.parameters.g_H": 1.0, HARDWARE_PRICE: 1.0, f"{PROCESS}.output_per_capacity": 0.5,
        f"{PROCESS}.inputs.servers.amount": 0.0, f"{CLUSTER}.life_years": 5.0, f"{CLUSTER}.fixed_om": 0.01,
        f"{CLUSTER}.staff.ai_engineer.people": 0.0, f"{CLUSTER}.staff.technician.people": 0.0,
        f"{CLUSTER}.occupies.data_centre_space.amount": 0.04, f"{HALL}.fixed_om": 0.0,
        f"{HALL}.life_years": 14.0, f"{HALL}.staff.technician.people": 0.0, f"{HALL}.staff.engineer.people": 0.0,
        f"{HALL}.occupies.backbone.amount": 0.0, f"{GRID}.capex": 400.0, f"{GRID}.life_years": 40.0,
        f"{GRID}.fixed_om": 0.0, f"{GRID}.staff.engineer.people": 0.0, f"{GRID}.staff.technician.people": 0.0,
    })
    # figures that the profile or the climate overrides: the reference producer reads the chain's own
    own = {f"{CLUSTER}.occupies.electricity.amount": 0.0003, f"{CLUSTER}.occupies.electricity.cooling": 1.2,
           "chain.commodities.electricity.price": 100.0, f"{HALL}.capex": 14.0,
           f"{HALL}.occupies.grid_connection.amount": 0.001}
    local = {path: figures.quantities[path].model_copy(update={"value": value}) for path, value in own.items()}
    by_hand = Figures(figures.quantities, figures.changed, {**figures.local, **local})
    cost = plant(by_hand, at_home=False).cost(2026)
    assert cost.parts == pytest.approx({
        "hardware": 0.4, "building": 0.08, "connection": 0.0008, "electricity": 0.05, "cooling": 0.01,
        "losses_and_backup": 0.0, "staff_and_upkeep": 0.02, "finance": 0.0})
    assert cost.total == pytest.approx(0.5608)


@pytest.mark.parametrize("iso3", ["IND", "NGA"])
@pytest.mark.parametrize("year", [2027, 2030, 2036])
def test_the_components_add_up_to_the_price_at_which_the_plan_calls_the_order_worth_its_cost(
    iso3: str, year: int
) -> None:
    """NPV of the plan per dollar = 1 + PV(dollars of world price) x (price at home - cost per dollar), before tax."""
    here = plant(figures_of(iso3))
    prices, cluster = here.prices, here.cluster
    lead, owner = lead_of(prices.figures, cluster), prices.rate(cluster, at_home=True)
    life = round(prices.figures(f"{CLUSTER}.life_years"))
    net = net_revenue(prices, cluster, year - lead, lead, life, prices.capex(cluster, at_home=True))
    _, sold = here._sold(owner, year)
    price = prices.home("compute_service")[year]
    assert npv_per_capex(net, owner, lead) == pytest.approx(1.0 + sold * (price - here.plan_ratio(year)), rel=1e-9)


def test_the_plan_prices_an_hour_as_the_sum_of_its_parts_in_the_first_year_of_service() -> None:
    """The price book's own sum of one year: hardware's tilted annuity, place, power, people, over one year's output."""
    prices = PriceBook(figures_of("IND"), CHAIN.record, CALENDAR)
    here = plant(figures_of("IND"))
    owner = prices.rate("accelerator_cluster", at_home=True)
    yearly = sum(amount for name, amount in here._yearly(2026, None).items() if name != "losses_and_backup")
    output = prices.figures(f"{PROCESS}.output_per_capacity")
    hardware = prices.capital_cost("accelerator_cluster", at_home=True, rate=owner)
    spares = prices.running_cost("run_accelerator_cluster", here.process, at_home=True)
    assert (hardware + yearly) / output + spares == pytest.approx(prices.unit_cost("compute_service", at_home=True))


@pytest.mark.parametrize("iso3", ["IND", "NGA"])
def test_dearer_capital_raises_only_finance(iso3: str) -> None:
    spread = "profile.public_money.sovereign_spread"
    figures = figures_of(iso3)
    before = plant(figures).cost(2030)
    after = plant(figures.changed_to(spread, figures(spread) + 0.03)).cost(2030)
    assert list(moved(before, after)) == ["finance"]
    assert moved(before, after)["finance"] > 0


def test_dearer_power_raises_only_electricity_and_cooling() -> None:
    """Dearer by a cent at the plant and at the meter: what lies between the two stays."""
    gate, meter = "chain.commodities.electricity.price", "profile.power.industrial_price"
    figures = figures_of("IND")
    before = plant(figures).cost(2030)
    after = plant(changed("IND", {gate: figures(gate) + 10.0, meter: figures(meter) + 0.01})).cost(2030)
    change = moved(before, after)
    assert set(change) == {"electricity", "cooling", "finance"}
    assert change["electricity"] > 0
    assert change["cooling"] > 0
    assert abs(change["finance"]) < 0.03 * change["electricity"]  # the later bills weigh less at a dearer rate


def test_dearer_power_at_the_plant_alone_changes_no_bill_at_the_meter() -> None:
    gate = "chain.commodities.electricity.price"
    figures = figures_of("IND")
    before, after = (plant(item).cost(2030) for item in (figures, figures.changed_to(gate, figures(gate) + 10.0)))
    assert after.parts["electricity"] > before.parts["electricity"]
    assert after.parts["losses_and_backup"] < before.parts["losses_and_backup"]
    assert after.total == pytest.approx(before.total)


def test_nigeria_is_dearer_than_india_because_of_what_capital_costs_there() -> None:
    """The cause is taken away: with India's terms of finance the rest of the gap is smaller than finance was."""
    india, nigeria = (plant(figures_of(iso3)).cost(2030) for iso3 in ("IND", "NGA"))
    gaps = {name: nigeria.parts[name] - india.parts[name] for name, _ in COMPONENTS}
    assert nigeria.total > india.total
    assert max(gaps, key=lambda name: gaps[name]) == "finance"
    terms = [f"profile.public_money.{name}" for name in ("sovereign_spread", "equity_risk_premium", "corporate_tax")]
    cheap = plant(changed("NGA", {path: figures_of("IND")(path) for path in terms})).cost(2030)
    assert cheap.total - india.total < 0.3 * (nigeria.total - india.total)


def test_a_country_without_firm_power_pays_for_plants_of_its_own() -> None:
    """Nigeria's grid has none to spare. With some, the tariff is what counts."""
    figures = figures_of("NGA")
    here = plant(figures)
    assert figures("profile.power.spare_firm") == 0
    own = min(own_plants(here.prices, here._firm_per_twh))
    assert delivered_price(here.prices, here._firm_per_twh) == pytest.approx(own)
    spare = plant(figures.changed_to("profile.power.spare_firm", 0.1))
    assert delivered_price(spare.prices, spare._firm_per_twh) == pytest.approx(82.216)
    assert own != pytest.approx(82.216)


def test_a_plant_of_ones_own_is_large_enough_for_peak_and_energy() -> None:
    """Nigeria's combined cycle gives 3.942 TWh a gigawatt: 1 / 3.942 = 0.254 GW a TWh, more than a peak of 0.1 asks for."""
    prices = plant(figures_of("NGA")).prices
    standing = prices.standing_cost("gas_ccgt", at_home=True)
    running = prices.running_cost("run_gas_ccgt", CHAIN.record.processes["run_gas_ccgt"], at_home=True)
    firm = prices.figures("chain.assets.gas_ccgt.provides.firm_power.amount")
    assert next(own_plants(prices, 0.1)) == pytest.approx(standing / 3.942 + running)
    assert next(own_plants(prices, 0.5)) == pytest.approx(standing * 0.5 / firm + running)


def test_the_reference_producer_has_the_published_orders_of_magnitude() -> None:
    """Epoch AI: 38 bn USD to build 1 GW (32-60), 8.5 bn a year, of it 0.6 bn energy; an H100-hour sells for 2-3 USD."""
    figures = figures_of("IND")
    world = plant(figures, at_home=False)
    cost = world.cost(2026)
    assert cost.upfront_usd_m_per_gw == pytest.approx(38_000, rel=0.05)
    assert cost.yearly_usd_m_per_gw == pytest.approx(8_500, rel=0.1)
    space = figures.reference(f"{CLUSTER}.occupies.data_centre_space.amount")
    power = figures.reference(f"{CLUSTER}.occupies.electricity.amount") / space * 1000.0
    energy = power * figures.reference("chain.commodities.electricity.price")
    assert energy == pytest.approx(600, rel=0.15)
    low, high = costed(figures, CHAIN.record, CALENDAR, (2026,), at_home=False).total_range(2026)
    assert low < 2.0
    assert 2.0 < high < 4.0
    assert 1.3 < cost.total < 2.5


def test_each_year_of_hardware_is_cheaper_an_hour_by_about_its_progress() -> None:
    here = plant(figures_of("IND"))
    first, later = here.cost(2026), here.cost(2030)
    assert later.parts["hardware"] / first.parts["hardware"] == pytest.approx(1.3**-4, rel=0.01)
    assert later.parts["electricity"] / first.parts["electricity"] == pytest.approx((0.9524 / 1.3) ** 4, rel=0.01)


def test_ranges_hold_the_centre_and_name_the_strongest_input_first() -> None:
    found = costed(figures_of("IND"), CHAIN.record, calendar_of("2026-11-01"), (2026, 2030))
    for year, cost in found.costs.items():
        assert found.total_range(year)[0] < cost.total < found.total_range(year)[1]
        assert found.ratio_range(year)[0] < cost.ratio < found.ratio_range(year)[1]
    widths = [swing.width(2026) for swing in found.swings]
    assert widths == sorted(widths, reverse=True)
    assert found.swings[0].path == "scenario.parameters.scarcity_markup"
    assert found.of_total(2026)[0].path == f"{PROCESS}.output_per_capacity"


def test_another_price_of_an_hour_moves_the_ratio_and_not_the_cost() -> None:
    found = costed(figures_of("IND"), CHAIN.record, CALENDAR, (2030,))
    swing = next(swing for swing in found.swings if swing.path == HARDWARE_PRICE)
    assert swing.low[2030].total == pytest.approx(swing.high[2030].total, rel=0.01)
    assert swing.low[2030].ratio > swing.high[2030].ratio


def test_scarcity_makes_compute_at_home_worth_more() -> None:
    calm, scarce = (plant(figures_of("IND", name)).cost(2027) for name in ("business_as_usual", "fast_agi"))
    assert scarce.ratio < calm.ratio


def test_inputs_have_names_that_a_reader_knows() -> None:
    assert input_name(CHAIN.record, f"{CLUSTER}.life_years") == "AI cluster, years of life"
    assert input_name(CHAIN.record, "profile.power.industrial_price") == "Industrial power price"
    assert input_name(CHAIN.record, "chain.commodities.natural_gas.price") == "Natural gas, price"
