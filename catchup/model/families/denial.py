"""Family 16: the same capacities operated once more, without the group that denies.   (economics 7)"""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.columns import Columns
from catchup.model.denied import Denied, denied_columns
from catchup.model.families.capacity import orders_of, ramp_at
from catchup.model.problem import Activity, Problem, Tech
from catchup.model.rows import Row, Term, row
from catchup.model.shocks import Denial, State
from catchup.model.variables import Variables


def denial_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Rows of the years under denial that the strategy plans for; none where it plans for none."""
    for state, denied in v.denied.items():
        yield from state_rows(problem, v, state, denied)


def state_columns(
    columns: Columns, problem: Problem, v: Variables, state: State, *, planned: bool = False) -> Denied:
    """Columns of a year under denial: of what the plan may have by then.

    Where it is `planned` for, nothing that the group supplies in part is bought: a plan that could count on the part of
    others would buy abroad what it makes at home, only to have that part.
    """
    t = state.year
    traded = {good for good, year in v.buy if year == t and not (planned and _of(problem).denied(good) > 0)}
    sold = {(good, block) for good, block, year in v.sell if year == t}
    alive = {tech.key: set(_capacity(problem, v, tech, state)) for tech in problem.techs}
    return denied_columns(columns, problem, state, traded, sold, alive)


def state_rows(problem: Problem, v: Variables, state: State, denied: Denied) -> Iterator[Row]:
    """One year under denial, of `age` years so far; primes mark its own decisions.

    on'(v) <= left x capacity of that vintage, only orders placed `age` years ago or earlier, later ones at 1 - share;
    sum of run' / output per capacity <= on' at its vintage; made' + bought' >= used' + occupied' + sold' + served';
    bought' <= (1 - share) bought; sold' <= sold; served' within the blocks.
    """
    yield from _capacity_rows(problem, v, state, denied)
    yield from _run_rows(problem, state, denied)
    yield from _balance_rows(problem, state, denied)
    yield from _demand_rows(problem, state, denied)
    yield from _trade_rows(problem, v, state, denied)


def _row(problem: Problem, state: State, item: str, terms: list[Term], sense: str, right: float) -> Row:
    assert sense in ("<=", ">=")
    return row("denial", problem.site, f"{item}|{state.age}", state.year, terms,
               "<=" if sense == "<=" else ">=", right)


def _of(problem: Problem) -> Denial:
    assert problem.denial is not None
    return problem.denial


def _capacity(problem: Problem, v: Variables, tech: Tech, state: State) -> dict[int, tuple[list[Term], float]]:
    """Capacity by vintage that is left under denial: terms in the plan's own decisions, and what stands without it."""
    t = state.year
    if tech.vintage is None:
        return {0: ([(v.stand[*tech.key, t], 1.0)], 0.0)}
    denial, first = _of(problem), problem.calendar.first
    left = denial.left(tech.hardware, state.age) if tech.hardware else 1.0
    late = 1.0 - denial.denied(tech.hardware) if tech.hardware else 1.0
    out: dict[int, tuple[list[Term], float]] = {}
    standing = tech.existing[t] + tech.programme[t]
    if standing > 0:
        out[first] = [], left * standing
    for order in orders_of(v, tech, problem):
        share = ramp_at(tech, t - order.online) * left * (1.0 if order.year <= t - state.age else late)
        if share > 0:
            terms, fixed = out.get(order.online, ([], 0.0))
            out[order.online] = [*terms, (order.variable, order.size * share)], fixed
    return out


def _capacity_rows(problem: Problem, v: Variables, state: State, denied: Denied) -> Iterator[Row]:
    for tech in problem.techs:
        for vintage, (terms, fixed) in _capacity(problem, v, tech, state).items():
            on = denied.on.get((*tech.key, vintage))
            if on is not None:
                item = f"on|{tech.asset}|{tech.mode}|{vintage}"
                yield _row(problem, state, item, [(on, 1.0), *((var, -a) for var, a in terms)], "<=", fixed)


def _in_use(problem: Problem, denied: Denied, tech: Tech) -> list[tuple[int, Term]]:
    """(vintage, capacity in use) of a mode."""
    return [(vintage, (on, 1.0)) for (asset, mode, vintage), on in denied.on.items() if (asset, mode) == tech.key]


def _run_rows(problem: Problem, state: State, denied: Denied) -> Iterator[Row]:
    by_asset: dict[str, list[Activity]] = {}
    for activity in problem.activities:
        by_asset.setdefault(activity.asset, []).append(activity)
    for tech in problem.techs:
        runs = [(denied.run[a.id, tech.mode], 1.0 / a.full_output(state.year)) for a in by_asset.get(tech.asset, [])
                if (a.id, tech.mode) in denied.run]
        if not runs:
            continue
        growth = tech.vintage.growth if tech.vintage is not None else 1.0
        used = [(on, -growth ** -(state.year - vintage) if tech.vintage is not None else -1.0)
                for vintage, (on, _) in _in_use(problem, denied, tech)]
        yield _row(problem, state, f"run|{tech.asset}|{tech.mode}", [*runs, *used], "<=", 0.0)


