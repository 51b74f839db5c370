"""The reasons behind a plan as sentences for the terminal: why this step then, what binds, why not, what for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catchup.cells import maybe, num, text, whole
from catchup.plan import Plan, Row
from catchup.words import worth
from catchup.words.figures import money, percent, quantity, quantity_span
from catchup.words.names import capital, running, uncapital
from catchup.words.units import unit_words

FIXED = "These prices come from the program with its whole numbers fixed: they hold for a little more, not for a plant."
SMALL = 0.05  # USD m
OWNERS = {"pub": "the state", "dom": "private owners at home", "for": "foreign owners"}


@dataclass(frozen=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


def sections(plan: Plan) -> list[Section]:
    """All reasons of a plan, each section with at least a line."""
    own = [row for row in plan.rows("projects") if text(row, "origin") != "programme"]
    made = [
        Section("What carries the plan", tuple(worth.ties(plan))),
        Section("Why this step then", tuple(step(row) for row in _by_rank(own))),
        Section("What binds, by layer", (*binding(plan), FIXED)),
        Section("Why not", tuple(f"{text(row, 'name')}: {text(row, 'reason')}" for row in plan.rows("why_not"))),
        Section("What an option is worth", tuple(worth.option(row) for row in plan.rows("options"))),
        Section("What would settle most", tuple(settles(row) for row in plan.rows("weakest"))),
    ]
    return [section for section in made if section.lines]


def _by_rank(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (whole(row, "rank"), text(row, "id")))


def step(row: Row) -> str:
    """One project: year, size, cost, what holds it back, what it makes possible."""
    first, last = whole(row, "first_order"), whole(row, "last_order")
    when = f"{first}" if first == last else f"{first} to {last}"
    size = quantity(maybe(row, "size"), text(row, "unit"))
    return (f"{when}, {running(text(row, 'name'))} ({uncapital(text(row, 'mode'))}), {size}, "
            f"{money(maybe(row, 'cost_usd_m'))}. {text(row, 'why_then')} {text(row, 'enables')}").rstrip()


def binding(plan: Plan, asset: str | None = None) -> list[str]:
    """What one more unit is worth, layer by layer, each good or limit in its dearest year."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in plan.rows("prices"):
        if asset in (None, text(row, "item").split("|")[0]):
            found.setdefault((text(row, "layer"), text(row, "family"), text(row, "item")), []).append(row)
    layers = list(dict.fromkeys(layer for layer, _, _ in found))
    lines = [(layers.index(layer), f"{capital(layer.replace('_', ' '))}: {price(rows)}")
             for (layer, _, _), rows in found.items() if any(num(row, "usd_m_per_unit") >= SMALL for row in rows)]
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]


def price(rows: Sequence[Row]) -> str:
    """What one more unit of a good or limit is worth in its dearest year, and when else it binds."""
    top = max(rows, key=lambda row: (num(row, "usd_m_per_unit"), -whole(row, "year")))
    years = [whole(row, "year") for row in rows]
    span = "" if len(years) == 1 else f" (binds in {len(years)} years, {min(years)} to {max(years)})"
    return f"{one_more(top)} is worth {money(num(top, 'usd_m_per_unit'))}{_pace(top)}{span}."


def _pace(row: Row) -> str:
    return " a year" if text(row, "family") == "balance" else ""


def one_more(row: Row) -> str:
    """ "One more GW of firm power in 2029". """
    family, name, year = text(row, "family"), running(text(row, "name")), whole(row, "year")
    unit = unit_words(text(row, "unit")) or "unit"
    if name.startswith((unit.split(" ")[0], "service of")):
        unit = "" if name.startswith(unit) else unit.removesuffix(" of service")
    unit = f"{unit} of " if unit else ""
    if family == "growth":
        return f"One more {unit}{name} that builders can start in {year}"
    if family == "access":
        return f"One more {unit}{name} that somebody would provide"
    if family == "experience":
        return f"One more {unit}{name} that experience allows by {year}"
    if family == "people":
        return f"One more of the {name} in {year}"
    if family in ("money", "mission", "ordinary"):
        return f"One more USD m of {name} in {year}"
    return f"One more {unit}{name} in {year}"


def settles(row: Row) -> str:
    """A weakly sourced input that moves the answer: value, range, grade, swing, what is known."""
    unit = text(row, "unit")
    span = quantity_span(maybe(row, "low"), maybe(row, "high"), unit)
    return (f"{text(row, 'name')}, {quantity(maybe(row, 'value'), unit)} ({span}), grade {text(row, 'grade')}: moves "
            f"the net benefit by {money(num(row, 'swing_usd_m'))}. {capital(text(row, 'settle').rstrip('.'))}.")


def of_asset(plan: Plan, asset: str) -> list[Section]:
    """Everything about one asset."""
    own = [row for row in plan.rows("projects") if text(row, "asset") == asset]
    ways = [row for row in plan.rows("ways") if text(row, "asset") == asset]
    left = [row for row in plan.rows("left_out") if text(row, "asset") == asset]
    made = [
        Section("In the plan", tuple(step(row) for row in _by_rank(own))),
        Section("Why not", tuple(_left(row) for row in left)),
        Section("What it is worth", tuple(
            worth.project(row) for row in plan.rows("worth") if text(row, "asset") == asset)),
        Section("Ways to get it", tuple(_ways(ways))),
        Section("What holds it", tuple(_held(row) for row in plan.rows("holds") if text(row, "asset") == asset)),
        Section("Prices", tuple(binding(plan, asset))),
    ]
    found = [section for section in made if section.lines]
    return [*found, Section("Note", (FIXED,))] if found else []


def _left(row: Row) -> str:
    plant = maybe(row, "whole_usd_m")
    told = "" if plant is None or "ordered in" in text(row, "reason") else (
        f" A whole plant in the plan would {'bring' if plant > 0 else 'lose'} {money(abs(plant))} net.")
    return f"{text(row, 'reason')}{told} Who could provide it: {text(row, 'provider')}."


def _held(row: Row) -> str:
    first, last = whole(row, "first_year"), whole(row, "last_year")
    span = f"in {first}" if first == last else f"{first} to {last}"
    unit = unit_words(text(row, "unit")) or "unit"
    return (f"{text(row, 'sentence')} It binds {span} and adds up to {money(num(row, 'usd_m_per_unit'))} to the cost "
            f"of one {unit} (present value).")


def _ways(rows: Sequence[Row]) -> list[str]:
    """Each mode: owner, lead time, access, cost and gap from the first year to the last."""
    lines = []
    for mode in dict.fromkeys(text(row, "mode") for row in rows):
        same = sorted((row for row in rows if text(row, "mode") == mode), key=lambda row: whole(row, "year"))
        first, last = same[0], same[-1]
        unit, access = unit_words(text(first, "unit")) or "unit", maybe(first, "access")
        limit = "open"
        if access is not None:
            limit = "none" if access <= 0 else f"{quantity(access, text(first, 'unit'))} at most"
        gaps = ", ".join(f"{whole(row, 'year')} {percent(num(row, 'gap'))}" for row in same[::3])
        cost, later = money(num(first, "cost_usd_m")), money(num(last, "cost_usd_m"))
        lines.append(
            f"{text(first, 'mode_name')}, paid by {OWNERS[text(first, 'owner')]}: {cost} per {unit} in "
            f"{whole(first, 'year')}, {later} in {whole(last, 'year')}; {whole(first, 'lead_years')} years to first "
            f"output, access {limit}. Part that no investor covers: {gaps}. Precedent: "
            f"{text(first, 'precedent').rstrip('.')}.")
    return lines
