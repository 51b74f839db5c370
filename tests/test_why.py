"""Reasons in words: what carries a plan, what going without costs, what a unit more is worth."""

from __future__ import annotations

from typing import Any

import pytest
from plans import make_example, parts

from catchup.brief import render_brief
from catchup.plan import Plan, make_plan
from catchup.words import why, worth
from catchup.words.clauses import reason


def with_tables(**tables: list[dict[str, Any]]) -> Plan:
    meta, card, known = parts("good")
    return make_plan(meta, card, {**known, **tables})


def row(name: str, share: float, *, level: str = "asset", hardly: bool = False, instead: str | None = None) -> dict[str, Any]:
    return {"id": name, "asset": name, "level": level, "name": name, "loss_usd_m": 1000.0 * share, "share": share,
            "hardly": hardly, "instead": instead}


def test_some_carry_the_plan_and_others_hardly_matter() -> None:
    plan = with_tables(worth=[
        row("AI cluster", 0.55), row("Gas power plant, open cycle", 0.025), row("Fab", 0.004, hardly=True),
        row("Port", 0.002, hardly=True), row("Solar park, state", 0.001, level="way", hardly=True, instead="Wind park"),
        row("together", 0.007, level="together")])
    first, second, third = worth.ties(plan)
    assert first == ("Two kinds of project carry the plan; what it loses without each: AI cluster 55%; gas power plant "
                     "(open cycle) 2.5%.")
    assert second == ("Two others hardly matter, under 1% of the net benefit each: fab and port; without all of them "
                      "the plan loses 0.70%.")
    assert third == ("Without solar park (state) the plan loses USD 1.0 m (0.10% of its net benefit); wind park takes "
                     "its place.")
    assert worth.short_ties(plan) == (
        "Two kinds of project carry it, most: AI cluster (55%) and gas power plant (2.5%) of the net benefit. "
        "Under 1% each: fab and port.")


def test_nothing_is_said_of_what_was_not_worked_out() -> None:
    plan = with_tables(worth=[], options=[], weakest=[], ways=[])
    assert worth.ties(plan) == []
    assert worth.short_ties(plan) == worth.options_sentence(plan) == ""
    assert "What carries the plan" not in render_brief(plan)
    assert "Weakest sources" not in render_brief(plan)


def test_the_three_dearest_options_stand_on_the_page() -> None:
    page = render_brief(make_example("good"))
    assert ("Dearest to go without: AI machines from abroad (56% of the net benefit), "
            "sales abroad (20%), and mission delivery units (5%).") in page
    assert "What carries the plan" in page
    assert "A load study of the ministry would settle it" in page


@pytest.mark.parametrize(("changed", "said"), [
    ({}, "One more GW of firm power in 2029 is worth USD 310 m a year (binds in 2 years, 2028 to 2029)."),
    ({"family": "growth"}, "One more GW of firm power that builders can start in 2029 is worth USD 310 m (binds in 2 "
                           "years, 2028 to 2029)."),
    ({"family": "money", "name": "Public budget", "unit": "USD m"},
     "One more USD m of public budget in 2029 is worth USD 310 m (binds in 2 years, 2028 to 2029)."),
    ({"family": "growth", "name": "Team that serves", "unit": "team"},
     "One more team that serves that builders can start in 2029 is worth USD 310 m (binds in 2 years, 2028 to 2029)."),
])
def test_a_price_is_a_sentence_with_unit_and_sign(changed: dict[str, Any], said: str) -> None:
    base = {"family": "balance", "item": "firm_power", "name": "Firm power", "layer": "energy", "unit": "GW",
            "sentence": ""} | changed
    rows = [{**base, "year": 2028, "usd_m_per_unit": 200.0}, {**base, "year": 2029, "usd_m_per_unit": 310.0}]
    assert why.price(rows) == said


def test_an_asset_has_its_ways_and_prices_and_the_note_that_goes_with_them() -> None:
    titles = [section.title for section in why.of_asset(make_example("good"), "accelerator_cluster")]
    assert "Ways to get it" in titles
    assert titles[-1] == "Note"
    assert why.of_asset(make_example("good"), "nothing") == []


def test_what_would_settle_it_is_kept_when_a_reason_is_cut() -> None:
    words = "15-20 GW of back-up sets run a few hours a day and more; a national load study would settle it"
    assert reason(words, "Its name", 10) == "A national load study would settle it"
    assert reason("one two three four", "x", 2) == "One two …"
