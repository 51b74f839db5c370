"""Who pays: the public row, borrowing and reserve, private caps, the gap that no investor covers. Optima by hand."""

from __future__ import annotations

from typing import Any

import pytest
from model_cases import Found, activity, aim, demand, good, money, optimum, problem, route, skill, tech


def build(limits: Any, *, years: int = 4, total: float = 1e5, cost: float = 0.0, more: Any = None, **unit: Any) -> Found:
    """A plant of capex 10 that serves at a value of 40 a unit and year, home price 1."""
    fields: dict[str, Any] = {"owner": "pub", "capex": 10.0} | unit
    return optimum(problem(
        [good("service")], [tech("plant", **fields)], [activity("make", "plant", "service", cost=cost)],
        [demand(total, [(1.0, 40.0)], route("service"))], years=years, money=limits, **(more or {})))


def orders(found: Found, channel: str = "ordinary") -> list[float]:
    """Orders of the plant by year."""
    return found.years("order", "plant", "own", channel)


def test_public_capital_stays_within_the_budget() -> None:
    """Budget 5 a year of which 1 is owed to programmes: .4 units a year at 10; 3 + 2 + 1 years x 40 x .4 - 12 = 84."""
    found = build(money(budget=5.0, committed=1.0))
    assert orders(found) == [0.4, 0.4, 0.4, 0.0]
    assert found.welfare == pytest.approx(84.0)


def test_a_longer_construction_spreads_the_cash() -> None:
    """Lead 2: half of 10 in the year of order and half in the next: x(t-1) + x(t) <= 1 with 5 a year.

    A unit of 2026 serves 2028 and 2029 (70), one of 2027 serves 2029 (30): 1 in 2026, none in 2027. W = 70.
    """
    found = build(money(budget=5.0), lead=2)
    assert orders(found) == [1.0, 0.0, 0.0, 0.0]
    assert found.welfare == pytest.approx(70.0)


def test_an_overrun_and_a_loss_are_paid() -> None:
    """20 per cent over and half lost: 10 x 1.2 / .5 = 24 of public cash a unit; 12 a year buy half a unit."""
    found = build(money(budget=12.0), overrun=0.2, efficiency={"ordinary": 0.5})
    assert orders(found) == [0.5, 0.5, 0.5, 0.0]
    assert found.welfare == pytest.approx(0.5 * 40 * 6 - 36)


def test_a_reserve_saves_for_a_whole_plant() -> None:
    """A plant of 1 costs 10, the budget is 5: with a reserve of 5 it can be ordered in 2027, for two years: 80 - 10.

    Without a reserve never.
    """
    assert orders(build(money(budget=5.0, reserve_limit=5.0), total=1.0, unit_size=1.0)) == [0.0, 1.0, 0.0, 0.0]
    assert orders(build(money(budget=5.0), total=1.0, unit_size=1.0)) == [0.0] * 4


def test_borrowing_brings_a_plant_forward_and_is_served() -> None:
    """The same with 5 of debt at 10 per cent: ordered in 2026, .5 of interest and the 5 back in 2027 out of 5.5."""
    found = build(money(budget=5.5, borrow_limit=5.0, debt_limit=5.0, debt_rate=0.1), total=1.0, unit_size=1.0)
    assert orders(found) == [1.0, 0.0, 0.0, 0.0]
    assert 4.5 - 1e-6 <= found("borrow", 2026) <= 5.0
    assert found("debt", 2029) == pytest.approx(0.0, abs=1e-6)


def test_debt_left_at_the_end_is_counted() -> None:
    """Two years, budget 5 and 0, debt free of interest: 1 unit brings 40 in 2027 for 10 of cost and 5 of debt left: 25."""
    found = build(money(budget=[5.0, 0.0], borrow_limit=5.0, debt_limit=5.0), years=2)
    assert found("debt", 2027) == pytest.approx(5.0)
    assert found.welfare == pytest.approx(40.0 - 10.0 - 5.0, abs=1e-3)  # less a fee of a hundredth of a cent


