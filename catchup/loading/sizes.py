"""How large a figure may be: shares, rates and times within bounds, signs that make sense, divisors above zero."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from catchup.errors import Problem
from catchup.loading.fields import Place
from catchup.units import Form, UnitError, factor, form
from catchup.yamlio import Document

MAY_BE_NEGATIVE = frozenset({"index", "fraction/yr", "x/yr"})
NEGATIVE_FIELDS = frozenset({"change", "fdi_inflow"})
ABOVE_ONE_FIELDS = frozenset({"overrun_excess"})
LEAST_RATE, LARGEST_RATE = -0.9, 2.0
LONGEST = 200.0
"""years; no plant lives as long, and what lives for ever has no annuity"""
LARGEST_SHARE = 10.0
"""of a share that may be above one: an overrun, a mark-up"""
LARGEST = 1e60
"""no figure of a country or a chain is as large; the model would be full of infinities"""
_ENDS = ("value", "low", "high")
_DIVISORS = frozenset({"gdp", "imports", "capex", "unit_size", "per_unit", "construction_cost_factor_low_income"})
_YEARS = {"year": 1.0, "month": 1 / 12, "day": 1 / 365.25, "hour": 1 / 8766, "second": 1 / 31_557_600}
"""of a unit of time; by hand, since pint is slow to load and every file has such units"""
_SHARES = ("fraction", "share", "percent", "%")


def check_size(place: Place, document: Document, words: frozenset[str] | None) -> Iterator[Problem]:
    """The first problem with the size of a quantity; `words` as in `check_quantity`."""
    unit = place.raw.get("unit")
    if number(place.raw.get("value")) is None or not isinstance(unit, str):
        return
    for check in (_percentage, _bounds, _signs):
        found = check(place, document, unit, words)
        if found is not None:
            yield found
            return


def divides(path: Sequence[str | int]) -> bool:
    """Is something divided by this figure? Then neither it nor an end of its range can be zero."""
    last = str(path[-1])
    return last in _DIVISORS or (last == "amount" and "provides" in path)


def number(raw: Any) -> float | None:
    """A finite number of the file, or None."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        return None
    return float(raw)


def _percentage(place: Place, document: Document, unit: str, _words: frozenset[str] | None) -> Problem | None:
    """30 where 0.30 is meant."""
    if place.unit == "fraction" and place.field not in ABOVE_ONE_FIELDS and unit in ("fraction", "share"):
        largest = 1.0
    elif place.unit == "fraction/yr" and unit.startswith("fraction"):
        largest = LARGEST_RATE
    else:
        return None
    for end in _ENDS:
        value = number(place.raw.get(end))
        if value is not None and largest < abs(value) <= 100:
            share = f"{value / 100:.4f}".rstrip("0")
            share = f"{share}{'0' * (2 - len(share.split('.')[1]))}"
            text = f"{value:g} looks like a percentage; write {share}"
            return document.problem((*place.path, end), "E021", text, 'or say unit: "percent"')
    return None


def _bounds(place: Place, document: Document, unit: str, words: frozenset[str] | None) -> Problem | None:
    try:
        least, most, said, times = _room(place, unit, words or frozenset())
    except UnitError:  # told by the check of units, or by the chain's
        least, most, said, times = -math.inf, math.inf, "", 1.0
    for end in _ENDS:
        size = number(place.raw.get(end))
        if size is None:
            continue
        if abs(size) >= LARGEST:
            text = f"{end} {size:g} is beyond all bounds"
            return document.problem((*place.path, end), "E021", text, "check the unit")
        if not least <= size * times * (1 - 1e-9) <= most:
            return document.problem((*place.path, end), "E021", f"{size:g} {unit} is {said}", "check the unit")
    return None


def _room(place: Place, unit: str, words: frozenset[str]) -> tuple[float, float, str, float]:
    """Least and most in the unit in which the bounds are meant, what to say, and the factor into that unit."""
    found = form(unit, words)
    if place.unit == "fraction" and place.field not in ABOVE_ONE_FIELDS:
        return -1.0, 1.0, "no share: a share lies between 0 and 1", factor(unit, "fraction")
    if place.unit is None and unit in _SHARES:
        said = f"no share: {LARGEST_SHARE:g} times the whole is the most"
        return -LARGEST_SHARE, LARGEST_SHARE, said, factor(unit, "fraction")
    if place.unit == "fraction/yr" or (place.unit is None and _is_rate(found, unit)):
        said = f"no yearly rate: it lies between {100 * LEAST_RATE:g} and {100 * LARGEST_RATE:g} percent"
        return LEAST_RATE, LARGEST_RATE, said, factor(unit, "fraction/yr")
    if len(found.powers) == 1 and found.powers[0][0] in _YEARS and found.powers[0][1] == 1:
        times = found.scale * _YEARS[found.powers[0][0]]
        return -math.inf, LONGEST, f"too long: {LONGEST:g} years is the most", times
    return -math.inf, math.inf, "", 1.0


def _is_rate(found: Form, unit: str) -> bool:
    return found.powers == (("year", -1),) and not found.growth and unit.startswith(_SHARES)


def _signs(place: Place, document: Document, unit: str, words: frozenset[str] | None) -> Problem | None:
    for end in ("value", "low"):
        size = number(place.raw.get(end))
        if size == 0 and divides(place.path):
            text = f'"{place.path[-1]}" must be above zero: {end} {size:g}'
            return document.problem((*place.path, end), "E023", text, "something is divided by it")
        if size is not None and size < 0 and not _may_be_negative(place, unit, words):
            text = f'"{place.path[-1]}" cannot be negative: {end} {size:g}'
            return document.problem((*place.path, end), "E023", text, "check the sign")
    return None


def _may_be_negative(place: Place, unit: str, words: frozenset[str] | None) -> bool:
    if place.field in NEGATIVE_FIELDS:
        return True
    if place.unit is not None:
        return place.unit in MAY_BE_NEGATIVE
    try:
        powers = form(unit, words or frozenset()).powers
    except UnitError:
        return words is not None
    return not powers or powers == (("year", -1),) or powers[0][0] == "OOM"
