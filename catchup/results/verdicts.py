"""What the scorecard says in words of rule: confidence, the next decision, warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catchup.results.money import shown
from catchup.results.reading import Solved
from catchup.results.words import size_of

SMALL_SWING = 0.25
LARGE_SWING = 1.0
WEIGHS = 0.1
"""part of the plan's public capital from which on a project is worth a minister's first decision"""
TRIFLE = 0.002
"""public capital below this part of all capital is no decision of the treasury"""


def confidence(moved: Sequence[Any], rows: Sequence[Mapping[str, Any]], card: Mapping[str, Any]) -> dict[str, str]:
    """High, medium or low, of what: the order of projects, their dates, the size of the benefit.

    Size: the widest one-at-a-time swing of the net benefit over the benefit itself. Order: by how many of the first
    projects have no public money or limit that is an assumption behind them. Dates are never high: they move with
    growth limits that nobody has measured.
    """
    gain = abs(card["welfare_usd_m"])
    swing = max((abs(m.welfare_high - m.welfare_low) for m in moved), default=0.0)
    relative = swing / gain if gain > 0 else LARGE_SWING
    size = "medium" if relative <= SMALL_SWING else "low"
    flips = any(min(m.welfare_low, m.welfare_high) * card["welfare_usd_m"] < 0 for m in moved)
    ordered = [r for r in rows if r["origin"] != "programme"]
    assumed = sum("an assumption" in str(r["why_then"]) for r in ordered[:5])
    order = "low" if flips else ("medium" if assumed > 2 or relative > LARGE_SWING else "high")
    return {"order_confidence": order, "date_confidence": "low" if assumed > 2 else "medium", "size_confidence": size}


def decide_by(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the state has to decide first: of its own projects that weigh, the largest of the earliest year.

    A project weighs if it takes a tenth of the plan's public capital, and that capital itself is no trifle beside the
    whole. Where none does, the power and grid that others wait for, else the largest forecast: theirs are permits, not
    money.
    """
    capital = sum(r["cost_usd_m"] for r in rows if r["origin"] != "programme")
    public = sum(r["public_usd_m"] for r in rows if r["origin"] == "plan")
    own = [r for r in rows if r["origin"] == "plan" and r["layer"] != "delivery"
           and r["public_usd_m"] >= WEIGHS * public and public >= TRIFLE * capital]
    expected = [r for r in rows if r["origin"] == "forecast"]
    largest = sorted(expected, key=lambda r: -r["cost_usd_m"])[:1]
    due = own or [r for r in expected if r["layer"] == "energy"] or largest
    if not due:
        return {"decide_by_year": None, "decide_what": None}
    year = min(r["first_order"] for r in due)
    first = sorted((r for r in due if r["first_order"] == year), key=lambda r: (-r["public_usd_m"], -r["cost_usd_m"]))
    names = list(dict.fromkeys(str(r["name"]) for r in first))[:2]
    return {"decide_by_year": year, "decide_what": " and ".join(names)}


def warnings(solved: Solved, card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Named warnings: slack in a dear row, a peak that revenue cannot bear, money over the budget."""
    out = []
    for (family, item), years in _slack(solved).items():
        amount = size_of(max(years.values()))
        span = f"{min(years)}" if len(years) == 1 else f"{min(years)} to {max(years)}"
        out.append({"code": "W101", "message": f"The profile does not add up: {_what(solved, family, item)} short by "
                    f"up to {amount} in {span}, before any new order."})
    for promise in solved.problem.policy.commitments:
        short = solved(solved.v.slack["commit", promise.asset, promise.by])
        if short > 1e-3:
            wanted = f"{size_of(promise.amount)} of {promise.asset} ordered by {promise.by}"
            out.append({"code": "W103", "message": f"The strategy asks for {wanted}; {size_of(short)} of it found "
                        "nobody to provide it, or no money."})
    share = card["peak_public_share_revenue"]
    limit = solved.problem.extras["revenue_warn_share"]
    if share > limit:
        out.append({"code": "W102", "message": f"In {card['peak_public_year']} the plan takes {100 * share:.1f} per "
                    f"cent of all government revenue, over the {100 * limit:.0f} per cent at which this page warns."})
    return out


def _slack(solved: Solved) -> dict[tuple[str, str], dict[int, float]]:
    out: dict[tuple[str, str], dict[int, float]] = {}
    years = set(shown(solved))
    for (family, item, year), variable in solved.v.slack.items():
        value = solved(variable)
        if value > 1e-3 and year in years and family not in ("goal", "commit"):
            out.setdefault((family, item), {})[year] = value
    return out


def _what(solved: Solved, family: str, item: str) -> str:
    if family == "people":
        return f"{solved.problem.skills[item].name.lower()} (people)"
    if family == "balance":
        good = solved.problem.goods[item]
        return f"{good.name.lower()} ({good.unit})"
    return "public money (USD m)"
