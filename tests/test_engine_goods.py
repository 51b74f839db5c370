"""Goods: processes and the units they share, links, trade, stocks, demand, by-products. Optima worked out by hand."""

from __future__ import annotations

import pytest
from engine_cases import HEAD, ONE_PERIOD, amount, near, solved

from catchup.engine.read import parse_model

DAIRY = """
    sites: [dairy]
    commodities: {{milk: {{}}, cheese: {{}}, whey: {whey}, powder: {{}}}}
    processes:
      make: {{io: {{milk: -10, cheese: 1, whey: 9}}}}
      dry: {{io: {{whey: -9, powder: 1}}, cost: 6}}
    purchases: [{{commodities: milk, price: 0.5}}]
    demand: [{{commodity: cheese, sites: dairy, amount: 10}}]
"""


def test_one_process_runs_on_two_units_and_the_scarcer_one_holds_it() -> None:
    """A mill grinds 1 t with 1 h of stones (10 h) and 0.5 h of a dryer (4 h): 8 t at 3 each make 24.
    An hour more of the dryer is 2 t, worth 6; of the stones, nothing."""
    answer = solved("""
        objective: maximise
        sites: [mill]
        commodities: {flour: {}}
        processes: {grind: {io: {flour: 1}, uses: {stones: 1, dryer: 0.5}}}
        units: {stones: {existing: 10}, dryer: {existing: 4}}
        exports: [{commodities: flour, price: 3}]
    """)
    assert answer.objective == near(24)
    assert answer.prices["capacity|mill|dryer|now"] == near(6)
    assert answer.prices["capacity|mill|stones|now"] == near(0)


def test_many_processes_share_one_unit() -> None:
    """10 h of a saw. Beams take 2 h and earn 12 (6 an hour), at most 4; planks 1 h and 5, at most 6.
    4 beams in 8 h earn 48, 2 planks in the rest 10: 58. One more hour is one more plank: 5."""
    answer = solved("""
        objective: maximise
        sites: [yard]
        commodities: {beams: {}, planks: {}}
        processes:
          saw_beams: {io: {beams: 1}, uses: {saw: 2}}
          saw_planks: {io: {planks: 1}, uses: {saw: 1}}
        units: {saw: {existing: {yard: 10}}}
        demand:
          - {commodity: beams, sites: yard, amount: 4, value: 12}
          - {commodity: planks, sites: yard, amount: 6, value: 5}
    """)
    assert answer.objective == near(58)
    assert answer.prices["capacity|yard|saw|now"] == near(5)
    assert amount(answer, "demand", "unmet", commodity="planks") == near(4)


def test_a_process_runs_only_at_its_sites_and_in_its_periods_and_without_capacity_nowhere() -> None:
    """The town has no kiln and the quarry's second process begins later: 5 now at cost 4, 5 later at cost 1; 25."""
    answer = solved("""
        periods: [{id: now}, {id: later}]
        sites: [quarry, town]
        commodities: {lime: {}}
        processes:
          burn: {io: {lime: 1}, uses: {kiln: 1}, cost: 4}
          burn_better: {io: {lime: 1}, uses: {kiln: 1}, cost: 1, sites: quarry, periods: later}
        units: {kiln: {existing: {quarry: 9}}}
        arcs: [{commodities: lime, freight: {quarry: {town: 0}}}]
        demand: [{commodity: lime, sites: town, amount: 5}]
    """)
    assert answer.objective == near(25)
    assert amount(answer, "activity", "level", site="town") == 0


