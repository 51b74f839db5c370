"""The brief is one closed file that says what the plan says."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from plans import CASES, make_example, parts
from test_words import over_budget

from catchup.brief import SHOWN_TABLES, render_brief
from catchup.brief_figures import figures
from catchup.brief_inputs import Group, inputs
from catchup.brief_keys import keys
from catchup.charts import palette
from catchup.page import POLICY, plain
from catchup.plan import Plan, from_json, make_plan, to_json

VOID = {"meta", "link", "br", "hr", "img", "input", "line", "rect", "circle", "path"}
HOSTILE = "<script>alert('x')</script> & \"quote\" </title>"


class Page(HTMLParser):
    """Elements with their parents, and the text that a reader sees outside folded parts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.elements: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
        self.texts: list[tuple[tuple[str, ...], dict[str, str], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found, tuple(name for name, _ in self.open)))
        if tag not in VOID:
            self.open.append((tag, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {n: v or "" for n, v in attrs}, tuple(name for name, _ in self.open)))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        elif tag not in VOID:
            raise AssertionError(f"</{tag}> closes {self.open[-1:]}")

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(name for name, _ in self.open), self.open[-1][1] if self.open else {}, data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs, _ in self.elements if name == tag]

    def said(self) -> str:
        """Everything that is to be read, folded parts and pictures left out."""
        hidden = {"style", "script", "details", "svg", "head"}
        return " ".join(" ".join(text for inside, _, text in self.texts if not hidden & set(inside)).split())

    def words(self) -> list[str]:
        """Visible words, those in pictures included; bare numbers are not words."""
        hidden = {"style", "script", "details", "desc", "title", "head"}
        seen = [text for inside, attrs, text in self.texts
                if not hidden & set(inside) and attrs.get("aria-hidden") != "true"]
        return [word for word in " ".join(seen).split() if any(c.isalpha() for c in word)]


def heavy() -> Plan:
    """A plan with more of everything than a brief can show."""
    meta, card, tables = parts("good")
    words = "Waits until the grid connections of the first three sites are there, which a growth limit holds to 2029."
    tables["projects"] = [{**row, "id": f"{row['id']}_{n}", "rank": row["rank"] + n, "why_then": words}
                          for row in tables["projects"] for n in (0, 100, 200)]
    tables["why_not"] = [{**row, "reason": words} for row in tables["why_not"] * 4]
    tables["warnings"] = [{"code": f"W{n:03}", "message": words} for n in range(12)]
    tables["binding"] = [{**row, "sentence": words} for row in tables["binding"] * 2]
    tables["choices"] = [{**row, "reason": words} for row in tables["choices"] * 2]
    tables["nodes"] += [{**row, "id": f"{row['id']}_2"} for row in tables["nodes"]]
    return make_plan({**meta, "scenario_says": words * 2, "strategy_says": words * 2}, card, tables)


def example(name: str) -> Plan:
    """A synthetic plan by case, the heavy one included."""
    return heavy() if name == "heavy" else make_example(name)


def hostile() -> Plan:
    """A plan whose every text tries to break out of the page."""
    meta, card, tables = parts("good")
    bad = {key: HOSTILE if key in ("country", "short_name", "strategy_name", "scenario_says", "command") else value
           for key, value in meta.items()}
    for rows in tables.values():
        for row in rows:
            row.update({key: HOSTILE for key in ("name", "title", "sentence", "message", "reason") if key in row})
    return make_plan(bad, {**card, "tightest_name": HOSTILE, "decide_what": HOSTILE}, tables)


@pytest.fixture(scope="module")
def html() -> str:
    return render_brief(make_example("good"))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_one_file_loads_nothing(html: str, page: Page) -> None:
    assert not re.search(r"(?i)\bsrc\s*=|url\(\s*+[\"']?+(?!data:|#)|@import|<link|<img|<iframe|<object", html)
    assert not [tag for tag in page.all("script") if tag.get("type") != "application/json"]
    assert not re.search(r"(?i)\son[a-z]+\s*=|javascript:|\sstyle\s*=", html)
    assert {tag["href"][:8] for tag in page.all("a")} <= {"https://", "#main"} | {
        tag["href"][:8] for tag in page.all("a") if tag["href"].startswith("#")}


def test_the_policy_forbids_everything_but_the_page_itself(page: Page) -> None:
    policy = next(tag["content"] for tag in page.all("meta") if tag.get("http-equiv") == "Content-Security-Policy")
    assert policy == POLICY
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_the_file_says_who_wrote_it_in_its_first_bytes(html: str) -> None:
    assert re.search(r'<meta name="generator" content="catchup ', html[:8192])


@pytest.mark.parametrize("case", [*CASES, "heavy"])
def test_size_words_and_elements_keep_to_the_budget(case: str) -> None:
    text = render_brief(example(case))
    page = Page(text)
    assert len(text.encode()) <= 300_000
    assert len(gzip.compress(text.encode())) <= 110_000
    assert len(page.elements) <= 4_000
    assert len(page.words()) <= 1_500
    assert not page.open


