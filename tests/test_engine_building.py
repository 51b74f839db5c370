"""Building: six cost curves, lead and life, vintages, what is committed and forbidden. Optima worked out by hand."""

from __future__ import annotations

import pytest
from engine_cases import amount, near, solved

# Demand for 1, 2 ... of power, bought at 4 or made in a plant of one's own that is paid in the year.
PLANT = """
    investment: {{mode: annuity}}
    sites: [town]
    commodities: {{power: {{}}}}
    processes: {{make: {{io: {{power: 1}}, uses: {{station: 1}}}}}}
    units: {{station: {{}}}}
    expansions: [{{unit: station, annuity: 1, {curve}}}]
    imports: [{{commodities: power, price: 4}}]
    demand: [{{commodity: power, sites: town, amount: {demand}}}]
"""
FIXED = "kind: fixed_charge, fixed_cost: 100, cost: 1, max_size: 40"
PIECES = "kind: piecewise, points: [[0, 0], [10, 50], [30, 90]]"
SIZES = "kind: sizes, sizes: [[10, 30], [25, 50]]"
WHOLE = "kind: whole, size: 8, cost: 1"
# Two decades, no discount, cost paid at once.
DECADES = """
    investment: {{mode: overnight, salvage: none}}
    periods: [{{id: "2030", years: 10}}, {{id: "2040", years: 10}}]
    sites: [works]
    commodities: {{lime: {{}}}}
    processes: {{burn: {{io: {{lime: 1}}, uses: {{kiln: 1}}}}}}
    units: {{kiln: {unit}}}
    expansions: [{{unit: kiln, kind: linear, {expansion}}}]
    {more}
    demand: [{{commodity: lime, sites: works, amount: {demand}}}]
"""


def plant(curve: str, demand: float, *, whole: bool = True) -> float:
    return solved(PLANT.format(curve=curve, demand=demand), whole=whole).objective


def decades(expansion: str, demand: str, unit: str = "{}", more: str = "") -> float:
    return solved(DECADES.format(expansion=expansion, demand=demand, unit=unit, more=more)).objective


@pytest.mark.parametrize(("demand", "cost"), [(30, 120), (40, 140), (50, 180)])
def test_a_fixed_charge_is_paid_whole_and_only_up_to_the_largest_size(demand: float, cost: float) -> None:
    """100 + 1 a unit, at most 40, against 4 abroad. For 30: 130 > 120, buy. For 40: 140 < 160. For 50: 140 + 40 = 180."""
    assert plant(FIXED, demand) == near(cost)


def test_without_whole_numbers_a_fixed_charge_is_paid_in_part() -> None:
    """30 of 40: 100 x 30 / 40 + 30 = 105."""
    assert plant(FIXED, 30, whole=False) == near(105)


def test_a_linear_plant_may_have_a_largest_size() -> None:
    """At 3 a unit up to 20, 10 bought at 4: 100; one more of the size saves 1."""
    answer = solved(PLANT.format(curve="kind: linear, cost: 3, max_size: 20", demand=30))
    assert answer.objective == near(100)
    assert answer.prices["build_cap|town|station|now"] == near(-1)


@pytest.mark.parametrize(("demand", "cost"), [(10, 40), (25, 80), (35, 110), (50, 170)])
def test_economies_of_scale_follow_the_curve_point_by_point(demand: float, cost: float) -> None:
    """5 a unit up to 10, then 2 up to 30. For 10: 50 > 40, buy. For 25: 50 + 15 x 2 = 80 < 100. For 35: 90 + 5 x 4 = 110.
    The curve is there once: for 50, 90 + 20 x 4 = 170."""
    assert plant(PIECES, demand) == near(cost)


def test_only_one_piece_of_a_curve_is_built() -> None:
    """20 to begin with, 10 for 30, 20 for 50. For 30: 50 and 10 abroad, 90; both pieces at once would give 30 for 80."""
    assert plant("kind: piecewise, points: [[0, 20], [10, 30], [20, 50]]", 30) == near(90)


def test_points_may_be_mixed_freely_where_the_file_says_so() -> None:
    """Mixing the first and the last point costs 90 / 30 = 3 a unit: 30 for 10, below the curve's 50 and the 40 abroad."""
    assert plant(f"{PIECES}, mix: any", 10) == near(30)


