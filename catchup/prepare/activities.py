"""Processes as plain coefficients."""

from __future__ import annotations

from catchup.figures import Figures
from catchup.model.problem import Activity
from catchup.prepare.prices import PriceBook
from catchup.prepare.returns import scarcity
from catchup.schema.chain import Chain


def activities(figures: Figures, chain: Chain, prices: PriceBook) -> tuple[Activity, ...]:
    """Every process of the chain, activity in units of its output."""
    out = []
    for process_id, process in chain.processes.items():
        base = f"chain.processes.{process_id}"
        out.append(Activity(
            id=process_id, name=process.name, asset=process.asset, output=process.output,
            per_capacity=figures(f"{base}.output_per_capacity"),
            scarcity=scarcity(prices, process_id),
            inputs={u.commodity: figures(f"{base}.inputs.{u.commodity}.amount") for u in process.inputs},
            by_products={u.commodity: figures(f"{base}.by_products.{u.commodity}.amount") for u in process.by_products},
            variable_cost=figures.get(f"{base}.variable_cost", 0.0),
        ))
    return tuple(out)
