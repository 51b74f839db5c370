"""Names of the pictures for those who do not see them: sentences with the numbers of the tables."""

from __future__ import annotations

from catchup.cells import flag, maybe, num, text, whole
from catchup.plan import Plan
from catchup.words.figures import money, money_bn, percent, years


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


def graph(plan: Plan, shown: int) -> str:
    """Figure 3 in words."""
    nodes = plan.rows("nodes")
    parts = [f"{sum(1 for n in nodes if text(n, 'state').startswith(state))} {words}" for state, words in (
        ("home", "at home today"), ("built", "built by this plan"), ("bought", "bought abroad"))]
    tight = [f"{text(b, 'name')} from {whole(b, 'first_year')} to {whole(b, 'last_year')}"
             for b in plan.rows("binding")]
    binds = f" What binds: {'; '.join(tight)}." if tight else " Nothing binds."
    return f"Graph of {shown} inputs and uses, {', '.join(parts)}.{binds}"


def gantt(plan: Plan) -> str:
    """Figure 4 in words."""
    rows = sorted((r for r in plan.rows("projects") if text(r, "origin") == "plan"), key=lambda r: whole(r, "rank"))
    if not rows:
        under_way = [f"{text(r, 'name')}, first output {whole(r, 'online')}" for r in plan.rows("projects")[:4]]
        return f"Time chart. No new orders. Under way: {'; '.join(under_way) or 'nothing'}."
    said = [f"{text(r, 'name')} ordered {whole(r, 'first_order')}, first output {whole(r, 'online')}" for r in rows[:6]]
    more = f"; and {len(rows) - 6} more" if len(rows) > 6 else ""
    total = sum(num(r, "cost_usd_m") for r in rows)
    return f"Time chart of {len(rows)} orders costing USD {money_bn(total)} bn: {'; '.join(said)}{more}."


def bars(plan: Plan) -> str:
    """Figure 5 in words."""
    rows = plan.rows("limits")
    peak = max(rows, key=lambda r: num(r, "public_net_usd_m"))
    return (f"Stacked bars by year, USD bn. Net public money peaks in {whole(peak, 'year')} at "
            f"{money_bn(num(peak, 'public_net_usd_m'))} against a limit of "
            f"{money_bn(num(peak, 'public_limit_usd_m'))}; domestic private money in that year "
            f"{money_bn(num(peak, 'domestic_usd_m'))}, foreign money {money_bn(num(peak, 'foreign_usd_m'))}.")


def scatter(plan: Plan) -> str:
    """Figure 6 in words."""
    said = [f"{text(r, 'name')}{' (this plan)' if flag(r, 'this') else ''} {money_bn(num(r, 'capital_usd_m'))} bn and "
            f"{percent(maybe(r, 'home_share_end'))}" for r in plan.rows("alternatives")]
    return f"Scatter of capital in USD bn against share of need served at home: {'; '.join(said)}."


def tornado(plan: Plan, shown: int) -> str:
    """Figure 7 in words."""
    rows = plan.rows("sensitivity")[:3]
    said = [f"{text(r, 'name')} from {money_bn(num(r, 'welfare_low'))} to {money_bn(num(r, 'welfare_high'))}"
            for r in rows]
    return (f"Bars of net benefit in USD bn with {shown} inputs at low and high, one at a time, around "
            f"{money_bn(num(plan.scorecard, 'welfare_usd_m'))} ({money(num(plan.scorecard, 'welfare_usd_m'))}): "
            f"{'; '.join(said)}.")
