"""The chain as a graph: a small one worked out by hand, and the shipped one."""

from __future__ import annotations

from typing import Any

import pytest

from catchup.chain import (
    CycleError,
    UnknownNodeError,
    asset_node,
    check_acyclic,
    chokepoints,
    commodity_node,
    critical_path,
    downstream,
    graph,
    order,
    upstream,
)
from catchup.load import load_chain
from catchup.schema.chain import Chain


def quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "year": 2025, "source": "book", "grade": "B"}


def commodity(trade: str = "none", **more: Any) -> dict[str, Any]:
    return {"name": "good", "layer": "energy", "unit": "GW", "trade": trade, **more}


def asset(lead: float, **more: Any) -> dict[str, Any]:
    share = quantity(0.5, "fraction")
    growth = {"seed": quantity(1, "GW/yr"), "rate": share}
    mode = {"name": "m", "owner": "dom", "technology": "own", "access": {"A": "open"}, "precedent": "all"}
    return {
        "name": "plant", "layer": "energy", "capacity_unit": "GW", "kind": "linear", "capex": quantity(1, "USD m/GW"),
        "fixed_om": quantity(0.02, "fraction/yr"), "lead_years": quantity(lead, "years"),
        "life_years": quantity(20, "years"), "local_share": share, "equity_beta": quantity(1, "ratio"),
        "debt_share": share, "price_decline": quantity(0, "fraction/yr"), "growth": growth,
        "modes": {"m": mode}, **more,
    }


def use(key: str) -> dict[str, Any]:
    return {"commodity": key, "amount": quantity(1, "GW/GW")}


def process(asset_id: str, output: str, *inputs: str) -> dict[str, Any]:
    return {"name": "p", "asset": asset_id, "output": output, "output_per_capacity": quantity(1, "GW/GW/yr"),
            "inputs": [use(key) for key in inputs]}


def toy(**changes: Any) -> Chain:
    """Power (slow plant 5 years, fast plant 2) and a line (3) -> hall (2) -> service; fuel is shipped from abroad."""
    fact = {"holder": "Atlantis", "share": quantity(0.9, "fraction"), "basis": "place"}
    half = {"holder": "Mu", "share": quantity(0.5, "fraction"), "basis": "place"}
    data: dict[str, Any] = {
        "schema": "catchup/chain/1", "name": "toy", "sources": {"book": {"title": "Book", "licence": "none"}},
        "layers": {}, "skills": {}, "model": {}, "demands": {},
        "economics": {
            "entry_discount": quantity(0.1, "fraction"), "entry_discount_years": quantity(4, "years"),
            "export_blocks": [], "rent_fade": quantity(0.7, "fraction/yr"), "normal_markup": quantity(0, "fraction"),
            "reference_discount_rate": quantity(0.08, "fraction/yr")},
        "commodities": {
            "fuel": commodity("buy", price=quantity(1, "USD m/GW"), suppliers=[fact, half]),
            "power": commodity(), "line": commodity(), "space": commodity(), "service": commodity()},
        "assets": {
            "slow": asset(5), "fast": asset(2), "line": asset(3, provides=[use("line")]), "mine": asset(9),
            "hall": asset(2, provides=[use("space")], occupies=[use("line"), use("power")]), "team": asset(1)},
        "processes": {
            "p1": process("slow", "power"), "p2": process("fast", "power", "fuel"), "p3": process("mine", "fuel"),
            "p4": process("team", "service", "space")},
    }
    return Chain.model_validate({**data, **changes})


def test_the_critical_path_takes_the_fastest_maker_and_the_slowest_need() -> None:
    """Service: team 1 + hall 2 + max(line 3, min(slow 5, fast 2)) = 6; fuel is shipped, so no wait for the mine."""
    path = critical_path(toy(), "service")
    assert path.years == 6
    assert path.assets == ("line", "hall", "team")


def test_a_service_that_can_be_bought_is_waited_for_at_home_and_a_good_is_not() -> None:
    chain = toy()
    space = {"trade": "buy", "price": quantity(1, "USD m/GW")}
    shipped = chain.model_copy(update={"commodities": {
        **chain.commodities, "space": type(chain.commodities["space"]).model_validate({**commodity(), **space})}})
    assert critical_path(shipped, "service").assets == ("team",)
    service = chain.model_copy(update={"commodities": {
        **chain.commodities, "space": type(chain.commodities["space"]).model_validate(
            {**commodity("both"), "numeraire": "world_price_dollars"})}})
    assert critical_path(service, "service").assets == ("line", "hall", "team")


