"""Goods: made, used, bought, dug, traded, moved, demanded, and in balance at every site and in every period."""

from __future__ import annotations

from collections.abc import Sequence

from catchup.engine.fields import at, links, names, number_at, on_link
from catchup.engine.program import Program
from catchup.engine.records import Arc, Demand, Stock, Trade
from catchup.engine.sense import demand_sites
from catchup.model.columns import Column
from catchup.yamlio import PathKeys


def processes(program: Program) -> None:
    """Levels of processes: inputs, outputs, capacity used, cost. [level a year]"""
    model = program.source.model
    for name, process in model.processes.items():
        for site in names(process.sites, model.sites):
            for period in names(process.periods, program.calendar.ids):
                run = program.column(f"run|{site}|{name}|{period}", ("processes", name))
                tags = {"process": name, "site": site}
                program.count("activity", period, tags, [(run, 1.0)])
                program.pay_yearly("operation", period, tags, run, number_at(process.cost, site, period))
                for good, amount in process.io.items():
                    program.balance[site, good, period].append((run, amount))
                    of = "production" if amount > 0 else "use"
                    program.count(of, period, {**tags, "commodity": good}, [(run, abs(amount))])
                for unit, amount in process.uses.items():
                    program.load[unit, site, period].append((run, amount))


def purchases(program: Program) -> None:
    """Local supply, each record with its own cap. [commodity units a year]"""
    model = program.source.model
    for number, record in enumerate(model.purchases):
        for site, good, period in _places(program, record.sites, record.commodities, record.periods):
            buy = _moved(program, "purchase", site, good, period, record.name, ("purchases", number))
            program.pay_yearly("purchase", period, {"site": site, "commodity": good}, buy,
                               number_at(record.price, site, period))
            _capped(program, "purchase_cap", buy, site, _item(good, record.name), period, at(record.cap, site, period))


def trade(program: Program) -> None:
    """Imports and exports: price, freight and tariff; what is earned is a payment below zero."""
    model = program.source.model
    for of, records, sign in (("import", model.imports, 1.0), ("export", model.exports, -1.0)):
        for number, record in enumerate(records):
            for site, good, period in _places(program, record.sites, record.commodities, record.periods):
                path = (f"{of}s", number)
                column = _moved(program, of, site, good, period, record.name, path, into=sign)
                tags = {"site": site, "commodity": good}
                _prices(program, of, record, column, tags, period, sign)
                item = _item(good, record.name)
                _capped(program, f"{of}_cap", column, site, item, period, at(record.cap, site, period))


def _prices(
    program: Program, of: str, record: Trade, column: Column, tags: dict[str, str], period: str, sign: float,
) -> None:
    site = tags["site"]
    program.pay_yearly(of, period, tags, column, sign * number_at(record.price, site, period))
    for kind in ("freight", "tariff"):
        program.pay_yearly(kind, period, tags, column, number_at(getattr(record, kind), site, period))


def stocks(program: Program) -> None:
    """Finite stocks by steps of cost:   sum over periods of years x rate <= stock of the step."""
    model, calendar = program.source.model, program.calendar
    for number, record in enumerate(model.stocks):
        for site in names(record.site, model.sites):
            for good in names(record.commodity, model.commodities):
                periods = names(record.periods, calendar.ids)
                dug: dict[str, list[Column]] = {period: [] for period in periods}
                for place, step in enumerate(record.steps, start=1):
                    item = f"{_item(good, record.name)}|{place}"
                    for period in periods:
                        column = _dug(program, site, good, item, period, number)
                        program.pay_yearly("extraction", period, {"site": site, "commodity": good}, column,
                                           number_at(step.cost, site, period))
                        dug[period].append(column)
                    terms = [(dug[period][-1], calendar.years[period]) for period in periods]
                    program.row("stock", site, item, "all", terms, "<=", step.stock)
                _rate(program, record, site, good, dug)


def _dug(program: Program, site: str, good: str, item: str, period: str, number: int) -> Column:
    column = program.column(f"extraction|{site}|{item}|{period}", ("stocks", number))
    program.count("extraction", period, {"site": site, "commodity": good}, [(column, 1.0)])
    program.balance[site, good, period].append((column, 1.0))
    return column


def _rate(program: Program, record: Stock, site: str, good: str, dug: dict[str, list[Column]]) -> None:
    for period, columns in dug.items():
        rate = at(record.rate, site, period)
        if rate is not None:
            terms = [(column, 1.0) for column in columns]
            program.row("extraction_rate", site, _item(good, record.name), period, terms, "<=", rate)


