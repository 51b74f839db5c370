"""The same capacities run once more without the denying group: nothing that is not there, and what it serves.

Whether more could be served is for a solver to say; that as much could be served is shown here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catchup.audit import facts
from catchup.audit.book import Book, Key, Row
from catchup.audit.card import lag_cap
from catchup.audit.checks import Finding, most, same
from catchup.audit.inputs import known
from catchup.audit.trade import must_need

Use = Mapping[Key, float]
"""(kind, what, by, part) -> amount"""


def states(book: Book) -> dict[Key, dict[Key, float]]:
    """Decisions of each reported year under denial, by (year, years of denial)."""
    found: dict[Key, dict[Key, float]] = {key: {} for key in book.by("embargo", "year", "denial_years")}
    for row in book.rows("denied_use"):
        key = (row["kind"], row["what"], row["by"], row["part"])
        here = found[row["year"], row["denial_years"]]
        if key in here or row["kind"] not in ("on", "run", "buy", "sell", "established", "serve"):
            raise ValueError(f"{key} twice in a year under denial, or of no kind")
        here[key] = row["amount"]
    return found


def denied(book: Book, good: str | None) -> float:
    """Part of the imports of a good that is gone."""
    row = book.by("denied_goods", "good").get((good,))
    return 0.0 if row is None else float(row["share"])


def _spare(book: Book) -> float:
    value = known(book, "scenario.parameters.spare_parts")
    return 1.0 if value is None else value


def capacity(book: Book) -> Iterator[Finding]:
    """In use of a vintage <= what was delivered, worn by years without spare parts, later orders only from others;
    run / output of a unit <= in use, hardware at its age.
    """
    modes = book.by("modes", "asset", "mode")
    for state, use in book.once(states).items():
        takes: dict[Key, float] = {}
        for (kind, what, by, part), amount in use.items():
            if kind == "on":
                mode = modes[what, by]
                if mode["denied"]:
                    raise ValueError(f"{what}, {by}: the denying group can switch it off")
                limit = _left(book, mode, part, state)
                yield most("denied_use", (*state, kind, what, by, part), "amount", limit, amount)
            if kind == "run":
                asset = book.by("processes", "process")[what,]["asset"]
                taken = amount / facts.full_output(book, what, state[0])
                takes[asset, by] = takes.get((asset, by), 0.0) + taken
        for key, taken in takes.items():
            growth = modes[key]["growth"]
            place = sum(
                amount * (growth ** -(state[0] - part) if growth is not None else 1.0)
                for (kind, what, by, part), amount in use.items() if kind == "on" and (what, by) == key)
            yield most("denied_use", (*state, "run", *key), "amount", place, taken)


def _left(book: Book, mode: Row, vintage: int, state: Key) -> float:
    year, age = state
    if mode["growth"] is None:
        return facts.standing(book, mode, year)
    share = denied(book, mode["hardware"]) if mode["hardware"] is not None else 0.0
    left = (1.0 - (1.0 - _spare(book)) * share) ** age
    total = 0.0
    if vintage == book.meta()["first_year"]:
        row = book.by("mode_years", "asset", "mode", "year")[mode["asset"], mode["mode"], year]
        total += left * (row["existing"] + row["programme"])
    for order in facts.orders_of(book, mode):
        if order["online"] == vintage:
            late = 1.0 if order["year"] <= year - age else 1.0 - share
            total += order["size"] * facts.ramp(book, mode, year - vintage) * left * late
    return total


def balances(book: Book) -> Iterator[Finding]:
    """made + bought + provided + supply >= used + occupied + sold + served under denial; hardware wears out instead of
    taking denied spare parts.
    """
    for state, use in book.once(states).items():
        for (good,), about in book.by("goods", "good").items():
            there, wanted = _balance(book, good, about, state, use)
            yield most("denied_use", (*state, "balance", good), "amount", there, wanted)


def _balance(book: Book, good: str, about: Row, state: Key, use: Use) -> tuple[float, float]:
    """What there is of a good, and what is wanted of it."""
    modes, routes = book.by("modes", "asset", "mode"), book.by("routes", "demand", "good")
    gives = book.by("mode_goods", "asset", "mode", "good")
    there, wanted = facts.good_year(book, good, state[0])["supply"], 0.0
    for (kind, what, by, part), amount in use.items():
        if kind == "run":
            process = book.by("processes", "process")[what,]
            there += amount if process["output"] == good else 0.0
            mode = modes[process["asset"], by]
            worn = mode["hardware"] is not None and denied(book, good) > 0
            for sort, item, per_output in facts.taken_and_given(book, what):
                if item == good and sort == "by_product":
                    there += per_output * amount
                elif item == good and not worn:
                    wanted += per_output * amount
        elif kind == "on" and (what, by, good) in gives:
            row, mode = gives[what, by, good], modes[what, by]
            aged = 1.0
            if mode["occupancy_growth"] is not None:
                aged = mode["occupancy_growth"] ** (part - book.meta()["first_year"])
            there += amount * row["provides"]
            wanted += amount * row["occupies"] * aged
        elif kind == "buy" and what == good:
            there += amount
        elif kind == "sell" and what == good:
            wanted += amount
        elif kind == "serve" and by == good:
            wanted += amount * routes[what, good]["per_unit"]
    if about["given"]:
        for row in book.groups("mode_goods", "good").get((good,), ()):
            if not modes[row["asset"], row["mode"]]["denied"]:
                place = book.by("mode_years", "asset", "mode", "year")[row["asset"], row["mode"], state[0]]
                there += row["occupies"] * place["existing"]
    return there, wanted


def trade(book: Book) -> Iterator[Finding]:
    """Bought <= what others than the group supply of the plan's purchases; sold <= sold; served within the blocks."""
    sales = book.by("sales", "good", "block", "year")
    for state, use in book.once(states).items():
        served: dict[Key, float] = {}
        for (kind, what, by, part), amount in use.items():
            key = (*state, kind, what, by, part)
            if kind == "buy":
                row, share = facts.good_year(book, what, state[0]), denied(book, what)
                if row["buy_price"] is None:
                    raise ValueError(f"{what} is not bought")
                if share > 0:
                    yield most("denied_use", key, "amount", (1.0 - share) * row["bought"], amount)
            elif kind in ("sell", "established"):
                row = sales[what, part, state[0]]
                yield most("denied_use", key, "amount", row["sold" if kind == "sell" else "established"], amount)
                if kind == "established":
                    yield most("denied_use", key, "amount", use.get(("sell", what, None, part), 0.0), amount)
            elif kind == "serve":
                served[what, part] = served.get((what, part), 0.0) + amount
        for (demand, block), amount in served.items():
            total = book.by("demand_years", "demand", "year")[demand, state[0]]["total"]
            width = book.by("demand_blocks", "demand", "block")[demand, block]["width"]
            yield most("denied_use", (*state, "serve", demand, None, block), "amount", width * total, amount)


