"""One input at a time, low and high: which of them move the answer most.

Whole numbers stay as in the plan, everything else is chosen again: the same projects under other figures. The baseline
is solved again too where the input touches it, since every benefit is plan minus import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catchup.errors import NoAnswer
from catchup.figures import Figures
from catchup.model.build import build
from catchup.prepare.build import Setting, with_baseline
from catchup.results.lags import lags
from catchup.results.reading import Solved
from catchup.results.scorecard import need_from_abroad
from catchup.solver import fix_whole_numbers, solve
from catchup.solving import Case, Effort, solved_of

SHOWN = 10

CANDIDATES: tuple[tuple[str, str], ...] = (
    ("Ceiling of AI spending", "scenario.parameters.sigma_inf"),
    ("World AI spending today", "chain.model.sigma_world_2026"),
    ("Paid-for part of counted use", "profile.demand.paid_share"),
    ("Algorithmic progress", "scenario.parameters.g_A"),
    ("Hardware progress per dollar", "scenario.parameters.g_H"),
    ("Age of open weights", "scenario.parameters.lag_open"),
    ("Scarcity mark-up on compute", "scenario.parameters.scarcity_markup"),
    ("Output of a cluster per dollar", "chain.processes.run_accelerator_cluster.output_per_capacity"),
    ("Start of cluster building", "chain.assets.accelerator_cluster.growth.seed"),
    ("Data-centre capex", "chain.assets.data_centre.capex"),
    ("Public budget of the plan", "profile.public_money.budget_share"),
    ("Domestic private capital", "chain.model.kappa_gfcf"),
    ("Foreign capital", "chain.model.phi_fdi"),
    ("Social discount rate", "chain.model.social_discount_rate"),
    ("Loss of public investment", "chain.model.loss_point_1_loss"),
    ("Part of the loss a mission recovers", "chain.model.loss_recovery_mission"),
    ("Power demand not served today", "profile.power.suppressed"),
    ("Value of power not served", "chain.demands.suppressed_power.blocks.0.value"),
    ("Solar capex", "chain.assets.solar_pv.capex"),
    ("Value of AI in the first block", "chain.demands.ai_services.blocks.0.value"),
)
"""Inputs without a good source, or with a wide one, that can steer a plan."""


@dataclass(frozen=True)
class Shown:
    """One row of the sensitivity table."""

    path: str
    name: str
    unit: str
    value: float
    low: float
    high: float
    grade: str
    source: str
    welfare_low: float
    welfare_high: float
    home_age_low: float | None
    home_age_high: float | None
    home_share_low: float
    home_share_high: float


def strongest(
    case: Case, base: Solved, this: Solved, candidates: Iterable[tuple[str, str]], effort: Effort,
    tell: Callable[[float], None],
) -> list[Shown]:
    """The inputs whose range moves the net benefit most, largest first."""
    usable = [(n, p) for n, p in candidates if case.figures.has(p) and _range(case.figures, p) is not None]
    rows = []
    for position, (name, path) in enumerate(usable):
        tell(position / max(1, len(usable)))
        rows.append(_row(case, base, this, name, path, effort))
    rows.sort(key=lambda r: (-abs(r.welfare_high - r.welfare_low), r.path))
    return rows[:SHOWN]


def _range(figures: Figures, path: str) -> tuple[float, float] | None:
    quantity = figures.quantities[path]
    if quantity.low is None or quantity.high is None or quantity.low == quantity.high:
        return None
    return quantity.low, quantity.high


def _row(case: Case, base: Solved, this: Solved, name: str, path: str, effort: Effort) -> Shown:
    quantity = case.figures.quantities[path]
    ends = _range(case.figures, path)
    assert ends is not None
    low, high = (_outcome(case, base, this, case.figures.changed_to(path, end), effort) for end in ends)
    return Shown(
        path=path, name=name, unit=quantity.unit, value=quantity.value, low=ends[0], high=ends[1],
        grade=quantity.grade, source=quantity.source, welfare_low=low[0], welfare_high=high[0],
        home_age_low=low[1], home_age_high=high[1], home_share_low=low[2], home_share_high=high[2])


def _outcome(
    case: Case, base: Solved, this: Solved, figures: Figures, effort: Effort) -> tuple[float, float | None, float]:
    """Net benefit over import, home-served lag and share in the last shown year, under changed figures."""
    before = _again(case, base, figures, effort, None)
    after = _again(case, this, figures, effort, before)
    end = after.problem.calendar.shown
    lag = lags(after, figures("chain.model.h100e_per_usd_m"), figures("profile.demand.largest_allocation"),
               figures("profile.demand.algorithmic_efficiency"))[end]
    return after.welfare - before.welfare, lag.home_age, lag.home_share


def _again(case: Case, solved: Solved, figures: Figures, effort: Effort, base: Solved | None) -> Solved:
    """The same strategy under changed figures, whole numbers as they were, from the last basis."""
    setting = case.setting(figures, like=solved)
    if base is not None:
        setting = with_baseline(setting, need_from_abroad(base), base.welfare)
    return _resolve(setting, solved, effort)


def _resolve(setting: Setting, solved: Solved, effort: Effort) -> Solved:
    model = build(setting.problem)
    fix_whole_numbers(model.lp, _known(solved.answer.values, model.lp))
    try:
        answer = solve(model.lp, whole=False, basis=solved.answer.basis)
    except NoAnswer:
        return solved
    effort.solves += 1
    return solved_of(setting, model, answer, answer)


def without_beyond(case: Case, solved: Solved, effort: Effort) -> float:
    """W of a strategy when benefits beyond the chain count for nothing, whole numbers as they were.   [USD m, PV]"""
    problem = replace(solved.problem, aim=replace(solved.problem.aim, beyond=False))
    return _resolve(replace(solved.setting, problem=problem), solved, effort).welfare


def _known(values: Any, lp: Any) -> dict[str, float]:
    """Values by column; a column that the other figures opened stays at zero."""
    return {v.name: values.get(v.name, 0.0) for v in lp.exported_variables()}


__all__: Sequence[str] = ["CANDIDATES", "Shown", "strongest"]
