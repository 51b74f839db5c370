"""Money: annuity and overnight cost, discounting, working capital, budgets, what is held at the end. Worked by hand."""

from __future__ import annotations

from engine_cases import amount, near, solved

PAID = """
    investment: {{mode: {mode}}}
    discount_rate: {rate}
    periods: {periods}
    sites: [works]
    commodities: {{lime: {{}}}}
    processes: {{burn: {{io: {{lime: 1}}, uses: {{kiln: 1}}}}}}
    units: {{kiln: {{}}}}
    expansions: [{{unit: kiln, kind: linear, cost: 100, periods: first, {more}}}]
    demand: [{{commodity: lime, sites: works, amount: 1}}]
"""
TWO_AND_TWO = "[{id: first, years: 2}, {id: second, years: 2}]"
# A plant costs 100 a unit, 60 of it in foreign money; each unit sells for 80 in each of two years.
TWO_PURSES = """
    objective: maximise
    investment: {{mode: overnight, salvage: none}}
    periods: [{{id: first}}, {{id: second}}]
    sites: [works]
    commodities: {{steel: {{}}}}
    processes: {{melt: {{io: {{steel: 1}}, uses: {{furnace: 1}}}}}}
    units: {{furnace: {{}}}}
    expansions: [{{unit: furnace, kind: linear, cost: 100, periods: first}}]
    demand: [{{commodity: steel, sites: works, amount: 10, value: 80}}]
    budgets:
      foreign:
        amount: 30
        pays: [{{kinds: investment, share: 0.6}}]
        borrowing: {{rate: 0.1, ceiling: {ceiling}}}
        saving: {{rate: 0}}
        terminal_value: 0.5
      home:
        amount: {home}
        pays: [{{kinds: investment, share: 0.4}}]
"""


def paid(mode: str, more: str, *, rate: float = 0.1, periods: str = TWO_AND_TWO) -> float:
    return solved(PAID.format(mode=mode, more=more, rate=rate, periods=periods)).objective


def test_an_annuity_is_paid_in_the_build_period_and_every_later_one() -> None:
    """100 at 0.2 a year for 2 + 2 years, no discount: 80; with weights 1.5 and 0.5: 20 x 2 = 40."""
    assert paid("annuity", "annuity: 0.2", rate=0) == near(80)
    weighted = "[{id: first, years: 2, weight: 1.5}, {id: second, years: 2, weight: 0.5}]"
    assert paid("annuity", "annuity: 0.2", periods=weighted) == near(40)


def test_an_annuity_ends_with_the_life_of_the_plant() -> None:
    """A life of 2 years: 100 x 0.2 x 2 = 40. What the second period needs is bought at 1 a year: 2."""
    text = PAID.format(mode="annuity", more="annuity: 0.2, life: 2", rate=0, periods=TWO_AND_TWO)
    answer = solved(f"{text}    imports: [{{commodities: lime, price: 30, periods: first}}, {{name: later, commodities: lime, price: 1, periods: second}}]\n")
    assert answer.objective == near(42)


def test_a_full_run_of_annuities_is_worth_the_cost() -> None:
    """A life of 4 years over a horizon of 4: the annuity made of rate and life adds up to 100. So does overnight cost."""
    assert paid("annuity", "life: 4") == near(100)
    assert paid("overnight", "life: 4") == near(100)


def test_overnight_cost_gives_back_what_is_not_worn_out_and_an_annuity_asks_less() -> None:
    """v = 1 / 1.1. Life 4, horizon 2 years. Overnight: 100 less half of it after two years, 50 v^2: 58.677686.
    Annuity: (1 - v) / (1 - v^4) a year over (1 - v^2) / (1 - v): 100 / (1 + v^2) = 54.751131. No salvage: 100."""
    short = "[{id: first, years: 2}]"
    assert paid("overnight", "life: 4", periods=short) == near(100 - 50 / 1.21)
    assert paid("annuity", "life: 4", periods=short) == near(100 / (1 + 1 / 1.21))
    assert paid("overnight, salvage: none", "life: 4", periods=short) == near(100)


def test_salvage_counts_from_the_start_of_service_and_later_building_is_discounted() -> None:
    """v = 0.8 a year. A kiln begun in the first year serves from the second, two years in all: a life of 4, 2 of 3 years
    used, half of 100 comes back at v^3 = 0.512: 100 - 25.6 = 74.4. Begun in the second without a lead: 80 - 25.6."""
    text = """
        investment: {{mode: overnight}}
        discount_rate: 0.25
        periods: [{{id: first}}, {{id: second, years: 2}}]
        sites: [works]
        commodities: {{lime: {{}}}}
        processes: {{burn: {{io: {{lime: 1}}, uses: {{kiln: 1}}}}}}
        units: {{kiln: {{}}}}
        expansions: [{{unit: kiln, kind: linear, cost: 100, life: 4, {}}}]
        demand: [{{commodity: lime, sites: works, amount: {{second: 1}}}}]
    """
    assert solved(text.format("lead: 1")).objective == near(74.4)
    assert solved(text.format("periods: second")).objective == near(54.4)


