"""An answer as plain tables, and these as JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catchup.engine.fields import number_at
from catchup.engine.program import ANYWHERE, Entry
from catchup.engine.run import Solution
from catchup.engine.words import SENSES, row_title
from catchup.harmless import csv_text
from catchup.model.rows import Row, parts

SCHEMA = "catchup/solution/1"
Record = dict[str, Any]
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "activity": ("period", "site", "process", "level"),
    "builds": ("period", "site", "unit", "size", "cost"),
    "capacity": ("period", "site", "unit", "capacity", "used", "usable"),
    "flows": ("period", "from", "to", "commodity", "amount"),
    "trade": ("period", "site", "commodity", "kind", "amount"),
    "demand": ("period", "site", "commodity", "demand", "served", "unmet"),
    "money": ("period", "kind", "paid", "present_value"),
    "budgets": ("period", "budget", "amount", "paid", "debt", "saved"),
    "binding": ("row", "title", "sense", "right", "price", "price_then"),
    "prices": ("period", "site", "commodity", "price", "price_then"),
}
"""`price`: what the objective gains with one more on the right side; of a commodity: what one unit more there is worth.
`price_then`: the same in money of its period rather than in present value. `paid` is for all years of a period."""
TRADED = ("purchase", "extraction", "import", "export", "sale", "disposal")
SMALL = 1e-9


def tables(solution: Solution) -> dict[str, list[Record]]:
    """All tables; rows of zero are left out, in the order of the file."""
    return {
        "activity": [_entry(solution, e, "level") for e in _found(solution, "activity")],
        "builds": list(_builds(solution)), "capacity": list(_capacity(solution)),
        "flows": [_entry(solution, e, "amount", "from", "to", "commodity") for e in _found(solution, "flow")],
        "trade": [{**_entry(solution, e, "amount"), "kind": kind} for kind in TRADED for e in _found(solution, kind)],
        "demand": list(_demand(solution)), "money": list(_money(solution)), "budgets": list(_budgets(solution)),
        "binding": list(_binding(solution)), "prices": list(_prices(solution)),
    }


def to_json(solution: Solution) -> str:
    """The answer and its tables as one JSON text; the same input gives the same text."""
    model, answer = solution.program.source.model, solution.answer
    content = {
        "schema": SCHEMA, "model": model.name, "title": model.title, "status": solution.status,
        "objective": _round(solution.objective), "sense": model.objective, "money": model.measured_in.money,
        "quantity": model.measured_in.quantity, "gap": _round(answer.gap), "columns": answer.columns,
        "rows": answer.rows, "whole_numbers": answer.integers,
        "tables": {name: [{key: row.get(key) for key in COLUMNS[name]} for row in rows]
                   for name, rows in tables(solution).items()},
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def to_csv(solution: Solution) -> dict[str, str]:
    """File name -> text, one table each."""
    return {f"{name}.csv": _csv(COLUMNS[name], rows) for name, rows in tables(solution).items()}


def _csv(head: Sequence[str], rows: Sequence[Record]) -> str:
    return csv_text([head, *([row.get(name, "") for name in head] for row in rows)])


def _found(solution: Solution, of: str) -> Iterator[Entry]:
    for entry in solution.program.found(of):
        if abs(solution.of(entry)) > SMALL:
            yield entry


def _entry(solution: Solution, entry: Entry, key: str, *tags: str) -> Record:
    shown = {tag: entry.tags[tag] for tag in tags} if tags else dict(entry.tags)
    return {"period": entry.period, **shown, key: _round(solution.of(entry))}


def _builds(solution: Solution) -> Iterator[Record]:
    """What is built, with its full cost before any discount."""
    costs = solution.program.found("investment")
    for size, cost in zip(solution.program.found("new_capacity"), costs, strict=True):
        if solution.of(size) > SMALL:
            yield {**_entry(solution, size, "size"), "cost": _round(solution.of(cost))}


def _capacity(solution: Solution) -> Iterator[Record]:
    for entry in _found(solution, "capacity"):
        unit, site = entry.tags["unit"], entry.tags["site"]
        terms = solution.program.load.get((unit, site, entry.period), ())
        used = sum(amount * solution.value(column) for column, amount in terms)
        share = solution.program.availability(unit, site, entry.period)
        capacity = solution.of(entry)
        yield {"period": entry.period, "site": site, "unit": unit, "capacity": _round(capacity), "used": _round(used),
               "usable": _round(share * capacity)}


def _demand(solution: Solution) -> Iterator[Record]:
    """Demand of each market with what is served of it."""
    program = solution.program
    asked: dict[tuple[str, str, str], list[float]] = {}
    for of, must in (("demand", 1.0), ("offered", 0.0)):
        for entry in program.found(of):
            row = asked.setdefault(_market(entry), [0.0, 0.0])
            row[0] += entry.constant
            row[1] += must * entry.constant
    for kind, sign in (("sale", 1.0), ("unmet", -1.0)):
        for entry in program.found(kind):
            asked[_market(entry)][1] += sign * solution.of(entry)
    for (period, site, good), (demand, served) in asked.items():
        yield {"period": period, "site": site, "commodity": good, "demand": _round(demand), "served": _round(served),
               "unmet": _round(demand - served)}


def _market(entry: Entry) -> tuple[str, str, str]:
    return entry.period, entry.tags["site"], entry.tags["commodity"]


def _money(solution: Solution) -> Iterator[Record]:
    """Money by period and kind, for all years of the period; earnings are below zero."""
    sums: dict[tuple[str, str], list[float]] = {}
    for payment in solution.program.payments:
        row = sums.setdefault((payment.period, payment.kind), [0.0, 0.0])
        row[0] += solution.money(payment) * payment.times
        row[1] += solution.money(payment) * payment.worth
    for period in solution.program.calendar.ids:
        for (when, kind), (paid, worth) in sums.items():
            if when == period and max(abs(paid), abs(worth)) > SMALL:
                yield {"period": period, "kind": kind, "paid": _round(paid), "present_value": _round(worth)}


def _budgets(solution: Solution) -> Iterator[Record]:
    program, values = solution.program, solution.answer.values
    for name, budget in program.source.model.budgets.items():
        for period in program.calendar.ids:
            row = program.rows[f"budget|{ANYWHERE}|{name}|{period}"]
            own = sum(amount * solution.value(column) for column, amount in row.terms
                      if column.name.partition("|")[0] not in ("debt", "saved"))
            debt, saved = (values.get(f"{kind}|{ANYWHERE}|{name}|{period}", 0.0) for kind in ("debt", "saved"))
            amount = number_at(budget.amount, period)
            paid = own + amount - row.right  # the row holds what is paid in any case on its right side
            yield {"period": period, "budget": name, "amount": _round(amount), "paid": _round(paid),
                   "debt": _round(debt), "saved": _round(saved)}


def _binding(solution: Solution) -> Iterator[Record]:
    """Rows that hold the answer back; the balances of commodities are in `prices`."""
    for name, row in solution.program.rows.items():
        price = solution.prices.get(name, 0.0)
        if parts(name)[0] != "balance" and abs(price) > SMALL:
            yield {"row": name, "title": row_title(name), "sense": SENSES[row.sense], "right": _round(row.right),
                   "price": _round(price), "price_then": _then(solution, row, price)}


def _prices(solution: Solution) -> Iterator[Record]:
    sign = -1.0 if solution.program.source.model.objective == "maximise" else 1.0
    for name, row in solution.program.rows.items():
        price = sign * solution.prices.get(name, 0.0)
        family, site, good, period = parts(name)
        if family == "balance" and abs(price) > SMALL:
            yield {"period": period, "site": site, "commodity": good, "price": _round(price),
                   "price_then": _then(solution, row, price)}


def _then(solution: Solution, row: Row, price: float) -> float | None:
    weight = solution.program.calendar.weight.get(parts(row.name)[3])
    return _round(price / weight) if weight else None


def _round(value: float) -> float:
    """Ten significant digits, and no minus before a zero."""
    return float(f"{value:.10g}") + 0.0
