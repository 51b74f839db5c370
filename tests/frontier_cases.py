"""How each published figure of tests/frontier_fixtures.csv is reached with the product's own formulas."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from catchup import lags, scaling, tokens
from catchup.frontier import Frontier, frontier_path
from catchup.frontier_parameters import parameter_values
from catchup.load import load_scenario

SCENARIOS = (
    "business_as_usual", "gradual_agi", "fast_agi", "stall", "test_time_era", "tightened_controls",
)  # fmt: skip
Inputs = Mapping[str, str]
Result = float | str | None


@dataclass(frozen=True)
class Fixture:
    """One row: what goes in, what must come out, and how close."""

    name: str
    inputs: Inputs
    expected: str
    tolerance: str

    def agrees(self, got: Result) -> bool:
        kind, _, size = self.tolerance.partition(" ")
        if kind == "exact" or got is None:
            return ("none" if got is None else str(got)) == self.expected
        wanted, found = float(self.expected), float(got)
        return abs(found - wanted) <= float(size) * (abs(wanted) if kind == "rel" else 1.0)


def fixtures() -> list[Fixture]:
    with Path(__file__).with_name("frontier_fixtures.csv").open(newline="", encoding="utf-8") as file:
        return [
            Fixture(row["fixture_id"], _inputs(row["input"]), row["expected"], row["tolerance"])
            for row in csv.DictReader(file)
        ]


def _inputs(text: str) -> Inputs:
    """`a=1; b=2; a word` as a mapping; a word without a value stands for itself."""
    return {key.strip(): value.strip() for key, _, value in (part.partition("=") for part in text.split(";"))}


@cache
def values(scenario: str) -> dict[str, float]:
    return parameter_values(load_scenario(scenario).record.parameters)


@cache
def path(scenario: str = "business_as_usual") -> Frontier:
    return frontier_path(values(scenario))


@cache
def free_path() -> Frontier:
    """Business as usual without ceilings, and with algorithms that grow 2.5 times a year for ever."""
    off = {"sigma": 1e9, "g_Pow_0": 100.0, "g_Pow_inf": 100.0, "s_lab": 1e20, "Dat": 1e40}
    frontier = frontier_path(values("business_as_usual") | off, last=2030)
    assert set(frontier.binding.values()) == {"growth"}
    return replace(frontier, algorithmic={year: 2.5 ** (year - 2025) for year in frontier.algorithmic})


def number(inputs: Inputs, key: str) -> float:
    return float(inputs[key])


def preset(name: str) -> Result:
    scenario = next(one for one in SCENARIOS if name.startswith(f"P_{one}_"))
    frontier, rest = path(scenario), name.removeprefix(f"P_{scenario}_")
    if rest == "full":
        return frontier.full_automation_year()
    year, _, what = rest.partition("_")
    columns: Mapping[str, Mapping[int, float] | Mapping[int, str]] = {
        "C_F": frontier.training_flop, "log10_E_F": frontier.log10_effective, "run": frontier.run_cost,
        "dev": frontier.dev_cost, "f": frontier.automated_share, "binding": frontier.binding,
    }  # fmt: skip
    return columns[what][int(year)]


def own_age(inputs: Inputs, gain_oom: float = 0.0) -> float:
    seconds = number(inputs, "days") * 86_400
    flop = number(inputs, "chips") * number(inputs, "flop") * number(inputs, "MFU") * seconds
    level = path().own_log10({2026: flop}, 2026, number(inputs, "a_c"))
    return path().age(level + gain_oom, 2026)


def flat_budget_age(inputs: Inputs) -> float:
    year = int(inputs["t"])
    first = 38_000 * 9.89e14 * 0.40 * 90 * 86_400
    runs = {t: first * 1.3 ** (t - 2026) for t in range(2026, year + 1)}
    return path().age(path().own_log10(runs, year, 1.0), year)


def worked_example(name: str) -> Result:
    """The worked example of the lag section: 200,000 H100e in 2030, 50,000 of them under foreign control."""
    frontier, given = path(), values("business_as_usual")
    fleet, year = 200_000, 2030
    run = frontier.own_training_flop(fleet, year)
    own = frontier.age(frontier.own_log10({year: run}, year), year)
    distilled = frontier.age(frontier.distilled_log10({year: run}, year), year)
    opened = frontier.open_weight_age()
    routes = [lags.Route("own", own), lags.Route("distilled", distilled), lags.Route("open", opened)]
    training = given["share_run"] * fleet * frontier.run_years[year]
    capacity = {need: lags.serving_capacity(fleet, training, need, given) for need in (125_000, 160_000)}
    left = lags.machines_under_denial(fleet, 50_000, given)
    denied, frozen = lags.serving_capacity(left, 0, 125_000, given), lags.age_under_denial(opened, given)
    cap = given["lag_cap"]
    return {
        "F28_run": run, "F28_own": own, "F28_dist": distilled, "F28_open": opened, "F28_K": capacity[125_000],
        "F28_home": lags.home_served(routes, capacity[125_000]),
        "F28_home_none": lags.home_served(routes, capacity[160_000]), "F28_home_none_K": capacity[160_000],
        "F28_service": lags.service_age([(0.30, opened), (0.10, distilled), (0.50, 0.0)], cap),
        "F28_denial_K": denied, "F28_denial": lags.service_age([(denied, frozen)], cap),
        "F28_denial_home": lags.home_served([lags.Route("open", frozen)], denied),
    }[name]  # fmt: skip


def _refit(inputs: Inputs) -> tuple[scaling.LossLaw, float]:
    law = scaling.ORIGINAL if "original constants" in inputs else scaling.REFIT
    return law, float(inputs.get("C", "nan"))


def loss_law(name: str, inputs: Inputs) -> float:
    law, flop = _refit(inputs)
    if name in ("F05g", "F05h"):
        return law.fall_per_tenfold()
    best, data = law.best_parameters(flop), law.best_tokens(flop)
    return {"F05a": best, "F05b": data, "F05d": law.best_loss(flop)}.get(name, data / best)


def uncapped_label(inputs: Inputs) -> float:
    return free_path().cost_later(number(inputs, "label"), int(inputs["y"]), int(inputs["t"]))


def data_wall(inputs: Inputs) -> float:
    words = number(inputs, "D") * number(inputs, "m_synth") * number(inputs, "n_epoch")
    return scaling.data_wall_year(words, number(inputs, "tau"), number(inputs, "C_2025"), number(inputs, "g_C"))


def ceiling(inputs: Inputs) -> float:
    return path().ceilings[inputs["ceiling"]][2030]


def scarcity(inputs: Inputs) -> float:
    over, _, under = inputs["W/S"].partition("/")
    cap = float(inputs.get("price_cap", "inf"))
    return tokens.scarcity_factor(float(over) / float(under or 1), number(inputs, "eps_p"), cap)


def needed_chips(inputs: Inputs) -> float:
    return tokens.chips_for_tokens(number(inputs, "tokens_per_day"), number(inputs, "thr"))


def horizon(inputs: Inputs) -> float:
    start, end = number(inputs, "from_minutes"), number(inputs, "to_minutes")
    return scaling.months_to_horizon(start, end, number(inputs, "doubling_days"))


def one_year_lost(inputs: Inputs) -> float:
    return 1 - path().value_factor(number(inputs, "lag"), int(inputs["t"]))


def follower(name: str) -> float:
    _, generation, year = name.split("_")
    return path().follower_cost(int(generation.removeprefix("gen")), int(year))


def needs(*keys: str, of: Callable[..., float]) -> Callable[[Inputs], Result]:
    """A formula that takes these inputs in this order."""
    return lambda inputs: of(*(number(inputs, key) for key in keys))


BY_PREFIX: Mapping[str, Callable[[Inputs], Result]] = {
    "F01": lambda inputs: free_path().training_flop[2026] * free_path().algorithmic[2026] / 5e26,
    "F02": needs("C", "tau", of=scaling.optimal_tokens),
    "F03": data_wall,
    "F04": lambda inputs: free_path().dev_cost[int(inputs["t"])],
    "F06": needs("C_F", of=scaling.generation),
    "F08": needs("iota", "m", of=scaling.thinking_gain),
    "F09d": horizon,
    "F09": needs("doubling_days", of=scaling.growth_from_doubling),
    "F10": needed_chips,
    "F11": lambda inputs: tokens.token_supply(1.0, number(inputs, "tok_s_MW")),
    "F12": needs("months", of=scaling.growth_from_halving),
    "F14a": needs("cut", "OOM", of=scaling.time_cut),
    "F14b": needs("cut", of=scaling.log_productivity_per_tenfold),
    "F16": scarcity,
    "F17c": lambda inputs: path().ceilings["data"][2026],
    "F17": lambda inputs: scaling.data_ceiling(number(inputs, "Dat"), number(inputs, "tau") * number(inputs, "o")),
    "F18a": lambda inputs: path().algorithmic[2027],
    "F18b": lambda inputs: path().algorithmic[2030],
    "F19": lambda inputs: path().power_gw[int(inputs["t"])],
    "F20": lambda inputs: path().chips_h100e[int(inputs["t"])],
    "F21_epoch": lambda inputs: path().training_flop[2030] / 2e29,
    "F21": ceiling,
    "F22": lambda inputs: path().run_years[int(inputs["t"])],
    "F23": lambda inputs: path().cluster_cost[int(inputs["t"])],
    "F24": uncapped_label,
    "F26": lambda inputs: own_age(inputs, gain_oom=1.0 if "F" in inputs else 0.0),
    "F27": flat_budget_age,
    "F29": one_year_lost,
    "F30": lambda inputs: tokens.adoption_rate(0.163, 0.178, 0.5, number(inputs, "ad_max")),
    "F32": lambda inputs: tokens.unit_cost({key: float(value) for key, value in inputs.items()}),
    "F33": lambda inputs: tokens.competition_factor({key: float(value) for key, value in inputs.items()}),
}


def outcome(fixture: Fixture) -> Result:
    """What the product says for this row; LookupError where no formula is known."""
    name = fixture.name
    if name.startswith("P_"):
        return preset(name)
    if name.startswith("F05"):
        return loss_law(name, fixture.inputs)
    if name.startswith("F25"):
        return follower(name)
    if name.startswith("F28"):
        return worked_example(name)
    known = max((prefix for prefix in BY_PREFIX if name.startswith(prefix)), key=len)
    return BY_PREFIX[known](fixture.inputs)