@pytest.mark.parametrize("case", CASES)
def test_a_plan_read_back_makes_the_same_bytes(case: str) -> None:
    plan = make_example(case)
    assert render_brief(from_json(to_json(plan))) == render_brief(plan)


@pytest.mark.parametrize("case", CASES)
def test_every_figure_has_a_name_a_description_and_a_table(case: str) -> None:
    plan = make_example(case)
    page = Page(render_brief(plan))
    pictures = [tag for tag in page.all("svg") if tag.get("role") == "img"]
    assert len(pictures) == len(figures(plan)) >= 5
    ids = [tag["id"] for _, tag, _ in page.elements if "id" in tag]
    assert len(ids) == len(set(ids))
    for tag in pictures:
        assert set(tag["aria-labelledby"].split()) <= set(ids)
    tables = [inside for name, _, inside in page.elements if name == "caption" and "figure" in inside]
    assert len(tables) == len(pictures)
    assert all(tag.get("scope") in ("col", "row") for tag in page.all("th"))


@pytest.mark.parametrize("case", CASES)
def test_names_of_pictures_carry_numbers_of_their_tables(case: str) -> None:
    for name, figure in figures(make_example(case)).items():
        cells = " ".join(" ".join(row) for row in (*figure.table.rows, figure.table.total))
        in_table = set(re.findall(r"\d[\d.,]*%?", cells))
        in_name = set(re.findall(r"\d[\d.,]*%?", f"{figure.title} {figure.desc}"))
        said = {number.rstrip(".,") for number in in_name} & {number.rstrip(".,") for number in in_table}
        assert len(said) >= 2, (name, figure.desc)


def test_figures_are_numbered_without_a_gap() -> None:
    assert [figure.number for figure in figures(make_example("good")).values()] == [1, 2, 3, 4, 5, 6]


def test_special_characters_stay_text() -> None:
    text = render_brief(hostile())
    assert "<script>alert" not in text
    assert "</title> &" not in text
    page = Page(text)
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert not page.open


def test_the_statement_about_the_record_stands_on_the_page(page: Page) -> None:
    assert "No single indicator told success from failure in 39 historical cases" in page.said()


def test_a_conflict_of_promises_stands_above_the_figures() -> None:
    said = Page(render_brief(make_example("infeasible"))).said()
    places = [said.index(words) for words in (
        "No plan keeps these promises together: Machines at home serve at least 60%", "What presses on them: Builders",
        "Way out 1. At least 32.2%", "Try it: catchup brief IND", "--set targets.1.at_least=0.322",
        "mine.yaml:12: at_least: {value: 0.322", "Way out 2.", "--set targets.0.year=2033", "mine.yaml:8: year: 2033",
        "Where the country goes")]
    assert places == sorted(places)


def test_a_conflict_that_an_older_plan_tells_in_a_warning_stands_there_too() -> None:
    meta, card, tables = parts("infeasible")
    said = Page(render_brief(make_plan(meta, card, {**tables, "conflict": []}))).said()
    assert said.index("offset ratio of 2 in 2030 cannot be kept") < said.index("Where the country goes")


def test_links_are_marked_only_where_something_binds() -> None:
    assert not [link for link in figures(make_example("infeasible"))["graph"].geometry.links if link.binds]
    assert [link for link in figures(make_example("good"))["graph"].geometry.links if link.binds]


def test_four_kinds_of_money_stand_apart(page: Page) -> None:
    said = page.said()
    for kind in ("Net benefit", "Public cash", "Domestic private money", "Foreign money", "never added up"):
        assert kind in said


def test_assets_left_out_choices_and_commands_are_shown(page: Page) -> None:
    said = page.said()
    for words in ("Why not", "Nuclear power", "Choices, not facts", "Weight on denial",
                  "catchup brief IND --strategy balanced --as-of 2026-11-21", "3f9a1c", "HiGHS 1.15.1"):
        assert words in said


def test_inputs_of_the_country_are_listed_and_the_rest_is_counted_by_grade() -> None:
    meta, card, tables = parts("good")
    row = {**tables["inputs"][0], "grade": "D"}
    own = [{**row, "path": f"profile.power.figure_{n}", "grade": "ABCD"[n % 4]} for n in range(8)]
    chain = [{**row, "path": f"chain.assets.a{n}.capex", "grade": "B" if n < 3 else "D"} for n in range(1_500)]
    plan = make_plan(meta, card, {**tables, "inputs": [*own, *chain], "sensitivity": []})
    found = inputs(plan)
    assert found.total == 1_508
    assert [line.split()[1] for line in found.lines] == [
        f"profile.power.figure_{n}" for n in (3, 7, 2, 6, 1, 5, 0, 4)]
    assert found.groups == (Group("chain.assets.*", 1_500, (0, 3, 0, 1_497)),)
    assert found.command == "catchup plan IND --strategy balanced --as-of 2026-11-21 --csv tables"
    assert "<td class=\"number\">1497</td>" in render_brief(plan)


