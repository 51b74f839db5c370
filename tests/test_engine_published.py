"""Published planning models, from YAML alone: their optimum, and what becomes of it without one feature."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catchup.engine.read import Source, read_model
from catchup.engine.run import solve_model

MODELS = Path(__file__).parent / "models"


def without(source: Source, group: str, **fields: object) -> Source:
    """The model with some fields of all records of a group replaced."""
    records = tuple(record.model_copy(update=fields) for record in getattr(source.model, group))
    return Source(source.model.model_copy(update={group: records}), source.document)


def free_of_freight(source: Source) -> Source:
    arcs = tuple(arc.model_copy(update={"freight": {start: dict.fromkeys(row, 0.0) for start, row in arc.freight.items()}})
                 for arc in source.model.arcs)
    bare = Source(source.model.model_copy(update={"arcs": arcs}), source.document)
    return without(without(bare, "imports", freight=0.0), "exports", freight=0.0)


def test_mexican_steel_costs_what_its_publishers_print() -> None:
    solution = solve_model(read_model(MODELS / "mexss.yaml"))
    assert solution.status == "optimal"
    assert solution.objective == pytest.approx(538.8112, rel=1e-6)


def test_mexican_steel_without_freight_costs_less() -> None:
    assert solve_model(free_of_freight(read_model(MODELS / "mexss.yaml"))).objective == pytest.approx(482.8096, rel=1e-6)


def test_fertiliser_plants_cost_what_an_enumeration_of_all_locations_finds() -> None:
    solution = solve_model(read_model(MODELS / "vietman.yaml"))
    assert solution.status == "optimal"
    assert solution.objective == pytest.approx(64926.46, rel=1e-6)
    built = {name for name, value in solution.answer.values.items() if name.startswith("plant|") and value > 0.5}
    assert built == {"plant|a2|ammonia_plant|y", "plant|f2|fertilizer_plant|y"}


def test_fertiliser_plants_without_fixed_charges_cost_less() -> None:
    free = without(read_model(MODELS / "vietman.yaml"), "expansions", fixed_cost=0.0)
    assert solve_model(free).objective == pytest.approx(59902.32, rel=1e-6)


def test_the_relaxation_of_the_location_model_lies_below_its_optimum() -> None:
    relaxed = solve_model(read_model(MODELS / "vietman.yaml"), whole=False)
    assert relaxed.objective == pytest.approx(62458.2184, rel=1e-6)


def test_the_dynamic_steel_model_costs_what_its_equations_cost_when_they_are_written_out_one_by_one() -> None:
    """Five periods, annuities, economies of scale, mines that run dry. No optimum is printed with the source; its
    equations stated directly in PuLP, without the engine, give 12850.860739, and 12841.689394 without whole numbers."""
    source = read_model(MODELS / "mexsd.yaml")
    assert solve_model(source).objective == pytest.approx(12850.860739, rel=1e-6)
    assert solve_model(source, whole=False).objective == pytest.approx(12841.689394, rel=1e-6)


def test_the_engine_knows_no_word_of_the_ai_chain() -> None:
    engine = Path(__file__).resolve().parents[1] / "catchup" / "engine"
    words = re.compile(r"\b(ai|compute|frontier|chips?|wafers?|gpus?|h100e|embargo|tokens?|data.?centres?)\b", re.IGNORECASE)
    hits = [f"{path.name}: {hit[0]}" for path in engine.glob("*.py") for hit in words.finditer(path.read_text(encoding="utf-8"))]
    assert hits == []
