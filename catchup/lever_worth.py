"""Each lever pulled alone: what it is worth, what it costs, and whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from catchup.crew import Crew, LeverAlone
from catchup.hands import Hand
from catchup.load import Loaded
from catchup.model.rows import parts
from catchup.results.reading import Solved
from catchup.schema.chain import Chain
from catchup.schema.lever import Lever, LeverUse
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.solving import before_of
from catchup.work import Work

DUST = 5.0
"""a gain or loss of less than this beyond the gaps of both searches is none   [USD m]"""


@dataclass(frozen=True)
class Pulled:
    """A strategy with one lever more, against the strategy without it; money in USD m of present value."""

    lever: str
    name: str
    open_here: bool
    worth: float
    """net benefit gained, its own cost paid"""
    own_cost: float
    """public cost of the lever itself, at the cost of public funds"""
    public: float
    """change of the plan's net public cost"""
    users: float
    """duties, and what home makers charge more under their cover"""
    home_share: float
    """change of the share served at home in the last shown year"""
    capital: float
    """change of the capital of all payers"""
    pays: str
    gains: str
    limits: str
    why_nothing: str
    """the row or figure that leaves it without effect, empty where it has one"""

    @property
    def before_cost(self) -> float:
        """Worth if the lever itself were free."""
        return self.worth + self.own_cost


def levers_alone(
    profile: Loaded[Profile], chain: Loaded[Chain], scenario: Loaded[Scenario], strategy: Loaded[Strategy], *,
    as_of: str, names: Sequence[str] | None = None, progress: Callable[[str, float], None] | None = None,
    hands: Sequence[Hand] = (),
) -> list[Pulled]:
    """Levers in the order of their worth; by default all that the country can pull."""
    tell = progress or (lambda _text, _share: None)
    work = Work(profile, chain, scenario, as_of)
    known, opened = chain.record.levers, profile.record.levers
    have = {use.lever for use in strategy.record.levers}
    chosen = [name for name in (names or opened) if name not in have]
    with Crew(work.inputs, hands) as crew:
        tell("baseline", 0.02)
        base = work.baseline()
        before = before_of(base)
        crew.give([LeverAlone(_with(strategy.record, name), before, name) for name in chosen])
        tell(f"strategy {strategy.record.id}", 0.1)
        this = work.solve(strategy.record, base, steady=False)
        here = LeverAlone.row(this, work.inputs.case(strategy.record))
        done = crew.finish(lambda share: tell("one lever at a time", 0.1 + 0.9 * share))
    rows = []
    for name, (found, _) in zip(chosen, done, strict=True):
        lever, change = known[name], {key: found[key] - here[key] for key in here}
        nothing = abs(change["welfare"] + found["own_cost"]) <= here["gap"] + found["gap"] + DUST
        rows.append(Pulled(
            lever=name, name=lever.name, open_here=name in opened, worth=change["welfare"], own_cost=found["own_cost"],
            public=change["public"], users=change["users"], home_share=change["home_share"],
            capital=change["capital"], pays=lever.pays, gains=lever.gains, limits=lever.limits,
            why_nothing=why_nothing(this, lever) if nothing else ""))
    return sorted(rows, key=lambda row: (-row.worth, row.lever))


def _with(strategy: Strategy, lever: str) -> Strategy:
    levers = (*strategy.levers, LeverUse(lever=lever))
    return strategy.model_copy(update={"levers": levers, "id": f"{strategy.id}+{lever}"})


def why_nothing(solved: Solved, lever: Lever) -> str:
    """The rows that the lever loosens and that do not bind, or the figure that nothing reads."""
    if lever.without_effect:
        return lever.without_effect
    reasons = list(dict.fromkeys(_reasons(solved, lever)))
    return "; ".join(reasons) or "what it changes lies within the gap of the search"


def _reasons(solved: Solved, lever: Lever) -> Iterator[str]:
    placed = {item.tech.asset for item in solved.placed()}
    if lever.mechanism in ("sunset", "export_share") and not any(
            item.public > 0 and item.tech.owner != "pub" for item in solved.placed()):
        yield "no private plant of the plan takes public support (no order in the channels ordinary and mission)"
    if lever.mechanism == "procurement":
        yield "machines at home serve more than the state's part already (rows procurement)"
    if lever.mechanism == "supplier_share":
        yield "no one group gives more than its share already (rows supplier)"
    if lever.mechanism == "commit":
        yield f"nobody would provide more of {lever.asset} (rows access)"
    if lever.mechanism == "distillation":
        yield "the country's own models serve nothing in the plan (column serve of that route)"
    for effect in lever.effects:
        yield from _unread(solved, effect.figure, placed)


_ROWS = {"diaspora_return_rate": "people", "relocation_cost": "people", "delivery_growth": "delivery",
         "delivery_seed": "delivery", "ordinary_cap_multiple": "ordinary", "algorithmic_efficiency": "serve"}


def _unread(solved: Solved, figure: str, placed: set[str]) -> Iterator[str]:
    kind, *rest = figure.split(".")
    last = rest[-1]
    if kind == "chain" and rest[0] == "assets":
        asset = rest[1]
        if asset == "training_places":
            family = "people"
        elif asset not in placed:
            yield f"the plan orders no {asset}"
            return
        else:
            family = "growth"
        if not _binds(solved, family, "" if family == "people" else asset):
            yield f"no row {family} holds the plan back"
    elif last in _ROWS and not _binds(solved, _ROWS[last], ""):
        yield ("the country's own models serve nothing in the plan" if _ROWS[last] == "serve"
               else f"no row {_ROWS[last]} holds the plan back")


def _binds(solved: Solved, family: str, item: str) -> bool:
    for name in solved.prices:
        kind, _, thing, _ = parts(name)
        if kind == family and thing.startswith(item):
            return True
    return False
