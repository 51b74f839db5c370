"""Where every number came from: inputs used, their grades, sources, and the choices that are not facts."""

from __future__ import annotations

from typing import Any

from catchup.figures import Figures
from catchup.quantity import ASSUMPTION, Quantity, Source

CHOICES: tuple[tuple[str, str], ...] = (
    ("Social discount rate", "chain.model.social_discount_rate"),
    ("Public budget of the plan, share of GDP", "profile.public_money.budget_share"),
    ("Cost of public funds", "chain.model.mcpf"),
    ("Ceiling of AI spending, share of GDP", "scenario.parameters.sigma_inf"),
    ("World AI spending today, share of world GDP", "chain.model.sigma_world_2026"),
    ("Part of counted use that is paid for", "profile.demand.paid_share"),
    ("Domestic capital for these sectors, share of fixed investment", "chain.model.kappa_gfcf"),
    ("Foreign capital for these sectors, share of FDI", "chain.model.phi_fdi"),
    ("Start of cluster building, share of GDP a year", "chain.assets.accelerator_cluster.growth.seed"),
    ("Growth of cluster building", "chain.assets.accelerator_cluster.growth.rate"),
    ("Start of grid connections", "chain.assets.grid_connection.growth.seed"),
    ("Loss of public investment at low effectiveness", "chain.model.loss_point_1_loss"),
    ("Part of the loss that a mission recovers", "chain.model.loss_recovery_mission"),
    ("Advanced packaging capex", "chain.assets.advanced_packaging_plant.capex"),
    ("Margin of a foreign model service over its compute", "scenario.parameters.mu"),
    ("Age of open weights", "scenario.parameters.lag_open"),
    ("Value of power not served today", "chain.demands.suppressed_power.blocks.0.value"),
)


def known(figures: Figures) -> list[str]:
    """Paths that the run read, of this strategy's own files."""
    return sorted(p for p in figures.used if p in figures.quantities)


def inputs(figures: Figures) -> list[dict[str, Any]]:
    """Every figure that the run read."""
    return [_input(path, figures.quantities[path], figures.changed.get(path)) for path in known(figures)]


def _input(path: str, q: Quantity, changed: float | None) -> dict[str, Any]:
    return {"path": path, "value": q.value if changed is None else changed, "unit": q.unit, "year": q.year,
            "low": q.low, "high": q.high, "grade": q.grade, "source": q.source, "reason": q.reason or q.note}


def grades(figures: Figures) -> dict[str, int]:
    """Number of figures used, by grade."""
    counts = {f"inputs_grade_{g}": 0 for g in "abcd"}
    for path in known(figures):
        counts[f"inputs_grade_{figures.quantities[path].grade.lower()}"] += 1
    return {"inputs_total": len(known(figures)), **counts}


def sources(figures: Figures, listed: dict[str, Source]) -> list[dict[str, Any]]:
    """Sources of the figures used, in order of their ids."""
    used = sorted({figures.quantities[p].source for p in known(figures)} - {ASSUMPTION})
    rows = []
    for source_id in used:
        source = listed[source_id]
        rows.append({"id": source_id, "title": source.title, "publisher": source.publisher, "url": source.url,
                     "licence": source.licence, "retrieved": source.retrieved})
    return rows


def pulls(figures: Figures) -> list[dict[str, Any]]:
    """What the strategy's levers do to the figures that were used, in the order in which they do it."""
    return [
        {"path": path, "kind": "times" if pull.times else "plus", "amount": figures.plain(pull.amount)}
        for path, found in figures.pulled.items() if path in figures.used for pull in found]


def choices(figures: Figures) -> list[dict[str, Any]]:
    """Parameters that steer the plan and have no good source."""
    rows = []
    for name, path in CHOICES:
        if figures.has(path):
            q = figures.quantities[path]
            rows.append({"name": name, "path": path, "value": figures(path), "unit": q.unit, "low": q.low,
                         "high": q.high, "reason": q.reason, "note": q.note})
    return rows
