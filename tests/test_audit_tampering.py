"""Every number of every table, one per cent and one unit more, one at a time: the audit notices, or says why it cannot.

CATCHUP_TAMPER=1 changes every number of a full plan; otherwise a fixed sample of them (the same everywhere).
"""

from __future__ import annotations

import os

import pytest
from audited import book_of, plan

from catchup.audit.blind import BLIND
from catchup.audit.files import book
from catchup.audit.tamper import BLIND_KINDS, KINDS, NOTICED, Cell, Watch, cells, one_per_cent_more, tampered
from catchup.plan import COLUMNS

pytestmark = pytest.mark.solve
ALL = os.environ.get("CATCHUP_TAMPER") == "1"
EVERY = 1 if ALL else 97


def test_what_is_not_noticed_is_rounding_or_in_the_list_with_its_reason() -> None:
    found = tampered(book(plan("NGA", "balanced", "brief" if ALL else "plan"), "NGA.json"), EVERY)
    escaped = {
        f"{table}.{column}": counts for (table, column), counts in found.items()
        if any(counts[kind] for kind in BLIND_KINDS) and f"{table}.{column}" not in BLIND}
    assert escaped == {}
    total = {kind: sum(counts[kind] for counts in found.values()) for kind in KINDS}
    assert total[NOTICED] > 2 * sum(total[kind] for kind in BLIND_KINDS), total
    if ALL:
        kinds = {f"{table}.{column}": counts for (table, column), counts in found.items()}
        stale = [cell for cell in BLIND if cell in kinds and not any(kinds[cell][kind] for kind in BLIND_KINDS)]
        assert stale == []


def test_the_list_names_columns_that_there_are_and_gives_reasons() -> None:
    known = {f"{table}.{column}" for table, columns in COLUMNS.items() for column in columns}
    made = plan("NGA", "balanced")
    known |= {f"scorecard.{name}" for name in made.scorecard} | {f"meta.{name}" for name in made.meta}
    assert set(BLIND) <= known
    assert all(len(reason.split()) > 5 for reason in BLIND.values())


@pytest.mark.parametrize(("table", "column"), [
    ("orders", "size"), ("orders", "capex"), ("orders", "lead"), ("runs", "amount"), ("serves", "amount"),
    ("modes", "life"), ("modes", "fixed_om"), ("ramps", "share"), ("process_goods", "per_output"),
    ("mode_staff", "people"), ("years", "budget"), ("years", "discount"), ("terms", "value"), ("cash", "usd_m"),
    ("welfare", "usd_m"), ("investments", "cost_usd_m"), ("money", "usd_m"), ("projects", "first_order"),
    ("scorecard", "welfare_usd_m"), ("scorecard", "home_share_end"), ("embargo", "share"),
])
def test_what_a_reader_would_quote_is_noticed_in_every_row(table: str, column: str) -> None:
    honest = book_of("NGA", "balanced")
    watch, one = Watch(honest), [c for c in cells(honest) if (c.table, c.column) == (table, column) and c.value]
    missed = [cell for cell in one[::5] if watch.sees(cell, one_per_cent_more) in BLIND_KINDS]
    assert one
    assert missed == []


def test_an_honest_plan_is_not_called_tampered_with() -> None:
    watch = Watch(book_of("NGA", "balanced"))
    cell = next(cells(watch.book))
    assert watch.sees(cell, lambda value: value) == "within tolerance"
    assert watch.sees(Cell("years", 0, "budget", 1.0), lambda value: value - 0.5) == NOTICED
