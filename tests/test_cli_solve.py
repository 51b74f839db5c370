"""`catchup solve`: what it says and writes, and what it says where nothing fits."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from catchup import cli
from catchup.engine.records import Model
from catchup.engine.tables import COLUMNS
from catchup.jsonschema import schema_of

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "tests" / "models"
MILL = """\
schema: catchup/model/1
name: mill
measured_in: {money: USD, quantity: t}
periods: [{id: now}]
sites: [mill]
commodities: {flour: {}}
processes: {grind: {io: {flour: 1}, uses: {stones: 1}, cost: 4}}
units: {stones: {existing: 5}}
demand: [{commodity: flour, sites: mill, amount: 8, unmet_price: 10}]
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        cli.app(list(arguments), prog_name="catchup")
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return int(stop.value.code or 0), out, err


def mill(*changes: tuple[str, str]) -> str:
    text = MILL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    Path("mill.yaml").write_text(text)
    return "mill.yaml"


def test_it_shows_the_objective_with_its_unit_what_runs_what_is_missed_and_what_binds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "solve", mill())
    assert code == 0
    lines = [re.split(r"\s{2,}", line.strip()) for line in out.splitlines()]
    assert ["objective, minimised", "50 USD"] in lines
    assert ["status", "optimal"] in lines
    assert ["now", "mill", "grind", "5"] in lines
    assert ["now", "mill", "flour", "8", "5", "3"] in lines
    assert ["capacity of stones at mill in now", "at most", "5", "-6", "-6"] in lines
    assert ["now", "mill", "flour", "10", "10"] in lines


def test_json_goes_to_standard_output_and_holds_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "solve", mill(), "--json")
    content = json.loads(out)
    assert code == 0
    assert (content["schema"], content["status"], content["objective"]) == ("catchup/solution/1", "optimal", 50)
    assert list(content["tables"]) == list(COLUMNS)
    for name, rows in content["tables"].items():
        assert all(tuple(row) == COLUMNS[name] for row in rows), name
    assert content["tables"]["binding"][0]["row"] == "capacity|mill|stones|now"
    assert run(capsys, "solve", "mill.yaml", "--json")[1] == out


def test_tables_are_written_as_csv_and_the_answer_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "solve", mill(), "--csv", "tables", "-o", "mill.json")
    assert code == 0
    assert "mill.json" in out
    for name, head in COLUMNS.items():
        with (Path("tables") / f"{name}.csv").open() as file:
            assert tuple(next(csv.reader(file))) == head
    assert Path("tables/activity.csv").read_text() == "period,site,process,level\nnow,mill,grind,5.0\n"
    assert run(capsys, "solve", "mill.yaml", "--csv", "tables", "-o", "mill.json")[0] == 0


def test_a_file_that_is_not_ours_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes.json").write_text("mine")
    code, _, err = run(capsys, "solve", mill(), "-o", "notes.json")
    assert code == 2
    assert "--force" in err
    assert Path("notes.json").read_text() == "mine"
    assert run(capsys, "solve", "mill.yaml", "-o", "notes.json", "--force")[0] == 0
    assert json.loads(Path("notes.json").read_text())["model"] == "mill"


def test_where_nothing_fits_it_says_what_would_have_to_give_way_and_exits_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "solve", mill((", unmet_price: 10", "")), "--csv", "tables", "-o", "mill.json")
    assert (code, out) == (1, "")
    assert "no: nothing fits all that the model asks for; it would fit if these gave way:" in err
    assert "flour at mill in now: short by 3" in err
    assert not Path("tables").exists()
    assert not Path("mill.json").exists()


def test_what_nothing_could_ever_supply_is_told_in_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "solve", mill(("sites: [mill]", "sites: [mill, moor]"),
                                             ("sites: mill, amount: 8, unmet_price: 10", "sites: moor, amount: 8"),
                                             ("cost: 4}", "cost: 4, sites: mill}")))
    assert code == 1
    assert "flour at moor in now: short by 8" in err


def test_a_limit_that_contradicts_another_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    limit = "limits: [{name: quota, terms: [{of: activity}], at_least: 9}]\n"
    code, _, err = run(capsys, "solve", mill(("demand:", f"{limit}demand:"), ("{stones: 1}", "{stones: 0.01}"),
                                             ("existing: 5", "existing: 0.05")))
    assert code == 1
    assert 'limit "quota" in now (at least 9): missed by 4' in err


def test_where_nothing_limits_the_objective_it_says_what_runs_away(capsys: pytest.CaptureFixture[str]) -> None:
    trade = "purchases: [{commodities: flour, price: 1}]\nexports: [{commodities: flour, price: 2}]\n"
    code, _, err = run(capsys, "solve", mill(("demand:", f"{trade}demand:")))
    assert code == 1
    assert "nothing limits the objective" in err
    assert "export of flour at mill in now" in err


def test_a_wrong_file_is_told_with_its_line_and_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "solve", mill(("amount", "ammount")))
    assert (code, out) == (2, "")
    assert 'mill.yaml:9:42: error E014 unknown key "ammount"; did you mean "amount"?' in err
    code, _, err = run(capsys, "solve", "mil.yaml")
    assert code == 2
    assert "no such file" in err


def test_check_finds_the_problems_of_a_model_among_other_files(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", mill(("uses: {stones", "uses: {stnes")), str(MODELS / "mexss.yaml"))
    assert code == 2
    assert 'mill.yaml:7:44: error E027 unknown unit "stnes"; did you mean "stones"?' in out
    assert "2 files checked: 1 error, no warning" in out


def test_the_example_of_the_readme_can_be_solved(capsys: pytest.CaptureFixture[str]) -> None:
    """20 of 20 in use now; 25 more are built for later: 90 + 25 x 6 = 240, a tenth of it a year for 10 years: 240.
    Flour costs 4 + 1.25 x 8 + 2 = 16: 16 x (20 x 5 + 45 x 10) = 8800. Together 9040."""
    blocks = re.findall(r"```yaml\n(schema: catchup/model/1\n.*?)```", (ROOT / "README.md").read_text(), re.S)
    assert len(blocks) == 1
    Path("mill.yaml").write_text(blocks[0])
    code, out, _ = run(capsys, "solve", "mill.yaml")
    assert code == 0
    assert "9,040 money" in out


def test_long_tables_are_cut_on_the_terminal_and_whole_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    sites = ", ".join(["mill", *(f"farm{number}" for number in range(39))])
    file = mill(("sites: [mill]", f"sites: [{sites}]"), ("existing: 5", "existing: {mill: 5}"), ("sites: mill", "sites: all"))
    _, out, _ = run(capsys, "solve", file)
    assert out.count("and 10 more: see `--csv DIR` or `--json`") == 3  # demand, what binds, and what one more is worth
    assert max(map(len, out.splitlines())) <= 100
    assert len(json.loads(run(capsys, "solve", file, "--json")[1])["tables"]["demand"]) == 40


def test_the_schema_for_editors_has_every_key_of_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "schema", "--kind", "model", "-o", "-")
    schema = json.loads(out)
    assert code == 0
    assert schema == schema_of(Model, "model")
    assert set(schema["properties"]) == {info.alias or name for name, info in Model.model_fields.items()}
    assert schema["additionalProperties"] is False
    assert "description" in schema["definitions"]["Purchase"]["properties"]["price"]