def shares(book: Book) -> Iterator[Finding]:
    """Embargo share: must demand served over need; lag: demand-weighted age, models held frozen, unmet at the cap."""
    cap = book.once(lag_cap)
    frozen = book.by("denied_routes", "demand", "good", "year", "denial_years")
    for state, use in book.once(states).items():
        row, (need, _) = book.by("embargo", "year", "denial_years")[state], must_need(book, state[0])
        pairs = []
        for route in book.rows("routes"):
            demand = book.by("demands", "demand")[route["demand"],]
            if demand["headline"]:
                served = sum(
                    use.get(("serve", route["demand"], route["good"], b), 0.0) for b in range(demand["must_blocks"]))
                key = (route["demand"], route["good"], state[0])
                held = frozen.get((*key, state[1]))
                age = held["age"] if held is not None else book.by("route_years", "demand", "good", "year")[key]["age"]
                if held is not None and cap is not None:
                    now = book.by("route_years", "demand", "good", "year")[key]["age"]
                    yield same("denied_routes", (*key, state[1]), "age", min(cap, now + state[1]), age)
                pairs.append((served / need, age))
        total = sum(share for share, _ in pairs)
        yield same("embargo", state, "share", min(1.0, total), row["share"])
        if cap is not None:
            lag = sum(share / max(1.0, total) * min(age, cap) for share, age in pairs) + max(0.0, 1.0 - total) * cap
            yield same("embargo", state, "lag", lag, row["lag"], cap)


def group(book: Book) -> Iterator[Finding]:
    """What the group supplies of each good, and how fast machines wear out without it, as listed."""
    for (good,), row in book.by("denied_goods", "good").items():
        share = known(book, f"chain.commodities.{good}.denied_share")
        if share is None:
            raise KeyError(f"chain.commodities.{good}.denied_share")
        yield same("denied_goods", (good,), "share", share, row["share"])


CHECKS = (capacity, balances, trade, shares, group)
