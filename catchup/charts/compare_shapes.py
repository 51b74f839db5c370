"""What the pictures of a comparison are made of; `templates/charts/compare_drawing.svg.jinja` draws them in this order.

Colours are names of the palette, so that the dark scheme can replace them; the template writes the light value as an
attribute too, for readers that know no style sheet. Coordinates are units of the view box, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from catchup.charts.scale import text_width

WIDTH = 720.0
DASH = "6 4"
PLAN_COLOURS = ("plan", "ochre")
PLAN_TEXTS = ("plan", "ochre_text")


def classes(fill: str, stroke: str) -> str:
    """Names of the style sheet's rules for a fill and a stroke."""
    names = (f"f-{fill}" if fill else "", f"s-{stroke}" if stroke else "")
    return " ".join(filter(None, names)).replace("_", "-")


@dataclass(frozen=True)
class Line:
    """A straight line."""

    kind: ClassVar[str] = "line"
    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = "hair"
    width: float = 1.0
    dash: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle, filled or an outline."""

    kind: ClassVar[str] = "box"
    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    dash: str = ""
    radius: float = 2.0
    tip: str = ""
    line: ClassVar[float] = 1.0

    @property
    def classes(self) -> str:
        """Classes by which the dark scheme replaces the colours."""
        return classes(self.fill, self.stroke)


@dataclass(frozen=True)
class Words:
    """One line of text; `halo` puts a piece of paper behind it."""

    kind: ClassVar[str] = "words"
    x: float
    y: float
    text: str
    colour: str = "ink"
    size: float = 12.5
    weight: int = 400
    anchor: str = "start"
    halo: bool = False


@dataclass(frozen=True)
class Path:
    """A path by its commands."""

    kind: ClassVar[str] = "path"
    commands: str
    stroke: str = ""
    fill: str = ""
    line: float = 2.6
    dash: str = ""
    tip: str = ""

    @property
    def classes(self) -> str:
        """Classes by which the dark scheme replaces the colours."""
        return classes(self.fill, self.stroke)


Shape = Line | Box | Words | Path


@dataclass(frozen=True)
class Drawing:
    """A whole picture: its shapes in the order of drawing, and its size."""

    shapes: tuple[Shape, ...]
    height: float
    width: float = WIDTH


def circle(x: float, y: float, radius: float) -> str:
    """Commands of a circle: the mark of the first plan."""
    return f"M{x - radius:.1f} {y:.1f}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0z"


def diamond(x: float, y: float, radius: float) -> str:
    """Commands of a diamond: the mark of the second plan."""
    return f"M{x:.1f} {y - radius:.1f}l{radius} {radius}l{-radius} {radius}l{-radius} {-radius}z"


def mark(place: int, x: float, y: float, radius: float = 5.0) -> Path:
    """The plan's own mark: circle for the first, diamond for the second."""
    commands = circle(x, y, radius) if place == 0 else diamond(x, y, radius + 1.2)
    return Path(commands, fill=PLAN_COLOURS[place])


def hollow(place: int, x: float, y: float, radius: float = 4.5) -> Path:
    """The same mark, empty: a word stands in place of a number."""
    commands = circle(x, y, radius) if place == 0 else diamond(x, y, radius + 1.2)
    return Path(commands, PLAN_COLOURS[place], "paper", 1.8)


def waves(x: float, y: float, colour: str = "muted") -> Iterator[Path]:
    """The sign for "cannot be told apart", which the fonts lack."""
    for level in (-2.6, 2.6):
        yield Path(f"M{x - 5:.1f} {y + level + 1:.1f}q2.5 -3.6 5 -1t5 -1", colour, line=1.6)


def polyline(points: Sequence[tuple[float, float] | None]) -> str:
    """Commands of a line that breaks where there is no value."""
    commands, pen_down = [], False
    for point in points:
        if point is not None:
            commands.append(f"{'L' if pen_down else 'M'}{point[0]:.1f} {point[1]:.1f}")
        pen_down = point is not None
    return "".join(commands)


def wrap(text: str, width: float, size: float = 12.5, lines: int = 2) -> list[str]:
    """Text in at most `lines` lines of that width; what does not fit ends in three dots."""
    made = [""]
    for word in text.split():
        joined = f"{made[-1]} {word}".strip()
        if text_width(joined, size) <= width or not made[-1]:
            made[-1] = joined
        else:
            made.append(word)
    if len(made) > lines:
        made[lines - 1:] = [f"{made[lines - 1]} ..."]
    return made
