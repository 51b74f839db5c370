"""Years of two and more plans: trajectories over a strip with the difference, and money by payer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catchup.charts.compare_shapes import (
    DASH,
    PLAN_COLOURS,
    PLAN_TEXTS,
    Box,
    Drawing,
    Line,
    Path,
    Shape,
    Words,
    mark,
    polyline,
)
from catchup.charts.scale import Scale, nice_scale, nudge
from catchup.compare_records import PayerMoney, Track
from catchup.compare_words import show
from catchup.words.figures import number

LEFT = 46.0
RIGHT = 572.0
EDGE = 716.0
TRACK_TOP, TRACK_BOTTOM = 16.0, 206.0
STRIP_TOP, STRIP_BOTTOM = 250.0, 322.0
Series = tuple[float | None, ...]


def track_drawing(track: Track, letters: Sequence[str], lines: Sequence[Series], baseline: Series | None,
                  whisker: tuple[float, float] | None, *, strip: bool = True) -> Drawing:
    """One line a plan; with two plans a strip with the first minus the second below, unless `strip` is off."""
    known = [v for line in (*lines, baseline or ()) for v in line if v is not None]
    years = Scale(track.years[0], track.years[-1], LEFT, RIGHT)
    level = nice_scale(min([0.0, *known]), max([0.01, *known]), TRACK_BOTTOM, TRACK_TOP, 4)
    shapes: list[Shape] = list(_axes(level, years, track, TRACK_BOTTOM, 100 if track.unit == "share" else 1))
    if baseline is not None:
        shapes.append(Path(_points(baseline, track, years, level), stroke="base", line=2, dash="2 4"))
    for place, line in enumerate(lines):
        side = min(place, 1)
        shapes.append(Path(_points(line, track, years, level), stroke=PLAN_COLOURS[side],
                           dash=DASH if side else ""))
    shapes += _ends(letters, lines, baseline, track, level)
    if strip and len(lines) == 2:
        shapes += _strip(track, letters, years, whisker)
    return Drawing(tuple(shapes), STRIP_BOTTOM + 10 if strip and len(lines) == 2 else TRACK_BOTTOM + 26)


def _points(line: Series, track: Track, years: Scale, level: Scale) -> str:
    return polyline([None if value is None else (years(year), level(value))
                     for year, value in zip(track.years, line, strict=True)])


def _axes(level: Scale, years: Scale, track: Track, bottom: float, factor: float) -> Iterator[Shape]:
    for tick in level.ticks(4):
        yield Line(LEFT, level(tick), RIGHT, level(tick))
        yield Words(LEFT - 8, level(tick) + 4, number(tick * factor) + ("%" if factor != 1 else ""), "muted", 11.5, 400,
                    "end")
    yield Line(LEFT, level(0.0), RIGHT, level(0.0), "ink")
    for year in track.years:
        if (year - track.years[0]) % 2 == 0:
            yield Words(years(year), bottom + 18, str(year), "muted", 11.5, 400, "middle")


def _ends(letters: Sequence[str], lines: Sequence[Series], baseline: Series | None, track: Track,
          level: Scale) -> Iterator[Shape]:
    entries = [(f"{letter}: {show(line[-1], track.unit)}", line[-1], PLAN_TEXTS[min(place, 1)])
               for place, (letter, line) in enumerate(zip(letters, lines, strict=True)) if line[-1] is not None]
    if baseline is not None and baseline[-1] is not None:
        entries.append((f"buying abroad: {show(baseline[-1], track.unit)}", baseline[-1], "muted"))
    heights = nudge([level(value or 0.0) for _, value, _ in entries], 15, TRACK_TOP, TRACK_BOTTOM)
    for (text, value, colour), y in zip(entries, heights, strict=True):
        if colour != "muted":
            yield mark(0 if colour == "plan" else 1, RIGHT, level(value or 0.0), 4)
        yield Words(RIGHT + 12, y + 4, text, colour, 12.5, 400 if colour == "muted" else 600)


def _strip(track: Track, letters: Sequence[str], years: Scale, whisker: tuple[float, float] | None) -> Iterator[Shape]:
    """First minus second; the side on which a plan is ahead is named in words."""
    gaps = [gap for gap in track.difference if gap is not None]
    reach = max([abs(v) for v in (*gaps, *(whisker or ()))], default=0.0) or 0.01
    level = Scale(-reach, reach, STRIP_BOTTOM, STRIP_TOP)
    above, below = (letters[0], letters[1]) if track.direction.startswith("more") else (letters[1], letters[0])
    yield Words(LEFT, STRIP_TOP - 8, f"{letters[0]} minus {letters[1]}", "muted", 11.5)
    points = [(years(y), level(g)) for y, g in zip(track.years, track.difference, strict=True) if g is not None]
    if points:
        zero = level(0.0)
        area = f"M{points[0][0]} {zero}" + "".join(f"L{x} {y}" for x, y in points) + f"L{points[-1][0]} {zero}z"
        yield Path(area, fill="hair")
        yield Path(polyline(points), stroke="ink", line=1.8)
    if whisker is not None:
        x = RIGHT + 4
        yield Line(x, level(whisker[0]), x, level(whisker[1]), "base", 3)
    yield Line(LEFT, level(0.0), RIGHT + 8, level(0.0), "ink", 1.4)
    yield Words(RIGHT + 12, STRIP_TOP + 9, f"{above} ahead", PLAN_TEXTS[letters.index(above)], 11.5, 600)
    yield Words(RIGHT + 12, STRIP_BOTTOM, f"{below} ahead", PLAN_TEXTS[letters.index(below)], 11.5, 600)
    yield Words(LEFT - 8, level(0.0) + 4, "0", "muted", 11.5, 400, "end")


PANEL = 104.0
PANEL_GAP = 46.0
BAR_WIDTH = 13.0
ROOM = (2.2, 6.0)
"""How far above the bars a limit may lie and still be drawn; the public limit is what the bars are judged by."""


def money_drawing(payers: Sequence[PayerMoney], letters: tuple[str, str]) -> Drawing:
    """A panel a payer with paired bars and the limits of both, then the cumulative difference in public money."""
    shapes: list[Shape] = []
    top = 22.0
    for payer in payers:
        shapes += _panel(payer, top, letters)
        top += PANEL + PANEL_GAP
    if payers[0].unit != "USD m":  # a difference of two shares of two different GDPs would add up to nothing
        return Drawing(tuple(shapes), top - PANEL_GAP + 26)
    shapes += _cumulative(payers[0], top + 4, letters)
    return Drawing(tuple(shapes), top + 4 + 66 + 22)


def _factor(payer: PayerMoney) -> float:
    return 0.001 if payer.unit == "USD m" else 100.0


def _panel(payer: PayerMoney, top: float, letters: tuple[str, str]) -> Iterator[Shape]:
    factor, unit = _factor(payer), "USD bn a year" if payer.unit == "USD m" else "% of GDP a year"
    spent = [v * factor for side in payer.values for v in side]
    caps = [v * factor for side in payer.limits for v in side]
    shown = bool(caps) and max(caps) <= ROOM[payer.payer == "public"] * max([*spent, 0.0])
    level = nice_scale(min([0.0, *spent]), max([*spent, *(caps if shown else [])], default=1.0) or 1.0, top + PANEL,
                       top + 6, 3)
    years = Scale(payer.years[0] - 0.5, payer.years[-1] + 0.5, LEFT, EDGE)
    yield Words(0, top - 6, f"{payer.payer.capitalize()}, {unit}", "ink", 12.5, 600)
    for tick in level.ticks(3):
        yield Line(LEFT, level(tick), EDGE, level(tick))
        yield Words(LEFT - 8, level(tick) + 4, number(tick), "muted", 11.5, 400, "end")
    for place in (0, 1):
        yield from _bars(payer, place, years, level, factor, letters[place])
    yield Line(LEFT, level(0.0), EDGE, level(0.0), "ink")
    yield from _caps(payer, years, level, factor, shown)
    yield from _year_words(payer, years, top + PANEL + 16)


def _year_words(payer: PayerMoney, years: Scale, y: float) -> Iterator[Shape]:
    for year in payer.years[::2]:
        yield Words(years(year), y, str(year), "muted", 11.5, 400, "middle")


def _bars(payer: PayerMoney, place: int, years: Scale, level: Scale, factor: float, letter: str) -> Iterator[Shape]:
    for year, value in zip(payer.years, payer.values[place], strict=True):
        if value:
            ends = sorted((level(0.0), level(value * factor)))
            yield Box(round(years(year) - BAR_WIDTH + place * (BAR_WIDTH + 1), 1), ends[0], BAR_WIDTH,
                      round(max(0.6, ends[1] - ends[0]), 1), PLAN_COLOURS[place], radius=0,
                      tip=f"{letter} {year}: {show(value, payer.unit)}")


def _caps(payer: PayerMoney, years: Scale, level: Scale, factor: float, shown: bool) -> Iterator[Shape]:
    """The limit of each plan; one line where they are the same, words where it lies above the picture."""
    if not shown:
        if payer.years:
            low, high = (pick(side[-1] for side in payer.limits) for pick in (min, max))
            text = show(low, payer.unit) if low == high else f"{show(low, payer.unit)} to {show(high, payer.unit)}"
            yield Words(EDGE, level.end - 8, f"limit in {payer.years[-1]}, above this picture: {text}", "muted", 11.5,
                        400, "end")
        return
    same = payer.limits[0] == payer.limits[1]
    for place in (0,) if same else (0, 1):
        points = [(years(y), level(v * factor)) for y, v in zip(payer.years, payer.limits[place], strict=True)]
        yield Path(polyline(points), stroke="alert" if same else PLAN_COLOURS[place], line=1.8,
                   dash=DASH if place else "")
    line = level(payer.limits[0][0] * factor)
    y = line - 5 if line > level.end + 14 else line + 13  # under the line where the title of the panel is near
    yield Words(LEFT + 6, y, "limit", "alert" if same else "muted", 11.5, 600, halo=True)


def _cumulative(payer: PayerMoney, top: float, letters: tuple[str, str]) -> Iterator[Shape]:
    """Sum over the years of the first minus the second, in public money."""
    factor = _factor(payer)
    gaps = [gap * factor for gap in payer.cumulative]
    level = nice_scale(min([0.0, *gaps]), max([0.0, *gaps]) or (1.0 if not any(gaps) else 0.0), top + 60, top + 4, 2)
    years = Scale(payer.years[0] - 0.5, payer.years[-1] + 0.5, LEFT, EDGE)
    words = f"Public money so far, {letters[0]} minus {letters[1]}: above nought {letters[0]} has spent more"
    yield Words(0, top - 6, words, "ink", 12.5, 600)
    for tick in level.ticks(2):
        yield Line(LEFT, level(tick), EDGE, level(tick))
        yield Words(LEFT - 8, level(tick) + 4, number(tick), "muted", 11.5, 400, "end")
    points = [(years(y), level(g)) for y, g in zip(payer.years, gaps, strict=True)]
    yield Path(polyline(points), stroke="ink", line=2)
    yield Line(LEFT, level(0.0), EDGE, level(0.0), "ink", 1.4)
    yield from _year_words(payer, years, top + 78)
