"""What may be taken away: goods and sites under denial, and hardware over the cap of an export control."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Series = Mapping[int, float]


@dataclass(frozen=True)
class State:
    """A year as it is worked out under denial."""

    year: int
    age: int
    """years of denial so far: 1 is the first"""
    weight: float = field(default=0.0, compare=False)
    """sum of the present-value factors of the years for which it stands; 0 where it is only shown"""

    @property
    def suffix(self) -> tuple[int, int]:
        """What ends the names of its columns: years of denial, and the year."""
        return self.age, self.year


@dataclass(frozen=True)
class Denial:
    """The same capacities, operated without what the denying group supplies or controls."""

    group: str
    share: Mapping[str, float]
    """good -> part of its imports that the group supplies; a good that is not here is bought as before"""
    spare: float
    """part of the hardware that one more year without spare parts leaves"""
    states: tuple[State, ...]
    """years that a strategy plans for: all of them, or it would build for those chosen and be bare between"""
    sample: tuple[State, ...] = ()
    """representative years by which W under denial of a finished plan is summed up"""
    shown: tuple[State, ...] = ()
    """years that a page reports"""
    held: Mapping[tuple[str, str, int], Series] = field(default_factory=dict)
    """(demand, commodity, years of denial) -> part of the value left where the model held does not get newer"""
    ages: Mapping[tuple[str, str, int], Series] = field(default_factory=dict)
    """the same for its age"""
    probability: float = 0.0
    """chance that any one year is a year of denial, for which the strategy plans as well"""

    def denied(self, good: str) -> float:
        """Part of the imports of a good that is gone.   [fraction]"""
        return self.share.get(good, 0.0)

    def left(self, hardware: str, age: int) -> float:
        """Part of the machines that still run: `(1 - (1 - spare) share)^years of denial`.   [fraction]"""
        return (1.0 - (1.0 - self.spare) * self.denied(hardware)) ** age

    def as_planned(self) -> Denial:
        """The same years with nothing taken away."""
        return replace(self, share={}, held={}, ages={})


@dataclass(frozen=True)
class ImportCap:
    """So much hardware may come in within a span of years."""

    good: str
    name: str
    unit: str
    per_unit: float
    """units for a unit of capacity of the first year's hardware"""
    spans: tuple[tuple[int, int, float], ...]
    """(first year, last year, most that may come in by orders of the plan)"""
