"""What a profile says about the chain: its assets, skills and figures must exist there, in the same dimension."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from catchup.errors import Problem
from catchup.loading.chain_check import above_zero, divided_by
from catchup.loading.chain_units import Converter
from catchup.loading.messages import did_you_mean
from catchup.loading.names import unknown_name
from catchup.loading.records import words_of_chain
from catchup.loading.statement_check import check_statements
from catchup.quantity import Quantity
from catchup.schema.chain import Asset, Chain
from catchup.schema.profile import Existing, Override, Profile, Programme
from catchup.yamlio import Document, PathKeys


def cross_check_profile(profile: Profile, chain: Chain, document: Document) -> list[Problem]:
    """Unknown assets, modes, skills and paths, and capacities or figures of another dimension than the chain's."""
    return profile_in_chain_units(profile, chain, document)[1]


def profile_in_chain_units(profile: Profile, chain: Chain, document: Document) -> tuple[Profile, list[Problem]]:
    """The profile with capacities and local figures in the chain's units, and what does not fit the chain."""
    convert = Converter(document, words_of_chain(chain))
    problems = list(_names(profile, chain, document))
    changes = {
        "existing": tuple(_capacity(convert, ("existing", number), entry, chain)
                          for number, entry in enumerate(profile.existing)),
        "programmes": tuple(_capacity(convert, ("programmes", number), entry, chain)
                            for number, entry in enumerate(profile.programmes)),
        "local": tuple(_local(convert, ("local", number), entry, chain, problems)
                       for number, entry in enumerate(profile.local)),
        "industry": {key: _industry(convert, ("industry", key), size, chain) for key, size in profile.industry.items()},
    }
    fitted = profile.model_copy(update=changes)
    return fitted, [*problems, *convert.problems, *check_statements(fitted, chain, document)]


def resolve(chain: Chain, path: str) -> tuple[Any, str, list[str]]:
    """What a dotted path means in the chain, else the first step that does not exist and what exists there."""
    current: Any = chain
    for step in path.split("."):
        if isinstance(current, dict):
            known, following = list(current), current.get(step)
        elif isinstance(current, tuple):
            known = [str(number) for number in range(len(current))]
            following = current[int(step)] if step in known else None
        elif isinstance(current, BaseModel) and not isinstance(current, Quantity):
            known = list(type(current).model_fields)
            following = getattr(current, step) if step in known else None
        else:
            known, following = [], None
        if following is None:
            return None, step, known
        current = following
    return current, "", []


def _names(profile: Profile, chain: Chain, document: Document) -> Iterator[Problem]:
    for skill in profile.people:
        yield from unknown_name(document, ("people", skill), skill, "skill", chain.skills, key=True)
    for number, existing in enumerate(profile.existing):
        path: PathKeys = ("existing", number)
        yield from unknown_name(document, (*path, "asset"), existing.asset, "asset", chain.assets)
        asset = chain.assets.get(existing.asset)
        if asset is not None:
            yield from _mode(document, path, existing, asset)
    for number, programme in enumerate(profile.programmes):
        path = ("programmes", number, "asset")
        if programme.asset is not None:
            yield from unknown_name(document, path, programme.asset, "asset", chain.assets)
    hosts = {asset.host.industry for asset in chain.assets.values() if asset.host is not None}
    for industry in profile.industry:
        yield from unknown_name(document, ("industry", industry), industry, "industry", hosts, key=True)
    for number, lever in enumerate(profile.levers):
        yield from unknown_name(document, ("levers", number), lever, "lever", chain.levers)


def _mode(document: Document, path: PathKeys, existing: Existing, asset: Asset) -> Iterator[Problem]:
    if existing.mode is not None:
        yield from unknown_name(document, (*path, "mode"), existing.mode, "mode", asset.modes)
        return
    owners = {mode.owner for mode in asset.modes.values()}
    if owners and existing.owner not in owners:
        text = f'asset "{existing.asset}" has no mode of owner "{existing.owner}"'
        yield document.problem((*path, "owner"), "E027", text, f"say which mode: one of {', '.join(asset.modes)}")


def _capacity[R: Existing | Programme](convert: Converter, path: PathKeys, entry: R, chain: Chain) -> R:
    asset = chain.assets.get(entry.asset) if entry.asset is not None else None
    if asset is None or entry.capacity is None:
        return entry
    capacity = convert.to(entry.capacity, (*path, "capacity"), asset.capacity_unit)
    if capacity is entry.capacity:
        return entry
    copied: R = entry.model_copy(update={"capacity": capacity})  # type: ignore[assignment]
    return copied


def _industry(convert: Converter, path: PathKeys, size: Quantity, chain: Chain) -> Quantity:
    units = [asset.host.unit for asset in chain.assets.values() if asset.host and asset.host.industry == path[-1]]
    converted: Quantity = convert.to(size, path, units[0]) if units else size
    return converted


def _local(
    convert: Converter, path: PathKeys, entry: Override, chain: Chain, problems: list[Problem],
) -> Override:
    target, step, known = resolve(chain, entry.path)
    if not isinstance(target, Quantity):
        text = f'path "{entry.path}" does not lead to a figure of the chain'
        hint = f'there is no "{step}"' if step else "name one quantity, e.g. assets.data_centre.capex"
        guess = did_you_mean(step, known) if step else ""
        problems.append(convert.document.problem((*path, "path"), "E027", text, f"{hint}; {guess}" if guess else hint))
        return entry
    if divided_by(chain, entry.path.split(".")):
        problems += above_zero(convert.document, (*path, "quantity"), entry.quantity, entry.path)
    quantity = convert.to(entry.quantity, (*path, "quantity"), target.unit)
    return entry if quantity is entry.quantity else entry.model_copy(update={"quantity": quantity})
