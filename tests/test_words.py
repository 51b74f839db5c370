"""The sentences of a page follow from the numbers, and none praises a plan that does not beat the baseline."""

from __future__ import annotations

import re
from typing import Any

import pytest
from plans import CASES, make_example, parts

from catchup.brief import render_brief
from catchup.brief_figures import figures
from catchup.plan import Plan, make_plan
from catchup.words import answer, payers, reasons, titles
from catchup.words import figures as write
from catchup.words.names import joined, running
from catchup.words.sense import Sense, judge, praised

BANNED = ("leverage", "ecosystem", "vibrant", "unlock", "journey", "optimal")
PRAISE = ("can raise", "can cut", "gains", "is worth", "no other strategy yields", "passes half")


def sentences(plan: Plan) -> str:
    """Headline, lede and all figure titles in small letters."""
    return " | ".join([answer.headline(plan), answer.lede(plan), *(f.title for f in figures(plan).values()),
                       titles.money_words(plan)]).lower()


@pytest.mark.parametrize(("case", "sense"), [
    ("good", Sense.GOOD), ("none", Sense.GOOD), ("useless", Sense.USELESS), ("harmful", Sense.HARMFUL),
    ("infeasible", Sense.INFEASIBLE), ("identical", Sense.IDENTICAL)])
def test_each_case_is_judged_as_what_it_is(case: str, sense: Sense) -> None:
    assert judge(make_example(case)) is sense


def changed(case: str = "good", tables: dict[str, list[dict[str, Any]]] | None = None, **card: Any) -> Plan:
    """A synthetic plan with some figures of its scorecard and some tables replaced."""
    meta, old, all_tables = parts(case)
    return make_plan(meta, {**old, **card}, {**all_tables, **(tables or {})})


def test_a_good_plan_says_from_where_to_where_for_what_and_on_which_condition() -> None:
    plan = make_example("good")
    assert answer.headline(plan) == (
        "India can raise AI served at home from 8% of need to 93% by 2040, 0.6 years behind the frontier, "
        "for USD 15.5 bn of public capital, if private investors put in USD 80.9 bn")
    assert "USD 38.4 bn" in answer.lede(plan)
    assert "USD 64.0 bn of its capital is a forecast of private action" in answer.lede(plan)
    assert "Decide first, by the end of 2027: grid connections for data centres." in answer.lede(plan)
    assert figures(plan)["trajectory"].title == "Home service passes half of need in 2033, 0.6 years behind"


def test_a_plan_that_the_state_pays_alone_names_its_first_decision_as_the_condition() -> None:
    _, _, tables = parts("good")
    own = [row for row in tables["projects"] if row["origin"] != "forecast"]
    plan = changed(tables={"projects": own}, public_capital_usd_m=32_400.0, domestic_capital_usd_m=0.0,
                   foreign_capital_usd_m=0.0)
    assert answer.headline(plan).endswith(
        "for USD 32.4 bn of public capital, if grid connections for data centres are decided by 2027")
    assert "forecast" not in answer.lede(plan)


def test_private_money_that_is_not_a_forecast_is_named_beside_the_public() -> None:
    assert payers.price(make_example("none")) == "for USD 1.6 bn of public capital and USD 2.9 bn of private"
    assert payers.price(changed(public_capital_usd_m=0.0)).startswith("without public capital, if private investors")


def test_a_gain_that_comes_from_power_is_not_sold_as_one_from_ai() -> None:
    said = answer.headline(changed("none", welfare_beyond_usd_m=0.92 * 4_100))
    assert "gains USD 4.1 bn net, 92% of it from power and ports, not AI, for" in said
    assert "not AI" not in answer.headline(make_example("none"))
    said = answer.headline(changed("none", welfare_beyond_usd_m=1.05 * 4_100))
    assert "gains USD 4.1 bn net, all of it from power and ports (its AI part loses USD 205 m), for" in said


@pytest.mark.parametrize(("alone", "said"), [
    (30_000.0, ", USD 30.0 bn of it without public money."), (12_000.0, ")."),
    (-500.0, ", USD 0 of it without public money."), (38_390.0, ", all of it without public money.")])
def test_the_lede_says_how_much_of_the_gain_needs_no_public_money(alone: float, said: str) -> None:
    lede = answer.lede(changed(welfare_without_support_usd_m=alone))
    assert f"is worth USD 38.4 bn net (1.0% of a year’s GDP{')' if said != ').' else ''}{said}" in lede


