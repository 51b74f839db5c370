"""Family 8: public, domestic and foreign money, each within its own limit; debt and reserve."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.capacity import orders_of
from catchup.model.problem import PRIVATE, Activity, Problem, Tech
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Order, Variables, once


def spending_share(order: Order, year: int) -> float:
    """Capex is paid in equal parts over the years of construction.   [fraction]"""
    years = max(1, order.online - order.year)
    return 1.0 / years if order.year <= year < order.year + years else 0.0


def public_cost(tech: Tech, channel: str, year: int) -> float:
    """Public cash for a unit of capacity ordered in a year: gap x capex x overrun / efficiency.   [USD m per unit]"""
    if channel == PRIVATE:
        return 0.0
    return tech.gap[year] * tech.capex[year] * (1.0 + tech.overrun) / tech.efficiency[channel][year]


def private_cost(tech: Tech, year: int) -> float:
    """What the private or foreign owner pays himself.   [USD m per unit]"""
    return (1.0 - tech.gap[year]) * tech.capex[year] * (1.0 + tech.overrun)


def under_construction(problem: Problem, v: Variables, year: int) -> list[tuple[Tech, Order, float]]:
    """Orders that are paid for in a year, with the share of their capex, listed once."""
    if not v.building:
        v.building.update({t: [] for t in problem.calendar.years})
        for tech in problem.techs:
            for order in orders_of(v, tech, problem):
                share = 1.0 / max(1, order.online - order.year)
                for t in range(order.year, max(order.online, order.year + 1)):
                    if t in v.building:
                        v.building[t].append((tech, order, share))
    return v.building[year]


@once
def public_capital(problem: Problem, v: Variables, year: int, channel: str) -> list[Term]:
    """Public capital cash of a channel in a year.   [USD m]"""
    return [
        (order.variable, order.size * share * public_cost(tech, channel, order.year))
        for tech, order, share in under_construction(problem, v, year) if order.channel == channel]


@once
def private_capital(problem: Problem, v: Variables, year: int, owner: str) -> list[Term]:
    """Capital that domestic or foreign owners pay in a year.   [USD m]"""
    return [
        (order.variable, order.size * share * private_cost(tech, order.year))
        for tech, order, share in under_construction(problem, v, year) if tech.owner == owner]


@once
def construction_terms(problem: Problem, v: Variables, year: int) -> list[Term]:
    """Local capital spending in a year, all payers: what construction people are counted by.   [USD m]"""
    return [
        (order.variable, order.size * share * tech.local_share * tech.capex[order.year])
        for tech, order, share in under_construction(problem, v, year)]


def margin(problem: Problem, activity: Activity, year: int) -> float:
    """Price at home less inputs and running cost, for a unit of output.   [USD m per unit]"""
    goods = problem.goods
    cost = activity.variable_cost
    for good, amount in activity.inputs.items():
        bought, duty = goods[good].buy_price, 1.0 + goods[good].tariff
        cost += amount * (bought[year] * duty if bought is not None else goods[good].home_price[year])
    return goods[activity.output].home_price[year] - cost


@once
def surplus_terms(problem: Problem, v: Variables, year: int, owners: tuple[str, ...]) -> list[Term]:
    """Operating surplus of the capacity of some owners that sells at a price, less upkeep and staff.   [USD m]"""
    terms: list[Term] = []
    for activity in problem.activities:
        gain = margin(problem, activity, year)
        for tech in problem.tech(activity.asset):
            if tech.owner in owners and (tech.owner == "pub" or tech.depreciation is not None):
                terms.append((v.run[activity.id, tech.mode, year], gain))
    for tech in problem.techs:
        if tech.owner in owners and (tech.owner == "pub" or tech.depreciation is not None):
            terms.append((v.stand[*tech.key, year], -(tech.fixed_om + tech.staff_cost)))
    return terms


@once
def taxed_terms(problem: Problem, v: Variables, year: int) -> list[Term]:
    """What private owners are taxed on: surplus less straight-line depreciation.   [USD m]"""
    terms = surplus_terms(problem, v, year, ("dom", "for"))
    for tech in problem.techs:
        if tech.owner != "pub" and tech.depreciation is not None:
            terms.append((v.stand[*tech.key, year], -tech.depreciation))
    return terms


@once
def state_bill(problem: Problem, v: Variables, year: int) -> list[Term]:
    """What the state pays for its own use of the headline service, by whatever route.   [USD m]"""
    terms: list[Term] = []
    for demand in problem.demands:
        if demand.state_share:
            for route in demand.routes:
                good = problem.goods[route.commodity]
                price = good.buy_price[year] if good.buy_price is not None else good.home_price[year]
                amount = demand.state_share * price * route.per_unit
                terms.extend(
                    (v.serve[demand.id, route.commodity, b, year], amount) for b in range(len(demand.blocks)))
    return terms


@once
def cover_terms(problem: Problem, v: Variables, year: int, owners: tuple[str, ...]) -> list[Term]:
    """What makers at home can charge above the price abroad under the cover of a duty.   [USD m a year]

    Users pay it to owners: a transfer at home, an outflow where the owner is foreign.
    """
    terms: list[Term] = []
    for activity in problem.activities:
        good = problem.goods[activity.output]
        if good.tariff and good.buy_price is not None:
            cover = good.tariff * good.buy_price[year]
            terms += [
                (v.run[activity.id, t.mode, year], cover) for t in problem.tech(activity.asset) if t.owner in owners]
    return terms


def public_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Net public cash of the plan <= budget of the year.   [USD m]

    capital + reform and upkeep + training + upkeep of public assets + the state's own service bill + committed
    + cost of levers
    <= budget + theta (surplus of public assets) + tau (surplus of private assets) + duties + what levers recover
       + borrowing - debt service + reserve(t-1) - reserve(t) + slack
    and, whatever comes back: all that is paid out <= most that a treasury gives to one plan + slack
    """
    money = problem.money
    for t in problem.calendar.years:
        terms = public_cash(problem, v, t)
        terms += [(v.borrow[t], -1.0), (v.repay[t], 1.0), (v.reserve[t], 1.0), (v.slack["money", "public", t], -1.0)]
        if t - 1 in v.debt:
            terms.append((v.debt[t - 1], money.debt_rate))
            terms.append((v.reserve[t - 1], -1.0))
        yield row("money", problem.site, "public", t, terms, "<=", public_limit(problem, t))
        if money.outlay_limit is not None:
            promised = money.committed[t] + problem.policy.cost.get(t, 0.0)
            terms = [*public_outlay(problem, v, t), (v.slack["money", "public", t], -1.0)]
            yield row("money", problem.site, "outlay", t, terms, "<=", money.outlay_limit[t] - promised)