def test_what_the_state_pays_out_in_a_year_is_limited_whatever_it_may_borrow_or_gets_back() -> None:
    """Budget 50, but 8 a year may be paid out, 1 of it owed to programmes: 7 of capital, .7 units a year.

    The plant's upkeep of 1 a unit is paid out too: 10 x(t) + x(t-1) + x(t-2) <= 7 gives .7, .63, .567.
    """
    limits = money(budget=50.0, borrow_limit=9.0, debt_limit=9.0, committed=1.0, outlay_limit=8.0)
    assert orders(build(limits)) == pytest.approx([0.7, 0.7, 0.7, 0.0])
    assert orders(build(limits, fixed_om=1.0)) == pytest.approx([0.7, 0.63, 0.567, 0.0])


def test_borrowing_is_limited() -> None:
    """Limit 2 a year: 7 in 2026, .7 units; 5 + 2 in 2027 but debt of 3 at most: 5 + 1; 5 - 0 in 2028."""
    found = build(money(budget=5.0, borrow_limit=2.0, debt_limit=3.0))
    assert max(found.years("borrow")) <= 2.0
    assert max(found.years("debt")) <= 3.0 + 1e-6
    assert orders(found)[0] == pytest.approx(0.7)
    assert orders(found)[1] == pytest.approx(0.6)


def test_the_state_pays_the_gap_and_the_investor_the_rest() -> None:
    """Gap .4, half of public money lost: the state pays 10 x .4 / .5 = 8 a unit, the owner 6.

    Budget 16: two units a year, unless the owners bring only 6: one.
    """
    limits = money(budget=16.0)
    assert orders(build(limits, owner="dom", gap=0.4, efficiency={"ordinary": 0.5}))[:3] == [2.0, 2.0, 2.0]
    limits = money(budget=16.0, domestic_cap=6.0)
    found = build(limits, owner="dom", gap=0.4, efficiency={"ordinary": 0.5})
    assert orders(found)[:3] == [1.0, 1.0, 1.0]
    assert found.welfare == pytest.approx(40.0 * 6 - 3 * (8.0 + 6.0))


def test_domestic_and_foreign_money_have_their_own_caps() -> None:
    """10 a unit: 20 of domestic money build 2 a year, 5 of foreign money half a unit, and no public money is needed."""
    found = optimum(problem(
        [good("service")], [tech("plant", capex=10.0), tech("plant", "foreign", owner="for", capex=10.0)],
        [activity("make", "plant", "service")], [demand(1e5, [(1.0, 40.0)], route("service"))], years=2,
        money=money(budget=0.0, domestic_cap=20.0, foreign_cap=5.0)))
    assert orders(found, "private") == [2.0, 0.0]
    assert found.years("order", "plant", "foreign", "private") == [0.5, 0.0]


def test_what_no_investor_would_touch_the_state_does_not_make_private() -> None:
    """A gap of .8 where at most .7 may be covered: no column; the state's own mode has a gap of 1 and one."""
    extras = {"extras": {"gap_public_cap": 0.7}}
    assert not [c for c in build(money(), owner="dom", gap=0.8, more=extras).columns if c.startswith("order|")]
    assert [c for c in build(money(), owner="pub", more=extras).columns if c.startswith("order|")]


def test_public_money_goes_only_where_the_strategy_supports() -> None:
    """No support: no public order and no gap is paid, but what an investor does by himself stays open."""
    more = {"aim": aim(support=frozenset())}
    for unit in ({"owner": "pub"}, {"owner": "dom", "gap": 0.4}):
        assert not [c for c in build(money(), more=more, **unit).columns if c.startswith("order|")]
    assert [c for c in build(money(), more=more, owner="dom").columns if c.startswith("order|")]


def test_taxes_on_the_surplus_come_back_and_not_gross_revenue() -> None:
    """4 old private units sell at a home price of 1 less .5 of running cost: surplus 2 a year, a fifth of it taxed: .4.

    Budget 9.6 + .4 = 10: one public unit in 2026 and, from it, nothing (no surplus share). Upkeep of old units would be
    taken off: at .5 a unit the surplus is gone and .96 units are built. Depreciation of .25 a unit halves it: .98.
    """
    def state(upkeep: float, worn: float = 0.0) -> float:
        found = optimum(problem(
            [good("service")],
            [tech("old", existing=4.0, fixed_om=upkeep, depreciation=worn), tech("plant", owner="pub", capex=10.0)],
            [activity("run_old", "old", "service", cost=0.5), activity("make", "plant", "service", cost=1.0)],
            [demand(1e5, [(1.0, 40.0)], route("service"))], years=2, money=money(budget=9.6, tax_share=0.2),
            aim=aim(forbid=frozenset({"old"}))))
        return orders(found)[0]

    assert state(0.0) == pytest.approx(1.0)
    assert state(0.5) == pytest.approx(0.96)
    assert state(0.0, worn=0.25) == pytest.approx(0.98)


