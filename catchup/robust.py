"""One plan under every future: what its first five years cost where another future comes, and what all plans share.

regret(first steps, scenario) = W*(scenario) - W(first five years as ordered, the rest chosen again).   (economics 12)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from catchup.commitment import Orders
from catchup.crew import Committed, Crew, Found, Future, Inputs
from catchup.hands import Hand
from catchup.load import Loaded
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.work import fitted

IMPORT = "import"
LITTLE = 0.02
"""an order is common to all futures down to this part of the largest"""


@dataclass(frozen=True)
class Step:
    """What the plans of all scenarios order in the first five years: least and most of them."""

    asset: str
    name: str
    mode_name: str
    unit: str
    least: float
    most: float
    in_plans: int
    cost_usd_m: float
    """of the most, all payers"""


@dataclass(frozen=True)
class Outlook:
    """A scenario: the best that could be done in it, and how much is served at home."""

    scenario: str
    name: str
    best_usd_m: float
    """net benefit over `import` in the same scenario, PV"""
    home_share: float


@dataclass(frozen=True)
class Choice:
    """First five years of one plan, carried into every scenario."""

    made_for: str
    """scenario for which they are best, `import` for ordering nothing"""
    name: str
    regrets: Mapping[str, float]
    """[USD m, PV] by scenario"""
    undone: Mapping[str, float]
    """capital of first orders that money or people of a scenario do not allow   [USD m]"""

    @property
    def worst(self) -> float:
        """Largest regret."""
        return max(self.regrets.values())


@dataclass(frozen=True)
class Robustness:
    """All scenarios, all choices of first steps, and what the plans share."""

    outlooks: tuple[Outlook, ...]
    choices: tuple[Choice, ...]
    steps: tuple[Step, ...]
    first: int
    last: int

    @property
    def safest(self) -> Choice:
        """First steps of least worst regret."""
        return min(self.choices, key=lambda choice: (choice.worst, choice.made_for))


def robustness(
    profile: Loaded[Profile], chain: Loaded[Chain], scenarios: Sequence[Loaded[Scenario]], strategy: Loaded[Strategy],
    *, as_of: str, progress: Callable[[str, float], None] | None = None, hands: Sequence[Hand] = (),
) -> Robustness:
    """Regret of the first five years of each scenario's plan, and of ordering nothing, in each scenario.

    Raises NoAnswer if a hard target cannot be met in some scenario.
    """
    tell = progress or (lambda _text, _share: None)
    record = fitted(profile, chain.record)
    futures = {s.record.id: Inputs(record, chain.record, s.record, as_of) for s in scenarios}
    names = {s.record.id: s.record.name for s in scenarios}
    with Crew(next(iter(futures.values())), hands) as crew:
        crew.give([Future(inputs, strategy.record) for inputs in futures.values()])
        done = crew.finish(lambda share: tell("each scenario's own plan", 0.25 * share))
        best = dict(zip(futures, (answer for answer, _ in done), strict=True))
        firsts: dict[str, Orders] = {name: found.orders for name, found in best.items()} | {IMPORT: {}}
        pairs = [(made, name) for made in firsts for name in futures if made != name]
        numbers = crew.give([
            Committed(futures[name], strategy.record, best[name].before, firsts[made]) for made, name in pairs])
        done = crew.finish(lambda share: tell("first steps in other scenarios", 0.25 + 0.75 * share))
    found = {pair: done[number][0] for pair, number in zip(pairs, numbers, strict=True)}
    gain = {name: here.welfare - here.before.welfare for name, here in best.items()}
    choices = []
    for made in firsts:
        regrets, undone = {}, {}
        for name, here in best.items():
            welfare, short = found.get((made, name), (here.welfare, 0.0))
            regrets[name], undone[name] = max(0.0, here.welfare - welfare), short
        choices.append(Choice(made, names.get(made, "no future (nothing ordered)"), regrets, undone))
    years = next(iter(best.values())).years
    return Robustness(
        tuple(Outlook(name, names[name], gain[name], best[name].home_share) for name in futures), tuple(choices),
        _steps(chain.record, list(best.values())), years[0], years[-1])


def _steps(chain: Chain, plans: Sequence[Found]) -> tuple[Step, ...]:
    """Assets by mode that some plan orders in the first years, those of all plans first, then by cost."""
    sums: dict[tuple[str, str], list[float]] = {}
    for position, plan in enumerate(plans):
        for (asset, mode, _), size in plan.orders.items():
            sums.setdefault((asset, mode), [0.0] * len(plans))[position] += size
    costs = plans[0].capex
    out = []
    for (asset, mode), sizes in sums.items():
        most = max(sizes)
        here = sum(1 for size in sizes if size > LITTLE * most)
        record = chain.assets[asset]
        out.append(Step(
            asset, record.name, record.modes[mode].name, record.capacity_unit, min(sizes), most, here,
            most * max(plan.capex.get((asset, mode), costs.get((asset, mode), 0.0)) for plan in plans)))
    return tuple(sorted(out, key=lambda s: (-s.in_plans, -s.cost_usd_m, s.asset, s.mode_name)))
