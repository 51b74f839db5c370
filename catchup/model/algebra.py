"""A program in PuLP, and as the arrays that HiGHS takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def in_highs(
    columns: Sequence[Column], rows: Sequence[Row], cost: Sequence[Term], fixed: Mapping[str, float] | None,
) -> Any:
    """The relaxation as a HighsLp, by columns; `fixed` gives whole columns their value, if they have one.

    Rows must have terms.
    """
    import highspy
    import numpy as np

    size, height = len(columns), len(rows)
    lp: Any = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = size, height
    lp.col_cost_ = _dense(cost, size)
    least, most = np.zeros(size), np.array([np.inf if c.most is None else c.most for c in columns])
    for column in columns:
        if column.whole and fixed is not None:
            least[column.index] = most[column.index] = fixed.get(column.name, 0.0)
    lp.col_lower_, lp.col_upper_ = least, most
    right = np.array([row.right for row in rows])
    lp.row_lower_ = np.where(np.array([row.sense == "<=" for row in rows]), -np.inf, right)
    lp.row_upper_ = np.where(np.array([row.sense == ">=" for row in rows]), np.inf, right)
    lengths = [len(row.terms) for row in rows]
    at = np.array([column.index for row in rows for column, _ in row.terms], dtype=np.int64)
    of = np.array([amount for row in rows for _, amount in row.terms], dtype=float)
    place = at * height + np.repeat(np.arange(height), lengths)  # column by column
    places, where = np.unique(place, return_inverse=True)
    amounts = np.bincount(where, of, minlength=len(places))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = size, height
    lp.a_matrix_.start_ = np.searchsorted(places, np.arange(size + 1) * height).astype(np.int32)
    lp.a_matrix_.index_ = (places % height).astype(np.int32)
    lp.a_matrix_.value_ = amounts
    return lp


def _dense(terms: Sequence[Term], size: int) -> Any:
    import numpy as np

    at = np.array([column.index for column, _ in terms], dtype=np.int64)
    of = np.array([amount for _, amount in terms], dtype=float)
    return np.bincount(at, of, minlength=size)
