"""ISO 3166 alpha-3 codes and English short names."""

from __future__ import annotations

import csv
from difflib import get_close_matches
from functools import lru_cache

from catchup.resources import data_dir


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """English short name of every ISO 3166 alpha-3 code."""
    with (data_dir() / "iso3166.csv").open(encoding="utf-8", newline="") as handle:
        return {row["iso3"]: row["name"] for row in csv.DictReader(handle)}


def nearest_codes(text: str, among: frozenset[str] | None = None, count: int = 3) -> list[str]:
    """Codes that the text may have meant, by English name first, then by spelling; only those in `among`."""
    names = {code: name for code, name in country_names().items() if among is None or code in among}
    by_name = {name.casefold(): code for code, name in names.items()}
    wanted = text.strip().casefold()
    found = [code for name, code in by_name.items() if len(wanted) > 3 and wanted in name]
    if len(wanted) > 3:
        found += [by_name[name] for name in get_close_matches(wanted, by_name, count, 0.6)]
    else:
        found += get_close_matches(wanted.upper(), names, count, 0.6)
    return list(dict.fromkeys(found))[:count]


def suggestion(codes: list[str]) -> str:
    """The codes as a question, e.g. `perhaps IDN (Indonesia)?`."""
    if not codes:
        return ""
    shown = [f"{code} ({country_names().get(code, '')})" for code in codes]
    return f"perhaps {' or '.join(shown)}?"
