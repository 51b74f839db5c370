"""All checks, by the family of rows that they work out again."""

from __future__ import annotations

from catchup.audit import (
    balance,
    capacity,
    card,
    delivery,
    denial,
    exchange,
    inputs,
    money,
    others,
    people,
    tables,
    trade,
    welfare,
    yardsticks,
)
from catchup.audit.checks import Check

BY_FAMILY: dict[str, tuple[Check, ...]] = {
    "balance": balance.CHECKS,
    "capacity": capacity.CHECKS,
    "access": capacity.ACCESS,
    "people": people.CHECKS,
    "delivery": delivery.CHECKS,
    "money": money.CHECKS,
    "exchange": exchange.CHECKS,
    "trade": trade.CHECKS,
    "policy": trade.POLICY,
    "controls": trade.CONTROLS,
    "denial": denial.CHECKS,
    "net benefit": welfare.CHECKS,
    "tables": tables.CHECKS,
    "scorecard": card.CHECKS,
    "yardsticks": yardsticks.CHECKS,
    "inputs": inputs.CHECKS,
    "other solves": others.CHECKS,
}
FAMILIES: tuple[tuple[str, Check], ...] = tuple(
    (family, check) for family, checks in BY_FAMILY.items() for check in checks)
