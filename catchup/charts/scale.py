"""Scales, ticks and labels: where a value lies on the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
SMALLEST_SPAN = 1e-12


@dataclass(frozen=True)
class Scale:
    """A straight map from values (low..high) to coordinates (start..end); start may be greater than end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Coordinate of a value, rounded to a tenth of a unit; an empty domain maps to the middle."""
        span = self.high - self.low
        if abs(span) < SMALLEST_SPAN:
            return round((self.start + self.end) / 2, 1)
        return round(self.start + (value - self.low) / span * (self.end - self.start), 1)

    def ticks(self, count: int = 5) -> list[float]:
        """Round values inside the domain."""
        return [tick for tick in nice_ticks(self.low, self.high, count)
                if self.low - SMALLEST_SPAN <= tick <= self.high + SMALLEST_SPAN]


def nice_step(span: float, count: int = 5) -> float:
    """The round step (1, 2, 2.5 or 5 times a power of ten) that cuts `span` into about `count` parts."""
    if not math.isfinite(span) or span <= SMALLEST_SPAN:
        return 1.0
    rough = span / max(1, count)
    power = float(10.0 ** math.floor(math.log10(rough)))
    return next((s * power for s in STEPS if s * power >= rough * (1 - 1e-9)), 10 * power)


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values that cover low..high, the first at or below low, the last at or above high."""
    low, high = min(low, high), max(low, high)
    step = nice_step(high - low, count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{number * step:.10g}") for number in range(first, max(last, first + 1) + 1)]


def nice_scale(low: float, high: float, start: float, end: float, count: int = 5) -> Scale:
    """A scale whose domain is widened to round values."""
    ticks = nice_ticks(low, high, count)
    return Scale(ticks[0], ticks[-1], start, end)


def power_ticks(low: float, high: float, count: int = 5) -> list[int]:
    """Whole powers of ten inside low..high (both are log10), every one or every second, third ... of them."""
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    step = max(1, math.ceil((last - first + 1) / max(1, count)))
    return list(range(first, last + 1, step))


def nudge(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart as little as a sweep down and a sweep up need: `gap` between neighbours, inside low..high.

    The order of the positions is kept. If there is no room for all, the gap shrinks to what there is.
    """
    if not positions:
        return []
    room = (high - low) / max(1, len(positions) - 1)
    gap = min(gap, room) if len(positions) > 1 else gap
    order = sorted(range(len(positions)), key=lambda i: (positions[i], i))
    placed = _sweep([min(max(positions[i], low), high) for i in order], gap, low, high)
    result = [0.0] * len(positions)
    for index, value in zip(order, placed, strict=True):
        result[index] = round(value, 1)
    return result


def _sweep(values: list[float], gap: float, low: float, high: float) -> list[float]:
    """Join neighbours that are too near into blocks that are centred on the mean of their wishes."""
    blocks: list[tuple[float, int]] = []  # (sum of wished starts, number of labels)
    for value in values:
        blocks.append((value, 1))
        while len(blocks) > 1 and _start(blocks[-2], gap, low, high) + blocks[-2][1] * gap > _start(
                blocks[-1], gap, low, high) + 1e-9:
            (sum_one, n_one), (sum_two, n_two) = blocks[-2], blocks[-1]
            blocks[-2:] = [(sum_one + sum_two - n_two * n_one * gap, n_one + n_two)]
    return [_start(block, gap, low, high) + i * gap for block in blocks for i in range(block[1])]


def _start(block: tuple[float, int], gap: float, low: float, high: float) -> float:
    """Where the first label of a block goes: wishes are stored with their offset inside the block taken off."""
    total, number = block
    return min(max(total / number, low), max(low, high - (number - 1) * gap))


def text_width(text: str, size: float = 12.5) -> float:
    """About how wide a text is in Inter, in the units of `size`; good to ten per cent."""
    narrow, wide = set("iljtfrI.,:;'|!()[] "), set("mwMW%@")
    units = sum(0.32 if c in narrow else 0.86 if c in wide else 0.66 if c.isupper() else 0.56 for c in text)
    return units * size
