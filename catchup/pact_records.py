"""What a pact is worth, as plain numbers: money in USD m of present value unless said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """A country alone and with the pact, both against its own `import`."""

    iso3: str
    name: str
    alone: float
    """net benefit of its plan alone"""
    together: float
    """net benefit with the pact: its own cost paid, shipments settled"""
    informed: float
    """what shared information alone would add, without shipments and before the pact's cost"""
    pact_cost: float
    """public cost of the pact itself, at the cost of public funds"""
    public_alone: float
    public_together: float
    """net public cost of the plan"""
    received: float
    """for what it ships, at the world price"""
    paid: float
    """for what it is shipped, freight included"""
    home_alone: float
    home_together: float
    """share of the need of the last shown year that machines at home can serve   [fraction]"""
    partners_together: float
    partners_year: int | None
    """largest share of a year's need that partners' machines serve, and that year; None where they serve none"""

    @property
    def gain(self) -> float:
        """What the pact adds; below 0 it loses."""
        return self.together - self.alone

    @property
    def shipping(self) -> float:
        """The part of the gain that shipments bring: gain + cost of the pact - what information alone would add."""
        return self.gain + self.pact_cost - self.informed


@dataclass(frozen=True)
class Flow:
    """What one member ships to another over the shown years."""

    good: str
    name: str
    unit: str
    sender: str
    receiver: str
    first: int
    last: int
    volume: float
    """sum over the years, in `unit`"""
    most: float
    most_year: int
    """the largest year's volume, and that year"""
    value: float
    """at the world price, undiscounted   [USD m]"""
    freight: float
    """undiscounted   [USD m]"""
    pooled: bool


@dataclass(frozen=True)
class OrderChange:
    """Orders of an asset, by whatever owner, up to the last shown year, alone and with the pact."""

    iso3: str
    asset: str
    name: str
    unit: str
    alone: float
    together: float
    first_alone: int | None
    first_together: int | None
    capital_alone: float
    capital_together: float
    """all payers, undiscounted   [USD m]"""


@dataclass(frozen=True)
class Worth:
    """A pact between some countries under one strategy and scenario."""

    pact: str
    name: str
    says: str
    strategy: str
    scenario: str
    command: str
    """what makes the page with it again"""
    shown: int
    members: tuple[Member, ...]
    flows: tuple[Flow, ...]
    orders: tuple[OrderChange, ...]
    gap: float
    """how far both searches together may be from the best   [USD m]"""
    figures: int
    assumed: int
    """numbers of the pact file, and how many of them are assumptions"""

    @property
    def gain(self) -> float:
        """Of all members together."""
        return sum(member.gain for member in self.members)

    @property
    def losers(self) -> Sequence[Member]:
        """Members that lose more than the rounding of money on a page."""
        return [member for member in self.members if member.gain < -DUST]

    def transfers(self) -> list[tuple[str, str, float]]:
        """(payer, receiver, amount) that leave nobody worse off: each winner pays in proportion to its gain.

        Empty where the members together lose, since nobody then has enough to give.
        """
        winners = [member for member in self.members if member.gain > DUST]
        total = sum(member.gain for member in winners)
        if self.gain < -DUST or not winners:
            return []
        return [(winner.iso3, loser.iso3, -loser.gain * winner.gain / total)
                for loser in self.losers for winner in winners]


DUST = 0.5
"""a gain or loss under this is none   [USD m]"""
