"""What a pact is worth to each member: all planned together with shipments, against each planned alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from catchup.errors import NoAnswer
from catchup.figures import Figures
from catchup.load import Loaded
from catchup.loading.pact_check import tradable
from catchup.model.build import SCALE
from catchup.model.joint import Arc, Joint, combined, join
from catchup.model.objective import fixed_welfare
from catchup.pact_records import Flow, Member, OrderChange, Worth
from catchup.plan_meta import named, options_of
from catchup.prepare.build import Setting, with_baseline
from catchup.quantity import walk
from catchup.resident import Resident, Search
from catchup.results.lags import lags_of, machine_good
from catchup.results.reading import Solved
from catchup.results.scorecard import money_figures
from catchup.schema.chain import Chain
from catchup.schema.pact import Pact
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.solver import GAP, NODES, Answer
from catchup.solving import HOPELESS, before_of, solved_of
from catchup.work import Work

LITTLE = 0.02
"""a change of orders under this part of the larger is none"""
SMALL_ORDER = 20.0
"""nor is one that moves less capital   [USD m]"""
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Alone:
    """A member on its own: its baseline, its plan, and its plan with the pact's information but without its cost."""

    work: Work
    base: Solved
    plan: Solved
    informed: Solved


def pact_worth(
    profiles: Sequence[Loaded[Profile]], chain: Loaded[Chain], scenario: Loaded[Scenario], strategy: Loaded[Strategy],
    pact: Loaded[Pact], *, as_of: str | None = None, progress: Progress | None = None,
) -> Worth:
    """Gains, shipments and changed orders of two or more countries under a pact.

    W of all members is maximised together; shipments are settled at the world price. Raises NoAnswer if a hard target
    cannot be met, SolverError if the solver gives up.
    """
    tell = progress or (lambda _text, _share: None)
    alone: dict[str, Alone] = {}
    for number, profile in enumerate(profiles):
        tell(f"{profile.record.country.short_name} alone", 0.5 * number / len(profiles))
        work = Work(profile, chain, scenario, as_of or profile.record.as_of)
        alone[profile.record.country.iso3] = _alone(work, strategy.record, pact.record)
    tell("all together", 0.5)
    settings = {site: _setting(one.work, one.base, strategy.record, pact.record) for site, one in alone.items()}
    settings = {site: _paying(setting, pact.record) for site, setting in settings.items()}
    figures = {site: one.work.figures(strategy.record).under(pact.record) for site, one in alone.items()}
    joint = join([setting.problem for setting in settings.values()],
                 arcs_of(pact.record, chain.record, settings, figures))
    plants = {name: value for one in alone.values() for name, value in _plants(one.informed).items()}
    answer = solve_joint(joint, plants)
    grades = [quantity.grade for _, quantity in walk(pact.record, "pact")]
    together = {site: solved_of(setting, joint.members[site], answer, answer) for site, setting in settings.items()}
    return Worth(
        pact.record.id, pact.record.name, pact.record.says, strategy.record.name, scenario.record.name,
        _command(profiles, scenario, strategy, pact),
        next(iter(settings.values())).problem.calendar.shown,
        tuple(_member(one, together[site], joint, figures[site]) for site, one in alone.items()),
        tuple(_flows(joint, answer)),
        tuple(change for site, one in alone.items() for change in _orders(site, one.plan, together[site])),
        abs(answer.gap * combined(joint, answer.values))
        + sum(abs(one.plan.answer.gap * one.plan.answer.objective) / SCALE for one in alone.values()),
        len(grades), grades.count("D"))


def _command(
    profiles: Sequence[Loaded[Profile]], scenario: Loaded[Scenario], strategy: Loaded[Strategy], pact: Loaded[Pact],
) -> str:
    return f"catchup compare {' '.join(map(named, profiles))}{options_of(strategy, scenario)} --pact {named(pact)}"


