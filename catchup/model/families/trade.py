"""Family 9 and 12: sale of what is made at home, price blocks, suppliers; what the strategy promises of demand."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.columns import Column
from catchup.model.families.capacity import orders_of
from catchup.model.machines import headline, machine_good
from catchup.model.problem import Good, Problem, Tech
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables


def sale_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Sales <= qualified output at home (no resale); a price block's width is a bound.   [commodity units a year]"""
    for good in problem.goods.values():
        if (good.id, 0, problem.calendar.first) not in v.sell:
            continue
        for t in problem.calendar.years:
            sold: list[Term] = [(v.sell[good.id, j, t], 1.0) for j in range(len(good.blocks))]
            yield from origin_rows(problem, v, good, t, sold)
            old, constant = qualified_output(problem, v, good, t, extra=1)
            past: list[Term] = [(v.established[good.id, j, t], 1.0) for j in range(len(good.blocks))]
            yield row("established", problem.site, good.id, t, [*past, *old], "<=", constant)
            for j in range(len(good.blocks)):
                pair: list[Term] = [(v.established[good.id, j, t], 1.0), (v.sell[good.id, j, t], -1.0)]
                yield row("established", problem.site, f"{good.id}|{j}", t, pair, "<=", 0.0)


def origin_rows(problem: Problem, v: Variables, good: Good, year: int, leaving: list[Term]) -> Iterator[Row]:
    """What leaves the country <= qualified output at home, and <= what is made there.   [commodity units a year]"""
    ready, constant = qualified_output(problem, v, good, year, extra=0)
    yield row("qualified", problem.site, good.id, year, leaving + ready, "<=", constant)
    made = [(v.run[a.id, k.mode, year], -1.0) for a in problem.activities if a.output == good.id
            for k in problem.tech(a.asset)]
    yield row("resale", problem.site, good.id, year, leaving + made, "<=", 0.0)


def qualified_output(problem: Problem, v: Variables, good: Good, year: int, extra: int) -> tuple[list[Term], float]:
    """Output of capacity past its qualification (and, with extra, past the years of entrant's discount).

    What stands today has its customers; a programme counts as an entrant from its first year.
    """
    terms: list[Term] = []
    constant = 0.0
    for activity in problem.activities:
        if activity.output != good.id:
            continue
        for tech in problem.tech(activity.asset):
            wait = tech.qualification + extra * tech.discount_years
            full, shares = activity.full_output(year), tech.shares
            terms += [
                (order.variable, -order.size * shares[age] * full) for order in orders_of(v, tech, problem)
                if (age := year - order.online) >= wait and age in shares]
            earlier = year - wait
            ready = tech.programme.get(earlier, 0.0)
            constant += (tech.existing[year] + min(ready, tech.programme[year])) * full
    return terms, constant


def foreign_need(problem: Problem, v: Variables, year: int) -> tuple[list[Term], float]:
    """ND: what the country needs from abroad, net of what it sells.   [USD m a year]   (economics 5)

    ND = sum over offset goods (price x bought - price x sold) + annuity of imported equipment and of foreign owners
         + price x unmet demand.  Returns terms and a constant.
    """
    terms: list[Term] = []
    for good in problem.goods.values():
        if not good.offset:
            continue
        if good.buy_price is not None and (good.id, year) in v.buy:
            terms.append((v.buy[good.id, year], good.buy_price[year]))
        if good.sell_price is not None and (good.id, 0, year) in v.sell:
            price = good.sell_price[year]
            terms.extend((v.sell[good.id, j, year], -price * block.factor) for j, block in enumerate(good.blocks))
    for tech in problem.techs:
        if tech.offset:
            terms.extend(_equipment(problem, v, tech, year))
    constant = 0.0
    for demand in problem.demands:
        if demand.headline:
            for b in range(demand.must_blocks):
                constant += demand.blocks[b][0] * demand.total[year]
                terms.extend((v.serve[demand.id, r.commodity, b, year], -1.0) for r in demand.routes)
    return terms, constant


def _equipment(problem: Problem, v: Variables, tech: Tech, year: int) -> Iterator[Term]:
    for order in orders_of(v, tech, problem):
        if order.online <= year < order.online + tech.life:
            yield order.variable, order.size * tech.import_annuity[order.year]


