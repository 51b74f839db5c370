"""Tokens, prices and adoption: formulas for display; the model counts spending and compute, never tokens."""

from __future__ import annotations

from collections.abc import Mapping

from catchup.transition import SECONDS_A_YEAR, taper

SECONDS_A_DAY = 86_400
MILLION = 1e6


def token_supply(chips: float, tokens_a_second: float, util: float = 1.0, up: float = 1.0) -> float:
    """Tokens that chips produce: `chips thr 31.536e6 util up`.   [tokens/yr]   (21)"""
    return chips * tokens_a_second * SECONDS_A_YEAR * util * up


def chips_for_tokens(tokens_a_day: float, tokens_a_second: float) -> float:
    """Chips at full load for a daily flow of tokens.   [chips]   (21)"""
    return tokens_a_day / SECONDS_A_DAY / tokens_a_second


def competition_factor(parameters: Mapping[str, float]) -> float:
    """What competition must add to the fall of prices: `pi/(g_H g_A)`.   [ratio]   (22)"""
    return parameters["pi"] / (parameters["g_H"] * parameters["g_A"])


def unit_cost(parameters: Mapping[str, float]) -> float:
    """Cost of tokens in 2026: `tco_MW/(energy_tok_s_MW 31.536e6 util up)`.   [USD per million tokens]   (23)"""
    made = token_supply(1.0, parameters["energy_tok_s_MW"], parameters["util"], parameters["up"])
    return parameters["tco_MW"] / made * MILLION


def scarcity_factor(demand_over_supply: float, elasticity: float, cap: float) -> float:
    """Price in a shortage over the reference price: `min(cap, max(1, W/S)^(1/eps_p))`.   [ratio]   (23)

    At the cap demand is rationed.
    """
    factor: float = max(1.0, demand_over_supply) ** (1 / elasticity)
    return min(cap, factor)


def world_tokens(parameters: Mapping[str, float], last: int) -> dict[int, float]:
    """`W(t+1) = W(t) taper(g_W_0, g_W_inf, theta_W, t - 2026)` from W_2026.   [tokens/day by year]   (24)"""
    first = 2026
    path = {first: parameters["W_2026"]}
    for year in range(first, last):
        growth = taper(parameters["g_W_0"], parameters["g_W_inf"], parameters["theta_W"], year - first)
        path[year + 1] = path[year] * growth
    return path


def adoption_rate(start: float, end: float, years: float, ceiling: float) -> float:
    """r_adopt that turns one observed rise into a logistic: `((end/start)^(1/years) - 1)/(1 - start/ad_max)`.   (26)

    Shares in the same unit; result per year.
    """
    growth: float = (end / start) ** (1 / years)
    return (growth - 1) / (1 - start / ceiling)
