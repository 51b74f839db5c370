"""The tables that a page shows, against the ledger: orders, capacity, flows, money, limits, people, projects."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import Book, Row
from catchup.audit.checks import Finding, most, same
from catchup.audit.money import paid_out, received

SMALL = 1e-4
"""an order under this part of a unit (or of a whole plant) is not shown"""


def placed(book: Book) -> list[tuple[Row, Row]]:
    """Orders that a page shows, with their modes: up to the last shown year."""
    modes, last = book.by("modes", "asset", "mode"), book.meta()["last_shown"]
    found = []
    for order in book.rows("orders"):
        mode = modes[order["asset"], order["mode"]]
        if order["size"] > SMALL * max(1.0, mode["unit_size"] or 1.0) and order["year"] <= last:
            found.append((order, mode))
    return found


def investments(book: Book) -> Iterator[Finding]:
    """Each order of the shown years, with its cost to all payers, and no other."""
    known = book.by("investments", "asset", "mode", "channel", "year")
    expected = {(o["asset"], o["mode"], o["channel"], o["year"]): (o, m) for o, m in book.once(placed)}
    if set(known) != set(expected):
        raise KeyError(sorted(set(known) ^ set(expected))[0])
    for key, (order, mode) in expected.items():
        row = known[key]
        yield same("investments", key, "size", order["size"], row["size"])
        yield same("investments", key, "online", order["online"], row["online"], 1e-6)
        yield same("investments", key, "cost_usd_m", order["public_usd_m"] + order["private_usd_m"], row["cost_usd_m"])
        yield same("investments", key, "public_usd_m", order["public_usd_m"], row["public_usd_m"])
        if (row["owner"], row["unit"]) != (mode["owner"], mode["unit"]):
            raise ValueError(f"the owner or unit of {mode['asset']} is another")


def capacity(book: Book) -> Iterator[Finding]:
    """Capacity by asset: today's, programmes and orders."""
    known = book.by("capacity", "asset", "year")
    listed = set()
    for (asset,), modes in book.groups("modes", "asset").items():
        for t in facts.shown(book):
            rows = [book.by("mode_years", "asset", "mode", "year")[asset, m["mode"], t] for m in modes]
            parts = [sum(r[column] for r in rows) for column in ("existing", "programme", "from_orders")]
            row = known.get((asset, t))
            if row is None:
                yield same("capacity", (asset, t), "orders", sum(parts), 0.0)
                continue
            listed.add((asset, t))
            for column, value in zip(("existing", "programmes", "orders"), parts, strict=True):
                yield same("capacity", (asset, t), column, value, row[column],
                           sum(parts) if column == "orders" else 0.0)
    if listed != set(known):
        raise KeyError(sorted(set(known) ^ listed)[0])


def flows(book: Book) -> Iterator[Finding]:
    """Goods made, bought, sold and served, by year, at scenario prices."""
    expected = book.once(_flows)
    known = book.by("flows", "year", "commodity", "kind", "by")
    for key in {**dict.fromkeys(expected), **dict.fromkeys(known)}:
        amount, price = expected.get(key, (0.0, 0.0))
        row = known.get(key)
        yield same("flows", key, "amount", amount, 0.0 if row is None else row["amount"])
        yield same("flows", key, "usd_m", amount * price, 0.0 if row is None else row["usd_m"])


def _flows(book: Book) -> dict[tuple[int, str, str, str], tuple[float, float]]:
    found: dict[tuple[int, str, str, str], tuple[float, float]] = {}
    about = book.by("processes", "process")
    for t in facts.shown(book):
        for run in book.groups("runs", "year").get((t,), ()):
            good = about[run["process"],]["output"]
            price = facts.good_year(book, good, t)["home_price"]
            found[t, good, "made", f"{run['process']}/{run['mode']}"] = run["amount"], price
        for good_row in book.rows("goods"):
            good = good_row["good"]
            here = facts.good_year(book, good, t)
            if here["buy_price"] is not None:
                found[t, good, "bought", "world"] = here["bought"], here["buy_price"]
            if here["sell_price"] is not None:
                found[t, good, "sold", "world"] = here["sold"], here["sell_price"]
        for route in book.rows("routes"):
            amount = facts.served(book, route["demand"], route["good"], t) * route["per_unit"]
            found[t, route["good"], "served", route["demand"]] = amount, 0.0
    return found


