"""The other strategies and the what-ifs of a brief, worked out here and, if asked for, by another process as well.

Each task is a plain function of records and numbers, so that its answer does not depend on who works it out.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from catchup.commitment import Orders, committed, first_orders, first_years
from catchup.errors import NoAnswer, SolverError
from catchup.figures import collect
from catchup.hands import Hand
from catchup.model.build import SCALE
from catchup.model.families.money import cover_terms, duty_terms
from catchup.resident import Resident
from catchup.results import scorecard
from catchup.results.embargo import standing
from catchup.results.lags import lags_of
from catchup.results.reading import Solved
from catchup.results.rows import alternative_row
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.sensitivity import Kept, Outcome, idle_strategy, outcome
from catchup.solver import INTERRUPTIBLE
from catchup.solving import Before, Case, Effort, baseline_case, before_of, solve_case


@dataclass(frozen=True)
class Inputs:
    """The records of a run."""

    profile: Profile
    chain: Chain
    scenario: Scenario
    as_of: str

    def case(self, strategy: Strategy) -> Case:
        """What is solved for a strategy."""
        figures = collect(self.profile, self.chain, self.scenario, strategy)
        return Case(figures, self.profile, self.chain, strategy, self.as_of)


@dataclass(frozen=True)
class Alternative:
    """Task: another strategy, as a row of the table of alternatives, and how it stands under denial."""

    strategy: Strategy
    before: Before


@dataclass(frozen=True)
class WhatIf:
    """Task: one input at one end of its range."""

    strategy: Strategy
    before: Before | None
    kept: Kept
    path: str
    value: float


@dataclass(frozen=True)
class LeverAlone:
    """Task: a strategy with one lever more."""

    strategy: Strategy
    before: Before
    lever: str

    @staticmethod
    def row(solved: Solved, case: Case) -> dict[str, float]:
        """What a lever is judged by; money in present value.   [USD m]"""
        problem, v = solved.problem, solved.v
        money = scorecard.money_figures(solved)
        own = problem.money.funds_cost * sum(
            problem.discount[t] * amount for t, amount in problem.policy.cost.items())
        users = sum(problem.discount[t] * solved.total([
            *duty_terms(problem, v, t), *cover_terms(problem, v, t, ("pub", "dom", "for"))])
            for t in problem.calendar.years)
        return {
            "welfare": solved.welfare, "own_cost": own, "public": money["public_cost_pv_usd_m"],
            "users": users, "home_share": lags_of(solved, case.figures)[problem.calendar.shown].home_share,
            "capital": money["capital_usd_m"],
            "gap": abs(solved.answer.gap * solved.answer.objective) / SCALE}


@dataclass(frozen=True)
class Future:
    """Task: a strategy in another scenario, with its baseline there."""

    inputs: Inputs
    strategy: Strategy


@dataclass(frozen=True)
class Committed:
    """Task: the same with the first five years' orders given; answer (W, capital of orders that could not be made)."""

    inputs: Inputs
    strategy: Strategy
    before: Before
    orders: Orders


@dataclass(frozen=True)
class Found:
    """A plan in its own scenario."""

    before: Before
    welfare: float
    home_share: float
    orders: Orders
    capex: Mapping[tuple[str, str], float]
    years: tuple[int, int]


Task = Alternative | WhatIf | LeverAlone | Future | Committed
Done = tuple[Any, int]
"""(answer, number of solves)"""