def test_the_worth_of_a_single_payment_is_apart_from_that_of_a_yearly_one() -> None:
    """Cost 100 at factor 0.9; salvage 100 x 2 / 4 at the end's 0.7: 90 - 35 = 55. Fuel of 3 a year at weight 1.8: 5.4."""
    answer = solved("""
        investment: {mode: overnight, end_factor: 0.7}
        periods: [{id: first, years: 2, weight: 1.8, factor: 0.9}]
        sites: [works]
        commodities: {lime: {}}
        processes: {burn: {io: {lime: 1}, uses: {kiln: 1}, cost: 3}}
        units: {kiln: {}}
        expansions: [{unit: kiln, kind: linear, cost: 100, life: 4}]
        demand: [{commodity: lime, sites: works, amount: 1}]
    """)
    assert answer.objective == near(60.4)
    assert amount(answer, "money", "paid", kind="operation") == near(6)
    assert amount(answer, "prices", "price_then") == near(60.4 / 1.8)


def test_discounting_counts_each_year_at_its_start() -> None:
    """1 a year for 2 and then 3 years at 25 %, v = 0.8: 1 + 0.8 + 0.64 + 0.512 + 0.4096 = 3.3616."""
    answer = solved("""
        discount_rate: 0.25
        periods: [{id: first, years: 2}, {id: second, years: 3}]
        sites: [town]
        commodities: {salt: {}}
        purchases: [{commodities: salt, price: 1}]
        demand: [{commodity: salt, sites: town, amount: 1}]
    """)
    assert answer.objective == near(3.3616)


def test_working_capital_makes_some_kinds_of_cost_dearer() -> None:
    """2 bought at 5 and worked at 10, a fifth more on what is bought: 2 x (5 x 1.2 + 10) = 32.
    It is money like any other: a purse of 9 pays for 1.5 of wheat at 6."""
    text = """
        working_capital: {purchase: 0.2}
        sites: [mill]
        commodities: {wheat: {}, flour: {}}
        processes: {grind: {io: {wheat: -1, flour: 1}, cost: 10}}
        purchases: [{commodities: wheat, price: 5}]
        demand: [{commodity: flour, sites: mill, amount: 2, unmet_price: 100}]
    """
    assert solved(text).objective == near(32)
    answer = solved(f"{text}    budgets: {{purse: {{amount: 9, pays: [{{kinds: purchase}}]}}}}\n")
    assert amount(answer, "demand", "served") == near(1.5)


def test_two_budgets_a_debt_ceiling_and_the_worth_of_what_is_left() -> None:
    """x units gain 160 - 100 = 60 each. Foreign: 60 x <= 30 + debt, debt <= 20, so x = 5/6, gain 50; next year 22 are paid
    back, 8 are left at 0.5: 54. One more of debt builds 1/60: gains 1, costs 1.1 x 0.5: 0.45 net.
    One more of foreign money gains 1 now and 0.5 next year."""
    answer = solved(TWO_PURSES.format(ceiling=20, home=1000))
    assert answer.objective == near(54)
    assert answer.prices["debt_ceiling|all|foreign|first"] == near(0.45)
    assert answer.prices["budget|all|foreign|first"] == near(1)
    assert answer.prices["budget|all|foreign|second"] == near(0.5)
    assert amount(answer, "budgets", "debt", period="first") == near(20)
    assert amount(answer, "budgets", "saved", period="second") == near(8)


def test_the_scarcer_of_two_budgets_holds_the_plan() -> None:
    """Home money 30 buys x = 0.75, gain 45. Foreign 45 = 30 + debt 15; 30 - 16.5 = 13.5 are left, 6.75: 51.75.
    One more of home money builds 1/40: gains 1.5, and asks 1.5 of debt, 1.65 x 0.5 = 0.825: 0.675 net."""
    answer = solved(TWO_PURSES.format(ceiling=20, home=30))
    assert answer.objective == near(51.75)
    assert answer.prices["budget|all|home|first"] == near(0.675)


def test_without_a_worth_at_the_end_no_debt_is_left() -> None:
    """Debt in the last period alone would never be paid back: 10 of salt a year at 1, but only 4 of money: 4 are bought,
    the rest missed at 3: 4 + 18 = 22."""
    answer = solved("""
        sites: [town]
        commodities: {salt: {}}
        imports: [{commodities: salt, price: 1}]
        demand: [{commodity: salt, sites: town, amount: 10, unmet_price: 3}]
        budgets: {purse: {amount: 4, pays: [{kinds: import}], borrowing: {rate: 0.1}}}
    """)
    assert answer.objective == near(22)


