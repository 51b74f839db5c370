"""Statements of a profile: those about figures hold, those that cannot be tested are told, and a plan is read rightly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from loading_texts import chain, profile
from test_profiles import COUNTRIES

from catchup import cli
from catchup.checks import check_files, format_problems
from catchup.errors import Problem
from catchup.figures import collect
from catchup.jsonschema import json_schema
from catchup.load import load_chain, load_profile, load_scenario, load_strategy
from catchup.loading.profile_check import profile_in_chain_units
from catchup.loading.profile_figures import profile_figures
from catchup.loading.statement_check import FALSE_FIGURE, FORMS, false_statements
from catchup.plan import COLUMNS, Plan, make_plan
from catchup.schema.chain import Chain
from catchup.schema.statement import PlanClaim, Statement
from catchup.statements import Country, Judged, judge

TRUE = "{say: It makes power, figure: power.generation, between: [100, 200], unit: TWh/yr, because: water}"


@lru_cache(maxsize=1)
def whole_chain() -> Chain:
    return load_chain().record


@lru_cache(maxsize=16)
def country(iso3: str = "IND") -> Country:
    """The shipped profile in the chain's units, with the figures of the balanced strategy."""
    whole, loaded = whole_chain(), load_profile(iso3)
    fitted, problems = profile_in_chain_units(loaded.record, whole, loaded.document)
    assert problems == []
    figures = collect(fitted, whole, load_scenario("business_as_usual").record, load_strategy("balanced").record)
    return Country(fitted, whole, figures)


def found(folder: Path, *statements: str) -> list[Problem]:
    """Problems of a small profile with these statements."""
    text = "statements:\n" + "".join(f"  - {statement}\n" for statement in statements)
    (folder / "NOR.yaml").write_text(profile(more=text), encoding="utf-8")
    (folder / "chain.yaml").write_text(chain(), encoding="utf-8")
    return check_files([folder / "NOR.yaml", folder / "chain.yaml"])


# ---- what is shipped


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_every_statement_about_a_figure_is_true_of_the_profile(iso3: str) -> None:
    loaded, own = load_profile(iso3), country(iso3)
    assert [str(problem) for problem in false_statements(own.profile, own.chain, loaded.document)] == []


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_every_profile_says_enough_to_be_disputed_about_figures_and_about_plans(iso3: str) -> None:
    statements = country(iso3).profile.statements
    assert sum(statement.figure is not None for statement in statements) >= 6
    assert sum(statement.plan is not None for statement in statements) >= 4
    assert all(statement.source or statement.because for statement in statements)
    assert len({statement.say for statement in statements}) == len(statements)


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_a_promise_that_something_is_not_built_stands_beside_one_that_something_is(iso3: str) -> None:
    """A plan that orders nothing would keep every limit, so each profile names what its plans do order."""
    claims = [statement.plan for statement in country(iso3).profile.statements if statement.plan is not None]
    ordered = [set(claim.strategies) for claim in claims if claim.order_of is not None]
    limits = [claim for claim in claims if claim.no_order_of or claim.no_output_of or claim.at_most is not None]
    assert limits
    for claim in limits:
        named = {"balanced"} if claim.strategies == "all" else set(claim.strategies)
        assert named == {"import"} or any(named & those for those in ordered)


def test_an_expert_who_changes_a_figure_is_told_which_statement_it_breaks(tmp_path: Path) -> None:
    text = (Path(load_profile("IND").path)).read_text(encoding="utf-8")
    file = tmp_path / "IND.yaml"
    file.write_text(text.replace("generation: {value: 1967.9", "generation: {value: 3200"), encoding="utf-8")
    problems = check_files([file])
    assert {problem.code for problem in problems} == {FALSE_FIGURE}
    assert 'statement "India generated 1,900 to 2,050 TWh in 2023" is false' in problems[0].message
    assert "power.generation is 3,200 TWh/yr, promised 1,900 to 2,050 TWh/yr" in problems[0].message
    assert problems[0].source_line.strip() == "figure: power.generation"
    assert load_profile(file), "a plan can still be made of it"


# ---- the grammar


def test_a_true_statement_is_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path, TRUE) == []


@pytest.mark.parametrize("bounds", ["at_most: 149", "at_least: 151", "between: [10, 149]", "between: [151, 900]"])
def test_each_kind_of_bound_can_be_broken(tmp_path: Path, bounds: str) -> None:
    problems = found(tmp_path, TRUE.replace("between: [100, 200]", bounds))
    assert [problem.code for problem in problems] == [FALSE_FIGURE]
    assert "is 150 TWh/yr" in problems[0].message


def test_a_figure_over_another_is_given_in_the_unit_of_the_statement(tmp_path: Path) -> None:
    """150 TWh over 50 people is 3 bn kWh each."""
    over = TRUE.replace("figure: power.generation", "figure: power.generation, over: economy.population")
    assert found(tmp_path, over.replace("[100, 200], unit: TWh/yr", "[2.99, 3.01], unit: bn kWh/people/yr")) == []
    assert [p.code for p in found(tmp_path, over)] == ["E018"]