def test_the_state_pays_for_its_own_part_of_the_service() -> None:
    """5 served at 1, a fifth to the state: 1 a year. Budget 11 leaves 10 for one unit; unbought it would be 1.1."""
    def state(share: float) -> float:
        found = optimum(problem(
            [good("service"), good("abroad", buy=1.0)], [tech("plant", owner="pub", capex=10.0)],
            [activity("make", "plant", "service")],
            [demand(1e5, [(1.0, 40.0)], route("service")), demand(5.0, [(1.0, 400.0)], route("abroad"), id="other", state_share=share)],
            years=2, money=money(budget=11.0)))
        return orders(found)[0]

    assert state(0.2) == pytest.approx(1.0)
    assert state(0.0) == pytest.approx(1.1)


def test_commitments_over_the_budget_are_a_dear_slack_and_not_an_infeasible_plan() -> None:
    """7 owed out of 5: 2 short, at 1000 a dollar."""
    found = build(money(budget=5.0, committed=7.0), years=1)
    assert found("slack", "money", "public", 2026) == pytest.approx(2.0)
    assert found.chosen_by == pytest.approx(-2000.0)


def test_training_is_public_money() -> None:
    """10 places at 1 each, worth it; a budget of 4 trains 4."""
    found = optimum(problem(
        [good("service")], [tech("team", staff={"engineer": 1.0})], [activity("make", "team", "service")],
        [demand(100.0, [(1.0, 40.0)], route("service"))], years=3, money=money(budget=4.0),
        skills={"engineer": skill(reachable=0.0, places=10.0, training_cost=1.0, study_years=2)}))
    assert found.years("train", "engineer") == [4.0, 0.0, 0.0]


def test_interest_is_paid_out_of_the_budget() -> None:
    """5 borrowed in 2026 at 10 per cent for a plant of 10 cost .5 in 2027: a budget of .5 bears it, one of .4 does not."""
    def ordered(later: float) -> float:
        limits = money(budget=[5.0, later], borrow_limit=5.0, debt_limit=5.0, debt_rate=0.1)
        return orders(build(limits, years=2, total=1.0, unit_size=1.0))[0]

    assert ordered(0.5) == 1.0
    assert ordered(0.4) == 0.0


def test_all_upkeep_of_public_assets_is_paid_whatever_share_of_a_surplus_comes_back() -> None:
    """An old public plant costs 3 a year and earns nothing: of a budget of 13 there is 10 left, one new plant a year."""
    found = optimum(problem(
        [good("service")], [tech("old", owner="pub", existing=1.0, fixed_om=3.0), tech("plant", owner="pub", capex=10.0)],
        [activity("make", "plant", "service", cost=1.0)], [demand(1e5, [(1.0, 40.0)], route("service"))], years=2,
        money=money(budget=13.0, pub_surplus_share=0.6), aim=aim(forbid=frozenset({"old"}))))
    assert orders(found)[0] == pytest.approx(1.0)


def test_what_has_no_price_is_not_taxed() -> None:
    """4 old private units whose output has no price (depreciation None) bring no tax: 9.6 of budget build .96 units."""
    found = optimum(problem(
        [good("service")], [tech("old", existing=4.0, depreciation=None), tech("plant", owner="pub", capex=10.0)],
        [activity("run_old", "old", "service", cost=0.5), activity("make", "plant", "service", cost=1.0)],
        [demand(1e5, [(1.0, 40.0)], route("service"))], years=2, money=money(budget=9.6, tax_share=0.2),
        aim=aim(forbid=frozenset({"old"}))))
    assert orders(found)[0] == pytest.approx(0.96)