def test_links_have_freight_tariff_capacity_and_loss() -> None:
    """Stone for 50. The near quarry at 2 + freight 1 = 3, but its line takes 30 and a tenth is lost: 27 arrive for 90.
    The other 23 come at 3 + freight 1 + tariff 2 = 6: 138. Together 228.
    One more through the near line costs 3, saves 0.9 x 6 = 5.4: the objective falls by 2.4."""
    answer = solved("""
        sites: [near_pit, far_pit, town]
        commodities: {stone: {}}
        purchases: [{commodities: stone, sites: [near_pit, far_pit], price: {near_pit: 2, far_pit: 3}}]
        arcs:
          - {commodities: stone, freight: {near_pit: {town: 1}}, cap: 30, loss: 0.1}
          - {commodities: stone, freight: {far_pit: {town: 1}}, tariff: 2}
        demand: [{commodity: stone, amount: {town: 50}}]
    """)
    assert answer.objective == near(228)
    assert answer.prices["flow_cap|near_pit|town|stone|now"] == near(-2.4)


def test_trade_has_prices_and_caps_for_a_good_for_a_site_and_in_total() -> None:
    """Grain costs 4 at both ports. Port A sells at 10 less freight 1, port B at 8; each at most 8, together 12: 8 at A, 4
    at B, earning 72 + 32. B may import 3 at 3 and a tariff of 0.5. 104 - 9 x 4 - 3 x 3.5 = 57.5.
    One more in total is sold at B: 8 - 4 = 4. One more at A instead of B: 1. One more import saves 0.5."""
    answer = solved("""
        objective: maximise
        sites: [port_a, port_b]
        commodities: {grain: {}}
        purchases: [{commodities: grain, price: 4}]
        imports: [{commodities: grain, sites: port_b, price: 3, tariff: 0.5, cap: 3}]
        exports: [{commodities: grain, price: {port_a: 10, port_b: 8}, freight: {port_a: 1, port_b: 0}, cap: 8}]
        limits: [{name: licence, terms: [{of: export}], at_most: 12}]
    """)
    assert answer.objective == near(57.5)
    assert answer.prices["limit|all|licence|now"] == near(4)
    assert answer.prices["export_cap|port_a|grain|now"] == near(1)
    assert answer.prices["import_cap|port_b|grain|now"] == near(0.5)


def test_a_finite_stock_rises_in_cost_and_counts_years_while_money_counts_weights() -> None:
    """Ore, 10 a year for 2 years (weight 1.8) and for 5 years (weight 3.1): 70 t. 55 t are had at 1, the rest at 4.
    A dear ton taken in the first period costs 3 x 1.8 / 2 = 2.7 more, in the second 3 x 3.1 / 5 = 1.86: so all 15 dear
    tons, 3 a year, in the second. 10 x 1.8 + (7 x 1 + 3 x 4) x 3.1 = 76.9. A cheap ton more saves 1.86."""
    answer = solved("""
        periods: [{id: first, years: 2, weight: 1.8}, {id: second, years: 5, weight: 3.1}]
        sites: [mine]
        commodities: {ore: {}}
        stocks: [{commodity: ore, site: mine, steps: [{cost: 1, stock: 55}, {cost: 4, stock: 100}]}]
        demand: [{commodity: ore, sites: mine, amount: 10}]
    """)
    assert answer.objective == near(76.9)
    assert answer.prices["stock|mine|ore|1|all"] == near(-1.86)


def test_a_stock_may_have_a_yearly_rate() -> None:
    """At most 6 a year at 1; the other 4 are missed at 9: 42."""
    answer = solved("""
        sites: [mine]
        commodities: {ore: {}}
        stocks: [{commodity: ore, site: mine, steps: [{cost: 1, stock: 55}], rate: 6}]
        demand: [{commodity: ore, sites: mine, amount: 10, unmet_price: 9}]
    """)
    assert answer.objective == near(42)
    assert amount(answer, "demand", "unmet") == near(4)


