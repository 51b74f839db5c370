"""Imports run one way, pages never hear of the solver, and light commands load no heavy package."""

from __future__ import annotations

import ast
import graphlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "catchup"
# From the ground up. A module may import those of its own line and of the lines above it.
LINES = [
    {"harmless"},
    {"errors"},
    {"quantity", "resources", "files"},
    {"units", "yamlio", "yamlread"},
    {"schema", "frontier_parameters", "transition"},
    {"loading", "load", "jsonschema", "checks", "checking"},
    {"frontier", "lags", "scaling", "tokens"},
    {"chain", "figures", "climate"},
    {"model"},
    {"prepare"},
    {"levelised", "free_lunch"},
    {"plan", "cells", "pact_records"},
    {"statements"},
    {"solver"},
    {"engine"},
    {"resident", "held"},
    {"results"},
    {"solving", "smoothing"},
    {"commitment", "sensitivity", "diagnose", "explain", "knockouts", "leftout"},
    {"hands"},
    {"crew"},
    {"work"},
    {"carried", "plan_meta"},
    {"assembly"},
    {"solve"},
    {"lever_worth", "robust", "export", "pact"},
    {"words"},
    {"compare", "pact_words"},
    {"charts", "page"},
    {"brief", "compare_page", "compare_figures", "compare_headings", "verify"},
    {"audit"},
    {"commands"},
    {"cli_proof"},
    {"cli"},
    {"__main__"},
]
HEAVY = {"pandas", "pulp", "highspy", "networkx", "pint", "numpy"}
SOLVER = {"pulp", "highspy"}
PAGES = ("words", "charts", "page", "compare", "brief")


def modules() -> dict[str, Path]:
    """Dotted name below catchup -> file."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def imports(path: Path) -> set[str]:
    """Everything that the file imports when it runs; what is there for the type checker only is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(path: Path) -> set[str]:
    """Modules of catchup that a file imports, by dotted name below catchup."""
    known = modules()
    found = set()
    for name in imports(path):
        if not name.startswith("catchup."):
            continue
        dotted = name.removeprefix("catchup.")
        while dotted and dotted not in known:
            dotted = dotted.rpartition(".")[0]
        found.add(dotted)
    return found - {""}


def line_of(module: str) -> int | None:
    """Which line a module stands in; `compare_words` stands with `compare`."""
    top = module.split(".")[0]
    for fits in (top.__eq__, lambda name: top.startswith(f"{name}_")):
        for number, line in enumerate(LINES):
            if any(fits(name) for name in line):
                return number
    return None


def test_no_import_runs_back_up() -> None:
    wrong = []
    for name, path in modules().items():
        here = line_of(name)
        for other in own(path) if here is not None else ():
            there = line_of(other)
            if there is not None and there > here:
                wrong.append(f"catchup.{name} imports catchup.{other}, which stands above it")
    assert wrong == []


def test_every_module_has_its_place_in_the_order() -> None:
    assert [name for name in modules() if name and line_of(name) is None] == []


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {name: own(path) - {name} for name, path in modules().items() if name}
    assert set(graphlib.TopologicalSorter(graph).static_order()) >= set(graph), "a circle raises CycleError"


def test_pages_never_hear_of_the_solver_or_the_model() -> None:
    wrong = []
    for name, path in modules().items():
        if name.startswith(PAGES):
            heavy = {item.split(".")[0] for item in imports(path)} & (SOLVER | {"pandas", "numpy"})
            model = {item for item in own(path) if item.split(".")[0] in ("model", "solve", "prepare")}
            wrong += [f"catchup.{name} imports {item}" for item in sorted(heavy | model)]
    assert wrong == []


def test_only_the_command_line_prints() -> None:
    prints = [
        f"catchup/{path.relative_to(PACKAGE)}:{node.lineno}"
        for name, path in modules().items() if name != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert prints == []


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list"], ["check"], ["schema", "-o", "-"]])
def test_a_light_command_loads_no_heavy_package(arguments: list[str], tmp_path: Path) -> None:
    code = f"""if True:
        import sys, json
        from catchup import cli
        sys.argv = ["catchup", *{arguments!r}]
        try:
            cli.main()
        except SystemExit as stop:
            sys.stderr.write(json.dumps([stop.code or 0, sorted({HEAVY!r} & set(sys.modules))]))
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    status, loaded = json.loads(done.stderr.splitlines()[-1])
    assert (status, loaded) == (0, []), done.stderr


def test_the_walk_sees_a_wrong_import(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("def f():\n    from catchup.cli import main\n    import pulp\n")
    assert own(file) == {"cli"}
    assert "pulp" in imports(file)
