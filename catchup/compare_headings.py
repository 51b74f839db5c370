"""Headings of the comparison's figures: the finding by rule, at most twelve words, neutral where no rule applies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from catchup.compare_outcomes import tie
from catchup.compare_records import TIE, UNRANKED, UNSURE, Comparison, Pair
from catchup.compare_verdict import loses
from catchup.compare_words import listing, show
from catchup.words.figures import money

MOST_WORDS = 12


def scorecard_heading(pair: Pair) -> str:
    """Who is better on how many outcomes; a plan that loses against buying abroad is not praised."""
    one, two = pair.left, pair.right
    if not (one.feasible and two.feasible):
        fails = [label.letter for label in (one, two) if not label.feasible]
        return f"{listing(fails)} {'has' if len(fails) == 1 else 'have'} no answer, so nothing is compared"
    if one.iso3 != two.iso3:
        return "Two countries stand side by side and are not ranked"
    if pair.same_plan:
        return "Both plans are the same on every outcome"
    losing = [label.letter for label, worth in zip((one, two), pair.row("welfare_usd_m").values, strict=True)
              if worth is not None and loses(worth)]
    if losing:
        who = "Both plans lose" if len(losing) == 2 else f"{losing[0]} loses"
        return f"{who} against buying abroad"
    return _count(pair)


def _count(pair: Pair) -> str:
    ranked = [row for row in pair.rows if row.better != UNRANKED]
    wins = {label.letter: sum(row.better == label.letter for row in ranked) for label in (pair.left, pair.right)}
    if not any(wins.values()):
        unsure = any(row.better == UNSURE for row in ranked)
        return "The model cannot tell the two plans apart" if unsure else "Both plans end alike on every ranked outcome"
    (first, most), (second, fewer) = sorted(wins.items(), key=lambda item: (-item[1], item[0]))
    if not fewer:
        return f"{first} is better on {most} of {len(ranked)} outcomes, {second} on none"
    return f"{first} is better on {most} of {len(ranked)} outcomes, {second} on {fewer}"


def gantt_heading(pair: Pair) -> str:
    """What the second plan drops, adds and changes."""
    counts = {word: sum(word in project.changes for project in pair.projects)
              for word in ("dropped", "added", "moved", "resized", "paid otherwise")}
    verbs = {"dropped": "drops", "added": "adds", "moved": "moves", "resized": "resizes", "paid otherwise": "re-funds"}
    parts = [f"{verbs[word]} {count}" for word, count in counts.items() if count]
    if not parts:
        return "Both plans order the same projects at the same dates"
    if pair.left.iso3 != pair.right.iso3:
        return "Each country orders projects of its own"
    first, *rest = parts
    verb, count = first.split()
    noun = "project" if count == "1" else "projects"
    return f"{pair.right.letter} {listing([f'{verb} {count} {noun}', *rest])}"


def track_heading(comparison: Comparison, letters: Sequence[str],
                  lines: Sequence[tuple[float | None, ...]]) -> str:
    """Home-served share in the last year."""
    last = comparison.plans[0].meta.get("last_shown", 2040)
    ends = [line[-1] for line in lines]
    if any(end is None for end in ends):
        return "How much of the need machines at home serve"
    shown = [show(end or 0.0, "share") for end in ends]
    if len(set(shown)) == 1:
        return f"All plans serve {shown[0]} of need at home in {last}"
    if len(lines) == 2:
        return f"{letters[0]} serves {shown[0]} of need at home in {last}, {letters[1]} {shown[1]}"
    order = sorted(range(len(ends)), key=lambda i: (ends[i] or 0.0, -i))
    worst, best = order[0], order[-1]
    names = [listing([letter for letter, text in zip(letters, shown, strict=True) if text == shown[end]])
             for end in (worst, best)]
    span, plain = f"{shown[worst]} ({names[0]}) to {shown[best]} ({names[1]})", f"{shown[worst]} to {shown[best]}"
    titles = (f"Home share in {last} runs from {span}", f"Home share runs from {span}")
    return next((title for title in titles if len(title.split()) <= MOST_WORDS),
                f"Home share in {last} runs from {plain}")


def money_heading(pair: Pair) -> str:
    """Which plan takes more public money, to the last year shown."""
    public = pair.money[0]
    if public.unit != "USD m":
        return "Public money is shown as a share of each country’s GDP"
    totals = [sum(side) for side in public.values]
    last = public.years[-1]
    if tie(totals[0], totals[1], "USD m"):
        return f"Both plans take the same public money to {last}"
    letter = (pair.left if totals[0] > totals[1] else pair.right).letter
    return f"{letter} takes {money(abs(totals[0] - totals[1]))} more public money to {last}"


def scatter_heading(comparison: Comparison, lag: bool) -> str:
    """Who is dominated, or that more result costs more."""
    dominated = [s for s in comparison.standings if s.dominated_by]
    if len(dominated) == 1:
        return f"{dominated[0].letter} is no better than {dominated[0].dominated_by} on any count"
    if dominated:
        return f"{listing([s.letter for s in dominated])} are no better than another plan on any count"
    if not any(row.better not in (TIE, UNRANKED) for pair in comparison.pairs for row in pair.rows):
        return "All plans lie together on cost and result"
    ends = [(s.home_age if lag else -s.home_share, s.public_cost_usd_m) for s in comparison.standings]
    by_result = sorted((999.0 if end is None else end, -cost) for end, cost in ends)
    if all(one[1] <= other[1] for one, other in pairwise(by_result)):
        return f"No plan is best at both: a {'smaller lag' if lag else 'larger home share'} costs more"
    return "No plan is both cheaper and better than another"
