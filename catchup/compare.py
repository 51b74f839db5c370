"""Two to eight plans side by side: pure functions of the plan record, no solver, no pandas, no clock.

For two plans A is held against B; for three to eight the first plan against each of the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from catchup.compare_base import compare_base
from catchup.compare_many import lede, limits, standings, verdict_of_many
from catchup.compare_outcomes import scorecard
from catchup.compare_output import comparison_csv, comparison_table
from catchup.compare_projects import order_differences, project_differences
from catchup.compare_records import LETTERS, Base, Comparison, Label, Pair
from catchup.compare_series import money_by_payer, tracks
from catchup.compare_switch import flips, tested_inputs
from catchup.compare_verdict import Facts, verdict
from catchup.errors import InputError, Problem
from catchup.plan import Plan

__all__ = ["Comparison", "compare", "comparison_csv", "comparison_table"]
NAMING = ("strategy_name", "scenario_name", "short_name")


def compare(plans: Sequence[Plan], names: Sequence[str] | None = None) -> Comparison:
    """Compare two to eight plans; `names` replace the names made from strategy, scenario and country.

    Raises InputError for fewer than two or more than eight plans, or a number of names that does not fit.
    """
    _check(plans, names)
    base = compare_base(plans)
    labels = _labels(plans, names)
    pairs = tuple(_pair((plans[0], plan), (labels[0], label), base) for plan, label in
                  zip(plans[1:], labels[1:], strict=True))
    ranked = standings(plans, labels) if base.one_country else ()
    main = pairs[0].verdict if len(pairs) == 1 else verdict_of_many(plans, labels, base, pairs, ranked)
    return Comparison(labels, tuple(plans), base, pairs, ranked, main, lede(plans, labels, pairs),
                      limits(plans, labels, base, pairs))


def _check(plans: Sequence[Plan], names: Sequence[str] | None) -> None:
    if not 2 <= len(plans) <= len(LETTERS):
        raise InputError([Problem("compare", 1, 1, "E060", f"{len(plans)} plans given",
                                  f"give two to {len(LETTERS)} plans")])
    if names is not None and len(names) != len(plans):
        raise InputError([Problem("compare", 1, 1, "E060", f"{len(names)} names for {len(plans)} plans",
                                  "give one name a plan")])


def _labels(plans: Sequence[Plan], names: Sequence[str] | None) -> tuple[Label, ...]:
    shown = list(names) if names is not None else _names(plans)
    return tuple(
        Label(letter, name, str(plan.meta.get("country", "")), str(plan.meta.get("iso3", "")),
              str(plan.meta.get("strategy_name", "")), str(plan.meta.get("scenario_name", "")),
              str(plan.scorecard.get("status", "optimal")), str(plan.meta.get("command", "")))
        for letter, name, plan in zip(LETTERS, shown, plans, strict=False))


def _names(plans: Sequence[Plan]) -> list[str]:
    """What tells the plans apart: strategy, scenario or country, whichever differ; else the strategy."""
    differing = [key for key in NAMING if len({plan.meta.get(key) for plan in plans}) > 1] or ["strategy_name"]
    return [", ".join(str(plan.meta.get(key, "")) for key in reversed(differing)) for plan in plans]


def _same(left: Plan, right: Plan) -> bool:
    """Equal in every result; what the plans were made from is compared apart."""
    results = ("projects", "investments", "money", "limits", "trajectory")
    return left.scorecard == right.scorecard and all(left.rows(name) == right.rows(name) for name in results)


def _pair(plans: tuple[Plan, Plan], labels: tuple[Label, Label], base: Base) -> Pair:
    same = _same(*plans)
    pair_base = compare_base(plans) if not base.same else base
    rows = scorecard(*plans, labels, one_country=pair_base.one_country, same=same)
    projects, money = project_differences(*plans), money_by_payer(*plans, one_country=pair_base.one_country)
    turns = flips(*plans, rows, labels) if pair_base.same and pair_base.one_country else ()
    tested = tested_inputs(*plans)
    told, switch = verdict(Facts(labels, plans, pair_base, rows, projects, money, turns, tested), same_plan=same)
    return Pair(*labels, same, rows, projects, order_differences(*plans), tracks(*plans), money, turns, tested,
                switch, told)

