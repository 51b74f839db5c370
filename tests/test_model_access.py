"""Who would provide it, experience first, and how fast building can grow; optima by hand in the docstrings."""

from __future__ import annotations

import pytest
from model_cases import Found, activity, aim, demand, good, growth, optimum, problem, route, tech

from catchup.model.problem import DemandData

GOODS = [good("old_chip"), good("new_chip")]
RUNS = [activity("old", "old_fab", "old_chip"), activity("new", "new_fab", "new_chip")]


def chips(*techs: object, years: int = 5, **more: object) -> Found:
    """Old chips are given away to whoever takes them, new ones are worth 4 a unit for as many as can be made."""
    wanted = [demand(100.0, [(1.0, 4.0)], route("new_chip")), given_away()]
    return optimum(problem(GOODS, techs, RUNS, wanted, years=years, **more))  # type: ignore[arg-type]


def given_away() -> DemandData:
    """Somebody takes old chips for nothing: what is made has to be taken."""
    return demand(100.0, [(1.0, 0.0)], route("old_chip"), id="given_away", headline=False, must_blocks=0)


def test_orders_of_all_years_together_stay_within_what_anybody_would_provide() -> None:
    """Access 5, demand without end, lead 1, five years: 5 ordered at once serve four years: 80 - 5 = 75."""
    found = chips(tech("new_fab", "licence", access=5.0))
    assert found.years("order", "new_fab", "licence", "private") == [5.0, 0.0, 0.0, 0.0, 0.0]
    assert found.welfare == pytest.approx(75.0)


def test_no_precedent_means_none_and_not_unlimited() -> None:
    """Access 0: no column at all. Without a gate the same fab is ordered up to the whole demand."""
    assert not [c for c in chips(tech("new_fab", "licence", access=0.0)).columns if c.startswith("order|")]
    assert chips(tech("new_fab", "licence")).years("order", "new_fab", "licence", "private")[0] == pytest.approx(100.0)


def test_each_mode_has_its_own_access() -> None:
    """Licence for 5, foreign owner for 3: 8 in all, 8 x 16 - 8 = 120."""
    found = chips(tech("new_fab", "licence", access=5.0), tech("new_fab", "foreign", owner="for", access=3.0))
    assert found.welfare == pytest.approx(120.0)


def test_whole_plants_stay_within_access_that_is_no_multiple_of_their_size() -> None:
    """Access 25, plants of 10: two, not two and a half. 20 x 16 - 20 = 300."""
    found = chips(tech("new_fab", "licence", access=25.0, unit_size=10.0))
    assert sum(found.years("order", "new_fab", "licence", "private")) == pytest.approx(2.0)
    assert found.welfare == pytest.approx(300.0)


def test_a_forbidden_asset_cannot_be_ordered() -> None:
    """The same fab, open, and a strategy that leaves it out: no order column."""
    found = chips(tech("new_fab"), aim=aim(forbid=frozenset({"new_fab"})))
    assert not [c for c in found.columns if c.startswith("order|")]


def test_own_technology_needs_years_of_running_the_teacher_first() -> None:
    """3 old fabs of a foreign owner teach 1/3 a unit-year each: 1 a year. A new fab takes 2: by 2026..2029 orders in

    all stay within 0, .5, 1, 1.5 (lead 1, five years; an order of 2030 comes too late). A unit of 2027 serves 3 years
    (12 - 1), of 2028 two (7), of 2029 one (3), .5 each: 5.5 + 3.5 + 1.5 = 10.5.
    """
    found = chips(
        tech("old_fab", "foreign", owner="for", existing=3.0, weight=1 / 3, access=0.0), tech("new_fab"),
        experience={"new_fab": ("old_fab", 2.0)})
    assert found.years("order", "new_fab", "own", "private") == [0.0, 0.5, 0.5, 0.5, 0.0]
    assert found.welfare == pytest.approx(10.5)


