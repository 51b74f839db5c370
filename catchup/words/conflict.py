"""Promises in conflict and the ways out, as the page and the terminal show them."""

from __future__ import annotations

from dataclasses import dataclass

from catchup.cells import text, whole
from catchup.plan import Plan, Row
from catchup.words.clauses import tidy


@dataclass(frozen=True)
class Change:
    """One line of the strategy file to write anew: in words, where it stands, and the line."""

    sentence: str
    place: str
    line: str


@dataclass(frozen=True)
class Said:
    """Why no plan fits, and what would."""

    promises: tuple[tuple[str, tuple[str, ...]], ...]
    """(heading, promises) of each conflict"""
    held_by: tuple[str, ...]
    ways: tuple[tuple[Change, ...], ...]
    command: str
    them: str
    """ "it" for a single promise that no plan keeps"""


def conflict(plan: Plan) -> Said | None:
    """What the table `conflict` says; none where it is empty."""
    rows = plan.rows("conflict")
    if not rows:
        return None
    groups = _grouped([row for row in rows if text(row, "kind") in ("conflict", "impossible")])
    promises = tuple((_heading(group), tuple(tidy(text(row, "sentence")) for row in group)) for group in groups)
    ways = tuple(tuple(_change(row) for row in way)
                 for way in _grouped([row for row in rows if text(row, "kind") == "way"]))
    held = tuple(text(row, "sentence") for row in rows if text(row, "kind") == "held")
    them = "it" if sum(len(group) for group in groups) == 1 else "them"
    return Said(promises, held, ways, text(plan.meta, "command"), them)


def conflict_text(plan: Plan) -> list[str]:
    """The same as lines for a terminal; the lines to write are indented."""
    said = conflict(plan)
    if said is None:
        return []
    lines = [f"{heading} {' '.join(promises)}" for heading, promises in said.promises]
    lines += [f"What presses on {said.them}: {' '.join(said.held_by)}"] if said.held_by else []
    for number, way in enumerate(said.ways, start=1):
        lines.append(f"Way out {number}: {' '.join(change.sentence for change in way)}")
        lines += [f"    {change.place}: {change.line}" for change in way]
    return [*lines, f"Then run: {said.command}"] if said.ways else lines


def _grouped(rows: list[Row]) -> list[list[Row]]:
    numbers = dict.fromkeys(whole(row, "number") for row in rows)
    return [[row for row in rows if whole(row, "number") == number] for number in numbers]


def _heading(group: list[Row]) -> str:
    return "No plan keeps this promise:" if len(group) == 1 else "No plan keeps these promises together:"


def _change(row: Row) -> Change:
    return Change(tidy(text(row, "sentence")), f"{text(row, 'file')}:{whole(row, 'line')}", text(row, "yaml"))
