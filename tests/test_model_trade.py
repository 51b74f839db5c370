"""Sales: price blocks, qualification, no resale; the offset of the demand. Optima by hand in the docstrings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from model_cases import Found, activity, aim, demand, good, optimum, problem, route, series, tech

from catchup.model.aims import Goal, Policy
from catchup.model.families.trade import foreign_need

BLOCKS = [(1.0, 1.0), (1.0, 0.9), (2.0, 0.75)]


def maker(*, cost: float = 8.0, years: int = 4, discount: float = 0.0, more: Any = None, **unit: Any) -> Found:
    """A plant that sells at a world price of 10, in blocks of 1 at par, 1 at .9 and 2 at .75."""
    return optimum(problem(
        [good("chip", sell=10.0, home=10.0, blocks=BLOCKS)], [tech("plant", **unit)],
        [activity("make", "plant", "chip", cost=cost)], years=years, entry_discount=discount, **(more or {})))


def sold(found: Found, year: int) -> list[float]:
    """Sales by block."""
    return [round(found("sell", "chip", block, year), 6) for block in range(3)]


def test_the_price_falls_by_block() -> None:
    """Running cost 8: par brings 2, the second block 1, the third would lose .5. Two units a year, 3 gained; 12."""
    found = maker(existing=10.0)
    assert sold(found, 2026) == [1.0, 1.0, 0.0]
    assert found.welfare == pytest.approx(12.0)


def test_nothing_sells_beyond_the_last_block() -> None:
    """At a cost of 1 all four units of the blocks sell, however much could be made: 9 + 8 + 2 x 6.5 = 30 a year."""
    found = maker(existing=10.0, cost=1.0)
    assert sold(found, 2026) == [1.0, 1.0, 2.0]
    assert found.welfare == pytest.approx(120.0)


def test_an_entrant_sells_nothing_while_it_qualifies() -> None:
    """Lead 1, one year of qualification: an order of 2026 runs in 2027 and sells in 2028 and 2029; one of 2027 in 2029.

    1 unit for two years at par: 4 - 1; a second at .9: 2 - 1. W = 4.
    """
    found = maker(qualification=1)
    assert [sum(sold(found, t)) for t in range(2026, 2030)] == [0.0, 0.0, 2.0, 2.0]
    assert found.welfare == pytest.approx(4.0)
    assert [sum(sold(maker(), t)) for t in range(2026, 2030)] == [0.0, 2.0, 2.0, 2.0]


def test_what_stands_today_has_its_customers_and_a_programme_must_win_them() -> None:
    """One standing unit sells from 2026 on; a programme of 2028 with a year of qualification adds one in 2029."""
    found = maker(existing=1.0, programme={2028: 1.0, 2029: 1.0}, qualification=1, more={"first_order": 2030})
    assert [sum(sold(found, t)) for t in range(2026, 2030)] == [1.0, 1.0, 1.0, 2.0]


def test_an_entrant_sells_at_a_discount_until_it_is_established() -> None:
    """A tenth off for two years: a unit of 2026 earns 10 x .9 - 8 = 1 in 2027 and 2028 and 2 in 2029, for a cost of 1: 3.

    In the second block .9 x .9 x 10 = 8.1: .1, .1 and then 1: it gains .2 over its cost.
    """
    found = maker(discount=0.1, discount_years=2, access=1.0)
    assert found.years("established", "chip", 0) == [0.0, 0.0, 0.0, 1.0]
    assert found.welfare == pytest.approx(3.0)


def test_an_established_seller_earns_the_price_of_the_block_and_no_more() -> None:
    """Two standing units, cost 0, discount .1: 10 + 9 = 19 in a year, nothing off since both are established."""
    assert maker(existing=2.0, cost=0.0, discount=0.1, years=1).welfare == pytest.approx(19.0)


def test_nothing_bought_abroad_is_sold_again() -> None:
    """Bought at 5, sold at 10, and nothing made at home: sales 0, although each unit would gain 5."""
    found = optimum(problem(
        [good("chip", buy=5.0, sell=10.0, blocks=BLOCKS)], [tech("plant")], [activity("make", "plant", "chip")],
        [demand(3.0, [(1.0, 6.0)], route("chip"))], years=1))
    assert sold(found, 2026) == [0.0, 0.0, 0.0]
    assert found("buy", "chip", 2026) == pytest.approx(3.0)


def test_an_idle_plant_is_no_licence_to_resell() -> None:
    """A standing plant that is too dear to run (20) sells nothing bought at 5, though its output would be qualified."""
    found = optimum(problem(
        [good("chip", buy=5.0, sell=10.0, blocks=BLOCKS)], [tech("plant", existing=5.0)],
        [activity("make", "plant", "chip", cost=20.0)], [demand(3.0, [(1.0, 6.0)], route("chip"))], years=1))
    assert sold(found, 2026) == [0.0, 0.0, 0.0]


def test_sales_end_with_what_is_run() -> None:
    """A standing unit that lacks its input makes nothing and sells nothing."""
    found = optimum(problem(
        [good("chip", sell=10.0, blocks=BLOCKS), good("wafer", supply=0.25)], [tech("plant", existing=1.0)],
        [activity("make", "plant", "chip", inputs={"wafer": 1.0})], years=1))
    assert sum(sold(found, 2026)) == pytest.approx(0.25)


# --- offset --------------------------------------------------------------------------------------------------------


def offsetting(price: float | None, *, ratio: float = 0.5, home: bool = True, **more: Any) -> Found:
    """A demand of 10, bought at 1 under `import`; a home process costs 1.5, so that only a goal makes it run."""
    goods = [good("service", buy=1.0, offset=True)]
    return optimum(problem(
        goods, [tech("plant", existing=100.0 if home else 0.0, **more)],
        [activity("make", "plant", "service", cost=1.5)], [demand(10.0, [(1.0, 4.0)], route("service"))], years=2,
        baseline_need=series(10.0), first_order=2028, aim=aim(goals=(Goal("offset_ratio", 2027, ratio, price),))))


def test_an_offset_is_met_in_the_year_asked_for() -> None:
    """ND <= 10 - .5 x 10 in 2027: 5 are made at home at .5 more each. W = 2 x 10 x 3 - 2.5 = 57.5."""
    found = offsetting(100.0)
    assert found.years("run", "make", "own") == [0.0, 5.0]
    assert found.welfare == pytest.approx(57.5)


def test_a_target_is_missed_where_it_costs_more_than_its_price() -> None:
    """A miss of 1 (the whole demand) costs 4, making it 5: it is missed by .5, 60 - 2 = 58. At 6 it is met."""
    found = offsetting(4.0)
    assert found("slack", "goal", "offset_ratio", 2027) == pytest.approx(0.5)
    assert found.chosen_by == pytest.approx(58.0)
    assert offsetting(6.0)("slack", "goal", "offset_ratio", 2027) == 0.0


def test_demand_that_is_starved_offsets_nothing() -> None:
    """No home plant: to leave 5 unmet would lower the bill, but unmet demand counts in ND at its price: slack .5."""
    found = offsetting(1e4, home=False)
    assert found("slack", "goal", "offset_ratio", 2027) == pytest.approx(0.5)
    assert found.years("buy", "service") == [10.0, 10.0]


def test_a_hard_target_has_no_slack() -> None:
    """Without a price the row must hold: 5 made at home, and there is no slack column."""
    found = offsetting(None)
    assert not [c for c in found.columns if c.startswith("slack|TOY|goal")]
    assert found.years("run", "make", "own") == [0.0, 5.0]


def test_need_from_abroad_counts_what_equipment_and_owners_abroad_ask() -> None:
    """2 units stand and make 2 of 10. An order of 1 in 2026 carries .3 a year for imported equipment or its foreign owner

    from 2027 on and makes one more: 8 in 2026, 7 + .3 in 2027.
    """
    case = problem(
        [good("service", buy=1.0, offset=True)],
        [tech("plant", "foreign", owner="for", existing=2.0, offset=True, access=1.0, capex=0.1,
              import_annuity=series(0.3))],
        [activity("make", "plant", "service", cost=0.5)], [demand(10.0, [(1.0, 4.0)], route("service"))], years=2)
    found = optimum(case)
    need = []
    for t in (2026, 2027):
        terms, constant = foreign_need(case, found.model.v, t)
        need.append(constant + sum(found.answer.values[x.name] * a for x, a in terms))
    assert need == pytest.approx([8.0, 7.3])


def test_nothing_ordered_means_no_offset() -> None:
    """Under `import` ND is its own baseline: with the baseline's own plan the ratio asked for, 0, is just met."""
    found = offsetting(1e4, ratio=0.0, home=False)
    assert found("slack", "goal", "offset_ratio", 2027) == 0.0
    row = found.model.rows["goal|TOY|offset_ratio|2027"]
    left = sum(found.answer.values[x.name] * a for x, a in row.terms)
    assert left == pytest.approx(row.right)


