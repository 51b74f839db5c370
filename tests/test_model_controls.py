"""Caps on imported hardware. Optima by hand in the docstrings."""

from __future__ import annotations

from typing import Any

import pytest
from model_cases import Found, activity, demand, good, optimum, problem, route, tech

from catchup.model.problem import Vintage
from catchup.model.shocks import ImportCap


def capped(*spans: tuple[int, int, float], **unit: Any) -> Found:
    """Ten wanted in 2027 and in 2028, worth 4 each, met by machines whose power doubles every year, at .1 each."""
    caps = (ImportCap("chip", "Chips", "k", 1.0, spans),) if spans else ()
    return optimum(problem(
        [good("chip"), good("own")], [tech("cluster", capex=0.1, vintage=Vintage(2.0, 1.0), **({"hardware": "chip"} | unit))],
        [activity("serve", "cluster", "own")], [demand([0.0, 10.0], [(1.0, 4.0)], route("own"))], years=3,
        import_caps=caps))


def orders(found: Found) -> list[float]:
    """Machines ordered a year."""
    return found.years("order", "cluster", "own", "private")


def test_a_cap_counts_the_power_of_what_comes_in() -> None:
    """A machine of 2027 counts 2, one of 2028 counts 4. Cap 6 over both years:

    delivered 2027 it serves 1 and then .5, worth 6 for 2 of the cap; delivered 2028 it serves 1, worth 4 for 4 of it.
    So three come in 2027: W = 3 x 6 - .3 = 17.7, and one more of the cap is worth (6 - .1)/2 = 2.95.
    """
    found = capped((2025, 2028, 6.0))
    assert orders(found) == [3.0, 0.0, 0.0]
    assert found.welfare == pytest.approx(17.7)
    assert abs(found.answer.prices["import_cap|TOY|chip|2028"]) * 1000.0 == pytest.approx(2.95)


def test_a_renewed_cap_lets_more_in() -> None:
    """Caps 6 and 8: three in 2027, two in 2028. W = 17.7 + 2 x (4 - .1) = 25.5."""
    found = capped((2025, 2027, 6.0), (2028, 2030, 8.0))
    assert orders(found) == [3.0, 2.0, 0.0]
    assert found.welfare == pytest.approx(25.5)


def test_without_a_cap_all_is_met() -> None:
    """Ten in 2027 serve ten and then five; five more in 2028: W = 80 - 1 - .5 = 78.5."""
    assert orders(capped()) == [10.0, 5.0, 0.0]
    assert capped().welfare == pytest.approx(78.5)


def test_machines_of_other_hardware_are_not_capped() -> None:
    assert orders(capped((2025, 2028, 6.0), hardware=None)) == [10.0, 5.0, 0.0]
