"""The plan record: plain tables and provenance, frozen, written to and read from one JSON file.

A page made from the file is byte-identical to one made right after solving: values are rounded to six significant
digits when the plan is made, and nothing is computed again from the model. This module knows nothing of the solver.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from catchup.errors import InputError, Problem
from catchup.harmless import Cell as Cell
from catchup.harmless import csv_text
from catchup.plan_check import damages
from catchup.plan_ledger import LEDGER
from catchup.plan_versions import brought_up

if TYPE_CHECKING:
    import pandas

SCHEMA = "catchup/plan/1"
_AGAIN = "write it again with `catchup plan COUNTRY --json`"
_MOST_DAMAGES = 5
Row = Mapping[str, Cell]

COLUMNS: dict[str, dict[str, str]] = {
    # one row a project, programmes under way included; the Gantt and the list of decisions
    "projects": {
        "id": "stable id", "name": "as shown", "asset": "chain asset id", "layer": "layer id",
        "origin": "plan, forecast (private action without public money) or programme (under way)",
        "mode": "name of the mode", "owner": "pub, dom or for", "channel": "ordinary, mission or private",
        "size": "capacity", "unit": "unit of size", "units": "whole units ordered (lumpy), else none",
        "first_order": "year of the first order", "last_order": "year of the last order",
        "online": "year of first output", "cost_usd_m": "overnight cost, all payers, shown years",
        "public_usd_m": "public part", "domestic_usd_m": "domestic private part", "foreign_usd_m": "foreign part",
        "why_then": "sentence: the row that holds it back", "enables": "sentence: what it makes possible",
        "rank": "order in which to show it",
    },
    # one row a year and asset and mode
    "investments": {
        "year": "order year", "asset": "id", "mode": "id", "owner": "", "channel": "", "size": "capacity ordered",
        "unit": "", "cost_usd_m": "", "public_usd_m": "", "online": "year of first output",
    },
    "capacity": {"year": "", "asset": "", "layer": "", "existing": "", "programmes": "", "orders": "", "unit": ""},
    "flows": {
        "year": "", "commodity": "", "kind": "made, bought, sold or served", "by": "process, mode, block or route",
        "amount": "", "unit": "", "usd_m": "at scenario prices",
    },
    # one row a year and payer: W, public cash, private money and foreign money are four different things
    "money": {
        "year": "", "payer": "public, domestic or foreign",
        "kind": "capital, upkeep, training, reform, service_bill_of_the_state, committed, taxes_and_surplus, "
                "borrowing, "
                "debt_service, reserve",
        "usd_m": "positive = spent, negative = received",
    },
    "limits": {
        "year": "", "gdp_usd_m": "", "revenue_usd_m": "general government revenue", "public_limit_usd_m": "",
        "public_net_usd_m": "net public cash of plan", "domestic_limit_usd_m": "", "domestic_usd_m": "",
        "foreign_limit_usd_m": "", "foreign_usd_m": "",
    },
    "people": {
        "year": "", "skill": "", "name": "", "needed": "", "stock": "reachable people", "trained": "", "attracted": "",
    },
    "prices": {
        "family": "row family", "item": "commodity, asset or money", "name": "as shown", "layer": "", "year": "",
        "usd_m_per_unit": "what one more unit is worth in that year (fixed integers)", "unit": "", "sentence": "",
    },
    # what binds, by node of the chain; badge in years of lag where a re-solve measured it
    "binding": {
        "node": "commodity or asset", "layer": "", "name": "", "first_year": "", "last_year": "",
        "worth_usd_m": "PV of relaxing it by one per cent", "lag_years": "", "sentence": "",
        "assumption": "true or false",
    },
    # figure 1 and the lags
    "trajectory": {
        "year": "", "frontier_log10": "log10 effective compute of the frontier",
        "home_age": "home-served lag, years, or none", "home_share": "share of need that machines at home can serve",
        "own_age": "own-training lag", "own_dist_age": "own lag with distillation", "service_age": "service lag",
        "base_home_age": "the same under import", "base_home_share": "", "base_own_age": "", "base_service_age": "",
        "need_usd_m": "demand at world price", "served_home_usd_m": "", "served_abroad_usd_m": "", "unmet_usd_m": "",
        "base_served_home_usd_m": "",
    },
    # figure 5 and the comparison with other strategies, this plan included
    "alternatives": {
        "strategy": "id", "name": "", "this": "is it this plan", "home_age_end": "years or none", "home_share_end": "",
        "welfare_usd_m": "W - W(import), PV", "public_cost_usd_m": "PV net of plan taxes",
        "capital_usd_m": "all payers, shown years", "offset_2035": "offset ratio", "peak_share_gdp": "peak public year",
        "first_steps": "first three projects",
    },
    # the same capacities operated without the denying group, by year and years of denial
    "embargo": {
        "year": "", "denial_years": "years of denial so far", "share": "part of the must demand still served",
        "lag": "lag under denial, years", "base_share": "the same under import", "base_lag": "",
    },
    # strategies with and without an embargo
    "embargo_strategies": {
        "strategy": "id", "name": "", "this": "is it this plan", "share_end": "first year of denial, last shown year",
        "share_mean": "over all years, weighted by present value", "lag_end": "lag under denial, years",
        "welfare_usd_m": "W - W(import), PV", "welfare_denied_usd_m": "the same if every year were one of denial",
        "pays_from_pi": "least embargo chance a year at which it pays against import, or none",
        "pays_to_pi": "largest such chance", "beats_this_from_pi": "chance from which it beats this plan, or none",
    },
    # one at a time low/high of the strongest inputs
    "sensitivity": {
        "path": "YAML path of the input", "name": "", "unit": "", "value": "", "low": "", "high": "", "grade": "",
        "source": "", "welfare_low": "W - W(import) with the low value", "welfare_high": "",
        "home_age_low": "", "home_age_high": "", "home_share_low": "", "home_share_high": "",
    },
    # figure 2
    "nodes": {
        "id": "", "name": "", "layer": "", "state": "home (at home today), built (by this plan) or bought (abroad)",
        "binds": "true or false", "badge": "text of the pill, or none",
    },
    "links": {"from": "", "to": "", "binds": ""},
    "choices": {"name": "", "path": "", "value": "", "unit": "", "low": "", "high": "", "reason": "", "note": ""},
    "sources": {"id": "", "title": "", "publisher": "", "url": "", "licence": "", "retrieved": ""},
    "inputs": {
        "path": "", "value": "", "unit": "", "year": "", "low": "", "high": "", "grade": "", "source": "", "reason": "",
    },
    "warnings": {"code": "", "message": ""},
    # why no plan fits (status infeasible)
    "conflict": {
        "kind": "conflict (one of several promises), impossible (alone), held (what presses on them) or way (out)",
        "number": "of the conflict or of the way", "sentence": "", "file": "strategy file", "line": "", "key": "",
        "was": "value or year", "kept": "what can be kept", "unit": "", "yaml": "line to write instead",
    },
    "why_not": {"asset": "", "name": "", "layer": "", "reason": "sentence"},
    # what holds an ordered asset back, strongest first
    "holds": {
        "asset": "", "family": "row family", "item": "", "first_year": "", "last_year": "",
        "usd_m_per_unit": "what the row adds to the cost of one capacity unit in its dearest year, PV", "unit": "",
        "sentence": "",
    },
    # one row an asset, mode and order year that is open, or stands already
    "ways": {
        "asset": "", "mode": "id", "mode_name": "", "owner": "pub, dom or for", "year": "order year",
        "cost_usd_m": "per capacity unit", "unit": "", "lead_years": "shortest", "gap": "part that no investor covers",
        "access": "most capacity that anybody would provide, none = no limit", "precedent": "who provides it",
    },
    # why_not with its figures
    "left_out": {
        "asset": "", "name": "", "layer": "",
        "state": "too dear, no access, no host, no investor, no room or ruled out",
        "unit": "", "provider": "who could provide it, by mode", "reason": "sentence", "mode": "best way", "year": "",
        "cost_usd_m": "per capacity unit in that year", "enters_usd_m": "cost at which it would enter",
        "short_share": "part of its cost that its benefit does not cover",
        "whole_usd_m": "net benefit of one whole plant put into the plan, PV",
    },
    # one thing forbidden, all else chosen again
    "options": {
        "id": "", "name": "what is forbidden", "loss_usd_m": "fall of W, PV", "share": "of the net benefit",
        "welfare_usd_m": "W - W(import) that is left", "plants": "whole plants: as planned or chosen again",
    },
    # the same for the plan's own projects
    "worth": {
        "id": "", "asset": "", "level": "asset, way (one mode of it) or together (all that hardly matters)", "name": "",
        "loss_usd_m": "fall of W without it, PV", "share": "of the net benefit", "hardly": "is it under one per cent",
        "instead": "what takes its place",
    },
    # the inputs that move the answer most, weakest source first
    "weakest": {
        "path": "", "name": "", "unit": "", "value": "", "low": "", "high": "", "grade": "", "source": "",
        "swing_usd_m": "net benefit between its two ends", "settle": "why this value; what would settle it",
    },
} | LEDGER


def rounded(value: float) -> float:
    """Six significant digits, and no negative zero."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    return float(f"{value:.6g}") + 0.0


