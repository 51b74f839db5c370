"""Final demands in blocks, and the routes that may serve them with the age of what they bring."""

from __future__ import annotations

from catchup.figures import Figures
from catchup.frontier import Frontier
from catchup.model.problem import Calendar, DemandData, RouteData, Series
from catchup.schema.chain import Chain, FinalDemand, Route


def route_age(figures: Figures, route: Route) -> float:
    """Age in years of what a route brings on the day it serves."""
    if route.age == "api_delay":
        return figures("scenario.parameters.api_delay") / 12.0
    if route.age == "lag_open":
        return (figures("scenario.parameters.lag_open") + figures("scenario.parameters.adapt")) / 12.0
    return 0.0


def demand_data(
    figures: Figures, chain: Chain, calendar: Calendar, frontier: Frontier, spending: Series
) -> tuple[DemandData, ...]:
    """All final demands of the chain for this country."""
    return tuple(_demand(figures, k, v, calendar, frontier, spending) for k, v in chain.demands.items())


def _demand(
    figures: Figures, demand_id: str, demand: FinalDemand, calendar: Calendar, frontier: Frontier, spending: Series
) -> DemandData:
    base = f"chain.demands.{demand_id}"
    if demand.anchor == "spending":
        total: Series = spending
    else:
        total = dict.fromkeys(calendar.years, figures(f"profile.{demand.quantity}"))
    blocks = tuple(
        (figures(f"{base}.blocks.{i}.width"), figures(f"{base}.blocks.{i}.value")) for i in range(len(demand.blocks)))
    return DemandData(
        id=demand_id, name=demand.name, unit=demand.unit, total=total, blocks=blocks, must_blocks=demand.must_blocks,
        routes=tuple(_route(figures, base, r, demand.anchor == "spending", calendar, frontier) for r in demand.routes),
        headline=demand.headline, beyond=demand.beyond,
        state_share=figures("profile.demand.government_share") if demand.anchor == "spending" else 0.0,
    )


def _route(
    figures: Figures, base: str, route: Route, ages: bool, calendar: Calendar, frontier: Frontier
) -> RouteData:
    age = route_age(figures, route)
    return RouteData(
        commodity=route.commodity, name=route.name,
        per_unit=figures(f"{base}.routes.{route.commodity}.per_unit"), counts_at_home=route.counts_at_home,
        age=dict.fromkeys(calendar.years, age),
        value={t: frontier.value_factor(age, t) if ages else 1.0 for t in calendar.years},
    )