def test_two_decisions_are_named_apart_and_with_their_years() -> None:
    _, _, tables = parts("good")
    names = {"grid": "Transmission and distribution", "firm_power": "Gas power plant, open cycle"}
    rows = [{**row, "name": names.get(str(row["id"]), row["name"])} for row in tables["projects"]]
    what = "Gas power plant, open cycle and Transmission and distribution"
    plan = changed(tables={"projects": rows}, decide_what=what, decide_by_year=2026)
    assert [row["id"] for row in answer.due(plan)] == ["grid", "firm_power"]
    assert "transmission and distribution by 2026, gas power plant (open cycle) by 2027." in answer.decision(plan)


def test_names_in_running_text_keep_their_parts_together() -> None:
    assert running("Gas power plant, open cycle") == "gas power plant (open cycle)"
    assert running("AI cluster") == "AI cluster"
    assert joined(["a and b", "c"]) == "a and b, and c"
    assert joined(["a", "b"]) == "a and b"
    assert joined(["a", "b", "c"]) == "a, b, and c"


def over_budget(plan_year: int = 2030) -> Plan:
    """Public spending of 1,200 against a budget of 900 in one year: 100 of taxes and 200 of new debt cover it."""
    _, _, tables = parts("good")
    cash = {"capital": 1_000.0, "service_bill_of_the_state": 150.0, "committed": 50.0, "taxes_and_surplus": -100.0,
            "borrowing": -210.0, "debt_service": 10.0}
    money = [{"year": plan_year, "payer": "public", "kind": kind, "usd_m": amount} for kind, amount in cash.items()]
    limits = [{**row, "public_limit_usd_m": 900.0, "public_net_usd_m": 1_100.0 if row["year"] == plan_year else 0.0}
              for row in tables["limits"]]
    return changed(tables={"money": money, "limits": limits}, peak_public_usd_m=1_200.0, peak_public_year=plan_year,
                   public_limit_at_peak_usd_m=900.0)


def test_a_peak_over_the_budget_says_what_covers_it() -> None:
    plan = over_budget()
    assert payers.peak_words(plan) == (
        "peak USD 1.2 bn in 2030, USD 300 m over that year’s budget: borrowing and taxes cover it")
    assert titles.bars(plan) == "Public spending passes its yearly budget in one year; borrowing covers it"
    found = payers.treasury(plan)
    assert found == payers.Treasury(plan=1_000.0, promised=50.0, bill=150.0, received=100.0)
    assert found.spent == 1_200.0


def test_a_peak_inside_the_budget_stands_beside_it() -> None:
    plan = changed(peak_public_usd_m=3_200.0, peak_public_year=2027, public_limit_at_peak_usd_m=11_900.0)
    assert payers.peak_words(plan) == "peak USD 3.2 bn in 2027, budget that year USD 11.9 bn"


def test_what_binds_by_a_hair_is_not_counted_among_what_holds_the_plan_back() -> None:
    rows = [{"name": name, "worth_usd_m": worth, "lag_years": None} for name, worth in (
        ("Money", 100.0), ("Grid", 6.0), ("Port", 4.9))]
    assert [row["name"] for row in titles.weighty(rows)] == ["Money", "Grid"]


@pytest.mark.parametrize(("others", "title"), [
    ({"Niche": 37_000.0}, "Balanced and niche yield about the same net benefit"),
    ({"Niche": 36_000.0}, "No other strategy yields more net benefit than balanced"),
    ({"Niche": 39_900.0, "Hub": 45_000.0}, "One strategy yields more net benefit than balanced")])
def test_strategies_a_twentieth_apart_are_called_level(others: dict[str, float], title: str) -> None:
    _, _, tables = parts("good")
    this = next(row for row in tables["alternatives"] if row["this"])
    rows = [this, *({**this, "this": False, "name": name, "welfare_usd_m": gain} for name, gain in others.items())]
    assert titles.scatter(changed(tables={"alternatives": rows})) == title


def test_the_gantt_counts_projects_with_public_money() -> None:
    assert titles.gantt(make_example("good")) == "Three projects with public money start in 2026; four follow"


