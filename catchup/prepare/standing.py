"""Capacity that stands today or is under way, by asset, mode and year, and the public cash still owed to it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from catchup.figures import Figures
from catchup.model.problem import Calendar
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile, Programme


@dataclass(frozen=True)
class UnderWay:
    """A programme as the deterministic plan counts it."""

    index: int
    name: str
    asset: str
    mode: str
    capacity: float
    online: int
    chance: float
    counted: bool


class StandingStock:
    """Existing capacity retires over its life; programmes enter whole, in part or not at all (by chance of status)."""

    def __init__(self, figures: Figures, profile: Profile, chain: Chain, calendar: Calendar) -> None:
        self.figures = figures
        self.profile = profile
        self.chain = chain
        self.calendar = calendar
        self.programmes = tuple(self._under_way(i, p) for i, p in enumerate(profile.programmes) if _adds(p))

    def _under_way(self, index: int, programme: Programme) -> UnderWay:
        """A lump enters whole if its chance is above the threshold, a portfolio at chance x size; all slip."""
        figures = self.figures
        chance = figures(f"chain.model.programme_chance_{programme.status}")
        slip = figures(f"chain.model.programme_slip_{programme.status}")
        size = figures(f"profile.programmes.{index}.capacity")
        counted = chance > figures("chain.model.programme_lump_threshold")
        if programme.portfolio == "continuous":
            size, counted = size * chance, chance > 0
        stated = programme.online_year or self.calendar.first + 1
        online = stated + math.ceil(slip - 1e-9)
        asset = programme.asset or ""
        return UnderWay(index, programme.name, asset, self._mode(asset, programme.owner), size if counted else 0.0,
                        online, chance, counted)

    def _mode(self, asset: str, owner: str) -> str:
        """The mode of an asset in which this owner would hold it; a mixed owner counts as domestic."""
        wanted = "dom" if owner == "mixed" else owner
        modes = self.chain.assets[asset].modes
        for mode_id, mode in modes.items():
            if mode.owner == wanted:
                return mode_id
        return next(iter(modes))

    def any(self, asset: str, mode: str) -> bool:
        """Does anything stand or come in this mode?"""
        return any(self._at(e.asset, e.mode, e.owner) == (asset, mode) for e in self.profile.existing) or any(
            p.asset == asset and p.mode == mode and p.capacity > 0 for p in self.programmes
        )

    def _at(self, asset: str, mode: str | None, owner: str) -> tuple[str, str]:
        return asset, mode or self._mode(asset, owner)

    def existing(self, asset: str, mode: str, life: int) -> dict[int, float]:
        """Capacity of today still standing in a year: of one age to the end of its life, of all ages in a line."""
        figures, first = self.figures, self.calendar.first
        out = dict.fromkeys(self.calendar.years, 0.0)
        for index, entry in enumerate(self.profile.existing):
            if self._at(entry.asset, entry.mode, entry.owner) != (asset, mode):
                continue
            size = figures(f"profile.existing.{index}.capacity")
            size *= figures.get(f"profile.existing.{index}.free_share", 1.0)
            for t in out:
                even = max(0.0, 1.0 - (t - first) / life)
                out[t] += size * (even if entry.in_service is None else float(t < entry.in_service + life))
        return out

    def programme(self, asset: str, mode: str, life: int) -> dict[int, float]:
        """Capacity of programmes under way, from their slipped year on."""
        out = dict.fromkeys(self.calendar.years, 0.0)
        for item in self.programmes:
            if (item.asset, item.mode) == (asset, mode):
                for t in out:
                    if item.online <= t < item.online + life:
                        out[t] += item.capacity
        return out

    def carried(self, asset: str) -> dict[int, float]:
        """Programmes as if ordered in the three years to the first: they raise the growth limit."""
        first = self.calendar.first
        total = sum(p.capacity for p in self.programmes if p.asset == asset and p.online > first)
        return {t: (total / 3.0 if first - 3 < t <= first else 0.0) for t in range(first - 3, self.calendar.last + 1)}

    def committed(self) -> dict[int, float]:
        """Public cash still owed to programmes.   [USD m a year]"""
        out = dict.fromkeys(self.calendar.years, 0.0)
        for index, programme in enumerate(self.profile.programmes):
            for position, payment in enumerate(programme.committed):
                if payment.year in out:
                    out[payment.year] += self.figures(f"profile.programmes.{index}.committed.{position}.amount")
        return out


def _adds(programme: Programme) -> bool:
    return programme.role == "project" and programme.asset is not None and programme.capacity is not None
