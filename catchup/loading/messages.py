"""What pydantic found, in the words of this project, with positions and the nearest right spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from catchup.errors import Problem
from catchup.loading.fields import Place, aliases
from catchup.yamlio import Document, PathKeys

_OWN_CHECKS = frozenset({"value", "low", "high", "year"})
_TYPES = {
    "string_type": "text", "int_type": "a whole number", "int_parsing": "a whole number",
    "int_from_float": "a whole number", "float_type": "a number", "float_parsing": "a number",
    "bool_type": "true or false", "bool_parsing": "true or false", "model_type": "a mapping with keys",
    "dict_type": "a mapping with keys", "tuple_type": "a list", "list_type": "a list",
}


def did_you_mean(word: str, known: Any) -> str:
    """A question with the nearest known word, or nothing."""
    near = get_close_matches(word, [str(entry) for entry in known], n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""


def describe(raw: Any) -> str:
    """A value as a message names it."""
    if raw is None:
        return "nothing"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, dict | list):
        return "a mapping" if isinstance(raw, dict) else "a list"
    text = str(raw)
    text = text if len(text) <= 40 else f"{text[:37]}..."
    return f'"{text}"' if isinstance(raw, str) else text


def from_validation(error: ValidationError, document: Document, found: Mapping[PathKeys, Place]) -> list[Problem]:
    """Problems of a failed validation, without those that the checks of quantities tell better."""
    unknown, missing, others = [], [], []
    suggested: set[PathKeys] = set()
    for entry in error.errors(include_url=False, include_context=True):
        path, absent, on_key = _resolve(document.data, entry["loc"])
        if entry["type"] == "extra_forbidden":
            problem, guess = _unknown_key(document, path, found)
            unknown.append(problem)
            suggested.add((*path[:-1], guess))
        elif entry["type"] == "missing":
            missing.append((path, str(absent)))
        else:
            others.append((path, on_key, dict(entry)))
    told = [_missing_key(document, path, key) for path, key in missing
            if (*path, key) not in suggested and not _no_record(path, found)]
    return [*unknown, *told, *_others(document, others, found)]


def _resolve(data: Any, loc: tuple[int | str, ...]) -> tuple[PathKeys, int | str | None, bool]:
    """The part of a pydantic location that exists in the data, the first step that does not, and whether it is a key.

    Names of union branches stand in the location as well; they are passed over.
    """
    path: list[str | int] = []
    current: Any = data
    for step in loc:
        inside = (isinstance(current, dict) and step in current) or (
            isinstance(current, list) and isinstance(step, int) and step < len(current))
        if inside:
            path.append(step)
            current = current[step]
    return tuple(path), (loc[-1] if loc else None), bool(loc) and loc[-1] == "[key]"


def _unknown_key(document: Document, path: PathKeys, found: Mapping[PathKeys, Place]) -> tuple[Problem, str]:
    place = found.get(path[:-1])
    known = aliases(place.record) if place else {}
    present = set(place.raw) if place and isinstance(place.raw, dict) else set()
    near = get_close_matches(str(path[-1]), [key for key in known if key not in present], n=1, cutoff=0.6)
    hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(known)}" if known else ""
    problem = document.problem(path, "E014", f'unknown key "{path[-1]}"', hint, key=True)
    return problem, near[0] if near else ""


def _missing_key(document: Document, path: PathKeys, key: str) -> Problem:
    where = f' in "{path[-1]}"' if path and isinstance(path[-1], str) else ""
    hint = "begin the file with it, e.g. schema: catchup/profile/1" if key == "schema" else "add it"
    return document.problem(path, "E015", f'missing key "{key}"{where}', hint, key=True)


def _no_record(path: PathKeys, found: Mapping[PathKeys, Place]) -> bool:
    place = found.get(path)
    return place is not None and not isinstance(place.raw, dict)


def _others(
    document: Document, entries: list[tuple[PathKeys, bool, dict[str, Any]]], found: Mapping[PathKeys, Place],
) -> Iterator[Problem]:
    told: set[PathKeys] = set()
    for path, on_key, entry in entries:
        if path in told or _told_elsewhere(path, found):
            continue
        told.add(path)
        yield _other(document, path, on_key, entry)


def _told_elsewhere(path: PathKeys, found: Mapping[PathKeys, Place]) -> bool:
    place = found.get(path)
    if place is not None and place.is_quantity:
        return True
    parent = found.get(path[:-1])
    if parent is not None and parent.is_quantity and path[-1] in _OWN_CHECKS:
        return True
    return path == ("country", "iso3")


def _other(document: Document, path: PathKeys, on_key: bool, entry: dict[str, Any]) -> Problem:
    kind, raw, context = entry["type"], entry["input"], entry.get("ctx", {})
    name = f'"{path[-1]}"' if path else "the file"
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "")
        words = expected.replace(" or ", ", ").split(", ")
        hint = did_you_mean(str(raw), words) or f"write one of {expected}"
        return document.problem(path, "E030", f"{name} cannot be {describe(raw)}", hint, key=on_key)
    if kind in ("greater_than_equal", "less_than_equal") and path and str(path[-1]).endswith("year"):
        return document.problem(path, "E022", f"year {describe(raw)} is outside the horizon 2026-2045")
    if kind in _TYPES:
        quotes = "put it in quotes" if kind == "string_type" and isinstance(raw, int | float) else ""
        return document.problem(path, "E016", f"{name} must be {_TYPES[kind]}, found {describe(raw)}", quotes)
    if kind == "string_pattern_mismatch":
        return document.problem(path, "E030", f"{name} cannot be {describe(raw)}", f"form: {context.get('pattern')}")
    text = str(entry["msg"]).removeprefix("Value error, ")
    return document.problem(path, "E030", f"{name}: {text}", key=on_key)
