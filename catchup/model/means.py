"""What a country can bring to a plan: money of three payers, a state that delivers, people of a skill."""

from __future__ import annotations

from dataclasses import dataclass

from catchup.model.aims import Series


@dataclass(frozen=True)
class Money:
    """Public, domestic and foreign money; all series USD m a year."""

    gdp: Series
    revenue: Series
    budget: Series
    domestic_cap: Series
    foreign_cap: Series
    committed: Series
    borrow_limit: Series
    debt_limit: Series
    debt_rate: float
    reserve_limit: Series
    pub_surplus_share: float
    tax_share: float
    remitted: float
    funds_cost: float
    """cost of public funds: a public dollar costs this many dollars"""
    slack_price: float
    ordinary_limit: Series
    outlay_limit: Series | None = None
    """most that the state pays out for the plan in a year, whatever comes back"""
    exchange_room: Series | None = None
    """foreign exchange that the plan may take beyond `import` in a year; None where reserves are ample"""
    exchange_premium: float = 0.0
    """what a dollar of foreign exchange is worth to the country beyond a dollar"""


@dataclass(frozen=True)
class Delivery:
    """Mission delivery capacity, USD m a year."""

    start: float
    decay: float
    upkeep: float
    setup: float
    lead: int
    seed: Series
    growth: float
    maximum: Series


@dataclass(frozen=True)
class Skill:
    """People of one skill."""

    id: str
    name: str
    reachable: float
    pay: float
    study_years: int
    training_cost: float
    places: Series
    """most people who may start training in a year"""
    abroad: tuple[tuple[float, float], ...]
    """(people a year, pay factor) in rising pay blocks"""
    relocation: float
    attrition: float
