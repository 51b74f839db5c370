"""The other strategies and the what-ifs of a brief, worked out here and, if asked for, by another process as well.

Each task is a plain function of records and numbers, so that its answer does not depend on who works it out.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any

from catchup.errors import NoAnswer, SolverError
from catchup.figures import collect
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
from catchup.sensitivity import Kept, Outcome, outcome
from catchup.solver import INTERRUPTIBLE
from catchup.solving import Before, Case, Effort, solve_case


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


Task = Alternative | WhatIf | LeverAlone
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


def _serve(end: Connection) -> None:
    """A worker: take the inputs, then do what comes through the pipe until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    INTERRUPTIBLE[0] = False
    gc.disable()  # a task makes many small tuples and no cycles worth collecting; the process ends with the brief
    desk: Desk | None = None
    while True:
        try:
            task = end.recv()
        except EOFError:
            return
        if desk is None:
            desk = Desk(task)
            continue
        try:
            answer: Done | Exception = work(desk, task)
        except Exception as error:
            answer = error
        end.send(answer)


@contextmanager
def _held_back() -> Iterator[None]:
    """Ctrl-C waits till the children run; they inherit a mask, and say nothing when they are stopped."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    resource_tracker.ensure_running()  # its start would lift the mask again
    came: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if came:
        raise KeyboardInterrupt


AHEAD = 2
"""tasks that a worker has at hand, so that it need not wait for us to look up from our own"""


class Crew:
    """One who works here, and others beside him who wait for tasks."""

    def __init__(self, inputs: Inputs, workers: int) -> None:
        self.inputs = inputs
        self.desk = Desk(inputs)
        self.hands: list[tuple[Any, Connection]] = []
        self.busy: dict[Any, deque[int]] = {}
        self.todo: deque[int] = deque()
        self.tasks: list[Task] = []
        self.done: dict[int, Done] = {}
        if workers > 1:
            try:
                with _held_back():
                    self._hire(workers - 1)
            except KeyboardInterrupt:
                self.stop()
                raise

    def _hire(self, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        for _ in range(workers):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there,), daemon=True)
            process.start()
            there.close()
            self.hands.append((process, here))

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the workers, whatever they are doing."""
        for process, end in self.hands:
            process.kill()
            end.close()
        for process, _ in self.hands:
            process.join()
        self.hands, self.busy = [], {}

    def give(self, tasks: Sequence[Task]) -> range:
        """Hand out tasks to whoever is free and come back at once; returns their numbers."""
        first = len(self.tasks)
        self.tasks.extend(tasks)
        self.todo.extend(range(first, len(self.tasks)))
        for _, end in self.hands:
            if end not in self.busy:  # only now: a process that still loads would keep us waiting at its start
                end.send(self.inputs)
                self.busy[end] = deque()
            self._feed(end)
        return range(first, len(self.tasks))

    def finish(self, tell: Callable[[float], None]) -> list[Done]:
        """Do what nobody has begun, and wait for the rest; answers by number of the task.

        Raises what a task raised, SolverError if a worker is lost.
        """
        while len(self.done) < len(self.tasks):
            if self.todo:
                number = self.todo.popleft()
                self.done[number] = work(self.desk, self.tasks[number])
            others = [end for end, at in self.busy.items() if at]
            for end in wait(others, 0 if self.todo else None) if others else ():
                self._take(end)
                self._feed(end)
            tell(len(self.done) / len(self.tasks))
        return [self.done[number] for number in range(len(self.tasks))]

    def _feed(self, end: Any) -> None:
        while self.todo and len(self.busy[end]) < AHEAD:
            number = self.todo.popleft()
            end.send(self.tasks[number])
            self.busy[end].append(number)

    def _take(self, end: Any) -> None:
        try:
            answer = end.recv()
        except EOFError:
            raise SolverError("a worker process was lost; run again, or with one worker") from None
        if isinstance(answer, Exception):
            raise answer
        self.done[self.busy[end].popleft()] = answer
