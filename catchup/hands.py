"""Worker processes, started before there is anything to do: they load what they need while files are read here."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any


@dataclass(frozen=True)
class Hand:
    """A worker process and our end of the pipe to it."""

    process: Any
    end: Connection

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()


MOST = 3


def spare() -> int:
    """Workers worth hiring: a processor each beside our own, at most three."""
    return max(0, min(MOST, (os.cpu_count() or 1) - 1))


@contextmanager
def hired(count: int, module: str = "catchup.crew") -> Iterator[tuple[Hand, ...]]:
    """So many workers for as long as the block lasts; each calls the module's `serve` with its end of a pipe.

    A program that asks for them needs the usual guard around its main part.
    """
    hands: list[Hand] = []
    try:
        if count > 0:
            with _held_back():
                context = multiprocessing.get_context("spawn")
                for _ in range(count):
                    here, there = context.Pipe()
                    process = context.Process(target=_begin, args=(there, module), daemon=True)
                    process.start()
                    there.close()
                    hands.append(Hand(process, here))
        yield tuple(hands)
    finally:
        for hand in hands:
            hand.stop()
        for hand in hands:
            hand.end.close()


def _begin(end: Connection, module: str) -> None:
    """A worker: load the module that knows the work, and serve what comes through the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    gc.disable()  # a task makes many small tuples and no cycles worth collecting; the process ends with the work
    import_module(module).serve(end)


def _leave_with_parent() -> None:
    """End this process as soon as the one that hired it is gone, killed even, in the middle of a task or not."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
