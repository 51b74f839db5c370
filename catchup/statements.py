"""Statements about plans: does a plan do what the profile says that plans do?

Reads the tables of a plan alone, so that the same sentence can be held against a plan that was solved just now and
against one that was kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from catchup.figures import Figures
from catchup.loading.records import words_of_chain
from catchup.loading.statement_check import promised, within
from catchup.schema.statement import PlanClaim, Statement
from catchup.units import factor

if TYPE_CHECKING:
    from catchup.plan import Plan
    from catchup.schema.chain import Chain
    from catchup.schema.profile import Profile

FIRM = "firm_power"
_SLACK = 1e-4
"""share by which a solved figure may miss its bound: plans are rounded, and the solver has a tolerance"""


@dataclass(frozen=True)
class Judged:
    """One statement held against the plan of one strategy."""

    number: int
    statement: Statement
    strategy: str
    found: str
    """what the plan does instead; empty where the statement holds"""
    wanted: str

    @property
    def holds(self) -> bool:
        """Does the plan do what the statement says?"""
        return not self.found

    def __str__(self) -> str:
        return f'statement "{self.statement.say}" fails: {self.found}; promised {self.wanted}'


@dataclass(frozen=True)
class Country:
    """What a plan is read against: the profile in the chain's units, the chain, and the figures of the run."""

    profile: Profile
    chain: Chain
    figures: Figures


def strategies_of(profile: Profile, every: Iterable[str]) -> list[str]:
    """Strategies whose plans the profile's statements speak about; `every` is what `all` stands for."""
    named: dict[str, None] = {}
    for statement in profile.statements:
        if statement.plan is not None:
            named.update(dict.fromkeys(every if statement.plan.strategies == "all" else statement.plan.strategies))
    return list(named)


def judge(country: Country, strategy: str, plan: Plan | None) -> list[Judged]:
    """Every statement about plans that speaks about this strategy; without a plan, none holds."""
    out = []
    for number, statement in enumerate(country.profile.statements):
        claim = statement.plan
        if claim is not None and (claim.strategies == "all" or strategy in claim.strategies):
            found, wanted = _held(claim, country, plan) if plan is not None else ("there is no plan", "a plan")
            out.append(Judged(number, statement, strategy, f"under {strategy} {found}" if found else "", wanted))
    return out


def _held(claim: PlanClaim, country: Country, plan: Plan) -> tuple[str, str]:
    """What the plan does against the claim, or nothing; and what was promised."""
    if claim.no_order_of is not None:
        return _none_ordered(claim.no_order_of, claim.before, plan, "year", "no order of")
    if claim.no_output_of is not None:
        return _none_ordered(claim.no_output_of, claim.before, plan, "online", "no output of new")
    if claim.order_of is not None:
        return _ordered(claim.order_of, claim.before, plan)
    if claim.capacity_of is not None:
        return _capacity(claim, claim.capacity_of, country, plan)
    if claim.power_before is not None:
        return _powered(claim.power_before, country, plan)
    return _measured(claim, plan)


def _none_ordered(assets: tuple[str, ...], before: int | None, plan: Plan, column: str, what: str) -> tuple[str, str]:
    wanted = f"{what} {' or '.join(assets)}{f' before {before}' if before else ''}"
    early = [row for row in _orders(plan, assets) if before is None or row[column] < before]
    if not early:
        return "", wanted
    first = min(early, key=lambda row: row[column])
    online = f", with first output in {first['online']}" if column == "online" else ""
    return f"{first['size']:,.6g} {first['unit']} of {first['asset']} are ordered in {first['year']}{online}", wanted


def _ordered(assets: tuple[str, ...], before: int | None, plan: Plan) -> tuple[str, str]:
    wanted = f"an order of {' or '.join(assets)}{f' before {before}' if before else ''}"
    years = [row["year"] for row in _orders(plan, assets)]
    if any(before is None or year < before for year in years):
        return "", wanted
    return (f"the first order is in {min(years)}" if years else "none is ordered"), wanted


def _orders(plan: Plan, assets: tuple[str, ...]) -> list[dict[str, Any]]:
    return [dict(row) for row in plan.rows("investments") if row["asset"] in assets]


def _capacity(claim: PlanClaim, asset: str, country: Country, plan: Plan) -> tuple[str, str]:
    unit = country.chain.assets[asset].capacity_unit
    shown = claim.unit or unit
    year = claim.year or 0
    value = _stands(plan, asset, year) + _let(country.profile, asset)
    value *= factor(unit, shown, words_of_chain(country.chain))
    wanted = f"{promised(claim)} {shown} in {year}"
    return ("" if within(claim, value, _SLACK) else f"{value:,.6g} {shown} of {asset} stand in {year}"), wanted


def _stands(plan: Plan, asset: str, year: int, parts: tuple[str, ...] = ("existing", "programmes", "orders")) -> float:
    """Capacity in place by part: today's that the plan may use, programmes, orders."""
    rows = [row for row in plan.rows("capacity") if row["asset"] == asset and row["year"] == year]
    return sum(cast(float, row[part]) for row in rows for part in parts)


def _let(profile: Profile, asset: str) -> float:
    """Today's capacity that is let to others, which the plan does not count."""
    return sum(
        entry.capacity.value * (1.0 - entry.free_share.value) for entry in profile.existing
        if entry.asset == asset and entry.free_share is not None)


def _powered(asset: str, country: Country, plan: Plan) -> tuple[str, str]:
    """What stands today has its place in today's load; what comes needs spare power or new plant."""
    wanted = f"firm power for every new {asset} in the year in which it stands"
    read = country.figures
    draws = f"chain.assets.{asset}.occupies.{FIRM}.amount"
    per_unit = read(draws) if read.has(draws) else 0.0
    for year in sorted({cast(int, row["year"]) for row in plan.rows("capacity")}):
        need = per_unit * _stands(plan, asset, year, ("programmes", "orders"))
        have = read("profile.power.spare_firm") + sum(_firm(read, plan, year))
        if need > have * (1.0 + _SLACK) + 1e-6:
            return f"its new {asset} need {need:.4g} GW of firm power in {year}, when {have:.4g} GW stand", wanted
    return "", wanted


def _firm(read: Figures, plan: Plan, year: int) -> Iterator[float]:
    for name in dict.fromkeys(str(row["asset"]) for row in plan.rows("capacity")):
        path = f"chain.assets.{name}.provides.{FIRM}.amount"
        if read.has(path):
            yield read(path) * _stands(plan, name, year)


def _measured(claim: PlanClaim, plan: Plan) -> tuple[str, str]:
    if claim.measure == "home_share":
        rows = [row for row in plan.rows("trajectory") if claim.year is None or row["year"] == claim.year]
        shares = [(cast(float, row["home_share"]), cast(int, row["year"])) for row in rows]
        name = "machines at home can serve"
    else:
        shares = [(cast(float, plan.scorecard["peak_public_share_gdp"]),
                   cast(int, plan.scorecard["peak_public_year"]))]
        name = "public spending as a share of GDP peaks at"
    wanted = f"{promised(claim)}{f' in {claim.year}' if claim.year else ''}"
    wrong = [(share, year) for share, year in shares if not within(claim, share, _SLACK)]
    return (f"{name} {wrong[0][0]:.4g} in {wrong[0][1]}" if wrong else ""), wanted
