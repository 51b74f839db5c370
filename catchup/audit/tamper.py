"""How much an audit sees: one number of a plan changed at a time, and whether a check notices.

A cell that no check notices is `within tolerance` if a check works out another figure with it, only too little another
to tell from rounding. It is `within its limit` if all that it moves is a limit that does not bind,
and `blind` if nothing hangs on it: both have to stand in catchup/audit/blind.py with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from catchup.audit.book import Book
from catchup.audit.checks import TROUBLE, Check, Finding, run_all
from catchup.audit.families import FAMILIES
from catchup.plan import rounded

NOTICED, WITHIN, SLACK, UNSEEN = "noticed", "within tolerance", "within its limit", "blind"
KINDS = (NOTICED, WITHIN, SLACK, UNSEEN)
BLIND_KINDS = (SLACK, UNSEEN)


class Cell(NamedTuple):
    """A number in a plan."""

    table: str
    row: int
    column: str
    value: float


def cells(book: Book) -> Iterator[Cell]:
    """Every number of every table, scorecard and what the plan says of itself included."""
    for table, rows in book.tables().items():
        for number, row in enumerate(rows):
            for column, value in row.items():
                if isinstance(value, int | float) and not isinstance(value, bool):
                    yield Cell(table, number, column, value)


def one_per_cent_more(value: float) -> float:
    """x 1.01"""
    return value * 1.01


def one_unit_more(value: float) -> float:
    """+ 1"""
    return value + 1


CHANGES: tuple[Callable[[float], float], ...] = (one_per_cent_more, one_unit_more)


class Watch:
    """The findings of an honest plan, and what changes in them with a cell."""

    def __init__(self, book: Book) -> None:
        self.book = book
        results = run_all(FAMILIES, book)
        if not all(result.holds for result in results):
            raise ValueError("the plan does not hold as it is")
        self.checks: list[tuple[Check, frozenset[str], tuple[Finding, ...]]] = [
            (check, result.read, result.findings) for (_, check), result in zip(FAMILIES, results, strict=True)]
        self.first: dict[tuple[str, str], int] = {}
        """the check that noticed the last cell of a column; it is asked first"""

    def sees(self, cell: Cell, change: Callable[[float], float]) -> str:
        """One of KINDS; a change that six digits do not show is within tolerance."""
        value: Any = change(cell.value)
        value = rounded(value) if isinstance(value, float) else value
        if value == cell.value:
            return WITHIN
        book, seen = self.book.with_cell(cell.table, cell.row, cell.column, value), UNSEEN
        column = cell.table, cell.column
        first = self.first.get(column, 0)
        for number in sorted(range(len(self.checks)), key=lambda n: n != first):
            check, read, before = self.checks[number]
            if cell.table in read:
                moved = _moved(check, book, before)
                if moved == NOTICED:
                    self.first[column] = number
                    return NOTICED
                seen = min(seen, moved, key=KINDS.index)
        return seen


def _moved(check: Check, book: Book, before: tuple[Finding, ...]) -> str:
    """What a check makes of a changed book."""
    seen, count = UNSEEN, 0
    try:
        for count, finding in enumerate(check(book), start=1):
            was = before[count - 1] if count <= len(before) else None
            if finding != was:
                if not finding.holds:
                    return NOTICED
                here = WITHIN if was is not None and finding.sense == "==" and finding.key == was.key else SLACK
                seen = min(seen, here, key=KINDS.index)
    except TROUBLE:
        return NOTICED
    return seen if count == len(before) else min(seen, SLACK, key=KINDS.index)


def tampered(
    book: Book, every: int = 1, tell: Callable[[float], None] = lambda _share: None,
) -> Mapping[tuple[str, str], dict[str, int]]:
    """Counts by (table, column): every so many cells of a column changed in each way, the first always.

    What is nothing stays nothing at one per cent more, and is not counted there.
    """
    watch, numbers = Watch(book), dict[tuple[str, str], int]()
    found: dict[tuple[str, str], dict[str, int]] = {}
    todo = list(cells(book))
    for done, cell in enumerate(todo):
        key = cell.table, cell.column
        numbers[key] = numbers.get(key, -1) + 1
        if numbers[key] % every == 0:
            tell(done / len(todo))
            counts = found.setdefault(key, dict.fromkeys(KINDS, 0))
            for change in CHANGES if cell.value else CHANGES[1:]:
                counts[watch.sees(cell, change)] += 1
    return found
