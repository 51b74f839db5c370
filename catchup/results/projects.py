"""What to do, when: orders gathered into projects, programmes under way, and why then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catchup.model.problem import PRIVATE, Tech
from catchup.results.reading import Placed, Solved
from catchup.results.words import holds_back, makes_possible, size_of
from catchup.schema.profile import Profile

MINOR = 0.05
"""a mode with less than this share of an asset's cost is told with the main one"""
DUST = 5e-4
"""an order under this share of all capital stands in the table of investments only"""
PUBLIC = 0.02
"""with less public money than this share of the cost, a project is a forecast of private action"""


def projects(solved: Solved, profile: Profile) -> list[dict[str, Any]]:
    """One row a project: the plan's own in order of first order and public money, then programmes under way."""
    rows = own_projects(solved)
    rows += sorted(_programme_rows(solved, profile), key=lambda r: (r["online"], -r["cost_usd_m"], r["id"]))
    for rank, row in enumerate(rows, start=1):
        row["rank"] = rank
    return rows


def own_projects(solved: Solved) -> list[dict[str, Any]]:
    """What the plan orders or expects others to order, by first order and public money."""
    rows = [_plan_row(solved, items) for items in _groups(solved.placed())]
    total = sum(r["cost_usd_m"] for r in rows)
    rows = [r for r in rows if r["units"] or r["cost_usd_m"] >= DUST * total]
    rows += reform_row(solved)
    rows.sort(key=lambda r: (r["first_order"], -r["public_usd_m"], -r["cost_usd_m"], r["id"]))
    return rows


def reform_row(solved: Solved) -> list[dict[str, Any]]:
    """The building of mission delivery capacity, if the plan builds any."""
    v, delivery, calendar = solved.v, solved.problem.delivery, solved.problem.calendar
    years = [t for t, x in v.reform.items() if solved(x) > 1e-3 and t <= calendar.shown]
    if not years:
        return []
    cost = sum(delivery.setup * solved(v.reform[t]) for t in years)
    cost += sum(delivery.upkeep * solved(v.capacity[t]) for t in calendar.years if t <= calendar.shown)
    top = max(solved(x) for x in v.capacity.values())
    return [{
        "id": "delivery.reform", "name": "Delivery units of the state", "asset": "delivery_unit", "layer": "delivery",
        "origin": "plan", "mode": "State", "owner": "pub", "channel": "mission", "size": top, "unit": "USD m a year",
        "units": None, "first_order": years[0], "last_order": years[-1], "online": years[0] + delivery.lead,
        "cost_usd_m": cost, "public_usd_m": cost, "domestic_usd_m": 0.0, "foreign_usd_m": 0.0,
        "why_then": f"From USD {size_of(delivery.start)} m a year today it can grow by "
                    f"{100 * delivery.growth:.0f} per cent a year (an assumption).",
        "enables": "Spends with half the loss and without the delay of the ordinary administration.", "rank": 0,
    }]


def _groups(placed: Iterable[Placed]) -> list[list[Placed]]:
    """Orders by asset and mode; minor modes of an asset join its main one."""
    by_asset: dict[str, dict[str, list[Placed]]] = {}
    for item in placed:
        by_asset.setdefault(item.tech.asset, {}).setdefault(item.tech.mode, []).append(item)
    out: list[list[Placed]] = []
    for modes in by_asset.values():
        cost = {mode: sum(_paid(i) for i in items) for mode, items in modes.items()}
        main = max(cost, key=lambda mode: (cost[mode], mode))
        groups: dict[str, list[Placed]] = {main: list(modes[main])}
        for mode, items in modes.items():
            if mode != main:
                target = main if cost[mode] < MINOR * sum(cost.values()) else mode
                groups.setdefault(target, []).extend(items)
        out.extend(groups.values())
    return out


def _paid(item: Placed) -> float:
    """Cost of an order to all payers.   [USD m]"""
    return item.public + (item.private if item.tech.owner != "pub" else 0.0)