def shown_cash(book: Book, year: int) -> dict[tuple[str, str], float]:
    """Every item of cash of a shown year by payer and kind; capital without the orders that are not shown."""
    row, before = facts.year_row(book, year), book.by("years", "year").get((year - 1,))
    capital = {"pub": 0.0, "dom": 0.0, "for": 0.0}
    for order, mode in book.once(placed):
        spread = max(1, order["online"] - order["year"])
        if order["year"] <= year < order["year"] + spread:
            capital["pub"] += order["public_usd_m"] / spread
            capital[mode["owner"]] += order["private_usd_m"] / spread
    rate = facts.term(book, "debt_rate")
    return {
        ("public", "capital"): capital["pub"],
        ("public", "upkeep"): facts.cash(book, year, "losses_of_public_assets"),
        ("public", "training"): facts.cash(book, year, "training"),
        ("public", "reform"): facts.cash(book, year, "delivery_upkeep") + facts.cash(book, year, "reform"),
        ("public", "service_bill_of_the_state"): facts.cash(book, year, "state_bill"),
        ("public", "committed"): row["committed"] + row["lever_cost"],
        ("public", "taxes_and_surplus"): -received(book, year) - row["lever_revenue"],
        ("public", "borrowing"): -row["borrowed"],
        ("public", "debt_service"): row["repaid"] + (rate * before["debt"] if before is not None else 0.0),
        ("public", "reserve"): row["reserve"] - (before["reserve"] if before is not None else 0.0),
        ("domestic", "capital"): capital["dom"], ("foreign", "capital"): capital["for"],
    }


FINANCING = ("borrowing", "debt_service", "reserve")


def spent(book: Book, year: int, *, net: bool) -> float:
    """Public cash of the plan in a year without financing, before or after what comes back.   [USD m]"""
    return sum(
        amount for (payer, kind), amount in shown_cash(book, year).items()
        if payer == "public" and kind not in FINANCING and (net or kind != "taxes_and_surplus"))


def size_of_cash(book: Book, year: int) -> float:
    """Sum of the sizes of the items of public cash.   [USD m]"""
    return paid_out(book, year) + abs(received(book, year)) + float(facts.year_row(book, year)["committed"])


def money(book: Book) -> Iterator[Finding]:
    """Cash of the shown years by payer and kind."""
    known = book.by("money", "year", "payer", "kind")
    expected = {(t, *name): amount for t in facts.shown(book) for name, amount in shown_cash(book, t).items()}
    for key in {**dict.fromkeys(expected), **dict.fromkeys(known)}:
        row = known.get(key)
        size = 0.0
        if key[2] in ("taxes_and_surplus", "reserve"):
            size = abs(facts.cash(book, key[0], "taxed_surplus")) * facts.term(book, "tax_share")
            size += facts.year_row(book, key[0])["reserve"]
        yield same("money", key, "usd_m", expected[key], 0.0 if row is None else row["usd_m"], size)


def limits(book: Book) -> Iterator[Finding]:
    """What each payer spends against what he can."""
    known = book.by("limits", "year")
    if {t for (t,) in known} != set(facts.shown(book)):
        raise ValueError("the years of limits are not the shown years")
    for (t,), row in known.items():
        here, cash = facts.year_row(book, t), shown_cash(book, t)
        for column, other in (("public_limit_usd_m", "budget"), ("domestic_limit_usd_m", "domestic_limit"),
                              ("foreign_limit_usd_m", "foreign_limit")):
            yield same("limits", (t,), column, here[other], row[column])
        yield same("limits", (t,), "public_net_usd_m", spent(book, t, net=True), row["public_net_usd_m"],
                   size_of_cash(book, t))
        for owner in ("domestic", "foreign"):
            yield same("limits", (t,), f"{owner}_usd_m", cash[owner, "capital"], row[f"{owner}_usd_m"])


def people(book: Book) -> Iterator[Finding]:
    """People needed, within reach, trained and attracted."""
    skills = book.by("skills", "skill")
    known = book.by("people", "skill", "year")
    if set(known) != {(s, t) for (s,) in skills for t in facts.shown(book)}:
        raise ValueError("the rows of people are not every skill in every shown year")
    for (skill, t), row in known.items():
        here = book.by("skill_years", "skill", "year")[skill, t]
        came = [r["people"] for r in book.groups("attracted", "skill", "year").get((skill, t), ())]
        yield same("people", (skill, t), "needed", here["running"] + here["building"], row["needed"])
        yield same("people", (skill, t), "stock", skills[skill,]["reachable"], row["stock"])
        yield same("people", (skill, t), "trained", here["trained"], row["trained"])
        yield same("people", (skill, t), "attracted", sum(came), row["attracted"])


