"""Why, why not, and what it is worth: small cases by hand, what holds for any case, and the real profiles."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from conftest import World
from hypothesis import given
from model_cases import activity, demand, good, problem, route, tech
from test_model_properties import FEW, problems

from catchup.errors import NoAnswer
from catchup.explain import weakest
from catchup.knockouts import OPTIONS, held_of, loss, options, worths
from catchup.leftout import left_out, tried
from catchup.model.families.capacity import orders_of
from catchup.model.problem import Problem
from catchup.prepare.build import Setting
from catchup.results import binding, holding
from catchup.results.reading import Solved
from catchup.smoothing import smoothed
from catchup.solving import Effort, _solve

IMPORT_W = 60.0


def solved_of(case: Problem) -> Solved:
    """Optimum of a problem by hand, that knows what W is if nothing is ordered."""
    case = replace(case, baseline_welfare=IMPORT_W)
    return _solve(Setting(case, None, None, {}, None), Effort())  # type: ignore[arg-type]


def mills(*techs: Any, years: int = 3, total: Any = 10.0) -> Problem:
    """Bread is worth 6 and bought at 4; a mill saves the price in each year after the first."""
    assets = dict.fromkeys(t.asset for t in techs)
    return problem(
        [good("bread", buy=4.0)], techs, [activity(f"run_{a}", a, "bread") for a in assets],
        [demand(total, [(1.0, 6.0)], route("bread"))], years=years)


def worth_of(solved: Solved, *, choose: bool = False) -> dict[str, float]:
    rows = options(solved, held_of(solved), IMPORT_W, choose=choose)
    return {row["id"]: round(row["loss_usd_m"], 6) for row in rows}


def test_a_run_that_loses_its_way_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """HiGHS may end with an unknown status after a start from another basis; from nothing it reaches the optimum."""
    import highspy

    held = held_of(solved_of(mills(tech("mill", capex=3.0))))
    told, real = [highspy.HighsModelStatus.kUnknown], held.highs.getModelStatus
    cleared: list[bool] = []
    monkeypatch.setattr(held.highs, "getModelStatus", lambda: told.pop() if told else real(), raising=False)
    anew = held.highs.clearSolver
    monkeypatch.setattr(held.highs, "clearSolver", lambda: (cleared.append(True), anew())[1], raising=False)
    assert held._run().objective == pytest.approx(held.first.objective)
    assert cleared == [True]


def test_what_two_owners_are_worth_by_hand() -> None:
    """A mill ordered in 2026 saves 4 in 2027 and in 2028. Ours costs 3 and gains 5, a foreign one costs 2 and gains 6,
    but there are four of them at most: 4 x 6 + 6 x 5 = 54. Without foreign owners 10 x 5 = 50, without ours 24."""
    solved = solved_of(mills(tech("mill", capex=3.0), tech("mill", "foreign", owner="for", capex=2.0, access=4.0)))
    assert solved.welfare - IMPORT_W == pytest.approx(54.0)
    found = worth_of(solved)
    assert (found["foreign_owners"], found["home_owners"]) == (4.0, 30.0)
    assert found["know_how"] == 4.0
    assert found["borrowing"] == 0.0
    assert "public_money" not in found


def test_a_tie_is_told_with_what_takes_its_place_by_hand() -> None:
    """At 2.9 the four foreign mills gain 5.1 each, 50.4 in all; ours in their place lose 0.4, under one per cent."""
    solved = solved_of(mills(tech("mill", capex=3.0), tech("mill", "foreign", owner="for", capex=2.9, access=4.0)))
    rows = {row["id"]: row for row in worths(solved, held_of(solved), IMPORT_W, each=True)}
    assert rows["mill"]["loss_usd_m"] == pytest.approx(50.4)
    assert not rows["mill"]["hardly"]
    assert rows["mill.foreign"]["loss_usd_m"] == pytest.approx(0.4)
    assert rows["mill.foreign"]["hardly"]
    assert rows["mill.foreign"]["instead"] == "mill, own"
    assert not rows["mill.own"]["hardly"]


def test_whole_plants_are_chosen_again_where_one_is_forbidden_by_hand() -> None:
    """One plant of ten: ours gains 80 - 30 = 50, a foreign kiln 80 - 40 = 40. Without ours, 50 is lost as planned and
    10 if the kiln may come in its place."""
    solved = solved_of(mills(tech("mill", capex=3.0, unit_size=10.0, access=10.0),
                             tech("kiln", "foreign", owner="for", capex=4.0, unit_size=10.0, access=10.0)))
    assert worth_of(solved)["home_owners"] == 50.0
    assert worth_of(solved, choose=True)["home_owners"] == pytest.approx(10.0)


def test_the_cost_at_which_a_thing_would_enter_by_hand() -> None:
    """A kiln at 10 takes the place of a mill at 3: it falls short by 7 of 10. At 3 it would do as well."""
    case = mills(tech("mill", capex=3.0), tech("kiln", capex=10.0))
    solved = solved_of(case)
    found = tried(solved, held_of(solved), "kiln")
    assert found is not None
    assert found.short == pytest.approx(70.0, rel=1e-4)
    even = solved_of(mills(tech("mill", capex=3.0), tech("kiln", capex=3.0)))
    last = tried(even, held_of(even), "kiln")
    assert last is not None
    assert last.short == pytest.approx(0.0, abs=1e-4)


def test_a_whole_plant_is_measured_whole_by_hand() -> None:
    """A kiln of 20 costs 60 and takes the place of ten mills, which cost 30: 30 is lost."""
    solved = solved_of(mills(tech("mill", capex=3.0), tech("kiln", capex=3.0, unit_size=20.0, access=20.0)))
    found = tried(solved, held_of(solved), "kiln")
    assert found is not None
    assert found.gain_usd_m == pytest.approx(-30.0)
    assert tried(solved, held_of(solved), "nothing") is None


def test_orders_that_may_come_in_any_year_are_spread_by_hand() -> None:
    """Twelve mills are wanted from 2030 on and cost the same in 2026 to 2029: three a year jump least."""
    case = mills(tech("mill", capex=1.0), years=6, total=[0.0, 0.0, 0.0, 0.0, 12.0, 12.0])
    jagged = solved_of(case)
    steady = smoothed(jagged)

    def sizes(plan: Solved) -> list[float]:
        return [plan(order.variable) for order in orders_of(plan.v, plan.problem.techs[0], plan.problem)]

    def jumps(plan: Solved) -> float:
        return sum(abs(b - a) for a, b in pairwise(sizes(plan)))

    assert max(sizes(jagged)) > 6.0
    assert sizes(steady)[:4] == pytest.approx([3.0] * 4, rel=0.02)
    assert jumps(steady) < 0.5 * jumps(jagged)
    gain = jagged.welfare - IMPORT_W
    assert steady.welfare - IMPORT_W >= 0.999 * gain - 1e-6
    assert steady.duals is jagged.duals


@FEW
@given(problems())
def test_no_option_is_ever_worth_less_than_nothing(case: Problem) -> None:
    solved = _solve(Setting(case, None, None, {}, None), Effort())  # type: ignore[arg-type]
    held = held_of(solved)
    for option in OPTIONS:
        try:
            reached = held.without(list(option.columns(solved)))
        except NoAnswer:
            continue
        assert reached.objective >= held.first.objective - 1e-6  # the solver lets a thousand dollars pass
        assert loss(held, reached) >= 0.0
    assert held.without([]).objective == held.first.objective


@FEW
@given(problems())
def test_runs_leave_the_program_as_it_was(case: Problem) -> None:
    solved = _solve(Setting(case, None, None, {}, None), Effort())  # type: ignore[arg-type]
    held = held_of(solved)
    orders = [order for t in solved.problem.techs for order in orders_of(solved.v, t, solved.problem)]
    for asset in ("mill", "oven"):
        tried(solved, held, asset)
    held.without(order.variable for order in orders)
    again = held.without(solved.v.train.values())
    fresh = held_of(solved).without(solved.v.train.values())
    assert again.objective == pytest.approx(fresh.objective, rel=1e-7, abs=1e-9)


# -- the real profiles --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("iso3", ["IND", "NGA"])
def test_smoothing_takes_jumps_away_and_keeps_benefit_and_plants(world: World, iso3: str) -> None:
    before = world.plan(iso3)
    after = smoothed(before)
    gain = before.welfare - world.base(iso3).welfare

    def jumps(plan: Solved) -> float:
        years = range(plan.problem.calendar.first_order, plan.problem.calendar.shown + 1)
        total = 0.0
        for asset in {t.asset for t in plan.problem.techs if t.unit_size is None}:
            money = dict.fromkeys(years, 0.0)
            for item in plan.placed():
                if item.tech.asset == asset:
                    money[item.order.year] += item.size * item.tech.capex[item.order.year]
            total += sum(abs(b - a) for a, b in pairwise(money.values()))
        return total

    assert 0.0 <= before.welfare - after.welfare <= 0.001001 * gain
    assert jumps(after) < 0.95 * jumps(before)
    whole = [c.name for c in before.model.columns if c.whole]
    assert all(round(after.answer.values[n]) == round(before.answer.values[n]) for n in whole)


@pytest.mark.parametrize("iso3", ["IND", "NGA"])
def test_nothing_left_out_would_pay_and_each_has_a_reason(world: World, iso3: str) -> None:
    solved, case = world.plan(iso3), world.case(iso3, "balanced")
    rows = left_out(solved, held_of(solved), case.chain, case.profile.country.access_tier)
    assert len(rows) > 10
    assert not {row["asset"] for row in rows} & {item.tech.asset for item in solved.placed()}
    for row in rows:
        assert row["reason"].endswith(".")
        assert row["short_share"] is None or row["short_share"] >= 0.0
        if row["state"] == "too dear" and row["enters_usd_m"]:
            assert row["enters_usd_m"] < row["cost_usd_m"] * 1.0001


def test_access_is_the_reason_only_as_long_as_nobody_gives_it(world: World) -> None:
    """Noble-gas plants are closed to Nigeria; in group B they are open, and the reason is another one or none."""
    case = world.case("NGA", "balanced")
    solved = world.plan("NGA")

    def states(plan: Solved, tier: str) -> dict[str, str]:
        return {row["asset"]: row["state"] for row in left_out(plan, held_of(plan), case.chain, tier)}

    assert states(solved, "D")["noble_gas_plant"] == "no access"
    country = case.profile.country.model_copy(update={"access_tier": "B"})
    profile = case.profile.model_copy(update={"country": country})
    other = world.solved(world.case("NGA", "balanced", profile=profile).setting(), "NGA")
    assert states(other, "B").get("noble_gas_plant") != "no access"


def test_india_lives_by_machines_from_abroad_and_not_by_loans(world: World) -> None:
    solved = world.plan("IND")
    rows = options(solved, held_of(solved), world.base("IND").welfare, choose=False)
    found = {row["id"]: row for row in rows}
    assert found["foreign_chips"]["share"] > 0.2
    assert found["borrowing"]["loss_usd_m"] <= found["foreign_chips"]["loss_usd_m"]
    assert [row["loss_usd_m"] for row in rows] == sorted((row["loss_usd_m"] for row in rows), reverse=True)
    assert all(row["loss_usd_m"] >= 0.0 for row in rows)


def test_what_holds_an_asset_names_rows_that_press(world: World) -> None:
    solved = world.plan("NGA")
    rows = holding.holds(solved)
    ordered = {item.tech.asset for item in solved.placed()}
    assert {row["asset"] for row in rows} <= ordered
    assert all(row["usd_m_per_unit"] > 0.0 for row in rows)
    cluster = {row["family"] for row in rows if row["asset"] == "accelerator_cluster"}
    assert "money" in cluster or "growth" in cluster


def test_no_price_is_told_of_what_is_bought_or_does_not_flow(world: World) -> None:
    solved = world.plan("IND")
    goods = {row["item"] for row in binding.prices(solved) if row["family"] == "balance"}
    assert "firm_power" in goods
    assert not goods & {"hbm", "gallium", "lithography_tools"}


def test_the_weakest_sources_come_guesses_first(world: World) -> None:
    from catchup.sensitivity import CANDIDATES, Shown, candidates

    limits = [c for c in candidates(world.plan("IND"), world.case("IND", "balanced").figures) if c not in CANDIDATES]
    assert [c.path for c in limits if "loss_point" in c.path] == ["chain.model.loss_point_2_loss"]
    assert len([c for c in limits if ".growth." in c.path]) == 2
    figures = world.case("IND", "balanced").figures
    moved = [
        Shown(c.path, c.name, q.unit, q.value, q.value, q.value, q.grade, q.source, 0.0, float(100 + n), None, None, 0.0, 0.0)
        for n, c in enumerate(CANDIDATES) if (q := figures.quantities.get(c.path)) is not None]
    rows = weakest(moved, figures)
    assert len(rows) == 5
    grades = [row["grade"] for row in rows]
    assert grades == sorted(grades, reverse=True)
    assert set(grades) <= {"C", "D"}
    assert all(row["settle"] for row in rows)
