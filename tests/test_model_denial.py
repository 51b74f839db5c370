"""Denial as a second operating state: what is left, what it is worth, and at what chance building pays. By hand."""

from __future__ import annotations

from typing import Any

import pytest
from model_cases import (
    Found,
    activity,
    aim,
    demand,
    denial,
    good,
    growth,
    optimum,
    problem,
    route,
    series,
    tech,
)

from catchup.model.build import build, second_stage
from catchup.model.columns import Columns
from catchup.model.families.denial import rows_of_states, state_columns
from catchup.model.objective import embargo_value
from catchup.model.problem import Problem, Vintage
from catchup.model.shocks import State
from catchup.solver import solve

FIRST = State(2026, 1, 1.0)
SOVEREIGN = aim(objective="home_value_then_welfare")
STILL = Vintage(1.0, 1.0)


def served(found: Found, commodity: str, state: State = FIRST, block: int = 0) -> float:
    """Demand met by a route in a year under denial."""
    return found("denied_serve", "wanted", commodity, block, *state.suffix)


def machines(state: State = FIRST, *, years: int = 1, share: float = 1.0, spare: float = 1.0, wanted: Any = 10.0,
             inputs: dict[str, float] | None = None, more: dict[str, Any] | None = None, **unit: Any) -> Found:
    """Demand of 10 worth 4 each, met by machines at home alone, which consist of chips that the group denies."""
    given: dict[str, Any] = {"hardware": "chip", "vintage": STILL} | unit
    return optimum(problem(
        [good("chip", buy=1.0), good("own")], [tech("cluster", **given)],
        [activity("serve", "cluster", "own", inputs=inputs or {})], [demand(wanted, [(1.0, 4.0)], route("own"))],
        years=years, aim=SOVEREIGN, denial=denial(state, share={"chip": share}, spare=spare), **(more or {})))


def bought_or_built(chance: float, capex: float = 1.2, objective: str = "welfare") -> Problem:
    """Ten wanted in 2027, worth 4 each: bought at 1 from the group, or made at home by a plant of 2026."""
    return problem(
        [good("api", buy=1.0), good("own")], [tech("plant", capex=capex)], [activity("make", "plant", "own")],
        [demand([0.0, 10.0], [(1.0, 4.0)], route("api"), route("own"))], years=2, aim=aim(objective=objective),
        denial=denial(State(2027, 1, 1.0), share={"api": 1.0}, probability=chance))


def test_building_pays_from_the_break_even_chance_on() -> None:
    """Bought: W = 10 x (4 - 1) = 30, nothing under denial. Built: W = 10 x (4 - 1.2) = 28 in both states.

    (1 - pi) 30 = 28 at pi = 2 / (2 + 28) = 1/15: at .06 all is bought, at .07 all is built.
    """
    bought, built = optimum(bought_or_built(0.06)), optimum(bought_or_built(0.07))
    assert bought.welfare == pytest.approx(30.0)
    assert bought.chosen_by == pytest.approx(0.94 * 30.0)
    assert [built.welfare, built.chosen_by] == pytest.approx([28.0, 28.0])
    assert served(built, "own", State(2027, 1)) == pytest.approx(10.0)


def test_without_a_chance_of_denial_there_is_no_column_and_no_row_of_it() -> None:
    model = build(bought_or_built(0.0))
    assert not any("denied" in column.name for column in model.columns)
    assert not any(name.startswith("denial") for name in model.rows)


def test_machines_wear_out_by_the_part_of_their_spares_that_is_denied() -> None:
    """Ten machines, spares .8: with half of the chips denied .9 are left after a year, .9^3 x 10 = 7.29 after three."""
    assert served(machines(existing=10.0, share=0.5, spare=0.8), "own") == pytest.approx(9.0)
    third = State(2026, 3, 1.0)
    assert served(machines(third, existing=10.0, share=0.5, spare=0.8), "own", third) == pytest.approx(7.29)


def test_machines_need_none_of_the_spares_that_they_wear_out_without() -> None:
    """A tenth of a chip for each unit: denied to the machines, replaced by wear; a plant of other make stands still."""
    assert served(machines(existing=10.0, spare=0.8, inputs={"chip": 0.1}), "own") == pytest.approx(8.0)
    other = machines(existing=10.0, spare=0.8, inputs={"chip": 0.1}, hardware=None, vintage=None)
    assert served(other, "own") == 0.0


def test_only_what_was_ordered_before_the_denial_comes_in_full() -> None:
    """Four a year may be ordered from 2026 on. In 2028, two years denied: 4 of 2026, and a quarter of 4 of 2027: 5."""
    state = State(2028, 2, 1.0)
    found = machines(state, years=3, share=0.75, capex=0.1, more={"growth": {"cluster": growth(4.0, -1.0)}})
    assert found.years("order", "cluster", "own", "private")[:2] == [4.0, 4.0]
    assert served(found, "own", state) == pytest.approx(5.0)


def test_old_machines_give_less_under_denial_as_well() -> None:
    """Growth 2 a year: ten machines of 2026 give what 5 of 2027 give, and 4 of them are left at spares of .8."""
    state = State(2027, 1, 1.0)
    found = machines(state, years=2, existing=10.0, spare=0.8, vintage=Vintage(2.0, 1.0), more={"first_order": 2030})
    assert served(found, "own", state) == pytest.approx(4.0)


