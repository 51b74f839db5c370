"""Pacts: optima of two countries by hand, what must hold for any two, and India with Nigeria."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import World
from hypothesis import given, settings
from hypothesis import strategies as some
from model_cases import activity, demand, good, optimum, problem, route, tech
from pact_cases import Together, arc, mill, ores, worth

from catchup.load import load_chain, load_pact, load_profile, load_scenario, load_strategy
from catchup.model.joint import combined, join
from catchup.model.problem import Problem
from catchup.pact import arcs_of, pact_worth, solve_joint
from catchup.pact_records import Worth


@pytest.fixture(scope="module")
def both() -> Worth:
    return pact_worth([load_profile("IND"), load_profile("NGA")], load_chain(), load_scenario("business_as_usual"),
                      load_strategy("balanced"), load_pact("full"))


def test_ore_goes_to_the_mill_and_the_gain_is_what_the_ore_costs_less() -> None:
    """Five units of steel a year for two years. Alone the mill earns 10 x (9 - 1 - 4) = 40, the mine nothing.

    Ore from the mine costs 1 and freight 1, abroad 4: together 10 x (9 - 1 - 1 - 1) = 60. Settled at 4 with freight on
    top, the mine gets 10 x (4 - 1) = 30, and the mill 10 x (9 - 1 - 4 - 1) = 30: it loses 10 and needs them back.
    """
    found = Together([ores("ORE", mined=20.0), mill()], [arc("ORE", "MIL")])
    assert found.shipped() == pytest.approx([5.0, 5.0])
    assert found.alone == pytest.approx(40.0)
    assert found.total == pytest.approx(60.0)
    assert (found.welfare("ORE"), found.welfare("MIL")) == pytest.approx((30.0, 30.0))


def test_freight_above_the_difference_in_cost_leaves_ore_where_it_is() -> None:
    """Ore of 1 and freight of 3.5 is dearer than 4 from abroad; at 2.5 it is cheaper, and 20 x .5 / 2 = 5 is gained."""
    dear = Together([ores("ORE", mined=20.0), mill()], [arc("ORE", "MIL", freight=3.5)])
    assert dear.shipped() == pytest.approx([0.0, 0.0])
    assert dear.total == pytest.approx(40.0)
    assert Together([ores("ORE", mined=20.0), mill()], [arc("ORE", "MIL", freight=2.5)]).total == pytest.approx(45.0)


@pytest.mark.parametrize("pooled", [False, True])
def test_what_is_bought_abroad_cannot_be_shipped_on(pooled: bool) -> None:
    """The partner buys ore at 1, and makes 2 units a year itself: only these go on, at a gain of 4 - 1 - 1 each,
    though its own users then buy theirs abroad."""
    partner = ores("ORE", mined=2.0, wanted=3.0, buy=1.0)
    found = Together([partner, mill()], [arc("ORE", "MIL", pooled=pooled)])
    assert found.shipped() == pytest.approx([2.0, 2.0])
    assert found.total - found.alone == pytest.approx(2 * 2.0 * (4.0 - 1.0 - 1.0))


def hosts(qualification: int) -> list[Problem]:
    """A host orders machines in 2026 for 2027; a user without machines buys hours at 10."""
    host = replace(problem(
        [good("hours", buy=10.0)], [tech("hall", capex=3.0, qualification=qualification)],
        [activity("compute", "hall", "hours")], years=3), site="HST")
    user = replace(problem(
        [good("hours", buy=10.0)], [], [], [demand(4.0, [(1.0, 12.0)], route("hours"))], years=3), site="USR")
    return [host, user]


def test_pooled_machines_serve_from_their_first_year_and_traded_ones_after_qualification() -> None:
    """A hall of 3 serves a partner at home prices. Pooled: 4 halls serve in 2027 and 2028, 8 x 10 - 12 = 68 is saved.
    Traded, with a year of qualification: 2028 alone, 4 x 10 - 12 = 28. Alone the host has no use for a hall.
    """
    pooled, traded = (Together(hosts(1), [arc("HST", "USR", "hours", price=9.0, freight=0.0, pooled=kind)])
                      for kind in (True, False))
    assert pooled.shipped("hours") == pytest.approx([0.0, 4.0, 4.0])
    assert pooled.total - pooled.alone == pytest.approx(68.0)
    assert traded.shipped("hours") == pytest.approx([0.0, 0.0, 4.0])
    assert traded.total - traded.alone == pytest.approx(28.0)


def test_whole_plants_are_searched_from_those_that_members_choose_alone() -> None:
    """Halls of 4 in one piece at 12: one in 2026 serves all for two years, as above. Plants that cannot be had are
    no start, and the search goes on without them.
    """
    host, user = hosts(0)
    whole = replace(host, techs=(replace(host.techs[0], unit_size=4.0, access=4.0),))
    joint = join([whole, user], [arc("HST", "USR", "hours", price=9.0, freight=0.0)])
    plants = [column.name for column in joint.columns if column.whole]
    for start in (dict.fromkeys(plants, 0.0), dict.fromkeys(plants, 5.0), None):
        answer = solve_joint(joint, start)
        assert combined(joint, answer.values) == pytest.approx(4.0 * 3 * 12.0 - 4.0 * 10.0 - 12.0)
        assert sum(answer.values[name] for name in plants) == pytest.approx(1.0)


def test_shipments_count_where_foreign_exchange_is_short() -> None:
    """Room for 10 a year buys 2.5 of ore at 4, worth 4 each; of shipped ore at 5 only 2, but these are worth 6."""
    found = Together([ores("ORE", mined=20.0), mill(room=10.0)], [arc("ORE", "MIL")])
    assert found.alone == pytest.approx(2 * 2.5 * 4.0)
    assert found.shipped() == pytest.approx([2.0, 2.0])
    assert found.total == pytest.approx(2 * 2.0 * 6.0)


def test_a_good_that_the_receiver_has_no_use_for_has_no_arc() -> None:
    assert not join([ores("ORE", mined=20.0), mill()], [arc("MIL", "ORE", "steel")]).ships
    with pytest.raises(ValueError, match="twice"):
        join([mill(), mill()], [])


numbers = some.floats(min_value=0.0, max_value=8.0).map(lambda x: round(x, 1))


@settings(max_examples=25, deadline=None)
@given(numbers, numbers, numbers, numbers, numbers, numbers)
def test_together_is_never_worse_than_alone(
    mined: float, cost: float, wanted: float, steel: float, freight: float, price: float) -> None:
    """Whatever the settlement price, which moves money between members only; dearer freight never adds."""
    problems = [ores("ORE", mined=mined, cost=cost, wanted=wanted), mill(wanted=steel)]
    found = Together(problems, [arc("ORE", "MIL", price=price, freight=freight)])
    assert found.total >= found.alone - 1e-6
    assert found.welfare("ORE") + found.welfare("MIL") == pytest.approx(found.total, abs=1e-6)
    dearer = Together(problems, [arc("ORE", "MIL", price=price + 1.0, freight=freight + 1.0)])
    assert dearer.total <= found.total + 1e-6
    assert max(found.shipped(), default=0.0) <= mined + 1e-6


def test_a_pact_without_arcs_is_each_alone() -> None:
    found = Together([ores("ORE", mined=20.0, wanted=3.0), mill()], [])
    assert found.total == pytest.approx(found.alone)
    assert optimum(mill()).chosen_by == pytest.approx(found.welfare("MIL"))


def test_shared_information_changes_figures_of_members_and_leaves_the_rest(world: World) -> None:
    own = world.case("IND", "balanced").figures
    shared = own.under(load_pact("full").record)
    for figure, times in (("chain.commodities.eda_licences.price", 0.9),
                          ("chain.assets.model_lab.experience.threshold", 0.7),
                          ("profile.demand.algorithmic_efficiency", 1.1)):
        assert shared(figure) == pytest.approx(times * own(figure))
    assert shared("chain.assets.data_centre.capex") == own("chain.assets.data_centre.capex")


def test_freight_is_that_of_the_receivers_imports_unless_an_arc_has_its_own(world: World, tmp_path: Path) -> None:
    """Wafers: the chain counts 1 per cent; the pact's multiple is 1, that of the arc to India 3. Pooled: 2 per cent."""
    path = tmp_path / "mine.yaml"
    ratio = "unit: ratio, year: 2026, source: assumption, grade: D, low: 0, high: 9, reason: far"
    path.write_text(
        "schema: catchup/pact/1\nid: mine\nname: Mine\nsays: What we do.\nfree_trade:\n  goods: [mature_wafers]\n"
        f"  freight: {{value: 1, {ratio}}}\n  arcs:\n    - {{from: NGA, to: IND, freight: {{value: 3, {ratio}}}}}\n"
        f"pooled:\n  goods: [compute_service]\n  carriage: {{value: 0.02, {ratio.replace('high: 9', 'high: 1')}}}\n")
    cases = {code: world.case(code, "balanced") for code in ("IND", "NGA")}
    arcs = list(arcs_of(load_pact(path).record, cases["IND"].chain, {c: case.setting() for c, case in cases.items()},
                        {c: case.figures for c, case in cases.items()}))
    shares = {(a.sender, a.good, a.pooled): round(a.freight[2030] / a.price[2030], 6) for a in arcs}
    assert shares == {
        ("IND", "mature_wafers", False): 0.01, ("NGA", "mature_wafers", False): 0.03,
        ("IND", "compute_service", True): 0.02, ("NGA", "compute_service", True): 0.02}


