"""Kinds of field in a model file: a number, a figure by site and period, a table from site to site, names of parts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Strict, WithJsonSchema

ALL = "all"


@dataclass(frozen=True)
class Names:
    """Names of parts of one group: a name, a list of names, or `all`."""

    group: str


@dataclass(frozen=True)
class Keyed:
    """A mapping whose keys are names of one group."""

    group: str


@dataclass(frozen=True)
class Some:
    """A list or mapping that must not be empty."""


@dataclass(frozen=True)
class Pairs:
    """A list of [size, cost], sizes rising."""

    fewest: int


@dataclass(frozen=True)
class Series:
    """A number, or numbers by site, by period, or by site and then by period; with `by_link`, from site to site.

    What is missing is `zero`, an `error`, or `none` (no bound).
    """

    missing: str = "error"
    by_link: bool = False
    levels: tuple[str, ...] = ("sites", "periods")
    least: float | None = None


def _text(raw: Any) -> Any:
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Name = Annotated[str, BeforeValidator(_text)]
_NAMES = WithJsonSchema({
    "description": "a name, a list of names, or all",
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "integer"]}}, {"type": "integer"}]})
_SERIES = WithJsonSchema({
    "description": "a number, or numbers by site, by period, or by site and then period",
    "anyOf": [{"type": "number"}, {"type": "object"}]})
_LINK = WithJsonSchema({
    "description": "a number, numbers by period, or a table from site to site",
    "anyOf": [{"type": "number"}, {"type": "object"}]})
_PAIRS = WithJsonSchema({
    "description": "a list of [size, cost]", "type": "array",
    "items": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}})
Sites = Annotated[Any, Names("sites"), _NAMES]
Periods = Annotated[Any, Names("periods"), _NAMES]
Commodities = Annotated[Any, Names("commodities"), _NAMES]
Processes = Annotated[Any, Names("processes"), _NAMES]
Units = Annotated[Any, Names("units"), _NAMES]
Contents = Annotated[Any, Names("contents"), _NAMES]
Kinds = Annotated[Any, Names("kinds"), _NAMES]
Points = Annotated[Any, Pairs(2), _PAIRS]
Sizes = Annotated[Any, Pairs(1), _PAIRS]
ByCommodity = Annotated[dict[str, Number], Keyed("commodities")]
ByUnit = Annotated[dict[str, Number], Keyed("units")]
Amount = Annotated[Any, Series("zero", least=0.0), _SERIES]
Price = Annotated[Any, Series("error"), _SERIES]
Cost = Annotated[Any, Series("error", least=0.0), _SERIES]
Cap = Annotated[Any, Series("none", least=0.0), _SERIES]
Right = Annotated[Any, Series("none", levels=("periods",)), _SERIES]
Ceiling = Annotated[Any, Series("none", levels=("periods",), least=0.0), _SERIES]
Income = Annotated[Any, Series("error", levels=("periods",)), _SERIES]
Link = Annotated[Any, Series("error", by_link=True), _LINK]
LinkTable = Annotated[dict[str, dict[str, Any]], Series("error", by_link=True)]
LinkCap = Annotated[Any, Series("none", by_link=True, least=0.0), _LINK]


def names(raw: Any, known: Iterable[str]) -> tuple[str, ...]:
    """The parts that a field names, in the order of the file; all of them for `all` or nothing."""
    if raw is None or raw == ALL:
        return tuple(known)
    return tuple(_text(one) for one in raw) if isinstance(raw, list) else (_text(raw),)


def at(series: Any, *keys: str) -> float | None:
    """The figure for a site, a period or both; None where there is none."""
    while isinstance(series, Mapping):
        key = next((key for key in keys if key in series), None)
        if key is None:
            return None
        series = series[key]
    return None if series is None else float(series)


def number_at(series: Any, *keys: str) -> float:
    """As `at`, and zero where there is none."""
    return at(series, *keys) or 0.0


def on_link(series: Any, start: str, end: str, period: str) -> float | None:
    """The figure of a link: `series` is a number, numbers by period, or a table from site to site."""
    if isinstance(series, Mapping) and isinstance(series.get(start), Mapping):
        return at(series[start].get(end), period)
    return at(series, period)


def links(table: Mapping[str, Mapping[str, Any]]) -> Sequence[tuple[str, str]]:
    """Pairs of sites of a table."""
    return [(start, end) for start, row in table.items() for end in row]


def is_number(raw: Any) -> bool:
    """A finite number; true and false are none."""
    return isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw)
