"""Foreign exchange: what leaves, the limit where reserves are short, and the premium. Optima by hand."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import World
from model_cases import Found, activity, demand, good, money, optimum, problem, route, series, tech

from catchup.model.families.exchange import exchange_terms
from catchup.results.scorecard import exchange_out


def saver(owner: str = "dom", *, remitted: float = 0.0, **limits: Any) -> Found:
    """Ten units a year, worth 9 and bought at 6, 60 a year; a plant of 10, half of it imported, makes one from the next
    year on. Three years: one ordered in 2026 saves 12 for 10, later ones lose."""
    return optimum(problem(
        [good("service", buy=6.0)], [tech("plant", owner=owner, capex=10.0, local_share=0.5)],
        [activity("make", "plant", "service")], [demand(10.0, [(1.0, 9.0)], route("service"))], years=3,
        money=money(remitted=remitted, **limits), baseline_exchange=series(60.0)))


def orders(found: Found) -> list[float]:
    return found.years("order", "plant", "own", "private")


def test_what_reserves_spare_limits_equipment_from_abroad() -> None:
    """Room 2 a year: imported parts of 5 a plant, .4 plants, and 90 + .4 x 2 = 90.8. Ample reserves: all ten, 110.

    To go without a unit frees 6, enough for 1.2 plants that gain 2.4, and loses 3: it does not pay.
    """
    found = saver(exchange_room=series(2.0))
    assert orders(found) == pytest.approx([0.4, 0.0, 0.0])
    assert found.welfare == pytest.approx(90.8)
    free = saver()
    assert orders(free) == pytest.approx([10.0, 0.0, 0.0])
    assert free.welfare == pytest.approx(110.0)


def test_a_foreign_owner_brings_the_exchange_that_his_plant_costs() -> None:
    """He brings 10 for imports of 5, so that room is no limit; later his profit leaves."""
    assert orders(saver("for", exchange_room=series(2.0)))[0] == pytest.approx(10.0)


def test_a_premium_counts_what_leaves_and_what_is_saved() -> None:
    """At .5 buying all costs 90 - .5 x 180 = 0. Ten plants add 10 x (2 - .5 x 5 + .5 x 12) = 55."""
    assert saver(exchange_premium=0.5).welfare == pytest.approx(55.0)


def test_countries_with_reserves_of_less_than_four_months_have_the_row(world: World) -> None:
    """Vietnam has 2.5 months of imports, India 8; with four times the reserves the row is gone."""
    def rows(iso3: str, times: float = 1.0) -> bool:
        case = world.case(iso3, "import")
        changed = case.figures.changed_to(
            "profile.economy.reserves", times * case.figures("profile.economy.reserves"))
        return case.setting(changed).problem.money.exchange_room is not None

    assert (rows("VNM"), rows("IND"), rows("VNM", 4.0)) == (True, False, False)


def test_vietnams_plan_keeps_to_what_reserves_spare(world: World) -> None:
    before, plan = world.before("VNM"), world.plan("VNM")
    room = plan.problem.money.exchange_room
    assert room is not None
    out = exchange_out(plan)
    assert all(out[t] <= before.exchange[t] + room[t] + 0.5 for t in out)
    assert any(exchange_terms(plan.problem, plan.v, t) for t in out)


def test_dearer_exchange_makes_imports_worth_less(world: World) -> None:
    """What leaves under `import` is fixed by demand, so its W falls by about the premium on it."""
    cheap = world.case("NGA", "import")
    path = "chain.model.exchange_premium"
    assert cheap.figures(path) == pytest.approx(0.1)
    base = world.base("NGA")
    out = sum(base.problem.discount[t] * amount for t, amount in exchange_out(base).items())
    from catchup.solving import Effort, baseline_case

    none = baseline_case(cheap, Effort(), cheap.figures.changed_to(path, 0.0))
    assert none.welfare - base.welfare == pytest.approx(0.1 * out, rel=0.05)
