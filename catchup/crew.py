"""The other strategies and the what-ifs of a brief, on one process or two.

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


def _serve(end: Connection) -> None:
    """A worker: take the inputs, then do what comes through the pipe until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    INTERRUPTIBLE[0] = False
    gc.disable()  # a task makes many small tuples and no cycles worth collecting; the process ends with the brief
    inputs: Inputs | None = None
    while True:
        try:
            task = end.recv()
        except EOFError:
            return
        if inputs is None:
            inputs = task
            continue
        try:
            answer: Done | Exception = work(inputs, task)
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


class Crew:
    """Workers that wait for tasks; with one worker everything is done here."""

    def __init__(self, inputs: Inputs, workers: int) -> None:
        self.inputs = inputs
        self.hands: list[tuple[Any, Connection]] = []
        if workers > 1:
            try:
                with _held_back():
                    self._hire(workers)
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
        self.hands = []

    def do(self, tasks: Sequence[Task], tell: Callable[[float], None]) -> list[Done]:
        """Answers in the order of the tasks. Raises what a task raised, SolverError if a worker is lost."""
        if not self.hands:
            answers = []
            for task in tasks:
                answers.append(work(self.inputs, task))
                tell(len(answers) / len(tasks))
            return answers
        return self._share(tasks, tell)

    def _share(self, tasks: Sequence[Task], tell: Callable[[float], None]) -> list[Done]:
        todo = deque(enumerate(tasks))
        busy: dict[Any, int] = {}
        done: dict[int, Done] = {}
        for _, end in self.hands:
            end.send(self.inputs)  # only now: a process that still loads would keep us waiting at its start
            self._give(end, todo, busy)
        while busy:
            for ready in wait(list(busy)):
                position = busy.pop(ready)
                done[position] = self._take(ready)
                tell(len(done) / len(tasks))
                self._give(ready, todo, busy)
        return [done[position] for position in range(len(tasks))]

    @staticmethod
    def _give(end: Any, todo: deque[tuple[int, Task]], busy: dict[Any, int]) -> None:
        if todo:
            position, task = todo.popleft()
            end.send(task)
            busy[end] = position

    @staticmethod
    def _take(end: Any) -> Done:
        try:
            answer = end.recv()
        except EOFError:
            raise SolverError("a worker process was lost; run again, or with one worker") from None
        if isinstance(answer, Exception):
            raise answer
        done: Done = answer
        return done
