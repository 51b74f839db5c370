"""The ledger's coefficients and limits against the inputs that the plan lists, where the step between is short."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from catchup.audit import facts
from catchup.audit.book import META, Book, Row
from catchup.audit.checks import Finding, most, same

MODEL, PUBLIC = "chain.model", "profile.public_money"


def values(book: Book) -> Mapping[str, float]:
    """Inputs by their path, with what the levers do to them."""
    found = {path: float(row["value"]) for (path,), row in book.by("inputs", "path").items()}
    for pull in book.rows("pulls"):
        value = found[pull["path"]]
        found[pull["path"]] = value * pull["amount"] if pull["kind"] == "times" else value + pull["amount"]
    return found


def known(book: Book, *paths: str) -> float | None:
    """The product of some inputs; None where the plan did not read one of them."""
    found = book.once(values)
    return math.prod(found[path] for path in paths) if all(path in found for path in paths) else None


def product(book: Book, *paths: str) -> float:
    """The product of some inputs. Raises KeyError where the plan did not read one of them."""
    found = book.once(values)
    return math.prod(found[path] for path in paths)


def gdp(book: Book) -> dict[int, float]:
    """GDP: growth goes in a straight line from the observed to the long-run rate over some years.   [USD m]"""
    start = book.by("inputs", "path")["profile.economy.gdp",]
    observed, last = product(book, "profile.economy.gdp_growth"), product(book, "profile.economy.gdp_growth_long_run")
    fade = max(1.0, product(book, f"{MODEL}.gdp_growth_fade_years"))
    level, base = start["value"] * 1000.0, start["year"]
    path = {base: level}
    if facts.years(book)[-1] - base > facts.MOST_YEARS:
        raise ValueError(f"GDP is of {base}")
    for year in range(base + 1, facts.years(book)[-1] + 1):
        level *= 1.0 + observed + (last - observed) * min(1.0, (year - base) / fade)
        path[year] = level
    return path


LIMITS: dict[str, tuple[str, ...]] = {
    "budget": (f"{PUBLIC}.budget_share",),
    "domestic_limit": ("profile.economy.fixed_capital_formation", f"{MODEL}.kappa_gfcf"),
    "foreign_limit": ("profile.economy.fdi_inflow", f"{MODEL}.phi_fdi"),
    "borrow_limit": (f"{PUBLIC}.borrow_limit",), "debt_limit": (f"{PUBLIC}.debt_limit",),
    "reserve_limit": (f"{PUBLIC}.budget_share", f"{MODEL}.reserve_cap"),
    "ordinary_limit": (f"{PUBLIC}.present_investment", f"{MODEL}.ordinary_cap_multiple"),
    "outlay_limit": (f"{MODEL}.outlay_limit_share",), "reform_seed": (f"{MODEL}.delivery_seed",),
}


def limits(book: Book) -> Iterator[Finding]:
    """Each yearly limit is a share of GDP."""
    path = book.once(gdp)
    for t in facts.years(book):
        row = facts.year_row(book, t)
        for column, factors in LIMITS.items():
            yield same("years", (t,), column, path[t] * product(book, *factors), row[column])
        most_delivery = max(path[t] * product(book, f"{MODEL}.delivery_max"), facts.term(book, "delivery_start"))
        yield same("years", (t,), "delivery_limit", most_delivery, row["delivery_limit"])
        if row["exchange_room"] is not None:
            reserves = 1000.0 * product(book, "profile.economy.reserves", f"{MODEL}.exchange_room_share")
            room = reserves * path[t] / path[facts.years(book)[0]]
            yield same("years", (t,), "exchange_room", room, row["exchange_room"])
    for (t,), row in book.by("limits", "year").items():
        yield same("limits", (t,), "gdp_usd_m", path[t], row["gdp_usd_m"])
        yield same("limits", (t,), "revenue_usd_m", path[t] * product(book, f"{PUBLIC}.general_revenue"),
                   row["revenue_usd_m"])
    meta = book.meta()
    yield same(META, (), "gdp_usd_m", path[meta["first_year"]], meta["gdp_usd_m"])
    yield same(META, (), "discount_rate", product(book, f"{MODEL}.social_discount_rate"), meta["discount_rate"])


TERMS: dict[str, str] = {
    "surplus_share": f"{MODEL}.theta_pub_surplus", "tax_share": f"{MODEL}.tau_private_surplus",
    "remitted": f"{MODEL}.profit_remitted_share", "cost_of_public_funds": f"{MODEL}.mcpf",
    "entrant_discount": "chain.economics.entry_discount", "delivery_start": "profile.governance.delivery_capacity",
    "delivery_decay": f"{MODEL}.delivery_decay", "delivery_upkeep": f"{MODEL}.delivery_upkeep_share",
    "delivery_setup": f"{MODEL}.delivery_setup_cost", "delivery_lead": f"{MODEL}.delivery_lead_years",
    "delivery_growth": f"{MODEL}.delivery_growth",
}


def rates(book: Book) -> Iterator[Finding]:
    """Figures that hold in all years."""
    for name, path in TERMS.items():
        yield same("terms", (name,), "value", product(book, path), facts.term(book, name))
    rate = product(book, f"{MODEL}.rf_real") + product(book, f"{PUBLIC}.sovereign_spread")
    yield same("terms", ("debt_rate",), "value", rate, facts.term(book, "debt_rate"))


def people(book: Book) -> Iterator[Finding]:
    """Stock x reachable part, training places, pay blocks abroad, study and training cost."""
    builders = product(book, f"{MODEL}.staff_construction_per_musd", f"{MODEL}.skilled_share_construction") / 2.0
    seed, growth = (product(book, f"chain.assets.training_places.growth.{name}") for name in ("seed", "rate"))
    first = facts.years(book)[0]
    for (skill,), row in book.by("skills", "skill").items():
        base = f"profile.people.{skill}"
        expected = {
            "reachable": product(book, f"{base}.stock", f"{base}.reachable"),
            "study_years": max(1.0, round(product(book, f"chain.skills.{skill}.study_years"))),
            "training_cost": product(book, f"chain.skills.{skill}.training_cost") / 1e6,
            "relocation": product(book, f"{MODEL}.relocation_cost") / 1e6,
            "attrition": product(book, f"{MODEL}.attrition_employed"),
            "construction": builders if skill in ("technician", "engineer") else 0.0}
        pay = known(book, f"{base}.pay")
        if pay is not None:
            expected["pay"] = pay / 1e6
        for column, value in expected.items():
            yield _exact("skills", (skill,), column, value, row[column])
        for t in facts.years(book):
            places = product(book, f"{base}.graduates") * seed * (1.0 + growth) ** (t - first)
            yield same("skill_years", (skill, t), "places", places,
                       book.by("skill_years", "skill", "year")[skill, t]["places"])
    for key, row in book.by("attracted", "skill", "block", "year").items():
        block = f"{MODEL}.attract_block_{row['block'] + 1}"
        people_abroad = product(book, f"profile.people.{key[0]}.abroad", f"{MODEL}.diaspora_return_rate")
        yield same("attracted", key, "most", people_abroad * product(book, f"{block}_share"), row["most"])
        yield same("attracted", key, "factor", product(book, f"{block}_pay"), row["factor"])


def _exact(table: str, key: tuple[object, ...], column: str, expected: float, found: float) -> Finding:
    """A coefficient, however small: it is compared as a ratio."""
    if expected == 0.0:
        return same(table, key, column, expected, found)
    return Finding(table, key, column, expected, found, dust=0.0)


def assets(book: Book) -> Iterator[Finding]:
    """Lives, ramps, staff, what capacity gives and takes up, and how fast orders may grow."""
    for key, mode in book.by("modes", "asset", "mode").items():
        base = f"chain.assets.{key[0]}"
        yield same("modes", key, "life", max(1, round(product(book, f"{base}.life_years"))), mode["life"])
        yield _exact("modes", key, "overrun", known(book, f"{base}.overrun_excess") or 0.0, mode["overrun"])
        yield _exact("modes", key, "local_share", product(book, f"{base}.local_share"), mode["local_share"])
        if mode["growth"] is not None:
            yield same("modes", key, "growth", product(book, "scenario.parameters.g_H"), mode["growth"])
            aged = product(book, f"{base}.vintage.occupancy_growth")
            yield same("modes", key, "occupancy_growth", aged, mode["occupancy_growth"])
    for key, row in book.by("mode_goods", "asset", "mode", "good").items():
        for column in ("provides", "occupies"):
            amount = known(book, f"chain.assets.{key[0]}.{column}.{key[2]}.amount") or 0.0
            yield _exact("mode_goods", key, column, amount, row[column])
    for key, row in book.by("mode_staff", "asset", "mode", "skill").items():
        yield _exact("mode_staff", key, "people", product(book, f"chain.assets.{key[0]}.staff.{key[2]}.people"),
                     row["people"])
    for key, row in book.by("ramps", "asset", "mode", "age").items():
        yield _exact("ramps", key, "share", product(book, f"chain.assets.{key[0]}.ramp.{key[2]}"), row["share"])
    for key, row in book.by("growth", "asset", "year").items():
        yield _exact("growth", key, "rate", product(book, f"chain.assets.{key[0]}.growth.rate"), row["rate"])


def processes(book: Book) -> Iterator[Finding]:
    """Inputs and by-products of a unit of output, running cost."""
    for key, row in book.by("process_goods", "process", "good", "kind").items():
        path = f"chain.processes.{key[0]}.{key[2]}s.{key[1]}.amount"
        yield _exact("process_goods", key, "per_output", product(book, path), row["per_output"])
    for (process,), row in book.by("processes", "process").items():
        cost = known(book, f"chain.processes.{process}.variable_cost") or 0.0
        yield _exact("processes", (process,), "variable_cost", cost, row["variable_cost"])


def experience(book: Book) -> Iterator[Finding]:
    """Experience that a unit-year of operation gives is one of the listed weights, or whole."""
    found = [value for path, value in book.once(values).items() if path.startswith(f"{MODEL}.experience_weight_")]
    for key, mode in book.by("modes", "asset", "mode").items():
        if mode["weight"] is not None:
            nearest = min((*found, 1.0), key=lambda value: abs(value - mode["weight"]))
            yield same("modes", key, "weight", nearest, mode["weight"])


def leads(book: Book) -> Iterator[Finding]:
    """Whole years from order to first output by channel, rounded up; the cost of an asset falls at its own rate."""
    orders, weak = book.by("orders", "asset", "mode", "channel", "year"), f"{MODEL}.delay_ordinary_ge_"
    effective = product(book, "profile.governance.government_effectiveness") > 0
    ordinary = known(book, f"{weak}{'pos' if effective else 'neg'}")
    mission = product(book, f"{MODEL}.delay_mission")
    for key, order in orders.items():
        lead = product(book, f"chain.assets.{key[0]}.lead_years")
        late = {"ordinary": ordinary, "mission": mission, "private": 0.0}[key[2]]
        if late is not None:
            yield same("orders", key, "lead", max(1, math.ceil(lead + late - 1e-9)), order["lead"])
    first = facts.years(book)[0]
    for (asset,), rows in book.groups("ways", "asset").items():
        aged = known(book, f"chain.assets.{asset}.vintage.occupancy_growth") is not None
        decline = 0.0 if aged else product(book, f"chain.assets.{asset}.price_decline")
        start = rows[-1]["cost_usd_m"] / (1.0 - decline) ** (rows[-1]["year"] - first)
        for row in rows:
            key = (asset, row["mode"], row["year"])
            lead = product(book, f"chain.assets.{asset}.lead_years")
            alone = row["owner"] != "pub" and row["gap"] <= 0
            lead = max(1, math.ceil(lead + (0.0 if alone else mission) - 1e-9))
            yield same("ways", key, "cost_usd_m", start * (1.0 - decline) ** (row["year"] - first), row["cost_usd_m"])
            yield same("ways", key, "lead_years", lead, row["lead_years"])
            yield most("ways", key, "gap", 1.0, row["gap"])


SPARE = {
    "firm_power": "firm", "grid_connection": "connection", "electricity": "firm", "grid_flexibility": "flexibility"}
TWH_PER_GW = 8.766


def supply(book: Book) -> Iterator[Finding]:
    """What today's grid has to spare is given from outside the plan; of other goods nothing is."""
    for key, row in book.by("good_years", "good", "year").items():
        name = SPARE.get(key[0])
        spare = product(book, f"profile.power.spare_{name}") if name is not None else 0.0
        yield same("good_years", key, "supply", spare * (TWH_PER_GW if key[0] == "electricity" else 1.0), row["supply"])


