"""The profile file: what a country is today."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catchup.quantity import (
    AnyUnit,
    Celsius,
    Factor,
    Gw,
    Index,
    People,
    Rate,
    Record,
    Share,
    Source,
    TwhPerYear,
    UsdBn,
    UsdBnPerYear,
    UsdM,
    UsdMPerYear,
    UsdPerKwh,
)
from catchup.schema.chain import Owner, Tier
from catchup.schema.statement import Statement

Status = Literal["operating", "under_construction", "approved", "announced", "letter_of_intent", "stalled", "missed"]
Role = Literal["project", "umbrella", "part_of", "baseline", "target", "policy"]


class Country(Record):
    """Who it is."""

    iso3: str = Field(pattern="^[A-Z]{3}$", description="ISO 3166 alpha-3 code")
    name: str
    short_name: str
    region: str
    income_group: Literal["low_income", "lower_middle_income", "upper_middle_income", "high_income"]
    access_tier: Tier = Field(description="who would sell or license to it: A incumbent's ally ... D none yet")
    tier_reason: str
    currency: str


class Economy(Record):
    """The economy, real 2025 US dollars."""

    gdp: UsdBn
    gdp_growth: Rate = Field(description="last observed real growth")
    gdp_growth_long_run: Rate = Field(description="growth to which it converges over `growth_fade_years`")
    population: People
    working_age_share_of_world: Share = Field(description="working-age population over the world's")
    fixed_capital_formation: Share = Field(description="gross fixed capital formation over GDP")
    fdi_inflow: Share = Field(description="net inflow of foreign direct investment over GDP")
    imports: UsdBnPerYear
    exports: UsdBnPerYear
    reserves: UsdBn


class PublicMoney(Record):
    """What the state has and owes."""

    general_revenue: Share = Field(description="general government revenue over GDP")
    budget_share: Share = Field(description="public budget of the plan over GDP")
    present_investment: Share = Field(description="present public investment in these sectors over GDP")
    borrow_limit: Share = Field(description="plan borrowing in a year over GDP")
    debt_limit: Share = Field(description="plan debt over GDP")
    sovereign_spread: Share
    equity_risk_premium: Share
    corporate_tax: Share


class Governance(Record):
    """How well public money turns into assets."""

    government_effectiveness: Index = Field(description="WGI estimate, -2.5 to 2.5; range: one standard error")
    control_of_corruption: Index
    delivery_capacity: UsdMPerYear = Field(description="yearly outlay of bodies with a record of delivery")


class Power(Record):
    """Electricity, served and suppressed."""

    generation: TwhPerYear
    installed: Gw
    peak: Gw
    spare_firm: Gw = Field(description="firm power of today's grid that new loads may use")
    spare_connection: Gw = Field(description="connection capacity of today's grid that new large loads may use")
    spare_flexibility: TwhPerYear = Field(
        description="variable power a year that today's dispatchable plants can still balance")
    suppressed: Gw = Field(description="firm demand not served today")
    industrial_price: UsdPerKwh
    access: Share
    losses: Share


class Climate(Record):
    """What machines must be cooled in."""

    warmest_month: Celsius = Field(description="mean of the warmest month")


class Trade(Record):
    """Ports, tariffs, controls."""

    tariff_mean: Share
    suppressed_containers: AnyUnit = Field(description="TEU a year that a better port would take over")
    on_control_list: bool = Field(description="under chip export controls in scenarios that have them")


class Demand(Record):
    """Use of AI today."""

    usage_index: Index = Field(description="share of world usage over share of world working-age population")
    paid_share: Share = Field(description="part of counted use that is paid-for value")
    government_share: Share
    algorithmic_efficiency: Factor = Field(description="a_c: training efficiency against the frontier, 1 = frontier")
    largest_allocation: Share = Field(description="share_run: largest share of the national fleet that one run can use")


class Existing(Record):
    """Capacity that stands today, in units of the chain's asset."""

    asset: str
    capacity: AnyUnit
    owner: Owner
    mode: str | None = Field(default=None, description="mode of the asset; the first of that owner where left out")
    in_service: int | None = Field(
        default=None, description="year in which all of it began: it stands for its life from then; where left out, "
        "capacity of every age retires in a straight line")
    free_share: Share | None = Field(
        default=None, description="part that the plan may use, the rest is let to others; all of it where left out")
    note: str | None = None


class Workforce(Record):
    """People of one skill, and how fast more can be had."""

    stock: People
    graduates: AnyUnit = Field(description="new graduates a year, people/yr")
    abroad: People = Field(description="people of this skill living abroad")
    reachable: Share = Field(description="share of the stock that the plan can reach")
    pay: AnyUnit | None = Field(default=None, description="yearly pay at home, USD")


class Commitment(Record):
    """Public cash still owed to a programme in a year."""

    year: int = Field(ge=2026, le=2045)
    amount: UsdM


class Programme(Record):
    """An investment or policy already under way. Every row of the source table appears, with its role."""

    name: str
    layer: str
    role: Role = Field(description="only `project` adds capacity; the others are kept so that nothing counts twice")
    part_of: str | None = None
    status: Status
    owner: Literal["pub", "dom", "for", "mixed"]
    asset: str | None = Field(default=None, description="asset of the chain; none where it adds no modelled capacity")
    capacity: AnyUnit | None = Field(default=None, description="in capacity units of the asset")
    portfolio: Literal["lump", "continuous"] = "lump"
    size_as_stated: str | None = None
    cost: UsdM | None = None
    announced_year: int | None = None
    online_year: int | None = Field(default=None, description="year stated by the source, before any slip")
    committed: tuple[Commitment, ...] = ()
    treatment: str = Field(description="what the planner does with it, and why")
    source: str


class Override(Record):
    """A figure of the chain that is different in this country."""

    path: str = Field(description="e.g. assets.data_centre.capex, processes.run_gas.output_per_capacity, "
                                  "commodities.natural_gas.price")
    quantity: AnyUnit


class Profile(Record):
    """The whole profile."""

    schema_: Literal["catchup/profile/1"] = Field(alias="schema")
    as_of: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="date to which the profile speaks")
    country: Country
    sources: dict[str, Source]
    economy: Economy
    public_money: PublicMoney
    governance: Governance
    power: Power
    climate: Climate | None = None
    trade: Trade
    demand: Demand
    people: dict[str, Workforce]
    existing: tuple[Existing, ...]
    programmes: tuple[Programme, ...]
    local: tuple[Override, ...] = ()
    industry: dict[str, AnyUnit] = Field(
        default_factory=dict, description="size of industries beside which assets of the chain can stand")
    levers: tuple[str, ...] = Field(default=(), description="policy instruments open to the country")
    notes: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = Field(
        default=(), description="sentences that a reader can dispute, with what would make them false")
