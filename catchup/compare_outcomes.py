"""The scorecard of two plans: outcomes, what counts as a tie, and what the ranges allow to say."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from catchup.compare_records import TIE, UNRANKED, UNSURE, Direction, Label, OutcomeRow, Range
from catchup.compare_words import OVER, none_step, show, signed
from catchup.plan import Cell, Plan, Row

FEWER: Direction = "fewer is better"
LESS: Direction = "less is better"
MORE: Direction = "more is better"
NEUTRAL: Direction = "neither is better by itself"
RELATIVE_TIE = 0.01
"""Alternatives within one per cent are a tie (the solver's own gap is of that order)."""
MANY = 100.0
"""private dollars to a public one; where the public pays next to nothing the ratio says no more"""
FLOORS = {"years": 0.05, "share": 0.005, "share of GDP": 0.00005, "USD m": 1.0, "ratio": 0.005, "GW": 0.005}
"""Differences under these print as zero, so they are ties as well."""


@dataclass(frozen=True)
class Outcome:
    """One line of the scorecard; `per_gdp` names the unit in which two countries are shown side by side."""

    key: str
    name: str
    unit: str
    direction: Direction
    swing: str = ""
    none_is_a_word: bool = False
    per_gdp: bool = False
    one_country_only: bool = False
    optional: bool = False
    """left out where neither plan file has the figure"""


OUTCOMES = (
    Outcome("home_age_end", "Years behind at home", "years", FEWER, "home_age", none_is_a_word=True),
    Outcome("home_share_end", "Served by machines at home", "share", MORE, "home_share"),
    Outcome("welfare_usd_m", "Net benefit over buying abroad", "USD m", MORE, "welfare", per_gdp=True),
    Outcome("public_cost_pv_usd_m", "Public cost, present value", "USD m", LESS, per_gdp=True),
    Outcome("peak_public_share_gdp", "Peak public year", "share of GDP", LESS),
    Outcome("capital_usd_m", "Capital, all payers", "USD m", NEUTRAL, per_gdp=True),
    Outcome("offset_2035", "AI bill earned back in 2035", "ratio", MORE),
    Outcome("private_per_public", "Private money per public dollar", "ratio", MORE),
    Outcome("power_added_gw", "Power added", "GW", NEUTRAL, one_country_only=True),
    Outcome("embargo_share_end", "Still served under an embargo", "share", MORE, optional=True),
    Outcome("lag_denial_end", "Years behind under an embargo", "years", FEWER, optional=True),
    Outcome("exchange_saved_pv_usd_m", "Foreign exchange saved", "USD m", MORE, per_gdp=True,
            optional=True),
    Outcome("stranded_usd_m", "Stranded capital", "USD m", LESS, per_gdp=True, optional=True),
    Outcome("served_end_share", "AI need served, home or abroad", "share", MORE),
)


def number(value: Cell) -> float | None:
    """The cell as a number, or None."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def scorecard(left: Plan, right: Plan, labels: tuple[Label, Label], *, one_country: bool,
              same: bool) -> tuple[OutcomeRow, ...]:
    """Lines of the scorecard, in the order of OUTCOMES."""
    rows = []
    for outcome in OUTCOMES:
        known = not outcome.optional or any(outcome.key in plan.scorecard for plan in (left, right))
        if known and (one_country or not outcome.one_country_only):
            rows.append(_row(outcome, left, right, labels, one_country, same))
    return tuple(rows)


def _row(outcome: Outcome, left: Plan, right: Plan, labels: tuple[Label, Label], one_country: bool,
         same: bool) -> OutcomeRow:
    per_gdp = outcome.per_gdp and not one_country
    unit = "share of GDP" if per_gdp else outcome.unit
    values = (_value(outcome, left, per_gdp), _value(outcome, right, per_gdp))
    texts = (_text(outcome, values[0], unit, labels[0]), _text(outcome, values[1], unit, labels[1]))
    both = all(label.feasible for label in labels)
    difference = None if values[0] is None or values[1] is None else values[0] - values[1]
    lead = _lead(outcome, values) if both and one_country else None
    spread, inputs = _spread(outcome, left, right) if both and one_country and not same else (None, 0)
    better = _better(values, unit, lead, spread, labels)
    return OutcomeRow(
        outcome.key, outcome.name + _when(outcome.key, left), unit, outcome.direction, values, texts, difference,
        _difference_text(outcome, values, texts, unit), _finite(lead), spread, inputs, better)


def _when(key: str, plan: Plan) -> str:
    return f", {plan.meta.get('last_shown', 2040)}" if key.endswith(("_age_end", "_share_end", "_denial_end")) else ""


def _value(outcome: Outcome, plan: Plan, per_gdp: bool) -> float | None:
    value = number(plan.scorecard.get(outcome.key)) if plan.scorecard.get("status") != "infeasible" else None
    if outcome.key == "private_per_public" and value is not None:
        return min(value, MANY)
    if not per_gdp or value is None:
        return value
    gdp = number(plan.meta.get("gdp_usd_m"))
    return value / gdp if gdp else None


def _text(outcome: Outcome, value: float | None, unit: str, label: Label) -> str:
    if value is not None and outcome.key == "private_per_public":
        return f"{OVER} {MANY:.0f}" if value >= MANY else show(value, unit)
    if value is not None:
        return show(value, unit)
    if not label.feasible:
        return "no answer"
    if outcome.key == "private_per_public":
        return "no public capital"
    return "none" if outcome.none_is_a_word else "not defined"


def _difference_text(outcome: Outcome, values: tuple[float | None, float | None], texts: tuple[str, str],
                     unit: str) -> str:
    if texts[0] != texts[1] and any(text.startswith(OVER) for text in texts) and "no answer" not in texts:
        return none_step(texts[0], texts[1])  # what is cut off at a cap has no difference
    if values[0] is not None and values[1] is not None:
        return signed(values[0] - values[1], unit)
    if outcome.none_is_a_word and texts[0] != texts[1] and "no answer" not in texts:
        return none_step(texts[0], texts[1])
    return ""


def _lead(outcome: Outcome, values: tuple[float | None, float | None]) -> float | None:
    """How far the first is ahead; None counts as endlessly far behind where `none` is a word."""
    if outcome.direction == NEUTRAL:
        return None
    first, second = (_open(v) if outcome.none_is_a_word else v for v in values)
    if first is None or second is None:
        return None
    ahead = second - first if first != second else 0.0
    return -ahead if outcome.direction == MORE else ahead


def _open(value: float | None) -> float:
    return math.inf if value is None else value


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def tie(first: float, second: float, unit: str) -> bool:
    """Are two values the same for any reader?"""
    return abs(first - second) <= max(FLOORS[unit], RELATIVE_TIE * max(abs(first), abs(second)))


def _better(values: tuple[float | None, float | None], unit: str, lead: float | None, spread: Range | None,
            labels: tuple[Label, Label]) -> str:
    if lead is None:
        return UNRANKED
    if lead == 0 or (values[0] is not None and values[1] is not None and tie(values[0], values[1], unit)):
        return TIE
    if spread is not None and spread[0] <= 0 <= spread[1]:
        return UNSURE
    return labels[0].letter if lead > 0 else labels[1].letter


def _spread(outcome: Outcome, left: Plan, right: Plan) -> tuple[Range | None, int]:
    """Range of the lead when one input at a time takes its low or high value, and the number of inputs tried.

    The same input takes the same value in both plans, so what moves both alike cancels out; an input that only one
    plan lists among its strongest is taken not to move the other. Where the plans give one input two ranges nothing
    can be paired: the range is then that of two plans varied apart, which is wider.
    """
    if not outcome.swing or not all(plan.rows("sensitivity") or _still(outcome, plan) for plan in (left, right)):
        return None, 0
    paths = {str(row["path"]) for plan in (left, right) for row in plan.rows("sensitivity")}
    leads = [s.lead for s in swings(outcome, left, right)] if _paired(left, right) else _apart(outcome, left, right)
    centre = _lead(outcome, (_value(outcome, left, False), _value(outcome, right, False)))
    if not leads or centre is None:
        return None, 0
    return (min(*leads, centre), max(*leads, centre)), len(paths)


def _still(outcome: Outcome, plan: Plan) -> bool:
    """The baseline's net benefit over itself is nothing, whatever the inputs."""
    return outcome.key == "welfare_usd_m" and plan.scorecard.get("status") == "baseline"


@dataclass(frozen=True)
class Swing:
    """One end of one input's range and the lead of the first plan there (infinite against `none`)."""

    row: Row
    end: str
    lead: float


def swings(outcome: Outcome, left: Plan, right: Plan) -> Iterator[Swing]:
    """The lead at the low and the high end of every input that either plan lists among its strongest."""
    ours, theirs = _by_path(left), _by_path(right)
    for path in sorted(set(ours) | set(theirs)):
        one, other = ours.get(path), theirs.get(path)
        row = one or other
        for end in ("low", "high"):
            values = (*_end(outcome, left, one, end), *_end(outcome, right, other, end))
            lead = _lead(outcome, (values[0], values[1])) if len(values) == 2 else None
            if lead is not None and row is not None:
                yield Swing(row, end, lead)


def _apart(outcome: Outcome, left: Plan, right: Plan) -> list[float]:
    """The lead at the ends of two ranges that have nothing to do with each other."""
    ends = [[value for row in plan.rows("sensitivity") or (None,) for end in ("low", "high")
             for value in _end(outcome, plan, row, end)] for plan in (left, right)]
    leads = [_lead(outcome, (one, other)) for one in ends[0] for other in ends[1]]
    return [lead for lead in leads if lead is not None]


def _end(outcome: Outcome, plan: Plan, row: Row | None, end: str) -> tuple[float | None, ...]:
    """The outcome at that end of the input, None for the word none; empty when it was not worked out."""
    if row is None:
        return (_value(outcome, plan, False),)
    value = number(row[f"{outcome.swing}_{end}"])
    if value is not None:
        return (value,)
    worked_out = outcome.none_is_a_word and number(row[f"home_share_{end}"]) is not None
    return (None,) if worked_out else ()


def _paired(left: Plan, right: Plan) -> bool:
    ours, theirs = _by_path(left), _by_path(right)
    return all(_range(ours[path]) == _range(theirs[path]) for path in set(ours) & set(theirs))


def _by_path(plan: Plan) -> dict[str, Row]:
    return {str(row["path"]): row for row in plan.rows("sensitivity")}


def _range(row: Row) -> tuple[Cell, ...]:
    return row["value"], row["low"], row["high"]