def test_figures_of_lists_go_by_asset_and_by_name() -> None:
    figures = profile_figures(country("VNM").profile)
    assert figures["existing.osat_plant.capacity"] != figures["existing.osat_plant.2.capacity"]
    assert figures["programmes.First wafer fab plan.online_year"] == (2030.0, "year")
    assert profile_figures(country("NGA").profile)["local.assets.data_centre.capex"] == (10.5, "USD m/MW")


@pytest.mark.parametrize(("statement", "code", "words"), [
    (TRUE.replace("power.generation", "power.generaton"), "E027", 'did you mean "power.generation"?'),
    (TRUE.replace("power.generation", "power.wind"), "E027", "known there: generation, installed"),
    (TRUE.replace("figure:", "figur:"), "E014", 'did you mean "figure"?'),
    (TRUE.replace("TWh/yr", "TWh/yer"), "E018", "TWh/yer"),
    (TRUE.replace("TWh/yr", "GW"), "E018", "another dimension"),
    (TRUE.replace(", unit: TWh/yr", ""), "E015", 'missing key "unit"'),
    (TRUE.replace("[100, 200]", "[200, 100]"), "E020", "no range"),
    (TRUE.replace("[100, 200]", "[200]"), "E020", "no range"),
    (TRUE.replace("[100, 200]", "[100, 200], at_most: 3"), "E028", "beside"),
    (TRUE.replace("between: [100, 200], ", ""), "E028", "needs bounds"),
    (TRUE.replace(", because: water", ""), "E028", "a reason"),
    (TRUE.replace("because: water", "source: water"), "E019", 'unknown source "water"'),
    ("{say: nothing, because: x}", "E028", "one figure or about plans"),
    ("{say: a, because: x, plan: {strategies: all}}", "E028", "says nothing"),
    ("{say: a, because: x, plan: {strategies: all, no_order_of: [hall], power_before: hall}}", "E028", "one thing"),
    ("{say: a, because: x, plan: {strategies: all, no_order_of: [hal]}}", "E027", 'did you mean "hall"?'),
    ("{say: a, because: x, plan: {strategies: all, no_order_of: []}}", "E028", "names no asset"),
    ("{say: a, because: x, plan: {strategies: [balansed], order_of: [hall]}}", "E027", 'did you mean "balanced"?'),
    ("{say: a, because: x, plan: {strategies: all, no_output_of: [hall]}}", "E015", '"before"'),
    ("{say: a, because: x, plan: {strategies: all, order_of: [hall], year: 2030}}", "E028", '"year" has no meaning'),
    ("{say: a, because: x, plan: {strategies: all, no_order_of: [hall], before: 2050}}", "E030", "2045"),
    ("{say: a, because: x, plan: {strategies: all, capacity_of: hall, year: 2030, unit: t, at_most: 1}}", "E018", '"t"'),
    ("{say: a, because: x, plan: {strategies: all, measure: homeshare, at_most: 1}}", "E030", "home_share"),
    ("{say: a, because: x, plan: {no_order_of: [hall]}}", "E015", '"strategies"'),
])
def test_a_statement_that_cannot_be_tested_is_told_with_its_place(
    tmp_path: Path, statement: str, code: str, words: str) -> None:
    problems = found(tmp_path, statement)
    assert code in {problem.code for problem in problems}
    assert words in format_problems(problems)
    assert all(problem.source_line.strip().startswith("- {say") for problem in problems)


def test_the_editor_knows_the_keys_of_a_statement() -> None:
    definitions = json_schema("profile")["definitions"]
    assert set(definitions["Statement"]["properties"]) == set(Statement.model_fields)
    claim = definitions["PlanClaim"]
    assert set(FORMS) <= set(claim["properties"])
    assert claim["additionalProperties"] is False
    assert all(claim["properties"][form]["description"] for form in FORMS)


# ---- what a plan does


def plan(orders: tuple[tuple[str, int, int], ...] = (), stands: Mapping[str, float] | None = None,
         share: float = 0.3, peak: float = 0.001) -> Plan:
    """Orders as asset, year, year of first output; capacity and home share of 2030."""
    def row(table: str, **values: Any) -> dict[str, Any]:
        return {column: values.get(column, 0.0) for column in COLUMNS[table]}
    return make_plan({}, {"peak_public_share_gdp": peak, "peak_public_year": 2040}, {
        "investments": [row("investments", asset=a, year=y, online=o, size=5.0, unit="GW") for a, y, o in orders],
        "capacity": [row("capacity", asset=a, year=2030, orders=x) for a, x in (stands or {}).items()],
        "trajectory": [row("trajectory", year=2030, home_share=share), row("trajectory", year=2031, home_share=1.0)]})


def held(made: Plan, strategy: str = "balanced", **claim: Any) -> Judged:
    """A claim against a plan for India."""
    statement = Statement(say="So it is", plan=PlanClaim(strategies="all", **claim), because="x")
    whole = country()
    own = whole.profile.model_copy(update={"statements": (statement,)})
    return judge(Country(own, whole.chain, whole.figures), strategy, made)[0]


LATE = plan((("nuclear", 2029, 2039), ("nuclear", 2033, 2043), ("solar_pv", 2027, 2029)))


