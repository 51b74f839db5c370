"""Levers that a strategy pulls -> tariffs, rows and public money by year."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from catchup.figures import Figures
from catchup.model.aims import Commitment, Policy
from catchup.model.problem import Calendar, Series, Tech
from catchup.prepare.returns import ESTABLISHED, Service, product, sells
from catchup.prepare.workshop import Workshop
from catchup.schema.chain import Chain
from catchup.schema.lever import Lever
from catchup.schema.strategy import Strategy


class Levers:
    """The levers of a strategy and their numbers."""

    def __init__(self, figures: Figures, chain: Chain, strategy: Strategy, calendar: Calendar) -> None:
        self.figures = figures
        self.calendar = calendar
        self.pulled: dict[str, Lever] = {use.lever: chain.levers[use.lever] for use in strategy.levers}

    def of(self, mechanism: str) -> Iterator[tuple[str, Lever]]:
        """Those with this mechanism."""
        return ((name, lever) for name, lever in self.pulled.items() if lever.mechanism == mechanism)

    def number(self, lever: str, name: str) -> float:
        """A number of the mechanism: the strategy's own, else the chain's."""
        own = f"strategy.levers.{lever}.settings.{name}"
        return self.figures(own if self.figures.has(own) else f"chain.levers.{lever}.settings.{name}")

    def first(self, mechanism: str, name: str, default: float = 0.0) -> float:
        """A number of the one lever with this mechanism, the default where it is not pulled."""
        return next((self.number(lever, name) for lever, _ in self.of(mechanism)), default)

    def tariffs(self) -> dict[str, float]:
        """Duty by commodity, a share of the price at the border."""
        return {good: self.number(name, "rate") for name, lever in self.of("tariff") for good in lever.goods}

    def closed_routes(self) -> frozenset[str]:
        """Commodities by which no demand may be served."""
        return frozenset(good for _, lever in self.of("forbid_route") for good in lever.goods)

    def distils(self) -> bool:
        """Is a model of the country taught by foreign ones?"""
        return any(True for _ in self.of("distillation"))

    def reached(self, start: int, years: float) -> dict[int, float]:
        """Straight rise from 0 in the year before `start` to 1 after so many years.   [fraction]"""
        return {t: min(1.0, max(0.0, (t - start + 1) / max(1.0, years))) for t in self.calendar.years}

    def loss_left(self, *, supported: bool) -> dict[int, float]:
        """What is left of the loss of public investment, by year.   [fraction of it]

        Reform recovers part of it in a straight line over its years; a sunset and an export rule recover part of the
        loss of support to private owners at once, since only orders under the rule are meant.
        """
        left = dict.fromkeys(self.calendar.years, 1.0)
        for name, _ in self.of("reform"):
            done = self.reached(self.calendar.first_order + 1, self.number(name, "years"))
            left = {t: left[t] * (1.0 - self.number(name, "recovered") * done[t]) for t in left}
        if supported:
            for mechanism in ("sunset", "export_share"):
                for name, _ in self.of(mechanism):
                    left = {t: x * (1.0 - self.number(name, "recovered")) for t, x in left.items()}
        return left


def policy(levers: Levers, shop: Workshop, techs: Iterable[Tech], gdp: Series, state_share: float) -> Policy:
    """Rows and money of the levers."""
    calendar = levers.calendar
    cost, revenue, value = _money(levers, gdp)
    rule = None
    for name, _ in levers.of("procurement"):
        done = levers.reached(calendar.first_order + 1, levers.number(name, "years"))
        rule = {t: state_share * levers.number(name, "share") * done[t] for t in calendar.years}
    cap, part = None, dict[str, float]()
    for name, lever in levers.of("supplier_share"):
        done = levers.reached(calendar.first_order + 1, levers.number(name, "years"))
        cap = {t: 1.0 - (1.0 - levers.number(name, "share")) * done[t] for t in calendar.years}
        part = {good: levers.figures(f"chain.commodities.{good}.denied_share") for good in lever.goods}
    return Policy(
        state_from_home=rule, supplier_cap=cap, supplier_part=part, export_share=levers.first("export_share", "share"),
        export_grace=math.ceil(levers.first("export_share", "grace")), barred=_barred(levers, shop, techs),
        commitments=tuple(_commitments(levers, shop)), cost=cost, revenue=revenue, recovered_value=value)


def _money(levers: Levers, gdp: Series) -> tuple[Series, Series, Series]:
    """Public cost of the levers, what they recover, and what of it is waste that ends.   [USD m a year]"""
    calendar = levers.calendar
    cost, revenue, value = (dict.fromkeys(calendar.years, 0.0) for _ in range(3))
    for name, lever in levers.pulled.items():
        opened = [t for t in calendar.years if t >= calendar.first_order]
        if lever.cost is not None:
            amount = levers.figures(f"chain.levers.{name}.cost")
            for t in opened:
                cost[t] += amount * (gdp[t] if lever.cost.unit == "fraction" else 1.0)
        if lever.mechanism == "revenue":
            done = levers.reached(calendar.first_order + 1, levers.number(name, "years"))
            flow = _flow(levers, name, gdp)
            for t in opened:
                revenue[t] += done[t] * flow[t] * levers.number(name, "recovered")
                value[t] += done[t] * flow[t] * levers.number(name, "recovered") * levers.number(name, "waste")
    return cost, revenue, value


def _flow(levers: Levers, name: str, gdp: Series) -> Series:
    """Public money that is lost today, of which the lever recovers a part.   [USD m a year]"""
    lost = levers.number(name, "lost_share_of_gdp")
    return {t: lost * gdp[t] for t in gdp}


def _barred(levers: Levers, shop: Workshop, techs: Iterable[Tech]) -> frozenset[tuple[str, str, int]]:
    """Orders that get no support since they would not cover their running cost at the world's price by the sunset.

    The miss is known from the data: net revenue per dollar in the last year of support, before any capital is paid.
    """
    years = round(levers.first("sunset", "years"))
    if not years:
        return frozenset()
    out = set()
    for tech in techs:
        if tech.owner == "pub" or not sells(shop.chain, tech.asset):
            continue
        service = Service.of(shop.prices, tech.asset, tech.lead["private"], tech.life, at_home=True)
        price, age = shop.prices.home(product(shop.chain, tech.asset) or ""), min(years, tech.life) - 1
        out |= {(*tech.key, t) for t in shop.calendar.years
                if service.years(t, tech.capex[t], price, ESTABLISHED)[age].net < 0.0}
    return frozenset(out)


def _commitments(levers: Levers, shop: Workshop) -> Iterator[Commitment]:
    for name, lever in levers.of("commit"):
        asset = lever.asset or ""
        base = f"chain.assets.{asset}"
        size = shop.figures(f"{base}.unit_size") if shop.figures.has(f"{base}.unit_size") else 1.0
        price = shop.prices.capex(asset, at_home=True) * levers.number(name, "price_multiple")
        yield Commitment(asset, levers.number(name, "units") * size, round(levers.number(name, "by")), price)
