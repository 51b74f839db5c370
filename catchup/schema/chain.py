"""The chain file: commodities, processes, assets and final demands as a dependency graph."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catchup.quantity import (
    AnyUnit,
    Factor,
    Rate,
    Record,
    Share,
    Source,
    UsdBnPerYear,
    Years,
)
from catchup.schema.lever import Lever

Layer = Literal[
    "energy", "materials", "fabs", "memory", "packaging", "chips", "data_centres", "compute", "models", "people",
    "delivery",
]
Owner = Literal["pub", "dom", "for"]
Tier = Literal["A", "B", "C", "D"]


class LayerText(Record):
    """One of the eleven layers, as a page names it."""

    name: str
    question: str = Field(description="what a country needs from this layer, in a few words")


class Supplier(Record):
    """A single cited fact on who supplies a good. Not a table of shares."""

    holder: str
    share: Share
    basis: str = Field(description="what the share measures: headquarters or place of capacity")


class Commodity(Record):
    """What flows or is used."""

    name: str
    layer: Layer
    unit: str
    trade: Literal["none", "buy", "sell", "both"] = Field(description="what world trade offers in this good")
    price: AnyUnit | None = Field(default=None, description="world price in 2026, USD m per unit")
    price_growth: Rate | None = None
    market: UsdBnPerYear | None = Field(default=None, description="world market in 2026; needed where it is sold")
    market_growth: Rate | None = None
    freight: Share | None = Field(default=None, description="gap between import and export price")
    fading_rent: bool = Field(default=False, description="price follows the reference producer's cost, rents fade")
    offset: bool = Field(default=False, description="counts in the offset ratio")
    numeraire: Literal["world_price_dollars"] | None = Field(
        default=None, description="unit is dollars of that year's world price: price 1 in every year")
    suppliers: tuple[Supplier, ...] = ()
    denied_share: Share | None = Field(
        default=None, description="part of its imports that the denying group supplies; left out: none of it")


class Use(Record):
    """So much of an input for one unit of output (or, under an asset, for one unit of capacity)."""

    commodity: str
    amount: AnyUnit
    cooling: Factor | None = Field(
        default=None, description="power over that of the machines (PUE) inside the amount; the climate sets it")


class Staff(Record):
    """People of one skill for one unit of capacity in operation."""

    skill: str
    people: AnyUnit


class Process(Record):
    """Turns inputs into an output commodity at fixed coefficients; activity is measured in units of output."""

    name: str
    asset: str = Field(description="the asset whose capacity lets it run")
    output: str
    output_per_capacity: AnyUnit = Field(description="units of output a year from one unit of capacity at full use")
    inputs: tuple[Use, ...] = ()
    variable_cost: AnyUnit | None = Field(default=None, description="USD m per unit of output, local resources")
    by_products: tuple[Use, ...] = ()


class Access(Record):
    """Cumulative units that a country of each tier may order in a mode: precedent, not wish. No entry means none."""

    A: AnyUnit | Literal["open", "none"] = "none"
    B: AnyUnit | Literal["open", "none"] = "none"
    C: AnyUnit | Literal["open", "none"] = "none"
    D: AnyUnit | Literal["open", "none"] = "none"


class Mode(Record):
    """How and by whom an asset is obtained."""

    name: str
    owner: Owner
    technology: Literal["own", "licence", "joint_venture", "foreign"]
    access: Access
    precedent: str = Field(description="who would provide it, or that nobody does")
    control: Literal["home", "denying_group"] = Field(
        default="home", description="who can switch it off: what the denying group controls is lost under denial")


class GrowthLimit(Record):
    """Orders a year <= seed + rate x mean of the last three years' orders."""

    seed: AnyUnit
    rate: Rate
    seed_basis: Literal["capacity_units", "share_of_installed", "share_of_gdp"] = Field(
        default="capacity_units",
        description="seed in capacity units, as a share of what stands today, or as a share of GDP")
    floor: AnyUnit | None = Field(default=None, description="least seed, in capacity units")


class Experience(Record):
    """Units of own-technology orders need so many full unit-years of output of another asset first."""

    asset: str
    threshold: AnyUnit


class Host(Record):
    """An industry beside which an asset stands, since it lives on what that industry has anyway."""

    industry: str = Field(description="key among the profile's industries; a country that states none has none")
    name: str
    unit: str = Field(description="unit in which that industry is measured")
    per_unit: AnyUnit = Field(description="size of that industry for one capacity unit")