def output(book: Book) -> Iterator[Finding]:
    """Output of a unit of capacity: the input itself; of hardware counted at world price, with a mark-up that fades.

    mark-up(t) = level (1 - f) + first f, f = fade^(t - first year): `level` is taken from the last year.
    """
    ages = {mode["asset"] for mode in book.rows("modes") if mode["growth"] is not None}
    years = facts.years(book)
    for (process,), row in book.by("processes", "process").items():
        base = product(book, f"chain.processes.{process}.output_per_capacity")
        found = {t: facts.full_output(book, process, t) / base for t in years}
        level = start = 1.0
        fade = product(book, "chain.economics.rent_fade") if row["asset"] in ages else 0.0
        if row["asset"] in ages:
            start, f = product(book, "scenario.parameters.scarcity_markup"), fade ** (years[-1] - years[0])
            level = (found[years[-1]] - start * f) / (1.0 - f)
        for t in years:
            f = fade ** (t - years[0])
            yield same("process_years", (process, t), "per_capacity", level * (1.0 - f) + start * f, found[t])


def demand(book: Book) -> Iterator[Finding]:
    """Blocks, routes, the state's part of a demand, price blocks abroad."""
    for key, row in book.by("demand_blocks", "demand", "block").items():
        for column in ("width", "value"):
            path = f"chain.demands.{key[0]}.blocks.{key[1]}.{column}"
            yield _exact("demand_blocks", key, column, product(book, path), row[column])
    for key, row in book.by("routes", "demand", "good").items():
        per_unit = product(book, f"chain.demands.{key[0]}.routes.{key[1]}.per_unit")
        yield _exact("routes", key, "per_unit", per_unit, row["per_unit"])
    for key, row in book.by("demands", "demand").items():
        if row["headline"]:
            yield same("demands", key, "state_share", product(book, "profile.demand.government_share"),
                       row["state_share"])
    for key, row in book.by("sales", "good", "block", "year").items():
        yield same("sales", key, "factor", product(book, f"chain.economics.export_blocks.{key[1]}.value"),
                   row["factor"])


