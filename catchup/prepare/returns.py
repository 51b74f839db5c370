"""What an owner earns on an asset: net revenue by year, and the part of capex that no investor covers.

The same function values an asset for the plan (home terms, the country's own figures) and for the check that no link
of the chain is a free lunch (world terms of an entrant, the chain's own figures).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from catchup.figures import Figures
from catchup.model.problem import Calendar, Series
from catchup.prepare.finance import capital_recovery, npv_per_capex
from catchup.prepare.prices import PriceBook
from catchup.schema.chain import Chain


@dataclass(frozen=True)
class Terms:
    """What a new seller meets: years without sales, then so many years at a discount."""

    wait: int = 0
    discount: float = 0.0
    discount_years: int = 0

    def share(self, age: int) -> float:
        """Part of the full price that is earned in a year of service, age 0 = first.   [fraction]"""
        if age < self.wait:
            return 0.0
        return 1.0 - self.discount if age < self.wait + self.discount_years else 1.0


ESTABLISHED = Terms()


@dataclass(frozen=True)
class Year:
    """One year of service, per dollar of capex."""

    revenue: float
    net: float


def entry_terms(figures: Figures, asset_id: str) -> Terms:
    """Qualification of the asset and the discount that every entrant gives (economics 1)."""
    return Terms(
        wait=math.ceil(figures.get(f"chain.assets.{asset_id}.qualification_years", 0.0) - 0.5),
        discount=figures("chain.economics.entry_discount"),
        discount_years=round(figures("chain.economics.entry_discount_years")),
    )


def lead_of(figures: Figures, asset_id: str) -> int:
    """Whole years from a private order to the first output, rounded up."""
    return math.ceil(figures(f"chain.assets.{asset_id}.lead_years") - 1e-9)


def viability_gap(prices: PriceBook, asset_id: str, owner: str, capex: Series, lead: int, life: int) -> Series:
    """gap = clip(1 - PV of ramped net revenue at the owner's cost of capital / capex, 0, 1); 1 for the state's own."""
    figures, years = prices.figures, prices.calendar.years
    if owner == "pub":
        return dict.fromkeys(years, 1.0)
    rate = prices.rate(asset_id, at_home=True)
    tax, priced = figures("chain.model.tau_private_surplus"), sells(prices.chain, asset_id)
    tolerance = figures.get("chain.model.gap_tolerance", 0.02)
    service = Service.of(prices, asset_id, lead, life, at_home=True) if priced else None
    price = prices.home(product(prices.chain, asset_id) or "") if priced else {}
    gap = {}
    known: dict[tuple[float, ...], float] = {}
    for t in years:
        if service is None:
            net = tuple(_pass_through(prices, asset_id, life, lead))
        else:
            net = tuple(_after_tax(service.net(t, capex[t], price), tax, life))
        if net not in known:
            known[net] = npv_per_capex(list(net), rate, lead)
        short = min(1.0, max(0.0, 1.0 - known[net]))
        gap[t] = 0.0 if short < tolerance else short
    return gap


def _after_tax(net: list[float], tax: float, life: int) -> list[float]:
    """Net revenue per dollar of capex after tax on what exceeds straight-line depreciation."""
    return [value - tax * max(0.0, value - 1.0 / life) for value in net]


def net_revenue(prices: PriceBook, asset_id: str, order: int, lead: int, life: int, capex: float) -> list[float]:
    """Net revenue at home per dollar of capex in each year of service, for an order of a given year."""
    good = product(prices.chain, asset_id)
    if good is None or not sells(prices.chain, asset_id):
        return _pass_through(prices, asset_id, life, lead)
    years = service_years(prices, asset_id, order, lead, life, capex, prices.home(good), ESTABLISHED, at_home=True)
    return [year.net for year in years]


def service_years(
    prices: PriceBook, asset_id: str, order: int, lead: int, life: int, capex: float, price: Series, terms: Terms,
    *, at_home: bool,
) -> list[Year]:
    """Every year of service of an order, per dollar of capex."""
    return Service.of(prices, asset_id, lead, life, at_home=at_home).years(order, capex, price, terms)


@dataclass(frozen=True)
class Service:
    """What a unit of an asset makes and costs by year of service, whenever it is ordered.

    made(k) = output ramp(k) g^-k mark-up(t);  net(k) = (made(k) (price(t) share(k) - running) - upkeep) / capex,
    t = order + lead + k, g the progress of hardware (1 elsewhere); nothing is run while nothing sells.
    """

    made: tuple[float, ...]
    """output by age before the mark-up   [units a year]"""
    running: float
    scarce: Series | None
    fixed: float
    """upkeep and staff   [USD m a year]"""
    occupied: float
    """what hardware of the first year takes up, at its price   [USD m a year]"""
    less: float
    """what hardware of a year takes up over that of the year before"""
    lead: int
    calendar: Calendar

    @classmethod
    def of(cls, prices: PriceBook, asset_id: str, lead: int, life: int, *, at_home: bool) -> Service:
        """Figures of an asset, at home or of the reference producer."""
        asset, read = prices.chain.assets[asset_id], prices.reader(at_home=at_home)
        output, running, scarce = _output(prices, asset_id, at_home=at_home)
        hardware = asset.vintage is not None
        growth = prices.figures("scenario.parameters.g_H") if hardware else 1.0
        ramp = [read(f"chain.assets.{asset_id}.ramp.{i}") for i in range(len(asset.ramp))]
        fixed = prices.running_the_place(asset_id, at_home=at_home)
        return cls(
            tuple(output * (ramp[k] if k < len(ramp) else 1.0) * growth**-k for k in range(life)), running, scarce,
            fixed, prices.upkeep(asset_id, at_home=at_home) - fixed,
            read(f"chain.assets.{asset_id}.vintage.occupancy_growth") if hardware else 1.0, lead, prices.calendar)

    def net(self, order: int, capex: float, price: Series) -> list[float]:
        """Net revenue per dollar of capex in every year of service of one who sells all at the full price."""
        begins, last, scarce, running = order + self.lead, self.calendar.last, self.scarce, self.running
        fixed = self.fixed + self.occupied * self.less ** (begins - self.calendar.first)
        out = []
        for age, made in enumerate(self.made):
            year = min(last, begins + age)
            made *= 1.0 if scarce is None else scarce[year]
            out.append((made * (price[year] - running) - fixed) / capex)
        return out

    def years(self, order: int, capex: float, price: Series, terms: Terms) -> list[Year]:
        """Every year of service of an order."""
        begins, last, scarce, running = order + self.lead, self.calendar.last, self.scarce, self.running
        fixed = self.fixed + self.occupied * self.less ** (begins - self.calendar.first)
        out = []
        for age, made in enumerate(self.made):
            year, share = min(last, begins + age), terms.share(age)
            made *= (1.0 if scarce is None else scarce[year]) if share > 0 else 0.0
            revenue = made * price[year] * share
            out.append(Year(revenue / capex, (revenue - made * running - fixed) / capex))
        return out


def _output(prices: PriceBook, asset_id: str, *, at_home: bool) -> tuple[float, float, Series | None]:
    """Output of a unit of capacity, running cost of a unit of output, mark-up by year; what stands there just gives."""
    read, process_id = prices.reader(at_home=at_home), _process_of(prices.chain, asset_id)
    if process_id is None:
        return read(f"chain.assets.{asset_id}.provides.{product(prices.chain, asset_id)}.amount"), 0.0, None
    running = prices.running_cost(process_id, prices.chain.processes[process_id], at_home=at_home)
    output = read(f"chain.processes.{process_id}.output_per_capacity")
    return output, running, scarcity(prices, process_id)


def _process_of(chain: Chain, asset_id: str) -> str | None:
    return next((key for key, process in chain.processes.items() if process.asset == asset_id), None)


def product(chain: Chain, asset_id: str) -> str | None:
    """What an asset makes, or gives by standing there: the first such good."""
    process_id = _process_of(chain, asset_id)
    if process_id is not None:
        return chain.processes[process_id].output
    return next((use.commodity for use in chain.assets[asset_id].provides), None)


def sells(chain: Chain, asset_id: str) -> bool:
    """Does it run a process whose output is traded, or sold at a tariff? Anything else is let at full cost."""
    made = [p.output for p in chain.processes.values() if p.asset == asset_id]
    if not made:
        return False
    commodity = chain.commodities[made[0]]
    return commodity.trade != "none" or commodity.price is not None


def _pass_through(prices: PriceBook, asset_id: str, life: int, lead: int) -> list[float]:
    """What is let at full cost: its users pay the owner's annuity, years of construction included."""
    rate = prices.rate(asset_id, at_home=True)
    decline = prices.figures(f"chain.assets.{asset_id}.price_decline")
    first = capital_recovery(rate, life, decline) * (1.0 + rate) ** lead
    return [first * (1.0 - decline) ** k for k in range(life)]


def scarcity(prices: PriceBook, process_id: str) -> dict[int, float] | None:
    """Mark-up on hardware's output in dollars of world price: the price over that without scarcity.

    p(t) = cost* (1 + mu_normal + (mu_2026 - mu_normal) fade^(t - 2026)), cost* of the reference producer in the same
    dollars, mu_2026 from the scenario's scarcity. None for what is not hardware of a vintage.
    """
    figures, chain, calendar = prices.figures, prices.chain, prices.calendar
    process = chain.processes[process_id]
    if chain.assets[process.asset].vintage is None:
        return None
    cost = prices.unit_cost(process.output, at_home=False)
    normal, fade = figures("chain.economics.normal_markup"), figures("chain.economics.rent_fade")
    rent = figures("scenario.parameters.scarcity_markup") / cost - 1.0 - normal
    return {t: cost * (1.0 + normal + rent * fade ** (t - calendar.first)) for t in calendar.years}