@pytest.mark.parametrize(("words", "said"), [
    ("Its benefit falls short of its cost by 51 per cent of capex in 2027: it would enter at USD 651 m per GW instead "
     "of 1,316.", "It would have to be 51% cheaper."),
    ("Its benefit falls short of its cost by 120 per cent of capex in 2027: x.", "It would not pay if it were free."),
    ("It breaks even at the margin at best: part of one might pay, no more.", "At best it breaks even."),
    ("It breaks even at the margin at best: part of one might pay, a whole plant of 1,500 t/yr does not.",
     "At best a part of one pays, a whole one (1,500 t a year) does not."),
    ("Nobody would provide it to a country of group D: one firm in Japan.", "Nobody would provide it here."),
    ("The strategy rules it out.", "The strategy rules it out.")])
def test_reasons_against_are_short(words: str, said: str) -> None:
    assert reasons.why_not({"reason": words}) == said


@pytest.mark.parametrize(("name", "sentence", "said"), [
    ("Gas plant", "Builders can start no more Gas plant in 2027 (growth limit, an assumption). One per cent more room "
     "is worth USD 15.4 m.", "Pace of building"),
    ("Delivery capacity", "The state's delivery capacity is used up in 2027. One per cent more room is worth USD 2 m.",
     "Used up"),
    ("AI engineer", "AI engineer are all employed in 2027. One per cent more room is worth USD 0.1 m.", "All employed"),
    ("Grid", "One more GW in 2029 is worth USD 310 m a year.", "One more GW in 2029 is worth USD 310 m a year")])
def test_what_binds_is_said_without_what_the_table_says_already(name: str, sentence: str, said: str) -> None:
    assert reasons.limit({"name": name, "sentence": sentence, "first_year": 2027}) == said


def test_projects_with_one_reason_can_share_it() -> None:
    rows = [{"name": name, "first_order": year, "why_then": f"Builders can start no more {name} in {year} (growth "
             f"limit, an assumption)."} for name, year in (("Gas plant", 2027), ("Solar park", 2029))]
    assert {reasons.why_then(row) for row in rows} == {
        "Builders can start no more before (growth limit, an assumption)."}


def test_a_plan_that_stays_at_none_says_so_in_the_headline() -> None:
    plan = make_example("none")
    assert answer.headline(plan).endswith("; AI served at home stays under half of need (31% in 2040)")
    assert "still under half" in figures(plan)["trajectory"].title


def test_a_useless_plan_is_called_a_cost_without_change() -> None:
    plan = make_example("useless")
    assert "would cost India USD 9.0 bn and change little" in answer.headline(plan)
    assert "loses USD 6.9 bn" in answer.lede(plan)
    assert "leaves home service as it is" in figures(plan)["trajectory"].title


def test_a_harmful_plan_is_called_a_loss() -> None:
    plan = make_example("harmful")
    assert "worse off: a net loss of USD 14.2 bn" in answer.headline(plan)
    assert "15% of need served at home instead of 24%" in answer.headline(plan)
    assert "falls behind the baseline" in figures(plan)["trajectory"].title
    assert "loss" in figures(plan)["tornado"].title


def test_an_infeasible_plan_has_no_plan_in_its_headline() -> None:
    plan = make_example("infeasible")
    assert answer.headline(plan).startswith("No plan for India keeps every promise")
    assert "baseline" in answer.lede(plan)


def test_a_plan_that_is_the_baseline_says_that_it_orders_nothing() -> None:
    plan = make_example("identical")
    assert "orders nothing new" in answer.headline(plan)
    assert figures(plan)["gantt"].title.startswith("Nothing new is ordered")
    assert "no new money" in sentences(plan)


def test_a_plan_that_buys_home_service_at_a_loss_is_not_praised() -> None:
    meta, card, tables = parts("good")
    plan = make_plan(meta, {**card, "welfare_usd_m": -5_000.0}, tables)
    assert judge(plan) is Sense.COSTLY
    assert "at a net loss of USD 5.0 bn" in answer.headline(plan)
    assert "doing nothing new is better" in answer.lede(plan)


def test_a_lag_that_comes_without_the_plan_is_not_credited_to_it() -> None:
    meta, card, tables = parts("good")
    plan = make_plan(meta, {**card, "base_home_age_end": card["home_age_end"]}, tables)
    assert "with or without the plan" in answer.headline(plan)


