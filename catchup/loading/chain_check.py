"""Cross references and rules of a chain file that no single record can see."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.errors import Problem
from catchup.loading.lever_check import check_levers
from catchup.loading.names import check_names
from catchup.loading.records import words_of_chain
from catchup.loading.sizes import divides
from catchup.quantity import Quantity
from catchup.schema.chain import Asset, Chain
from catchup.units import UnitError, factor
from catchup.yamlio import Document, PathKeys


def cross_check_chain(chain: Chain, document: Document) -> list[Problem]:
    """Unknown commodities, assets and skills, sizes and seeds that cannot work, markets and prices that are missing."""
    problems = list(check_names(document))
    for key, asset in chain.assets.items():
        problems += _asset(document, key, asset, words_of_chain(chain))
    problems += _commodities(chain, document)
    for key, process in chain.processes.items():
        if divided_by(chain, ["processes", key, "output_per_capacity"]):
            path: PathKeys = ("processes", key, "output_per_capacity")
            problems += above_zero(document, path, process.output_per_capacity, f"{key}.output_per_capacity")
    problems += _demands(chain, document)
    problems += check_levers(chain, document)
    return problems


def _asset(document: Document, key: str, asset: Asset, words: frozenset[str]) -> Iterator[Problem]:
    path: PathKeys = ("assets", key)
    if not asset.modes:
        yield document.problem((*path, "modes"), "E028", f'asset "{key}" has no mode', "say who may own it, and how")
    if asset.kind != "lumpy":
        return
    if asset.unit_size is None:
        text = f'lumpy asset "{key}" has no unit_size'
        yield document.problem((*path, "kind"), "E028", text, "add unit_size, or write kind: linear")
        return
    if asset.unit_size.value <= 0:
        yield document.problem((*path, "unit_size", "value"), "E028", "unit_size must be above zero", "")
        return
    yield from _seed(document, path, asset, asset.unit_size, words)


def _seed(
    document: Document, path: PathKeys, asset: Asset, size: Quantity, words: frozenset[str],
) -> Iterator[Problem]:
    """A seed below one unit builds nothing for ever, because orders come in whole units."""
    in_units = asset.growth.seed_basis == "capacity_units"
    least = asset.growth.seed if in_units else asset.growth.floor
    if least is None:
        return
    name = "seed" if in_units else "floor"
    try:
        units = least.value * factor(least.unit, size.unit, words) / size.value
    except UnitError:
        return  # told by the check of units
    if units < 1 - 1e-9:
        text = f"growth {name} {least.value:g} {least.unit} is below one unit of {size.value:g} {size.unit}"
        hint = f"a lumpy asset would never be ordered; write at least {size.value:g}"
        yield document.problem((*path, "growth", name, "value"), "E028", text, hint)


def divided_by(chain: Chain, steps: list[str]) -> bool:
    """Is something divided by this figure of the chain? Plants without fuel may give nothing: no rivers, no power."""
    match steps:
        case ["commodities", good, "price"]:
            return chain.commodities[good].trade in ("sell", "both")
        case ["processes", key, "output_per_capacity"]:
            process = chain.processes[key]
            output = chain.commodities.get(process.output)
            return bool(process.inputs) or output is None or output.trade != "none"
    return divides(steps)


def above_zero(document: Document, path: PathKeys, quantity: Quantity, name: str) -> Iterator[Problem]:
    """A problem where a figure or its low end is zero, and something is divided by it."""
    if min(end for end in (quantity.value, quantity.low) if end is not None) <= 0:
        text = f'"{name}" must be above zero, and so must its low end'
        yield document.problem(path, "E023", text, "something is divided by it")


def _commodities(chain: Chain, document: Document) -> Iterator[Problem]:
    for key, commodity in chain.commodities.items():
        path: PathKeys = ("commodities", key)
        if commodity.trade != "none" and commodity.price is None and commodity.numeraire is None:
            text = f'commodity "{key}" is traded, but has no price'
            yield document.problem((*path, "trade"), "E028", text, "add price, or write trade: none")
        if commodity.price is not None and divided_by(chain, ["commodities", key, "price"]):
            yield from above_zero(document, (*path, "price"), commodity.price, f"{key}.price")
        if commodity.trade in ("sell", "both") and commodity.market is None:
            text = f'commodity "{key}" is sold abroad, but has no market'
            yield document.problem((*path, "trade"), "E028", text, "add market (USD bn/yr), or write trade: buy")


def _demands(chain: Chain, document: Document) -> Iterator[Problem]:
    for key, demand in chain.demands.items():
        if not 0 <= demand.must_blocks <= len(demand.blocks):
            text = f"must_blocks is {demand.must_blocks}, but there are {len(demand.blocks)} blocks"
            yield document.problem(("demands", key, "must_blocks"), "E028", text)