def _alone(work: Work, strategy: Strategy, pact: Pact) -> Alone:
    base = work.baseline()
    plan = work.solve(strategy, base, steady=False)
    informed = plan
    if pact.shared:
        model = join([_setting(work, base, strategy, pact).problem], ())
        answer = solve_joint(model, _plants(plan))
        site = plan.problem.site
        informed = solved_of(plan.setting, model.members[site], answer, answer)
    return Alone(work, base, plan, informed)


def _setting(work: Work, base: Solved, strategy: Strategy, pact: Pact) -> Setting:
    """A member's numbers with the figures that sharing changes."""
    case, before = work.inputs.case(strategy), before_of(base)
    return with_baseline(case.setting(case.figures.under(pact)), before)


def _paying(setting: Setting, pact: Pact) -> Setting:
    """The same with the member's part of the public cost, from the first year in which the plan may act."""
    if pact.cost is None:
        return setting
    problem = setting.problem
    cost = {t: problem.policy.cost.get(t, 0.0) + pact.cost.value * problem.money.gdp[t] * _in_force(setting, t)
            for t in problem.calendar.years}
    return replace(setting, problem=replace(problem, policy=replace(problem.policy, cost=cost)))


def _in_force(setting: Setting, year: int) -> float:
    return 1.0 if year >= setting.problem.calendar.first_order else 0.0


def arcs_of(
    pact: Pact, chain: Chain, settings: Mapping[str, Setting], figures: Mapping[str, Figures]) -> Iterator[Arc]:
    """Every good on every arc that the pact opens, from the year in which it is in force; pooled goods as pooled.

    Freight of a traded good = pact's multiple x what the receiver's own imports pay; of a pooled one, the pact's share.
    """
    pooled = pact.pooled.goods if pact.pooled is not None else ()
    free = () if pact.free_trade is None else (
        tradable(chain) if pact.free_trade.goods == "all" else pact.free_trade.goods)
    own = {(arc.from_, arc.to): arc.freight.value for arc in (pact.free_trade.arcs if pact.free_trade else ())}
    for sender in settings:
        for receiver in settings:
            if sender == receiver:
                continue
            for good in dict.fromkeys((*pooled, *free)):
                price = settings[sender].prices.world(good)
                if price is None:
                    continue
                if good in pooled and pact.pooled is not None:
                    share = pact.pooled.carriage.value
                else:
                    assert pact.free_trade is not None
                    times = own.get((sender, receiver), pact.free_trade.freight.value)
                    share = times * figures[receiver].get(f"chain.commodities.{good}.freight", 0.0)
                yield Arc(sender, receiver, good, price, {t: share * p for t, p in price.items()}, good in pooled)


def solve_joint(joint: Joint, plants: Mapping[str, float] | None = None) -> Answer:
    """Optimum over whole plants of all members, never worse than with the plants that they choose alone.

    Whole columns are fixed in the end, so that values are those of a program without rounding.
    """
    start = _kept(joint, plants) if plants is not None else None
    search = Search(joint)
    aside = search.hopeless(HOPELESS)
    if start is not None:
        aside = frozenset(name for name in aside if start.values[name] < 0.5)
        search.begin(start.values)
    found = search.run(aside, GAP, NODES)
    whole = {c.name: float(round(found.values[c.name])) for c in joint.columns if c.whole}
    best = Resident().solve(joint, whole, None)
    if start is not None and start.objective < best.objective:
        best = start
    return replace(best, integers=found.integers, gap=found.gap)


def _kept(joint: Joint, plants: Mapping[str, float]) -> Answer | None:
    """The joint program with the plants that members choose alone, if these fit under the pact."""
    try:
        return Resident().solve(joint, plants, None)
    except NoAnswer:
        return None


def _plants(solved: Solved) -> dict[str, float]:
    return {c.name: float(round(solved.answer.values[c.name])) for c in solved.model.columns if c.whole}


