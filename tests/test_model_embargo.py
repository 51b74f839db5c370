"""India and Nigeria under denial and under export controls, each statement with its cause taken away once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest
from conftest import _WORLD, World

from catchup.load import load_scenario, load_strategy
from catchup.model.problem import Problem
from catchup.model.shocks import State
from catchup.resident import Resident
from catchup.results.binding import binding
from catchup.results.embargo import Standing, pays, share_with_sites, standing, under_denial
from catchup.results.lags import lags_of
from catchup.results.reading import Solved
from catchup.solving import Effort, baseline_case, before_of, solve_case

pytestmark = pytest.mark.solve

COUNTRIES = ("IND", "NGA")
RESIDENT = Resident()
END = State(2040, 1)


@cache
def of(iso3: str, strategy: str) -> Standing:
    """A shipped strategy in both states of the world."""
    return standing(_WORLD.plan(iso3, strategy), RESIDENT)


def shares(solved: Solved, problem: Problem, years: Iterable[int], age: int = 1) -> list[float]:
    """Embargo shares if denial were as this problem says."""
    found = under_denial(solved, tuple(State(t, age) for t in years), RESIDENT, problem)
    return [each.share for each in found.values()]


def nothing_denied(problem: Problem) -> Problem:
    """No share of any good, no site and no freezing of models."""
    assert problem.denial is not None
    return replace(problem, denial=problem.denial.as_planned(),
                   techs=tuple(replace(t, denied=False) for t in problem.techs))


@pytest.mark.parametrize("strategy", ["import", "balanced", "sovereign_stack"])
@pytest.mark.parametrize("iso3", COUNTRIES)
def test_if_the_group_supplies_and_controls_nothing_all_is_served_as_planned(
    world: World, iso3: str, strategy: str) -> None:
    """The sovereign stack may leave demand unmet as planned, for want of public money, which is no row under denial."""
    plan = world.plan(iso3, strategy)
    lags = world.lags(plan, iso3)
    years = (2030, 2035, 2040)
    planned = [1.0 - lags[t].unmet / lags[t].need for t in years]
    found = shares(plan, nothing_denied(plan.problem), years)
    assert all(here >= there - 1e-6 for here, there in zip(found, planned, strict=True))
    if strategy != "sovereign_stack":
        assert found == pytest.approx(planned, abs=1e-6)
    assert max(shares(plan, plan.problem, years)) <= 1.0 + 1e-9


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_buying_abroad_leaves_next_to_nothing_under_denial(iso3: str) -> None:
    found = of(iso3, "import")
    assert found.years[END].share < 0.01
    assert found.years[END].lag > 9.9
    assert all(each.change <= 1e-3 for each in found.years.values()), "nobody gains by losing supplies"


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_the_sovereign_stack_serves_most_under_denial_and_pays_for_it(iso3: str) -> None:
    """Its cause is what it maximises: every other strategy serves less, and is worth more without an embargo."""
    sovereign = of(iso3, "sovereign_stack")
    for other in ("import", "balanced", "niche", "compute_hub"):
        assert sovereign.mean_share > of(iso3, other).mean_share + 0.3
        assert sovereign.welfare < of(iso3, other).welfare
    span = pays(sovereign, of(iso3, "balanced"))
    assert span is not None
    assert 0.05 < span[0] < 0.95
    assert span[1] == 1.0


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_machines_controlled_from_home_are_what_is_left(world: World, iso3: str) -> None:
    """Handed to the denying group, the same machines serve nothing; what others sell is denied here as well."""
    plan = world.plan(iso3, "sovereign_stack")
    kept = shares(plan, plan.problem, (2035,))[0]
    assert kept > 0.5
    assert plan.problem.denial is not None
    wholly = replace(plan.problem.denial, share={**plan.problem.denial.share, "compute_service": 1.0})
    alone = replace(plan.problem, denial=wholly)
    assert shares(plan, alone, (2035,))[0] > 0.5
    handed = replace(alone, techs=tuple(replace(t, denied=t.denied or t.hardware is not None) for t in alone.techs))
    assert shares(plan, handed, (2035,)) == pytest.approx([0.0], abs=1e-6)


def test_halls_of_foreign_owners_take_the_machines_in_them_along(world: World) -> None:
    """India's balanced plan: two thirds of what need asks is owned at home in 2040, and stands in foreign halls."""
    plan = world.plan("IND")
    lag = world.lags(plan, "IND")[2040]
    assert 0.3 < lag.controlled_share < lag.home_share
    assert shares(plan, plan.problem, (2040,))[0] < 0.05
    assert share_with_sites(plan, END, RESIDENT) > 0.5


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_a_longer_denial_leaves_less(iso3: str) -> None:
    for year in (2030, 2035, 2040):
        first, third = (of(iso3, "sovereign_stack").years[State(year, age)] for age in (1, 3))
        assert third.share <= first.share + 1e-9
        assert third.lag >= first.lag - 1e-9


