"""The scorecard of two plans: a dumbbell a row on its own axis, and a strip oriented once for the page."""

from __future__ import annotations

import math
from collections.abc import Iterator

from catchup.charts.compare_shapes import PLAN_TEXTS, Box, Line, Shape, Words, hollow, mark, waves
from catchup.charts.scale import Scale
from catchup.compare_records import TIE, UNRANKED, UNSURE, OutcomeRow, Pair
from catchup.compare_words import OVER
from catchup.words.figures import money_bn, number

ROW = 38.0
TOP, UNRANKED_TOP = 44.0, 4.0
DOTS = (264.0, 478.0)
STRIP = (532.0, 688.0)
LETTER = 716.0
OUTSIDE = 9.0


def scorecard_shapes(pair: Pair) -> tuple[tuple[Shape, ...], float]:
    """Shapes and height."""
    ranked = any(row.better != UNRANKED for row in pair.rows)
    shapes: list[Shape] = list(_head(pair)) if ranked else []
    top = TOP if ranked else UNRANKED_TOP
    for place, row in enumerate(pair.rows):
        middle = top + place * ROW + ROW / 2
        shapes += _name(row, middle)
        shapes += _dots(row, middle)
        if ranked:
            shapes += _strip(row, middle)
            shapes += _letter(row, middle, pair)
    return tuple(shapes), top + ROW * len(pair.rows) + 4


def _head(pair: Pair) -> Iterator[Shape]:
    middle = sum(STRIP) / 2
    yield Words(middle - 8, 14, f"{pair.left.letter} better", "plan", 11.5, 600, "end")
    yield Words(middle + 8, 14, f"{pair.right.letter} better", "ochre_text", 11.5, 600)
    yield Words(middle, 30, "by how much, and range", "muted", 11, 400, "middle")
    yield Words(LETTER, 14, "better", "muted", 11.5, 400, "end")


def _name(row: OutcomeRow, middle: float) -> Iterator[Shape]:
    yield Line(0, middle + ROW / 2, LETTER, middle + ROW / 2)
    yield Words(0, middle - 3, row.name, size=12.5)
    yield Words(0, middle + 12, f"{axis_unit(row)}{row.direction}", "muted", 11)


def axis_unit(row: OutcomeRow) -> str:
    """The unit of the row's own axis, in front of the direction word."""
    units = {"USD m": "USD bn, ", "years": "years, ", "share": "%, ", "share of GDP": "% of GDP, ", "GW": "GW, "}
    return units.get(row.unit, "")


def bare(value: float, unit: str) -> str:
    """A value without its unit, as it stands beside a dot."""
    if unit == "USD m":
        return money_bn(value, 1)
    if unit in ("share", "share of GDP"):
        return number(100 * value, 2 if unit == "share of GDP" else 0 if value >= 0.0995 or value == 0 else 1)
    return number(value, 1 if unit in ("years", "GW") or abs(value) >= 9.995 else 2)


def _dots(row: OutcomeRow, middle: float) -> Iterator[Shape]:
    known = [value for value in row.values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    scale = Scale(low, high * (1.35 if len(known) < 2 else 1.0) or 1.0, *DOTS)
    places = [DOTS[1] if value is None else scale(value) for value in row.values]
    yield Line(DOTS[0], middle, DOTS[1], middle)
    yield Line(scale(0.0), middle - 6, scale(0.0), middle + 6, "rule")
    if len(known) == 2:
        yield Line(min(places), middle, max(places), middle, "rule", 1.4)
    left = 0 if (places[0], 0) <= (places[1], 1) else 1
    close = abs(places[0] - places[1]) < 1
    for place, (value, x) in enumerate(zip(row.values, places, strict=True)):
        if value is None and row.texts[place] != "none":
            continue
        yield hollow(place, x, middle) if value is None else mark(place, x + (2.5 if close and place else 0), middle)
    yield from _values(row, middle, places, left)


def _values(row: OutcomeRow, middle: float, places: list[float], left: int) -> Iterator[Shape]:
    for place, (value, text) in enumerate(zip(row.values, row.texts, strict=True)):
        shown = text if value is None or text.startswith(OVER) else bare(value, row.unit)
        shown = shown.removesuffix(" years")
        colour = PLAN_TEXTS[place]
        if value is None and text != "none":
            x = DOTS[0] + (0 if place == 0 else (DOTS[1] - DOTS[0]) / 2)
            yield Words(x, middle + 16, shown, "muted", 11, 400)
        elif place == left:
            yield Words(places[place] - OUTSIDE, middle + 4.5, shown, colour, 12.5, 600, "end", halo=True)
        else:
            yield Words(places[place] + OUTSIDE + 2, middle + 4.5, shown, colour, 12.5, 600)


def _strip(row: OutcomeRow, middle: float) -> Iterator[Shape]:
    zero = sum(STRIP) / 2
    yield Line(zero, middle - 9, zero, middle + 9, "ink", 1.2)
    ends = [end for end in (row.spread or ()) if math.isfinite(end)]
    reach = max([abs(x) for x in (*ends, row.lead or 0.0)], default=0.0)
    if row.better == UNRANKED or (reach == 0 and row.spread is None):
        return
    if len(ends) < len(row.spread or ()):
        reach *= 1.3
    # the strip runs to the left where the first plan is ahead, so a lead above nought has a smaller x
    scale = Scale(-(reach or 1.0), reach or 1.0, STRIP[1], STRIP[0])
    if row.spread is not None:
        places = sorted(_inside(scale, end) for end in row.spread)
        yield Box(places[0], middle - 3.5, max(1.0, round(places[1] - places[0], 1)), 7, "base")
    if row.lead is not None and row.lead != 0:
        if row.spread is None:
            yield Line(zero, middle, scale(row.lead), middle, "base", 2)
        yield Line(scale(row.lead), middle - 7, scale(row.lead), middle + 7, "ink", 2.4)
    yield from _amount(row, middle, zero)


def _inside(scale: Scale, end: float) -> float:
    return scale(end) if math.isfinite(end) else STRIP[0] if end > 0 else STRIP[1]


def _amount(row: OutcomeRow, middle: float, zero: float) -> Iterator[Shape]:
    """The size of the lead, on the side of the line that the range leaves free."""
    if row.lead is None or row.better in (TIE, UNSURE) or any(text.startswith(OVER) for text in row.texts):
        return
    text, ahead = bare(abs(row.lead), row.unit), row.lead > 0
    yield Words(zero + (6 if ahead else -6), middle + 4, text, "ink", 11.5, 400, "start" if ahead else "end")


def _letter(row: OutcomeRow, middle: float, pair: Pair) -> Iterator[Shape]:
    if row.better == UNSURE:
        yield from waves(LETTER - 6, middle)
    elif row.better == UNRANKED:
        yield Words(LETTER, middle + 4.5, "–", "muted", 12.5, 400, "end")
    else:
        colour = {pair.left.letter: "plan", pair.right.letter: "ochre_text"}.get(row.better, "muted")
        yield Words(LETTER, middle + 4.5, row.better, colour, 13, 600, "end")

