"""A model as a program: every family of rows in turn, then the filters and budgets that count them."""

from __future__ import annotations

from catchup.engine import goods
from catchup.engine.budgets import budgets
from catchup.engine.calendar import calendar
from catchup.engine.expansion import expansions
from catchup.engine.limits import limits
from catchup.engine.program import Program
from catchup.engine.read import Source, validated
from catchup.engine.words import column_words
from catchup.errors import InputError, Problem
from catchup.yamlio import Document

FAMILIES = (
    goods.processes, goods.purchases, goods.stocks, goods.trade, goods.arcs, goods.demand, goods.balances, expansions,
    budgets, limits)


def assemble(source: Source) -> Program:
    """Columns, rows and payments of a model. Raises InputError where two records claim one name, or a limit counts
    nothing."""
    program = Program(source, calendar(source.model))
    for family in FAMILIES:
        family(program)
    for path, name in program.twice.items():
        text = f"the {column_words(name)} stands in another record already"
        program.problems.append(source.document.problem(path, "E070", text, "give one of them a name of its own"))
    if program.problems:
        raise InputError(program.problems)
    return program


def model_problems(document: Document) -> list[Problem]:
    """All problems of a parsed model file."""
    model, problems = validated(document)
    if model is None or problems:
        return problems
    try:
        assemble(Source(model, document))
    except InputError as error:
        return list(error.problems)
    return []
