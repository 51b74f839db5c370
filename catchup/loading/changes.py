"""Values of a file replaced for one run, before its text is read: `targets.0.year=2033`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from catchup.errors import InputError, Problem
from catchup.loading.messages import did_you_mean
from catchup.yamlio import Document, PathKeys
from catchup.yamlread import core_value

OPTION = "--set"
_WORD = re.compile(r"[A-Za-z0-9_.+-]+")
_FORM = "write it as KEY=VALUE, for instance --set targets.0.year=2033"


def last_of_each(changes: Sequence[str]) -> tuple[str, ...]:
    """The changes without those that a later one of the same key takes back."""
    parts = [change.partition("=") for change in changes]
    values = {key.strip(): value.strip() for key, _, value in parts}
    return tuple(f"{key}={value}" for key, value in values.items())


def rewritten(document: Document, changes: Sequence[str]) -> str:
    """The text of a file with other values, a number or a word each; of a quantity its `value`, whose range is widened.

    Raises InputError with every change that is not of the form KEY=VALUE, or whose key has no single value in the file.
    """
    problems: list[Problem] = []
    spans: dict[PathKeys, str] = {}
    for change in changes:
        try:
            spans |= dict(_replaced(document, change))
        except ValueError as error:
            message, hint = error.args
            problems.append(Problem(OPTION, 0, 0, "E066", message, hint))
    if problems:
        raise InputError(problems)
    lines = list(document.lines)
    for (line, column, width), value in sorted(((document.values[path], spans[path]) for path in spans), reverse=True):
        old = lines[line - 1]
        lines[line - 1] = old[:column - 1] + value + old[column - 1 + width:]
    return "\n".join(lines)


def _replaced(document: Document, change: str) -> Iterator[tuple[PathKeys, str]]:
    """Paths and their new texts. Raises ValueError(message, hint)."""
    key, equals, value = (part.strip() for part in change.partition("="))
    if not (key and equals and _WORD.fullmatch(value)):
        raise ValueError(f'"{change}" names no key and value', _FORM)
    path = tuple(int(part) if part.isdigit() else part for part in key.split("."))
    if path not in document.values:
        known = [".".join(map(str, one)) for one in document.values]
        raise ValueError(f'{document.path} has no key "{key}"', did_you_mean(key, known) or _below(document, path))
    found = _at(document, path)
    if isinstance(found, dict) and "value" in found:
        new, low, high = core_value(value), found.get("low"), found.get("high")
        if _number(new) and _number(low) and new < low:
            yield (*path, "low"), value
        if _number(new) and _number(high) and new > high:
            yield (*path, "high"), value
        path = (*path, "value")
        found = found["value"]
    line, column, width = document.values[path]
    if isinstance(found, dict | list) or core_value(document.lines[line - 1][column - 1:column - 1 + width]) != found:
        raise ValueError(f'"{key}" is not one number or word', _below(document, path) or "change it in the file")
    yield path, value


def _at(document: Document, path: PathKeys) -> Any:
    found = document.data
    for part in path:
        found = found[part]
    return found


def _below(document: Document, path: PathKeys) -> str:
    """The keys one step below the longest part of the path that there is."""
    while path and path not in document.values:
        path = path[:-1]
    size = len(path) + 1
    names = [".".join(map(str, one)) for one in document.values if len(one) == size and one[:-1] == path]
    return f"there is {', '.join(names[:12])}" if names else ""


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
