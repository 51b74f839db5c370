"""Headings of figures: the finding in at most twelve words, by rule, with a neutral title to fall back on."""

from __future__ import annotations

from collections.abc import Sequence

from catchup.cells import flag, maybe, num, text, whole
from catchup.plan import Plan, Row
from catchup.words.answer import last_year, one_at_a_time
from catchup.words.figures import count, money, number_word, percent, years
from catchup.words.names import capital, joined, uncapital
from catchup.words.payers import borrowed, public_rows, spending
from catchup.words.sense import Sense, compare_age, home_service, judge

MOST_WORDS = 12
WEIGHTY = 0.05
LEVEL = 0.05


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
    """Figure 2: what holds the plan back most."""
    names = list(dict.fromkeys(uncapital(text(row, "name")) for row in weighty(plan.rows("binding"))))
    neutral = "Which inputs the country has, builds and buys"
    if not names:
        return "No input binds once nothing is ordered" if judge(plan) is Sense.IDENTICAL else neutral
    if len(names) == 1:
        return short(f"One input binds: {names[0]}", neutral)
    both, alone = f"{capital(joined(names[:2]))} hold the plan back", f"{capital(names[0])} holds the plan back most"
    most = "" if len(names) == 2 else " most"
    return next((title for title in (f"{both}{most}", alone) if len(title.split()) <= MOST_WORDS), neutral)


def weighty(rows: Sequence[Row]) -> list[Row]:
    """What binds and counts: worth a twentieth of the strongest at least, or measured in years of lag."""
    strongest = max((num(row, "worth_usd_m") for row in rows), default=0.0)
    return [row for row in rows
            if num(row, "worth_usd_m") >= WEIGHTY * strongest or maybe(row, "lag_years") is not None]


def gantt(plan: Plan) -> str:
    """Figure 3: what comes first. A project of the plan is one with public money in it."""
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
        return short(f"All {count(same, 'project')} with public money start in {year}", neutral)
    first = f"{count(same, 'project').capitalize()} with public money {'starts' if same == 1 else 'start'} in {year}"
    return short(f"{first}; {number_word(late)} {'follows' if late == 1 else 'follow'}", neutral)


def bars(plan: Plan) -> str:
    """Figure 4: does public spending stay inside its yearly budget, and if not, what covers it?"""
    rows = [row for row in plan.rows("limits") if whole(row, "year") <= last_year(plan)]
    if not rows:
        return "No money is spent"
    over = [whole(row, "year") for row in rows
            if num(row, "public_net_usd_m") > num(row, "public_limit_usd_m") * 1.001 + 0.1]
    if over:
        start = f"Public spending passes its yearly budget in {count(len(over), 'year')}"
        if all(borrowed(public_rows(plan, year)) > 0 for year in over):
            return short(f"{start}; borrowing covers it", start)
        return short(f"{start}, first in {over[0]}", start)
    spent = {whole(row, "year"): _spent(plan, row) for row in rows}
    year = max(spent, key=lambda y: (spent[y], -y))
    if spent[year] <= 0:
        return "Public money comes in on balance in every year"
    limit = next(num(row, "public_limit_usd_m") for row in rows if whole(row, "year") == year)
    share = spent[year] / max(limit, 1e-9)
    if share > 0.97:
        return f"Public spending runs at its yearly budget in {year}"
    return f"Public spending peaks in {year} at {percent(share)} of its yearly budget"


def _spent(plan: Plan, row: Row) -> float:
    """Public spending of a year, or net public cash where the plan has no table of money."""
    rows = public_rows(plan, whole(row, "year"))
    return spending(rows) if rows else num(row, "public_net_usd_m")


def scatter(plan: Plan) -> str:
    """Figure 5: how the plan stands among the strategies; a twentieth of the gain apart is level."""
    rows = plan.rows("alternatives")
    this = next((row for row in rows if flag(row, "this")), None)
    neutral = "What each strategy costs and what it serves at home"
    if this is None or len(rows) < 2 or judge(plan) is Sense.INFEASIBLE:
        return neutral
    name, gain = text(this, "name"), num(this, "welfare_usd_m")
    apart = max(1.0, LEVEL * abs(gain))
    others = [row for row in rows if row is not this]
    better = [row for row in others if num(row, "welfare_usd_m") > gain + apart]
    level = [text(row, "name") for row in others if abs(num(row, "welfare_usd_m") - gain) <= apart]
    if better:
        many = count(len(better), "strategy", "strategies").capitalize()
        verb = "yields" if len(better) == 1 else "yield"
        return short(f"{many} {verb} more net benefit than {uncapital(name)}", neutral)
    if judge(plan) is not Sense.GOOD:
        return neutral
    if level:
        same = f"{joined([name, *(uncapital(other) for other in level)])} yield about the same net benefit"
        many = count(len(level) + 1, "strategy", "strategies").capitalize()
        return short(same, f"{many} yield about the same net benefit")
    return short(f"No other strategy yields more net benefit than {uncapital(name)}", neutral)


def tornado(plan: Plan) -> str:
    """Figure 6: does any input turn the sign?"""
    found = one_at_a_time(plan)
    rows = plan.rows("sensitivity")
    neutral = "How far each input moves the net benefit"
    if found is None:
        return neutral
    if judge(plan) is Sense.GOOD:
        if not found.losing:
            return "Adapted to any single input, the plan still gains"
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
