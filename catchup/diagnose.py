"""Why no plan fits: the promises of a strategy that cannot be kept together, and the cheapest ways out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

import highspy
import numpy as np

from catchup.errors import SolverError
from catchup.held import quiet
from catchup.model.aims import Goal
from catchup.model.algebra import in_arrays
from catchup.model.build import SCALE, Model, build
from catchup.model.machines import headline
from catchup.model.problem import Problem
from catchup.model.rows import Row, parts
from catchup.results.reading import Solved
from catchup.results.words import LIMITING, row_sentence

KEPT = 1e-6
"""a promise missed by less is kept, in units of the promise"""
FIGURES = 3
"""a promise is cut to so many significant figures, downwards"""
MOST_WAYS, MOST_TRIED, MOST_HOLDING = 3, 8, 2
GAP, NODES = 1e-3, 500


@dataclass(frozen=True)
class Promise:
    """A hard target: its place in the strategy file, what it asks for, and its row."""

    number: int
    goal: Goal
    row: str
    per_unit: float
    """change of the row for one unit of the target"""


@dataclass(frozen=True)
class Way:
    """Promises cut to what can be kept, or kept in a later year."""

    cuts: tuple[tuple[Promise, float], ...]
    """(promise, the most that it may ask for)"""
    later: tuple[tuple[Promise, int], ...]
    """(promise, first year in which it can be kept in full)"""
    within_means: bool
    """is it kept without more money, people or power than there is?"""

    @property
    def given_up(self) -> float:
        """Sum of the parts of the promises that are given up."""
        return sum((promise.goal.at_least - least) * _weight(promise) for promise, least in self.cuts)

    @property
    def delay(self) -> int:
        """Sum of the years by which promises come later."""
        return sum(year - (promise.goal.year or year) for promise, year in self.later)


@dataclass(frozen=True)
class Conflict:
    """Why no plan fits."""

    groups: tuple[tuple[Promise, ...], ...]
    """promises that no plan keeps together, while without any one of a group the rest of it can be kept"""
    held_by: tuple[str, ...]
    """what presses hardest on the promises, in sentences, strongest first"""
    ways: tuple[Way, ...]
    """cheapest first: the smallest part given up, then the fewest years of delay"""


def diagnose(problem: Problem, base: Solved) -> Conflict | None:
    """The conflicts among the hard targets of a problem; none if it is not they that make it infeasible.

    First every promise may be missed, at a weight (elastic program). Then one promise after the other is set free, and
    stays free where the others still cannot be kept (deletion filter); what is left is irreducible. Ways out: one
    promise of each conflict cut while all others are kept, or put off.
    """
    model = build(problem)
    promises = promises_of(model)
    for whole in (False, True):  # whole plants alone may stand in the way
        elastic = _Elastic(model, promises, whole=whole)
        groups: list[tuple[Promise, ...]] = []
        rest, held = promises, tuple[str, ...]()
        while rest and elastic.missed(rest) > KEPT:
            held = held or (() if whole else elastic.pressing(LIMITING))
            groups.append(_irreducible(elastic, rest))
            rest = [promise for promise in rest if promise not in groups[-1]]
        if groups:
            read = replace(base, model=model)
            sentences = tuple(row_sentence(read, name) for name in held)
            return Conflict(tuple(groups), sentences, _ways(model, promises, groups, base))
    return None


def promises_of(model: Model) -> list[Promise]:
    """Hard targets that have a row."""
    problem, out = model.problem, []
    for number, goal in enumerate(problem.aim.goals):
        welfare = goal.measure == "welfare_over_baseline"
        year = problem.calendar.last if welfare else goal.year
        name = f"goal|{problem.site}|{'welfare' if welfare else goal.measure}|{year}"
        if name in model.rows and (goal.price is None or welfare):
            out.append(Promise(number, goal, name, _per_unit(problem, goal, model.rows[name])))
    return out


def _per_unit(problem: Problem, goal: Goal, row: Row) -> float:
    if goal.measure == "welfare_over_baseline":
        return SCALE * sum(problem.money.budget[t] * problem.discount[t] for t in problem.calendar.years)
    if goal.measure == "offset_ratio" and goal.year is not None:
        return headline(problem).total[goal.year]
    return row.right / goal.at_least if goal.at_least else 1.0


class _Elastic:
    """The program with a column for what is missed of each promise, in units of the promise."""

    def __init__(self, model: Model, promises: Sequence[Promise], *, whole: bool) -> None:
        self.highs = quiet()
        self.rows = [row for row in model.rows.values() if row.terms]
        self.size = len(model.columns)
        in_arrays(model.columns, self.rows, (), None).give(self.highs)
        place = {row.name: number for number, row in enumerate(self.rows)}
        self.column: dict[str, int] = {}
        for promise in promises:
            number = place[promise.row]
            sign = -1.0 if self.rows[number].sense == "<=" else 1.0
            self.column[promise.row] = self.highs.getNumCol()
            self.highs.addCol(0.0, 0.0, highspy.kHighsInf, 1, np.array([number], dtype=np.int32),
                              np.array([sign * promise.per_unit]))
        if whole:
            for column in model.columns:
                if column.whole:
                    self.highs.changeColIntegrality(column.index, highspy.HighsVarType.kInteger)
            self.highs.setOptionValue("mip_rel_gap", GAP)
            self.highs.setOptionValue("mip_abs_gap", KEPT / 10)
            self.highs.setOptionValue("mip_max_nodes", NODES)

    def most(self, values: dict[int, float]) -> None:
        """Upper bounds of some columns."""
        for index, value in values.items():
            self.highs.changeColBounds(index, 0.0, value)

    def missed(self, kept: Iterable[Promise]) -> float:
        """Least sum of what is missed of these promises, each as a part of itself; the others are free."""
        weights = {self.column[p.row]: _weight(p) for p in kept}
        for column in self.column.values():
            self.highs.changeColCost(column, weights.get(column, 0.0))
        found = self._run()
        assert found is not None, "what may be missed leaves nothing to conflict"
        return found

    def cut(self, free: Sequence[Promise]) -> dict[str, float] | None:
        """Least miss of these promises while all others are kept; none where that cannot be."""
        weights = {self.column[p.row]: _weight(p) for p in free}
        for column in self.column.values():
            self.highs.changeColCost(column, weights.get(column, 0.0))
            self.highs.changeColBounds(column, 0.0, highspy.kHighsInf if column in weights else 0.0)
        if self._run() is None:
            return None
        values: Any = self.highs.getSolution().col_value
        return {p.row: max(0.0, float(values[self.column[p.row]])) for p in free}

    def fits(self, kept: Sequence[Promise]) -> bool:
        """Can these promises be kept, whatever is missed of the others?"""
        hard = {self.column[p.row] for p in kept}
        for column in self.column.values():
            self.highs.changeColCost(column, 0.0)
            self.highs.changeColBounds(column, 0.0, 0.0 if column in hard else highspy.kHighsInf)
        return self._run() is not None

    def pressing(self, families: Iterable[str]) -> tuple[str, ...]:
        """Rows of these families that press on what is missed, strongest first, one an item.

        Strength is the price of a row times its right-hand side: what would be gained if the limit were twice as wide.
        """
        wanted = set(families) - {"goal"}
        strength: dict[tuple[str, str], tuple[float, str]] = {}
        for row, dual in zip(self.rows, self.highs.getSolution().row_dual, strict=True):
            family, _, item, _ = parts(row.name)
            worth = abs(dual * row.right) if row.sense == "<=" and family in wanted else 0.0
            if worth > max(KEPT, strength.get((family, item), (0.0, ""))[0]):
                strength[family, item] = worth, row.name
        return tuple(name for _, name in sorted(strength.values(), reverse=True)[:MOST_HOLDING])

    def _run(self) -> float | None:
        kinds = highspy.HighsModelStatus
        self.highs.run()
        status = self.highs.getModelStatus()
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return None
        if status == kinds.kOptimal or (status == kinds.kSolutionLimit and self.highs.getSolution().value_valid):
            return float(self.highs.getInfo().objective_function_value)
        raise SolverError(f"the solver stopped with status {self.highs.modelStatusToString(status)}")


def _weight(promise: Promise) -> float:
    """A promise of nothing counts as one of one."""
    return 1.0 / (abs(promise.goal.at_least) or 1.0)


def _irreducible(elastic: _Elastic, promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """Promises that cannot be kept together, while any one less can."""
    kept = list(promises)
    for promise in promises:
        rest = [p for p in kept if p is not promise]
        if rest and elastic.missed(rest) > KEPT:
            kept = rest
    return tuple(kept)


def _ways(
    model: Model, promises: Sequence[Promise], groups: Sequence[Sequence[Promise]], base: Solved) -> tuple[Way, ...]:
    """Ways out, cheapest first: cuts and delays in turn."""
    elastic = _Elastic(model, promises, whole=True)
    choices = [list(choice) for choice in islice(product(*groups), MOST_TRIED)]
    cuts = [way for choice in choices if (way := _cut(elastic, choice, model, base)) is not None]
    if not cuts and (all_cut := _cut(elastic, promises, model, base)) is not None:
        cuts = [all_cut]
    delays = [way for choice in choices if (way := _later(model.problem, promises, choice, base)) is not None]
    cuts.sort(key=lambda way: way.given_up)
    delays.sort(key=lambda way: way.delay)
    return tuple([*cuts[:1], *delays[:1], *cuts[1:], *delays[1:]][:MOST_WAYS])


def _cut(elastic: _Elastic, choice: Sequence[Promise], model: Model, base: Solved) -> Way | None:
    """The least cut of some promises with which all others are kept, within the country's means if that can be."""
    for within in (True, False):
        elastic.most(_slack(model, base) if within else dict.fromkeys(_slack(model, base), highspy.kHighsInf))
        missed = elastic.cut(choice)
        if missed is not None:
            cuts = tuple((p, _downwards(p.goal.at_least - missed[p.row])) for p in choice if missed[p.row] > KEPT)
            return Way(cuts, (), within) if cuts else None
    return None