def _member(one: Alone, together: Solved, joint: Joint, figures: Figures) -> Member:
    site, problem = together.problem.site, together.problem
    last = problem.calendar.shown
    received = paid = 0.0
    good, amount = machine_good(problem)
    sent, taken = dict.fromkeys(problem.calendar.years, 0.0), dict.fromkeys(problem.calendar.years, 0.0)
    for (arc, t), ship in joint.ships.items():
        size, worth = together(ship), problem.discount[t]
        service = size if arc.good == good else 0.0
        if arc.sender == site:
            received += worth * size * arc.price[t]
            sent[t] += service
        elif arc.receiver == site:
            paid += worth * size * (arc.price[t] + arc.freight[t])
            taken[t] += service
    lags = lags_of(together, figures)
    shares = {t: taken[t] / (lags[t].need * amount) for t in range(problem.calendar.first, last + 1) if lags[t].need}
    most = max(shares, key=lambda t: (shares[t], -t))
    return Member(
        iso3=site, name=one.work.record.country.short_name, alone=one.plan.welfare - one.base.welfare,
        together=together.welfare - one.base.welfare, informed=one.informed.welfare - one.plan.welfare,
        pact_cost=fixed_welfare(one.plan.problem) - fixed_welfare(problem),
        public_alone=money_figures(one.plan)["public_cost_pv_usd_m"],
        public_together=money_figures(together)["public_cost_pv_usd_m"], received=received, paid=paid,
        home_alone=one.work.lags(one.plan)[last].home_share,
        home_together=max(0.0, lags[last].home_share - sent[last] / (lags[last].need * amount)),
        partners_together=shares[most], partners_year=most if shares[most] > 0 else None)


def _flows(joint: Joint, answer: Answer) -> Iterator[Flow]:
    """Shipments of the shown years, dearest first."""
    sums: dict[Arc, dict[int, float]] = {}
    for (arc, t), ship in joint.ships.items():
        shown = t <= joint.members[arc.sender].problem.calendar.shown
        if shown and answer.values[ship.name] * arc.price[t] > LEAST_FLOW:
            sums.setdefault(arc, {})[t] = answer.values[ship.name]
    flows = []
    for arc, years in sums.items():
        good = joint.members[arc.sender].problem.goods[arc.good]
        top = max(years, key=lambda t: (years[t], -t))
        flows.append(Flow(
            good.id, good.name, good.unit, arc.sender, arc.receiver, min(years), max(years), sum(years.values()),
            years[top], top, sum(size * arc.price[t] for t, size in years.items()),
            sum(size * arc.freight[t] for t, size in years.items()), arc.pooled))
    yield from sorted(flows, key=lambda flow: (-flow.value, flow.good, flow.sender, flow.receiver))


LEAST_FLOW = 0.05
"""a shipment worth less in a year is not shown   [USD m]"""


def _orders(site: str, alone: Solved, together: Solved) -> Iterator[OrderChange]:
    """Assets, all modes together, of which the pact changes the orders, by capital moved.

    Between modes an order may change hands at next to no cost, so that a change of mode alone says little.
    """
    before, after = _ordered(alone), _ordered(together)
    changes = []
    for asset in dict.fromkeys((*before, *after)):
        (size, first, capital), (size_with, first_with, capital_with) = (
            sums.get(asset, (0.0, None, 0.0)) for sums in (before, after))
        if abs(capital_with - capital) < max(SMALL_ORDER, LITTLE * max(capital, capital_with)):
            continue
        tech = next(t for t in together.problem.techs if t.asset == asset)
        changes.append(OrderChange(
            site, asset, tech.name, tech.unit, size, size_with, first, first_with, capital, capital_with))
    yield from sorted(changes, key=lambda c: (-abs(c.capital_together - c.capital_alone), c.asset))


def _ordered(solved: Solved) -> dict[str, tuple[float, int | None, float]]:
    """Asset -> capacity ordered, first year, capital of all payers."""
    out: dict[str, tuple[float, int | None, float]] = {}
    for item in solved.placed():
        year = item.order.year
        size, first, capital = out.get(item.tech.asset, (0.0, year, 0.0))
        out[item.tech.asset] = (size + item.size, min(year, first or year), capital + item.public + item.private)
    return out
