"""A comparison is fair: the same to both sides, silent where nothing can be said, and never in praise of a loss."""

from __future__ import annotations

import csv
import io
import itertools
import re
from dataclasses import replace
from typing import Any

import pytest
from comparisons import PLANS, SETS, certain, chosen, niche_parts, with_card
from plans import parts
from rich.console import Console

from catchup.compare import compare, comparison_csv, comparison_table
from catchup.compare_many import LEDE_WORDS
from catchup.compare_outcomes import OUTCOMES
from catchup.compare_records import TIE, UNRANKED, UNSURE
from catchup.errors import InputError
from catchup.plan import Plan, make_plan

PAIRS = list(itertools.permutations(PLANS, 2))


def changed(case: str = "good", table: str = "inputs", path: str = "frontier.g_compute", **cells: Any) -> Plan:
    """A plan with one row of a table changed."""
    meta, card, tables = parts(case)
    tables[table] = [{**row, **cells} if row.get("path", row.get("id")) == path else row for row in tables[table]]
    return make_plan(meta, card, tables)


def swapped_letters(text: str) -> str:
    return re.sub(r"\b[AB]\b", lambda found: "B" if found[0] == "A" else "A", text)


@pytest.mark.parametrize("case", list(PLANS))
def test_a_plan_against_itself_shows_no_difference_and_says_same_plan(case: str) -> None:
    comparison = compare([PLANS[case], PLANS[case]])
    pair = comparison.pairs[0]
    assert comparison.same_plan
    assert all(row.difference in (0, None) and row.lead in (0, None) for row in pair.rows)
    assert {row.better for row in pair.rows} <= {TIE, UNRANKED}
    assert not any(project.differs for project in pair.projects)
    assert not pair.orders
    assert not pair.flips
    assert all(gap in (0, None) for track in pair.tracks for gap in track.difference)
    assert all(gap == 0 for payer in pair.money for gap in payer.cumulative)
    assert "same plan" in comparison.verdict or case == "infeasible"


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_swapping_the_plans_flips_every_sign(one: str, two: str) -> None:
    ahead, back = compare([PLANS[one], PLANS[two]]).pairs[0], compare([PLANS[two], PLANS[one]]).pairs[0]
    letters = {"A": "B", "B": "A"}
    for row, other in zip(ahead.rows, back.rows, strict=True):
        assert other.difference == (None if row.difference is None else -row.difference)
        assert other.lead == (None if row.lead is None else -row.lead)
        assert other.better == letters.get(row.better, row.better)
        assert other.spread == (None if row.spread is None else (-row.spread[1], -row.spread[0]))
    for payer, other_payer in zip(ahead.money, back.money, strict=True):
        assert other_payer.cumulative == tuple(-gap for gap in payer.cumulative)
    opposite = {"added": "dropped", "dropped": "added"}
    assert sorted((p.name, tuple(opposite.get(c, c) for c in p.changes)) for p in ahead.projects) == sorted(
        (p.name, p.changes) for p in back.projects)


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_swapping_the_plans_keeps_the_verdict_true(one: str, two: str) -> None:
    ahead, back = compare([PLANS[one], PLANS[two]]), compare([PLANS[two], PLANS[one]])
    assert swapped_letters(back.verdict) == ahead.verdict
    assert swapped_letters(back.pairs[0].switch) == ahead.pairs[0].switch


@pytest.mark.parametrize("name", list(SETS))
def test_the_lede_is_short(name: str) -> None:
    assert len(compare(chosen(name)).lede.split()) <= LEDE_WORDS


def test_the_same_files_are_the_same_base() -> None:
    base = compare(chosen("two")).base
    assert base.same
    assert base.sentence.startswith("Same base")
    assert not base.differences


def test_another_frontier_in_one_file_names_the_input() -> None:
    meta, card, tables = parts("good")
    tables["inputs"] = [{**row, "value": 4.6} if row["path"] == "frontier.g_compute" else row
                        for row in tables["inputs"]]
    other = make_plan({**meta, "scenario_sha256": "b" * 64}, card, tables)
    comparison = compare([PLANS["niche"], other])
    assert not comparison.base.same
    assert "frontier.g_compute" in comparison.base.sentence
    assert "scenario" in comparison.base.sentence
    (difference,) = comparison.base.differences
    assert difference.values == (4.0, 4.6)
    assert difference.sources == ("epoch_trends", "epoch_trends")
    assert "lag in A" in difference.effect
    assert "choose" not in comparison.verdict
    assert comparison.verdict.startswith("On different inputs")


def test_an_input_changed_under_the_same_files_is_not_the_same_base() -> None:
    assert not compare([PLANS["good"], changed(value=4.6)]).base.same


def test_an_input_that_only_one_strategy_reads_is_no_difference_of_the_base() -> None:
    meta, card, tables = niche_parts()
    tables["inputs"] = [row for row in tables["inputs"] if row["path"] != "frontier.g_compute"]
    assert compare([PLANS["good"], make_plan(meta, card, tables)]).base.same


