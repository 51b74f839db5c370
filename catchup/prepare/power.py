"""What power costs a large user at his meter: the tariff, or plants of his own where the grid promises nothing firm."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.prepare.prices import HOURS_PER_YEAR_KWH_TO_TWH, PriceBook

ELECTRICITY, FIRM = "electricity", "firm_power"


def delivered_price(prices: PriceBook, firm_per_twh: float, *, rate: float | None = None) -> float:
    """Price of power at the meter of a large user, never below that at the plant's gate.   [USD m per TWh]

    Where today's grid has firm power to spare: the industrial tariff of the profile, losses and network inside. Where
    it has none: the cheapest plant of his own, large enough for his peak and his energy.
    """
    figures = prices.figures
    gate = prices.input_price(ELECTRICITY, at_home=True)
    tariff = figures("profile.power.industrial_price") * HOURS_PER_YEAR_KWH_TO_TWH
    if figures("profile.power.spare_firm") > 0:
        return max(gate, tariff)
    return max(gate, min(own_plants(prices, firm_per_twh, rate=rate), default=tariff))


def own_plants(prices: PriceBook, firm_per_twh: float, *, rate: float | None = None) -> Iterator[float]:
    """Full cost of power from each plant of any size that runs on a fuel one can buy.   [USD m per TWh]

    size = max(firm power needed / firm power given by a gigawatt, 1 / yearly output);  cost = size x standing + running
    """
    chain, figures = prices.chain, prices.figures
    for process_id, process in chain.processes.items():
        asset = chain.assets[process.asset]
        gives = [use for use in asset.provides if use.commodity == FIRM]
        fuels = [use for use in process.inputs if chain.commodities[use.commodity].trade in ("buy", "both")]
        if process.output != ELECTRICITY or asset.kind != "linear" or not gives or not fuels:
            continue
        firm = figures(f"chain.assets.{process.asset}.provides.{FIRM}.amount")
        output = figures(f"chain.processes.{process_id}.output_per_capacity")
        size = max(firm_per_twh / firm, 1.0 / output)
        standing = prices.standing_cost(process.asset, at_home=True, rate=rate)
        yield size * standing + prices.running_cost(process_id, process, at_home=True)
