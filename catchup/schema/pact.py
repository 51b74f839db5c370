"""The pact file: what countries that plan together allow each other, and what it costs them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catchup.quantity import Factor, Record, Share, Source
from catchup.schema.lever import Effect


class ArcFreight(Record):
    """Freight from one member to another, where it differs from that of the others."""

    from_: str = Field(alias="from", description="member that ships, ISO 3166 alpha-3")
    to: str = Field(description="member that receives, ISO 3166 alpha-3")
    freight: Factor = Field(description="freight over what the receiver pays for the same good from world trade")


class FreeTrade(Record):
    """Goods that members sell each other at the world price, without duty and without an entrant's discount."""

    goods: tuple[str, ...] | Literal["all"] = Field(
        description="commodities, or all that the chain can make and that have a world price")
    freight: Factor = Field(description="freight over what the receiver pays for the same good from world trade")
    arcs: tuple[ArcFreight, ...] = ()


class Pooled(Record):
    """Goods that members take from each other's capacity from its first year, without years of qualification."""

    goods: tuple[str, ...] = Field(min_length=1, description="commodities, e.g. compute_service")
    carriage: Share = Field(description="what it costs to bring a unit to a partner, as a share of its price")


class Pact(Record):
    """An agreement that any two or more countries can join, or only those that it names."""

    schema_: Literal["catchup/pact/1"] = Field(alias="schema")
    id: str
    name: str
    says: str
    sources: dict[str, Source] = Field(default_factory=dict)
    members: tuple[str, ...] = Field(default=(), description="ISO 3166 alpha-3; left out: whoever is named")
    free_trade: FreeTrade | None = None
    pooled: Pooled | None = None
    shared: tuple[Effect, ...] = Field(
        default=(), description="information shared: figures that differ for every member under the pact")
    cost: Share | None = Field(default=None, description="public cost a year, a share of each member's GDP")
