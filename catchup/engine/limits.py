"""Limits written in the file: one linear row over any quantity, in each period or summed over the horizon."""

from __future__ import annotations

from catchup.engine.fields import at, names
from catchup.engine.program import ANYWHERE, Program
from catchup.engine.records import Limit
from catchup.engine.records import Term as Counted
from catchup.model.rows import Sense, Term
from catchup.yamlio import PathKeys

SENSES: dict[str, Sense] = {"at_most": "<=", "at_least": ">=", "exactly": "=="}


def limits(program: Program) -> None:
    """sum of times x content x quantity   sense   right, one row a period or one for all."""
    for number, limit in enumerate(program.source.model.limits):
        path = ("limits", number)
        periods = names(limit.periods, program.calendar.ids)
        sums = {period: _sum(program, limit, path, (period,)) for period in periods}
        if not any(terms or constant for terms, constant in sums.values()):
            text = f'limit "{limit.name}" counts nothing in this model'
            program.problems.append(program.source.document.problem(
                (*path, "terms"), "E076", text, "mend its filters", key=True))
            continue
        if limit.over == "each":
            for period, (terms, constant) in sums.items():
                _row(program, limit, period, terms, constant)
        else:
            _row(program, limit, ANYWHERE, *_sum(program, limit, path, periods))


def _row(program: Program, limit: Limit, period: str, terms: list[Term], constant: float) -> None:
    for key, sense in SENSES.items():
        series = getattr(limit, key)
        right = at(series, period)
        if right is not None:
            program.row("limit", ANYWHERE, limit.name, period, terms, sense, right - constant)


def _sum(program: Program, limit: Limit, path: PathKeys, periods: tuple[str, ...]) -> tuple[list[Term], float]:
    terms: list[Term] = []
    constant = 0.0
    for term in limit.terms:
        for entry in program.found(term.of, **_wanted(program, term)):
            if entry.period in periods:
                times = term.times * _content(program, term, entry.tags.get("commodity"))
                times *= program.calendar.years[entry.period] if limit.over == "years" else 1.0
                terms += [(column, times * amount) for column, amount in entry.terms]
                constant += times * entry.constant
    return terms, constant


def _content(program: Program, term: Counted, good: str | None) -> float:
    """Units of the attributes named in one unit of a commodity; 1 where none is named."""
    if term.content is None or good is None:
        return 1.0
    inside = program.source.model.commodities[good].content
    return sum(inside.get(attribute, 0.0) for attribute in names(term.content, inside))


def _wanted(program: Program, term: Counted) -> dict[str, tuple[str, ...] | None]:
    """Filters of a term; `all` and nothing set none."""
    pairs = {"commodity": term.commodities, "process": term.processes, "unit": term.units, "site": term.sites,
             "from": term.from_, "to": term.to}
    return {tag: None if some is None or some == "all" else names(some, ()) for tag, some in pairs.items()}
