"""What a model file may not say: every problem at once, each with its place and what to do."""

from __future__ import annotations

import pytest

from catchup.engine.assemble import model_problems
from catchup.engine.read import parse_model
from catchup.engine.run import solve_model
from catchup.errors import InputError
from catchup.yamlio import parse

BASE = """\
schema: catchup/model/1
name: case
investment: {mode: annuity}
periods: [{id: now}]
sites: [hill, town]
commodities: {flour: {content: {starch: 0.7}}}
units: {mill: {}}
"""


def problems(more: str, base: str = BASE) -> list[str]:
    with pytest.raises(InputError) as error:
        solve_model(parse_model(base + more, "m.yaml"))
    return [str(problem).removeprefix("m.yaml:") for problem in error.value.problems]


def test_all_problems_are_told_at_once_with_their_places() -> None:
    found = problems("""\
purchases:
  - {commodities: floor, sites: [hill, twn], price: 3}
  - {commodities: flour, prise: 3}
  - {commodities: flour, price: {town: cheap}}
processes:
  grind: {io: {flour: x}, uses: {mil: 1}}
""")
    assert found == [
        '9:19: error E027 unknown commodity "floor"; did you mean "flour"?',
        '9:40: error E027 unknown site "twn"; did you mean "town"?',
        '10:26: error E014 unknown key "prise"; did you mean "price"?',
        '11:40: error E016 "town" must be a number, or numbers by name, found "cheap"',
        '13:23: error E016 "flour" must be a number, found "x"',
        '13:34: error E027 unknown unit "mil"; did you mean "mill"?',
    ]


EXPANSION = "expansions: [{unit: mill, kind: %s, annuity: 1}]"


@pytest.mark.parametrize(("more", "said"), [
    ("purchases: [{commodities: flour, price: }]", '"price" has no value; write one, or remove the key'),
    ("purchases: [{commodities: flour, price: true}]", '"price" must be a number, or numbers by name, found true'),
    ("purchases: [{commodities: flour, price: .nan}]", "found nan"),
    ("purchases: [{commodities: flour, price: 1, cap: -2}]", '"cap" is -2, below 0'),
    ("purchases: [{commodities: [], price: 1}]", '"commodities" names nothing; name a commodity, or write all'),
    ("purchases: [{commodities: flour, price: {hill: 1}}]", '"price" has no figure for town in now; add it'),
    ("purchases: [{commodities: flour, price: {hill: {now: 1}, now: 2}}]", 'unknown site "now"'),
    ("processes: {grind: {io: {}}}", '"io" is empty; it needs one entry at least'),
    ("arcs: [{commodities: flour, freight: {hill: {hill: 1}}}]", 'a link from "hill" to itself'),
    ("arcs: [{commodities: flour, freight: {hill: 1}}]", '"hill" must be a mapping from sites to numbers, found 1'),
    ("arcs: [{commodities: flour, freight: {hill: {town: 1}}, tariff: {town: {hill: 1}}}]",
     '"tariff" has no figure from hill to town'),
    ("demand: [{commodity: flour, amount: 3}]", 'missing key "sites": where the demand is'),
    ("demand: [{commodity: flour, sites: town, amount: 3, value: 2, unmet_price: 1}]", "keep value or unmet_price"),
    (EXPANSION % "fixed_charge", 'missing key "max_size": fixed_charge needs it'),
    (EXPANSION % "fixed_charge, max_size: {hill: 1}", '"max_size" has no figure for town in now'),
    (EXPANSION % "piecewise, points: [[0, 0]]", "give at least 2, e.g. [[0, 0], [10, 50]]"),
    (EXPANSION % "piecewise, points: [[0, 0], [3]]", "must be [size, cost], none below 0, found [3]"),
    (EXPANSION % "piecewise, points: [[5, 1], [3, 4]]", 'sizes in "points" must rise'),
    (EXPANSION % "linear, points: [[0, 0], [1, 1]]", '"points" does not go with linear; linear takes cost, max_size'),
    (EXPANSION % "lineer", '"kind" cannot be "lineer"; did you mean "linear"?'),
    (EXPANSION % "conversion, from_unit: mill", "a conversion of a unit into itself"),
    (EXPANSION % "linear, committed: 3, forbidden: all", "building is committed at hill in now, where it may not be built"),
    (EXPANSION % "linear, lead: 1.5", '"lead" must be a whole number, found 1.5'),
    ("expansions: [{unit: mill, kind: linear}]", "add annuity, or a life, or a discount_rate to the model"),
    ("limits: [{name: cap, terms: [{of: export}], at_most: 1, at_least: 0}]", "found at_most and at_least"),
    ("limits: [{name: cap, terms: [{of: export}]}]", "a limit has one right side, found none"),
    ("limits: [{name: cap, terms: [{of: export}], at_most: 1}]", 'limit "cap" counts nothing in this model'),
    ("limits: [{name: cap, terms: [{of: flow, units: mill}], at_most: 1}]", '"units" does not go with flow'),
    ("limits: [{name: cap, terms: [{of: use, content: strch}], at_most: 1}]", 'did you mean "starch"?'),
    ("limits: [{name: cap, terms: [{of: use}], at_most: {town: 1}}]", 'unknown period "town"'),
    ("limits: [{name: cap, terms: [{of: use}], at_most: {now: 1}, over: years}]", "must be one number"),
    ("limits: [{name: my cap, terms: [{of: use}], at_most: 1}]", '"my cap" cannot be a name'),
    ("budgets: {purse: {amount: 1, pays: [{kinds: imprt}]}}", 'did you mean "import"?'),
    ("budgets: {purse: {amount: 1, pays: []}}", '"pays" is empty'),
    ("working_capital: {prchase: 0.1}", 'unknown kind of payment "prchase"; did you mean "purchase"?'),
    ("purchases: [{commodities: flour, sites: *one, price: 1}]", "alias *one is not allowed; write the value out"),
    ("units: {}", 'duplicate key "units"; it stands in line 7 already'),
])
def test_a_wrong_entry_is_told(more: str, said: str) -> None:
    found = problems(more)
    assert any(said in line for line in found), found
    assert len(found) == 1, found


