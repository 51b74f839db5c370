"""Capacity: lead times, ramps, lives, whole units, vintages; each optimum is worked out by hand in its docstring."""

from __future__ import annotations

from typing import Any

import pytest
from model_cases import Found, activity, demand, good, optimum, problem, route, tech

from catchup.model.problem import Vintage

SERVICE = good("service")
RUN = activity("make", "plant", "service")


def plant(total: float = 10.0, *, years: int = 4, whole: bool = True, **how: Any) -> Found:
    """A plant that makes what is wanted at a value of 4, and nothing to buy abroad."""
    more = {k: how.pop(k) for k in ("first_order",) if k in how}
    wanted = demand(total, [(1.0, 4.0)], route("service"))
    return optimum(problem([SERVICE], [tech("plant", **how)], [RUN], [wanted], years=years, **more), whole=whole)


def test_capacity_comes_after_its_lead_and_ramps_up() -> None:
    """Lead 2, half output in the first year: x ordered in 2026 gives x/2 in 2028 and x in 2029, at a cost of x.

    Up to x = 10 a unit brings 4 (.5 + 1) = 6, from 10 to 20 only the 2 of 2028: both beat 1, so x = 20: 80 - 20 = 60.
    """
    found = plant(lead=2, ramp=(0.5, 1.0))
    assert found.years("order", "plant", "own", "private") == [20.0, 0.0, 0.0, 0.0]
    assert found.years("stand", "plant", "own") == [0.0, 0.0, 10.0, 20.0]
    assert found.years("serve", "wanted", "service", 0) == [0.0, 0.0, 10.0, 10.0]
    assert found.welfare == pytest.approx(60.0)


def test_a_longer_lead_delays_use_and_not_only_cost() -> None:
    """The same with lead 3: only 2029, at half output: 20 ordered, 40 - 20 = 20."""
    found = plant(lead=3, ramp=(0.5, 1.0))
    assert found.years("stand", "plant", "own") == [0.0, 0.0, 0.0, 10.0]
    assert found.welfare == pytest.approx(20.0)


def test_no_order_stands_open_that_could_not_give_output_inside_the_horizon() -> None:
    """Lead 3 in four years: 2026 is the only year in which an order makes sense, and the only one with a column."""
    orders = {c for c in plant(lead=3).columns if c.startswith("order|")}
    assert orders == {"order|TOY|plant|own|private|2026"}


def test_no_order_before_the_first_year_that_is_still_open() -> None:
    """First order 2027, lead 1: 10 in 2027 serve two years, 2 x 10 x 4 - 10 = 70; an order of 2026 has no column."""
    found = plant(first_order=2027)
    assert found.years("serve", "wanted", "service", 0) == [0.0, 0.0, 10.0, 10.0]
    assert "order|TOY|plant|own|private|2026" not in found.columns
    assert found.welfare == pytest.approx(70.0)


def test_a_plant_is_gone_after_its_life() -> None:
    """Life 2, lead 1: 10 ordered in 2026 at 1 serve 2027 and 2028 (80 - 10), 10 more in 2028 serve 2029 (40 - 10): 100.

    (A unit costs 2 in 2027, so that nobody orders early.)
    """
    found = plant(life=2, capex=[1.0, 2.0, 1.0])
    assert found.years("order", "plant", "own", "private") == [10.0, 0.0, 10.0, 0.0]
    assert found.years("stand", "plant", "own") == [0.0, 10.0, 10.0, 10.0]
    assert found.welfare == pytest.approx(100.0)


def test_what_stands_and_what_is_under_way_add_up() -> None:
    """2 stand in 2026, 1 from 2027 on; a programme of 3 comes in 2028; the plan may order nothing."""
    found = plant(existing=[2.0, 1.0], programme={2028: 3.0, 2029: 3.0}, first_order=2030)
    assert found.years("serve", "wanted", "service", 0) == [2.0, 1.0, 4.0, 4.0]
    assert found.welfare == pytest.approx(11 * 4.0)


