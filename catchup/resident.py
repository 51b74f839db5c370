"""One HiGHS that is kept, for runs that differ in figures only: from a known basis a few steps suffice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy

from catchup.errors import NoAnswer, SolverError
from catchup.model.algebra import in_highs
from catchup.model.build import Model
from catchup.solver import Answer


@dataclass(frozen=True)
class Basis:
    """Which columns and rows stand at a bound, for programs with the same names."""

    names: str
    columns: bytes
    rows: bytes


class Resident:
    """Solves programs with whole columns fixed, from the basis of a relative where one is given."""

    def __init__(self) -> None:
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
            self.highs.setOptionValue(name, value)

    def solve(self, model: Model, fixed: Mapping[str, float], basis: Basis | None) -> tuple[Answer, Basis]:
        """Optimum with prices, and its basis. Raises NoAnswer if nothing fits, SolverError if the solver gives up."""
        rows = [row for row in model.rows.values() if row.terms]
        names = _digest(model, [row.name for row in rows])
        highs, kinds = self.highs, highspy.HighsModelStatus
        highs.passModel(in_highs(model.columns, rows, model.cost, fixed))
        if basis is not None and basis.names == names:
            highs.setBasis(_opened(basis))
        highs.run()
        status = highs.getModelStatus()
        if status in (kinds.kInfeasible, kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
            raise NoAnswer(f"no plan fits the promises made ({highs.modelStatusToString(status)})")
        if status != kinds.kOptimal:
            raise SolverError(f"the solver stopped with status {highs.modelStatusToString(status)}")
        solution = highs.getSolution()
        answer = Answer(
            objective=float(highs.getInfo().objective_function_value),
            values=dict(zip((c.name for c in model.columns), solution.col_value, strict=True)),
            prices=dict(zip((row.name for row in rows), solution.row_dual, strict=True)),
            columns=len(model.columns), rows=len(rows), nonzeros=highs.getNumNz(), integers=0, gap=0.0)
        return answer, _closed(highs.getBasis(), names)


def relaxed(model: Model) -> tuple[dict[str, float], dict[str, float], float]:
    """Values and reduced costs of whole columns when parts of a plant may be ordered, and the objective.   [USD bn]"""
    resident = Resident()
    rows = [row for row in model.rows.values() if row.terms]
    resident.highs.passModel(in_highs(model.columns, rows, model.cost, None))
    resident.highs.run()
    solution = resident.highs.getSolution()
    whole = [column for column in model.columns if column.whole]
    if not solution.dual_valid:
        return {}, {}, 0.0
    values, duals = solution.col_value, solution.col_dual
    return ({c.name: values[c.index] for c in whole}, {c.name: duals[c.index] for c in whole},
            float(resident.highs.getInfo().objective_function_value))


def _digest(model: Model, rows: list[str]) -> str:
    text = "\n".join([*(column.name for column in model.columns), "", *rows])
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _closed(basis: Any, names: str) -> Basis:
    return Basis(names, bytes(map(int, basis.col_status)), bytes(map(int, basis.row_status)))


def _opened(basis: Basis) -> Any:
    status = [highspy.HighsBasisStatus(number) for number in range(5)]
    out: Any = highspy.HighsBasis()
    out.col_status = [status[number] for number in basis.columns]
    out.row_status = [status[number] for number in basis.rows]
    out.valid = True
    return out
