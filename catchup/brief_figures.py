"""The figures of the country brief: heading, picture, description and the table behind it."""

from __future__ import annotations

from catchup.cells import flag, maybe, num, text, whole
from catchup.charts import bars, gantt, graph, scatter, tornado, trajectory
from catchup.charts.figure import Figure, Table
from catchup.plan import Plan, Row
from catchup.words import describe, titles
from catchup.words.answer import last_year
from catchup.words.figures import LAG_CAP, money_bn, number, percent, quantity, quantity_span, years

STRONGEST = 10
FIGURES = ("trajectory", "graph", "gantt", "bars", "scatter", "tornado")
ORIGINS = {"plan": "this plan", "forecast": "private forecast", "programme": "under way"}


def figures(plan: Plan) -> dict[str, Figure]:
    """Every figure for which the plan has a table, by name."""
    makers = {"trajectory": (_trajectory, "trajectory"), "graph": (_graph, "nodes"), "gantt": (_gantt, "projects"),
              "bars": (_bars, "limits"), "scatter": (_scatter, "alternatives"), "tornado": (_tornado, "sensitivity")}
    return {name: make(plan) for name, (make, table) in makers.items() if plan.rows(table)}


def shown_years(plan: Plan, table: str) -> list[Row]:
    """Rows of a table up to the last year shown, by year."""
    rows = [row for row in plan.rows(table) if whole(row, "year") <= last_year(plan)]
    return sorted(rows, key=lambda row: whole(row, "year"))


def _trajectory(plan: Plan) -> Figure:
    rows = shown_years(plan, "trajectory")
    body = tuple((
        str(whole(row, "year")), number(num(row, "frontier_log10"), 2), years(maybe(row, "home_age"), unit=False),
        years(maybe(row, "base_home_age"), unit=False), percent(maybe(row, "home_share")),
        percent(maybe(row, "base_home_share")), years(maybe(row, "own_age"), unit=False),
        years(maybe(row, "own_dist_age"), unit=False)) for row in rows)
    table = Table("Lag in years and share of need served at home, by year", (
        "Year", "Frontier, log10", "Home-served lag", "Without the plan", "Home share", "Without the plan",
        "Own-training lag", "With distillation"), body)
    own = maybe(rows[-1], "own_age")
    capped = own is None or own >= LAG_CAP
    note = (f"Effective compute, frontier of {whole(rows[0], 'year')} = 1, log scale. Read the gap sideways: how long "
            f"ago the frontier stood there.{' Own training stays over 10 years behind: no line.' if capped else ''}")
    return Figure(1, "trajectory", titles.trajectory(plan), describe.trajectory(plan), "charts/trajectory.svg.jinja",
                  trajectory.draw(rows), table, note)


def _graph(plan: Plan) -> Figure:
    drawn = graph.draw(plan.rows("nodes"), plan.rows("links"))
    binding = {text(row, "node"): row for row in plan.rows("binding")}
    words = {"home": "at home today", "built": "built by this plan", "bought": "bought abroad"}
    body = []
    for node in plan.rows("nodes"):
        row = binding.get(text(node, "id"), {})
        binds = f"{whole(row, 'first_year')}–{whole(row, 'last_year')}" if row else "no"
        body.append((text(node, "name"), words.get(graph.state_word(node), text(node, "state")), binds,
                     money_bn(num(row, "worth_usd_m")) if row else "", years(maybe(row, "lag_years")) if row else ""))
    count = {state: sum(1 for n in plan.rows("nodes") if graph.state_word(n) == state) for state in words}
    total = ("Nodes", "; ".join(f"{count[state]} {said}" for state, said in words.items()), "", "", "")
    table = Table("Inputs and uses, and what one per cent more would be worth", (
        "Input", "State", "Binds in", "Worth, USD bn", "Years of lag"), tuple(body), (0, 1, 2), total)
    more = f" {drawn.left_out} more in the table." if drawn.left_out else ""
    return Figure(3, "dependencies", titles.graph(plan), describe.graph(plan, len(drawn.boxes)),
                  "charts/graph.svg.jinja", drawn, table, f"Inputs on the left feed uses on the right.{more}")


def _gantt(plan: Plan) -> Figure:
    rows = plan.rows("projects")
    drawn = gantt.draw(rows, whole(plan.meta, "first_year") or 2026, last_year(plan))
    body = tuple((
        text(row, "name"), ORIGINS.get(text(row, "origin"), text(row, "origin")), gantt.size_words(row),
        str(whole(row, "first_order")), str(whole(row, "online")), money_bn(num(row, "cost_usd_m")),
        money_bn(num(row, "public_usd_m"))) for row in sorted(rows, key=lambda row: whole(row, "rank")))
    table = Table("Projects, first order to first output, and cost in USD bn", (
        "Project", "Kind", "Size and owner", "First order", "First output", "Cost, all payers", "Public part"),
        body, (0, 1, 2), ("This plan’s orders", "", "", "", "", drawn.total, ""))
    more = f" {drawn.left_out} more are in the table." if drawn.left_out else ""
    return Figure(4, "sequence", titles.gantt(plan), describe.gantt(plan), "charts/gantt.svg.jinja", drawn, table,
                  f"Bars run from first order to first output; thin lines: further orders.{more}")


