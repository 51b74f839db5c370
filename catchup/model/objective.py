"""Net benefit W: what is served and sold, less what it costs the country, in present value."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.capacity import orders_of
from catchup.model.families.denial import denied_operation, denied_value
from catchup.model.families.exchange import exchange_terms
from catchup.model.families.money import cover_terms, duty_terms, public_capital, state_bill, surplus_terms, taxed_terms
from catchup.model.problem import DemandData, Problem
from catchup.model.rows import Term
from catchup.model.variables import Variables


def welfare(problem: Problem, v: Variables) -> list[Term]:
    """W = PV[ value served + sales - imports - running cost - upkeep - staff - people - economic annuities (of foreign
    owners: what they ask, after tax) - (cost of public funds - 1) x net public cost
    - premium x foreign exchange that leaves ].   [USD m, PV of the first year]
    """
    terms: list[Term] = []
    for demand in problem.demands:
        if problem.aim.beyond or not demand.beyond:
            terms.extend(served_value(problem, v, demand))
    for t in problem.calendar.years:
        present = problem.discount[t]
        terms += [(var, present * amount) for var, amount in _yearly(problem, v, t)]
    terms.extend(_capital(problem, v))
    last = problem.calendar.last
    terms.append((v.debt[last], -problem.discount[last]))
    return terms


def served_value(problem: Problem, v: Variables, demand: DemandData) -> Iterator[Term]:
    """PV of the value of a demand that is met, each route at its age.   [USD m]"""
    for t in problem.calendar.years:
        for route in demand.routes:
            for b, (_, value) in enumerate(demand.blocks):
                worth = value * route.value[t] * problem.discount[t]
                yield v.serve[demand.id, route.commodity, b, t], worth


def _yearly(problem: Problem, v: Variables, year: int) -> list[Term]:
    return [
        *_trade(problem, v, year), *_running(problem, v, year),
        *[(v.stand[*tech.key, year], -upkeep) for tech in problem.techs if (upkeep := tech.fixed_om + tech.staff_cost)],
        *_people(problem, v, year), *_state(problem, v, year)]


def _running(problem: Problem, v: Variables, year: int) -> list[Term]:
    return [(v.run[activity.id, tech.mode, year], -activity.variable_cost) for activity in problem.activities
            if activity.variable_cost for tech in problem.tech(activity.asset)]


def _trade(problem: Problem, v: Variables, year: int) -> Iterator[Term]:
    for good in problem.goods.values():
        if good.buy_price is not None and (good.id, year) in v.buy:
            yield v.buy[good.id, year], -good.buy_price[year]
        if good.sell_price is not None and (good.id, 0, year) in v.sell:
            price = good.sell_price[year]
            for j, block in enumerate(good.blocks):
                yield v.sell[good.id, j, year], price * block.factor * (1.0 - problem.entry_discount)
                yield v.established[good.id, j, year], price * block.factor * problem.entry_discount


def _people(problem: Problem, v: Variables, year: int) -> Iterator[Term]:
    for skill in problem.skills.values():
        if (skill.id, year) not in v.train:
            continue
        yield v.train[skill.id, year], -skill.training_cost * problem.money.funds_cost
        stay = sum((1.0 - skill.attrition) ** k for k in range(problem.calendar.last - year + 1))
        for b, (_, factor) in enumerate(skill.abroad):
            yield v.attract[skill.id, b, year], -(skill.relocation + (factor - 1.0) * skill.pay * stay)


def _state(problem: Problem, v: Variables, year: int) -> list[Term]:
    """Upkeep and reform of delivery, and the extra cost of public funds."""
    money, delivery = problem.money, problem.delivery
    extra = money.funds_cost - 1.0
    taxed, left, premium = extra * money.tax_share, -money.remitted, -money.exchange_premium
    terms = [(v.capacity[year], -delivery.upkeep * money.funds_cost)]
    if year in v.reform:
        terms.append((v.reform[year], -delivery.setup * money.funds_cost))
    terms += [(variable, -extra * amount) for variable, amount in state_bill(problem, v, year)]
    terms += [(variable, extra * amount * (money.pub_surplus_share if amount > 0 else 1.0))
              for variable, amount in surplus_terms(problem, v, year, ("pub",))]
    terms += [(variable, taxed * amount) for variable, amount in taxed_terms(problem, v, year)]
    terms += [(variable, extra * amount) for variable, amount in duty_terms(problem, v, year)]
    terms += [(variable, left * amount) for variable, amount in cover_terms(problem, v, year, ("for",))]
    terms.append((v.borrow[year], -FEE))
    if money.exchange_premium:
        terms += [(variable, premium * amount) for variable, amount in exchange_terms(problem, v, year)]
    return terms


FEE = 1e-4
"""cost of a borrowed dollar in the objective, so that nothing is borrowed and repaid in the same year for nothing"""


def fixed_welfare(problem: Problem) -> float:
    """Part of W that no decision moves: public cost of the levers, and what they recover.   [USD m, PV]"""
    policy, money, total = problem.policy, problem.money, 0.0
    for t in problem.calendar.years:
        net = (money.funds_cost - 1.0) * policy.revenue.get(t, 0.0) + policy.recovered_value.get(t, 0.0)
        total += problem.discount[t] * (net - money.funds_cost * policy.cost.get(t, 0.0))
    return total


def aside(problem: Problem, v: Variables) -> Iterator[Term]:
    """What steers the choice but is no benefit: rent asked of foreign owners, duties of users, dear slacks.   [USD m]

    Users choose at market prices; the duty itself goes to the state, so it is no cost to the country.
    """
    for t in problem.calendar.years:
        present = problem.discount[t]
        for variable, amount in duty_terms(problem, v, t):
            yield variable, -present * amount
        for tech in problem.techs:
            if tech.rent:
                yield v.stand[*tech.key, t], present * tech.rent
    known: dict[tuple[str, str, int], float] = {}
    for (family, item, t), slack in v.slack.items():
        key = family, item, t if family == "goal" else 0
        if key not in known:
            known[key] = _slack_price(problem, family, item, t)
        yield slack, -problem.discount[t] * known[key]


def _slack_price(problem: Problem, family: str, item: str, year: int) -> float:
    money = problem.money
    if family == "people":
        return money.slack_price * _worth_of_a_place(problem, item)
    if family == "balance":
        return money.slack_price * _yearly_cost(problem, item)
    if family == "commit":
        return next(c.price for c in problem.policy.commitments if c.asset == item)
    if family == "goal":
        return goal_price(problem, item, year)
    return money.slack_price * money.funds_cost


def goal_price(problem: Problem, measure: str, year: int) -> float:
    """What a miss of a softened target costs.   [USD m for one unit]"""
    soft = [g for g in problem.aim.goals if g.measure == measure and g.price is not None]
    return next((g.price or 0.0 for g in soft if g.year == year), soft[0].price or 0.0)


def _worth_of_a_place(problem: Problem, skill: str) -> float:
    """More than a person could be worth to anybody: no plant is ever staffed from slack.   [USD m a year per person]

    The most that a place of work costs to build or sells in a year, whichever is more; at least the pay.
    """
    worth = problem.skills[skill].pay
    for tech in problem.techs:
        people = tech.staff.get(skill, 0.0)
        if people:
            sold = [max(a.full_output(t) * problem.goods[a.output].home_price[t] for t in problem.calendar.years)
                    for a in problem.activities if a.asset == tech.asset]
            worth = max(worth, max(tech.capex[problem.calendar.first], *sold, 0.0) / people)
    return worth


def _yearly_cost(problem: Problem, good: str) -> float:
    """More than a unit could be worth to anybody: no demand is ever served from slack.   [USD m a year per unit]"""
    costs = [t.capex[problem.calendar.first] * 0.1 / t.provides[good] for t in problem.techs if good in t.provides]
    price = max(problem.goods[good].home_price.values())
    values = [value for d in problem.demands for _, value in d.blocks if d.beyond]
    return max(price, min(costs, default=0.0), *values)


def _capital(problem: Problem, v: Variables) -> Iterator[Term]:
    for tech in problem.techs:
        for order in orders_of(v, tech, problem):
            key = (order.channel, order.year)
            cost = tech.private_annuity[key] + tech.public_annuity[key] * problem.money.funds_cost
            yield order.variable, -order.size * cost


def public_present_cost(problem: Problem, v: Variables) -> list[Term]:
    """PV of public spending of the plan, before what comes back in taxes; slack included.   [USD m]"""
    terms: list[Term] = []
    for t in problem.calendar.years:
        present = problem.discount[t]
        for channel in ("ordinary", "mission"):
            terms.extend((var, present * amount) for var, amount in public_capital(problem, v, t, channel))
        terms.append((v.capacity[t], present * problem.delivery.upkeep))
        if t in v.reform:
            terms.append((v.reform[t], present * problem.delivery.setup))
        for skill in problem.skills.values():
            if (skill.id, t) in v.train:
                terms.append((v.train[skill.id, t], present * skill.training_cost))
        for variable, amount in surplus_terms(problem, v, t, ("pub",)):
            terms.append((variable, -present * min(0.0, amount)))
        for (family, _, year), slack in v.slack.items():
            if year == t and family not in ("goal", "commit"):
                terms.append((slack, present * problem.money.slack_price))
    return terms


def operation(problem: Problem, v: Variables, year: int) -> Iterator[Term]:
    """Value served + sales - imports - running cost of the plan in a year, as `denied_operation` counts them.

    [USD m a year]
    """
    for demand in problem.demands:
        if problem.aim.beyond or not demand.beyond:
            for route in demand.routes:
                for b, (_, value) in enumerate(demand.blocks):
                    yield v.serve[demand.id, route.commodity, b, year], value * route.value[year]
    yield from _trade(problem, v, year)
    yield from _running(problem, v, year)


def denial_change(problem: Problem, v: Variables) -> Iterator[Term]:
    """W under denial less W: PV of the change in operation in the years that stand for all.   [USD m, PV]"""
    for state, denied in v.denied.items():
        for var, amount in denied_operation(problem, state, denied):
            yield var, state.weight * amount
        for var, amount in operation(problem, v, state.year):
            yield var, -state.weight * amount


def embargo_value(problem: Problem, v: Variables) -> list[Term]:
    """PV of the value of the headline's must demand that is still served under denial.   [USD m, PV]"""
    return [(var, state.weight * amount) for state, denied in v.denied.items()
            for var, amount in denied_value(problem, state, denied, must=True)]
