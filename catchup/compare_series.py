"""Years of two plans side by side: trajectories and money by payer."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from catchup.compare_outcomes import FEWER, MORE, number
from catchup.compare_records import PayerMoney, Track
from catchup.plan import Plan, Row, rounded

PAYERS = (
    ("public", "public_net_usd_m", "public_limit_usd_m"),
    ("domestic", "domestic_usd_m", "domestic_limit_usd_m"),
    ("foreign", "foreign_usd_m", "foreign_limit_usd_m"),
)


def tracks(left: Plan, right: Plan) -> tuple[Track, ...]:
    """Home-served share and lag by year, for the years that both plans show."""
    sides = (_by_year(left, "trajectory"), _by_year(right, "trajectory"))
    years = tuple(sorted(set(sides[0]) & set(sides[1])))
    made = []
    for key, name, unit, direction in (("home_share", "Need served by machines at home", "share", MORE),
                                       ("home_age", "Years behind at home", "years", FEWER)):
        ours, theirs = (tuple(number(side[year][key]) for year in years) for side in sides)
        gap = tuple(None if a is None or b is None else rounded(a - b) for a, b in zip(ours, theirs, strict=True))
        made.append(Track(key, name, unit, direction, years, (ours, theirs), gap))
    return tuple(made)


def money_by_payer(left: Plan, right: Plan, *, one_country: bool) -> tuple[PayerMoney, ...]:
    """Net cash of each payer by year against its limit: USD m, or shares of GDP for two countries."""
    sides = (_by_year(left, "limits"), _by_year(right, "limits"))
    years = tuple(sorted(set(sides[0]) & set(sides[1])))
    made = []
    for payer, spent, limit in PAYERS:
        values = tuple(tuple(_cash(side[year], spent, one_country) for year in years) for side in sides)
        limits = tuple(tuple(_cash(side[year], limit, one_country) for year in years) for side in sides)
        gaps = accumulate(a - b for a, b in zip(*values, strict=True))
        made.append(PayerMoney(payer, "USD m" if one_country else "share of GDP", years, (values[0], values[1]),
                               (limits[0], limits[1]), tuple(rounded(gap) for gap in gaps)))
    return tuple(made)


def _cash(row: Row, column: str, one_country: bool) -> float:
    value = number(row[column]) or 0.0
    return value if one_country else rounded(value / (number(row["gdp_usd_m"]) or 1.0))


def _by_year(plan: Plan, table: str) -> Mapping[int, Row]:
    last = int(number(plan.meta.get("last_shown")) or 9999)
    rows = {int(number(row["year"]) or 0): row for row in plan.rows(table)}
    return {year: row for year, row in rows.items() if year <= last}
