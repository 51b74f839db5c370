"""The ledger's part on denial: what a plan would still run, buy, sell and serve in the years that a page reports."""

from __future__ import annotations

from typing import Any

from catchup.model.problem import Problem
from catchup.results.embargo import Standing

Table = list[dict[str, Any]]


def denial_tables(problem: Problem, here: Standing) -> dict[str, Table]:
    """Goods denied, ages of models held, and all decisions of each reported year under denial."""
    denial = problem.denial
    assert denial is not None
    use: Table = []
    for state in denial.shown:
        for key, amount in here.years[state].use.items():
            what, by, part = _places(key[1:])
            use.append({"year": state.year, "denial_years": state.age, "kind": key[0], "what": what, "by": by,
                        "part": part, "amount": amount})
    routes = [
        {"demand": demand, "good": good, "year": state.year, "denial_years": state.age, "age": ages[state.year]}
        for (demand, good, age), ages in denial.ages.items() for state in denial.shown if state.age == age]
    goods = [{"good": good, "share": share} for good, share in denial.share.items()]
    return {"denied_goods": goods, "denied_routes": routes, "denied_use": use}


def _places(key: tuple[str | int, ...]) -> tuple[str, str | None, int | None]:
    """What, by what and which part, of a mode's vintage, a process and mode, a good's block or a route's block."""
    words = [part for part in key if isinstance(part, str)]
    numbers = [part for part in key if isinstance(part, int)]
    return words[0], words[1] if len(words) > 1 else None, numbers[0] if numbers else None
