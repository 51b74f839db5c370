"""`catchup cost` and the value of links in `catchup check`: what they say and write, and what they refuse."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from catchup import cli
from catchup.resources import countries_dir, data_dir

type Answer = tuple[int, str, str]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Answer:
    """Exit code, standard output, standard error of a command in this process."""
    with pytest.raises(SystemExit) as stop:
        cli.app(list(arguments), prog_name="catchup")
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return int(stop.value.code or 0), out, err


def test_cost_shows_components_range_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "cost", "IND", "--years", "2026,2030")
    assert code == 0
    for words in ("India (", "chips and servers", "electricity for cooling", "finance above the social rate", "total",
                  "low to high", "USD per dollar of world price", "cheaper than buying", "Moves the cost most",
                  "Against the reference producer"):
        assert words in out, words
    assert max(map(len, out.splitlines())) <= 100


def test_cost_says_where_its_figure_for_cooling_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    text = (countries_dir() / "IND.yaml").read_text()
    start, end = text.index("climate:\n"), text.index("trade:\n")
    Path("mine.yaml").write_text(text[:start] + text[end:])
    code, out, _ = run(capsys, "cost", "IND", "mine.yaml", "--years", "2026")
    assert code == 0
    assert "Cooling adds 31% to the power of the machines: from its climate." in out
    assert "Cooling adds 15% to the power of the machines: the chain's figure" in out


def test_cost_of_two_countries_over_a_span_of_years(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "cost", "IND", "NGA", "--from", "2028", "--to", "2036")
    assert code == 0
    assert "India" in out
    assert "Nigeria" in out
    assert all(str(year) in out for year in range(2028, 2037))
    assert max(map(len, out.splitlines())) <= 100


def test_many_countries_are_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    from catchup.commands import cost_text

    before, cost_text.MOST_TABLES = cost_text.MOST_TABLES, 1
    try:
        code, out, _ = run(capsys, "cost", "IND", "NGA", "--years", "2026")
    finally:
        cost_text.MOST_TABLES = before
    names = [line.split("│")[1].strip() for line in out.splitlines() if line.startswith("│")]
    assert code == 0
    assert [name for name in names if name] == ["India", "Nigeria", "Reference producer"]  # cheapest first
    assert "chips and servers" not in out


def test_cost_as_json_is_json_whose_parts_are_the_total(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "cost", "IND", "NGA", "--json")
    content = json.loads(out)
    assert (code, content["schema"]) == (0, "catchup/cost/1")
    assert [country["code"] for country in content["countries"]] == ["IND", "NGA"]
    for country in [*content["countries"], content["reference"]]:
        for year in country["years"]:
            assert sum(year["parts"].values()) == pytest.approx(year["total"], rel=1e-4)
            assert year["low"] < year["total"] < year["high"]


def test_cost_writes_a_table_and_writes_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        code, out, _ = run(capsys, "cost", "IND", "--csv", "cost.csv")
        assert (code, "cost.csv" in out) == (0, True)
    with Path("cost.csv").open() as file:
        rows = list(csv.DictReader(file))
    total = {(row["iso3"], row["year"]): float(row["usd_per_h100e_hour"]) for row in rows if row["item"] == "total"}
    parts = [float(row["usd_per_h100e_hour"]) for row in rows
             if (row["iso3"], row["year"]) == ("IND", "2030") and row["item"] not in ("total", "world_price")]
    assert sum(parts) == pytest.approx(total["IND", "2030"], rel=1e-4)
    assert ("reference", "2030") in total


def test_a_table_that_catchup_did_not_write_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    Path("cost.csv").write_text("mine\n")
    code, _, err = run(capsys, "cost", "IND", "--csv", "cost.csv")
    assert (code, Path("cost.csv").read_text()) == (2, "mine\n")
    assert "--force" in err


@pytest.mark.parametrize(("arguments", "words"), [
    (["INDIA"], ["INDIA", "IND (India)"]),
    (["XXX"], ["XXX", "there are ARE, BRA"]),
    (["IND", "--scenario", "fast"], ['no scenario is called "fast"', "fast_agi"]),
    (["IND", "--scenario", "nope"], ['"nope"', "business_as_usual"]),
    (["IND", "--years", "soon"], ["--years", '"soon" is not a list of years', "2026 to 2040"]),
    (["IND", "--years", ""], ["--years", "not a list of years"]),
    (["IND", "--years", "2025"], ["2025 is not a year of the model"]),
    (["IND", "--to", "2055"], ["--to", "2055 is not a year of the model"]),
    (["IND", "--from", "2035", "--to", "2030"], ["2035 is after --to 2030"]),
    (["IND", "--years", "2030", "--from", "2028"], ["goes without --from"]),
    (["IND", "--csv", "no/where.csv"], ["no folder no"]),
    (["missing.yaml"], ["missing.yaml"]),
    (["plan.json"], ["plan.json"]),
])
def test_wrong_words_give_a_message_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: list[str]
) -> None:
    code, out, err = run(capsys, "cost", *arguments)
    assert (code, out) == (2, "")
    assert all(word in err for word in words), err


def test_check_says_in_a_line_that_there_is_no_free_lunch(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check")
    assert code == 0
    assert out.splitlines()[-1].startswith("20 traded links: 5 in the band, 15 outside it, all with a reason")
    assert len(out.splitlines()) == 2


def test_check_shows_what_an_entrant_earns(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--returns")
    assert code == 0
    for words in ("band -0.15 to +0.10 by 2032", "fab_mature", "joint venture", "turnover", "nobody enters",
                  "Language and domain corpus: valued at full use"):
        assert words in out, words
    assert max(map(len, out.splitlines())) <= 100


def test_a_chain_of_ones_own_is_warned_of_a_free_lunch(capsys: pytest.CaptureFixture[str]) -> None:
    lines = (data_dir() / "chain.yaml").read_text().splitlines(keepends=True)
    reason = next(line for line in lines if "no_free_lunch" in line and "leasing" in line)
    Path("mine.yaml").write_text("".join(line for line in lines if line is not reason))
    code, out, _ = run(capsys, "check", "mine.yaml", "--strict")
    assert code == 1
    assert 'warning W102 "fibre_backbone" pays well at full use, and is used at home only: +0.59 per dollar' in out
    assert "1 without a reason" in out


def test_check_of_a_profile_alone_says_nothing_of_links(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "IND")
    assert (code, "traded" in out) == (0, False)
    code, out, _ = run(capsys, "check", "IND", "--returns")
    assert (code, "no chain among these files" in out) == (0, True)


def test_the_table_of_returns_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "check", "--returns", "--format", "json")
    assert (code, "--returns" in err, "leave out" in err) == (2, True, True)
