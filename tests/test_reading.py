"""A sceptical reader finds one number for one thing, no cut sentence, no plan that does not exist."""

from __future__ import annotations

import re
from typing import Any

import pytest
from plans import make_example, parts
from test_brief import Page
from test_words import changed

from catchup.brief import choices_more, embargo, kinds_of_money, render_brief
from catchup.brief_figures import chain_picture, figures
from catchup.brief_keys import keys
from catchup.charts import bars, scatter
from catchup.plan import Plan
from catchup.words import answer, describe
from catchup.words.clauses import cut, reason, tidy
from catchup.words.figures import money


def page(plan: Plan) -> str:
    return Page(render_brief(plan)).said()


@pytest.mark.parametrize("case", ["good", "infeasible", "identical"])
def test_figures_are_numbered_in_the_order_of_the_page_without_a_gap(case: str) -> None:
    numbers = [int(n) for n in re.findall(r"Figure (\d) ·", page(make_example(case)))]
    assert numbers == sorted(numbers)
    assert [figure.number for figure in figures(make_example("good")).values()] == list(range(1, 7))


def test_a_badge_and_the_table_below_give_the_same_worth() -> None:
    plan = make_example("good")
    shown = {node["id"]: str(node["badge"]) for node in chain_picture(plan)[0] if node["binds"]}
    worth = {row["node"]: money(float(row["worth_usd_m"] or 0.0)) for row in plan.rows("binding")}
    in_money = {node: badge for node, badge in shown.items() if "USD" in badge}
    assert all(worth[node] == badge for node, badge in in_money.items())
    _, _, tables = parts("good")
    nodes = [{**row, "badge": "USD 55.25 m" if row["binds"] else None} for row in tables["nodes"]]
    badges = [node["badge"] for node in chain_picture(changed(tables={"nodes": nodes}))[0] if node["badge"]]
    assert badges
    assert "USD 55.25 m" not in badges


def late(first: int, last: int) -> Plan:
    """What binds does so with weight, and one thing binds after the years shown."""
    _, _, tables = parts("good")
    rows = [dict(row) for row in tables["binding"]]
    rows.append({**rows[0], "name": "Late thing", "node": "late", "first_year": first, "last_year": last,
                 "worth_usd_m": 0.01, "lag_years": None})
    return changed(tables={"binding": rows})


def test_the_name_of_the_graph_has_no_year_that_ends_before_it_starts() -> None:
    said = figures(late(2045, 2045))["graph"].desc
    spans = [(int(a), int(b)) for a, b in re.findall(r"(\d{4})–(\d{4})", said)]
    assert "Late thing" not in said
    assert " to 20" not in said
    assert all(a < b <= 2040 for a, b in spans)


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    _, _, tables = parts("good")
    none = [{**row, "lag_years": None} for row in tables["binding"]]
    assert "Years of lag" not in figures(changed(tables={"binding": none}))["graph"].table.columns
    some = [{**row, "lag_years": 0.5} for row in tables["binding"]]
    made = figures(changed(tables={"binding": some}))["graph"].table
    assert "Years of lag" in made.columns
    assert {len(line) for line in (*made.rows, made.total)} == {len(made.columns)}


@pytest.mark.parametrize(("words", "most", "said"), [
    ("Chips grow as they do, first power and then money slow them.", 9, "Chips grow as they do."),
    ("One sentence here. Another that is long, and has a comma.", 8, "One sentence here."),
    ("Spending of 1,200 TWh is not served: low end", 7, "Spending of 1,200 TWh is not served."),
    ("A value (low, high) of many things that go on", 6, "A value (low, high) of many …"),
    ("short enough", 5, "short enough")])
def test_a_text_is_cut_where_a_clause_ends(words: str, most: int, said: str) -> None:
    assert cut(words, most) == said


def test_ranges_and_per_cents_of_the_files_are_set_as_on_the_rest_of_the_page() -> None:
    assert tidy("10-12 % here, 2-4 % there, 2025-26") == "10–12% here, 2–4% there, 2025-26"
    assert tidy("the state's delivery and the states' own") == "the state’s delivery and the states’ own"
    assert reason("ceiling of spending: ten-year gain", "Ceiling of spending", 9) == "Ten-year gain"


def test_totals_of_projects_say_why_they_are_not_the_capital_of_the_headline() -> None:
    listed = sum(float(row["cost_usd_m"]) for row in make_example("good").rows("projects") if row["origin"] != "programme")
    short = {"public_capital_usd_m": listed - 100_000 + 158, "domestic_capital_usd_m": 100_000.0,
             "foreign_capital_usd_m": 0.0}
    assert "Orders too small to list: USD 158 m." in figures(changed(**short))["gantt"].note
    short["public_capital_usd_m"] = listed - 100_000
    assert "too small" not in figures(changed(**short))["gantt"].note
    _, _, tables = parts("good")
    unit = {**tables["projects"][0], "id": "reform", "asset": "delivery_unit", "cost_usd_m": 136.0, "origin": "plan"}
    note = figures(changed(tables={"projects": [*tables["projects"], unit]}, **short))["gantt"].note
    assert "USD 136 m for delivery units is no capital." in note
    assert "too small" not in note