@pytest.mark.parametrize("case", [c for c in CASES if c not in ("good", "none")])
def test_no_sentence_praises_a_plan_that_does_not_beat_the_baseline(case: str) -> None:
    plan = make_example(case)
    assert not praised(plan)
    assert not [word for word in PRAISE if word in sentences(plan)]


@pytest.mark.parametrize("case", CASES)
def test_titles_and_lede_keep_to_their_length_and_to_plain_words(case: str) -> None:
    plan = make_example(case)
    assert all(0 < len(f.title.split()) <= titles.MOST_WORDS for f in figures(plan).values())
    assert len(answer.lede(plan).split()) <= answer.LEDE_WORDS
    assert not [word for word in BANNED if re.search(rf"\b{word}", sentences(plan))]


@pytest.mark.parametrize("case", CASES)
def test_none_is_a_word_and_never_a_number(case: str) -> None:
    assert not re.search(r"none years|none%|nan|\bNone\b", sentences(make_example(case)))


def test_the_headline_changes_with_every_case() -> None:
    assert len({answer.headline(make_example(case)) for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("usd_m", "said"), [
    (3_214.0, "USD 3.2 bn"), (310.0, "USD 310 m"), (0.0, "USD 0"), (-3_214.0, "−USD 3.2 bn"), (999.6, "USD 1.0 bn"),
    (2.44, "USD 2.4 m"), (104_000.0, "USD 104 bn"), (3_900_000.0, "USD 3.9 tn"), (None, "none")])
def test_money_is_written_as_a_minister_reads_it(usd_m: float | None, said: str) -> None:
    assert write.money(usd_m) == said


@pytest.mark.parametrize(("low", "high", "said"), [
    (3_800.0, 104_000.0, "USD 3.8–104 bn"), (-27_000.0, 9_900.0, "USD −27.0 to +9.9 bn"),
    (-27_000.0, -9_900.0, "USD −27.0 to −9.9 bn"), (21_000.0, 21_000.0, "USD 21.0 bn"), (410.0, 11_100.0, "USD 410 m to USD 11.1 bn")])
def test_a_range_of_money_names_its_unit_once(low: float, high: float, said: str) -> None:
    assert write.money_span(low, high) == said


@pytest.mark.parametrize(("lag", "said"), [
    (None, "none"), (0.62, "0.6 years"), (1.0, "1.0 year"), (10.0, "over 10 years"), (0.0, "0.0 years")])
def test_lags_are_written_with_none_and_the_cap_as_words(lag: float | None, said: str) -> None:
    assert write.years(lag) == said


@pytest.mark.parametrize(("value", "unit", "said"), [
    (0.012, "share of GDP", "1.2% of GDP"), (0.29, "share", "29%"), (38.0, "USD bn per GW", "USD 38 bn per GW"),
    (1.2, "ratio", "1.2"), (2.0, "years", "2 years"), (-0.0001, "share", "−0.01%"), (None, "years", "none"),
    (0.06, "fraction/yr", "6% a year"), (0.01, "fraction of GFCF", "1% of fixed investment"), (53.4, "team", "53 teams"),
    (1.0, "lab", "1 lab"), (50.0, "kwspm", "50 thousand wafers a month"), (2016.0, "USD m/GW", "USD 2,016 m per GW"),
    (8000.0, "t/yr", "8,000 t a year"), (0.4, "WP$ m/USD m/yr", "USD 0.4 of service a year per USD"),
    (0.0025, "GW", "0.0025 GW")])
def test_quantities_are_written_with_their_unit(value: float | None, unit: str, said: str) -> None:
    assert write.quantity(value, unit) == said


def test_the_part_of_the_benefit_that_needs_no_public_money_is_told() -> None:
    meta, card, tables = parts("good")
    plan = make_plan(meta, {**card, "welfare_without_support_usd_m": 1_500.0}, tables)
    assert "USD 1.5 bn of it needs no public money" in render_brief(plan)


def test_a_gain_under_every_input_is_called_adapted_since_the_plan_adapts() -> None:
    meta, card, tables = parts("good")
    rows = [{**row, "welfare_low": 1_000.0, "welfare_high": 90_000.0} for row in tables["sensitivity"]]
    plan = make_plan(meta, card, {**tables, "sensitivity": rows})
    assert titles.tornado(plan) == "Adapted to any single input, the plan still gains"
    rows[0]["welfare_low"] = -1_000.0
    assert "loss" in titles.tornado(make_plan(meta, card, {**tables, "sensitivity": rows}))
