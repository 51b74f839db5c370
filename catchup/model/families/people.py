"""Family 5: people who run and build, after their years of study."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.model.families.money import construction_terms
from catchup.model.problem import Problem, Skill
from catchup.model.rows import Row, Term, row
from catchup.model.variables import Variables


def people_rows(problem: Problem, v: Variables) -> Iterator[Row]:
    """staff of what runs and is being built <= reachable stock + trained + attracted, less attrition.   [people]"""
    for skill in problem.skills.values():
        for t in problem.calendar.years:
            yield row("people", problem.site, skill.id, t, _people_terms(problem, v, skill, t), "<=", skill.reachable)


def staff_terms(problem: Problem, v: Variables, skill: Skill, year: int) -> list[Term]:
    """People of a skill who run what stands and build what is under construction.   [people]"""
    terms = [(v.stand[*tech.key, year], people) for tech in problem.techs if (people := tech.staff.get(skill.id, 0.0))]
    per_musd = problem.construction_people.get(skill.id, 0.0)
    if per_musd:
        terms += [(var, per_musd * coefficient) for var, coefficient in construction_terms(problem, v, year)]
    return terms


def _people_terms(problem: Problem, v: Variables, skill: Skill, year: int) -> list[Term]:
    terms = staff_terms(problem, v, skill, year)
    kept, came = 1.0 - skill.attrition, range(len(skill.abroad))
    for u in range(problem.calendar.first, year + 1):
        ready = u + skill.study_years
        if ready <= year and (skill.id, u) in v.train:
            terms.append((v.train[skill.id, u], -(kept ** (year - ready))))
        left = -(kept ** (year - u))
        terms += [(v.attract[skill.id, b, u], left) for b in came if (skill.id, b, u) in v.attract]
    terms.append((v.slack["people", skill.id, year], -1.0))
    return terms