def supplier_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Part x bought + made by plants of the group <= cap x (bought + made - sold), for a good that a lever names.

    Of a service that nobody makes at home, what users take in its stead counts instead:
    part x served by it <= cap x served by all.   [commodity units a year]
    """
    cap = problem.policy.supplier_cap
    if cap is None:
        return
    for good, part in problem.policy.supplier_part.items():
        for t in problem.calendar.years:
            terms = [*_from_the_group(problem, v, good, part, t)]
            terms += [(variable, -cap[t] * sign) for variable, sign in _from_anybody(problem, v, good, t)]
            if cap[t] < 1 and terms:
                yield row("supplier", problem.site, good, t, terms, "<=", 0.0)


def _instead(problem: Problem, good: str) -> list[tuple[str, str, int]]:
    """(demand, good, block) of all routes to the users of a service; nothing where it is made, or is no route."""
    if any(activity.output == good for activity in problem.activities):
        return []
    return [(d.id, r.commodity, b) for d in problem.demands if any(r.commodity == good for r in d.routes)
            for r in d.routes for b in range(len(d.blocks))]


def _from_the_group(problem: Problem, v: Variables, good: str, part: float, year: int) -> Iterator[Term]:
    served = _instead(problem, good)
    for demand, route, block in served:
        if route == good:
            yield v.serve[demand, good, block, year], part
    if not served:
        if (good, year) in v.buy:
            yield v.buy[good, year], part
        for run, tech in _runs(problem, v, good, year):
            if tech.denied:
                yield run, 1.0


def _from_anybody(problem: Problem, v: Variables, good: str, year: int) -> Iterator[Term]:
    served = _instead(problem, good)
    if served:
        yield from ((v.serve[demand, route, block, year], 1.0) for demand, route, block in served)
        return
    if (good, year) in v.buy:
        yield v.buy[good, year], 1.0
    yield from ((run, 1.0) for run, _ in _runs(problem, v, good, year))
    if (good, 0, year) in v.sell:
        yield from ((v.sell[good, j, year], -1.0) for j in range(len(problem.goods[good].blocks)))


def _runs(problem: Problem, v: Variables, good: str, year: int) -> Iterator[tuple[Column, Tech]]:
    for activity in problem.activities:
        if activity.output == good:
            yield from ((v.run[activity.id, tech.mode, year], tech) for tech in problem.tech(activity.asset))


def goal_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Offset asked for: ND(t) <= ND_import(t) - ratio x Dem(t), softened at the goal's price.   [USD m a year]

    Share served at home asked for: machines at home make what so much of the need takes, net of what they sell.
    """
    for goal in problem.aim.goals:
        if goal.year is None:
            continue
        slack = None if goal.price is None else v.slack["goal", goal.measure, goal.year]
        if goal.measure == "offset_ratio" and problem.baseline_need is not None:
            demand = sum(d.total[goal.year] for d in problem.demands if d.headline)
            terms, constant = foreign_need(problem, v, goal.year)
            terms += [(slack, -demand)] if slack is not None else []
            right = problem.baseline_need[goal.year] - goal.at_least * demand - constant
            yield row("goal", problem.site, goal.measure, goal.year, terms, "<=", right)
        elif goal.measure == "home_share":
            terms, need = machine_service(problem, v, goal.year)
            terms += [(slack, need)] if slack is not None else []
            yield row("goal", problem.site, goal.measure, goal.year, terms, ">=", goal.at_least * need)


def machine_service(problem: Problem, v: Variables, year: int) -> tuple[list[Term], float]:
    """What machines at home make less what they sell, and what the whole AI need takes.   [units of the good a year]"""
    good, amount = machine_good(problem)
    demand = headline(problem)
    need = sum(demand.blocks[b][0] for b in range(demand.must_blocks)) * demand.total[year]
    terms: list[Term] = [
        (v.run[a.id, tech.mode, year], 1.0) for a in problem.activities if a.output == good
        for tech in problem.tech(a.asset)]
    blocks = range(len(problem.goods[good].blocks))
    terms += [(v.sell[good, j, year], -1.0) for j in blocks if (good, j, year) in v.sell]
    return terms, need * amount
