"""The country brief: one self-contained page from a plan. No clock, no solver, no pandas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catchup.brief_figures import FIGURES, figures, shown_years, strongest
from catchup.cells import flag, maybe, num, text, whole
from catchup.charts.graph import state_word
from catchup.page import data_block, render_page
from catchup.plan import Plan, Row
from catchup.words import answer, titles
from catchup.words.figures import count, money, money_span, number, percent, quantity, quantity_span, years
from catchup.words.sense import Sense, judge

SHOWN_TABLES = ("projects", "binding", "trajectory", "limits", "alternatives", "sensitivity", "nodes", "links",
                "choices", "sources", "warnings", "why_not")
EDITIONS = {"finance": "finance ministry edition", "line": "line ministry edition", "bank": "bank edition"}
REASON_WORDS, BINDING_WORDS, WHY_NOT_WORDS, WARNING_WORDS, CHOICE_WORDS, SAYS_WORDS = 110, 70, 60, 50, 90, 26
MOST_INPUT_CHARACTERS = 60_000
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")


@dataclass(frozen=True)
class Key:
    """One of the five key figures."""

    label: str
    value: str
    unit: str
    detail: str
    alert: bool = False
    words: bool = False


def render_brief(plan: Plan) -> str:
    """The page as one HTML text; the same bytes for the same plan."""
    name, meta = answer.country(plan), plan.meta
    title = f"{name}: AI catch-up brief, {text(meta, 'strategy_name')}, {text(meta, 'as_of')}"
    running = (f"{name} · AI catch-up brief · {text(meta, 'strategy_name')} · {text(meta, 'scenario_name')} · "
               f"{date_words(text(meta, 'as_of'))}")
    return render_page(
        "brief.html.jinja", title=title, kind="Country brief", running=running, version=text(meta, "version"),
        data=data_block(plan, SHOWN_TABLES), **context(plan)) + "\n"


def context(plan: Plan) -> dict[str, Any]:
    """Everything that templates/brief.html.jinja reads."""
    sense = judge(plan)
    return {
        "meta": plan.meta, "card": plan.scorecard, "sense": sense.value, "eyebrow": eyebrow(plan),
        "headline": answer.headline(plan), "lede": answer.lede(plan), "doubt": doubt(plan), "keys": keys(plan),
        "figures": {**dict.fromkeys(FIGURES), **figures(plan)},
        "binding": fitting(plan.rows("binding"), "sentence", BINDING_WORDS),
        "scenario_says": first_words(text(plan.meta, "scenario_says"), SAYS_WORDS),
        "strategy_says": first_words(text(plan.meta, "strategy_says"), SAYS_WORDS),
        "graph_legend": graph_legend(plan), "gantt_legend": gantt_legend(plan), "reasons": reasons(plan),
        "payers": payers(plan), "money_title": titles.money_words(plan),
        "alternatives_note": alternatives_note(plan), "record": answer.RECORD,
        "why_not": fitting(plan.rows("why_not"), "reason", WHY_NOT_WORDS), "choices": choices(plan),
        "choices_count": len(plan.rows("choices")),
        "warnings": fitting(plan.rows("warnings"), "message", WARNING_WORDS),
        "warnings_count": len(plan.rows("warnings")), "strongest": sources_of_strongest(plan),
        "sources": plan.rows("sources"), "inputs": input_lines(plan), "hashes": hashes(plan),
    }


def date_words(iso: str) -> str:
    """ "2026-11-21" -> "21 November 2026"; anything else as it is."""
    parts = iso.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return iso
    return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"


def eyebrow(plan: Plan) -> str:
    """Country, edition, date, strategy and scenario."""
    meta = plan.meta
    edition = EDITIONS.get(text(meta, "edition"), text(meta, "edition"))
    parts = (text(meta, "country"), edition, date_words(text(meta, "as_of")), text(meta, "strategy_name"),
             text(meta, "scenario_name"))
    return " · ".join(part for part in parts if part)


def doubt(plan: Plan) -> dict[str, Any]:
    """The box "How sure are we?": range, lag over the runs, confidence of what, count of guesses."""
    found, card = answer.one_at_a_time(plan), plan.scorecard
    ordered = judge(plan) not in (Sense.IDENTICAL, Sense.INFEASIBLE)
    ends = "" if found is None else money_span(found.welfare_low, found.welfare_high)
    return {
        "range": ends, "inputs": 0 if found is None else found.inputs, "lag": answer.lag_in_runs(plan),
        "order": text(card, "order_confidence") if ordered else "", "size": text(card, "size_confidence"),
        "date": text(card, "date_confidence"), "guesses": answer.guesses(plan),
    }


def keys(plan: Plan) -> list[Key]:
    """Lag at the horizon, total cost, treasury part, tightest input, decide by."""
    card, year = plan.scorecard, answer.last_year(plan)
    lag, base = maybe(card, "home_age_end"), maybe(card, "base_home_age_end")
    share = percent(maybe(card, "home_share_end"))
    return [
        Key(f"Home-served lag in {year}", years(lag, unit=False), "" if lag is None else "years",
            f"{years(base)} without the plan; {share} of need served at home"),
        _split("Capital ordered", num(card, "capital_usd_m"), f"all payers; at most {_peak_share(plan)} of GDP a year"),
        _split("Net public cash", num(card, "public_net_usd_m"),
               f"to {year}; peak {money(num(card, 'peak_public_usd_m'))} in {whole(card, 'peak_public_year')}, limit "
               f"{money(num(card, 'public_limit_at_peak_usd_m'))}"),
        _tightest(plan), _decide(plan),
    ]


def _split(label: str, usd_m: float, detail: str) -> Key:
    words = money(usd_m).split(" ")
    return Key(label, " ".join(words[:2]), " ".join(words[2:]), detail)


def _peak_share(plan: Plan) -> str:
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
        return Key("Tightest input", "none", "", "nothing binds")
    lag = next((maybe(row, "lag_years") for row in plan.rows("binding") if text(row, "name") == name), None)
    worth = (f"{years(lag)} of lag" if lag is not None
             else f"one per cent more is worth {money(num(card, 'tightest_worth_usd_m'))}")
    guess = "; its limit is an assumption" if flag(card, "tightest_is_assumption") else ""
    return Key("Tightest input", name, "", f"{worth}{guess}", alert=True, words=True)


def _decide(plan: Plan) -> Key:
    card = plan.scorecard
    if judge(plan) is not Sense.GOOD:
        return Key("Decide by", "none", "", "no new order is recommended", words=False)
    return Key("Decide by", f"end of {whole(card, 'decide_by_year')}", "", text(card, "decide_what"), words=True)


def fitting(rows: Sequence[Row], column: str, words: int) -> list[Row]:
    """Rows from the first on whose texts together keep to a number of words; at least one if there is any."""
    kept: list[Row] = []
    used = 0
    for row in rows:
        used += len(text(row, column).split()) + len(text(row, "name").split())
        if kept and used > words:
            break
        kept.append(row)
    return kept


def graph_legend(plan: Plan) -> list[tuple[str, str]]:
    """Swatch and words of the states of inputs that there are."""
    kinds = {"home": "at home today", "built": "built by this plan", "bought": "bought abroad"}
    present = {state_word(node) for node in plan.rows("nodes")}
    states = [(kind, words) for kind, words in kinds.items() if kind in present]
    binds = [("binds", "binds; badge: years of lag, or USD for one per cent more")]
    return states + (binds if any(flag(node, "binds") for node in plan.rows("nodes")) else [])


def gantt_legend(plan: Plan) -> list[tuple[str, str]]:
    """Swatch and words of the kinds of project that there are."""
    kinds = {"plan": ("plan", "ordered by this plan"), "forecast": ("hatch", "forecast of private action"),
             "programme": ("paper", "programme under way")}
    present = {text(row, "origin") for row in plan.rows("projects")}
    return [words for kind, words in kinds.items() if kind in present]


def first_words(words: str, most: int) -> str:
    """A text cut after `most` words, at the end of a sentence if there is one before."""
    parts = words.split()
    if len(parts) <= most:
        return words
    cut = " ".join(parts[:most])
    return cut[:cut.rindex(". ") + 1] if ". " in cut else f"{cut.rstrip(',;:')} …"


def reasons(plan: Plan) -> list[dict[str, str]]:
    """Why each order of the plan comes when it does, in the order shown, within the word budget."""
    own = sorted((row for row in plan.rows("projects") if text(row, "origin") == "plan"),
                 key=lambda row: (whole(row, "rank"), text(row, "id")))
    return [{"name": text(row, "name"), "year": str(whole(row, "first_order")), "why": text(row, "why_then"),
             "enables": text(row, "enables")} for row in fitting(own, "why_then", REASON_WORDS)]


def payers(plan: Plan) -> list[tuple[str, str, str]]:
    """The four kinds of money: name, amount, what it is. They are never added up."""
    card = plan.scorecard
    ai, beyond = money(num(card, "welfare_ai_usd_m")), money(num(card, "welfare_beyond_usd_m"))
    year, revenue = answer.last_year(plan), percent(maybe(card, "peak_public_share_revenue"))
    private = num(card, "domestic_capital_usd_m") + num(card, "foreign_capital_usd_m")
    per_public = f"all private money is {number(maybe(card, 'private_per_public'), 1)} times the public capital"
    return [
        ("Net benefit", money(num(card, "welfare_usd_m")),
         f"Worth to the country over buying abroad, present value: {ai} from AI, {beyond} beyond it. Not cash."),
        ("Public cash", money(num(card, "public_net_usd_m")),
         f"Net of taxes, to {year}, programmes under way included; peak {revenue} of revenue."),
        ("Domestic private money", money(num(card, "domestic_capital_usd_m")),
         f"Capital of this plan’s orders; {per_public if private > 0 else 'there is none'}."),
        ("Foreign money", money(num(card, "foreign_capital_usd_m")), "Capital of this plan’s orders; profits leave."),
    ]


def alternatives_note(plan: Plan) -> str:
    """What the comparison of strategies says, without praise for a plan that does not beat the baseline."""
    rows, sense = plan.rows("alternatives"), judge(plan)
    if not rows:
        return ""
    best = max(rows, key=lambda row: num(row, "welfare_usd_m"))
    this = next((row for row in rows if flag(row, "this")), None)
    if num(best, "welfare_usd_m") <= 0:
        return "No strategy beats buying abroad under these assumptions."
    gain = money(num(best, "welfare_usd_m"))
    if this is best and sense is Sense.GOOD:
        others = count(len(rows) - 1, "other strategy", "other strategies")
        return f"Most net benefit found under these rules: {gain}, against {others} with the same inputs."
    lag = years(maybe(best, "home_age_end"))
    return f"Most net benefit: {text(best, 'name')}, {gain}, lag {lag}. First steps there: {text(best, 'first_steps')}."


def choices(plan: Plan) -> list[dict[str, str]]:
    """Choices that are not facts."""
    return [{
        "name": text(row, "name"), "value": quantity(maybe(row, "value"), text(row, "unit")),
        "range": quantity_span(maybe(row, "low"), maybe(row, "high"), text(row, "unit")),
        "reason": text(row, "reason") or text(row, "note"),
    } for row in fitting(plan.rows("choices"), "reason", CHOICE_WORDS)]


def sources_of_strongest(plan: Plan) -> list[dict[str, str]]:
    """The strongest inputs with value, range, grade and source."""
    titles_by_id = {text(row, "id"): text(row, "title") for row in plan.rows("sources")}
    return [{
        "name": text(row, "name"), "value": quantity(maybe(row, "value"), text(row, "unit")),
        "range": quantity_span(maybe(row, "low"), maybe(row, "high"), text(row, "unit")),
        "grade": text(row, "grade"), "source": text(row, "source"),
        "title": titles_by_id.get(text(row, "source"), ""),
    } for row in strongest(plan)]


def input_lines(plan: Plan) -> list[str]:
    """All inputs, one line each, guesses first, as far as the page has room; the last line counts the rest."""
    rows = sorted(plan.rows("inputs"), key=lambda row: (-"ABCD".find(text(row, "grade")), text(row, "path")))
    lines: list[str] = []
    used = 0
    for row in rows:
        low_high = quantity_span(maybe(row, "low"), maybe(row, "high"), text(row, "unit"))
        value = text(row, "value") if maybe(row, "value") is None else quantity(maybe(row, "value"), text(row, "unit"))
        parts = (text(row, "grade"), text(row, "path"), value, f"({low_high})" if low_high else "", text(row, "source"))
        lines.append("  ".join(part for part in parts if part))
        used += len(lines[-1]) + 1
        if used > MOST_INPUT_CHARACTERS:
            return [*lines, f"... and {len(rows) - len(lines):,} more in the plan file"]
    return lines


def hashes(plan: Plan) -> list[tuple[str, str]]:
    """Short hashes of the inputs."""
    kinds = ("profile", "chain", "scenario", "strategy")
    return [(kind, text(plan.meta, f"{kind}_sha256")[:12]) for kind in kinds if text(plan.meta, f"{kind}_sha256")]
