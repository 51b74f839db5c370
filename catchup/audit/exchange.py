"""Foreign exchange that leaves by year, and the limit on it where reserves are short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catchup.audit import facts
from catchup.audit.book import Book
from catchup.audit.checks import Finding, most, same
from catchup.audit.money import Sum, margin


def outflow(book: Book) -> Mapping[int, Sum]:
    """imports - sales + imported part of capital + profit that leaves - capital that foreign owners bring.   [USD m]"""
    return {t: _year(book, t) for t in facts.years(book)}


def _year(book: Book, t: int) -> Sum:
    out, cut = Sum(), facts.term(book, "entrant_discount")
    for good in book.rows("goods"):
        here = facts.good_year(book, good["good"], t)
        if here["buy_price"] is not None:
            out = out.plus(here["buy_price"] * here["bought"])
        for sale in book.groups("sales", "good", "year").get((good["good"], t), ()):
            earned = sale["sold"] * (1.0 - cut) + sale["established"] * cut
            out = out.plus(-here["sell_price"] * sale["factor"] * earned)
    for order, mode, share in facts.building(book, t):
        cost = share * order["size"] * order["capex"] * (1.0 + mode["overrun"])
        out = out.plus((1.0 - mode["local_share"]) * cost)
    leaves = facts.term(book, "remitted") * (1.0 - facts.term(book, "tax_share"))
    profit = _foreign_surplus(book, t)
    return out.plus(leaves * profit.value, leaves * profit.size).plus(-facts.cash(book, t, "foreign_capital"))


def _foreign_surplus(book: Book, t: int) -> Sum:
    """Sales at home prices less inputs, running cost, upkeep and staff of foreign owners' plants that sell."""
    total = Sum()
    for process in book.rows("processes"):
        gain, size = margin(book, process, t)
        for mode in facts.modes_of(book, process["asset"]):
            if mode["owner"] == "for" and mode["depreciation"] is not None:
                run = facts.run_of(book, process["process"], mode["mode"], t)
                total = total.plus(gain * run, size * run)
    for mode in book.rows("modes"):
        if mode["owner"] == "for" and mode["depreciation"] is not None:
            total = total.plus(-(mode["fixed_om"] + mode["staff_cost"]) * facts.standing(book, mode, t))
    return total


def room(book: Book) -> Iterator[Finding]:
    """What leaves, worked out; and no more than under `import` and what reserves can spare."""
    for t, out in book.once(outflow).items():
        row = facts.year_row(book, t)
        yield same("years", (t,), "exchange_out", out.value, row["exchange_out"], out.size)
        if row["exchange_room"] is not None and row["base_exchange_out"] is not None:
            limit = row["base_exchange_out"] + row["exchange_room"]
            yield most("years", (t,), "exchange_out", limit, row["exchange_out"])


CHECKS = (room,)
