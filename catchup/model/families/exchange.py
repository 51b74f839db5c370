"""Foreign exchange: what the plan takes out of the country and brings in, all goods, and a limit where it is scarce."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.money import private_capital, surplus_terms, under_construction
from catchup.model.problem import Problem
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables


def exchange_terms(problem: Problem, v: Variables, year: int) -> list[Term]:
    """imports + imported part of capital + profit that leaves - sales abroad - capital that foreign owners bring.

    An outflow is positive.   [USD m a year]
    """
    terms: list[Term] = []
    for good in problem.goods.values():
        if good.buy_price is not None and (good.id, year) in v.buy:
            terms.append((v.buy[good.id, year], good.buy_price[year]))
        if good.sell_price is not None and (good.id, 0, year) in v.sell:
            for j, block in enumerate(good.blocks):
                price = good.sell_price[year] * block.factor
                terms.append((v.sell[good.id, j, year], -price * (1.0 - problem.entry_discount)))
                terms.append((v.established[good.id, j, year], -price * problem.entry_discount))
    for tech, order, share in under_construction(problem, v, year):
        imported = (1.0 - tech.local_share) * tech.capex[order.year] * (1.0 + tech.overrun)
        terms.append((order.variable, order.size * share * imported))
    kept = 1.0 - problem.money.tax_share
    terms += [(var, problem.money.remitted * kept * a) for var, a in surplus_terms(problem, v, year, ("for",))]
    terms += [(var, -amount) for var, amount in private_capital(problem, v, year, "for")]
    return terms


def exchange_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Outflow of the plan <= outflow under `import` + what reserves can spare in a year; only where they are short.

    [USD m a year]
    """
    room, before = problem.money.exchange_room, problem.baseline_exchange
    if room is None or before is None:
        return
    for t in problem.calendar.years:
        yield row("exchange", problem.site, "room", t, exchange_terms(problem, v, t), "<=", before[t] + room[t])
