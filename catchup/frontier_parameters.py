"""The parameters of a scenario: which ones the frontier needs, their units, and what is impossible."""

from __future__ import annotations

import math
from collections.abc import Mapping

from catchup.quantity import Quantity
from catchup.transition import FIRST_YEAR
from catchup.units import in_unit

MODEL_YEAR = 2026
UNITS: Mapping[str, str] = {
    name: unit
    for unit, names in {
        "x/yr": (
            "g_C g_A g_H g_eta g_GWP g_Pow_0 g_Pow_inf g_dur g_X_0 g_X_inf g_C_hist g_A_hist g_H_hist "
            "g_serve pi pi_F g_W_0 g_W_inf"
        ),
        "ratio": (
            "S_max theta_Pow m_synth n_epoch o theta_X mult iota_max iota_use iota_half a_c F_dist "
            "price_cap scarcity_markup theta_W"
        ),
        "FLOP": "C_0",
        "USD": "K_0 K_gen1 K_gen2 K_gen3 K_gen4",
        "USD/yr": "GWP_0",
        "fraction": (
            "sigma s_lab MFU share_final f_0 gap share_run util up mu ad_max h_F gov_c exposure "
            "sigma_inf s_rev theta_h kappa leak"
        ),
        "GW": "Pow_0",
        "years": "dur_years_0 dur_years_max life lag_teacher lag_cap tau_d denial_years",
        "tokens": "Dat",
        "tokens/parameter": "tau",
        "H100e": "X_0 import_cap_2025_2027",
        "FLOP/s/H100e": "flop_per_H100e",
        "OOM/OOM": "m",
        "OOM": "G_max log10_T",
        "exponent": "s_rl rho_ces",
        "eFLOP": "C_T0",
        "months": "lag_open adapt lag_home_gpu api_delay",
        "ratio/yr": "spare_parts",
        "tokens/s/chip": "thr",
        "USD/MW/yr": "tco_MW",
        "elasticity": "eps_p eps_y",
        "USD/H100e-hour": "p_comp_2026",
        "tokens/day": "W_2026",
        "1/yr": "r_adopt tfp_per_year r_fund",
        "tokens/s/MW": "energy_tok_s_MW",
        "fraction/OOM": "cut_per_OOM",
        "H100e/yr": "buyer_exemption",
    }.items()
    for name in names.split()
}
"""Unit of every parameter that a scenario may hold; a file may write any unit of the same dimension."""
REQUIRED = (
    "g_C", "g_A", "S_max", "g_H", "g_eta", "C_0", "K_0", "GWP_0", "g_GWP", "sigma", "Pow_0", "g_Pow_0", "g_Pow_inf",
    "theta_Pow", "dur_years_0", "g_dur", "dur_years_max", "Dat", "m_synth", "n_epoch", "tau", "o", "X_0", "g_X_0",
    "g_X_inf", "theta_X", "s_lab", "flop_per_H100e", "MFU", "share_final", "life", "mult", "m", "iota_max", "f_0",
    "gap", "C_T0", "log10_T", "g_C_hist", "g_A_hist", "g_H_hist", "K_gen1", "K_gen2", "K_gen3", "K_gen4", "lag_cap",
    "a_c", "F_dist", "lag_teacher", "share_run", "lag_open", "adapt", "api_delay", "cut_per_OOM", "p_comp_2026",
    "scarcity_markup", "r_adopt", "sigma_inf",
)  # fmt: skip
"""Parameters that the path and the readings of `Frontier` use; a scenario may hold more."""
LARGEST = 1e60
MAY_BE_ZERO = frozenset({"api_delay", "adapt", "lag_open", "lag_teacher", "f_0"})


def parameter_values(parameters: Mapping[str, Quantity | None]) -> dict[str, float]:
    """The figures of a scenario in the units of `UNITS`, without those that are null.

    Raises ValueError for a name that no equation knows and UnitError for a unit of another dimension.
    """
    unknown = sorted(set(parameters) - set(UNITS))
    if unknown:
        raise ValueError(f"no equation of the frontier has the parameter {', '.join(unknown)}")
    return {name: in_unit(figure, UNITS[name]) for name, figure in parameters.items() if figure is not None}


def parameter_problems(parameters: Mapping[str, float]) -> list[tuple[str, str]]:
    """What keeps a set of parameters from being a path: which one, and why in words; empty if all is well."""
    problems = [(name, f"parameter {name} is missing") for name in REQUIRED if name not in parameters]
    for name in REQUIRED:
        value = parameters.get(name)
        if value is not None and (value < 0 or (value == 0 and name not in MAY_BE_ZERO)):
            problems.append((name, f"parameter {name} is {value:g}; it must be above 0"))
        elif value is not None and not value < LARGEST:
            problems.append((name, f"parameter {name} is {value:g}; it must be below {LARGEST:g}"))
    growth = [name for name in REQUIRED if UNITS[name] == "x/yr" and name in parameters]
    problems += [
        (name, f"parameter {name} is {parameters[name]:g}; a growth factor lies between 0.01 and 1000")
        for name in growth if not 0.01 <= parameters[name] <= 1000
    ]  # fmt: skip
    return problems or _contradictions(parameters)


def _contradictions(given: Mapping[str, float]) -> list[tuple[str, str]]:
    rules = (
        (given["g_A"] >= 1, "g_A", "g_A must be at least 1: an algorithm once known is not lost"),
        (given["theta_Pow"] <= 1, "theta_Pow", "theta_Pow must not be above 1: growth tapers off"),
        (given["theta_X"] <= 1, "theta_X", "theta_X must not be above 1: growth tapers off"),
        (given["S_max"] > 1, "S_max", "S_max must be above 1: algorithms start at 1 in 2025"),
        (given["log10_T"] > math.log10(given["C_T0"]), "log10_T", "log10_T must be above log10 of C_T0"),
        (given["cut_per_OOM"] < 1, "cut_per_OOM", "cut_per_OOM must be below 1"),
        (given["f_0"] <= 1, "f_0", "f_0 must not be above 1"),
        (given["lag_cap"] <= MODEL_YEAR - FIRST_YEAR, "lag_cap",
         f"lag_cap must not be above {MODEL_YEAR - FIRST_YEAR} years"),
    )
    return [(name, text) for good, name, text in rules if not good]
