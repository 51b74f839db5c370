"""Every figure of the input files by its YAML path, with local figures laid over the chain's.

The planner reads figures through this view alone, so that each run knows which inputs it used, and a what-if is one
changed value: nothing is read behind its back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catchup.climate import climate_figures
from catchup.quantity import Quantity, walk
from catchup.schema.chain import Chain
from catchup.schema.pact import Pact
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy


@dataclass(frozen=True)
class Pull:
    """What a lever does to a figure: multiply it by another figure, or add that."""

    lever: str
    amount: str
    times: bool


class Figures:
    """Quantities by path (`chain.assets.solar_pv.capex`), and the values of one run."""

    def __init__(
        self,
        quantities: Mapping[str, Quantity],
        changed: Mapping[str, float] | None = None,
        local: Mapping[str, Quantity] | None = None,
        cheap_labour: bool = False,
        pulled: Mapping[str, tuple[Pull, ...]] | None = None,
    ) -> None:
        self.quantities = quantities
        self.changed = dict(changed or {})
        self.local = dict(local or {})
        """the chain's own figures where the profile gives another"""
        self.cheap_labour = cheap_labour
        """is the country of an income group in which the local part of capex costs less"""
        self.pulled = dict(pulled or {})
        """figure -> what the strategy's levers do to it"""
        self.used: dict[str, None] = {}

    def __call__(self, path: str) -> float:
        """Value of a figure in its canonical unit, levers laid over it. Raises KeyError for an unknown path."""
        value = self.plain(path)
        for pull in self.pulled.get(path, ()):
            amount = self.plain(pull.amount)
            value = value * amount if pull.times else value + amount
        return value

    def plain(self, path: str) -> float:
        """Value of a figure before any lever."""
        quantity = self.quantities[path]
        self.used[path] = None
        return self.changed.get(path, quantity.value)

    def get(self, path: str, default: float) -> float:
        """Value of a figure, or the default where the file leaves it out."""
        return self(path) if path in self.quantities else default

    def reference(self, path: str) -> float:
        """The chain's own figure, whatever the profile says: what the reference producer of the world works with."""
        if path in self.local:
            self.used[path] = None
            return self.local[path].value
        return self.plain(path)

    def has(self, path: str) -> bool:
        """Does the file give this figure?"""
        return path in self.quantities

    def changed_to(self, path: str, value: float) -> Figures:
        """The same inputs with one figure changed."""
        if path not in self.quantities:
            raise KeyError(path)
        changed = {**self.changed, path: value}
        return Figures(self.quantities, changed, self.local, self.cheap_labour, self.pulled)

    def under(self, pact: Pact) -> Figures:
        """The same inputs with the figures of a pact, and with what its shared information does to others."""
        quantities = {**self.quantities, **dict(walk(pact, "pact"))}
        pulled = dict(self.pulled)
        for position, effect in enumerate(pact.shared):
            if effect.figure in quantities:  # a figure that this country's files leave out has no effect
                pull = Pull("pact", f"pact.shared.{position}.change", effect.by == "times")
                pulled[effect.figure] = (*pulled.get(effect.figure, ()), pull)
        return Figures(quantities, self.changed, self.local, self.cheap_labour, pulled)

    def without_levers(self) -> Figures:
        """The same inputs before the strategy pulled anything: what the baseline works with."""
        return Figures(self.quantities, self.changed, self.local, self.cheap_labour)


def collect(profile: Profile, chain: Chain, scenario: Scenario, strategy: Strategy) -> Figures:
    """All figures of a run; the profile's `local` entries and its climate replace those of the chain."""
    quantities: dict[str, Quantity] = {}
    for prefix, record in (("chain", chain), ("profile", profile), ("scenario", scenario), ("strategy", strategy)):
        quantities.update(walk(record, prefix))
    local: dict[str, Quantity] = {}
    for index, override in enumerate(profile.local):
        quantities.pop(f"profile.local.{index}.quantity", None)
        path = f"chain.{override.path}"
        if path in quantities:
            local[path] = quantities[path]
        quantities[path] = override.quantity
    for place, quantity in climate_figures(chain, profile):
        path = f"chain.{place}"
        if path not in local:  # what the profile says itself stays
            local[path], quantities[path] = quantities[path], quantity
    cheap = profile.country.income_group in ("low_income", "lower_middle_income")
    return Figures(quantities, local=local, cheap_labour=cheap, pulled=_pulled(chain, strategy, quantities))


def _pulled(
    chain: Chain, strategy: Strategy, quantities: Mapping[str, Quantity]) -> dict[str, tuple[Pull, ...]]:
    """Effects of the strategy's levers by figure; a figure that this country's files leave out has none."""
    out: dict[str, tuple[Pull, ...]] = {}
    for use in strategy.levers:
        for position, effect in enumerate(chain.levers[use.lever].effects):
            if effect.figure in quantities:
                pull = Pull(use.lever, f"chain.levers.{use.lever}.effects.{position}.change", effect.by == "times")
                out[effect.figure] = (*out.get(effect.figure, ()), pull)
    return out
