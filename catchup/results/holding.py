"""Everything about one asset that the rows say: ways to get it, and what holds its orders back."""

from __future__ import annotations

from typing import Any

from catchup.model.rows import parts
from catchup.results.reading import Solved
from catchup.results.words import pressures, row_sentence


def holds(solved: Solved) -> list[dict[str, Any]]:
    """Rows that press on the orders of each asset, with what they add to its cost.   [USD m per unit, PV]"""
    found: dict[str, dict[tuple[str, str], dict[int, tuple[float, str]]]] = {}
    units: dict[str, str] = {}
    for placed in solved.placed():
        units[placed.tech.asset] = placed.tech.unit
        for name, charge in pressures(solved, placed).items():
            family, _, thing, year = parts(name)
            years = found.setdefault(placed.tech.asset, {}).setdefault((family, thing), {})
            years[int(year)] = max(years.get(int(year), (0.0, name)), (charge / placed.order.size, name))
    rows: list[dict[str, Any]] = []
    for asset, limits in found.items():
        for (family, thing), years in limits.items():
            worth, name = max(years.values())
            rows.append({
                "asset": asset, "family": family, "item": thing, "first_year": min(years), "last_year": max(years),
                "usd_m_per_unit": worth, "unit": units[asset], "sentence": row_sentence(solved, name)})
    rows.sort(key=lambda r: (r["asset"], -r["usd_m_per_unit"], r["family"], r["item"]))
    return rows


def ways(solved: Solved) -> list[dict[str, Any]]:
    """Cost, lead time, gap and access of every way to get an asset, by order year."""
    calendar = solved.problem.calendar
    return [
        {"asset": tech.asset, "mode": tech.mode, "mode_name": tech.mode_name, "owner": tech.owner, "year": year,
         "cost_usd_m": tech.capex[year], "unit": tech.unit,
         "lead_years": min(tech.lead[channel] for channel in tech.channels(year)),
         "gap": tech.gap[year], "access": tech.access, "precedent": tech.precedent}
        for tech in solved.problem.techs for year in range(calendar.first_order, calendar.shown + 1)]
