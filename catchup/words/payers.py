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
    """Public cash to the last year shown, in USD m; financing is left out."""

    spent: float
    promised: float
    received: float


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
    parts = [num(card, f"{payer}_capital_usd_m") for payer in ("public", "domestic", "foreign")]
    forecast = sum(num(row, "cost_usd_m") for row in plan.rows("projects") if text(row, "origin") == "forecast")
    return Capital(*parts, min(forecast, sum(parts)))


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
    return Treasury(spending(rows), _sum(row for row in rows if text(row, "kind") == "committed"), receipts(rows))


def spending(rows: Iterable[Row]) -> float:
    """Public spending before taxes and financing.   [USD m]"""
    return _sum(row for row in rows if text(row, "kind") not in (*FINANCING, RECEIPTS))


def receipts(rows: Iterable[Row]) -> float:
    """Taxes and surplus that the plan brings in.   [USD m]"""
    return -_sum(row for row in rows if text(row, "kind") == RECEIPTS)


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
    """ "peak USD 1.2 bn in 2033, over that year’s budget of USD 938 m: taxes (USD 40 m) and borrowing cover the rest"."""
    top = peak(plan)
    start = f"peak {money(top.spent)} in {top.year}"
    if top.spent <= top.limit * 1.001 + 0.1:
        return f"{start}, budget that year {money(top.limit)}"
    covers = [f"{name} ({money(amount)})" for name, amount in (("taxes", top.received), ("borrowing", top.borrowed))
              if amount >= SMALL]
    return (f"{start}, over that year’s budget of {money(top.limit)}: "
            f"{joined(covers) or 'taxes and borrowing'} cover{'s' if len(covers) == 1 else ''} the rest")


def price(plan: Plan) -> str:
    """What the headline says of money: public capital first, and private money as a condition where it is a forecast."""
    found = capital(plan)
    public = f"for {money(found.public)} of public capital" if found.public >= SMALL else "without public capital"
    if found.public >= NEARLY_ALL * found.total:
        return public
    if found.mostly_forecast:
        return f"{public}, if private investors put in {money(found.private)}"
    return f"{public} and {money(found.private)} of private" if found.public >= SMALL else (
        f"{public}, for {money(found.private)} of private")
