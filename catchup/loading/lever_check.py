"""Levers: what they say about the chain must exist there, and a strategy may pull only levers that the chain has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from catchup.errors import Problem
from catchup.loading.messages import did_you_mean
from catchup.loading.names import unknown_name
from catchup.quantity import Quantity, entry_name
from catchup.schema.chain import Chain
from catchup.schema.strategy import Strategy
from catchup.yamlio import Document, PathKeys

SETTINGS: Mapping[str, tuple[str, ...]] = {
    "tariff": ("rate",), "procurement": ("share", "years"), "sunset": ("years", "recovered"),
    "export_share": ("share", "grace", "recovered"), "commit": ("units", "by", "price_multiple"),
    "reform": ("recovered", "years"), "revenue": ("lost_share_of_gdp", "recovered", "years", "waste"),
    "forbid_route": (), "distillation": (), "supplier_share": ("share", "years"),
}
"""numbers that each mechanism needs"""
_FILES = ("profile", "scenario")


def check_levers(chain: Chain, document: Document) -> Iterator[Problem]:
    """Unknown goods, assets and figures, and settings that are missing or that nothing reads."""
    for key, lever in chain.levers.items():
        path: PathKeys = ("levers", key)
        for number, good in enumerate(lever.goods):
            place: PathKeys = (*path, "goods", number)
            unknown = list(unknown_name(document, place, good, "commodity", chain.commodities))
            yield from unknown
            if lever.mechanism == "supplier_share" and not unknown and chain.commodities[good].denied_share is None:
                text = f'lever "{key}" caps the share of a supplier of {good}, of whom nothing is known'
                yield document.problem(place, "E028", text, f"add denied_share to {good}, or leave it out")
        if lever.asset is not None:
            yield from unknown_name(document, (*path, "asset"), lever.asset, "asset", chain.assets)
        elif lever.mechanism == "commit":
            yield document.problem((*path, "mechanism"), "E028", f'lever "{key}" names no asset', "add asset")
        wanted = SETTINGS.get(lever.mechanism or "", ())
        for name in lever.settings:
            yield from unknown_name(document, (*path, "settings", name), name, "setting", wanted, key=True)
        for name in wanted:
            if name not in lever.settings:
                text = f'lever "{key}" lacks the setting {name}'
                yield document.problem((*path, "mechanism"), "E028", text, f"add settings: {name}")
        for number, effect in enumerate(lever.effects):
            yield from check_figure(chain, document, (*path, "effects", number, "figure"), effect.figure)


def check_figure(chain: Chain, document: Document, path: PathKeys, figure: str) -> Iterator[Problem]:
    """A problem where no figure of the files has this path; what stands in profiles and scenarios is not looked at."""
    first, *steps = figure.split(".")
    if first in _FILES and steps:
        return
    if first != "chain":
        text = f'"{figure}" is no path of a figure'
        yield document.problem(path, "E027", text, "begin it with chain, profile or scenario")
        return
    current: Any = chain
    for step in steps:
        known = _below(current)
        if step not in known:
            hint = did_you_mean(step, list(known)) or ""
            yield document.problem(path, "E027", f'"{figure}": there is no "{step}"', hint)
            return
        current = known[step]
    if not isinstance(current, Quantity):
        yield document.problem(path, "E027", f'"{figure}" is no figure', "name a quantity of the chain")


def _below(value: Any) -> dict[str, Any]:
    """What stands below a record by name, entries of a list by what they are about."""
    if isinstance(value, Mapping):
        return {str(key): entry for key, entry in value.items()}
    if isinstance(value, tuple):
        return {entry_name(entry, number): entry for number, entry in enumerate(value)}
    if isinstance(value, BaseModel) and not isinstance(value, Quantity):
        pairs = ((field, getattr(value, field)) for field in type(value).model_fields)
        return {field: entry for field, entry in pairs if entry is not None}
    return {}


def _targets(strategy: Strategy, document: Document) -> Iterator[Problem]:
    """Targets without their year, with one too many, stated twice, or with a price that nothing reads."""
    seen: set[tuple[str, int | None]] = set()
    for number, target in enumerate(strategy.targets):
        path: PathKeys = ("targets", number)
        over_all = target.measure == "welfare_over_baseline"
        if over_all != (target.year is None):
            text = f"{target.measure} {'counts all years' if over_all else 'is promised for a year'}"
            yield document.problem((*path, "measure"), "E028", text, "leave out year" if over_all else "add year")
        if over_all and target.price is not None:
            yield document.problem((*path, "price"), "E028", f"{target.measure} has no price: it is kept in any case",
                                   "leave out price")
        if (target.measure, target.year) in seen:
            yield document.problem((*path, "measure"), "E028", f"{target.measure} is promised twice for one year", "")
        seen.add((target.measure, target.year))


def cross_check_strategy(strategy: Strategy, chain: Chain, document: Document) -> list[Problem]:
    """Unknown assets and levers, levers pulled twice, settings that a lever does not have, targets that say nothing."""
    problems = list(_targets(strategy, document))
    lists: list[tuple[str, Iterable[str]]] = [("forbid", strategy.forbid)]
    if strategy.public_money_on != "all":
        lists.append(("public_money_on", strategy.public_money_on))
    for field, names in lists:
        for number, name in enumerate(names):
            problems += unknown_name(document, (field, number), name, "asset", chain.assets)
    seen: set[str] = set()
    for number, use in enumerate(strategy.levers):
        path: PathKeys = ("levers", number)
        found = list(unknown_name(document, (*path, "lever"), use.lever, "lever", chain.levers))
        problems += found
        if use.lever in seen:
            problems.append(document.problem((*path, "lever"), "E028", f'lever "{use.lever}" is pulled twice', ""))
        seen.add(use.lever)
        for name in use.settings if not found else ():
            have = chain.levers[use.lever].settings
            problems += unknown_name(document, (*path, "settings", name), name, "setting", have, key=True)
    return problems
