"""A plan -> the tables that the checks read."""

from __future__ import annotations

from catchup.audit.book import CARD, META, Book
from catchup.errors import InputError, Problem
from catchup.plan import Plan
from catchup.plan_ledger import LEDGER

ALWAYS = ("terms", "years", "goods", "good_years", "demands", "demand_blocks", "demand_years", "cash", "welfare")
"""tables of the ledger that no plan is without"""


def book(plan: Plan, path: str) -> Book:
    """The tables of a plan, its scorecard and what it says of itself as tables of one row.

    Raises InputError for a plan without a ledger.
    """
    if not any(plan.rows(name) for name in LEDGER):
        raise InputError([Problem(path, 0, 1, "E053", "this plan has no ledger: an older version wrote it",
                                  "write it again with `catchup plan COUNTRY --json -o FILE`")])
    if any(not plan.rows(name) for name in ALWAYS):
        missing = [name for name in ALWAYS if not plan.rows(name)]
        raise InputError([Problem(path, 0, 1, "E052", f"damaged plan file: no rows of {', '.join(missing)}",
                                  "write it again with `catchup plan COUNTRY --json -o FILE`")])
    tables = {name: [dict(row) for row in rows] for name, rows in plan.tables.items()}
    return Book({**tables, CARD: [dict(plan.scorecard)], META: [dict(plan.meta)]}, {})
