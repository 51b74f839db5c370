"""What an hour of compute costs a country to make at home, by component, from the figures that the plan itself uses.

For a million dollars of hardware delivered in year t, with r the owner's cost of capital, g the yearly progress of
hardware and n its lead, over its years of life k = 0, 1, ...
    hours(k)  = H100e-hours sold a year                                                    [m H100e-h]
    made(k)   = output ramp(k) g^-k mark-up(t + k)                                         [WP$ m]
    cost_i    = PV_r(money of component i) / PV_r(hours(k) g^-k)                           [USD per H100e-h]
    price     = PV_r(made) / PV_r(hours(k) g^-k)                                           [USD per H100e-h]
    PV_r(x)   = sum x(k) (1+r)^-(n+k)
cost_i is what the first year's hour must earn if the price then falls with that of new hardware (economics 8: the
tilted annuity). price is the world price on the same terms, over the same life; cost / price is USD per dollar of it.

Components are taken at the social rate; `finance` is the total at each owner's cost of capital less that total, so that
dearer capital moves nothing else. Without `losses_and_backup`, which the plan builds as plants and lines of their own,
the total is the price at which an order is worth its capex to its owner before tax: net present value 0 in the plan.
Source of the method: economics 2 and 8 of the design; costs, prices and terms: the chain and the profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from catchup.figures import Figures
from catchup.model.problem import Calendar
from catchup.prepare.finance import capital_recovery
from catchup.prepare.power import delivered_price
from catchup.prepare.prices import PriceBook
from catchup.prepare.returns import ESTABLISHED, lead_of, service_years
from catchup.schema.chain import Chain

COMPONENTS: tuple[tuple[str, str], ...] = (
    ("hardware", "chips and servers"),
    ("building", "building and lines"),
    ("connection", "grid connection"),
    ("electricity", "electricity of the machines"),
    ("cooling", "electricity for cooling"),
    ("losses_and_backup", "grid losses and back-up"),
    ("staff_and_upkeep", "staff and upkeep"),
    ("finance", "finance above the social rate"),
)
SPACE, CONNECTION, ELECTRICITY, FIRM = "data_centre_space", "grid_connection", "electricity", "firm_power"
HARDWARE_PRICE = "chain.model.compute_price_2026"
"""price of an H100e-hour without scarcity, in which the output of hardware is written   [USD per H100e-h]"""


@dataclass(frozen=True)
class Levelised:
    """Cost of an H100-equivalent hour sold, of hardware delivered in a year.   [USD per H100e-h]"""

    year: int
    parts: Mapping[str, float]
    world_price: float
    freight: float
    pue: float
    """power of the site over that of its machines   [ratio]"""
    upfront_usd_m_per_gw: float
    """all that is built for a gigawatt of machines"""
    yearly_usd_m_per_gw: float
    """level annuities of it, energy and upkeep"""

    @property
    def total(self) -> float:
        """Sum of the components."""
        return sum(self.parts.values())

    @property
    def ratio(self) -> float:
        """USD per dollar of world price: below 1 it is cheaper to make than the world sells it."""
        return self.total / self.world_price

    @property
    def buy_ratio(self) -> float:
        """The same against buying abroad, with what distance costs: below 1 it pays to make it at home."""
        return self.ratio / (1.0 + self.freight)


class ComputePlant:
    """A commercial cluster of a country, or of the reference producer of the world (`at_home=False`)."""

    def __init__(self, figures: Figures, chain: Chain, calendar: Calendar, *, at_home: bool = True) -> None:
        self.prices = PriceBook(figures, chain, calendar)
        self.figures, self.chain, self.at_home = figures, chain, at_home
        self.read = self.prices.reader(at_home=at_home)
        self.process_id = next(
            key for key, process in chain.processes.items()
            if chain.assets[process.asset].vintage is not None and chain.commodities[process.output].numeraire)
        self.process = chain.processes[self.process_id]
        self.cluster = self.process.asset
        self.space = self.prices.standing[SPACE]
        self.grid = self.prices.standing[CONNECTION]
        self._made_in: dict[int, list[float]] = {}
        self._yearly_in: dict[tuple[int, float | None], dict[str, float]] = {}
        self._power_at: dict[float | None, dict[str, float]] = {}

    def cost(self, year: int) -> Levelised:
        """Cost of hardware delivered in a year. Raises KeyError where chain or profile lack a figure."""
        social = self.figures("chain.model.social_discount_rate")
        hours, _ = self._sold(social, year)
        parts = {name: amount / hours for name, amount in self._present_costs(social, social, year).items()}
        owner = self.prices.rate(self.cluster, at_home=self.at_home)
        hours, made = self._sold(owner, year)
        full = sum(self._present_costs(owner, None, year).values()) / hours
        parts["finance"] = full - sum(parts.values())
        upfront, yearly = self._per_gigawatt(year)
        freight = self.figures.get(f"chain.commodities.{self.process.output}.freight", 0.0)
        return Levelised(
            year, {name: parts[name] for name, _ in COMPONENTS}, made / hours, freight, self.pue, upfront, yearly)

    def plan_ratio(self, year: int) -> float:
        """Cost per dollar of world price as the plan sees it: without losses and back-up.   [ratio]"""
        found = self.cost(year)
        owner = self.prices.rate(self.cluster, at_home=self.at_home)
        hours, _ = self._sold(owner, year)
        return (found.total - self._present_costs(owner, None, year)["losses_and_backup"] / hours) / found.world_price

    def _sold(self, rate: float, year: int) -> tuple[float, float]:
        """PV of hours sold, each at its share of a new hour's price, and of their worth.   [m H100e-h, WP$ m]"""
        first = self.read(f"chain.processes.{self.process_id}.output_per_capacity") / self.figures(HARDWARE_PRICE)
        growth = self.figures("scenario.parameters.g_H")
        first *= growth ** (year - self.prices.calendar.first)
        ramp = [self.read(f"chain.assets.{self.cluster}.ramp.{i}")
                for i in range(len(self.chain.assets[self.cluster].ramp))]
        hours = sum(
            first * growth**-age * (ramp[age] if age < len(ramp) else 1.0) * self._discount(rate, age)
            for age in range(self._life))
        return hours, sum(made * self._discount(rate, age) for age, made in enumerate(self._made(year)))

    def _made(self, year: int) -> list[float]:
        """Output a year of a million dollars of hardware, priced as the plan prices it.   [WP$ m]"""
        if year not in self._made_in:
            one = dict.fromkeys(self.prices.calendar.years, 1.0)
            years = service_years(
                self.prices, self.cluster, year - self._lead, self._lead, self._life, 1.0, one, ESTABLISHED,
                at_home=self.at_home)
            self._made_in[year] = [item.revenue for item in years]
        return self._made_in[year]

    def _present_costs(self, levelling: float, rate: float | None, year: int) -> dict[str, float]:
        """PV of the money of every component but finance, per million dollars of hardware.   [USD m]

        `rate` is what capital of buildings and lines costs; None = what each owner asks for.
        """
        prices, at_home = self.prices, self.at_home
        annuity = sum(self._discount(levelling, age) for age in range(self._life))
        spares = prices.running_cost(self.process_id, self.process, at_home=at_home)
        made = sum(made * self._discount(levelling, age) for age, made in enumerate(self._made(year)))
        yearly = self._yearly(year, rate)
        costs = {name: amount * annuity for name, amount in yearly.items()}
        costs["hardware"] = prices.capex(self.cluster, at_home=at_home) + spares * made
        return costs

    def _yearly(self, year: int, rate: float | None) -> dict[str, float]:
        """Yearly money of a million dollars of hardware, the hardware itself apart.   [USD m a year]"""
        if (year, rate) not in self._yearly_in:
            self._yearly_in[year, rate] = self._place_and_power(year, rate)
        return self._yearly_in[year, rate]

    def _place_and_power(self, year: int, rate: float | None) -> dict[str, float]:
        prices, at_home = self.prices, self.at_home
        out = dict.fromkeys((name for name, _ in COMPONENTS if name not in ("hardware", "finance")), 0.0)
        out["staff_and_upkeep"] = prices.running_the_place(self.cluster, at_home=at_home)
        for good in (use.commodity for use in self.chain.assets[self.cluster].occupies):
            amount = prices.occupied(self.cluster, good, at_home=at_home, newer=year - prices.calendar.first)
            if good == SPACE:
                for name, money in self._space_costs(rate).items():
                    out[name] += amount * money
            elif good == ELECTRICITY:
                for name, money in self._power_costs(rate).items():
                    out[name] += amount * money
            else:
                out["staff_and_upkeep"] += amount * prices.input_price(good, at_home=at_home)
        return out

    def _space_costs(self, rate: float | None) -> dict[str, float]:
        """A megawatt of space a year: building and lines, grid connection, staff and upkeep.   [USD m per MW a year]"""
        prices, at_home = self.prices, self.at_home
        out = {"building": prices.capital_cost(self.space, at_home=at_home, rate=rate), "connection": 0.0,
               "staff_and_upkeep": prices.running_the_place(self.space, at_home=at_home)}
        for good in (use.commodity for use in self.chain.assets[self.space].occupies):
            amount = prices.occupied(self.space, good, at_home=at_home)
            if good == CONNECTION:
                gives = self.read(f"chain.assets.{self.grid}.provides.{CONNECTION}.amount")
                out["connection"] += amount * prices.standing_cost(self.grid, at_home=at_home, rate=rate) / gives
            else:
                out["building"] += amount * prices.input_price(good, at_home=at_home)
        gives = self.read(f"chain.assets.{self.space}.provides.{SPACE}.amount")
        return {name: money / gives for name, money in out.items()}

    def _power_costs(self, rate: float | None) -> dict[str, float]:
        """A terawatt-hour: what the machines and the cooling take at the plant's gate, and the way from there."""
        if rate not in self._power_at:
            self._power_at[rate] = self._power(rate)
        return self._power_at[rate]

    def _power(self, rate: float | None) -> dict[str, float]:
        gate = self.prices.input_price(ELECTRICITY, at_home=self.at_home)
        machines = 1.0 / self.pue
        extra = 0.0
        if self.at_home:
            extra = delivered_price(self.prices, self._firm_per_twh, rate=rate) - gate
        return {"electricity": gate * machines, "cooling": gate * (1.0 - machines), "losses_and_backup": extra}

    @cached_property
    def pue(self) -> float:
        """Power of a site over that of its machines, 1 where the chain tells nothing of cooling.   [ratio]"""
        path = f"chain.assets.{self.cluster}.occupies.{ELECTRICITY}.cooling"
        return self.read(path) if self.figures.has(path) else 1.0

    @cached_property
    def _firm_per_twh(self) -> float:
        """Firm power held for a terawatt-hour used.   [GW per TWh]"""
        prices, at_home = self.prices, self.at_home
        space = prices.occupied(self.cluster, SPACE, at_home=at_home)
        firm = prices.occupied(self.space, FIRM, at_home=at_home)
        return space * firm / prices.occupied(self.cluster, ELECTRICITY, at_home=at_home)

    def _per_gigawatt(self, year: int) -> tuple[float, float]:
        """Money to build a gigawatt of machines, and its yearly bill with level annuities.   [USD m, USD m a year]"""
        prices, at_home = self.prices, self.at_home
        space = prices.occupied(self.cluster, SPACE, at_home=at_home, newer=year - prices.calendar.first)
        connection = prices.occupied(self.space, CONNECTION, at_home=at_home)
        units = {self.cluster: 1.0, self.space: space, self.grid: space * connection}
        upfront, level, tilted = 0.0, 0.0, 0.0
        for asset_id, amount in units.items():
            capex = amount * prices.capex(asset_id, at_home=at_home)
            life = max(1, round(self.read(f"chain.assets.{asset_id}.life_years")))
            upfront += capex
            level += capex * capital_recovery(prices.rate(asset_id, at_home=at_home), life, 0.0)
            if asset_id != self.cluster:
                tilted += amount * prices.capital_cost(asset_id, at_home=at_home)
        upkeep = sum(self._yearly(year, None).values()) - tilted
        return 1000.0 * upfront / space, 1000.0 * (level + upkeep) / space

    def _discount(self, rate: float, age: int) -> float:
        return (1.0 + rate) ** -(self._lead + age)

    @cached_property
    def _lead(self) -> int:
        return lead_of(self.figures, self.cluster)

    @cached_property
    def _life(self) -> int:
        return max(1, round(self.read(f"chain.assets.{self.cluster}.life_years")))
