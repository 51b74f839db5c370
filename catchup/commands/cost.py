"""`catchup cost`: what an hour of compute costs to make at home, by country and year."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catchup.commands.cost_text import MOST_TABLES, cost_text
from catchup.commands.inputs import DEFAULT_STRATEGY, Case, open_records, split_list
from catchup.commands.listing import country_codes
from catchup.commands.make import Made, with_one_table
from catchup.commands.progress import Steps
from catchup.errors import InputError, Problem
from catchup.files import check_target
from catchup.harmless import Cell
from catchup.harmless import csv_text as spreadsheet
from catchup.levelised import COMPONENTS, Levelised
from catchup.levelised_ranges import SHOWN as INPUTS_SHOWN
from catchup.levelised_ranges import Costed, costed

USUAL_YEARS = (2026, 2030, 2035)
CSV_HEADER = ("iso3", "year", "item", "usd_per_h100e_hour", "usd_per_world_price_dollar", "low", "high")
REFERENCE = "reference"


@dataclass(frozen=True)
class Country:
    """The cost of a country, or of the reference producer, and the file that it was read from."""

    code: str
    name: str
    shown: str
    found: Costed
    in_climate: bool = False
    """does its cooling follow from its climate?"""


def cost(
    refs: Sequence[str], scenario: str, years: Sequence[int], steps: Steps, *, as_json: bool, table: Path | None,
    force: bool,
) -> Made:
    """Costs of some countries (all, where none is named) and of the reference producer."""
    if table is not None:
        force = force or _is_own(table)
        check_target(table, force=force)
    with steps:
        countries, reference, future = read_costs(refs, scenario, tuple(years), steps)
    return with_one_table(
        lambda: cost_text(countries, reference, future), (), table, lambda: csv_text([*countries, reference]), force,
        json_text(countries, reference, future) if as_json else None)


def read_costs(
    refs: Sequence[str], scenario: str, years: tuple[int, ...], steps: Steps
) -> tuple[list[Country], Country, str]:
    """Every country with its cost, the reference producer, and the scenario used."""
    from catchup.figures import collect
    from catchup.prepare.build import calendar_of

    cases = [Case(ref, DEFAULT_STRATEGY, scenario) for ref in dict.fromkeys(refs or country_codes())]
    profiles, chain, future, strategy = open_records(cases)
    countries, reference = [], None
    for number, (loaded, profile) in enumerate(profiles):
        if len(profiles) > MOST_TABLES:
            steps(f"cost of {profile.country.short_name}", number / len(profiles))
        figures = collect(profile, chain.record, future.record, strategy.record)
        calendar = calendar_of(profile.as_of)
        found = costed(figures, chain.record, calendar, years)
        code = profile.country.iso3
        countries.append(Country(code, profile.country.short_name, loaded.shown, found, profile.climate is not None))
        if reference is None:
            world = costed(figures, chain.record, calendar, years, at_home=False)
            reference = Country(REFERENCE, "Reference producer", chain.shown, world)
    assert reference is not None
    return countries, reference, future.record.id


def wanted_years(text: str | None, first: int | None, last: int | None) -> tuple[int, ...]:
    """Years of `--years A,B` or `--from A --to B`. Raises InputError for what is no year of the model."""
    from catchup.prepare.build import FIRST, SHOWN

    span = f"write years from {FIRST} to {SHOWN}, e.g. --years 2026,2030 or --from 2026 --to 2030"
    if text is not None and (first is not None or last is not None):
        raise _wrong("--years", "goes without --from and --to", span)
    if text is not None:
        words = split_list(text)
        if not words or not all(word.isdecimal() for word in words):
            raise _wrong("--years", f'"{text}" is not a list of years', span)
        years = tuple(sorted({int(word) for word in words}))
    elif first is not None or last is not None:
        start, end = FIRST if first is None else first, SHOWN if last is None else last
        if start > end:
            raise _wrong("--from", f"{start} is after --to {end}", span)
        _check_years((start, end), "--from", "--to", span)
        years = tuple(range(start, end + 1))
    else:
        years = USUAL_YEARS
    _check_years(years, "--years", "--years", span)
    return years


def _check_years(years: tuple[int, ...], first: str, last: str, span: str) -> None:
    from catchup.prepare.build import FIRST, SHOWN

    for year in years:
        if not FIRST <= year <= SHOWN:
            raise _wrong(first if year == years[0] else last, f"{year} is not a year of the model", span)


def csv_text(countries: Sequence[Country]) -> str:
    """One line a country, year and component, then total with its range and the world price."""
    rows: list[Sequence[Cell]] = [CSV_HEADER]
    for country in countries:
        for year, item in country.found.costs.items():
            for name, _ in COMPONENTS:
                value = item.parts[name]
                rows.append((country.code, year, name, _round(value), _round(value / item.world_price), "", ""))
            low, high = country.found.total_range(year)
            total = (_round(item.total), _round(item.ratio), _round(low), _round(high))
            rows.append((country.code, year, "total", *total))
            rows.append((country.code, year, "world_price", _round(item.world_price), 1, "", ""))
    return spreadsheet(rows)


def json_text(countries: Sequence[Country], reference: Country, scenario: str) -> str:
    """All of it as JSON."""
    content = {
        "schema": "catchup/cost/1", "scenario": scenario, "unit": "USD per H100e-hour, real 2025",
        "countries": [_country_json(country) for country in countries], "reference": _country_json(reference),
    }
    return json.dumps(content, indent=1, ensure_ascii=False)


def _country_json(country: Country) -> dict[str, Any]:
    first = next(iter(country.found.costs))
    inputs = [
        {"path": swing.path, "name": swing.name, "ratio_at_low": _round(swing.low[first].ratio),
         "ratio_at_high": _round(swing.high[first].ratio)} for swing in country.found.swings[:INPUTS_SHOWN]]
    years = [_year_json(country.found, item) for item in country.found.costs.values()]
    return {"code": country.code, "name": country.name, "file": country.shown, "years": years, "strongest": inputs}


def _year_json(found: Costed, item: Levelised) -> dict[str, Any]:
    low, high = found.total_range(item.year)
    least, most = found.ratio_range(item.year)
    return {
        "year": item.year, "parts": {name: _round(value) for name, value in item.parts.items()},
        "total": _round(item.total), "low": _round(low), "high": _round(high), "world_price": _round(item.world_price),
        "ratio": _round(item.ratio), "ratio_low": _round(least), "ratio_high": _round(most),
        "ratio_to_buying": _round(item.buy_ratio), "pue": _round(item.pue),
        "upfront_usd_m_per_gw": _round(item.upfront_usd_m_per_gw),
        "yearly_usd_m_per_gw": _round(item.yearly_usd_m_per_gw),
    }


def _round(value: float) -> float:
    return float(f"{value:.6g}")


def _is_own(path: Path) -> bool:
    """Is it a table of ours? Told by its first line."""
    try:
        with path.open("rb") as file:
            return file.readline(400).strip() == ",".join(CSV_HEADER).encode()
    except OSError:
        return False


def _wrong(where: str, message: str, hint: str) -> InputError:
    return InputError([Problem(where, 0, 0, "E062", message, hint)])
