"""What several checks need: figures by name, years, what a unit gives at an age, what is under construction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from catchup.audit.book import Book, Key, Row

MOST_YEARS = 200


class Paid(NamedTuple):
    """An order in a year of its construction."""

    order: Row
    mode: Row
    share: float


def terms(book: Book) -> Mapping[str, float]:
    """Figures that hold in all years."""
    return {row["name"]: row["value"] for row in book.rows("terms")}


def term(book: Book, name: str) -> float:
    """One of them."""
    return book.once(terms)[name]


def years(book: Book) -> list[int]:
    """Every solved year."""
    meta = book.meta()
    span = range(meta["first_year"], meta["last_solved"] + 1)
    if len(span) > MOST_YEARS:
        raise ValueError(f"a plan of {len(span)} years")
    return list(span)


def shown(book: Book) -> list[int]:
    """Years that a page shows."""
    meta = book.meta()
    return list(range(meta["first_year"], meta["last_shown"] + 1))


def year_row(book: Book, year: int) -> Row:
    """Limits and decisions of a year."""
    return book.by("years", "year")[year,]


def good_year(book: Book, good: str, year: int) -> Row:
    """Prices and flows of a good in a year."""
    return book.by("good_years", "good", "year")[good, year]


def modes_of(book: Book, asset: str) -> list[Row]:
    """The modes of an asset of which something stands or is ordered."""
    return book.groups("modes", "asset").get((asset,), [])


def orders_of(book: Book, mode: Row) -> list[Row]:
    """Orders of a mode."""
    return book.groups("orders", "asset", "mode").get((mode["asset"], mode["mode"]), [])


def _ramps(book: Book) -> dict[Key, dict[int, float]]:
    found: dict[Key, dict[int, float]] = {}
    for row in book.rows("ramps"):
        found.setdefault((row["asset"], row["mode"]), {})[row["age"]] = row["share"]
    for ages in found.values():
        if set(ages) != set(range(len(ages))):
            raise ValueError("the ages of a ramp do not follow one another")
    return found


def ramp(book: Book, mode: Row, age: int) -> float:
    """Part of full output in a year of operation: the ramp, then all, nothing before and after its life."""
    if age < 0 or age >= mode["life"]:
        return 0.0
    return book.once(_ramps).get((mode["asset"], mode["mode"]), {}).get(age, 1.0)


def standing(book: Book, mode: Row, year: int) -> float:
    """Capacity in place."""
    value: float = book.by("mode_years", "asset", "mode", "year")[mode["asset"], mode["mode"], year]["standing"]
    return value


def _building(book: Book) -> dict[int, list[Paid]]:
    found: dict[int, list[Paid]] = {t: [] for t in years(book)}
    known = book.by("modes", "asset", "mode")
    for order in book.rows("orders"):
        mode = known[order["asset"], order["mode"]]
        spread = max(1, order["online"] - order["year"])
        for t in range(order["year"], order["year"] + spread):
            found[t].append(Paid(order, mode, 1.0 / spread))
    return found


def building(book: Book, year: int) -> list[Paid]:
    """Orders that are paid for in a year, in equal parts over the years of construction."""
    return book.once(_building)[year]


def _inputs(book: Book) -> dict[str, list[tuple[str, str, float]]]:
    found: dict[str, list[tuple[str, str, float]]] = {row["process"]: [] for row in book.rows("processes")}
    for row in book.rows("process_goods"):
        found[row["process"]].append((row["kind"], row["good"], row["per_output"]))
    return found


def taken_and_given(book: Book, process: str) -> list[tuple[str, str, float]]:
    """(input or by_product, good, amount for a unit of output) of a process."""
    return book.once(_inputs)[process]


def processes_of(book: Book, asset: str) -> list[Row]:
    """Processes that run on an asset."""
    return book.groups("processes", "asset").get((asset,), [])


def _runs(book: Book) -> dict[Key, float]:
    return {key: row["amount"] for key, row in book.by("runs", "process", "mode", "year").items()}


def run_of(book: Book, process: str, mode: str, year: int) -> float:
    """Output of a process on a mode's capacity in a year."""
    return book.once(_runs).get((process, mode, year), 0.0)


def full_output(book: Book, process: str, year: int) -> float:
    """Output of a unit of capacity at full use."""
    value: float = book.by("process_years", "process", "year")[process, year]["per_capacity"]
    return value


def _served(book: Book) -> dict[Key, float]:
    return {key: row["amount"] for key, row in book.by("serves", "demand", "good", "block", "year").items()}


def served(book: Book, demand: str, good: str, year: int, blocks: int | None = None) -> float:
    """Demand that a route serves, in the first blocks or in all."""
    known = book.once(_served)
    count = blocks if blocks is not None else len(book.groups("demand_blocks", "demand")[demand,])
    return sum(known.get((demand, good, b, year), 0.0) for b in range(count))


def blocks_of(book: Book, demand: str) -> list[Row]:
    """Blocks of a demand, the first first."""
    rows = sorted(book.groups("demand_blocks", "demand")[demand,], key=lambda row: row["block"])
    if [row["block"] for row in rows] != list(range(len(rows))):
        raise ValueError(f"the blocks of {demand} do not follow one another")
    return rows


def cash(book: Book, year: int, item: str) -> float:
    """One item of cash, as the plan says."""
    row: Any = book.by("cash", "year", "item").get((year, item))
    return 0.0 if row is None else float(row["usd_m"])
