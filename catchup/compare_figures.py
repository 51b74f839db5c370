"""The figures of the comparison page: heading by rule, picture, words with numbers, table."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from catchup.charts.compare_gantt import gantt_shapes
from catchup.charts.compare_scatter import by_lag, scatter_drawing
from catchup.charts.compare_scorecard import scorecard_shapes
from catchup.charts.compare_series import money_drawing, track_drawing
from catchup.charts.compare_shapes import Drawing
from catchup.charts.figure import Figure, Table
from catchup.compare_headings import gantt_heading, money_heading, scatter_heading, scorecard_heading, track_heading
from catchup.compare_many import dominated_names
from catchup.compare_outcomes import number
from catchup.compare_output import better_word, side_text
from catchup.compare_projects import differing
from catchup.compare_records import Comparison, OutcomeRow, Pair, Track
from catchup.compare_words import listing, show
from catchup.words.figures import money

TEMPLATE = "charts/compare_drawing.svg.jinja"
MOST_ROWS = 16


def scorecard_figure(pair: Pair, place: int, *, one_country: bool) -> Figure:
    """Each outcome on its own axis; who is better, by how much, and within which range."""
    shapes, height = scorecard_shapes(pair)
    letters = (pair.left.letter, pair.right.letter)
    header = ("Outcome", "Direction", *letters, f"{letters[0]} minus {letters[1]}", "Lead, range", "Better")
    rows = tuple((row.name, row.direction, *row.texts, row.difference_text or "not defined", lead_text(row),
                  better_word(row)) for row in pair.rows)
    told = "; ".join(f"{row.name}: {letters[0]} {row.texts[0]}, {letters[1]} {row.texts[1]}" for row in pair.rows)
    notes = ["Circle: A. Diamond: B. Each row has its own axis from zero.".replace("A.", f"{letters[0]}.").replace(
        "B.", f"{letters[1]}.")]
    if not one_country:
        notes.append("% of GDP: of one year’s GDP, also where the money is that of many years.")
    if one_country:
        notes.append("Strip: tick, the lead; grey bar, its range when one input at a time takes its low or high value. "
                     "Two waves: the range touches nought, so the model cannot tell the plans apart. = is a tie.")
    return Figure(place, "scorecard", scorecard_heading(pair), f"{told}.", TEMPLATE, Drawing(shapes, height),
                  Table(f"Scorecard of {letters[0]} and {letters[1]}", header, rows, (0, 1, 6)), " ".join(notes))


def lead_text(row: OutcomeRow) -> str:
    """The range of the lead in words, above nought where the first plan is ahead."""
    if row.spread is None:
        return "not worked out"
    ends = [show(end, row.unit) if isfinite(end) else "endless (none)" for end in row.spread]
    return f"{ends[0]} to {ends[1]}"


def gantt_figure(pair: Pair, place: int, first: int, last: int) -> Figure:
    """Only the projects that differ; the rest stand in the table."""
    changed = differing(pair.projects)
    drawn = changed[:MOST_ROWS]
    shapes, height = gantt_shapes(pair, drawn, first, last)
    letters = (pair.left.letter, pair.right.letter)
    rows = tuple((p.name, p.layer.replace("_", " "), side_text(p.left), side_text(p.right),
                  change_words(pair, p.changes)) for p in pair.projects)
    told = "; ".join(f"{p.name}: {letters[0]} {side_text(p.left)}, {letters[1]} {side_text(p.right)}" for p in drawn)
    same = len(pair.projects) - len(changed)
    note = (f"{letters[0]} above, {letters[1]} below. Thick bar: from first order to first output; thin bar: orders go "
            f"on. {same} more are the same in both.")
    if len(changed) > len(drawn):
        note += f" {len(changed) - len(drawn)} more differ: see the table."
    table = Table(f"Projects of {letters[0]} and {letters[1]}", ("Project", "Layer", *letters, "Difference"), rows,
                  (0, 1, 2, 3, 4))
    return Figure(place, "sequence", gantt_heading(pair), f"{told}.", TEMPLATE, Drawing(shapes, height), table, note)


def change_words(pair: Pair, changes: Sequence[str]) -> str:
    """Which plan has it, or what is different."""
    one_country = pair.left.iso3 == pair.right.iso3
    left, right = (f"only in {label.letter}" if one_country else f"{label.country} ({label.letter})"
                   for label in (pair.left, pair.right))
    words = {"added": right, "dropped": left}
    return ", ".join(words.get(change, change) for change in changes)


def track_figure(comparison: Comparison, place: int) -> Figure:
    """Home-served share by year; buying abroad stands beside it where all plans share it."""
    shown = [pair for pair in comparison.pairs if pair.left.feasible and pair.right.feasible]
    share = shown[0].tracks[0]
    letters = [shown[0].left.letter, *(pair.right.letter for pair in shown)]
    lines = [share.values[0], *(_on(share, pair.tracks[0]) for pair in shown)]
    baseline = _baseline(comparison, share)
    whisker = _whisker(shown[0]) if len(lines) == 2 else None
    ages = [shown[0].tracks[1].values[0], *(_on(share, pair.tracks[1]) for pair in shown)]
    rows = tuple(
        (str(year), *(_cell(line[i], "share") for line in lines), *(_cell(line[i], "years", "none") for line in ages),
         *((_cell(baseline[i], "share"),) if baseline else ())) for i, year in enumerate(share.years))
    header = ("Year", *(f"{x}, home share" for x in letters), *(f"{x}, years behind" for x in letters),
              *(("Buying abroad, home share",) if baseline else ()))
    ends = ", ".join(f"{letter} {_cell(line[-1], 'share')}" for letter, line in zip(letters, lines, strict=True))
    desc = f"{share.name} in {share.years[-1]}: {ends}; in {share.years[0]}: {_cell(lines[0][0], 'share')}."
    others = letters[1] if len(letters) == 2 else "every other plan"
    note = f"Solid blue: {letters[0]}. Dashed ochre: {others}." + (" Dotted grey: buying abroad." if baseline else "")
    if whisker is not None:
        note += " Grey bar at the end of the strip: range when one input at a time is low or high."
    return Figure(place, "by year", track_heading(comparison, letters, lines), desc, TEMPLATE,
                  track_drawing(share, letters, lines, baseline, whisker, strip=comparison.base.one_country),
                  Table("Home-served share and lag by year", header, rows), note)


def _on(track: Track, other: Track) -> tuple[float | None, ...]:
    """The second plan of another pair, on the years of the first."""
    values = dict(zip(other.years, other.values[1], strict=True))
    return tuple(values.get(year) for year in track.years)


def _cell(value: float | None, unit: str, word: str = "not there") -> str:
    return word if value is None else show(value, unit)


def _baseline(comparison: Comparison, track: Track) -> tuple[float | None, ...] | None:
    if not (comparison.base.same and comparison.base.one_country):
        return None
    rows = {row["year"]: number(row["base_home_share"]) for row in comparison.plans[0].rows("trajectory")}
    return tuple(rows.get(year) for year in track.years)


def _whisker(pair: Pair) -> tuple[float, float] | None:
    row = pair.row("home_share_end")
    return row.spread if row.spread is not None and all(map(isfinite, row.spread)) else None


def money_figure(pair: Pair, place: int) -> Figure:
    """Paired bars by payer and year, the limits of both, the running difference in public money."""
    letters = (pair.left.letter, pair.right.letter)
    header = ["Year"]
    for payer in pair.money:
        header += [f"{payer.payer} {letters[0]}", f"{payer.payer} {letters[1]}"]
    public = pair.money[0]
    header += [f"limit {letters[0]}", f"limit {letters[1]}", "public, difference so far"]
    rows = []
    for i, year in enumerate(public.years):
        cells = [show(payer.values[side][i], payer.unit) for payer in pair.money for side in (0, 1)]
        cells += [show(public.limits[side][i], public.unit) for side in (0, 1)]
        rows.append((str(year), *cells, show(public.cumulative[i], public.unit)))
    peaks = [max(range(len(side)), key=side.__getitem__) for side in public.values]
    told = "; ".join(f"{letter} peaks at {show(public.values[side][peaks[side]], public.unit)} in "
                     f"{public.years[peaks[side]]}" for side, letter in enumerate(letters))
    desc = f"Public money: {told}; difference to {public.years[-1]} {show(public.cumulative[-1], public.unit)}."
    note = (f"Blue: {letters[0]}. Ochre: {letters[1]}. Net cash of each payer in real 2025 dollars" +
            (", as shares of each country’s GDP." if public.unit != "USD m" else ", against the limit of the profile."))
    return Figure(place, "money", money_heading(pair), desc, TEMPLATE, money_drawing(pair.money, letters),
                  Table("Net cash by payer and year", tuple(header), tuple(rows)), note)


def scatter_figure(comparison: Comparison, place: int) -> Figure:
    """Public cost against lag (or home share) of all plans that have an answer."""
    names = {label.letter: label.name for label in comparison.labels}
    rows = tuple((f"{s.letter} {names[s.letter]}", money(s.public_cost_usd_m), _cell(s.home_age, "years", "none"),
                  show(s.home_share, "share"), money(s.welfare_usd_m), s.dominated_by or "no plan")
                 for s in comparison.standings)
    told = "; ".join(f"{row[0]}: {row[1]}, lag {row[2]}, {row[3]} of need" for row in rows)
    missing = [label.letter for label in comparison.labels if not label.feasible]
    note = listing(list(dominated_names(comparison))) or "No plan equals another on every count and beats it on one"
    note += ": at least as good on public cost, lag, home share and net benefit, and better on one." \
        if "dominated by" in note else "."
    note += f" Left out, no answer: {listing(missing)}." if missing else ""
    header = ("Plan", "Public cost", "Lag", "Home share", "Net benefit", "Dominated by")
    return Figure(place, "cost and result", scatter_heading(comparison, by_lag(comparison.standings)), f"{told}.",
                  TEMPLATE, scatter_drawing(comparison.standings, comparison.labels),
                  Table("Public cost and result", header, rows), note)
