"""Scaling laws for the explanation beside a scenario: loss, data wall, thinking, task horizon, generations."""

from __future__ import annotations

import math
from dataclasses import dataclass

from catchup.transition import BASE_YEAR

FLOP_PER_PARAMETER_TOKEN = 6
DAYS_A_YEAR = 365.25
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class LossLaw:
    """Loss of a model with N parameters on D tokens: `L = E + A/N^alpha + B/D^beta`.   (13)"""

    floor: float
    parameter_scale: float
    token_scale: float
    parameter_exponent: float
    token_exponent: float

    def best_parameters(self, flop: float) -> float:
        """`N* = G (C/6)^(beta/(alpha+beta))`, `G = (alpha A/(beta B))^(1/(alpha+beta))`.   [parameters]   (13)"""
        total = self.parameter_exponent + self.token_exponent
        ratio = self.parameter_exponent * self.parameter_scale / (self.token_exponent * self.token_scale)
        return float(ratio ** (1 / total)) * float((flop / FLOP_PER_PARAMETER_TOKEN) ** (self.token_exponent / total))

    def best_tokens(self, flop: float) -> float:
        """`D* = C/(6 N*)`.   [tokens]   (13)"""
        return flop / FLOP_PER_PARAMETER_TOKEN / self.best_parameters(flop)

    def best_loss(self, flop: float) -> float:
        """Loss at the optimum for this compute.   [nats per token]   (13)"""
        parameters: float = self.parameter_scale / self.best_parameters(flop) ** self.parameter_exponent
        tokens: float = self.token_scale / self.best_tokens(flop) ** self.token_exponent
        return self.floor + parameters + tokens

    def fall_per_tenfold(self) -> float:
        """Fall of reducible loss for ten times the compute: `1 - 10^-(alpha beta/(alpha+beta))`.   [fraction]   (13)"""
        product = self.parameter_exponent * self.token_exponent
        return float(1 - 10 ** (-product / (self.parameter_exponent + self.token_exponent)))


REFIT = LossLaw(1.8172, 482.01, 2085.43, 0.3478, 0.3658)
"""Constants of Besiroglu et al. 2024, https://arxiv.org/abs/2404.10102"""
ORIGINAL = LossLaw(1.6934, 406.401, 410.7228, 0.33917084, 0.2849083)
"""Constants of Hoffmann et al. 2022, unrounded, as quoted there"""


def optimal_tokens(flop: float, tokens_per_parameter: float) -> float:
    """Training tokens at a fixed ratio: `D = sqrt(tau C/6)`.   [tokens]   (13)"""
    return math.sqrt(tokens_per_parameter * flop / FLOP_PER_PARAMETER_TOKEN)


def data_ceiling(tokens: float, tokens_per_parameter: float) -> float:
    """Compute at which the data run out: `6 D^2/tau`.   [FLOP]   (6)"""
    return FLOP_PER_PARAMETER_TOKEN * tokens**2 / tokens_per_parameter


def data_wall_year(tokens: float, tokens_per_parameter: float, flop_2025: float, growth: float) -> float:
    """Moment at which compute growing from 2025 meets the data ceiling.   [year]   (6)"""
    return BASE_YEAR + math.log(data_ceiling(tokens, tokens_per_parameter) / flop_2025) / math.log(growth)


def generation(flop: float) -> int:
    """Generation label of a release by its physical compute: `max(1, floor(log10 C) - 23)`.   (10)"""
    return max(1, math.floor(math.log10(flop)) - 23)


def thinking_gain(multiple: float, slope: float) -> float:
    """Effective compute that thinking `multiple` times longer is worth: `iota^(1/m)`.   [ratio]   (12)"""
    return float(multiple ** (1 / slope))


def growth_from_halving(months: float) -> float:
    """Yearly growth of what halves (or doubles) in so many months: `2^(12/months)`.   [x/yr]   (1)"""
    return float(2 ** (MONTHS_A_YEAR / months))


def growth_from_doubling(days: float) -> float:
    """Yearly growth of what doubles in so many days.   [x/yr]"""
    return float(2 ** (DAYS_A_YEAR / days))


def months_to_horizon(start: float, end: float, doubling_days: float) -> float:
    """Time in which a task horizon grows from start to end, same unit.   [months]"""
    return math.log2(end / start) * doubling_days / DAYS_A_YEAR * MONTHS_A_YEAR


def log_productivity_per_tenfold(cut: float) -> float:
    """Log productivity per order of magnitude of capability: `-ln(1 - cut_per_OOM)`.   [1/OOM]   (30)"""
    return -math.log(1 - cut)


def time_cut(cut: float, orders: float) -> float:
    """Cut of task time after several orders of magnitude: `1 - (1 - cut)^OOM`.   [fraction]   (30)"""
    return float(1 - (1 - cut) ** orders)
