"""Who pays: capital by payer and what of it is a forecast, public spending and what comes back, the peak year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catchup.cells import num, text, whole
from catchup.plan import Plan, Row
from catchup.words.figures import money
from catchup.words.names import joined

SMALL = 1.0  # USD m
NEARLY_ALL = 0.98
RECEIPTS = "taxes_and_surplus"
OWN_BILL = frozenset({"service_bill_of_the_state", "imports_of_the_state"})
PROMISED = "committed"
FINANCING = frozenset({"borrowing", "debt_service", "reserve"})


@dataclass(frozen=True)
class Capital:
    """Capital of the plan in USD m; `forecast` is the part of it that private owners order without public money."""

    public: float
    domestic: float
    foreign: float
    forecast: float

    @property
    def private(self) -> float:
        """Domestic and foreign."""
        return self.domestic + self.foreign

    @property
    def total(self) -> float:
        """All payers."""
        return self.public + self.private

    @property
    def mostly_forecast(self) -> bool:
        """Is half of it or more what others are expected to do?"""
        return self.total > SMALL and self.forecast >= 0.5 * self.total


@dataclass(frozen=True)
class Treasury:
    """Public cash to the last year shown, in USD m; financing is left out.

    plan      capital, upkeep, training and reform of this plan
    promised  programmes under way
    bill      what the state pays for AI services that it uses itself, under any strategy
    received  taxes and surplus
    """

    plan: float
    promised: float
    bill: float
    received: float

    @property
    def spent(self) -> float:
        """Before taxes."""
        return self.plan + self.promised + self.bill


@dataclass(frozen=True)
class Peak:
    """The dearest public year, in USD m, and what covers what its budget does not."""

    year: int
    spent: float
    limit: float
    received: float
    borrowed: float


def capital(plan: Plan) -> Capital:
    """From the scorecard and the list of projects."""
    card = plan.scorecard
    public, domestic, foreign = (num(card, f"{payer}_capital_usd_m") for payer in ("public", "domestic", "foreign"))
    forecast = sum(num(row, "cost_usd_m") for row in plan.rows("projects") if text(row, "origin") == "forecast")
    return Capital(public, domestic, foreign, min(forecast, public + domestic + foreign))


def public_rows(plan: Plan, year: int | None = None) -> list[Row]:
    """Public cash of the years shown, or of one of them."""
    last = whole(plan.meta, "last_shown") or 2040
    return [row for row in plan.rows("money") if text(row, "payer") == "public" and whole(row, "year") <= last
            and (year is None or whole(row, "year") == year)]


def treasury(plan: Plan) -> Treasury | None:
    """Sums over the years shown; None without a table of money."""
    rows = public_rows(plan)
    if not rows:
        return None
    promised, bill = _sum(row for row in rows if text(row, "kind") == PROMISED), own_bill(rows)
    return Treasury(spending(rows) - promised - bill, promised, bill, receipts(rows))


def spending(rows: Iterable[Row]) -> float:
    """Public spending before taxes and financing.   [USD m]"""
    return _sum(row for row in rows if text(row, "kind") not in (*FINANCING, RECEIPTS))


def receipts(rows: Iterable[Row]) -> float:
    """Taxes and surplus that the plan brings in.   [USD m]"""
    return -_sum(row for row in rows if text(row, "kind") == RECEIPTS)


def own_bill(rows: Iterable[Row]) -> float:
    """What the state pays for AI services that it uses itself.   [USD m]"""
    return _sum(row for row in rows if text(row, "kind") in OWN_BILL)


def borrowed(rows: Iterable[Row]) -> float:
    """New debt and drawn reserve less debt service.   [USD m]"""
    return -_sum(row for row in rows if text(row, "kind") in FINANCING)


def _sum(rows: Iterable[Row]) -> float:
    return sum(num(row, "usd_m") for row in rows)


def peak(plan: Plan) -> Peak:
    """The peak year of the scorecard."""
    card = plan.scorecard
    year = whole(card, "peak_public_year")
    rows = public_rows(plan, year)
    return Peak(year, num(card, "peak_public_usd_m"), num(card, "public_limit_at_peak_usd_m"), receipts(rows),
                borrowed(rows))


def peak_words(plan: Plan) -> str:
    """ "peak USD 1.2 bn in 2033, USD 218 m over that year’s budget: borrowing and taxes cover it"."""
    top = peak(plan)
    start, over = f"peak {money(top.spent)} in {top.year}", top.spent - top.limit
    if over <= 0.001 * top.limit + 0.1:
        return f"{start}, budget that year {money(top.limit)}"
    amounts = sorted((("borrowing", top.borrowed), ("taxes", top.received)), key=lambda pair: -pair[1])
    covers = [name for name, amount in amounts if amount >= SMALL] or ["taxes", "borrowing"]
    return (f"{start}, {money(over)} over that year’s budget: {joined(covers)} "
            f"{'covers' if covers == ['borrowing'] else 'cover'} it")


def price(plan: Plan) -> str:
    """What the headline says of money: public capital first; private money is a condition where it is a forecast."""
    found = capital(plan)
    public = f"for {money(found.public)} of public capital" if found.public >= SMALL else "without public capital"
    if found.public >= NEARLY_ALL * found.total:
        return public
    if found.mostly_forecast:
        return f"{public}, if private investors put in {money(found.private)}"
    return f"{public} and {money(found.private)} of private" if found.public >= SMALL else (
        f"{public}, for {money(found.private)} of private")
