"""Costs, sizes and prices of a chain in the units of the asset or commodity that they belong to."""

from __future__ import annotations

from typing import Any

from catchup.errors import Problem
from catchup.loading.canonical import scaled
from catchup.loading.records import words_of_chain
from catchup.quantity import Quantity
from catchup.schema.chain import Asset, Chain, Commodity, DemandBlock, FinalDemand, Process, Skill
from catchup.units import UnitError, factor
from catchup.yamlio import Document, PathKeys


class Converter:
    """Converts quantities of one file and collects what cannot be converted."""

    def __init__(self, document: Document, words: frozenset[str]) -> None:
        self.document, self.words = document, words
        self.problems: list[Problem] = []

    def to(self, quantity: Any, path: PathKeys, *targets: str) -> Any:
        """The quantity in the first target of its dimension; what is no quantity stays as it is."""
        if not isinstance(quantity, Quantity) or quantity.unit in targets:
            return quantity
        for target in targets:
            try:
                times = factor(quantity.unit, target, self.words)
            except UnitError:
                continue
            # A number of one is a spelling ("USD m per GW"): the file's own stays.
            return quantity if times == 1.0 else scaled(quantity, target, by=times)
        text = f'unit "{quantity.unit}" has another dimension than "{targets[0]}"'
        self.problems.append(self.document.problem(
            (*path, "unit"), "E018", text, f'give the figure in "{targets[0]}"'))
        return quantity


def chain_in_own_units(chain: Chain, document: Document) -> tuple[Chain, list[Problem]]:
    """The chain with capex in USD m per capacity unit, prices in USD m per unit and so on, and what does not fit."""
    convert = Converter(document, words_of_chain(chain))
    assets = {key: _asset(convert, ("assets", key), asset) for key, asset in chain.assets.items()}
    commodities = {key: _commodity(convert, ("commodities", key), entry) for key, entry in chain.commodities.items()}
    processes = {key: _process(convert, ("processes", key), entry, chain) for key, entry in chain.processes.items()}
    skills = {key: _skill(convert, ("skills", key), entry) for key, entry in chain.skills.items()}
    demands = {key: _demand(convert, ("demands", key), entry) for key, entry in chain.demands.items()}
    exports = _blocks(convert, ("economics", "export_blocks"), chain.economics.export_blocks, ("ratio",))
    changes = {
        "assets": assets, "commodities": commodities, "processes": processes, "skills": skills, "demands": demands,
        "economics": chain.economics.model_copy(update={"export_blocks": exports}),
    }
    return chain.model_copy(update=changes), convert.problems


def per(money: str, unit: str) -> tuple[str, str]:
    """Ways to write money (or another unit) for one unit: `USD m/GW`, and `USD m per k wafers/yr`."""
    return f"{money}/{unit}", f"{money} per {unit}"


def _asset(convert: Converter, path: PathKeys, asset: Asset) -> Asset:
    unit = asset.capacity_unit
    growth = asset.growth
    changes: dict[str, Any] = {
        "capex": convert.to(asset.capex, (*path, "capex"), *per("USD m", unit)),
        "unit_size": convert.to(asset.unit_size, (*path, "unit_size"), unit),
    }
    if asset.host is not None:
        host = asset.host
        need = convert.to(host.per_unit, (*path, "host", "per_unit"), *per(host.unit, unit))
        changes["host"] = host if need is host.per_unit else host.model_copy(update={"per_unit": need})
    floor = convert.to(growth.floor, (*path, "growth", "floor"), unit, f"{unit}/yr")
    seed = growth.seed
    if growth.seed_basis == "capacity_units":
        seed = convert.to(seed, (*path, "growth", "seed"), unit, f"{unit}/yr")
    if floor is not growth.floor or seed is not growth.seed:
        changes["growth"] = growth.model_copy(update={"floor": floor, "seed": seed})
    return _copy(asset, changes)


def _commodity(convert: Converter, path: PathKeys, commodity: Commodity) -> Commodity:
    price = convert.to(commodity.price, (*path, "price"), *per("USD m", commodity.unit))
    return _copy(commodity, {"price": price})


def _process(convert: Converter, path: PathKeys, process: Process, chain: Chain) -> Process:
    asset, output = chain.assets.get(process.asset), chain.commodities.get(process.output)
    changes: dict[str, Any] = {}
    if output is not None:
        cost = convert.to(process.variable_cost, (*path, "variable_cost"), *per("USD m", output.unit),
                          f"USD m/{output.unit}/yr")
        changes["variable_cost"] = cost
    if output is not None and asset is not None:
        flow = f"{output.unit}/yr"
        yearly = (*per(output.unit, asset.capacity_unit), *per(flow, asset.capacity_unit),
                  f"{output.unit}/{asset.capacity_unit}/yr")
        rate = convert.to(process.output_per_capacity, (*path, "output_per_capacity"), *yearly)
        changes["output_per_capacity"] = rate
    return _copy(process, changes)


def _skill(convert: Converter, path: PathKeys, skill: Skill) -> Skill:
    cost = convert.to(skill.training_cost, (*path, "training_cost"), "USD", "USD/people", "USD/people/yr")
    pay = convert.to(skill.pay, (*path, "pay"), "USD", "USD/yr", "USD/people/yr", "USD/people")
    return _copy(skill, {"training_cost": cost, "pay": pay})


def _demand(convert: Converter, path: PathKeys, demand: FinalDemand) -> FinalDemand:
    targets = ("ratio",) if demand.anchor == "spending" else per("USD m", demand.unit)
    return demand.model_copy(update={"blocks": _blocks(convert, (*path, "blocks"), demand.blocks, targets)})


def _blocks(
    convert: Converter, path: PathKeys, blocks: tuple[DemandBlock, ...], targets: tuple[str, ...],
) -> tuple[DemandBlock, ...]:
    return tuple(
        block.model_copy(update={"value": convert.to(block.value, (*path, number, "value"), *targets)})
        for number, block in enumerate(blocks))


def _copy[R: Asset | Commodity | Process | Skill](record: R, changes: dict[str, Any]) -> R:
    kept = {key: value for key, value in changes.items() if value is not getattr(record, key)}
    if not kept:
        return record
    copied: R = record.model_copy(update=kept)  # type: ignore[assignment]
    return copied
