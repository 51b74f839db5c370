"""Figure 5: strategies by cost and result, with whiskers and the line of those that nothing beats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.charts.scale import Scale, nice_scale, text_width
from catchup.words.figures import number, percent

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 470, 316, 48, 446, 34, 266
SIZE = 12.0
SHIFTS = (0, -13, 13, -17, 17, -31, 31, -45, 45, -59, 59, -73, 73)
BESIDE, FAR, DISTANCE = 10, 18, 4.0  # a label far off has a line to its point; a unit of distance weighs four of area
CROWD, UNDER = 40.0, 17
Space = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Point:
    """One strategy: x in USD bn, y a share, optional low and high of y."""

    name: str
    x: float
    y: float
    this: bool
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Mark:
    """A placed point with its label."""

    name: str
    x: float
    y: float
    this: bool
    whisker: tuple[float, float] | None
    label_x: float
    label_y: float
    anchor: str
    leader: str


@dataclass(frozen=True)
class Scatter:
    """Coordinates of the whole figure."""

    marks: tuple[Mark, ...]
    efficient: str
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    year: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def unbeaten(points: Sequence[Point]) -> list[Point]:
    """Points for which no other costs no more and gives no less (one of them strictly), by cost."""
    kept = [p for p in points
            if not any(q.x <= p.x and q.y >= p.y and (q.x < p.x or q.y > p.y) for q in points)]
    return sorted(kept, key=lambda p: (p.x, p.y, p.name))


def draw(points: Sequence[Point], year: int = 2040) -> Scatter:
    """Place points; both axes start at zero and grow to the right and upwards."""
    ys = [v for p in points for v in (p.y, p.low, p.high) if v is not None]
    x = nice_scale(0.0, max([p.x for p in points] + [1e-3]), LEFT, RIGHT, 4)
    y = Scale(0.0, max([*ys, 0.5]) * 1.02, BOTTOM, TOP)
    order = sorted(points, key=lambda p: (
        sum(1 for q in points if abs(x(q.x) - x(p.x)) + abs(y(q.y) - y(p.y)) < CROWD), not p.this, p.x, p.y, p.name))
    taken: list[Space] = [(x(p.x) - 6, y(p.y) - 6, x(p.x) + 6, y(p.y) + 6) for p in order]
    taken += [(x(p.x) - 2, y(p.high), x(p.x) + 2, y(p.low)) for p in order if p.low is not None and p.high is not None]
    marks = []
    for p in order:
        whisker = None if p.low is None or p.high is None else (y(p.low), y(p.high))
        label_x, label_y, anchor, space = label_place(x(p.x), y(p.y), text_width(p.name, SIZE) + 4, taken)
        taken.append(space)
        marks.append(Mark(p.name, x(p.x), y(p.y), p.this, whisker, label_x, label_y, anchor,
                          leader(x(p.x), y(p.y), label_x, label_y, anchor)))
    line = unbeaten(points)
    path = "M" + "L".join(f"{x(p.x)} {y(p.y)}" for p in line) if len(line) > 1 else ""
    return Scatter(tuple(marks), path, tuple((x(t), number(t)) for t in x.ticks(4)),
                   tuple((y(t), percent(t)) for t in y.ticks(4)), year)


def label_place(x: float, y: float, width: float, taken: Sequence[Space],
                bounds: Space = (0, TOP - 8, WIDTH, BOTTOM + 2)) -> tuple[float, float, str, Space]:
    """Where a label meets least: right, left, above, below, then farther off; a tie goes to the first."""
    places = []
    for shift in SHIFTS:
        right, left = x + BESIDE, x - BESIDE
        places.append((right, y + 4 + shift, "start", (right, y - 8 + shift, right + width, y + 8 + shift)))
        places.append((left, y + 4 + shift, "end", (left - width, y - 8 + shift, left, y + 8 + shift)))
        if abs(shift) == UNDER:
            half = width / 2
            places.append((x, y + 4 + shift, "middle", (x - half, y - 8 + shift, x + half, y + 8 + shift)))
    inside = [p for p in places if p[3][0] >= bounds[0] and p[3][2] <= bounds[2]
              and p[3][1] >= bounds[1] and p[3][3] <= bounds[3]]
    label_x, label_y, anchor, space = min(
        inside or places, key=lambda p: sum(overlap(p[3], other) for other in taken) + DISTANCE * abs(p[1] - y - 4))
    return round(label_x, 1), round(label_y, 1), anchor, space


def leader(x: float, y: float, label_x: float, label_y: float, anchor: str) -> str:
    """A thin line from a point to a label that stands far above or below it; empty where it stands beside it."""
    middle = round(label_y - 4, 1)
    if abs(middle - y) < FAR:
        return ""
    return f"M{x} {y}L{round(label_x - 2 if anchor == 'start' else label_x + 2, 1)} {middle}"


def overlap(one: Space, other: Space) -> float:
    """Area that two rectangles share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)
