"""The answer: headline, lede and the box that says how sure we are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.cells import maybe, num, text, whole
from catchup.plan import Plan, Row
from catchup.words.figures import money, percent, years
from catchup.words.names import joined, running, uncapital
from catchup.words.payers import capital, price
from catchup.words.sense import Sense, compare_age, home_service, judge

LEDE_WORDS = 65
ALL = 0.995
LITTLE = 0.2
MOST_LOST = 0.5
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
    loss, total = money(abs(num(card, "welfare_usd_m"))), money(num(card, "capital_usd_m"))
    if sense is Sense.INFEASIBLE:
        return f"No plan for {name} keeps every promise of the strategy “{text(plan.meta, 'strategy_name')}”"
    if sense is Sense.IDENTICAL:
        return f"Under “{text(plan.meta, 'strategy_name')}” {name} orders nothing new; {_standing(plan)} in {year}"
    if sense is Sense.USELESS:
        return f"This plan would cost {name} {total} and change little at home: {_standing(plan)} in {year} either way"
    if sense is Sense.HARMFUL:
        return f"This plan would leave {name} worse off: a net loss of {loss}, and {_worse(plan)} by {year}"
    if sense is Sense.COSTLY:
        return f"{name} would {_movement(plan)}, but at a net loss of {loss} against buying abroad"
    return _good(plan)


def _standing(plan: Plan) -> str:
    """Home service of the last year: its lag, or the share of need that is too small for one."""
    age, share = maybe(plan.scorecard, "home_age_end"), percent(maybe(plan.scorecard, "home_share_end"))
    return f"its home-served AI lag is {years(age)}" if age is not None else f"machines at home meet {share} of AI need"


def _good(plan: Plan) -> str:
    """Headline of a plan that beats the baseline."""
    card, name, year = plan.scorecard, country(plan), last_year(plan)
    age, base = maybe(card, "home_age_end"), maybe(card, "base_home_age_end")
    gain, cost = f"{name} gains {money(num(card, 'welfare_usd_m'))} net{_beyond(plan)} {price(plan)}", price(plan)
    if age is None and base is None:
        return (f"{gain}; AI served at home stays under half of need "
                f"({percent(maybe(card, 'home_share_end'))} in {year})")
    if home_service(plan) < 0:
        return f"{gain}, but gives up AI served at home: {_worse(plan)} by {year}"
    if compare_age(age, base) == 0:
        return f"{gain}; its home-served AI lag is {years(age)} with or without the plan"
    return f"{name} can {_movement(plan)}, {cost}{_condition(plan)}"


def _beyond(plan: Plan) -> str:
    """ ", 78% of it from power and ports, not AI," where half of the gain or more comes from what others use."""
    card = plan.scorecard
    gain, beyond = num(card, "welfare_usd_m"), num(card, "welfare_beyond_usd_m")
    if gain <= 0 or beyond < 0.5 * gain:
        return ""
    if beyond >= ALL * gain:
        loss = money(beyond - gain) if beyond - gain >= 0.005 * gain else ""
        return f", all of it from power and ports{f' (its AI part loses {loss})' if loss else ''},"
    return f", {percent(beyond / gain, 0)} of it from power and ports, not AI,"


def _movement(plan: Plan) -> str:
    """ "raise AI served at home from 8% of need to 93% by 2040, 0.6 years behind the frontier"."""
    card, year = plan.scorecard, last_year(plan)
    start, end = maybe(card, "home_age_start"), maybe(card, "home_age_end")
    share = _share(maybe(card, "home_share_end"))
    if end is None:
        return f"serve {share} of its AI need at home by {year}"
    if start is None:
        today = percent(maybe(card, "home_share_start"))
        return f"raise AI served at home from {today} of need to {share} by {year}, {years(end)} behind the frontier"
    if compare_age(end, start) == 0:
        return f"hold its home-served AI lag at {years(end)} to {year}"
    if compare_age(end, start) < 0:
        return f"keep its home-served AI lag to {years(end)} by {year}, from {years(start, unit=False)} today"
    return f"cut its home-served AI lag from {years(start, unit=False)} to {years(end)} by {year}"


def _share(share: float | None) -> str:
    """A share of need; what is over all of it is no news for a headline."""
    return "all" if share is not None and share >= ALL else percent(share)


def _worse(plan: Plan) -> str:
    card = plan.scorecard
    age, base = maybe(card, "home_age_end"), maybe(card, "base_home_age_end")
    if age is not None and compare_age(age, base) < 0:
        return f"a home-served lag of {years(age)} instead of {years(base)}"
    share, other = maybe(card, "home_share_end"), maybe(card, "base_home_share_end")
    return f"{percent(share)} of need served at home instead of {percent(other)}"


def _condition(plan: Plan) -> str:
    """The decision to take, unless private money is the condition already."""
    what, year = text(plan.scorecard, "decide_what"), whole(plan.scorecard, "decide_by_year")
    if not what or not year or len(what.split()) > 8 or capital(plan).mostly_forecast:
        return ""
    return f", if {running(what)} {_be(what)} decided by {year}"


def _be(noun: str) -> str:
    """ "is" or "are", by the last word before "for", "of", "in" or "and brought"; many nouns in a list are many."""
    head = noun
    for stop in (" for ", " of ", " in ", ",", " (", " to "):
        head = head.split(stop)[0]
    plural = (head.endswith("s") and not head.endswith("ss")) or " and " in head
    return "are" if plural else "is"


def country(plan: Plan) -> str:
    """The short name of the country."""
    return text(plan.meta, "short_name") or text(plan.meta, "country") or text(plan.meta, "iso3")


def last_year(plan: Plan) -> int:
    """The last year shown."""
    return whole(plan.meta, "last_shown") or 2040


def lede(plan: Plan) -> str:
    """At most 65 words: the do-nothing case, the gain, who pays, what breaks it, what to decide by when."""
    parts = [_where(plan), _worth(plan), _embargo(plan), _who(plan), _fails(plan), decision(plan)]
    by_weight = sorted((part for part in enumerate(parts) if part[1]), key=lambda part: (0, 1, 3, 4, 5, 2)[part[0]])
    kept: list[tuple[int, str]] = []
    for place, sentence in by_weight:
        if sum(len(s.split()) for _, s in kept) + len(sentence.split()) <= LEDE_WORDS:
            kept.append((place, sentence))
    return " ".join(sentence for _, sentence in sorted(kept))


def _where(plan: Plan) -> str:
    """Today and the do-nothing case."""
    card = plan.scorecard
    base, age = percent(maybe(card, "base_home_share_end")), maybe(card, "base_home_age_end")
    today = percent(maybe(card, "home_share_start"))
    lag = "" if age is None else f", {years(age)} behind"
    if judge(plan) in (Sense.IDENTICAL, Sense.INFEASIBLE):
        return (f"Machines in {country(plan)} can serve {today} of its AI need today; with programmes under way, "
                f"{base} in {last_year(plan)}{lag}.")
    before = "as today" if today == base else f"today {today}"
    return (f"Without new orders, private ones too, home machines serve {base} of need in {last_year(plan)}{lag} "
            f"({before}).")


def _worth(plan: Plan) -> str:
    card, sense = plan.scorecard, judge(plan)
    value = money(abs(num(card, "welfare_usd_m")))
    share, gdp = maybe(card, "home_share_end"), abs(num(card, "welfare_share_gdp"))
    part = f" ({percent(gdp)} of a year’s GDP)" if gdp >= 0.0005 else ""
    if sense is Sense.INFEASIBLE:
        return "The box below names the promises in conflict and the cheapest ways out; the figures show the baseline."
    if sense is Sense.IDENTICAL:
        return "This is the baseline: programmes under way, the rest bought abroad; nothing is gained or lost by it."
    if sense is Sense.GOOD:
        return f"The plan is worth {value} net{part}{_unaided(plan)}."
    return f"The plan reaches {percent(share)} and loses {value} net{part}; doing nothing new is better."


def _unaided(plan: Plan) -> str:
    """The part of the gain that owners would bring about without public money, where it is half or more, or little."""
    gain, alone = num(plan.scorecard, "welfare_usd_m"), maybe(plan.scorecard, "welfare_without_support_usd_m")
    if alone is None:
        return ""
    if alone >= ALL * gain:
        return ", all of it without public money"
    if alone >= 0.5 * gain:
        return f", {money(alone)} of it without public money"
    return f", {money(max(alone, 0.0))} of it without public money" if alone < LITTLE * gain else ""


def _who(plan: Plan) -> str:
    """The part of the capital that no government orders."""
    found = capital(plan)
    if judge(plan) is not Sense.GOOD or not found.mostly_forecast:
        return ""
    return f"{money(found.forecast)} of its capital is a forecast of private action."


def _embargo(plan: Plan) -> str:
    """What "served at home" does not mean: how little of it an embargo would leave, where it takes most of it away."""
    share, left = maybe(plan.scorecard, "home_share_end"), maybe(plan.scorecard, "embargo_share_end")
    if judge(plan) is not Sense.GOOD or share is None or left is None or left >= MOST_LOST * share:
        return ""
    return f"Under an embargo in {last_year(plan)}, {percent(left, 0)} of need could still be served."


def _fails(plan: Plan) -> str:
    found = one_at_a_time(plan)
    if judge(plan) is not Sense.GOOD or found is None:
        return ""
    if not found.losing:
        return f"Adapted to any one of its {found.inputs} strongest inputs, it still gains."
    return (f"It loses if {uncapital(found.losing[0])} {'goes' if len(found.losing) == 1 else 'or another input goes'} "
            f"to the wrong end of its range.")


def decision(plan: Plan) -> str:
    """ "Decide first, by the end of 2027: grid connections."; empty where nothing is recommended."""
    card, rows = plan.scorecard, due(plan)
    if judge(plan) is not Sense.GOOD or not text(card, "decide_what"):
        return ""
    dated = {running(text(row, "name")): whole(row, "first_order") for row in rows}
    if len(set(dated.values())) > 1:
        return f"Decide first: {', '.join(f'{name} by {year}' for name, year in dated.items())}."
    what = joined(list(dated)) or running(text(card, "decide_what"))
    return f"Decide first, by the end of {whole(card, 'decide_by_year')}: {what}."


def due(plan: Plan) -> list[Row]:
    """The projects that the first decision names, by date: the largest row of each name."""
    what = text(plan.scorecard, "decide_what")
    rows = [row for row in plan.rows("projects") if text(row, "origin") != "programme" and text(row, "name") in what]
    names = sorted({text(row, "name") for row in rows}, key=len, reverse=True)
    found = []
    for name in names:  # the longest first: a name may be part of another
        if name in what:
            what = what.replace(name, "")
            same = [row for row in rows if text(row, "name") == name]
            found.append(max(same, key=lambda row: (num(row, "public_usd_m"), num(row, "cost_usd_m"))))
    return sorted(found, key=lambda row: (whole(row, "first_order"), whole(row, "rank")))


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
        return f"Home-served lag in {year}: none in all {found.runs} runs (under half of need)."
    low, high = years(found.age_low, unit=False), years(found.age_high)
    lag = high if low == years(found.age_high, unit=False) else f"{low}–{high}"
    if not found.runs_none:
        return f"Home-served lag in {year}: {lag} in all {found.runs} runs."
    known = found.runs - found.runs_none
    return f"Home-served lag in {year}: {lag} in {known} of {found.runs} runs, none (under half of need) in the rest."


def guesses(plan: Plan) -> str:
    """ "55 of 120 inputs are guesses"; empty where no plan was made of them. """
    card = plan.scorecard
    total, bad = whole(card, "inputs_total"), whole(card, "inputs_grade_d")
    if not total:
        return ""
    return f"{bad:,} of {total:,} inputs {'is a guess' if bad == 1 else 'are guesses'}"
