"""Small models for the tests of the engine: a text without its head in, the answer out."""

from __future__ import annotations

from textwrap import dedent

import pytest

from catchup.engine.read import parse_model
from catchup.engine.run import Solution, solve_model
from catchup.engine.tables import tables

HEAD = "schema: catchup/model/1\nname: case\n"
ONE_PERIOD = "periods: [{id: now}]\n"


def solved(text: str, *, whole: bool = True) -> Solution:
    """The answer of a model whose text lacks the head and, where it has none, one period of one year."""
    body = dedent(text)
    head = HEAD if "\nperiods:" in f"\n{body}" else HEAD + ONE_PERIOD
    return solve_model(parse_model(head + body, "case.yaml"), whole=whole)


def near(value: float) -> object:
    """Equal but for rounding."""
    return pytest.approx(value, rel=1e-7, abs=1e-7)


def amount(solution: Solution, table: str, column: str, **where: str) -> float:
    """The sum of a column over the rows that fit."""
    rows = tables(solution)[table]
    return float(sum(row[column] for row in rows if all(row[key] == wanted for key, wanted in where.items())))
