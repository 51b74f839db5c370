"""A comparison on the terminal and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from catchup.compare_records import Comparison, OutcomeRow, Pair, ProjectDifference, ProjectSide
from catchup.compare_words import plain
from catchup.harmless import csv_text
from catchup.plan import Cell, rounded
from catchup.words.figures import quantity

if TYPE_CHECKING:
    from rich.table import Table

WORDS = {"=": "tie", "≈": "cannot tell apart", "": "not ranked"}
CSV_HEADER = ("part", "pair", "item", "unit", "left", "right", "difference", "direction", "better", "source")


def better_word(row: OutcomeRow) -> str:
    """The letter of the better plan, or why there is none."""
    return WORDS.get(row.better, row.better)


def comparison_table(comparison: Comparison) -> Table:
    """The scorecard as a rich table: one column a plan, then difference and better plan for each pair."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(comparison.verdict), caption=Text(comparison.base.sentence), title_justify="left",
                  caption_justify="left")
    table.add_column("outcome")
    for label in comparison.labels:
        table.add_column(Text(f"{label.letter} {label.name}"), justify="right")
    for pair in comparison.pairs:
        table.add_column(Text(f"{pair.left.letter} - {pair.right.letter}"), justify="right")
        table.add_column("better")
    for place, row in enumerate(comparison.scorecard_rows):
        rows = [pair.rows[place] for pair in comparison.pairs]
        cells = [row.texts[0], *(other.texts[1] for other in rows)]
        cells += [text for other in rows for text in (other.difference_text, better_word(other))]
        table.add_row(Text(f"{row.name}\n{row.direction}"), *(Text(cell) for cell in cells))
    return table


def comparison_csv(comparison: Comparison) -> str:
    """Scorecard, projects and inputs as one CSV; a text that a spreadsheet would run is written as text."""
    return csv_text([CSV_HEADER, *_lines(comparison)])


def _lines(comparison: Comparison) -> Iterator[tuple[Cell, ...]]:
    yield "verdict", "", comparison.verdict, "", "", "", "", "", "", ""
    yield "base", "", comparison.base.sentence, "", "", "", "", "", "", ""
    for label in comparison.labels:
        yield "plan", label.letter, label.name, "", label.strategy, label.scenario, "", "", label.status, label.command
    for pair in comparison.pairs:
        yield from _pair_lines(pair)
    letters = "".join(label.letter for label in comparison.labels)
    for item in comparison.base.differences:
        first, *others = item.values
        yield ("input", letters, item.path, item.unit, first, " | ".join(plain(other) for other in others), "", "",
               item.effect, " | ".join(item.sources))


def _pair_lines(pair: Pair) -> Iterator[tuple[Cell, ...]]:
    name = f"{pair.left.letter} against {pair.right.letter}"
    for row in pair.rows:
        left, right = (text if value is None else value for value, text in zip(row.values, row.texts, strict=True))
        gap = rounded(row.difference) if row.difference is not None else row.difference_text
        yield "outcome", name, row.name, row.unit, left, right, gap, row.direction, better_word(row), ""
    for project in pair.projects:
        if project.differs:
            yield ("project", name, project.name, "", side_text(project.left), side_text(project.right),
                   ", ".join(project.changes), "", "", "")
    for order in pair.orders:
        yield ("order", name, f"{order.asset} {order.mode} {order.year}", order.unit, *order.sizes,
               rounded(order.sizes[0] - order.sizes[1]), "", "", "")


def side_text(side: ProjectSide | None) -> str:
    """Size and years of a project as one plan has it."""
    if side is None:
        return "not there"
    years = f"{side.first_order}" if side.first_order == side.last_order else f"{side.first_order} to {side.last_order}"
    return f"{quantity(side.size, side.unit)}, ordered {years}, online {side.online}"


def project_text(project: ProjectDifference) -> str:
    """What happens to the project from the first plan to the second."""
    return ", ".join(project.changes)
