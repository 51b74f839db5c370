"""Text of a file made harmless where something may obey it: a terminal, a spreadsheet, a page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | bool | None

CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What turns a terminal red, a line round or a page into nonsense; a tab and a line break are text."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def visible(text: str) -> str:
    """The text with its control characters written out, as JSON writes them: `\\u001b`."""
    return CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def without_controls(text: str) -> str:
    """The text with its control characters left out."""
    return CONTROL.sub("", text)


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_text_only(cell) for cell in row] for row in rows)
    return out.getvalue()


def _text_only(cell: Cell) -> Cell:
    """Also one that begins with blanks, which a spreadsheet may trim."""
    if not isinstance(cell, str):
        return cell
    clean = without_controls(cell)
    return f"'{clean}" if clean.startswith(_FORMULA) or clean.lstrip().startswith(_FORMULA) else clean