def suppliers(part: float, cap: float, *, sites: float = 0.0) -> Found:
    """Compute wanted ten times a year at a worth of 4: abroad at 1, at home at 2, from sites of the group at .5."""
    case = problem(
        [good("hours", buy=1.0)], [tech("site", existing=10.0), tech("theirs", existing=sites, denied=True)],
        [activity("make", "site", "hours", cost=2.0), activity("host", "theirs", "hours", cost=0.5)],
        [demand(10.0, [(1.0, 4.0)], route("hours"))], years=2, first_order=2030)
    return optimum(replace(case, policy=Policy(supplier_cap=series([1.0, cap]), supplier_part={"hours": part})))


def test_no_group_of_suppliers_gives_more_than_its_share() -> None:
    """Four fifths of what is bought come from one group, which may give .4 of all from 2027 on: 5 bought, 5 at home.

    The first year has no cap: 10 x 3 = 30. The second: 5 x 3 + 5 x 2 = 25.
    """
    found = suppliers(0.8, 0.4)
    assert found.years("buy", "hours") == pytest.approx([10.0, 5.0])
    assert found.welfare == pytest.approx(55.0)


def test_sites_of_the_group_count_as_the_group_wherever_they_stand() -> None:
    """Three units come from its site at .5, the cap is 4 of 10: .8 bought <= 4 - 3, so 1.25 bought and 5.75 at home."""
    found = suppliers(0.8, 0.4, sites=3.0)
    assert found("buy", "hours", 2027) == pytest.approx(1.25)
    assert found("run", "make", "own", 2027) == pytest.approx(5.75)
    assert found.welfare == pytest.approx(7 * 3 + 3 * 3.5 + 1.25 * 3 + 5.75 * 2 + 3 * 3.5)


