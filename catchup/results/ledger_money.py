"""The ledger's part on money: limits and decisions by year, every item of cash, and the parts of net benefit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catchup.model.families.exchange import exchange_terms
from catchup.model.families.money import (
    cover_terms,
    duty_terms,
    private_capital,
    public_capital,
    state_bill,
    surplus_terms,
    taxed_terms,
)
from catchup.model.families.trade import foreign_need
from catchup.model.objective import FEE
from catchup.results.lags import machine_good
from catchup.results.reading import Solved

Table = list[dict[str, Any]]
OFFSET_YEAR = 2035
MACHINES = "need_of:"
"""what the term begins with that names the good of machines at home"""


def money_tables(solved: Solved) -> dict[str, Table]:
    """Terms, years, cash by item and the parts of W."""
    years = solved.problem.calendar.years
    cash = {t: _cash(solved, t) for t in years}
    return {
        "terms": _terms(solved), "years": [_year(solved, t) for t in years],
        "cash": [{"year": t, "item": item, "usd_m": amount} for t in years for item, amount in cash[t].items()
                 if amount],
        "welfare": [{"item": part, "usd_m": amount} for part, amount in _welfare(solved, cash).items()],
    }


def _terms(solved: Solved) -> Table:
    problem = solved.problem
    money, delivery, policy = problem.money, problem.delivery, problem.policy
    good, amount = machine_good(problem)
    found = {
        "first_order_year": (problem.calendar.first_order, "year"), "debt_rate": (money.debt_rate, "a year"),
        "surplus_share": (money.pub_surplus_share, "share of the surplus of public assets"),
        "tax_share": (money.tax_share, "share of taxed surplus"),
        "remitted": (money.remitted, "share of cover that foreign owners take out"),
        "cost_of_public_funds": (money.funds_cost, "USD per public USD"),
        "borrowing_fee": (FEE, "USD per USD"),
        "exchange_premium": (money.exchange_premium, "USD per USD of foreign exchange"),
        "entrant_discount": (problem.entry_discount, "share of the price"),
        "delivery_start": (delivery.start, "USD m a year"), "delivery_decay": (delivery.decay, "a year"),
        "delivery_upkeep": (delivery.upkeep, "USD a year per USD a year"),
        "delivery_setup": (delivery.setup, "USD per USD a year"), "delivery_lead": (delivery.lead, "years"),
        "delivery_growth": (delivery.growth, "a year"),
        "export_share": (policy.export_share, "share of supported output"),
        "export_grace": (policy.export_grace, "years"),
        "new_orders": (int(problem.aim.new_orders), "1 yes, 0 no"),
        "baseline_welfare": (problem.baseline_welfare, "USD m, PV"),
        f"{MACHINES}{good}": (amount, "units per unit of demand, from machines at home"),
    }
    return [{"name": name, "value": value, "unit": unit} for name, (value, unit) in found.items()]


def _of(series: Mapping[int, float] | None, year: int, default: float | None = None) -> float | None:
    return default if series is None else series.get(year, default)


def _year(solved: Solved, t: int) -> dict[str, Any]:
    problem, v = solved.problem, solved.v
    money, policy = problem.money, problem.policy
    terms, constant = foreign_need(problem, v, t)
    return {
        "year": t, "discount": problem.discount[t], "budget": money.budget[t], "committed": money.committed[t],
        "lever_cost": policy.cost.get(t, 0.0), "lever_revenue": policy.revenue.get(t, 0.0),
        "lever_value": policy.recovered_value.get(t, 0.0), "domestic_limit": money.domestic_cap[t],
        "foreign_limit": money.foreign_cap[t], "ordinary_limit": money.ordinary_limit[t],
        "outlay_limit": _of(money.outlay_limit, t), "borrow_limit": money.borrow_limit[t],
        "debt_limit": money.debt_limit[t], "reserve_limit": money.reserve_limit[t],
        "delivery_limit": max(problem.delivery.maximum[t], problem.delivery.start),
        "reform_seed": problem.delivery.seed[t], "borrowed": solved(v.borrow[t]), "repaid": solved(v.repay[t]),
        "debt": solved(v.debt[t]), "reserve": solved(v.reserve[t]), "short": solved(v.slack["money", "public", t]),
        "delivery": solved(v.capacity[t]), "reform": solved(v.reform[t]) if t in v.reform else 0.0,
        "state_from_home": _of(policy.state_from_home, t), "supplier_cap": _of(policy.supplier_cap, t),
        "need_from_abroad": solved.total(terms) + constant,
        "exchange_out": solved.total(exchange_terms(problem, v, t)), "exchange_room": _of(money.exchange_room, t),
        "base_exchange_out": _of(problem.baseline_exchange, t),
        "base_need_from_abroad": _of(problem.baseline_need, t) if t in _compared(solved) else None,
    }


def _compared(solved: Solved) -> set[int | None]:
    """Years in which need from abroad is held against that under import."""
    return {OFFSET_YEAR, solved.problem.calendar.shown, *(goal.year for goal in solved.problem.aim.goals)}


def _cash(solved: Solved, t: int) -> dict[str, float]:
    problem, v = solved.problem, solved.v
    state = [(x, a) for x, a in surplus_terms(problem, v, t, ("pub",))]
    return {
        "ordinary_capital": solved.total(public_capital(problem, v, t, "ordinary")),
        "mission_capital": solved.total(public_capital(problem, v, t, "mission")),
        "domestic_capital": solved.total(private_capital(problem, v, t, "dom")),
        "foreign_capital": solved.total(private_capital(problem, v, t, "for")),
        "delivery_upkeep": problem.delivery.upkeep * solved(v.capacity[t]),
        "reform": problem.delivery.setup * solved(v.reform[t]) if t in v.reform else 0.0,
        "training": sum(
            s.training_cost * solved(v.train[s.id, t]) for s in problem.skills.values() if (s.id, t) in v.train),
        "state_bill": solved.total(state_bill(problem, v, t)),
        "losses_of_public_assets": -solved.total((x, a) for x, a in state if a < 0),
        "surplus_of_public_assets": solved.total((x, a) for x, a in state if a > 0),
        "taxed_surplus": solved.total(taxed_terms(problem, v, t)),
        "duties": solved.total(duty_terms(problem, v, t)),
        "cover_of_foreign_owners": solved.total(cover_terms(problem, v, t, ("for",))),
    }


def _welfare(solved: Solved, cash: Mapping[int, Mapping[str, float]]) -> dict[str, float]:
    """Parts of W, in present value; they add up to `total`."""
    problem = solved.problem
    parts: dict[str, float] = {}
    for t, items in cash.items():
        for part, amount in _welfare_of_year(solved, t, items).items():
            parts[part] = parts.get(part, 0.0) + problem.discount[t] * amount
    funds = problem.money.funds_cost
    parts["capital"] = -sum(
        solved(order.variable) * order.size
        * (tech.private_annuity[order.channel, order.year] + funds * tech.public_annuity[order.channel, order.year])
        for tech in problem.techs for order in solved.v.orders.get(tech.key, ()))
    last = problem.calendar.last
    parts["debt_at_the_end"] = -problem.discount[last] * solved(solved.v.debt[last])
    return parts | {"total": solved.welfare}


def _welfare_of_year(solved: Solved, t: int, cash: Mapping[str, float]) -> dict[str, float]:
    problem, v = solved.problem, solved.v
    money, policy = problem.money, problem.policy
    funds = money.funds_cost
    value = sum(
        worth * route.value[t] * solved(v.serve[d.id, route.commodity, b, t])
        for d in problem.demands if problem.aim.beyond or not d.beyond for route in d.routes
        for b, (_, worth) in enumerate(d.blocks))
    back = (money.pub_surplus_share * cash["surplus_of_public_assets"] - cash["losses_of_public_assets"]
            + money.tax_share * cash["taxed_surplus"] + cash["duties"] - cash["state_bill"])
    return {
        "value_served": value, "sales": _sales(solved, t),
        "imports": -sum(g.buy_price[t] * solved.bought(g.id, t) for g in problem.goods.values()
                        if g.buy_price is not None),
        "running": -sum(a.variable_cost * solved(v.run[a.id, k.mode, t])
                        for a in problem.activities for k in problem.tech(a.asset)),
        "upkeep": -sum((k.fixed_om + k.staff_cost) * solved.standing(k, t) for k in problem.techs),
        "training": -funds * cash["training"], "attracted": -_attracted(solved, t),
        "delivery": -funds * (cash["delivery_upkeep"] + cash["reform"]), "public_funds": (funds - 1.0) * back,
        "cover_taken_out": -money.remitted * cash["cover_of_foreign_owners"],
        "foreign_exchange": -money.exchange_premium * solved.total(exchange_terms(problem, v, t)),
        "borrowing_fee": -FEE * solved(v.borrow[t]),
        "levers": (funds - 1.0) * policy.revenue.get(t, 0.0) + policy.recovered_value.get(t, 0.0)
        - funds * policy.cost.get(t, 0.0),
    }


def _sales(solved: Solved, t: int) -> float:
    problem, v, total = solved.problem, solved.v, 0.0
    for good in problem.goods.values():
        if good.sell_price is not None and (good.id, 0, t) in v.sell:
            for j, block in enumerate(good.blocks):
                new, old = solved(v.sell[good.id, j, t]), solved(v.established[good.id, j, t])
                total += good.sell_price[t] * block.factor * (
                    new * (1.0 - problem.entry_discount) + old * problem.entry_discount)
    return total


def _attracted(solved: Solved, t: int) -> float:
    problem, total = solved.problem, 0.0
    for skill in problem.skills.values():
        stay = sum((1.0 - skill.attrition) ** k for k in range(problem.calendar.last - t + 1))
        for b, (_, factor) in enumerate(skill.abroad):
            if (skill.id, b, t) in solved.v.attract:
                cost = skill.relocation + (factor - 1.0) * skill.pay * stay
                total += cost * solved(solved.v.attract[skill.id, b, t])
    return total
