"""Growth of the economy, spending on the headline demand, and how well public money works."""

from __future__ import annotations

from catchup.figures import Figures
from catchup.frontier import Frontier
from catchup.model.problem import Calendar, Series


def gdp_path(figures: Figures, calendar: Calendar, base_year: int) -> dict[int, float]:
    """GDP by year: growth goes from the last observed to the long-run rate in a straight line.   [USD m, real 2025]"""
    observed = figures("profile.economy.gdp_growth")
    long_run = figures("profile.economy.gdp_growth_long_run")
    fade = max(1.0, figures("chain.model.gdp_growth_fade_years"))
    level = figures("profile.economy.gdp") * 1000.0
    path = {base_year: level}
    for year in range(base_year + 1, calendar.last + 1):
        weight = min(1.0, (year - base_year) / fade)
        level *= 1.0 + observed + (long_run - observed) * weight
        path[year] = level
    return path


def start_share(figures: Figures, gdp: Series, first: int) -> float:
    """sigma_0: spending on the headline demand as a share of GDP in the first year.

    sigma_0 = sigma_world x usage index x (share of world's working-age people) / (share of world product) x paid share,
    at most a given part of the ceiling. Source: economics of demand, usage counts of the profile.
    """
    world = figures("scenario.parameters.GWP_0") * figures("scenario.parameters.g_GWP") ** (first - 2025) / 1e6
    share = (
        figures("chain.model.sigma_world_2026")
        * figures("profile.demand.usage_index")
        * figures("profile.economy.working_age_share_of_world")
        / (gdp[first] / world)
        * figures("profile.demand.paid_share")
    )
    ceiling = figures("scenario.parameters.sigma_inf")
    return min(share, ceiling * figures("chain.model.sigma0_cap_share_of_ceiling"))


def spending_path(figures: Figures, calendar: Calendar, gdp: Series, frontier: Frontier) -> dict[int, float]:
    """Demand at world price, Dem(t) = GDP(t) sigma(t), sigma logistic from sigma_0 to sigma_inf.   [USD m a year]"""
    start = start_share(figures, gdp, calendar.first)
    return {t: gdp[t] * frontier.spending_share(start, t) for t in calendar.years}


def loss_of_public_investment(figures: Figures) -> float:
    """Share of the value of public investment that is lost, from government effectiveness by group means.

    Piecewise linear through three points, kept between a least and a largest loss. A group pattern, not a measurement
    of this country.   [fraction]
    """
    effectiveness = figures("profile.governance.government_effectiveness")
    points = sorted(
        (figures(f"chain.model.loss_point_{i}_ge"), figures(f"chain.model.loss_point_{i}_loss")) for i in (1, 2, 3)
    )
    (x0, y0), (x1, y1), (x2, y2) = points
    if effectiveness <= x1:
        loss = y1 + (y0 - y1) * (x1 - effectiveness) / (x1 - x0)
    else:
        loss = y1 + (y2 - y1) * (effectiveness - x1) / (x2 - x1)
    return min(figures("chain.model.loss_max"), max(figures("chain.model.loss_min"), loss))


def ordinary_delay(figures: Figures) -> float:
    """Years that the ordinary channel takes longer than a mission."""
    effective = figures("profile.governance.government_effectiveness") > 0
    return figures(f"chain.model.delay_ordinary_ge_{'pos' if effective else 'neg'}")
