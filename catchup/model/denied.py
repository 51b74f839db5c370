"""Decisions of a year under denial: what runs, what is bought, sold and served with what is left."""

from __future__ import annotations

from dataclasses import dataclass, field

from catchup.model.columns import Column, Columns
from catchup.model.problem import Problem
from catchup.model.shocks import State

On = tuple[str, str, int]
"""asset, mode, year of delivery (0 where hardware does not age)"""


@dataclass(frozen=True)
class Denied:
    """All columns of one year under denial."""

    on: dict[On, Column] = field(default_factory=dict)
    """capacity in use, by vintage   [capacity units]"""
    run: dict[tuple[str, str], Column] = field(default_factory=dict)
    buy: dict[str, Column] = field(default_factory=dict)
    sell: dict[tuple[str, int], Column] = field(default_factory=dict)
    established: dict[tuple[str, int], Column] = field(default_factory=dict)
    serve: dict[tuple[str, str, int], Column] = field(default_factory=dict)


def denied_columns(columns: Columns, problem: Problem, state: State, traded: set[str], sold: set[tuple[str, int]],
                   alive: dict[tuple[str, str], set[int]]) -> Denied:
    """Columns of one year under denial; sites that the denying group controls have none, nor has what only it sells.

    `traded` and `sold` are the goods and price blocks in which the plan itself trades, `alive` the vintages by mode.
    """
    denial = problem.denial
    assert denial is not None
    out, site = Denied(), problem.site

    age, year = state.suffix

    def made(kind: str, parts: str) -> Column:
        return columns.add(f"denied_{kind}|{site}|{parts}|{age}|{year}")

    for tech in problem.techs:
        for vintage in () if tech.denied else sorted(alive[tech.key]):
            out.on[*tech.key, vintage] = made("on", f"{tech.asset}|{tech.mode}|{vintage}")
    for activity in problem.activities:
        for tech in problem.tech(activity.asset):
            if not tech.denied and alive[tech.key]:
                out.run[activity.id, tech.mode] = made("run", f"{activity.id}|{tech.mode}")
    for good in problem.goods.values():
        if good.id in traded and denial.denied(good.id) < 1.0:
            out.buy[good.id] = made("buy", good.id)
        for block in range(len(good.blocks)):
            if (good.id, block) in sold:
                out.sell[good.id, block] = made("sell", f"{good.id}|{block}")
                out.established[good.id, block] = made("established", f"{good.id}|{block}")
    for demand in problem.demands:
        for route in demand.routes:
            for block in range(len(demand.blocks)):
                out.serve[demand.id, route.commodity, block] = made("serve", f"{demand.id}|{route.commodity}|{block}")
    return out
