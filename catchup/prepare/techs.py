"""Assets by mode: cost to each payer, lead times by channel, what stands already."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from catchup.model.problem import MISSION, ORDINARY, PRIVATE, Series, Tech, Vintage
from catchup.prepare.economy import loss_of_public_investment, ordinary_delay
from catchup.prepare.finance import capital_recovery, charged_share, cost_of_capital, spread_factor
from catchup.prepare.returns import entry_terms, lead_of, sells, viability_gap
from catchup.prepare.starts import whole_unit
from catchup.prepare.workshop import Workshop
from catchup.schema.chain import Asset, Chain, Mode

PUBLIC = "pub"
_WEIGHTS = {"own": "own", "licence": "licence", "joint_venture": "jv", "foreign": "foreign"}


def all_techs(shop: Workshop, *, orders: bool, only: frozenset[tuple[str, str]] | None = None) -> tuple[Tech, ...]:
    """Every asset in every mode that is open to the country or stands there already.

    Without orders only what stands or is under way is needed; `only` narrows the choice further.
    """
    out, wanted = [], _wanted(shop.chain)
    for asset_id, asset in shop.chain.assets.items():
        if not wanted & _given(shop.chain, asset_id, asset):
            continue
        costs: dict[str, _Cost] = {}
        for mode_id, mode in asset.modes.items():
            if only is not None and (asset_id, mode_id) not in only:
                continue
            if shop.stock.any(asset_id, mode_id) if not orders else _matters(shop, asset_id, mode_id, mode):
                if mode.owner not in costs:
                    costs[mode.owner] = _Cost.of(shop, asset_id, mode.owner, costs)
                out.append(_tech(shop, asset_id, asset, mode_id, mode, costs[mode.owner]))
    return tuple(out)


def used(chain: Chain, asset_id: str, asset: Asset) -> bool:
    """Does anybody use what it gives? State capacity and training have rows of their own and are only in the graph."""
    return bool(_wanted(chain) & _given(chain, asset_id, asset))


def _given(chain: Chain, asset_id: str, asset: Asset) -> set[str]:
    made = {p.output for p in chain.processes.values() if p.asset == asset_id}
    return made | {u.commodity for u in asset.provides}


def _wanted(chain: Chain) -> set[str]:
    wanted = {u.commodity for a in chain.assets.values() for u in a.occupies}
    wanted |= {u.commodity for p in chain.processes.values() for u in p.inputs}
    wanted |= {r.commodity for d in chain.demands.values() for r in d.routes}
    return wanted | {c for c, good in chain.commodities.items() if good.trade in ("sell", "both")}


def _matters(shop: Workshop, asset_id: str, mode_id: str, mode: Mode) -> bool:
    access, _ = _limit(shop, asset_id, mode_id, mode)
    return access is None or access > 0 or shop.stock.any(asset_id, mode_id)


def _hosted(shop: Workshop, asset_id: str) -> float | None:
    """Units more that the industry it stands beside can carry; whole plants where plants are whole. None = no host."""
    asset, figures = shop.chain.assets[asset_id], shop.figures
    if asset.host is None:
        return None
    base = f"chain.assets.{asset_id}"
    room = figures.get(f"profile.industry.{asset.host.industry}", 0.0) / figures(f"{base}.host.per_unit")
    first, life = shop.calendar.first, max(1, round(figures(f"{base}.life_years")))
    for mode_id in asset.modes:
        room -= shop.stock.existing(asset_id, mode_id, life)[first]
        room -= max(shop.stock.programme(asset_id, mode_id, life).values())
    if asset.kind == "lumpy":
        size = figures(f"{base}.unit_size")
        room = math.floor(room / size + 1e-9) * size
    return max(0.0, room)


def _limit(shop: Workshop, asset_id: str, mode_id: str, mode: Mode) -> tuple[float | None, str]:
    """Most that could be ordered, by whoever provides it and by the host; the host's name where it is the limit."""
    access, hosted = _access(shop, asset_id, mode_id, mode), _hosted(shop, asset_id)
    host = shop.chain.assets[asset_id].host
    if host is None or hosted is None or (access is not None and access <= hosted):
        return access, ""
    return hosted, host.name


