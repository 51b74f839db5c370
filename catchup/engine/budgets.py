"""Scarce money: what each budget bears in a period, debt up to a ceiling, savings, and what is held at the end."""

from __future__ import annotations

from itertools import pairwise

from catchup.engine.fields import at, names, number_at
from catchup.engine.program import ANYWHERE, Payment, Program, fits
from catchup.engine.records import Budget, Paid
from catchup.model.columns import Column
from catchup.model.rows import Term


def budgets(program: Program) -> None:
    """paid + saved + (1 + rate)^years x debt before <= amount + debt + (1 + rate)^years x saved before.   [money]"""
    for name, budget in program.source.model.budgets.items():
        paid = {period: _paid(program, budget, period) for period in program.calendar.ids}
        debt = _debt(program, name, budget)
        saved = _saved(program, name, budget)
        before = {later: sooner for sooner, later in pairwise(program.calendar.ids)}
        for period, (terms, fixed) in paid.items():
            terms = [*terms, *_moved(program, debt, -1.0, period, before.get(period), budget.borrowing)]
            terms += _moved(program, saved, 1.0, period, before.get(period), budget.saving)
            right = number_at(budget.amount, period) - fixed
            program.row("budget", ANYWHERE, name, period, terms, "<=", right)


def _paid(program: Program, budget: Budget, period: str) -> tuple[list[Term], float]:
    """Payments of a period that the budget bears, for all its years; apart, those that nothing changes."""
    terms: list[Term] = []
    fixed = 0.0
    for payment in program.payments:
        share = sum(part.share for part in budget.pays if _borne(payment, part)) if payment.period == period else 0.0
        money = share * payment.amount * payment.times
        if payment.column is None:
            fixed += money
        elif money:
            terms.append((payment.column, money))
    return terms, fixed


def _borne(payment: Payment, part: Paid) -> bool:
    pairs = {"commodity": part.commodities, "process": part.processes, "unit": part.units, "site": part.sites}
    wanted = {tag: None if some is None or some == "all" else names(some, ()) for tag, some in pairs.items()}
    return payment.kind in names(part.kinds, (payment.kind,)) and fits(payment.tags, wanted)


def _debt(program: Program, name: str, budget: Budget) -> dict[str, Column]:
    """Debt at the start of each period; without a worth of money at the end none may be left."""
    columns: dict[str, Column] = {}
    if budget.borrowing is None:
        return columns
    last = program.calendar.ids[-1]
    for period in program.calendar.ids:
        most = 0.0 if period == last and budget.terminal_value is None else None
        columns[period] = program.column(f"debt|{ANYWHERE}|{name}|{period}", ("budgets", name), most=most)
        ceiling = at(budget.borrowing.ceiling, period)
        if ceiling is not None:
            program.row("debt_ceiling", ANYWHERE, name, period, [(columns[period], 1.0)], "<=", ceiling)
    grown = _grown(program, budget.borrowing.rate, last)
    program.pay_at_end("terminal", {"budget": name}, columns[last], (budget.terminal_value or 0.0) * grown)
    return columns


def _saved(program: Program, name: str, budget: Budget) -> dict[str, Column]:
    if budget.saving is None:
        return {}
    ids = program.calendar.ids
    columns = {period: program.column(f"saved|{ANYWHERE}|{name}|{period}", ("budgets", name)) for period in ids}
    grown = _grown(program, budget.saving.rate, ids[-1])
    program.pay_at_end("terminal", {"budget": name}, columns[ids[-1]], -(budget.terminal_value or 0.0) * grown)
    return columns


def _moved(
    program: Program, columns: dict[str, Column], sign: float, period: str, before: str | None, terms: object,
) -> list[Term]:
    """What is held from this period on, and what is held from the one before, with interest."""
    if not columns:
        return []
    out: list[Term] = [(columns[period], sign)]
    if before is not None:
        out.append((columns[before], -sign * _grown(program, getattr(terms, "rate", 0.0), before)))
    return out


def _grown(program: Program, rate: float, period: str) -> float:
    return float((1.0 + rate) ** program.calendar.years[period])
