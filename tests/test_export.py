"""The file that is written is the program that is solved, and other solvers reach the same optimum."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import highspy
import model_cases
import numpy as np
import pytest
from conftest import World
from model_toy import toy
from other_solvers import cbc, glpk

from catchup import cli
from catchup.export import export, file_text
from catchup.load import load_chain, load_profile, load_scenario, load_strategy
from catchup.model.algebra import in_arrays
from catchup.model.build import Model, build
from catchup.model.problem import Problem
from catchup.prepare.build import with_baseline
from catchup.resident import Resident, Search
from catchup.smoothing import whole_columns
from catchup.solver import GAP

SAME = 1e-6
"""relative difference of two optima that counts as none"""
TIGHT = 1e-7
"""gap of both searches where optima are compared"""


def full(world: World, iso3: str) -> Model:
    """The program of `balanced`, against the country's baseline."""
    before = world.before(iso3)
    return build(with_baseline(world.case(iso3, "balanced").setting(), before).problem)


@pytest.fixture(scope="module", params=["TOY", "NGA"])
def model(request: pytest.FixtureRequest, world: World) -> Model:
    """A small and a real program."""
    return build(toy()) if request.param == "TOY" else full(world, request.param)


def read_back(text: str, form: str, folder: Path) -> Any:
    """The program as another reader sees it."""
    path = folder / f"program.{form}"
    path.write_text(text, encoding="utf-8")
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    return highs.getLp()


def by_name(lp: Any, columns: list[str], rows: list[str]) -> dict[str, dict[Any, float]]:
    """Everything that an LP says, by names: it may list them in any order."""
    matrix = lp.a_matrix_
    assert matrix.format_ == highspy.MatrixFormat.kColwise
    at = np.repeat(np.arange(lp.num_col_), np.diff(matrix.start_))
    entries = zip(matrix.index_, at, matrix.value_, strict=True)
    return {
        "cost": dict(zip(columns, lp.col_cost_, strict=True)), "low": dict(zip(columns, lp.col_lower_, strict=True)),
        "high": dict(zip(columns, lp.col_upper_, strict=True)),
        "row low": dict(zip(rows, lp.row_lower_, strict=True)), "row high": dict(zip(rows, lp.row_upper_, strict=True)),
        "matrix": {(rows[r], columns[c]): a for r, c, a in entries if a}}


@pytest.mark.parametrize("fixed", [False, True], ids=["in full", "whole numbers fixed"])
@pytest.mark.parametrize("form", ["lp", "mps"])
def test_another_reader_sees_the_program_that_is_solved(model: Model, form: Any, fixed: bool, tmp_path: Path) -> None:
    values = {c.name: 1.0 for c in model.columns if c.whole} if fixed else None
    lp = read_back(file_text(model, form, "test", values), form, tmp_path)
    rows = [row for row in model.rows.values() if row.terms]
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    in_arrays(model.columns, rows, model.cost, values).give(highs)
    ours = highs.getLp()
    here = by_name(ours, [c.name for c in model.columns], [r.name for r in rows])
    there = by_name(lp, [n.replace(".", "|") for n in lp.col_names_], [n.replace(".", "|") for n in lp.row_names_])
    for part, figures in here.items():
        assert figures.keys() == there[part].keys(), part
        assert there[part] == pytest.approx(figures, rel=1e-9, abs=1e-12), part
    integer = highspy.HighsVarType.kInteger
    whole = {name.replace(".", "|") for name, kind in zip(lp.col_names_, lp.integrality_, strict=False) if kind == integer}
    assert whole == (set() if fixed else {c.name for c in model.columns if c.whole})


def test_no_name_holds_the_sign_that_stands_for_a_bar(model: Model) -> None:
    assert not [name for name in (*model.rows, *(c.name for c in model.columns)) if "." in name]


@pytest.mark.solve
@pytest.mark.parametrize("iso3", ["NGA", "IND"])
def test_cbc_reaches_the_optimum_of_the_full_model(world: World, iso3: str, tmp_path: Path) -> None:
    """Both search to a gap of 1e-7 and each then solves the linear program of its own whole numbers, as a plan does.

    The plan itself stops at the gap that it states: it lies within that of CBC's optimum, and never beyond it.
    """
    model = full(world, iso3)
    found = cbc(file_text(model, "lp", "test"), tmp_path, gap=TIGHT)
    theirs = {c.name: float(round(found.values.get(c.name.replace("|", "."), 0.0))) for c in model.columns if c.whole}
    reached = cbc(file_text(model, "mps", "test", theirs), tmp_path, form="mps").objective
    searched = Search(model).run(frozenset(), TIGHT, 10**6)
    ours = Resident().solve(model, {c.name: float(round(searched.values[c.name])) for c in model.columns if c.whole}, None)
    assert reached == pytest.approx(ours.objective, rel=SAME)
    assert found.objective == pytest.approx(reached, rel=10 * SAME)  # a search keeps its rows less strictly
    plan = world.plan(iso3).answer.objective
    assert reached - SAME * abs(reached) <= plan <= reached + GAP * abs(reached)


