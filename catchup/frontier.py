"""The moving frontier of AI: what the best run of each year can do, costs and needs, in one future.

The path is exogenous to the country (a small-economy assumption): it is computed once per scenario and handed to the
model as constants. Effective compute is counted in FLOP of 2025 algorithms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from catchup import transition
from catchup.frontier_parameters import MODEL_YEAR, parameter_problems
from catchup.transition import BASE_YEAR, SECONDS_A_YEAR

LAST_YEAR = 2050
GENERATION_YEARS: Mapping[int, int] = {1: 2022, 2: 2023, 3: 2025, 4: 2026}
"""Year in which a frontier model of the generation was first released."""


@dataclass(frozen=True)
class Frontier:
    """The frontier of one scenario, year by year, and everything that is read off it.

    `log10_effective`, `training_flop`, `algorithmic`, `hardware`, `run_cost`, `dev_cost` and `automated_share` reach
    back to 2012 (before 2025 every scenario has the same history); the others begin in 2025, `binding` in 2026.
    """

    parameters: Mapping[str, float]
    log10_effective: Mapping[int, float]
    """log10 of effective compute E_F, FLOP of 2025 algorithms   (9)"""
    training_flop: Mapping[int, float]
    """physical compute of the largest run C_F, FLOP   (8)"""
    algorithmic: Mapping[int, float]
    """algorithmic efficiency A, ratio to 2025   (1)"""
    hardware: Mapping[int, float]
    """hardware performance per dollar H, ratio to 2025   (2)"""
    energy_efficiency: Mapping[int, float]
    """FLOP per joule Eta, ratio to 2025   (2)"""
    power_gw: Mapping[int, float]
    """power that the largest run may draw, GW   (5)"""
    chips_h100e: Mapping[int, float]
    """AI chips of the world at the end of the year, H100e   (7)"""
    run_years: Mapping[int, float]
    """length of the largest run, years   (5)"""
    ceilings: Mapping[str, Mapping[int, float]]
    """the ceilings power, chips, money and data, FLOP   (4)-(7)"""
    binding: Mapping[int, str]
    """growth, power, chips, money or data: what sets the compute of the year   (8)"""
    run_cost: Mapping[int, float]
    """cost of the final run, USD   (11)"""
    dev_cost: Mapping[int, float]
    """development cost: final run over its share of research compute, USD   (11)"""
    cluster_cost: Mapping[int, float]
    """capital cost of the training cluster, USD   (11)"""
    automated_share: Mapping[int, float]
    """share of cognitive tasks that the best use of the frontier can do, fraction   (14)"""

    def log10_at(self, time: float) -> float:
        """log10 E_F at any moment: linear between years, flat before the first and after the last year of the path."""
        path = self.log10_effective
        first, last = min(path), max(path)
        if time <= first:
            return path[first]
        if time >= last:
            return path[last]
        year = math.floor(time)
        return path[year] + (time - year) * (path[year + 1] - path[year])

    def age(self, log10_effective: float, year: int) -> float:
        """Age of a capability: `min{l >= 0 : E_F(year - l) <= E}`, at most `lag_cap`.   [years]   (17)"""
        path, cap = self.log10_effective, self.parameters["lag_cap"]
        if log10_effective >= path[year]:
            return 0.0
        for before in range(year - 1, max(min(path), math.floor(year - cap)) - 1, -1):
            if path[before] <= log10_effective:
                step = (log10_effective - path[before]) / (path[before + 1] - path[before])
                return min(cap, year - before - step)
        return cap

    def own_training_flop(self, fleet_h100e: float, year: int, share_run: float | None = None) -> float:
        """Largest run of a country: `share_run fleet flop_per_H100e 31.536e6 MFU dur_years`.   [FLOP]   (16)

        `share_run` is the largest allocation over the fleet; without it the scenario's figure is used.
        """
        given = self.parameters
        share = given["share_run"] if share_run is None else share_run
        return share * fleet_h100e * given["flop_per_H100e"] * SECONDS_A_YEAR * given["MFU"] * self.run_years[year]

    def own_log10(self, runs: Mapping[int, float], year: int, efficiency: float | None = None) -> float:
        """log10 E_own: `max over u <= year of C_run(u) A(u) a_c`; -inf without a run.   [log10 FLOP of 2025]   (16)

        `runs` is training compute by year, FLOP; `efficiency` is the country's a_c, 1 for holders of the frontier.
        """
        return max((self._run_log10(flop, u, efficiency) for u, flop in runs.items() if u <= year), default=-math.inf)

    def distilled_log10(self, runs: Mapping[int, float], year: int, efficiency: float | None = None) -> float:
        """log10 E_dist: `max over u <= year of min(C_run(u) A(u) a_c F_dist, E_F(u - lag_teacher))`.   (16)

        `runs` holds only the years in which a teacher may be reached, FLOP; -inf without a run.
        """
        gain, delay = math.log10(self.parameters["F_dist"]), self.parameters["lag_teacher"]
        reached = (
            min(self._run_log10(flop, u, efficiency) + gain, self.log10_at(u - delay))
            for u, flop in runs.items() if u <= year
        )  # fmt: skip
        return max(reached, default=-math.inf)

    def _run_log10(self, flop: float, year: int, efficiency: float | None) -> float:
        share = self.parameters["a_c"] if efficiency is None else efficiency
        effective = flop * self.algorithmic[year] * share
        return math.log10(effective) if effective > 0 else -math.inf

    def flop_for_age(self, age: float, year: int, distilled: bool = False, efficiency: float | None = None) -> float:
        """Compute that puts a run of this year `age` years behind: `E_F(t - l)/(A(t) a_c F)`.   [FLOP]   (3.5)

        F is 1 on the own route. Raises ValueError for a distilled age below `lag_teacher`: no teacher is that young.
        """
        given = self.parameters
        if distilled and age < given["lag_teacher"]:
            raise ValueError(f"an age of {age:g} years is below lag_teacher ({given['lag_teacher']:g} years)")
        share = given["a_c"] if efficiency is None else efficiency
        factor = given["F_dist"] if distilled else 1.0
        return 10 ** self.log10_at(year - age) / (self.algorithmic[year] * share * factor)

    def open_weight_age(self) -> float:
        """Age of open weights, as they are or fine-tuned: `(lag_open + adapt)/12`.   [years]   (18)"""
        return (self.parameters["lag_open"] + self.parameters["adapt"]) / 12

    def foreign_service_age(self) -> float:
        """Age of a foreign service: `api_delay/12`.   [years]   (18)"""
        return self.parameters["api_delay"] / 12

    def value_factor(self, age: float, year: int) -> float:
        """Share of a block's value left at this age: `max(0, 1 - b (log10 E_F(t) - log10 E_F(t - age)))`.   (32)

        b is .131 per order of magnitude, from `cut_per_OOM` by equation (30).
        """
        lost = self.log10_effective[year] - self.log10_at(year - age)
        return max(0.0, 1.0 + math.log(1 - self.parameters["cut_per_OOM"]) * lost)

    def relative_compute_price(self, year: int) -> float:
        """Price of compute over that of 2026: `H(2026)/H(t)`.   [ratio]   (23)"""
        return self.hardware[MODEL_YEAR] / self.hardware[year]

    def compute_price(self, year: int) -> float:
        """World price of compute: `p_comp_2026 (H(2026)/H(t)) scarcity_markup`.   [USD per H100e-hour]   (23)

        A year of one H100e of 2026 performance has 8,766 hours.
        """
        given = self.parameters
        return given["p_comp_2026"] * self.relative_compute_price(year) * given["scarcity_markup"]

    def spending_share(self, start: float, year: int, end: float | None = None) -> float:
        """AI spending as a share of GDP, a logistic from `start` in 2026 to `sigma_inf`.   [fraction]   (26)

        `sigma(t) = s_inf/(1 + (s_inf/s_0 - 1) exp(-r_adopt (t - 2026)))`; 0 where the start is 0. `end` replaces
        the scenario's ceiling.
        """
        if start <= 0:
            return 0.0
        ceiling = self.parameters["sigma_inf"] if end is None else end
        decay = math.exp(-self.parameters["r_adopt"] * (year - MODEL_YEAR))
        return ceiling / (1 + (ceiling / start - 1) * decay)

    def follower_cost(self, generation: int, year: int) -> float:
        """Development cost of a generation years later: `K_g/share_final x A(y)H(y)/(A(t)H(t))`.   [USD]   (15)

        Generations 1 to 4, from their year of release on; ValueError otherwise.
        """
        if generation not in GENERATION_YEARS:
            raise ValueError(f"no cost is known for generation {generation}; known: 1 to 4")
        cost = self.parameters[f"K_gen{generation}"] / self.parameters["share_final"]
        return self.cost_later(cost, GENERATION_YEARS[generation], year)

    def cost_later(self, cost: float, released: int, year: int) -> float:
        """A cost of `released`, for the same capability in `year`, with the scenario's A and H.   [as cost]   (15)

        Raises ValueError for a year before the release.
        """
        if year < released:
            raise ValueError(f"{year} is before the release in {released}")
        then = self.algorithmic[released] * self.hardware[released]
        return cost * then / (self.algorithmic[year] * self.hardware[year])

    def full_automation_year(self) -> int | None:
        """First year in which the automated share reaches 1, or None inside the path.   (14)"""
        return next((year for year, share in sorted(self.automated_share.items()) if share >= 1), None)


def frontier_path(parameters: Mapping[str, float], last: int = LAST_YEAR) -> Frontier:
    """The frontier from 2012 to `last` under the parameters of one scenario.   (1)-(9), (11), (14)

    Raises ValueError with every missing or impossible parameter, and for a `last` before 2026.
    """
    problems = [text for _, text in parameter_problems(parameters)]
    if last < MODEL_YEAR:
        problems.append(f"the path must reach {MODEL_YEAR}")
    if problems:
        raise ValueError("; ".join(problems))
    return _assemble(dict(parameters), range(BASE_YEAR, last + 1))


def _assemble(given: Mapping[str, float], years: range) -> Frontier:
    algorithmic, hardware = transition.algorithms(given, years), transition.hardware(given, years)
    energy = transition.constant_growth(given["g_eta"], years)
    power = transition.tapered_growth(given["Pow_0"], given["g_Pow_0"], given["g_Pow_inf"], given["theta_Pow"], years)
    chips = transition.tapered_growth(given["X_0"], given["g_X_0"], given["g_X_inf"], given["theta_X"], years)
    run_years = transition.run_lengths(given, years)
    ceilings = transition.ceilings(given, hardware, energy, power, chips, run_years)
    training, binding = transition.training(given, ceilings, years)
    log10_effective = transition.effective(training, algorithmic)
    run_cost = {t: given["K_0"] * flop / given["C_0"] / hardware[t] for t, flop in training.items()}
    return Frontier(
        parameters=given, log10_effective=log10_effective, training_flop=training, algorithmic=algorithmic,
        hardware=hardware, energy_efficiency=energy, power_gw=power, chips_h100e=chips, run_years=run_years,
        ceilings=ceilings, binding=binding, run_cost=run_cost,
        dev_cost={t: cost / given["share_final"] for t, cost in run_cost.items()},
        cluster_cost={t: run_cost[t] * given["life"] / run_years[t] * given["mult"] for t in years},
        automated_share={t: transition.automated(given, level) for t, level in log10_effective.items()},
    )  # fmt: skip
