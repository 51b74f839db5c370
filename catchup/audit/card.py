"""The scorecard and the trajectory, as far as the tables allow."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import CARD, Book, Row
from catchup.audit.checks import Finding, alike, same
from catchup.audit.tables import placed, size_of_cash, spent
from catchup.audit.trade import headline_total, makers, must_need, needs

CARD_KEY = ("this plan",)


def _is(column: str, expected: float | None, found: float | None, size: float = 0.0) -> Iterator[Finding]:
    yield from alike(CARD, CARD_KEY, column, expected, found, size)


def money(book: Book) -> Iterator[Finding]:
    """Capital by payer, net public cash, the peak year against GDP, revenue and limit."""
    card, orders = book.card(), book.once(placed)
    public = sum(o["public_usd_m"] for o, _ in orders)
    domestic = sum(o["private_usd_m"] for o, m in orders if m["owner"] == "dom")
    foreign = sum(o["private_usd_m"] for o, m in orders if m["owner"] == "for")
    years = facts.shown(book)
    spending = {t: spent(book, t, net=False) for t in years}
    limits = {t: book.by("limits", "year")[t,] for t in years}
    share = {t: spending[t] / limits[t]["gdp_usd_m"] for t in years}
    peak = card["peak_public_year"]
    size = sum(size_of_cash(book, t) for t in years)
    yield from _is("public_capital_usd_m", public, card["public_capital_usd_m"])
    yield from _is("domestic_capital_usd_m", domestic, card["domestic_capital_usd_m"])
    yield from _is("foreign_capital_usd_m", foreign, card["foreign_capital_usd_m"])
    yield from _is("capital_usd_m", public + domestic + foreign, card["capital_usd_m"])
    yield from _is("public_net_usd_m", sum(spent(book, t, net=True) for t in years), card["public_net_usd_m"], size)
    yield from _is("peak_public_usd_m", spending[peak], card["peak_public_usd_m"])
    yield from _is("peak_public_share_gdp", max(share.values()), card["peak_public_share_gdp"])
    yield from _is("peak_public_share_revenue", spending[peak] / limits[peak]["revenue_usd_m"],
                   card["peak_public_share_revenue"])
    yield from _is("public_limit_at_peak_usd_m", limits[peak]["public_limit_usd_m"],
                   card["public_limit_at_peak_usd_m"])
    yield from _is("private_per_public", (domestic + foreign) / public if public > 1.0 else None,
                   card["private_per_public"])
    yield from _public_cost(book, card)


def _public_cost(book: Book, card: Row) -> Iterator[Finding]:
    """PV of net public cash over all solved years."""
    total = size = 0.0
    for t in facts.years(book):
        present = facts.year_row(book, t)["discount"]
        total, size = total + present * spent(book, t, net=True), size + present * size_of_cash(book, t)
    yield from _is("public_cost_pv_usd_m", total, card["public_cost_pv_usd_m"], size)


def benefit(book: Book) -> Iterator[Finding]:
    """W - W(import), what of it comes from power and ports, and its share of a year's GDP."""
    card, meta = book.card(), book.meta()
    total = book.by("welfare", "item")["total",]["usd_m"]
    base = facts.term(book, "baseline_welfare")
    size = sum(abs(row["usd_m"]) for row in book.rows("welfare") if row["item"] != "total")
    gain = total - base if base is not None else 0.0
    yield from _is("welfare_usd_m", gain, card["welfare_usd_m"], size if base is not None else 0.0)
    yield from _is("welfare_ai_usd_m", card["welfare_usd_m"] - card["welfare_beyond_usd_m"], card["welfare_ai_usd_m"],
                   abs(card["welfare_usd_m"]))
    yield from _is("welfare_share_gdp", card["welfare_usd_m"] / meta["gdp_usd_m"], card["welfare_share_gdp"])


