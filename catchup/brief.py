"""The country brief: one self-contained page from a plan. No clock, no solver, no pandas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catchup.brief_figures import FIGURES, STATES, binds_in, chain_picture, figures
from catchup.brief_inputs import inputs, sources_of_strongest, weakest
from catchup.brief_keys import doubt, keys
from catchup.cells import flag, maybe, num, text, whole
from catchup.charts.figure import Figure
from catchup.charts.graph_choice import state_word
from catchup.page import data_block, render_page
from catchup.plan import Plan, Row
from catchup.words import answer, payers, reasons, titles, worth
from catchup.words.clauses import cut, tidy
from catchup.words.conflict import conflict
from catchup.words.figures import count, money, percent, quantity, quantity_span, years
from catchup.words.names import capital, joined, running
from catchup.words.sense import Sense, judge

SHOWN_TABLES = ("projects", "binding", "trajectory", "limits", "alternatives", "sensitivity", "nodes", "links",
                "choices", "sources", "warnings", "conflict", "why_not", "options", "worth", "weakest")
EDITIONS = {"finance": "finance ministry edition", "line": "line ministry edition", "bank": "bank edition"}
REASON_WORDS, BINDING_WORDS, WHY_NOT_WORDS, WARNING_WORDS, CHOICE_WORDS, SAYS_WORDS = 40, 44, 34, 28, 60, 14
MOST_BINDING = 5
BASELINE = "import"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")


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
    sense, drawn = judge(plan), figures(plan)
    return {
        "meta": plan.meta, "card": plan.scorecard, "sense": sense.value, "eyebrow": eyebrow(plan),
        "conflict": conflict(plan),
        "headline": answer.headline(plan), "lede": answer.lede(plan), "doubt": doubt(plan), "keys": keys(plan),
        "figures": {**dict.fromkeys(FIGURES), **drawn},
        "binding": binding(plan),
        "scenario_says": cut(text(plan.meta, "scenario_says"), SAYS_WORDS),
        "strategy_says": cut(text(plan.meta, "strategy_says"), SAYS_WORDS),
        "graph_legend": graph_legend(plan), "gantt_legend": gantt_legend(plan), "reasons": why_this_order(plan),
        "bars_legend": bars_legend(drawn.get("bars")), "payers": kinds_of_money(plan),
        "money_title": titles.money_words(plan),
        "alternatives_note": alternatives_note(plan), "embargo": embargo(plan), "record": answer.RECORD,
        "ties": worth.short_ties(plan), "options": worth.options_sentence(plan), "weakest": weakest(plan),
        "why_not": why_not(plan), "choices": choices(plan), "choices_more": choices_more(plan, len(choices(plan))),
        "warnings": fitting(plan.rows("warnings"), "message", WARNING_WORDS),
        "warnings_count": len(plan.rows("warnings")), "strongest": sources_of_strongest(plan),
        "sources": plan.rows("sources"), "inputs": inputs(plan), "hashes": hashes(plan),
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


def binding(plan: Plan) -> list[Row]:
    """What binds and counts, strongest first: name, years, why, and what one per cent more is worth."""
    rows = [{"name": text(row, "name"), "when": binds_in(plan, row), "why": reasons.limit(row), "worth": _worth(row),
             "assumption": "assumed" if flag(row, "assumption") else ""}
            for row in titles.weighty(plan.rows("binding"))[:MOST_BINDING]]
    return fitting(rows, "why", BINDING_WORDS)


def _worth(row: Row) -> str:
    lag = maybe(row, "lag_years")
    return years(lag) if lag is not None else money(num(row, "worth_usd_m"))


def graph_legend(plan: Plan) -> list[tuple[str, str]]:
    """Swatch and words of the states of inputs that there are."""
    nodes, _ = chain_picture(plan)
    present = {state_word(node) for node in nodes}
    states = [(kind, words) for kind, words in STATES.items() if kind in present]
    tight = [node for node in nodes if flag(node, "binds")]
    money_only = all("USD" in text(node, "badge") for node in tight)
    badge = "one per cent more is worth" if money_only else "years of lag, or USD for one per cent more"
    return states + ([("binds", f"binds; badge: {badge}")] if tight else [])


def gantt_legend(plan: Plan) -> list[tuple[str, str]]:
    """Swatch and words of the kinds of project that there are."""
    kinds = {"plan": ("plan", "ordered with public money"), "forecast": ("hatch", "forecast of private action"),
             "programme": ("paper", "programme under way")}
    present = {text(row, "origin") for row in plan.rows("projects")}
    return [words for kind, words in kinds.items() if kind in present]


def bars_legend(drawn: Figure | None) -> list[tuple[str, str]]:
    """Swatch and words of the payers that there are."""
    kinds = {"domestic": ("mid", "domestic"), "foreign": ("ochre", "foreign"), "public": ("plan", "plan, promises"),
             "bill": ("base", "state’s own AI bill"), "received": ("built", "taxes")}
    shown = drawn.geometry.payers if drawn else ()
    return [words for kind, words in kinds.items() if kind in shown] + [("ink-line", "net")]


def why_this_order(plan: Plan) -> list[Row]:
    """Why projects with public money come when they do, in the order shown, one entry a reason, within the budget."""
    own = sorted((row for row in plan.rows("projects") if text(row, "origin") == "plan"),
                 key=lambda row: (whole(row, "rank"), text(row, "id")))
    names: dict[str, list[str]] = {}
    for row in own:
        dated = f"{running(text(row, 'name'))}, {whole(row, 'first_order')}"
        names.setdefault(reasons.why_then(row), []).append(dated)
    rows = [{"name": capital("; ".join(dict.fromkeys(found))), "why": why} for why, found in names.items()]
    return fitting(rows, "why", REASON_WORDS)


def why_not(plan: Plan) -> list[Row]:
    """What is left out and why, one of each layer in turn, within the word budget."""
    rows = [{"name": capital(running(text(row, "name"))), "reason": reasons.why_not(row)}
            for row in reasons.by_layers(plan.rows("why_not"))]
    return fitting(rows, "reason", WHY_NOT_WORDS)


def kinds_of_money(plan: Plan) -> list[tuple[str, str, str]]:
    """The four kinds of money: name, amount, what it is. They are never added up."""
    card = plan.scorecard
    ai, beyond = money(num(card, "welfare_ai_usd_m")), money(num(card, "welfare_beyond_usd_m"))
    alone = maybe(card, "welfare_without_support_usd_m")
    unaided = "" if alone is None else f" {money(alone)} of it needs no public money."
    gained = f"Over buying abroad, present value: {ai} from AI, {beyond} from power and ports.{unaided} Not cash."
    nothing = judge(plan) in (Sense.IDENTICAL, Sense.INFEASIBLE)
    return [
        ("Net benefit", money(num(card, "welfare_usd_m")),
         "The baseline is what others are measured against." if nothing else gained),
        _public_cash(plan),
        ("Domestic private money", money(num(card, "domestic_capital_usd_m")),
         "Capital that firms at home put in."),
        ("Foreign money", money(num(card, "foreign_capital_usd_m")),
         "Capital that foreign owners put in; its profits leave."),
    ]


def _public_cash(plan: Plan) -> tuple[str, str, str]:
    """Public cash: what goes out less what comes in, and the same in present value under the baseline."""
    net, cash = num(plan.scorecard, "public_net_usd_m"), payers.treasury(plan)
    name = "Public cash, net: received" if net < 0 else "Public cash, net: spent"
    revenue = percent(maybe(plan.scorecard, "peak_public_share_revenue"))
    what = [f"Peak {revenue} of revenue."]
    if cash is not None:
        less = "less" if cash.received >= 0 else "and"
        more = "of taxes and surplus" if cash.received >= 0 else "of taxes lost"
        what.insert(0, f"{money(cash.spent)} spent {less} {money(abs(cash.received))} {more}.")
    abroad = next((maybe(row, "public_cost_usd_m") for row in plan.rows("alternatives")
                   if text(row, "strategy") == BASELINE), None)
    if abroad is not None and judge(plan) is not Sense.IDENTICAL:
        here = money(num(plan.scorecard, "public_cost_pv_usd_m"))
        what.append(f"Present value {here}; buying abroad {money(abroad)}.")
    return name, money(abs(net)), " ".join(what)


def alternatives_note(plan: Plan) -> str:
    """What the comparison of strategies says, without praise for a plan that does not beat the baseline."""
    rows, sense = plan.rows("alternatives"), judge(plan)
    if not rows:
        return ""
    best = max(rows, key=lambda row: num(row, "welfare_usd_m"))
    this = next((row for row in rows if flag(row, "this")), None)
    if num(best, "welfare_usd_m") <= 0:
        return "No strategy beats buying abroad under these assumptions."
    gain = num(best, "welfare_usd_m")
    if this is best and sense is Sense.GOOD:
        others = count(len(rows) - 1, "other strategy", "other strategies")
        return f"Most net benefit found under these rules: {money(gain)}, against {others} with the same inputs."
    ahead = gain - num(this or {}, "welfare_usd_m")
    if this is not None and sense is Sense.GOOD and ahead <= titles.LEVEL * gain:
        return (f"{text(best, 'name')} comes out {money(ahead)} ahead ({percent(ahead / gain)}): less than the inputs "
                f"can tell apart.")
    steps = [running(step) for step in text(best, "first_steps").split("; ")]
    return (f"Most net benefit: {text(best, 'name')}, {money(gain)}, {percent(maybe(best, 'home_share_end'))} of need "
            f"served at home. First steps there: {joined(steps)}.")


def embargo(plan: Plan) -> str:
    """Who could deny what, what that would leave, and the chance at which home capacity pays; empty where unknown."""
    if judge(plan) is Sense.INFEASIBLE:
        return ""
    said = (text(plan.scorecard, key) for key in ("embargo_sentence", "break_even_sentence"))
    group = text(plan.scorecard, "embargo_group").partition(" (")[0]
    start = "In the first year of an embargo"
    return " ".join(tidy(sentence).replace(start, f"{start} by {group}" if group else start, 1)
                    for sentence in said if sentence)


def choices(plan: Plan) -> list[dict[str, str]]:
    """Choices that are not facts, those first that do not stand among the weakest sources already."""
    told = {text(row, "path") for row in plan.rows("weakest")}
    return [{
        "name": text(row, "name"), "value": quantity(maybe(row, "value"), text(row, "unit")),
        "range": quantity_span(maybe(row, "low"), maybe(row, "high"), text(row, "unit")),
        "reason": capital(tidy(text(row, "reason") or text(row, "note"))),
    } for row in fitting([row for row in plan.rows("choices") if text(row, "path") not in told], "reason",
                         CHOICE_WORDS // 3 if told else CHOICE_WORDS)]


def choices_more(plan: Plan, shown: int) -> str:
    """Where the other choices stand: among the weakest sources, or in the data of the page only."""
    weak = {text(row, "path") for row in plan.rows("weakest")}
    told = sum(1 for row in plan.rows("choices") if text(row, "path") in weak)
    rest = len(plan.rows("choices")) - told - shown
    verb = "is a choice" if told == 1 else "are choices"
    said = [f"{count(told, 'input').capitalize()} of section 5 {verb} too."] if told else []
    return " ".join([*said, *([f"{rest} more in the data block of this page."] if rest > 0 else [])])


def hashes(plan: Plan) -> list[tuple[str, str]]:
    """Short hashes of the inputs."""
    kinds = ("profile", "chain", "scenario", "strategy")
    return [(kind, text(plan.meta, f"{kind}_sha256")[:12]) for kind in kinds if text(plan.meta, f"{kind}_sha256")]