def test_what_cannot_be_had_from_others_goes_unserved() -> None:
    """Nothing at home and half of what is bought from the group, which may give .4: nothing may be bought at all."""
    case = problem([good("hours", buy=1.0)], [], [], [demand(10.0, [(1.0, 4.0)], route("hours"))], years=1)
    capped = replace(case, policy=Policy(supplier_cap=series(0.4), supplier_part={"hours": 0.5}))
    assert optimum(capped).welfare == 0.0
    assert optimum(replace(case, policy=Policy(supplier_cap=series(0.5), supplier_part={"hours": 0.5}))).welfare == 30.0


def test_of_a_service_the_share_is_of_all_that_users_take() -> None:
    """A closed model at 1 and a home one at 2 serve the same ten: at most .65 of what is served is the closed one."""
    case = problem(
        [good("closed", buy=1.0), good("home")], [tech("team", existing=10.0)],
        [activity("serve", "team", "home", cost=2.0)],
        [demand(10.0, [(1.0, 4.0)], route("closed", at_home=False), route("home"))], years=1)
    found = optimum(replace(case, policy=Policy(supplier_cap=series(0.65), supplier_part={"closed": 1.0})))
    assert found("serve", "wanted", "closed", 0, 2026) == pytest.approx(6.5)
    assert found.welfare == pytest.approx(6.5 * 3 + 3.5 * 2)
