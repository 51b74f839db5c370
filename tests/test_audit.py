"""An audit works a plan out again from its own tables, with none of the code that made the plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from audited import book_of, plan
from test_imports import imports, modules, own

from catchup import cli
from catchup.audit.book import Book
from catchup.audit.checks import run_all
from catchup.audit.families import FAMILIES
from catchup.audit.files import book
from catchup.audit.others import losses
from catchup.audit.trade import promises, suppliers
from catchup.plan import to_json

pytestmark = pytest.mark.solve
MAKERS = ("model", "prepare", "solving", "solve", "solver", "results", "resident", "held", "schema", "chain", "figures")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.app(list(arguments), prog_name="catchup")
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """A plan file of Nigeria, with something done to it."""

    def write(change: Callable[[dict[str, Any]], None] | None = None) -> str:
        body = json.loads(to_json(plan("NGA", "balanced")))
        if change is not None:
            change(body)
        path = tmp_path / "plan.json"
        path.write_text(json.dumps(body), encoding="utf-8")
        return str(path)

    return write


def test_an_audit_hears_of_nothing_that_makes_a_plan() -> None:
    known, seen = modules(), set[str]()
    todo = [name for name in known if name.split(".")[0] == "audit"]
    assert len(todo) > 5
    while todo:
        name = todo.pop()
        seen.add(name)
        outside = {item.split(".")[0] for item in imports(known[name])} - {"catchup"}
        assert not outside & {"pulp", "highspy", "numpy", "networkx"}, name
        todo += [other for other in own(known[name]) if other not in seen]
    assert sorted(name for name in seen if name.split(".")[0] in MAKERS) == []
    assert "plan" in seen  # the walk goes on from module to module


@pytest.mark.parametrize("iso3", ["NGA", "IND"])
@pytest.mark.parametrize("strategy", ["import", "balanced", "sovereign_stack"])
def test_plans_of_both_countries_hold(iso3: str, strategy: str) -> None:
    results = run_all(FAMILIES, book_of(iso3, strategy))
    assert [(r.name, r.trouble, r.worst) for r in results if not r.holds] == []
    assert sum(len(r.findings) for r in results) > 5000


OTHERS = ("niche", "protect_and_compete")  # targets; procurement, export shares, levers with a cost


@pytest.mark.parametrize("strategy", OTHERS)
def test_plans_with_targets_and_levers_hold(strategy: str) -> None:
    results = run_all(FAMILIES, book_of("NGA", strategy))
    assert [(r.name, r.trouble, r.worst) for r in results if not r.holds] == []


def test_the_cost_of_levers_is_a_part_of_the_net_benefit() -> None:
    parts = {row["item"]: float(row["usd_m"] or 0) for row in plan("NGA", "protect_and_compete").rows("welfare")}
    assert parts["levers"] < -10.0
    assert sum(amount for part, amount in parts.items() if part != "total") == pytest.approx(parts["total"], rel=1e-5)


def test_caps_of_export_controls_hold_in_the_scenario_that_has_them() -> None:
    made = plan("NGA", "balanced", scenario="tightened_controls")
    results = run_all(FAMILIES, book(made, "NGA.json"))
    assert [(r.name, r.trouble, r.worst) for r in results if not r.holds] == []
    assert made.rows("caps")


def test_a_promise_is_what_is_ordered_by_its_year_and_what_is_short() -> None:
    """10 units by 2030: 4 ordered in 2028, 5 in 2031, which is too late; so 6 are short."""
    tables = {
        "modes": [{"asset": "line", "mode": "own"}],
        "orders": [{"asset": "line", "mode": "own", "year": 2028, "size": 4.0},
                   {"asset": "line", "mode": "own", "year": 2031, "size": 5.0}],
        "commitments": [{"asset": "line", "last_year": 2030, "amount": 10.0, "ordered": 4.0, "short": 6.0}]}
    honest = Book(tables, {})
    assert all(finding.holds for finding in promises(honest))
    for column in ("ordered", "amount"):
        assert not all(f.holds for f in promises(honest.with_cell("commitments", 0, column, 11.0)))
    assert not all(f.holds for f in promises(honest.with_cell("orders", 0, "year", 2031)))


def test_the_share_of_a_group_of_suppliers_is_worked_out_again() -> None:
    """Four fifths of 5 bought and a site of the group that makes 1, of 10 in all: 5 of 10, as much as a cap of .5 lets."""
    mode = {"asset": "site", "mode": "own", "denied": False}
    honest = Book({
        "meta": [{"first_year": 2030, "last_solved": 2030}],
        "years": [{"year": 2030, "supplier_cap": 0.5}], "goods": [{"good": "hours", "group_part": 0.8}],
        "routes": [{"demand": "wanted", "good": "hours"}],
        "good_years": [{"good": "hours", "year": 2030, "bought": 5.0, "sold": 0.0}],
        "processes": [{"process": "make", "asset": "site", "output": "hours"}],
        "modes": [mode, mode | {"mode": "theirs", "denied": True}],
        "runs": [{"process": "make", "mode": "own", "year": 2030, "amount": 4.0},
                 {"process": "make", "mode": "theirs", "year": 2030, "amount": 1.0}]}, {})
    assert all(finding.holds for finding in suppliers(honest))
    for table, row, column, wrong in (
        ("years", 0, "supplier_cap", 0.49), ("goods", 0, "group_part", 0.81), ("runs", 1, "amount", 1.1),
        ("good_years", 0, "bought", 5.1), ("good_years", 0, "sold", 0.1)):
        assert not all(f.holds for f in suppliers(honest.with_cell(table, row, column, wrong))), column


def test_what_an_option_is_worth_is_a_part_of_the_net_benefit() -> None:
    """Of 200, 50 are lost without it: a quarter, and 150 are left."""
    honest = Book({
        "scorecard": [{"welfare_usd_m": 200.0}], "worth": [], "weakest": [], "sensitivity": [],
        "options": [{"id": "exports", "loss_usd_m": 50.0, "share": 0.25, "welfare_usd_m": 150.0}]}, {})
    assert all(finding.holds for finding in losses(honest))
    for column, wrong in (("share", 0.26), ("welfare_usd_m", 151.0), ("loss_usd_m", 51.0)):
        assert not all(f.holds for f in losses(honest.with_cell("options", 0, column, wrong)))


def test_every_check_has_something_to_look_at_in_one_of_the_plans() -> None:
    looked = {
        result.name for strategy in ("balanced", "sovereign_stack", *OTHERS)
        for result in run_all(FAMILIES, book_of("NGA", strategy)) if result.findings}
    assert {check.__name__ for _, check in FAMILIES} - looked <= {"promises", "suppliers", "caps", "losses"}  # tests of their own


def test_a_plan_that_holds_is_told_as_a_table_with_exit_code_0(run: Run, written: Callable[..., str]) -> None:
    code, out, err = run("audit", written())
    assert (code, err) == (0, "")
    assert "checks hold" in out
    assert "people" in out


def test_a_changed_figure_is_named_with_table_row_expected_and_found(run: Run, written: Callable[..., str]) -> None:
    def more_steel(body: dict[str, Any]) -> None:
        table = body["tables"]["good_years"]
        row = next(row for row in table["rows"] if row[table["columns"].index("made")] > 1.0)
        row[table["columns"].index("made")] *= 1.01

    path = written(more_steel)
    code, out, _ = run("audit", path)
    assert code == 1
    assert "good_years, row " in out
    assert ", made: expected " in out
    code, out, _ = run("audit", path, "--json")
    body = json.loads(out)
    assert (code, body["holds"]) == (1, False)
    wrong = [check for check in body["checks"] if not check["holds"]]
    assert "good_years" in {failure["table"] for check in wrong for failure in check["fails"]}


def test_a_row_taken_out_is_noticed(run: Run, written: Callable[..., str]) -> None:
    for table in ("orders", "mode_years", "serves", "cash", "investments", "flows", "routes"):
        code, out, err = run("audit", written(lambda body, name=table: body["tables"][name]["rows"].pop()))
        assert (code, err) == (1, ""), table
        assert "FAILS" in out


@pytest.mark.parametrize(("text", "says"), [
    ("{", "not JSON"), ("[]", "not a plan file"), ('{"schema": "catchup/plan/0"}', "not a plan file of this version"),
    ('{"schema": "catchup/plan/1", "meta": {}, "scorecard": {}, "tables": {}}', "damaged plan file"),
    ('{"schema": "catchup/plan/1", "meta": {}, "scorecard": {}}', "damaged"),
])
def test_a_file_that_is_no_plan_of_today_is_exit_code_2(run: Run, tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("audit", str(path))
    assert (code, out) == (2, "")
    assert says in err


def test_no_file_or_no_such_file_is_exit_code_2(run: Run) -> None:
    assert run("audit")[0] == 2
    assert run("audit", "nowhere.json")[0] == 2