@dataclass(frozen=True)
class Plan:
    """The solved investment sequence of one country x strategy x scenario.

    meta        who, what, when: iso3, country, strategy, scenario (ids and names), as_of, version, years shown,
                hashes of the inputs, solver status and gap, size of the model, command to re-run
    scorecard   the figures by which every plan is measured, same keys for every strategy
    tables      the tables of COLUMNS
    """

    meta: Mapping[str, Any]
    scorecard: Mapping[str, Cell]
    tables: Mapping[str, tuple[Row, ...]]
    _frames: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __getattr__(self, name: str) -> pandas.DataFrame:
        if name.startswith("_") or name not in COLUMNS:
            raise AttributeError(name)
        if name not in self._frames:
            import pandas

            self._frames[name] = pandas.DataFrame(list(self.tables.get(name, ())), columns=list(COLUMNS[name]))
        frame: pandas.DataFrame = self._frames[name]
        return frame

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table; an unknown table is a KeyError."""
        if table not in COLUMNS:
            raise KeyError(table)
        return self.tables.get(table, ())


def make_plan(meta: Mapping[str, Any], scorecard: Mapping[str, Cell], tables: Mapping[str, Iterable[Row]]) -> Plan:
    """Round, check the columns and freeze."""
    clean: dict[str, tuple[Row, ...]] = {}
    for name, columns in COLUMNS.items():
        rows = []
        for row in tables.get(name, ()):
            if set(row) != set(columns):
                raise ValueError(f"table {name}: columns {sorted(set(row) ^ set(columns))} do not fit")
            rows.append(MappingProxyType({k: _cell(row[k]) for k in columns}))
        clean[name] = tuple(rows)
    unknown = set(tables) - set(COLUMNS)
    if unknown:
        raise ValueError(f"unknown tables {sorted(unknown)}")
    card = {k: _cell(v) for k, v in scorecard.items()}
    return Plan(MappingProxyType(dict(meta)), MappingProxyType(card), MappingProxyType(clean))


def _cell(value: Cell) -> Cell:
    return rounded(value) if isinstance(value, float) else value


def to_json(plan: Plan) -> str:
    """One JSON document with a schema version, the same bytes for the same plan."""
    body = {
        "schema": SCHEMA,
        "meta": dict(plan.meta),
        "scorecard": dict(plan.scorecard),
        "tables": {
            name: {"columns": list(COLUMNS[name]), "rows": [[row[c] for c in COLUMNS[name]] for row in rows]}
            for name, rows in plan.tables.items()
        },
    }
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=False) + "\n"


def from_json(text: str, path: str = "plan") -> Plan:
    """Read a plan file back. Raises InputError with the path if it is not one."""
    try:
        body = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise InputError([Problem(path, error.lineno, error.colno, "E050", f"not JSON: {error.msg}",
                                  "give a plan file written by `catchup plan --json`")]) from None
    except RecursionError:
        raise InputError([Problem(path, 1, 1, "E050", "nested too deeply for a plan file", "")]) from None
    except ValueError as error:
        raise InputError([Problem(path, 1, 1, "E050", f"not a plan file: {error}", _AGAIN)]) from None
    found = body.get("schema") if isinstance(body, dict) else type(body).__name__
    try:
        body = brought_up(body, SCHEMA) if isinstance(body, dict) else None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError([Problem(path, 1, 1, "E052", f"damaged plan file: {error}", _AGAIN)]) from None
    if body is None:
        raise InputError([Problem(path, 1, 1, "E051", f"not a plan file of this version ({found!r}, not {SCHEMA!r})",
                                  _AGAIN)])
    try:
        tables = {
            name: [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
            for name, table in body["tables"].items()
        }
        wrong = list(islice(damages(body["meta"], body["scorecard"], tables), _MOST_DAMAGES))
        if wrong:
            raise ValueError("; ".join(wrong))
        return make_plan(body["meta"], body["scorecard"], tables)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError([Problem(path, 1, 1, "E052", f"damaged plan file: {error}", _AGAIN)]) from None


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def table_csv(plan: Plan, name: str) -> str:
    """One table as CSV, header first."""
    return csv_text([list(COLUMNS[name]), *([row[column] for column in COLUMNS[name]] for row in plan.rows(name))])
