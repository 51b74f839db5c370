"""Plans of the shipped profiles as `catchup plan --json` writes them, each solved once a session."""

from __future__ import annotations

from functools import cache

from catchup.audit.book import Book
from catchup.audit.files import book
from catchup.explain import Depth
from catchup.load import load_chain, load_profile, load_scenario, load_strategy
from catchup.plan import Plan, from_json, to_json
from catchup.solve import make_country_plan


@cache
def plan(iso3: str, strategy: str, depth: Depth = "plan", scenario: str = "business_as_usual") -> Plan:
    """A plan, written and read back."""
    profile = load_profile(iso3)
    made = make_country_plan(
        profile, load_chain(), load_scenario(scenario), load_strategy(strategy),
        as_of=profile.record.as_of, depth=depth)
    return from_json(to_json(made))


def book_of(iso3: str, strategy: str) -> Book:
    """Its tables."""
    return book(plan(iso3, strategy), f"{iso3}.json")
