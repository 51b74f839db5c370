"""The equations of each constraint family, written out for a chain of three assets and compared with tests/golden.

`CATCHUP_GOLDEN=write pytest tests/test_model_golden.py` writes them again: a change means that an equation changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from model_toy import denied_toy, toy

from catchup.model.build import FAMILIES, Family, build, decisions
from catchup.model.columns import Columns
from catchup.model.families.controls import import_cap_rows
from catchup.model.families.denial import denial_rows
from catchup.model.rows import Row

SHOCKS = (denial_rows, import_cap_rows)
"""Families that are empty unless something is denied or capped: these have a toy of their own."""
GOLDEN = Path(__file__).parent / "golden"


def text_of(row: Row) -> str:
    """`name: terms by name, sense, right-hand side`; terms in the same variable are added."""
    terms: dict[str, float] = {}
    for variable, amount in row.terms:
        terms[variable.name] = terms.get(variable.name, 0.0) + amount
    written = " ".join(f"{amount:+.9g} {name}" for name, amount in sorted(terms.items()) if amount)
    return f"{row.name}:\n    {written or '0'}\n    {row.sense} {row.right + 0.0:.9g}\n"


def written(family: Family) -> str:
    """All rows of a family for the toy chain, in the order in which it gives them."""
    problem = denied_toy() if family in SHOCKS else toy()
    variables = decisions(Columns(), problem, whole=True)
    return "".join(text_of(row) for row in family(problem, variables))


def objective() -> str:
    """The objective of the toy chain."""
    model = build(toy())
    expression = model.lp.objective
    assert expression is not None
    terms = {variable.name: amount for variable, amount in expression.items()}
    return "".join(f"{amount:+.9g} {name}\n" for name, amount in sorted(terms.items()) if amount)


def same(name: str, text: str) -> bool:
    """Is it the text of the file? Writes the file where that is asked for."""
    path = GOLDEN / f"{name}.lp"
    if os.environ.get("CATCHUP_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_equations_of_the_family_are_as_reviewed(family: Family) -> None:
    assert written(family), "the toy chain does not touch this family"
    assert same(family.__name__.removesuffix("_rows"), written(family)), "an equation of the family changed"


def test_the_objective_is_as_reviewed() -> None:
    assert same("objective", objective()), "the objective changed"


def test_no_golden_file_is_left_over() -> None:
    names = {family.__name__.removesuffix("_rows") for family in FAMILIES} | {"objective"}
    assert {path.stem for path in GOLDEN.glob("*.lp")} == names
