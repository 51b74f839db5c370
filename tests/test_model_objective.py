"""What counts in W and when: annuities inside the horizon, the cost of public funds, rent. Figures by hand."""

from __future__ import annotations

import pytest
from model_cases import activity, aim, delivery, demand, good, money, optimum, problem, route, skill, tech

from catchup.model.problem import Calendar
from catchup.prepare.finance import capital_recovery, charged_share, npv_per_capex, spread_factor

YEARS = Calendar(2026, 2030, 2030, 2026)


def test_a_level_annuity_pays_back_its_capital() -> None:
    """1 = a/1.1 + a/1.21 -> a = 1/(.909091 + .826446) = .576190."""
    assert capital_recovery(0.1, 2, 0.0) == pytest.approx(0.5761905)


def test_an_annuity_is_tilted_by_the_fall_of_the_asset_price() -> None:
    """Half the price lost a year: 1 = a/1.1 + .5 a/1.21 -> a = 1/(.909091 + .413223) = .756250: more in the first year."""
    assert capital_recovery(0.1, 2, 0.5) == pytest.approx(0.75625)


def test_only_years_inside_the_horizon_are_charged() -> None:
    """Life 2, online in the last year: 1/(1 + 1/1.1) = .523810 of the cost; a year earlier all of it; after the end none.

    With a price that halves: 1/(1 + .5/1.1) = .6875. Life 10 online in 2029: two of ten years.
    """
    assert charged_share(YEARS.last, 2030, 2, 0.0, 0.1) == pytest.approx(0.5238095)
    assert charged_share(YEARS.last, 2029, 2, 0.0, 0.1) == pytest.approx(1.0)
    assert charged_share(YEARS.last, 2031, 2, 0.0, 0.1) == 0.0
    assert charged_share(YEARS.last, 2030, 2, 0.5, 0.1) == pytest.approx(0.6875)
    assert charged_share(YEARS.last, 2029, 10, 0.0, 0.0) == pytest.approx(0.2)


def test_annuities_of_the_years_inside_are_what_is_charged() -> None:
    """Charged PV = sum over years inside of the annuity: cost 1, life 4, online 2028 = three years, at the value of 2028:

    a (1 + 1/1.1 + 1/1.21) / [a (1 + 1/1.1 + 1/1.21 + 1/1.331)].
    """
    first = capital_recovery(0.1, 4, 0.0)
    paid = sum(first * 1.1**-k for k in range(3))
    assert charged_share(YEARS.last, 2028, 4, 0.0, 0.1) == pytest.approx(paid / (first * sum(1.1**-k for k in range(4))))


def test_construction_spreads_the_cash() -> None:
    """Ordered in 2028, three years of construction at 10 per cent, seen from 2026: (1.1^-2 + 1.1^-3 + 1.1^-4)/3."""
    assert spread_factor(0.1, 2028, 3, 2026) == pytest.approx((0.8264463 + 0.7513148 + 0.6830135) / 3)
    assert spread_factor(0.1, 2026, 0, 2026) == 1.0


def test_revenue_is_seen_from_the_order() -> None:
    """Lead 2, .6 a year for two years at 10 per cent: .6/1.21 + .6/1.331 = .946656."""
    assert npv_per_capex([0.6, 0.6], 0.1, 2) == pytest.approx(0.9466566)


def public(funds_cost: float, **more: object) -> float:
    """W of 1 public unit of cost 10 that serves one year at 40."""
    return optimum(problem(
        [good("service")], [tech("plant", owner="pub", capex=10.0)], [activity("make", "plant", "service")],
        [demand(1.0, [(1.0, 40.0)], route("service"))], years=2, money=money(funds_cost=funds_cost, **more))).welfare


def test_a_public_dollar_costs_more_than_a_dollar() -> None:
    """40 - 10 = 30, and 40 - 12 = 28 at a cost of public funds of 1.2; private capital costs the same in both."""
    assert public(1.0) == pytest.approx(30.0)
    assert public(1.2) == pytest.approx(28.0)


def test_taxes_save_dearer_public_funds() -> None:
    """A private surplus of 1 taxed at .2, funds at 1.5: a tenth a year is worth on top; two years: 2 x (4 + .1) = 8.2."""
    found = optimum(problem(
        [good("service")], [tech("plant", existing=1.0, depreciation=0.0)], [activity("make", "plant", "service")],
        [demand(1.0, [(1.0, 4.0)], route("service"))], years=2, first_order=2028,
        money=money(funds_cost=1.5, tax_share=0.2)))
    assert found.welfare == pytest.approx(8.2)


def test_training_costs_dear_public_funds() -> None:
    """One engineer trained at 1 for a unit that serves 2028 at 40 and costs 1: 40 - 1 - 1.5 = 37.5 with funds at 1.5."""
    found = optimum(problem(
        [good("service")], [tech("team", staff={"engineer": 1.0})], [activity("make", "team", "service")],
        [demand(1.0, [(1.0, 40.0)], route("service"))], years=3, money=money(funds_cost=1.5),
        skills={"engineer": skill(reachable=0.0, places=1.0, training_cost=1.0)}))
    assert found.welfare == pytest.approx(37.5)


def test_upkeep_of_public_assets_costs_dear_public_funds() -> None:
    """A standing public plant with an upkeep of 1, surplus share .6, funds at 1.5: -1.5 in a year."""
    found = optimum(problem(
        [good("service")], [tech("plant", owner="pub", existing=1.0, fixed_om=1.0)], years=1, first_order=2027,
        money=money(funds_cost=1.5, pub_surplus_share=0.6)))
    assert found.welfare == pytest.approx(-1.5)


def test_upkeep_and_staff_are_paid_while_it_stands() -> None:
    """Upkeep 1, staff 2, 2 units, two years: -12."""
    found = optimum(problem([good("service")], [tech("plant", existing=2.0, fixed_om=1.0, staff_cost=2.0)],
                            years=2, first_order=2028))
    assert found.welfare == pytest.approx(-12.0)


def test_rent_steers_the_choice_and_is_no_benefit() -> None:
    """A unit that serves nobody costs 1 and is rented for 2 in 2027: it is ordered, and W says -1."""
    found = optimum(problem([good("service")], [tech("site", "foreign", owner="for", rent=2.0, access=1.0)], years=2))
    assert found.chosen_by == pytest.approx(1.0)
    assert found.welfare == pytest.approx(-1.0)


def test_delivery_capacity_is_kept_up() -> None:
    """4 of delivery capacity at an upkeep of .03, two years: it is paid whether it is used or not."""
    found = optimum(problem([good("service")], years=2, delivery=delivery(start=4.0, upkeep=0.03)))
    assert found.years("capacity") == [4.0, 4.0]
    assert found.welfare == pytest.approx(-0.24)


def test_later_years_count_less() -> None:
    """3 a year at 10 per cent: 3 (1 + 1/1.1 + 1/1.21) = 8.206612."""
    case = problem([good("service", buy=1.0)], years=3, discount=0.1,
                   demands=[demand(1.0, [(1.0, 4.0)], route("service"))])
    assert optimum(case).welfare == pytest.approx(8.2066116)


def test_benefits_beyond_the_chain_can_be_switched_off() -> None:
    """A demand beyond worth 4 counts, or not; what it costs counts in both, so that it is left alone in the second."""
    def worth(beyond: bool) -> float:
        return optimum(problem(
            [good("power", buy=1.0)], years=1, aim=aim(beyond=beyond),
            demands=[demand(1.0, [(1.0, 4.0)], route("power"), headline=False, beyond=True)])).welfare

    assert worth(True) == pytest.approx(3.0)
    assert worth(False) == 0.0
