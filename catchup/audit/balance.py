"""Balances of goods, and final demand in its blocks."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import Book, Row
from catchup.audit.checks import Finding, most, same


def occupied(book: Book, mode: Row, good: str, year: int, per_unit: float) -> tuple[float, float]:
    """What a mode takes up of a good, and the sum of the sizes of its parts.

    Today's capacity has its share of a given good already. Hardware delivered a year later takes up
    `occupancy_growth` times as much for the same money.
    """
    given = book.by("goods", "good")[good,]["given"]
    here = book.by("mode_years", "asset", "mode", "year")[mode["asset"], mode["mode"], year]
    if mode["occupancy_growth"] is None:
        today = here["existing"] if given else 0.0
        return per_unit * (here["standing"] - today), per_unit * (here["standing"] + today)
    first = book.meta()["first_year"]
    total = here["programme"] + (0.0 if given else here["existing"])
    for order in facts.orders_of(book, mode):
        if 0 <= year - order["online"] < mode["life"]:
            total += order["size"] * mode["occupancy_growth"] ** (order["online"] - first)
    return per_unit * total, per_unit * total


def goods(book: Book) -> Iterator[Finding]:
    """made + bought + provided + supply + short >= used + occupied + sold + served >= made, and each of them by itself.

    What processes make as their product is taken: nobody is paid for what nobody takes.
    """
    sales = book.groups("sales", "good", "year")
    routes = book.groups("routes", "good")
    modes = book.by("modes", "asset", "mode")
    by_good = book.groups("mode_goods", "good")
    for good, about in book.by("goods", "good").items():
        for t in facts.years(book):
            row = facts.good_year(book, good[0], t)
            made, used = _processed(book, good[0], t)
            provided = occupies = size = 0.0
            for use in by_good.get(good, ()):
                mode = modes[use["asset"], use["mode"]]
                provided += use["provides"] * facts.standing(book, mode, t)
                if use["occupies"]:
                    more, terms = occupied(book, mode, good[0], t, use["occupies"])
                    occupies, size = occupies + more, size + terms
            served = sum(
                r["per_unit"] * facts.served(book, r["demand"], good[0], t) for r in routes.get(good, ()))
            sold = sum(s["sold"] for s in sales.get((good[0], t), ()))
            key = (good[0], t)
            for column, value, terms in (
                ("made", made, 0.0), ("used", used, 0.0), ("provided", provided, 0.0), ("occupied", occupies, size),
                ("served", served, 0.0), ("sold", sold, 0.0)):
                yield same("good_years", key, column, value, row[column], terms)
            there = made + row["bought"] + provided + row["supply"] + row["short"]
            wanted = used + occupies + sold + served
            yield most("good_years", key, "balance", there, wanted, size)
            yield most("good_years", key, "taken", wanted, _product(book, good[0], t), size)
            lacking = max(0.0, wanted - there + row["short"]) if about["given"] else 0.0
            yield same("good_years", key, "short", lacking, row["short"], wanted + size)
            if row["buy_price"] is None:
                yield same("good_years", key, "bought", 0.0, row["bought"])


def _processed(book: Book, good: str, year: int) -> tuple[float, float]:
    """Made and used of a good in a year."""
    made = used = 0.0
    for (_, t), (output, parts, amount) in book.once(_outputs).items():
        if t == year:
            made += amount if output == good else 0.0
            for kind, item, per_output in parts:
                if item == good:
                    used += per_output * amount if kind == "input" else 0.0
                    made += per_output * amount if kind == "by_product" else 0.0
    return made, used


def _product(book: Book, good: str, year: int) -> float:
    """Made of a good in a year by the processes whose product it is."""
    return sum(amount for (_, t), (output, _, amount) in book.once(_outputs).items() if t == year and output == good)


Outputs = dict[tuple[str, int], tuple[str, list[tuple[str, str, float]], float]]


def _outputs(book: Book) -> Outputs:
    about = book.by("processes", "process")
    found: Outputs = {}
    for (process, t), rows in book.groups("runs", "process", "year").items():
        amount = sum(row["amount"] for row in rows)
        found[process, t] = about[process,]["output"], facts.taken_and_given(book, process), amount
    return found


def totals(book: Book) -> Iterator[Finding]:
    """What processes and capacity give and take up over all years."""
    runs = book.groups("runs", "process")
    modes, years = book.by("modes", "asset", "mode"), facts.years(book)
    for (process,), row in book.by("processes", "process").items():
        made = sum(run["amount"] for run in runs.get((process,), ()))
        yield same("processes", (process,), "made", made, row["made"])
    for key, use in book.by("process_goods", "process", "good", "kind").items():
        made = sum(run["amount"] for run in runs.get((key[0],), ()))
        yield same("process_goods", key, "amount", use["per_output"] * made, use["amount"])
    for key, use in book.by("mode_goods", "asset", "mode", "good").items():
        mode = modes[key[:2]]
        provided = sum(use["provides"] * facts.standing(book, mode, t) for t in years)
        yield same("mode_goods", key, "provided", provided, use["provided"])
        parts = [occupied(book, mode, key[2], t, use["occupies"]) for t in years if use["occupies"]]
        yield same("mode_goods", key, "occupied", sum(p for p, _ in parts), use["occupied"], sum(s for _, s in parts))


def demand(book: Book) -> Iterator[Finding]:
    """Served in a block by all routes <= its width x the demand; served in all; by route; its value at its age."""
    known = book.groups("serves", "demand", "block", "year")
    routes = book.groups("routes", "demand")
    for (name,), about in book.by("demands", "demand").items():
        yield most("demands", (name,), "must_blocks", len(facts.blocks_of(book, name)), about["must_blocks"])
        for t in facts.years(book):
            row = book.by("demand_years", "demand", "year")[name, t]
            total = 0.0
            for block in facts.blocks_of(book, name):
                here = sum(s["amount"] for s in known.get((name, block["block"], t), ()))
                total += here
                yield most("serves", (name, block["block"], t), "amount", block["width"] * row["total"], here)
            yield same("demand_years", (name, t), "served", total, row["served"])
            for route in routes[name,]:
                yield from _route_year(book, name, route["good"], t)
        for route in routes[name,]:
            total = sum(facts.served(book, name, route["good"], t) for t in facts.years(book))
            yield same("routes", (name, route["good"]), "served", total, route["served"])


def _route_year(book: Book, demand_id: str, good: str, year: int) -> Iterator[Finding]:
    row = book.by("route_years", "demand", "good", "year")[demand_id, good, year]
    amounts = book.by("serves", "demand", "good", "block", "year")
    worth = 0.0
    for block in facts.blocks_of(book, demand_id):
        serve = amounts.get((demand_id, good, block["block"], year))
        worth += block["value"] * row["value"] * serve["amount"] if serve is not None else 0.0
    key = (demand_id, good, year)
    yield same("route_years", key, "served", facts.served(book, demand_id, good, year), row["served"])
    yield same("route_years", key, "worth_usd_m", worth, row["worth_usd_m"])


CHECKS = (goods, totals, demand)
