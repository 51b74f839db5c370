"""Loading: a right file becomes a record in canonical units, a wrong one every problem at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading_texts import chain, profile, quantity

from catchup.errors import InputError, Problem
from catchup.load import (
    cross_check_chain,
    cross_check_profile,
    load_chain,
    load_profile,
    load_scenario,
    load_strategy,
)
from catchup.loading.profile_check import profile_in_chain_units
from catchup.loading.records import build
from catchup.resources import countries_dir, data_dir
from catchup.schema.profile import Profile
from catchup.yamlio import parse

GOOD_GDP = quantity(483.6, "USD bn")


def write(folder: Path, text: str, name: str = "NOR.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def problems(folder: Path, text: str, name: str = "NOR.yaml") -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        load_profile(write(folder, text, name))
    return caught.value.problems


def with_gdp(text: str) -> str:
    changed = profile().replace(GOOD_GDP, text)
    assert changed != profile()
    return changed


def test_a_right_profile_is_loaded(tmp_path: Path) -> None:
    loaded = load_profile(write(tmp_path, profile()))
    assert loaded.record.country.iso3 == "NOR"
    assert loaded.warnings == ()
    assert loaded.shown == str(loaded.path)
    assert len(loaded.sha256) == 64


def test_quantities_come_in_the_unit_of_their_field(tmp_path: Path) -> None:
    text = with_gdp(quantity(483600, "USD m", low=400000, high=500000))
    gdp = load_profile(write(tmp_path, text)).record.economy.gdp
    assert (gdp.value, gdp.low, gdp.high, gdp.unit) == (pytest.approx(483.6), 400, 500, "USD bn")


def test_a_rival_keeps_its_own_unit_when_the_figure_is_converted(tmp_path: Path) -> None:
    text = with_gdp(quantity(483600, "USD m", rival="{value: 480000, source: wb}"))
    rival = load_profile(write(tmp_path, text)).record.economy.gdp.rival
    assert rival is not None
    assert (rival.value, rival.unit) == (480000, "USD m")


@pytest.mark.parametrize(("gdp", "code", "says"), [
    ("483.6", "E017", "bare number"), ("483.6", "E017", "{value: 483.6, unit: USD bn, year: 2024"),
    ("a lot", "E016", "must be a quantity"), ("[1]", "E016", "a list"),
    (quantity(483.6, "GW"), "E018", 'another dimension than "USD bn"'), (quantity(1, "USD bnn"), "E018", "USD bnn"),
    (quantity(1, "USD bn/yr"), "E018", 'give the figure in "USD bn"'),
    (quantity(1, "USD bn", source="wbb"), "E019", 'did you mean "wb"'),
    (quantity(1, "USD bn", rival="{value: 2, source: nobody}"), "E019", 'unknown source "nobody"'),
    (quantity(5, "USD bn", low=6), "E020", "low 6 is above value 5"),
    (quantity(5, "USD bn", high=4), "E020", "high 4 is below value 5"),
    (quantity(5, "USD bn", year=1066), "E022", "outside 1990-2100"),
    (quantity(5, "USD bn", year="soon"), "E016", "whole number"),
    (quantity(-5, "USD bn"), "E023", "cannot be negative"), (quantity(5, "USD bn", low=-1), "E023", "low -1"),
    (quantity(5, "USD bn", grade="D"), "E025", "needs low, high, reason"),
    (quantity(5, "USD bn", source="assumption"), "E025", "go together"),
    (quantity(5, "USD bn", grade="E"), "E030", "cannot be"), (quantity(5, "USD bn", source=None), "E015", '"source"'),
    (quantity(5, "USD bn", extra=1), "E014", 'unknown key "extra"'),
    ("{value: '5', unit: USD bn, year: 2024, source: wb, grade: A}", "E016", "remove the quotes"),
    ("{value: true, unit: USD bn, year: 2024, source: wb, grade: A}", "E016", "must be a number"),
    ("{value: .nan, unit: USD bn, year: 2024, source: wb, grade: A}", "E016", "must be a number"),
])
def test_a_wrong_quantity_is_told(tmp_path: Path, gdp: str, code: str, says: str) -> None:
    found = problems(tmp_path, with_gdp(gdp))
    line = profile().splitlines().index(f"  gdp: {GOOD_GDP}") + 1
    assert any(problem.code == code and says in str(problem) for problem in found), [str(p) for p in found]
    assert {problem.line for problem in found} == {line}


def test_one_quantity_can_have_several_problems(tmp_path: Path) -> None:
    found = problems(tmp_path, with_gdp(quantity(-5, "GW", low=6, source="x", year=1800)))
    assert {problem.code for problem in found} == {"E018", "E019", "E020", "E022", "E023"}


@pytest.mark.parametrize(("old", "new", "code", "says"), [
    ("corporate_tax: {value: 0.2,", "corporate_tax: {value: 22,", "E021", "22 looks like a percentage; write 0.22"),
    ("access: {value: 0.2,", "access: {value: 150,", "E021", "between 0 and 1"),
    ("gdp_growth: {value: 0.02,", "gdp_growth: {value: 6.5,", "E021", "write 0.065"),
    ("peak: {value: 3,", "peak: {value: -3,", "E023", "negative"),
    ("capacity: {value: 20,", "capacity: {value: -20,", "E023", "negative"),
    ("iso3: NOR", "iso3: NO", "E024", '"NO" is no ISO 3166 alpha-3 code; perhaps NOR (Norway)?'),
    ("iso3: NOR", "iso3: XYZ", "E024", "XYZ"), ("iso3: NOR", "iso3: 578", "E024", "578"),
    ("income_group: high_income", "income_group: high_incom", "E030", 'did you mean "high_income"?'),
    ("on_control_list: false", "on_control_list: no way", "E016", "true or false"),
    ("name: Norway", "name: 12", "E016", "put it in quotes"),
    ("owner: dom", "owner: private", "E030", "pub, dom or for"),
    ("programmes: []", "programmes: none", "E016", "must be a list"),
    ("schema: catchup/profile/1", "schema: catchup/profile/2", "E030", "catchup/profile/1"),
    ("schema: catchup/profile/1", "schema: catchup/chain/1", "E029", "this is no profile file"),
    ("schema: catchup/profile/1\n", "", "E015", 'missing key "schema"'),
    ('as_of: "2026-11-22"', 'as_of: "2026-13-41"', "E022", "is no date"),
    ('as_of: "2026-11-22"', "as_of: today", "E030", "as_of"),
    ("title: World Development Indicators", "title: Corruption Perceptions Index 2023", "E026", "must not ship"),
    ("title: World Development Indicators", "title: Tortoise Global AI Index", "E026", "must not ship"),
    ("title: World Development Indicators", "title: TeleGeography cable map", "E026", "must not ship"),
    ("title: World Development Indicators", "title: Moody's sovereign ratings", "E026", "agency ratings"),
    ("title: World Development Indicators", "title: ETO supply chain explorer", "E026", "single facts"),
])
def test_a_wrong_line_is_told_where_it_stands(tmp_path: Path, old: str, new: str, code: str, says: str) -> None:
    assert old in profile()
    found = problems(tmp_path, profile().replace(old, new, 1))
    assert len(found) == 1
    assert found[0].code == code
    assert says in str(found[0])
    expected = profile()[: profile().index(old)].count("\n") + 1
    assert found[0].line == (1 if code in ("E015", "E026") and not new else expected) or code == "E026"


def test_a_programme_may_not_owe_cash_outside_the_horizon(tmp_path: Path) -> None:
    owed = quantity(3, "USD m")
    text = profile(programmes=(
        "programmes:\n  - name: fab\n    layer: fabs\n    role: project\n    status: approved\n    owner: dom\n"
        f"    committed: [{{year: 2050, amount: {owed}}}]\n    treatment: in\n    source: nobody\n"))
    found = problems(tmp_path, text)
    assert {problem.code for problem in found} == {"E019", "E022"}
    assert any("year 2050 is outside the horizon 2026-2045" in problem.message for problem in found)


def test_a_misspelt_key_is_told_once_and_its_right_spelling_is_not_missing(tmp_path: Path) -> None:
    found = problems(tmp_path, profile().replace("    capacity:", "    capcity:"))
    assert [problem.message for problem in found] == ['unknown key "capcity"']
    assert found[0].hint == 'did you mean "capacity"?'
    assert found[0].width == len("capcity")


def test_percent_is_a_right_way_to_write_a_share(tmp_path: Path) -> None:
    text = profile().replace("corporate_tax: {value: 0.2, unit: fraction", "corporate_tax: {value: 22, unit: percent")
    assert load_profile(write(tmp_path, text)).record.public_money.corporate_tax.value == pytest.approx(0.22)


def test_net_inflows_growth_and_indices_may_be_negative(tmp_path: Path) -> None:
    text = profile().replace("fdi_inflow: {value: 0.2", "fdi_inflow: {value: -0.2")
    text = text.replace("gdp_growth: {value: 0.02", "gdp_growth: {value: -0.02")
    assert load_profile(write(tmp_path, text)).record.economy.fdi_inflow.value == -0.2


def test_a_file_named_for_another_country_is_a_warning(tmp_path: Path) -> None:
    loaded = load_profile(write(tmp_path, profile(), "SWE.yaml"))
    assert [problem.severity for problem in loaded.warnings] == ["warning"]
    assert load_profile(write(tmp_path, profile(), "my_norway.yaml")).warnings == ()


def test_duplicates_and_wrong_figures_come_together(tmp_path: Path) -> None:
    found = problems(tmp_path, profile(more="as_of: x\n").replace("peak: {value: 3,", "peak: {value: -3,"))
    assert {problem.code for problem in found} == {"E007", "E023"}


def test_problems_are_sorted_and_carry_their_line(tmp_path: Path) -> None:
    found = problems(tmp_path, profile(country=None, Power=None, programmes="programmes: 3\n"))
    assert list(found) == sorted(found)
    assert all(problem.path.endswith("NOR.yaml") for problem in found)


@pytest.mark.parametrize("text", ["3\n", "[]\n", "null\n", "text\n"])
def test_a_file_that_is_no_mapping_is_told(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)[0].message.startswith("the file must be a mapping")


# ---- references


def test_a_local_profile_goes_before_the_embedded_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "countries").mkdir()
    write(tmp_path / "countries", profile())
    for ref in ("NOR", "nor", " NOR "):
        assert load_profile(ref).shown == "countries/NOR.yaml"


@pytest.mark.parametrize(("ref", "says"), [
    ("Indonesia", "perhaps IDN (Indonesia)"), ("Indonesa", "IDN (Indonesia)"), ("NO", "NOR (Norway)"),
    ("GRL", "no profile of Greenland (GRL)"), ("nowhere.yaml", "no such file"), ("none/at/all", "no such file"),
    ("../../etc", "no such file"), ("", "ISO"), ("a\0b", "NUL"), ("x" * 5000, "ISO"), ("/" + "x" * 5000, "characters"),
    ("/" + "x" * 300, "no such file"),
])
def test_an_unknown_reference_gets_a_suggestion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ref: str, says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        load_profile(ref)
    assert says in str(caught.value)


def test_a_folder_is_no_profile(tmp_path: Path) -> None:
    write(tmp_path, profile())
    with pytest.raises(InputError, match=r"folder.*NOR\.yaml"):
        load_profile(tmp_path)


def test_a_misspelt_scenario_gets_the_right_name() -> None:
    with pytest.raises(InputError, match='did you mean "fast_agi"'):
        load_scenario("fast_ag")


def test_a_strategy_is_loaded_from_a_path(tmp_path: Path) -> None:
    text = ("schema: catchup/strategy/1\nid: mine\nname: Mine\nsays: so\nobjective: welfare\npublic_money_on: [grid]\n"
            f"sources: {{wb: {{title: t, licence: l}}}}\ntargets:\n  - measure: offset_ratio\n    year: 2035\n"
            f"    at_least: {quantity(0.5, 'ratio')}\n")
    assert load_strategy(write(tmp_path, text, "mine.yaml")).record.public_money_on == ("grid",)
    with pytest.raises(InputError, match="outside the horizon"):
        load_strategy(write(tmp_path, text.replace("2035", "2050"), "late.yaml"))


# ---- the chain, and a profile against it


def chain_problems(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        load_chain(write(folder, text, "chain.yaml"))
    return caught.value.problems


def test_a_right_chain_is_loaded_in_its_own_units(tmp_path: Path) -> None:
    text = chain(hall=f"    capex: {quantity(8, 'USD m/GW')}", seed=f"      seed: {quantity(0.02, 'GW')}")
    record = load_chain(write(tmp_path, text, "chain.yaml")).record
    hall = record.assets["hall"]
    assert (hall.capex.value, hall.capex.unit) == (pytest.approx(0.008), "USD m/MW")
    assert (hall.growth.seed.value, hall.growth.seed.unit) == (pytest.approx(20), "MW")
    assert (hall.lead_years.value, hall.ramp[0].value) == (2.0, 0.5)
    assert record.processes["run_hall"].output_per_capacity.value == pytest.approx(0.008766)


@pytest.mark.parametrize(("changes", "code", "says"), [
    ({"process": "    output: powr"}, "E027", 'unknown commodity "powr"; did you mean "power"?'),
    ({"size": ""}, "", ""),
    ({"size": "    note: none"}, "E028", "no unit_size"),
    ({"seed": f"      seed: {quantity(3, 'MW')}"}, "E028", "below one unit of 10 MW"),
    ({"seed": f"      seed: {quantity(0.003, 'GW')}"}, "E028", "below one unit"),
    ({"hall": f"    capex: {quantity(8, 'USD m/TWh')}"}, "E018", 'give the figure in "USD m/MW"'),
    ({"hall": f"    capex: {quantity(8, 'USD m/hall')}"}, "E018", "USD m/hall"),
    ({"commodity": f"    price: {quantity(8, 'USD m/GW')}"}, "E018", 'give the figure in "USD m/TWh"'),
    ({"commodity": f"    price: {quantity(-8, 'USD m/TWh')}"}, "E023", "negative"),
    ({"commodity": ""}, "", ""), ({"commodity": "    offset: true"}, "E028", "has no price"),
])
def test_a_wrong_chain_is_told(tmp_path: Path, changes: dict[str, str], code: str, says: str) -> None:
    if not code:
        load_chain(write(tmp_path, chain(**changes), "chain.yaml"))
        return
    found = chain_problems(tmp_path, chain(**changes))
    assert [problem.code for problem in found] == [code]
    assert says in str(found[0])
    assert found[0].line > 1


def test_access_is_a_word_or_a_quantity(tmp_path: Path) -> None:
    found = chain_problems(tmp_path, chain().replace("A: open", "A: opened"))
    assert len(found) == 1
    assert "or one of open, none" in str(found[0])
    assert [problem.code for problem in chain_problems(tmp_path, chain().replace("A: open", "A: 3"))] == ["E017"]


def test_cross_check_of_a_right_pair_is_clean(tmp_path: Path) -> None:
    loaded, held = load_profile(write(tmp_path, profile())), load_chain(write(tmp_path, chain(), "chain.yaml"))
    assert cross_check_chain(held.record, held.document) == []
    assert cross_check_profile(loaded.record, held.record, loaded.document) == []


@pytest.mark.parametrize(("old", "new", "says"), [
    ("asset: hall", "asset: hal", 'unknown asset "hal"; did you mean "hall"?'),
    ("  engineers:", "  enginers:", 'unknown skill "enginers"; did you mean "engineers"?'),
    ("value: 20, unit: MW", "value: 20, unit: t", 'give the figure in "MW"'),
    ("value: 20, unit: MW", "value: 20, unit: halls", "halls"),
    ("owner: dom", "owner: for", 'no mode of owner "for"'),
    ("owner: dom", "owner: dom\n    mode: owned", 'unknown mode "owned"'),
])
def test_a_profile_is_held_against_the_chain(tmp_path: Path, old: str, new: str, says: str) -> None:
    loaded = load_profile(write(tmp_path, profile().replace(old, new)))
    held = load_chain(write(tmp_path, chain(), "chain.yaml")).record
    found = cross_check_profile(loaded.record, held, loaded.document)
    assert len(found) == 1
    assert says in str(found[0])


@pytest.mark.parametrize(("path", "unit", "says"), [
    ("assets.hall.capex", "USD m/MW", ""), ("assets.hall.capex", "USD m/GW", ""),
    ("assets.hall.growth.seed", "MW", ""), ("assets.hall.ramp.0", "fraction", ""),
    ("assets.hall.capx", "USD m/MW", 'did you mean "capex"?'), ("assets.hall", "MW", "name one quantity"),
    ("assets.hall.capex", "USD m/TWh", 'another dimension than "USD m/MW"'), ("", "MW", "does not lead"),
    ("assets.hall.capex.value", "MW", "does not lead"), ("commodities.power.price", "USD/kWh", ""),
])
def test_a_local_figure_must_exist_in_the_chain(tmp_path: Path, path: str, unit: str, says: str) -> None:
    text = profile(more=f"local:\n  - path: '{path}'\n    quantity: {quantity(0.5, unit)}\n")
    loaded = load_profile(write(tmp_path, text))
    held = load_chain(write(tmp_path, chain(), "chain.yaml")).record
    found = cross_check_profile(loaded.record, held, loaded.document)
    assert bool(found) == bool(says)
    assert says in "\n".join(str(problem) for problem in found)


def test_capacities_and_local_figures_come_in_the_units_of_the_chain(tmp_path: Path) -> None:
    text = profile(more=f"local:\n  - path: assets.hall.capex\n    quantity: {quantity(7000, 'USD m/GW')}\n")
    loaded = load_profile(write(tmp_path, text.replace("value: 20, unit: MW", "value: 0.02, unit: GW")))
    held = load_chain(write(tmp_path, chain(), "chain.yaml")).record
    record, found = profile_in_chain_units(loaded.record, held, loaded.document)
    assert found == []
    assert (record.existing[0].capacity.value, record.existing[0].capacity.unit) == (pytest.approx(20), "MW")
    assert (record.local[0].quantity.value, record.local[0].quantity.unit) == (pytest.approx(7), "USD m/MW")


# ---- everything that is shipped, and everything that is not


@pytest.mark.parametrize("file", sorted(countries_dir().glob("*.yaml")), ids=lambda file: str(file.stem))
def test_every_shipped_profile_loads_clean(file: Path) -> None:
    loaded = load_profile(file)
    assert loaded.warnings == ()
    if (data_dir() / "chain.yaml").exists():
        assert cross_check_profile(loaded.record, load_chain().record, loaded.document) == []


@pytest.mark.parametrize("file", sorted((data_dir() / "scenarios").glob("*.yaml")), ids=lambda file: str(file.stem))
def test_every_shipped_scenario_loads_clean(file: Path) -> None:
    assert load_scenario(file.stem).record.id == file.stem


@pytest.mark.parametrize("file", sorted((data_dir() / "strategies").glob("*.yaml")), ids=lambda file: str(file.stem))
def test_every_shipped_strategy_loads_clean(file: Path) -> None:
    assert load_strategy(file.stem).record.id == file.stem


@pytest.mark.skipif(not (data_dir() / "chain.yaml").exists(), reason="no chain is shipped")
def test_the_shipped_chain_loads_clean() -> None:
    assert load_chain().warnings == ()


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8))
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["value", "unit", "year", "source", "grade", "gdp", "economy", "x"]), inner, max_size=4),
    max_leaves=8)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*Profile.model_fields, "schema", "x"]), VALUES, max_size=6))
def test_any_data_is_a_record_or_problems(data: dict[str, object]) -> None:
    document = parse("a: 1\n")
    document = type(document)(data, "x.yaml", document.lines, "", {}, {})
    record, found = build(Profile, document)
    assert (record is None) == any(problem.severity == "error" for problem in found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(profile()) - 1), st.sampled_from(["", ":", "\n", "}", "-", "9", "e", " ", "*", "'"]))
def test_a_profile_with_one_sign_changed_is_loaded_or_told(position: int, sign: str) -> None:
    text = profile()[:position] + sign + profile()[position + 1:]
    try:
        document = parse(text)
    except InputError:
        return
    record, found = build(Profile, document)
    assert record is not None or any(problem.severity == "error" for problem in found)
