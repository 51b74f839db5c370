"""The verdict on two plans, by rule: the winner is the subject, so that swapping the plans keeps the sentence true."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from catchup.compare_outcomes import number, tie
from catchup.compare_records import TIE, UNSURE, Base, Flip, Label, OutcomeRow, PayerMoney, ProjectDifference
from catchup.compare_switch import break_even, turn
from catchup.compare_words import OWNERS, count, points
from catchup.plan import Plan
from catchup.words.figures import money, percent


@dataclass(frozen=True)
class Facts:
    """What a verdict on two plans may speak of."""

    labels: tuple[Label, Label]
    plans: tuple[Plan, Plan]
    base: Base
    rows: tuple[OutcomeRow, ...]
    projects: tuple[ProjectDifference, ...]
    money: tuple[PayerMoney, ...]
    flips: tuple[Flip, ...]
    tested: int

    def row(self, key: str) -> OutcomeRow:
        """Scorecard line of that key."""
        return next(row for row in self.rows if row.key == key)

    def who(self, letter: str) -> str:
        """Name and letter."""
        return titled(next(label for label in self.labels if label.letter == letter))

    def other(self, letter: str) -> str:
        """Name and letter of the other plan."""
        return titled(next(label for label in self.labels if label.letter != letter))

    def plan(self, letter: str) -> Plan:
        """The plan of that letter."""
        return self.plans[0 if self.labels[0].letter == letter else 1]

    def worth(self, letter: str) -> float:
        """Net benefit over import, USD m."""
        return number(self.plan(letter).scorecard.get("welfare_usd_m")) or 0.0


def titled(label: Label) -> str:
    """Balanced (A)."""
    return f"{label.name} ({label.letter})" if label.name else f"Plan {label.letter}"


def in_order(labels: tuple[Label, ...]) -> list[Label]:
    """By name, so that a swap of the letters does not change the sentence."""
    return sorted(labels, key=attrgetter("name", "letter"))


def verdict(facts: Facts, *, same_plan: bool) -> tuple[str, str]:
    """The sentence of the first heading, and the switch point or the reason why there is none."""
    one, two = in_order(facts.labels)
    if not (one.feasible and two.feasible):
        return _no_answer(facts)
    if not facts.base.one_country:
        said = " and ".join(f"{titled(label)} {in_gdp(facts.worth(label.letter), facts.plan(label.letter))}"
                            for label in (one, two))
        return (f"{said} against buying abroad: each is judged against its own baseline.",
                "Two countries are not ranked, so there is no switch point.")
    if same_plan:
        return (f"{titled(one)} and {titled(two)} are the same plan: no project and no figure differs.",
                "There is nothing to choose.")
    losers = [label for label in (one, two) if loses(facts.worth(label.letter))]
    sentence, switch = _against_baseline(facts, losers) if losers else _gap(facts)
    if facts.base.same:
        return _sentence(sentence, switch), switch or _no_switch(facts)
    note = "Part of the gap is the base, so no switch point is given."
    return f"On different inputs, {sentence}.", note


def _sentence(sentence: str, switch: str) -> str:
    text = f"{sentence}; {switch}." if switch else f"{sentence}."
    return text[0].upper() + text[1:]


def loses(worth_usd_m: float) -> bool:
    """Is the plan worse than buying abroad?"""
    return worth_usd_m < 0 and not tie(worth_usd_m, 0.0, "USD m")


def _no_answer(facts: Facts) -> tuple[str, str]:
    fails = [label for label in in_order(facts.labels) if not label.feasible]
    if len(fails) == 2:
        return ("Neither plan can keep its promises: there is nothing to compare.",
                "Relax a promise of each plan first.")
    stands = facts.other(fails[0].letter)
    own = next(label.letter for label in facts.labels if label.feasible)
    return (f"{titled(fails[0])} has no answer: no plan keeps all its promises. {stands} has one and "
            f"{against_import(facts.worth(own))}.",
            f"Nothing is compared until a promise of {fails[0].letter} is relaxed.")


def against_import(worth_usd_m: float) -> str:
    """The plan's net benefit as a verb."""
    if tie(worth_usd_m, 0.0, "USD m"):
        return "is worth as much as buying abroad"
    verb = "loses" if worth_usd_m < 0 else "gains"
    return f"{verb} {money(abs(worth_usd_m))} against buying abroad"


def in_gdp(worth_usd_m: float, plan: Plan) -> str:
    """The net benefit as a verb and a share of a year's GDP, the only measure that two countries share."""
    gdp = number(plan.meta.get("gdp_usd_m"))
    if tie(worth_usd_m, 0.0, "USD m") or not gdp:
        return "gains nothing" if gdp else f"{'loses' if worth_usd_m < 0 else 'gains'} {money(abs(worth_usd_m))}"
    return f"{'loses' if worth_usd_m < 0 else 'gains'} {percent(abs(worth_usd_m) / gdp)} of a year’s GDP"