def test_none_is_a_word_and_has_no_difference() -> None:
    row = compare(chosen("baseline")).pairs[0].row("home_age_end")
    assert row.texts == ("0.6 years", "none")
    assert row.difference is None
    assert row.difference_text == "from 0.6 years to none"
    assert row.better == "A"
    assert "rather than none" in compare(chosen("baseline")).verdict


def test_a_plan_that_loses_is_not_praised() -> None:
    better_lag = with_card(home_age_end=0.2, welfare_usd_m=-5_000.0, strategy="x")
    comparison = compare([better_lag, certain(parts("good"))], ["Loser", "Winner"])
    assert comparison.verdict.startswith("Loser (A) loses USD 5.0 bn against buying abroad")
    assert "choose A" not in comparison.verdict
    assert "A pays only if a year of lag is worth more than" in comparison.verdict
    assert any("Loser (A) loses" in text for text in comparison.limits)


def test_two_plans_that_lose_are_both_called_so() -> None:
    assert compare([PLANS["useless"], PLANS["harmful"]]).verdict.startswith("Neither plan beats buying abroad")


def test_the_price_of_a_year_of_lag_is_the_switch_point() -> None:
    """0.5 years closer for USD 3,000 m less: a year has to be worth 3,000 / 0.5 = 6,000."""
    near, rich = (with_card(home_age_end=age, welfare_usd_m=worth) for age, worth in ((0.6, 30_000.0), (1.1, 33_000.0)))
    comparison = compare([near, rich], ["Near", "Rich"])
    assert comparison.verdict == ("Near (A) ends 0.5 years closer to the frontier but is worth USD 3.0 bn less than "
                                  "Rich (B); choose A only if a year of lag is worth more than USD 6.0 bn.")


def test_the_price_of_a_point_of_home_share_is_the_switch_point() -> None:
    """Ten points more for USD 500 m less: USD 50 m a point."""
    near, rich = (with_card("none", home_share_end=share, welfare_usd_m=worth)
                  for share, worth in ((0.4, 4_000.0), (0.3, 4_500.0)))
    assert "a point of home share is worth more than USD 50 m" in compare([near, rich]).verdict


def test_an_input_that_turns_the_order_is_the_switch_point() -> None:
    """The lead of B on net benefit is 3,600 at a cluster cost of 38 and 0.5 x 38,400 x 0.3 = 5,760 for A less at 32:
    it vanishes at 38 - 6 x 3,600 / 5,760 = 34.25."""
    pair = compare(chosen("two")).pairs[0]
    flip = next(flip for flip in pair.flips if flip.path == "chain.cluster.usd_per_gw")
    assert flip.at == pytest.approx(34.25)
    assert (flip.better, flip.above) == ("A", False)
    assert "choose A if cost of a cluster is below about USD 34 bn per GW" in pair.verdict


def test_without_a_turning_input_the_page_says_so() -> None:
    assert "none of the 11 inputs" in compare(chosen("harmful")).pairs[0].switch


def test_a_range_that_touches_nought_names_no_winner() -> None:
    """Each input takes the same value in both plans, so the range of net benefit is that of the difference alone."""
    row = compare(chosen("two")).pairs[0].row("welfare_usd_m")
    assert row.spread is not None
    assert row.spread[0] < 0 < row.spread[1]
    assert row.better == UNSURE
    swings = [0.3 * change * 38_400 - 3_600 for change in (-0.9, 1.7)]
    assert row.spread == pytest.approx((min(swings), max(swings)))


def test_a_difference_under_one_per_cent_is_a_tie() -> None:
    near = compare([with_card(welfare_usd_m=30_000.0), with_card(welfare_usd_m=30_250.0)])
    far = compare([with_card(welfare_usd_m=30_000.0), with_card(welfare_usd_m=30_350.0)])
    assert near.pairs[0].row("welfare_usd_m").better == TIE
    assert far.pairs[0].row("welfare_usd_m").better == "B"


def test_plans_level_on_lag_and_benefit_differ_in_who_pays() -> None:
    meta, card, tables = parts("good")
    limits = [{**row, "public_net_usd_m": row["public_net_usd_m"] + 100} for row in tables["limits"]]
    dear = certain((meta, card, {**tables, "limits": limits}))
    verdict = compare([dear, certain(parts("good"))]).verdict
    assert "end alike on lag and net benefit" in verdict
    assert "the public purse spends USD 1.5 bn more under A" in verdict


def test_every_outcome_says_its_direction_and_unit() -> None:
    rows = compare(chosen("two")).scorecard_rows
    assert [row.key for row in rows] == [outcome.key for outcome in OUTCOMES]
    assert 8 <= len(rows) <= 14
    assert {row.direction for row in rows} == {
        "fewer is better", "less is better", "more is better", "neither is better by itself"}
    assert all(row.better == UNRANKED for row in rows if row.direction.startswith("neither"))