def arcs(program: Program) -> None:
    """Flows between sites: freight and tariff per unit sent, a share lost on the way, a cap on what is sent."""
    model = program.source.model
    for number, record in enumerate(model.arcs):
        for start, end in links(record.freight):
            for good in names(record.commodities, model.commodities):
                for period in names(record.periods, program.calendar.ids):
                    _flow(program, record, ("arcs", number), start, end, good, period)


def _flow(program: Program, record: Arc, path: PathKeys, start: str, end: str, good: str, period: str) -> None:
    item = _item(f"{end}|{good}", record.name)
    sent = program.column(f"flow|{start}|{item}|{period}", path)
    tags = {"from": start, "to": end, "commodity": good, "site": start}
    program.count("flow", period, tags, [(sent, 1.0)])
    program.balance[start, good, period].append((sent, -1.0))
    program.balance[end, good, period].append((sent, 1.0 - record.loss))
    program.pay_yearly("freight", period, tags, sent, on_link(record.freight, start, end, period) or 0.0)
    program.pay_yearly("tariff", period, tags, sent, on_link(record.tariff, start, end, period) or 0.0)
    _capped(program, "flow_cap", sent, start, item, period, on_link(record.cap, start, end, period))


def demand(program: Program) -> None:
    """Markets: demand that must be met, may be missed at a price, or is served for its value."""
    model = program.source.model
    for number, record in enumerate(model.demand):
        for site in demand_sites(model, record):
            for good in names(record.commodity, model.commodities):
                for period in program.calendar.ids:
                    amount = number_at(record.amount, site, period)
                    if amount:
                        _asked(program, record, ("demand", number), site, good, period, amount)


def _asked(
    program: Program, record: Demand, path: PathKeys, site: str, good: str, period: str, amount: float,
) -> None:
    tags = {"site": site, "commodity": good}
    if record.value is not None:
        program.count("offered", period, tags, [], amount)
        served = _moved(program, "sale", site, good, period, record.name, path, into=-1.0)
        program.pay_yearly("sale", period, tags, served, -number_at(record.value, site, period))
        _capped(program, "demand", served, site, _item(good, record.name), period, amount)
        return
    program.count("demand", period, tags, [], amount)
    program.needs[site, good, period] += amount
    if record.unmet_price is not None:
        unmet = _moved(program, "unmet", site, good, period, record.name, path)
        program.pay_yearly("unmet", period, tags, unmet, number_at(record.unmet_price, site, period))
        _capped(program, "unmet_cap", unmet, site, _item(good, record.name), period, amount)


def balances(program: Program) -> None:
    """Supply >= use + demand; equal where nothing may be dumped, or where what is dumped is paid for."""
    model = program.source.model
    for site in model.sites:
        for good, record in model.commodities.items():
            for period in program.calendar.ids:
                key = (site, good, period)
                if key not in program.balance and key not in program.needs:
                    continue
                terms = list(program.balance.get(key, ()))
                if record.disposal == "paid" and terms:
                    terms.append((_disposed(program, *key), -1.0))
                sense = ">=" if record.disposal == "free" else "=="
                program.row("balance", site, good, period, terms, sense, program.needs.get(key, 0.0))  # type: ignore[arg-type]


def _disposed(program: Program, site: str, good: str, period: str) -> Column:
    column = program.column(f"disposal|{site}|{good}|{period}", ("commodities", good))
    tags = {"site": site, "commodity": good}
    program.count("disposal", period, tags, [(column, 1.0)])
    cost = program.source.model.commodities[good].disposal_cost
    program.pay_yearly("disposal", period, tags, column, number_at(cost, site, period))
    return column


def _places(program: Program, sites: object, goods: object, periods: object) -> Sequence[tuple[str, str, str]]:
    model = program.source.model
    return [(site, good, period) for site in names(sites, model.sites) for good in names(goods, model.commodities)
            for period in names(periods, program.calendar.ids)]


def _moved(
    program: Program, of: str, site: str, good: str, period: str, name: str | None, path: PathKeys, into: float = 1.0,
) -> Column:
    """A quantity that enters the balance of its site (or leaves it: `into` is -1)."""
    column = program.column(f"{of}|{site}|{_item(good, name)}|{period}", path)
    program.count(of, period, {"site": site, "commodity": good}, [(column, 1.0)])
    program.balance[site, good, period].append((column, into))
    return column


def _capped(
    program: Program, family: str, column: Column, site: str, item: str, period: str, cap: float | None,
) -> None:
    if cap is not None:
        program.row(family, site, item, period, [(column, 1.0)], "<=", cap)


def _item(what: str, name: str | None) -> str:
    return what if name is None else f"{what}|{name}"
