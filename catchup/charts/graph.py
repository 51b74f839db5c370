"""Figure 2: a layered graph. Every link goes forward; long links run through dummy points between the boxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from catchup.cells import flag, text
from catchup.charts.graph_choice import Junction, Pair, choose, forward, junctions, linked, state_word, through
from catchup.charts.scale import text_width
from catchup.charts.wrap import fitting
from catchup.plan import Row

WIDTH, TOP, ROW = 980, 16, 46
BOX_HEIGHT, MIN_GAP, WIDEST = 32, 22, 132
SWEEPS, SETTLING = 12, 80
Ordering = list[list[str]]
JUNCTION_WORDS = {"energy": "power"}


@dataclass(frozen=True)
class Box:
    """A node: place, words in one or two lines, state and badge."""

    id: str
    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    name: str
    state: str
    binds: bool
    badge: str
    badge_width: float


@dataclass(frozen=True)
class Link:
    """A smooth path from box to box."""

    path: str
    binds: bool


@dataclass(frozen=True)
class Dot:
    """A junction: where several givers meet before they reach the users that they share."""

    x: float
    y: float
    words: str
    binds: bool


@dataclass(frozen=True)
class Graph:
    """Coordinates of the whole graph."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    dots: tuple[Dot, ...]
    height: float
    left_out: int
    width: int = WIDTH
    box_height: int = BOX_HEIGHT


@dataclass(frozen=True)
class Frame:
    """Columns and heights: where the boxes and the points between them lie."""

    layers: Mapping[str, int]
    heights: Mapping[str, float]
    width: float
    step: float
    points: frozenset[str]

    def left(self, name: str) -> float:
        """Left edge of a box; the middle of its column for a junction."""
        return round(self.layers[name] * self.step + 2 + (self.width / 2 if name in self.points else 0.0), 1)

    def right(self, name: str) -> float:
        """Right edge of a box; the middle of its column for a junction."""
        return self.left(name) if name in self.points else round(self.left(name) + self.width, 1)


def draw(nodes: Sequence[Row], links: Sequence[Row]) -> Graph:
    """Lay out at most 22 nodes, those that bind or are built first in the choice."""
    shown = choose(nodes, links)
    all_pairs = [(text(link, "from"), text(link, "to")) for link in links]
    pairs = forward([text(node, "id") for node in shown], all_pairs)
    shown = linked(shown, pairs)
    names = [text(node, "id") for node in shown]
    points = junctions(shown, pairs)
    drawn = through(pairs, points)
    frame = _frame([*names, *(point.id for point in points)], list(drawn), frozenset(point.id for point in points))
    tight = {text(node, "id") for node in shown if flag(node, "binds")}
    binding = {(text(link, "from"), text(link, "to")) for link in links
               if flag(link, "binds") and tight & {text(link, "from"), text(link, "to")}}
    marked = {pair: any(stands in binding for stands in parts) for pair, parts in drawn.items()}
    boxes = tuple(_box(node, frame) for node in shown)
    bottom = max([box.y + BOX_HEIGHT for box in boxes], default=TOP) + 8
    lowest = max(frame.heights.values(), default=0.0) + 12
    return Graph(
        boxes, tuple(Link(_path(pair, frame), marked[pair]) for pair in sorted(drawn, key=lambda pair: marked[pair])),
        tuple(_dot(point, frame, marked) for point in points), max(bottom, lowest), len(nodes) - len(shown))


def _frame(names: Sequence[str], pairs: Sequence[Pair], points: frozenset[str]) -> Frame:
    layers = assign_layers(names, pairs)
    order, segments = with_dummies(names, pairs, layers)
    order = untangle(order, segments)
    width, step = _columns(len(order))
    heights = place(order, segments, points)
    return Frame(layers, stacked(heights, layers, pairs), width, step, points)


def _dot(point: Junction, frame: Frame, marked: Mapping[Pair, bool]) -> Dot:
    binds = any(marked.get((giver, point.id), False) for giver in point.givers)
    return Dot(frame.left(point.id), frame.heights[point.id], JUNCTION_WORDS.get(point.layer, ""), binds)


