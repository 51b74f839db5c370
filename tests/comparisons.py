"""Synthetic plans to compare: the cases of `plans.py`, and a second answer of the first country."""

from __future__ import annotations

from typing import Any

from plans import CASES, Parts, make_example, parts

from catchup.plan import Plan, make_plan

NICHE_LAG = 1.3
NICHE_SHARE = 0.66


def niche_parts() -> Parts:
    """A plan on the same base: cheaper, worth a little more, further behind; three projects differ.

    The packaging plant is dropped, the cluster moved and resized, the engineers resized.
    """
    meta, card, tables = parts("good")
    meta.update(strategy_id="niche", strategy_name="Niche", command="catchup brief IND --strategy niche")
    card.update(home_age_end=NICHE_LAG, home_share_end=0.62, welfare_usd_m=42_000.0, public_cost_pv_usd_m=7_200.0,
                capital_usd_m=21_000.0, peak_public_share_gdp=0.0004, offset_2035=0.5, private_per_public=1.9,
                power_added_gw=5.1)
    tables["projects"] = [_project(row) for row in tables["projects"] if row["id"] != "packaging"]
    for row in tables["trajectory"]:
        row["home_share"] *= NICHE_SHARE
        row["home_age"] = _age(row["home_share"])
    for row in tables["limits"]:
        row.update(public_net_usd_m=0.6 * row["public_net_usd_m"], domestic_usd_m=1.1 * row["domestic_usd_m"])
    for row in tables["sensitivity"]:
        for end in ("low", "high"):
            row[f"welfare_{end}"] = 42_000 + 0.7 * (row[f"welfare_{end}"] - 38_400)
            row[f"home_share_{end}"] *= NICHE_SHARE
            row[f"home_age_{end}"] = _age(row[f"home_share_{end}"])
    return meta, card, tables


def _age(share: float) -> float | None:
    return NICHE_LAG if share >= 0.5 else None


def _project(row: dict[str, Any]) -> dict[str, Any]:
    changes = {"cluster_public": {"first_order": 2031, "online": 2032, "size": 0.7}, "engineers": {"size": 30.0}}
    return {**row, **changes.get(row["id"], {})}


def certain(case_parts: Parts) -> Plan:
    """The same plan without any varied input."""
    meta, card, tables = case_parts
    return make_plan(meta, card, {**tables, "sensitivity": []})


def with_card(case: str = "good", **changes: Any) -> Plan:
    """A plan with some figures of its scorecard changed."""
    meta, card, tables = parts(case)
    return make_plan(meta, {**card, **changes}, {**tables, "sensitivity": []})


PLANS: dict[str, Plan] = {**{case: make_example(case) for case in CASES}, "niche": make_plan(*niche_parts())}
SETS: dict[str, tuple[str, ...]] = {
    "two": ("good", "niche"), "same": ("good", "good"), "baseline": ("good", "identical"),
    "harmful": ("harmful", "good"), "infeasible": ("good", "infeasible"), "countries": ("good", "none"),
    "three": ("good", "niche", "identical"), "eight": ("good", "niche", "harmful", "useless", "identical",
                                                       "infeasible", "niche", "good"),
}


def chosen(name: str) -> list[Plan]:
    """The plans of a set."""
    return [PLANS[case] for case in SETS[name]]