def _balance_rows(problem: Problem, state: State, denied: Denied) -> Iterator[Row]:
    for good in problem.goods.values():
        terms, constant = _balance_terms(problem, state, denied, good.id)
        if terms:
            yield _row(problem, state, f"balance|{good.id}", terms, ">=", -constant - good.supply[state.year])


def _balance_terms(problem: Problem, state: State, denied: Denied, good: str) -> tuple[list[Term], float]:
    terms: list[Term] = []
    constant = 0.0
    for activity in problem.activities:
        for tech in problem.tech(activity.asset):
            run = denied.run.get((activity.id, tech.mode))
            if run is not None:
                net = (1.0 if activity.output == good else 0.0) + activity.by_products.get(good, 0.0)
                net -= 0.0 if _worn(problem, tech, good) else activity.inputs.get(good, 0.0)
                if net:
                    terms.append((run, net))
    for tech in problem.techs:
        if not tech.denied:
            more, fixed = _standing_terms(problem, state, denied, tech, good)
            terms += more
            constant += fixed
    if good in denied.buy:
        terms.append((denied.buy[good], 1.0))
    terms += [(sell, -1.0) for (name, _), sell in denied.sell.items() if name == good]
    for demand in problem.demands:
        for route in demand.routes:
            if route.commodity == good:
                terms += [(denied.serve[demand.id, good, b], -route.per_unit) for b in range(len(demand.blocks))]
    return terms, constant


def _worn(problem: Problem, tech: Tech, good: str) -> bool:
    """Machines run without the denied spare parts and wear out instead: that is what `spare` counts."""
    return tech.hardware is not None and _of(problem).denied(good) > 0.0


def _standing_terms(
    problem: Problem, state: State, denied: Denied, tech: Tech, good: str) -> tuple[list[Term], float]:
    """What capacity in use provides or takes up of a good; today's capacity has its share of a given good already."""
    provided, taken = tech.provides.get(good, 0.0), tech.occupies.get(good, 0.0)
    if not provided and not taken:
        return [], 0.0
    first = problem.calendar.first
    terms = []
    for vintage, (on, _) in _in_use(problem, denied, tech):
        aged = tech.vintage.occupancy_growth ** (vintage - first) if tech.vintage is not None else 1.0
        terms.append((on, provided - taken * aged))
    return terms, taken * tech.existing[state.year] if problem.goods[good].given else 0.0


def _demand_rows(problem: Problem, state: State, denied: Denied) -> Iterator[Row]:
    for demand in problem.demands:
        for b, (width, _) in enumerate(demand.blocks):
            terms = [(denied.serve[demand.id, r.commodity, b], 1.0) for r in demand.routes]
            yield _row(problem, state, f"demand|{demand.id}|{b}", terms, "<=", width * demand.total[state.year])


def _trade_rows(problem: Problem, v: Variables, state: State, denied: Denied) -> Iterator[Row]:
    denial, t = _of(problem), state.year
    for good, buy in denied.buy.items():
        share = denial.denied(good)
        if share > 0:
            yield _row(problem, state, f"buy|{good}", [(buy, 1.0), (v.buy[good, t], share - 1.0)], "<=", 0.0)
    for (good, block), sell in denied.sell.items():
        past = denied.established[good, block]
        item = f"{good}|{block}"
        now, before = v.sell[good, block, t], v.established[good, block, t]
        yield _row(problem, state, f"sell|{item}", [(sell, 1.0), (now, -1.0)], "<=", 0.0)
        yield _row(problem, state, f"established|{item}", [(past, 1.0), (before, -1.0)], "<=", 0.0)
        yield _row(problem, state, f"discount|{item}", [(past, 1.0), (sell, -1.0)], "<=", 0.0)


def denied_operation(problem: Problem, state: State, denied: Denied) -> list[Term]:
    """Value served + sales - imports - running cost of a year under denial.   [USD m a year]"""
    t, terms = state.year, denied_value(problem, state, denied)
    for good_id, buy in denied.buy.items():
        price = problem.goods[good_id].buy_price
        if price is not None:
            terms.append((buy, -price[t]))
    for (good_id, block), sell in denied.sell.items():
        good = problem.goods[good_id]
        if good.sell_price is not None:
            earned = good.sell_price[t] * good.blocks[block].factor
            terms.append((sell, earned * (1.0 - problem.entry_discount)))
            terms.append((denied.established[good_id, block], earned * problem.entry_discount))
    cost = {a.id: a.variable_cost for a in problem.activities}
    terms += [(run, -cost[activity]) for (activity, _), run in denied.run.items() if cost[activity]]
    return terms


def denied_value(problem: Problem, state: State, denied: Denied, *, must: bool = False) -> list[Term]:
    """Value of the demand that is still met, models held at the age they have by then.   [USD m a year]

    With `must`, of the headline's demand at world price only.
    """
    held = _of(problem).held
    terms: list[Term] = []
    for demand in problem.demands:
        if not (demand.headline if must else problem.aim.beyond or not demand.beyond):
            continue
        blocks = demand.blocks[:demand.must_blocks] if must else demand.blocks
        for route in demand.routes:
            left = held.get((demand.id, route.commodity, state.age), route.value)[state.year]
            terms += [(denied.serve[demand.id, route.commodity, b], value * left)
                      for b, (_, value) in enumerate(blocks)]
    return terms
