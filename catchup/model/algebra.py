"""A program in PuLP, and as the arrays that HiGHS takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from catchup.model.columns import Column
from catchup.model.rows import Row, Term

if TYPE_CHECKING:
    from pulp import LpProblem


def in_pulp(name: str, columns: Sequence[Column], rows: Iterable[Row], cost: Sequence[Term]) -> LpProblem:
    """Columns, rows and objective under their own names; rows without terms are left out."""
    from pulp import LpMinimize, LpProblem, lpSum_vars_coefs

    lp = LpProblem(name, LpMinimize)
    known = [
        lp.add_variable(column.name, lowBound=0, upBound=column.most, cat="Integer" if column.whole else "Continuous")
        for column in columns]
    for row in rows:
        if row.terms:
            left = lpSum_vars_coefs([(known[column.index], amount) for column, amount in row.terms])
            if row.sense == "<=":
                lp.addConstraint(left <= row.right, row.name)
            elif row.sense == ">=":
                lp.addConstraint(left >= row.right, row.name)
            else:
                lp.addConstraint(left == row.right, row.name)
    lp.setObjective(lpSum_vars_coefs([(known[column.index], amount) for column, amount in cost]))
    return lp


@dataclass(frozen=True)
class Arrays:
    """The relaxation as HiGHS takes it: costs and bounds of columns, bounds of rows, and the matrix by columns."""

    cost: Any
    least: Any
    most: Any
    row_least: Any
    row_most: Any
    start: Any
    index: Any
    value: Any

    def give(self, highs: Any) -> None:
        """Hand all of it over, to be minimised."""
        import highspy
        import numpy as np

        highs.passModel(
            len(self.cost), len(self.row_least), len(self.value), int(highspy.MatrixFormat.kColwise),
            int(highspy.ObjSense.kMinimize), 0.0, self.cost, self.least, self.most, self.row_least, self.row_most,
            self.start, self.index, self.value, np.zeros(len(self.cost), dtype=np.int32))


def in_arrays(
    columns: Sequence[Column], rows: Sequence[Row], cost: Sequence[Term], fixed: Mapping[str, float] | None) -> Arrays:
    """The relaxation in arrays; `fixed` gives whole columns their value, if they have one. Rows must have terms."""
    import numpy as np

    size, height = len(columns), len(rows)
    least, most = np.zeros(size), np.array([np.inf if c.most is None else c.most for c in columns])
    for column in columns:
        if column.whole and fixed is not None:
            least[column.index] = most[column.index] = fixed.get(column.name, 0.0)
    right, senses = np.array([row.right for row in rows]), [row.sense for row in rows]
    at, of = _apart(list(chain.from_iterable([row.terms for row in rows])))
    place = at * height + np.repeat(np.arange(height), [len(row.terms) for row in rows])  # column by column
    places, where = np.unique(place, return_inverse=True)
    return Arrays(
        np.bincount(*_apart(cost), minlength=size), least, most,
        np.where(np.array([sense == "<=" for sense in senses]), -np.inf, right),
        np.where(np.array([sense == ">=" for sense in senses]), np.inf, right),
        np.searchsorted(places, np.arange(size + 1) * height).astype(np.int32), (places % height).astype(np.int32),
        np.bincount(where, of, minlength=len(places)))


def _apart(terms: Sequence[Term]) -> tuple[Any, Any]:
    """Places of the columns of terms, and the coefficients."""
    import numpy as np

    at = np.fromiter([column.index for column, _ in terms], np.int64, len(terms))
    return at, np.fromiter([amount for _, amount in terms], float, len(terms))