def test_processes_share_the_capacity_of_their_asset() -> None:
    """4 units of capacity; a unit of one process is worth 4 and takes 1/2 unit, of the other worth 9 and takes 1.

    9 a unit of capacity against 8: the second, up to its demand of 3; the last unit makes 2 of the first. 27 + 8 = 35.
    """
    found = optimum(problem(
        [good("plain"), good("fine")], [tech("plant", existing=4.0)],
        [activity("quick", "plant", "plain", per_capacity=2.0), activity("slow", "plant", "fine")],
        [demand(50.0, [(1.0, 4.0)], route("plain"), id="much"), demand(3.0, [(1.0, 9.0)], route("fine"), id="little")],
        years=1, first_order=2027))
    assert found("run", "quick", "own", 2026) == pytest.approx(2.0)
    assert found("run", "slow", "own", 2026) == pytest.approx(3.0)
    assert found.welfare == pytest.approx(35.0)


@pytest.mark.parametrize(("total", "units"), [(0.1, 0.0), (0.83, 0.0), (0.84, 1.0), (4.0, 1.0), (10.9, 2.0)])
def test_a_lumpy_asset_comes_in_whole_units(total: float, units: float) -> None:
    """A plant of 10 costs 10 and serves three years at 4 a unit: total x 12 against 10, so it pays from .833 on.

    A second one pays from 10.833 on. Never a hundredth of a plant, which would serve .1 at a cost of .1.
    """
    found = plant(total, unit_size=10.0)
    assert sum(found.years("order", "plant", "own", "private")) == pytest.approx(units)


def test_without_whole_units_a_hundredth_of_a_plant_would_pay() -> None:
    """The cause of the last test taken away: .1 of demand is met by a hundredth of the plant, 1.2 - .1 = 1.1."""
    found = plant(0.1, unit_size=10.0, whole=False)
    assert found.years("order", "plant", "own", "private")[0] == pytest.approx(0.01)
    assert found.welfare == pytest.approx(1.1)


def test_hardware_of_a_vintage_falls_behind_new_hardware() -> None:
    """Yield halves a year (growth 2): 8 units of today give 8, 4, 2, 1; the demand takes all: 15 x 4 = 60."""
    found = plant(existing=8.0, vintage=Vintage(2.0, 1.0), first_order=2030)
    assert found.years("serve", "wanted", "service", 0) == [8.0, 4.0, 2.0, 1.0]
    assert found.welfare == pytest.approx(60.0)


def test_the_vintage_is_the_year_of_delivery() -> None:
    """Lead 2, growth 2: an order of 2026 is new in 2028 (yield 1) and gives 1/2 in 2029; one of 2027 gives 1 in 2029.

    A unit of 2026 brings 4 + 2 against 1. For 10 in both years 10 + 5 are ordered: 80 - 15 = 65.
    """
    found = plant(lead=2, vintage=Vintage(2.0, 1.0))
    assert found.years("order", "plant", "own", "private") == [10.0, 5.0, 0.0, 0.0]
    assert found.welfare == pytest.approx(65.0)


def test_newer_hardware_takes_up_less_room() -> None:
    """A unit of 2027 takes 1 of the room, one of 2028 half, one of 2029 a quarter (lead 1, .5 a year from 1 x 2 in 2026).

    Room for 2, growth 1, no ramp: x + y/2 + z/4 <= 2 with x + y + z the capacity in 2029. A unit of x serves three
    years (12), of y two (8), of z one (4), each less its cost of 1: per room 11, 14, 12. Filling with y in 2028: 4 units,
    4 x 7 = 28. But in 2027 the room stands empty, life is one year: then each year is its own, 2, 4 and 8 units:
    3 x 14 = 42.
    """
    def room(life: int) -> Found:
        wanted = demand(100.0, [(1.0, 4.0)], route("service"))
        return optimum(problem(
            [SERVICE, good("room", supply=2.0)],
            [tech("plant", occupies={"room": 2.0}, vintage=Vintage(1.0, 0.5), life=life)], [RUN], [wanted]))

    assert room(12).years("order", "plant", "own", "private") == [0.0, 4.0, 0.0, 0.0]
    assert room(12).welfare == pytest.approx(28.0)
    assert room(1).years("order", "plant", "own", "private") == [2.0, 4.0, 8.0, 0.0]
    assert room(1).welfare == pytest.approx(42.0)
