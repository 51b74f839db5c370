"""Net benefit W, part by part, in present value."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import Book
from catchup.audit.checks import Finding, same
from catchup.audit.exchange import outflow
from catchup.audit.money import Sum, items


def discount(book: Book) -> Iterator[Finding]:
    """Present-value factor: (1 + social rate)^-(years from the first)."""
    meta = book.meta()
    for t in facts.years(book):
        factor = (1.0 + meta["discount_rate"]) ** -(t - meta["first_year"])
        yield same("years", (t,), "discount", factor, facts.year_row(book, t)["discount"])


def order_capital(book: Book) -> Iterator[Finding]:
    """Capital of an order in W: -size x (the owner's annuity + the state's x cost of public funds), PV."""
    funds = facts.term(book, "cost_of_public_funds")
    for key, order in book.by("orders", "asset", "mode", "channel", "year").items():
        cost = order["size"] * (order["private_annuity"] + funds * order["public_annuity"])
        yield same("orders", key, "welfare_usd_m", -cost, order["welfare_usd_m"])


def parts(book: Book) -> Iterator[Finding]:
    """Value served + sales - imports - running - upkeep - people - delivery - capital - extra cost of public funds
    - premium on foreign exchange."""
    known = book.by("welfare", "item")
    worked = book.once(worked_parts)
    if {part for (part,) in known} != {*worked, "total"}:
        raise ValueError("the parts of W are not those that there are")
    for part, amount in worked.items():
        yield same("welfare", (part,), "usd_m", amount.value, known[part,]["usd_m"], amount.size)
    total, size = sum(a.value for a in worked.values()), sum(a.size for a in worked.values())
    yield same("welfare", ("total",), "usd_m", total, known["total",]["usd_m"], size)


def worked_parts(book: Book) -> dict[str, Sum]:
    """Every part of W.   [USD m, PV]"""
    found: dict[str, Sum] = {}
    for t in facts.years(book):
        present = facts.year_row(book, t)["discount"]
        for part, amount in _year(book, t).items():
            found[part] = found.get(part, Sum()).plus(present * amount.value, present * amount.size)
    found["capital"] = Sum()
    for order in book.rows("orders"):
        found["capital"] = found["capital"].plus(order["welfare_usd_m"])
    last = facts.year_row(book, facts.years(book)[-1])
    found["debt_at_the_end"] = Sum().plus(-last["discount"] * last["debt"])
    return found


def _year(book: Book, t: int) -> dict[str, Sum]:
    funds, cash, row = facts.term(book, "cost_of_public_funds"), book.once(items)[t], facts.year_row(book, t)
    value, sales, imports, running, upkeep = Sum(), Sum(), Sum(), Sum(), Sum()
    for (name,), demand in book.by("demands", "demand").items():
        for route in book.groups("routes", "demand")[name,] if demand["counted"] else ():
            value = value.plus(book.by("route_years", "demand", "good", "year")[name, route["good"], t]["worth_usd_m"])
    cut = facts.term(book, "entrant_discount")
    for good in book.rows("goods"):
        here = facts.good_year(book, good["good"], t)
        if here["buy_price"] is not None:
            imports = imports.plus(-here["buy_price"] * here["bought"])
        for sale in book.groups("sales", "good", "year").get((good["good"], t), ()):
            earned = sale["sold"] * (1.0 - cut) + sale["established"] * cut
            sales = sales.plus(here["sell_price"] * sale["factor"] * earned)
    for process in book.rows("processes"):
        for mode in facts.modes_of(book, process["asset"]):
            amount = facts.run_of(book, process["process"], mode["mode"], t)
            running = running.plus(-process["variable_cost"] * amount)
    for mode in book.rows("modes"):
        upkeep = upkeep.plus(-(mode["fixed_om"] + mode["staff_cost"]) * facts.standing(book, mode, t))
    back = (Sum().plus(facts.term(book, "surplus_share") * cash["surplus_of_public_assets"].value,
                       cash["surplus_of_public_assets"].size)
            .plus(-cash["losses_of_public_assets"].value, cash["losses_of_public_assets"].size)
            .plus(facts.term(book, "tax_share") * cash["taxed_surplus"].value, cash["taxed_surplus"].size)
            .plus(cash["duties"].value).plus(-cash["state_bill"].value))
    premium, leaves = facts.term(book, "exchange_premium"), book.once(outflow)[t]
    levers = (funds - 1.0) * row["lever_revenue"] + row["lever_value"] - funds * row["lever_cost"]
    return {
        "value_served": value, "sales": sales, "imports": imports, "running": running, "upkeep": upkeep,
        "training": Sum().plus(-funds * cash["training"].value), "attracted": Sum().plus(-_attracted(book, t)),
        "delivery": Sum().plus(-funds * (cash["delivery_upkeep"].value + cash["reform"].value)),
        "public_funds": Sum().plus((funds - 1.0) * back.value, (funds - 1.0) * back.size),
        "cover_taken_out": Sum().plus(-facts.term(book, "remitted") * cash["cover_of_foreign_owners"].value),
        "foreign_exchange": Sum().plus(-premium * leaves.value, premium * leaves.size),
        "borrowing_fee": Sum().plus(-facts.term(book, "borrowing_fee") * row["borrowed"]),
        "levers": Sum().plus(levers),
    }


def _attracted(book: Book, t: int) -> float:
    """Relocation and the pay above that at home for the years that people stay, of those who come in a year."""
    total = 0.0
    for row in book.groups("attracted", "year").get((t,), ()):
        skill = book.by("skills", "skill")[row["skill"],]
        stay = sum((1.0 - skill["attrition"]) ** k for k in range(facts.years(book)[-1] - t + 1))
        total += row["people"] * (skill["relocation"] + (row["factor"] - 1.0) * skill["pay"] * stay)
    return total


CHECKS = (discount, order_capital, parts)
