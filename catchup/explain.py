"""The reasons behind a plan, as tables: what is left out and why, what options and projects are worth, what binds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from catchup.figures import Figures
from catchup.knockouts import held_of, options, worths
from catchup.leftout import left_out, opened, with_access_told
from catchup.results import holding
from catchup.results.reading import Solved
from catchup.sensitivity import Shown
from catchup.solving import Before, Case

Depth = Literal["plan", "brief", "explain"]
MOST_WEAK = 5
WEAK = "DC"
SMALL_SWING = 0.01
"""an input that moves the net benefit by less than this share is not worth a measurement"""


def reasons(solved: Solved, case: Case, before: Before, depth: Depth) -> dict[str, list[dict[str, Any]]]:
    """Tables of reasons. `brief` adds what options and assets are worth, `explain` each way of building and access."""
    held = held_of(solved) if solved.problem.aim.new_orders else None
    out = left_out(solved, held, case.chain, case.profile.country.access_tier)
    full = depth == "explain"
    if full and held is not None:
        out = with_access_told(out, opened(solved, case, before, out))
    tables = {"left_out": out, "holds": holding.holds(solved), "ways": holding.ways(solved),
              "why_not": [{key: row[key] for key in ("asset", "name", "layer", "reason")} for row in out]}
    if depth != "plan" and held is not None:
        tables["options"] = options(solved, held, before.welfare, choose=full)
        tables["worth"] = worths(solved, held, before.welfare, each=full)
    return tables


def weakest(moved: Sequence[Shown], figures: Figures) -> list[dict[str, Any]]:
    """The guesses that move the answer most, then the thin estimates, with what would settle each."""
    strong = max((_swing(row) for row in moved), default=0.0)
    rows = [row for row in moved if row.grade in WEAK and _swing(row) > SMALL_SWING * strong]
    rows.sort(key=lambda row: (WEAK.index(row.grade), -_swing(row), row.path))
    out = []
    for row in rows[:MOST_WEAK]:
        quantity = figures.quantities[row.path]
        out.append({"path": row.path, "name": row.name, "unit": row.unit, "value": row.value, "low": row.low,
                    "high": row.high, "grade": row.grade, "source": row.source, "swing_usd_m": _swing(row),
                    "settle": quantity.reason or quantity.note})
    return out


def _swing(row: Shown) -> float:
    return abs(row.welfare_high - row.welfare_low)