def public_limit(problem: Problem, year: int) -> float:
    """Budget of a year less what is promised to programmes and levers, plus what levers recover.   [USD m]"""
    policy, money = problem.policy, problem.money
    levers = policy.revenue.get(year, 0.0) - policy.cost.get(year, 0.0)
    return money.budget[year] - money.committed[year] + levers


@once
def duty_terms(problem: Problem, v: Variables, year: int) -> list[Term]:
    """Duties paid by users to the state in a year.   [USD m]"""
    return [
        (v.buy[good.id, year], good.tariff * good.buy_price[year]) for good in problem.goods.values()
        if good.tariff and good.buy_price is not None and (good.id, year) in v.buy]


def public_outlay(problem: Problem, v: Variables, year: int) -> list[Term]:
    """What the state pays out in a year: capital, reform, training, its own bill, upkeep of its assets.   [USD m]"""
    upkeep = [(variable, -amount) for variable, amount in surplus_terms(problem, v, year, ("pub",)) if amount < 0]
    return [*_paid(problem, v, year), *upkeep]


def _paid(problem: Problem, v: Variables, year: int) -> list[Term]:
    delivery = problem.delivery
    terms = public_capital(problem, v, year, "ordinary") + public_capital(problem, v, year, "mission")
    terms.append((v.capacity[year], delivery.upkeep))
    if year in v.reform:
        terms.append((v.reform[year], delivery.setup))
    for skill in problem.skills.values():
        if (skill.id, year) in v.train:
            terms.append((v.train[skill.id, year], skill.training_cost))
    return [*terms, *state_bill(problem, v, year)]


def public_cash(problem: Problem, v: Variables, year: int) -> list[Term]:
    """Public cash of the plan in a year net of what comes back, before debt and reserve.   [USD m]"""
    money, terms = problem.money, _paid(problem, v, year)
    share = money.pub_surplus_share
    terms += [(variable, -amount * (share if amount > 0 else 1.0))
              for variable, amount in surplus_terms(problem, v, year, ("pub",))]
    tax = money.tax_share
    terms += [(variable, -amount * tax) for variable, amount in taxed_terms(problem, v, year)]
    terms += [(variable, -amount) for variable, amount in duty_terms(problem, v, year)]
    return terms


def private_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """What owners pay <= what they bring to these sectors in a year (crowding-in is capped).   [USD m]"""
    for owner, name, cap in (
        ("dom", "domestic", problem.money.domestic_cap), ("for", "foreign", problem.money.foreign_cap)):
        for t in problem.calendar.years:
            terms = private_capital(problem, v, t, owner)
            if terms:
                yield row("money", problem.site, name, t, terms, "<=", cap[t])


def debt_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """debt(t) = debt(t-1) + borrow - repay; borrowing, debt and reserve have their limits as bounds.   [USD m]"""
    for t in problem.calendar.years:
        terms: list[Term] = [(v.debt[t], 1.0), (v.borrow[t], -1.0), (v.repay[t], 1.0)]
        if t - 1 in v.debt:
            terms.append((v.debt[t - 1], -1.0))
        yield row("debt", problem.site, "stock", t, terms, "==", 0.0)
