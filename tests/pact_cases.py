"""Two countries by hand: one has ore, the other a mill; and what a pact between them is said to be worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model_cases import activity, aim, demand, good, money, optimum, problem, route, series, tech

from catchup.model.joint import Arc, Joint, combined, join
from catchup.model.problem import Problem
from catchup.pact import solve_joint
from catchup.pact_records import Flow, Member, OrderChange, Worth
from catchup.solver import Answer

YEARS = 2


def ores(site: str, *, mined: float = 0.0, cost: float = 1.0, wanted: float = 0.0, buy: float = 4.0) -> Problem:
    """A mine of so much ore a year, at 1 a unit; a demand for ore itself, worth 9; ore can be bought at 4."""
    return replace(problem(
        [good("ore", buy=buy)], [tech("mine", existing=mined)], [activity("dig", "mine", "ore", cost=cost)],
        [demand(wanted, [(1.0, 9.0)], route("ore"))], years=YEARS, aim=aim(new_orders=False)), site=site)


def mill(site: str = "MIL", *, wanted: float = 5.0, room: float | None = None) -> Problem:
    """A mill that makes steel of ore at 1 a unit; steel is worth 9 at home and cannot be bought; ore is bought at 4."""
    limits = {} if room is None else {"exchange_room": series(room)}
    return replace(problem(
        [good("ore", buy=4.0), good("steel")], [tech("mill", existing=20.0)],
        [activity("melt", "mill", "steel", inputs={"ore": 1.0}, cost=1.0)],
        [demand(wanted, [(1.0, 9.0)], route("steel"))], years=YEARS, aim=aim(new_orders=False), money=money(**limits),
        baseline_exchange=series(0.0)), site=site)


def arc(sender: str, receiver: str, good_id: str = "ore", *, price: float = 4.0, freight: float = 1.0,
        pooled: bool = False) -> Arc:
    """An arc with the same price and freight every year."""
    return Arc(sender, receiver, good_id, series(price), series(freight), pooled)


class Together:
    """The joint optimum of some problems, and what it leaves each of them."""

    def __init__(self, problems: Sequence[Problem], arcs: Sequence[Arc]) -> None:
        self.joint: Joint = join(problems, arcs)
        self.answer: Answer = solve_joint(self.joint)
        self.problems = problems

    def shipped(self, good_id: str = "ore") -> list[float]:
        """What leaves on all arcs of a good, year by year."""
        years = self.problems[0].calendar.years
        return [sum(self.answer.values[ship.name] for (arc, t), ship in self.joint.ships.items()
                    if arc.good == good_id and t == year) for year in years]

    def welfare(self, site: str) -> float:
        """W of a member, shipments settled."""
        return sum(self.answer.values[var.name] * amount for var, amount in self.joint.members[site].welfare_terms)

    @property
    def total(self) -> float:
        """What all maximise together."""
        return combined(self.joint, self.answer.values)

    @property
    def alone(self) -> float:
        """The sum of what each reaches alone."""
        return sum(optimum(problem).chosen_by for problem in self.problems)


def worth(second_gain: float = -307.0) -> Worth:
    """India gains 786; Nigeria as given."""
    members = tuple(
        Member(code, name, alone, alone + gain, 100.0, 50.0, 400.0, 380.0, 600.0, 20.0, 0.9, 0.8, 0.31, 2036)
        for code, name, alone, gain in (
            ("IND", "India", 86433.0, 786.0), ("NGA", "Nigeria", 20672.0, second_gain)))
    flow = Flow("compute_service", "Compute service", "WP$ m", "IND", "NGA", 2028, 2038, 10052.6, 2151.7, 2036, 10052.6,
                502.6, True)
    change = OrderChange("NGA", "battery", "Battery, four hours", "GW", 0.0, 0.027, None, 2030, 0.0, 43.0)
    return Worth("full", "Trade and machines", "What members do.", "Balanced", "Business as usual",
                 "catchup compare IND NGA --pact full", 2040, members, (flow,), (change,), 98.0,
                 11, 10)