def ranges(book: Book) -> Iterator[Finding]:
    """Each value within its range, wherever it is shown; the same value in every table."""
    listed = book.by("inputs", "path")
    for (path,), row in listed.items():
        if row["low"] is not None and row["high"] is not None:
            size = max(abs(row["low"]), abs(row["high"]))
            yield most("inputs", (path,), "value", max(row["low"], row["high"]), row["value"], size)
            yield most("inputs", (path,), "value", -min(row["low"], row["high"]), -row["value"], size)
    for table in ("choices", "sensitivity", "weakest"):
        for row in book.rows(table):
            if (row["path"],) in listed:
                yield from _alike(book, table, row, listed[row["path"],])


def _alike(book: Book, table: str, row: Row, listed: Row) -> Iterator[Finding]:
    for column in ("value", "low", "high") if table != "sensitivity" else ("value",):
        if (row[column] is None) != (listed[column] is None):
            raise ValueError(f"{table}: {row['path']} has another range than among the inputs")
        if row[column] is not None:
            known_value = book.once(values)[row["path"]] if (table, column) == ("choices", "value") else listed[column]
            yield _exact(table, (row["path"],), column, known_value, row[column])


CHECKS = (limits, rates, people, assets, processes, experience, leads, supply, output, demand, ranges)