class Desk:
    """Where one worker works: the records, and what the next task can use of the last."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.resident = Resident()
        self._last: tuple[Strategy, Case] | None = None

    def case(self, strategy: Strategy) -> Case:
        """What is solved for a strategy."""
        if self._last is None or self._last[0] != strategy:
            self._last = strategy, self.inputs.case(strategy)
        return self._last[1]


def work(desk: Desk, task: Task) -> Done:
    """Do one task. A what-if that no plan fits gives None."""
    effort = Effort()
    if isinstance(task, Future):
        return _future(task, effort), effort.solves
    if isinstance(task, Committed):
        case = task.inputs.case(task.strategy)
        return committed(case, task.before, task.orders, effort), effort.solves
    case = desk.case(task.strategy)
    if isinstance(task, Alternative | LeverAlone):
        solved = solve_case(case, task.before, effort, prices=False)
        if isinstance(task, LeverAlone):
            return LeverAlone.row(solved, case), effort.solves
        return (alternative_row(solved, case, task.before),
                standing(solved, desk.resident, shown=False)), effort.solves + 1
    try:
        answer: Outcome | None = outcome(
            case, task.before, task.kept, case.figures.changed_to(task.path, task.value), effort, desk.resident)
    except NoAnswer:
        answer = None
    return answer, effort.solves


def _future(task: Future, effort: Effort) -> Found:
    case = task.inputs.case(task.strategy)
    idle = task.inputs.case(idle_strategy(task.strategy))
    before = before_of(baseline_case(idle, effort))
    solved = solve_case(case, before, effort, prices=False)
    years = first_years(solved.problem)
    capex = {tech.key: tech.capex[years[0]] for tech in solved.problem.techs}
    lag = lags_of(solved, case.figures)[solved.problem.calendar.shown]
    return Found(before, solved.welfare, lag.home_share, first_orders(solved), capex, (years[0], years[-1]))


def serve(end: Connection) -> None:
    """A worker's day: take the inputs, then do what comes through the pipe until the other end is closed."""
    INTERRUPTIBLE[0] = False
    desk: Desk | None = None
    while True:
        try:
            message = end.recv()
        except (EOFError, OSError):
            return
        if desk is None:
            desk = Desk(message)
            continue
        try:
            answer: Done | Exception = work(desk, message)
        except Exception as error:
            answer = error
        try:
            end.send(answer)
        except OSError:  # nobody is there any more
            return


class Crew:
    """One who works here, and others beside him; whoever is free takes the next task.

    A thread for each of the others hands him his tasks: HiGHS lets threads run while it solves.
    """

    def __init__(self, inputs: Inputs, hands: Sequence[Hand] = ()) -> None:
        self.inputs = inputs
        self.desk = Desk(inputs)
        self.hands = hands
        self.tasks: list[Task] = []
        self.todo: deque[int] = deque()
        self.done: dict[int, Done] = {}
        self.wrong: Exception | None = None
        self.open = True
        self.changed = threading.Condition()
        for hand in hands:
            threading.Thread(target=self._tend, args=(hand,), daemon=True).start()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self.changed:
            self.open = False
            self.changed.notify_all()
        if kind is not None:
            for hand in self.hands:  # in the middle of a task, perhaps
                hand.stop()

    def give(self, tasks: Sequence[Task]) -> range:
        """Hand out tasks to whoever is free and come back at once; returns their numbers."""
        with self.changed:
            first = len(self.tasks)
            self.tasks.extend(tasks)
            self.todo.extend(range(first, len(self.tasks)))
            self.changed.notify_all()
        return range(first, len(self.tasks))

    def finish(self, tell: Callable[[float], None]) -> list[Done]:
        """Do what nobody has begun, and wait for the rest; answers by number of the task.

        Raises what a task raised, SolverError if a worker is lost.
        """
        while True:
            with self.changed:
                while not self.todo and len(self.done) < len(self.tasks) and self.wrong is None:
                    self.changed.wait()
                    tell(len(self.done) / len(self.tasks))
                if self.wrong is not None:
                    raise self.wrong
                if not self.todo:
                    return [self.done[number] for number in range(len(self.tasks))]
                number = self.todo.popleft()
            answer = work(self.desk, self.tasks[number])
            with self.changed:
                self.done[number] = answer
            tell(len(self.done) / len(self.tasks))

    def _tend(self, hand: Hand) -> None:
        """Give one worker task after task until all is done."""
        try:
            hand.end.send(self.inputs)
            while (number := self._next()) is not None:
                hand.end.send(self.tasks[number])
                answer = hand.end.recv()
                if isinstance(answer, Exception):
                    raise answer
                with self.changed:
                    self.done[number] = answer
                    self.changed.notify_all()
        except (EOFError, OSError):
            self._fail(SolverError("a worker process was lost; run again"))
        except Exception as error:
            self._fail(error)

    def _next(self) -> int | None:
        with self.changed:
            while self.open and not self.todo:
                self.changed.wait()
            return self.todo.popleft() if self.open else None

    def _fail(self, error: Exception) -> None:
        with self.changed:
            self.wrong = self.wrong or error
            self.changed.notify_all()
