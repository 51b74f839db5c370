"""Names that have to fit: one or two lines, whole words first, then without their last part, then cut."""

from __future__ import annotations

from catchup.charts.scale import text_width
from catchup.words.names import shorter

FONT = 11.5


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


def fitting(name: str, width: float, size: float = FONT, lines: int = 2) -> tuple[str, ...]:
    """The longest form of a name that fits without a cut ("Data centre" for "Data centre, shell with power")."""
    for form in shorter(name):
        found = wrap(form, width, size)
        if len(found) <= lines and not any("…" in line for line in found):
            return found
    found = wrap(shorter(name)[-1], width, size)[:lines]
    return found if found[-1].endswith("…") else (*found[:-1], f"{found[-1]}…")
