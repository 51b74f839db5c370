"""The answer: headline, lede and the box that says how sure we are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.cells import maybe, num, text, whole
from catchup.plan import Plan, Row
from catchup.words.figures import money, percent, years
from catchup.words.sense import Sense, compare_age, home_service, judge

LEDE_WORDS = 65
RECORD = ("No single indicator told success from failure in 39 historical cases of catching up; "
          "a plan is a bet, not a promise.")


@dataclass(frozen=True)
class Range:
    """One-at-a-time results of the strongest inputs."""

    inputs: int
    welfare_low: float
    welfare_high: float
    runs: int
    runs_none: int
    age_low: float | None
    age_high: float | None
    losing: tuple[str, ...]


def headline(plan: Plan) -> str:
    """The H1 sentence; its sense follows `judge`."""
    sense = judge(plan)
    name, year = country(plan), last_year(plan)
    card = plan.scorecard
    loss, capital = money(abs(num(card, "welfare_usd_m"))), money(num(card, "capital_usd_m"))
    if sense is Sense.INFEASIBLE:
        return f"No plan for {name} keeps every promise of the strategy “{text(plan.meta, 'strategy_name')}”"
    if sense is Sense.IDENTICAL:
        return (f"Under “{text(plan.meta, 'strategy_name')}” {name} orders nothing new; its home-served AI lag in "
                f"{year} is {years(maybe(card, 'home_age_end'))}")
    if sense is Sense.USELESS:
        return (f"This plan would cost {name} {capital} and change little at home: its AI lag is "
                f"{years(maybe(card, 'home_age_end'))} in {year} with or without it")
    if sense is Sense.HARMFUL:
        return (f"This plan would leave {name} worse off: a net loss of {loss}, and {_worse(plan)} by {year}")
    if sense is Sense.COSTLY:
        return f"{name} would {_movement(plan)}, but at a net loss of {loss} against buying abroad"
    return f"{_good(plan)}"


def _good(plan: Plan) -> str:
    """Headline of a plan that beats the baseline."""
    card, name, year = plan.scorecard, country(plan), last_year(plan)
    age, base = maybe(card, "home_age_end"), maybe(card, "base_home_age_end")
    capital, gain = money(num(card, "capital_usd_m")), money(num(card, "welfare_usd_m"))
    if age is None and base is None:
        return (f"{name} gains {gain} from {capital} of orders, but its home-served AI lag stays none: machines at "
                f"home meet {percent(maybe(card, 'home_share_end'))} of need by {year}")
    if home_service(plan) < 0:
        return f"{name} gains {gain} from {capital} of orders, but gives up AI served at home: {_worse(plan)} by {year}"
    if compare_age(age, base) == 0:
        return (f"{name} reaches a home-served AI lag of {years(age)} with or without the plan; its {capital} of "
                f"orders are worth {gain} net")
    return f"{name} can {_movement(plan)} for {capital}{_condition(plan)}"


def _movement(plan: Plan) -> str:
    """ "take its home-served AI lag from none to 0.6 years by 2033"."""
    card = plan.scorecard
    start, end = maybe(card, "home_age_start"), maybe(card, "home_age_end")
    first = whole(card, "home_first_year")
    by = first if start is None and first else last_year(plan)
    if end is None:
        return f"serve {percent(maybe(card, 'home_share_end'))} of its AI need at home by {last_year(plan)}"
    if compare_age(end, start) == 0:
        return f"hold its home-served AI lag at {years(end)} to {last_year(plan)}"
    if start is None:
        return f"take its home-served AI lag from none to {years(end)} by {by}"
    verb = "cut" if compare_age(end, start) > 0 else "keep"
    if verb == "keep":
        return f"keep its home-served AI lag to {years(end)} by {by}, from {years(start, unit=False)} today"
    return f"cut its home-served AI lag from {years(start, unit=False)} to {years(end)} by {by}"


def _worse(plan: Plan) -> str:
    card = plan.scorecard
    age, base = maybe(card, "home_age_end"), maybe(card, "base_home_age_end")
    if compare_age(age, base) < 0:
        return f"a home-served lag of {years(age)} instead of {years(base)}"
    share, other = maybe(card, "home_share_end"), maybe(card, "base_home_share_end")
    return f"{percent(share)} of need served at home instead of {percent(other)}"


def _condition(plan: Plan) -> str:
    what, year = text(plan.scorecard, "decide_what"), whole(plan.scorecard, "decide_by_year")
    if not what or not year or len(what.split()) > 8:
        return ""
    return f", if {uncapital(what)} {_be(what)} decided by {year}"


def _be(noun: str) -> str:
    """ "is" or "are", by the last word before "for", "of", "in" or "and brought"; many nouns in a list are many."""
    head = noun
    for stop in (" for ", " of ", " in ", ",", " (", " to "):
        head = head.split(stop)[0]
    plural = (head.endswith("s") and not head.endswith("ss")) or " and " in head
    return "are" if plural else "is"


def uncapital(words: str) -> str:
    """First letter small, unless the first word is a name or an abbreviation."""
    first = words.split(" ")[0]
    return words if not first[1:].islower() and len(first) > 1 else words[:1].lower() + words[1:]


def country(plan: Plan) -> str:
    """The short name of the country."""
    return text(plan.meta, "short_name") or text(plan.meta, "country") or text(plan.meta, "iso3")


def last_year(plan: Plan) -> int:
    """The last year shown."""
    return whole(plan.meta, "last_shown") or 2040


def lede(plan: Plan) -> str:
    """At most 65 words: today, the do-nothing case, the gain, what breaks it, what to decide by when."""
    sentences = [*_where(plan), *_worth(plan), *_fails(plan), *_decide(plan)]
    return fit(sentences, LEDE_WORDS)


def fit(sentences: Sequence[str], most: int) -> str:
    """Whole sentences from the first on, leaving out those that would pass `most` words."""
    kept: list[str] = []
    for sentence in sentences:
        if sum(len(s.split()) for s in kept) + len(sentence.split()) <= most:
            kept.append(sentence)
    return " ".join(kept)


def _where(plan: Plan) -> list[str]:
    card, name = plan.scorecard, country(plan)
    today = f"Machines in {name} can serve {percent(maybe(card, 'home_share_start'))} of its AI need today"
    base, age = percent(maybe(card, "base_home_share_end")), maybe(card, "base_home_age_end")
    ordered = judge(plan) not in (Sense.IDENTICAL, Sense.INFEASIBLE)
    lag = " (lag: none)" if age is None else f" (lag: {years(age)})"
    return [f"{today}; {'without new orders' if ordered else 'with programmes under way'}, {base} in "
            f"{last_year(plan)}{lag}."]


def _worth(plan: Plan) -> list[str]:
    card, sense = plan.scorecard, judge(plan)
    value = money(abs(num(card, "welfare_usd_m")))
    share, gdp = maybe(card, "home_share_end"), abs(num(card, "welfare_share_gdp"))
    part = f" ({percent(gdp)} of a year’s GDP)" if gdp >= 0.0005 else ""
    if sense is Sense.INFEASIBLE:
        return ["The box below names the promises in conflict and the cheapest ways out; "
                "the figures show the baseline."]
    if sense is Sense.IDENTICAL:
        return ["This is the baseline: programmes under way, the rest bought abroad; nothing is gained or lost by it."]
    if sense is Sense.GOOD:
        return [f"The plan reaches {percent(share)} and is worth {value} net{part}."]
    return [f"The plan reaches {percent(share)} and loses {value} net{part}; doing nothing new is better."]


def _fails(plan: Plan) -> list[str]:
    if judge(plan) is not Sense.GOOD:
        return []
    found = one_at_a_time(plan)
    if found is None:
        return []
    if not found.losing:
        return [f"None of its {found.inputs} strongest inputs alone turns the gain into a loss."]
    return [f"It loses if {uncapital(found.losing[0])} {'goes' if len(found.losing) == 1 else 'or another input goes'} "
            f"to the wrong end of its range."]


def _decide(plan: Plan) -> list[str]:
    card = plan.scorecard
    if judge(plan) is not Sense.GOOD or not text(card, "decide_what"):
        return []
    return [f"First decision: {uncapital(text(card, 'decide_what'))}, by the end of {whole(card, 'decide_by_year')}."]


def one_at_a_time(plan: Plan) -> Range | None:
    """What the strongest inputs do, one at a time at low and high; None without a sensitivity table."""
    rows = plan.rows("sensitivity")
    if not rows:
        return None
    results = [num(row, key) for row in rows for key in ("welfare_low", "welfare_high")]
    results.append(num(plan.scorecard, "welfare_usd_m"))
    ages = [maybe(row, key) for row in rows for key in ("home_age_low", "home_age_high")]
    known = [age for age in ages if age is not None]
    return Range(len(rows), min(results), max(results), len(ages), len(ages) - len(known),
                 min(known, default=None), max(known, default=None), tuple(_losing(plan, rows)))


def _losing(plan: Plan, rows: Sequence[Row]) -> list[str]:
    """Inputs whose low or high value turns a gain into a loss, worst first."""
    if judge(plan) is not Sense.GOOD:
        return []
    worst = [(min(num(row, "welfare_low"), num(row, "welfare_high")), text(row, "name")) for row in rows]
    return [name for value, name in sorted(worst) if value < 0]


def lag_in_runs(plan: Plan) -> str:
    """ "Lag in 2040: 0.6 years in 16 of 22 runs, none in 6." """
    found = one_at_a_time(plan)
    if found is None:
        return ""
    year = last_year(plan)
    if found.age_low is None or found.age_high is None:
        return f"Home-served lag in {year}: none in all {found.runs} runs."
    low, high = years(found.age_low, unit=False), years(found.age_high)
    lag = high if low == years(found.age_high, unit=False) else f"{low}–{high}"
    if not found.runs_none:
        return f"Home-served lag in {year}: {lag} in all {found.runs} runs."
    return f"Home-served lag in {year}: {lag} in {found.runs - found.runs_none} of {found.runs} runs, none in the rest."


def guesses(plan: Plan) -> str:
    """ "55 of 120 inputs are guesses". """
    card = plan.scorecard
    total, bad = whole(card, "inputs_total"), whole(card, "inputs_grade_d")
    return f"{bad} of {total:,} inputs {'is a guess' if bad == 1 else 'are guesses'}"