@pytest.mark.solve
@pytest.mark.parametrize("form", ["lp", "mps"])
@pytest.mark.parametrize(("iso3", "strategy"), [("NGA", "balanced"), ("IND", "balanced"), ("NGA", "sovereign_stack")])
def test_glpk_and_cbc_reach_the_plan_with_its_whole_numbers_fixed(
    world: World, iso3: str, strategy: str, form: Any, tmp_path: Path,
) -> None:
    solved = world.plan(iso3, strategy)
    text = file_text(solved.model, form, "test", whole_columns(solved))
    assert glpk(text, tmp_path, form=form).objective == pytest.approx(solved.answer.objective, rel=SAME)
    assert cbc(text, tmp_path, form=form).objective == pytest.approx(solved.answer.objective, rel=SAME)


def hand_worked() -> Iterator[Any]:
    """Every test that works an optimum out by hand: (module, function, its arguments), one for each set of these."""
    for path in sorted(Path(__file__).parent.glob("test_model_*.py")):
        module = importlib.import_module(path.stem)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = {node.name: ast.unparse(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
        asking = ["optimum", *(name for name, text in own.items() if "optimum(" in text and name[:5] != "test_")]
        for name in own:
            function = getattr(module, name)
            asks = any(f"{helper}(" in own[name] for helper in asking)
            marks = [m for m in getattr(function, "pytestmark", []) if m.name == "parametrize"]
            if not name.startswith("test_") or hasattr(function, "hypothesis") or not asks:
                continue
            for number, arguments in enumerate(arguments_of(marks)):
                if set(function.__annotations__) - {"return"} == set(arguments):
                    yield pytest.param(module, function, arguments, id=f"{path.stem}-{name}-{number}")


def arguments_of(marks: list[Any]) -> list[dict[str, Any]]:
    """The arguments with which pytest calls a test; none for a test with more than one list of them."""
    if len(marks) != 1:
        return [] if marks else [{}]
    names, sets = marks[0].args
    keys = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
    return [dict(zip(keys, values if len(keys) > 1 else (values,), strict=True)) for values in sets]


CASES = list(hand_worked())


@pytest.mark.parametrize(("module", "function", "arguments"), CASES)
def test_glpk_reaches_every_optimum_that_was_worked_out_by_hand(
    module: Any, function: Any, arguments: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def both(case: Problem, *, whole: bool = True) -> model_cases.Found:
        found = model_cases.optimum(case, whole=whole)
        other = glpk(file_text(build(case, whole=whole), "lp", "test"), tmp_path)
        assert other.objective == pytest.approx(found.answer.objective, rel=SAME, abs=1e-9)
        asked.append(case)
        return found

    monkeypatch.setattr(module, "optimum", both)
    function(**arguments)
    assert asked


def test_most_cases_are_gathered() -> None:
    assert len(CASES) > 60


# -- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.app(["export", *arguments], prog_name="catchup")
        return (int(stop.value.code or 0), *capsys.readouterr())

    return call


@pytest.mark.solve
def test_the_command_writes_the_file_and_says_what_our_solver_reaches(run: Any, tmp_path: Path) -> None:
    code, out, _ = run("NGA", "--fixed", "-o", "model.lp")
    assert code == 0
    said = re.search(r"^HiGHS reaches (-[\d.]+)$", out, re.M)
    assert said
    text = Path("model.lp").read_text(encoding="utf-8")
    assert text.startswith("\\ catchup 0.1.0: NGA, balanced, business_as_usual, as of 2026-")
    assert "glpsol --lp model.lp" in out
    assert run("NGA", "--fixed", "-o", "model.lp")[0] == 0, "it may be written again"
    assert Path("model.lp").read_text(encoding="utf-8") == text, "the same bytes"
    assert glpk(text, tmp_path).objective == pytest.approx(float(said[1]), rel=SAME)


@pytest.mark.parametrize(("arguments", "says"), [
    (["NGA", "-o", "model.txt"], "model.lp or model.mps"), (["plan.json", "-o", "model.lp"], "give a country code"),
    (["XXX", "-o", "model.lp"], "XXX"), (["NGA", "-o", "none/model.lp"], "there is no folder none")])
def test_a_wrong_name_is_told_before_anything_is_solved(run: Any, arguments: list[str], says: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert list(Path().iterdir()) == []


def test_where_reserves_are_short_the_file_has_the_rows_of_foreign_exchange() -> None:
    """Vietnam: they need what leaves under `import`, which the exported program has to know as the solved one does."""
    written = export(
        load_profile("VNM"), load_chain(), load_scenario("business_as_usual"), load_strategy("balanced"),
        as_of="2026-11-22", form="lp", fixed=False, progress=lambda _text, _share: None)
    assert len(re.findall(r"^exchange\.VNM\.room\.20\d\d:", written.text, re.M)) == 20


def test_a_file_of_somebody_else_is_left_alone(run: Any) -> None:
    Path("model.lp").write_text("Minimize\n obj: x\nEnd\n")
    assert run("NGA", "-o", "model.lp")[0] == 2
    assert Path("model.lp").read_text() == "Minimize\n obj: x\nEnd\n"
