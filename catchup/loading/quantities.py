"""Checks of each quantity of a file, on plain data, so that one bad key elsewhere hides none of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catchup.errors import Problem
from catchup.loading.fields import Place
from catchup.loading.messages import describe, did_you_mean
from catchup.loading.sizes import check_size, number
from catchup.quantity import ASSUMPTION
from catchup.units import UnitError, factor, form
from catchup.yamlio import Document

FIRST_YEAR, LAST_YEAR = 1990, 2100


def check_quantity(place: Place, document: Document, sources: Any, words: frozenset[str] | None) -> Iterator[Problem]:
    """Problems of one quantity; `words` are the file's own units, None where a chain has to judge the unit."""
    if not isinstance(place.raw, dict):
        yield _no_quantity(place, document)
        return
    yield from _numbers(place, document)
    yield from _year(place, document)
    yield from _unit(place, document, words)
    yield from check_source(document, place, sources)
    yield from _grade(place, document)
    yield from _range(place, document)
    yield from check_size(place, document, words)


def check_source(document: Document, place: Place, sources: Any) -> Iterator[Problem]:
    """A source is the word assumption or an entry of the file's `sources`."""
    source = place.raw.get("source") if isinstance(place.raw, dict) else None
    known = sources if isinstance(sources, dict) else {}
    if isinstance(source, str) and source != ASSUMPTION and source not in known:
        hint = did_you_mean(source, [*known, ASSUMPTION]) or "add it under `sources`"
        yield document.problem((*place.path, "source"), "E019", f'unknown source "{source}"', hint)


def _no_quantity(place: Place, document: Document) -> Problem:
    unit = place.unit or "..."
    shown = describe(place.raw) if number(place.raw) is not None else "1"
    hint = f"write {{value: {shown}, unit: {unit}, year: 2024, source: <id in sources>, grade: B}}"
    if place.words:
        hint += f", or one of {', '.join(place.words)}"
    if number(place.raw) is not None:
        text = f'"{place.path[-1]}" is a bare number; a quantity needs unit, year, source and grade'
        return document.problem(place.path, "E017", text, hint)
    text = f'"{place.path[-1]}" must be a quantity, found {describe(place.raw)}'
    return document.problem(place.path, "E016", text, hint)


def _numbers(place: Place, document: Document) -> Iterator[Problem]:
    for key in ("value", "low", "high"):
        raw = place.raw.get(key)
        if key not in place.raw or number(raw) is not None or (raw is None and key != "value"):
            continue
        quoted = isinstance(raw, str) and raw.strip().replace(".", "", 1).lstrip("-").isdigit()
        hint = "remove the quotes" if quoted else "write it as 1234.5"
        yield document.problem((*place.path, key), "E016", f'"{key}" must be a number, found {describe(raw)}', hint)


def _year(place: Place, document: Document) -> Iterator[Problem]:
    year = place.raw.get("year")
    if "year" not in place.raw:
        return
    if isinstance(year, bool) or not isinstance(year, int):
        yield document.problem((*place.path, "year"), "E016", f'"year" must be a whole number, found {describe(year)}')
    elif not FIRST_YEAR <= year <= LAST_YEAR:
        text = f"year {year} is outside {FIRST_YEAR}-{LAST_YEAR}"
        yield document.problem((*place.path, "year"), "E022", text, "give the year that the figure refers to")


def _unit(place: Place, document: Document, words: frozenset[str] | None) -> Iterator[Problem]:
    unit = place.raw.get("unit")
    if not isinstance(unit, str) or (place.unit is None and words is None):
        return
    try:
        form(unit, words or frozenset())
    except UnitError as error:
        yield document.problem((*place.path, "unit"), "E018", error.message, error.hint)
        return
    if place.unit is None:
        return
    try:
        factor(unit, place.unit, words or frozenset())
    except UnitError as error:
        text = f'{error.message}, in which "{place.path[-1]}" is counted'
        yield document.problem((*place.path, "unit"), "E018", text, f'give the figure in "{place.unit}"')


def _grade(place: Place, document: Document) -> Iterator[Problem]:
    grade, source = place.raw.get("grade"), place.raw.get("source")
    if grade not in ("A", "B", "C", "D") or not isinstance(source, str):
        return
    missing = [key for key in ("low", "high", "reason") if place.raw.get(key) is None]
    if grade == "D" and missing:
        text = f"grade D (assumption) needs {', '.join(missing)}"
        yield document.problem((*place.path, "grade"), "E025", text, "say how far it may be off, and why this value")
    if (source == ASSUMPTION) != (grade == "D"):
        text = "grade D and the source `assumption` go together"
        hint = "write grade: D" if source == ASSUMPTION else "write source: assumption, or grade: C"
        yield document.problem((*place.path, "grade"), "E025", text, hint)


def _range(place: Place, document: Document) -> Iterator[Problem]:
    value, low, high = (number(place.raw.get(key)) for key in ("value", "low", "high"))
    if value is not None and low is not None and low > value:
        text = f"range does not contain the value: low {low:g} is above value {value:g}"
        yield document.problem((*place.path, "low"), "E020", text, "swap them or correct one")
    if value is not None and high is not None and high < value:
        text = f"range does not contain the value: high {high:g} is below value {value:g}"
        yield document.problem((*place.path, "high"), "E020", text, "swap them or correct one")
