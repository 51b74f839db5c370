"""Statements: sentences about a country or about plans for it that a reader can dispute and the program tests."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catchup.quantity import Record

Measure = Literal["peak_public_share_of_gdp", "home_share"]


class PlanClaim(Record):
    """What plans do or do not do: one of the first six keys, and the keys that go with it."""

    no_order_of: tuple[str, ...] | None = Field(
        default=None, description="assets that no plan orders; with `before`, none is ordered before that year")
    no_output_of: tuple[str, ...] | None = Field(
        default=None, description="assets ordered by a plan that give nothing before the year `before`")
    order_of: tuple[str, ...] | None = Field(
        default=None, description="assets of which every plan orders at least one; with `before`, before that year")
    capacity_of: str | None = Field(
        default=None, description="asset that stands in `year`, all of it: today's, programmes, orders and what is let")
    power_before: str | None = Field(
        default=None, description="asset of which what is new never draws more firm power than there is that year")
    measure: Measure | None = Field(default=None, description="a figure of the plan; of `year` where one is given")
    strategies: tuple[str, ...] | Literal["all"] = Field(
        description="ids of strategies, or all: the seven that every brief compares")
    before: int | None = Field(default=None, ge=2026, le=2045)
    year: int | None = Field(default=None, ge=2026, le=2045)
    between: tuple[float, ...] | None = Field(default=None, description="least and most, in `unit`")
    at_least: float | None = None
    at_most: float | None = None
    unit: str | None = Field(default=None, description="unit of the bounds of `capacity_of`")


class Statement(Record):
    """One sentence about a figure of this file (`figure`) or about plans (`plan`), with what would make it false."""

    say: str = Field(min_length=1, description="the sentence, in plain words")
    figure: str | None = Field(
        default=None,
        description="path of a figure of this file, e.g. power.generation, existing.data_centre.capacity, "
                    "local.assets.data_centre.capex, or programmes.<name>.cost")
    over: str | None = Field(default=None, description="path of a second figure, by which the first is divided")
    between: tuple[float, ...] | None = Field(default=None, description="least and most, in `unit`")
    at_least: float | None = None
    at_most: float | None = None
    unit: str | None = Field(default=None, description="unit of the bounds")
    plan: PlanClaim | None = Field(default=None, description="what plans do; tested by `catchup check --plans`")
    source: str | None = Field(default=None, description="id of an entry in `sources`")
    because: str | None = Field(default=None, description="why one should believe it")
