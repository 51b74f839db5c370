"""What holds for every model: location against enumeration, prices against small changes, units, periods, balances."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from engine_cases import near, solved
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.engine.run import Solution
from catchup.model.rows import parts

FEW = settings(max_examples=25, deadline=None, derandomize=True)
COST = st.integers(1, 30)
PLANT = st.tuples(st.integers(0, 200), COST, st.integers(1, 40))  # fixed charge, cost of one, largest size


def location(plants: list[tuple[int, int, int]], demand: int, price: int) -> str:
    """Plants at several sites send without freight to a market that may buy abroad instead."""
    sites = [f"site{number}" for number in range(len(plants))]
    fixed, cost, most = ({site: plant[column] for site, plant in zip(sites, plants, strict=True)} for column in range(3))
    return f"""
investment: {{mode: annuity}}
sites: [{", ".join(sites)}, market]
commodities: {{steel: {{}}}}
processes: {{melt: {{io: {{steel: 1}}, uses: {{works: 1}}}}}}
units: {{works: {{}}}}
expansions:
  - {{unit: works, kind: fixed_charge, sites: [{", ".join(sites)}], fixed_cost: {fixed}, cost: {cost}, max_size: {most}, annuity: 1}}
imports: [{{commodities: steel, sites: market, price: {price}}}]
arcs: [{{commodities: steel, freight: {{{", ".join(f"{site}: {{market: 0}}" for site in sites)}}}}}]
demand: [{{commodity: steel, sites: market, amount: {demand}}}]
""".replace("'", "")


def cheapest(plants: list[tuple[int, int, int]], demand: int, price: int) -> float:
    """All choices of plants; each then filled from the cheapest on."""
    best = float(demand * price)
    for chosen in product((False, True), repeat=len(plants)):
        built = [plant for plant, taken in zip(plants, chosen, strict=True) if taken]
        total, rest = float(sum(plant[0] for plant in built)), demand
        for _, cost, most in sorted(built, key=lambda plant: plant[1]):
            if cost < price:
                total += cost * min(rest, most)
                rest -= min(rest, most)
        best = min(best, total + rest * price)
    return best


@FEW
@given(st.lists(PLANT, min_size=1, max_size=4), st.integers(1, 100), COST)
def test_plants_are_located_as_well_as_an_enumeration_does(
    plants: list[tuple[int, int, int]], demand: int, price: int,
) -> None:
    assert solved(location(plants, demand, price)).objective == near(cheapest(plants, demand, price))


def works(**changes: Any) -> str:
    """A works between a mine and a market, over two periods; every figure can be changed."""
    figures = {
        "objective": "minimise", "rate": 0.08, "furnace": 5, "mine": 90, "cap": 3, "demand": 8, "unmet": 60, "price": 35,
        "periods": "[{id: first, years: 3}, {id: second, years: 5}]", "money": 1.0} | changes
    money = figures["money"]
    return f"""
objective: {figures["objective"]}
discount_rate: {figures["rate"]}
investment: {{mode: overnight}}
periods: {figures["periods"]}
sites: [mine, works, market]
commodities: {{ore: {{}}, steel: {{}}, slag: {{disposal: paid, disposal_cost: {2 * money}}}}}
processes: {{melt: {{io: {{ore: -1.6, steel: 1, slag: 0.3}}, uses: {{furnace: 1}}, sites: works, cost: {4 * money}}}}}
units: {{furnace: {{existing: {{works: {figures["furnace"]}}}, availability: 0.9, upkeep: {0.5 * money}}}}}
expansions: [{{unit: furnace, sites: works, kind: linear, cost: {60 * money}, life: 12, max_size: 2}}]
stocks: [{{commodity: ore, site: mine, steps: [{{cost: {3 * money}, stock: {figures["mine"]}}}, {{cost: {7 * money}, stock: 500}}]}}]
arcs:
  - {{commodities: ore, freight: {{mine: {{works: {1 * money}}}}}}}
  - {{commodities: steel, freight: {{works: {{market: {2 * money}}}}}}}
