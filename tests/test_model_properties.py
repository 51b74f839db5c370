"""What holds for any small problem: looser limits never hurt, balances close, nothing stands before its lead time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from model_cases import (
    LONGEST,
    activity,
    delivery,
    demand,
    good,
    growth,
    money,
    optimum,
    problem,
    route,
    skill,
    tech,
)

from catchup.model.problem import Problem, Tech

FEW = settings(max_examples=25, deadline=None, derandomize=True)
NEAR = 1e-5


def tenths(low: int, high: int) -> st.SearchStrategy[float]:
    """Round numbers: what is tested is the model and not the tolerance of the solver."""
    return st.integers(low, high).map(lambda n: n / 10.0)


@st.composite
def plants(draw: st.DrawFn, asset: str) -> Tech:
    """An asset with any owner, lead, ramp, life, gap, size and upkeep."""
    owner = draw(st.sampled_from(["pub", "dom", "for"]))
    lead = draw(st.integers(1, 3))
    return tech(
        asset, owner=owner, lead={"private": lead, "mission": lead, "ordinary": lead + draw(st.integers(0, 1))},
        capex=draw(tenths(5, 40)), gap=None if owner == "pub" else draw(st.sampled_from([0.0, 0.3])),
        efficiency={"ordinary": draw(tenths(4, 9)), "mission": 0.9}, existing=draw(tenths(0, 20)),
        unit_size=draw(st.sampled_from([None, None, 2.0])), access=draw(st.sampled_from([None, 4.0])),
        ramp=draw(st.sampled_from([(1.0,), (0.5, 1.0)])), life=draw(st.integers(2, 8)),
        fixed_om=draw(tenths(0, 3)), staff={"engineer": draw(tenths(0, 20))}, local_share=0.5)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A mill that makes flour and an oven that makes bread; flour can be bought, bread sold and eaten."""
    mill, oven = draw(plants("mill")), draw(plants("oven"))
    return problem(
        [good("flour", buy=draw(tenths(5, 20)), home=1.0),
         good("bread", sell=draw(tenths(10, 40)), home=3.0, blocks=[(1.0, 1.0), (2.0, 0.75)])],
        [mill, oven],
        [activity("grind", "mill", "flour", cost=0.1),
         activity("bake", "oven", "bread", inputs={"flour": 0.5}, cost=draw(tenths(0, 5)))],
        [demand(draw(tenths(10, 100)), [(0.5, draw(tenths(30, 60))), (0.5, 1.5)], route("bread"))],
        years=5, discount=0.06, entry_discount=0.1,
        growth={"oven": growth(draw(tenths(20, 40)), 0.3), "mill": growth(3.0, 0.3)},
        money=money(budget=draw(tenths(5, 60)), domestic_cap=draw(tenths(5, 80)), foreign_cap=draw(tenths(5, 80)),
                    tax_share=0.15, pub_surplus_share=0.6, funds_cost=1.2, ordinary_limit=draw(tenths(5, 40)),
                    reserve_limit=1.0, borrow_limit=0.5, debt_limit=1.0, debt_rate=0.05),
        delivery=delivery(start=1.0, setup=0.15, upkeep=0.03, decay=0.05, growth=0.25, seed=0.5, lead=2),
        skills={"engineer": skill(reachable=draw(tenths(50, 300)), places=2.0, training_cost=0.02, attrition=0.06)},
        construction_people={"engineer": 0.2})


def best(case: Problem) -> float:
    """The value of the optimum, dear slacks included, to the solver's gap."""
    return optimum(case).chosen_by


def no_worse(looser: Problem, case: Problem) -> bool:
    """Is the optimum at least as good, within twice the gap of a search over whole numbers?"""
    at, to = best(case), best(looser)
    return to >= at - NEAR - 2e-4 * max(abs(at), abs(to))


def with_money(case: Problem, **factors: float) -> Problem:
    """The same with some series of money multiplied."""
    changed = {k: {t: v * f for t, v in getattr(case.money, k).items()} for k, f in factors.items()}
    return replace(case, money=replace(case.money, **changed))  # type: ignore[arg-type]


@FEW
@given(problems(), st.sampled_from(["budget", "domestic_cap", "foreign_cap", "ordinary_limit", "borrow_limit"]))
def test_more_money_never_lowers_the_optimum(case: Problem, which: str) -> None:
    assert no_worse(with_money(case, **{which: 2.0}), case)


@FEW
@given(problems())
def test_looser_access_never_hurts(case: Problem) -> None:
    open_ = tuple(replace(t, access=None if t.access is None else t.access + 4.0) for t in case.techs)
    assert no_worse(replace(case, techs=open_), case)


