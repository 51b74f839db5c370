"""Typed reading of plan rows: a cell is text, a number, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def maybe(row: Mapping[str, Any], key: str) -> float | None:
    """The number in a cell; None for a missing key, an empty cell or a text."""
    value = row.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def num(row: Mapping[str, Any], key: str) -> float:
    """The number in a cell, 0 if there is none."""
    return maybe(row, key) or 0.0


def whole(row: Mapping[str, Any], key: str) -> int:
    """The whole number in a cell (a year, a count), 0 if there is none."""
    return round(num(row, key))


def text(row: Mapping[str, Any], key: str) -> str:
    """The text in a cell; empty for none."""
    value = row.get(key)
    return "" if value is None else str(value)


def flag(row: Mapping[str, Any], key: str) -> bool:
    """A yes or no; the word "false" is no."""
    value = row.get(key)
    return value.strip().lower() in ("true", "yes", "1") if isinstance(value, str) else bool(value)
