"""The comparison page: one file, no script, no network, the same bytes for the same plans."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from catchup.charts.figure import Figure
from catchup.compare import compare
from catchup.compare_figures import (
    change_words,
    gantt_figure,
    money_figure,
    scatter_figure,
    scorecard_figure,
    track_figure,
)
from catchup.compare_headings import gantt_heading
from catchup.compare_output import better_word, side_text
from catchup.compare_projects import differing
from catchup.compare_records import Comparison, InputDifference, Label, Pair, ProjectDifference
from catchup.compare_verdict import titled
from catchup.compare_words import count, listing, plain
from catchup.pact_records import Worth
from catchup.pact_words import section
from catchup.pact_words import verdict as pact_verdict
from catchup.page import render_page
from catchup.plan import Plan
from catchup.words.answer import RECORD
from catchup.words.figures import quantity
from catchup.words.names import capital, uncapital
from catchup.words.units import unit_words

MOST_INPUTS = 40
MOST_LISTED = 8
MOST_DRAWN = 5


@dataclass(frozen=True)
class Matrix:
    """Scorecard of three and more plans: the first plan against each of the others."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


def render_compare(plans: Sequence[Plan], names: Sequence[str] | None = None, pact: Worth | None = None) -> str:
    """Two to eight plans as one HTML page, with what a pact is worth if given. Raises InputError as `compare` does."""
    comparison = compare(plans, names)
    two = len(plans) == 2
    figures = _figures(comparison)
    folded = [] if two else _folded(comparison, len(figures))
    return render_page(
        "compare.html.jinja", title=f"Comparison: {_names(comparison)}", kind="Comparison of plans",
        running=f"catchup comparison · {_names(comparison)} · {_dates(comparison)}",
        version=str(plans[0].meta.get("version", "")), data=_data(comparison, pact), comparison=comparison,
        figures=_bare(figures), notes={figure.number: figure.note for figure in (*figures, *folded)},
        pair=comparison.pairs[0] if two else None, eyebrow=_eyebrow(comparison),
        matrix=None if two else _matrix(comparison), folded=_bare(folded),
        lists=[(gantt_heading(pair), project_list(pair)) for pair in comparison.pairs], missing=_missing(comparison),
        inputs=_inputs(comparison), reasons=_reasons(comparison), titled=titled, commands=_commands(comparison, pact),
        pact=None if pact is None else section(pact), heading=_heading(comparison, pact), record=RECORD)


def _heading(comparison: Comparison, pact: Worth | None) -> str:
    """The sentence of the page: what the pact is worth, if there is one, else the verdict on the plans."""
    if pact is None:
        return comparison.verdict
    said = pact_verdict(pact)
    return f"{said}." if said.startswith("The pact") else f"With the pact “{pact.name}”: {uncapital(said)}."


def _bare(figures: Sequence[Figure]) -> list[Figure]:
    """Figures without their notes, which stand in the margin on this page."""
    return [replace(figure, note="") for figure in figures]


def _names(comparison: Comparison) -> str:
    return listing([titled(label) for label in comparison.labels])


def _dates(comparison: Comparison) -> str:
    return listing(sorted({str(plan.meta.get("as_of", "")) for plan in comparison.plans}))


def _eyebrow(comparison: Comparison) -> str:
    countries = listing(list(dict.fromkeys(label.country for label in comparison.labels)))
    base = "same base" if comparison.base.same and comparison.base.one_country else "not the same base"
    return f"{countries} · {count(len(comparison.labels), 'plan')} · {base}"


def _drawable(comparison: Comparison) -> list[Pair]:
    return [pair for pair in comparison.pairs if pair.left.feasible and pair.right.feasible and pair.tracks[0].years]


def _figures(comparison: Comparison) -> list[Figure]:
    """Scorecard, sequence, years and money for two plans; cost and result, and years, for three and more."""
    one_country = comparison.base.one_country
    made: list[Figure] = []
    if len(comparison.pairs) == 1:
        pair = comparison.pairs[0]
        made.append(scorecard_figure(pair, 1, one_country=one_country))
        if one_country and _drawable(comparison) and differing(pair.projects):
            meta = comparison.plans[0].meta
            made.append(gantt_figure(pair, 2, int(meta.get("first_year", 2026)), int(meta.get("last_shown", 2040))))
    elif len(comparison.standings) > 1:
        made.append(scatter_figure(comparison, 1))
    if _drawable(comparison):
        made.append(track_figure(comparison, len(made) + 1))
        if len(comparison.pairs) == 1 and comparison.pairs[0].money[0].years:
            made.append(money_figure(comparison.pairs[0], len(made) + 1))
    return made


def _folded(comparison: Comparison, shown: int) -> list[Figure]:
    """The first plan against each of the others, one picture a pair; the table must do for more than five plans."""
    if len(comparison.plans) > MOST_DRAWN:
        return []
    return [scorecard_figure(pair, shown + place, one_country=pair.left.iso3 == pair.right.iso3)
            for place, pair in enumerate(comparison.pairs, start=1)]


def _missing(comparison: Comparison) -> str:
    """Why a figure is not there."""
    if not _drawable(comparison):
        return "No sequence, years or money are drawn: a plan that has no answer cannot be drawn beside one that has."
    if len(comparison.pairs) == 1 and not differing(comparison.pairs[0].projects):
        return "No sequence is drawn: the projects are the same in both plans."
    return "" if comparison.base.one_country else (
        "No sequence is drawn for two countries: their projects are not the same projects.")