def _later(problem: Problem, promises: Sequence[Promise], choice: Sequence[Promise], base: Solved) -> Way | None:
    """Some promises, one after the other, each in the first later year in which it can be kept beside all others."""
    soft = [goal for goal in problem.aim.goals if goal not in [p.goal for p in promises]]
    kept = [p.goal for p in promises if p not in choice]
    later: list[tuple[Promise, int]] = []
    for promise in choice:
        found = _first_year(problem, promise.goal, kept, soft, base)
        if found is None:
            return None
        later.append((promise, found))
        kept.append(replace(promise.goal, year=found))
    return Way((), tuple(later), within_means=True)


def _first_year(
    problem: Problem, goal: Goal, kept: Sequence[Goal], soft: Sequence[Goal], base: Solved) -> int | None:
    """First later year in which a target can be kept in full beside others; none if it has no year or there is none."""
    if goal.year is None:
        return None
    taken = {other.year for other in kept if other.measure == goal.measure}
    tried = [replace(goal, year=t) for t in range(goal.year + 1, problem.calendar.shown + 1) if t not in taken]
    model = build(replace(problem, aim=replace(problem.aim, goals=(*soft, *kept, *tried))))
    rows = promises_of(model)
    elastic = _Elastic(model, rows, whole=True)
    elastic.most(_slack(model, base))
    others = [p for p in rows if p.goal in kept]
    return next((p.goal.year for p in rows if p.goal in tried and elastic.fits([*others, p])), None)


def _slack(model: Model, base: Solved) -> dict[int, float]:
    """What the baseline itself lacks, by column: a way out may lack no more."""
    return {
        column.index: max(0.0, base.answer.values.get(column.name, 0.0)) + KEPT
        for (family, _, _), column in model.v.slack.items() if family not in ("goal", "commit")}


def _downwards(value: float) -> float:
    """At most the value, with a few significant figures; never above it."""
    value -= KEPT
    step = 10.0 ** (math.floor(math.log10(abs(value))) - FIGURES + 1) if value else 1.0
    return round(math.floor(value / step) * step, 12) + 0.0
