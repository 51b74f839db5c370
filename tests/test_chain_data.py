"""What the shipped chain file promises: size, sources, grades, and figures that make economic sense."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from catchup.load import load_chain
from catchup.quantity import Quantity
from catchup.schema.chain import Chain, Layer

POWER = ("gas_ccgt", "gas_ocgt", "coal_plant", "diesel_engine", "solar_pv", "wind_onshore", "wind_offshore", "hydro",
         "nuclear", "geothermal", "battery")
SOURCED = (
    *(f"assets.{plant}.{part}" for plant in POWER for part in ("capex", "fixed_om", "lead_years", "life_years")),
    "assets.fab_mature.capex", "assets.fab_mature.lead_years", "assets.fab_advanced.capex",
    "assets.fab_advanced.lead_years", "assets.dram_fab.capex", "assets.dram_fab.lead_years",
    "assets.hbm_stacking.capex", "assets.hbm_stacking.lead_years", "assets.osat_plant.capex",
    "assets.osat_plant.lead_years", "assets.advanced_packaging_plant.lead_years", "assets.grid_connection.capex",
    "assets.data_centre.capex", "assets.data_centre.lead_years", "assets.data_centre.life_years",
    "assets.data_centre.fixed_om", "assets.accelerator_cluster.capex", "assets.accelerator_cluster.life_years",
    "assets.accelerator_cluster.occupies.data_centre_space", "assets.port.capex", "commodities.hbm.price",
    "commodities.advanced_wafers.price", "model.h100e_per_usd_m", "model.h100e_kw", "model.compute_price_2026",
    "model.loss_point_1_loss", "model.public_investment_loss_average", "model.overrun_mean_nuclear",
    "model.overrun_mean_solar", "model.overrun_first_fab", "model.hardware_price_performance_growth",
    "model.training_compute_growth", "model.algorithmic_efficiency_growth", "model.learning_rate_dram",
    "model.experience_weight_foreign",
)


def quantities(entry: Any, path: str = "") -> Iterator[tuple[str, Quantity]]:
    """Every quantity of a record with its path; a use is named by its commodity."""
    if isinstance(entry, Quantity):
        yield path, entry
    elif isinstance(entry, BaseModel):
        for name in type(entry).model_fields:
            yield from quantities(getattr(entry, name), f"{path}.{name}" if path else name)
    elif isinstance(entry, dict):
        for name, value in entry.items():
            yield from quantities(value, f"{path}.{name}")
    elif isinstance(entry, tuple):
        for number, value in enumerate(entry):
            use = getattr(value, "commodity", None)
            inner = value.amount if use and hasattr(value, "amount") else value
            yield from quantities(inner, f"{path}.{use or number}")


@pytest.fixture(scope="module")
def chain() -> Chain:
    return load_chain().record


@pytest.fixture(scope="module")
def figures(chain: Chain) -> dict[str, Quantity]:
    return dict(quantities(chain))


def test_the_chain_is_whole(chain: Chain) -> None:
    assert len(chain.commodities) >= 30
    assert len(chain.assets) >= 35
    layers = set(get_args(Layer))
    assert set(chain.layers) == layers
    assert {asset.layer for asset in chain.assets.values()} == layers
    assert list(chain.demands) == ["ai_services", "suppressed_power", "containers"]
    assert [name for name, demand in chain.demands.items() if demand.headline] == ["ai_services"]


def test_the_headline_facts_have_a_source(figures: dict[str, Quantity]) -> None:
    assumed = [path for path in SOURCED if figures[path].grade == "D"]
    assert assumed == []


def test_every_assumption_has_a_range_and_a_reason(figures: dict[str, Quantity]) -> None:
    for path, figure in figures.items():
        if figure.grade == "D":
            assert figure.low is not None, path
            assert figure.high is not None, path
            assert figure.reason, path
    grades: Counter[str] = Counter(figure.grade for figure in figures.values())
    print("\nfigures by grade:", dict(sorted(grades.items())), "sourced", f"{1 - grades['D'] / len(figures):.0%}")
    assert min(grades[grade] for grade in "ABCD") >= 20


def test_no_source_is_cited_in_vain(chain: Chain, figures: dict[str, Quantity]) -> None:
    cited = {figure.source for figure in figures.values()} | {
        figure.rival.source for figure in figures.values() if figure.rival}
    assert cited - {"assumption"} == set(chain.sources)
    assert all(source.url and source.retrieved == "2026-11" for source in chain.sources.values())


def test_the_noncommercial_data_set_gives_a_handful_of_facts(figures: dict[str, Quantity]) -> None:
    assert sum(figure.source == "eto_chip_explorer" for figure in figures.values()) <= 4


def test_a_gigawatt_of_ai_costs_32_to_60_bn_usd(figures: dict[str, Quantity]) -> None:
    """Hardware per MW is 1 / occupancy; the shell comes on top: about 24.8 + 12.2 = 37 USD m per MW."""
    hardware = 1 / figures["assets.accelerator_cluster.occupies.data_centre_space"].value
    assert 32 < hardware + figures["assets.data_centre.capex"].value < 60


def test_demand_blocks_fall_in_value_and_the_must_blocks_are_all_demand(chain: Chain) -> None:
    demand = chain.demands["ai_services"]
    values = [block.value.value for block in demand.blocks]
    assert values == sorted(values, reverse=True)
    assert sum(block.width.value for block in demand.blocks[:demand.must_blocks]) == pytest.approx(1.0)


def test_no_resale_pays_and_every_sale_has_a_market(chain: Chain) -> None:
    for key, good in chain.commodities.items():
        if good.trade != "none":
            assert good.freight is not None, key
            assert good.freight.value > 0, key
        assert good.trade not in ("sell", "both") or good.market is not None, key


def test_nothing_is_ordered_without_a_precedent(chain: Chain) -> None:
    for key, asset in chain.assets.items():
        for mode in asset.modes.values():
            assert mode.precedent, key
    advanced = chain.assets["fab_advanced"].modes.values()
    assert all(getattr(mode.access, tier) == "none" for mode in advanced for tier in "BCD")


def recovery(chain: Chain, life: float, decline: float) -> float:
    """First-year annuity a_0 = 1 / sum_k q^k (1 + r)^-(k+1), q = 1 - decline."""
    rate = chain.economics.reference_discount_rate.value
    return 1 / sum((1 - decline) ** k * (1 + rate) ** -(k + 1) for k in range(max(1, round(life))))


def standing_cost(chain: Chain, key: str) -> float:
    asset = chain.assets[key]
    annuity = recovery(chain, asset.life_years.value, asset.price_decline.value)
    staff = sum(entry.people.value * chain.skills[entry.skill].pay.value / 1e6 for entry in asset.staff)
    taken = sum(use.amount.value * price(chain, use.commodity) for use in asset.occupies)
    return asset.capex.value * (annuity + asset.fixed_om.value) + staff + taken


def price(chain: Chain, good: str) -> float:
    commodity = chain.commodities[good]
    if commodity.price is not None:
        return commodity.price.value
    if commodity.numeraire is not None:
        return 1.0
    for key, asset in chain.assets.items():
        for use in asset.provides:
            if use.commodity == good:
                runs = any(process.asset == key for process in chain.processes.values())
                return 0.0 if runs else standing_cost(chain, key) / use.amount.value
    return 0.0


def unit_cost(chain: Chain, process_id: str, markup: float = 1.0) -> float:
    process = chain.processes[process_id]
    inputs = sum(use.amount.value * price(chain, use.commodity) for use in process.inputs)
    variable = process.variable_cost.value if process.variable_cost else 0.0
    fixed = standing_cost(chain, process.asset) / process.output_per_capacity.value
    return (fixed + inputs) / markup + variable


def test_a_reference_producer_neither_starves_nor_feasts(chain: Chain) -> None:
    """Unit cost over price; rents of incumbents leave it at 0.4 to 1.1, a wrong unit would miss by a thousand."""
    for process_id, process in chain.processes.items():
        good = chain.commodities[process.output]
        if good.trade in ("sell", "both") and good.numeraire is None:
            ratio = unit_cost(chain, process_id) / price(chain, process.output)
            assert 0.35 < ratio < 1.15, f"{process_id}: cost is {ratio:.2f} of the price"


def test_a_commercial_cluster_just_pays_at_the_scarce_price(chain: Chain) -> None:
    """First-year cost of a dollar of compute at 1.3 USD an hour with a scarcity markup of 1.25."""
    assert 0.85 < unit_cost(chain, "run_accelerator_cluster", markup=1.25) < 1.02


def test_power_costs_between_40_and_220_usd_per_mwh(chain: Chain) -> None:
    for process_id, process in chain.processes.items():
        if process.output == "electricity":
            assert 40 < unit_cost(chain, process_id) < 220, process_id
