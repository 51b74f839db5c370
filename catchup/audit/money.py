"""Public, domestic and foreign money: each item of cash, each limit, debt and reserve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catchup.audit import facts
from catchup.audit.book import Book, Row
from catchup.audit.checks import Finding, most, same


class Sum(NamedTuple):
    """A sum, and the sum of the sizes of its terms."""

    value: float = 0.0
    size: float = 0.0

    def plus(self, amount: float, size: float | None = None) -> Sum:
        """With one more term."""
        return Sum(self.value + amount, self.size + abs(amount if size is None else size))


def order_cost(book: Book) -> Iterator[Finding]:
    """Public: size x gap x capex x (1 + overrun) / efficiency; owner: size x (1 - gap) x capex x (1 + overrun)."""
    for key, order in book.by("orders", "asset", "mode", "channel", "year").items():
        mode = book.by("modes", "asset", "mode")[key[:2]]
        cost = order["size"] * order["capex"] * (1.0 + mode["overrun"])
        public = 0.0 if order["channel"] == "private" else order["gap"] * cost / order["efficiency"]
        private = 0.0 if mode["owner"] == "pub" else (1.0 - order["gap"]) * cost
        yield same("orders", key, "public_usd_m", public, order["public_usd_m"])
        yield same("orders", key, "private_usd_m", private, order["private_usd_m"], cost)
        yield most("orders", key, "gap", 1.0, order["gap"])
        if order["channel"] == "private":
            yield most("orders", key, "gap", 0.0, order["gap"])


def margin(book: Book, process: Row, year: int) -> tuple[float, float]:
    """Price at home less inputs and running cost for a unit of output, and the sum of the sizes."""
    cost: float = process["variable_cost"]
    about = book.by("goods", "good")
    for kind, good, amount in facts.taken_and_given(book, process["process"]):
        if kind == "input":
            row = facts.good_year(book, good, year)
            bought = row["buy_price"]
            cost += amount * (
                bought * (1.0 + about[good,]["tariff"]) if bought is not None else row["home_price"])
    price = facts.good_year(book, process["output"], year)["home_price"]
    return price - cost, price + cost


def items(book: Book) -> Mapping[int, Mapping[str, Sum]]:
    """Every item of cash by year, worked out."""
    return {t: _capital(book, t) | _state(book, t) | _operation(book, t) for t in facts.years(book)}


def _capital(book: Book, t: int) -> dict[str, Sum]:
    out = dict.fromkeys(("ordinary_capital", "mission_capital", "domestic_capital", "foreign_capital"), Sum())
    payers = {"dom": "domestic_capital", "for": "foreign_capital"}
    for order, mode, share in facts.building(book, t):
        if order["channel"] != "private":
            name = f"{order['channel']}_capital"
            out[name] = out[name].plus(share * order["public_usd_m"])
        if mode["owner"] != "pub":
            name = payers[mode["owner"]]
            out[name] = out[name].plus(share * order["private_usd_m"])
    return out


def _state(book: Book, t: int) -> dict[str, Sum]:
    row, term = facts.year_row(book, t), facts.term
    training = sum(
        skill["training_cost"] * book.by("skill_years", "skill", "year")[*key, t]["trained"]
        for key, skill in book.by("skills", "skill").items())
    bill = 0.0
    for (name,), demand in book.by("demands", "demand").items():
        for route in book.groups("routes", "demand")[name,]:
            here = facts.good_year(book, route["good"], t)
            price = here["buy_price"] if here["buy_price"] is not None else here["home_price"]
            bill += demand["state_share"] * price * route["per_unit"] * facts.served(book, name, route["good"], t)
    duties = sum(
        about["tariff"] * row["buy_price"] * row["bought"] for (good,), about in book.by("goods", "good").items()
        if about["tariff"] and (row := facts.good_year(book, good, t))["buy_price"] is not None)
    row = facts.year_row(book, t)
    return {
        "delivery_upkeep": Sum().plus(term(book, "delivery_upkeep") * row["delivery"]),
        "reform": Sum().plus(term(book, "delivery_setup") * row["reform"]),
        "training": Sum().plus(training), "state_bill": Sum().plus(bill), "duties": Sum().plus(duties)}


def _operation(book: Book, t: int) -> dict[str, Sum]:
    """Surplus and losses of public assets, what private owners are taxed on, what a duty lets makers charge."""
    losses, surplus, taxed, cover = Sum(), Sum(), Sum(), Sum()
    for process in book.rows("processes"):
        gain, size = margin(book, process, t)
        about = book.by("goods", "good")[process["output"],]
        abroad = facts.good_year(book, process["output"], t)["buy_price"]
        for mode in facts.modes_of(book, process["asset"]):
            run = facts.run_of(book, process["process"], mode["mode"], t)
            if mode["owner"] == "pub":
                if gain > 0:
                    surplus = surplus.plus(gain * run, size * run)
                else:
                    losses = losses.plus(-gain * run, size * run)
            elif mode["depreciation"] is not None:
                taxed = taxed.plus(gain * run, size * run)
            if mode["owner"] == "for" and about["tariff"] and abroad is not None:
                cover = cover.plus(about["tariff"] * abroad * run)
    for mode in book.rows("modes"):
        upkeep = (mode["fixed_om"] + mode["staff_cost"]) * facts.standing(book, mode, t)
        if mode["owner"] == "pub":
            losses = losses.plus(upkeep)
        elif mode["depreciation"] is not None:
            taxed = taxed.plus(-upkeep).plus(-mode["depreciation"] * facts.standing(book, mode, t))
    return {"losses_of_public_assets": losses, "surplus_of_public_assets": surplus, "taxed_surplus": taxed,
            "cover_of_foreign_owners": cover}


def cash(book: Book) -> Iterator[Finding]:
    """Each item of cash of each year, worked out from orders, runs, what stands, prices and terms."""
    known = book.by("cash", "year", "item")
    worked = book.once(items)
    for (t, item) in known:
        if item not in worked[t]:
            raise KeyError((t, item))
    for t, year_items in worked.items():
        for item, amount in year_items.items():
            yield same("cash", (t, item), "usd_m", amount.value, facts.cash(book, t, item), amount.size)


def upkeep(book: Book) -> Iterator[Finding]:
    """(fixed running cost + staff) x what stands, over all years, by mode."""
    for key, mode in book.by("modes", "asset", "mode").items():
        stood = sum(facts.standing(book, mode, t) for t in facts.years(book))
        yield same("modes", key, "upkeep_usd_m", (mode["fixed_om"] + mode["staff_cost"]) * stood, mode["upkeep_usd_m"])


PAID = ("ordinary_capital", "mission_capital", "delivery_upkeep", "reform", "training", "state_bill",
        "losses_of_public_assets")


def paid_out(book: Book, year: int) -> float:
    """All that the state pays out for the plan in a year.   [USD m]"""
    return sum(facts.cash(book, year, item) for item in PAID)


def received(book: Book, year: int) -> float:
    """What comes back: a part of the surplus of public assets, taxes on that of others, duties.   [USD m]"""
    surplus = facts.term(book, "surplus_share") * facts.cash(book, year, "surplus_of_public_assets")
    taxes = facts.term(book, "tax_share") * facts.cash(book, year, "taxed_surplus")
    return surplus + taxes + facts.cash(book, year, "duties")


def budgets(book: Book) -> Iterator[Finding]:
    """Paid out + committed + levers <= budget + received + borrowing - debt service + reserve drawn + short;
    paid out <= the yearly outlay; private and foreign capital <= their limits.
    """
    known = book.by("years", "year")
    for t in facts.years(book):
        row, before = known[t,], known.get((t - 1,))
        paid, back = paid_out(book, t), received(book, t)
        promised = row["committed"] + row["lever_cost"]
        service = row["repaid"] + (facts.term(book, "debt_rate") * before["debt"] if before is not None else 0.0)
        drawn = (before["reserve"] if before is not None else 0.0) - row["reserve"]
        room = row["budget"] + back + row["lever_revenue"] + row["borrowed"] - service + drawn + row["short"]
        size = paid + promised + service + abs(back) + row["budget"]
        yield most("years", (t,), "budget", room, paid + promised, size)
        lacking = paid + promised - room
        if row["outlay_limit"] is not None:
            limit = row["outlay_limit"] + row["short"]
            yield most("years", (t,), "outlay_limit", limit, paid + promised)
            lacking = max(lacking, paid + promised - limit)
        yield same("years", (t,), "short", max(0.0, lacking + row["short"]), row["short"], size)
        for owner in ("domestic", "foreign"):
            yield most("years", (t,), f"{owner}_limit", row[f"{owner}_limit"], facts.cash(book, t, f"{owner}_capital"))


def debt(book: Book) -> Iterator[Finding]:
    """debt(t) = debt(t-1) + borrowed - repaid; borrowing, debt and reserve within their limits."""
    before = 0.0
    for t in facts.years(book):
        row = facts.year_row(book, t)
        yield same("years", (t,), "debt", before + row["borrowed"] - row["repaid"], row["debt"],
                   before + row["borrowed"] + row["repaid"])
        for column, limit in (("borrowed", "borrow_limit"), ("debt", "debt_limit"), ("reserve", "reserve_limit")):
            yield most("years", (t,), limit, row[limit], row[column])
        before = row["debt"]


CHECKS = (order_cost, cash, upkeep, budgets, debt)