def test_the_net_benefit_that_a_heading_compares_stands_in_the_picture() -> None:
    plan = make_example("good")
    marks = {mark.name for mark in figures(plan)["scatter"].geometry.marks}
    assert marks == {f"{row['name']} {float(row['welfare_usd_m']) / 1e3:.1f}".replace("-", "−")
                     for row in plan.rows("alternatives")}


def test_labels_of_strategies_that_lie_together_keep_off_each_other_and_off_the_range() -> None:
    crowd = [scatter.Point(f"Strategy {n} 86.{n}", 315.0 + n, 0.93 - 0.004 * n, n == 0, *((0.3, 0.97) if n == 0 else ()))
             for n in range(5)]
    drawn = scatter.draw([*crowd, scatter.Point("Import 0.0", 0.0, 0.0, False),
                          scatter.Point("Sovereign stack −80.9", 503.0, 0.97, False)])
    spaces = {}
    for mark in drawn.marks:
        width = scatter.text_width(mark.name, scatter.SIZE)
        start = mark.label_x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
        spaces[mark.name] = (start, mark.label_y - 9, start + width, mark.label_y + 2)
    names = sorted(spaces)
    assert not [(a, b) for i, a in enumerate(names) for b in names[i + 1:] if scatter.overlap(spaces[a], spaces[b]) > 0]
    this = next(mark for mark in drawn.marks if mark.this)
    assert this.whisker is not None
    line = (this.x - 0.8, this.whisker[1], this.x + 0.8, this.whisker[0])
    assert not [name for name, space in spaces.items() if scatter.overlap(space, line) > 0]
    far = [mark for mark in drawn.marks if abs(mark.label_y - 4 - mark.y) >= scatter.FAR]
    assert far
    assert all(mark.leader for mark in far)


def test_no_private_money_is_said_and_has_no_scale() -> None:
    limits = [{"year": year, "domestic_usd_m": 0.0, "foreign_usd_m": 0.0} for year in range(2026, 2041)]
    panel = bars.draw(limits, [bars.Public(10.0, 50.0, 0.0, 700.0)] * 15).panels[0]
    assert panel.title == "Private money: none"
    assert [words for _, words in panel.ticks] == ["0"]


def test_the_lede_says_that_served_at_home_is_not_safe_from_an_embargo() -> None:
    assert "Under an embargo in 2040, 0% of need could still be served." in answer.lede(changed(embargo_share_end=0.0))
    assert "embargo" not in answer.lede(changed(embargo_share_end=0.9))
    assert "Decide first" in answer.lede(changed(embargo_share_end=0.0))
    said = embargo(changed(embargo_group="the United States and its partners (Japan, Korea)"))
    assert said.startswith("In the first year of an embargo by the United States and its partners, 2040, 35% of AI need")


def test_a_plan_that_does_not_exist_is_not_compared_and_no_input_of_it_is_counted() -> None:
    plan = make_example("infeasible")
    shown = {row["name"] for row in describe.standing(plan)}
    assert shown == {row["name"] for row in plan.rows("alternatives") if not row["this"]}
    assert embargo(plan) == ""
    assert answer.guesses(changed(inputs_total=0, inputs_grade_d=0)) == ""
    assert "0 of 0" not in page(changed("infeasible", inputs_total=0, inputs_grade_d=0))
    details: dict[str, str] = {key.label: key.detail for key in keys(plan)}
    assert "without the plan" not in details["Home-served lag in 2040"]
    assert "this plan" not in details.get("Public spending", "")


def test_one_promise_is_it_and_two_are_them() -> None:
    plan = make_example("infeasible")
    assert "What presses on them:" in page(plan)
    rows: list[dict[str, Any]] = [dict(row) for row in plan.rows("conflict")]
    one = [row for n, row in enumerate(rows) if row["kind"] not in ("conflict", "impossible") or n == 0]
    assert "What presses on it:" in page(changed("infeasible", tables={"conflict": one}))


def test_taxes_that_are_lost_are_not_subtracted_twice() -> None:
    _, _, tables = parts("good")
    cash = [{"year": 2030, "payer": "public", "kind": kind, "usd_m": amount}
            for kind, amount in (("capital", 100.0), ("taxes_and_surplus", 4.0))]
    words = kinds_of_money(changed(tables={**tables, "money": cash}))[1][2]
    assert words.startswith("USD 100 m spent and USD 4.0 m of taxes lost.")


def test_choices_that_stand_elsewhere_on_the_page_are_counted_there() -> None:
    _, _, tables = parts("good")
    first = {**tables["choices"][0]}
    plan = changed(tables={"weakest": [{**row, "path": first["path"]} for row in tables["weakest"][:1]]})
    total = len(tables["choices"])
    assert choices_more(plan, total - 1) == "One input of section 5 is a choice too."
    assert choices_more(changed(tables={"weakest": []}), total - 1) == "1 more in the data block of this page."
