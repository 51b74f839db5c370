"""The planner's reasons, shortened for a line that names the thing and the year already."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catchup.cells import text, whole
from catchup.plan import Row
from catchup.words.clauses import tidy
from catchup.words.figures import quantity
from catchup.words.names import capital

ROOM = re.compile(r"\s*One per cent more room is worth [^;]*?(?:bn|m)\.\s*$")
START = re.compile(r"\s*It starts in \d{4}, when its value covers its cost\.$")
SHORT = re.compile(r"^Its benefit falls short of its cost by (\d+) per cent of capex in \d{4}: .*$")
ALL_GONE = re.compile(r"^.* (?:is|are) (used up|all employed)$")
NOBODY = re.compile(r"^Nobody would provide it to a country of group [A-D]: .*$")
EVEN = re.compile(r"^It breaks even at the margin at best: .*?(?:a whole plant of ([\d.,]+) (.*?) does not)?\.?$")
ASSUMED = " (growth limit, an assumption)"


def limit(row: Row) -> str:
    """Why an input binds: "Pace of building", "Used up"; the year and the worth stand beside it."""
    name, first = text(row, "name"), whole(row, "first_year")
    words = ROOM.sub("", text(row, "sentence")).replace(f" no more {name}", " no more").replace(ASSUMED, "")
    words = words.removesuffix(".").removesuffix(f" in {first}")
    return capital(ALL_GONE.sub(r"\1", words)).replace("Builders can start no more", "Pace of building")


def why_then(row: Row) -> str:
    """Why a project starts when it does, without its name and year, so that projects with one reason share it."""
    words, year = START.sub("", text(row, "why_then")), whole(row, "first_order")
    words = words.replace(f" no more {text(row, 'name')} in {year}", " no more before")
    return tidy(words).replace("It is not worth its cost before " + f"{year}:", "Not worth its cost earlier:")


def why_not(row: Row) -> str:
    """Why something is left out; a shortfall as the price cut that would bring it in."""
    words = text(row, "reason")
    found = SHORT.match(words)
    if found:
        share = int(found[1])
        return "It would not pay if it were free." if share >= 100 else f"It would have to be {share}% cheaper."
    if NOBODY.match(words):
        return "Nobody would provide it here."
    even = EVEN.match(words)
    if even:
        whole_one = f", a whole one ({quantity(float(even[1].replace(',', '')), even[2])}) does not" if even[1] else ""
        return f"At best a part of one pays{whole_one}." if whole_one else "At best it breaks even."
    return words


def by_layers(rows: Sequence[Row]) -> list[Row]:
    """One row of each layer in turn, from the end of the chain (models, compute) back to power."""
    layers: dict[str, list[Row]] = {}
    for row in rows:
        layers.setdefault(text(row, "layer"), []).append(row)
    order = list(reversed(layers.values()))
    return [group[i] for i in range(max(map(len, order), default=0)) for group in order if i < len(group)]
