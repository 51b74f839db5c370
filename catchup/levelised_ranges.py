"""Ranges of the cost of compute: each input at its low and its high end, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catchup.figures import Figures
from catchup.levelised import HARDWARE_PRICE, ComputePlant, Levelised
from catchup.model.problem import Calendar
from catchup.schema.chain import Chain

SHOWN = 5
SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Swing:
    """An input, and the cost per H100e-hour and per dollar of world price at its two ends, year by year."""

    path: str
    name: str
    low: Mapping[int, Levelised]
    high: Mapping[int, Levelised]

    def width(self, year: int) -> float:
        """How far the input moves the ratio to the world price.   [ratio]"""
        return abs(self.high[year].ratio - self.low[year].ratio)


@dataclass(frozen=True)
class Costed:
    """Cost by year and the inputs that move it, the strongest of the first year first."""

    costs: Mapping[int, Levelised]
    swings: tuple[Swing, ...]

    def of_total(self, year: int) -> tuple[Swing, ...]:
        """The inputs that move the cost of an hour, the strongest first."""
        width = {swing: abs(swing.high[year].total - swing.low[year].total) for swing in self.swings}
        return tuple(sorted((s for s in self.swings if width[s] > SAME), key=lambda s: (-width[s], s.path)))

    def total_range(self, year: int) -> tuple[float, float]:
        """Least and most when one input takes an end of its range.   [USD per H100e-h]"""
        ends = [self.costs[year].total, *(end[year].total for swing in self.swings for end in (swing.low, swing.high))]
        return min(ends), max(ends)

    def ratio_range(self, year: int) -> tuple[float, float]:
        """The same per dollar of world price.   [ratio]"""
        ends = [self.costs[year].ratio, *(end[year].ratio for swing in self.swings for end in (swing.low, swing.high))]
        return min(ends), max(ends)


def costed(
    figures: Figures, chain: Chain, calendar: Calendar, years: tuple[int, ...], *, at_home: bool = True
) -> Costed:
    """Costs of some years with the swings of every input that has a range.   Inputs without a range stay."""
    fresh = Figures(figures.quantities, figures.changed, figures.local, figures.cheap_labour)
    plant = ComputePlant(fresh, chain, calendar, at_home=at_home)
    central = {year: plant.cost(year) for year in years}
    swings = []
    for path in sorted(fresh.used):
        quantity = figures.quantities[path]
        if quantity.low is None or quantity.high is None or quantity.low == quantity.high:
            continue
        low, high = (
            _at(figures, plant, path, end, years, calendar, at_home) for end in (quantity.low, quantity.high))
        swing = Swing(path, input_name(chain, path), low, high)
        if any(swing.width(year) > SAME or abs(high[year].total - low[year].total) > SAME for year in years):
            swings.append(swing)
    return Costed(central, tuple(sorted(swings, key=lambda swing: (-swing.width(years[0]), swing.path))))


def _at(
    figures: Figures, plant: ComputePlant, path: str, value: float, years: tuple[int, ...], calendar: Calendar,
    at_home: bool,
) -> dict[int, Levelised]:
    """Costs with one figure changed. The price of an hour takes output in dollars along: the hours stay."""
    changed = figures.changed_to(path, value)
    if path == HARDWARE_PRICE:
        output = f"chain.processes.{plant.process_id}.output_per_capacity"
        changed = changed.changed_to(output, figures(output) * value / figures(path))
    other = ComputePlant(changed, plant.chain, calendar, at_home=at_home)
    return {year: other.cost(year) for year in years}


_NAMES = {
    "scenario.parameters.g_H": "Hardware progress per dollar",
    "scenario.parameters.scarcity_markup": "Scarcity mark-up on compute",
    HARDWARE_PRICE: "World price of an hour without scarcity",
    "chain.economics.reference_discount_rate": "Discount rate of the world's producers",
    "chain.economics.normal_markup": "Normal mark-up of the world's producers",
    "chain.economics.rent_fade": "Speed at which rents fade",
    "profile.power.industrial_price": "Industrial power price",
    "profile.power.spare_firm": "Firm power to spare on the grid",
}
_FIELDS = {
    "output_per_capacity": "output a dollar", "capex": "capital cost", "life_years": "years of life",
    "fixed_om": "fixed upkeep", "debt_share": "share of debt", "equity_beta": "risk of equity (beta)",
    "price_decline": "fall of its price", "price": "price", "freight": "freight", "local_share": "local share of cost",
    "lead_years": "years to build", "variable_cost": "running cost", "vintage": "power a dollar of new hardware",
    "occupies": "use of", "inputs": "use of", "provides": "gives", "staff": "staff", "pay": "pay",
}


def input_name(chain: Chain, path: str) -> str:
    """An input as a reader calls it: "AI cluster, years of life"."""
    if path in _NAMES:
        return _NAMES[path]
    steps = path.split(".")
    if len(steps) < 3:
        return path
    group, key, field = steps[-3:] if len(steps) == 3 else (steps[1], steps[2], steps[3])
    records: dict[str, Mapping[str, object]] = {
        "assets": chain.assets, "processes": chain.processes, "commodities": chain.commodities, "skills": chain.skills}
    record = records.get(group, {}).get(key)
    if record is None:
        return " ".join(steps[2:]).replace("_", " ").capitalize()
    words = _FIELDS.get(field, field.replace("_", " "))
    if field in ("occupies", "inputs", "provides", "staff"):
        words = f"{words} {steps[4].replace('_', ' ')}" + (", share of cooling" if steps[-1] == "cooling" else "")
    return f"{getattr(record, 'name', key)}, {words}"