def offset(book: Book) -> Iterator[Finding]:
    """(ND under import - ND) / demand; exports of offset goods; firm power that orders add."""
    card, worked, last = book.card(), book.once(needs), book.meta()["last_shown"]
    for column, t in (("offset_2035", 2035), ("offset_end", last)):
        row = facts.year_row(book, t)
        base = row["base_need_from_abroad"]
        here, demand = worked[t], headline_total(book, t)
        value = (base - here.value) / demand if base is not None and demand > 0 else 0.0
        yield from _is(column, value, card[column], (abs(here.size) + abs(base or 0.0)) / demand)
    sold = sum(
        row["sell_price"] * row["sold"] for row in (facts.good_year(book, g["good"], 2035) for g in book.rows("goods")
        if g["offset"]) if row["sell_price"] is not None)
    yield from _is("exports_2035_usd_m", sold, card["exports_2035_usd_m"])
    added = 0.0
    for use in book.rows("mode_goods"):
        if use["good"] == "firm_power":
            row = book.by("mode_years", "asset", "mode", "year")[use["asset"], use["mode"], last]
            added += use["provides"] * row["from_orders"]
    yield from _is("power_added_gw", added, card["power_added_gw"])


def counts(book: Book) -> Iterator[Finding]:
    """Number of projects and programmes; inputs by grade; the year and the worth of what binds first."""
    card, rows = book.card(), book.rows("projects")
    programmes = sum(1 for row in rows if row["origin"] == "programme")
    yield from _is("projects_count", len(rows) - programmes, card["projects_count"], 1e-6)
    yield from _is("programmes_count", programmes, card["programmes_count"], 1e-6)
    grades = [row["grade"] for row in book.rows("inputs")]
    yield from _is("inputs_total", len(grades), card["inputs_total"], 1e-6)
    for grade in "abcd":
        yield from _is(f"inputs_grade_{grade}", grades.count(grade.upper()), card[f"inputs_grade_{grade}"], 1e-6)
    top = book.rows("binding")[0]["worth_usd_m"] if book.rows("binding") else 0.0
    yield from _is("tightest_worth_usd_m", top, card["tightest_worth_usd_m"])


def trajectory(book: Book) -> Iterator[Finding]:
    """Need, and what of it is served at home, abroad or not at all; the age of what is served."""
    known = book.by("trajectory", "year")
    if {t for (t,) in known} != set(facts.shown(book)):
        raise ValueError("the years of the trajectory are not the shown years")
    cap, age = book.once(lag_cap), book.by("route_years", "demand", "good", "year")
    for (t,), row in known.items():
        share, _ = home_share(book, t)
        yield same("trajectory", (t,), "home_share", share, row["home_share"])
        ages = [
            age[r["demand"], r["good"], t]["age"] for r in book.rows("routes")
            if r["at_home"] and book.by("demands", "demand")[r["demand"],]["headline"]]
        yield from alike("trajectory", (t,), "home_age", min(ages) if share >= HALF else None, row["home_age"])
        yield same("trajectory", (t,), "served_home_usd_m", served_home(book, t), row["served_home_usd_m"])
        need, met = must_need(book, t)
        yield same("trajectory", (t,), "need_usd_m", need, row["need_usd_m"])
        home, abroad = row["served_home_usd_m"], row["served_abroad_usd_m"]
        yield same("trajectory", (t,), "served_abroad_usd_m", met - home, abroad, met)
        yield same("trajectory", (t,), "unmet_usd_m", max(0.0, need - met), row["unmet_usd_m"], need)
        if cap is not None:
            yield same("trajectory", (t,), "service_age", _service_age(book, t, need, cap), row["service_age"], cap)


HALF = 0.5 - 1e-6
"""part of its own need from which on a country is said to be served at home"""
MACHINES = "need_of:"


def machines(book: Book) -> tuple[str, float]:
    """The good that machines at home make, and how much of it a unit of need takes."""
    found = [row for row in book.rows("terms") if str(row["name"]).startswith(MACHINES)]
    return str(found[0]["name"]).removeprefix(MACHINES), float(found[0]["value"])


def home_share(book: Book, year: int) -> tuple[float, float]:
    """Part of need that machines at home could serve, exports left out; and the part of owners at home."""
    good, amount = book.once(machines)
    need, _ = must_need(book, year)
    whole = own = 0.0
    for process, mode in makers(book, good):
        place = book.by("mode_years", "asset", "mode", "year")[mode["asset"], mode["mode"], year]
        stands = place["standing"] if place["in_new_units"] is None else place["in_new_units"]
        output = stands * facts.full_output(book, process["process"], year)
        whole, own = whole + output, own + (0.0 if mode["owner"] == "for" else output)
    share = max(0.0, whole - facts.good_year(book, good, year)["sold"]) / (need * amount)
    return share, share * own / whole if whole > 0 else 0.0


