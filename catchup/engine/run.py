"""Solves a model, or says in a sentence why nothing fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from catchup.engine.assemble import assemble
from catchup.engine.diagnose import no_answer
from catchup.engine.program import Entry, Payment, Program
from catchup.engine.read import Source
from catchup.errors import NoAnswer
from catchup.model.algebra import in_pulp
from catchup.model.columns import Column
from catchup.solver import Answer, fix_whole_numbers, solve

GAP = 1e-7
"""relative gap at which the search over whole numbers stops"""
NODES = 500_000
"""a limit on nodes, not on time, so that the answer is the same on every machine"""


@dataclass(frozen=True)
class Solution:
    """An answer: the objective in the user's sense, values of columns, and prices of rows.

    A price is what the objective gains with one more on the right side, in the unit of the objective; with whole
    numbers it belongs to the program in which these are fixed.
    """

    program: Program
    answer: Answer
    objective: float
    prices: Mapping[str, float]

    @property
    def status(self) -> str:
        """Is this the optimum, or the best that was found before the search stopped?"""
        return "optimal" if self.answer.gap <= 10 * GAP else "feasible"

    def of(self, entry: Entry) -> float:
        """The value of a quantity."""
        return entry.constant + sum(amount * self.value(column) for column, amount in entry.terms)

    def money(self, payment: Payment) -> float:
        """What is paid (below zero: earned) each year of the period, or once."""
        return payment.amount * (1.0 if payment.column is None else self.value(payment.column))

    def value(self, column: Column) -> float:
        """The value of a decision."""
        return self.answer.values[column.name]


def solve_model(source: Source, *, whole: bool = True) -> Solution:
    """The optimum of a model; without `whole`, of its relaxation.

    Raises InputError for what only building it shows, NoAnswer if nothing fits or nothing limits the objective,
    SolverError if the solver gives up.
    """
    program = assemble(source)
    for row in program.rows.values():
        if not row.terms and not _holds(row.sense, row.right):
            raise no_answer(program)
    lp = in_pulp("model", program.columns, program.rows.values(), program.cost())
    whole = whole and any(column.whole for column in program.columns)
    try:
        answer = solve(lp, whole=whole, gap=GAP, nodes=NODES)
    except NoAnswer:
        raise no_answer(program) from None
    prices = answer.prices
    if whole:
        fix_whole_numbers(lp, answer.values)
        fixed = solve(lp, whole=False)
        answer, prices = replace(answer, objective=fixed.objective, values=fixed.values), fixed.prices
    sign = -1.0 if source.model.objective == "maximise" else 1.0
    scale = sign * source.model.objective_scale
    return Solution(program, answer, scale * (answer.objective + program.fixed_cost()),
                    {name: scale * price for name, price in prices.items()})


def _holds(sense: str, right: float) -> bool:
    return right >= 0 if sense == "<=" else right <= 0 if sense == ">=" else right == 0
