"""Promises in conflict and the ways out, as the page and the terminal show them."""

from __future__ import annotations

from dataclasses import dataclass

from catchup.cells import num, text, whole
from catchup.plan import Plan, Row
from catchup.words.clauses import tidy


@dataclass(frozen=True)
class Change:
    """One line of the strategy file to write anew: in words, where it stands, and the line."""

    sentence: str
    place: str
    line: str


@dataclass(frozen=True)
class Way:
    """A way out: the command that takes it once, and the changes that take it for good."""

    command: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Said:
    """Why no plan fits, and what would."""

    promises: tuple[tuple[str, tuple[str, ...]], ...]
    """(heading, promises) of each conflict"""
    held_by: tuple[str, ...]
    ways: tuple[Way, ...]
    them: str
    """ "it" for a single promise that no plan keeps"""


def conflict(plan: Plan) -> Said | None:
    """What the table `conflict` says; none where it is empty."""
    rows = plan.rows("conflict")
    if not rows:
        return None
    groups = _grouped([row for row in rows if text(row, "kind") in ("conflict", "impossible")])
    promises = tuple((_heading(group), tuple(tidy(text(row, "sentence")) for row in group)) for group in groups)
    ways = tuple(Way(" ".join([text(plan.meta, "command"), *map(_set, way)]), tuple(map(_change, way)))
                 for way in _grouped([row for row in rows if text(row, "kind") == "way"]))
    held = tuple(text(row, "sentence") for row in rows if text(row, "kind") == "held")
    them = "it" if sum(len(group) for group in groups) == 1 else "them"
    return Said(promises, held, ways, them)


def conflict_text(plan: Plan) -> list[str]:
    """The same as lines for a terminal; the lines to write are indented."""
    said = conflict(plan)
    if said is None:
        return []
    lines = [f"{heading} {' '.join(promises)}" for heading, promises in said.promises]
    lines += [f"What presses on {said.them}: {' '.join(said.held_by)}"] if said.held_by else []
    for number, way in enumerate(said.ways, start=1):
        lines.append(f"Way out {number}: {' '.join(change.sentence for change in way.changes)}")
        lines += [f"    {way.command}", *(f"    {change.place}: {change.line}" for change in way.changes)]
    last = "The command tries a way out; the line in the file makes it last."
    return [*lines, last] if said.ways else lines


def _grouped(rows: list[Row]) -> list[list[Row]]:
    numbers = dict.fromkeys(whole(row, "number") for row in rows)
    return [[row for row in rows if whole(row, "number") == number] for number in numbers]


def _heading(group: list[Row]) -> str:
    return "No plan keeps this promise:" if len(group) == 1 else "No plan keeps these promises together:"


def _set(row: Row) -> str:
    return f"--set {text(row, 'key')}={num(row, 'kept'):.10g}"


def _change(row: Row) -> Change:
    return Change(tidy(text(row, "sentence")), f"{text(row, 'file')}:{whole(row, 'line')}", text(row, "yaml"))
