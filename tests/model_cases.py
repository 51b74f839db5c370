"""Tiny problems by hand: a few goods, assets and years, with defaults that hold nothing back.

Money and people are plentiful, nothing is discounted and public funds cost no more than a dollar, unless a case says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catchup.model.aims import Aim
from catchup.model.build import SCALE, Model, build
from catchup.model.problem import (
    MISSION,
    ORDINARY,
    PRIVATE,
    Activity,
    Calendar,
    Delivery,
    DemandData,
    ExportBlock,
    Good,
    GrowthRow,
    Money,
    Problem,
    RouteData,
    Series,
    Skill,
    Tech,
)
from catchup.model.shocks import Denial, State
from catchup.solver import Answer, solve

FIRST = 2026
LONGEST = range(FIRST, FIRST + 12)
PLENTY = 1e6
CHANNELS = (PRIVATE, ORDINARY, MISSION)

Given = float | Sequence[float] | Series


def series(value: Given) -> dict[int, float]:
    """The same figure every year, or one a year from 2026 on (the last one stays), or as given by year."""
    if isinstance(value, Mapping):
        return {t: value.get(t, 0.0) for t in LONGEST}
    if isinstance(value, Sequence):
        return {t: float(value[min(t - FIRST, len(value) - 1)]) for t in LONGEST}
    return dict.fromkeys(LONGEST, float(value))


def good(
    name: str, *, buy: Given | None = None, sell: Given | None = None, home: Given = 1.0,
    blocks: Sequence[tuple[float, float]] = (), supply: Given = 0.0, **more: Any,
) -> Good:
    """A good; blocks are (width, share of the world price)."""
    fields: dict[str, Any] = {"layer": "models", "unit": "unit", "given": False, "offset": False}
    return Good(
        id=name, name=name, buy_price=None if buy is None else series(buy),
        sell_price=None if sell is None else series(sell), home_price=series(home),
        blocks=tuple(ExportBlock(series(width), factor) for width, factor in blocks), supply=series(supply),
        **(fields | more))


def tech(
    asset: str, mode: str = "own", *, owner: str = "dom", lead: int | Mapping[str, int] = 1, capex: Given = 1.0,
    gap: Given | None = None, efficiency: Mapping[str, float] | None = None, existing: Given = 0.0,
    programme: Given = 0.0, overrun: float = 0.0, **more: Any,
) -> Tech:
    """An asset in one mode; its whole cost is charged when it is ordered, without discount."""
    costs = series(capex)
    gaps = series(gap if gap is not None else (1.0 if owner == "pub" else 0.0))
    works = {k: series(x) for k, x in ({PRIVATE: 1.0, ORDINARY: 1.0, MISSION: 1.0} | dict(efficiency or {})).items()}
    leads = dict.fromkeys(CHANNELS, lead) if isinstance(lead, int) else dict(lead)
    full = {t: costs[t] * (1.0 + overrun) for t in LONGEST}
    fields: dict[str, Any] = {
        "name": asset, "mode_name": mode, "precedent": "", "layer": "models", "unit": "unit", "weight": 1.0,
        "own_technology": mode == "own", "unit_size": None, "access": None, "ramp": (1.0,), "life": 12,
        "private_annuity": {(c, t): (1.0 - gaps[t]) * full[t] for c in CHANNELS for t in LONGEST},
        "public_annuity": {(c, t): gaps[t] * full[t] / works[c][t] for c in CHANNELS for t in LONGEST},
        "import_annuity": series(0.0), "depreciation": None, "fixed_om": 0.0, "staff": {}, "staff_cost": 0.0, "provides": {}, "occupies": {},
        "vintage": None, "qualification": 0, "discount_years": 0, "offset": False, "local_share": 0.0, "rent": 0.0,
    }
    return Tech(
        asset=asset, mode=mode, owner=owner,  # type: ignore[arg-type]
        lead=leads, capex=costs, gap=gaps, efficiency=works, existing=series(existing), programme=series(programme),
        overrun=overrun, **(fields | more))


def activity(name: str, asset: str, output: str, *, per_capacity: float = 1.0, cost: float = 0.0, **more: Any) -> Activity:
    """A process with a unit of output for a unit of capacity."""
    fields: dict[str, Any] = {"inputs": {}, "by_products": {}}
    return Activity(id=name, name=name, asset=asset, output=output, per_capacity=per_capacity, variable_cost=cost,
                    **(fields | more))


def route(commodity: str, *, per_unit: float = 1.0, value: Given = 1.0, at_home: bool = True) -> RouteData:
    """A way to serve a demand."""
    return RouteData(commodity=commodity, name=commodity, per_unit=per_unit, counts_at_home=at_home, age=series(0.0),
                     value=series(value))


def demand(total: Given, blocks: Sequence[tuple[float, float]], *routes: RouteData, **more: Any) -> DemandData:
    """A final demand; blocks are (width, value of a unit)."""
    fields: dict[str, Any] = {"id": "wanted", "must_blocks": len(blocks), "headline": True, "beyond": False}
    fields |= more
    return DemandData(name=fields["id"], unit="unit", total=series(total), blocks=tuple(blocks), routes=routes, **fields)


def skill(name: str = "engineer", *, reachable: float, places: Given = 0.0, **more: Any) -> Skill:
    """People of one skill."""
    fields: dict[str, Any] = {
        "pay": 0.05, "study_years": 2, "training_cost": 0.0, "abroad": (), "relocation": 0.0, "attrition": 0.0}
    return Skill(id=name, name=name, reachable=reachable, places=series(places), **(fields | more))


def growth(seed: Given, rate: float, carried: Given = 0.0) -> GrowthRow:
    """How fast orders can grow."""
    return GrowthRow(seed=series(seed), rate=rate, carried=series(carried))


MONEY = Money(
    gdp=series(PLENTY), revenue=series(PLENTY), budget=series(PLENTY), domestic_cap=series(PLENTY),
    foreign_cap=series(PLENTY), committed=series(0.0), borrow_limit=series(0.0), debt_limit=series(0.0), debt_rate=0.0,
    reserve_limit=series(0.0), pub_surplus_share=0.0, tax_share=0.0, remitted=0.0, funds_cost=1.0, slack_price=1000.0,
    ordinary_limit=series(PLENTY), outlay_limit=series(PLENTY))
DELIVERY = Delivery(
    start=0.0, decay=0.0, upkeep=0.0, setup=0.0, lead=2, seed=series(0.0), growth=0.0, maximum=series(PLENTY))
AIM = Aim(
    objective="welfare", second_stage_share=0.98, new_orders=True, support=None, forbid=frozenset(), beyond=True,
    location_rent=False, goals=())


def money(**changed: Any) -> Money:
    """Plentiful money, but for what is named; a number or list becomes a series where the field is one."""
    return replace(MONEY, **{k: series(v) if isinstance(getattr(MONEY, k), dict) else v for k, v in changed.items()})


def delivery(**changed: Any) -> Delivery:
    """No mission delivery capacity, but for what is named."""
    return replace(
        DELIVERY, **{k: series(v) if isinstance(getattr(DELIVERY, k), dict) else v for k, v in changed.items()})


def aim(**changed: Any) -> Aim:
    """The largest net benefit, but for what is named."""
    return replace(AIM, **changed)


def problem(
    goods: Sequence[Good], techs: Sequence[Tech] = (), activities: Sequence[Activity] = (),
    demands: Sequence[DemandData] = (), *, years: int = 4, first_order: int = FIRST, discount: float = 0.0, **more: Any,
) -> Problem:
    """A problem of a few years from 2026 on."""
    last = FIRST + years - 1
    fields: dict[str, Any] = {
        "growth": {}, "experience": {}, "money": MONEY, "delivery": DELIVERY, "skills": {}, "construction_people": {},
        "entry_discount": 0.0, "aim": AIM, "extras": {"gap_public_cap": 1.0}}
    return Problem(
        site="TOY", calendar=Calendar(FIRST, last, last, first_order),
        discount={t: (1.0 + discount) ** -(t - FIRST) for t in range(FIRST, last + 1)},
        goods={g.id: g for g in goods}, techs=tuple(techs), activities=tuple(activities), demands=tuple(demands),
        **(fields | more))


def denial(*states: State, share: Mapping[str, float] | None = None, spare: float = 1.0, probability: float = 0.0,
           **more: Any) -> Denial:
    """What the group denies in these years; nothing wears out unless said."""
    return Denial(group="group", share=share or {}, spare=spare, states=states, sample=states, shown=states,
                  probability=probability, **more)


@dataclass(frozen=True)
class Found:
    """An optimum, read by the names of its columns without the site."""

    model: Model
    answer: Answer

    def __call__(self, kind: str, *rest: str | int) -> float:
        """Value of a column, 0 within the solver's tolerance; KeyError where there is none."""
        value = self.answer.values["|".join((kind, "TOY", *map(str, rest)))]
        return 0.0 if abs(value) < 1e-7 else value

    @property
    def columns(self) -> frozenset[str]:
        """Names of all columns."""
        return frozenset(self.answer.values)

    @property
    def welfare(self) -> float:
        """W.   [USD m, PV]"""
        return sum(self.answer.values[var.name] * amount for var, amount in self.model.welfare_terms)

    @property
    def chosen_by(self) -> float:
        """What the plan maximises: W less the price of dear slacks.   [USD m, PV]"""
        return -self.answer.objective / SCALE

    def years(self, kind: str, *rest: str | int) -> list[float]:
        """Values of a column over the years, 0 where a year has none; solver dust taken off."""
        out = []
        for t in self.model.problem.calendar.years:
            name = "|".join((kind, "TOY", *map(str, rest), str(t)))
            out.append(round(self.answer.values.get(name, 0.0), 6) + 0.0)
        return out


def optimum(case: Problem, *, whole: bool = True) -> Found:
    """Build and solve."""
    model = build(case, whole=whole)
    return Found(model, solve(model.lp, whole=whole))


__all__ = [
    "AIM", "FIRST", "PLENTY", "Found", "activity", "aim", "delivery", "demand", "denial", "good", "growth", "money", "optimum",
    "problem", "route", "series", "skill", "tech"]
