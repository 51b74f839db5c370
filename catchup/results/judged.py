"""The tables of a plan that statements speak about, without the rest of it."""

from __future__ import annotations

from collections.abc import Mapping

from catchup.plan import Plan, make_plan
from catchup.results.lags import YearLag
from catchup.results.projects import capacity, investments
from catchup.results.reading import Solved
from catchup.results.scorecard import money_figures, trajectory


def tables_to_judge(solved: Solved, here: Mapping[int, YearLag], base: Mapping[int, YearLag]) -> Plan:
    """Orders, capacity, the trajectory and the figures of money: enough to hold every statement against the plan."""
    tables = {
        "investments": investments(solved), "capacity": capacity(solved), "trajectory": trajectory(solved, here, base)}
    return make_plan({}, money_figures(solved), tables)
