"""What a plan file may hold: cells of the kind of their column, years that are years, text that can be shown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from catchup.harmless import CONTROL

FIRST_YEAR, LAST_YEAR = 1900, 2200
_WORDS = frozenset({
    "id", "name", "asset", "layer", "origin", "mode", "owner", "channel", "unit", "why_then", "enables", "commodity",
    "kind", "by", "payer", "skill", "family", "item", "sentence", "node", "strategy", "first_steps", "path", "grade",
    "source", "state", "badge", "from", "to", "reason", "note", "title", "publisher", "url", "licence", "retrieved",
    "code", "message", "mode_name", "precedent", "provider", "plants", "level", "instead", "settle",
    "good", "process", "output", "hardware", "demand", "what",
    "file", "key", "yaml", "measure", "teacher",
})
_FLAGS = frozenset({
    "this", "binds", "assumption", "hardly", "given", "offset", "own_technology", "denied", "headline", "counted",
    "at_home"})
_YEARS = frozenset({"year", "first_order", "last_order", "online", "first_year", "last_year"})
_WHOLE = frozenset({"units", "rank", "lead_years", "denial_years"})
_META_YEARS = ("first_year", "last_shown", "last_solved")
_META_NUMBERS = ("gap", "columns", "rows", "nonzeros", "integers", "solves", "gdp_usd_m", "discount_rate")
_META_WORDS = (
    "iso3", "country", "short_name", "strategy_id", "strategy_name", "strategy_says", "scenario_id", "scenario_name",
    "scenario_says", "as_of", "version", "profile_file", "profile_sha256", "chain_sha256", "scenario_sha256",
    "strategy_sha256", "solver", "solver_version", "command", "currency")
_CARD_WORDS = ("_sentence", "_name", "_layer", "_confidence", "_what", "_group", "status")
_CARRIED = "carried"
_MOST_YEARS = 100


def damages(meta: Any, card: Any, tables: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the parts of a plan file, each in a few words."""
    if not isinstance(meta, dict) or not isinstance(card, dict):
        yield "meta and scorecard are mappings"
        return
    yield from _meta(meta)
    yield from (f"scorecard: {key}: {text}" for key, value in card.items() if (text := _cell(_card_kind(key), value)))
    for name, rows in tables.items():
        for number, row in enumerate(rows):
            for column, value in row.items():
                text = _cell(column_kind(column), value)
                if text:
                    yield f"table {name}, row {number + 1}, {column}: {text}"


def column_kind(column: str) -> str:
    """What the cells of a column are, where they are not empty: words, a flag, a year, a whole number or a number."""
    for kind, columns in (("words", _WORDS), ("flag", _FLAGS), ("year", _YEARS), ("whole", _WHOLE)):
        if column in columns:
            return kind
    return "number"


def _card_kind(key: str) -> str:
    if key.endswith(_CARD_WORDS):
        return "words"
    if key.endswith("_is_assumption"):
        return "flag"
    return "year" if key.endswith("_year") else "number"


def _meta(meta: dict[str, Any]) -> Iterator[str]:
    kinds = dict.fromkeys(_META_YEARS, "year") | dict.fromkeys(_META_NUMBERS, "number")
    kinds |= dict.fromkeys(_META_WORDS, "words")
    for key in kinds:
        if meta.get(key) is None:
            yield f"meta lacks {key}"
    for key, value in meta.items():
        if key == _CARRIED:
            yield from (f"meta: {key}: {text}" for text in _inside(value) if text)
            continue
        text = _cell(kinds.get(key, "words" if isinstance(value, str) else "any"), value)
        if text:
            yield f"meta: {key}: {text}"
    if not any(_cell("year", meta.get(key)) or meta.get(key) is None for key in _META_YEARS):
        first, shown, solved = (meta[key] for key in _META_YEARS)
        if not first <= shown <= solved <= first + _MOST_YEARS:
            yield "meta: the years do not follow one another"


def _inside(value: Any) -> Iterator[str]:
    """What is wrong inside mappings and lists: the inputs that a plan carries are checked when they are used."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _inside(name)
            yield from _inside(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _inside(inner)
    else:
        yield _cell("any", value)


def _cell(kind: str, value: Any) -> str:
    """Why the value is none of its kind; empty if it is one."""
    if value is None or (kind == "flag" and isinstance(value, bool)):
        return ""
    if isinstance(value, str):
        return _words(value) if kind in ("words", "any") else "a text where a number belongs"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if kind == "any" and isinstance(value, bool) else "neither a number nor a text"
    if kind == "words" or kind == "flag":
        return "a number where a text belongs" if kind == "words" else "a number where true or false belongs"
    if not abs(value) < 1e300 or not math.isfinite(value):
        return "a number beyond all bounds"
    if kind in ("year", "whole") and value != int(value):
        return "no whole number"
    return "no year" if kind == "year" and value and not FIRST_YEAR <= value <= LAST_YEAR else ""


def _words(value: str) -> str:
    wild = CONTROL.search(value)
    return f"character U+{ord(wild.group()):04X} is not printable" if wild else ""
