"""The frozen records of a comparison, from one plan's label to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from catchup.plan import Cell, Plan

LETTERS = "ABCDEFGH"
TIE = "="
UNSURE = "≈"
UNRANKED = ""
Direction = Literal["fewer is better", "less is better", "more is better", "neither is better by itself"]
Change = Literal["added", "dropped", "moved", "resized", "paid otherwise", "same"]
Range = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """Who a letter stands for."""

    letter: str
    name: str
    country: str
    iso3: str
    strategy: str
    scenario: str
    status: str
    command: str

    @property
    def feasible(self) -> bool:
        """False when the promises of the plan cannot all be kept."""
        return self.status != "infeasible"


@dataclass(frozen=True)
class InputDifference:
    """One input that two or more plans read differently; a missing one is None."""

    path: str
    origin: str
    values: tuple[Cell, ...]
    unit: str
    sources: tuple[str, ...]
    effect: str


@dataclass(frozen=True)
class Base:
    """Do the plans stand on the same profile, chain and scenario?"""

    same: bool
    one_country: bool
    files: tuple[tuple[str, tuple[str, ...]], ...]
    differences: tuple[InputDifference, ...]
    sentence: str


@dataclass(frozen=True)
class ProjectSide:
    """A project as one plan has it."""

    size: float
    unit: str
    first_order: int
    last_order: int
    online: int
    cost_usd_m: float
    public_usd_m: float
    owner: str
    channel: str
    origin: str


@dataclass(frozen=True)
class ProjectDifference:
    """One project seen in two plans: `left` in the first, `right` in the second, None where absent."""

    name: str
    layer: str
    asset: str
    mode: str
    left: ProjectSide | None
    right: ProjectSide | None
    changes: tuple[Change, ...]

    @property
    def differs(self) -> bool:
        """True unless the project is the same in both."""
        return self.changes != ("same",)


@dataclass(frozen=True)
class OrderDifference:
    """Capacity ordered of one asset and mode in one year, in two plans."""

    year: int
    asset: str
    mode: str
    unit: str
    sizes: tuple[float, float]
    costs_usd_m: tuple[float, float]


@dataclass(frozen=True)
class OutcomeRow:
    """One line of the scorecard for two plans.

    values      in `unit` (None = none or not defined, see `texts`)
    difference  first minus second, None where either side is no number
    lead        second minus first where fewer or less is better, else first minus second: above 0 the first is better
    spread      range of `lead` when one input at a time takes its low or high value, None where not computed
    better      letter, "=" tie, "≈" cannot be told apart, "" not ranked
    """

    key: str
    name: str
    unit: str
    direction: Direction
    values: tuple[float | None, float | None]
    texts: tuple[str, str]
    difference: float | None
    difference_text: str
    lead: float | None
    spread: Range | None
    spread_inputs: int
    better: str


@dataclass(frozen=True)
class Flip:
    """An input whose low or high value turns the order of two plans round."""

    path: str
    name: str
    unit: str
    value: float
    at: float
    above: bool
    better: str
    outcome: str


@dataclass(frozen=True)
class Track:
    """A yearly outcome of two plans; None where there is none in that year."""

    key: str
    name: str
    unit: str
    direction: Direction
    years: tuple[int, ...]
    values: tuple[tuple[float | None, ...], tuple[float | None, ...]]
    difference: tuple[float | None, ...]


@dataclass(frozen=True)
class PayerMoney:
    """Yearly cash of one payer in two plans against its limit, USD m or share of GDP (`unit`)."""

    payer: str
    unit: str
    years: tuple[int, ...]
    values: tuple[tuple[float, ...], tuple[float, ...]]
    limits: tuple[tuple[float, ...], tuple[float, ...]]
    cumulative: tuple[float, ...]


@dataclass(frozen=True)
class Pair:
    """The first plan against one other."""

    left: Label
    right: Label
    same_plan: bool
    rows: tuple[OutcomeRow, ...]
    projects: tuple[ProjectDifference, ...]
    orders: tuple[OrderDifference, ...]
    tracks: tuple[Track, ...]
    money: tuple[PayerMoney, ...]
    flips: tuple[Flip, ...]
    tested_inputs: int
    switch: str
    verdict: str

    def row(self, key: str) -> OutcomeRow:
        """The scorecard line of that key; KeyError if there is none."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)


@dataclass(frozen=True)
class Standing:
    """Where a plan lies between public cost and result, and who does at least as well in everything."""

    letter: str
    public_cost_usd_m: float
    home_age: float | None
    home_share: float
    welfare_usd_m: float
    dominated_by: str


@dataclass(frozen=True)
class Comparison:
    """Two to eight plans side by side; for three and more, the first against each."""

    labels: tuple[Label, ...]
    plans: tuple[Plan, ...]
    base: Base
    pairs: tuple[Pair, ...]
    standings: tuple[Standing, ...]
    verdict: str
    lede: str
    limits: tuple[str, ...]

    @property
    def scorecard_rows(self) -> tuple[OutcomeRow, ...]:
        """Scorecard of the first pair."""
        return self.pairs[0].rows

    @property
    def same_plan(self) -> bool:
        """True when every plan is the same as the first."""
        return all(pair.same_plan for pair in self.pairs)
