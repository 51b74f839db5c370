"""Levers: what a policy changes, what it costs, and whom."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catchup.quantity import AnyUnit, Record

Mechanism = Literal[
    "tariff", "procurement", "sunset", "export_share", "commit", "reform", "revenue", "forbid_route", "distillation",
    "supplier_share"]


class Effect(Record):
    """A figure of the files that is different while the lever is on."""

    figure: str = Field(description="path of the figure, e.g. chain.assets.grid_connection.lead_years")
    by: Literal["times", "plus"]
    change: AnyUnit = Field(description="what the figure is multiplied by, or what is added to it")


class Lever(Record):
    """A policy instrument: effects on figures, or a mechanism with rows of its own, and a yearly public cost."""

    name: str
    says: str = Field(description="what the state does")
    asked_for: tuple[str, ...] = Field(default=(), description="rows of the project's list of levers")
    pays: str = Field(description="who pays for it")
    gains: str = Field(description="who gains")
    limits: str = Field(description="what it cannot do, or how far the figures carry")
    cost: AnyUnit | None = Field(default=None, description="public cost a year: a share of GDP, or USD m/yr")
    effects: tuple[Effect, ...] = ()
    mechanism: Mechanism | None = Field(default=None, description="rows that figures alone cannot say")
    settings: dict[str, AnyUnit] = Field(default_factory=dict, description="numbers of the mechanism")
    goods: tuple[str, ...] = Field(default=(), description="commodities that the mechanism is about")
    asset: str | None = Field(default=None, description="asset that the mechanism is about")
    without_effect: str | None = Field(default=None, description="why it changes nothing, where that is known")


class LeverUse(Record):
    """A lever that a strategy pulls, with its own numbers where they differ from the chain's."""

    lever: str
    settings: dict[str, AnyUnit] = Field(default_factory=dict)
