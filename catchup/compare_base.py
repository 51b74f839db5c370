"""Do the plans stand on the same base? Every input that differs, with its sources and what it does to the lag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catchup.compare_outcomes import number
from catchup.compare_records import LETTERS, Base, InputDifference
from catchup.compare_words import count, listing, plain, show
from catchup.plan import Cell, Plan, Row

FILES = ("profile", "chain", "scenario")
READ = ("value", "unit", "low", "high")
"""What a plan is computed from; another source for the same figure changes nothing."""


def compare_base(plans: Sequence[Plan]) -> Base:
    """Compare the files and the inputs that the plans record."""
    files = tuple((kind, tuple(str(plan.meta.get(f"{kind}_sha256", "")) for plan in plans)) for kind in FILES)
    one_country = len({plan.meta.get("iso3") for plan in plans}) == 1
    differences = _differences(plans)
    own = all(difference.origin == "strategy" for difference in differences)
    versions = {str(plan.meta.get("version", "")) for plan in plans}
    same = one_country and own and len(versions) == 1 and all(len(set(hashes)) == 1 for _, hashes in files)
    sentence = _sentence(plans, files, differences, same=same, one_country=one_country, versions=sorted(versions))
    return Base(same, one_country, files, differences, sentence)


def _differences(plans: Sequence[Plan]) -> tuple[InputDifference, ...]:
    """A plan lists the inputs that it read: one that a plan did not read differs only where its file does."""
    tables = [{str(row["path"]): row for row in plan.rows("inputs")} for plan in plans]
    other = {kind for kind in (*FILES, "strategy") if len({plan.meta.get(f"{kind}_sha256") for plan in plans}) > 1}
    found = []
    for path in sorted(set().union(*tables)):
        rows = [table.get(path) for table in tables]
        seen = rows if _origin(path) in other else [row for row in rows if row is not None]
        if len({_read(row) for row in seen}) > 1:
            found.append(_difference(path, rows, plans))
    return tuple(found)


def _read(row: Row | None) -> tuple[Cell, ...] | None:
    return None if row is None else tuple(row[column] for column in READ)


def _difference(path: str, rows: Sequence[Row | None], plans: Sequence[Plan]) -> InputDifference:
    there = [row for row in rows if row is not None]
    units = sorted({str(row["unit"]) for row in there})
    alone = len({row["value"] for row in there}) == 1 and len(there) == len(rows)
    values: tuple[Cell, ...] = tuple(_spelt(row, alone, len(units) > 1) for row in rows)
    sources = tuple("" if row is None else str(row["source"]) for row in rows)
    return InputDifference(path, _origin(path), values, units[0] if len(units) == 1 else "", sources,
                           _effect(path, plans))


def _spelt(row: Row | None, with_range: bool, with_unit: bool) -> Cell:
    """The value; with its range or unit where only these differ."""
    if row is None:
        return None
    if not (with_range or with_unit):
        return row["value"]
    text = plain(row["value"])
    if with_range:
        text += f" ({plain(row['low'])} to {plain(row['high'])})"
    return f"{text} {row['unit']}" if with_unit else text


def _origin(path: str) -> str:
    """What the first step of the path says about the file it stands in."""
    head = path.replace("/", ".").split(".", 1)[0]
    if head.startswith("strateg"):
        return "strategy"
    if head in ("chain", "commodities", "processes", "assets"):
        return "chain"
    return "scenario" if head in ("scenario", "scenarios", "frontier", "parameters") else "profile"


def _effect(path: str, plans: Sequence[Plan]) -> str:
    """What this input alone does to the home-served lag, from the first plan that varied it."""
    for letter, plan in zip(LETTERS, plans, strict=False):
        for row in plan.rows("sensitivity"):
            if row["path"] == path:
                ends = [_lag(row, "low"), _lag(row, "high")]
                return f"lag in {letter}: {ends[0]} at the low end, {ends[1]} at the high end" if all(ends) else ""
    return ""


def _lag(row: Mapping[str, Cell], end: str) -> str:
    value = number(row[f"home_age_{end}"])
    if value is None:
        return "none" if number(row[f"home_share_{end}"]) is not None else ""
    return show(value, "years")


def _sentence(plans: Sequence[Plan], files: Sequence[tuple[str, tuple[str, ...]]],
              differences: Sequence[InputDifference], *, same: bool, one_country: bool, versions: list[str]) -> str:
    if not one_country:
        names = listing(sorted({str(plan.meta.get("short_name", plan.meta.get("iso3"))) for plan in plans}))
        return f"Different bases: {names} have profiles of their own. Read each plan against its own baseline."
    if same:
        tail = f" {count(len(differences), 'setting')} of the strategies differ." if differences else ""
        return f"Same base: one profile, one chain and one scenario under all plans.{tail}"
    parts = [kind for kind, hashes in files if len(set(hashes)) > 1]
    what = f"the {listing(parts)} differ" if len(parts) > 1 else f"the {parts[0]} differs" if parts else ""
    if len(versions) > 1:
        what = "; ".join(filter(None, [what, f"made by versions {listing(versions)}"]))
    paths = [difference.path for difference in differences if difference.origin != "strategy"]
    inputs = f"inputs that differ: {listing(paths, 6)}" if paths else "no recorded input differs"
    return f"Not the same base: {'; '.join(filter(None, [what, inputs]))}. Part of every difference is the base."
