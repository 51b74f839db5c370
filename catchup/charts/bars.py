"""Figure 5: money by year and payer, public at the bottom of the stack, with the public limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.cells import num, whole
from catchup.charts.scale import Scale, nice_ticks
from catchup.plan import Row
from catchup.words.figures import number

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 470, 300, 44, 462, 34, 262
PAYERS = (("public", "public_net_usd_m"), ("domestic", "domestic_usd_m"), ("foreign", "foreign_usd_m"))


@dataclass(frozen=True)
class Piece:
    """One rectangle of a stack."""

    payer: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bars:
    """Coordinates of the stacks and of the limit."""

    pieces: tuple[Piece, ...]
    limit: str
    limit_y: float
    limit_label_y: float
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    zero: float
    payers: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def draw(limits: Sequence[Row]) -> Bars:
    """Stack the three payers by year in USD bn; net public receipts hang below zero."""
    tops = [sum(max(0.0, num(row, key)) for _, key in PAYERS) / 1e3 for row in limits]
    lows = [sum(min(0.0, num(row, key)) for _, key in PAYERS) / 1e3 for row in limits]
    ceilings = [num(row, "public_limit_usd_m") / 1e3 for row in limits]
    ticks = nice_ticks(min([0.0, *lows]), max([*tops, *ceilings, 1e-6]), 5)
    y = Scale(ticks[0], ticks[-1], BOTTOM, TOP)
    first, last = whole(limits[0], "year"), whole(limits[-1], "year")
    x = Scale(first, last + 1, LEFT, RIGHT)
    width = round((x(first + 1) - x(first)) * 0.8, 1)
    pieces = tuple(piece for row in limits for piece in _stack(row, x(num(row, "year") + 0.1), width, y))
    shown = {piece.payer for piece in pieces}
    return Bars(
        pieces, "M" + "L".join(f"{x(first + i)} {y(c)}L{x(first + i + 1)} {y(c)}" for i, c in enumerate(ceilings)),
        y(ceilings[-1]), max(y(ceilings[-1]) - 7, TOP + 8),
        tuple((x(year + 0.5), str(year)) for year in range(first, last + 1, 2)),
        tuple((y(tick), number(tick)) for tick in ticks), y(0.0),
        tuple(name for name, _ in PAYERS if name in shown))


def _stack(row: Row, x: float, width: float, y: Scale) -> list[Piece]:
    up = down = 0.0
    pieces = []
    for payer, key in PAYERS:
        value = num(row, key) / 1e3
        start = up if value >= 0 else down
        top, bottom = y(max(start, start + value)), y(min(start, start + value))
        if value >= 0:
            up += value
        else:
            down += value
        if bottom - top >= 0.1:
            pieces.append(Piece(payer, x, top, width, round(bottom - top, 1)))
    return pieces
