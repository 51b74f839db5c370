"""Final demands in blocks, and the routes that may serve them with the age of what they bring."""

from __future__ import annotations

from catchup.figures import Figures
from catchup.frontier import Frontier
from catchup.model.problem import Calendar, DemandData, RouteData, Series
from catchup.schema.chain import Chain, FinalDemand, Route


def route_ages(
    figures: Figures, route: Route, frontier: Frontier, fleet: Series, years: range, distils: bool = False,
) -> dict[int, float]:
    """Age in years of what a route brings, by year.

    A model trained at home has the age that today's machines and those under way can reach; a run on machines that the
    plan orders would make the value of the route depend on the plan. A model taught by foreign ones is younger.
    """
    if route.age == "own_model":
        share = figures("profile.demand.largest_allocation")
        efficiency = figures("profile.demand.algorithmic_efficiency")
        runs = {t: frontier.own_training_flop(fleet[t], t, share) for t in years}
        reached = frontier.distilled_log10 if distils else frontier.own_log10
        return {t: frontier.age(reached(runs, t, efficiency), t) for t in years}
    months = {"api_delay": ("api_delay",), "lag_open": ("lag_open", "adapt"), "none": ()}[route.age]
    return dict.fromkeys(years, sum(figures(f"scenario.parameters.{m}") for m in months) / 12.0)


def demand_data(
    figures: Figures, chain: Chain, calendar: Calendar, frontier: Frontier, spending: Series, fleet: Series,
    closed: frozenset[str] = frozenset(), distils: bool = False,
) -> tuple[DemandData, ...]:
    """All final demands of the chain for this country; `fleet` is today's machines and those under way.   [H100e]

    Levers may close routes, and let foreign models teach those of the country.
    """
    return tuple(
        _demand(figures, k, v, calendar, frontier, spending, fleet, closed, distils) for k, v in chain.demands.items())


def _demand(
    figures: Figures, demand_id: str, demand: FinalDemand, calendar: Calendar, frontier: Frontier, spending: Series,
    fleet: Series, closed: frozenset[str], distils: bool,
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
        routes=tuple(
            _route(figures, base, r, route_ages(figures, r, frontier, fleet, calendar.years, distils), frontier)
            for r in demand.routes if r.commodity not in closed),
        headline=demand.headline, beyond=demand.beyond,
        state_share=figures("profile.demand.government_share") if demand.anchor == "spending" else 0.0,
    )


def _route(figures: Figures, base: str, route: Route, ages: Series, frontier: Frontier) -> RouteData:
    return RouteData(
        commodity=route.commodity, name=route.name,
        per_unit=figures(f"{base}.routes.{route.commodity}.per_unit"), counts_at_home=route.counts_at_home,
        age=ages, value={t: frontier.value_factor(age, t) if age > 0 else 1.0 for t, age in ages.items()},
    )
