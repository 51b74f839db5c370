"""Units of the files in words that a reader knows: "kwspm" is a thousand wafers a month, a fraction is a per cent."""

from __future__ import annotations

SHARES = ("share", "fraction")
BARE = frozenset({"", "ratio", "factor", "1", "dimensionless", "index"})
WORDS = {
    "kwspm": "thousand wafers a month", "kwpm": "thousand wafers a month", "k TEU": "thousand containers",
    "k km": "thousand km", "x/yr": "times a year", "1/yr": "a year", "WP$ m/USD m/yr": "USD of service a year per USD",
    "WP$ m": "USD m of service",
}
PARTS = {"k wafers": "thousand wafers", "k km": "thousand km", "k TEU": "thousand containers", "k places":
         "thousand places", "WP$ m": "USD m of service"}
COUNTED = {"team": "teams", "plant": "plants", "lab": "labs", "programme": "programmes", "line": "lines",
           "corpus": "corpora", "unit": "units"}
LONG = {" of GFCF": " of fixed investment", " of FDI inflow": " of foreign direct investment"}


def share_of(unit: str) -> str | None:
    """What follows the per cent sign: "fraction/yr" -> " a year", "share of GDP" -> " of GDP"; None if no share."""
    for word in SHARES:
        if unit == word or unit.startswith((f"{word} ", f"{word}/")):
            rest = unit.removeprefix(word)
            return LONG.get(rest, _slashes(rest))
    return None


def unit_words(unit: str) -> str:
    """A unit in words: "USD m/GW" -> "USD m per GW", "t/yr" -> "t a year"; empty for a bare number."""
    if unit in BARE:
        return ""
    return WORDS.get(unit) or _slashes(unit)


def _slashes(unit: str) -> str:
    parts = unit.replace("/yr", " a year").replace("/day", " a day").split("/")
    return " per ".join(PARTS.get(part, part) for part in parts)


def counted(unit: str) -> bool:
    """Is it counted in whole pieces, one team and three teams?"""
    return unit in COUNTED


def plural(unit: str, value: float) -> str:
    """ "team" -> "teams" unless there is one."""
    return unit if value == 1 else COUNTED.get(unit, unit)