def projects(book: Book) -> Iterator[Finding]:
    """Projects against the orders that they gather: size, years and cost by payer; ranks from one on."""
    rows = book.rows("projects")
    for number, row in enumerate(rows, start=1):
        key = (row["id"],)
        yield same("projects", key, "rank", number, row["rank"], 1e-6)
        cost = row["public_usd_m"] + row["domestic_usd_m"] + row["foreign_usd_m"]
        yield same("projects", key, "cost_usd_m", cost, row["cost_usd_m"])
        yield most("projects", key, "last_order", row["last_order"], row["first_order"])
        yield most("projects", key, "first_order", row["online"], row["first_order"])
    own = {row["id"]: row for row in rows if row["origin"] != "programme" and row["id"] != REFORM}
    groups = book.once(gathered)
    total = sum(cost_of(orders) for orders in groups.values())
    for name, orders in groups.items():
        if name in own:
            yield from _project(book, own.pop(name), orders)
        elif cost_of(orders) >= UNTOLD * total:
            raise KeyError(name)
    if own:
        raise KeyError(next(iter(own)))
    for row in rows:
        if row["id"] == REFORM:
            yield from _reform(book, row)


REFORM = "delivery.reform"
MINOR = 0.05
"""a mode with less than this part of the cost of an asset is told with its main one"""
UNTOLD = 5.001e-4
"""a group with less than this part of all capital is not told at all"""
Gathered = list[tuple[Row, Row]]


def cost_of(orders: Gathered) -> float:
    """Cost of some orders to all payers.   [USD m]"""
    return sum(float(order["public_usd_m"] + order["private_usd_m"]) for order, _ in orders)


def gathered(book: Book) -> dict[str, Gathered]:
    """Orders by project: by asset and mode, minor modes with the main one."""
    by_asset: dict[str, dict[str, Gathered]] = {}
    for order, mode in book.once(placed):
        by_asset.setdefault(order["asset"], {}).setdefault(order["mode"], []).append((order, mode))
    found: dict[str, Gathered] = {}
    for asset, modes in by_asset.items():
        cost = {mode: cost_of(orders) for mode, orders in modes.items()}
        main = max(cost, key=lambda mode: (cost[mode], mode))
        for name, orders in modes.items():
            target = name if cost[name] >= MINOR * sum(cost.values()) else main
            found.setdefault(f"{asset}.{target}", []).extend(orders)
    return found


def _project(book: Book, row: Row, orders: Gathered) -> Iterator[Finding]:
    key, mode = (row["id"],), row["id"].removeprefix(f"{row['asset']}.")
    whole = book.by("modes", "asset", "mode")[row["asset"], mode]["unit_size"]
    amounts = {
        "size": sum(o["size"] for o, _ in orders), "public_usd_m": sum(o["public_usd_m"] for o, _ in orders),
        "domestic_usd_m": sum(o["private_usd_m"] for o, m in orders if m["owner"] == "dom"),
        "foreign_usd_m": sum(o["private_usd_m"] for o, m in orders if m["owner"] == "for")}
    for column, value in amounts.items():
        yield same("projects", key, column, value, row[column])
    dates = {
        "first_order": min(o["year"] for o, m in orders if m["mode"] == mode),
        "last_order": max(o["year"] for o, _ in orders), "online": min(o["online"] for o, _ in orders)}
    for column, year in dates.items():
        yield same("projects", key, column, year, row[column])
    if (whole is None) != (row["units"] is None):
        raise ValueError(f"{row['id']}: whole units or not")
    if whole is not None:
        yield same("projects", key, "units", round(row["size"] / whole), row["units"])


def _reform(book: Book, row: Row) -> Iterator[Finding]:
    years, key = facts.shown(book), (row["id"],)
    begun = [t for t in years if facts.year_row(book, t)["reform"] > 1e-3]
    cost = sum(facts.cash(book, t, "reform") for t in begun)
    cost += sum(facts.cash(book, t, "delivery_upkeep") for t in years)
    top = max(r["delivery"] for r in book.rows("years"))
    for column, value in (("first_order", begun[0]), ("last_order", begun[-1]),
                          ("online", begun[0] + facts.term(book, "delivery_lead"))):
        yield same("projects", key, column, value, row[column], 1e-6)
    yield same("projects", key, "size", top, row["size"])
    yield same("projects", key, "cost_usd_m", cost, row["cost_usd_m"])


CHECKS = (investments, capacity, flows, money, limits, people, projects)
