"""What is said of a pact: on the terminal, in files and on the page, and what is told of wrong input."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from comparisons import chosen
from pact_cases import worth
from typer.testing import CliRunner

from catchup.checks import check_files
from catchup.cli import app
from catchup.commands.pact import csv_texts
from catchup.compare_page import render_compare
from catchup.pact_words import section, verdict

PACT = """schema: catchup/pact/1
id: mine
name: Mine
says: What we do.
members: [IND, NGA]
free_trade:
  goods: [mature_wafers]
  freight: {value: 1, unit: ratio, year: 2026, source: assumption, grade: D, low: 0.5, high: 1.5, reason: far}
"""


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Calls are kept; nothing is solved."""
    import catchup.pact

    calls: list[Any] = []

    def instead(*given: Any, **named: Any) -> Any:
        calls.append((given, named))
        return worth()

    monkeypatch.setattr(catchup.pact, "pact_worth", instead)
    return calls


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


def test_the_command_says_who_gains_who_loses_and_what_makes_him_whole(solved: list[Any]) -> None:
    result = run("plan", "IND", "NGA", "--pact", "full")
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    for words in ("Together India and Nigeria gain USD 479 m, but Nigeria loses USD 307 m.",
                  "To make Nigeria whole, India would have to pay it USD 307 m", "31% in 2036",
                  "Of the 11 figures of the pact, 10 are assumptions.",
                  "Compute service, pooled India Nigeria 2028 to 2038 USD 10.1 bn", "none, with pact 2030",
                  "pact catchup/data/pacts/full.yaml"):
        assert words in said, words
    (given, _), = solved
    assert [profile.record.country.iso3 for profile in given[0]] == ["IND", "NGA"]


def test_json_and_tables_hold_the_same_numbers(solved: list[Any], tmp_path: Path) -> None:
    plain = json.loads(run("plan", "IND", "NGA", "--pact", "full", "--json").stdout)
    assert plain["schema"] == "catchup/pact_worth/1"
    assert [m["gain"] for m in plain["members"]] == [786.0, -307.0]
    assert plain["transfers"] == [{"from": "IND", "to": "NGA", "usd_m": 307.0}]
    result = run("plan", "IND", "NGA", "--pact", "full", "--csv", str(tmp_path / "t"), "-o", str(tmp_path / "p.json"))
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "p.json").read_text()) == plain
    heads = {name: (tmp_path / "t" / f"{name}.csv").read_text().splitlines() for name in ("members", "flows", "orders")}
    assert [len(lines) for lines in heads.values()] == [3, 2, 2]
    assert heads["members"][2].endswith(",-307.0,-357.0")
    assert len(solved) == 2


@pytest.mark.parametrize(("gain", "said"), [
    (-307.0, "gain USD 479 m, but Nigeria loses USD 307 m"), (200.0, "gain USD 986 m"),
    (-5000.0, "not worth its cost"), (-750.0, "as far as the searches can tell")])
def test_the_verdict_follows_the_sum_and_the_gap(gain: float, said: str) -> None:
    assert said in verdict(worth(gain))
    whole = any("make all members whole" in text for text in section(worth(gain)).texts)
    assert whole == (gain == -5000.0)


def test_the_page_has_the_table_of_the_pact_and_its_numbers() -> None:
    plans = chosen("countries")
    html, without = render_compare(plans, pact=worth()), render_compare(plans)
    assert "Under the pact: Trade and machines" in html
    assert "Under the pact" not in without
    for words in ("Nigeria loses USD 307 m", "Compute service, pooled", "catchup compare IND NGA --pact full",
                  '"pact":{"pact":"full"'):
        assert words in html, words


@pytest.mark.parametrize(("arguments", "said"), [
    (["plan", "IND", "--pact", "full"], "two to 6 countries, and one was given"),
    (["plan", "IND", "IND", "--pact", "full"], "IND is named twice"),
    (["plan", "IND", "NGA"], "one country has one plan"),
    (["plan", "IND", "NGA.json", "--pact", "full"], "NGA.json: error E001 is a plan that was made alone"),
    (["plan", "IND", "NGA", "--pact", "ful"], 'did you mean "full"'),
    (["plan", "IND", "XXX", "--pact", "ful"], "XXX: error"),
    (["plan", "IND", "NGA", "--pact", "full", "--strategy", "niche"], "does not look for the largest net benefit"),
    (["compare", "IND", "NGA", "--strategies", "balanced,import", "--pact", "full"], "under one strategy"),
])
def test_wrong_input_is_told_with_code_2_before_anything_is_solved(
    arguments: list[str], said: str, solved: list[Any]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output
    assert solved == []


@pytest.mark.parametrize(("old", "new", "said"), [
    ("[IND, NGA]", "[IND, KEN]", "KEN is a member and was not named"),
    ("[IND, NGA]", "[IND, KEN]", "NGA is no member of this pact"),
    ("mature_wafers", "mature_wafer", 'did you mean "mature_wafers"'),
    ("mature_wafers", "electricity", "no world price to settle at"),
    ("mature_wafers", "network_gear", "made by no process"),
    ("[IND, NGA]", "[IND, INDIA]", '"INDIA" is no ISO 3166 alpha-3 code'),
    ("goods:", "good:", 'did you mean "goods"'),
])
def test_wrong_pacts_are_told_with_their_place(old: str, new: str, said: str, tmp_path: Path, solved: list[Any]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(PACT.replace(old, new))
    result = run("plan", "IND", "NGA", "--pact", str(path))
    assert result.exit_code == 2
    assert said in result.output
    assert f"{path}:" in result.output
    assert solved == []


def test_check_and_list_know_pacts(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(PACT)
    assert check_files([path]) == []
    path.write_text(PACT.replace("mature_wafers", "mature_wafer"))
    assert [problem.code for problem in check_files([path])] == ["E027"]
    arcs = PACT.replace("members: [IND, NGA]\n", "") + "  arcs:\n    - {from: IND, to: IND, freight: {value: 1, unit: ratio, " \
        "year: 2026, source: assumption, grade: D, low: 1, high: 1, reason: same}}\n"
    path.write_text(arcs)
    assert "to itself" in check_files([path])[0].message
    path.write_text(PACT[:PACT.index("free_trade")])
    assert "agrees on nothing" in check_files([path])[0].message
    assert "  free_trade  Members sell" in run("list").stdout


def test_tables_without_rows_keep_their_heads() -> None:
    empty = csv_texts(replace(worth(), flows=(), orders=()))
    assert empty["flows.csv"].startswith("good,name,unit,sender")
    assert empty["flows.csv"].count("\n") == 1
    said = section(replace(worth(), flows=(), orders=()))
    assert len(said.tables) == 1
    assert said.nothing[1] == "No order changes."