def test_the_cost_of_a_pact_is_a_share_of_gdp_at_the_cost_of_public_funds(both: Worth, world: World) -> None:
    problem = world.case("IND", "balanced").setting().problem
    years = [t for t in problem.calendar.years if t >= problem.calendar.first_order]
    paid = 5e-6 * sum(problem.money.gdp[t] * problem.discount[t] for t in years)
    assert both.members[0].pact_cost == pytest.approx(problem.money.funds_cost * paid)


def test_india_and_nigeria_gain_together_and_the_books_close(both: Worth) -> None:
    india, nigeria = both.members
    assert both.gain > both.gap > 0.0
    assert both.figures == both.assumed == len(load_pact("full").record.shared) + 3
    assert india.informed > 0.0
    assert nigeria.informed > 0.0
    assert sum(m.shipping for m in both.members) > -both.gap
    compute = both.flows[0]
    assert (compute.good, compute.sender, compute.receiver, compute.pooled) == ("compute_service", "IND", "NGA", True)
    assert compute.freight == pytest.approx(0.02 * compute.value)
    assert nigeria.paid > india.received > 0.0
    assert india.pact_cost > nigeria.pact_cost > 0.0
    assert nigeria.partners_year in range(compute.first, compute.last + 1)
    changes = {(c.iso3, c.asset): c for c in both.orders}
    assert changes["IND", "accelerator_cluster"].together > changes["IND", "accelerator_cluster"].alone
    assert changes["NGA", "accelerator_cluster"].together < changes["NGA", "accelerator_cluster"].alone


def test_a_loser_is_made_whole_by_those_who_gain() -> None:
    case = worth()
    assert [m.iso3 for m in case.losers] == ["NGA"]
    assert case.transfers() == [("IND", "NGA", pytest.approx(307.0))]
    assert worth(second_gain=5.0).transfers() == []
    assert worth(second_gain=-900.0).transfers() == []
