"""Units: the spellings of the files, conversion, and what is refused."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.quantity import Quantity
from catchup.units import UnitError, factor, form, in_unit, same_dimension, unknown_words

SPELLINGS = (
    "USD bn", "USD m", "USD bn/yr", "USD m/GW", "USD/kW", "USD/kWh", "USD m/TWh", "PJ/TWh", "fraction", "fraction/yr",
    "ratio", "x/yr", "years", "people", "people/yr", "people/MW", "GW", "MW", "TWh/yr", "TWh", "WP$ m", "k wafers",
    "k wafers/yr", "USD m/k wafers", "t", "kt", "k TEU/yr", "k km", "H100e/USD m", "USD/H100e-hour", "teams", "index",
    "percent", "wspm", "FLOP", "x", "USD m per k wafers/yr", "FLOP/s/H100e", "1/yr", "tokens/s/MW",
    "full unit-years", "WGI estimate", "share of a year's budget",
)


@pytest.mark.parametrize("unit", SPELLINGS)
def test_every_spelling_of_the_files_is_understood(unit: str) -> None:
    assert same_dimension(unit, unit)
    assert form(unit).scale > 0


@pytest.mark.parametrize(("unit", "to", "expected"), [
    ("USD bn", "USD m", 1000), ("MW", "GW", 0.001), ("USD/kW", "USD m/GW", 1), ("percent", "fraction", 0.01),
    ("percent/yr", "fraction/yr", 0.01), ("wspm", "k wafers/yr", 0.012), ("USD m/k wafers", "USD/wafer", 1000),
    ("USD m per k wafers/yr", "USD m/(k wafers/yr)", 1), ("months", "years", 1 / 12), ("t", "kt", 0.001),
    ("PJ/TWh", "ratio", 1 / 3.6), ("k km", "km", 1000), ("USD/kWh", "USD m/TWh", 1000),
    ("USD/H100e-hour", "USD/H100e/yr", 8766), ("index", "ratio", 1), ("USD bn", "USD bn", 1),
    ("fraction of GDP/yr", "fraction/yr", 1), ("percent of GDP", "fraction", 0.01),
])
def test_a_factor_is_right(unit: str, to: str, expected: float) -> None:
    assert factor(unit, to) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("one", "other"), [
    ("USD m", "WP$ m"), ("fraction", "fraction/yr"), ("x/yr", "fraction/yr"), ("TWh/yr", "GW"), ("people", "teams"),
    ("k wafers", "k wafers/yr"), ("FLOP", "eFLOP"), ("USD", "USD/yr"), ("OOM", "ratio"), ("t", "GW"),
])
def test_different_dimensions_are_told_apart(one: str, other: str) -> None:
    assert not same_dimension(one, other)
    with pytest.raises(UnitError) as caught:
        factor(one, other)
    assert one in str(caught.value)


@pytest.mark.parametrize("unit", ["", " ", "furlong", "USD/", "/yr", "USD bnn", "(USD", "USD)", "GW^2", "bn " * 30,
                                  "EUR"])
def test_what_is_no_unit_is_an_error_with_its_text(unit: str) -> None:
    with pytest.raises(UnitError) as caught:
        form(unit)
    assert caught.value.unit == unit


def test_a_near_miss_gets_a_suggestion() -> None:
    with pytest.raises(UnitError, match='did you mean "wafers"') as caught:
        form("k wafrs/yr")
    assert "k wafrs/yr" in str(caught.value)


def test_a_file_may_make_up_words_each_its_own_dimension() -> None:
    extra = unknown_words("k robots/yr")
    assert extra == {"robots"}
    assert factor("k robots/yr", "robots/yr", extra) == 1000
    assert not same_dimension("robots", "people", extra)
    assert factor("robot/yr", "robots/yr", extra) == 1
    assert factor("USD m/robots", "USD bn/robots", extra) == pytest.approx(0.001)
    assert factor("MW/robots", "GW/robots", extra) == pytest.approx(0.001)


def test_a_quantity_is_given_in_another_unit() -> None:
    quantity = Quantity(value=1500, unit="MW", year=2025, source="x", grade="A")
    assert in_unit(quantity, "GW") == pytest.approx(1.5)


def test_pint_is_loaded_only_for_prefixes() -> None:
    code = ("import sys\nfrom catchup.units import factor\nfactor('USD bn', 'USD m'); factor('GW', 'GW')\n"
            "assert 'pint' not in sys.modules\nfactor('MW', 'GW')\nassert 'pint' in sys.modules\n")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(alphabet="USDmbnk/()% perGWyrx1-", max_size=40))
def test_any_text_is_a_unit_or_a_unit_error(text: str) -> None:
    try:
        assert factor(text, text) == 1.0
        form(text)
        same_dimension(text, "USD m/GW")
    except UnitError as error:
        told = error.unit
    else:
        told = text
    assert told in (text, "USD m/GW")


@given(st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS))
def test_there_and_back_is_the_same_figure(one: str, other: str) -> None:
    if same_dimension(one, other):
        assert factor(one, other) * factor(other, one) == pytest.approx(1.0)