def test_the_part_of_others_is_bought_as_before_but_no_plan_counts_on_it() -> None:
    """Seven tenths from the group: bought' <= .3 bought. A program that plans for denial has no such column at all."""
    case = problem([good("api", buy=1.0)], demands=[demand(10.0, [(1.0, 4.0)], route("api"))], years=1,
                   denial=denial(FIRST, share={"api": 0.7}, probability=0.1))
    found = optimum(case)
    assert served(found, "api") == 0.0
    left = state_columns(Columns(), case, found.model.v, FIRST)
    rows = {row.name: row for row in rows_of_states(case, found.model.v, {FIRST: left})}
    row = rows["denial|TOY|buy|api|1|2026"]
    assert {var.name: amount for var, amount in row.terms} == pytest.approx(
        {"denied_buy|TOY|api|1|2026": 1.0, "buy|TOY|api|2026": -0.3})
    assert (row.sense, row.right) == ("<=", 0.0)


def test_a_site_that_the_group_controls_is_lost_with_what_stands_in_it() -> None:
    """Machines take up a hall. Hall of the group: nothing is served; hall of a home firm: all ten; half and half: 5."""
    def with_halls(home: float, foreign: float) -> float:
        found = optimum(problem(
            [good("hall"), good("own")],
            [tech("hall", existing=home, provides={"hall": 1.0}),
             tech("hall", "foreign", owner="for", existing=foreign, provides={"hall": 1.0}, denied=True),
             tech("cluster", existing=10.0, occupies={"hall": 1.0}, vintage=STILL)],
            [activity("serve", "cluster", "own")], [demand(10.0, [(1.0, 4.0)], route("own"))], years=1, aim=SOVEREIGN,
            denial=denial(FIRST)))
        return served(found, "own")
    assert [with_halls(10.0, 0.0), with_halls(5.0, 5.0), with_halls(0.0, 10.0)] == pytest.approx([10.0, 5.0, 0.0])


def test_foreign_machines_serve_nothing() -> None:
    assert served(machines(existing=10.0), "own") == pytest.approx(10.0)
    assert served(machines(existing=10.0, denied=True, owner="for"), "own") == 0.0


def test_idle_machines_are_used_when_the_cheap_import_is_gone() -> None:
    """Home costs 2, import 1: as planned all is bought (W = 30). Under denial all ten run: change 20 - 30 = -10."""
    case = problem(
        [good("api", buy=1.0), good("own")], [tech("plant", existing=10.0)], [activity("make", "plant", "own", cost=2.0)],
        [demand(10.0, [(1.0, 4.0)], route("api"), route("own"))], years=1,
        denial=denial(FIRST, share={"api": 1.0}, probability=0.25))
    found = optimum(case)
    assert found.years("run", "make", "own") == [0.0]
    assert found("denied_run", "make", "own", 1, 2026) == pytest.approx(10.0)
    assert found.chosen_by == pytest.approx(30.0 - 0.25 * 10.0)


def test_what_was_sold_abroad_may_serve_at_home() -> None:
    """Ten made, five sold at 3 (worth 2 at home): sold as planned; under denial sales stay within the five, worth more."""
    def sold(value: float) -> float:
        found = optimum(problem(
            [good("own", sell=3.0, blocks=[(5.0, 1.0)])], [tech("plant", existing=10.0)], [activity("make", "plant", "own")],
            [demand(10.0, [(1.0, value)], route("own"))], years=1, denial=denial(FIRST, probability=0.5)))
        return found("denied_sell", "own", 0, 1, 2026)
    assert sold(2.0) == pytest.approx(5.0)
    assert sold(4.0) == 0.0


def test_models_that_are_held_are_worth_less_each_year() -> None:
    """Ten served at 4 as planned, at .75 of it when the model is frozen: the change is -10, at a chance of .5 W - 5."""
    case = problem(
        [good("own")], [tech("plant", existing=10.0)], [activity("make", "plant", "own")],
        [demand(10.0, [(1.0, 4.0)], route("own"))], years=1,
        denial=denial(FIRST, probability=0.5, held={("wanted", "own", 1): series(0.75)}))
    assert optimum(case).chosen_by == pytest.approx(40.0 - 0.5 * 10.0)


def test_the_last_stage_keeps_98_per_cent_of_what_is_served_under_denial() -> None:
    """Home costs 6, import 1, the demand is worth 4. First 10 are built, value 40; then 98 per cent of it: 9.8.

    W = 40 - 9.8 x 6 - .2 x 1 = -19.
    """
    case = bought_or_built(0.0, capex=6.0, objective="home_value_then_welfare")
    model = build(case)
    first = solve(model.lp, whole=True)
    reached = sum(first.values[var.name] * amount for var, amount in embargo_value(case, model.v))
    assert reached == pytest.approx(40.0)
    last = second_stage(model, reached)
    found = Found(last, solve(last.lp, whole=True))
    assert found.years("order", "plant", "own", "private") == [9.8, 0.0]
    assert found.welfare == pytest.approx(-19.0)


def test_demand_below_the_world_price_is_no_aim_of_the_first_stage() -> None:
    """A second block of 10, worth .75, is no must demand: ten are built for the first block and none for it."""
    case = problem(
        [good("own")], [tech("plant", capex=1.0)], [activity("make", "plant", "own")],
        [demand([0.0, 10.0], [(1.0, 4.0), (1.0, 0.75)], route("own"), must_blocks=1)], years=2, aim=SOVEREIGN,
        denial=denial(State(2027, 1, 1.0)))
    assert optimum(case).years("order", "plant", "own", "private") == [10.0, 0.0]
