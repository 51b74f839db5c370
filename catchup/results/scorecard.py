"""The same figures for every plan: lags, net benefit, public cost, offset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catchup.model.families.exchange import exchange_terms
from catchup.model.families.trade import foreign_need
from catchup.results.lags import YearLag, headline
from catchup.results.money import public_net, public_spending, shown
from catchup.results.reading import Solved


def trajectory(solved: Solved, here: Mapping[int, YearLag], base: Mapping[int, YearLag]) -> list[dict[str, Any]]:
    """The frontier, the plan and the baseline by year."""
    frontier = solved.setting.frontier
    return [
        {
            "year": t, "frontier_log10": frontier.log10_effective[t],
            "home_age": here[t].home_age, "home_share": here[t].home_share, "own_age": here[t].own_age,
            "own_dist_age": here[t].own_dist_age, "service_age": here[t].service_age,
            "base_home_age": base[t].home_age, "base_home_share": base[t].home_share,
            "base_own_age": base[t].own_age, "base_service_age": base[t].service_age,
            "need_usd_m": here[t].need, "served_home_usd_m": here[t].served_home,
            "served_abroad_usd_m": here[t].served_abroad, "unmet_usd_m": here[t].unmet,
            "base_served_home_usd_m": base[t].served_home,
        }
        for t in shown(solved)
    ]


def need_from_abroad(solved: Solved) -> dict[int, float]:
    """ND by year: what the country needs from abroad, net of what it sells.   [USD m]   (economics 5)"""
    out = {}
    for t in solved.problem.calendar.years:
        terms, constant = foreign_need(solved.problem, solved.v, t)
        out[t] = solved.total(terms) + constant
    return out


def exchange_out(solved: Solved) -> dict[int, float]:
    """Foreign exchange that leaves the country, net, by year.   [USD m]"""
    return {t: solved.total(exchange_terms(solved.problem, solved.v, t)) for t in solved.problem.calendar.years}


def offset_ratio(solved: Solved, baseline: Mapping[int, float], year: int) -> float:
    """(ND under import - ND) / Dem: 0 under import, 1 when the whole demand is offset.   [ratio]"""
    terms, constant = foreign_need(solved.problem, solved.v, year)
    demand = headline(solved.problem).total[year]
    return (baseline[year] - solved.total(terms) - constant) / demand if demand > 0 else 0.0


def lag_figures(here: Mapping[int, YearLag], base: Mapping[int, YearLag], first: int, last: int) -> dict[str, Any]:
    """The four lags, beside the home-served lag."""
    end, start, middle = here[last], here[first], here[2030]
    reached = [t for t in range(first, last + 1) if here[t].home_age is not None]
    return {
        "home_age_end": end.home_age, "home_share_end": end.home_share, "home_age_2030": middle.home_age,
        "home_share_2030": middle.home_share, "home_first_year": reached[0] if reached else None,
        "home_age_start": start.home_age, "home_share_start": start.home_share,
        "own_age_end": end.own_age, "own_dist_age_end": end.own_dist_age, "service_age_end": end.service_age,
        "home_share_controlled_end": end.controlled_share,
        "served_home_end_share": end.served_home / end.need if end.need else 0.0,
        "served_end_share": min(1.0, (end.served_home + end.served_abroad) / end.need) if end.need else 0.0,
        "unmet_end_share": end.unmet / end.need if end.need else 0.0,
        "base_home_age_end": base[last].home_age, "base_home_share_end": base[last].home_share,
    }


def money_figures(solved: Solved) -> dict[str, Any]:
    """Capital by payer, net public cash, the peak year."""
    problem = solved.problem
    placed = solved.placed()
    public = sum(i.public for i in placed)
    domestic = sum(i.private for i in placed if i.tech.owner == "dom")
    foreign = sum(i.private for i in placed if i.tech.owner == "for")
    spending = {t: public_spending(solved, t) for t in shown(solved)}
    net = {t: public_net(solved, t) for t in shown(solved)}
    peak = max(spending, key=lambda t: (spending[t] / problem.money.gdp[t], -t))
    pv = sum(public_net(solved, t) * problem.discount[t] for t in problem.calendar.years)
    return {
        "capital_usd_m": public + domestic + foreign, "public_capital_usd_m": public,
        "domestic_capital_usd_m": domestic, "foreign_capital_usd_m": foreign,
        "public_net_usd_m": sum(net.values()), "public_cost_pv_usd_m": pv,
        "peak_public_usd_m": spending[peak], "peak_public_year": peak,
        "peak_public_share_gdp": spending[peak] / problem.money.gdp[peak],
        "peak_public_share_revenue": spending[peak] / problem.money.revenue[peak],
        "public_limit_at_peak_usd_m": problem.money.budget[peak],
        "private_per_public": (domestic + foreign) / public if public > 1.0 else None,
    }


def power_added(solved: Solved) -> float:
    """Firm power that the plan's orders add by the last shown year.   [GW]"""
    last = solved.problem.calendar.shown
    return sum(
        t.provides.get("firm_power", 0.0) * (solved.standing(t, last) - t.existing[last] - t.programme[last])
        for t in solved.problem.techs)


def exports(solved: Solved, year: int) -> float:
    """Gross exports of offset goods.   [USD m]"""
    return sum(
        g.sell_price[year] * solved.sold(g.id, year)
        for g in solved.problem.goods.values() if g.offset and g.sell_price is not None)
