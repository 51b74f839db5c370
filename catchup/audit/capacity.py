"""Capacity in place, lead times, ramps and lives, whole units, hardware that ages, and what runs on it."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import Book, Row
from catchup.audit.checks import Finding, most, same


def in_place(book: Book) -> Iterator[Finding]:
    """standing = existing + programmes + sum of orders x ramp(year - online); hardware at its age beside it."""
    for key, mode in book.by("modes", "asset", "mode").items():
        for t in facts.years(book):
            row = book.by("mode_years", "asset", "mode", "year")[*key, t]
            ramped = sum(
                order["size"] * facts.ramp(book, mode, t - order["online"]) for order in facts.orders_of(book, mode))
            fixed = row["existing"] + row["programme"]
            whole = fixed + ramped
            yield same("mode_years", (*key, t), "from_orders", ramped, row["from_orders"], whole)
            yield same("mode_years", (*key, t), "standing", whole, row["standing"])
            yield from _aged(book, mode, row, t)


def _aged(book: Book, mode: Row, row: Row, year: int) -> Iterator[Finding]:
    """Hardware in units of this year's: delivered k years ago it counts growth^-k, today's is of the first year."""
    key = (mode["asset"], mode["mode"], year)
    if (mode["growth"] is None) != (row["in_new_units"] is None):
        raise ValueError(f"{mode['asset']}, {mode['mode']}: hardware ages or it does not")
    if mode["growth"] is None:
        return
    growth, first = mode["growth"], book.meta()["first_year"]
    total = (row["existing"] + row["programme"]) * growth ** -(year - first)
    for order in facts.orders_of(book, mode):
        age = year - order["online"]
        total += order["size"] * facts.ramp(book, mode, age) * growth ** -max(0, age)
    yield same("mode_years", key, "in_new_units", total, row["in_new_units"])


def in_use(book: Book) -> Iterator[Finding]:
    """Capacity that the processes of an asset take up <= capacity in place, hardware at its age."""
    runs = book.by("runs", "process", "mode", "year")
    used: dict[tuple[str, str, int], float] = {}
    about = book.by("processes", "process")
    for (process, mode_id, year), run in runs.items():
        takes = run["amount"] / facts.full_output(book, process, year)
        yield same("runs", (process, mode_id, year), "capacity", takes, run["capacity"])
        place = about[process,]["asset"], mode_id, year
        used[place] = used.get(place, 0.0) + takes
    known = book.by("mode_years", "asset", "mode", "year")
    for key in used:
        if key not in known:
            raise KeyError(key)
    for key, row in known.items():
        amount = used.get(key, 0.0)
        yield same("mode_years", key, "in_use", amount, row["in_use"])
        place = row["standing"] if row["in_new_units"] is None else row["in_new_units"]
        if facts.processes_of(book, key[0]):
            yield most("mode_years", key, "in_use", place, amount)


def orders(book: Book) -> Iterator[Finding]:
    """online = year + lead; whole units of lumpy assets; nothing before its time or too late to give anything."""
    modes, meta = book.by("modes", "asset", "mode"), book.meta()
    first, count = facts.term(book, "first_order_year"), 0
    for key, order in book.by("orders", "asset", "mode", "channel", "year").items():
        mode = modes[key[:2]]
        count += 1
        yield same("orders", key, "online", order["year"] + order["lead"], order["online"], 1e-6)
        yield most("orders", key, "year", order["year"], first)
        yield most("orders", key, "online", meta["last_solved"], order["online"])
        if (mode["unit_size"] is None) != (order["units"] is None):
            raise ValueError(f"{mode['asset']}, {mode['mode']}: whole units or not")
        if mode["unit_size"] is not None:
            yield same("orders", key, "size", order["units"] * mode["unit_size"], order["size"])
            yield same("orders", key, "units", float(round(order["units"])), order["units"])
    if facts.term(book, "new_orders") not in (0, 1):
        raise ValueError("new_orders is 1 or 0")
    yield most("orders", ("all",), "count", float(count) * facts.term(book, "new_orders"), float(count))


def access(book: Book) -> Iterator[Finding]:
    """Ordered in all years <= what anybody would provide."""
    for key, mode in book.by("modes", "asset", "mode").items():
        ordered = sum(order["size"] for order in facts.orders_of(book, mode))
        yield same("modes", key, "ordered", ordered, mode["ordered"])
        if mode["access"] is not None:
            yield most("modes", key, "access", mode["access"], ordered)


WINDOW = 3


def growth(book: Book) -> Iterator[Finding]:
    """Ordered in a year <= seed + (1 + rate) x mean of orders and programmes of the three years before."""
    ordered: dict[tuple[str, int], float] = {}
    for order in book.rows("orders"):
        key = (order["asset"], order["year"])
        ordered[key] = ordered.get(key, 0.0) + order["size"]
    known = book.by("growth", "asset", "year")
    for (asset, t), row in known.items():
        here = ordered.get((asset, t), 0.0)
        yield same("growth", (asset, t), "ordered", here, row["ordered"])
        if row["limit"] is None:
            yield most("growth", (asset, t), "ordered", 0.0, here)
            continue
        before = sum(
            ordered.get((asset, u), 0.0) + known[asset, u]["carried"] for u in range(t - WINDOW, t)) / WINDOW
        limit = row["seed"] + (1.0 + row["rate"]) * before
        yield same("growth", (asset, t), "limit", limit, row["limit"])
        yield most("growth", (asset, t), "ordered", limit, here)
    ruled = {asset for asset, _ in known}
    for asset, t in ordered:
        if asset in ruled and (asset, t) not in known:
            raise KeyError((asset, t))


def experience(book: Book) -> Iterator[Finding]:
    """threshold x own-technology orders so far <= unit-years run before, weighted by who runs them."""
    for (asset, t), row in book.by("experience", "asset", "year").items():
        own = [m for m in facts.modes_of(book, asset) if m["own_technology"]]
        needed = row["threshold"] * sum(
            o["size"] for m in own for o in facts.orders_of(book, m) if o["year"] <= t)
        gained = 0.0
        for process in facts.processes_of(book, row["teacher"]):
            for mode in facts.modes_of(book, row["teacher"]):
                gained += sum(
                    mode["weight"] * facts.run_of(book, process["process"], mode["mode"], u)
                    / facts.full_output(book, process["process"], u) for u in facts.years(book) if u < t)
        yield same("experience", (asset, t), "needed", needed, row["needed"])
        yield same("experience", (asset, t), "gained", gained, row["gained"])
        yield most("experience", (asset, t), "needed", gained, needed)


CHECKS = (in_place, in_use, orders)
ACCESS = (access, growth, experience)
