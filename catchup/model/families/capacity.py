"""Family 2 and 3: capacity, lead times, ramps, whole units, vintages."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.problem import Activity, Good, Problem, Tech
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Order, Variables, order_size


def ramp_at(tech: Tech, age: int) -> float:
    """Share of full output in a year of operation, age 0 = first.   [fraction]"""
    if age < 0 or age >= tech.life:
        return 0.0
    return tech.ramp[age] if age < len(tech.ramp) else 1.0


def alive_at(tech: Tech, age: int) -> float:
    """1 while a unit stands, whatever its ramp."""
    return 1.0 if 0 <= age < tech.life else 0.0


def orders_of(v: Variables, tech: Tech, problem: Problem) -> list[Order]:
    """Every order of a mode, listed once."""
    if tech.key not in v.orders:
        size = order_size(tech)
        v.orders[tech.key] = [
            Order(channel, t, t + tech.lead[channel], v.order[*tech.key, channel, t], size)
            for t in problem.calendar.years
            for channel in tech.channels(t)
            if (*tech.key, channel, t) in v.order
        ]
    return v.orders[tech.key]


def stand_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """stand(t) = existing + programmes + sum_u order(u) ramp(t - u - lead).   [capacity units]"""
    last = problem.calendar.last
    for tech in problem.techs:
        size, item = order_size(tech), f"{tech.asset}|{tech.mode}"
        terms: dict[int, list[Term]] = {t: [(v.stand[*tech.key, t], 1.0)] for t in problem.calendar.years}
        given = [(age, -size * share) for age, share in tech.shares.items()]
        for order in orders_of(v, tech, problem):
            for age, amount in given:
                if order.online + age > last:
                    break
                terms[order.online + age].append((order.variable, amount))
        for t, left in terms.items():
            yield row("stand", problem.site, item, t, left, "==", tech.existing[t] + tech.programme[t])


def run_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """sum over the processes of an asset: run / output per capacity <= capacity in place.   [capacity units]"""
    by_asset: dict[str, list[Activity]] = {}
    for activity in problem.activities:
        by_asset.setdefault(activity.asset, []).append(activity)
    for tech in problem.techs:
        activities = by_asset.get(tech.asset, [])
        if not activities:
            continue
        for t in problem.calendar.years:
            terms: list[Term] = [(v.run[a.id, tech.mode, t], 1.0 / a.full_output(t)) for a in activities]
            right = 0.0
            if tech.vintage is None:
                terms.append((v.stand[*tech.key, t], -1.0))
            else:
                aged, right = vintage_terms(problem, v, tech, t, -1.0)
                terms.extend(aged)
            yield row("capacity", problem.site, f"{tech.asset}|{tech.mode}", t, terms, "<=", -right)


def vintage_terms(problem: Problem, v: Variables, tech: Tech, year: int, sign: float) -> tuple[list[Term], float]:
    """Hardware in place, in units of this year's new hardware: a unit of vintage u counts growth^-(year - u).

    The vintage is the year of delivery; what stands today is of the first year's. Returns terms and the constant part.
    [capacity units]
    """
    assert tech.vintage is not None
    growth, shares = tech.vintage.growth, tech.shares
    terms = [
        (order.variable, sign * order.size * shares[age] * growth ** -age) for order in orders_of(v, tech, problem)
        if (age := year - order.online) in shares]
    first = problem.calendar.first
    constant = (tech.existing[year] + tech.programme[year]) * growth ** -(year - first)
    return terms, sign * constant


def occupancy_terms(
    problem: Problem, v: Variables, tech: Tech, good: Good, year: int
) -> tuple[list[Term], float]:
    """What capacity in place takes up of a good; newer hardware takes up less per dollar.   [commodity units]

    Of a good that today's capacity has already (its place in today's grid) only new capacity takes from the balance.
    """
    amount = tech.occupies[good.id]
    today = tech.existing[year]
    if tech.vintage is None:
        return [(v.stand[*tech.key, year], amount)], -amount * today if good.given else 0.0
    growth = tech.vintage.occupancy_growth
    first = problem.calendar.first
    terms = []
    for order in orders_of(v, tech, problem):
        if alive_at(tech, year - order.online) > 0:
            terms.append((order.variable, amount * order.size * growth ** (order.online - first)))
    return terms, amount * (tech.programme[year] + (0.0 if good.given else today))
