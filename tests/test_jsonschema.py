"""JSON Schema for editors: draft-07, with words and units."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from catchup.jsonschema import DRAFT, Kind, json_schema
from catchup.loading.records import KINDS

ALL: tuple[Kind, ...] = ("profile", "chain", "scenario", "strategy", "pact")


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for entry in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(entry)


@pytest.mark.parametrize("kind", ALL)
def test_it_is_draft_07(kind: Kind) -> None:
    schema = json_schema(kind)
    text = json.dumps(schema)
    assert schema["$schema"] == DRAFT
    assert not any(word in text for word in ("$defs", "prefixItems", "unevaluatedProperties", "discriminator"))
    assert all(set(node) == {"$ref"} for node in nodes(schema) if isinstance(node.get("$ref"), str))


@pytest.mark.parametrize("kind", ALL)
def test_every_reference_leads_to_a_definition(kind: Kind) -> None:
    schema = json_schema(kind)
    for node in nodes(schema):
        if isinstance(node.get("$ref"), str):
            assert node["$ref"].removeprefix("#/definitions/") in schema["definitions"]


@pytest.mark.parametrize("kind", ALL)
def test_keys_are_those_of_the_file(kind: Kind) -> None:
    schema = json_schema(kind)
    assert "schema" in schema["properties"]
    assert "schema_" not in schema["properties"]
    assert schema["additionalProperties"] is False
    assert len(schema["properties"]) == len(KINDS[kind].model_fields)


def test_a_figure_has_its_unit_and_an_example() -> None:
    gdp = json_schema()["definitions"]["Economy"]["properties"]["gdp"]
    assert "USD bn" in gdp["description"]
    assert "USD bn" in gdp["markdownDescription"]
    assert gdp["examples"][0]["unit"] == "USD bn"


def test_optional_and_listed_figures_have_their_unit_too() -> None:
    definitions = json_schema("chain")["definitions"]
    assert "fraction" in definitions["Commodity"]["properties"]["freight"]["description"]
    assert "examples" in definitions["Commodity"]["properties"]["freight"]
    assert "fraction" in definitions["Asset"]["properties"]["ramp"]["description"]
    assert "examples" not in definitions["Asset"]["properties"]["ramp"]


def test_two_calls_give_the_same_bytes() -> None:
    assert json.dumps(json_schema()) == json.dumps(json_schema())


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        json_schema("atlas")  # type: ignore[arg-type]