def test_what_is_earned_fills_a_budget_and_filters_say_what_it_bears() -> None:
    """Ships earn 5 on tea (2 sold at 5: 10 of money); it pays for salt at 2, and only that: 5 of salt. Wheat is free of it.
    Tea -10, salt 10, wheat 7, and 5 of salt missed at 9: 52."""
    answer = solved("""
        sites: [port]
        commodities: {tea: {}, salt: {}, wheat: {}}
        purchases: [{commodities: tea, price: 0, cap: 2}]
        imports: [{commodities: salt, price: 2}, {commodities: wheat, price: 1}]
        exports: [{commodities: tea, price: 5}]
        demand:
          - {commodity: salt, sites: port, amount: 10, unmet_price: 9}
          - {commodity: wheat, sites: port, amount: 7}
        budgets: {purse: {amount: 0, pays: [{kinds: [import, export], commodities: [salt, tea]}]}}
    """)
    assert answer.objective == near(-10 + 10 + 7 + 45)


def test_a_budget_bears_what_is_paid_in_any_case_as_well() -> None:
    """10 of kiln at upkeep 2 take 20 of 50; 30 are left for oil at 3: 10 of the 12 that are asked, 2 missed at 9.
    20 + 30 + 18 = 68; one more of money buys a third of oil: it costs 1 and saves 3."""
    answer = solved("""
        sites: [works]
        commodities: {oil: {}}
        units: {kiln: {existing: 10, upkeep: 2}}
        purchases: [{commodities: oil, price: 3}]
        demand: [{commodity: oil, sites: works, amount: 12, unmet_price: 9}]
        budgets: {purse: {amount: 50, pays: [{kinds: [upkeep, purchase]}]}}
    """)
    assert answer.objective == near(68)
    assert answer.prices["budget|all|purse|now"] == near(-2)
    assert amount(answer, "budgets", "amount") == near(50)
    assert amount(answer, "budgets", "paid") == near(50)


def test_a_budget_bears_all_years_of_a_period_and_savings_grow_over_its_length() -> None:
    """First period, 2 years: 10 of money, nothing to buy; saved at 10 % it is 12.1 after 2 years. Second, 5 years: salt at
    1, 4 a year are 20, of which 12.1 can be paid: 2.42 a year, the rest missed at 3 x 5 years."""
    answer = solved("""
        periods: [{id: first, years: 2}, {id: second, years: 5}]
        sites: [town]
        commodities: {salt: {}}
        imports: [{commodities: salt, price: 1}]
        demand: [{commodity: salt, sites: town, amount: {second: 4}, unmet_price: 3}]
        budgets: {purse: {amount: {first: 10, second: 0}, pays: [{kinds: import}], saving: {rate: 0.1}}}
    """)
    assert answer.objective == near(12.1 + 3 * (20 - 12.1))


def test_capacity_may_be_worth_something_at_the_end() -> None:
    """A kiln of 1 is needed. Oil costs 10, coal 12, and coal's is worth 3 a unit at the end: coal, 9.
    2 of coal's that stand already at the closed pit are worth 6 more: 3."""
    answer = solved("""
        investment: {mode: annuity}
        sites: [works, pit]
        commodities: {lime: {}}
        processes:
          burn_oil: {io: {lime: 1}, uses: {oil_kiln: 1}}
          burn_coal: {io: {lime: 1}, uses: {coal_kiln: 1}}
        units: {oil_kiln: {}, coal_kiln: {existing: {pit: 2}, terminal_value: 3}}
        expansions:
          - {unit: oil_kiln, sites: works, kind: linear, cost: 10, max_size: 9, annuity: 1}
          - {unit: coal_kiln, sites: works, kind: linear, cost: 12, max_size: 1, annuity: 1}
        demand: [{commodity: lime, sites: works, amount: 1}]
    """)
    assert answer.objective == near(3)


def test_upkeep_is_paid_for_what_stands_used_or_not_and_no_more_for_what_is_converted() -> None:
    """10 of old at upkeep 2: 20. Turning it into new at 1 a unit, whose upkeep is 0.5, saves: 10 + 5 = 15."""
    answer = solved("""
        investment: {mode: annuity}
        sites: [works]
        commodities: {lime: {}}
        units: {old: {existing: 10, upkeep: 2}, new: {upkeep: 0.5}}
        expansions: [{unit: new, kind: conversion, from_unit: old, cost: 1, annuity: 1}]
    """)
    assert answer.objective == near(15)
