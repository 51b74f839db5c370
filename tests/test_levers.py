"""Levers of the chain: data that fit, strategies that pull them, and what each does to India and Nigeria."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import World

from catchup import cli
from catchup.errors import InputError
from catchup.figures import collect
from catchup.lever_worth import levers_alone, why_nothing
from catchup.load import cross_check_strategy, load_chain, load_profile, load_scenario, load_strategy
from catchup.loading.lever_check import SETTINGS, check_levers
from catchup.model.families.money import cover_terms, duty_terms
from catchup.schema.lever import LeverUse
from catchup.schema.strategy import Strategy

CHAIN = load_chain().record
ASKED = [f"Q{n}" for n in (31, 32, 33, 34, 35, 36, 42, 45, 46, 47, 48, 49, 50, 51, 53, 54, 55, 56, 57, 58)]
ASKED += ["K43", "K44", "K45"]


def pulled(*names: str, base: str = "balanced") -> Strategy:
    """A shipped strategy with levers."""
    return load_strategy(base).record.model_copy(update={"levers": tuple(LeverUse(lever=n) for n in names)})


def test_every_lever_that_the_project_lists_is_there() -> None:
    have = {row for lever in CHAIN.levers.values() for row in lever.asked_for}
    assert set(ASKED) <= have


def test_a_lever_says_who_pays_and_what_it_cannot_do() -> None:
    for name, lever in CHAIN.levers.items():
        assert lever.pays, name
        assert lever.gains, name
        assert lever.limits, name
        assert lever.effects or lever.mechanism or lever.without_effect, f"{name} does nothing and does not say why"


def test_every_figure_that_a_lever_changes_is_one_that_the_plan_reads(world: World) -> None:
    used = {path for iso3 in ("IND", "NGA") for path in world.plan(iso3).setting.prices.figures.used}
    figures = {effect.figure for lever in CHAIN.levers.values() for effect in lever.effects}
    assert {figure for figure in figures if figure not in used} <= {"scenario.parameters.import_cap_2025_2027"}


def test_a_lever_multiplies_or_adds_and_the_baseline_never_feels_it() -> None:
    profile, scenario = load_profile("NGA").record, load_scenario("business_as_usual").record
    figures = collect(profile, CHAIN, scenario, pulled("grid_first", "diaspora_programme"))
    plain = collect(profile, CHAIN, scenario, pulled())
    lead, rate = "chain.assets.grid_connection.lead_years", "chain.model.diaspora_return_rate"
    assert figures(lead) == plain(lead) - 1
    assert figures(rate) == pytest.approx(3 * plain(rate))
    assert figures.without_levers()(lead) == plain(lead)
    assert figures.changed_to(lead, 6.0)(lead) == 5.0
    assert figures.reference(lead) == plain(lead), "the reference producer of the world has no levers"


def test_shipped_strategies_pull_levers_that_exist() -> None:
    for name in ("fast_follower", "protect_and_compete", "essay_india", "essay_nigeria"):
        loaded = load_strategy(name)
        assert loaded.record.levers
        assert cross_check_strategy(loaded.record, CHAIN, loaded.document) == []


@pytest.mark.parametrize(("text", "words"), [
    ("levers:\n  - lever: tarif\n", 'did you mean "tariff"'),
    ("levers:\n  - lever: tariff\n  - lever: tariff\n", "pulled twice"),
    ("forbid: [fab_matur]\n", 'did you mean "fab_mature"'),
    ("levers:\n  - lever: tariff\n    settings:\n      rat: {value: 0.1, unit: fraction, year: 2026, source: assumption, "
     "grade: D, low: 0, high: 0.2, reason: a test}\n", 'did you mean "rate"'),
])
def test_a_strategy_with_a_wrong_name_is_told_where_and_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = "schema: catchup/strategy/1\nid: mine\nname: Mine\nsays: Mine.\nobjective: welfare\n"
    (tmp_path / "mine.yaml").write_text(head + text)
    for command in (["check", str(tmp_path / "mine.yaml")], ["plan", "NGA", "--strategy", str(tmp_path / "mine.yaml")]):
        monkeypatch.setattr("sys.argv", ["catchup", *command])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capsys.readouterr()
        assert stopped.value.code == 2
        assert words in out + err
        assert "mine.yaml:" in out + err


def test_a_lever_of_a_chain_lacks_no_setting() -> None:
    for lever in CHAIN.levers.values():
        assert set(lever.settings) == set(SETTINGS.get(lever.mechanism or "", ()))


def solved(world: World, iso3: str, *names: str) -> Any:
    """Balanced with some levers."""
    case = world.of(iso3).case(pulled(*names))
    return world.solved(case.setting(), iso3)


def test_a_cap_on_a_supplier_group_costs_nigeria_and_leaves_it_more_on_the_day_the_group_is_lost(world: World) -> None:
    """From 2031 on at most .65 of what is served comes from closed models abroad; before, nearly all did. The cap comes over
    four years, so that 2028 feels a quarter of it.
    """
    plan, free = solved(world, "NGA", "supplier_diversification"), world.plan("NGA")

    def part(found: Any, year: int) -> float:
        routes = [r.commodity for d in found.problem.demands if d.headline for r in d.routes]
        return float(found.served("ai_services", "frontier_service", year) / sum(
            found.served("ai_services", route, year) for route in routes))

    assert plan.problem.policy.supplier_cap is not None
    assert plan.problem.policy.supplier_cap[2028] == pytest.approx(1.0 - 0.35 / 4)
    assert all(part(plan, t) <= 0.65 + 1e-6 for t in range(2031, 2046))
    assert any(part(free, t) > 0.7 for t in range(2031, 2046))
    assert 0 < free.welfare - plan.welfare < 0.01 * free.welfare


def test_a_cap_on_suppliers_of_whom_nothing_is_known_is_refused() -> None:
    loaded = load_chain()
    lever = CHAIN.levers["supplier_diversification"].model_copy(update={"goods": ("compute_service", "backbone")})
    chain = CHAIN.model_copy(update={"levers": {"supplier_diversification": lever}})
    problems = list(check_levers(chain, loaded.document))
    assert [(problem.code, "of backbone" in problem.message) for problem in problems] == [("E028", True)]


def test_a_tariff_costs_users_many_times_what_the_treasury_takes(world: World) -> None:
    plan = solved(world, "IND", "tariff")
    problem, v = plan.problem, plan.v
    owners = ("pub", "dom", "for")
    duty = sum(problem.discount[t] * plan.total(duty_terms(problem, v, t)) for t in problem.calendar.years)
    cover = sum(problem.discount[t] * plan.total(cover_terms(problem, v, t, owners)) for t in problem.calendar.years)
    assert duty > 0
    assert cover > 2 * duty
    assert plan.welfare < world.plan("IND").welfare


def test_without_foreign_owners_the_tariff_loses_india_less(world: World) -> None:
    """The loss comes from what leaves the country under the cover of the duty: take that away, and it shrinks."""
    from dataclasses import replace

    case = world.of("IND").case(pulled("tariff"))
    loss = world.plan("IND").welfare - solved(world, "IND", "tariff").welfare
    kept = world.solved(case.setting(), "IND", lambda p: replace(p, money=replace(p.money, remitted=0.0)))
    free = world.changed("IND", change=lambda p: replace(p, money=replace(p.money, remitted=0.0)))
    assert free.welfare - kept.welfare < 0.5 * loss


def test_grid_first_helps_both_and_reform_pays_only_where_the_state_spends(world: World) -> None:
    for iso3 in ("IND", "NGA"):
        assert solved(world, iso3, "grid_first").welfare > world.plan(iso3).welfare
    reform = "anti_corruption_and_delivery_reform"
    assert solved(world, "NGA", reform).welfare > world.plan("NGA").welfare
    assert solved(world, "IND", reform).welfare < world.plan("IND").welfare


def test_extra_fabs_stop_where_nobody_would_license_them(world: World) -> None:
    india, nigeria = solved(world, "IND", "extra_fabs"), solved(world, "NGA", "extra_fabs")
    more = [i for i in india.placed() if i.tech.asset == "fab_mature"]
    assert more
    assert not [i for i in nigeria.placed() if i.tech.asset == "fab_mature"]
    short = nigeria(next(x for k, x in nigeria.v.slack.items() if k[0] == "commit"))
    promised = nigeria.problem.policy.commitments[0].amount
    assert short == pytest.approx(promised)
    assert india.welfare < world.plan("IND").welfare, "learning does not pay for a fab that nobody would fund"


def test_a_lever_without_effect_names_the_row(world: World) -> None:
    plan = world.plan("IND")
    levers = CHAIN.levers
    assert "orders no nuclear" in why_nothing(plan, levers["nuclear_licensing"])
    assert "rations chips" in why_nothing(plan, levers["compute_registry"])
    assert "own models serve nothing" in why_nothing(plan, levers["several_labs"])


def test_levers_alone_are_sorted_by_worth_and_their_own_cost_is_apart() -> None:
    rows = levers_alone(
        load_profile("NGA"), load_chain(), load_scenario("business_as_usual"), load_strategy("balanced"),
        as_of="2026-11-22", names=["compute_registry", "grid_first", "several_labs"])
    assert [row.lever for row in rows] == ["grid_first", "compute_registry", "several_labs"]
    assert rows[0].worth > 0
    assert not rows[0].why_nothing
    assert rows[2].before_cost < 0, "it takes public money that power would have had"
    assert -25.0 < rows[1].before_cost < 5.0, "a little of the same: an office of thirty, and no row that it loosens"


def test_a_profile_that_names_an_unknown_lever_is_told(tmp_path: Path) -> None:
    from catchup.checks import check_files

    text = Path("countries/NGA.yaml").read_text().replace("  - procurement_rule\n", "  - procurement_rul\n")
    (tmp_path / "x.yaml").write_text(text)
    problems = check_files([tmp_path / "x.yaml"])
    assert [(p.code, "procurement_rule" in p.hint) for p in problems] == [("E027", True)]


def test_an_unknown_strategy_lever_never_reaches_the_solver() -> None:
    from dataclasses import replace

    from catchup.solve import make_country_plan

    loaded = load_strategy("balanced")
    wrong = replace(loaded, record=pulled("nothing_of_the_kind"))
    with pytest.raises(InputError, match="nothing_of_the_kind"):
        make_country_plan(load_profile("NGA"), load_chain(), load_scenario("business_as_usual"), wrong, as_of="2026-11-22")
