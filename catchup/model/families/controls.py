"""Family 9: export controls cap the hardware that may come in, over spans of years."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.capacity import orders_of
from catchup.model.problem import Problem
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables


def import_cap_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """Hardware delivered in a span, in units of its vintage's performance, by whatever owner <= cap.

    sum over orders delivered in the span: order x units per unit of capacity x growth^(year of delivery - first year)
    """
    for cap in problem.import_caps:
        for first, last, limit in cap.spans:
            terms: list[Term] = []
            for tech in problem.techs:
                if tech.hardware == cap.good:
                    growth = tech.vintage.growth if tech.vintage is not None else 1.0
                    terms += [(o.variable, o.size * cap.per_unit * growth ** (o.online - problem.calendar.first))
                              for o in orders_of(v, tech, problem) if first <= o.online <= last]
            if terms:
                yield row("import_cap", problem.site, cap.good, last, terms, "<=", limit)
