"""The program that HiGHS gets straight from the rows is the one that it gets through PuLP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import highspy
import numpy as np
import pytest
from conftest import World
from model_toy import toy

from catchup.errors import NoAnswer
from catchup.model.algebra import in_arrays
from catchup.model.build import FAMILIES, Model, build
from catchup.model.families.access import growth_rows
from catchup.model.rows import Row
from catchup.resident import Resident, Search
from catchup.solver import fix_whole_numbers, solve
from catchup.solving import Effort, solve_case


@pytest.fixture(scope="module", params=["TOY", "IND", "NGA"])
def model(request: pytest.FixtureRequest, world: World) -> Model:
    """A model without its answer."""
    if request.param == "TOY":
        return build(toy())
    return build(world.case(request.param, "balanced").setting().problem)


def straight(model: Model) -> Any:
    """The arrays, whole columns fixed at zero."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    in_arrays(model.columns, [r for r in model.rows.values() if r.terms], model.cost, {}).give(highs)
    return highs.getLp()


def through_pulp(model: Model) -> Any:
    """What PuLP hands over, whole columns fixed at zero."""
    fix_whole_numbers(model.lp, dict.fromkeys((c.name for c in model.columns), 0.0))
    solve(model.lp, whole=False)
    return model.lp.solverModel.getLp()


def entries(lp: Any) -> dict[tuple[int, int], float]:
    """Matrix by (row, column)."""
    matrix = lp.a_matrix_
    assert matrix.format_ == highspy.MatrixFormat.kColwise
    at = np.repeat(np.arange(lp.num_col_), np.diff(matrix.start_))
    return {(int(r), int(c)): float(a) for r, c, a in zip(matrix.index_, at, matrix.value_, strict=True) if a}


def test_pulp_and_the_arrays_say_the_same_program(model: Model) -> None:
    one, other = straight(model), through_pulp(model)
    assert (one.num_col_, one.num_row_) == (other.num_col_, other.num_row_)
    for name in ("col_cost_", "col_lower_", "col_upper_", "row_lower_", "row_upper_"):
        assert np.allclose(getattr(one, name), getattr(other, name), rtol=1e-12, atol=1e-12), name
    here, there = entries(one), entries(other)
    assert here.keys() == there.keys()
    assert all(here[k] == pytest.approx(there[k], rel=1e-12) for k in here)


def test_a_run_from_a_basis_finds_the_optimum_of_a_cold_one(world: World) -> None:
    case = world.case("NGA", "balanced")
    model, resident = build(case.setting().problem), Resident()
    cold = resident.solve(model, {}, None)
    basis = resident.basis(model)
    path = "chain.model.social_discount_rate"
    changed = build(case.setting(case.figures.changed_to(path, 0.03)).problem)
    hot = resident.solve(changed, {}, basis)
    fresh = Resident().solve(changed, {}, None)
    assert hot.objective == pytest.approx(fresh.objective, rel=1e-7)
    assert abs(hot.objective - cold.objective) > 0.01 * abs(cold.objective)


def test_a_basis_of_other_names_is_not_used() -> None:
    model, resident = build(toy()), Resident()
    resident.solve(model, {}, None)
    basis = resident.basis(model)
    looser = build(toy(), families=[family for family in FAMILIES if family is not growth_rows])
    answer = resident.solve(looser, {}, basis)
    assert resident.basis(looser).names != basis.names
    assert answer.objective == pytest.approx(Resident().solve(looser, {}, None).objective)


def test_what_cannot_be_met_is_told() -> None:
    model = build(toy())
    column = model.columns[0]
    rows = {**model.rows, "no": Row("goal|TOY|no|2026", ((column, 1.0),), "<=", -1.0)}
    with pytest.raises(NoAnswer):
        Resident().solve(replace(model, rows=rows), {}, None)


def test_a_search_straight_from_the_rows_finds_what_one_through_pulp_finds(world: World) -> None:
    case, before = world.case("NGA", "balanced"), world.before("NGA")
    straight_on = solve_case(case, before, Effort(), prices=False)
    assert straight_on.welfare == pytest.approx(world.plan("NGA").welfare, rel=4e-4)
    assert straight_on.answer.integers == world.plan("NGA").answer.integers
    assert not straight_on.answer.prices


def test_plants_that_are_not_searched_would_not_have_been_built(world: World) -> None:
    """The same search with nothing set aside comes out no better than its gap."""
    model = world.plan("IND").model
    search = Search(model)
    aside = search.hopeless(1e-5)
    assert len(aside) > 50
    narrow = search.run(aside, 1e-4, 2000).objective
    wide = Search(model).run(frozenset(), 1e-4, 2000).objective
    assert narrow <= wide + 2e-4 * abs(wide)
