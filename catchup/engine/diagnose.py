"""Why nothing fits: the least that would have to give way, or what has no limit."""

from __future__ import annotations

from catchup.engine.program import Program
from catchup.engine.words import column_words, row_words
from catchup.errors import NoAnswer
from catchup.model.algebra import in_pulp
from catchup.model.columns import Columns
from catchup.model.rows import Row, Term, parts
from catchup.solver import solve

SOFT = ("balance", "limit", "committed", "budget", "demand", "stock")
LARGE = 1e7
TOLD = 8


def no_answer(program: Program) -> NoAnswer:
    """The promises that cannot all be kept, with how far they are missed in the cheapest way to miss them."""
    for families in (SOFT, None):
        missed = _missed(program, families)
        if missed:
            rows = [row_words(program.rows[name], amount) for name, amount in missed[:TOLD]]
            more = [f"and {len(missed) - TOLD} more"] if len(missed) > TOLD else []
            return NoAnswer("nothing fits all that the model asks for; it would fit if these gave way:", [*rows, *more])
        if missed is not None:
            return _unbounded(program)
    return NoAnswer("nothing fits all that the model asks for (caps and whole numbers contradict each other)")


def _missed(program: Program, families: tuple[str, ...] | None) -> list[tuple[str, float]] | None:
    """Rows missed when misses cost 1 a unit, relative to the right side; None if that is not enough."""
    columns = Columns(program.columns)
    rows, cost, misses = [], [], []
    for row in program.rows.values():
        terms: list[Term] = list(row.terms)
        if families is None or parts(row.name)[0] in families:
            for sign in (1.0,) if row.sense == ">=" else (-1.0,) if row.sense == "<=" else (1.0, -1.0):
                miss = columns.add(f"miss{'+' if sign > 0 else '-'}|{row.name}")
                terms.append((miss, sign))
                cost.append((miss, 1.0 / max(1.0, abs(row.right))))
                misses.append((row.name, miss, sign))
        elif not terms:
            continue
        rows.append(Row(row.name, tuple(terms), row.sense, row.right))
    try:
        answer = solve(in_pulp("misses", columns, rows, cost), whole=any(c.whole for c in columns))
    except NoAnswer:
        return None
    found = [(name, sign * answer.values[miss.name]) for name, miss, sign in misses]
    return [(name, amount) for name, amount in found if abs(amount) > 1e-7]


def _unbounded(program: Program) -> NoAnswer:
    """Which quantities run away: those that reach a bound far beyond any sense."""
    columns = Columns()
    for column in program.columns:
        columns.add(column.name, LARGE if column.most is None else column.most, column.whole)
    text = "nothing limits the objective: more is always better"
    try:
        answer = solve(in_pulp("bounded", columns, program.rows.values(), program.cost()), whole=False)
    except NoAnswer:
        return NoAnswer(text)
    loose = [c.name for c in program.columns if c.most is None and answer.values[c.name] > LARGE * (1 - 1e-6)]
    return NoAnswer(f"{text}; put a cap on one of these:", [column_words(name) for name in loose[:TOLD]])