def test_projects_dropped_moved_and_resized_are_found() -> None:
    found = {p.name: p.changes for p in compare(chosen("two")).pairs[0].projects if p.differs}
    assert found == {"Advanced packaging plant": ("dropped",), "National compute cluster": ("moved", "resized"),
                     "AI engineers trained and brought home": ("resized",)}


def test_a_project_with_another_name_is_matched_by_asset_and_mode() -> None:
    renamed = changed(table="projects", path="grid", name="Grid connections, first lot")
    found = [p for p in compare([PLANS["good"], renamed]).pairs[0].projects if "first lot" in p.name]
    assert [p.changes for p in found] == [("same",)]


def test_a_project_paid_by_another_owner_is_found() -> None:
    other = changed(table="projects", path="grid", owner="dom", channel="private")
    found = [p for p in compare([PLANS["good"], other]).pairs[0].projects if p.differs]
    assert [p.changes for p in found] == [("paid otherwise",)]


def test_orders_of_other_years_are_listed() -> None:
    orders = compare(chosen("baseline")).pairs[0].orders
    assert {order.asset for order in orders} >= {"grid_connection", "training"}
    assert all(order.sizes[1] == 0 for order in orders)


def test_a_plan_without_an_answer_is_not_compared() -> None:
    comparison = compare(chosen("infeasible"))
    assert comparison.verdict.startswith("Balanced (B) has no answer")
    assert "gains USD 38.4 bn" in comparison.verdict
    assert all(row.better == UNRANKED and row.texts[1] == "no answer" for row in comparison.scorecard_rows)


def test_two_countries_are_shown_in_shares_of_gdp_and_never_ranked() -> None:
    comparison = compare(chosen("countries"))
    rows = comparison.scorecard_rows
    assert {row.better for row in rows} == {UNRANKED}
    assert not any(row.unit in ("USD m", "GW") for row in rows)
    assert not comparison.base.same
    assert not comparison.standings
    assert "each is judged against its own baseline" in comparison.verdict
    assert not re.search(r"closer|more than|choose|USD", comparison.verdict + comparison.lede)
    assert all(payer.unit == "share of GDP" for payer in comparison.pairs[0].money)


def test_dominated_plans_are_named_with_what_dominates_them() -> None:
    standings = {s.letter: s.dominated_by for s in compare(chosen("eight")).standings}
    assert standings["C"] == "E"
    assert standings["D"] == "E"
    assert standings["A"] == standings["B"] == standings["E"] == ""
    assert "F" not in standings


def test_three_plans_are_each_held_against_the_first() -> None:
    comparison = compare(chosen("three"))
    assert [(p.left.letter, p.right.letter) for p in comparison.pairs] == [("A", "B"), ("A", "C")]
    assert comparison.verdict == ("Of 3 plans, Niche (B) is worth most (USD 42.0 bn); Balanced (A) ends closest at "
                                  "home (0.6 years behind, 93% of need).")


@pytest.mark.parametrize("number", [0, 1, 9])
def test_two_to_eight_plans_can_be_compared(number: int) -> None:
    with pytest.raises(InputError, match="two to 8"):
        compare([PLANS["good"]] * number)


def test_names_must_fit_the_plans() -> None:
    with pytest.raises(InputError, match="one name a plan"):
        compare(chosen("two"), ["only one"])
    assert compare(chosen("two"), ["Early", "Late"]).verdict.startswith("Early (A)")


def test_the_terminal_table_names_the_better_plan() -> None:
    console = Console(width=140, file=io.StringIO(), color_system=None)
    with console.capture() as capture:
        console.print(comparison_table(compare(chosen("two"))))
    text = capture.get()
    assert "cannot tell apart" in text
    assert "A Balanced" in text
    assert "fewer is better" in text


def test_the_csv_is_whole_and_runs_no_formula() -> None:
    meta, card, tables = niche_parts()
    tables["projects"][0]["name"] = "=HYPERLINK(1)"
    text = comparison_csv(compare([PLANS["good"], make_plan(meta, card, tables)], ["=A1", "@B"]))
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows[1:] for cell in row]
    assert not any(cell[:1] in ("=", "+", "@") for cell in cells)
    assert "'=A1" in cells
    numbers = [row for row in rows if row[0] == "outcome" and row[2].startswith("Public cost")]
    assert [float(cell) for cell in numbers[0][4:7]] == [10850.0, 7200.0, 3650.0]


def test_plan_files_without_figures_of_an_embargo_are_compared_without_them() -> None:
    """Files written before the figure existed; one of two is enough for the line."""
    def old(plan: Plan) -> Plan:
        card = {key: value for key, value in plan.scorecard.items() if "embargo" not in key and "denial" not in key}
        return replace(plan, scorecard=card)
    one, two = chosen("two")
    keys = {row.key for row in compare([old(one), old(two)]).scorecard_rows}
    assert not keys & {"embargo_share_end", "lag_denial_end"}
    assert "embargo_share_end" in {row.key for row in compare([one, old(two)]).scorecard_rows}
