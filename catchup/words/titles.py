"""Headings of figures: the finding in at most twelve words, by rule, with a neutral title to fall back on."""

from __future__ import annotations

from catchup.cells import flag, maybe, num, text, whole
from catchup.plan import Plan
from catchup.words.answer import last_year, one_at_a_time
from catchup.words.figures import count, money, percent, years
from catchup.words.names import capital, joined, running, uncapital
from catchup.words.payers import borrowed, public_rows, spending
from catchup.words.sense import Sense, compare_age, home_service, judge

MOST_WORDS = 12


def short(title: str, neutral: str) -> str:
    """The title if it keeps to twelve words, else the neutral one."""
    return title if 0 < len(title.split()) <= MOST_WORDS else neutral


def trajectory(plan: Plan) -> str:
    """Figure 1: does home service pass half of need, when, and is that the plan's doing?"""
    card, year = plan.scorecard, last_year(plan)
    age, base, first = maybe(card, "home_age_end"), maybe(card, "base_home_age_end"), whole(card, "home_first_year")
    share = percent(maybe(card, "home_share_end"))
    neutral = "How capability served at home follows the frontier"
    sense = judge(plan)
    if sense in (Sense.IDENTICAL, Sense.INFEASIBLE):
        return short(f"Without new orders machines at home serve {share} of need in {year}", neutral)
    if home_service(plan) < 0:
        return short(f"Home service falls behind the baseline: {share} of need in {year}", neutral)
    if home_service(plan) == 0:
        return short(f"The plan leaves home service as it is: {share} of need", neutral)
    if age is None:
        return short(f"Home service grows to {share} of need, still under half", neutral)
    if base is None and first and maybe(card, "home_age_start") is None:
        return short(f"Home service passes half of need in {first}, {years(age)} behind", neutral)
    if compare_age(age, base) == 0:
        return short(f"The lag is {years(age)} either way; home service grows to {share}", neutral)
    return short(f"Home service stands {years(age)} behind the frontier in {year}", neutral)


def graph(plan: Plan) -> str:
    """Figure 3: what binds."""
    names = [text(row, "name") for row in plan.rows("binding") if text(row, "name")]
    neutral = "Which inputs the country has, builds and buys"
    if not names:
        return "No input binds once nothing is ordered" if judge(plan) is Sense.IDENTICAL else neutral
    if len(names) == 1:
        return short(f"One input binds: {uncapital(names[0])}", neutral)
    first, second = uncapital(names[0]), uncapital(names[1])
    start = f"{count(len(names), 'input').capitalize()} bind"
    if len(names) == 2:
        return short(f"{start}: {first} and {second}", neutral)
    return next((t for t in (f"{start}, {first} and {second} most", f"{start}, {first} most")
                 if len(t.split()) <= MOST_WORDS), neutral)


def gantt(plan: Plan) -> str:
    """Figure 4: what comes first."""
    own = sorted((row for row in plan.rows("projects") if text(row, "origin") == "plan"),
                 key=lambda row: (whole(row, "first_order"), whole(row, "rank")))
    if not own:
        return "Nothing new is ordered; what is shown comes anyway"
    year = whole(own[0], "first_order")
    if len(own) == 1:
        return short(f"The plan orders one thing: {uncapital(text(own[0], 'name'))}, in {year}",
                     "The plan orders one project")
    same = sum(1 for row in own if whole(row, "first_order") == year)
    late = len(own) - same
    neutral = f"The plan orders {count(len(own), 'project')} from {year} on"
    if late == 0:
        return short(f"All {count(same, 'project')} start in {year}", neutral)
    many = count(same, "project").capitalize()
    return short(f"{many} {'starts' if same == 1 else 'start'} in {year}; {count(late, 'other')} "
                 f"{'waits its' if late == 1 else 'wait their'} turn", neutral)


def bars(plan: Plan) -> str:
    """Figure 5: does public money stay inside its limit?"""
    rows = plan.rows("limits")
    if not rows:
        return "No money is spent"
    over = [whole(row, "year") for row in rows
            if num(row, "public_net_usd_m") > num(row, "public_limit_usd_m") * 1.001 + 0.1]
    peak = max(rows, key=lambda row: num(row, "public_net_usd_m"))
    if num(peak, "public_net_usd_m") <= 0:
        return "Public money comes in on balance in every year"
    if over:
        return f"Public money passes its limit in {count(len(over), 'year')}, first in {over[0]}"
    share = num(peak, "public_net_usd_m") / max(num(peak, "public_limit_usd_m"), 1e-9)
    if share > 0.97:
        return f"Public money runs at its limit in {whole(peak, 'year')}"
    return f"Public money peaks in {whole(peak, 'year')} at {percent(share)} of its limit"


def scatter(plan: Plan) -> str:
    """Figure 6: how the plan stands among the strategies."""
    rows = plan.rows("alternatives")
    this = next((row for row in rows if flag(row, "this")), None)
    neutral = "What each strategy costs and what it serves at home"
    if this is None or len(rows) < 2:
        return neutral
    name, gain = text(this, "name"), num(this, "welfare_usd_m")
    better = [row for row in rows if row is not this and num(row, "welfare_usd_m") > gain + 1.0]
    if judge(plan) in (Sense.INFEASIBLE,):
        return neutral
    if not better and judge(plan) is Sense.GOOD:
        return short(f"No other strategy yields more net benefit than {uncapital(name)}", neutral)
    if better:
        many = count(len(better), "strategy", "strategies").capitalize()
        verb = "yields" if len(better) == 1 else "yield"
        return short(f"{many} {verb} more net benefit than {uncapital(name)}", neutral)
    return neutral


def tornado(plan: Plan) -> str:
    """Figure 7: does any input turn the sign?"""
    found = one_at_a_time(plan)
    rows = plan.rows("sensitivity")
    neutral = "How far each input moves the net benefit"
    if found is None:
        return neutral
    if judge(plan) is Sense.GOOD:
        if not found.losing:
            return "No single input turns the gain into a loss"
        if len(found.losing) == 1:
            return short(f"{found.losing[0]} alone can turn the gain into a loss",
                         "One input alone can turn the gain into a loss")
        return f"{count(len(found.losing), 'input').capitalize()} can each turn the gain into a loss"
    saved = [row for row in rows if max(num(row, "welfare_low"), num(row, "welfare_high")) > 0]
    if judge(plan) in (Sense.COSTLY, Sense.USELESS, Sense.HARMFUL):
        return ("The loss stays a loss whichever input moves" if not saved
                else f"Only {count(len(saved), 'input')} could turn the loss into a gain")
    return neutral


def money_words(plan: Plan) -> str:
    """Heading of the table of four kinds of money."""
    card = plan.scorecard
    private, public = (num(card, key) for key in ("domestic_capital_usd_m", "public_capital_usd_m"))
    if judge(plan) in (Sense.IDENTICAL, Sense.INFEASIBLE):
        return "No new money is asked for"
    foreign = num(card, "foreign_capital_usd_m")
    total = private + public + foreign
    if total <= 0:
        return "Four kinds of money, kept apart"
    return f"The public pays {percent(public / total)} of {money(total)} of capital"