@pytest.mark.parametrize(("whey", "cost"), [
    ("{}", 50.0),
    ("{disposal: forbidden}", 110.0),
    ("{disposal: paid, disposal_cost: 0.2}", 68.0),
    ("{disposal: paid, disposal_cost: 0.7}", 110.0),
])
def test_a_by_product_is_dumped_made_use_of_or_paid_for(whey: str, cost: float) -> None:
    """10 of cheese take 100 of milk at 0.5: 50, and leave 90 of whey. Drying it costs 10 x 6 = 60: 110 where nothing may
    be dumped. Carting it off at 0.2 costs 18: 68; at 0.7 it would cost 63, so it is dried."""
    assert solved(DAIRY.format(whey=whey)).objective == near(cost)


def test_demand_differs_by_market_and_period_and_is_nothing_where_none_is_written() -> None:
    """3 at the mill now, 4 there later, 5 in town later, at price 1 with years 1 and 2: 3 + 2 x 9 = 21."""
    answer = solved("""
        periods: [{id: now}, {id: later, years: 2}]
        sites: [mill, town, moor]
        commodities: {flour: {}}
        purchases: [{commodities: flour, price: 1}]
        demand: [{commodity: flour, amount: {mill: {now: 3, later: 4}, town: {later: 5}}}]
    """)
    assert answer.objective == near(21)
    assert amount(answer, "demand", "demand", site="moor") == 0


def test_demand_of_falling_value_is_served_until_it_is_not_worth_its_cost() -> None:
    """Bread costs 4. The first 10 are worth 9 each, the next 20 worth 5, the last 30 worth 3: 10 x 5 + 20 x 1 = 70."""
    answer = solved("""
        objective: maximise
        sites: [town]
        commodities: {bread: {}}
        purchases: [{commodities: bread, price: 4}]
        demand:
          - {name: first, commodity: bread, sites: town, amount: 10, value: 9}
          - {name: next, commodity: bread, sites: town, amount: 20, value: 5}
          - {name: last, commodity: bread, sites: town, amount: 30, value: 3}
    """)
    assert answer.objective == near(70)
    assert amount(answer, "demand", "served") == near(30)


def test_least_cost_and_most_benefit_are_the_same_plan_with_signs_turned() -> None:
    """3 of steel sold at 7, made at 5, with a furnace of 3: cost -6, benefit 6. A furnace of 4: cost -8, benefit 8."""
    text = """
        objective: {}
        sites: [works]
        commodities: {{steel: {{}}}}
        processes: {{melt: {{io: {{steel: 1}}, uses: {{furnace: 1}}, cost: 5}}}}
        units: {{furnace: {{existing: {}}}}}
        exports: [{{commodities: steel, price: 7}}]
    """
    cost, benefit = solved(text.format("minimise", 3)), solved(text.format("maximise", 3))
    assert (cost.objective, benefit.objective) == (near(-6), near(6))
    for answer, sense in ((cost, "minimise"), (benefit, "maximise")):
        more = solved(text.format(sense, 4)).objective
        assert answer.prices["capacity|works|furnace|now"] == near(more - answer.objective)
        assert amount(answer, "prices", "price", commodity="steel") == near(7)


def test_the_objective_may_be_shown_in_another_unit() -> None:
    """2,000 bought at 3 are 6 in thousands; one more of demand is 0.003."""
    answer = solved("""
        objective_scale: 0.001
        sites: [town]
        commodities: {salt: {}}
        purchases: [{commodities: salt, price: 3}]
        demand: [{commodity: salt, sites: town, amount: 2000}]
    """)
    assert answer.objective == near(6)
    assert answer.prices["balance|town|salt|now"] == near(0.003)


def test_the_same_file_gives_the_same_rows_in_the_same_order() -> None:
    from catchup.engine.assemble import assemble

    text = HEAD + ONE_PERIOD + DAIRY.format(whey="{disposal: forbidden}").replace("\n    ", "\n")
    one, two = (assemble(parse_model(text)) for _ in range(2))
    assert list(one.rows) == list(two.rows) == [
        "balance|dairy|milk|now", "balance|dairy|cheese|now", "balance|dairy|whey|now", "balance|dairy|powder|now"]
    assert [c.name for c in one.columns] == [c.name for c in two.columns]