def _access(shop: Workshop, asset_id: str, mode_id: str, mode: Mode) -> float | None:
    tier = shop.profile.country.access_tier
    entry = getattr(mode.access, tier)
    if entry == "open":
        return None
    if entry == "none":
        return 0.0
    units = shop.figures(f"chain.assets.{asset_id}.modes.{mode_id}.access.{tier}")
    if shop.chain.assets[asset_id].kind == "lumpy":
        return units * shop.figures(f"chain.assets.{asset_id}.unit_size")
    return units


def _tech(shop: Workshop, asset_id: str, asset: Asset, mode_id: str, mode: Mode, cost: _Cost) -> Tech:
    figures, base, calendar = shop.figures, f"chain.assets.{asset_id}", shop.calendar
    capex, life = cost.capex, cost.life
    public_annuity, private_annuity = cost.annuities
    access, beside = _limit(shop, asset_id, mode_id, mode)
    local, entry = figures(f"{base}.local_share"), entry_terms(figures, asset_id)
    return Tech(
        asset=asset_id, mode=mode_id, name=asset.name, mode_name=mode.name, precedent=mode.precedent,
        layer=asset.layer, unit=asset.capacity_unit, owner=mode.owner,
        weight=figures.get(f"chain.model.experience_weight_{_WEIGHTS[mode.technology]}", 1.0),
        own_technology=mode.technology == "own",
        unit_size=whole_unit(figures, shop.chain, asset_id),
        access=access, beside=beside,
        existing=shop.stock.existing(asset_id, mode_id, life), programme=shop.stock.programme(asset_id, mode_id, life),
        lead=cost.leads, ramp=tuple(figures(f"{base}.ramp.{i}") for i in range(len(asset.ramp))), life=life,
        capex=capex, gap=cost.gap, efficiency=cost.efficiency, overrun=cost.overrun,
        private_annuity=private_annuity, public_annuity=public_annuity,
        import_annuity=cost.import_annuity(local),
        depreciation=capex[calendar.first] / life if sells(shop.chain, asset_id) else None,
        fixed_om=figures(f"{base}.fixed_om") * capex[calendar.first],
        staff={s.skill: figures(f"{base}.staff.{s.skill}.people") for s in asset.staff},
        staff_cost=sum(figures(f"{base}.staff.{s.skill}.people") * shop.prices.pay(s.skill) / 1e6 for s in asset.staff),
        provides={u.commodity: figures(f"{base}.provides.{u.commodity}.amount") for u in asset.provides},
        occupies={u.commodity: figures(f"{base}.occupies.{u.commodity}.amount") for u in asset.occupies},
        vintage=_vintage(shop, asset_id, asset),
        qualification=entry.wait, discount_years=entry.discount_years,
        offset=_is_offset(shop.chain, asset_id, asset), local_share=local,
        rent=figures.get("chain.model.location_rent_usd_per_mw", 0.0) if shop.beyond_rent and mode.owner == "for"
        and asset.capacity_unit == "MW" else 0.0,
        denied=mode.control == "denying_group", hardware=asset.hardware,
    )


def _capex(shop: Workshop, asset_id: str) -> Series:
    figures, calendar = shop.figures, shop.calendar
    start = shop.prices.capex(asset_id, at_home=True)
    if shop.chain.assets[asset_id].vintage is not None:
        return dict.fromkeys(calendar.years, start)
    decline = figures(f"chain.assets.{asset_id}.price_decline")
    return {t: start * (1.0 - decline) ** (t - calendar.first) for t in calendar.years}


def _leads(shop: Workshop, asset_id: str) -> dict[str, int]:
    """Whole years, rounded up: an order in year t has its first output in year t + lead."""
    lead = shop.figures(f"chain.assets.{asset_id}.lead_years")
    mission = shop.figures("chain.model.delay_mission")
    return {
        PRIVATE: lead_of(shop.figures, asset_id),
        MISSION: math.ceil(lead + mission - 1e-9),
        ORDINARY: math.ceil(lead + ordinary_delay(shop.figures) - 1e-9),
    }


