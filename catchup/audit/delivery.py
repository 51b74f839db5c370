"""State capacity: built slowly, and the most that can be spent through it in a year."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import Book
from catchup.audit.checks import Finding, most, same


def stock(book: Book) -> Iterator[Finding]:
    """D(t) = (1 - decay) D(t-1) + reform(t - lead) <= its limit; reform(t) <= seed + growth x D(t-1)."""
    before = facts.term(book, "delivery_start")
    lead = facts.term(book, "delivery_lead")
    known = book.by("years", "year")
    first, held = facts.years(book)[0], before
    for t in facts.years(book):
        row = known[t,]
        early = known.get((t - lead,))
        stands = held if t == first else (1.0 - facts.term(book, "delivery_decay")) * before
        stands += early["reform"] if early is not None else 0.0
        yield same("years", (t,), "delivery", stands, row["delivery"])
        yield most("years", (t,), "delivery_limit", row["delivery_limit"], row["delivery"])
        room = row["reform_seed"] + facts.term(book, "delivery_growth") * (held if t == first else before)
        if t < facts.term(book, "first_order_year") or not facts.term(book, "new_orders"):
            room = 0.0
        yield most("years", (t,), "reform", room, row["reform"])
        before = row["delivery"]


def cash(book: Book) -> Iterator[Finding]:
    """Public capital through missions <= D(t); through the ordinary administration <= its multiple, less committed."""
    for t in facts.years(book):
        row = facts.year_row(book, t)
        yield most("years", (t,), "delivery", row["delivery"], facts.cash(book, t, "mission_capital"))
        room = max(0.0, row["ordinary_limit"] - row["committed"])
        yield most("years", (t,), "ordinary_limit", room, facts.cash(book, t, "ordinary_capital"))


CHECKS = (stock, cash)
