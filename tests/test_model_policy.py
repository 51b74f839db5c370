"""Family 10: levers with rows of their own, each worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from model_cases import FIRST, activity, demand, good, money, optimum, problem, route, series, tech

from catchup.model.aims import Commitment, Policy
from catchup.model.objective import fixed_welfare
from catchup.model.problem import Problem


def two_ways(*, tariff: float = 0.0, home_cost: float = 1.1, value: float = 4.0, owner: str = "dom") -> Problem:
    """A service wanted ten times a year for two years: abroad at 1, at home at `home_cost` from a plant that stands."""
    abroad = good("abroad", buy=1.0, tariff=tariff, offset=True)
    home = good("home", buy=1.0, home=1.0, tariff=tariff)
    return problem(
        [abroad, replace(home, buy_price=None)],
        [tech("plant", existing=10.0, owner=owner)],
        [activity("make", "plant", "home", cost=home_cost)],
        [demand(10.0, [(1.0, value)], route("abroad", at_home=False), route("home"))], years=2)


def test_a_duty_moves_users_to_a_dearer_home_maker_and_the_country_loses_the_difference() -> None:
    """Without duty all is bought abroad: W = 2 x 10 x (4 - 1) = 60. With a duty of .2 users pay 1.2 abroad and 1.1 at
    home, so they buy at home, and W at the border = 2 x 10 x (4 - 1.1) = 58.
    """
    free, taxed = optimum(two_ways()), optimum(two_ways(tariff=0.2))
    assert free.welfare == pytest.approx(60.0)
    assert taxed("serve", "wanted", "home", 0, FIRST) == pytest.approx(10.0)
    assert taxed.welfare == pytest.approx(58.0)


def test_a_duty_that_no_home_maker_can_undercut_is_a_tax_whose_revenue_is_no_gain_of_itself() -> None:
    """At home it costs 1.5 and abroad 1.2 with duty: all stays abroad, W at the border stays 60. With a cost of public
    funds of 1.2 the revenue, 2 x 10 x .2 = 4, saves other taxes worth .2 x 4 = .8.
    """
    dear = two_ways(tariff=0.2, home_cost=1.5)
    assert optimum(dear).welfare == pytest.approx(60.0)
    assert optimum(replace(dear, money=money(funds_cost=1.2))).welfare == pytest.approx(60.8)


def test_a_duty_leaves_a_low_value_unserved() -> None:
    """Worth 1.1 a unit: served abroad at 1 (W = 2), but not at 1.2, and home costs 1.5."""
    assert optimum(two_ways(value=1.1, home_cost=1.5)).welfare == pytest.approx(2.0)
    assert optimum(two_ways(value=1.1, home_cost=1.5, tariff=0.2)).welfare == pytest.approx(0.0)


def test_what_a_foreign_maker_charges_under_the_cover_of_a_duty_leaves_the_country() -> None:
    """The good itself can be bought at 1 with a duty of .2, so makers at home sell at up to 1.2. Made by a foreign owner
    who remits .8: an outflow of 2 x 10 x .2 x .8 = 3.2 against a home owner.
    """
    def case(owner: str) -> Problem:
        both = good("home", buy=1.0, home=1.2, tariff=0.2, offset=True)
        return replace(
            problem([both], [tech("plant", existing=10.0, owner=owner)], [activity("make", "plant", "home", cost=0.5)],
                    [demand(10.0, [(1.0, 4.0)], route("home"))], years=2), money=money(remitted=0.8))

    assert optimum(case("dom")).welfare == pytest.approx(70.0)
    assert optimum(case("for")).welfare == pytest.approx(70.0 - 3.2)


def test_the_state_buys_at_home_what_its_rule_says() -> None:
    """Abroad at 1 is cheaper than home at 1.1; a third of demand has to be served at home from the second year."""
    rule = Policy(state_from_home=series([0.0, 1 / 3]))
    found = optimum(replace(two_ways(), policy=rule))
    assert found("serve", "wanted", "abroad", 0, FIRST) == pytest.approx(10.0)
    assert found("serve", "wanted", "home", 0, FIRST + 1) == pytest.approx(10 / 3)
    assert found.welfare == pytest.approx(60.0 - 0.1 * 10 / 3)


def test_a_state_that_may_not_buy_abroad_goes_without_where_home_makes_nothing() -> None:
    """No plant at home: a third of the second year's ten stays unserved, at a loss of 3 each."""
    case = replace(two_ways(), policy=Policy(state_from_home=series([0.0, 1 / 3])), techs=())
    assert optimum(replace(case, activities=())).welfare == pytest.approx(60.0 - 10.0)


