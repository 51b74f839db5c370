"""Names of the pictures for those who do not see them: sentences with the numbers of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from catchup.cells import flag, maybe, num, text, whole
from catchup.plan import Plan, Row
from catchup.words.answer import last_year
from catchup.words.figures import money, money_bn, percent, years
from catchup.words.sense import Sense, judge


class PublicYear(Protocol):
    """Public money of a year, in USD m."""

    @property
    def spent(self) -> float:
        """Before taxes."""

    @property
    def received(self) -> float:
        """Taxes and surplus."""

    @property
    def limit(self) -> float:
        """Yearly budget."""


def trajectory(plan: Plan) -> str:
    """Figure 1 in words."""
    rows = plan.rows("trajectory")
    first, last = rows[0], rows[-1]
    return (
        f"Line chart, {whole(first, 'year')} to {whole(last, 'year')}. Home-served lag: "
        f"{years(maybe(first, 'home_age'))} in {whole(first, 'year')}, {years(maybe(last, 'home_age'))} in "
        f"{whole(last, 'year')}; without the plan {years(maybe(last, 'base_home_age'))}. Share of need that machines "
        f"at home can serve: {percent(maybe(first, 'home_share'))} in {whole(first, 'year')}, "
        f"{percent(maybe(last, 'home_share'))} in {whole(last, 'year')}; without the plan "
        f"{percent(maybe(last, 'base_home_share'))}. Own training in {whole(last, 'year')}: "
        f"{years(maybe(last, 'own_age'))} behind.")


def graph(nodes: Sequence[Row], shown: int, binding: Sequence[tuple[str, str]]) -> str:
    """Figure 2 in words; `binding` has the name and the years of what binds with weight."""
    parts = [f"{sum(1 for n in nodes if text(n, 'state').startswith(state))} {words}" for state, words in (
        ("home", "at home today"), ("built", "built under this plan"), ("bought", "bought abroad"))]
    tight = "; ".join(f"{name}, {when}" for name, when in binding)
    binds = f" What binds most: {tight}." if tight else " Nothing binds."
    return f"Graph of {shown} of {len(nodes)} inputs and uses. Of all, {', '.join(parts)}.{binds}"


def gantt(plan: Plan) -> str:
    """Figure 3 in words."""
    rows = sorted((r for r in plan.rows("projects") if text(r, "origin") == "plan"), key=lambda r: whole(r, "rank"))
    if not rows:
        under_way = [f"{text(r, 'name')}, first output {whole(r, 'online')}" for r in plan.rows("projects")[:4]]
        return f"Time chart. No new orders. Under way: {'; '.join(under_way) or 'nothing'}."
    said = [f"{text(r, 'name')} ordered {whole(r, 'first_order')}, first output {whole(r, 'online')}" for r in rows[:6]]
    more = f"; and {len(rows) - 6} more" if len(rows) > 6 else ""
    total, public = (sum(num(r, key) for r in rows) for key in ("cost_usd_m", "public_usd_m"))
    return (f"Time chart of {len(rows)} projects with public money, USD {money_bn(total)} bn in all, "
            f"{money_bn(public)} of it public: {'; '.join(said)}{more}.")


def bars(plan: Plan, public: Sequence[PublicYear]) -> str:
    """Figure 4 in words."""
    rows = [row for row in plan.rows("limits") if whole(row, "year") <= last_year(plan)]
    row, peak = max(zip(rows, public, strict=True), key=lambda pair: pair[1].spent)
    last_row, last = rows[-1], public[-1]
    return (f"Bars by year on two scales, USD bn. Public spending peaks in {whole(row, 'year')} at "
            f"{money_bn(peak.spent)} against a yearly budget of {money_bn(peak.limit)}; taxes and surplus bring in "
            f"{money_bn(last.received)} in {whole(last_row, 'year')}. Domestic private money in that year "
            f"{money_bn(num(last_row, 'domestic_usd_m'))}, foreign money {money_bn(num(last_row, 'foreign_usd_m'))}.")


def scatter(plan: Plan) -> str:
    """Figure 5 in words."""
    said = [f"{text(r, 'name')}{' (this plan)' if flag(r, 'this') else ''} {money(num(r, 'capital_usd_m'))}, "
            f"{percent(maybe(r, 'home_share_end'))}, {money(num(r, 'welfare_usd_m'))}" for r in standing(plan)]
    return f"Scatter of strategies by capital, share of need served at home, and net benefit: {'; '.join(said)}."


def standing(plan: Plan) -> list[Row]:
    """The strategies to compare; a plan that does not exist is none of them."""
    none = judge(plan) is Sense.INFEASIBLE
    return [row for row in plan.rows("alternatives") if not (none and flag(row, "this"))]


def tornado(plan: Plan, shown: int) -> str:
    """Figure 6 in words."""
    rows = plan.rows("sensitivity")[:3]
    said = [f"{text(r, 'name')} from {money_bn(num(r, 'welfare_low'))} to {money_bn(num(r, 'welfare_high'))}"
            for r in rows]
    return (f"Bars of net benefit in USD bn with {shown} inputs at low and high, one at a time, around "
            f"{money(num(plan.scorecard, 'welfare_usd_m'))}: "
            f"{'; '.join(said)}.")
