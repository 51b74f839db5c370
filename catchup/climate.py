"""Power for cooling in the climate of a country: the chain's amounts of power at the PUE of the place.

PUE is all power of a site over that of its machines.
    PUE = pue_mild + pue_per_degree max(0, T - pue_free_below)        [ratio; T in degC, mean of the warmest month]
    amount = chain's amount x PUE / (PUE inside the chain's amount)
Source of the rule: M. Lokshin, AI compute trade model (parameters phi, delta, theta), after Flucker et al. 2013. It
holds for the whole year, as there. A profile without `climate` keeps the chain's amounts.
"""

from __future__ import annotations

from collections.abc import Iterator

from catchup.quantity import ASSUMPTION, Quantity
from catchup.schema.chain import Chain, Use
from catchup.schema.profile import Profile

PARAMETERS = ("pue_mild", "pue_per_degree", "pue_free_below")


def pue(chain: Chain, celsius: float, *, slope: float | None = None) -> float:
    """Power of a site over that of its machines, at the mean temperature of the warmest month.   [ratio]"""
    mild, per_degree, free = (chain.model[name].value for name in PARAMETERS)
    return mild + (per_degree if slope is None else slope) * max(0.0, celsius - free)


def cooled_uses(chain: Chain) -> Iterator[tuple[str, Use]]:
    """Path and record of every amount of power that has cooling inside."""
    for asset_id, asset in chain.assets.items():
        for use in asset.occupies:
            if use.cooling is not None:
                yield f"assets.{asset_id}.occupies.{use.commodity}", use


def climate_figures(chain: Chain, profile: Profile) -> Iterator[tuple[str, Quantity]]:
    """Amount and PUE of each cooled use in the climate of this country, by path in the chain."""
    if profile.climate is None or any(name not in chain.model for name in PARAMETERS):
        return
    celsius = profile.climate.warmest_month.value
    least = chain.model["pue_per_degree"].low
    here, mild = pue(chain, celsius), pue(chain, celsius, slope=least)
    reason = f"{here:.2f} in a warmest month of {celsius:.1f} degC, by the chain's rule for cooling"
    for path, use in cooled_uses(chain):
        assert use.cooling is not None
        yield f"{path}.cooling", _at(use.cooling, here / use.cooling.value, mild / use.cooling.value, f"PUE {reason}")
        yield f"{path}.amount", _at(use.amount, here / use.cooling.value, mild / use.cooling.value,
                                    f"the chain's amount has PUE {use.cooling.value:.2f} inside; {reason}")


def _at(quantity: Quantity, times: float, least: float, reason: str) -> Quantity:
    """The chain's figure at another PUE; its high end, the mean of all halls, stays where it is above."""
    value = quantity.value * times
    low = quantity.value if quantity.low is None else quantity.low
    high = quantity.value if quantity.high is None else quantity.high
    return quantity.model_copy(update={
        "value": value, "low": min(value, low * least), "high": max(value, high), "grade": "D", "source": ASSUMPTION,
        "reason": reason, "note": None, "rival": None})
