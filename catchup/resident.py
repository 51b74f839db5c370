"""One HiGHS that is kept, for runs that differ in figures only: from a known basis a few steps suffice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy

from catchup.errors import NoAnswer, SolverError
from catchup.model.algebra import in_arrays
from catchup.model.build import Program
from catchup.solver import SEARCH, Answer


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

    def solve(self, model: Program, fixed: Mapping[str, float], basis: Basis | None) -> Answer:
        """Optimum with prices. Raises NoAnswer if nothing fits, SolverError if the solver gives up."""
        rows = [row for row in model.rows.values() if row.terms]
        highs, kinds = self.highs, highspy.HighsModelStatus
        in_arrays(model.columns, rows, model.cost, fixed).give(highs)
        if basis is not None and basis.names == _digest(model):
            highs.setBasis(_opened(basis))
        highs.run()
        status = highs.getModelStatus()
        if status in (kinds.kInfeasible, kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
            raise NoAnswer(f"no plan fits the promises made ({highs.modelStatusToString(status)})")
        if status != kinds.kOptimal:
            raise SolverError(f"the solver stopped with status {highs.modelStatusToString(status)}")
        solution = highs.getSolution()
        return Answer(
            objective=float(highs.getInfo().objective_function_value),
            values=dict(zip((c.name for c in model.columns), solution.col_value, strict=True)),
            prices=dict(zip((row.name for row in rows), solution.row_dual, strict=True)),
            columns=len(model.columns), rows=len(rows), nonzeros=highs.getNumNz(), integers=0, gap=0.0)

    def basis(self, model: Program) -> Basis:
        """Where the last run stands, which was of this program."""
        reached = self.highs.getBasis()
        return Basis(_digest(model), bytes([status.value for status in reached.col_status]),
                     bytes([status.value for status in reached.row_status]))


class Search:
    """A program over whole plants: first its relaxation, then the search on the same HiGHS."""

    def __init__(self, model: Program) -> None:
        self.model = model
        self.rows = [row for row in model.rows.values() if row.terms]
        self.highs = Resident().highs
        in_arrays(model.columns, self.rows, model.cost, None).give(self.highs)
        self.whole = [column for column in model.columns if column.whole]

    def hopeless(self, share: float) -> frozenset[str]:
        """Whole units that the relaxation does not want and that would lose more than this share of the objective."""
        self.highs.run()
        solution = self.highs.getSolution()
        if not solution.dual_valid:
            return frozenset()
        values, losses = solution.col_value, solution.col_dual
        most = share * max(1.0, abs(float(self.highs.getInfo().objective_function_value)))
        return frozenset(c.name for c in self.whole if values[c.index] < 1e-6 and losses[c.index] > most)

    def begin(self, values: Mapping[str, float]) -> None:
        """A plan that fits, from which the search may start."""
        start: Any = highspy.HighsSolution()
        start.col_value = [values[column.name] for column in self.model.columns]
        self.highs.setSolution(start)

    def run(self, aside: frozenset[str], gap: float, nodes: int) -> Answer:
        """Best plan over the units that are not set aside. Raises NoAnswer if nothing fits, SolverError otherwise."""
        highs, kinds = self.highs, highspy.HighsModelStatus
        for name, value in (("mip_rel_gap", gap), ("mip_max_nodes", nodes), *SEARCH.items()):
            highs.setOptionValue(name, value)
        for column in self.whole:
            highs.changeColIntegrality(column.index, highspy.HighsVarType.kInteger)
            if column.name in aside:
                highs.changeColBounds(column.index, 0.0, 0.0)
        highs.run()
        status, solution = highs.getModelStatus(), highs.getSolution()
        if status in (kinds.kInfeasible, kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
            raise NoAnswer(f"no plan fits the promises made ({highs.modelStatusToString(status)})")
        if status != kinds.kOptimal and not (status == kinds.kSolutionLimit and solution.value_valid):
            raise SolverError(f"the solver stopped with status {highs.modelStatusToString(status)}")
        info = highs.getInfo()
        return Answer(
            objective=float(info.objective_function_value),
            values=dict(zip((c.name for c in self.model.columns), solution.col_value, strict=True)), prices={},
            columns=len(self.model.columns), rows=len(self.rows), nonzeros=highs.getNumNz(),
            integers=len(self.whole), gap=max(0.0, float(info.mip_gap)) if self.whole else 0.0)


def _digest(model: Program) -> str:
    rows = [row.name for row in model.rows.values() if row.terms]
    text = "\n".join([*[column.name for column in model.columns], "", *rows])
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _opened(basis: Basis) -> Any:
    status = [highspy.HighsBasisStatus(number) for number in range(5)]
    out: Any = highspy.HighsBasis()
    out.col_status = [status[number] for number in basis.columns]
    out.row_status = [status[number] for number in basis.rows]
    out.valid = True
    return out
