"""The other strategies and the what-ifs of a brief, on one process or two.

Each task is a plain function of records and numbers, so that its answer does not depend on who works it out.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from catchup.errors import NoAnswer
from catchup.figures import collect
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
    """Task: another strategy, as a row of the table of alternatives."""

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


Task = Alternative | WhatIf
Done = tuple[Any, int]
"""(answer, number of solves)"""

_INPUTS: list[Inputs] = []


def work(inputs: Inputs, task: Task) -> Done:
    """Do one task. A what-if that no plan fits gives None."""
    effort = Effort()
    case = inputs.case(task.strategy)
    if isinstance(task, Alternative):
        solved = solve_case(case, task.before, effort)
        return alternative_row(solved, case, task.before), effort.solves
    try:
        answer: Outcome | None = outcome(
            case, task.before, task.kept, case.figures.changed_to(task.path, task.value), effort, None)
    except NoAnswer:
        answer = None
    return answer, effort.solves


def _start(inputs: Inputs) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    INTERRUPTIBLE[0] = False
    gc.disable()  # a task makes many small tuples and no cycles worth collecting; the process ends with the brief
    _INPUTS.append(inputs)


def _remote(task: Task) -> Done:
    return work(_INPUTS[0], task)


@contextmanager
def _held_back() -> Iterator[None]:
    """Ctrl-C waits till the children run; they inherit a mask, and say nothing when they are stopped."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
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


class Crew:
    """Workers that wait for tasks; with one worker everything is done here."""

    def __init__(self, inputs: Inputs, workers: int) -> None:
        self.inputs = inputs
        self.pool: Any = None
        if workers > 1:
            context = multiprocessing.get_context("spawn")
            try:
                with _held_back():
                    self.pool = context.Pool(workers, initializer=_start, initargs=(inputs,))
            except KeyboardInterrupt:
                self.__exit__()
                raise

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.terminate()
            self.pool.join()

    def do(self, tasks: Sequence[Task], tell: Callable[[float], None]) -> Iterator[Done]:
        """Answers in the order of the tasks."""
        if self.pool is None:
            answers: Iterator[Done] = (work(self.inputs, task) for task in tasks)
        else:
            answers = self.pool.imap(_remote, tasks)
        for position, answer in enumerate(answers, start=1):
            tell(position / len(tasks))
            yield answer