def _matrix(comparison: Comparison) -> Matrix:
    lead = comparison.labels[0]
    rows = []
    for place, row in enumerate(comparison.scorecard_rows):
        others = [pair.rows[place] for pair in comparison.pairs]
        cells = ((row.texts[0], ""), *((other.texts[1], _word(better_word(other))) for other in others))
        rows.append((row.name, row.direction, cells))
    return Matrix((titled(lead), *(titled(pair.right) for pair in comparison.pairs)), tuple(rows))


def _word(better: str) -> str:
    return f"{better} better" if len(better) == 1 else better


def project_list(pair: Pair) -> list[tuple[str, list[str]]]:
    """Differences in groups: only in one, only in the other, changed."""
    groups: dict[str, list[str]] = {}
    for project in _listed(pair):
        word = change_words(pair, project.changes)
        alone = project.left is None or project.right is None
        side = project.left if project.left is not None else project.right
        text = f"{project.name}: {side_text(side)}" if alone else (
            f"{project.name}: {pair.left.letter} {side_text(project.left)}; "
            f"{pair.right.letter} {side_text(project.right)}")
        groups.setdefault(word, []).append(text)
    return [(capital(word), _cut(texts)) for word, texts in sorted(groups.items())]


def _listed(pair: Pair) -> list[ProjectDifference]:
    """Projects that differ, by date; of two countries only what is ordered anew, dearest first."""
    found = list(differing(pair.projects))
    if pair.left.iso3 == pair.right.iso3:
        return found
    new = [p for p in found if (side := p.left or p.right) is not None and side.origin != "programme"]
    return sorted(new, key=lambda p: -sum(side.cost_usd_m for side in (p.left, p.right) if side is not None))


def _cut(texts: list[str]) -> list[str]:
    rest = len(texts) - MOST_LISTED
    return texts if rest <= 0 else [*texts[:MOST_LISTED], f"{count(rest, 'more project')}, in the CSV"]


def _inputs(comparison: Comparison) -> dict[str, Any]:
    """Inputs that differ, profile paths left out for two countries (all of them differ)."""
    base = comparison.base
    listed = [d for d in base.differences if base.one_country or d.origin != "profile"]
    rows = [(d.path, _values(d), listing(sorted(set(filter(None, d.sources)))), d.effect)
            for d in listed[:MOST_INPUTS]]
    return {"rows": rows, "more": len(listed) - len(rows), "profiles": len(base.differences) - len(listed)}


def _values(difference: InputDifference) -> list[str]:
    """The value of each plan with its unit in words; as written where words would make two values look the same."""
    values, unit = difference.values, difference.unit
    said = [quantity(v, unit) if isinstance(v, float | int) and not isinstance(v, bool) else plain(v) for v in values]
    if len(set(said)) == len(set(values)):
        return said
    for digits in (3, 4, 5, 6):
        said = [f"{v:.{digits}g} {unit_words(unit)}".strip() if isinstance(v, float) else plain(v) for v in values]
        if len(set(said)) == len(set(values)):
            break
    return said


def _reasons(comparison: Comparison) -> list[tuple[Label, list[str]]]:
    """What a plan without an answer says about itself."""
    return [(label, [str(row["message"]) for row in plan.rows("warnings") if str(row["code"]).startswith("E")])
            for label, plan in zip(comparison.labels, comparison.plans, strict=True) if not label.feasible]


def _commands(comparison: Comparison, pact: Worth | None) -> list[str]:
    """How to make each plan file again, and the page from them."""
    made = [f"{label.command.replace('catchup brief', 'catchup plan', 1)} --json -o {label.letter}.json"
            for label in comparison.labels if label.command]
    files = " ".join(f"{label.letter}.json" for label in comparison.labels)
    if pact is not None:
        return [*made, pact.command]
    return [*made, f"catchup compare {files}"]


def _data(comparison: Comparison, pact: Worth | None) -> str:
    """Every number of the page as one inert JSON text."""
    body = {
        "schema": "catchup/comparison/1", "verdict": comparison.verdict, "lede": comparison.lede,
        "labels": [asdict(label) for label in comparison.labels],
        "meta": [{key: plan.meta.get(key) for key in ("as_of", "version", "profile_sha256", "chain_sha256",
                                                      "scenario_sha256", "strategy_sha256", "gap")}
                 for plan in comparison.plans],
        "base": {"same": comparison.base.same, "sentence": comparison.base.sentence,
                 "differences": [asdict(d) for d in comparison.base.differences[:MOST_INPUTS]]},
        "pairs": [_pair_data(pair, alone=len(comparison.pairs) == 1) for pair in comparison.pairs],
        "standings": [asdict(standing) for standing in comparison.standings], "limits": list(comparison.limits),
    }
    if pact is not None:
        body["pact"] = asdict(pact)
    return json.dumps(_plain(body), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def _pair_data(pair: Pair, *, alone: bool) -> dict[str, Any]:
    body: dict[str, Any] = {
        "left": pair.left.letter, "right": pair.right.letter, "same_plan": pair.same_plan, "switch": pair.switch,
        "rows": [asdict(row) for row in pair.rows], "flips": [asdict(flip) for flip in pair.flips],
        "projects": [asdict(project) for project in differing(pair.projects)],
        "tracks": [asdict(track) for track in pair.tracks],
    }
    if alone:
        body["orders"] = [asdict(order) for order in pair.orders]
        body["money"] = [asdict(payer) for payer in pair.money]
    return body


def _plain(value: Any) -> Any:
    """JSON has no infinity: an endless range ends in null."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
