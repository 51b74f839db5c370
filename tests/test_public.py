"""The names that other programs may use, and the formats that files are known by."""

from __future__ import annotations

import inspect

import pytest

import catchup
from catchup import cli, plan
from catchup.commands import terminal
from catchup.plan_ledger import LEDGER

NAMES = [
    "InputError", "NoAnswer", "OutputError", "Plan", "Problem", "SolverError", "check_files", "from_json", "load_chain",
    "load_profile", "load_scenario", "load_strategy", "make_country_plan", "render_brief", "render_compare", "to_json",
]


def test_the_public_names_are_these() -> None:
    assert catchup.__all__ == NAMES
    assert set(NAMES) <= set(dir(catchup))


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(catchup, name))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'make_plans'"):
        _ = catchup.make_plans


def test_the_commands_are_these() -> None:
    commands = cli.app.registered_commands
    names = [command.name or getattr(command.callback, "__name__", "") for command in commands]
    assert names == [
        "brief", "plan", "compare", "cost", "levers", "robust", "explain", "check", "schema", "list", "solve", "audit",
        "export", "verify"]


def test_the_solver_is_asked_as_the_command_line_asks_it() -> None:
    signature = inspect.signature(catchup.make_country_plan)
    positional = [name for name, p in signature.parameters.items() if p.kind is not p.KEYWORD_ONLY]
    assert positional == ["profile", "chain", "scenario", "strategy"]
    assert {"as_of", "depth", "progress"} <= set(signature.parameters)


def test_the_plan_format_has_a_version_and_these_tables() -> None:
    assert plan.SCHEMA == "catchup/plan/1"
    assert list(plan.COLUMNS) == [
        "projects", "investments", "capacity", "flows", "money", "limits", "people", "prices", "binding", "trajectory",
        "alternatives", "embargo", "embargo_strategies", "sensitivity", "nodes", "links", "choices", "sources", "inputs", "warnings", "conflict", "why_not",
        "holds", "ways", "left_out", "options", "worth", "weakest", *LEDGER,
    ]


def test_exit_codes_are_these() -> None:
    codes = {"InputError": 2, "OutputError": 2, "NoAnswer": 1, "SolverError": 70}
    assert {name: getattr(catchup, name).exit_code for name in codes} == codes
    assert (terminal.OK, terminal.NO, terminal.WRONG_INPUT, terminal.OUR_BUG, terminal.STOPPED) == (0, 1, 2, 70, 130)
