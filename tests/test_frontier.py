"""The moving frontier: published figures, and what must hold for any parameters."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from frontier_cases import SCENARIOS, Fixture, fixtures, outcome, path, values
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.frontier import Frontier, frontier_path
from catchup.frontier_parameters import REQUIRED, UNITS, parameter_values
from catchup.lags import Route, home_served, service_age, serving_capacity
from catchup.load import load_scenario
from catchup.tokens import world_tokens
from catchup.units import UnitError


@pytest.mark.parametrize("fixture", fixtures(), ids=lambda fixture: fixture.name)
def test_published_figure_is_reproduced(fixture: Fixture) -> None:
    assert fixture.agrees(outcome(fixture)), f"{fixture.name}: {outcome(fixture)}, not {fixture.expected}"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_figure_of_a_scenario_has_a_known_name_a_range_and_a_source(scenario: str) -> None:
    record = load_scenario(scenario).record
    assert record.id == scenario
    assert set(record.parameters) == set(UNITS)
    figures = [figure for figure in record.parameters.values() if figure is not None]
    assert all(figure.low is not None and figure.high is not None for figure in figures)
    assert {figure.source for figure in figures} - {"assumption"} == set(record.sources)


def test_scenarios_differ_only_where_they_say_so() -> None:
    usual, controls = values("business_as_usual"), values("tightened_controls")
    changed = {name for name in controls if controls[name] != usual.get(name)}
    assert changed == {
        "F_dist", "lag_open", "api_delay", "scarcity_markup", "leak", "import_cap_2025_2027", "buyer_exemption",
    }  # fmt: skip


# --- what holds for any parameters ---------------------------------------------------------------------------------

GROWTH = [name for name in REQUIRED if UNITS[name] == "x/yr"]


@st.composite
def paths(draw: st.DrawFn) -> Frontier:
    """Paths with every growth factor, ceiling and taper anywhere in a wide range."""
    changed = {name: draw(st.floats(1.0, 12.0)) for name in GROWTH}
    changed |= {name: draw(st.floats(0.3, 0.95)) for name in ("theta_Pow", "theta_X")}
    changed |= {"S_max": 10 ** draw(st.floats(0.5, 9)), "sigma": 10 ** draw(st.floats(-6, 0))}
    changed |= {"Dat": 10 ** draw(st.floats(12, 17)), "lag_cap": draw(st.floats(1, 14))}
    return frontier_path(values(draw(st.sampled_from(SCENARIOS))) | changed)


@settings(max_examples=60, deadline=None)
@given(paths())
def test_algorithms_never_get_worse_and_a_capability_is_never_lost(frontier: Frontier) -> None:
    for earlier, later in pairwise(sorted(frontier.algorithmic)):
        assert frontier.algorithmic[later] >= frontier.algorithmic[earlier]
        assert frontier.log10_effective[later] >= frontier.log10_effective[earlier]


@settings(max_examples=60, deadline=None)
@given(paths())
def test_no_run_exceeds_a_ceiling_and_the_binding_one_is_met(frontier: Frontier) -> None:
    for year, name in frontier.binding.items():
        flop = frontier.training_flop[year]
        assert all(flop <= limit[year] for limit in frontier.ceilings.values())
        grown = frontier.parameters["g_C"] * frontier.training_flop[year - 1]
        assert flop == (grown if name == "growth" else frontier.ceilings[name][year])


@settings(max_examples=60, deadline=None)
@given(paths(), st.integers(2026, 2050), st.floats(15, 45))
def test_age_lies_between_zero_and_the_cap_and_finds_the_capability_again(
    frontier: Frontier, year: int, level: float
) -> None:
    age, cap = frontier.age(level, year), frontier.parameters["lag_cap"]
    assert 0 <= age <= cap
    if 0 < age < cap:
        assert frontier.log10_at(year - age) == pytest.approx(level, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(paths(), st.integers(2026, 2050), st.floats(0, 14))
def test_age_of_the_frontier_is_zero_and_of_an_older_one_is_at_most_its_years(
    frontier: Frontier, year: int, years: float
) -> None:
    assert frontier.age(frontier.log10_effective[year], year) == 0
    level = frontier.log10_at(year - years)
    age = frontier.age(level, year)
    assert age <= years + 1e-6 or frontier.log10_at(year - age) == pytest.approx(level, abs=1e-9)  # a path all but flat


@settings(max_examples=40, deadline=None)
@given(paths(), st.integers(2026, 2050), st.floats(0, 10), st.floats(0, 10))
def test_an_older_capability_is_never_worth_more(frontier: Frontier, year: int, one: float, other: float) -> None:
    young, old = sorted((one, other))
    assert 0 <= frontier.value_factor(old, year) <= frontier.value_factor(young, year) <= 1


# --- country ---------------------------------------------------------------------------------------------------------


def test_a_country_without_a_run_is_at_the_cap() -> None:
    assert path().own_log10({}, 2030) == -math.inf
    assert path().age(path().distilled_log10({2031: 1e27}, 2030), 2030) == 10


def test_a_student_is_never_younger_than_its_teacher_allows() -> None:
    level = path().distilled_log10({2030: 1e32}, 2030)
    assert path().age(level, 2030) == pytest.approx(values("business_as_usual")["lag_teacher"])


def test_a_good_run_of_an_earlier_year_still_counts() -> None:
    assert path().own_log10({2028: 1e27, 2030: 1e20}, 2030) == path().own_log10({2028: 1e27}, 2030)


@pytest.mark.parametrize("distilled", [False, True])
def test_the_run_that_a_lag_target_asks_for_has_that_age(distilled: bool) -> None:
    flop = path().flop_for_age(2.0, 2032, distilled)
    level = path().distilled_log10({2032: flop}, 2032) if distilled else path().own_log10({2032: flop}, 2032)
    assert path().age(level, 2032) == pytest.approx(2.0)


def test_a_distilled_target_below_the_teacher_is_refused() -> None:
    with pytest.raises(ValueError, match="lag_teacher"):
        path().flop_for_age(0.2, 2032, distilled=True)


def test_routes_fill_half_of_demand_youngest_first_within_their_limits() -> None:
    routes = [Route("own", 3.0), Route("open", 0.6, limit=0.3), Route("distilled", 2.0, limit=0.25)]
    assert home_served(routes, 1.0) == 2.0
    assert home_served([*routes[:2]], 1.0) == 3.0
    assert home_served(routes, 0.49) is None
    assert home_served([], 1.0) is None
    assert home_served([Route("open", 0.6)], 0.5 - 1e-9) == 0.6


def test_no_need_is_always_met_and_training_leaves_no_negative_fleet() -> None:
    given_values = values("business_as_usual")
    assert serving_capacity(1.0, 0.0, 0.0, given_values) == math.inf
    assert serving_capacity(1.0, 2.0, 1.0, given_values) == 0


def test_unserved_demand_counts_at_the_cap() -> None:
    assert service_age([], 10) == 10
    assert service_age([(1.0, 0.5)], 10) == 0.5
    with pytest.raises(ValueError, match="sum"):
        service_age([(0.9, 0.5), (0.2, 1.0)], 10)


# --- prices and spending ---------------------------------------------------------------------------------------------


def test_spending_starts_where_it_is_and_ends_at_the_ceiling() -> None:
    """0.1 % in 2026 towards 1.2 %: with r = .25 the odds .1/1.1 grow by e^.25 a year, 2030: .012 x .2471/1.2471."""
    assert path().spending_share(0.001, 2026) == pytest.approx(0.001)
    assert path().spending_share(0.001, 2030) == pytest.approx(0.012 * 0.24712 / 1.24712, rel=1e-4)
    assert path().spending_share(0.001, 2300) == pytest.approx(0.012)
    assert path().spending_share(0.0, 2030) == 0


def test_price_of_compute_falls_with_hardware() -> None:
    """1.30 USD x 1.25 in 2026; two years at 1.30 later the same compute costs 1/1.69 of it."""
    assert path().compute_price(2026) == pytest.approx(1.625)
    assert path().compute_price(2028) == pytest.approx(1.625 / 1.69)


def test_world_tokens_grow_by_their_first_factor_first() -> None:
    tokens = world_tokens(values("business_as_usual"), 2028)
    assert tokens[2027] / tokens[2026] == pytest.approx(3.3)
    assert tokens[2028] / tokens[2027] == pytest.approx(1.2 + 2.1 * 0.6)


def test_a_followers_price_is_refused_before_the_release_and_for_unknown_generations() -> None:
    with pytest.raises(ValueError, match="before the release in 2026"):
        path().follower_cost(4, 2025)
    with pytest.raises(ValueError, match="generation 5"):
        path().follower_cost(5, 2030)


# --- refusals --------------------------------------------------------------------------------------------------------


def test_every_missing_or_impossible_parameter_is_named_at_once() -> None:
    wrong = values("business_as_usual") | {"g_H": 0.0, "g_A": 1e9, "C_0": 1e80}
    del wrong["sigma"]
    with pytest.raises(ValueError, match="sigma is missing") as caught:
        frontier_path(wrong)
    assert all(text in str(caught.value) for text in ("g_H is 0", "g_A is 1e+09", "C_0 is 1e+80"))


@pytest.mark.parametrize(
    ("name", "value"), [("S_max", 1.0), ("log10_T", 20.0), ("cut_per_OOM", 1.0), ("f_0", 2.0), ("lag_cap", 15.0)]
)
def test_contradictory_parameters_are_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        frontier_path(values("business_as_usual") | {name: value})


def test_a_path_that_ends_before_the_model_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="2026"):
        frontier_path(values("business_as_usual"), last=2025)


def test_figures_are_read_in_the_units_of_the_equations() -> None:
    figures = load_scenario("business_as_usual").record.parameters
    power, opened = figures["Pow_0"], figures["lag_open"]
    assert power is not None
    assert opened is not None
    megawatts = power.model_copy(update={"value": 150.0, "unit": "MW"})
    assert parameter_values({"Pow_0": megawatts}) == pytest.approx({"Pow_0": 0.15})
    years = opened.model_copy(update={"value": 0.5, "unit": "years"})
    assert parameter_values({"lag_open": years}) == pytest.approx({"lag_open": 6.0})
    with pytest.raises(UnitError):
        parameter_values({"Pow_0": opened})
    with pytest.raises(ValueError, match="g_Z"):
        parameter_values({"g_Z": opened})
