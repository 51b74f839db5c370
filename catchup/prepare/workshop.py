"""What every asset needs to be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catchup.figures import Figures
from catchup.model.problem import Calendar, Series
from catchup.prepare.prices import PriceBook
from catchup.prepare.standing import StandingStock
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile


@dataclass(frozen=True)
class Workshop:
    """Figures and records of a run, and what was worked out of them before the assets."""

    figures: Figures
    chain: Chain
    profile: Profile
    calendar: Calendar
    prices: PriceBook
    stock: StandingStock
    seeds: Mapping[str, Series]
    """what builders can start in a year, by asset"""
    beyond_rent: bool
    loss_left: Mapping[bool, Series]
    """what levers leave of the loss of public investment by year: of the state's own orders, and of support"""
