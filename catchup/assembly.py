"""What a plan says of itself and how it stands beside others -> the plan record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from catchup.crew import Crew
from catchup.load import Loaded, load_strategy
from catchup.plan import Plan, make_plan
from catchup.plan_meta import plan_meta
from catchup.results import binding, money, projects, provenance, scorecard
from catchup.results.embargo import Standing, rows_by_year, standing
from catchup.results.embargo_card import embargo_figures, embargo_rows
from catchup.results.lags import YearLag
from catchup.results.ledger import ledger
from catchup.results.ledger_denial import denial_tables
from catchup.results.reading import Solved
from catchup.results.rows import alternative_row
from catchup.results.verdicts import confidence, decide_by, warnings
from catchup.results.yardsticks import yardsticks
from catchup.schema.strategy import Strategy
from catchup.sensitivity import Shown, kept_of, without_beyond, without_support
from catchup.solving import before_of
from catchup.work import Work

Other = tuple[dict[str, Any], Standing]
"""another strategy: its row among the alternatives, and how it stands under denial"""
SHIPPED = (
    "import", "balanced", "niche", "compute_hub", "fast_follower", "protect_and_compete", "sovereign_stack")
"""strategies that every brief sets side by side"""


@dataclass(frozen=True)
class Own:
    """What a plan says of itself, whatever the other strategies and the what-ifs say."""

    card: dict[str, Any]
    tables: dict[str, Any]
    here: Standing
    abroad: Standing


def own_account(work: Work, crew: Crew, base: Solved, this: Solved) -> Own:
    """Worked out while others are at the tasks, since nothing of it waits for them."""
    here, before = work.lags(this), work.lags(base)
    limits = binding.binding(this)
    nodes, links = binding.picture(this, limits)
    rows = projects.projects(this, work.record)
    need = scorecard.need_from_abroad(base)
    card = _scorecard(work, crew, this, base, here, before, need, rows, limits)
    card |= yardsticks(this, base, work.figures(load_strategy("import").record))
    tables: dict[str, Any] = {
        "projects": rows, "investments": projects.investments(this), "capacity": projects.capacity(this),
        "flows": money.flows(this), "money": money.money(this), "limits": money.limits(this),
        "people": money.people(this), "prices": binding.prices(this), "binding": limits,
        "trajectory": scorecard.trajectory(this, here, before), "nodes": nodes, "links": links, **ledger(this)}
    abroad = standing(base, crew.desk.resident)
    at_home = standing(this, crew.desk.resident) if this.problem.aim.new_orders else abroad
    work.effort.solves += 1 + (at_home is not abroad)
    return Own(card, tables, at_home, abroad)


def assembled(
    work: Work, strategy: Loaded[Strategy], base: Solved, this: Solved, own: Own, others: list[Other],
    moved: list[Shown], why: dict[str, list[dict[str, Any]]],
) -> Plan:
    """The plan record, from what it says of itself, the other strategies, the what-ifs and the reasons."""
    figures = work.figures(strategy.record)
    figures.used.update(work.used)
    named = _standings(strategy.record, own, others)
    card = own.card | embargo_figures(this.problem, own.here, own.abroad, named)
    card |= provenance.grades(figures) | confidence(moved, own.tables["projects"], card)
    tables = own.tables | {
        "alternatives": _alternatives(work, strategy.record, base, this, [row for row, _ in others]),
        "embargo": rows_by_year(this.problem, own.here, own.abroad), **denial_tables(this.problem, own.here),
        "embargo_strategies": embargo_rows(strategy.record.id, own.here, named, this.problem),
        "sensitivity": [asdict(m) for m in moved],
        "choices": provenance.choices(figures),
        "sources": provenance.sources(figures, work.known_sources(strategy.record)),
        "pulls": provenance.pulls(figures), "inputs": provenance.inputs(figures), "warnings": warnings(this, card),
        **why,
    }
    return make_plan(plan_meta(work, strategy, this), card, tables)


def _standings(strategy: Strategy, own: Own, others: list[Other]) -> dict[str, tuple[str, Standing]]:
    """All strategies in both states of the world, by id with their names."""
    named = {row["strategy"]: (row["name"], found) for row, found in others}
    named |= {"import": (load_strategy("import").record.name, own.abroad), strategy.id: (strategy.name, own.here)}
    order = [n for n in (*SHIPPED, strategy.id) if n in named]
    return {n: named[n] for n in dict.fromkeys(order)}


def _scorecard(
    work: Work, crew: Crew, this: Solved, base: Solved, here: Mapping[int, YearLag], before: Mapping[int, YearLag],
    need: Mapping[int, float], rows: list[dict[str, Any]], limits: list[dict[str, Any]],
) -> dict[str, Any]:
    calendar = this.problem.calendar
    gain = this.welfare - base.welfare
    beyond = gain - _chain_only(work, crew, this, base)
    card: dict[str, Any] = scorecard.lag_figures(here, before, calendar.first, calendar.shown)
    card |= scorecard.money_figures(this)
    card |= {
        "welfare_usd_m": gain, "welfare_ai_usd_m": gain - beyond, "welfare_beyond_usd_m": beyond,
        "welfare_without_support_usd_m": _unsupported(work, crew, this, base),
        "welfare_share_gdp": gain / this.problem.money.gdp[calendar.first],
        "offset_2035": scorecard.offset_ratio(this, need, 2035),
        "offset_end": scorecard.offset_ratio(this, need, calendar.shown),
        "exports_2035_usd_m": scorecard.exports(this, 2035), "power_added_gw": scorecard.power_added(this),
        "projects_count": sum(1 for r in rows if r["origin"] != "programme"),
        "programmes_count": sum(1 for r in rows if r["origin"] == "programme"),
        "status": "baseline" if not this.problem.aim.new_orders else "optimal",
    }
    card |= decide_by(rows) | _tightest(limits)
    return card


def _chain_only(work: Work, crew: Crew, this: Solved, base: Solved) -> float:
    """Net benefit over import if power and ports for the rest of the economy counted for nothing.   [USD m, PV]"""
    return (without_beyond(this, kept_of(this), work.effort, crew.desk.resident)
            - without_beyond(base, kept_of(base), work.effort, crew.desk.resident))


def _unsupported(work: Work, crew: Crew, this: Solved, base: Solved) -> float:
    """Net benefit over import of what owners do without a dollar of public money.   [USD m, PV]"""
    if not this.problem.aim.new_orders:
        return 0.0
    return without_support(this, kept_of(this), work.effort, crew.desk.resident) - base.welfare


def _tightest(limits: list[dict[str, Any]]) -> dict[str, Any]:
    if not limits:
        return {"tightest_name": None, "tightest_layer": None, "tightest_worth_usd_m": 0.0,
                "tightest_sentence": None, "tightest_is_assumption": False}
    top = limits[0]
    return {"tightest_name": top["name"], "tightest_layer": top["layer"], "tightest_worth_usd_m": top["worth_usd_m"],
            "tightest_sentence": top["sentence"], "tightest_is_assumption": top["assumption"]}


def _alternatives(
    work: Work, strategy: Strategy, base: Solved, this: Solved, others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Import, this plan and the others, in the order of the shipped strategies."""
    before = before_of(base)
    rows = {r["strategy"]: r for r in others}
    if strategy.id != "import":
        rows["import"] = alternative_row(base, work.inputs.case(load_strategy("import").record), before)
    rows[strategy.id] = {**alternative_row(this, work.inputs.case(strategy), before), "this": True}
    order = [n for n in (*SHIPPED, strategy.id) if n in rows]
    return [rows[n] for n in dict.fromkeys(order)]
