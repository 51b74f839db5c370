"""Five more years at the end change little at the beginning."""

from __future__ import annotations

import pytest
from conftest import World

from catchup.prepare import build
from catchup.results.reading import Solved

pytestmark = pytest.mark.solve


def money(solved: Solved) -> float:
    """Capital paid in the first five years by all payers.   [USD m]"""
    return sum(sum(solved.capital_cash(t).values()) for t in range(2026, 2031))


def first_orders(solved: Solved) -> dict[str, int]:
    """First order of each asset that has at least a thousandth of all capital."""
    cost: dict[str, float] = {}
    first: dict[str, int] = {}
    for item in solved.placed():
        asset = item.tech.asset
        paid = item.public + (item.private if item.tech.owner != "pub" else 0.0)
        cost[asset] = cost.get(asset, 0.0) + paid
        first[asset] = min(first.get(asset, 9999), item.order.year)
    least = 1e-3 * sum(cost.values())
    return {a: t for a, t in first.items() if cost[a] >= least}


@pytest.fixture(scope="module")
def longer() -> dict[str, Solved]:
    """Plans of a horizon to 2050."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "LAST", 2050)
        world = World()
        out = {iso3: world.plan(iso3) for iso3 in ("IND", "NGA")}
    assert all(plan.problem.calendar.last == 2050 for plan in out.values())
    return out


@pytest.mark.parametrize("iso3", ["IND", "NGA"])
def test_five_more_years_change_the_money_of_the_first_five_by_less_than_a_fifth(
    world: World, longer: dict[str, Solved], iso3: str) -> None:
    before, after = money(world.plan(iso3)), money(longer[iso3])
    assert before > 0
    assert abs(after / before - 1.0) < 0.2


@pytest.mark.parametrize("iso3", ["IND", "NGA"])
def test_five_more_years_swap_no_pair_of_first_orders_by_more_than_a_year(
    world: World, longer: dict[str, Solved], iso3: str) -> None:
    here, there = first_orders(world.plan(iso3)), first_orders(longer[iso3])
    both = sorted(here.keys() & there.keys())
    assert len(both) >= 5
    swapped = {
        (a, b): (here[a], here[b], there[a], there[b]) for a in both for b in both
        if here[a] < here[b] and there[a] > there[b] + 1}
    assert swapped == {}
