"""Figure 3: a layered graph. Every link goes forward; long links run through dummy points between the boxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from catchup.cells import flag, text
from catchup.charts.scale import text_width
from catchup.plan import Row

WIDTH, TOP, ROW = 980, 16, 46
BOX_WIDTH, BOX_HEIGHT, MIN_GAP = 92, 32, 22
MOST_NODES = 22
SWEEPS = 12
FONT = 11.5
Ordering = list[list[str]]


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
class Graph:
    """Coordinates of the whole graph."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    height: float
    left_out: int
    width: int = WIDTH
    box_height: int = BOX_HEIGHT


def draw(nodes: Sequence[Row], links: Sequence[Row]) -> Graph:
    """Lay out at most 22 nodes, those that bind or are built first in the choice."""
    shown = choose(nodes)
    names = [text(node, "id") for node in shown]
    pairs = forward(names, [(text(link, "from"), text(link, "to")) for link in links])
    layers = assign_layers(names, pairs)
    order, segments = with_dummies(names, pairs, layers)
    order = untangle(order, segments)
    heights = place(order, segments)
    width, step = _columns(len(order))
    boxes = {text(n, "id"): _box(n, layers[text(n, "id")] * step, heights[text(n, "id")], width) for n in shown}
    tight = {text(node, "id") for node in shown if flag(node, "binds")}
    binding = {(text(link, "from"), text(link, "to")) for link in links
               if flag(link, "binds") and tight & {text(link, "from"), text(link, "to")}}
    drawn = tuple(
        Link(_path(pair, layers, heights, width, step), pair in binding)
        for pair in sorted(pairs, key=lambda pair: (pair in binding, pairs.index(pair))))
    bottom = max([box.y + BOX_HEIGHT for box in boxes.values()], default=TOP) + 8
    lowest = max(heights.values(), default=0.0) + BOX_HEIGHT / 2 + 8
    return Graph(tuple(boxes.values()), drawn, max(bottom, lowest), len(nodes) - len(shown))


def choose(nodes: Sequence[Row]) -> list[Row]:
    """The nodes to show, in table order: what binds, then built, at home, bought abroad."""
    rank = {"built": 1, "home": 2, "bought": 3}
    by_weight = sorted(range(len(nodes)), key=lambda i: (
        0 if flag(nodes[i], "binds") else rank.get(state_word(nodes[i]), 4), i))
    return [nodes[i] for i in sorted(by_weight[:MOST_NODES])]


def state_word(node: Row) -> str:
    """First word of the state: home, built or bought."""
    return text(node, "state").split(" ")[0].strip("(),")


def forward(names: Sequence[str], links: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Links between shown nodes, each once, without those that would close a circle."""
    after: dict[str, set[str]] = defaultdict(set)
    known, kept = set(names), []
    for start, end in links:
        if start == end or start not in known or end not in known or end in after[start] or _reaches(after, end, start):
            continue
        after[start].add(end)
        kept.append((start, end))
    return kept


def _reaches(after: Mapping[str, set[str]], start: str, end: str) -> bool:
    seen, todo = {start}, [start]
    while todo:
        node = todo.pop()
        if node == end:
            return True
        new = after.get(node, set()) - seen
        seen |= new
        todo.extend(new)
    return False


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


def place(order: Ordering, segments: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Middle heights: each layer keeps its order and its gaps and moves towards its neighbours."""
    before, after = _neighbours(segments)
    gaps = {name: (ROW if ">" not in name else ROW * 0.5) for layer in order for name in layer}
    height = {name: TOP + BOX_HEIGHT / 2 + ROW * i for layer in order for i, name in enumerate(layer)}
    for sweep in range(SWEEPS):
        for layer in order if sweep % 2 == 0 else reversed(order):
            wishes = []
            for name in layer:
                near = [height[other] for other in (*before.get(name, ()), *after.get(name, ()))]
                wishes.append(sum(near) / len(near) if near else height[name])
            height.update(zip(layer, _spread(wishes, [gaps[name] for name in layer]), strict=True))
    top = min(height.values(), default=0.0)
    return {name: round(value - top + TOP + BOX_HEIGHT / 2, 1) for name, value in height.items()}


def _spread(wishes: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Heights in the given order, each pair at least half of both gaps apart, near the wishes on the mean."""
    placed: list[float] = []
    for i, wish in enumerate(wishes):
        least = placed[-1] + (gaps[i - 1] + gaps[i]) / 2 if placed else wish
        placed.append(max(wish, least))
    shift = (sum(wishes) - sum(placed)) / len(placed) if placed else 0.0
    return [value + shift for value in placed]


def _columns(count: int) -> tuple[float, float]:
    """Width of a box and distance between columns."""
    width = min(BOX_WIDTH, (WIDTH - MIN_GAP * (count - 1)) / max(1, count))
    step = (WIDTH - width - 4) / (count - 1) if count > 1 else 0.0
    return round(width, 1), min(step, 190.0)


def _box(node: Row, x: float, middle: float, width: float) -> Box:
    badge = text(node, "badge") if flag(node, "binds") else ""
    return Box(text(node, "id"), round(x + 2, 1), round(middle - BOX_HEIGHT / 2, 1), width,
               wrap(text(node, "name"), width - 8), text(node, "name"), state_word(node), flag(node, "binds"), badge,
               round(text_width(badge, 10.5) + 14, 1))


def wrap(words: str, width: float, size: float = FONT) -> tuple[str, ...]:
    """One or two lines that fit; what does not fit is cut with an ellipsis (the full name is in the tooltip)."""
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    cut = len(lines) > 2
    lines = lines[:2]
    for i, line in enumerate(lines):
        shortened = line
        while shortened and text_width(f"{shortened}…", size) > width and text_width(line, size) > width:
            shortened = shortened[:-1]
        lines[i] = line if shortened == line else f"{shortened}…"
    if cut and not lines[-1].endswith("…"):
        lines[-1] = f"{lines[-1]}…"
    return tuple(lines)


def _path(pair: tuple[str, str], layers: Mapping[str, int], heights: Mapping[str, float], width: float,
          step: float) -> str:
    """Cubic pieces from the right side of one box through the dummies to the left side of the other."""
    start, end = pair
    x, y = layers[start] * step + 2 + width, heights[start]
    parts = [f"M{x:.1f} {y:.1f}"]
    for k in range(layers[start] + 1, layers[end] + 1):
        name = end if k == layers[end] else dummy(start, end, k)
        left, height = k * step + 2, heights[name]
        bend = (x + left) / 2
        parts.append(f"C{bend:.1f} {y:.1f} {bend:.1f} {height:.1f} {left:.1f} {height:.1f}")
        x, y = left, height
        if name != end:
            x = left + width
            parts.append(f"H{x:.1f}")
    return "".join(parts)