@pytest.mark.parametrize(("old", "new", "said"), [
    ("catchup/model/1", "catchup/modle/1", 'did you mean "catchup/model/1"?'),
    ("schema: catchup/model/1\n", "", 'missing key "schema"; begin the file with schema: catchup/model/1'),
    ("[{id: now}]", "[{id: now}, {id: now}]", '"now" is the name of another period'),
    ("[{id: now}]", "[{id: town}]", '"town" is the name of a site'),
    ("flour: {", "flour-1: {", '"flour-1" cannot be a name; names are made of letters, digits and _'),
    ("[hill, town]", "[hill, all]", '"all" cannot be a name; it stands for all of them'),
    ("[hill, town]", "[]", '"sites" is empty'),
    ("mill: {}", "mill: {existing: {hil: 3}}", 'unknown site or period "hil"; did you mean "hill"?'),
    ("flour: {", "flour: {disposal_cost: 3, ", "write disposal: paid"),
    ("investment: {mode: annuity}\n", "expansions: [{unit: mill, kind: linear, annuity: 1}]\n",
     'missing key "investment": how building is paid'),
])
def test_a_wrong_frame_is_told(old: str, new: str, said: str) -> None:
    found = problems("", BASE.replace(old, new))
    assert len(found) == 1, found
    assert said in found[0]


def test_overnight_building_asks_for_a_life_unless_nothing_comes_back_and_for_no_annuity() -> None:
    overnight = BASE.replace("annuity}", "overnight}")
    expansion = "expansions: [{unit: mill, kind: linear}]"
    assert "missing key \"life\": salvage counts what is not worn out" in problems(expansion, overnight)[0]
    parse_model(overnight.replace("overnight}", "overnight, salvage: none}") + expansion)
    found = problems(expansion.replace("linear", "linear, life: 3, annuity: 0.1"), overnight)
    assert found == ['8:50: error E074 an annuity where building is paid overnight; remove it, or write mode: annuity']


def test_two_records_for_the_same_thing_ask_for_a_name() -> None:
    found = problems("purchases:\n  - {commodities: flour, price: 1}\n  - {commodities: flour, price: 2, cap: 5}\n")
    assert found == ["10:5: error E070 the purchase of flour at hill in now stands in another record already; "
                     "give one of them a name of its own"]
    parse_model(BASE + "purchases:\n  - {commodities: flour, price: 1}\n  - {name: dear, commodities: flour, price: 2}\n")


def test_the_problems_of_a_file_are_found_without_solving_it() -> None:
    text = BASE + "limits: [{name: cap, terms: [{of: export}], at_most: 1}]"
    assert [problem.code for problem in model_problems(parse(text))] == ["E076"]
    assert model_problems(parse(BASE)) == []


def test_names_may_be_numbers_where_yaml_takes_them_for_text() -> None:
    source = parse_model(BASE.replace("{id: now}", "{id: 2030}") + "imports: [{commodities: flour, periods: 2030, price: 1}]\n")
    assert source.model.periods[0].id == "2030"
    solve_model(source)
