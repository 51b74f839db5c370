"""`catchup check`: files in, problems out, in three forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading_texts import SIX, chain, profile, quantity

from catchup.checks import check_files, format_problems, kind_of
from catchup.errors import Problem
from catchup.resources import countries_dir, data_dir


def write(folder: Path, text: str, name: str = "NOR.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_right_files_have_no_problems(tmp_path: Path) -> None:
    assert check_files([write(tmp_path, profile()), write(tmp_path, chain(), "chain.yaml")]) == []


def test_six_mistakes_give_six_problems_at_their_places(tmp_path: Path) -> None:
    found = check_files([write(tmp_path, SIX, "six.yaml")])
    lines = SIX.splitlines()

    def place(text: str, inside: str = "") -> tuple[int, int]:
        line = next(number for number, entry in enumerate(lines) if text in entry)
        return line + 1, lines[line].index(inside or text) + 1

    assert {(problem.code, problem.line, problem.column) for problem in found} == {
        ("E024", *place("iso3: NO", "NO")), ("E006", *place("\ttier_reason")), ("E014", *place("generaton")),
        ("E021", *place("access: {", "30")), ("E015", *place("losses")), ("E007", *place("as_of: again"))}
    assert len(found) == 6
    assert any("30 looks like a percentage; write 0.30" in str(problem) for problem in found)
    assert str(format_problems(found)).count("did you mean") == 1
    assert len(json.loads(format_problems(found, "json"))["problems"]) == 6


def test_a_profile_is_held_against_the_chain_that_is_named_with_it(tmp_path: Path) -> None:
    wrong = write(tmp_path, profile().replace("asset: hall", "asset: hal"))
    found = check_files([wrong, write(tmp_path, chain(), "chain.yaml")])
    assert [problem.code for problem in found] == ["E027"]


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    write(tmp_path, profile().replace("peak: {value: 3", "peak: {value: -3"))
    write(tmp_path, chain(size="    note: x"), "chain.yaml")
    write(tmp_path, "not read", "notes.txt")
    assert [problem.code for problem in check_files([tmp_path])] == ["E023", "E028"]
    (tmp_path / "empty").mkdir()
    assert "without a .yaml file" in check_files([tmp_path / "empty"])[0].message


@pytest.mark.parametrize(("text", "code"), [
    ("", "E004"), ("[1, 2]\n", "E016"), ("a: 1\n", "E029"), ("schema: catchup/profil/1\n", "E029"),
    ("schema: [a]\n", "E029"), ("schema: x\na:\n\tb: 1\n", "E006"),
])
def test_a_file_of_no_kind_is_told(tmp_path: Path, text: str, code: str) -> None:
    assert code in {problem.code for problem in check_files([write(tmp_path, text)])}


def test_files_that_are_not_there_are_told_and_the_others_still_checked(tmp_path: Path) -> None:
    found = check_files([tmp_path / "none.yaml", "Atlantis", "x\0y", write(tmp_path, "a: 1\na: 2\n")])
    assert {"E001", "E007"} <= {problem.code for problem in found}
    assert len([problem for problem in found if problem.code == "E001"]) == 3


def test_a_binary_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(bytes(range(256)))
    assert [problem.code for problem in check_files([tmp_path / "x.yaml"])] == ["E002"]


@pytest.mark.parametrize(("data", "kind"), [
    ({"schema": "catchup/chain/1"}, "chain"), ({"country": {}}, "profile"), ({"parameters": {}}, "scenario"),
    ({"objective": ""}, "strategy"), ({}, None), (None, None), ([], None),
])
def test_the_kind_is_read_from_the_schema_or_a_telltale_key(data: object, kind: str | None) -> None:
    assert kind_of(data) == kind


def test_text_shows_the_source_line_with_a_caret() -> None:
    problem = Problem("countries/exa.yaml", 12, 3, "E014", 'unknown key "capcity_gw"', 'did you mean "capacity_gw"?',
                      "  capcity_gw:", 10)
    assert format_problems([problem]) == (
        'countries/exa.yaml:12:3: error E014 unknown key "capcity_gw"; did you mean "capacity_gw"?\n'
        "   12 |   capcity_gw:\n"
        "      |   ^^^^^^^^^^")


def test_a_very_long_line_is_cut_around_its_problem() -> None:
    problem = Problem("a.yaml", 1, 5001, "E016", "wrong", "", "x" * 5000 + "HERE" + "y" * 5000, 4)
    line, caret = format_problems([problem]).splitlines()[1:]
    assert len(line) < 200
    assert line[caret.index("^"):][:4] == "HERE"


def test_github_annotations_escape_what_github_reads() -> None:
    problem = Problem("a,b.yaml", 3, 4, "W101", "100 % wrong\nagain", "hint", severity="warning")
    assert format_problems([problem], "github") == (
        "::warning file=a%2Cb.yaml,line=3,col=4,title=W101::100 %25 wrong%0Aagain; hint")


def test_json_counts_errors_and_warnings(tmp_path: Path) -> None:
    found = check_files([write(tmp_path, profile(), "SWE.yaml"), write(tmp_path, chain(), "chain.yaml")])
    content = json.loads(format_problems(found, "json"))
    assert (content["errors"], content["warnings"]) == (0, 1)
    assert content["problems"][0]["line"] == 4


def test_nothing_wrong_is_an_empty_text() -> None:
    assert format_problems([]) == ""
    assert json.loads(format_problems([], "json"))["problems"] == []


def test_everything_shipped_checks_clean() -> None:
    folders = [countries_dir(), data_dir(), data_dir() / "scenarios", data_dir() / "strategies"]
    files = [file for folder in folders for file in sorted(folder.glob("*.yaml"))]
    assert format_problems(check_files(files)) == ""


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_checked_without_a_crash(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("any") / "a.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = check_files([file])
    for form in ("text", "json", "github"):
        format_problems(found, form)  # type: ignore[arg-type]


def test_a_bare_number_shows_the_right_form(tmp_path: Path) -> None:
    text = profile().replace(f"gdp: {quantity(483.6, 'USD bn')}", "gdp: 483.6")
    found = check_files([write(tmp_path, text)])
    assert "write {value: 483.6, unit: USD bn, year: 2024" in format_problems(found)
