"""What a plan amounts to against the baseline: the one judgement that every sentence of the page follows."""

from __future__ import annotations

from enum import Enum

from catchup.cells import maybe, num, text, whole
from catchup.plan import Plan

SHARE_STEP = 0.02  # shares nearer than two points are called the same
AGE_STEP = 0.05
SMALL_MONEY = 1.0  # USD m
SMALL_SHARE_OF_GDP = 1e-5


class Sense(Enum):
    """Good beats the baseline; costly buys home service at a net loss; useless and harmful do neither."""

    GOOD = "good"
    COSTLY = "costly"
    USELESS = "useless"
    HARMFUL = "harmful"
    INFEASIBLE = "infeasible"
    IDENTICAL = "identical"


def judge(plan: Plan) -> Sense:
    """Sense of a plan from its scorecard.

    infeasible: the status says so. identical: nothing ordered. good: net benefit above a small tolerance. Else by
    home service in the last year: better = costly, worse = harmful, the same = useless.
    """
    card = plan.scorecard
    if text(card, "status") == "infeasible":
        return Sense.INFEASIBLE
    nothing = text(card, "status") == "baseline" and abs(num(card, "capital_usd_m")) < SMALL_MONEY
    if nothing or whole(card, "projects_count") == 0:
        return Sense.IDENTICAL
    if num(card, "welfare_usd_m") > tolerance(plan):
        return Sense.GOOD
    service = home_service(plan)
    return Sense.COSTLY if service > 0 else Sense.HARMFUL if service < 0 else Sense.USELESS


def praised(plan: Plan) -> bool:
    """May the page recommend the plan?"""
    return judge(plan) is Sense.GOOD


def tolerance(plan: Plan) -> float:
    """Net benefit (USD m) that counts as more than nothing."""
    return max(SMALL_MONEY, SMALL_SHARE_OF_GDP * num(plan.meta, "gdp_usd_m"))


def home_service(plan: Plan) -> int:
    """1 if home service in the last year is better than under the baseline, -1 if worse, 0 if the same.

    The lag decides first (none is worse than any lag), then the share of need.
    """
    card = plan.scorecard
    by_age = compare_age(maybe(card, "home_age_end"), maybe(card, "base_home_age_end"))
    if by_age:
        return by_age
    difference = num(card, "home_share_end") - num(card, "base_home_share_end")
    return 0 if abs(difference) < SHARE_STEP else 1 if difference > 0 else -1


def compare_age(age: float | None, other: float | None) -> int:
    """1 if `age` is the better (smaller) lag, -1 if the worse, 0 if the same; none is worse than any number."""
    if age is None or other is None:
        return int(age is not None) - int(other is not None)
    return 0 if abs(age - other) < AGE_STEP else 1 if age < other else -1
