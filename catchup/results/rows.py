"""The row by which a strategy stands in the table of alternatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catchup.results import projects, scorecard
from catchup.results.lags import lags_of
from catchup.results.reading import Solved

if TYPE_CHECKING:
    from catchup.solving import Before, Case


def alternative_row(solved: Solved, case: Case, before: Before) -> dict[str, Any]:
    """Lag, net benefit, money and offset of a strategy, and its first three steps."""
    figures = case.figures
    last = solved.problem.calendar.shown
    end = lags_of(solved, figures)[last]
    money = scorecard.money_figures(solved)
    steps = [r["name"] for r in projects.projects(solved, case.profile) if r["origin"] != "programme"]
    return {
        "strategy": case.strategy.id, "name": case.strategy.name, "this": False, "home_age_end": end.home_age,
        "home_share_end": end.home_share, "welfare_usd_m": solved.welfare - before.welfare,
        "public_cost_usd_m": money["public_cost_pv_usd_m"], "capital_usd_m": money["capital_usd_m"],
        "offset_2035": scorecard.offset_ratio(solved, before.need, 2035),
        "peak_share_gdp": money["peak_public_share_gdp"],
        "first_steps": "; ".join(list(dict.fromkeys(steps))[:3]) or "nothing new",
    }