def test_a_good_that_nobody_makes_takes_no_time() -> None:
    chain = toy(processes={})
    assert critical_path(chain, "fuel").years == 0
    assert critical_path(chain, "fuel").assets == ()


def test_an_asset_and_a_commodity_of_one_name_are_two_nodes() -> None:
    chain = toy()
    assert graph(chain).has_edge(asset_node("line"), commodity_node("line"))
    assert upstream(chain, "line") == {asset_node("line")}
    assert upstream(chain, "asset:line") == frozenset()


def test_upstream_and_downstream_follow_inputs_outputs_and_occupation() -> None:
    chain = toy()
    assert upstream(chain, "power") == {
        asset_node("slow"), asset_node("fast"), commodity_node("fuel"), asset_node("mine")}
    assert downstream(chain, "asset:line") == {
        commodity_node("line"), asset_node("hall"), commodity_node("space"), asset_node("team"),
        commodity_node("service")}


def test_every_node_stands_after_what_it_needs() -> None:
    chain = toy()
    place = {node: number for number, node in enumerate(order(chain))}
    assert all(place[start] < place[end] for start, end in graph(chain).edges)


def test_a_chain_that_feeds_itself_is_named() -> None:
    looped = toy(processes={"p1": process("slow", "power", "service"), "p4": process("team", "service", "power")})
    cycle = check_acyclic(looped)
    assert cycle[0] == cycle[-1]
    assert {commodity_node("power"), commodity_node("service")} < set(cycle)
    with pytest.raises(CycleError, match="commodity:power"):
        order(looped)
    with pytest.raises(CycleError):
        critical_path(looped, "service")


def test_a_chokepoint_is_a_share_at_or_above_the_threshold() -> None:
    found = chokepoints(toy())
    assert [(point.commodity, point.holder, point.share) for point in found] == [("fuel", "Atlantis", 0.9)]
    assert [point.share for point in chokepoints(toy(), 0.5)] == [0.9, 0.5]


def test_an_unknown_name_says_so() -> None:
    with pytest.raises(UnknownNodeError, match="ether"):
        upstream(toy(), "ether")
    with pytest.raises(UnknownNodeError, match="hall"):
        critical_path(toy(), "hall")


@pytest.fixture(scope="module")
def shipped() -> Chain:
    return load_chain().record


def test_the_shipped_chain_does_not_feed_itself(shipped: Chain) -> None:
    assert check_acyclic(shipped) == ()
    assert len(order(shipped)) == len(shipped.commodities) + len(shipped.assets)


def test_every_shipped_node_leads_to_a_final_demand_or_to_a_sale(shipped: Chain) -> None:
    wanted = {route.commodity for demand in shipped.demands.values() for route in demand.routes}
    sold = {key for key, entry in shipped.commodities.items() if entry.trade in ("sell", "both")}
    ends = {commodity_node(key) for key in wanted | sold}
    for node in graph(shipped):
        assert node in ends or downstream(shipped, node) & ends, f"{node} serves nothing"


def test_every_shipped_good_can_be_had(shipped: Chain) -> None:
    made = graph(shipped)
    for key, entry in shipped.commodities.items():
        assert entry.trade in ("buy", "both") or made.in_degree(commodity_node(key)), f"{key} has no origin"


def test_a_home_ai_service_waits_for_the_grid_and_for_power(shipped: Chain) -> None:
    path = critical_path(shipped, "open_service")
    assert path.assets[-1] == "model_service_team"
    assert shipped.assets[path.assets[0]].layer == "energy"
    assert {"data_centre", "accelerator_cluster"} < set(path.assets)
    assert 4 <= path.years <= 12
    assert {commodity_node("firm_power"), commodity_node("electricity"), commodity_node("grid_connection")} <= upstream(
        shipped, "open_service")


def test_the_known_chokepoints_are_named(shipped: Chain) -> None:
    holders = {(point.commodity, point.holder) for point in chokepoints(shipped)}
    assert {("lithography_tools", "Netherlands"), ("gallium", "China"), ("hbm", "Korea"),
            ("advanced_wafers", "Taiwan")} <= holders
    assert ("silicon_wafers", "Japan") not in holders
