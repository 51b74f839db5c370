"""Balances of goods and demand in blocks: each optimum is worked out by hand in the test's docstring."""

from __future__ import annotations

import pytest
from model_cases import activity, aim, demand, good, money, optimum, problem, route, tech


def test_the_best_block_is_served_first_and_the_rest_is_unmet() -> None:
    """Demand 10 a year: half worth 4 a unit, half worth .75; a unit costs 1 abroad.

    Block 0 gains 4 - 1 = 3 on 5 units, block 1 would lose .25 on each: 15 a year, 60 in four years, 5 a year unmet.
    """
    case = problem([good("service", buy=1.0)], demands=[demand(10.0, [(0.5, 4.0), (0.5, 0.75)], route("service"))])
    found = optimum(case)
    assert found.years("serve", "wanted", "service", 0) == [5.0] * 4
    assert found.years("serve", "wanted", "service", 1) == [0.0] * 4
    assert found.years("buy", "service") == [5.0] * 4
    assert found.welfare == pytest.approx(60.0)


def test_routes_share_a_block_and_the_one_that_leaves_most_wins() -> None:
    """Fresh: price 1, full value. Stale: price .5, half the value. In block 0 (worth 4) 3 beats 1.5; in block 1

    (worth 1.2) fresh leaves .2 and stale .1, so fresh again; at a price of fresh of 2.6 the order turns in both:
    block 0: 1.4 against 1.5, block 1: -1.4 against .1. W = 5 x 1.5 + 5 x .1 = 8 a year.
    """
    def case(price: float) -> float:
        routes = [route("fresh"), route("stale", value=0.5)]
        found = optimum(problem(
            [good("fresh", buy=price), good("stale", buy=0.5)], years=1,
            demands=[demand(10.0, [(0.5, 4.0), (0.5, 1.2)], *routes)]))
        assert found("serve", "wanted", "fresh", 0, 2026) + found("serve", "wanted", "stale", 0, 2026) == 5.0
        assert found("serve", "wanted", "fresh" if price < 2 else "stale", 1, 2026) == 5.0
        return found.welfare

    assert case(1.0) == pytest.approx(5 * 3.0 + 5 * 0.2)
    assert case(2.6) == pytest.approx(8.0)


def test_inputs_by_products_and_what_is_occupied_close_the_balance() -> None:
    """Three ovens of 2 loaves: a loaf takes .5 flour (1 a unit) and gives .25 heat; every oven holds 1 of 4 places.

    6 loaves at 4, 3 flour bought: 24 - 3 = 21. Heat of 1.5 serves a demand worth 2 a unit up to 1: 2, and .5 is let go.
    Of 4 places 3 are held, so at most 1 guest, worth 3: 3. Together 26.
    """
    case = problem(
        [good("loaf"), good("flour", buy=1.0), good("heat"), good("place", supply=4.0)],
        [tech("oven", existing=3.0, occupies={"place": 1.0})],
        [activity("bake", "oven", "loaf", per_capacity=2.0, inputs={"flour": 0.5}, by_products={"heat": 0.25})],
        [demand(100.0, [(1.0, 4.0)], route("loaf"), id="bread"),
         demand(1.0, [(1.0, 2.0)], route("heat"), id="warmth", headline=False),
         demand(9.0, [(1.0, 3.0)], route("place"), id="guests", headline=False)],
        years=1, first_order=2027)
    found = optimum(case)
    assert found("run", "bake", "own", 2026) == pytest.approx(6.0)
    assert found("buy", "flour", 2026) == pytest.approx(3.0)
    assert found("serve", "guests", "place", 0, 2026) == pytest.approx(1.0)
    assert found.welfare == pytest.approx(26.0)


def test_a_route_takes_its_own_amount_of_a_good() -> None:
    """A unit of demand takes 8 units of power: 16 units serve 2, worth 5 each."""
    case = problem([good("power", supply=16.0)], years=1,
                   demands=[demand(10.0, [(1.0, 5.0)], route("power", per_unit=8.0))])
    assert optimum(case).welfare == pytest.approx(10.0)


def test_what_the_plan_must_run_beyond_what_is_given_is_a_dear_slack() -> None:
    """A programme of 3 takes 3 of a given good of which 2 are there: 1 is slack, at 1000 times its price of 1."""
    case = problem([good("power", supply=2.0, given=True)], [tech("site", programme=3.0, occupies={"power": 1.0})],
                   years=1, first_order=2027)
    found = optimum(case)
    assert found("slack", "balance", "power", 2026) == pytest.approx(1.0)
    assert found.chosen_by == pytest.approx(-1000.0)
    assert found.welfare == 0.0


def test_what_stands_today_has_its_share_of_what_is_given_already() -> None:
    """Five old sites and a programme of 3, 3 given: the old ones take nothing, so there is no slack."""
    case = problem([good("power", supply=3.0, given=True)],
                   [tech("site", existing=5.0, programme=3.0, occupies={"power": 1.0})], years=1, first_order=2027)
    assert optimum(case)("slack", "balance", "power", 2026) == 0.0


def test_no_demand_is_ever_served_from_slack() -> None:
    """Nothing gives the power: a demand worth 900 a unit stays unmet, since slack costs a thousand times more."""
    case = problem([good("power", given=True)], years=1,
                   demands=[demand(1.0, [(1.0, 900.0)], route("power"), headline=False, beyond=True)])
    found = optimum(case)
    assert found("serve", "wanted", "power", 0, 2026) == 0.0
    assert found.welfare == 0.0


def test_nobody_is_paid_for_what_nobody_takes() -> None:
    """A mill of the state stands idle unless it sells: 5 a year at most, worth 1 each, none of which anybody wants.

    Were its output dumped, half of its price would be public money, and with 2 a year of it the road worth 9 a year
    would be built: budget 1 a year, cost 3. So nothing is made, and no road is built.
    """
    road = tech("road", owner="pub", capex=3.0, lead=1, unit_size=1.0, provides={"road": 1.0})
    mill = tech("mill", owner="pub", existing=5.0)
    case = problem(
        [good("flour", home=1.0), good("road")], [road, mill], [activity("grind", "mill", "flour")],
        [demand(1.0, [(1.0, 9.0)], route("road"))], years=2,
        money=money(budget=1.0, pub_surplus_share=0.5), aim=aim(forbid=frozenset({"mill"})))
    found = optimum(case)
    assert found.years("run", "grind", "own") == [0.0, 0.0]
    assert found.years("order", "road", "own", "ordinary") == [0.0, 0.0]
    assert found.welfare == 0.0


def test_what_falls_to_waste_may_be_left_over_and_what_is_made_may_not() -> None:
    """4 a year of ash fall with each 2 of power and nobody takes them; 3 of ash made on purpose would be paid for."""
    kiln = tech("kiln", existing=3.0)
    case = problem(
        [good("power"), good("ash", home=1.0)], [tech("plant", existing=2.0), kiln],
        [activity("burn", "plant", "power", by_products={"ash": 2.0}), activity("make", "kiln", "ash", cost=-0.1)],
        [demand(2.0, [(1.0, 5.0)], route("power"))], years=1)
    found = optimum(case)
    assert found("run", "burn", "own", 2026) == pytest.approx(2.0)
    assert found("run", "make", "own", 2026) == 0.0
    assert found.welfare == pytest.approx(10.0)
