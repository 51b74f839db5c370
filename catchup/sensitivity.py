"""One input at a time, low and high: which of them move the answer most.

Whole numbers stay as in the plan, and assets that stayed out by a wide margin stay out; all the rest is chosen again.
The baseline is solved again too where the input touches it, since every benefit is plan minus import.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from catchup.errors import NoAnswer
from catchup.figures import Figures
from catchup.model.aims import Aim
from catchup.model.build import build
from catchup.model.families.access import WINDOW
from catchup.model.problem import Tech
from catchup.model.rows import parts
from catchup.prepare.build import Setting, with_baseline
from catchup.resident import Basis, Resident
from catchup.results.lags import lags_of
from catchup.results.projects import shortfall
from catchup.results.reading import Solved
from catchup.schema.strategy import Strategy
from catchup.solving import Before, Case, Effort, before_of, solved_of

SHOWN = 10
FAR = 50.0
"""an asset whose benefit falls short of its cost by more than this share of capex is not thought of again [per cent]"""


@dataclass(frozen=True)
class Candidate:
    """An input without a good source, or with a wide one, that can steer a plan."""

    name: str
    path: str
    touches_baseline: bool


CANDIDATES: tuple[Candidate, ...] = (
    Candidate("Ceiling of AI spending", "scenario.parameters.sigma_inf", True),
    Candidate("Paid-for part of counted use", "profile.demand.paid_share", True),
    Candidate("Hardware progress per dollar", "scenario.parameters.g_H", True),
    Candidate("Age of open weights", "scenario.parameters.lag_open", True),
    Candidate("Scarcity mark-up on compute", "scenario.parameters.scarcity_markup", True),
    Candidate("Output of a cluster per dollar", "chain.processes.run_accelerator_cluster.output_per_capacity", True),
    Candidate("Public budget of the plan", "profile.public_money.budget_share", False),
    Candidate("Domestic private capital", "chain.model.kappa_gfcf", False),
    Candidate("Foreign capital", "chain.model.phi_fdi", False),
    Candidate("Social discount rate", "chain.model.social_discount_rate", True),
    Candidate("Power demand not served today", "profile.power.suppressed", False),
    Candidate("Value of power not served", "chain.demands.suppressed_power.blocks.0.value", False),
)


STRONGEST_LIMITS = 2
"""how many limits of building are run at both ends: those that the prices of the plan call strongest"""
LOSS = "chain.model.loss_point_{}_loss"


def candidates(solved: Solved, figures: Figures) -> list[Candidate]:
    """The inputs to run at both ends: the known ones, the loss of countries governed like this one, and the limits of
    building that weigh most by the prices of the plan."""
    effect = figures("profile.governance.government_effectiveness")
    point = min((1, 2, 3), key=lambda i: abs(figures(f"chain.model.loss_point_{i}_ge") - effect))
    loss = Candidate("Loss of public investment", LOSS.format(point), False)
    swings = _limit_swings(solved, figures)
    best = sorted(swings, key=lambda c: (-swings[c], c.path))[:STRONGEST_LIMITS]
    return [*CANDIDATES, loss, *best]


def _limit_swings(solved: Solved, figures: Figures) -> dict[Candidate, float]:
    """What the range of each start and growth of building is worth at the prices of the plan.   [USD m, PV]"""
    problem = solved.problem
    out: dict[Candidate, float] = {}
    for name, price in solved.prices.items():
        family, _, thing, year = parts(name)
        if family == "growth":
            growth, t, told = problem.growth[thing], int(year), problem.tech(thing)[0].name
            seed = Candidate(f"Start of building: {told}", f"chain.assets.{thing}.growth.seed", False)
            rate = Candidate(f"Growth of building: {told}", f"chain.assets.{thing}.growth.rate", False)
            before = sum(growth.carried.get(u, 0.0) for u in range(t - WINDOW, t)) + sum(
                i.size for i in solved.placed() if i.tech.asset == thing and t - WINDOW <= i.order.year < t)
            unit = growth.seed[t] / (figures.get(seed.path, 0.0) or 1.0)
            for candidate, base in ((seed, unit), (rate, before / WINDOW)):
                pair = ends(figures, candidate.path)
                if pair is not None:
                    out[candidate] = out.get(candidate, 0.0) + price * base * (pair[1] - pair[0])
    return {candidate: swing for candidate, swing in out.items() if swing > 0}


@dataclass(frozen=True)
class Shown:
    """One row of the sensitivity table."""

    path: str
    name: str
    unit: str
    value: float
    low: float
    high: float
    grade: str
    source: str
    welfare_low: float
    welfare_high: float
    home_age_low: float | None
    home_age_high: float | None
    home_share_low: float
    home_share_high: float


@dataclass(frozen=True)
class Kept:
    """What a re-solve keeps of the plan: its aim, its whole plants, the assets worth a thought, and where to start."""

    aim: Aim
    plants: dict[str, float]
    keys: frozenset[tuple[str, str]]
    basis: Basis | None = None
    base_basis: Basis | None = None


Outcome = tuple[float, float | None, float]
"""net benefit over import, home-served lag and share in the last shown year"""


def ends(figures: Figures, path: str) -> tuple[float, float] | None:
    """Low and high of an input, None where the file gives no range."""
    quantity = figures.quantities.get(path)
    if quantity is None or quantity.low is None or quantity.high is None or quantity.low == quantity.high:
        return None
    return quantity.low, quantity.high


def kept_of(solved: Solved) -> Kept:
    """What the re-solves keep."""
    placed = {item.tech.key for item in solved.placed()}
    keys = frozenset(t.key for t in solved.problem.techs if t.key in placed or _near(solved, t))
    plants = {
        var.name: float(round(solved.answer.values[var.name])) for (asset, mode, _, _), var in solved.v.order.items()
        if any(t.key == (asset, mode) and t.unit_size for t in solved.problem.tech(asset))}
    return Kept(solved.problem.aim, plants, keys)


def _near(solved: Solved, tech: Tech) -> bool:
    if any(tech.existing.values()) or any(tech.programme.values()):
        return True
    short = shortfall(solved, tech, solved.problem.calendar.first_order)
    return short is not None and short <= FAR and tech.unit_size is None


def outcome(
    case: Case, before: Before | None, kept: Kept, figures: Figures, effort: Effort, resident: Resident) -> Outcome:
    """The answer under changed figures; the baseline is solved again where `before` is None."""
    if before is None:
        idle = replace(case, strategy=idle_strategy(case.strategy)).setting(figures.without_levers())
        before = before_of(_run(idle, {}, effort, resident, kept.base_basis))
    setting = case.setting(figures, kept.keys)
    setting = replace(setting, problem=replace(setting.problem, aim=kept.aim))
    after = again(with_baseline(setting, before), kept, effort, resident)
    end = after.problem.calendar.shown
    lag = lags_of(after, figures)[end]
    return after.welfare - before.welfare, lag.home_age, lag.home_share


def idle_strategy(strategy: Strategy) -> Strategy:
    """The strategy that orders nothing, for a baseline."""
    return strategy.model_copy(update={
        "objective": "welfare", "new_orders": False, "new_support": False, "targets": (), "public_money_on": "all",
        "forbid": (), "location_rent": False, "benefits_beyond": True, "levers": ()})


def with_bases(kept: Kept, solved: Solved, base: Solved, effort: Effort, resident: Resident) -> Kept:
    """The plan and its baseline run once as what-ifs run, so that those start from there, whoever works them out."""
    start = resident.basis(_run(_narrowed(solved.setting, kept), kept.plants, effort, resident, None).model)
    base_start = resident.basis(_run(base.setting, {}, effort, resident, None).model)
    return replace(kept, basis=start, base_basis=base_start)


def again(setting: Setting, kept: Kept, effort: Effort, resident: Resident) -> Solved:
    """Solve with the plan's whole plants and the assets worth thinking of.

    Raises NoAnswer where the whole plants do not fit the changed figures.
    """
    return _run(_narrowed(setting, kept), kept.plants, effort, resident, kept.basis)


def _narrowed(setting: Setting, kept: Kept) -> Setting:
    techs = tuple(t for t in setting.problem.techs if t.key in kept.keys)
    return replace(setting, problem=replace(setting.problem, techs=techs))


def _run(
    setting: Setting, plants: dict[str, float], effort: Effort, resident: Resident, basis: Basis | None) -> Solved:
    model = build(setting.problem)
    answer = resident.solve(model, plants, basis)
    effort.solves += 1
    return solved_of(setting, model, answer, answer)


def without_beyond(solved: Solved, kept: Kept, effort: Effort, resident: Resident) -> float:
    """W of a strategy when benefits beyond the chain count for nothing, whole plants as they were.   [USD m, PV]"""
    problem = replace(solved.problem, aim=replace(solved.problem.aim, beyond=False))
    return again(replace(solved.setting, problem=problem), kept, effort, resident).welfare


def without_support(solved: Solved, kept: Kept, effort: Effort, resident: Resident) -> float:
    """W if the state gave no new support and ordered nothing itself, whole plants of others as they were."""
    aim = replace(solved.problem.aim, support=frozenset(), goals=(), objective="welfare")
    problem = replace(solved.problem, aim=aim)
    return again(replace(solved.setting, problem=problem), kept, effort, resident).welfare


__all__ = [
    "CANDIDATES", "SHOWN", "Candidate", "Kept", "NoAnswer", "Outcome", "Shown", "candidates", "ends", "kept_of",
    "outcome", "with_bases", "without_beyond", "without_support"]
