"""A sceptical reader finds no absurd ratio, no number on top of a name, and no praise on a comparison."""

from __future__ import annotations

import re

import pytest
from comparisons import PLANS, niche_parts, with_card
from plans import make_example

from catchup.charts.compare_scorecard import DOTS, scorecard_shapes
from catchup.charts.compare_shapes import Words
from catchup.charts.scale import text_width
from catchup.compare import compare
from catchup.compare_headings import track_heading
from catchup.compare_page import render_compare
from catchup.plan import Plan, make_plan


def drawn(left: Plan, right: Plan) -> list[Words]:
    shapes, _ = scorecard_shapes(compare([left, right]).pairs[0])
    return [shape for shape in shapes if isinstance(shape, Words)]


def folded_out(html: str) -> str:
    return re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)


def test_next_to_no_public_money_makes_no_ratio_of_thousands() -> None:
    huge, large = with_card(private_per_public=33_034.8), with_card(private_per_public=53.07)
    row = compare([large, huge]).pairs[0].row("private_per_public")
    assert row.texts == ("53.1", "over 100")
    assert row.difference_text == "from 53.1 to over 100"
    assert compare([huge, with_card(private_per_public=900.0)]).pairs[0].row("private_per_public").better == "="
    assert not [w.text for w in drawn(large, huge) if "33" in w.text and "034" in w.text]


def test_a_lag_at_its_cap_is_over_ten_years_in_the_picture_as_in_the_table() -> None:
    words = [w.text for w in drawn(with_card(lag_denial_end=10.0), with_card(lag_denial_end=9.1))]
    assert "over 10" in words
    assert "10.0" not in words
    row = compare([with_card(lag_denial_end=10.0), with_card(lag_denial_end=9.1)]).pairs[0].row("lag_denial_end")
    assert row.difference_text == "from over 10 years to 9.1 years"


@pytest.mark.parametrize(("left", "right"), [(0.0, 0.063), (0.3, 0.0), (0.001, 0.9)])
def test_no_value_of_the_scorecard_stands_on_the_name_of_its_row(left: float, right: float) -> None:
    words = drawn(with_card(embargo_share_end=left, exchange_saved_pv_usd_m=-14_321.0, private_per_public=1.51),
                  with_card(embargo_share_end=right, exchange_saved_pv_usd_m=92_000.0, private_per_public=53.0))
    names = [w for w in words if w.x == 0 and w.size == 12.5]
    values = [w for w in words if w.anchor == "end" and w.x < DOTS[1] and w.size == 12.5]
    assert names
    assert values
    for name in names:
        beside = [v for v in values if abs(v.y - name.y) < 15]
        assert all(name.x + text_width(name.text, 12.5) <= v.x - text_width(v.text, 12.5) for v in beside), name.text


def test_a_comparison_says_what_history_does_not_tell() -> None:
    text = render_compare([PLANS["good"], PLANS["niche"]])
    assert "No single indicator told success from failure in 39 historical cases" in folded_out(text)


def test_what_differs_is_said_once_a_plan_on_the_screen() -> None:
    meta, card, tables = niche_parts()
    third = make_plan({**meta, "strategy_name": "Third"}, {**card, "welfare_usd_m": 41_000.0}, tables)
    text = render_compare([PLANS["good"], PLANS["niche"], third])
    assert len(re.findall(r"<summary>Niche \(B\): B ", text)) == 1
    assert "<li>Niche (B): B" not in text
    numbers = [int(n) for n in re.findall(r"Figure (\d) ·", text)]
    assert numbers == sorted(numbers)


def test_two_countries_have_their_gains_in_the_heading_as_shares_of_a_years_gdp() -> None:
    verdict = compare([PLANS["good"], make_example("none")]).verdict
    assert verdict == ("India (A) gains 1.0% of a year’s GDP and Nigeria (B) gains 1.7% of a year’s GDP against buying "
                       "abroad: each is judged against its own baseline.")
    losing = compare([PLANS["good"], with_other_country(welfare_usd_m=-4_100.0)]).verdict
    assert "Nigeria (B) loses 1.7% of a year’s GDP" in losing


def with_other_country(**card: float) -> Plan:
    from plans import parts

    meta, known, tables = parts("none")
    return make_plan(meta, {**known, **card}, {**tables, "sensitivity": []})


def test_plans_that_end_at_the_same_share_are_all_named() -> None:
    comparison = compare([PLANS["good"], PLANS["niche"], PLANS["good"]])
    heading = track_heading(comparison, "ABC", [(0.1, 0.93), (0.1, 0.91), (0.1, 0.931)])
    assert heading == "Home share runs from 91% (B) to 93% (A and C)"
