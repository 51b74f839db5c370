"""What owners of capital ask for, and the economic annuity of an asset."""

from __future__ import annotations

from functools import lru_cache

from catchup.figures import Figures


def cost_of_capital(figures: Figures, asset: str) -> float:
    """Real cost of capital of a private owner of this asset in this country.   [fraction a year]

    W = D/V (rf + spread + m)(1 - tax) + E/V (rf + beta ERP)
    """
    base = f"chain.assets.{asset}"
    debt = figures(f"{base}.debt_share")
    risk_free = figures("chain.model.rf_real")
    lending = risk_free + figures("profile.public_money.sovereign_spread") + figures("chain.model.lending_margin_m")
    equity = risk_free + figures(f"{base}.equity_beta") * figures("profile.public_money.equity_risk_premium")
    return debt * lending * (1.0 - figures("profile.public_money.corporate_tax")) + (1.0 - debt) * equity


@lru_cache(maxsize=4096)
def capital_recovery(rate: float, life: int, decline: float) -> float:
    """First-year economic annuity per unit of capital: a_0 with a_k = a_0 q^k, q = 1 - decline.   [fraction a year]

    a_0 = 1 / sum_{k=0}^{life-1} q^k (1 + r)^-(k+1)
    """
    q = 1.0 - decline
    return 1.0 / sum(q**k * (1.0 + rate) ** -(k + 1) for k in range(life))


@lru_cache(maxsize=65536)
def charged_share(last: int, online: int, life: int, decline: float, rate: float) -> float:
    """Part of the capital cost whose years of service lie inside the horizon: no salvage term is needed.   [fraction]

    sum_{k: online + k <= last} q^k (1+r)^-k / sum_{k < life} q^k (1+r)^-k
    """
    weights = _weights(life, decline, rate)
    inside = weights[: max(0, last - online + 1)]
    return sum(inside) / sum(weights)


@lru_cache(maxsize=4096)
def _weights(life: int, decline: float, rate: float) -> tuple[float, ...]:
    """Service of each year of life, in present value of the first."""
    return tuple(((1.0 - decline) / (1.0 + rate)) ** k for k in range(life))


@lru_cache(maxsize=65536)
def spread_factor(rate: float, order: int, lead: int, base: int) -> float:
    """Present value of one dollar of capex spent in equal parts over the years of construction."""
    years = max(1, lead)
    return sum((1.0 + rate) ** -(order + k - base) for k in range(years)) / years


def npv_per_capex(net: list[float], rate: float, lead: int) -> float:
    """Present value at the order of yearly net revenue per unit of capex, first year of service `lead` years later."""
    return float(sum(value * (1.0 + rate) ** -(lead + k) for k, value in enumerate(net)))
