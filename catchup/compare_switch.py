"""Where the choice between two plans turns: break-even values and inputs that reverse the order."""

from __future__ import annotations

import math

from catchup.compare_outcomes import OUTCOMES, Outcome, Swing, number, swings
from catchup.compare_records import TIE, UNRANKED, Flip, Label, OutcomeRow
from catchup.compare_words import short
from catchup.plan import Plan
from catchup.words.figures import money

SWUNG = tuple(outcome for outcome in OUTCOMES if outcome.swing)


def flips(left: Plan, right: Plan, rows: tuple[OutcomeRow, ...], labels: tuple[Label, Label]) -> tuple[Flip, ...]:
    """Inputs whose low or high value alone reverses the order on an outcome, nearest turning point first."""
    found = []
    by_key = {row.key: row for row in rows}
    for outcome in SWUNG:
        row = by_key.get(outcome.key)
        if row is None or row.better in (TIE, UNRANKED) or row.lead is None or row.spread is None:
            continue
        for swing in swings(outcome, left, right):
            if swing.lead * row.lead < 0:
                found.append(_flip(outcome, swing, row.lead, labels))
    return tuple(sorted(found, key=lambda flip: (_distance(flip), flip.path, flip.outcome)))


def _flip(outcome: Outcome, swing: Swing, lead: float, labels: tuple[Label, Label]) -> Flip:
    value, end = (number(swing.row[column]) or 0.0 for column in ("value", swing.end))
    at = value + (end - value) * lead / (lead - swing.lead) if math.isfinite(swing.lead) else end
    winner = labels[0] if swing.lead > 0 else labels[1]
    return Flip(str(swing.row["path"]), str(swing.row["name"]), str(swing.row["unit"]), value, at, end > value,
                winner.letter, outcome.key)


def _distance(flip: Flip) -> float:
    """How far the turning point lies from today's value, as a ratio."""
    if flip.value == 0 or flip.at / flip.value <= 0:
        return math.inf
    return abs(math.log(flip.at / flip.value))


def tested_inputs(left: Plan, right: Plan) -> int:
    """Inputs that either plan varied."""
    return len({row["path"] for plan in (left, right) for row in plan.rows("sensitivity")})


def turn(flip: Flip) -> str:
    """The input and the value at which the order turns (read off a straight line between two solves)."""
    side = "above" if flip.above else "below"
    return f"{lower_first(flip.name.split(',')[0])} is {side} about {with_unit(flip.at, flip.unit)}"


def with_unit(value: float, unit: str) -> str:
    """An input's value as it is read aloud: 4% of GDP, USD 34 bn per GW, 2 years."""
    head, _, tail = unit.partition(" ")
    if head in ("share", "fraction", "fraction/yr"):
        rest = "a year" if head == "fraction/yr" else tail
        return f"{short(100 * value)}% {rest}".rstrip()
    return f"USD {short(value)} {tail}".rstrip() if head == "USD" else f"{short(value)} {unit}".rstrip()


def lower_first(name: str) -> str:
    """A name in mid-sentence; acronyms stay."""
    return name if name[1:2].isupper() or not name else name[0].lower() + name[1:]


def break_even(rows: tuple[OutcomeRow, ...]) -> str:
    """What a year of lag, or a point of home share, must be worth to make up for the lost net benefit."""
    age, share, welfare = (next(r for r in rows if r.key == key)
                           for key in ("home_age_end", "home_share_end", "welfare_usd_m"))
    lost = abs(welfare.difference or 0.0)
    if age.lead and age.better not in (TIE, UNRANKED):
        return f"a year of lag is worth more than {money(lost / abs(age.lead))}"
    if share.lead and welfare.lead and share.lead * welfare.lead < 0:
        return f"a point of home share is worth more than {money(lost / abs(100 * share.lead))}"
    return ""
