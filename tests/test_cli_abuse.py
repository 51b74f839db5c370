"""The command line under abuse: one clear message, exit code 2, nothing written and nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from plans import make_example
from typer.testing import CliRunner

from catchup.cli import app
from catchup.plan import to_json

ROOT = Path(__file__).resolve().parents[1]
MODEL = (ROOT / "tests" / "models" / "mexss.yaml").read_text(encoding="utf-8")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.json").write_text(to_json(make_example("good")), encoding="utf-8")
    (tmp_path / "none.json").write_text(to_json(make_example("none")), encoding="utf-8")
    (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


def contents(room: Path) -> dict[str, bytes]:
    return {str(path.relative_to(room)): path.read_bytes() for path in room.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("command", "words"), [
    ("brief good.json -o good.json", "that is the file that is read"),
    ("brief good.json -o ./folder/../good.json --force", "that is the file that is read"),
    ("plan good.json --json -o good.json", "that is the file that is read"),
    ("compare good.json none.json -o none.json", "that is the file that is read"),
    ("solve model.yaml --json -o model.yaml --force", "that is the file that is read"),
    ("brief good.json -o folder/x/", "name a file"),
    ("brief good.json --output=", "name a file"),
    ("brief good.json --strategy niche", "keeps its own"),
    ("plan good.json --scenario stall", "keeps its own"),
    ("explain good.json --as-of 2026-01-31", "keeps its own"),
    ("compare good.json none.json --strategies niche", "keeps its own"),
    ("levers --csv levers.csv", "name a country"),
    ("levers --strategy niche", "name a country"),
    ("audit --blind --tamper 3", "goes with a plan file alone"),
    ("audit good.json --json --tamper 3", "goes with a plan file alone"),
    ("brief folder", "is a folder, not a file"),
    ("brief NGA --strategy nicht", 'did you mean "niche"?'),
])
def test_what_would_be_lost_or_ignored_is_refused_and_nothing_changes(command: str, words: str, room: Path) -> None:
    before = contents(room)
    result = CliRunner().invoke(app, command.split())
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert contents(room) == before


def test_options_of_a_comparison_are_for_the_countries_among_the_plan_files(room: Path) -> None:
    from catchup.commands.inputs import Case, cases_to_compare

    assert cases_to_compare(["good.json", "NGA"], ["niche"], "stall", None) == [
        Case("good.json"), Case("NGA", "niche", "stall", None)]


def test_a_wrong_word_for_an_option_is_told_without_words_of_a_library(room: Path) -> None:
    result = CliRunner().invoke(app, ["check", "--format", "xml"])
    assert result.exit_code == 2
    assert "'xml' is not one of" in result.output
    assert "Value error" not in result.output


@pytest.mark.parametrize(("shell", "code", "words"), [
    ("list >&-", 2, "cannot write to standard output: it is closed"),
    ("schema -o - >&-", 2, "cannot write to standard output: it is closed"),
    ("plan nothing.json 2>&-", 2, ""),
    ("cost NGA --years 2026 2>&-", 0, "2026"),
])
def test_a_closed_stream_is_no_fault_of_ours(shell: str, code: int, words: str, room: Path) -> None:
    done = subprocess.run(f"{sys.executable} -m catchup {shell}", shell=True, cwd=room, capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == code, done.stderr
    assert words in done.stdout + done.stderr
    assert "internal error" not in done.stderr
