"""No free lunch: what an entrant of a reference country would earn on each traded link of the chain (economics 1).

The reference country works with the chain's own costs at the reference discount rate r. An order of year t waits its
lead, ramps up, qualifies, and then sells at the world price less an entrant's discount:
    NPV per dollar = sum_k (price(t+n+k) share(k) - running) made(k) - upkeep) / capex (1+r)^-(n+k) - 1   [USD/USD]
    turnover       = revenue of a full year at full price / capex                                         [1/yr]
World prices carry the rents of 2026, which fade. By 2032 the NPV should lie in the band: above it the chain promises
money for nothing, below it nobody would ever enter, and a turnover above the limit means that capex is not what the
business consists of. What lies outside needs a stated reason in the chain (`no_free_lunch`).

The band is about sales without end. A good that is only bought abroad has no such sales: its maker serves one country,
so that what he earns at full use says little. For these the table says from which use on he covers his cost:
    least use = -NPV(nothing sold) / (NPV(all sold) - NPV(nothing sold))                              [share of output]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from catchup.errors import Problem
from catchup.figures import Figures
from catchup.model.problem import Calendar
from catchup.prepare.build import FIRST, LAST, SHOWN
from catchup.prepare.finance import npv_per_capex
from catchup.prepare.prices import PriceBook
from catchup.prepare.returns import ESTABLISHED, Terms, Year, entry_terms, lead_of, product, service_years
from catchup.quantity import walk
from catchup.schema.chain import Asset, Chain
from catchup.schema.scenario import Scenario
from catchup.yamlio import Document

BY = 2032
"""year of order by which rents should have faded"""
BAND = (-0.15, 0.10)
MOST_TURNOVER = 0.5
NEVER = 1000
"""years of waiting for a first sale that none has"""
CENT = 0.005
"""the band is read to the cent, as it is shown"""
Verdict = Literal["in the band", "pays too much", "home use only", "nobody enters", "not worked out"]


@dataclass(frozen=True)
class Link:
    """A traded link: what a dollar of capex is worth to an entrant, ordered in the first year and by 2032."""

    asset: str
    name: str
    modes: tuple[str, ...]
    npv_first: float
    npv: float
    npv_established: float
    """of the same order without qualification and discount"""
    turnover: float
    verdict: Verdict
    reason: str | None
    least_use: float | None = None
    """share of its output that has to be used for an order to cover its cost, where it is sold at home only"""

    @property
    def large_turnover(self) -> bool:
        """Is most of its business something else than its capex? Then NPV per dollar of capex means little."""
        return self.turnover > MOST_TURNOVER + CENT

    @property
    def outside(self) -> bool:
        """Does it need a reason?"""
        return self.verdict != "in the band" or self.large_turnover


def links(chain: Chain, scenario: Scenario) -> tuple[Link, ...]:
    """Every asset that makes or gives something that the world trades, in the order of the chain."""
    figures = Figures(dict([*walk(chain, "chain"), *walk(scenario, "scenario")]))
    prices = PriceBook(figures, chain, Calendar(first=FIRST, last=LAST, shown=SHOWN, first_order=FIRST))
    return tuple(_link(prices, asset_id, asset) for asset_id, asset in chain.assets.items() if _traded(chain, asset_id))


def _traded(chain: Chain, asset_id: str) -> bool:
    good = product(chain, asset_id)
    return good is not None and chain.commodities[good].trade != "none"


def _link(prices: PriceBook, asset_id: str, asset: Asset) -> Link:
    modes = tuple(asset.modes)
    try:
        entry = entry_terms(prices.figures, asset_id)
        first, last = (_npv(prices, asset_id, year, entry)[0] for year in (FIRST, BY))
        idle = _npv(prices, asset_id, BY, Terms(wait=NEVER))[0]
        established, years = _npv(prices, asset_id, BY, ESTABLISHED)
    except (KeyError, ZeroDivisionError):
        nothing = float("nan")
        return Link(asset_id, asset.name, modes, *(nothing,) * 4, verdict="not worked out", reason=asset.no_free_lunch)
    turnover = max(year.revenue for year in years)
    verdict = verdict_of(last, abroad=_sold_abroad(prices.chain, asset_id))
    least = -idle / (last - idle) if verdict == "home use only" else None
    return Link(asset_id, asset.name, modes, first, last, established, turnover, verdict, asset.no_free_lunch, least)


def _sold_abroad(chain: Chain, asset_id: str) -> bool:
    return chain.commodities[product(chain, asset_id) or ""].trade in ("sell", "both")


def verdict_of(npv: float, *, abroad: bool = True) -> Verdict:
    """Where a link stands, read to the cent; what is not sold abroad pays no more than its use at home."""
    if npv > BAND[1] + CENT:
        return "pays too much" if abroad else "home use only"
    return "nobody enters" if npv < BAND[0] - CENT else "in the band"


def _npv(prices: PriceBook, asset_id: str, order: int, terms: Terms) -> tuple[float, list[Year]]:
    """Net present value per dollar of capex of an order, and its years of service."""
    figures = prices.figures
    good = product(prices.chain, asset_id)
    price = prices.world(good) if good is not None else None
    if price is None:
        raise KeyError(asset_id)
    lead, life = lead_of(figures, asset_id), max(1, round(figures(f"chain.assets.{asset_id}.life_years")))
    capex = prices.capex(asset_id, at_home=False)
    if prices.chain.assets[asset_id].vintage is None:
        capex *= (1.0 - figures(f"chain.assets.{asset_id}.price_decline")) ** (order - FIRST)
    years = service_years(prices, asset_id, order, lead, life, capex, price, terms, at_home=False)
    rate = prices.rate(asset_id, at_home=False)
    return npv_per_capex([year.net for year in years], rate, lead) - 1.0, years


def unexplained(found: tuple[Link, ...], document: Document) -> Iterator[Problem]:
    """A warning for each link outside the band that gives no reason."""
    for link in found:
        if not link.outside or link.reason is not None:
            continue
        says = _SAYS["large turnover" if link.verdict == "in the band" else link.verdict]
        figure = f"{link.npv:+.2f} per dollar of capex by {BY}, turnover {link.turnover:.2f}"
        yield document.problem(
            ("assets", link.asset), "W102", f'"{link.asset}" {says}: {figure}',
            "check price, cost and output, or say why under no_free_lunch", severity="warning")


_SAYS = {
    "pays too much": "is a free lunch", "home use only": "pays well at full use, and is used at home only",
    "nobody enters": "pays nobody who enters",
    "large turnover": "turns its capex over too fast", "not worked out": "cannot be valued",
}
