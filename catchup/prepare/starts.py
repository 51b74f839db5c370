"""How much of an asset builders of a country can start in a year before they have built any, and when units count."""

from __future__ import annotations

from collections.abc import Mapping

from catchup.figures import Figures
from catchup.model.problem import Calendar, Series
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile

PLENTY = 8.0
"""units that builders can start in a first year from which on parts of a unit are averages, and not counted"""


def seeds(
    figures: Figures, chain: Chain, profile: Profile, calendar: Calendar, gdp: Series, asset_id: str) -> Series:
    """Seed of the growth limit by year.   [capacity units a year]"""
    asset, base = chain.assets[asset_id], f"chain.assets.{asset_id}.growth"
    seed, floor = figures(f"{base}.seed"), figures.get(f"{base}.floor", 0.0)
    if asset.growth.seed_basis == "share_of_gdp":
        return {t: max(floor, seed * gdp[t]) for t in calendar.years}
    if asset.growth.seed_basis == "share_of_installed":
        seed *= _installed(figures, profile, asset_id)
    if asset.kind == "lumpy" and "unit" in asset.growth.seed.unit:
        seed *= figures(f"chain.assets.{asset_id}.unit_size")
    return dict.fromkeys(calendar.years, max(floor, seed))


def whole_unit(figures: Figures, chain: Chain, asset_id: str, seed: Mapping[int, float]) -> float | None:
    """Size of a unit where units are counted: a lumpy asset of which few are begun in a year.   [capacity units]"""
    if chain.assets[asset_id].kind != "lumpy":
        return None
    size = figures(f"chain.assets.{asset_id}.unit_size")
    return None if min(seed.values()) >= PLENTY * size else size


def _installed(figures: Figures, profile: Profile, asset_id: str) -> float:
    for index, entry in enumerate(profile.existing):
        if entry.asset == asset_id:
            return figures(f"profile.existing.{index}.capacity")
    return figures("profile.power.installed")
