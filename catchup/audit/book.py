"""A plan's tables as the checks read them: rows, rows by key, and what was worked out from them, each only once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Key = tuple[Any, ...]
CARD, META = "scorecard", "meta"


class Book:
    """The tables of one plan. It remembers which tables each result was read from.

    A copy with one cell changed keeps every result that does not hang on the changed table.
    """

    def __init__(self, tables: Mapping[str, Sequence[Row]], kept: dict[Hashable, tuple[Any, frozenset[str]]]) -> None:
        self._tables, self._kept = tables, kept
        self._reading: list[set[str]] = [set()]

    def rows(self, table: str) -> Sequence[Row]:
        """All rows of a table. Raises KeyError where the plan has no such table."""
        self._reading[-1].add(table)
        return self._tables[table]

    def card(self) -> Row:
        """The scorecard."""
        return self.rows(CARD)[0]

    def meta(self) -> Row:
        """How the plan was made."""
        return self.rows(META)[0]

    def by(self, table: str, *columns: str) -> Mapping[Key, Row]:
        """Rows by their key. Raises ValueError where two rows have the same one."""

        def work(book: Book) -> dict[Key, Row]:
            rows = book.rows(table)
            found = {tuple(row[c] for c in columns): row for row in rows}
            if len(found) != len(rows):
                raise ValueError(f"two rows of {table} have the same {', '.join(columns)}")
            return found

        known: Mapping[Key, Row] = self._once(("by", table, columns), work)
        return known

    def groups(self, table: str, *columns: str) -> Mapping[Key, list[Row]]:
        """Rows that share a key."""

        def work(book: Book) -> dict[Key, list[Row]]:
            found: dict[Key, list[Row]] = {}
            for row in book.rows(table):
                found.setdefault(tuple(row[c] for c in columns), []).append(row)
            return found

        known: Mapping[Key, list[Row]] = self._once(("groups", table, columns), work)
        return known

    def once[T](self, work: Callable[[Book], T]) -> T:
        """What a function works out from this book, kept."""
        known: T = self._once(work, work)
        return known

    def _once(self, name: Hashable, work: Callable[[Book], Any]) -> Any:
        if name not in self._kept:
            value, read = self.read_by(work)
            self._kept[name] = value, read
        value, read = self._kept[name]
        self._reading[-1] |= read
        return value

    def read_by[T](self, work: Callable[[Book], T]) -> tuple[T, frozenset[str]]:
        """What a function gives, and the tables that it read."""
        self._reading.append(set())
        try:
            value = work(self)
        finally:
            read = self._reading.pop()
            self._reading[-1] |= read
        return value, frozenset(read)

    def tables(self) -> Mapping[str, Sequence[Row]]:
        """All tables."""
        return self._tables

    def with_cell(self, table: str, number: int, column: str, value: Any) -> Book:
        """The same book with one cell changed."""
        rows = list(self._tables[table])
        rows[number] = {**rows[number], column: value}
        kept = {name: entry for name, entry in self._kept.items() if table not in entry[1]}
        return Book({**self._tables, table: rows}, kept)
