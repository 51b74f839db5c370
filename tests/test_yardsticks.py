"""The rest of the scorecard on cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from conftest import World
from model_cases import activity, demand, good, problem, route, tech

from catchup.model.problem import Problem
from catchup.prepare.build import Setting
from catchup.results.reading import Solved
from catchup.results.yardsticks import exchange, jobs_of_support, offset_over_horizon, stranded, world_share, yardsticks
from catchup.solving import Effort, _solve


def solved_of(case: Problem) -> Solved:
    return _solve(Setting(case, None, None, {}, None), Effort())  # type: ignore[arg-type]


def bakery(*, ordered: bool = True, years: int = 4, **plant: Any) -> Solved:
    """Bread is worth 9 and bought at 6, ten a year; a bakery of 10, half of it imported, makes one from next year on."""
    fields: dict[str, Any] = {"capex": 10.0, "local_share": 0.5} | plant
    case = problem(
        [good("bread", buy=6.0, offset=True)], [tech("bakery", **fields)] if ordered else [],
        [activity("bake", "bakery", "bread")], [demand(10.0, [(1.0, 9.0)], route("bread"))], years=years)
    return solved_of(case)


def test_foreign_exchange_counts_the_equipment_first_and_the_bread_later() -> None:
    """Ten bakeries of 10 in 2026, half imported: 50 out, which is 5 per cent of reserves of 1,000; then 60 a year saved
    in 2027, 2028 and 2029: 130 in all."""
    found = exchange(bakery(), bakery(ordered=False), 1000.0)
    assert found["exchange_saved_pv_usd_m"] == pytest.approx(130.0)
    assert (found["exchange_peak_usd_m"], found["exchange_peak_year"]) == (pytest.approx(50.0), 2026)
    assert found["exchange_peak_share_reserves"] == pytest.approx(0.05)


def test_a_plan_that_draws_on_nothing_names_no_year() -> None:
    none = exchange(bakery(ordered=False), bakery(ordered=False), 1000.0)
    assert (none["exchange_peak_usd_m"], none["exchange_peak_year"]) == (0.0, None)


def test_the_offset_is_what_is_saved_over_all_demand() -> None:
    """Bought abroad in 2026, made at home in the three years after: three quarters of the bill, no annuity set here."""
    assert offset_over_horizon(bakery(), bakery(ordered=False)) == pytest.approx(3 * 60.0 / (4 * 10.0))


def test_support_per_job_counts_the_people_of_plants_that_take_public_money() -> None:
    """Gap .4 of 10: 4 a bakery from the state, ten bakeries, two people each: 40 over 20 people."""
    solved = bakery(owner="dom", gap=0.4, staff={})
    assert jobs_of_support(solved) == (0.0, pytest.approx(40.0))
    staffed = replace(solved.placed()[0], tech=replace(solved.placed()[0].tech, staff={"baker": 2.0}))
    solved.placed()[:] = [staffed]
    assert jobs_of_support(solved) == (pytest.approx(20.0), pytest.approx(40.0))


def test_the_share_of_the_world_market_is_of_the_whole_market_and_not_of_a_block() -> None:
    """The first block, 2 units, is half a per cent of the market of 400; 3 units are sold: .75 per cent."""
    case = problem(
        [good("bread", sell=10.0, blocks=[(2.0, 1.0), (2.0, 0.9)])], [tech("bakery", existing=3.0)],
        [activity("bake", "bakery", "bread")], years=2, first_order=2028)
    found = world_share(solved_of(case), 0.005)
    assert found["world_share_best"] == pytest.approx(3.0 / 400.0)
    assert (found["world_share_name"], found["world_share_year"]) == ("bread", 2026)


def test_capital_is_stranded_when_three_years_in_a_row_use_less_than_half() -> None:
    """Demand of 10 for two years and of 2 after: bakeries of life 10 bought in 2026 (demand 10 from 2027 on) bake 2 of
    10 from 2029 on. In the third such year, 2031, five of ten years are gone: half of 10 x 10 is left: 50."""
    wanted = demand([10.0, 10.0, 10.0, 2.0, 2.0, 2.0, 2.0], [(1.0, 9.0)], route("bread"))
    case = problem(
        [good("bread")], [tech("bakery", capex=10.0, life=10)], [activity("bake", "bakery", "bread", cost=1.0)], [wanted],
        years=7)
    solved = solved_of(case)
    [item] = solved.placed()
    assert item.size == pytest.approx(10.0)
    assert stranded(solved, item) == pytest.approx(50.0)
    busy = solved_of(replace(case, demands=(demand(10.0, [(1.0, 9.0)], route("bread")),)))
    assert [stranded(busy, item) for item in busy.placed()] == [0.0]


@pytest.mark.parametrize("iso3", ["IND", "NGA"])
def test_real_plans_have_every_yardstick_within_reason(world: World, iso3: str) -> None:
    found = yardsticks(world.plan(iso3), world.base(iso3), world.case(iso3, "import").figures)
    assert 0.05 < found["offset_pv"] < 1.5
    assert 0.0 <= found["exchange_peak_share_reserves"] < 0.1
    assert 0.0 < found["world_share_best"] <= 0.0201
    assert found["world_share_name"]
    assert 0.0 <= found["stranded_usd_m"] < 1e4
    assert 500 < found["staff_end"] < 1e6
    same = yardsticks(world.base(iso3), world.base(iso3), world.case(iso3, "import").figures)
    assert (same["offset_pv"], same["exchange_saved_pv_usd_m"], same["exchange_peak_year"]) == (0.0, 0.0, None)
