"""One program held in a solver at its optimum, to be run again with some columns at zero or a few rows more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from catchup.errors import NoAnswer, SolverError
from catchup.model.algebra import in_arrays
from catchup.model.build import SCALE, Model
from catchup.model.columns import Column
from catchup.model.rows import Term

INFINITE = highspy.kHighsInf


@dataclass(frozen=True)
class Reached:
    """Optimum of a run: what was minimised, and the value of every column in the order of the model."""

    objective: float
    """[USD bn, PV]"""
    values: Sequence[float]


class Held:
    """A program with its whole columns fixed. A run leaves it as it was; each starts from the optimum of the first."""

    def __init__(self, model: Model, fixed: Mapping[str, float], cost: Sequence[Term] | None = None) -> None:
        """`cost` in USD m replaces what the model minimises. Raises NoAnswer if nothing fits."""
        self.model, self.fixed = model, fixed
        self.highs = quiet()
        rows = [row for row in model.rows.values() if row.terms]
        terms = model.cost if cost is None else tuple((column, amount * SCALE) for column, amount in cost)
        in_arrays(model.columns, rows, terms, fixed).give(self.highs)
        left = getattr(model.__dict__.get("lp"), "solverModel", None)
        if left is not None:
            self.highs.setBasis(left.getBasis())
        self.first = self._run()
        self.basis = self.highs.getBasis()

    def without(self, columns: Iterable[Column]) -> Reached:
        """Optimum with these columns at zero. Raises NoAnswer if nothing fits."""
        gone = _each_once(columns)
        if not any(self.first.values[column.index] for column in gone):
            return self.first
        return self._bounded(gone, [0.0] * len(gone), [0.0] * len(gone))

    def with_at_least(self, sizes: Sequence[tuple[Column, float]], least: float) -> Reached:
        """Optimum with a sum of columns at `least` or more, whole ones in any part. Raises NoAnswer if nothing fits."""
        freed = _each_once(column for column, _ in sizes if column.whole)
        self.highs.setBasis(self.basis)
        number = self.highs.getNumRow()
        _add_row(self.highs, _summed(sizes), least, INFINITE)
        try:
            return self._bounded(freed, [0.0] * len(freed), [_most(c) for c in freed], again=False)
        finally:
            self.highs.deleteRows(1, np.array([number], dtype=np.int32))

    def with_exactly(self, column: Column, amount: float) -> Reached:
        """Optimum with one column at an amount. Raises NoAnswer if nothing fits."""
        return self._bounded([column], [amount], [amount])

    def _bounded(
        self, columns: Sequence[Column], least: Sequence[float], most: Sequence[float], *, again: bool = True,
    ) -> Reached:
        """Run with other bounds, from the first optimum unless that is set already; the old bounds come back."""
        at = np.array([column.index for column in columns], dtype=np.int32)
        if again:
            self.highs.setBasis(self.basis)
        self.highs.changeColsBounds(len(at), at, np.array(least), np.array(most))
        try:
            return self._run()
        finally:
            fixed = [self.fixed.get(c.name, 0.0) if c.whole else 0.0 for c in columns]
            upper = [self.fixed.get(c.name, 0.0) if c.whole else _most(c) for c in columns]
            self.highs.changeColsBounds(len(at), at, np.array(fixed), np.array(upper))

    def value(self, terms: Iterable[Term]) -> float:
        """Value of a linear expression at the optimum."""
        return sum(amount * self.first.values[column.index] for column, amount in terms)

    def smallest(
        self, changes: Sequence[Mapping[int, float]], kept: Sequence[tuple[Sequence[Term], float]]) -> Reached:
        """Least sum of the sizes of some linear expressions, while others stay at or below a value.

        Ends the use of this program: rows and columns are added.
        """
        highs, size, status = self.highs, len(self.model.columns), highspy.HighsBasisStatus
        highs.setBasis(self.basis)
        columns, rows = list(self.basis.col_status), list(self.basis.row_status)
        for change in changes:  # change = up - down, and the one that is not zero is in the basis
            up = highs.getNumCol()
            highs.addVar(0.0, INFINITE)
            highs.addVar(0.0, INFINITE)
            _add_row(highs, {**change, up: -1.0, up + 1: 1.0}, 0.0, 0.0)
            rises = sum(amount * self.first.values[index] for index, amount in change.items()) >= 0
            columns += [status.kBasic, status.kLower] if rises else [status.kLower, status.kBasic]
            rows.append(status.kLower)
        for terms, most in kept:
            _add_row(highs, _summed(terms), -INFINITE, most)
            rows.append(status.kBasic)
        total = highs.getNumCol()
        weight = np.concatenate([np.zeros(size), np.ones(total - size)])
        highs.changeColsCost(total, np.arange(total, dtype=np.int32), weight)
        start: Any = highspy.HighsBasis()
        start.col_status, start.row_status, start.valid = columns, rows, True
        highs.setBasis(start)
        highs.setOptionValue("simplex_strategy", PRIMAL)
        return self._run()

    def _run(self) -> Reached:
        kinds = highspy.HighsModelStatus
        self.highs.run()
        if self.highs.getModelStatus() == kinds.kUnknown:  # lost on the way from the last basis: begin anew
            self.highs.clearSolver()
            self.highs.run()
        status = self.highs.getModelStatus()
        if status in (kinds.kInfeasible, kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
            raise NoAnswer(f"no plan fits the promises made ({self.highs.modelStatusToString(status)})")
        if status != kinds.kOptimal:
            raise SolverError(f"the solver stopped with status {self.highs.modelStatusToString(status)}")
        return Reached(
            float(self.highs.getInfo().objective_function_value), list(self.highs.getSolution().col_value))


PRIMAL = 4
"""the old optimum fits the new rows, so that the primal simplex can start there"""


def quiet() -> Any:
    """A solver of one thread with a fixed seed that says nothing."""
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
        highs.setOptionValue(name, value)
    return highs


def _each_once(columns: Iterable[Column]) -> list[Column]:
    return [column for _, column in sorted({column.index: column for column in columns}.items())]


def _most(column: Column) -> float:
    return INFINITE if column.most is None else column.most


def _summed(terms: Iterable[Term]) -> dict[int, float]:
    out: dict[int, float] = {}
    for column, amount in terms:
        out[column.index] = out.get(column.index, 0.0) + amount
    return out


def _add_row(highs: Any, terms: Mapping[int, float], least: float, most: float) -> None:
    at = np.array(list(terms), dtype=np.int32)
    highs.addRow(least, most, len(at), at, np.array(list(terms.values())))
