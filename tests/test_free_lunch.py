"""No traded link of the chain pays an entrant too much without a stated reason."""

from __future__ import annotations

import math

import pytest

from catchup.figures import Figures
from catchup.free_lunch import BAND, BY, links, unexplained, verdict_of
from catchup.load import load_chain, load_scenario
from catchup.model.problem import Calendar
from catchup.prepare.prices import PriceBook
from catchup.prepare.returns import Terms, entry_terms, service_years
from catchup.quantity import walk

LOADED = load_chain()
CHAIN, SCENARIO = LOADED.record, load_scenario("business_as_usual").record
FOUND = {link.asset: link for link in links(CHAIN, SCENARIO)}


def book() -> PriceBook:
    figures = Figures(dict([*walk(CHAIN, "chain"), *walk(SCENARIO, "scenario")]))
    return PriceBook(figures, CHAIN, Calendar(first=2026, last=2045, shown=2040, first_order=2026))


def test_an_entrant_waits_then_sells_at_a_discount_then_at_par() -> None:
    terms = Terms(wait=1, discount=0.1, discount_years=2)
    assert [terms.share(age) for age in range(5)] == [0.0, 0.9, 0.9, 1.0, 1.0]
    assert Terms().share(0) == 1.0


def test_an_entrants_terms_are_those_of_the_plan() -> None:
    terms = entry_terms(book().figures, "fab_advanced")
    assert (terms.wait, terms.discount, terms.discount_years) == (3, 0.1, 4)


def test_the_value_of_a_link_by_hand() -> None:
    """Own fibre, 12 USD m for 1,000 km, ordered in 2032, on line in 2035, no qualification: leased at 3 USD m a year.

    net(k) = 3 x ramp x share - (0.05 x 12 + 15 technicians), ramp 0.8 then 1, share 0.9 for four years then 1.
    """
    figures = book().figures
    upkeep = 0.05 * 12.0 + 15 * figures("chain.skills.technician.pay") / 1e6
    net = [3.0 * (0.8 if k == 0 else 1.0) * (0.9 if k < 4 else 1.0) - upkeep for k in range(25)]
    value = sum(amount / 12.0 * 1.08 ** -(3 + k) for k, amount in enumerate(net)) - 1.0
    assert FOUND["fibre_backbone"].npv == pytest.approx(value)
    assert FOUND["fibre_backbone"].turnover == pytest.approx(0.25)


def test_nothing_is_run_while_nothing_sells() -> None:
    price = dict.fromkeys(range(2026, 2046), 3.0)
    years = service_years(book(), "fab_mature", 2032, 4, 18, 170.5, price, Terms(wait=2), at_home=False)
    assert years[0].revenue == years[1].revenue == 0.0
    assert years[0].net == pytest.approx(years[1].net)  # upkeep alone, whatever the ramp
    assert years[0].net < 0 < years[2].revenue


def test_every_traded_link_is_valued() -> None:
    makers = {process.asset for process in CHAIN.processes.values() if CHAIN.commodities[process.output].trade != "none"}
    assert makers <= set(FOUND)
    assert not [link.asset for link in FOUND.values() if math.isnan(link.npv)]


def test_rents_have_faded_by_2032() -> None:
    assert FOUND["germanium_refinery"].npv_first > 1.0
    assert FOUND["germanium_refinery"].npv < BAND[1]


def test_entry_terms_cost_money() -> None:
    for link in FOUND.values():
        assert link.npv < link.npv_established, link.asset


def test_a_link_outside_the_band_has_a_reason_in_the_chain() -> None:
    assert [link.asset for link in FOUND.values() if link.outside and link.reason is None] == []
    assert list(unexplained(tuple(FOUND.values()), LOADED.document)) == []
    assert sum(not link.outside for link in FOUND.values()) >= 5


def test_what_pays_too_much_would_be_built_without_end() -> None:
    assert [link.asset for link in FOUND.values() if link.verdict == "pays too much"] == []


def test_what_is_not_sold_abroad_says_from_which_use_on_it_pays() -> None:
    """Own fibre (see above): at a use u of 1,000 km it earns u x 3 m and costs its upkeep whatever the use."""
    at_home = {link.asset: link.least_use for link in FOUND.values() if link.verdict == "home use only"}
    assert set(at_home) == {"fibre_backbone", "language_corpus"}
    assert CHAIN.commodities["backbone"].trade == CHAIN.commodities["language_data"].trade == "buy"
    upkeep = 0.05 * 12.0 + 15 * book().figures("chain.skills.technician.pay") / 1e6
    worth = [1.08 ** -(3 + k) for k in range(25)]
    sales = sum(3.0 * (0.8 if k == 0 else 1.0) * (0.9 if k < 4 else 1.0) * worth[k] for k in range(25))
    assert at_home["fibre_backbone"] == pytest.approx((12.0 + upkeep * sum(worth)) / sales)
    assert all(link.least_use is None for link in FOUND.values() if link.asset not in at_home)


def test_without_its_reason_the_link_is_a_warning_with_its_place() -> None:
    assets = {**CHAIN.assets, "fab_advanced": CHAIN.assets["fab_advanced"].model_copy(update={"no_free_lunch": None})}
    problems = list(unexplained(links(CHAIN.model_copy(update={"assets": assets}), SCENARIO), LOADED.document))
    assert [(problem.code, problem.severity) for problem in problems] == [("W102", "warning")]
    assert '"fab_advanced" pays nobody who enters' in problems[0].message
    assert problems[0].line > 1000


@pytest.mark.parametrize(("name", "asset", "verdict"), [
    ("silicon_wafers", "wafer_plant", "home use only"), ("polysilicon", "polysilicon_plant", "pays too much")])
def test_a_price_without_a_father_is_found_out(name: str, asset: str, verdict: str) -> None:
    """Twice the price of wafers, which are only bought, and of polysilicon, which is sold as well."""
    good = CHAIN.commodities[name]
    assert good.price is not None
    price = good.price.model_copy(update={"value": 2 * good.price.value, "high": 2 * good.price.value})
    dear = good.model_copy(update={"price": price, "fading_rent": False})
    chain = CHAIN.model_copy(update={"commodities": {**CHAIN.commodities, name: dear}})
    assert next(link for link in links(chain, SCENARIO) if link.asset == asset).verdict == verdict


@pytest.mark.parametrize(("npv", "verdict"), [
    (-0.15, "in the band"), (0.10, "in the band"), (0.104, "in the band"), (0.11, "pays too much"),
    (-0.16, "nobody enters")])
def test_the_edges_of_the_band(npv: float, verdict: str) -> None:
    assert (BAND, BY) == ((-0.15, 0.10), 2032)
    assert verdict_of(npv) == verdict
    assert verdict_of(npv, abroad=False) == verdict.replace("pays too much", "home use only")
