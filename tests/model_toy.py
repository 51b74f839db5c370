"""A chain of three assets over three years that touches every constraint family, for the golden equations."""

from __future__ import annotations

from dataclasses import replace

from model_cases import (
    activity,
    aim,
    delivery,
    demand,
    denial,
    good,
    growth,
    money,
    problem,
    route,
    series,
    skill,
    tech,
)

from catchup.model.aims import Commitment, Goal, Policy
from catchup.model.problem import GrowthRow, Problem, Vintage
from catchup.model.shocks import ImportCap, State


def toy() -> Problem:
    """A power plant of the state, a fab under licence or of a foreign owner, and clusters of machines."""
    goods = [
        good("power", supply=2.0, given=True),
        good("chip", buy=11.0, sell=10.0, home=9.0, blocks=[(1.0, 1.0), (2.0, 0.75)], offset=True),
        good("hours", buy=1.0, home=1.1, offset=True),
    ]
    techs = [
        tech("plant", "state", owner="pub", lead={"private": 2, "ordinary": 2, "mission": 1}, capex=[8.0, 6.0, 4.0],
             efficiency={"ordinary": 0.5, "mission": 0.8}, provides={"power": 1.5}, fixed_om=0.25, local_share=0.5,
             life=2, ramp=(0.5, 1.0)),
        tech("fab", "licence", gap=[0.0, 0.5, 0.0], capex=20.0, overrun=0.25, unit_size=2.0, access=4.0, weight=0.5,
             occupies={"power": 0.5}, staff={"engineer": 3.0}, staff_cost=0.1, qualification=1, discount_years=1,
             own_technology=False, offset=True, depreciation=1.5, import_annuity=series(0.75), programme={2027: 1.0, 2028: 1.0}),
        tech("fab", "own", capex=20.0, unit_size=2.0),
        tech("cluster", "foreign", owner="for", existing=[4.0, 3.0, 2.0], occupies={"power": 0.25}, offset=True,
             vintage=Vintage(2.0, 0.5), rent=0.125),
    ]
    activities = [
        activity("fabricate", "fab", "chip", per_capacity=4.0, inputs={"power": 0.0625}, cost=2.0),
        activity("compute", "cluster", "hours", per_capacity=2.0, inputs={"chip": 0.05}, by_products={"power": 0.01}),
    ]
    demands = [
        demand([10.0, 20.0, 40.0], [(0.5, 4.0), (0.5, 0.75)], route("hours", per_unit=0.5, at_home=False), must_blocks=1, id="services",
               state_share=0.15),
        demand(3.0, [(1.0, 50.0)], route("power"), headline=False, beyond=True, id="homes"),
    ]
    case = problem(
        goods, techs, activities, demands, years=3, entry_discount=0.1, discount=0.1, baseline_need=series([9.0, 15.0, 25.0]), baseline_exchange=series([8.0, 12.0, 16.0]),
        growth={"cluster": growth([1.0, 1.5, 2.0], 0.5, 3.0), "fab": growth(2.0, 0.25)}, experience={"fab": ("fab", 2.0)},
        money=money(budget=5.0, domestic_cap=30.0, foreign_cap=12.0, committed=[1.0, 0.5, 0.0], borrow_limit=1.0,
                    debt_limit=2.0, debt_rate=0.05, reserve_limit=1.25, pub_surplus_share=0.6, tax_share=0.15, remitted=0.8,
                    funds_cost=1.2, ordinary_limit=4.0, outlay_limit=6.0, exchange_room=series(2.0), exchange_premium=0.25),
        delivery=delivery(start=2.0, decay=0.05, upkeep=0.03, setup=0.15, seed=0.4, growth=0.25, lead=1),
        skills={"engineer": skill(reachable=6.0, places=[2.0, 3.0, 4.0], study_years=1, training_cost=0.02, attrition=0.06,
                                  abroad=((1.0, 1.5),), relocation=0.03)},
        construction_people={"engineer": 0.5}, aim=aim(goals=()))
    carried = {2023 + k: 1.5 for k in range(6)}
    grows = {name: GrowthRow(row.seed, row.rate, carried if name == "cluster" else row.carried)
             for name, row in case.growth.items()}
    goal = Goal("offset_ratio", 2028, 0.5, 100.0)
    rules = Policy(
        state_from_home=series([0.0, 0.1, 0.2]), export_share=0.25, commitments=(Commitment("fab", 4.0, 2027, 60.0),),
        supplier_cap=series([1.0, 0.75, 0.5]), supplier_part={"chip": 0.9, "hours": 1.0})
    return replace(case, growth=grows, aim=replace(case.aim, goals=(goal,)), policy=rules)


def denied_toy() -> Problem:
    """The toy under denial of chips in 2027 and 2028, its foreign fab lost, and under a cap on chips that come in."""
    case = toy()
    techs = tuple(replace(t, hardware="chip" if t.asset == "cluster" else None, denied=t.key == ("fab", "own"))
                  for t in case.techs)
    more = tech("cluster", "private", lead=1, capex=1.0, occupies={"power": 0.25}, vintage=Vintage(2.0, 0.5), hardware="chip")
    held = {("services", "hours", 2): series(0.75)}
    states = (State(2027, 1, 1.5), State(2028, 2, 2.0))
    return replace(
        case, techs=(*techs, more),
        denial=denial(*states, share={"chip": 0.75, "hours": 1.0}, spare=0.8, probability=0.25, held=held),
        import_caps=(ImportCap("chip", "Chips", "k", 0.5, ((2025, 2027, 4.0), (2028, 2028, 6.0))),))


__all__ = ["denied_toy", "toy"]
