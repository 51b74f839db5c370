"""What every figure carries besides its picture: number, heading, name, description, note and table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Table:
    """Numbers behind a figure, already written as text.

    caption  what the table shows
    columns  headings, the first one of the row names
    rows     one tuple of texts a row, as long as `columns`
    words    indices of the columns that hold words (set left); all others are set right
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = (0,)
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One figure of a page.

    number    in the order of the page, from 1
    kind      eyebrow, one or two words
    title     the finding, at most twelve words, made by rule
    desc      sentence with the numbers, read by screen readers as the picture's name
    template  under templates/charts
    geometry  what the template draws
    """

    number: int
    kind: str
    title: str
    desc: str
    template: str
    geometry: Any
    table: Table
    note: str = ""
    anchor: str = ""

    @property
    def id(self) -> str:
        """Anchor of the figure on its page."""
        return self.anchor or f"figure-{self.number}"
