"""Sale of what is made at home, the entrant's years, price blocks; need from abroad; targets, promises and caps."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import Book, Row
from catchup.audit.checks import Finding, most, same
from catchup.audit.money import Sum


def makers(book: Book, good: str) -> list[tuple[Row, Row]]:
    """(process, mode) pairs that make a good."""
    return [(p, m) for p in book.rows("processes") if p["output"] == good for m in facts.modes_of(book, p["asset"])]


def ready(book: Book, good: str, year: int, *, at_par: bool) -> float:
    """Output of capacity past its qualification and, at par, past the entrant's discount; today's has its customers."""
    total = 0.0
    for process, mode in makers(book, good):
        wait = mode["qualification"] + (mode["discount_years"] if at_par else 0)
        known = book.by("mode_years", "asset", "mode", "year")
        here = known[mode["asset"], mode["mode"], year]
        early = known.get((mode["asset"], mode["mode"], year - wait))
        stands = here["existing"] + min(early["programme"] if early is not None else 0.0, here["programme"])
        for order in facts.orders_of(book, mode):
            age = year - order["online"]
            if age >= wait:
                stands += order["size"] * facts.ramp(book, mode, age)
        total += stands * facts.full_output(book, process["process"], year)
    return total


def sales(book: Book) -> Iterator[Finding]:
    """Sold <= qualified output and <= what is made; at par <= output past entry and <= sold; each within its block."""
    for key, row in book.by("sales", "good", "block", "year").items():
        yield most("sales", key, "sold", row["width"], row["sold"])
        yield most("sales", key, "established", row["sold"], row["established"])
    for (good, t), rows in book.groups("sales", "good", "year").items():
        row = facts.good_year(book, good, t)
        sold = sum(r["sold"] for r in rows)
        made = sum(facts.run_of(book, p["process"], m["mode"], t) for p, m in makers(book, good))
        qualified, past = ready(book, good, t, at_par=False), ready(book, good, t, at_par=True)
        yield same("good_years", (good, t), "qualified", qualified, row["qualified"])
        yield same("good_years", (good, t), "past_entry", past, row["past_entry"])
        yield most("good_years", (good, t), "sold", qualified, sold)
        yield most("good_years", (good, t), "sold", made, sold)
        yield most("good_years", (good, t), "past_entry", past, sum(r["established"] for r in rows))


def needs(book: Book) -> dict[int, Sum]:
    """ND = sum over offset goods (price x bought - price x sold) + annuity of imported equipment + unmet need."""
    about, modes = book.by("goods", "good"), book.by("modes", "asset", "mode")
    found = {}
    for t in facts.years(book):
        total = Sum()
        for (good,), row in about.items():
            if row["offset"]:
                here = facts.good_year(book, good, t)
                if here["buy_price"] is not None:
                    total = total.plus(here["buy_price"] * here["bought"])
                for sale in book.groups("sales", "good", "year").get((good, t), ()):
                    total = total.plus(-here["sell_price"] * sale["factor"] * sale["sold"])
        for order in book.rows("orders"):
            mode = modes[order["asset"], order["mode"]]
            if mode["offset"] and order["online"] <= t < order["online"] + mode["life"]:
                total = total.plus(order["size"] * order["import_annuity"])
        need, met = must_need(book, t)
        found[t] = total.plus(need).plus(-met)
    return found


def must_need(book: Book, year: int) -> tuple[float, float]:
    """Need of the headline at world price, and what is served of it.   [USD m a year]"""
    need = met = 0.0
    for (name,), demand in book.by("demands", "demand").items():
        if demand["headline"]:
            blocks = demand["must_blocks"]
            total = book.by("demand_years", "demand", "year")[name, year]["total"]
            need += sum(block["width"] for block in facts.blocks_of(book, name)[:blocks]) * total
            met += sum(
                facts.served(book, name, route["good"], year, blocks)
                for route in book.groups("routes", "demand")[name,])
    return need, met


def need_from_abroad(book: Book) -> Iterator[Finding]:
    """What the country needs from abroad, net, by year."""
    for t, worked in book.once(needs).items():
        row = facts.year_row(book, t)
        yield same("years", (t,), "need_from_abroad", worked.value, row["need_from_abroad"], worked.size)


def headline_total(book: Book, year: int) -> float:
    """Demand of the headline at world price.   [USD m a year]"""
    return sum(
        float(book.by("demand_years", "demand", "year")[name, year]["total"])
        for (name,), demand in book.by("demands", "demand").items() if demand["headline"])


def targets(book: Book) -> Iterator[Finding]:
    """ND <= ND under import - ratio x demand, softened; W >= W under import - so much of the budget."""
    for row in book.rows("targets"):
        key = (row["measure"], row["year"])
        if row["measure"] == "offset_ratio" and row["year"] is not None:
            here = facts.year_row(book, row["year"])
            demand = headline_total(book, row["year"])
            if here["base_need_from_abroad"] is not None:
                limit = here["base_need_from_abroad"] - (row["at_least"] - (row["missed"] or 0.0)) * demand
                worked = book.once(needs)[row["year"]]
                yield most("targets", key, "at_least", limit, here["need_from_abroad"], worked.size + demand)
        if row["measure"] == "welfare_over_baseline" and facts.term(book, "baseline_welfare") is not None:
            budget = sum(r["budget"] * r["discount"] for r in book.rows("years"))
            total = book.by("welfare", "item")["total",]["usd_m"]
            least = facts.term(book, "baseline_welfare") + row["at_least"] * budget
            size = sum(abs(part["usd_m"]) for part in book.rows("welfare"))
            yield most("targets", key, "at_least", -least, -total, size)


def promises(book: Book) -> Iterator[Finding]:
    """Ordered by the year in all modes + short >= promised."""
    for key, row in book.by("commitments", "asset", "last_year").items():
        ordered = sum(
            o["size"] for m in facts.modes_of(book, key[0]) for o in facts.orders_of(book, m)
            if o["year"] <= row["last_year"])
        yield same("commitments", key, "ordered", ordered, row["ordered"])
        yield most("commitments", key, "amount", ordered + row["short"], row["amount"])


def procurement(book: Book) -> Iterator[Finding]:
    """Served from abroad in a block <= (1 - the state's part) x width x demand."""
    for (name,), demand in book.by("demands", "demand").items():
        abroad = [r["good"] for r in book.groups("routes", "demand")[name,] if not r["at_home"]]
        known = book.by("serves", "demand", "good", "block", "year")
        for t in facts.years(book) if demand["headline"] else ():
            rule = facts.year_row(book, t)["state_from_home"]
            for block in facts.blocks_of(book, name) if rule else ():
                total = book.by("demand_years", "demand", "year")[name, t]["total"]
                keys = [(name, good, block["block"], t) for good in abroad]
                bought = sum(known[key]["amount"] for key in keys if key in known)
                yield most("years", (t,), "state_from_home", (1.0 - rule) * block["width"] * total, bought, total)


def suppliers(book: Book) -> Iterator[Finding]:
    """Part x bought + made by plants of the group <= cap x (bought + made - sold).

    Of a service that no process makes: part x served by it <= cap x served by all that its users take.
    """
    for (good,), about in book.by("goods", "good").items():
        part = about["group_part"]
        users = {route["demand"] for route in book.rows("routes") if route["good"] == good and not makers(book, good)}
        for t in facts.years(book) if part is not None else ():
            cap = facts.year_row(book, t)["supplier_cap"]
            if users:
                group = part * sum(facts.served(book, demand, good, t) for demand in users)
                anybody = sum(facts.served(book, route["demand"], route["good"], t)
                              for route in book.rows("routes") if route["demand"] in users)
            else:
                row = facts.good_year(book, good, t)
                made = [(m, facts.run_of(book, p["process"], m["mode"], t)) for p, m in makers(book, good)]
                group = part * row["bought"] + sum(run for mode, run in made if mode["denied"])
                anybody = row["bought"] + sum(run for _, run in made) - row["sold"]
            yield most("years", (t,), "supplier_cap", cap * anybody, group, anybody)


def export_share(book: Book) -> Iterator[Finding]:
    """Sold abroad >= share x what supported plants could give after their years of grace."""
    share, grace = facts.term(book, "export_share"), facts.term(book, "export_grace")
    for (good, t), row in book.by("good_years", "good", "year").items() if share else ():
        due = 0.0
        for process, mode in makers(book, good) if row["sell_price"] is not None else ():
            for order in facts.orders_of(book, mode):
                age = t - order["online"]
                if order["channel"] != "private" and age >= grace:
                    due += order["size"] * facts.ramp(book, mode, age) * facts.full_output(book, process["process"], t)
        yield most("good_years", (good, t), "sold", row["sold"], share * due)


def caps(book: Book) -> Iterator[Finding]:
    """Hardware delivered in a span, in units of its own year's performance <= what export controls let in."""
    first_year = book.meta()["first_year"]
    for key, row in book.by("caps", "good", "last").items():
        total = 0.0
        for mode in book.rows("modes"):
            growth = mode["growth"] if mode["growth"] is not None else 1.0
            for order in facts.orders_of(book, mode) if mode["hardware"] == row["good"] else ():
                if row["first"] <= order["online"] <= row["last"]:
                    total += order["size"] * row["per_unit"] * growth ** (order["online"] - first_year)
        yield same("caps", key, "delivered", total, row["delivered"])
        yield most("caps", key, "limit", row["limit"], total)


CHECKS = (sales, need_from_abroad)
POLICY = (targets, promises, procurement, suppliers, export_share)
CONTROLS = (caps,)
