"""Why not: what each asset that stays out would have to cost, or who would have to provide it.

A price of the program says too little where nothing stands: so a little of the asset (or one whole plant) is put into
the plan at its best time, and what W loses by it is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from catchup.errors import NoAnswer
from catchup.figures import Figures
from catchup.held import Held
from catchup.knockouts import held_of
from catchup.model.build import SCALE, build
from catchup.model.families.capacity import orders_of
from catchup.model.problem import Tech
from catchup.model.variables import Order
from catchup.prepare.build import with_baseline
from catchup.prepare.techs import used
from catchup.quantity import ASSUMPTION, Quantity
from catchup.results.reading import Solved
from catchup.results.words import size_of
from catchup.schema.chain import Asset, Chain
from catchup.solving import Before, Case

LITTLE = 1e-3
"""so much of its growth limit of a first year is put in"""
EVEN = 0.5
"""a shortfall under this is none   [per cent]"""


@dataclass(frozen=True)
class Tried:
    """A little of an asset, or a whole plant, put into the plan: what W gains by it, and where it went."""

    tech: Tech
    order: Order
    gain_usd_m: float
    short: float
    """loss over what its capital costs the country inside the horizon   [per cent]"""


def tried(solved: Solved, held: Held, asset: str) -> Tried | None:
    """The best that an order of this asset up to the last shown year could do; None if none is possible.

    Best is what falls least short of the cost of its capital: a late order costs and brings little inside the horizon.
    """
    problem = solved.problem
    charged = {
        order.variable: (tech, order, order.size * _capital(solved, tech, order)) for tech in problem.tech(asset)
        for order in orders_of(solved.v, tech, problem) if order.year <= problem.calendar.shown}
    if not charged:
        return None
    tech, _, dear = max(charged.values(), key=lambda found: found[2])
    seed = problem.growth[asset].seed[problem.calendar.first_order] if asset in problem.growth else 1.0
    amount = LITTLE * dear * (1.0 if tech.unit_size else seed)
    if amount <= 0:
        return None
    try:
        reached = held.with_at_least([(column, cost) for column, (*_, cost) in charged.items()], amount)
        best = max(charged, key=lambda column: reached.values[column.index] * charged[column][2])
        if tech.unit_size:
            reached, amount = held.with_exactly(best, 1.0), charged[best][2]
    except NoAnswer:
        return None
    gain = (held.first.objective - reached.objective) / SCALE
    return Tried(*charged[best][:2], gain, -100.0 * gain / amount)


def _capital(solved: Solved, tech: Tech, order: Order) -> float:
    """What the capital of a unit costs the country inside the horizon.   [USD m, PV]"""
    key = (order.channel, order.year)
    return tech.private_annuity[key] + tech.public_annuity[key] * solved.problem.money.funds_cost


def left_out(solved: Solved, held: Held | None, chain: Chain, tier: str) -> list[dict[str, Any]]:
    """Assets of the chain that the plan does not order, with the reason and its figures."""
    ordered = {item.tech.asset for item in solved.placed()}
    rows = []
    for asset_id, asset in chain.assets.items():
        techs = solved.problem.tech(asset_id)
        if asset_id not in ordered and used(chain, asset_id, asset):
            closed = not techs or all(t.access is not None and t.access <= 0 for t in techs)
            rows.append(_closed(asset_id, asset, tier) if closed and solved.problem.aim.new_orders
                        else _open(solved, held, asset_id, asset, techs))
    return rows


def _row(asset_id: str, asset: Asset, state: str, reason: str, **figures: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("mode", "year", "cost_usd_m", "enters_usd_m", "short_share", "whole_usd_m"))
    return {"asset": asset_id, "name": asset.name, "layer": asset.layer, "state": state, "unit": asset.capacity_unit,
            "provider": _providers(asset), "reason": reason, **empty, **figures}


def _providers(asset: Asset) -> str:
    """Who could provide it, by mode."""
    return "; ".join(f"{mode.name}: {mode.precedent.rstrip('.')}" for mode in asset.modes.values())


def _closed(asset_id: str, asset: Asset, tier: str) -> dict[str, Any]:
    """Nobody provides it, or what it stands beside is too small here."""
    if asset.host is not None and any(getattr(mode.access, tier) != "none" for mode in asset.modes.values()):
        need = f"{size_of(asset.host.per_unit.value)} {asset.host.unit} for one {asset.capacity_unit}"
        return _row(asset_id, asset, "no host", f"It stands beside {asset.host.name}, and the country has too few "
                    f"of them: it takes {need}.")
    known = "; ".join(dict.fromkeys(mode.precedent.rstrip(".") for mode in asset.modes.values()))
    return _row(asset_id, asset, "no access", f"Nobody would provide it to a country of group {tier}: {known}.")


def _open(
    solved: Solved, held: Held | None, asset_id: str, asset: Asset, techs: Iterable[Tech]) -> dict[str, Any]:
    aim, problem = solved.problem.aim, solved.problem
    if asset_id in aim.forbid:
        return _row(asset_id, asset, "ruled out", "The strategy rules it out.")
    if not aim.new_orders or held is None:
        return _row(asset_id, asset, "no orders", "The strategy orders nothing.")
    open_modes = [t for t in techs if t.access is None or t.access > 0]
    if not any(orders_of(solved.v, tech, problem) for tech in open_modes):
        gap = min(t.gap[problem.calendar.first_order] for t in open_modes)
        most = problem.extras["gap_public_cap"]
        reason = (f"No investor and no support: {100 * gap:.0f} per cent of its capex would have to come from the "
                  f"state, which pays {100 * most:.0f} per cent at most.")
        if gap <= most:
            reason = "No investor, and the strategy spends no public money on it."
        return _row(asset_id, asset, "no investor", reason)
    found = tried(solved, held, asset_id)
    if found is None:
        need = "It needs experience first, which nothing gives in time." if asset_id in problem.experience else (
            "Its limits leave no room for it before the last year shown.")
        return _row(asset_id, asset, "no room", need)
    return _tried_row(asset_id, asset, found)


def _tried_row(asset_id: str, asset: Asset, found: Tried) -> dict[str, Any]:
    tech, year, short = found.tech, found.order.year, max(0.0, found.short)
    cost = tech.capex[year]
    enters = cost * max(0.0, 1.0 - short / 100.0)
    if short < EVEN:
        rest = f"a whole plant of {size_of(tech.unit_size)} {tech.unit} does not" if tech.unit_size else "no more"
        reason = f"It breaks even at the margin at best: part of one might pay, {rest}."
    elif short >= 100.0:
        reason = "It brings less than it costs even if its capital were free."
    else:
        reason = (f"Its benefit falls short of its cost by {short:.0f} per cent of capex in {year}: it would enter at "
                  f"USD {size_of(enters)} m per {tech.unit} instead of {size_of(cost)}.")
    return _row(
        asset_id, asset, "too dear", reason, mode=tech.mode_name, year=year, cost_usd_m=cost, enters_usd_m=enters,
        short_share=short / 100.0, whole_usd_m=found.gain_usd_m if tech.unit_size else None)


def opened(
    solved: Solved, case: Case, before: Before, rows: Iterable[dict[str, Any]]) -> dict[str, Tried]:
    """What one unit of access would bring, for each asset that nobody would provide: one at a time, all else replanned.

    Whole plants of other assets stay as planned.
    """
    closed = [str(row["asset"]) for row in rows if row["state"] == "no access"]
    if not closed:
        return {}
    tier = case.profile.country.access_tier
    one = Quantity(value=1, unit="units", year=2026, source=ASSUMPTION, grade="D", low=0, high=1, reason="what if")
    assets = {**case.chain.assets, **{a: _with_access(case.chain.assets[a], tier, one) for a in closed}}
    paths = {f"chain.assets.{a}.modes.{m}.access.{tier}": one for a in closed for m in assets[a].modes}
    figures = Figures({**case.figures.quantities, **paths}, case.figures.changed, case.figures.local,
                      case.figures.cheap_labour)
    wide = replace(case, chain=case.chain.model_copy(update={"assets": assets}), figures=figures)
    setting = with_baseline(wide.setting(), before)
    setting = replace(setting, problem=replace(setting.problem, aim=solved.problem.aim))
    model = build(setting.problem)
    values = {column.name: solved.answer.values.get(column.name, 0.0) for column in model.columns}
    wider = replace(solved, setting=setting, model=model, answer=replace(solved.answer, values=values))
    held = held_of(wider)
    found = ((asset, tried(wider, held, asset)) for asset in closed if case.chain.assets[asset].kind == "lumpy")
    return {asset: best for asset, best in found if best is not None}


def _with_access(asset: Asset, tier: str, one: Quantity) -> Asset:
    """The asset with one unit in every mode. In any amount it would enter by itself, and say nothing of one unit."""
    if asset.kind != "lumpy":
        return asset
    modes = {name: mode.model_copy(update={"access": mode.access.model_copy(update={tier: one})})
             for name, mode in asset.modes.items()}
    return asset.model_copy(update={"modes": modes})


def with_access_told(rows: Iterable[dict[str, Any]], found: Mapping[str, Tried]) -> list[dict[str, Any]]:
    """The rows, with what one unit of access would bring where that was worked out."""
    out = []
    for row in rows:
        best = found.get(str(row["asset"]))
        if best is None:
            out.append(row)
            continue
        plant = f"One of {size_of(best.order.size)} {best.tech.unit}, ordered in {best.order.year},"
        end = f"would bring USD {size_of(best.gain_usd_m)} m" if best.gain_usd_m > 0 else (
            f"would still lose USD {size_of(-best.gain_usd_m)} m")
        out.append({
            **row, "mode": best.tech.mode_name, "year": best.order.year, "whole_usd_m": best.gain_usd_m,
            "cost_usd_m": best.tech.capex[best.order.year], "reason": f"{row['reason']} {plant} {end} net."})
    return out
