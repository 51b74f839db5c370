"""What a strategy wants, and what its levers say in rows of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Series = Mapping[int, float]


@dataclass(frozen=True)
class Goal:
    """A target, softened at a price (USD m per unit missed), or hard where the price is None."""

    measure: str
    year: int | None
    at_least: float
    price: float | None


@dataclass(frozen=True)
class Commitment:
    """So much of an asset has to be ordered by a year; a unit short costs `price`.   [capacity units, USD m]"""

    asset: str
    amount: float
    by: int
    price: float


@dataclass(frozen=True)
class Policy:
    """What the strategy's levers say in rows of their own."""

    state_from_home: Series | None = None
    """part of the headline demand that may not be served by a service from abroad: the state's own   [fraction]"""
    export_share: float = 0.0
    """part of the output of supported plants that has to be sold abroad   [fraction]"""
    export_grace: int = 0
    """years of operation before it has to"""
    barred: frozenset[tuple[str, str, int]] = frozenset()
    """(asset, mode, year): orders without support, since the benchmark at the sunset would be missed"""
    supplier_cap: Series | None = None
    """most that one group of suppliers may give of a good   [fraction]"""
    supplier_part: Mapping[str, float] = field(default_factory=dict)
    """good -> part of what is bought abroad that comes from the group   [fraction]"""
    commitments: tuple[Commitment, ...] = ()
    cost: Series = field(default_factory=dict)
    """public cost of the levers a year   [USD m]"""
    revenue: Series = field(default_factory=dict)
    """public money that they recover a year   [USD m]"""
    recovered_value: Series = field(default_factory=dict)
    """what the country itself gains of that, waste that ends   [USD m]"""


@dataclass(frozen=True)
class Aim:
    """What the strategy wants."""

    objective: str
    second_stage_share: float
    new_orders: bool
    support: frozenset[str] | None
    """assets on which public money may be spent; None = all"""
    forbid: frozenset[str]
    beyond: bool
    location_rent: bool
    goals: tuple[Goal, ...]
