"""The scorecard's yardsticks: foreign exchange, world share, stranded capital, jobs and what support for one costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catchup.audit import facts
from catchup.audit.book import CARD, Book, Row
from catchup.audit.checks import Finding, alike, same
from catchup.audit.inputs import known
from catchup.audit.tables import placed

KEY = ("this plan",)
IDLE, IDLE_YEARS = 0.5, 3
"""used under half for three years in a row: stranded"""


def _is(column: str, expected: float | None, book: Book, size: float = 0.0) -> Iterator[Finding]:
    yield from alike(CARD, KEY, column, expected, book.card()[column], size)


def exchange(book: Book) -> Iterator[Finding]:
    """Foreign exchange out against `import`: PV of what is saved, the year that draws most, its part of reserves."""
    rows = {t: facts.year_row(book, t) for t in facts.shown(book)}
    none = all(row["base_exchange_out"] is None for row in rows.values())
    drawn = {t: 0.0 if none else row["exchange_out"] - row["base_exchange_out"] for t, row in rows.items()}
    size = sum(abs(row["exchange_out"]) for row in rows.values())
    saved = -sum(rows[t]["discount"] * amount for t, amount in drawn.items())
    worst = max(drawn, key=lambda t: (drawn[t], -t))
    most = max(0.0, drawn[worst])
    yield from _is("exchange_saved_pv_usd_m", saved, book, size)
    yield from _is("exchange_peak_usd_m", most, book, abs(rows[worst]["exchange_out"]))
    yield from _is("exchange_peak_year", worst if most > 0 else None, book)
    reserves = known(book, "profile.economy.reserves")
    if reserves is not None:
        money = 1000.0 * reserves
        yield from _is("exchange_peak_share_reserves", most / money, book, abs(rows[worst]["exchange_out"]) / money)


def world_share(book: Book) -> Iterator[Finding]:
    """The largest share of a world market sold in a shown year: sales / (width of the first block / its share)."""
    first = known(book, "chain.economics.export_blocks.0.width")
    if first is None:
        return
    shares: dict[tuple[str, int], float] = {}
    for (good, t), sales in book.groups("sales", "good", "year").items():
        width = {row["block"]: row["width"] for row in sales}[0]
        if t in facts.shown(book) and width > 0:
            shares[good, t] = sum(row["sold"] for row in sales) * first / width
    best = max(shares.values(), default=0.0)
    yield from _is("world_share_best", best, book)
    card = book.card()
    names = {row["name"]: row["good"] for row in book.rows("goods")}
    if best > 0:
        at = names[card["world_share_name"]], card["world_share_year"]
        yield same(CARD, KEY, "world_share_year", best, shares[at])


def jobs(book: Book) -> Iterator[Finding]:
    """Staff of plants of other owners that take public money, that money per head, staff of all in the last year."""
    staffed = book.groups("mode_staff", "asset", "mode")
    people = {key: sum(row["people"] for row in rows) for key, rows in staffed.items()}
    helped = [(order, mode) for order, mode in book.once(placed)
              if mode["owner"] != "pub" and order["public_usd_m"] > 0]
    found = sum(order["size"] * people.get((mode["asset"], mode["mode"]), 0.0) for order, mode in helped)
    support = sum(order["public_usd_m"] for order, _ in helped)
    last = facts.shown(book)[-1]
    staff = sum(facts.standing(book, mode, last) * people.get((mode["asset"], mode["mode"]), 0.0)
                for mode in book.rows("modes"))
    yield from _is("jobs_supported", found, book)
    yield from _is("subsidy_per_job_usd_m", support / found if found >= 1.0 and support > 0 else None, book)
    yield from _is("staff_end", staff, book)


def stranded(book: Book) -> Iterator[Finding]:
    """Undepreciated cost of orders whose capacity was used under half for three years in a row."""
    total = sum(_left(book, order, mode) for order, mode in book.once(placed))
    yield from _is("stranded_usd_m", total, book)


def _left(book: Book, order: Row, mode: Row) -> float:
    use, idle = _use(book, mode), 0
    grown = order["online"] + len(book.groups("ramps", "asset", "mode").get((mode["asset"], mode["mode"]), ()))
    for t in range(grown, min(facts.shown(book)[-1], order["online"] + mode["life"] - 1) + 1):
        idle = idle + 1 if use.get(t, 1.0) < IDLE else 0
        if idle == IDLE_YEARS:
            left = 1.0 - (t - order["online"] + 1) / mode["life"]
            value: float = max(0.0, left) * order["size"] * order["capex"] * (1.0 + mode["overrun"])
            return value
    return 0.0


def _use(book: Book, mode: Row) -> Mapping[int, float]:
    """Part of the capacity in place that runs, by year; none for what also gives by standing there, or ages."""
    runs = facts.processes_of(book, mode["asset"])
    gives = book.groups("mode_goods", "asset", "mode").get((mode["asset"], mode["mode"]), ())
    if not runs or mode["growth"] is not None or any(row["provides"] for row in gives):
        return {}
    out = {}
    for t in facts.years(book):
        standing = facts.standing(book, mode, t)
        if standing > 0:
            used = sum(
                facts.run_of(book, run["process"], mode["mode"], t) / facts.full_output(book, run["process"], t)
                for run in runs)
            out[t] = used / standing
    return out


CHECKS = (exchange, world_share, jobs, stranded)
