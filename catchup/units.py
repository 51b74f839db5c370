"""Units of the YAML files: own words, own grammar; pint does the arithmetic of prefixes, and only where it is needed.

Grammar: `USD m/GW`, `USD m per k wafers/yr`, `USD/H100e-hour`, `USD m/(k wafers/yr)`. A slash divides by what stands
up to the next slash; `per` divides by everything up to the next `per`. `k`, `m`, `bn`, `tn` are numbers, so that
`USD m` is a million dollars. What follows `fraction of` is a comment: `fraction of GDP/yr` is `fraction/yr`. A year
has 8,766 hours. Energy and power are different dimensions on purpose: TWh/yr of generation is not GW of capacity.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from catchup.errors import CatchupError

if TYPE_CHECKING:
    from catchup.quantity import Quantity

_DEFINITIONS = {
    "USD": "[money]", "WP$": "[world_price_money]", "year": "[time]", "month": "year / 12", "day": "year / 365",
    "hour": "year / 8766", "second": "hour / 3600",
    "Wh": "[energy]", "kWh": "1e3 Wh", "MWh": "1e6 Wh", "GWh": "1e9 Wh", "TWh": "1e12 Wh",
    "J": "Wh / 3600", "MJ": "1e6 J", "GJ": "1e9 J", "TJ": "1e12 J", "PJ": "1e15 J", "EJ": "1e18 J",
    "W": "[power]", "kW": "1e3 W", "MW": "1e6 W", "GW": "1e9 W", "TW": "1e12 W",
    "g": "[mass]", "kg": "1e3 g", "t": "1e6 g", "kt": "1e9 g", "Mt": "1e12 g",
    "metre": "[length]", "mm": "metre / 1000", "cm": "metre / 100", "km": "1000 metre",
    "mm2": "mm ** 2", "cm2": "cm ** 2", "m2": "metre ** 2", "km2": "km ** 2", "ha": "1e4 metre ** 2",
    "m3": "metre ** 3", "litre": "metre ** 3 / 1000",
    "degC": "[temperature]",
    "bit": "[data]", "byte": "8 bit", "GB": "1e9 byte", "TB": "1e12 byte", "Gbit": "1e9 bit", "Tbit": "1e12 bit",
    "wafer": "[wafer]", "wspm": "12 wafer / year",
    "H100e": "[accelerator]", "FLOP": "[operation]", "eFLOP": "[effective_operation]", "OOM": "[order_of_magnitude]",
}
_NOUNS = (
    "people", "teams", "TEU", "tokens", "chips", "dies", "GPUs", "plants", "units", "labs", "reactors", "fabs",
    "models", "parameters", "jobs", "sites", "projects", "systems", "countries", "exchanges",
    "corpora",
)
_ALIASES = {
    "yr": "year", "years": "year", "y": "year", "a": "year", "months": "month", "days": "day", "h": "hour",
    "hr": "hour", "hours": "hour", "s": "second", "seconds": "second", "person": "people", "persons": "people",
    "wafers": "wafer", "tonne": "t", "tonnes": "t", "team": "teams", "token": "tokens", "chip": "chips",
    "die": "dies", "GPU": "GPUs", "plant": "plants", "unit": "units", "lab": "labs", "reactor": "reactors",
    "fab": "fabs", "model": "models", "parameter": "parameters", "job": "jobs", "site": "sites",
    "project": "projects", "system": "systems", "liter": "litre", "litres": "litre", "FLOPs": "FLOP",
    "corpus": "corpora",
}
_NUMBERS = {
    "1": 1.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "tn": 1e12,
    "fraction": 1.0, "share": 1.0, "ratio": 1.0, "index": 1.0, "x": 1.0, "factor": 1.0, "exponent": 1.0,
    "elasticity": 1.0, "probability": 1.0, "percent": 0.01, "%": 0.01,
    "full": 1.0, "WGI": 1.0, "estimate": 1.0,
}
_LONGEST = 80
_BASE = re.compile(r"\b(fraction|share|percent|%) of [^/()]+")
_TOKEN = re.compile(r"\(|\)|/|[^\s()/·*-]+")
_KNOWN = frozenset(_DEFINITIONS) | frozenset(_NOUNS)


class UnitError(CatchupError, ValueError):
    """A unit that nobody knows, or two units of different dimensions; `unit` is the text as written."""

    exit_code = 2

    def __init__(self, unit: str, message: str, hint: str = "") -> None:
        self.unit, self.message, self.hint = unit, message, hint
        super().__init__(f"{message}; {hint}" if hint else message)


@dataclass(frozen=True)
class Form:
    """A unit as a number times powers of words, e.g. `USD m/GW` = 1e6 x USD^1 x GW^-1."""

    scale: float
    powers: tuple[tuple[str, int], ...]
    growth: bool = False

    def to_power(self, sign: int) -> Form:
        """The form itself (1) or its inverse (-1)."""
        return Form(self.scale**sign, tuple((word, sign * power) for word, power in self.powers), self.growth)


def factor(unit: str, to: str, extra: frozenset[str] = frozenset()) -> float:
    """Number by which a figure in `unit` is multiplied to be in `to`; UnitError where the dimensions differ.

    `extra` holds further words that count something (the units that a chain file makes up), each its own dimension.
    """
    if unit == to:
        return 1.0
    one, other = form(unit, extra), form(to, extra)
    if one.powers == other.powers and _kind(one) != _kind(other):
        raise UnitError(unit, f'unit "{unit}" is a {_kind(one)}, but "{to}" is a {_kind(other)}')
    if one.powers == other.powers:
        return one.scale / other.scale
    ratio = _prefix_ratio(one.powers, other.powers, extra)
    if ratio is None:
        raise UnitError(unit, f'unit "{unit}" has another dimension than "{to}"')
    return one.scale / other.scale * ratio


def same_dimension(one: str, other: str, extra: frozenset[str] = frozenset()) -> bool:
    """Whether a figure in one unit can be given in the other; UnitError where a word is unknown."""
    form(one, extra), form(other, extra)
    try:
        factor(one, other, extra)
    except UnitError:
        return False
    return True


def in_unit(quantity: Quantity, to: str, extra: frozenset[str] = frozenset()) -> float:
    """The central value of a quantity in another unit of the same dimension."""
    return quantity.value * factor(quantity.unit, to, extra)


def unknown_words(unit: str) -> frozenset[str]:
    """Words of a unit that this module does not know: candidates for `extra`."""
    words = (token for token in _tokens(unit) if token not in "()/" and token != "per")
    return frozenset(word for word in words if _ALIASES.get(word, word) not in _KNOWN and word not in _NUMBERS)


@lru_cache(maxsize=4096)
def form(unit: str, extra: frozenset[str] = frozenset()) -> Form:
    """Read a unit; UnitError with its text where it cannot be read."""
    tokens = _tokens(unit)
    if not tokens:
        raise UnitError(unit, "the unit is empty", 'write e.g. "USD bn", "fraction" or "GW"')
    if len(unit) > _LONGEST:
        raise UnitError(unit, f"the unit has {len(unit)} characters; {_LONGEST} are allowed")
    depth = 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if not 0 <= depth <= 8:
            raise UnitError(unit, f'unit "{unit}" has brackets that do not match')
    if depth:
        raise UnitError(unit, f'unit "{unit}" has brackets that do not match')
    result = _expression(tokens, unit, extra)
    if not 1e-60 < result.scale < 1e60 or any(abs(power) > 4 for _, power in result.powers):
        raise UnitError(unit, f'unit "{unit}" has too many powers')
    return result


def _tokens(unit: str) -> list[str]:
    return _TOKEN.findall(_BASE.sub(r"\1", unit))


def _expression(tokens: Sequence[str], unit: str, extra: frozenset[str]) -> Form:
    parts = [_slashes(part, unit, extra) for part in _split(tokens, "per")]
    return _product([parts[0], *(part.to_power(-1) for part in parts[1:])])


def _slashes(tokens: Sequence[str], unit: str, extra: frozenset[str]) -> Form:
    parts = [_words(part, unit, extra) for part in _split(tokens, "/")]
    return _product([parts[0], *(part.to_power(-1) for part in parts[1:])])


def _words(tokens: Sequence[str], unit: str, extra: frozenset[str]) -> Form:
    if not tokens:
        raise UnitError(unit, f'unit "{unit}" lacks a word beside a slash', 'write e.g. "USD m/GW" or "1/yr"')
    forms: list[Form] = []
    position = 0
    while position < len(tokens):
        if tokens[position] == "(":
            end = _closing(tokens, position)
            forms.append(_expression(tokens[position + 1:end], unit, extra))
            position = end
        else:
            forms.append(_word(tokens[position], unit, extra))
        position += 1
    return _product(forms)


def _word(token: str, unit: str, extra: frozenset[str]) -> Form:
    if token in _NUMBERS:
        return Form(_NUMBERS[token], (), growth=token == "x")
    name = _ALIASES.get(token, token)
    for word in (name, f"{token}s", token.removesuffix("s")):
        if (word == name and word in _KNOWN) or word in extra:
            return Form(1.0, ((word, 1),))
    near = get_close_matches(token, [*_KNOWN, *_ALIASES, *_NUMBERS, *extra], n=1, cutoff=0.6)
    hint = f'did you mean "{near[0]}"?' if near else 'write e.g. "USD bn", "fraction", "GW" or "people"'
    text = f'unknown unit "{unit}"' if token == unit else f'unknown unit "{unit}": "{token}" is not known'
    raise UnitError(unit, text, hint)


def _split(tokens: Sequence[str], separator: str) -> list[list[str]]:
    """Parts between separators that stand outside brackets."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if token == separator and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _closing(tokens: Sequence[str], start: int) -> int:
    depth = 0
    for position in range(start, len(tokens)):
        depth += (tokens[position] == "(") - (tokens[position] == ")")
        if depth == 0:
            return position
    return len(tokens)


