"""What is said of all plans together: the verdict on three and more, the lede, who is dominated, the limits."""

from __future__ import annotations

from collections.abc import Sequence

from catchup.compare_outcomes import RELATIVE_TIE, number, tie
from catchup.compare_records import UNSURE, Base, Comparison, Label, Pair, Standing
from catchup.compare_verdict import against_import, in_gdp, loses, titled
from catchup.compare_words import count, listing, show
from catchup.plan import Plan
from catchup.words.figures import money

LEDE_WORDS = 65


def standings(plans: Sequence[Plan], labels: Sequence[Label]) -> tuple[Standing, ...]:
    """Public cost and result of every plan that has an answer, with the plan that dominates it."""
    known = [_standing(plan, label) for plan, label in zip(plans, labels, strict=True) if label.feasible]
    return tuple(
        Standing(one.letter, one.public_cost_usd_m, one.home_age, one.home_share, one.welfare_usd_m,
                 max(((other.welfare_usd_m, other.letter) for other in known if _dominates(other, one)),
                     default=(0.0, ""))[1])
        for one in known)


def _standing(plan: Plan, label: Label) -> Standing:
    card = plan.scorecard
    return Standing(label.letter, number(card.get("public_cost_pv_usd_m")) or 0.0, number(card.get("home_age_end")),
                    number(card.get("home_share_end")) or 0.0, number(card.get("welfare_usd_m")) or 0.0, "")


def _axes(standing: Standing) -> tuple[tuple[float, str], ...]:
    """What counts, larger is better: public cost, lag, home share, net benefit."""
    age = 999.0 if standing.home_age is None else standing.home_age
    return ((-standing.public_cost_usd_m, "USD m"), (-age, "years"), (standing.home_share, "share"),
            (standing.welfare_usd_m, "USD m"))


def _dominates(other: Standing, one: Standing) -> bool:
    """At least as good in all four and better in one, beyond a tie."""
    ahead = [0 if tie(a, b, unit) else (1 if a > b else -1)
             for (a, unit), (b, _) in zip(_axes(other), _axes(one), strict=True)]
    return min(ahead) >= 0 and max(ahead) == 1


def verdict_of_many(plans: Sequence[Plan], labels: Sequence[Label], base: Base, pairs: Sequence[Pair],
                    ranked: Sequence[Standing]) -> str:
    """One sentence on three to eight plans; it names no best plan where the bases differ."""
    total = f"{len(plans)} plans"
    if not base.one_country:
        said = listing([f"{label.letter} {in_gdp(number(plan.scorecard.get('welfare_usd_m')) or 0.0, plan)}"
                        for plan, label in zip(plans, labels, strict=True) if label.feasible])
        return f"{total} from different countries, each against its own baseline: {said}."
    if all(pair.same_plan for pair in pairs):
        return f"All {total} are the same plan: no project and no figure differs."
    if not ranked:
        return f"None of {total} can keep its promises: there is nothing to compare."
    start = f"Of {total}" if base.same else f"On different inputs, of {total}"
    parts = _best(ranked, {label.letter: label for label in labels}) + _failed(labels, ranked)
    return f"{start}, {'; '.join(parts)}."


def _best(ranked: Sequence[Standing], labels: dict[str, Label]) -> list[str]:
    richest = max(ranked, key=lambda s: (s.welfare_usd_m, s.home_share))
    if richest.welfare_usd_m < 0 or tie(richest.welfare_usd_m, 0.0, "USD m"):
        return ["none beats buying abroad"]
    level = [s for s in ranked if tie(s.welfare_usd_m, richest.welfare_usd_m, "USD m")]
    names = listing(sorted(titled(labels[s.letter]) for s in level))
    parts = [f"{names} {'are' if len(level) > 1 else 'is'} worth most ({money(richest.welfare_usd_m)})"]
    closest = min(ranked, key=lambda s: (s.home_age if s.home_age is not None else 999.0, -s.home_share))
    if closest.letter not in {s.letter for s in level}:
        cost = f" but {against_import(closest.welfare_usd_m)}" if loses(closest.welfare_usd_m) else ""
        parts.append(f"{titled(labels[closest.letter])} ends closest at home ({_result(closest)}){cost}")
    elif len(level) == 1:
        parts[0] += f" and ends closest at home ({_result(closest)})"
    return parts


def _result(standing: Standing) -> str:
    share = f"{show(standing.home_share, 'share')} of need"
    return share if standing.home_age is None else f"{show(standing.home_age, 'years')} behind, {share}"


