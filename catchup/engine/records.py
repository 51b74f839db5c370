"""The model file: periods, sites, commodities, processes, units of capacity and what may be built, traded and spent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catchup.engine.fields import (
    Amount,
    ByCommodity,
    ByUnit,
    Cap,
    Ceiling,
    Commodities,
    Contents,
    Cost,
    Income,
    Keyed,
    Kinds,
    Link,
    LinkCap,
    LinkTable,
    Name,
    Number,
    Periods,
    Points,
    Price,
    Processes,
    Right,
    Sites,
    Sizes,
    Some,
    Units,
    Whole,
)
from catchup.quantity import Record

Kind = Literal[
    "operation", "purchase", "extraction", "freight", "tariff", "import", "export", "sale", "unmet", "disposal",
    "investment", "upkeep", "salvage", "terminal"]
"""what money is paid or earned for"""
Of = Literal[
    "activity", "production", "use", "purchase", "extraction", "import", "export", "sale", "unmet", "disposal", "flow",
    "capacity", "new_capacity", "investment"]
"""quantities that a limit may count"""


class Period(Record):
    """One period: its length, and apart from it what a yearly and a single payment in it are worth."""

    id: Name
    years: Number = Field(default=1.0, gt=0, description="length")
    weight: Number | None = Field(
        default=None, ge=0, description="worth of 1 a year in every year of the period [default: from discount_rate]")
    factor: Number | None = Field(
        default=None, ge=0, description="worth of 1 paid at its start [default: from discount_rate]")


class MeasuredIn(Record):
    """Units for the reader; the figures of a file are taken as they are."""

    money: str = "money"
    quantity: str = "units"


class Investment(Record):
    """How building is paid: by a yearly annuity, or at once with a salvage value at the end."""

    mode: Literal["annuity", "overnight"]
    salvage: Literal["straight_line", "none"] = "straight_line"
    end_factor: Number | None = Field(
        default=None, ge=0, description="worth of 1 at the end of the horizon [default: from discount_rate]")


class Commodity(Record):
    """A good: what is left over may be dumped, may not be, or is disposed of at a cost."""

    name: str | None = None
    unit: str | None = None
    disposal: Literal["free", "forbidden", "paid"] = "free"
    disposal_cost: Cost = 0.0
    content: dict[str, Number] = Field(default_factory=dict, description="attributes in one unit: {sulphur: 0.02}")


class Process(Record):
    """Inputs (below zero) and outputs (above) for one unit of level, and the capacity it uses."""

    io: Annotated[ByCommodity, Some()]
    uses: ByUnit = Field(default_factory=dict)
    sites: Sites = "all"
    periods: Periods = "all"
    cost: Price = 0.0


class Unit(Record):
    """Capacity: what stands, how much of it can be used, what it costs to keep, what it is worth at the end."""

    existing: Amount = 0.0
    availability: Cap = 1.0
    upkeep: Amount = 0.0
    terminal_value: Number = 0.0


class Expansion(Record):
    """A way to build a unit: its cost curve, its lead, its life, and when it must, may or may not be built."""

    name: Name | None = None
    unit: Units
    sites: Sites = "all"
    periods: Periods = Field(default="all", description="window in which building may start")
    kind: Literal["linear", "fixed_charge", "piecewise", "sizes", "whole", "conversion"]
    cost: Cost = 0.0
    fixed_cost: Cost = 0.0
    max_size: Cap = None
    points: Points = Field(default=(), description="piecewise: size, cost")
    mix: Literal["neighbours", "any"] = "neighbours"
    sizes: Sizes = Field(default=(), description="sizes to choose from: size, cost")
    size: Number | None = Field(default=None, gt=0, description="whole: capacity of one")
    from_unit: Units = None
    ratio: Number = Field(default=1.0, gt=0, description="conversion: new capacity from one unit of the old")
    lead: Whole = Field(default=0, ge=0, description="periods from building to service")
    life: Number | None = Field(default=None, gt=0, description="years in service [default: to the end]")
    annuity: Number | None = Field(default=None, ge=0, description="yearly payment per 1 of cost")
    upkeep: Cost = None
    committed: Amount = 0.0
    forbidden: Periods = Field(default=None, description="periods in which it may not be built, or all")


class Purchase(Record):
    """Local supply at a price."""

    name: Name | None = None
    commodities: Commodities
    sites: Sites = "all"
    periods: Periods = "all"
    price: Price
    cap: Cap = None


class Trade(Record):
    """Imports or exports at a site: price, freight and tariff per unit, and a cap."""

    name: Name | None = None
    commodities: Commodities
    sites: Sites = "all"
    periods: Periods = "all"
    price: Price
    freight: Price = 0.0
    tariff: Price = 0.0
    cap: Cap = None


class Step(Record):
    """Part of a stock that can be had at one cost."""

    cost: Cost
    stock: Number = Field(ge=0, description="over the whole horizon")


class Stock(Record):
    """A finite stock in steps of rising cost; its use is counted as years x yearly rate."""

    name: Name | None = None
    commodity: Commodities
    site: Sites
    periods: Periods = "all"
    steps: Annotated[tuple[Step, ...], Some()]
    rate: Cap = Field(default=None, description="most in a year, all steps together")


class Arc(Record):
    """Links from site to site for some commodities; the table of freights says which."""

    name: Name | None = None
    commodities: Commodities
    periods: Periods = "all"
    freight: LinkTable
    tariff: Link = 0.0
    cap: LinkCap = None
    loss: Number = Field(default=0.0, ge=0, lt=1)


class Demand(Record):
    """What a market takes: it must be met, or may be missed at a price, or is served for its value."""

    name: Name | None = None
    commodity: Commodities
    sites: Sites = None
    amount: Amount
    unmet_price: Cost = None
    value: Price = None


class Filtered(Record):
    """Only what is named counts; all of it where nothing is named."""

    commodities: Commodities = None
    processes: Processes = None
    units: Units = None
    sites: Sites = None


class Term(Filtered):
    """A sum over all that fits the filters, times a number and, where named, the content of an attribute."""

    of: Of
    times: Number = 1.0
    content: Contents = None
    from_: Sites = Field(default=None, alias="from")
    to: Sites = None


class Limit(Record):
    """A linear row: in each period, or as one sum over the periods or over their years."""

    name: Name
    terms: Annotated[tuple[Term, ...], Some()]
    at_most: Right = None
    at_least: Right = None
    exactly: Right = None
    periods: Periods = "all"
    over: Literal["each", "periods", "years"] = "each"


class Paid(Filtered):
    """Which payments a budget bears, and what share of them; earnings of these kinds fill it."""

    kinds: Kinds
    share: Number = 1.0


class Borrowing(Record):
    """Debt with yearly interest, up to a ceiling."""

    rate: Number = 0.0
    ceiling: Ceiling = None


class Saving(Record):
    """What is left is kept, with yearly interest."""

    rate: Number = 0.0


class Budget(Record):
    """Money that is scarce: so much in each period (for all its years), with debt, savings and a worth at the end."""

    amount: Income
    pays: Annotated[tuple[Paid, ...], Some()]
    borrowing: Borrowing | None = None
    saving: Saving | None = None
    terminal_value: Number | None = Field(
        default=None, description="worth of 1 held or owed at the end [default: 0, and no debt may be left]")


class Model(Record):
    """One planning model."""

    schema_: Literal["catchup/model/1"] = Field(alias="schema")
    name: Name
    title: str | None = None
    source: str | None = None
    objective: Literal["minimise", "maximise"] = "minimise"
    objective_scale: Number = Field(default=1.0, gt=0, description="the objective is shown times this")
    measured_in: MeasuredIn = MeasuredIn()
    discount_rate: Number = Field(default=0.0, ge=0)
    investment: Investment | None = None
    working_capital: Annotated[dict[str, Number], Keyed("kinds")] = Field(
        default_factory=dict, description="rate by kind of cost: these cost 1 + rate as much")
    periods: Annotated[tuple[Period, ...], Some()]
    sites: Annotated[tuple[Name, ...], Some()]
    commodities: Annotated[dict[str, Commodity], Some()]
    processes: dict[str, Process] = Field(default_factory=dict)
    units: dict[str, Unit] = Field(default_factory=dict)
    expansions: tuple[Expansion, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    stocks: tuple[Stock, ...] = ()
    imports: tuple[Trade, ...] = ()
    exports: tuple[Trade, ...] = ()
    arcs: tuple[Arc, ...] = ()
    demand: tuple[Demand, ...] = ()
    limits: tuple[Limit, ...] = ()
    budgets: dict[str, Budget] = Field(default_factory=dict)
