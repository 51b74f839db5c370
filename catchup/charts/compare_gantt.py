"""The twin Gantt: a row a project, the first plan above, the second below, a dashed ghost where one has it not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catchup.charts.compare_shapes import Box, Line, Shape, Words, wrap
from catchup.charts.scale import Scale, text_width
from catchup.compare_records import Pair, ProjectDifference, ProjectSide

ROW = 36.0
BAR = 11.0
GAP = 3.0
TOP = 28.0
PLOT = (200.0, 714.0)
COLOURS = ("plan", "ochre")


def gantt_shapes(pair: Pair, projects: Sequence[ProjectDifference], first: int,
                 last: int) -> tuple[tuple[Shape, ...], float]:
    """Shapes and height; a year is as wide as its column, a bar ends where the year of first output begins."""
    scale = Scale(first, last + 1, *PLOT)
    height = TOP + ROW * len(projects) + 4
    shapes: list[Shape] = []
    for year in range(first, last + 2):
        shapes.append(Line(scale(year), TOP - 6, scale(year), height))
        if year <= last and (year - first) % 2 == 0:
            shapes.append(Words(scale(year + 0.5), 14, str(year), "muted", 11.5, 400, "middle"))
    for place, project in enumerate(projects):
        shapes += _row(pair, project, TOP + place * ROW, scale)
    return tuple(shapes), height


def _row(pair: Pair, project: ProjectDifference, top: float, scale: Scale) -> Iterator[Shape]:
    lines = wrap(project.name, PLOT[0] - 14, 12.5)
    for place, line in enumerate(lines):
        yield Words(0, round(top + (21 if len(lines) == 1 else 14) + 14 * place, 1), line)
    sides, letters = (project.left, project.right), (pair.left.letter, pair.right.letter)
    for place, side in enumerate(sides):
        y = round(top + 5.5 + place * (BAR + GAP), 1)
        if side is not None:
            yield from _bar(place, side, y, scale, f"{project.name}, {letters[place]}")
            continue
        other = sides[1 - place]
        if other is not None:
            yield from _ghost(other, y, scale, f"not in {letters[place]}")


def _span(side: ProjectSide, scale: Scale) -> tuple[float, float, float]:
    """Start, first output and end of the orders, inside the plot."""
    low, high = scale.low, scale.high
    start = min(max(side.first_order, low), high - 0.3)
    online = min(max(side.online, start + 0.3), high)
    end = min(max(side.last_order + 1, online), high)
    return scale(start), scale(online), scale(end)


def _bar(place: int, side: ProjectSide, y: float, scale: Scale, name: str) -> Iterator[Shape]:
    start, online, end = _span(side, scale)
    tip = f"{name}: ordered {side.first_order} to {side.last_order}, first output {side.online}"
    if end > online:
        yield Box(start, y + 3.5, round(end - start, 1), BAR - 7, COLOURS[place], radius=1)
    yield Box(start, y, round(online - start, 1), BAR, COLOURS[place], tip=tip)


def _ghost(other: ProjectSide, y: float, scale: Scale, text: str) -> Iterator[Shape]:
    start, _, end = _span(other, scale)
    yield Box(start, y, round(end - start, 1), BAR, stroke="rule", dash="3 2")
    wide = text_width(text, 10.5) + 8
    if end - start >= wide:
        yield Words(start + 5, y + 9.2, text, "muted", 10.5)
    elif end + wide <= PLOT[1]:
        yield Words(end + 5, y + 9.2, text, "muted", 10.5, halo=True)
    else:
        yield Words(start - 5, y + 9.2, text, "muted", 10.5, 400, "end", halo=True)
