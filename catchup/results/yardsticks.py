"""The rest of the scorecard: offset over the horizon, foreign exchange, world share, stranded capital, price of a job.

Economics 12. All of them are read off the decisions; none enters the choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catchup.figures import Figures
from catchup.model.problem import Tech
from catchup.results.lags import headline
from catchup.results.money import shown
from catchup.results.reading import Placed, Solved
from catchup.results.scorecard import exchange_out, need_from_abroad

IDLE, IDLE_YEARS = 0.5, 3
"""capacity used under half for three years in a row is stranded (economics 12)"""


def yardsticks(solved: Solved, base: Solved, figures: Figures) -> dict[str, Any]:
    """Figures of the scorecard that compare a plan with `import` or with the world."""
    found: dict[str, Any] = {"offset_pv": offset_over_horizon(solved, base)}
    found |= exchange(solved, base, 1000.0 * figures("profile.economy.reserves"))
    found |= world_share(solved, figures("chain.economics.export_blocks.0.width"))
    jobs, support = jobs_of_support(solved)
    last = solved.problem.calendar.shown
    found |= {
        "stranded_usd_m": sum(stranded(solved, item) for item in solved.placed()),
        "jobs_supported": jobs, "subsidy_per_job_usd_m": support / jobs if jobs >= 1.0 and support > 0 else None,
        "staff_end": sum(solved.standing(t, last) * sum(t.staff.values()) for t in solved.problem.techs),
    }
    return found


def offset_over_horizon(solved: Solved, base: Solved) -> float:
    """PV(ND under import - ND) / PV(Dem) over the shown years.   [ratio]"""
    problem = solved.problem
    before, after = need_from_abroad(base), need_from_abroad(solved)
    years = shown(solved)
    saved = sum(problem.discount[t] * (before[t] - after[t]) for t in years)
    demand = sum(problem.discount[t] * headline(problem).total[t] for t in years)
    return saved / demand if demand > 0 else 0.0


def exchange(solved: Solved, base: Solved, reserves: float) -> dict[str, Any]:
    """Foreign exchange against `import`: PV of what is saved, and the year that draws most on reserves.   [USD m]"""
    before, after, problem = exchange_out(base), exchange_out(solved), solved.problem
    drawn = {t: after[t] - before[t] for t in shown(solved)}
    worst = max(drawn, key=lambda t: (drawn[t], -t))
    most = max(0.0, drawn[worst])
    return {
        "exchange_saved_pv_usd_m": -sum(problem.discount[t] * amount for t, amount in drawn.items()),
        "exchange_peak_usd_m": most, "exchange_peak_year": worst if most > 0 else None,
        "exchange_peak_share_reserves": most / reserves,
    }


def world_share(solved: Solved, first_block: float) -> dict[str, Any]:
    """Largest share of a world market sold in any shown year; the first block is a known share of it."""
    best: tuple[float, str, int | None] = (0.0, "", None)
    for good in solved.problem.goods.values():
        if good.blocks:
            for t in shown(solved):
                market = good.blocks[0].width[t] / first_block
                share = solved.sold(good.id, t) / market if market > 0 else 0.0
                if share > best[0] + 1e-9:
                    best = share, good.name, t
    return {"world_share_best": best[0], "world_share_name": best[1] or None, "world_share_year": best[2]}


def jobs_of_support(solved: Solved) -> tuple[float, float]:
    """Staff of plants of other owners that take public money, and that money.   [people, USD m]"""
    helped = [i for i in solved.placed() if i.tech.owner != "pub" and i.public > 0]
    return sum(i.size * sum(i.tech.staff.values()) for i in helped), sum(i.public for i in helped)


def stranded(solved: Solved, item: Placed) -> float:
    """Undepreciated cost of an order when its capacity has been used under half for three years in a row.   [USD m]"""
    tech, calendar = item.tech, solved.problem.calendar
    use = utilisation(solved, tech)
    online = item.order.online
    grown = online + len(tech.ramp)
    idle = 0
    for t in range(grown, min(calendar.shown, online + tech.life - 1) + 1):
        idle = idle + 1 if use.get(t, 1.0) < IDLE else 0
        if idle == IDLE_YEARS:
            left = 1.0 - (t - online + 1) / tech.life
            return max(0.0, left) * item.size * tech.capex[item.order.year] * (1.0 + tech.overrun)
    return 0.0


def utilisation(solved: Solved, tech: Tech) -> Mapping[int, float]:
    """Use of the capacity in place by year; what also gives by standing there counts as used.   [fraction]"""
    problem = solved.problem
    runs = [a for a in problem.activities if a.asset == tech.asset]
    if not runs or tech.provides or tech.vintage is not None:
        return {}
    out = {}
    for t in problem.calendar.years:
        standing = solved.standing(tech, t)
        if standing > 0:
            out[t] = sum(solved(solved.v.run[a.id, tech.mode, t]) / a.full_output(t) for a in runs) / standing
    return out
