"""What a check finds: for each figure what it should be, what the plan says, and how much rounding may hide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catchup.audit.book import Book, Key

RELATIVE = 2e-5
"""a figure may be off by this part of the sum of the sizes of what it is made of: four factors of six digits"""
DUST = 5e-6
"""and by this much of its own unit: the plan lists no amount under 1e-6"""
SENSES = ("==", "<=")


class Finding(NamedTuple):
    """One figure, worked out again. Under `<=` the found may be at most the expected."""

    table: str
    key: Key
    column: str
    expected: float
    found: float
    scale: float = 0.0
    """sum of the sizes of all terms"""
    sense: str = "=="
    dust: float = DUST

    @property
    def breach(self) -> float:
        """How far it is off beyond dust, as a part of the scale."""
        off = self.off - self.dust
        return off / max(self.scale, abs(self.expected), abs(self.found)) if off > 0 else 0.0

    @property
    def off(self) -> float:
        """How far it is off, in its own unit; nan is infinitely far."""
        off = self.found - self.expected
        if off != off:
            return float("inf")
        return max(0.0, off) if self.sense == "<=" else abs(off)

    @property
    def holds(self) -> bool:
        """Is it right as far as rounding lets one see?"""
        return self.off <= RELATIVE * max(self.scale, abs(self.expected), abs(self.found)) + self.dust


def same(table: str, key: Key, column: str, expected: float, found: float, scale: float = 0.0) -> Finding:
    """The plan's figure is what it is worked out to be."""
    return Finding(table, key, column, expected, found, scale)


def most(table: str, key: Key, column: str, limit: float, found: float, scale: float = 0.0) -> Finding:
    """The plan's figure is within its limit."""
    return Finding(table, key, column, limit, found, scale, "<=")


def alike(
    table: str, key: Key, column: str, expected: float | None, found: float | None, scale: float = 0.0,
) -> Iterator[Finding]:
    """The same for a figure that may be none. Raises ValueError where only one of the two is."""
    if (expected is None) != (found is None):
        raise ValueError(f"{table}, row {', '.join(map(str, key))}: {column} is none, or should be")
    if expected is not None and found is not None:
        yield same(table, key, column, expected, found, scale)


Check = Callable[[Book], Iterator[Finding]]


@dataclass(frozen=True)
class Result:
    """What one check found, and the tables that it read."""

    name: str
    family: str
    findings: tuple[Finding, ...]
    read: frozenset[str]
    trouble: str = ""
    """why it could not be worked out, empty if it could"""

    @property
    def worst(self) -> Finding | None:
        """The figure that is furthest off what rounding may hide, else the furthest off at all."""
        wrong = [f for f in self.findings if not f.holds]
        return max(wrong or self.findings, key=lambda f: f.breach, default=None)

    @property
    def holds(self) -> bool:
        """Do all its figures hold?"""
        return not self.trouble and all(f.holds for f in self.findings)


TROUBLE = (KeyError, ValueError, TypeError, ZeroDivisionError, IndexError, OverflowError, AttributeError)


def run(family: str, check: Check, book: Book) -> Result:
    """One check on one plan; a table that does not fit together is a check that fails."""
    found: list[Finding] = []
    trouble = ""

    def work(read: Book) -> None:
        found.extend(check(read))

    try:
        _, tables = book.read_by(work)
    except TROUBLE as error:
        what = f"no row for {error.args[0]!r}" if isinstance(error, KeyError) and error.args else str(error)
        trouble, tables = f"the tables do not fit together: {what}", frozenset(book.tables())
    return Result(check.__name__, family, tuple(found), tables, trouble)


def run_all(families: Sequence[tuple[str, Check]], book: Book) -> list[Result]:
    """All checks."""
    return [run(family, check, book) for family, check in families]
