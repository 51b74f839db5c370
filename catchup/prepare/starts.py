"""How much of an asset builders of a country can start in a year before they have built any, and the size of a unit."""

from __future__ import annotations

from catchup.figures import Figures
from catchup.model.problem import Calendar, Series
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile


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


def whole_unit(figures: Figures, chain: Chain, asset_id: str) -> float | None:
    """Size of a unit of a lumpy asset, however many are begun in a year.   [capacity units]"""
    return figures(f"chain.assets.{asset_id}.unit_size") if chain.assets[asset_id].kind == "lumpy" else None


def _installed(figures: Figures, profile: Profile, asset_id: str) -> float:
    for index, entry in enumerate(profile.existing):
        if entry.asset == asset_id:
            return figures(f"profile.existing.{index}.capacity")
    return figures("profile.power.installed")
