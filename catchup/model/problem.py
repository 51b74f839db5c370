"""What the rows are built from: plain numbers by year, no files and no units left to convert.

Money is USD m, real 2025. A `Series` is a value for every solved year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from catchup.model.aims import Aim, Policy
from catchup.model.aims import Series as Series
from catchup.model.means import Delivery as Delivery
from catchup.model.means import Money as Money
from catchup.model.means import Skill as Skill
from catchup.model.shocks import Denial, ImportCap

Owner = Literal["pub", "dom", "for"]
PRIVATE, ORDINARY, MISSION = "private", "ordinary", "mission"


@dataclass(frozen=True)
class Calendar:
    """First and last solved year, last shown year, first year in which the plan may order."""

    first: int
    last: int
    shown: int
    first_order: int

    @property
    def years(self) -> range:
        """All solved years."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class ExportBlock:
    """So much can be sold at this share of the world price.   [commodity units a year]"""

    width: Series
    factor: float


@dataclass(frozen=True)
class Good:
    """A commodity of one country."""

    id: str
    name: str
    layer: str
    unit: str
    buy_price: Series | None
    sell_price: Series | None
    home_price: Series
    blocks: tuple[ExportBlock, ...]
    supply: Series
    """given from outside the plan (what today's grid has to spare): adds to the balance"""
    given: bool
    """today's capacity has its share of this good already; only what is new takes from the balance"""
    offset: bool
    tariff: float = 0.0
    """duty on what is bought abroad, a share of its price: paid by users to the state"""


@dataclass(frozen=True)
class Vintage:
    """Hardware whose yield per unit falls behind new hardware by `growth` a year."""

    growth: float
    occupancy_growth: float


@dataclass(frozen=True)
class Tech:
    """One asset in one mode: who builds it, what it costs him and the state, what stands already."""

    asset: str
    mode: str
    name: str
    mode_name: str
    precedent: str
    layer: str
    unit: str
    owner: Owner
    weight: float
    """experience that a unit-year of operation gives"""
    own_technology: bool
    unit_size: float | None
    """size of a whole unit, None where any amount may be ordered"""
    access: float | None
    """cumulative capacity that anybody would provide; None = no gate"""
    existing: Series
    programme: Series
    lead: Mapping[str, int]
    """years from order to first output, by channel"""
    ramp: tuple[float, ...]
    life: int
    capex: Series
    gap: Series
    """part of capex that no investor covers at scenario prices, 0 to 1"""
    efficiency: Mapping[str, Series]
    """value for money of the public part, by channel"""
    overrun: float
    private_annuity: Mapping[tuple[str, int], float]
    """PV of the owner's capital cost charged inside the horizon, per unit ordered, by channel and year"""
    public_annuity: Mapping[tuple[str, int], float]
    """the state's part of the same with its losses, before the cost of public funds"""
    import_annuity: Series
    """yearly annuity of the imported part, per unit ordered in a year"""
    depreciation: float | None
    """yearly allowance against tax per unit; None where nothing is sold at a price, and nothing taxed"""
    fixed_om: float
    staff: Mapping[str, float]
    staff_cost: float
    provides: Mapping[str, float]
    occupies: Mapping[str, float]
    vintage: Vintage | None
    qualification: int
    discount_years: int
    offset: bool
    local_share: float
    rent: float
    """yearly fees and rent that a foreign owner leaves in the country, USD m per unit"""
    denied: bool = False
    """the denying group can switch it off"""
    hardware: str | None = None
    """good of which its units consist"""
    beside: str = ""
    """the industry that it needs beside it, where this and not a provider is what limits it"""

    @cached_property
    def key(self) -> tuple[str, str]:
        """(asset, mode)"""
        return self.asset, self.mode

    @cached_property
    def shares(self) -> Mapping[int, float]:
        """Share of full output by year of operation, 0 = first; a year without any is left out."""
        ramp = (*self.ramp[:self.life], *[1.0] * (self.life - len(self.ramp)))
        return {age: share for age, share in enumerate(ramp) if share > 0}

    def channels(self, year: int) -> tuple[str, ...]:
        """Ways in which an order of this year can be paid."""
        if self.owner != "pub" and self.gap[year] <= 0:
            return (PRIVATE,)
        return (ORDINARY, MISSION)


@dataclass(frozen=True)
class Activity:
    """A process: inputs into one output at fixed coefficients, run on the capacity of an asset."""

    id: str
    name: str
    asset: str
    output: str
    per_capacity: float
    inputs: Mapping[str, float]
    by_products: Mapping[str, float]
    variable_cost: float
    scarcity: Series | None = None
    """mark-up on output by year where the unit is dollars of world price"""

    def full_output(self, year: int) -> float:
        """Output of a unit of capacity at full use.   [units of output a year]"""
        return self.per_capacity * (1.0 if self.scarcity is None else self.scarcity[year])


@dataclass(frozen=True)
class RouteData:
    """A way to serve a demand: which good, how much of it, how much of the value is left at its age."""

    commodity: str
    name: str
    per_unit: float
    counts_at_home: bool
    age: Series
    value: Series


@dataclass(frozen=True)
class DemandData:
    """A final demand in blocks of falling value."""

    id: str
    name: str
    unit: str
    total: Series
    blocks: tuple[tuple[float, float], ...]
    """(width as a share of the total, value per unit)"""
    must_blocks: int
    routes: tuple[RouteData, ...]
    headline: bool
    beyond: bool
    state_share: float = 0.0
    """part of the demand that is the state's own, and that it pays for by whatever route"""


@dataclass(frozen=True)
class GrowthRow:
    """Orders of an asset in a year <= seed + (1 + rate) x mean of the last three years' orders and programmes."""

    seed: Series
    rate: float
    carried: Series
    """capacity of programmes and of today's building, as if ordered in that year"""


@dataclass(frozen=True)
class Problem:
    """One country, one scenario, one strategy, ready for the rows."""

    site: str
    calendar: Calendar
    discount: Series
    """present-value factor of a year"""
    goods: Mapping[str, Good]
    techs: tuple[Tech, ...]
    activities: tuple[Activity, ...]
    demands: tuple[DemandData, ...]
    growth: Mapping[str, GrowthRow]
    experience: Mapping[str, tuple[str, float]]
    """asset -> (asset that teaches, unit-years for one capacity unit of own technology)"""
    money: Money
    delivery: Delivery
    skills: Mapping[str, Skill]
    construction_people: Mapping[str, float]
    """people of a skill per USD m of local capex in a year"""
    entry_discount: float
    aim: Aim
    baseline_need: Series | None = None
    """net foreign demand under `import` (economics 5), where a goal or the scorecard asks for it"""
    baseline_welfare: float | None = None
    baseline_exchange: Series | None = None
    """foreign exchange that leaves under `import`   [USD m a year]"""
    policy: Policy = field(default_factory=Policy)
    extras: Mapping[str, float] = field(default_factory=dict)
    denial: Denial | None = None
    import_caps: tuple[ImportCap, ...] = ()

    def tech(self, asset: str) -> tuple[Tech, ...]:
        """The modes of an asset."""
        return self._by_asset.get(asset, ())

    @cached_property
    def _by_asset(self) -> dict[str, tuple[Tech, ...]]:
        out: dict[str, list[Tech]] = {}
        for tech in self.techs:
            out.setdefault(tech.asset, []).append(tech)
        return {asset: tuple(techs) for asset, techs in out.items()}