@pytest.mark.parametrize(("demand", "cost"), [(7, 28), (10, 30), (12, 38), (22, 50), (27, 58), (35, 90)])
def test_of_discrete_sizes_at_most_one_is_built(demand: float, cost: float) -> None:
    """10 for 30 or 25 for 50. 7: buy, 28. 10: small. 12: small + 2 x 4 = 38 < 48 < 50. 22: large. 27: large + 8 = 58.
    35: large + 40, not both sizes for 80."""
    assert plant(SIZES, demand) == near(cost)


@pytest.mark.parametrize(("demand", "cost", "number"), [(20, 24, 3), (17, 20, 2), (16, 16, 2)])
def test_whole_units_come_in_one_size(demand: float, cost: float, number: float) -> None:
    """8 each, for 8. 20: three, 24 (two and 4 abroad: 32). 17: two and 1 abroad, 20 (three: 24). 16: two."""
    answer = solved(PLANT.format(curve=WHOLE, demand=demand))
    assert answer.objective == near(cost)
    assert answer.answer.values["number|town|station|now"] == near(number)


def test_whole_units_have_a_largest_number() -> None:
    """At most 17 in units of 8: two; 20 - 16 = 4 abroad at 4: 32."""
    assert plant(f"{WHOLE}, max_size: 17", 20) == near(32)


@pytest.mark.parametrize(("plain", "cost"), [(2, 12), (4, 15.6)])
def test_a_unit_is_converted_into_another_and_is_then_gone(plain: float, cost: float) -> None:
    """10 of old kiln. White lime needs a new kiln: 6 of it. 1 of old makes 0.8 of new at 2 a unit of new; building costs 5.
    2 of plain lime leave 8 old: 7.5 become 6 new: 12. 4 leave 6 old: 4.8 new for 9.6, 1.2 built for 6: 15.6."""
    answer = solved(f"""
        investment: {{mode: annuity}}
        sites: [works]
        commodities: {{plain: {{}}, white: {{}}}}
        processes:
          burn: {{io: {{plain: 1}}, uses: {{old: 1}}}}
          burn_white: {{io: {{white: 1}}, uses: {{new: 1}}}}
        units: {{old: {{existing: 10}}, new: {{}}}}
        expansions:
          - {{unit: new, kind: conversion, from_unit: old, ratio: 0.8, cost: 2, annuity: 1}}
          - {{name: built, unit: new, kind: linear, cost: 5, annuity: 1}}
        demand:
          - {{commodity: plain, sites: works, amount: {plain}}}
          - {{commodity: white, sites: works, amount: 6}}
    """)
    assert answer.objective == near(cost)
    assert amount(answer, "capacity", "capacity", unit="old") == near(10 - min(7.5, 10 - plain))


def test_more_is_not_converted_than_stands() -> None:
    """10 of old, 1 to 1, free; demand for 12 of new is missed by 2 at 100."""
    answer = solved("""
        investment: {mode: annuity}
        sites: [works]
        commodities: {white: {}}
        processes: {burn_white: {io: {white: 1}, uses: {new: 1}}}
        units: {old: {existing: 10}, new: {}}
        expansions: [{unit: new, kind: conversion, from_unit: old, annuity: 1}]
        demand: [{commodity: white, sites: works, amount: 12, unmet_price: 100}]
    """)
    assert answer.objective == near(200)
    assert answer.prices["standing|works|old|now"] == near(100)


def test_a_plant_serves_to_the_end_or_through_its_life() -> None:
    """5 of kiln at 10, needed in two decades: one building is 50; with a life of 10 years there are two, 100."""
    assert decades("cost: 10", "5") == near(50)
    assert decades("cost: 10, life: 10", "5") == near(100)


def test_each_vintage_has_its_cost_and_upkeep() -> None:
    """A kiln lasts 10 years. 2030: 5 x 10 + upkeep 5 x 10 x 1; 2040: 5 x 6 + 5 x 10 x 0.2: 50 + 50 + 30 + 10 = 140."""
    cost = 'cost: {"2030": 10, "2040": 6}, upkeep: {"2030": 1, "2040": 0.2}, life: 10'
    assert decades(cost, "5") == near(140)


