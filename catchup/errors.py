"""Everything that can go wrong, as a tree.

CatchupError
├── InputError      the user's file, option or path (exit 2): carries every problem found
├── OutputError     the result cannot be written (exit 2)
├── NoAnswer        the answer is "no": infeasible or unbounded (exit 1)
└── SolverError     our own bug or the solver's (exit 70)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.harmless import visible


@dataclass(frozen=True, order=True)
class Problem:
    """One problem of an input: where, what, what to do."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    source_line: str = ""
    width: int = 1
    severity: str = "error"

    def __post_init__(self) -> None:
        for name in ("path", "message", "hint", "source_line"):  # a file's own words: no terminal may obey them
            object.__setattr__(self, name, visible(getattr(self, name)))

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}" if self.line > 0 else self.path  # line 0: the whole file
        text = f"{where}: {self.severity} {self.code} {self.message}"
        return f"{text}; {self.hint}" if self.hint else text


class CatchupError(Exception):
    """Base of all errors that a caller may want to catch."""

    exit_code = 70


class InputError(CatchupError):
    """The user's input is wrong; `problems` has every one of them, sorted."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(p) for p in self.problems))


class OutputError(CatchupError):
    """The result cannot be written; nothing was changed on disk."""

    exit_code = 2


class NoAnswer(CatchupError):  # noqa: N818 - a result, not an error
    """No plan fits the promises made."""

    exit_code = 1

    def __init__(self, message: str, rows: Sequence[str] = ()) -> None:
        self.rows = tuple(rows)
        super().__init__(message)


class SolverError(CatchupError):
    """The solver returned neither an optimum nor a reason."""
