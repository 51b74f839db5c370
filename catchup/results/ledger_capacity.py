"""The ledger's part on capacity: what stands, what is ordered, and how fast orders may grow."""

from __future__ import annotations

from typing import Any, NamedTuple

from catchup.model.families.access import WINDOW
from catchup.model.families.capacity import occupancy_terms, orders_of, vintage_terms
from catchup.model.families.money import private_cost, public_cost
from catchup.model.problem import PRIVATE, Tech
from catchup.results.reading import Solved

Table = list[dict[str, Any]]
Tables = dict[str, Table]


def mode_tables(solved: Solved, techs: list[Tech]) -> Tables:
    """Modes, what they give and take up, their staff, ramps, and what stands by year."""
    years = solved.problem.calendar.years
    out: Tables = {name: [] for name in ("modes", "mode_goods", "mode_staff", "ramps", "mode_years")}
    for tech in techs:
        key = {"asset": tech.asset, "mode": tech.mode}
        standing = sum(solved.standing(tech, t) for t in years)
        orders = [o for o in orders_of(solved.v, tech, solved.problem) if solved(o.variable)]
        used = Used(
            bool(orders), tech.owner != "pub",
            any(teacher == tech.asset for teacher, _ in solved.problem.experience.values()),
            any(a.asset == tech.asset and any(solved.sold(a.output, t) for t in years)
                for a in solved.problem.activities))
        out["modes"].append(key | _mode(tech, used, sum(solved(o.variable) * o.size for o in orders), standing))
        for good in dict.fromkeys((*tech.provides, *tech.occupies)):
            out["mode_goods"].append(key | {
                "good": good, "provides": tech.provides.get(good, 0.0), "occupies": tech.occupies.get(good, 0.0),
                "provided": tech.provides.get(good, 0.0) * standing,
                "occupied": sum(_occupied(solved, tech, good, t) for t in years)})
        out["mode_staff"] += [
            key | {"skill": skill, "people": people, "needed": people * standing}
            for skill, people in tech.staff.items() if people]
        if orders:
            out["ramps"] += [key | {"age": age, "share": share} for age, share in enumerate(tech.ramp)]
        out["mode_years"] += [key | _mode_year(solved, tech, t) for t in years]
    return out


class Used(NamedTuple):
    """What of a mode is used in this plan; figures of the rest stay out."""

    ordered: bool
    taxed: bool
    teaches: bool
    sells: bool


def _mode(tech: Tech, used: Used, ordered: float, standing: float) -> dict[str, Any]:
    aged = tech.vintage
    return {
        "name": tech.name, "owner": tech.owner, "unit": tech.unit,
        "unit_size": tech.unit_size if used.ordered else None, "access": tech.access, "ordered": ordered,
        "life": tech.life, "overrun": tech.overrun, "fixed_om": tech.fixed_om,
        "staff_cost": tech.staff_cost, "upkeep_usd_m": (tech.fixed_om + tech.staff_cost) * standing,
        "depreciation": tech.depreciation if used.taxed else None, "growth": aged.growth if aged else None,
        "occupancy_growth": aged.occupancy_growth if aged else None,
        "qualification": tech.qualification if used.sells else None,
        "discount_years": tech.discount_years if used.sells else None, "offset": tech.offset,
        "local_share": tech.local_share, "weight": tech.weight if used.teaches else None,
        "own_technology": tech.own_technology, "hardware": tech.hardware,
        "denied": tech.denied,
    }


def _occupied(solved: Solved, tech: Tech, good: str, year: int) -> float:
    if good not in tech.occupies:
        return 0.0
    terms, constant = occupancy_terms(solved.problem, solved.v, tech, solved.problem.goods[good], year)
    return solved.total(terms) + constant


def _mode_year(solved: Solved, tech: Tech, year: int) -> dict[str, Any]:
    standing = solved.standing(tech, year)
    used = sum(
        solved(solved.v.run[a.id, tech.mode, year]) / a.full_output(year) for a in solved.problem.activities
        if a.asset == tech.asset)
    aged = None
    if tech.vintage is not None:
        terms, constant = vintage_terms(solved.problem, solved.v, tech, year, 1.0)
        aged = solved.total(terms) + constant
    return {
        "year": year, "existing": tech.existing[year], "programme": tech.programme[year],
        "from_orders": standing - tech.existing[year] - tech.programme[year], "standing": standing,
        "in_new_units": aged, "in_use": used}


def order_rows(solved: Solved, techs: list[Tech]) -> Table:
    """Every order with its price and who pays."""
    funds = solved.problem.money.funds_cost
    out = []
    for tech in techs:
        for order in orders_of(solved.v, tech, solved.problem):
            units = solved(order.variable)
            if not units:
                continue
            size, key = units * order.size, (order.channel, order.year)
            private, public = tech.private_annuity[key], tech.public_annuity[key]
            out.append({
                "asset": tech.asset, "mode": tech.mode, "channel": order.channel, "year": order.year,
                "lead": tech.lead[order.channel], "online": order.online, "size": size,
                "units": units if tech.unit_size is not None else None, "capex": tech.capex[order.year],
                "gap": tech.gap[order.year],
                "efficiency": None if order.channel == PRIVATE else tech.efficiency[order.channel][order.year],
                "public_usd_m": size * public_cost(tech, order.channel, order.year),
                "private_usd_m": size * private_cost(tech, order.year) if tech.owner != "pub" else 0.0,
                "private_annuity": private, "public_annuity": public,
                "import_annuity": tech.import_annuity[order.year] if tech.offset else None,
                "welfare_usd_m": -size * (private + public * funds)})
    return out


def growth_tables(solved: Solved) -> Tables:
    """How fast orders may grow, and what experience own technology has to have."""
    problem = solved.problem
    growth: Table = []
    for asset, rule in problem.growth.items():
        ordered = _ordered(solved, asset)
        if not any(ordered.values()):
            continue
        for t in range(min(ordered) - WINDOW, max(ordered) + 1):
            open_now = t in ordered
            before = sum(ordered.get(u, 0.0) + rule.carried.get(u, 0.0) for u in range(t - WINDOW, t)) / WINDOW
            growth.append({
                "asset": asset, "year": t, "rate": rule.rate, "seed": rule.seed[t] if open_now else None,
                "carried": rule.carried.get(t, 0.0), "ordered": ordered.get(t, 0.0),
                "limit": rule.seed[t] + (1.0 + rule.rate) * before if open_now else None})
    return {"growth": growth, "experience": _experience(solved)}


def _ordered(solved: Solved, asset: str) -> dict[int, float]:
    out: dict[int, float] = {}
    for tech in solved.problem.tech(asset):
        for order in orders_of(solved.v, tech, solved.problem):
            out[order.year] = out.get(order.year, 0.0) + solved(order.variable) * order.size
    return dict(sorted(out.items()))


def _experience(solved: Solved) -> Table:
    problem, out = solved.problem, []
    for asset, (teacher, threshold) in problem.experience.items():
        own = [o for t in problem.tech(asset) if t.own_technology for o in orders_of(solved.v, t, problem)]
        for t in problem.calendar.years if any(solved(o.variable) for o in own) else ():
            gained = sum(
                tech.weight / a.full_output(u) * solved(solved.v.run[a.id, tech.mode, u])
                for a in problem.activities if a.asset == teacher for tech in problem.tech(teacher)
                for u in problem.calendar.years if u < t)
            needed = threshold * sum(solved(o.variable) * o.size for o in own if o.year <= t)
            out.append({"asset": asset, "teacher": teacher, "year": t, "threshold": threshold, "needed": needed,
                        "gained": gained})
    return out
