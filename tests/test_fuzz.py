"""Two thousand broken files; and each thing that the fuzzer has found, on its own."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fuzz
import pytest
from mutants import CELLS, misspelling
from plans import make_example

from catchup.checks import check_files, format_problems
from catchup.errors import InputError
from catchup.harmless import CONTROL
from catchup.load import cross_check_profile, load_chain, load_profile, load_scenario
from catchup.plan import from_json, to_json

SEED = 2026
ROOT = Path(__file__).resolve().parents[1]
STALL = (ROOT / "catchup" / "data" / "scenarios" / "stall.yaml").read_text(encoding="utf-8")
CHAIN = (ROOT / "catchup" / "data" / "chain.yaml").read_text(encoding="utf-8")
KENYA = (ROOT / "countries" / "KEN.yaml").read_text(encoding="utf-8")


def test_two_thousand_broken_files_are_refused_in_words_or_give_numbers(tmp_path: Path) -> None:
    summary = fuzz.run(SEED, range(2000), tmp_path)
    assert summary.broken == [], summary.text()
    assert summary.misspelt > 200
    assert all(summary.ends[kind, end] for kind in ("profile", "scenario", "strategy", "plan") for end in ("taken", "refused"))


def test_the_same_seed_gives_the_same_broken_files() -> None:
    assert [fuzz.draw(7, number) for number in range(5)] == [fuzz.draw(7, number) for number in range(5)]


def test_drawing_a_broken_file_leaves_nothing_behind_that_the_next_could_get() -> None:
    before = repr(CELLS)
    for number in (23645, 24573):  # changed a list that is put into cells; a file that held itself
        fuzz.draw(7, number)
    assert repr(CELLS) == before


def test_a_promise_that_is_broken_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(fuzz, "prepare", fail)
    assert any("ZeroDivisionError: by nothing" in text for text in fuzz.run(SEED, range(60), tmp_path).broken)


def test_a_misspelling_is_another_word_and_no_other_key() -> None:
    rng = random.Random(1)
    assert all(misspelling(rng, "low", frozenset({"low", "slow"})) not in ("low", "slow") for _ in range(500))


def refused(load: Callable[[Path], object], text: str, tmp_path: Path) -> list[str]:
    """Messages of a file that is refused, by its loader and by `catchup check` alike."""
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    told = [str(problem).partition(": ")[2] for problem in caught.value.problems if problem.severity == "error"]
    assert {str(problem).partition(": ")[2] for problem in check_files([path])} >= set(told)
    return told


def changed(text: str, pattern: str, new: str) -> str:
    out, count = re.subn(pattern, new, text, count=1, flags=re.M | re.S)
    assert count == 1, pattern
    return out


@pytest.mark.parametrize(("pattern", "new", "words"), [
    (r"^  g_C:", "  g_Cc:", 'unknown parameter "g_Cc"; did you mean "g_C"?'),
    (r"^  g_C:.*?(?=^  \w+:)", "", "parameter g_C is missing; add it"),
    (r"^(  Pow_0: \{value:) [\d.e]+", r"\1 0", "parameter Pow_0 is 0; it must be above 0"),
    (r"^(  Pow_0: .*?unit:) GW", r"\1 years", 'has another dimension than "GW"'),
    (r"^(  g_A: \{value:) [\d.]+(.*?low:) [\d.]+", r"\1 0.27\2 0.2", "g_A must be at least 1"),
    (r"^(  theta_Pow: \{value:) [\d.]+(.*?high:) [\d.]+", r"\1 1e50\2 1e55", "theta_Pow must not be above 1"),
    (r"^(  theta_X: \{value:) [\d.]+(.*?high:) [\d.]+", r"\1 1.5\2 2", "theta_X must not be above 1"),
    (r"^(  life: .*?high:) [\d.]+", r"\1 1e12", "1e+12 years is too long: 200 years is the most"),
])
def test_a_scenario_that_is_no_path_is_refused_when_it_is_read(pattern: str, new: str, words: str, tmp_path: Path) -> None:
    text = changed(STALL, pattern, new)
    text = re.sub(r"(  Pow_0: \{value: 0,.*?)low: [\d.]+", r"\1low: 0", text)
    assert any(words in told for told in refused(load_scenario, text, tmp_path))


def test_a_parameter_in_another_unit_is_converted(tmp_path: Path) -> None:
    had = load_scenario("stall").record.parameters["Pow_0"]
    assert had is not None
    entry = f"  Pow_0: {{value: {had.value * 1000}, unit: MW, year: {had.year}, source: {had.source}, grade: {had.grade}"
    entry += f", low: {had.value * 500}, high: {had.value * 1500}, reason: for a test}}\n"
    (tmp_path / "mine.yaml").write_text(changed(STALL, r"^  Pow_0:.*?(?=^  \w+:)", entry), encoding="utf-8")
    got = load_scenario(tmp_path / "mine.yaml").record.parameters["Pow_0"]
    assert got is not None
    assert (got.value, got.unit) == (pytest.approx(had.value), "GW")


@pytest.mark.parametrize(("pattern", "new", "words"), [
    (r"^(  gdp: \{value:) [\d.]+", r"\1 0", '"gdp" must be above zero: value 0'),
    (r"^(  gdp: \{value:) [\d.]+", r"\1 1e250", "is beyond all bounds"),
    (r"^(  imports: \{value:) [\d.]+", r"\1 0", '"imports" must be above zero: value 0'),
    (r"^(  gdp_growth: \{value:) [\d.]+", r"\1 -1", "-1 fraction/yr is no yearly rate: it lies between -90 and 200 percent"),
    (r"^(  gdp_growth: \{value:) [\d.]+, unit: [\w/]+", r"\1 1e40, unit: percent/yr", "1e+40 percent/yr is no yearly rate"),
    (r"^(  corporate_tax: \{value:) [\d.]+, unit: \w+", r"\1 300, unit: percent", "300 percent is no share"),
    (r"^(  name:) .*?$", r'\1 "K\\e[31menya"', "character U+001B is not printable"),
    (r"^(  name:) .*?$", r'\1 "K\\u202Eenya"', "character U+202E is not printable"),
])
def test_a_figure_that_the_model_divides_by_or_a_text_with_controls_is_refused(
    pattern: str, new: str, words: str, tmp_path: Path
) -> None:
    assert any(words in told for told in refused(load_profile, changed(KENYA, pattern, new), tmp_path))


def test_a_gdp_of_a_year_after_the_first_is_refused(tmp_path: Path) -> None:
    text = changed(KENYA, r"^(  gdp: \{.*?year:) \d+", r"\1 2027")
    assert any("year 2027 is after 2026" in told for told in refused(load_profile, text, tmp_path))


def test_a_local_figure_may_not_be_zero_where_the_model_divides_by_it(tmp_path: Path) -> None:
    local = "local:\n  - path: assets.solar_pv.capex\n    quantity: {value: 0, low: 0, high: 1, unit: USD m/GW, year: 2026, source: assumption, grade: D, reason: a test}\n"
    (tmp_path / "mine.yaml").write_text(changed(KENYA, r"^local:\n", local), encoding="utf-8")
    loaded = load_profile(tmp_path / "mine.yaml")
    told = [problem.message for problem in cross_check_profile(loaded.record, load_chain().record, loaded.document)]
    assert '"assets.solar_pv.capex" must be above zero, and so must its low end' in told


def test_a_chain_in_which_a_fab_gives_nothing_is_refused(tmp_path: Path) -> None:
    text = changed(CHAIN, r"(^  run_fab_mature:.*?output_per_capacity: \{value: .*?low:) 8,", r"\1 0,")
    assert any('"run_fab_mature.output_per_capacity" must be above zero' in told for told in refused(load_chain, text, tmp_path))


@pytest.mark.parametrize(("pattern", "new"), [
    (r"(^  transmission:.*?life_years: \{value:) [\d.]+", r"\1 4e13"),
    (r"(^  transmission:.*?lead_years: \{value:) [\d.]+", r"\1 1e9"),
    (r"(^  delivery_lead_years: \{value:) [\d.]+, unit: \w+", r"\1 1e9, unit: months"),
])
def test_a_life_or_a_lead_without_end_is_refused_before_anything_counts_its_years(pattern: str, new: str, tmp_path: Path) -> None:
    assert any("is too long: 200 years is the most" in told for told in refused(load_chain, changed(CHAIN, pattern, new), tmp_path))


def test_a_loss_of_many_times_the_whole_is_refused_while_an_overrun_above_one_is_not(tmp_path: Path) -> None:
    pattern = r"(^  loss_imported_equipment: \{value:) [\d.]+(.*?high:) [\d.]+"
    assert any("30 fraction is no share" in told for told in refused(load_chain, changed(CHAIN, pattern, r"\1 0.1\2 30"), tmp_path))
    path = tmp_path / "fine.yaml"
    path.write_text(changed(CHAIN, pattern, r"\1 0.1\2 1.2"), encoding="utf-8")
    load_chain(path)


def test_a_life_without_end_is_refused_among_local_figures_too(tmp_path: Path) -> None:
    local = "local:\n  - path: assets.solar_pv.life_years\n    quantity: {value: 1e13, low: 0, high: 1e14, unit: years, year: 2026, source: assumption, grade: D, reason: a test}\n"
    told = refused(load_profile, changed(KENYA, r"^local:\n", local), tmp_path)
    assert any("is too long" in text for text in told)


def damaged(change: Callable[[Any], None]) -> str:
    body = json.loads(to_json(make_example("good")))
    change(body)
    return json.dumps(body)


def row(body: Any, table: str, column: str, value: Any) -> None:
    body["tables"][table]["rows"][0][body["tables"][table]["columns"].index(column)] = value


@pytest.mark.parametrize(("change", "words"), [
    (lambda body: body["meta"].pop("strategy_name"), "meta lacks strategy_name"),
    (lambda body: body["meta"].update(columns=[1]), "meta: columns: neither a number nor a text"),
    (lambda body: body["meta"].update(rows="many"), "meta: rows: a text where a number belongs"),
    (lambda body: body["meta"].update(last_shown=10**40), "meta: last_shown: no year"),
    (lambda body: row(body, "money", "usd_m", float("nan")), "NaN is no number"),
    (lambda body: row(body, "money", "usd_m", "much"), "table money, row 1, usd_m: a text where a number belongs"),
    (lambda body: row(body, "money", "year", 2030.5), "table money, row 1, year: no whole number"),
    (lambda body: row(body, "projects", "name", "\x1b[2J"), "table projects, row 1, name: character U+001B is not printable"),
    (lambda body: row(body, "projects", "name", "\ud800"), "character U+D800 is not printable"),
    (lambda body: row(body, "projects", "rank", 10**5000), "not a plan file"),
    (lambda body: body.update(scorecard=[]), "meta and scorecard are mappings"),
])
def test_a_damaged_plan_file_is_refused_at_the_cell(change: Callable[[Any], None], words: str) -> None:
    import sys

    sys.set_int_max_str_digits(0)
    try:
        text = damaged(change)
    finally:
        sys.set_int_max_str_digits(4300)
    with pytest.raises(InputError) as caught:
        from_json(text)
    assert words in str(caught.value)


def test_a_message_holds_no_control_character_of_the_file_that_it_is_about() -> None:
    for change in (
        lambda body: body["tables"].update({"\x1b[2J": {"columns": [], "rows": []}}),
        lambda body: body["tables"]["money"]["columns"].append("\x8f"),
        lambda body: body.update(schema="\x9b"),
        lambda body: body["meta"].update({"\u202e": "\x1b"}),
    ):
        with pytest.raises(InputError) as caught:
            from_json(damaged(change), "plan\x1b.json")
        assert CONTROL.search(str(caught.value)) is None
        assert CONTROL.search(format_problems(caught.value.problems)) is None
