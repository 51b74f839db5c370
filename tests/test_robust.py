"""First steps under other futures: a case by hand, what must hold for any, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import World
from typer.testing import CliRunner

from catchup.cli import app
from catchup.commitment import committed, first_orders, first_years
from catchup.hands import hired
from catchup.load import load_chain, load_profile, load_scenario, load_strategy
from catchup.robust import Robustness, robustness
from catchup.solving import Effort

TWO = ("business_as_usual", "fast_agi")


@pytest.fixture(scope="module")
def nigeria() -> Robustness:
    with hired(1) as hands:
        return robustness(
            load_profile("NGA"), load_chain(), [load_scenario(name) for name in TWO], load_strategy("balanced"),
            as_of="2026-11-22", hands=hands)


def test_a_plan_kept_to_its_own_first_steps_loses_nothing(world: World) -> None:
    """The same orders given as rows leave W within the gap of the search, and none is refused."""
    plan = world.plan("NGA")
    welfare, refused = committed(world.case("NGA", "balanced"), world.before("NGA"), first_orders(plan), Effort())
    assert welfare == pytest.approx(plan.welfare, abs=2e-3 * abs(plan.welfare - world.base("NGA").welfare))
    assert refused == pytest.approx(0.0, abs=1.0)


def test_nothing_ordered_in_the_first_years_costs_what_they_bring(world: World) -> None:
    plan, base = world.plan("NGA"), world.base("NGA")
    welfare, refused = committed(world.case("NGA", "balanced"), world.before("NGA"), {}, Effort())
    assert base.welfare < welfare < plan.welfare - 0.2 * (plan.welfare - base.welfare)
    assert refused == 0.0


def test_orders_beyond_all_money_are_refused_and_told(world: World) -> None:
    """A hundred times the plan's clusters: home owners cannot pay for them, and the rest of the plan goes on."""
    plan = world.plan("NGA")
    orders = dict(first_orders(plan))
    key = next(k for k in orders if k[0] == "accelerator_cluster")
    orders[key] *= 100.0
    _, refused = committed(world.case("NGA", "balanced"), world.before("NGA"), orders, Effort())
    assert refused > 50.0 * first_orders(plan)[key]


def test_first_orders_are_those_of_five_years(world: World) -> None:
    plan = world.plan("NGA")
    years = first_years(plan.problem)
    assert (years[0], years[-1]) == (2027, 2031)
    assert {year for _, _, year in first_orders(plan)} <= set(years)
    total = sum(i.size for i in plan.placed() if i.tech.asset == "gas_ccgt" and i.order.year in years)
    assert sum(size for (asset, *_), size in first_orders(plan).items() if asset == "gas_ccgt") == pytest.approx(total)


def test_a_future_regrets_nothing_of_its_own_steps_and_something_of_others(nigeria: Robustness) -> None:
    assert [choice.made_for for choice in nigeria.choices] == [*TWO, "import"]
    for choice in nigeria.choices:
        assert set(choice.regrets) == set(TWO)
        assert min(choice.regrets.values()) >= 0.0
        if choice.made_for in TWO:
            assert choice.regrets[choice.made_for] == 0.0
    regrets = {choice.made_for: choice.regrets for choice in nigeria.choices}
    assert regrets["business_as_usual"]["fast_agi"] > 100.0
    assert regrets["import"]["fast_agi"] > regrets["business_as_usual"]["fast_agi"]
    assert nigeria.safest.worst == min(choice.worst for choice in nigeria.choices)
    assert nigeria.safest.made_for != "import"


def test_power_comes_first_in_every_future_of_nigeria(nigeria: Robustness) -> None:
    common = {step.asset for step in nigeria.steps if step.in_plans == len(TWO)}
    assert {"gas_ccgt", "transmission"} <= common
    assert all(step.least <= step.most for step in nigeria.steps)


def test_the_command_says_regrets_and_what_is_common(tmp_path: Path, nigeria: Robustness, monkeypatch: pytest.MonkeyPatch) -> None:
    import catchup.robust

    monkeypatch.setattr(catchup.robust, "robustness", lambda *_, **__: nigeria)
    table = tmp_path / "regret.csv"
    result = CliRunner().invoke(app, ["robust", "NGA", "--scenarios", ",".join(TWO), "--csv", str(table)])
    assert result.exit_code == 0, result.output
    for words in ("Least worst regret", "in every future", "nothing ordered", "Business as usual"):
        assert words in result.output
    lines = table.read_text().splitlines()
    assert lines[0].startswith("first_steps_best_for,future,regret_usd_m")
    assert len(lines) == 1 + 3 * len(TWO)
    table.unlink()
    both = CliRunner().invoke(app, ["robust", "NGA", "--scenarios", ",".join(TWO), "--json", "--csv", str(table)])
    assert json.loads(both.stdout)["least_worst_regret"] in TWO
    assert table.read_text().splitlines() == lines
    plain = json.loads(CliRunner().invoke(app, ["robust", "NGA", "--scenarios", ",".join(TWO), "--json"]).stdout)
    assert {choice["first_steps_best_for"] for choice in plain["choices"]} == {*TWO, "import"}


@pytest.mark.parametrize(("arguments", "said"), [
    (["NGA", "--scenarios", "stall"], "name two or more"), (["NGA", "--scenarios", "stall,fast_ago"], "fast_agi"),
    (["NG"], "NGA"), (["plan.json"], "plan of one future")])
def test_wrong_input_is_told_with_code_2(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["robust", *arguments])
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output