class Vintage(Record):
    """Technology that improves: a unit is a million dollars of hardware bought in year v."""

    yield_growth: Literal["hardware"] = Field(description="scenario path by which performance per dollar grows")
    occupancy_growth: Factor = Field(description="yearly factor on what a dollar of hardware occupies, below 1 = falls")


class Asset(Record):
    """Capacity that lets a process run, or that provides something just by standing there."""

    name: str
    layer: Layer
    capacity_unit: str
    kind: Literal["linear", "lumpy"]
    unit_size: AnyUnit | None = Field(default=None, description="size of one unit; needed where lumpy")
    capex: AnyUnit = Field(description="overnight cost, USD m per capacity unit, real 2025")
    fixed_om: Rate = Field(description="fixed operating cost as a share of capex a year")
    lead_years: Years
    life_years: Years
    ramp: tuple[Share, ...] = Field(default=(), description="share of full output in the first years of operation")
    qualification_years: Years | None = Field(default=None, description="years without sales of an entrant")
    local_share: Share = Field(description="share of capex to which the loss of public investment applies")
    overrun_excess: Share | None = Field(default=None, description="overrun above the average of public investment")
    equity_beta: Factor
    debt_share: Share
    price_decline: Rate = Field(description="yearly fall of the real price of the asset; tilts the annuity")
    growth: GrowthLimit
    staff: tuple[Staff, ...] = ()
    provides: tuple[Use, ...] = Field(default=(), description="what a unit of capacity provides by standing there")
    occupies: tuple[Use, ...] = Field(default=(), description="what a unit of capacity in place takes up")
    experience: Experience | None = None
    host: Host | None = None
    vintage: Vintage | None = None
    hardware: str | None = Field(
        default=None, description="commodity it consists of: without it nothing is added, and what stands wears out")
    modes: dict[str, Mode]
    no_free_lunch: str | None = Field(
        default=None, description="why an entrant may earn more, or less, than others do; told by `check --returns`")
    note: str | None = None


class Skill(Record):
    """A kind of people the chain needs."""

    name: str
    study_years: Years
    training_cost: AnyUnit = Field(description="public cost per person trained, USD")
    pay: AnyUnit = Field(description="yearly pay at home, USD, where the profile says nothing")


class DemandBlock(Record):
    """A slice of demand of falling value."""

    width: Share = Field(description="share of demand at world price")
    value: AnyUnit = Field(
        description="ratio: value per dollar of world price (spending anchor, export block); else USD m per unit")


class Route(Record):
    """A way to serve a demand; its age in years comes from the scenario."""

    commodity: str
    age: Literal["api_delay", "lag_open", "own_model", "none"]
    counts_at_home: bool = Field(description="may it count for the home-served lag (a closed foreign model may not)")
    name: str
    per_unit: AnyUnit = Field(description="units of the commodity for one unit of demand")


class FinalDemand(Record):
    """A demand that the plan may serve, in blocks of falling value."""

    name: str
    anchor: Literal["spending", "quantity"] = Field(
        description="spending: from GDP and the profile's usage; quantity: a figure of the profile")
    unit: str
    quantity: str | None = Field(default=None, description="path of the profile's figure, for the quantity anchor")
    routes: tuple[Route, ...]
    blocks: tuple[DemandBlock, ...]
    must_blocks: int = Field(description="the first so many blocks are the demand at world price")
    headline: bool = Field(default=False, description="the demand by which the home-served lag is measured")
    beyond: bool = Field(default=False, description="a benefit beyond the chain, shown apart and switchable")


class Economics(Record):
    """Terms of entry and trade that hold for every link."""

    entry_discount: Share
    entry_discount_years: Years
    export_blocks: tuple[DemandBlock, ...] = Field(description="width = share of world market, value = price factor")
    rent_fade: Rate
    normal_markup: Share
    reference_discount_rate: Rate


class Chain(Record):
    """The whole chain."""

    schema_: Literal["catchup/chain/1"] = Field(alias="schema")
    name: str
    denying_group: str | None = Field(
        default=None, description="who might deny: whose part of imports `denied_share` states, in a few words")
    sources: dict[str, Source]
    layers: dict[Layer, LayerText]
    economics: Economics
    skills: dict[str, Skill]
    commodities: dict[str, Commodity]
    assets: dict[str, Asset]
    processes: dict[str, Process]
    demands: dict[str, FinalDemand]
    levers: dict[str, Lever] = Field(default_factory=dict, description="policy instruments a strategy can pull")
    model: dict[str, AnyUnit] = Field(description="parameters of the planner that belong to no single asset")
