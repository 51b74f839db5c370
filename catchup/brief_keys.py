"""The five key figures of the brief, and the box that says how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catchup.brief_figures import binds_in, shown_years
from catchup.cells import flag, maybe, num, text, whole
from catchup.plan import Plan, Row
from catchup.words import answer
from catchup.words.figures import money, money_span, percent, years
from catchup.words.names import capital as capitalised
from catchup.words.names import running
from catchup.words.payers import SMALL, capital, peak_words, treasury
from catchup.words.sense import Sense, judge


@dataclass(frozen=True)
class Key:
    """One of the five key figures."""

    label: str
    value: str
    unit: str
    detail: str
    alert: bool = False
    words: bool = False


def doubt(plan: Plan) -> dict[str, Any]:
    """The box "How sure are we?": range, lag over the runs, confidence of what, count of guesses."""
    found, card = answer.one_at_a_time(plan), plan.scorecard
    ordered = _ordered(plan)
    ends = "" if found is None else money_span(found.welfare_low, found.welfare_high)
    return {
        "range": ends, "inputs": 0 if found is None else found.inputs, "lag": answer.lag_in_runs(plan),
        "order": text(card, "order_confidence") if ordered else "", "size": text(card, "size_confidence"),
        "date": text(card, "date_confidence"), "guesses": answer.guesses(plan),
    }


def keys(plan: Plan) -> list[Key]:
    """Lag at the horizon, total cost, treasury part, tightest input, decide by."""
    return [_lag(plan), _capital(plan), _treasury(plan), _tightest(plan), _decide(plan)]


def _lag(plan: Plan) -> Key:
    card = plan.scorecard
    lag, base = maybe(card, "home_age_end"), maybe(card, "base_home_age_end")
    year = answer.last_year(plan)
    share, other = percent(maybe(card, "home_share_end")), percent(maybe(card, "base_home_share_end"))
    without = f"{other} without the plan" if base is None else f"{years(base)} and {other} without the plan"
    under = "under half of need: " if lag is None else ""
    against = "" if not _ordered(plan) else f"; {without}"
    return Key(f"Home-served lag in {year}", years(lag, unit=False), "" if lag is None else "years",
               f"{under}{share} of need served at home{against}")


def _ordered(plan: Plan) -> bool:
    """Is there a plan beside the baseline?"""
    return judge(plan) not in (Sense.IDENTICAL, Sense.INFEASIBLE)


def _capital(plan: Plan) -> Key:
    found = capital(plan)
    if found.total < SMALL:
        return Key("Capital, all payers", "none", "", "nothing new is ordered")
    shares = [f"{money(amount)} {name}" for name, amount in (("public", found.public), ("private", found.private))
              if amount >= SMALL]
    forecast = f" ({money(found.forecast)} only a forecast)" if found.forecast >= SMALL else ""
    return _split("Capital, all payers", found.total,
                  f"{', '.join(shares)}{forecast}; at most {peak_share(plan)} of GDP a year")


def _treasury(plan: Plan) -> Key:
    year, cash = answer.last_year(plan), treasury(plan)
    if cash is None:
        return _split("Net public cash", num(plan.scorecard, "public_net_usd_m"), f"to {year}; {peak_words(plan)}")
    own = "this plan and its upkeep" if _ordered(plan) else "upkeep and training"
    parts = (("the state’s own AI bill", cash.bill), ("promised before", cash.promised), (own, cash.plan))
    said = [f"{money(amount)} {name}" for name, amount in parts if amount >= SMALL]
    return _split("Public spending", cash.spent, f"to {year}: {', '.join(said)}; {peak_words(plan)}")


def _split(label: str, usd_m: float, detail: str) -> Key:
    words = money(usd_m).split(" ")
    return Key(label, " ".join(words[:2]), " ".join(words[2:]), detail)


def peak_share(plan: Plan) -> str:
    """Dearest year of the plan's orders as a share of that year's GDP."""
    spent: dict[int, float] = {}
    for row in plan.rows("investments"):
        spent[whole(row, "year")] = spent.get(whole(row, "year"), 0.0) + num(row, "cost_usd_m")
    shares = [spent.get(whole(row, "year"), 0.0) / num(row, "gdp_usd_m") for row in shown_years(plan, "limits")
              if num(row, "gdp_usd_m") > 0]
    return percent(max(shares, default=0.0))


def _tightest(plan: Plan) -> Key:
    card = plan.scorecard
    name = text(card, "tightest_name")
    if not name:
        return Key("Tightest input", "none", "",
                   "nothing binds in the baseline" if judge(plan) is Sense.INFEASIBLE else "nothing binds")
    row: Row = next((row for row in plan.rows("binding") if text(row, "name") == name), {})
    lag, when = maybe(row, "lag_years"), binds_in(plan, row)
    worth = (f"{years(lag)} of lag" if lag is not None
             else f"one per cent more is worth {money(num(card, 'tightest_worth_usd_m'))}")
    guess = "; its limit is an assumption" if flag(card, "tightest_is_assumption") else ""
    return Key("Tightest input", name, "", f"{f'{when}; ' if when else ''}{worth}{guess}", alert=True, words=True)


def _decide(plan: Plan) -> Key:
    card = plan.scorecard
    if judge(plan) is not Sense.GOOD or not whole(card, "decide_by_year"):
        return Key("Decide by", "none", "", "no new order is recommended")
    said = "; ".join(f"{running(text(row, 'name'))}, {whole(row, 'first_order')} ({_who(row)})" for row in
                     answer.due(plan)) or text(card, "decide_what")
    return Key("Decide by", f"end of {whole(card, 'decide_by_year')}", "", capitalised(said), words=True)


def _who(row: Row) -> str:
    """Whose project it is: the state's own, one that it supports, or one that it only has to allow."""
    if text(row, "owner") == "pub":
        return "public"
    return "private, with public money" if num(row, "public_usd_m") >= SMALL else "private, to be allowed"
