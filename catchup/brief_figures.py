"""The figures of the country brief: heading, picture, description and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence

from catchup.cells import flag, maybe, num, text, whole
from catchup.charts import bars, gantt, graph, scatter, tornado, trajectory
from catchup.charts.figure import Figure, Table
from catchup.charts.graph_choice import USE, merged, state_word
from catchup.plan import Plan, Row
from catchup.words import describe, titles
from catchup.words.answer import last_year
from catchup.words.figures import LAG_CAP, money, money_bn, number, percent, quantity, quantity_span, years
from catchup.words.names import capital
from catchup.words.payers import capital as capital_of
from catchup.words.payers import own_bill, public_rows, receipts, spending

STRONGEST = 10
SEEN = 50.0  # USD m; less does not show in a column of USD bn
RUNNING = "delivery_unit"  # its cost is of every year, not capital
MANIFOLD = 1.5
FIGURES = ("trajectory", "graph", "gantt", "bars", "scatter", "tornado")
ORIGINS = {"plan": "public money", "forecast": "private forecast", "programme": "under way"}
STATES = {"home": "at home today", "built": "built under this plan", "bought": "bought abroad", USE: "what it is for"}


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
            f"ago the frontier stood there.{' Own training stays over 10 years behind: no line.' if capped else ''}"
            f"{_fading(rows)}{_more_than_need(rows)}")
    return Figure(1, "trajectory", titles.trajectory(plan), describe.trajectory(plan), "charts/trajectory.svg.jinja",
                  trajectory.draw(rows), table, note)


def _fading(rows: Sequence[Row]) -> str:
    """Why the share served at home falls without the plan, where it does."""
    first, last = rows[0], rows[-1]
    growth = num(last, "need_usd_m") / max(num(first, "need_usd_m"), 1e-9)
    if num(last, "base_home_share") >= 0.9 * num(first, "base_home_share") or growth < MANIFOLD:
        return ""
    fewer = num(last, "base_served_home_usd_m") < num(first, "base_served_home_usd_m")
    return f" Without the plan {'machines wear out while ' if fewer else ''}need grows {number(growth, 0)}-fold."


def _more_than_need(rows: Sequence[Row]) -> str:
    over = any(num(row, "home_share") > 1.005 for row in rows)
    return " Over 100%: machines could serve more than the country needs." if over else ""


def chain_picture(plan: Plan) -> tuple[list[Row], list[Row]]:
    """Nodes and links of figure 2: names once, final uses called so, and only what binds with weight marked."""
    nodes, links = merged(plan.rows("nodes"), plan.rows("links"), {text(r, "asset") for r in plan.rows("capacity")})
    known = {text(row, "node") for row in plan.rows("binding")}
    heavy = {text(row, "node") for row in titles.weighty(plan.rows("binding"))}
    light = known - heavy
    worth = {text(row, "node"): money(num(row, "worth_usd_m")) for row in plan.rows("binding")}
    shown = [{**n, "binds": False, "badge": None} if text(n, "id") in light
             else {**n, "badge": worth[text(n, "id")]} if "USD" in text(n, "badge") and text(n, "id") in worth
             else n for n in nodes]
    return shown, links


def _graph(plan: Plan) -> Figure:
    nodes, links = chain_picture(plan)
    drawn = graph.draw(nodes, links)
    heavy = titles.weighty(plan.rows("binding"))
    binding = {text(row, "node"): row for row in heavy}
    in_years = any(maybe(row, "lag_years") is not None for row in heavy)
    body = []
    for node in nodes:
        row = binding.get(text(node, "id"), {})
        body.append((text(node, "name"), STATES.get(state_word(node), text(node, "state")), binds_in(plan, row),
                     money(num(row, "worth_usd_m")) if row else "",
                     *([years(maybe(row, "lag_years")) if row else ""] if in_years else [])))
    count = {state: sum(1 for n in nodes if state_word(n) == state) for state in STATES}
    total = ("Nodes", "; ".join(f"{count[state]} {said}" for state, said in STATES.items() if count[state]), "", "",
             *([""] if in_years else []))
    table = Table("Inputs and uses, and what one per cent more would be worth", (
        "Input", "State", "Binds", "Worth", *(["Years of lag"] if in_years else [])), tuple(body), (0, 1, 2), total)
    more = f" {drawn.left_out} more in the table." if drawn.left_out else ""
    ids = {text(node, "id") for node in nodes}
    beside = [text(row, "name") for row in heavy if text(row, "node") not in ids]
    other = f" {capital(beside[0])} and others bind too: see below." if len(beside) > 1 else (
        f" {capital(beside[0])} binds too: see below." if beside else "")
    tight = [(text(row, "name"), binds_in(plan, row)) for row in heavy]
    return Figure(2, "dependencies", titles.graph(plan), describe.graph(nodes, len(drawn.boxes), tight),
                  "charts/graph.svg.jinja", drawn, table, f"{more}{other}".strip())


def binds_in(plan: Plan, row: Row) -> str:
    """ "2027–2030", or "from 2033 on" if to the last year shown; empty for a row that is none."""
    if not row:
        return ""
    first, last = whole(row, "first_year"), whole(row, "last_year")
    if last >= last_year(plan) > first:
        return f"from {first} on"
    return str(first) if first == last else f"{first}–{last}"


def _gantt(plan: Plan) -> Figure:
    rows = plan.rows("projects")
    drawn = gantt.draw(rows, whole(plan.meta, "first_year") or 2026, last_year(plan))
    body = tuple((
        text(row, "name"), ORIGINS.get(text(row, "origin"), text(row, "origin")), gantt.size_words(row),
        str(whole(row, "first_order")), str(whole(row, "online")), money_bn(num(row, "cost_usd_m")),
        money_bn(num(row, "public_usd_m"))) for row in sorted(rows, key=lambda row: whole(row, "rank")))
    both = [money_bn(sum(num(row, key) for row in rows if text(row, "origin") != "programme"))
            for key in ("cost_usd_m", "public_usd_m")]
    table = Table("Projects and their cost in USD bn; of programmes what the state still owes", (
        "Project", "Kind", "Size and owner", "First order", "First output", "Cost, all payers", "Public part"),
        body, (0, 1, 2), ("Orders with public money, and forecasts", "", "", "", "", *both))
    more = f" {drawn.left_out} more are in the table." if drawn.left_out else ""
    return Figure(3, "sequence", titles.gantt(plan), describe.gantt(plan), "charts/gantt.svg.jinja", drawn, table,
                  f"Bars run from first order to first output; thin lines: further orders.{more}{_beside(plan)}")


def _beside(plan: Plan) -> str:
    """Why the totals of the projects are not the capital of the headline, where the page shows a difference."""
    listed = sum(num(row, "cost_usd_m") for row in plan.rows("projects") if text(row, "origin") != "programme")
    other = sum(num(row, "cost_usd_m") for row in plan.rows("projects") if text(row, "asset") == RUNNING)
    small = capital_of(plan).total - (listed - other)
    said = f" {money(other)} for delivery units is no capital." if other >= SEEN else ""
    return f"{said} Orders too small to list: {money(small)}." if small >= SEEN else said


def public_years(plan: Plan) -> list[bars.Public]:
    """Public money by year shown; net cash alone where the plan has no table of money."""
    found = []
    for row in shown_years(plan, "limits"):
        cash, net = public_rows(plan, whole(row, "year")), num(row, "public_net_usd_m")
        bill, received = (own_bill(cash), receipts(cash)) if cash else (0.0, max(0.0, -net))
        spent = spending(cash) if cash else max(0.0, net)
        found.append(bars.Public(spent - bill, bill, received, num(row, "public_limit_usd_m")))
    return found


def _bars(plan: Plan) -> Figure:
    rows, public = shown_years(plan, "limits"), public_years(plan)
    body = tuple((
        str(whole(row, "year")),
        *(money_bn(v) for v in (year.spent, year.bill, year.received, year.net, year.limit)),
        *(money_bn(num(row, key)) for key in ("domestic_usd_m", "foreign_usd_m")))
        for row, year in zip(rows, public, strict=True))
    table = Table("Money by year and payer, USD bn", (
        "Year", "Public spending", "of it the state’s own AI bill", "Taxes and surplus", "Net public",
        "Yearly budget", "Domestic private", "Foreign"), body)
    return Figure(4, "money", titles.bars(plan), describe.bars(plan, public), "charts/bars.svg.jinja",
                  bars.draw(rows, public), table,
                  "Two scales; programmes under way and private forecasts are in.")


def _scatter(plan: Plan) -> Figure:
    rows = describe.standing(plan)
    low_high = _share_range(plan)
    points = [scatter.Point(f"{text(r, 'name')} {money_bn(num(r, 'welfare_usd_m'))}", num(r, "capital_usd_m") / 1e3,
                            num(r, "home_share_end"), flag(r, "this"), *(low_high if flag(r, "this") else (None, None)))
              for r in rows]
    body = tuple((
        text(r, "name") + (" (this plan)" if flag(r, "this") else ""), money_bn(num(r, "capital_usd_m")),
        percent(maybe(r, "home_share_end")), years(maybe(r, "home_age_end"), unit=False),
        money_bn(num(r, "welfare_usd_m")), money_bn(num(r, "public_cost_usd_m")),
        number(maybe(r, "offset_2035"), 2), text(r, "first_steps")) for r in rows)
    table = Table("Strategies under the same scenario; money in USD bn", (
        "Strategy", "Capital", "Home share", "Lag", "Net benefit", "Public cost, present value",
        "AI bill earned back, 2035", "First steps"), body, (0, 7))
    whisker = " Upright line: one input at a time at low or high." if low_high[0] is not None else ""
    return Figure(5, "alternatives", titles.scatter(plan), describe.scatter(plan), "charts/scatter.svg.jinja",
                  scatter.draw(points, last_year(plan)), table,
                  f"After each name: net benefit, USD bn. On the dashed line none serves more for less.{whisker}")


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
    return Figure(6, "sensitivities", titles.tornado(plan), describe.tornado(plan, len(rows)),
                  "charts/tornado.svg.jinja", tornado.draw(cases, centre, last_year(plan)), table,
                  "One change at a time; the plan adapts, whole plants stay. Blue helps, orange hurts.")
