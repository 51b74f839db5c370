"""The ledger's part on demand, people, import caps and promises."""

from __future__ import annotations

from typing import Any

from catchup.model.families.capacity import orders_of
from catchup.model.families.money import construction_terms
from catchup.model.problem import DemandData, Skill
from catchup.results.reading import Solved

Table = list[dict[str, Any]]
Tables = dict[str, Table]


def demand_tables(solved: Solved) -> Tables:
    """Final demands, their blocks and routes, what is served; caps, promises and targets."""
    names = ("demands", "demand_blocks", "demand_years", "routes", "route_years", "serves")
    out: Tables = {name: [] for name in names}
    years, aim = solved.problem.calendar.years, solved.problem.aim
    for demand in solved.problem.demands:
        key = {"demand": demand.id}
        out["demands"].append(key | {
            "name": demand.name, "unit": demand.unit, "headline": demand.headline,
            "counted": aim.beyond or not demand.beyond, "state_share": demand.state_share,
            "must_blocks": demand.must_blocks})
        out["demand_blocks"] += [
            key | {"block": b, "width": width, "value": value} for b, (width, value) in enumerate(demand.blocks)]
        out["demand_years"] += [
            key | {"year": t, "total": demand.total[t],
                   "served": sum(solved.served(demand.id, r.commodity, t) for r in demand.routes)} for t in years]
        _routes(solved, demand, out)
    return out | {"caps": _caps(solved), "commitments": _commitments(solved), "targets": _targets(solved)}


def _routes(solved: Solved, demand: DemandData, out: Tables) -> None:
    years = solved.problem.calendar.years
    for route in demand.routes:
        key = {"demand": demand.id, "good": route.commodity}
        served = {
            (b, t): solved(solved.v.serve[demand.id, route.commodity, b, t])
            for b in range(len(demand.blocks)) for t in years}
        out["routes"].append(key | {
            "per_unit": route.per_unit, "at_home": route.counts_at_home, "served": sum(served.values())})
        for t in years:
            worth = sum(
                value * route.value[t] * served[b, t] for b, (_, value) in enumerate(demand.blocks))
            out["route_years"].append(key | {
                "year": t, "age": route.age[t], "value": route.value[t],
                "served": sum(served[b, t] for b in range(len(demand.blocks))), "worth_usd_m": worth})
        out["serves"] += [key | {"block": b, "year": t, "amount": x} for (b, t), x in served.items() if x]


def _caps(solved: Solved) -> Table:
    problem, out = solved.problem, []
    for cap in problem.import_caps:
        for first, last, limit in cap.spans:
            delivered = 0.0
            for tech in problem.techs:
                growth = tech.vintage.growth if tech.vintage is not None else 1.0
                for o in orders_of(solved.v, tech, problem) if tech.hardware == cap.good else ():
                    if first <= o.online <= last:
                        aged = growth ** (o.online - problem.calendar.first)
                        delivered += solved(o.variable) * o.size * cap.per_unit * aged
            out.append({"good": cap.good, "unit": cap.unit, "per_unit": cap.per_unit, "first": first, "last": last,
                        "limit": limit, "delivered": delivered})
    return out


def _commitments(solved: Solved) -> Table:
    problem, out = solved.problem, []
    for promise in problem.policy.commitments:
        ordered = sum(
            solved(o.variable) * o.size for tech in problem.tech(promise.asset)
            for o in orders_of(solved.v, tech, problem) if o.year <= promise.by)
        short = solved(solved.v.slack["commit", promise.asset, promise.by])
        out.append({"asset": promise.asset, "last_year": promise.by, "amount": promise.amount, "ordered": ordered,
                    "short": short})
    return out


def _targets(solved: Solved) -> Table:
    out = []
    for goal in solved.problem.aim.goals:
        slack = solved.v.slack.get(("goal", goal.measure, goal.year)) if goal.year is not None else None
        out.append({"measure": goal.measure, "year": goal.year, "at_least": goal.at_least,
                    "missed": solved(slack) if slack is not None else None})
    return out


def people_tables(solved: Solved) -> Tables:
    """Skills, who is needed, trained and attracted."""
    problem, v = solved.problem, solved.v
    out: Tables = {"skills": [], "skill_years": [], "attracted": []}
    for skill in problem.skills.values():
        out["skills"].append({
            "skill": skill.id, "name": skill.name, "reachable": skill.reachable, "pay": skill.pay,
            "study_years": skill.study_years, "training_cost": skill.training_cost, "relocation": skill.relocation,
            "attrition": skill.attrition, "construction": problem.construction_people.get(skill.id, 0.0)})
        for t in problem.calendar.years:
            out["skill_years"].append(_skill_year(solved, skill, t))
            out["attracted"] += [
                {"skill": skill.id, "block": b, "year": t, "most": most, "factor": factor, "people": people}
                for b, (most, factor) in enumerate(skill.abroad)
                if (skill.id, b, t) in v.attract and (people := solved(v.attract[skill.id, b, t]))]
    return out


def _skill_year(solved: Solved, skill: Skill, year: int) -> dict[str, Any]:
    problem, v = solved.problem, solved.v
    train = v.train.get((skill.id, year))
    kept, gained = 1.0 - skill.attrition, 0.0
    for u in problem.calendar.years:
        ready = u + skill.study_years
        if ready <= year and (skill.id, u) in v.train:
            gained += solved(v.train[skill.id, u]) * kept ** (year - ready)
        if u <= year:
            came = sum(solved(x) for (s, _, t), x in v.attract.items() if s == skill.id and t == u)
            gained += came * kept ** (year - u)
    building = problem.construction_people.get(skill.id, 0.0) * solved.total(construction_terms(problem, v, year))
    return {
        "skill": skill.id, "year": year, "places": skill.places[year], "trained": solved(train) if train else 0.0,
        "running": sum(t.staff.get(skill.id, 0.0) * solved.standing(t, year) for t in problem.techs),
        "building": building, "gained": gained, "short": solved(v.slack["people", skill.id, year])}
