"""Money by payer: net benefit, public cash, private money and foreign money are four different things."""

from __future__ import annotations

from typing import Any

from catchup.model.families.money import duty_terms, state_bill, surplus_terms, taxed_terms
from catchup.results.reading import Solved


def money(solved: Solved) -> list[dict[str, Any]]:
    """Cash by year, payer and kind; positive is spent, negative received.   [USD m]"""
    out = []
    for year in shown(solved):
        for (payer, kind), amount in public_cash(solved, year).items():
            if abs(amount) > 1e-6:
                out.append({"year": year, "payer": payer, "kind": kind, "usd_m": amount})
    return out


def shown(solved: Solved) -> range:
    """Years that a page shows."""
    calendar = solved.problem.calendar
    return range(calendar.first, calendar.shown + 1)


def public_cash(solved: Solved, year: int) -> dict[tuple[str, str], float]:
    """Every item of a year, by payer and kind."""
    problem, v = solved.problem, solved.v
    money, delivery = problem.money, problem.delivery
    capital = solved.capital_cash(year)
    upkeep = -solved.total((x, a) for x, a in surplus_terms(problem, v, year, ("pub",)) if a < 0)
    surplus = solved.total((x, a) for x, a in surplus_terms(problem, v, year, ("pub",)) if a > 0)
    taxed = solved.total(taxed_terms(problem, v, year))
    duties, policy = solved.total(duty_terms(problem, v, year)), problem.policy
    imports = solved.total(state_bill(problem, v, year))
    training = sum(
        s.training_cost * solved(v.train[s.id, year]) for s in problem.skills.values() if (s.id, year) in v.train)
    reform = delivery.upkeep * solved(v.capacity[year])
    reform += delivery.setup * solved(v.reform[year]) if year in v.reform else 0.0
    before = solved(v.debt[year - 1]) if year - 1 in v.debt else 0.0
    kept = solved(v.reserve[year - 1]) if year - 1 in v.reserve else 0.0
    return {
        ("public", "capital"): capital["public"], ("public", "upkeep"): upkeep, ("public", "training"): training,
        ("public", "reform"): reform, ("public", "service_bill_of_the_state"): imports,
        ("public", "committed"): money.committed[year] + policy.cost.get(year, 0.0),
        ("public", "taxes_and_surplus"): -(
            money.pub_surplus_share * surplus + money.tax_share * taxed + duties + policy.revenue.get(year, 0.0)),
        ("public", "borrowing"): -solved(v.borrow[year]),
        ("public", "debt_service"): solved(v.repay[year]) + money.debt_rate * before,
        ("public", "reserve"): solved(v.reserve[year]) - kept,
        ("domestic", "capital"): capital["dom"], ("foreign", "capital"): capital["for"],
    }


FINANCING = ("borrowing", "debt_service", "reserve")


def public_spending(solved: Solved, year: int) -> float:
    """Public spending of the plan in a year before taxes and financing.   [USD m]"""
    return sum(
        a for (payer, kind), a in public_cash(solved, year).items()
        if payer == "public" and kind not in (*FINANCING, "taxes_and_surplus"))


def public_net(solved: Solved, year: int) -> float:
    """Net public cash of the plan, financing left out.   [USD m]"""
    return sum(
        a for (payer, kind), a in public_cash(solved, year).items() if payer == "public" and kind not in FINANCING)


def limits(solved: Solved) -> list[dict[str, Any]]:
    """What each payer spends against what he can, by year.   [USD m]"""
    money = solved.problem.money
    out = []
    for t in shown(solved):
        capital = solved.capital_cash(t)
        out.append({
            "year": t, "gdp_usd_m": money.gdp[t], "revenue_usd_m": money.revenue[t],
            "public_limit_usd_m": money.budget[t], "public_net_usd_m": public_net(solved, t),
            "domestic_limit_usd_m": money.domestic_cap[t], "domestic_usd_m": capital["dom"],
            "foreign_limit_usd_m": money.foreign_cap[t], "foreign_usd_m": capital["for"],
        })
    return out


def people(solved: Solved) -> list[dict[str, Any]]:
    """People needed, within reach, trained and attracted."""
    from catchup.model.families.people import staff_terms

    problem, v = solved.problem, solved.v
    out = []
    for skill in problem.skills.values():
        for t in shown(solved):
            needed = solved.total(staff_terms(problem, v, skill, t))
            trained = sum(solved(x) for (s, u), x in v.train.items() if s == skill.id and u == t)
            drawn = sum(solved(x) for (s, _, u), x in v.attract.items() if s == skill.id and u == t)
            out.append({"year": t, "skill": skill.id, "name": skill.name, "needed": needed,
                        "stock": skill.reachable, "trained": trained, "attracted": drawn})
    return out


def flows(solved: Solved) -> list[dict[str, Any]]:
    """Goods made, bought, sold and served, by year."""
    problem = solved.problem
    out: list[dict[str, Any]] = []

    def add(year: int, good: str, kind: str, by: str, amount: float, price: float) -> None:
        if amount > 1e-6:
            out.append({"year": year, "commodity": good, "kind": kind, "by": by, "amount": amount,
                        "unit": problem.goods[good].unit, "usd_m": amount * price})

    for t in shown(solved):
        for activity in problem.activities:
            for tech in problem.tech(activity.asset):
                price = problem.goods[activity.output].home_price[t]
                add(t, activity.output, "made", f"{activity.id}/{tech.mode}",
                    solved(solved.v.run[activity.id, tech.mode, t]), price)
        for good in problem.goods.values():
            if good.buy_price is not None:
                add(t, good.id, "bought", "world", solved.bought(good.id, t), good.buy_price[t])
            if good.sell_price is not None:
                add(t, good.id, "sold", "world", solved.sold(good.id, t), good.sell_price[t])
        for demand in problem.demands:
            for route in demand.routes:
                add(t, route.commodity, "served", demand.id,
                    solved.served(demand.id, route.commodity, t) * route.per_unit, 0.0)
    return out