def test_a_long_list_of_own_inputs_is_cut_and_counted() -> None:
    meta, card, tables = parts("good")
    row = tables["inputs"][0]
    tables["inputs"] = [{**row, "path": f"profile.long.path.of.an.input.{n}"} for n in range(2_000)]
    found = inputs(make_plan(meta, card, tables))
    assert 0 < len(found.lines) < 2_000
    assert len(found.lines) + sum(group.total for group in found.groups) == found.total == 2_000


def test_the_data_block_holds_meta_scorecard_and_every_table_shown(html: str) -> None:
    plan = make_example("good")
    block = re.search(r'<script type="application/json" id="catchup-data">(.*?)</script>', html, re.S)
    assert block is not None
    body = json.loads(block[1])
    assert body["meta"] == dict(plan.meta)
    assert body["scorecard"] == dict(plan.scorecard)
    for name in SHOWN_TABLES:
        assert body["tables"][name]["rows"] == [list(row.values()) for row in plan.rows(name)]


def test_the_key_figure_of_the_treasury_says_what_the_money_is_for() -> None:
    key = keys(over_budget())[2]
    assert (key.label, key.value, key.unit) == ("Public spending", "USD 1.2", "bn")
    assert key.detail == (
        "to 2040: USD 150 m the state’s own AI bill, USD 50 m promised before, USD 1.0 bn this plan and its upkeep; peak USD 1.2 bn "
        "in 2030, USD 300 m over that year’s budget: borrowing and taxes cover it")


def test_the_key_figure_of_capital_tells_orders_from_forecasts() -> None:
    key = keys(make_example("good"))[1]
    assert key.value == "USD 96.4"
    assert key.detail.startswith("USD 15.5 bn public, USD 80.9 bn private (USD 64.0 bn only a forecast); at most ")


def test_money_that_comes_in_on_balance_is_called_received() -> None:
    meta, card, tables = parts("good")
    plan = make_plan(meta, {**card, "public_net_usd_m": -34_100.0, "public_cost_pv_usd_m": 4_000.0}, tables)
    said = Page(render_brief(plan)).said()
    assert "Public cash, net: received USD 34.1 bn" in said
    assert "Present value USD 4.0 bn; buying abroad USD 0." in said


def test_a_strategy_a_little_ahead_is_not_called_better() -> None:
    meta, card, tables = parts("good")
    for row in tables["alternatives"]:
        row["welfare_usd_m"] = 39_000.0 if row["strategy"] == "niche" else row["welfare_usd_m"]
    said = Page(render_brief(make_plan(meta, card, tables))).said()
    assert "Niche comes out USD 600 m ahead (1.5%): less than the inputs can tell apart." in said


@pytest.mark.parametrize("table", ["nodes", "links", "binding", "sensitivity", "alternatives", "projects", "why_not",
                                   "choices", "warnings", "sources", "inputs", "limits", "trajectory"])
def test_a_missing_table_leaves_a_page_without_its_part(table: str) -> None:
    meta, card, tables = parts("good")
    assert not Page(render_brief(make_plan(meta, card, {**tables, table: []}))).open


def test_every_character_is_in_the_embedded_fonts() -> None:
    covered = font_characters()
    for case in CASES:
        seen = {c for _, _, text in Page(render_brief(make_example(case))).texts for c in text} - {"\n"}
        assert seen <= covered, sorted(seen - covered)


def test_signs_that_the_fonts_lack_are_written_in_words() -> None:
    assert plain("x ≥ 3 → y") == "x at least  3 to y"
    assert set(plain("≥≤≈≠→←↔‐‑‒")) <= font_characters()


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK])
def test_colours_can_be_told_from_their_ground(colours: dict[str, str]) -> None:
    assert not [(a, b) for a, b in palette.TEXT_PAIRS if palette.contrast(colours[a], colours[b]) < 4.5]
    assert not [(a, b) for a, b in palette.MARK_PAIRS if palette.contrast(colours[a], colours[b]) < 3.0]


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21 to 1; #767676 on white is the well-known grey just above 4.5."""
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert palette.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_importing_the_brief_loads_neither_solver_nor_pandas() -> None:
    code = ("import sys, catchup.brief; bad = {'pandas', 'numpy', 'pulp', 'highspy', 'networkx', 'pydantic'} "
            "& set(sys.modules); sys.exit(repr(bad) if bad else 0)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def font_characters() -> set[str]:
    """What the three fonts have in common, as listed when they were cut."""
    from catchup.resources import templates_dir

    return set((templates_dir() / "fonts" / "characters.txt").read_text(encoding="utf-8").rstrip("\n"))