def _product(forms: Sequence[Form]) -> Form:
    powers: dict[str, int] = {}
    for part in forms:
        for word, power in part.powers:
            powers[word] = powers.get(word, 0) + power
    kept = tuple(sorted((word, power) for word, power in powers.items() if power))
    return Form(math.prod(part.scale for part in forms), kept, any(part.growth for part in forms))


def _kind(unit: Form) -> str:
    """`x/yr` multiplies, `fraction/yr` adds: the same dimension, and yet 1.5 is not 0.5."""
    if unit.powers == (("year", -1),):
        return "growth factor a year" if unit.growth else "rate a year"
    return "quantity"


def _prefix_ratio(
    one: tuple[tuple[str, int], ...], other: tuple[tuple[str, int], ...], extra: frozenset[str],
) -> float | None:
    registry = _registry()
    # Words of a chain file are compared as words: they have no prefixes.
    if [part for part in one if part[0] in extra] != [part for part in other if part[0] in extra]:
        return None
    left, right = (_pint(registry, powers, extra) for powers in (one, other))
    if left.dimensionality != right.dimensionality:
        return None
    return float((left / right).to_base_units().magnitude)


def _pint(registry: Any, powers: tuple[tuple[str, int], ...], extra: frozenset[str]) -> Any:
    result = registry.Quantity(1.0)
    for word, power in powers:
        if word not in extra:
            result = result * registry.Quantity(1.0, _safe(word)) ** power
    return result


@lru_cache(maxsize=1)
def _registry() -> Any:
    # Imported here: loading pint costs more than reading a profile, and most files need no conversion.
    from pint import UnitRegistry

    registry = UnitRegistry(None)
    for word in _NOUNS:
        registry.define(f"{word} = [{word}]")
    for word, definition in _DEFINITIONS.items():
        registry.define(f"{_safe(word)} = {definition}")
    return registry


def _safe(word: str) -> str:
    return "WPUSD" if word == "WP$" else word
