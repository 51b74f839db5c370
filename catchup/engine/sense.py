"""What a model file says as a whole: figures for every site and period, each kind of building with what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catchup.engine.fields import Series, at, names, number_at, on_link
from catchup.engine.records import Demand, Expansion, Limit, Model, Stock, Term
from catchup.errors import Problem
from catchup.quantity import Record
from catchup.yamlio import Document, PathKeys

NEEDS = {
    "linear": (), "fixed_charge": ("max_size",), "piecewise": ("points",), "sizes": ("sizes",), "whole": ("size",),
    "conversion": ("from_unit",)}
TAKES = {
    "linear": ("cost", "max_size"), "fixed_charge": ("cost", "fixed_cost", "max_size"), "piecewise": ("points", "mix"),
    "sizes": ("sizes",), "whole": ("cost", "size", "max_size"),
    "conversion": ("cost", "from_unit", "ratio", "max_size")}
CURVE = ("cost", "fixed_cost", "max_size", "points", "mix", "sizes", "size", "from_unit", "ratio")
FILTERS = {
    "activity": ("processes", "sites"), "production": ("commodities", "processes", "sites"),
    "use": ("commodities", "processes", "sites"), "flow": ("commodities", "from", "to"),
    "capacity": ("units", "sites"), "new_capacity": ("units", "sites"),
    "investment": ("units", "sites")}
OF_GOODS = ("commodities", "sites")
ALL_FILTERS = ("commodities", "processes", "units", "sites", "from", "to")


def sense(model: Model, document: Document) -> Iterator[Problem]:
    """Problems that only the whole file shows."""
    for group in ("purchases", "imports", "exports"):
        for number, record in enumerate(getattr(model, group)):
            yield from complete(model, document, (group, number), record)
    for number, expansion in enumerate(model.expansions):
        yield from _expansion(model, document, ("expansions", number), expansion)
    for name, process in model.processes.items():
        yield from complete(model, document, ("processes", name), process)
    for number, stock in enumerate(model.stocks):
        yield from _stock(model, document, ("stocks", number), stock)
    for number, arc in enumerate(model.arcs):
        yield from _links(model, document, ("arcs", number), arc)
    for number, demand in enumerate(model.demand):
        yield from _demand(model, document, ("demand", number), demand)
    yield from _limits(model, document)
    for name, good in model.commodities.items():
        if good.disposal != "paid" and good.disposal_cost:
            text = f'"disposal_cost" of "{name}" is never paid'
            path = ("commodities", name, "disposal_cost")
            yield document.problem(path, "E074", text, "write disposal: paid", key=True)
    if model.expansions and model.investment is None:
        text = 'missing key "investment": how building is paid'
        hint = "write investment: {mode: annuity} or investment: {mode: overnight}"
        yield document.problem(("expansions",), "E015", text, hint, key=True)


def complete(
    model: Model, document: Document, path: PathKeys, record: Record, sites: Sequence[str] | None = None,
) -> Iterator[Problem]:
    """A figure that has no value for a site or period of its record."""
    for name, info in type(record).model_fields.items():
        if any(isinstance(m, Series) and m.missing == "error" and not m.by_link for m in info.metadata):
            yield from _everywhere(model, document, path, record, name, sites)


def _everywhere(
    model: Model, document: Document, path: PathKeys, record: Record, name: str = "max_size",
    sites: Sequence[str] | None = None,
) -> Iterator[Problem]:
    here = sites if sites is not None else names(getattr(record, "sites", None), model.sites)
    periods = names(getattr(record, "periods", None), tuple(p.id for p in model.periods))
    series = getattr(record, name)
    gap = None if series is None else next(((s, t) for s in here for t in periods if at(series, s, t) is None), None)
    if gap:
        text = f'"{name}" has no figure for {gap[0]} in {gap[1]}'
        yield document.problem((*path, name), "E075", text, "add it")


def _expansion(model: Model, document: Document, path: PathKeys, record: Expansion) -> Iterator[Problem]:
    yield from complete(model, document, path, record)
    raw = _raw(document, path)
    for key in NEEDS[record.kind]:
        if not getattr(record, key):
            yield document.problem(path, "E015", f'missing key "{key}": {record.kind} needs it', "add it", key=True)
    for key in CURVE:
        if key in raw and key not in TAKES[record.kind]:
            hint = f"{record.kind} takes {', '.join(TAKES[record.kind])}"
            yield document.problem((*path, key), "E074", f'"{key}" does not go with {record.kind}', hint, key=True)
    pays = model.investment is not None and model.investment.mode == "annuity"
    if pays and record.annuity is None and record.life is None and not model.discount_rate:
        hint = "add annuity, or a life, or a discount_rate to the model"
        yield document.problem(path, "E015", 'missing key "annuity": the yearly payment per 1 of cost', hint, key=True)
    if model.investment is not None and not pays and record.annuity is not None:
        text = "an annuity where building is paid overnight"
        yield document.problem((*path, "annuity"), "E074", text, "remove it, or write mode: annuity", key=True)
    overnight = model.investment is not None and not pays
    if overnight and model.investment.salvage == "straight_line" and record.life is None:  # type: ignore[union-attr]
        hint = "add it, or write investment: {mode: overnight, salvage: none}"
        yield document.problem(path, "E015", 'missing key "life": salvage counts what is not worn out', hint, key=True)
    if record.kind == "fixed_charge" and record.max_size is not None:
        yield from _everywhere(model, document, path, record)
    yield from _built_when_it_may(model, document, path, record)
    if record.kind == "conversion" and record.from_unit is not None and record.from_unit == record.unit:
        yield document.problem((*path, "from_unit"), "E074", "a conversion of a unit into itself", "name the old unit")
    if isinstance(record.from_unit, list) or isinstance(record.unit, list):
        key = "unit" if isinstance(record.unit, list) else "from_unit"
        yield document.problem((*path, key), "E016", f'"{key}" must be one name', "write a record for each")


def _built_when_it_may(model: Model, document: Document, path: PathKeys, record: Expansion) -> Iterator[Problem]:
    """What is committed lies in the window and is not forbidden."""
    periods = tuple(p.id for p in model.periods)
    never = () if record.forbidden is None else names(record.forbidden, periods)
    window, where = names(record.periods, periods), names(record.sites, model.sites)
    each = isinstance(record.committed, Mapping)  # a plain number stands for the window only
    for site in model.sites:
        for period in periods:
            inside = site in where and period in window
            asked = number_at(record.committed, site, period) if each or inside else 0.0
            if asked and (not inside or period in never):
                text = f"building is committed at {site} in {period}, where it may not be built"
                yield document.problem((*path, "committed"), "E074", text, "mend sites, periods or forbidden")
                return


def _stock(model: Model, document: Document, path: PathKeys, record: Stock) -> Iterator[Problem]:
    sites = names(record.site, model.sites)
    for number, step in enumerate(record.steps):
        yield from complete(model, document, (*path, "steps", number), step, sites)


def _links(model: Model, document: Document, path: PathKeys, record: Any) -> Iterator[Problem]:
    periods = names(record.periods, tuple(p.id for p in model.periods))
    for start, row in record.freight.items():
        for end in row:
            for key in ("freight", "tariff"):
                if any(on_link(getattr(record, key), start, end, period) is None for period in periods):
                    text = f'"{key}" has no figure from {start} to {end}'
                    yield document.problem((*path, key), "E075", text, "add it")


def _demand(model: Model, document: Document, path: PathKeys, record: Demand) -> Iterator[Problem]:
    sites = demand_sites(model, record)
    if not sites:
        yield document.problem(path, "E015", 'missing key "sites": where the demand is', "add it", key=True)
    yield from complete(model, document, path, record, sites)
    if record.value is not None and record.unmet_price is not None:
        text = "demand served for its value has no price of being missed"
        yield document.problem((*path, "unmet_price"), "E074", text, "keep value or unmet_price", key=True)


def demand_sites(model: Model, record: Demand) -> tuple[str, ...]:
    """The sites of a demand: those named, else those for which it has amounts."""
    if record.sites is None and isinstance(record.amount, Mapping):
        return tuple(site for site in model.sites if site in record.amount)
    return () if record.sites is None else names(record.sites, model.sites)


def _limits(model: Model, document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, limit in enumerate(model.limits):
        path = ("limits", number)
        if limit.name in seen:
            yield document.problem((*path, "name"), "E071", f'"{limit.name}" is the name of another limit', "rename it")
        seen.add(limit.name)
        yield from _right(document, path, limit)
        for place, term in enumerate(limit.terms):
            yield from _term(document, (*path, "terms", place), term)


def _right(document: Document, path: PathKeys, limit: Limit) -> Iterator[Problem]:
    given = [key for key in ("at_most", "at_least", "exactly") if getattr(limit, key) is not None]
    if len(given) != 1:
        found = " and ".join(given) or "none"
        yield document.problem(path, "E015", f"a limit has one right side, found {found}",
                               "write at_most, at_least or exactly", key=True)
    elif limit.over != "each" and isinstance(getattr(limit, given[0]), Mapping):
        yield document.problem((*path, given[0]), "E016", f'"{given[0]}" of a sum over {limit.over} must be one number')


def _term(document: Document, path: PathKeys, term: Term) -> Iterator[Problem]:
    takes = FILTERS.get(term.of, OF_GOODS)
    raw = _raw(document, path)
    for key in ALL_FILTERS:
        if key in raw and key not in takes:
            hint = f"{term.of} takes {', '.join(takes)}"
            yield document.problem((*path, key), "E074", f'"{key}" does not go with {term.of}', hint, key=True)
    if "content" in raw and "commodities" not in takes:
        text, hint = f"{term.of} has no content", "count production or use"
        yield document.problem((*path, "content"), "E074", text, hint, key=True)


def _raw(document: Document, path: PathKeys) -> Mapping[str, Any]:
    value: Any = document.data
    for step in path:
        value = value[step]
    return value if isinstance(value, dict) else {}
