"""State capacity: mission cash within delivery capacity, reform after its lead, the ordinary channel's cap. By hand."""

from __future__ import annotations

from typing import Any

import pytest
from model_cases import Found, activity, delivery, demand, good, money, optimum, problem, route, tech


def state(*, years: int = 5, limits: Any = None, channels: Any = None, **unit: Any) -> Found:
    """A public plant of 1 a unit that serves a demand without end, worth 4 a unit and year."""
    return optimum(problem(
        [good("service")], [tech("plant", owner="pub", **unit)], [activity("make", "plant", "service")],
        [demand(1e5, [(1.0, 4.0)], route("service"))], years=years, money=limits or money(),
        delivery=channels or delivery()))


def orders(found: Found, channel: str) -> list[float]:
    """Orders of the plant in a channel by year."""
    return found.years("order", "plant", "own", channel)


def test_mission_cash_stays_within_delivery_capacity() -> None:
    """D = 4 and no ordinary channel; a unit costs 1 / .8 = 1.25: 3.2 units a year in 2026..2029 (2030 comes too late)."""
    found = state(limits=money(ordinary_limit=0.0), channels=delivery(start=4.0), efficiency={"mission": 0.8})
    assert orders(found, "mission") == [3.2, 3.2, 3.2, 3.2, 0.0]
    assert orders(found, "ordinary") == [0.0] * 5


def test_delivery_capacity_decays() -> None:
    """D = 4, 2, 1, .5 at a decay of a half: so are the orders of a unit that costs 1."""
    found = state(limits=money(ordinary_limit=0.0), channels=delivery(start=4.0, decay=0.5))
    assert orders(found, "mission") == [4.0, 2.0, 1.0, 0.5, 0.0]


def test_reform_pays_only_after_its_lead() -> None:
    """D = 1; reform may add 2 in the first year (seed 2, no growth), to be spent from 2028 on: 1, 1, 3, 3 + 2 of 2027.

    Set-up costs .1 a unit, two reforms .4. Units of 2028 serve 2 years, of 2029 one: all pay.
    """
    found = state(limits=money(ordinary_limit=0.0), channels=delivery(start=1.0, setup=0.1, seed=2.0, lead=2))
    assert orders(found, "mission") == [1.0, 1.0, 3.0, 5.0, 0.0]
    assert found.years("reform")[:2] == [2.0, 2.0]
    assert found.welfare == pytest.approx(15 + 11 + 3 * 7 + 5 * 3 - 0.4)


def test_reform_costs_something() -> None:
    """The same at a set-up of 30 a unit: what reform adds in 2028 and 2029 is worth 7 + 3 a unit, so there is none."""
    found = state(limits=money(ordinary_limit=0.0), channels=delivery(start=1.0, setup=30.0, seed=2.0, lead=2))
    assert found.years("reform") == [0.0] * 5
    assert orders(found, "mission") == [1.0, 1.0, 1.0, 1.0, 0.0]


def test_reform_grows_with_what_is_there() -> None:
    """Reform <= .5 D(t-1), D = 4, lead 1: 2 in 2026 makes D = 6 in 2027, then 2 of D(2026) = 4 in 2027 makes 8, then 3."""
    found = state(limits=money(ordinary_limit=0.0), channels=delivery(start=4.0, growth=0.5, lead=1))
    assert orders(found, "mission") == [4.0, 6.0, 8.0, 11.0, 0.0]


def test_delivery_capacity_has_a_ceiling() -> None:
    """The same with a ceiling of 5."""
    found = state(limits=money(ordinary_limit=0.0), channels=delivery(start=4.0, growth=0.5, lead=1, maximum=5.0))
    assert orders(found, "mission") == [4.0, 5.0, 5.0, 5.0, 0.0]


def test_the_ordinary_channel_loses_more_comes_later_and_has_its_own_cap() -> None:
    """Ordinary: half of the money is lost, lead 2 paid in two halves, 6 a year of which 2 are owed already.

    A unit costs 2, so x(t-1) + x(t) <= 4. Units of 2026, 2027, 2028 serve 3, 2, 1 years: 10, 6 and 2. So 4, none, 4:
    40 + 8. A mission with D = 1 adds a unit a year from 2026 to 2029 at a lead of 1: 15 + 11 + 7 + 3. Together 84.
    """
    found = state(limits=money(ordinary_limit=6.0, committed=2.0), channels=delivery(start=1.0),
                  lead={"private": 1, "ordinary": 2, "mission": 1}, efficiency={"ordinary": 0.5})
    assert orders(found, "ordinary") == [4.0, 0.0, 4.0, 0.0, 0.0]
    assert orders(found, "mission") == [1.0, 1.0, 1.0, 1.0, 0.0]
    assert found.welfare == pytest.approx(84.0)


def test_whether_a_state_builds_through_missions_is_an_outcome() -> None:
    """A unit costs 2 through the ordinary channel (efficiency .5) and 1.25 through a mission (.8); it serves one year.

    Worth 1.5: only the mission pays. Worth 4 both do, and the mission is full first.
    """
    def channel(value: float) -> tuple[float, float]:
        found = optimum(problem(
            [good("service")], [tech("plant", owner="pub", efficiency={"ordinary": 0.5, "mission": 0.8})],
            [activity("make", "plant", "service")], [demand(10.0, [(1.0, value)], route("service"))], years=2,
            delivery=delivery(start=5.0)))
        return orders(found, "mission")[0], orders(found, "ordinary")[0]

    assert channel(1.5) == pytest.approx((4.0, 0.0))
    assert channel(4.0) == pytest.approx((4.0, 6.0))
    assert channel(1.2) == pytest.approx((0.0, 0.0))