def test_a_plan_builds_the_teacher_first_where_that_pays() -> None:
    """No old fab stands. One ordered in 2026 stands from 2027 and teaches 1 a year: 1 new unit by 2028, 2 by 2029.

    With a threshold of 1 and lead 1 the new units of 2028 serve 2029 and 2030, those of 2029 serve 2030: 7 + 3 = 10 for
    an old fab at a cost of 2; access holds the old fab at 1. W = 8. At a cost of 11 nothing is built.
    """
    def school(cost: float) -> Found:
        return chips(tech("old_fab", "licence", capex=cost, access=1.0), tech("new_fab"),
                     experience={"new_fab": ("old_fab", 1.0)})

    found = school(2.0)
    assert found.years("order", "old_fab", "licence", "private") == [1.0, 0.0, 0.0, 0.0, 0.0]
    assert found.years("order", "new_fab", "own", "private") == [0.0, 0.0, 1.0, 1.0, 0.0]
    assert found.welfare == pytest.approx(8.0)
    assert school(11.0).welfare == 0.0


def test_a_licence_needs_no_experience() -> None:
    """The threshold binds own technology alone: without a teacher the licence is ordered at once."""
    found = chips(tech("new_fab", "licence", access=5.0), tech("new_fab"), experience={"new_fab": ("old_fab", 1.0)})
    assert found.years("order", "new_fab", "licence", "private")[0] == pytest.approx(5.0)
    assert found.years("order", "new_fab", "own", "private") == [0.0] * 5


def test_a_fab_that_does_not_run_teaches_nothing() -> None:
    """The old fab stands but its wafers cannot be bought: it makes nothing, so it teaches nothing (economics 1:

    experience = sum_{u<t} w_m run) and no new fab may be ordered with own technology: W = 0.
    """
    wanted = [demand(100.0, [(1.0, 4.0)], route("new_chip")), given_away()]
    runs = [activity("old", "old_fab", "old_chip", inputs={"wafer": 1.0}), RUNS[1]]
    found = optimum(problem(
        [*GOODS, good("wafer")], [tech("old_fab", existing=3.0), tech("new_fab")], runs, wanted, years=5,
        experience={"new_fab": ("old_fab", 2.0)}))
    assert found.welfare == pytest.approx(0.0)


def test_orders_grow_from_a_seed_by_the_mean_of_the_last_three_years() -> None:
    """Seed 1, rate .5: order(t) <= 1 + 1.5 x (last three orders)/3: 1, 1.5, 1 + .5 x 2.5 = 2.25, 1 + .5 x 4.75 = 3.375.

    Every unit pays (4 a year against 1), so all four bind (2030 comes too late).
    """
    found = chips(tech("new_fab"), growth={"new_fab": growth(1.0, 0.5)})
    assert found.years("order", "new_fab", "own", "private") == [1.0, 1.5, 2.25, 3.375, 0.0]


def test_programmes_under_way_keep_builders_busy() -> None:
    """3 a year carried from 2023 to 2025: in 2026 the mean is 3, so 1 + 1.5 x 3 = 5.5; 2027: 1 + .5 (3 + 3 + 5.5)."""
    carried = {2023: 3.0, 2024: 3.0, 2025: 3.0}
    row = growth(1.0, 0.5)
    found = chips(tech("new_fab"), years=3, growth={"new_fab": type(row)(row.seed, row.rate, carried)})
    assert found.years("order", "new_fab", "own", "private") == [5.5, 1.0 + 0.5 * 11.5, 0.0]


def test_modes_of_an_asset_share_its_growth() -> None:
    """Own and foreign orders together stay within 1, 1.5 and 2.25."""
    found = chips(tech("new_fab"), tech("new_fab", "foreign", owner="for"), growth={"new_fab": growth(1.0, 0.5)}, years=4)
    both = [sum(pair) for pair in zip(
        found.years("order", "new_fab", "own", "private"), found.years("order", "new_fab", "foreign", "private"),
        strict=True)]
    assert both == pytest.approx([1.0, 1.5, 2.25, 0.0])
