"""The scenario file: an exogenous future of the frontier."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catchup.quantity import AnyUnit, Record, Source


class Scenario(Record):
    """Parameters of `catchup.frontier`, by the names of its equations."""

    schema_: Literal["catchup/scenario/1"] = Field(alias="schema")
    id: str
    name: str
    says: str = Field(description="the future in one sentence; no odds are put on it")
    who_gains: str
    sources: dict[str, Source]
    parameters: dict[str, AnyUnit | None]