def _plan_row(solved: Solved, items: list[Placed]) -> dict[str, Any]:
    tech = items[0].tech
    public = sum(i.public for i in items)
    private = {o: sum(i.private for i in items if i.tech.owner == o) for o in ("dom", "for")}
    cost = public + sum(private.values())
    first = min((i for i in items if i.tech is tech), key=lambda i: (i.order.year, i.order.channel))
    size = sum(i.size for i in items)
    return {
        "id": f"{tech.asset}.{tech.mode}", "name": tech.name, "asset": tech.asset, "layer": tech.layer,
        "origin": "plan" if public > PUBLIC * cost else "forecast",
        "mode": tech.mode_name, "owner": tech.owner, "channel": _channel(items),
        "size": size, "unit": tech.unit,
        "units": round(size / tech.unit_size) if tech.unit_size else None,
        "first_order": first.order.year, "last_order": max(i.order.year for i in items),
        "online": min(i.order.online for i in items),
        "cost_usd_m": cost, "public_usd_m": public, "domestic_usd_m": private["dom"], "foreign_usd_m": private["for"],
        "why_then": holds_back(solved, first), "enables": makes_possible(solved, tech), "rank": 0,
    }


def _channel(items: Iterable[Placed]) -> str:
    paid: dict[str, float] = {}
    for item in items:
        paid[item.order.channel] = paid.get(item.order.channel, 0.0) + item.public + item.private
    return max(paid, key=lambda c: (paid[c], c)) if paid else PRIVATE


def _programme_rows(solved: Solved, profile: Profile) -> list[dict[str, Any]]:
    out = []
    techs = {t.key: t for t in solved.problem.techs}
    for item in solved.setting.stock.programmes:
        tech = techs.get((item.asset, item.mode))
        if not item.counted or tech is None or item.capacity <= 0:
            continue
        programme = profile.programmes[item.index]
        owed = sum(p.amount.value for p in programme.committed)
        started = min(programme.announced_year or solved.problem.calendar.first, item.online)
        out.append({
            "id": f"programme.{item.index}", "name": programme.name, "asset": item.asset, "layer": tech.layer,
            "origin": "programme", "mode": tech.mode_name, "owner": tech.owner, "channel": PRIVATE,
            "size": item.capacity, "unit": tech.unit, "units": None,
            "first_order": started, "last_order": started, "online": item.online,
            "cost_usd_m": owed, "public_usd_m": owed, "domestic_usd_m": 0.0, "foreign_usd_m": 0.0,
            "why_then": f"Under way ({programme.status.replace('_', ' ')}); counted in every strategy.",
            "enables": makes_possible(solved, tech), "rank": 0,
        })
    return out


def investments(solved: Solved) -> list[dict[str, Any]]:
    """Every order, by year, asset and mode."""
    return [
        {
            "year": i.order.year, "asset": i.tech.asset, "mode": i.tech.mode, "owner": i.tech.owner,
            "channel": i.order.channel, "size": i.size, "unit": i.tech.unit,
            "cost_usd_m": _paid(i), "public_usd_m": i.public,
            "online": i.order.online,
        }
        for i in sorted(solved.placed(), key=lambda i: (i.order.year, *i.tech.key, i.order.channel))
    ]


def capacity(solved: Solved) -> list[dict[str, Any]]:
    """Capacity in place by asset: today's, programmes and orders."""
    out = []
    for asset in dict.fromkeys(t.asset for t in solved.problem.techs):
        techs = solved.problem.tech(asset)
        for t in range(solved.problem.calendar.first, solved.problem.calendar.shown + 1):
            existing = sum(k.existing[t] for k in techs)
            programmes = sum(k.programme[t] for k in techs)
            orders = sum(solved.standing(k, t) for k in techs) - existing - programmes
            if existing or programmes or orders > 1e-6:
                out.append({
                    "year": t, "asset": asset, "layer": techs[0].layer, "existing": existing,
                    "programmes": programmes, "orders": max(0.0, orders), "unit": techs[0].unit})
    return out


def shortfall(solved: Solved, tech: Tech, year: int) -> float | None:
    """Reduced cost of the first possible order over its capex.   [per cent]"""
    best: float | None = None
    for channel in tech.channels(year):
        variable = solved.v.order.get((*tech.key, channel, year))
        if variable is None:
            continue
        cost = -solved.order_benefit[variable.name]
        cost -= sum(solved.duals.get(name, 0.0) * a for name, a in solved.order_rows[variable.name])
        size = tech.unit_size or 1.0
        share = 100.0 * cost / (size * tech.capex[year] * solved.problem.discount[year])
        best = share if best is None else min(best, share)
    return best


__all__ = ["capacity", "investments", "own_projects", "projects", "shortfall"]