def exporter(policy: Policy) -> Problem:
    """A plant for 10 a year that the state pays; a unit is worth 4 at home (up to 10) and sells for .5 abroad."""
    wares = good("ware", sell=0.5, home=0.5, blocks=[(100.0, 1.0)])
    return problem(
        [wares], [tech("plant", gap=0.5, capex=1.0, owner="dom", unit_size=10.0, lead=1)],
        [activity("make", "plant", "ware", cost=0.1)], [demand(10.0, [(1.0, 4.0)], route("ware"))], years=3,
        policy=policy)


def test_helped_plants_sell_their_share_abroad() -> None:
    """A plant costs 10 and runs in 2027 and 2028. Free: one plant, all at home, 2 x 10 x 3.9 - 10 = 68. Under the rule 30
    per cent of output must go abroad from the second year on: with one plant 39 + 7 x 3.9 + 3 x .4 - 10 = 57.5; with
    two, which serve home in full and sell the rest abroad, 2 x (39 + 10 x .4) - 20 = 66.
    """
    free = optimum(exporter(Policy()))
    assert free("sell", "ware", 0, 2028) == 0.0
    assert free.welfare == pytest.approx(68.0)
    ruled = optimum(exporter(Policy(export_share=0.3, export_grace=1)))
    assert ruled("sell", "ware", 0, 2028) == pytest.approx(10.0)
    assert ruled.welfare == pytest.approx(66.0)


def test_a_plant_that_nobody_helped_owes_no_export() -> None:
    case = exporter(Policy(export_share=0.3))
    private = replace(case, techs=tuple(replace(t, gap=series(0.0)) for t in case.techs))
    found = optimum(private)
    assert found("sell", "ware", 0, 2028) == 0.0
    assert not [name for name in found.model.rows if name.startswith("export_share")]


def test_a_promise_is_kept_at_a_loss_and_a_shortfall_costs_its_price() -> None:
    """A useless plant of 10 units at 1 each. Promised 20 units: two plants at a loss of 20 when a unit short costs 5; none
    when it costs .5 (a shortfall of 20 x .5 = 10 in the choice, which is no loss of W).
    """
    def case(price: float) -> Problem:
        return problem([good("ware")], [tech("plant", unit_size=10.0)], [activity("make", "plant", "ware")], years=3,
                       policy=Policy(commitments=(Commitment("plant", 20.0, 2027, price),)))

    kept = optimum(case(5.0))
    assert kept("slack", "commit", "plant", 2027) == 0.0
    assert kept.welfare == pytest.approx(-20.0)
    broken = optimum(case(0.5))
    assert broken("slack", "commit", "plant", 2027) == pytest.approx(20.0)
    assert broken.welfare == pytest.approx(0.0)


def test_levers_take_from_the_budget_and_give_back_to_it() -> None:
    """A public plant costs 10 a piece; the budget of 12 a year pays one a year, and one in two years if levers take 6."""
    wares = good("ware")
    def orders(policy: Policy) -> float:
        case = problem(
            [wares], [tech("plant", owner="pub", unit_size=1.0, capex=10.0)], [activity("make", "plant", "ware")],
            [demand(9.0, [(1.0, 100.0)], route("ware"))], years=3, money=money(budget=12.0), policy=policy)
        return sum(v for k, v in optimum(case).answer.values.items() if k.startswith("order|"))

    assert orders(Policy()) == pytest.approx(2.0)
    assert orders(Policy(cost=series(6.0))) == pytest.approx(0.0)
    assert orders(Policy(cost=series(6.0), revenue=series(16.0))) == pytest.approx(4.0)


def test_cost_and_recovery_of_levers_are_part_of_net_benefit() -> None:
    """Cost 6 a year at a cost of funds of 1.2, recovery of 10 that saves other taxes (.2 x 10) and ends 3 of waste:
    two years of 2 + 3 - 7.2 = -4.4.
    """
    rules = Policy(cost=series(6.0), revenue=series(10.0), recovered_value=series(3.0))
    case = problem([good("ware")], years=2, money=money(funds_cost=1.2), policy=rules)
    assert fixed_welfare(case) == pytest.approx(-4.4)