def _efficiency(shop: Workshop, asset_id: str, owner: str) -> dict[str, Series]:
    """Value for a public dollar by channel and year: the local share takes the loss, imported equipment loses less.

    Levers leave only part of the loss; what they change is data by year, never a decision.
    """
    figures = shop.figures
    local = figures(f"chain.assets.{asset_id}.local_share")
    loss = loss_of_public_investment(figures)
    imported = min(loss, figures("chain.model.loss_imported_equipment"))
    recovered = loss * (1.0 - figures("chain.model.loss_recovery_mission"))
    left = shop.loss_left[owner != "pub"]
    return {
        PRIVATE: dict.fromkeys(shop.calendar.years, 1.0),
        ORDINARY: {t: 1.0 - x * (local * loss + (1.0 - local) * imported) for t, x in left.items()},
        MISSION: {t: 1.0 - x * (local * recovered + (1.0 - local) * imported) for t, x in left.items()},
    }


def _vintage(shop: Workshop, asset_id: str, asset: Asset) -> Vintage | None:
    if asset.vintage is None:
        return None
    return Vintage(
        growth=shop.figures("scenario.parameters.g_H"),
        occupancy_growth=shop.figures(f"chain.assets.{asset_id}.vintage.occupancy_growth"),
    )


def _is_offset(chain: Chain, asset_id: str, asset: Asset) -> bool:
    made = [p.output for p in chain.processes.values() if p.asset == asset_id]
    made += [u.commodity for u in asset.provides]
    return any(chain.commodities[c].offset for c in made)


@dataclass(frozen=True)
class _Cost:
    """Capital cost of an order to each payer, in present value of the first year."""

    shop: Workshop
    asset: str
    owner: str
    capex: Series
    gap: Series
    overrun: float
    efficiency: Mapping[str, Series]
    leads: Mapping[str, int]
    life: int

    @classmethod
    def of(cls, shop: Workshop, asset_id: str, owner: str, known: Mapping[str, _Cost]) -> _Cost:
        """The same in every mode with this owner; what no investor covers is the same for all private owners."""
        base = f"chain.assets.{asset_id}"
        life = max(1, round(shop.figures(f"{base}.life_years")))
        capex = _capex(shop, asset_id)
        overrun = shop.figures.get(f"{base}.overrun_excess", 0.0)
        leads = _leads(shop, asset_id)
        gap = next((cost.gap for cost in known.values() if PUBLIC not in (owner, cost.owner)), None)
        if gap is None:
            gap = viability_gap(shop.prices, asset_id, owner, capex, leads[PRIVATE], life)
        return cls(shop, asset_id, owner, capex, gap, overrun, _efficiency(shop, asset_id, owner), leads, life)

    @cached_property
    def annuities(self) -> tuple[dict[tuple[str, int], float], dict[tuple[str, int], float]]:
        """PV charged inside the horizon, by channel and order year: the public part, and the owner's.
        [USD m per unit]

        A foreign owner's own money is not the country's cost: what he asks for it is. The tax he pays on top stays.
        """
        figures, calendar = self.shop.figures, self.shop.calendar
        rate = figures("chain.model.social_discount_rate")
        decline = figures(f"chain.assets.{self.asset}.price_decline")
        charge = self._charge(rate, decline)
        state, own = {}, {}
        for channel, lead in self.leads.items():
            for t in calendar.years:
                share = charged_share(calendar.last, t + lead, self.life, decline, rate)
                pv = self.capex[t] * (1.0 + self.overrun) * share * spread_factor(rate, t, lead, calendar.first)
                state[channel, t] = self.gap[t] * pv / self.efficiency[channel][t]
                own[channel, t] = (1.0 - self.gap[t]) * pv * charge
        return state, own

    def _charge(self, rate: float, decline: float) -> float:
        """What the country pays for a dollar of the owner's capital, over its cost at the social rate."""
        if self.owner != "for":
            return 1.0
        asked = cost_of_capital(self.shop.figures, self.asset)
        return capital_recovery(asked, self.life, decline) / capital_recovery(rate, self.life, decline)

    def import_annuity(self, local: float) -> Series:
        """Yearly annuity of imported equipment, per unit ordered; of a foreign owner all he asks.   [USD m a year]"""
        figures = self.shop.figures
        decline = min(figures(f"chain.assets.{self.asset}.price_decline"), 0.0)
        foreign = self.owner == "for"
        rate = cost_of_capital(figures, self.asset) if foreign else figures("chain.model.social_discount_rate")
        level = capital_recovery(rate, self.life, decline) * (1.0 if foreign else 1.0 - local)
        return {t: self.capex[t] * level for t in self.shop.calendar.years}
