"""The strategy file: what the country wants and which means it allows itself."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catchup.quantity import AnyUnit, Record, Source
from catchup.schema.lever import LeverUse


class Target(Record):
    """A goal, softened at a stated price so that a shipped strategy never fails."""

    measure: Literal["offset_ratio", "home_share", "welfare_over_baseline"] = Field(
        description="offset of the AI bill, share of AI need that machines at home serve (both in a year), or net "
                    "benefit over import as a share of the budget of all years")
    year: int | None = Field(default=None, ge=2026, le=2045)
    at_least: AnyUnit
    price: AnyUnit | None = Field(default=None, description="USD m for one unit of the target missed; none = hard")


class Strategy(Record):
    """One strategy."""

    schema_: Literal["catchup/strategy/1"] = Field(alias="schema")
    id: str
    name: str
    says: str
    sources: dict[str, Source] = Field(default_factory=dict)
    objective: Literal["welfare", "public_cost", "home_value_then_welfare", "none"]
    second_stage_share: AnyUnit | None = Field(
        default=None, description="share of what is served under denial that is kept while net benefit is maximised")
    new_orders: bool = True
    new_support: bool = True
    public_money_on: tuple[str, ...] | Literal["all"] = Field(
        default="all", description="assets on which public money may be spent")
    forbid: tuple[str, ...] = Field(default=(), description="assets that the plan may not order")
    benefits_beyond: bool = Field(default=True, description="count power and ports for the rest of the economy")
    location_rent: bool = False
    denial_probability: AnyUnit | None = Field(
        default=None, description="chance that any one year is a year of denial, which the plan then counts; none: 0")
    targets: tuple[Target, ...] = ()
    levers: tuple[LeverUse, ...] = Field(default=(), description="policy instruments that are pulled")