imports: [{{commodities: steel, sites: market, price: {figures["price"] * money}, cap: {figures["cap"]}}}]
exports: [{{name: over, commodities: steel, sites: works, price: {9 * money}, cap: 1}}]
demand: [{{commodity: steel, sites: market, amount: {figures["demand"]}, unmet_price: {figures["unmet"] * money}}}]
"""


@FEW
@given(st.integers(1, 12), st.integers(0, 200), st.integers(0, 6), st.integers(1, 12))
def test_more_capacity_ore_or_leave_to_import_never_costs_more_and_more_demand_never_less(
    furnace: int, mine: int, cap: int, demand: int,
) -> None:
    """Upkeep of what stands is paid in any case, so it is left out of the comparison of furnaces."""
    base = solved(works(furnace=furnace, mine=mine, cap=cap, demand=demand))
    cost = base.objective
    assert solved(works(furnace=furnace, mine=mine + 20, cap=cap, demand=demand)).objective <= cost + 1e-6
    assert solved(works(furnace=furnace, mine=mine, cap=cap + 1, demand=demand)).objective <= cost + 1e-6
    assert solved(works(furnace=furnace, mine=mine, cap=cap, demand=demand + 1)).objective >= cost - 1e-6
    larger = solved(works(furnace=furnace + 1, mine=mine, cap=cap, demand=demand))
    assert larger.answer.objective <= base.answer.objective + 1e-6


@pytest.mark.parametrize("sense", ["minimise", "maximise"])
@pytest.mark.parametrize(("figure", "row"), [
    ("mine", "stock|mine|ore|1|all"), ("cap", "import_cap|market|steel|{}"), ("demand", "balance|market|steel|{}"),
    ("furnace", "capacity|works|furnace|{}")])
def test_a_price_is_what_a_small_change_of_its_right_side_does_to_the_objective(sense: str, figure: str, row: str) -> None:
    """A figure for both periods changes both rows; a furnace more is 0.9 of usable capacity and costs its upkeep, which is
    taken out. All is scarce: ore at the low price, import, furnace; some demand is missed."""
    scarce = {"mine": 60, "cap": 0.4, "demand": 7, "furnace": 5}
    here, there = (solved(works(**{"objective": sense, **scarce, figure: scarce[figure] + step})) for step in (0.0, 1e-3))
    names = [row] if row.endswith("all") else [row.format(period) for period in ("first", "second")]
    told = sum(here.prices[name] for name in names) * (0.9 if figure == "furnace" else 1.0)
    fixed = here.program.fixed_cost() - there.program.fixed_cost()
    moved = there.objective - here.objective + (fixed if sense == "minimise" else -fixed)
    assert abs(told) > 1e-6
    assert moved / 1e-3 == pytest.approx(told, rel=1e-5)


@FEW
@given(st.sampled_from([0.001, 0.5, 1000.0]))
def test_money_in_another_unit_changes_the_objective_by_its_factor_and_the_plan_not_at_all(money: float) -> None:
    one, other = solved(works()), solved(works(money=money))
    assert other.objective == pytest.approx(money * one.objective, rel=1e-7)
    assert other.answer.values == pytest.approx(one.answer.values, abs=1e-6)


def test_a_period_cut_in_two_costs_the_same() -> None:
    """With dear ore only and furnaces enough each year is like the other; where ore is scarce or building can wait, two
    periods leave more freedom than one."""
    whole = solved(works(periods="[{id: first, years: 8}]"))
    halves = solved(works(periods="[{id: first, years: 3}, {id: second, years: 5}]", demand=8))
    assert halves.objective <= whole.objective + 1e-6
    rigid = solved(works(periods="[{id: first, years: 8}]", mine=0, furnace=12))
    free = solved(works(periods="[{id: first, years: 3}, {id: second, years: 5}]", mine=0, furnace=12))
    assert free.objective == pytest.approx(rigid.objective, rel=1e-7)


@FEW
@given(st.integers(1, 12), st.integers(0, 200), st.integers(1, 12))
def test_every_balance_closes_and_nothing_runs_without_capacity(furnace: int, mine: int, demand: int) -> None:
    answer = solved(works(furnace=furnace, mine=mine, demand=demand))
    assert_kept(answer)


def assert_kept(answer: Solution) -> None:
    for name, row in answer.program.rows.items():
        left = sum(amount * answer.value(column) for column, amount in row.terms)
        slack = {"<=": row.right - left, ">=": left - row.right, "==": -abs(left - row.right)}[row.sense]
        assert slack > -1e-6, (name, left, row.right)
        if parts(name)[0] in ("capacity", "balance") and abs(answer.prices[name]) > 1e-6:
            assert slack == pytest.approx(0, abs=1e-6), name  # a price only where nothing is left over
