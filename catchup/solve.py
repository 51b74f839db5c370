"""One country, scenario and strategy -> Plan, with its baseline, alternatives and what would change the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from catchup.crew import Alternative, Crew, Inputs, WhatIf
from catchup.diagnose import Conflict, diagnose
from catchup.diagnose_words import conflict_rows, conflict_warnings
from catchup.errors import InputError, NoAnswer
from catchup.explain import Depth, reasons, weakest
from catchup.figures import Figures
from catchup.hands import Hand
from catchup.load import Loaded, cross_check_profile, cross_check_strategy, load_strategy
from catchup.loading.profile_check import profile_in_chain_units
from catchup.plan import Plan, make_plan
from catchup.plan_meta import plan_meta
from catchup.prepare.build import with_baseline
from catchup.quantity import Source
from catchup.results import binding, money, projects, provenance, scorecard
from catchup.results.embargo import Standing, rows_by_year, standing
from catchup.results.embargo_card import embargo_figures, embargo_rows
from catchup.results.lags import YearLag, lags_of
from catchup.results.ledger import ledger
from catchup.results.ledger_denial import denial_tables
from catchup.results.reading import Solved
from catchup.results.rows import alternative_row
from catchup.results.verdicts import confidence, decide_by, warnings
from catchup.results.yardsticks import yardsticks
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.sensitivity import (
    SHOWN,
    Candidate,
    Shown,
    candidates,
    ends,
    kept_of,
    with_bases,
    without_beyond,
    without_support,
)
from catchup.smoothing import smoothed
from catchup.solving import Effort, baseline_case, before_of, solve_case

Other = tuple[dict[str, Any], Standing]
"""another strategy: its row among the alternatives, and how it stands under denial"""
Progress = Callable[[str, float], None]
SHIPPED = (
    "import", "balanced", "niche", "compute_hub", "fast_follower", "protect_and_compete", "sovereign_stack")
"""strategies that every brief sets side by side"""


def make_country_plan(
    profile: Loaded[Profile], chain: Loaded[Chain], scenario: Loaded[Scenario], strategy: Loaded[Strategy], *,
    as_of: str, depth: Depth = "brief", progress: Progress | None = None, hands: Sequence[Hand] = (),
) -> Plan:
    """The plan of a country. `brief` adds the other strategies and the what-ifs, which take most of the time;
    `explain` leaves these out and looks longer for reasons.

    With other hands (`catchup.hands.hired`) these are shared among processes; the answer is the same.
    Where the hard targets of a strategy conflict, the plan says so: its status is infeasible, its table `conflict` has
    the promises and the ways out, its figures are those of the baseline. Raises SolverError if the solver gives up.
    """
    tell = progress or (lambda _text, _share: None)
    unfit = cross_check_strategy(strategy.record, chain.record, strategy.document)
    if unfit:
        raise InputError(unfit)
    work = Work(profile, chain, scenario, as_of)
    with Crew(work.inputs, hands if depth == "brief" else ()) as crew:
        tell("baseline", 0.02)
        base = work.baseline()
        names = [n for n in reversed(SHIPPED) if n not in ("import", strategy.record.id)] if depth == "brief" else []
        crew.give([Alternative(load_strategy(n).record, before_of(base)) for n in names])
        tell(f"strategy {strategy.record.id}", 0.08)
        this, conflict = work.attempt(strategy.record, base)
        kept = conflict is None
        tests = _what_ifs(work, crew, strategy.record, base, this) if depth == "brief" and kept else []
        tell("reasons", 0.2)
        why = reasons(this, work.inputs.case(strategy.record), before_of(base), depth) if kept else {}
        own = _own(work, crew, base, this)
        moved = _finished(work, crew, strategy.record, tests, tell) if depth == "brief" else []
        tell("writing the plan", 0.97)
        others = [crew.done[number][0] for number in range(len(names))]
        why["weakest"] = weakest(moved, work.figures(strategy.record))
        if conflict is not None:
            own.card["status"] = "infeasible"
            why |= {"conflict": conflict_rows(conflict, strategy), "warnings": conflict_warnings(conflict)}
        return _assemble(work, strategy, base, this, own, others, moved[:SHOWN], why)


def fitted(profile: Loaded[Profile], chain: Chain) -> Profile:
    """The profile in the chain's units. Raises InputError where the two do not fit."""
    problems = [p for p in cross_check_profile(profile.record, chain, profile.document) if p.severity == "error"]
    record, more = profile_in_chain_units(profile.record, chain, profile.document)
    if problems or more:
        raise InputError([*problems, *more])
    return record


