"""`catchup solve`: a planning model of one's own, from its file to its answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catchup.commands.make import Job, Made, kept_files
from catchup.commands.show import pairs, table
from catchup.files import check_folder_target

if TYPE_CHECKING:
    from catchup.engine.run import Solution

MOST_ROWS = 30
NUMBERS = frozenset({
    "level", "size", "cost", "capacity", "used", "usable", "amount", "demand", "served", "unmet", "paid",
    "present_value", "debt", "saved", "right", "price", "price_then"})
HEADS = {
    "activity": "What runs", "builds": "What is built", "capacity": "Capacity", "flows": "What moves",
    "trade": "Bought, sold and disposed of", "demand": "Demand", "money": "Money, all years of a period",
    "budgets": "Budgets", "binding": "What binds: change of the objective with one more on the right side",
    "prices": "What one more unit is worth"}
IN_MONEY, IN_QUANTITY = ("money", "budgets", "binding", "prices"), ("flows", "trade", "demand")
FOR_PROGRAMS = ("row",)
"""columns that the screen leaves out: the title says the same in words"""


def solve(path: str, job: Job, folder: Path | None) -> Made:
    """Read, solve, and show the answer; or all of it as JSON and CSV."""
    from catchup.engine.read import read_model

    source = read_model(path)
    target = job.target("", [path]) if job.output is not None else None
    from catchup.engine.run import solve_model
    from catchup.engine.tables import COLUMNS, to_csv, to_json

    if folder is not None:
        check_folder_target(folder, [f"{name}.csv" for name in COLUMNS], force=job.force)
    with job.steps as steps:
        steps(f"solving {source.model.name}", 0.3)
        solution = solve_model(source)
    text = to_json(solution)
    writes, where = kept_files(target, text, folder, lambda: to_csv(solution), job.force)
    lines = [("model", path), *where]
    head = [answer_text(solution)] + ([] if writes or job.to_stdout else [tables_text(solution)])
    words = "\n\n".join([*head, pairs(lines, indent="")])
    return Made(lambda: words, writes, text if job.to_stdout else None)


def answer_text(solution: Solution) -> str:
    """Objective with its unit, status, and the size of the program."""
    model, answer = solution.program.source.model, solution.answer
    found = "optimal" if solution.status == "optimal" else f"the best found, within {answer.gap:.2g} of the optimum"
    size = f"{answer.columns} columns, {answer.rows} rows"
    rows = [
        (f"objective, {model.objective}d", f"{solution.objective:,.10g} {model.measured_in.money}"),
        ("status", found), ("size", f"{size}, {answer.integers} whole numbers" if answer.integers else size)]
    if answer.integers:
        rows.append(("prices", "of the program with its whole numbers fixed"))
    return "\n".join([f"{model.name}: {model.title}" if model.title else model.name, pairs(rows)])


def tables_text(solution: Solution) -> str:
    """The tables that are not empty, the long ones cut."""
    from catchup.engine.tables import COLUMNS, tables

    measured = solution.program.source.model.measured_in
    unit = {**dict.fromkeys(IN_MONEY, measured.money), **dict.fromkeys(IN_QUANTITY, measured.quantity)}
    parts = [_table_text(f"{HEADS[name]} [{unit[name]}]" if name in unit else HEADS[name], COLUMNS[name], rows)
             for name, rows in tables(solution).items() if rows]
    return "\n\n".join(parts)


def _table_text(head: str, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> str:
    shown = [column for column in columns if column not in FOR_PROGRAMS]
    right = [place for place, column in enumerate(shown) if column in NUMBERS]
    lines = [[_cell(row.get(column)) for column in shown] for row in rows[:MOST_ROWS]]
    text = f"{head}\n{table([column.replace('_', ' ') for column in shown], lines, right)}"
    more = len(rows) - MOST_ROWS
    return f"{text}\nand {more} more: see `--csv DIR` or `--json`" if more > 0 else text


def _cell(value: object) -> str:
    if isinstance(value, float | int):
        return f"{value:,.6g}"
    return "" if value is None else str(value)
