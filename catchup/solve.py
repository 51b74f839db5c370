"""One country, scenario and strategy -> Plan, with its baseline, alternatives and what would change the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from catchup.assembly import SHIPPED, assembled, own_account
from catchup.crew import Alternative, Crew, WhatIf
from catchup.diagnose_words import conflict_rows, conflict_warnings
from catchup.errors import InputError
from catchup.explain import Depth, reasons, weakest
from catchup.figures import Figures
from catchup.hands import Hand
from catchup.load import Loaded, cross_check_strategy, load_strategy
from catchup.plan import Plan
from catchup.results.reading import Solved
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.sensitivity import SHOWN, Candidate, Shown, candidates, ends, kept_of, with_bases
from catchup.solving import Before, before_of
from catchup.work import Work

Progress = Callable[[str, float], None]


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
        before = before_of(base)
        crew.give([Alternative(load_strategy(n).record, before) for n in names])
        tell(f"strategy {strategy.record.id}", 0.08)
        this, conflict = work.attempt(strategy.record, base)
        kept = conflict is None
        tests = _what_ifs(work, crew, strategy.record, base, before, this) if depth == "brief" and kept else []
        tell("reasons", 0.2)
        why = reasons(this, work.inputs.case(strategy.record), before, depth) if kept else {}
        own = own_account(work, crew, base, this)
        moved = _finished(work, crew, strategy.record, tests, tell) if depth == "brief" else []
        tell("writing the plan", 0.97)
        others = [crew.done[number][0] for number in range(len(names))]
        why["weakest"] = weakest(moved, work.figures(strategy.record))
        if conflict is not None:
            own.card["status"] = "infeasible"
            why |= {"conflict": conflict_rows(conflict, strategy), "warnings": conflict_warnings(conflict)}
        return assembled(work, strategy, base, this, own, others, moved[:SHOWN], why)


Tests = list[tuple[Candidate, tuple[float, float]]]


def _what_ifs(
    work: Work, crew: Crew, strategy: Strategy, base: Solved, before: Before, this: Solved) -> Tests:
    """Hand out each strong input at both ends of its range; the runs start from here, whoever does them."""
    tests = _tests(work.figures(strategy), this) if strategy.new_orders else []
    kept = with_bases(kept_of(this), this, base, work.effort, crew.desk.resident) if tests else kept_of(this)
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