class Work:
    """The inputs of a run, and how one strategy of it is solved."""

    def __init__(
        self, profile: Loaded[Profile], chain: Loaded[Chain], scenario: Loaded[Scenario], as_of: str) -> None:
        self.profile, self.chain, self.scenario, self.as_of = profile, chain, scenario, as_of
        self.record = fitted(profile, chain.record)
        self.inputs = Inputs(self.record, chain.record, scenario.record, as_of)
        self.effort = Effort()
        self.used: dict[str, None] = {}

    def known_sources(self, strategy: Strategy) -> dict[str, Source]:
        """Sources by id; the profile's own come last, since it may cite a newer edition."""
        known: dict[str, Source] = {}
        for record in (self.chain.record, self.scenario.record, strategy, self.record):
            known.update(record.sources)
        return known

    def figures(self, strategy: Strategy) -> Figures:
        """All figures of a run with this strategy."""
        return self.inputs.case(strategy).figures

    def baseline(self) -> Solved:
        """Strategy `import` in the same scenario."""
        return baseline_case(self.inputs.case(load_strategy("import").record), self.effort)

    def solve(self, strategy: Strategy, base: Solved, *, steady: bool = True) -> Solved:
        """Optimum of a strategy against the baseline, its orders steadied unless another is held against it."""
        case = self.inputs.case(strategy)
        solved = solve_case(case, before_of(base), self.effort)
        if steady:
            solved = smoothed(solved)
        self.used.update(case.figures.used)
        return solved

    def attempt(self, strategy: Strategy, base: Solved) -> tuple[Solved, Conflict | None]:
        """Optimum of a strategy; where its targets conflict, the baseline and the conflict."""
        try:
            return self.solve(strategy, base), None
        except NoAnswer:
            before = before_of(base)
            setting = with_baseline(self.inputs.case(strategy).setting(), before.need, before.welfare)
            conflict = diagnose(setting.problem, base)
            if conflict is None:
                raise
            return base, conflict

    def lags(self, solved: Solved) -> Mapping[int, YearLag]:
        """Lags by year."""
        figures = self.figures(load_strategy("import").record)
        return lags_of(solved, figures)


Tests = list[tuple[Candidate, tuple[float, float]]]


def _what_ifs(work: Work, crew: Crew, strategy: Strategy, base: Solved, this: Solved) -> Tests:
    """Hand out each strong input at both ends of its range; the runs start from here, whoever does them."""
    tests = _tests(work.figures(strategy), this) if strategy.new_orders else []
    kept = with_bases(kept_of(this), this, base, work.effort, crew.desk.resident) if tests else kept_of(this)
    before = before_of(base)
    crew.give([
        WhatIf(strategy, None if c.touches_baseline else before, kept, c.path, end)
        for c, pair in tests for end in pair])
    return tests


def _finished(work: Work, crew: Crew, strategy: Strategy, tests: Tests, tell: Progress) -> list[Shown]:
    """The inputs that move the answer most; the other strategies are finished with them."""
    done = crew.finish(lambda share: tell("other strategies and one input at a time", 0.25 + 0.7 * share))
    work.effort.solves += sum(solves for _, solves in done)
    answers = [answer for answer, _ in done]
    return _moved(work.figures(strategy), tests, answers[len(answers) - 2 * len(tests):])


def _tests(figures: Figures, this: Solved) -> Tests:
    return [(c, pair) for c in candidates(this, figures) if (pair := ends(figures, c.path)) is not None]


def _moved(figures: Figures, tests: Tests, answers: list[Any]) -> list[Shown]:
    """The inputs whose range moves the net benefit most, largest first."""
    rows = []
    for position, (candidate, (low, high)) in enumerate(tests):
        at_low, at_high = answers[2 * position], answers[2 * position + 1]
        if at_low is None or at_high is None:
            continue
        quantity = figures.quantities[candidate.path]
        rows.append(Shown(
            candidate.path, candidate.name, quantity.unit, quantity.value, low, high, quantity.grade, quantity.source,
            at_low[0], at_high[0], at_low[1], at_high[1], at_low[2], at_high[2]))
    rows.sort(key=lambda r: (-abs(r.welfare_high - r.welfare_low), r.path))
    return rows


@dataclass(frozen=True)
class _Own:
    """What a plan says of itself, whatever the other strategies and the what-ifs say."""

    card: dict[str, Any]
    tables: dict[str, Any]
    here: Standing
    abroad: Standing


def _own(work: Work, crew: Crew, base: Solved, this: Solved) -> _Own:
    """Worked out while others are at the tasks, since nothing of it waits for them."""
    here, before = work.lags(this), work.lags(base)
    limits = binding.binding(this)
    nodes, links = binding.picture(this, limits)
    rows = projects.projects(this, work.record)
    need = scorecard.need_from_abroad(base)
    card = _scorecard(work, crew, this, base, here, before, need, rows, limits)
    card |= yardsticks(this, base, work.figures(load_strategy("import").record))
    tables: dict[str, Any] = {
        "projects": rows, "investments": projects.investments(this), "capacity": projects.capacity(this),
        "flows": money.flows(this), "money": money.money(this), "limits": money.limits(this),
        "people": money.people(this), "prices": binding.prices(this), "binding": limits,
        "trajectory": scorecard.trajectory(this, here, before), "nodes": nodes, "links": links, **ledger(this)}
    abroad = standing(base, crew.desk.resident)
    at_home = standing(this, crew.desk.resident) if this.problem.aim.new_orders else abroad
    work.effort.solves += 1 + (at_home is not abroad)
    return _Own(card, tables, at_home, abroad)