def _bars(plan: Plan) -> Figure:
    rows = shown_years(plan, "limits")
    body = tuple((str(whole(row, "year")), *(money_bn(num(row, key)) for key in (
        "public_net_usd_m", "public_limit_usd_m", "domestic_usd_m", "foreign_usd_m"))) for row in rows)
    table = Table("Money by year and payer, USD bn", (
        "Year", "Public, net", "Public limit", "Domestic private", "Foreign"), body)
    return Figure(5, "money", titles.bars(plan), describe.bars(plan), "charts/bars.svg.jinja", bars.draw(rows), table,
                  "Programmes under way and private forecasts included; 2025 prices.")


def _scatter(plan: Plan) -> Figure:
    rows = plan.rows("alternatives")
    low_high = _share_range(plan)
    points = [scatter.Point(text(r, "name"), num(r, "capital_usd_m") / 1e3, num(r, "home_share_end"), flag(r, "this"),
                            *(low_high if flag(r, "this") else (None, None))) for r in rows]
    body = tuple((
        text(r, "name") + (" (this plan)" if flag(r, "this") else ""), money_bn(num(r, "capital_usd_m")),
        percent(maybe(r, "home_share_end")), years(maybe(r, "home_age_end"), unit=False),
        money_bn(num(r, "welfare_usd_m")), money_bn(num(r, "public_cost_usd_m")),
        number(maybe(r, "offset_2035"), 2), text(r, "first_steps")) for r in rows)
    table = Table("Strategies under the same scenario; money in USD bn", (
        "Strategy", "Capital", "Home share", "Lag", "Net benefit", "Public cost, present value", "Offset ratio, 2035",
        "First steps"), body, (0, 7))
    whisker = " Whisker: strongest inputs, one at a time." if low_high[0] is not None else ""
    return Figure(6, "alternatives", titles.scatter(plan), describe.scatter(plan), "charts/scatter.svg.jinja",
                  scatter.draw(points, last_year(plan)), table,
                  f"On the dashed line no strategy serves more for less.{whisker}")


def _share_range(plan: Plan) -> tuple[float | None, float | None]:
    """Lowest and highest home share of the last year with one input at a time at low and high."""
    shares = [s for row in plan.rows("sensitivity") for key in ("home_share_low", "home_share_high")
              if (s := maybe(row, key)) is not None]
    return (min(shares), max(shares)) if shares else (None, None)


def strongest(plan: Plan) -> list[Row]:
    """The ten inputs that move the net benefit most, strongest first."""
    centre = num(plan.scorecard, "welfare_usd_m")

    def swing(row: Row) -> float:
        return max(abs(num(row, "welfare_low") - centre), abs(num(row, "welfare_high") - centre))

    return sorted(plan.rows("sensitivity"), key=lambda row: (-swing(row), text(row, "path")))[:STRONGEST]


def _tornado(plan: Plan) -> Figure:
    rows, centre = strongest(plan), num(plan.scorecard, "welfare_usd_m")
    cases, body = [], []
    for row in rows:
        unit = text(row, "unit")
        low_high = quantity_span(maybe(row, "low"), maybe(row, "high"), unit)
        used = quantity(maybe(row, "value"), unit)
        lag = tuple(years(maybe(row, key), unit=False) for key in ("home_age_low", "home_age_high"))
        cases.append(tornado.Case(text(row, "name"), f"{used} ({low_high}) · {text(row, 'grade')}", text(row, "grade"),
                                  num(row, "welfare_low"), num(row, "welfare_high"), " / ".join(lag)))
        body.append((text(row, "name"), used, low_high, text(row, "grade"), money_bn(num(row, "welfare_low")),
                     money_bn(num(row, "welfare_high")), *lag))
    table = Table("Net benefit in USD bn and lag in years with one input at low or at high", (
        "Input", "Used", "Range", "Grade", "Net benefit at low", "at high", "Lag at low", "at high"), tuple(body),
        (0, 1, 2, 3), ("All as used", "", "", "", money_bn(centre), money_bn(centre), "", ""))
    return Figure(7, "sensitivities", titles.tornado(plan), describe.tornado(plan, len(rows)),
                  "charts/tornado.svg.jinja", tornado.draw(cases, centre, last_year(plan)), table,
                  "One change at a time, the plan chosen anew. Blue helps, orange hurts; dotted: no gain, no loss.")
