"""Prices by year: world prices with fading rents, and home prices of what is not traded.

World price of a good that the chain can make:
    p(t) = cost*(t) (1 + mu_normal + (mu_2026 - mu_normal) fade^(t - 2026))
with cost* the full unit cost of a reference producer from the same coefficients. A good whose unit is dollars of that
year's world price has price 1 by definition. What is not traded costs what its owner needs: full cost at his cost of
capital, unless the profile gives a tariff.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from catchup.figures import Figures
from catchup.model.problem import Calendar, Series
from catchup.prepare.finance import capital_recovery, cost_of_capital
from catchup.schema.chain import Asset, Chain, Process

HOURS_PER_YEAR_KWH_TO_TWH = 1000.0
"""USD/kWh -> USD m/TWh"""


class PriceBook:
    """World and home prices of every good by year, worked out once from the coefficients."""

    def __init__(
        self, figures: Figures, chain: Chain, calendar: Calendar, tariffs: Mapping[str, float] | None = None) -> None:
        self.figures = figures
        self.chain = chain
        self.calendar = calendar
        self.tariffs = dict(tariffs or {})
        """duty by commodity, a share of the price at the border"""
        self.makers: dict[str, str] = {}
        self.standing: dict[str, str] = {}
        for process_id, process in chain.processes.items():
            self.makers.setdefault(process.output, process_id)
        for asset_id, asset in chain.assets.items():
            for use in asset.provides:
                self.standing.setdefault(use.commodity, asset_id)
        self._unit_cost: dict[tuple[str, bool], float] = {}
        self._world: dict[str, dict[int, float]] = {}

    def world(self, good: str) -> dict[int, float] | None:
        """World price by year, None for what is not traded.   [USD m per unit]"""
        commodity = self.chain.commodities[good]
        if commodity.trade == "none":
            return None
        if good not in self._world:
            self._world[good] = self._world_path(good)
        return self._world[good]

    def _world_path(self, good: str) -> dict[int, float]:
        commodity = self.chain.commodities[good]
        years = self.calendar.years
        if commodity.numeraire is not None:
            return dict.fromkeys(years, 1.0)
        start = self.figures(f"chain.commodities.{good}.price")
        growth = self.figures.get(f"chain.commodities.{good}.price_growth", 0.0)
        if not commodity.fading_rent or good not in self.makers:
            return {t: start * (1.0 + growth) ** (t - years[0]) for t in years}
        cost = self.unit_cost(good, at_home=False)
        normal = self.figures("chain.economics.normal_markup")
        fade = self.figures("chain.economics.rent_fade")
        markup = start / cost - 1.0
        return {
            t: cost * (1.0 + growth) ** (t - years[0]) * (1.0 + normal + (markup - normal) * fade ** (t - years[0]))
            for t in years
        }

    def home(self, good: str) -> dict[int, float]:
        """What a unit is worth to its maker at home.   [USD m per unit]

        Traded goods: import parity where the unit is the numeraire (home competes with the service bought abroad),
        else the world price less the discount that an entrant must give. Not traded: tariff, or full cost.
        """
        commodity = self.chain.commodities[good]
        world = self.world(good)
        years = self.calendar.years
        if world is not None:
            if commodity.numeraire is not None or commodity.trade == "buy":
                factor = 1.0 + self.figures.get(f"chain.commodities.{good}.freight", 0.0) + self.tariffs.get(good, 0.0)
            else:
                factor = 1.0 - self.figures("chain.economics.entry_discount")
            return {t: world[t] * factor for t in years}
        return dict.fromkeys(years, self.unit_cost(good, at_home=True))

    def bought(self, good: str) -> dict[int, float] | None:
        """Price at the border with freight, before any duty; None where it cannot be bought."""
        commodity = self.chain.commodities[good]
        world = self.world(good)
        if world is None or commodity.trade == "sell":
            return None
        freight = self.figures.get(f"chain.commodities.{good}.freight", 0.0)
        return {t: p * (1.0 + freight) for t, p in world.items()}

    def unit_cost(self, good: str, *, at_home: bool) -> float:
        """Full unit cost in the first year: inputs, running cost, staff and annuity.   [USD m per unit]

        At home with the owner's cost of capital; else the reference producer of the chain. Zero where nothing in the
        chain makes the good and it has no price.
        """
        if at_home and self.figures.has(f"chain.commodities.{good}.price") and good in self._tariffs():
            return self.figures(f"chain.commodities.{good}.price")
        key = (good, at_home)
        if key not in self._unit_cost:
            self._unit_cost[key] = 0.0
            self._unit_cost[key] = self._full_cost(good, at_home)
        return self._unit_cost[key]

    def _tariffs(self) -> frozenset[str]:
        return frozenset(c for c, v in self.chain.commodities.items() if v.trade == "none" and v.price is not None)

    def input_price(self, good: str, *, at_home: bool) -> float:
        """First-year price of an input to its user."""
        world = self.bought(good) if at_home else self.world(good)
        if world is not None and (at_home or f"chain.commodities.{good}.price" not in self.figures.local):
            return world[self.calendar.first] * (1.0 + (self.tariffs.get(good, 0.0) if at_home else 0.0))
        if not at_home and self.figures.has(f"chain.commodities.{good}.price"):
            return self.figures.reference(f"chain.commodities.{good}.price")
        return self.unit_cost(good, at_home=at_home)

    def _full_cost(self, good: str, at_home: bool) -> float:
        read = self.reader(at_home=at_home)
        if good in self.makers:
            process_id = self.makers[good]
            process = self.chain.processes[process_id]
            per_capacity = read(f"chain.processes.{process_id}.output_per_capacity")
            fixed = self.standing_cost(process.asset, at_home=at_home)
            return self.running_cost(process_id, process, at_home=at_home) + fixed / per_capacity
        if good in self.standing:
            asset_id = self.standing[good]
            amount = read(f"chain.assets.{asset_id}.provides.{good}.amount")
            if self._runs(asset_id):
                return 0.0
            return self.standing_cost(asset_id, at_home=at_home) / amount
        if self.figures.has(f"chain.commodities.{good}.price"):
            return read(f"chain.commodities.{good}.price")
        return 0.0

    def reader(self, *, at_home: bool) -> Callable[[str], float]:
        """How figures are read: with the profile's own at home, without them for the reference producer."""
        return self.figures if at_home else self.figures.reference

    def _runs(self, asset_id: str) -> bool:
        return any(p.asset == asset_id for p in self.chain.processes.values())

    def running_cost(self, process_id: str, process: Process, *, at_home: bool) -> float:
        """Inputs and local resources for one unit of output."""
        base, read = f"chain.processes.{process_id}", self.reader(at_home=at_home)
        cost = read(f"{base}.variable_cost") if self.figures.has(f"{base}.variable_cost") else 0.0
        for use in process.inputs:
            amount = read(f"{base}.inputs.{use.commodity}.amount")
            cost += amount * self.input_price(use.commodity, at_home=at_home)
        return cost

    def standing_cost(self, asset_id: str, *, at_home: bool, rate: float | None = None) -> float:
        """Annuity and upkeep of a unit of capacity.   [USD m a year]

        At the rate given, else at home at the owner's cost of capital, else at that of the reference producer.
        """
        return self.capital_cost(asset_id, at_home=at_home, rate=rate) + self.upkeep(asset_id, at_home=at_home)

    def capital_cost(self, asset_id: str, *, at_home: bool, rate: float | None = None) -> float:
        """First-year annuity of a unit of capacity, tilted by the asset's price decline.   [USD m a year]"""
        base, read = f"chain.assets.{asset_id}", self.reader(at_home=at_home)
        rate = self.rate(asset_id, at_home=at_home) if rate is None else rate
        life = max(1, round(read(f"{base}.life_years")))
        return self.capex(asset_id, at_home=at_home) * capital_recovery(rate, life, read(f"{base}.price_decline"))

    def rate(self, asset_id: str, *, at_home: bool) -> float:
        """What the owner asks for: his cost of capital at home, or that of the reference producer.   [fraction/yr]"""
        if at_home:
            return cost_of_capital(self.figures, asset_id)
        return self.figures("chain.economics.reference_discount_rate")

    def upkeep(self, asset_id: str, *, at_home: bool, newer: int = 0) -> float:
        """Fixed operating cost, staff and what a unit of capacity occupies.   [USD m a year]

        Hardware `newer` years younger than that of the first year occupies less per dollar.
        """
        asset = self.chain.assets[asset_id]
        cost = self.running_the_place(asset_id, at_home=at_home)
        for use in asset.occupies:
            amount = self.occupied(asset_id, use.commodity, at_home=at_home, newer=newer)
            cost += amount * self.input_price(use.commodity, at_home=at_home)
        return cost

    def running_the_place(self, asset_id: str, *, at_home: bool) -> float:
        """Fixed operating cost and staff of a unit of capacity.   [USD m a year]"""
        fixed = self.reader(at_home=at_home)(f"chain.assets.{asset_id}.fixed_om")
        cost = fixed * self.capex(asset_id, at_home=at_home)
        return cost + self._staff_cost(asset_id, self.chain.assets[asset_id], at_home=at_home)

    def occupied(self, asset_id: str, good: str, *, at_home: bool, newer: int = 0) -> float:
        """What a unit of capacity takes up of a good; less for newer hardware.   [units of the good]"""
        base, read = f"chain.assets.{asset_id}", self.reader(at_home=at_home)
        amount = read(f"{base}.occupies.{good}.amount")
        if self.chain.assets[asset_id].vintage is not None:
            amount *= read(f"{base}.vintage.occupancy_growth") ** newer
        return amount

    def capex(self, asset_id: str, *, at_home: bool) -> float:
        """First-year capex; at home the local part is cheaper in a poorer country.   [USD m per capacity unit]

        A figure that the profile gives itself is taken as it is, and so is hardware bought on the world market.
        """
        path = f"chain.assets.{asset_id}.capex"
        capex = self.reader(at_home=at_home)(path)
        bought = self.chain.assets[asset_id].vintage is not None
        if not at_home or bought or path in self.figures.local or not self.figures.cheap_labour:
            return capex
        local = self.figures(f"chain.assets.{asset_id}.local_share")
        return capex * (1.0 - local * (1.0 - self.figures("chain.model.construction_cost_factor_low_income")))

    def _staff_cost(self, asset_id: str, asset: Asset, *, at_home: bool) -> float:
        read, total = self.reader(at_home=at_home), 0.0
        for staff in asset.staff:
            people = read(f"chain.assets.{asset_id}.staff.{staff.skill}.people")
            pay = self.pay(staff.skill) if at_home else read(f"chain.skills.{staff.skill}.pay")
            total += people * pay / 1e6
        return total

    def pay(self, skill: str) -> float:
        """Yearly pay at home, from the profile or else the chain.   [USD]"""
        local = f"profile.people.{skill}.pay"
        return self.figures(local) if self.figures.has(local) else self.figures(f"chain.skills.{skill}.pay")


def export_widths(figures: Figures, good: str, index: int, calendar: Calendar) -> Series:
    """Most that sells in an export block: share of the world market, in units.   [commodity units a year]"""
    market = figures(f"chain.commodities.{good}.market") * 1000.0
    growth = figures.get(f"chain.commodities.{good}.market_growth", 0.0)
    price = figures.get(f"chain.commodities.{good}.price", 1.0)
    width = figures(f"chain.economics.export_blocks.{index}.width")
    return {t: width * market * (1.0 + growth) ** (t - calendar.first) / price for t in calendar.years}
