"""Numbers of a plan that an audit cannot know, or only within a limit, each with the reason: `table.column`.

A column stands here if one per cent or one unit more in one of its cells may go unnoticed though it is more than
rounding. Many of their cells are noticed all the same: a price of a good that is bought, a limit that binds.
"""

from __future__ import annotations

from catchup.audit.book import CARD, META

SOLVE = "what another solve found; to know it, solve again"
PRICES = "worth of one more unit, out of the solver: it takes the program to work it out again"
BASE = "the plan of import, or of another strategy: audit that plan's own file"
UNUSED = "a figure that nothing in the plan uses in that year: nothing is bought, sold, made or served at it"
SLACK = "a limit that does not bind, or a first and last year: only being beyond it would be noticed"
GIVEN = "an input, taken as given; noticed where the step from it to the plan is short, or outside its range"
PATH = "from the path of the frontier, which the plan shows but does not derive"
GAP = "what no investor covers at scenario prices: noticed where something is ordered, else it takes all prices"
UNDER_WAY = "of a programme under way: the profile's, which the plan adds up by asset but does not list one by one"
MADE = "how the plan was made, not what it says"


def _listed(reason: str, table: str, *columns: str) -> dict[str, str]:
    return {f"{table}.{column}": reason for column in columns}


BLIND: dict[str, str] = {
    **_listed(PRICES, "prices", "year", "usd_m_per_unit"),
    **_listed(PRICES, "binding", "worth_usd_m"),
    **_listed(PRICES, "holds", "usd_m_per_unit"),
    **_listed(SLACK, "binding", "first_year", "last_year"),
    **_listed(SLACK, "holds", "first_year", "last_year"),
    **_listed(SOLVE, "left_out", "year", "cost_usd_m", "enters_usd_m", "short_share", "whole_usd_m"),
    **_listed(SOLVE, "sensitivity", "welfare_low", "welfare_high", "home_age_low", "home_age_high", "home_share_low",
              "home_share_high", "low", "high"),
    **_listed(SOLVE, CARD, "welfare_without_support_usd_m", "embargo_share_with_sites_end"),
    **_listed(SOLVE, "embargo_strategies", "share_mean"),
    **_listed(BASE, "alternatives", "home_age_end", "home_share_end", "public_cost_usd_m", "capital_usd_m",
              "offset_2035", "peak_share_gdp"),
    **_listed(BASE, "embargo", "base_share", "base_lag"),
    **_listed(BASE, "embargo_strategies", "share_end", "lag_end"),
    **_listed(BASE, "trajectory", "base_home_age", "base_home_share", "base_own_age", "base_service_age",
              "base_served_home_usd_m"),
    **_listed(PATH, "trajectory", "frontier_log10", "own_age", "own_dist_age"),
    **_listed(PATH, "route_years", "age", "value"),
    **_listed(GIVEN, "inputs", "value", "low", "high", "year"),
    **_listed(GAP, "ways", "gap"),
    **_listed(UNUSED, "ways", "access"),
    **_listed(UNUSED, "goods", "tariff"),
    **_listed(UNUSED, "good_years", "buy_price", "sell_price", "home_price"),
    **_listed(UNUSED, "terms", "value"),
    **_listed(UNUSED, "growth", "carried"),
    **_listed(SLACK, "good_years", "bought"),
    **_listed(SLACK, "years", "reserve", "base_exchange_out"),
    **_listed(SLACK, "demands", "must_blocks"),
    **_listed(SLACK, "sales", "width"),
    **_listed(SLACK, "demand_years", "total"),
    **_listed(SLACK, "denied_use", "part", "amount"),
    **_listed(BASE, CARD, "offset_pv"),
    **_listed(GIVEN, "pulls", "amount"),
    **_listed(UNDER_WAY, "projects", "size", "last_order", "online"),
    **_listed(MADE, META, "gap", "columns", "rows", "nonzeros", "integers", "solves"),
}
