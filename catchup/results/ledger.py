"""The ledger: what a plan decides in every solved year, with the figures from which its rows can be worked out again.

Only what stands, is ordered, runs, flows or is served is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catchup.model.families.capacity import occupancy_terms, orders_of
from catchup.model.families.trade import qualified_output
from catchup.model.problem import Activity, Good, Tech
from catchup.results.lags import machine_good
from catchup.results.ledger_capacity import growth_tables, mode_tables, order_rows
from catchup.results.ledger_demand import demand_tables, people_tables
from catchup.results.ledger_money import money_tables
from catchup.results.reading import Solved

Tables = dict[str, list[dict[str, Any]]]


def ledger(solved: Solved) -> Tables:
    """All tables of catchup/plan_ledger.py."""
    techs = living(solved)
    assets = {tech.asset for tech in techs}
    active = [a for a in solved.problem.activities if a.asset in assets]
    goods = _goods_touched(solved, techs, active)
    tables = _goods(solved, techs, active, goods) | _processes(solved, active)
    tables |= mode_tables(solved, techs) | {"orders": order_rows(solved, techs)} | growth_tables(solved)
    return tables | demand_tables(solved) | people_tables(solved) | money_tables(solved)


def living(solved: Solved) -> list[Tech]:
    """Modes of which something stands or is ordered."""
    years = solved.problem.calendar.years
    return [
        tech for tech in solved.problem.techs
        if any(tech.existing[t] > 0 or tech.programme[t] > 0 or solved.standing(tech, t) > 0 for t in years)
        or any(solved(order.variable) for order in orders_of(solved.v, tech, solved.problem))]


def _goods_touched(solved: Solved, techs: list[Tech], active: list[Activity]) -> list[Good]:
    problem = solved.problem
    named = {g for a in active for g in (a.output, *a.inputs, *a.by_products)}
    named |= {g for t in techs for g in (*t.provides, *t.occupies)}
    named |= {r.commodity for d in problem.demands for r in d.routes}
    named |= {g for g, t in solved.v.buy if solved.bought(g, t)}
    named.add(machine_good(problem)[0])
    return [g for g in problem.goods.values() if g.id in named]


def _goods(solved: Solved, techs: list[Tech], active: list[Activity], goods: list[Good]) -> Tables:
    rows = [
        {"good": g.id, "name": g.name, "unit": g.unit, "given": g.given, "offset": g.offset, "tariff": g.tariff,
         "group_part": solved.problem.policy.supplier_part.get(g.id)}
        for g in goods]
    years = [_good_year(solved, techs, active, g, t) for g in goods for t in solved.problem.calendar.years]
    sales = [
        {"good": g.id, "block": j, "year": t, "width": block.width[t], "factor": block.factor,
         "sold": solved(solved.v.sell[g.id, j, t]), "established": solved(solved.v.established[g.id, j, t])}
        for g in goods for j, block in enumerate(g.blocks) for t in solved.problem.calendar.years
        if (g.id, j, t) in solved.v.sell and solved(solved.v.sell[g.id, j, t])]
    return {"goods": rows, "good_years": years, "sales": sales}


def _good_year(solved: Solved, techs: list[Tech], active: list[Activity], good: Good, year: int) -> dict[str, Any]:
    made = used = 0.0
    for activity in active:
        output = sum(solved(solved.v.run[activity.id, k.mode, year]) for k in solved.problem.tech(activity.asset))
        made += output * ((1.0 if activity.output == good.id else 0.0) + activity.by_products.get(good.id, 0.0))
        used += output * activity.inputs.get(good.id, 0.0)
    served = sum(
        solved.served(d.id, r.commodity, year) * r.per_unit for d in solved.problem.demands for r in d.routes
        if r.commodity == good.id)
    slack = solved.v.slack.get(("balance", good.id, year))
    sold = solved.sold(good.id, year)
    return {
        "good": good.id, "year": year, "buy_price": _at(good.buy_price, year), "sell_price": _at(good.sell_price, year),
        "home_price": good.home_price[year], "supply": good.supply[year], "made": made,
        "bought": solved.bought(good.id, year),
        "provided": sum(k.provides.get(good.id, 0.0) * solved.standing(k, year) for k in techs), "used": used,
        "occupied": sum(occupied(solved, k, good, year) for k in techs if good.id in k.occupies),
        "sold": sold, "served": served, "short": solved(slack) if slack is not None else 0.0,
        "qualified": _ready(solved, good, year, 0) if sold else None,
        "past_entry": _ready(solved, good, year, 1) if sold else None,
    }


def _at(series: Mapping[int, float] | None, year: int) -> float | None:
    return None if series is None else series[year]


def occupied(solved: Solved, tech: Tech, good: Good, year: int) -> float:
    """What a mode takes up of a good, less what today's capacity has already."""
    terms, constant = occupancy_terms(solved.problem, solved.v, tech, good, year)
    return solved.total(terms) + constant


def _ready(solved: Solved, good: Good, year: int, extra: int) -> float:
    terms, constant = qualified_output(solved.problem, solved.v, good, year, extra)
    return constant - solved.total(terms)


def _processes(solved: Solved, active: list[Activity]) -> Tables:
    rows: list[dict[str, Any]] = []
    goods: list[dict[str, Any]] = []
    runs: list[dict[str, Any]] = []
    full: list[dict[str, Any]] = []
    for activity in active:
        amounts_run = {
            (k.mode, t): solved(solved.v.run[activity.id, k.mode, t])
            for k in solved.problem.tech(activity.asset) for t in solved.problem.calendar.years}
        own = [
            {"process": activity.id, "mode": mode, "year": t, "amount": amount,
             "capacity": amount / activity.full_output(t)} for (mode, t), amount in amounts_run.items() if amount]
        made = sum(amounts_run.values())
        runs += own
        full += [{"process": activity.id, "year": t, "per_capacity": activity.full_output(t)}
                 for t in solved.problem.calendar.years]
        rows.append({"process": activity.id, "asset": activity.asset, "output": activity.output,
                     "variable_cost": activity.variable_cost, "made": made})
        for kind, amounts in (("input", activity.inputs), ("by_product", activity.by_products)):
            goods += [{"process": activity.id, "good": g, "kind": kind, "per_output": a, "amount": a * made}
                      for g, a in amounts.items()]
    return {"processes": rows, "process_goods": goods, "process_years": full, "runs": runs}


