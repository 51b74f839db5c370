"""Numbers and sentences of a comparison: every figure with its unit."""

from __future__ import annotations

from catchup.words import figures
from catchup.words.figures import money

MINUS = "−"
OVER = "over"
"""first word of a value that is cut off at a cap"""
OWNERS = {"public": "the public purse", "domestic": "domestic private payers", "foreign": "foreign payers"}


def show(value: float, unit: str) -> str:
    """A value with its unit, as a reader sees it."""
    return figures.years(value) if unit == "years" else _signless(value, unit)


def signed(value: float, unit: str) -> str:
    """A difference with its sign; zero has none. Shares differ by points."""
    if unit == "years":
        text = f"{abs(value):.1f} years"
    else:
        text = points(value) if unit == "share" else _size(abs(value), unit)
    if not any(c in "123456789" for c in text):
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def _signless(value: float, unit: str) -> str:
    text = _size(abs(value), unit)
    return f"{MINUS}{text}" if value < 0 and any(c in "123456789" for c in text) else text


def _size(value: float, unit: str) -> str:
    if unit == "USD m":
        return money(value)
    if unit == "share":
        return figures.percent(value, 0 if value >= 0.0995 or value == 0 else 1)
    if unit == "share of GDP":
        return f"{100 * value:.2f}% of GDP"
    if unit == "GW":
        return f"{value:.1f} GW" if value >= 0.095 or value == 0 else f"{value:.3f} GW"
    return f"{value:.2f}" if value < 9.995 else f"{value:,.1f}"


def points(share: float) -> str:
    """A difference of two shares in points."""
    value = abs(100 * share)
    text = f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"
    return f"{text} point" if text in ("1", "1.0") else f"{text} points"


def none_step(first: str, second: str) -> str:
    """Where one side has no number there is no difference, only a step."""
    return f"from {first} to {second}"


def listing(words: list[str], most: int = 0) -> str:
    """a, b and c; beyond `most` the rest is counted."""
    if most and len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def plain(value: object) -> str:
    """An input's value as written: numbers short, nothing else changed."""
    if value is None:
        return "not there"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)


def count(number: int, noun: str) -> str:
    """3 projects, 1 project, no projects."""
    return f"{number or 'no'} {noun}" if number == 1 else f"{number or 'no'} {noun}s"


def short(value: float) -> str:
    """Two significant digits, never in powers of ten."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 10 else f"{rounded:.10f}".rstrip("0").rstrip(".")
