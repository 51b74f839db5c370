"""The sentences of a page follow from the numbers, and none praises a plan that does not beat the baseline."""

from __future__ import annotations

import re

import pytest
from plans import CASES, make_example, parts

from catchup.brief_figures import figures
from catchup.plan import Plan, make_plan
from catchup.words import answer, titles
from catchup.words import figures as write
from catchup.words.sense import Sense, judge, praised

BANNED = ("leverage", "ecosystem", "vibrant", "unlock", "journey", "optimal")
PRAISE = ("can take", "can cut", "gains", "is worth", "no other strategy yields", "passes half")


def sentences(plan: Plan) -> str:
    """Headline, lede and all figure titles in small letters."""
    return " | ".join([answer.headline(plan), answer.lede(plan), *(f.title for f in figures(plan).values()),
                       titles.money_words(plan)]).lower()


@pytest.mark.parametrize(("case", "sense"), [
    ("good", Sense.GOOD), ("none", Sense.GOOD), ("useless", Sense.USELESS), ("harmful", Sense.HARMFUL),
    ("infeasible", Sense.INFEASIBLE), ("identical", Sense.IDENTICAL)])
def test_each_case_is_judged_as_what_it_is(case: str, sense: Sense) -> None:
    assert judge(make_example(case)) is sense


def test_a_good_plan_says_from_where_to_where_for_what_and_on_which_condition() -> None:
    plan = make_example("good")
    said = answer.headline(plan)
    assert "from none to 0.6 years by 2033" in said
    assert "USD 32.4 bn" in said
    assert said.endswith("if grid connections for data centres are decided by 2027")
    assert "USD 38.4 bn" in answer.lede(plan)
    assert figures(plan)["trajectory"].title == "Home service passes half of need in 2033, 0.6 years behind"


def test_a_plan_that_stays_at_none_says_so_in_the_headline() -> None:
    plan = make_example("none")
    assert "stays none" in answer.headline(plan)
    assert "31%" in answer.headline(plan)
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
    (-27_000.0, -9_900.0, "USD −27.0 to −9.9 bn"), (410.0, 11_100.0, "USD 410 m to USD 11.1 bn")])
def test_a_range_of_money_names_its_unit_once(low: float, high: float, said: str) -> None:
    assert write.money_span(low, high) == said


@pytest.mark.parametrize(("lag", "said"), [
    (None, "none"), (0.62, "0.6 years"), (1.0, "1.0 year"), (10.0, "over 10 years"), (0.0, "0.0 years")])
def test_lags_are_written_with_none_and_the_cap_as_words(lag: float | None, said: str) -> None:
    assert write.years(lag) == said


@pytest.mark.parametrize(("value", "unit", "said"), [
    (0.012, "share of GDP", "1.2% of GDP"), (0.29, "share", "29%"), (38.0, "USD bn per GW", "USD 38 bn per GW"),
    (1.2, "ratio", "1.2"), (2.0, "years", "2 years"), (-0.0001, "share", "−0.01%"), (None, "years", "none")])
def test_quantities_are_written_with_their_unit(value: float | None, unit: str, said: str) -> None:
    assert write.quantity(value, unit) == said
