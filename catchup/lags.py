"""The lags of a country, read off what it serves and where: no minimum over routes without regard to volume."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HALF = 0.5
"""Share of its own demand that a country must be able to serve before a capability counts as home-served."""
TOLERANCE = 1e-6
"""A share this little under one half, or over one, is rounding of the solver."""


@dataclass(frozen=True)
class Route:
    """A permitted way to serve from machines at home: own, own with distillation, or open weights."""

    name: str
    age_years: float
    limit: float = 1.0
    """most that the route may serve, fraction of demand (licence or profile)"""


def serving_capacity(
    fleet_h100e: float, training_years: float, need: float, parameters: Mapping[str, float]
) -> float:  # fmt: skip
    """K, the share of demand that home machines can serve: `(fleet - training) util up / need`.   [fraction]   (19)

    `training_years` are machine-years used for training, `need` is demand in machine-years at full load; without a
    need K is infinite.
    """
    load = parameters["util"] * parameters["up"]
    serving = max(0.0, fleet_h100e - training_years)
    return serving * load / need if need > 0 else math.inf


def home_served(routes: Iterable[Route], capacity_share: float) -> float | None:
    """Home-served lag: age of the route at which the running total reaches one half of demand.   [years]   (19)

    Routes are taken youngest first, each up to its limit and to what is left of `capacity_share` (K); None, printed
    as the word none, if one half is never reached.
    """
    served = 0.0
    for route in sorted(routes, key=lambda one: one.age_years):
        served += max(0.0, min(route.limit, capacity_share - served))
        if served >= HALF - TOLERANCE:
            return route.age_years
    return None


def service_age(shares: Iterable[tuple[float, float]], cap: float) -> float:
    """Service lag: demand-weighted mean age of what is really served.   [years]   (19)

    `shares` are pairs (share of must demand, age in years); demand that nothing serves counts at `cap`, the lag_cap.
    Raises ValueError for shares below 0 or above 1 in sum.
    """
    pairs = list(shares)
    served = math.fsum(share for share, _ in pairs)
    if served > 1 + TOLERANCE or any(share < -TOLERANCE for share, _ in pairs):
        raise ValueError(f"shares of demand must be above 0 and sum to 1 at most; they sum to {served:g}")
    return math.fsum(share * min(age, cap) for share, age in pairs) + max(0.0, 1 - served) * cap


def age_under_denial(age: float, parameters: Mapping[str, float]) -> float:
    """Age of open weights when denied: frozen, so `age + denial_years`, at most `lag_cap`.   [years]   (19)"""
    return min(parameters["lag_cap"], age + parameters["denial_years"])


def machines_under_denial(fleet_h100e: float, foreign_h100e: float, parameters: Mapping[str, float]) -> float:
    """Machines left: `(fleet - foreign-controlled) spare_parts^denial_years`.   [H100e]   (19)"""
    kept: float = parameters["spare_parts"] ** parameters["denial_years"]
    return max(0.0, fleet_h100e - foreign_h100e) * kept