def _failed(labels: Sequence[Label], ranked: Sequence[Standing]) -> list[str]:
    parts = []
    for better in sorted({s.dominated_by for s in ranked if s.dominated_by}):
        worse = [s.letter for s in ranked if s.dominated_by == better]
        parts.append(f"{listing(worse)} {'is' if len(worse) == 1 else 'are'} no better than {better} on any count")
    fails = [label.letter for label in labels if not label.feasible]
    return [*parts, f"{listing(fails)} {'has' if len(fails) == 1 else 'have'} no answer"] if fails else parts


def lede(plans: Sequence[Plan], labels: Sequence[Label], pairs: Sequence[Pair]) -> str:
    """At most 65 words: every plan against its own baseline, then the switch point if the heading has none."""
    if all(pair.same_plan for pair in pairs):
        return _own(plans[0], labels[0]).replace(labels[0].letter, "Each of them", 1)
    many = len({label.iso3 for label in labels}) > 1
    lags = {_lag(plan) for plan, label in zip(plans, labels, strict=True) if _ordering(label)}
    alike = len(lags) == 1 and sum(_ordering(label) for label in labels) > 2
    parts = [_own(plan, label, lag=not alike, alone=many) for plan, label in zip(plans, labels, strict=True)]
    parts += [f"All have a {lag}." for lag in lags if alike]
    if len(pairs) == 1 and pairs[0].switch.rstrip(".") not in pairs[0].verdict:
        parts.append(pairs[0].switch)
    if len(pairs) == 1 and pairs[0].row("welfare_usd_m").better == UNSURE:
        parts.append("The range does not tell which is worth more.")
    kept: list[str] = []
    for part in filter(None, parts):
        if sum(len(text.split()) for text in [*kept, part]) <= LEDE_WORDS:
            kept.append(part)
    return " ".join(kept)


def _ordering(label: Label) -> bool:
    """Is it a plan with an answer and orders of its own?"""
    return label.feasible and label.status != "baseline"


def _lag(plan: Plan) -> str:
    """ "home-served lag of 0.6 years (buying abroad: none)"."""
    base, end = (number(plan.scorecard.get(key)) for key in ("base_home_age_end", "home_age_end"))
    texts = ["none" if age is None else show(age, "years") for age in (base, end)]
    own = "home-served lag of none" if end is None else f"home-served lag of {texts[1]}"
    return own if texts[0] == texts[1] else f"{own} (buying abroad: {texts[0]})"


def _own(plan: Plan, label: Label, *, lag: bool = True, alone: bool = False) -> str:
    """The gain and the lag; the lag alone where the gains stand in the heading as shares of GDP."""
    if not label.feasible:
        return f"{label.letter} has no answer."
    if label.status == "baseline":
        return f"{label.letter} is the baseline: it orders nothing new."
    if alone:
        return f"{label.letter} ends with a {_lag(plan)}." if lag else ""
    card = plan.scorecard
    tail = f"; {_lag(plan).replace(' of ', ' ', 1)}" if lag else ""
    worth = number(card.get("welfare_usd_m")) or 0.0
    return f"{label.letter} {against_import(worth)}{tail}."


def limits(plans: Sequence[Plan], labels: Sequence[Label], base: Base, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """What the page may not be used for."""
    said = [] if base.same else [base.sentence]
    said += [f"{titled(label)} has no answer, so nothing of it is compared." for label in labels if not label.feasible]
    said += [f"{titled(label)} {against_import(worth)}: nothing speaks for it but what is named here."
             for plan, label in zip(plans, labels, strict=True)
             if label.feasible and loses(worth := number(plan.scorecard.get("welfare_usd_m")) or 0.0)]
    said.append(_ranges(pairs))
    said.append(f"Differences under {RELATIVE_TIE:.0%}, or too small to print, count as a tie.")
    said.append(_gaps(plans))
    return tuple(filter(None, said))


def _ranges(pairs: Sequence[Pair]) -> str:
    if not any(row.spread for pair in pairs for row in pair.rows):
        return "No range is known: no input was varied; plan files written by the commands below bring ranges."
    most = max(pair.tested_inputs for pair in pairs)
    return (f"Ranges move {count(most, 'input')} one at a time to the low and high value, the same in both plans where "
            "both read the same range; they are no odds, and inputs that move together are not covered.")


def _gaps(plans: Sequence[Plan]) -> str:
    worst = max((number(plan.meta.get("gap")) or 0.0 for plan in plans), default=0.0)
    return f"Every plan is within {100 * worst:.2g}% of the best under its rules." if worst else ""


def dominated_names(comparison: Comparison) -> tuple[str, ...]:
    """Each dominated plan with the plan that dominates it."""
    names = {label.letter: titled(label) for label in comparison.labels}
    return tuple(f"{names[s.letter]} is dominated by {names[s.dominated_by]}"
                 for s in comparison.standings if s.dominated_by)
