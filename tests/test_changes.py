"""`--set`: another value in the strategy for one run, as if the file had been saved with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from loading_texts import quantity

from catchup import cli
from catchup.errors import InputError
from catchup.load import load_strategy

TEXT = f"""schema: catchup/strategy/1
id: mine
name: Mine
says: >-
  a lot
  at home
objective: welfare  # what counts
targets:
  - {{measure: offset_ratio, year: 2030, at_least: {quantity(0.5, 'ratio')}}}
  - measure: home_share
    year: 2035
    at_least: {{value: 0.4, unit: fraction, year: 2035, source: assumption, grade: D, low: 0.3, high: 0.6, reason: "so, so"}}
sources: {{wb: {{title: t, licence: l}}}}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(("changes", "before", "after"), [
    (("targets.1.year=2036",), "    year: 2035", "    year: 2036"),
    (("targets.1.at_least=0.5",), "value: 0.4,", "value: 0.5,"),
    (("targets.1.at_least.value = 0.5",), "value: 0.4,", "value: 0.5,"),
    (("targets.1.at_least=0.05",), "value: 0.4, unit: fraction, year: 2035, source: assumption, grade: D, low: 0.3",
     "value: 0.05, unit: fraction, year: 2035, source: assumption, grade: D, low: 0.05"),
    (("targets.1.at_least=0.7",), "value: 0.4, unit: fraction, year: 2035, source: assumption, grade: D, low: 0.3, high: 0.6",
     "value: 0.7, unit: fraction, year: 2035, source: assumption, grade: D, low: 0.3, high: 0.7"),
    (("targets.0.year=2031",), "offset_ratio, year: 2030", "offset_ratio, year: 2031"),
    (("objective=public_cost",), "objective: welfare", "objective: public_cost"),
    (("targets.1.year=2036", "targets.1.year=2037"), "    year: 2035", "    year: 2037"),
])
def test_a_changed_run_reads_what_the_edited_file_would_say(
    mine: Path, tmp_path: Path, changes: tuple[str, ...], before: str, after: str,
) -> None:
    assert TEXT.count(before) == 1
    edited = tmp_path / "edited.yaml"
    edited.write_text(TEXT.replace(before, after), encoding="utf-8")
    changed, wanted = load_strategy(mine, changes), load_strategy(edited)
    assert changed.record == wanted.record != load_strategy(mine).record
    assert yaml.safe_load(changed.raw) == yaml.safe_load(wanted.raw)
    assert changed.sha256 == wanted.sha256 != load_strategy(mine).sha256
    assert mine.read_text(encoding="utf-8") == TEXT, "the file stays as it is"


def test_two_changes_in_one_line_fall_into_place(mine: Path) -> None:
    found = load_strategy(mine, ("targets.0.at_least=0.12345", "targets.0.year=2039")).record.targets[0]
    assert (found.at_least.value, found.year) == (0.12345, 2039)


def test_only_the_last_change_of_a_key_is_told(mine: Path) -> None:
    assert load_strategy(mine, ("targets.1.year=2036", "targets.1.year=2037")).changes == ("targets.1.year=2037",)


@pytest.mark.parametrize(("change", "says"), [
    ("targets.1.yaer=2036", 'has no key "targets.1.yaer"; did you mean "targets.1.year"?'),
    ("targets.7.year=2036", 'has no key "targets.7.year"'),
    ("targets.1", "names no key and value; write it as KEY=VALUE"),
    ("targets.1.year=", "names no key and value"),
    ("=3", "names no key and value"),
    ("objective={welfare: 1}", "names no key and value"),
    ("targets.1=3", '"targets.1" is not one number or word; there is targets.1.measure, targets.1.year'),
    ("says=much", '"says" is not one number or word; change it in the file'),
])
def test_a_change_that_cannot_be_made_is_refused_with_what_could_be(mine: Path, change: str, says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        load_strategy(mine, (change,))


def test_a_change_to_what_may_not_be_is_told_at_its_place(mine: Path) -> None:
    with pytest.raises(InputError, match=r"mine\.yaml:11:.*outside the horizon"):
        load_strategy(mine, ("targets.1.year=2050",))


@pytest.mark.parametrize("arguments", [
    ["brief", "NGA", "--strategy", "niche", "--set", "targets.0.yaer=2036"],
    ["plan", "NGA", "--set", "nonsense"],
    ["explain", "NGA", "--set", "x.y=1"],
    ["export", "NGA", "-o", "-", "--set", "objective=wealth"],
    ["compare", "NGA", "--strategies", "niche,balanced", "--set", "targets.0.year=2036"],
    ["plan", "NGA", "KEN", "--pact", "full", "--set", "nonsense"],
])
def test_every_command_that_plans_refuses_a_wrong_change_before_it_solves(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        cli.app(arguments, prog_name="catchup")
    assert stop.value.code == 2
    assert "error E" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_plan_file_has_no_strategy_left_to_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.app(["brief", "plan.json", "--set", "targets.0.year=2036"], prog_name="catchup")
    assert stop.value.code == 2
    assert "keeps its own" in capsys.readouterr().err
