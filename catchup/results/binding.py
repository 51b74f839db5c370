"""What binds: prices of goods as sentences, limits ranked by what relaxing them would bring, and the chain picture."""

from __future__ import annotations

from typing import Any

from catchup.model.rows import parts
from catchup.results.money import shown
from catchup.results.reading import Solved
from catchup.results.words import ASSUMED, price_sentence, row_sentence, size_of

RANKED = ("growth", "access", "experience", "people", "mission", "ordinary", "money",
          "import_cap", "exchange")
ONE_PER_CENT = 0.01


def prices(solved: Solved) -> list[dict[str, Any]]:
    """What one more unit of each good or limit is worth, by shown year; only where it is worth something."""
    out = []
    years = set(shown(solved))
    for name in solved.prices:
        family, _, thing, year = parts(name)
        if family not in ("balance", *RANKED) or int(year) not in years:
            continue
        worth = solved.worth(name)
        if worth <= 1e-4 or (family == "balance" and not _says_more(solved, name, worth)):
            continue
        title, layer, unit = _named(solved, family, thing)
        sentence = price_sentence(title, unit, int(year), worth) if family == "balance" else row_sentence(solved, name)
        out.append({"family": family, "item": thing, "name": title, "layer": layer, "year": int(year),
                    "usd_m_per_unit": worth, "unit": unit, "sentence": sentence})
    out.sort(key=lambda r: (r["family"], r["item"], r["year"]))
    return out


def _says_more(solved: Solved, name: str, worth: float) -> bool:
    """Does anything flow through this balance, and is a unit worth something else than its price abroad?"""
    _, _, thing, year = parts(name)
    bought = solved.problem.goods[thing].buy_price
    if bought is not None and abs(worth - bought[int(year)]) <= 1e-3 * worth:
        return False
    return any(solved(column) for column, _ in solved.model.rows[name].terms)


def _named(solved: Solved, family: str, thing: str) -> tuple[str, str, str]:
    problem = solved.problem
    if family == "balance":
        good = problem.goods[thing]
        return good.name, good.layer, good.unit
    if family in ("growth", "access", "experience"):
        tech = problem.tech(thing.split("|")[0])[0]
        return tech.name, tech.layer, tech.unit
    if family == "import_cap":
        cap = next(c for c in problem.import_caps if c.good == thing)
        return f"Import cap on {cap.name}", problem.goods[thing].layer, cap.unit
    if family == "exchange":
        return "Foreign exchange", "delivery", "USD m"
    if family in ("people",):
        return problem.skills[thing].name, "people", "people"
    names = {"public": "Public budget", "outlay": "Yearly public outlay", "domestic": "Domestic private money",
             "foreign": "Foreign money"}
    if family == "money":
        return names[thing], "delivery", "USD m"
    return ("Delivery capacity" if family == "mission" else "Ordinary administration"), "delivery", "USD m a year"


def binding(solved: Solved) -> list[dict[str, Any]]:
    """Limits by what one per cent more of them would bring, largest first.   [USD m, PV]"""
    worth: dict[tuple[str, str], dict[int, float]] = {}
    for name, price in solved.prices.items():
        family, _, thing, year = parts(name)
        if family not in RANKED or price <= 0:
            continue
        limit = abs(_limit(solved, name))
        gain = price * limit * ONE_PER_CENT
        if gain > 0:
            worth.setdefault((family, thing), {})[int(year)] = gain
    rows = [_binding_row(solved, family, thing, years) for (family, thing), years in worth.items()]
    rows.sort(key=lambda r: (-r["worth_usd_m"], r["node"]))
    return rows


def _limit(solved: Solved, name: str) -> float:
    """Right-hand side of a row; of the mission row, the capacity itself."""
    family, _, _, year = parts(name)
    if family == "mission":
        return solved(solved.v.capacity[int(year)])
    return solved.model.rows[name].right


def _binding_row(solved: Solved, family: str, thing: str, years: dict[int, float]) -> dict[str, Any]:
    title, layer, _ = _named(solved, family, thing)
    first = min(years)
    name = f"{family}|{solved.problem.site}|{thing}|{first}"
    total = sum(years.values())
    sentence = row_sentence(solved, name)
    return {
        "node": thing.split("|")[0] if family in ("growth", "access", "experience") else f"{family}:{thing}",
        "layer": layer, "name": title, "first_year": first, "last_year": max(years), "worth_usd_m": total,
        "lag_years": None, "sentence": f"{sentence} One per cent more room is worth USD {size_of(total)} m.",
        "assumption": family in ASSUMED or thing in ("domestic", "foreign"),
    }


Table = list[dict[str, Any]]


def picture(solved: Solved, limits: Table) -> tuple[Table, Table]:
    """Nodes and links of the chain as far as this plan touches it: at home, built, or bought abroad; and what binds."""
    problem = solved.problem
    built = {i.tech.asset for i in solved.placed()}
    home = {t.asset for t in problem.techs if any(t.existing.values()) or any(t.programme.values())}
    tight = {r["node"]: r for r in limits[:6] if r["worth_usd_m"] > 0}
    used = [g for g in problem.goods if any(solved.bought(g, t) > 1e-6 for t in shown(solved))]
    nodes: dict[str, dict[str, Any]] = {}

    def node(name_id: str, name: str, layer: str, state: str) -> None:
        bound = tight.get(name_id)
        badge = f"USD {size_of(bound['worth_usd_m'])} m" if bound else None
        nodes[name_id] = {"id": name_id, "name": name, "layer": layer, "state": state, "binds": bound is not None,
                          "badge": badge}

    for asset in dict.fromkeys(t.asset for t in problem.techs):
        if asset in built or asset in home or asset in tight:
            tech = problem.tech(asset)[0]
            node(asset, tech.name, tech.layer, "built" if asset in built else "home")
    for good_id in used:
        good = problem.goods[good_id]
        if not any(a.output == good_id and a.asset in nodes for a in problem.activities):
            node(good_id, good.name, good.layer, "bought")
    links = _links(solved, nodes)
    for demand in problem.demands:
        served = any(solved.served(demand.id, r.commodity, t) > 0 for r in demand.routes for t in shown(solved))
        if served:
            node(demand.id, demand.name, "models" if demand.headline else "delivery", "home")
            for route in demand.routes:
                links.update({(k, demand.id): None for k in _givers(solved, nodes, route.commodity)})
    touched = {k for pair in links for k in pair}
    ordered = [n for n in nodes.values() if n["id"] in touched or n["binds"]]
    return ordered, [
        {"from": a, "to": b, "binds": a in tight} for a, b in links if a in nodes and b in nodes and a != b]


def _givers(solved: Solved, nodes: dict[str, dict[str, Any]], good: str) -> list[str]:
    problem = solved.problem
    makers = [a.asset for a in problem.activities if a.output == good and a.asset in nodes]
    makers += [t.asset for t in problem.techs if good in t.provides and t.asset in nodes]
    if good in nodes:
        makers.append(good)
    return list(dict.fromkeys(makers))


def _links(solved: Solved, nodes: dict[str, dict[str, Any]]) -> dict[tuple[str, str], None]:
    """Giver -> user, for every good that a used asset takes in or takes up."""
    problem = solved.problem
    links: dict[tuple[str, str], None] = {}
    for tech in problem.techs:
        if tech.asset in nodes:
            for good in tech.occupies:
                links.update({(k, tech.asset): None for k in _givers(solved, nodes, good)})
    for activity in problem.activities:
        if activity.asset in nodes:
            for good in activity.inputs:
                links.update({(k, activity.asset): None for k in _givers(solved, nodes, good)})
    return links
