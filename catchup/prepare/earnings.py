"""What an owner earns on an asset, and the part of its cost that somebody else has to pay."""

from __future__ import annotations

from dataclasses import dataclass

from catchup.model.problem import Calendar, Series
from catchup.prepare.finance import capital_recovery, cost_of_capital, npv_per_capex
from catchup.prepare.prices import PriceBook
from catchup.prepare.workshop import Workshop
from catchup.schema.chain import Chain, Mode


def viability_gap(shop: Workshop, asset_id: str, mode: Mode, capex: Series, lead: int, life: int) -> Series:
    """gap = clip(1 - PV of ramped net revenue at the owner's cost of capital / capex, 0, 1); 1 for the state's own."""
    years = shop.calendar.years
    if mode.owner == "pub":
        return dict.fromkeys(years, 1.0)
    rate = cost_of_capital(shop.figures, asset_id)
    tax = shop.figures("chain.model.tau_private_surplus")
    tolerance = shop.figures.get("chain.model.gap_tolerance", 0.02)
    earns = Earnings.of(shop, asset_id, lead, life) if sells(shop.chain, asset_id) else None
    gap = {}
    known: dict[tuple[float, ...], float] = {}
    for t in years:
        if earns is None:
            net = tuple(_pass_through(shop, asset_id, life, lead))
        else:
            net = tuple(_after_tax(earns.net(t, capex[t]), tax, life))
        if net not in known:
            known[net] = npv_per_capex(list(net), rate, lead)
        short = min(1.0, max(0.0, 1.0 - known[net]))
        gap[t] = 0.0 if short < tolerance else short
    return gap


def _after_tax(net: list[float], tax: float, life: int) -> list[float]:
    """Net revenue per dollar of capex after tax on what exceeds straight-line depreciation."""
    return [value - tax * max(0.0, value - 1.0 / life) for value in net]


@dataclass(frozen=True)
class Earnings:
    """What one unit of an asset that sells its output earns and costs, by year of service."""

    made: tuple[float, ...]
    """output by age, ramped, of hardware at its vintage's price"""
    margin: Series
    """price less running cost by year, mark-up on scarce hardware inside"""
    fixed: float
    """upkeep and staff a year"""
    occupied: float
    """what it takes up, at its price in the first year"""
    less: float
    """growth a year of what a dollar of hardware takes up"""
    lead: int
    calendar: Calendar

    @classmethod
    def of(cls, shop: Workshop, asset_id: str, lead: int, life: int) -> Earnings:
        """Figures of an asset in this country."""
        figures, prices, base = shop.figures, shop.prices, f"chain.assets.{asset_id}"
        asset = shop.chain.assets[asset_id]
        process_id, process = next((i, p) for i, p in shop.chain.processes.items() if p.asset == asset_id)
        fixed = figures(f"{base}.fixed_om") * prices.capex(asset_id, at_home=True)
        fixed += sum(figures(f"{base}.staff.{s.skill}.people") * prices.pay(s.skill) / 1e6 for s in asset.staff)
        occupied = sum(
            figures(f"{base}.occupies.{u.commodity}.amount") * prices.input_price(u.commodity, at_home=True)
            for u in asset.occupies)
        output = figures(f"chain.processes.{process_id}.output_per_capacity")
        growth = figures("scenario.parameters.g_H") if asset.vintage is not None else 1.0
        ramp = [figures(f"{base}.ramp.{i}") for i in range(len(asset.ramp))]
        made = [output * (ramp[k] if k < len(ramp) else 1.0) * growth**-k for k in range(life)]
        scarce, price = scarcity(prices, process_id), prices.home(process.output)
        running = prices.running_cost(process_id, process, at_home=True)
        margin = {t: (price[t] - running) * (scarce[t] if scarce else 1.0) for t in shop.calendar.years}
        less = 1.0 if asset.vintage is None else figures(f"{base}.vintage.occupancy_growth")
        return cls(tuple(made), margin, fixed, occupied, less, lead, shop.calendar)

    def net(self, order: int, capex: float) -> list[float]:
        """Net revenue per dollar of capex in each year of service, for an order of a given year."""
        begins, last, margin = order + self.lead, self.calendar.last, self.margin
        fixed = self.fixed + self.occupied * self.less ** (begins - self.calendar.first)
        return [(made * margin[min(last, begins + age)] - fixed) / capex for age, made in enumerate(self.made)]


def has_price(chain: Chain, good: str) -> bool:
    """Traded, or sold at a tariff; anything else is let at full cost."""
    commodity = chain.commodities[good]
    return commodity.trade != "none" or commodity.price is not None


def sells(chain: Chain, asset_id: str) -> bool:
    """Does it run a process whose output has a price?"""
    made = [p.output for p in chain.processes.values() if p.asset == asset_id]
    return bool(made) and has_price(chain, made[0])


def _pass_through(shop: Workshop, asset_id: str, life: int, lead: int) -> list[float]:
    """What is let at full cost: its users pay the owner's annuity, years of construction included."""
    rate = cost_of_capital(shop.figures, asset_id)
    decline = shop.figures(f"chain.assets.{asset_id}.price_decline")
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
