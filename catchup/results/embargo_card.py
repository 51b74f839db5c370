"""What the scorecard says of denial: embargo share, lag under denial, and the chance at which home capacity pays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catchup.model.problem import Problem
from catchup.model.shocks import State
from catchup.results.embargo import Standing, pays

FIRST_YEAR, THIRD_YEAR = 1, 3
IMPORT = "import"
WORTH_SAYING = 0.05
"""part of need that is lost with foreign-controlled sites alone, from which the page says so"""
Named = Mapping[str, tuple[str, Standing]]
"""strategy -> (name, standing), this plan left out"""


def embargo_figures(problem: Problem, here: Standing, base: Standing, others: Named) -> dict[str, Any]:
    """Figures and sentences of the scorecard."""
    assert problem.denial is not None
    end = problem.calendar.shown
    found, before = here.years[State(end, FIRST_YEAR)], base.years[State(end, FIRST_YEAR)]
    span = pays(here, base) if problem.aim.new_orders else None
    rival = _most_at_home(here, others)
    name, chance = (None, None) if rival is None else (others[rival][0], _from(others[rival][1], here))
    card: dict[str, Any] = {
        f"embargo_share_{s.year}": here.years[s].share
        for s in problem.denial.shown if s.age == FIRST_YEAR and s.year != end}
    return card | {
        "embargo_share_end": found.share, "embargo_share_mean": here.mean_share,
        "embargo_share_third_year_end": here.years[State(end, THIRD_YEAR)].share,
        "embargo_share_with_sites_end": here.with_sites,
        "lag_denial_end": found.lag, "base_embargo_share_end": before.share, "base_lag_denial_end": before.lag,
        "welfare_denied_usd_m": here.denied - base.denied, "embargo_group": problem.denial.group,
        "pays_from_pi": None if span is None else span[0], "pays_to_pi": None if span is None else span[1],
        "home_strategy_name": name, "home_strategy_from_pi": chance,
        "embargo_sentence": _embargo_sentence(end, here, base),
        "break_even_sentence": _break_even(problem, here, base, name, chance),
    }


def embargo_rows(this: str, here: Standing, others: Named, problem: Problem) -> list[dict[str, Any]]:
    """The table `embargo_strategies`: every strategy in both states, and from what chance on it beats this plan."""
    base = here if this == IMPORT else others[IMPORT][1]
    state = State(problem.calendar.shown, FIRST_YEAR)
    rows = []
    for strategy, (name, found) in others.items():
        own = strategy == this
        span = pays(found, base)
        rows.append({
            "strategy": strategy, "name": name, "this": own, "share_end": found.years[state].share,
            "share_mean": found.mean_share, "lag_end": found.years[state].lag,
            "welfare_usd_m": found.welfare - base.welfare, "welfare_denied_usd_m": found.denied - base.denied,
            "pays_from_pi": None if span is None else span[0], "pays_to_pi": None if span is None else span[1],
            "beats_this_from_pi": None if own else _from(found, here)})
    return rows


def _from(here: Standing, other: Standing) -> float | None:
    span = pays(here, other)
    return None if span is None else span[0]


def _most_at_home(here: Standing, others: Named) -> str | None:
    """The strategy that serves most under denial, if it serves more than this plan."""
    best = max(others, key=lambda name: (others[name][1].mean_share, name), default=None)
    return best if best is not None and others[best][1].mean_share > here.mean_share + 1e-3 else None


def _share(value: float) -> str:
    """ "35 %"; what is there but small is not called nothing."""
    if 0 < value < 0.005:
        return "under 1 %"
    return f"{100 * value:.0f} %"


def _embargo_sentence(end: int, here: Standing, base: Standing) -> str:
    first, third = here.years[State(end, FIRST_YEAR)], here.years[State(end, THIRD_YEAR)]
    abroad = base.years[State(end, FIRST_YEAR)].share
    text = f"In the first year of an embargo, {end}, {_share(first.share)} of AI need could still be served"
    if here is base:
        return f"{text}."
    text = f"{text}, in a third year {_share(third.share)}; buying abroad {_share(abroad)}."
    if here.with_sites > first.share + WORTH_SAYING:
        text += f" If foreign-controlled sites could be kept running it would be {_share(here.with_sites)}."
    return text


def _break_even(problem: Problem, here: Standing, base: Standing, rival: str | None, chance: float | None) -> str:
    """Whether the plan pays, and from what chance on the strategy that serves most under denial would be worth more."""
    parts = []
    if problem.aim.new_orders:
        parts.append(_against_import(pays(here, base)))
    if rival is not None:
        parts.append(f"{rival}, the strategy that serves most under an embargo, is worth more than this plan "
                     + ("at no chance of one." if chance is None else
                        f"at an embargo chance of {_share(chance)} a year and above." if chance > 0 else
                        "without one."))
    return " ".join(parts)


def _against_import(span: tuple[float, float] | None) -> str:
    if span is None:
        return "Against buying abroad the plan pays at no embargo chance."
    low, high = span
    if low > 0:
        return f"Against buying abroad the plan pays at an embargo chance of {_share(low)} a year and above."
    if high < 1:
        return f"Against buying abroad the plan pays up to an embargo chance of {_share(high)} a year."
    return "Against buying abroad the plan pays at any embargo chance."
