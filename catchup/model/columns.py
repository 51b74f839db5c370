"""Columns of a program: decisions of zero or more, before any solver knows of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Column:
    """A decision: its place among the columns, its name `kind|site|...|year`, its largest value, whole or not."""

    index: int
    name: str
    most: float | None = None
    whole: bool = False


class Columns(list[Column]):
    """All columns of a program, in the order in which they were made."""

    def add(self, name: str, most: float | None = None, whole: bool = False) -> Column:
        """A new column at the end."""
        column = Column(len(self), name, most, whole)
        self.append(column)
        return column
