"""HiGHS through PuLP: one thread, a fixed seed, prices from the program with its whole numbers fixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import pulp
from pulp import LpProblem

from catchup.errors import NoAnswer, SolverError

GAP = 3e-4
"""relative gap at which a search over whole numbers for the largest net benefit stops"""
WIDE_GAP = 1e-2
"""the same for the other objectives, which are small numbers"""
NODES = 2000
"""a limit on nodes, not on time, so that a page is the same on every machine"""


SEARCH: Mapping[str, Any] = {
    "mip_allow_restart": False, "mip_heuristic_run_rens": False, "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False}
"""How HiGHS searches: a few dozen plants and long rows make each search within the search as dear as the whole one.
Without them Singapore's plan takes 3 s instead of 16, within the same gap; India's takes as long as before."""


INTERRUPTIBLE = [True]
"""Listening for Ctrl-C costs a tenth of a second a solve; a worker process is stopped by its parent instead."""


class _Highs(pulp.HiGHS):
    """PuLP's HiGHS with Ctrl-C alive while it runs."""

    def createAndConfigureSolver(self, lp: LpProblem) -> None:  # noqa: N802 - PuLP's name
        super().createAndConfigureSolver(lp)
        model: Any = lp.solverModel
        model.HandleKeyboardInterrupt = INTERRUPTIBLE[0]


@dataclass(frozen=True)
class Answer:
    """Values of the columns and prices of the rows, by name."""

    objective: float
    values: Mapping[str, float]
    prices: Mapping[str, float]
    columns: int
    rows: int
    nonzeros: int
    integers: int
    gap: float


def solve(lp: LpProblem, *, whole: bool, gap: float = GAP, nodes: int = NODES) -> Answer:
    """Optimum of a program. Raises NoAnswer if infeasible or unbounded, SolverError for anything else."""
    solver = _Highs(mip=whole, msg=False, threads=1, gapRel=gap, random_seed=1, mip_max_nodes=nodes, **SEARCH)
    lp.solve(solver)
    model: Any = lp.solverModel
    status = model.getModelStatus()
    kinds = highspy.HighsModelStatus
    if status in (kinds.kInfeasible, kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
        raise NoAnswer(f"no plan fits the promises made ({model.modelStatusToString(status)})")
    limit = status in (kinds.kSolutionLimit, kinds.kInterrupt)
    if status == kinds.kInterrupt:
        raise KeyboardInterrupt
    if status != kinds.kOptimal and not (limit and model.getSolution().value_valid):
        raise SolverError(f"the solver stopped with status {model.modelStatusToString(status)}")
    return _answer(lp, model, whole)


def _answer(lp: LpProblem, model: Any, whole: bool) -> Answer:
    solution, info = model.getSolution(), model.getInfo()
    variables = lp.exported_variables()
    integers = sum(1 for x in variables if x.cat == pulp.LpInteger) if whole else 0
    rows = lp.constraints()
    prices = {} if whole and integers else {
        c.name: float(d) for c, d in zip(rows, solution.row_dual, strict=True)}
    return Answer(
        objective=float(info.objective_function_value),
        values={x.name: float(y) for x, y in zip(variables, solution.col_value, strict=True)},
        prices=prices, columns=len(variables), rows=len(rows), nonzeros=model.getNumNz(), integers=integers,
        gap=max(0.0, float(info.mip_gap)) if whole and integers else 0.0,
    )


def fix_whole_numbers(lp: LpProblem, values: Mapping[str, float]) -> None:
    """Fix every integer column at its value, so that the program has prices."""
    for variable in lp.exported_variables():
        if variable.cat == pulp.LpInteger:
            amount = float(round(values[variable.name]))
            variable.lowBound = amount
            variable.upBound = amount