def served_home(book: Book, year: int) -> float:
    """Need served by routes at home, as far as machines at home made what it takes.   [USD m a year]"""
    good, amount = book.once(machines)
    row = facts.good_year(book, good, year)
    at_home = 0.0
    for (name,), demand in book.by("demands", "demand").items():
        for route in book.groups("routes", "demand")[name,] if demand["headline"] else ():
            if route["at_home"]:
                at_home += facts.served(book, name, route["good"], year, demand["must_blocks"])
    made = sum(facts.run_of(book, p["process"], m["mode"], year) for p, m in makers(book, good))
    return min(at_home, max(0.0, made - float(row["sold"])) / amount)


def lag_cap(book: Book) -> float | None:
    """The age at which demand that nothing serves counts."""
    found = [float(row["value"]) for row in book.rows("inputs") if row["path"].endswith(".lag_cap")]
    return found[0] if found else None


def _service_age(book: Book, t: int, need: float, cap: float) -> float:
    """Demand-weighted age of what is served, unmet demand at the cap."""
    pairs = []
    for (name,), demand in book.by("demands", "demand").items():
        for route in book.groups("routes", "demand")[name,] if demand["headline"] else ():
            part = facts.served(book, name, route["good"], t, demand["must_blocks"]) / need
            age = book.by("route_years", "demand", "good", "year")[name, route["good"], t]["age"]
            pairs.append((min(1.0, part), age))
    total = sum(part for part, _ in pairs)
    shares = [(part / max(1.0, total), min(age, cap)) for part, age in pairs]
    return sum(float(part * age) for part, age in shares) + max(0.0, 1.0 - total) * cap


def shares(book: Book) -> Iterator[Finding]:
    """Scorecard lags and shares against the trajectory's last, first and middle years."""
    card, last = book.card(), book.meta()["last_shown"]
    known, first = book.by("trajectory", "year"), book.meta()["first_year"]
    end, start, middle = known[last,], known[first,], known[2030,]
    for column, row in (("end", end), ("start", start), ("2030", middle)):
        yield from _is(f"home_age_{column}", row["home_age"], card[f"home_age_{column}"])
        yield from _is(f"home_share_{column}", row["home_share"], card[f"home_share_{column}"])
    yield from _is("home_share_controlled_end", home_share(book, last)[1], card["home_share_controlled_end"])
    for column in ("own_age", "own_dist_age", "service_age"):
        yield from _is(f"{column}_end", end[column], card[f"{column}_end"])
    for column in ("home_age", "home_share"):
        yield from _is(f"base_{column}_end", end[f"base_{column}"], card[f"base_{column}_end"])
    reached = [t for (t,), row in sorted(known.items()) if row["home_age"] is not None]
    yield from _is("home_first_year", reached[0] if reached else None, card["home_first_year"], 1e-6)
    need = end["need_usd_m"]
    served = end["served_home_usd_m"] + end["served_abroad_usd_m"]
    yield from _is("served_home_end_share", end["served_home_usd_m"] / need, card["served_home_end_share"])
    yield from _is("served_end_share", min(1.0, served / need), card["served_end_share"])
    yield from _is("unmet_end_share", end["unmet_usd_m"] / need, card["unmet_end_share"])


WEIGHS, TRIFLE = 0.1, 0.002
"""a project weighs if it takes this part of the plan's public capital, and that is no trifle beside all capital"""


def first_decision(book: Book) -> Iterator[Finding]:
    """The year of the state's first decision: its earliest project that weighs, else power, else the largest other."""
    rows = [row for row in book.rows("projects") if row["origin"] != "programme"]
    capital = sum(row["cost_usd_m"] for row in rows)
    public = sum(row["public_usd_m"] for row in rows if row["origin"] == "plan")
    due = [
        row for row in rows if row["origin"] == "plan" and row["layer"] != "delivery"
        and row["public_usd_m"] >= WEIGHS * public and public >= TRIFLE * capital]
    others = [row for row in rows if row["origin"] == "forecast"]
    due = due or [row for row in others if row["layer"] == "energy"]
    due = due or sorted(others, key=lambda row: -row["cost_usd_m"])[:1]
    year = min(row["first_order"] for row in due) if due else None
    yield from _is("decide_by_year", year, book.card()["decide_by_year"])


CHECKS = (money, benefit, offset, counts, trajectory, shares, first_decision)