def test_a_chance_of_denial_moves_building_home(world: World) -> None:
    """Nigeria, balanced: at a chance of one in two more is served under denial, at some cost of W without one."""
    def chance(problem: Problem) -> Problem:
        assert problem.denial is not None
        return replace(problem, denial=replace(problem.denial, probability=0.5))
    found = standing(world.changed("NGA", change=chance), RESIDENT)
    calm = of("NGA", "balanced")
    assert found.mean_share > calm.mean_share + 0.1
    assert found.welfare < calm.welfare
    assert found.denied > calm.denied


def test_break_even_by_hand() -> None:
    """Loses 2 now and gains 28 under denial: from 2/30 on. Gains 2 and loses 6: up to 2/8. Loses both: never."""
    def at(now: float, then: float) -> Standing:
        return Standing(now, then, 0.0, {}, 0.0)
    assert pays(at(28.0, 28.0), at(30.0, 0.0)) == pytest.approx((1 / 15, 1.0))
    assert pays(at(32.0, -6.0), at(30.0, 0.0)) == pytest.approx((0.0, 0.25))
    assert pays(at(32.0, 1.0), at(30.0, 0.0)) == (0.0, 1.0)
    assert pays(at(29.0, -1.0), at(30.0, 0.0)) is None


@cache
def tightened(iso3: str, listed: bool = True) -> tuple[Solved, float, float]:
    """Plan under tightened controls, its net benefit, and what is served at home in 2040."""
    given = _WORLD.of(iso3)
    trade = given.profile.trade.model_copy(update={"on_control_list": listed})
    inputs = replace(given, scenario=load_scenario("tightened_controls").record,
                     profile=given.profile.model_copy(update={"trade": trade}))
    base = baseline_case(inputs.case(load_strategy("import").record), Effort())
    case = inputs.case(load_strategy("balanced").record)
    plan = solve_case(case, before_of(base), Effort())
    return plan, plan.welfare - base.welfare, lags_of(plan, case.figures)[2040].home_share


def test_tightened_controls_cap_indias_machines_and_the_plan_says_so() -> None:
    """The cap binds: 49,901 H100e in three years, 55,446 with a tenth leaking. Off the list it is gone."""
    plan, gain, share = tightened("IND")
    free, more, at_home = tightened("IND", listed=False)
    assert plan.problem.import_caps
    assert not free.problem.import_caps
    said = next(r["sentence"] for r in binding(plan) if r["node"] == "import_cap:accelerators")
    assert said.startswith("Export controls let in at most 55.4 k H100e of AI accelerators")
    assert share < 0.05 < 0.5 < at_home
    assert gain < more - 10_000.0


def test_other_scenarios_cap_nothing(world: World) -> None:
    assert world.plan("IND").problem.import_caps == ()
    assert not any(name.startswith("import_cap") for name in world.plan("IND").model.rows)


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_strategies_that_plan_for_no_denial_have_no_column_of_it(world: World, iso3: str) -> None:
    for strategy in ("import", "balanced", "niche", "compute_hub"):
        assert not any("denied" in column.name for column in world.plan(iso3, strategy).model.columns)
