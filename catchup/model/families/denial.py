"""Family 16: the same capacities operated once more, without the group that denies.   (economics 7)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catchup.model.columns import Column, Columns
from catchup.model.denied import Denied, denied_columns
from catchup.model.families.capacity import orders_of, ramp_at
from catchup.model.problem import Activity, Good, Problem, Tech
from catchup.model.rows import Row, Term, row
from catchup.model.shocks import Denial, State
from catchup.model.variables import Variables


def denial_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Rows of the years under denial that the strategy plans for; none where it plans for none."""
    yield from rows_of_states(problem, v, v.denied)


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


def rows_of_states(problem: Problem, v: Variables, states: Mapping[State, Denied]) -> Iterator[Row]:
    """Each of some years under denial, of `age` years so far; primes mark its own decisions.

    on'(v) <= left x capacity of that vintage, only orders placed `age` years ago or earlier, later ones at 1 - share;
    sum of run' / output per capacity <= on' at its vintage; made' + bought' >= used' + occupied' + sold' + served';
    bought' <= (1 - share) bought; sold' <= sold; served' within the blocks.
    """
    uses = {good: _Uses.of(problem, good) for good in problem.goods} if states else {}
    for state, denied in states.items():
        used = _in_use(denied)
        yield from _capacity_rows(problem, v, state, denied)
        yield from _run_rows(problem, state, denied, used)
        for good, its in uses.items():
            terms, constant = its.terms(problem, state, denied, used)
            if terms:
                right = -constant - problem.goods[good].supply[state.year]
                yield _row(problem, state, f"balance|{good}", terms, ">=", right)
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


InUse = Mapping[tuple[str, str], list[tuple[int, Column]]]
"""mode -> (vintage, capacity in use)"""


def _in_use(denied: Denied) -> InUse:
    out: dict[tuple[str, str], list[tuple[int, Column]]] = {}
    for (asset, mode, vintage), on in denied.on.items():
        out.setdefault((asset, mode), []).append((vintage, on))
    return out


def _run_rows(problem: Problem, state: State, denied: Denied, in_use: InUse) -> Iterator[Row]:
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
                for vintage, on in in_use.get(tech.key, ())]
        yield _row(problem, state, f"run|{tech.asset}|{tech.mode}", [*runs, *used], "<=", 0.0)


@dataclass(frozen=True)
class _Uses:
    """Who makes, gives, takes up and serves a good under denial, in whatever year."""

    good: Good
    runs: tuple[tuple[tuple[str, str], float], ...]
    """((process, mode), net output of a unit of activity)"""
    stands: tuple[tuple[Tech, float, float], ...]
    """(tech, given, taken up by a unit of capacity)"""
    served: tuple[tuple[tuple[str, str, int], float], ...]

    @classmethod
    def of(cls, problem: Problem, good: str) -> _Uses:
        """The same in every year."""
        runs = []
        for activity in problem.activities:
            gross = (1.0 if activity.output == good else 0.0) + activity.by_products.get(good, 0.0)
            taken = activity.inputs.get(good, 0.0)
            if gross or taken:
                for tech in problem.tech(activity.asset):
                    net = gross - (0.0 if _worn(problem, tech, good) else taken)
                    if net:
                        runs.append(((activity.id, tech.mode), net))
        stands = [(tech, tech.provides.get(good, 0.0), tech.occupies.get(good, 0.0)) for tech in problem.techs
                  if not tech.denied]
        served = [((demand.id, good, b), -route.per_unit) for demand in problem.demands for route in demand.routes
                  if route.commodity == good for b in range(len(demand.blocks))]
        return cls(problem.goods[good], tuple(runs), tuple(s for s in stands if s[1] or s[2]), tuple(served))

    def terms(self, problem: Problem, state: State, denied: Denied, in_use: InUse) -> tuple[list[Term], float]:
        """The left-hand side of a year, and the constant part; today's capacity has its share of a given good."""
        good, first, constant = self.good, problem.calendar.first, 0.0
        terms: list[Term] = [(denied.run[key], net) for key, net in self.runs if key in denied.run]
        for tech, provided, taken in self.stands:
            growth = tech.vintage.occupancy_growth if tech.vintage is not None else 1.0
            terms += [(on, provided - taken * growth ** (vintage - first) if tech.vintage is not None
                       else provided - taken) for vintage, on in in_use.get(tech.key, ())]
            constant += taken * tech.existing[state.year] if good.given else 0.0
        if good.id in denied.buy:
            terms.append((denied.buy[good.id], 1.0))
        blocks = [(good.id, block) for block in range(len(good.blocks))]
        terms += [(denied.sell[key], -1.0) for key in blocks if key in denied.sell]
        terms += [(denied.serve[key], amount) for key, amount in self.served]
        return terms, constant


def _worn(problem: Problem, tech: Tech, good: str) -> bool:
    """Machines run without the denied spare parts and wear out instead: that is what `spare` counts."""
    return tech.hardware is not None and _of(problem).denied(good) > 0.0


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
