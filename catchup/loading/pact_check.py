"""Pacts: goods and figures must exist in the chain, goods must have a price to settle at, members must be countries."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.errors import Problem
from catchup.loading.iso import country_names, nearest_codes, suggestion
from catchup.loading.lever_check import check_figure
from catchup.loading.names import unknown_name
from catchup.schema.chain import Chain
from catchup.schema.pact import Pact
from catchup.yamlio import Document, PathKeys


def cross_check_pact(pact: Pact, chain: Chain, document: Document) -> list[Problem]:
    """Unknown goods, figures and countries, goods that partners could not trade, and arcs from nowhere."""
    problems = list(_members(pact, document))
    lists = []
    if pact.free_trade is not None and pact.free_trade.goods != "all":
        lists.append(("free_trade", pact.free_trade.goods))
    if pact.pooled is not None:
        lists.append(("pooled", pact.pooled.goods))
    for field, goods in lists:
        for number, good in enumerate(goods):
            problems += _good(chain, document, (field, "goods", number), good)
    for number, effect in enumerate(pact.shared):
        problems += check_figure(chain, document, ("shared", number, "figure"), effect.figure)
    if pact.free_trade is None and pact.pooled is None and not pact.shared:
        hint = "add free_trade, pooled or shared"
        problems.append(document.problem(("id",), "E028", f'pact "{pact.id}" agrees on nothing', hint))
    return problems


def tradable(chain: Chain) -> tuple[str, ...]:
    """Goods that some process of the chain makes and that have a world price to settle at."""
    made = {process.output for process in chain.processes.values()}
    return tuple(good for good, record in chain.commodities.items() if good in made and record.trade != "none")


def _good(chain: Chain, document: Document, path: PathKeys, good: str) -> Iterator[Problem]:
    unknown = list(unknown_name(document, path, good, "commodity", chain.commodities))
    yield from unknown
    if not unknown and good not in tradable(chain):
        why = ("has no world price to settle at" if chain.commodities[good].trade == "none"
               else "is made by no process of the chain")
        yield document.problem(path, "E028", f'"{good}" cannot be shipped: it {why}',
                               f"goods that can: {', '.join(tradable(chain)[:8])} ...")


def _members(pact: Pact, document: Document) -> Iterator[Problem]:
    for number, code in enumerate(pact.members):
        yield from _code(document, ("members", number), code)
        if code in pact.members[:number]:
            yield document.problem(("members", number), "E028", f"{code} is a member twice", "leave it out once")
    if len(pact.members) == 1:
        yield document.problem(("members",), "E028", "a pact has two or more members", "name a partner")
    for number, arc in enumerate(pact.free_trade.arcs if pact.free_trade is not None else ()):
        path: PathKeys = ("free_trade", "arcs", number)
        for field, code in (("from", arc.from_), ("to", arc.to)):
            yield from _code(document, (*path, field), code)
            if pact.members and code not in pact.members:
                yield document.problem((*path, field), "E028", f"{code} is no member of the pact", "add it to members")
        if arc.from_ == arc.to:
            yield document.problem((*path, "to"), "E028", f"an arc from {arc.to} to itself", "name two countries")


def _code(document: Document, path: PathKeys, code: str) -> Iterator[Problem]:
    if code not in country_names():
        hint = suggestion(nearest_codes(code)) or "write the alpha-3 code, e.g. NOR"
        yield document.problem(path, "E024", f'"{code}" is no ISO 3166 alpha-3 code', hint)
