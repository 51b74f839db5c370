"""People who run and build: study years, attraction in pay blocks, attrition, dear slack. Optima by hand."""

from __future__ import annotations

import pytest
from model_cases import Found, activity, demand, good, money, optimum, problem, route, skill, tech

from catchup.model.problem import Skill


def office(engineer: Skill, *, years: int = 4, **how: object) -> Found:
    """Each unit of capacity takes 2 engineers and brings 4 a year for a cost of 1; demand without end."""
    fields: dict[str, object] = {"staff": {"engineer": 2.0}} | how
    return optimum(problem(
        [good("service")], [tech("team", **fields)], [activity("make", "team", "service")],  # type: ignore[arg-type]
        [demand(100.0, [(1.0, 4.0)], route("service"))], years=years, skills={"engineer": engineer}))


def test_capacity_is_held_back_by_people_within_reach() -> None:
    """6 engineers run 3 units, three years: 3 x 12 - 3 = 33."""
    found = office(skill(reachable=6.0))
    assert found.years("stand", "team", "own") == [0.0, 3.0, 3.0, 3.0]
    assert found.welfare == pytest.approx(33.0)


def test_graduates_come_after_their_years_of_study() -> None:
    """Nobody within reach, 10 places a year, 2 years of study, .5 each: starters of 2026 work in 2028, of 2027 in 2029.

    5 units are ordered in 2027 for 2028 (5 x 8 - 5 = 35), 5 more in 2028 for 2029 (20 - 5 = 15), study costs 10: 40.
    """
    found = office(skill(reachable=0.0, places=10.0, training_cost=0.5))
    assert found.years("train", "engineer") == [10.0, 10.0, 0.0, 0.0]
    assert found.years("stand", "team", "own") == [0.0, 0.0, 5.0, 10.0]
    assert found.welfare == pytest.approx(40.0)


def test_people_leave() -> None:
    """Half leave each year: 10 who start in 2026 are 10 in 2028 and 5 in 2029, beside the 10 of 2027: 15 and 7.5 units."""
    found = office(skill(reachable=0.0, places=10.0, attrition=0.5))
    assert found.years("stand", "team", "own") == [0.0, 0.0, 5.0, 7.5]


def test_people_abroad_come_in_rising_pay_blocks() -> None:
    """2 come for the pay at home x 1.9, 2 more for x 9 (pay 1): .9 and 8 a year above pay at home; one year of use.

    A unit (2 people) brings 4 - 1 = 3 in 2027: with the first block, 3 - 1.8 = 1.2; the second would cost 16, and
    2 who come in 2026 already would cost 3.6.
    """
    found = office(skill(reachable=0.0, pay=1.0, abroad=((2.0, 1.9), (2.0, 9.0))), years=2)
    assert found.years("attract", "engineer", 0) == [0.0, 2.0]
    assert found.years("attract", "engineer", 1) == [0.0, 0.0]
    assert found.welfare == pytest.approx(1.2)


def test_an_attracted_person_is_paid_for_every_year_of_staying() -> None:
    """In 2026 for four years at .5 a year, or in 2027 for three: 2 come in 2027, 3 x 4 - 1 - 2 x 3 x .5 = 8."""
    found = office(skill(reachable=0.0, pay=1.0, abroad=((2.0, 1.5),)), access=1.0)
    assert found.welfare == pytest.approx(8.0)


def test_people_also_build() -> None:
    """Half of a cost of 2 a unit is local, 1 person a million: an order of 3 takes 3 in its year of construction.

    3 are within reach, and running takes 1 a unit. 3 in 2026 stand in 2027 and use all, so nobody builds on:
    3 x 12 - 6 = 30. Without the people who build 3 units would be all too: what binds is 2026, where x <= 3.
    """
    found = optimum(problem(
        [good("service")], [tech("team", capex=2.0, staff={"engineer": 1.0}, local_share=0.5)],
        [activity("make", "team", "service")], [demand(100.0, [(1.0, 4.0)], route("service"))],
        skills={"engineer": skill(reachable=3.0)}, construction_people={"engineer": 1.0}))
    assert found.years("order", "team", "own", "private") == [3.0, 0.0, 0.0, 0.0]
    assert found.welfare == pytest.approx(30.0)


def test_builders_are_counted_before_anybody_works() -> None:
    """The same with 2 people a million: 3 people build 1.5 units in 2026; then 1.5 run and 1.5 build .75 in 2027, and so on:

    .75 - 1.5 x ... 2027: 3 - 1.5 = 1.5 people -> .75; 2028: 3 - 2.25 = .75 -> .375. 2029 stands 2.625.
    W = 4 (1.5 + 2.25 + 2.625) - 2 x 2.625 = 20.25.
    """
    found = optimum(problem(
        [good("service")], [tech("team", capex=2.0, staff={"engineer": 1.0}, local_share=0.5)],
        [activity("make", "team", "service")], [demand(100.0, [(1.0, 4.0)], route("service"))],
        skills={"engineer": skill(reachable=3.0)}, construction_people={"engineer": 2.0}))
    assert found.years("order", "team", "own", "private") == [1.5, 0.75, 0.375, 0.0]
    assert found.welfare == pytest.approx(20.25)


def test_a_programme_without_staff_is_a_dear_slack_and_not_an_infeasible_plan() -> None:
    """A programme of 5 takes 10 engineers of whom 4 are there: 6 short.

    Capex 1 for 2 places of work: .5 a place, more than the pay of .05; 1000 times that for 6 is 3000.
    """
    found = optimum(problem([good("service")], [tech("team", programme=5.0, staff={"engineer": 2.0})], years=1,
                            first_order=2027, skills={"engineer": skill(reachable=4.0)}))
    assert found("slack", "people", "engineer", 2026) == pytest.approx(6.0)
    assert found.chosen_by == pytest.approx(-3000.0)
    assert found.welfare == 0.0


def test_the_plan_never_orders_what_only_slack_could_staff() -> None:
    """Nobody within reach and no training: a unit would bring 4 and cost 100 of slack, so none is ordered."""
    found = office(skill(reachable=0.0))
    assert sum(found.years("order", "team", "own", "private")) == 0.0
    assert sum(found.years("slack", "people", "engineer")) == 0.0


@pytest.mark.parametrize("pay", [0.001, 0.05])
def test_low_pay_makes_no_slack_cheap(pay: float) -> None:
    """At ten times a pay of .05 two people short would cost 1 a year, and a unit brings 3 x 4; a place costs 5 instead."""
    fields: dict[str, object] = {"staff": {"engineer": 2.0}}
    found = optimum(problem(
        [good("service")], [tech("team", **fields)], [activity("make", "team", "service")],  # type: ignore[arg-type]
        [demand(100.0, [(1.0, 4.0)], route("service"))], skills={"engineer": skill(reachable=0.0, pay=pay)},
        money=money(slack_price=10.0)))
    assert sum(found.years("slack", "people", "engineer")) == 0.0
    assert found.welfare == 0.0