def _against_baseline(facts: Facts, losers: list[Label]) -> tuple[str, str]:
    """A plan that is worse than the baseline is never praised, whatever else it does."""
    if len(losers) == 2:
        less, more = sorted(losers, key=lambda label: (-facts.worth(label.letter), label.name))
        return (f"neither plan beats buying abroad: {titled(less)} loses {money(-facts.worth(less.letter))} "
                f"against it, {titled(more)} {money(-facts.worth(more.letter))}"), ""
    bad = losers[0]
    good = next(label for label in facts.labels if label.letter != bad.letter)
    told = "is buying abroad" if good.status == "baseline" else against_import(facts.worth(good.letter))
    ahead = progress(facts, bad.letter)
    though = f", though it {ahead}" if ahead else ""
    value = break_even(facts.rows) if ahead else ""
    switch = f"{bad.letter} pays only if {value}" if value and facts.base.same else ""
    return f"{titled(bad)} {against_import(facts.worth(bad.letter))}{though}; {titled(good)} {told}", switch


def progress(facts: Facts, letter: str) -> str:
    """In what the plan of that letter is ahead on access at home, as a verb; empty when it is not."""
    age, share = facts.row("home_age_end"), facts.row("home_share_end")
    place = 0 if facts.labels[0].letter == letter else 1
    last = facts.plans[0].meta.get("last_shown", 2040)
    if age.better == letter:
        if age.difference is not None:
            return f"ends {abs(age.difference):.1f} years closer to the frontier"
        return f"reaches a home-served lag of {age.texts[place]} in {last} rather than none"
    if age.better in (TIE, UNSURE) and share.better == letter and share.difference is not None:
        return f"serves {points(share.difference)} more of its need at home"
    return ""


def _gap(facts: Facts) -> tuple[str, str]:
    ahead = next((label.letter for label in facts.labels if progress(facts, label.letter)), "")
    welfare = facts.row("welfare_usd_m")
    richer = welfare.better if welfare.better not in (TIE, UNSURE) else ""
    if ahead and richer and ahead != richer:
        return _trade(facts, ahead)
    if ahead:
        return _ahead(facts, ahead, richer)
    if richer:
        apart = "the model cannot tell them apart on lag" if _unsure_progress(facts) else "they end alike on lag"
        gain = f"{facts.who(richer)} is worth {money(abs(welfare.difference or 0.0))} more than {facts.other(richer)}"
        return f"{gain}{_public(facts, richer)}, and {apart}", _turning(facts, "welfare_usd_m")
    return _alike(facts), _turning(facts, "welfare_usd_m", "home_age_end", "home_share_end")


def _unsure_progress(facts: Facts) -> bool:
    return UNSURE in (facts.row("home_age_end").better, facts.row("home_share_end").better)


def _trade(facts: Facts, ahead: str) -> tuple[str, str]:
    lost = money(abs(facts.row("welfare_usd_m").difference or 0.0))
    value = break_even(facts.rows)
    sentence = f"{facts.who(ahead)} {progress(facts, ahead)} but is worth {lost} less than {facts.other(ahead)}"
    return sentence, f"choose {ahead} only if {value}" if value else ""


def _ahead(facts: Facts, ahead: str, richer: str) -> tuple[str, str]:
    welfare = facts.row("welfare_usd_m")
    sentence = f"{facts.who(ahead)} {progress(facts, ahead)}"
    if richer:
        sentence += f" and is worth {money(abs(welfare.difference or 0.0))} more"
    sentence += f" than {facts.other(ahead)}{_public(facts, ahead)}"
    turning = _turning(facts, "welfare_usd_m")
    if welfare.better == UNSURE and not turning:
        sentence += "; the model cannot tell which is worth more"
    return sentence + ("; their net benefit is the same" if welfare.better == TIE else ""), turning


def _public(facts: Facts, letter: str) -> str:
    """Public money of the plan of that letter against the other, as a clause."""
    row = facts.row("public_cost_pv_usd_m")
    if row.difference is None:
        return ""
    if row.better == TIE:
        return " for the same public money"
    less = row.better == letter
    return f" for {money(abs(row.difference))} {'less' if less else 'more'} public money"


def _turning(facts: Facts, *keys: str) -> str:
    flip = next((flip for flip in facts.flips if flip.outcome in keys), None)
    return f"choose {flip.better} if {turn(flip)}" if flip is not None else ""


def _no_switch(facts: Facts) -> str:
    if not facts.tested:
        return "No input was varied, so no switch point can be given."
    if facts.flips:
        return f"The order turns if {turn(facts.flips[0])}."
    return f"No switch point: none of the {facts.tested} inputs tried alone turns the order round."


def _alike(facts: Facts) -> str:
    """Two plans level on lag and net benefit: what else they differ in."""
    one, two = in_order(facts.labels)
    sure = UNSURE not in (facts.row(key).better for key in ("home_age_end", "home_share_end", "welfare_usd_m"))
    start = f"{titled(one)} and {titled(two)} end alike on lag and net benefit" if sure else (
        f"the model cannot tell {titled(one)} and {titled(two)} apart on lag or net benefit")
    return f"{start}; {_else(facts)}"


def _else(facts: Facts) -> str:
    gaps = [(payer.cumulative[-1], payer) for payer in facts.money if payer.cumulative
            and not tie(sum(payer.values[0]), sum(payer.values[1]), payer.unit)]
    if gaps:
        gap, payer = max(gaps, key=lambda item: abs(item[0]))
        letter = facts.labels[0 if gap > 0 else 1].letter
        return f"they differ in who pays: {OWNERS[payer.payer]} spend {money(abs(gap))} more under {letter}".replace(
            "purse spend ", "purse spends ")
    changed = sum(project.differs for project in facts.projects)
    return f"they differ in {count(changed, 'project')}"