@pytest.mark.parametrize(("claim", "says"), [
    ({"no_order_of": ("nuclear",)}, "5 GW of nuclear are ordered in 2029"),
    ({"no_order_of": ("nuclear",), "before": 2029}, ""),
    ({"no_order_of": ("coal_plant",)}, ""),
    ({"no_output_of": ("nuclear",), "before": 2039}, ""),
    ({"no_output_of": ("nuclear",), "before": 2040}, "with first output in 2039"),
    ({"order_of": ("nuclear", "coal_plant")}, ""),
    ({"order_of": ("nuclear",), "before": 2029}, "the first order is in 2029"),
    ({"order_of": ("coal_plant",)}, "none is ordered"),
])
def test_orders_are_read_by_year_and_by_first_output(claim: dict[str, Any], says: str) -> None:
    judged = held(LATE, **claim)
    assert judged.holds is (says == "")
    assert says in judged.found


def test_what_is_let_to_others_stands_too() -> None:
    """India has 1,500 MW of data centres, of which 15 per cent are free and stand in the plan."""
    made = plan(stands={"data_centre": 325.0})
    year = {"capacity_of": "data_centre", "unit": "GW", "year": 2030}
    assert held(made, **year, at_most=1.601).holds
    judged = held(made, **year, at_most=1.599)
    assert judged.found == "under balanced 1.6 GW of data_centre stand in 2030"
    assert judged.wanted == "at most 1.599 GW in 2030"
    assert held(made, **year, at_least=1.599).holds
    assert not held(made, **year, at_least=1.601).holds


def test_power_is_there_in_the_year_in_which_the_data_centre_stands() -> None:
    """2 GW are spare; 2 GW of halls draw a little more than that, and 1 GW of gas gives more than is lacking."""
    halls = {"data_centre": 2000.0}
    assert held(plan(stands={"data_centre": 1000.0}), power_before="data_centre").holds
    judged = held(plan(stands=halls), power_before="data_centre")
    assert "GW of firm power in 2030, when 2 GW stand" in judged.found
    assert held(plan(stands={**halls, "gas_ocgt": 1.0}), power_before="data_centre").holds
    assert not held(plan(stands={**halls, "battery": 0.0}), power_before="data_centre").holds


def test_measures_of_a_plan_are_held_in_their_year() -> None:
    assert held(plan(), measure="home_share", year=2030, at_most=0.3).holds
    assert not held(plan(), measure="home_share", year=2030, at_least=0.31).holds
    assert not held(plan(), measure="home_share", at_most=0.3).holds, "without a year, in every year"
    assert held(plan(), measure="peak_public_share_of_gdp", at_most=0.001).holds
    judged = held(plan(peak=0.004), measure="peak_public_share_of_gdp", at_most=0.003)
    assert str(judged) == ('statement "So it is" fails: under balanced public spending as a share of GDP peaks at 0.004 '
                           "in 2040; promised at most 0.003")


def test_where_there_is_no_plan_no_statement_holds() -> None:
    own = country()
    assert not any(said.holds for said in judge(own, "balanced", None))


# ---- the command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        cli.app(list(arguments), prog_name="catchup")
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def kenya(folder: Path, *statements: str) -> Path:
    """Kenya's profile with other statements; it is the quickest to solve."""
    text = load_profile("KEN").path.read_text(encoding="utf-8")
    head, _, rest = text.partition("\nstatements:\n")
    file = folder / "KEN.yaml"
    tail = rest[rest.index("\n# ----"):]
    file.write_text(head + "\nstatements:\n" + "".join(f"  - {entry}\n" for entry in statements) + tail, encoding="utf-8")
    return file


BUILDS = "{say: It builds, because: x, plan: {strategies: [import], order_of: [geothermal]}}"


@pytest.mark.solve
def test_a_plan_that_breaks_a_statement_is_an_answer_and_not_an_input_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", "--plans", str(kenya(tmp_path, BUILDS)))
    assert code == 1
    assert "failed S001" in out
    assert 'statement "It builds" fails: under import none is ordered; promised an order of geothermal' in out
    assert "1 statement about plans held against 1 plan: 1 fails" in out
    assert "KEN: import" in err
    code, out, _ = run(capsys, "check", "--plans", str(kenya(tmp_path, BUILDS.replace("order_of", "no_order_of"))))
    assert code == 0
    assert out.endswith("1 statement about plans held against 1 plan: all hold\n")


def test_a_failed_statement_is_counted_apart_and_is_an_error_to_github() -> None:
    problem = Problem("KEN.yaml", 3, 4, "S001", "fails", severity="failed")
    content = json.loads(format_problems([problem], "json"))
    assert (content["errors"], content["warnings"], content["failed"]) == (0, 0, 1)
    assert format_problems([problem], "github").startswith("::error file=KEN.yaml")


def test_with_an_input_error_nothing_is_solved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", "--plans", str(kenya(tmp_path, BUILDS.replace("geothermal", "geotermal"))))
    assert code == 2
    assert 'did you mean "geothermal"?' in out
    assert "no plan was solved: mend the errors first" in out
    assert err == ""
