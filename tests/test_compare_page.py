"""The comparison page is one closed file, the same bytes for the same plans, and shows what the comparison says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape

import pytest
from comparisons import PLANS, SETS, chosen, with_card
from plans import parts

from catchup.charts.compare_scatter import by_lag, scatter_drawing
from catchup.charts.compare_scorecard import STRIP, scorecard_shapes
from catchup.charts.compare_series import money_drawing
from catchup.charts.compare_shapes import Box, Line, Path, Words, wrap
from catchup.charts.scale import text_width
from catchup.compare import compare
from catchup.compare_headings import (
    MOST_WORDS,
    gantt_heading,
    money_heading,
    scatter_heading,
    scorecard_heading,
)
from catchup.compare_page import render_compare
from catchup.page import POLICY
from catchup.plan import Plan, from_json, make_plan, to_json

BUDGET = 300_000
HOSTILE = "<script>alert('x')</script> & \"quote\""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {name: render_compare(chosen(name)) for name in SETS}


def read(html: str) -> str:
    """The words of a page."""
    body = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def data(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.S)
    assert found
    body: dict[str, object] = json.loads(found[1])
    return body


@pytest.mark.parametrize("name", list(SETS))
def test_the_page_fits_the_budget_and_is_locked(pages: dict[str, str], name: str) -> None:
    html = pages[name]
    assert len(html.encode()) <= BUDGET
    assert POLICY in unescape(html)
    assert html.count("<script") == 1
    assert not re.search(r'(src|href)="(https?:)?//', html)


@pytest.mark.parametrize("name", list(SETS))
def test_the_heading_is_the_verdict_and_the_data_block_has_it(pages: dict[str, str], name: str) -> None:
    comparison = compare(chosen(name))
    assert f"<h1>{comparison.verdict}</h1>" in unescape(pages[name])
    body = data(pages[name])
    assert body["verdict"] == comparison.verdict
    assert len(body["pairs"]) == len(comparison.pairs)  # type: ignore[arg-type]


def test_the_same_plans_make_the_same_bytes_also_from_files() -> None:
    again = [from_json(to_json(plan)) for plan in chosen("two")]
    assert render_compare(chosen("two")) == render_compare(again)


def test_ids_are_unique_and_labels_resolve(pages: dict[str, str]) -> None:
    for html in pages.values():
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        for names in re.findall(r'aria-labelledby="([^"]+)"', html):
            assert set(names.split()) <= set(ids)


@pytest.mark.parametrize("name", list(SETS))
def test_the_name_of_each_picture_has_two_numbers_of_its_table(pages: dict[str, str], name: str) -> None:
    figures = re.findall(r'<figure id="[^"]*">.*?</figure>', pages[name], re.S)
    assert len(re.findall(r'role="img"', pages[name])) == len(figures)
    for figure in figures:
        desc = re.search(r"<desc[^>]*>(.*?)</desc>", figure, re.S)
        table = re.search(r"<table>.*?</table>", figure, re.S)
        assert desc
        assert table
        assert "<caption>" in table[0]
        numbers = set(re.findall(r"\d[\d.,]*\d|\d", desc[1])) & set(re.findall(r"\d[\d.,]*\d|\d", table[0]))
        assert len(numbers) >= 2


@pytest.mark.parametrize("name", list(SETS))
def test_headings_have_at_most_twelve_words(name: str) -> None:
    comparison = compare(chosen(name))
    made = [rule(pair) for pair in comparison.pairs for rule in (scorecard_heading, gantt_heading, money_heading)]
    made += [scatter_heading(comparison, True), scatter_heading(comparison, False)]
    assert not [heading for heading in made if len(heading.split()) > MOST_WORDS]


def test_a_loser_is_not_praised_by_a_heading(pages: dict[str, str]) -> None:
    assert "A loses against buying abroad" in pages["harmful"]
    assert "A is better" not in pages["harmful"]


def test_two_countries_get_a_warning_no_strip_and_no_winner(pages: dict[str, str]) -> None:
    text = read(pages["countries"])
    assert 'class="banner"' in pages["countries"]
    assert "A better" not in text
    assert "ahead" not in text
    assert "not ranked" in text


def test_another_input_is_named_in_the_banner_and_in_the_table() -> None:
    meta, card, tables = parts("good")
    tables["inputs"] = [{**row, "value": 4.6} if row["path"] == "frontier.g_compute" else row
                        for row in tables["inputs"]]
    html = render_compare([PLANS["good"], make_plan({**meta, "scenario_sha256": "b" * 64}, card, tables)])
    banner = re.search(r'<div class="banner".*?</div>', html, re.S)
    assert banner
    assert "frontier.g_compute" in banner[0]
    assert "<code>frontier.g_compute</code>" in html


def test_a_plan_without_an_answer_says_why_and_is_not_drawn(pages: dict[str, str]) -> None:
    text = read(pages["infeasible"])
    assert "The promise of an offset ratio of 2 in 2030 cannot be kept." in text
    assert "Figure 2" not in text
    assert "cannot be drawn beside one that has" in text


def test_ghosts_stand_where_a_project_is_missing(pages: dict[str, str]) -> None:
    assert ">not in B<" in pages["two"]
    assert ">not in A<" not in pages["two"]
    assert ">not in A<" in render_compare(list(reversed(chosen("two"))))


def test_the_strip_runs_to_the_left_where_the_first_plan_is_better() -> None:
    pair = compare(chosen("two")).pairs[0]
    row = pair.row("public_cost_pv_usd_m")
    middle = sum(STRIP) / 2
    for rows, beyond in ((chosen("two"), True), (list(reversed(chosen("two"))), False)):
        one = compare(rows).pairs[0]
        shapes, _ = scorecard_shapes(one)
        place = [r.key for r in one.rows].index(row.key)
        ticks = [s for s in shapes if isinstance(s, Line) and s.width == 2.4 and s.colour == "ink"]
        ranked = [r.key for r in one.rows if r.lead not in (None, 0)]
        assert place >= 0
        assert (ticks[ranked.index(row.key)].x1 > middle) is beyond


def test_where_the_range_touches_nought_two_waves_stand_for_the_letter(pages: dict[str, str]) -> None:
    pair = compare(chosen("two")).pairs[0]
    unsure = sum(row.better == "≈" for row in pair.rows)
    assert unsure >= 1
    drawn = re.search(r'<figure id="figure-1">.*?</svg>', pages["two"], re.S)
    assert drawn
    assert drawn[0].count("t5 -1") == 2 * unsure
    assert "≈" not in drawn[0]


def test_a_bar_of_a_range_stays_inside_the_strip() -> None:
    for name in SETS:
        for pair in compare(chosen(name)).pairs:
            shapes, height = scorecard_shapes(pair)
            for box in (s for s in shapes if isinstance(s, Box)):
                assert STRIP[0] - 0.1 <= box.x
                assert box.x + box.width <= STRIP[1] + 0.1
            assert all(0 <= s.y <= height for s in shapes if isinstance(s, Words))


def test_three_plans_get_a_table_of_all_and_the_scatter(pages: dict[str, str]) -> None:
    text = read(pages["eight"])
    assert "dominated by E" in text
    assert "best corner" in text
    assert pages["three"].count("<svg") == 4
    assert "Scorecard of all plans" in pages["three"]


def test_hostile_names_stay_text() -> None:
    meta, card, tables = parts("good")
    tables["projects"][0]["name"] = HOSTILE
    html = render_compare([make_plan({**meta, "country": HOSTILE}, card, tables), PLANS["niche"]], [HOSTILE, "B"])
    assert "<script>alert" not in html
    assert html.count("<script") == 1


def test_long_names_are_wrapped_and_cut() -> None:
    lines = wrap("A very long name of a project that will never fit its narrow column on any page", 150)
    assert len(lines) == 2
    assert lines[1].endswith("...")
    assert text_width(lines[0]) <= 150


def test_the_page_is_made_without_solver_and_pandas() -> None:
    code = ("import sys, catchup.compare_page; "
            "print(sorted({'pandas', 'pulp', 'highspy', 'numpy', 'pint', 'networkx', 'rich'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def level_plans() -> list[Plan]:
    """Three plans with one lag and different shares and public costs."""
    return [with_card(home_age_end=0.6, home_share_end=share, public_cost_pv_usd_m=cost, welfare_usd_m=worth)
            for share, cost, worth in ((0.935, 47_700.0, 87_500.0), (0.92, 45_000.0, 81_900.0),
                                       (0.936, 47_400.0, 87_600.0))]


def test_plans_with_one_lag_are_drawn_by_the_share_that_they_serve() -> None:
    comparison = compare(level_plans())
    assert not by_lag(comparison.standings)
    assert by_lag(compare(chosen("three")).standings)
    assert "smaller lag" not in scatter_heading(comparison, False)
    assert comparison.lede.endswith("All have a home-served lag of 0.6 years (buying abroad: none).")


def test_labels_of_plans_that_lie_together_hide_no_mark() -> None:
    comparison = compare(level_plans())
    shapes = scatter_drawing(comparison.standings, comparison.labels).shapes
    marks = [re.match(r"M([\d.]+) ([\d.]+)", shape.commands) for shape in shapes if isinstance(shape, Path)]
    names = [shape for shape in shapes if isinstance(shape, Words) and shape.text[:2] in ("A ", "B ", "C ")]
    assert len(marks) == len(names) == 3
    for words in names:
        left = words.x - (text_width(words.text) if words.anchor == "end" else 0)
        for mark in marks:
            assert mark is not None
            x, y = float(mark[1]), float(mark[2])
            assert not (left < x < left + text_width(words.text) and words.y - 10 < y < words.y + 2)


def test_more_result_costs_more_is_said_only_where_it_does() -> None:
    def plans(*costs: float) -> list[Plan]:
        return [with_card(home_share_end=0.6 + 0.1 * i, public_cost_pv_usd_m=cost, welfare_usd_m=worth)
                for i, (cost, worth) in enumerate(zip(costs, (9e3, 8e3, 7e3), strict=True))]

    assert scatter_heading(compare(plans(1e3, 2e3, 3e3)), False) == (
        "No plan is best at both: a larger home share costs more")
    assert scatter_heading(compare(plans(3e3, 2e3, 1e3)), False) == "No plan is both cheaper and better than another"


def test_two_countries_list_their_own_new_orders_and_add_up_no_shares() -> None:
    comparison = compare(chosen("countries"))
    said = read(render_compare(chosen("countries")))
    assert "Republic of India (A)" in said
    assert "Only in" not in said
    listed = said[said.index("What each plan orders"):said.index("Results and money")]
    assert "Dholera" not in listed
    words = [shape.text for shape in money_drawing(comparison.pairs[0].money, ("A", "B")).shapes
             if isinstance(shape, Words)]
    assert not [text for text in words if "so far" in text]


def test_inputs_and_sizes_are_written_with_their_unit_in_words(pages: dict[str, str]) -> None:
    meta, card, tables = parts("good")
    row = {**tables["inputs"][0], "path": "strategy.targets.0.price", "unit": "USD m"}
    plans = [make_plan({**meta, "strategy_sha256": str(i)}, card, {**tables, "inputs": [{**row, "value": value}]})
             for i, value in enumerate((20_000.0, 30_000.0))]
    said = read(render_compare(plans))
    assert "strategy.targets.0.price USD 20.0 bn USD 30.0 bn" in said
    assert "1.1 GW, ordered 2028" in read(pages["two"])


def test_the_commands_write_the_plan_files_that_the_last_one_reads(pages: dict[str, str]) -> None:
    said = read(pages["two"])
    assert "catchup plan IND --strategy balanced --as-of 2026-11-21 --json -o A.json" in said
    assert "catchup compare A.json B.json" in said


def test_a_plan_without_public_capital_has_no_ratio_to_it() -> None:
    pair = compare([with_card(), with_card(private_per_public=None)]).pairs[0]
    assert pair.row("private_per_public").texts[1] == "no public capital"