def assign_layers(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Longest path from the left, then each node drawn right, next to what it feeds."""
    layer = dict.fromkeys(names, 0)
    for _ in names:
        for start, end in pairs:
            layer[end] = max(layer[end], layer[start] + 1)
    for _ in names:
        for name in names:
            feeds = [layer[end] for start, end in pairs if start == name]
            if feeds:
                layer[name] = max(layer[name], min(feeds) - 1)
    linked = {name for pair in pairs for name in pair}
    deepest = max([layer[name] for name in linked], default=0)
    lonely = [name for name in names if name not in linked]
    layer.update({name: i % (deepest + 1) for i, name in enumerate(lonely)})
    return layer


def with_dummies(names: Sequence[str], pairs: Sequence[tuple[str, str]],
                 layers: Mapping[str, int]) -> tuple[Ordering, list[tuple[str, str]]]:
    """Names by layer with a dummy in every layer that a long link crosses, and the short segments."""
    order: Ordering = [[] for _ in range(max([layers[name] for name in names], default=0) + 1)]
    for name in names:
        order[layers[name]].append(name)
    segments = []
    for start, end in pairs:
        chain = [start, *(dummy(start, end, k) for k in range(layers[start] + 1, layers[end])), end]
        for k, name in zip(range(layers[start] + 1, layers[end]), chain[1:-1], strict=True):
            order[k].append(name)
        segments += list(pairwise(chain))
    return order, segments


def dummy(start: str, end: str, layer: int) -> str:
    """Name of the point where a long link crosses a layer."""
    return f"{start}>{end}@{layer}"


def untangle(order: Ordering, segments: Sequence[tuple[str, str]]) -> Ordering:
    """Sort each layer by the mean place of its neighbours, back and forth; keep the order with fewest crossings."""
    before, after = _neighbours(segments)
    best, fewest = [list(layer) for layer in order], crossings(order, segments)
    now = [list(layer) for layer in order]
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        beside = before if rightwards else after
        for k in range(len(now)) if rightwards else reversed(range(len(now))):
            now[k] = _by_mean(now, k, beside, -1 if rightwards else 1)
        count = crossings(now, segments)
        if count < fewest:
            best, fewest = [list(layer) for layer in now], count
    return best


def _by_mean(order: Ordering, k: int, beside: Mapping[str, list[str]], direction: int) -> list[str]:
    other = order[k + direction] if 0 <= k + direction < len(order) else []
    place = {name: i for i, name in enumerate(other)}
    size = max(1, len(order[k]))

    def key(item: tuple[int, str]) -> tuple[float, int]:
        found = [place[name] for name in beside.get(item[1], []) if name in place]
        return (sum(found) / len(found) if found else item[0] * len(other) / size, item[0])

    return [name for _, name in sorted(enumerate(order[k]), key=key)]


def crossings(order: Ordering, segments: Sequence[tuple[str, str]]) -> int:
    """How many pairs of segments cross."""
    place = {name: (k, i) for k, layer in enumerate(order) for i, name in enumerate(layer)}
    by_layer: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, end in segments:
        by_layer[place[start][0]].append((place[start][1], place[end][1]))
    return sum(1 for ends in by_layer.values() for i, (a, b) in enumerate(ends)
               for c, d in ends[i + 1:] if (a - c) * (b - d) < 0)


def _neighbours(segments: Sequence[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for start, end in segments:
        before[end].append(start)
        after[start].append(end)
    return before, after


def place(order: Ordering, segments: Sequence[tuple[str, str]],
          points: frozenset[str] = frozenset()) -> dict[str, float]:
    """Middle heights: each layer keeps its order and its gaps and moves towards its neighbours."""
    before, after = _neighbours(segments)
    gaps = {name: (ROW * 0.5 if ">" in name or name in points else ROW) for layer in order for name in layer}
    height = {name: TOP + BOX_HEIGHT / 2 + ROW * i for layer in order for i, name in enumerate(layer)}
    for sweep in range(SETTLING):
        for layer in order if sweep % 2 == 0 else reversed(order):
            wishes = []
            for name in layer:
                near = [height[other] for other in (*before.get(name, ()), *after.get(name, ()))]
                wishes.append(sum(near) / len(near) if near else height[name])
            height.update(zip(layer, _spread(wishes, [gaps[name] for name in layer]), strict=True))
    top = min(height.values(), default=0.0)
    return {name: round(value - top + TOP + BOX_HEIGHT / 2, 1) for name, value in height.items()}


def _spread(wishes: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Heights in the given order, each pair at least half of both gaps apart, as near to the wishes as that allows.

    Least squares: with the gaps taken off, neighbours in the wrong order become one block at the mean of their wishes.
    """
    offsets = [0.0]
    for one, other in pairwise(gaps):
        offsets.append(offsets[-1] + (one + other) / 2)
    blocks: list[tuple[float, int]] = []  # (sum of wishes, number of them)
    for wish, offset in zip(wishes, offsets, strict=False):
        blocks.append((wish - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            (sum_one, n_one), (sum_two, n_two) = blocks[-2], blocks[-1]
            blocks[-2:] = [(sum_one + sum_two, n_one + n_two)]
    levels = [total / count for total, count in blocks for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]


def stacked(heights: Mapping[str, float], layers: Mapping[str, int], pairs: Sequence[Pair]) -> dict[str, float]:
    """Parts of the graph without a link between them moved together: each as high as the parts above it let it."""
    part = {name: name for name in layers}
    for start, end in pairs:
        old, new = part[end], part[start]
        part = {name: new if own == old else own for name, own in part.items()}
    members: dict[str, list[str]] = defaultdict(list)
    for name in heights:
        members[part[name.split(">")[0]]].append(name)
    middle = TOP + BOX_HEIGHT / 2
    floor: dict[int, float] = {}  # lowest height taken in a column
    out: dict[str, float] = {}
    for group in sorted(members.values(), key=lambda names: (-len(names), min(heights[n] for n in names))):
        columns = {name: layers[name] if name in layers else int(name.rpartition("@")[2]) for name in group}
        span = range(min(columns.values()), max(columns.values()) + 1)
        ground = max((floor[k] + ROW for k in span if k in floor), default=middle)
        shift = ground - min(heights[name] for name in group)
        out.update({name: round(heights[name] + shift, 1) for name in group})
        lowest = max(out[name] for name in group)
        floor.update(dict.fromkeys(span, lowest))
    return out


def _columns(count: int) -> tuple[float, float]:
    """Width of a box and distance between columns."""
    width = min(WIDEST, (WIDTH - MIN_GAP * (count - 1)) / max(1, count))
    step = (WIDTH - width - 4) / (count - 1) if count > 1 else 0.0
    return round(width, 1), min(step, 250.0)


def _box(node: Row, frame: Frame) -> Box:
    name_id, name = text(node, "id"), text(node, "name")
    badge = text(node, "badge") if flag(node, "binds") else ""
    return Box(name_id, frame.left(name_id), round(frame.heights[name_id] - BOX_HEIGHT / 2, 1), frame.width,
               fitting(name, frame.width - 10), name, state_word(node), flag(node, "binds"), badge,
               round(text_width(badge, 10.5) + 14, 1))


def _path(pair: Pair, frame: Frame) -> str:
    """Cubic pieces from the right side of one box through the dummies to the left side of the other."""
    start, end = pair
    x, y = frame.right(start), frame.heights[start]
    parts = [f"M{x:.1f} {y:.1f}"]
    for k in range(frame.layers[start] + 1, frame.layers[end] + 1):
        last = k == frame.layers[end]
        left = frame.left(end) if last else k * frame.step + 2
        height = frame.heights[end if last else dummy(start, end, k)]
        bend = (x + left) / 2
        parts.append(f"C{bend:.1f} {y:.1f} {bend:.1f} {height:.1f} {left:.1f} {height:.1f}")
        x, y = left, height
        if not last:
            x = left + frame.width
            parts.append(f"H{x:.1f}")
    return "".join(parts)
