"""How the frontier moves from one year to the next: growth, four ceilings, and what is left of them.

Pure arithmetic on the parameters of a scenario, `given`; every path is a mapping from the year.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

BASE_YEAR = 2025
FIRST_YEAR = 2012
SECONDS_A_YEAR = 31.536e6
CEILINGS = ("power", "chips", "money", "data")
"""The four ceilings, in the order that decides a tie (growth stands before them)."""


def taper(first: float, final: float, decay: float, step: int) -> float:
    """Growth factor that falls from `first` to `final`: `g_inf + (g_0 - g_inf) theta^k`, k = 0 in the first year."""
    return final + (first - final) * decay**step


def history(growth: float, level: float = 1.0) -> dict[int, float]:
    """Years before 2025, the same in every scenario: `level growth^(t - 2025)`.   (9)"""
    return {t: level * growth ** (t - BASE_YEAR) for t in range(FIRST_YEAR, BASE_YEAR)}


def constant_growth(growth: float, years: range) -> dict[int, float]:
    """`growth^(t - 2025)`.   [ratio]   (2)"""
    return {t: growth ** (t - BASE_YEAR) for t in years}


def tapered_growth(level: float, first: float, final: float, decay: float, years: range) -> dict[int, float]:
    """A level of 2025 whose yearly factor tapers off.   [unit of the level]   (5), (7)"""
    path = {BASE_YEAR: level}
    for year in years[1:]:
        path[year] = path[year - 1] * taper(first, final, decay, year - 1 - BASE_YEAR)
    return path


def hardware(given: Mapping[str, float], years: range) -> dict[int, float]:
    """Performance per dollar: `H(t+1) = H(t) g_H`, H(2025) = 1.   [ratio]   (2)"""
    return history(given["g_H_hist"]) | constant_growth(given["g_H"], years)


def run_lengths(given: Mapping[str, float], years: range) -> dict[int, float]:
    """Length of the largest run: `min(dur_years_0 g_dur^(t - 2025), dur_years_max)`.   [years]   (5)"""
    return {t: min(given["dur_years_0"] * given["g_dur"] ** (t - BASE_YEAR), given["dur_years_max"]) for t in years}


def algorithms(given: Mapping[str, float], years: range) -> dict[int, float]:
    """`A(t+1) = A(t) g_A^Lam`, `Lam = max(0, 1 - ln A/ln S_max)`.   (1)"""
    path = history(given["g_A_hist"]) | {BASE_YEAR: 1.0}
    for year in years[:-1]:
        left = max(0.0, 1 - math.log(path[year]) / math.log(given["S_max"]))
        path[year + 1] = path[year] * given["g_A"] ** left
    return path


def ceilings(
    given: Mapping[str, float], hardware: Mapping[int, float], energy: Mapping[int, float], power: Mapping[int, float],
    chips: Mapping[int, float], run_years: Mapping[int, float],
) -> dict[str, dict[int, float]]:  # fmt: skip
    """The most that power, chips, money and data allow each year.   [FLOP]   (4)-(7)"""
    joule = given["C_0"] / given["Pow_0"] / run_years[BASE_YEAR]
    chip_flop = given["s_lab"] * given["flop_per_H100e"] * SECONDS_A_YEAR * given["MFU"]
    money = given["sigma"] * given["GWP_0"] * given["C_0"] / given["K_0"]
    data = 6 * (given["m_synth"] * given["n_epoch"] * given["Dat"]) ** 2 / (given["tau"] * given["o"])
    return {
        "power": {t: joule * power[t] * energy[t] * run_years[t] for t in run_years},
        "chips": {t: chip_flop * chips[t] * run_years[t] for t in run_years},
        "money": {t: money * given["g_GWP"] ** (t - BASE_YEAR) * hardware[t] for t in run_years},
        "data": dict.fromkeys(run_years, data),
    }


def training(
    given: Mapping[str, float], limits: Mapping[str, Mapping[int, float]], years: range
) -> tuple[dict[int, float], dict[int, str]]:
    """`C_F(t+1) = min(g_C C_F(t), ceilings of t+1)` and what binds; the first on a tie.   [FLOP]   (3), (8)"""
    path, binding = history(given["g_C_hist"], given["C_0"]) | {BASE_YEAR: given["C_0"]}, dict[int, str]()
    for year in years[1:]:
        allowed = [("growth", given["g_C"] * path[year - 1]), *((name, limits[name][year]) for name in CEILINGS)]
        binding[year], path[year] = min(allowed, key=lambda pair: pair[1])
    return path, binding


def effective(training: Mapping[int, float], algorithmic: Mapping[int, float]) -> dict[int, float]:
    """log10 of `E_F(t) = max(E_F(t-1), C_F(t) A(t))`: a capability once reached is not lost.   (9)"""
    path: dict[int, float] = {}
    best = -math.inf
    for year, flop in training.items():
        best = max(best, math.log10(flop * algorithmic[year]))
        path[year] = best
    return path


def automated(given: Mapping[str, float], log10_effective: float) -> float:
    """`f = f_0 + (1 - f_0) clip((log10 Kap - (log10 T - Delta))/Delta, 0, 1)`, Kap at `iota_max`.   (12), (14)"""
    capability = log10_effective + math.log10(given["iota_max"]) / given["m"]
    width = given["gap"] * (given["log10_T"] - math.log10(given["C_T0"]))
    reached = (capability - (given["log10_T"] - width)) / width
    return given["f_0"] + (1 - given["f_0"]) * min(1.0, max(0.0, reached))
