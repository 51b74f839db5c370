"""JSON Schema (draft-07, for editors) of the five kinds of file, made from the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from catchup.loading.canonical import unit_of
from catchup.loading.records import KINDS
from catchup.quantity import Quantity, Record

Kind = Literal["profile", "chain", "scenario", "strategy", "pact"]
DRAFT = "http://json-schema.org/draft-07/schema#"


def json_schema(kind: Kind = "profile") -> dict[str, Any]:
    """The schema of one kind of file, with a description, unit and example for each figure. KeyError: unknown kind."""
    return schema_of(KINDS[kind], kind)


def schema_of(model: type[Record], kind: str) -> dict[str, Any]:
    """The schema of the files of a record."""
    raw = model.model_json_schema(by_alias=True)
    schema: dict[str, Any] = _draft_7(raw)
    for record in _records(model, set()):
        target = schema if record is model else schema["definitions"].get(record.__name__)
        if target is not None:
            _describe(record, target)
    title = {"title": f"catchup {kind}", "$schema": DRAFT}
    return {**title, **{key: value for key, value in schema.items() if key != "title"}}


def _draft_7(node: Any) -> Any:
    """Definitions under their old name, and no key beside a reference, where draft-07 would ignore it."""
    if isinstance(node, list):
        return [_draft_7(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    changed = {"definitions" if key == "$defs" else key: _draft_7(value) for key, value in node.items()}
    reference = changed.get("$ref")
    if isinstance(reference, str):
        reference = reference.replace("#/$defs/", "#/definitions/")
        others = {key: value for key, value in changed.items() if key != "$ref"}
        return {**others, "allOf": [{"$ref": reference}]} if others else {"$ref": reference}
    return changed


def _records(model: type[Record], seen: set[type[Record]]) -> Iterator[type[Record]]:
    if model in seen:
        return
    seen.add(model)
    yield model
    for info in model.model_fields.values():
        for inner in _inner(info.annotation):
            yield from _records(inner, seen)


def _inner(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _inner(part)


def _describe(record: type[Record], target: dict[str, Any]) -> None:
    properties = target.get("properties", {})
    for name, info in record.model_fields.items():
        key = info.alias or name
        if key not in properties or Quantity not in _inner(info.annotation):
            continue
        entry = _open(properties[key])
        unit = unit_of(info)
        words = info.description or name.replace("_", " ")
        said = f"{words}. Unit: {unit}, or another unit of its dimension." if unit else f"{words}. With its unit."
        entry["description"] = said
        entry["markdownDescription"] = f"{words}\n\nUnit: `{unit or 'as described'}`"
        if _is_single(info.annotation):
            entry["examples"] = [_example(unit or "GW")]
        properties[key] = entry


def _open(entry: dict[str, Any]) -> dict[str, Any]:
    """A reference with room for keys beside it."""
    return {"allOf": [{"$ref": entry["$ref"]}]} if set(entry) == {"$ref"} else dict(entry)


def _is_single(annotation: Any) -> bool:
    if get_origin(annotation) in (tuple, dict):
        return False
    return annotation is Quantity or any(_is_single(part) for part in get_args(annotation))


def _example(unit: str) -> dict[str, Any]:
    return {"value": 0.3 if unit == "fraction" else 1.0, "unit": unit, "year": 2024, "source": "world_bank_wdi",
            "grade": "B"}
