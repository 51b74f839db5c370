"""Sources and inputs of the brief: the strongest and the country's own in full, the rest counted by grade."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from catchup.brief_figures import strongest
from catchup.cells import maybe, num, text
from catchup.plan import Plan, Row
from catchup.words.clauses import reason
from catchup.words.figures import money, quantity, quantity_span

GRADES = "ABCD"
OWN = "profile."
MOST_CHARACTERS = 24_000
SETTLE_WORDS = 11


@dataclass(frozen=True)
class Group:
    """Inputs that are only counted: the pattern of their paths and how many have which grade."""

    pattern: str
    total: int
    grades: tuple[int, ...]


@dataclass(frozen=True)
class Inputs:
    """What the folded list shows: lines in full, groups that are counted, the command that writes all."""

    total: int
    lines: tuple[str, ...]
    groups: tuple[Group, ...]
    command: str


def sources_of_strongest(plan: Plan) -> list[dict[str, str]]:
    """The strongest inputs with value, range, grade and source, less those that stand among the weakest sources."""
    told = {text(row, "path") for row in plan.rows("weakest")}
    titles_by_id = {text(row, "id"): text(row, "title") for row in plan.rows("sources")}
    return [{
        "name": text(row, "name"), "value": quantity(maybe(row, "value"), text(row, "unit")),
        "range": quantity_span(maybe(row, "low"), maybe(row, "high"), text(row, "unit")),
        "grade": text(row, "grade"), "source": text(row, "source"),
        "title": titles_by_id.get(text(row, "source"), ""),
    } for row in strongest(plan) if text(row, "path") not in told]


def weakest(plan: Plan) -> list[dict[str, str]]:
    """The guesses and thin estimates that move the answer most, with what is known and what would settle them."""
    return [{
        "name": text(row, "name"), "grade": text(row, "grade"),
        "swing": money(num(row, "swing_usd_m")), "settle": reason(text(row, "settle"), text(row, "name"), SETTLE_WORDS),
    } for row in plan.rows("weakest")]


def inputs(plan: Plan) -> Inputs:
    """The country's own inputs and those of the tornado in full, guesses first, as far as there is room."""
    shown = {text(row, "path") for row in strongest(plan)}
    rows = sorted(plan.rows("inputs"), key=lambda row: (-GRADES.find(text(row, "grade")), text(row, "path")))
    lines: list[str] = []
    counted: list[Row] = []
    used = 0
    for row in rows:
        line = input_line(row)
        if (text(row, "path").startswith(OWN) or text(row, "path") in shown) and used + len(line) < MOST_CHARACTERS:
            lines.append(line)
            used += len(line) + 1
        else:
            counted.append(row)
    command = text(plan.meta, "command").replace("catchup brief", "catchup plan", 1)
    return Inputs(len(rows), tuple(lines), tuple(groups(counted)), f"{command} --csv tables")


def input_line(row: Row) -> str:
    """Grade, path, value, range and source of an input in one line, units as in the files."""
    low_high = quantity_span(maybe(row, "low"), maybe(row, "high"), text(row, "unit"))
    value = text(row, "value") if maybe(row, "value") is None else quantity(maybe(row, "value"), text(row, "unit"))
    parts = (text(row, "grade"), text(row, "path"), value, f"({low_high})" if low_high else "", text(row, "source"))
    return "  ".join(part for part in parts if part)


def groups(rows: list[Row]) -> list[Group]:
    """Counts by the first two parts of the path, most inputs first."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        pattern = ".".join([*text(row, "path").split(".")[:2], "*"])
        counts.setdefault(pattern, Counter())[text(row, "grade")] += 1
    found = [Group(pattern, sum(count.values()), tuple(count[grade] for grade in GRADES))
             for pattern, count in counts.items()]
    return sorted(found, key=lambda group: (-group.total, group.pattern))