def test_vintages_may_have_lives_of_their_own() -> None:
    """Bricks last 10 years and cost 10, concrete 20 years and 14. For both decades concrete is cheaper (14 < 20); what only
    2040 needs is built of brick: 5 x 14 + 2 x 10 = 90."""
    answer = solved("""
        investment: {mode: overnight, salvage: none}
        periods: [{id: "2030", years: 10}, {id: "2040", years: 10}]
        sites: [works]
        commodities: {lime: {}}
        processes: {burn: {io: {lime: 1}, uses: {kiln: 1}}}
        units: {kiln: {}}
        expansions:
          - {name: brick, unit: kiln, kind: linear, cost: 10, life: 10}
          - {name: concrete, unit: kiln, kind: linear, cost: 14, life: 20}
        demand: [{commodity: lime, sites: works, amount: {"2030": 5, "2040": 7}}]
    """)
    assert answer.objective == near(90)
    assert answer.answer.values["build|works|kiln|brick|2040"] == near(2)


def test_availability_holds_for_what_stands_and_for_what_is_built() -> None:
    """80 % of 10 existing are 8; 20 asked need 12 / 0.8 = 15 more at 10: 150."""
    assert decades("cost: 10", "20", "{existing: 10, availability: 0.8}") == near(150)


def test_what_stands_may_retire_by_period() -> None:
    """5 stand, 3 of them until 2040: 2 are built then, at 10."""
    assert decades("cost: 10", "5", '{existing: {"2030": 5, "2040": 3}}') == near(20)


def test_what_is_built_serves_after_its_lead() -> None:
    """A lead of one period: what 2030 needs is bought, 5 x 10 years x 3 = 150; the kiln for 2040 is begun in 2030: 50."""
    buy = "imports: [{commodities: lime, price: 3}]"
    assert decades("cost: 10, lead: 1", "5", more=buy) == near(200)
    assert decades("cost: 10", "5", more=buy) == near(50)


def test_building_is_held_to_its_window() -> None:
    """Only 2040 is open: 2030 buys for 150, and in 2040 a kiln for 50 is cheaper than 150."""
    buy = "imports: [{commodities: lime, price: 3}]"
    assert decades('cost: 10, periods: ["2040"]', "5", more=buy) == near(200)


def test_what_is_committed_is_built_though_nobody_asks() -> None:
    """7 in 2030 at 10, where 5 are enough: 70, and one more committed costs 10."""
    answer = solved(DECADES.format(expansion='cost: 10, committed: {"2030": 7}', demand="5", unit="{}", more=""))
    assert answer.objective == near(70)
    assert answer.prices["committed|works|kiln|2030"] == near(10)


def test_what_is_forbidden_is_not_built() -> None:
    """Nothing in 2030: 150 abroad, then 50; nothing at all: 300 abroad."""
    buy = "imports: [{commodities: lime, price: 3}]"
    assert decades('cost: 10, forbidden: ["2030"]', "5", more=buy) == near(200)
    assert decades("cost: 10, forbidden: all", "5", more=buy) == near(300)


@pytest.mark.parametrize("curve", [FIXED, PIECES, SIZES, WHOLE])
def test_every_kind_can_be_forbidden(curve: str) -> None:
    """20 abroad at 4."""
    assert plant(f"{curve}, forbidden: all", 20) == near(80)


def test_two_ways_of_building_one_unit_stand_side_by_side_under_their_names() -> None:
    """A small works at 3 up to 5, then sizes of 10 for 25: for 14, one of 10 and 4 small: 37 (small 5 and 9 abroad: 51)."""
    answer = solved("""
        investment: {mode: annuity}
        sites: [town]
        commodities: {power: {}}
        processes: {make: {io: {power: 1}, uses: {station: 1}}}
        units: {station: {}}
        expansions:
          - {unit: station, kind: linear, cost: 3, max_size: 5, annuity: 1}
          - {name: block, unit: station, kind: sizes, sizes: [[10, 25]], annuity: 1}
        imports: [{commodities: power, price: 4}]
        demand: [{commodity: power, sites: town, amount: 14}]
    """)
    assert answer.objective == near(37)
    assert amount(answer, "builds", "cost") == near(37)