def _assemble(
    work: Work, strategy: Loaded[Strategy], base: Solved, this: Solved, own: _Own, others: list[Other],
    moved: list[Shown], why: dict[str, list[dict[str, Any]]],
) -> Plan:
    figures = work.figures(strategy.record)
    figures.used.update(work.used)
    named = _standings(strategy.record, own, others)
    card = own.card | embargo_figures(this.problem, own.here, own.abroad, named)
    card |= provenance.grades(figures) | confidence(moved, own.tables["projects"], card)
    tables = own.tables | {
        "alternatives": _alternatives(work, strategy.record, base, this, [row for row, _ in others]),
        "embargo": rows_by_year(this.problem, own.here, own.abroad), **denial_tables(this.problem, own.here),
        "embargo_strategies": embargo_rows(strategy.record.id, own.here, named, this.problem),
        "sensitivity": [asdict(m) for m in moved],
        "choices": provenance.choices(figures),
        "sources": provenance.sources(figures, work.known_sources(strategy.record)),
        "pulls": provenance.pulls(figures), "inputs": provenance.inputs(figures), "warnings": warnings(this, card),
        **why,
    }
    return make_plan(plan_meta(work, strategy, this), card, tables)


def _standings(strategy: Strategy, own: _Own, others: list[Other]) -> dict[str, tuple[str, Standing]]:
    """All strategies in both states of the world, by id with their names."""
    named = {row["strategy"]: (row["name"], found) for row, found in others}
    named |= {"import": (load_strategy("import").record.name, own.abroad), strategy.id: (strategy.name, own.here)}
    order = [n for n in (*SHIPPED, strategy.id) if n in named]
    return {n: named[n] for n in dict.fromkeys(order)}


def _scorecard(
    work: Work, crew: Crew, this: Solved, base: Solved, here: Mapping[int, YearLag], before: Mapping[int, YearLag],
    need: Mapping[int, float], rows: list[dict[str, Any]], limits: list[dict[str, Any]],
) -> dict[str, Any]:
    calendar = this.problem.calendar
    gain = this.welfare - base.welfare
    beyond = gain - _chain_only(work, crew, this, base)
    card: dict[str, Any] = scorecard.lag_figures(here, before, calendar.first, calendar.shown)
    card |= scorecard.money_figures(this)
    card |= {
        "welfare_usd_m": gain, "welfare_ai_usd_m": gain - beyond, "welfare_beyond_usd_m": beyond,
        "welfare_without_support_usd_m": _unsupported(work, crew, this, base),
        "welfare_share_gdp": gain / this.problem.money.gdp[calendar.first],
        "offset_2035": scorecard.offset_ratio(this, need, 2035),
        "offset_end": scorecard.offset_ratio(this, need, calendar.shown),
        "exports_2035_usd_m": scorecard.exports(this, 2035), "power_added_gw": scorecard.power_added(this),
        "projects_count": sum(1 for r in rows if r["origin"] != "programme"),
        "programmes_count": sum(1 for r in rows if r["origin"] == "programme"),
        "status": "baseline" if not this.problem.aim.new_orders else "optimal",
    }
    card |= decide_by(rows) | _tightest(limits)
    return card


def _chain_only(work: Work, crew: Crew, this: Solved, base: Solved) -> float:
    """Net benefit over import if power and ports for the rest of the economy counted for nothing.   [USD m, PV]"""
    return (without_beyond(this, kept_of(this), work.effort, crew.desk.resident)
            - without_beyond(base, kept_of(base), work.effort, crew.desk.resident))


def _unsupported(work: Work, crew: Crew, this: Solved, base: Solved) -> float:
    """Net benefit over import of what owners do without a dollar of public money.   [USD m, PV]"""
    if not this.problem.aim.new_orders:
        return 0.0
    return without_support(this, kept_of(this), work.effort, crew.desk.resident) - base.welfare


def _tightest(limits: list[dict[str, Any]]) -> dict[str, Any]:
    if not limits:
        return {"tightest_name": None, "tightest_layer": None, "tightest_worth_usd_m": 0.0,
                "tightest_sentence": None, "tightest_is_assumption": False}
    top = limits[0]
    return {"tightest_name": top["name"], "tightest_layer": top["layer"], "tightest_worth_usd_m": top["worth_usd_m"],
            "tightest_sentence": top["sentence"], "tightest_is_assumption": top["assumption"]}


def _alternatives(
    work: Work, strategy: Strategy, base: Solved, this: Solved, others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Import, this plan and the others, in the order of the shipped strategies."""
    before = before_of(base)
    rows = {r["strategy"]: r for r in others}
    if strategy.id != "import":
        rows["import"] = alternative_row(base, work.inputs.case(load_strategy("import").record), before)
    rows[strategy.id] = {**alternative_row(this, work.inputs.case(strategy), before), "this": True}
    order = [n for n in (*SHIPPED, strategy.id) if n in rows]
    return [rows[n] for n in dict.fromkeys(order)]