@FEW
@given(problems())
def test_a_looser_growth_limit_never_hurts(case: Problem) -> None:
    rows = {k: replace(g, seed={t: v + 2.0 for t, v in g.seed.items()}) for k, g in case.growth.items()}
    assert no_worse(replace(case, growth=rows), case)


@FEW
@given(problems())
def test_more_people_never_hurt(case: Problem) -> None:
    more = {k: replace(s, reachable=s.reachable + 10.0) for k, s in case.skills.items()}
    assert no_worse(replace(case, skills=more), case)


@FEW
@given(problems())
def test_an_asset_that_nobody_uses_changes_nothing(case: Problem) -> None:
    idle = tech("monument", existing=0.0, capex=5.0)
    at, to = best(case), best(replace(case, techs=(*case.techs, idle)))
    assert abs(to - at) <= NEAR + 2e-4 * max(abs(at), abs(to))


@FEW
@given(problems())
def test_balances_close_when_worked_out_again(case: Problem) -> None:
    found = optimum(case)

    def at(kind: str, *rest: str | int) -> float:
        return found.answer.values.get("|".join((kind, "TOY", *map(str, rest))), 0.0)

    for t in case.calendar.years:
        ground, baked = at("run", "grind", "own", t), at("run", "bake", "own", t)
        assert ground + at("buy", "flour", t) >= 0.5 * baked - NEAR
        eaten = sum(at("serve", "wanted", "bread", b, t) for b in (0, 1))
        sold = sum(at("sell", "bread", j, t) for j in (0, 1))
        assert baked >= eaten + sold - NEAR
        assert eaten <= case.demands[0].total[t] + NEAR
        assert ground <= at("stand", "mill", "own", t) + NEAR
        assert baked <= at("stand", "oven", "own", t) + NEAR


@FEW
@given(problems())
def test_nothing_stands_before_its_lead_time(case: Problem) -> None:
    found = optimum(case)
    for item in case.techs:
        size = item.unit_size or 1.0
        for t in case.calendar.years:
            possible = sum(
                found.answer.values.get(f"order|TOY|{item.asset}|own|{channel}|{u}", 0.0) * size
                for u in case.calendar.years for channel in item.lead if u + item.lead[channel] <= t)
            assert found("stand", item.asset, "own", t) <= item.existing[t] + possible + NEAR


@FEW
@given(problems())
def test_whole_plants_are_never_better_than_parts_of_plants(case: Problem) -> None:
    whole, parts = optimum(case).chosen_by, optimum(case, whole=False).chosen_by
    assert parts >= whole - NEAR


@FEW
@given(problems(), tenths(2, 50))
def test_the_unit_of_money_changes_nothing_but_the_figures(case: Problem, factor: float) -> None:
    """All prices, costs, values and caps in another currency: the optimum is the same amount of it."""
    def scaled(value: Any) -> Any:
        return {t: v * factor for t, v in value.items()} if isinstance(value, dict) else value * factor

    goods = {k: replace(g, buy_price=g.buy_price and scaled(dict(g.buy_price)), home_price=scaled(dict(g.home_price)),
                        sell_price=g.sell_price and scaled(dict(g.sell_price))) for k, g in case.goods.items()}
    techs = tuple(replace(
        t, capex=scaled(dict(t.capex)), private_annuity=scaled(dict(t.private_annuity)),
        public_annuity=scaled(dict(t.public_annuity)), fixed_om=t.fixed_om * factor) for t in case.techs)
    names = ("budget", "domestic_cap", "foreign_cap", "borrow_limit", "debt_limit", "reserve_limit", "ordinary_limit")
    state = replace(case.delivery, start=case.delivery.start * factor, seed=scaled(dict(case.delivery.seed)))
    other = replace(
        with_money(case, **dict.fromkeys(names, factor)), goods=goods, techs=techs, delivery=state,
        activities=tuple(replace(a, variable_cost=a.variable_cost * factor) for a in case.activities),
        demands=tuple(replace(d, blocks=tuple((w, v * factor) for w, v in d.blocks)) for d in case.demands),
        skills={k: replace(s, pay=s.pay * factor, training_cost=s.training_cost * factor) for k, s in case.skills.items()},
        construction_people={k: v / factor for k, v in case.construction_people.items()})
    assert set(other.money.budget) == set(LONGEST)
    at, to = best(case) * factor, best(other)
    assert abs(to - at) <= 1e-4 + 4e-4 * max(abs(at), abs(to))
