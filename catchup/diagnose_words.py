"""A conflict of promises in sentences, and each way out as lines for the strategy file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from catchup.diagnose import Conflict, Promise, Way
from catchup.load import Loaded
from catchup.model.aims import Goal
from catchup.quantity import Quantity
from catchup.schema.strategy import Strategy

CODE = "E090"


def conflict_rows(found: Conflict, strategy: Loaded[Strategy]) -> list[dict[str, Any]]:
    """Rows of the table `conflict`: the promises of each conflict, what presses on them, the changes of each way."""
    rows = []
    for number, group in enumerate(found.groups, start=1):
        together = "conflict" if len(group) > 1 else "impossible"
        rows += [_row(together, number, strategy, p, f"{said(p.goal)}.") for p in group]
    rows += [_row("held", n, strategy, None, sentence) for n, sentence in enumerate(found.held_by, start=1)]
    for number, way in enumerate(found.ways, start=1):
        rows += [{**_row("way", number, strategy, change.promise, change.sentence, change.field), "was": change.was,
                  "kept": change.instead, "yaml": change.line} for change in _changes(way, strategy.record)]
    return rows


def conflict_warnings(found: Conflict) -> list[dict[str, Any]]:
    """One warning a conflict, as the terminal shows it."""
    out = []
    for group in found.groups:
        promises = "; ".join(said(p.goal) for p in group)
        text = f"No plan keeps this promise: {promises}." if len(group) == 1 else (
            f"No plan keeps these promises together, though all but one can be kept: {promises}.")
        out.append({"code": CODE, "message": text})
    return out


def said(goal: Goal) -> str:
    """A target in words."""
    share = f"{100 * goal.at_least:.4g} %"
    if goal.measure == "home_share":
        return f"Machines at home serve at least {share} of AI need in {goal.year}"
    if goal.measure == "offset_ratio":
        return f"At least {share} of the AI bill of {goal.year} is offset somewhere in the chain"
    if goal.at_least < 0:
        loss = f"{100 * -goal.at_least:.4g} %"
        return f"At most {loss} of the budget of all years is given up in net benefit against buying abroad"
    return f"Net benefit over buying abroad is at least {share} of the budget of all years"


@dataclass(frozen=True)
class _Change:
    promise: Promise
    field: str
    sentence: str
    was: float
    instead: float
    line: str


def _changes(way: Way, strategy: Strategy) -> Iterator[_Change]:
    means = "" if way.within_means else " (and the budget, people or power are still overdrawn)"
    for promise, least in way.cuts:
        stated = strategy.targets[promise.number].at_least
        then = f"{said(replace(promise.goal, at_least=least))}, not {100 * promise.goal.at_least:.4g} %{means}."
        yield _Change(promise, "at_least", then, promise.goal.at_least, least, f"at_least: {flow(stated, least)}")
    for promise, year in way.later:
        then = f"{said(replace(promise.goal, year=year))}, not in {promise.goal.year}{means}."
        yield _Change(promise, "year", then, promise.goal.year or 0, year, f"year: {year}")


def flow(stated: Quantity, value: float) -> str:
    """A quantity with another value as one line of YAML; its range is widened to hold the value."""
    fields: dict[str, Any] = {"value": value, "unit": stated.unit, "year": stated.year, "source": stated.source,
                              "grade": stated.grade}
    if stated.low is not None and stated.high is not None:
        fields |= {"low": min(stated.low, value), "high": max(stated.high, value)}
    if stated.reason:
        fields["reason"] = stated.reason
    return "{" + ", ".join(f"{key}: {_scalar(x)}" for key, x in fields.items()) + "}"


def _scalar(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    bare = isinstance(value, int) or value.replace("_", "").replace(" ", "").isalnum()
    return str(value) if bare else json.dumps(value, ensure_ascii=False)


def _row(
    kind: str, number: int, strategy: Loaded[Strategy], promise: Promise | None, sentence: str, field: str = "at_least",
) -> dict[str, Any]:
    """A row about a promise, with its place in the file."""
    row: dict[str, Any] = {
        "kind": kind, "number": number, "sentence": sentence, "file": strategy.shown, "line": None, "key": None,
        "was": None, "kept": None, "unit": None, "yaml": None}
    if promise is None:
        return row
    line, _, _ = strategy.document.at(("targets", promise.number, field), key=True)
    unit = strategy.record.targets[promise.number].at_least.unit if field == "at_least" else "year"
    return {**row, "line": line, "key": f"targets.{promise.number}.{field}", "unit": unit}
