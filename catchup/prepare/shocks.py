"""What may be taken away, from the records: denial of goods and sites, and caps on imported hardware."""

from __future__ import annotations

from collections.abc import Iterable

from catchup.figures import Figures
from catchup.frontier import Frontier
from catchup.model.problem import Calendar, DemandData, Series
from catchup.model.shocks import Denial, ImportCap, State
from catchup.prepare.standing import StandingStock
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile

STEP = 3
"""years for which one sampled year of a finished plan stands: it and its neighbours"""
REPORTED = (2030, 2035)
"""years reported beside the last shown one"""
AGES = (1, 3)
"""years of denial reported"""
FIRST_CAPPED, SPAN = 2025, 3
"""first year of the first cap, and its length: the cap is renewed"""
CAP = "scenario.parameters.import_cap_2025_2027"


def denial(
    figures: Figures, chain: Chain, calendar: Calendar, discount: Series, frontier: Frontier,
    demands: Iterable[DemandData],
) -> Denial:
    """Shares of the denying group, years that stand for all, and what models held are worth when they are frozen."""
    given = frontier.parameters
    age = max(1, round(given.get("denial_years", 1.0)))
    share = {
        good: figures(f"chain.commodities.{good}.denied_share")
        for good, commodity in chain.commodities.items() if commodity.denied_share is not None}
    years = tuple(sorted({*(t for t in REPORTED if t < calendar.shown), calendar.shown}))
    ages: dict[tuple[str, str, int], Series] = {}
    held: dict[tuple[str, str, int], Series] = {}
    for demand in demands:
        for route in chain.demands[demand.id].routes:
            now = next(r.age for r in demand.routes if r.commodity == route.commodity)
            for years_denied in {age, *AGES} if route.age == "lag_open" else ():
                key = (demand.id, route.commodity, years_denied)
                ages[key] = {t: min(given["lag_cap"], old + years_denied) for t, old in now.items()}
                held[key] = {t: frontier.value_factor(old, t) for t, old in ages[key].items()}
    return Denial(
        group=chain.denying_group or "the denying group", share={g: s for g, s in share.items() if s > 0},
        spare=given.get("spare_parts", 1.0), states=tuple(State(t, age, discount[t]) for t in calendar.years),
        sample=representative(calendar, discount, age),
        shown=tuple(State(t, a) for t in years for a in AGES), held=held, ages=ages,
        probability=figures.get("strategy.denial_probability", 0.0),
    )


def representative(calendar: Calendar, discount: Series, age: int) -> tuple[State, ...]:
    """Every third year from the second on, with the present-value factors of itself and its nearest neighbours."""
    chosen = range(calendar.first + 1, calendar.last + 1, STEP)
    nearest = {t: min(chosen, key=lambda c: (abs(c - t), c)) for t in calendar.years}
    return tuple(State(c, age, sum(discount[t] for t in calendar.years if nearest[t] == c)) for c in chosen)


def import_caps(
    figures: Figures, chain: Chain, profile: Profile, calendar: Calendar, stock: StandingStock,
) -> tuple[ImportCap, ...]:
    """Cap / (1 - leak) on hardware delivered in each span, less what programmes bring; in thousands.

    None where the scenario has no cap, the country is not on the list, or it is an ally of the incumbents (tier A).
    """
    if not figures.has(CAP) or not profile.trade.on_control_list or profile.country.access_tier == "A":
        return ()
    per_unit = figures("chain.model.h100e_per_usd_m") / 1000.0
    allowed = figures(CAP) / (1.0 - figures.get("scenario.parameters.leak", 0.0)) / 1000.0
    out = []
    for good in dict.fromkeys(a.hardware for a in chain.assets.values() if a.hardware is not None):
        coming = _coming(figures, chain, calendar, stock, good)
        spans = []
        for first in range(FIRST_CAPPED, calendar.last + 1, SPAN):
            last = min(first + SPAN - 1, calendar.last)
            taken = per_unit * sum(coming.get(t, 0.0) for t in range(first, last + 1))
            spans.append((first, last, max(0.0, allowed - taken)))
        out.append(ImportCap(good, chain.commodities[good].name, "k H100e", per_unit, tuple(spans)))
    return tuple(out)


def _coming(
    figures: Figures, chain: Chain, calendar: Calendar, stock: StandingStock, good: str) -> dict[int, float]:
    """Hardware of programmes by year of delivery, after the first year.   [capacity units]"""
    out = dict.fromkeys(calendar.years, 0.0)
    for asset_id, asset in chain.assets.items():
        if asset.hardware == good:
            life = max(1, round(figures(f"chain.assets.{asset_id}.life_years")))
            for mode in asset.modes:
                there = stock.programme(asset_id, mode, life)
                for t in range(calendar.first + 1, calendar.last + 1):
                    out[t] += max(0.0, there[t] - there[t - 1])
    return out
