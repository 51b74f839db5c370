"""A figure with its father: value, unit, year, source, grade and range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Grade = Literal["A", "B", "C", "D"]
ASSUMPTION = "assumption"


class Record(BaseModel):
    """A frozen record with strict keys: an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, allow_inf_nan=False)


@dataclass(frozen=True)
class Unit:
    """The canonical unit of a field. A file may write any unit of the same dimension.

    `USD m per unit` style placeholders: `{capacity}` and `{output}` stand for the capacity unit of the asset and
    the unit of the commodity that the record belongs to; they are checked by `catchup.checks`, not by the field.
    """

    text: str


class Rival(Record):
    """The same quantity as another source gives it; kept, not used."""

    value: float
    source: str
    unit: str | None = None
    year: int | None = None
    note: str | None = None


class Quantity(Record):
    """A number with unit, year, source and grade.

    Grades: A official figure or data set, B good public estimate, C thin, D assumption. Grade D needs low, high and
    a reason; its source is the word `assumption`.
    """

    value: float = Field(description="central value, in `unit`")
    unit: str = Field(min_length=1, description="unit of value, low and high")
    year: int = Field(ge=1900, le=2100, description="year that the figure refers to")
    source: str = Field(min_length=1, description="id of an entry in `sources`, or the word assumption")
    grade: Grade = Field(description="A official, B good public estimate, C thin, D assumption")
    low: float | None = Field(default=None, description="low end of the range")
    high: float | None = Field(default=None, description="high end of the range")
    reason: str | None = Field(default=None, description="why this value (needed for grade D)")
    note: str | None = Field(default=None, description="how the figure was read or converted")
    rival: Rival | None = Field(default=None, description="the same quantity from another source, not used")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.low is not None and self.low > self.value:
            raise ValueError(f"range does not contain the value: low {self.low:g} is above value {self.value:g}")
        if self.high is not None and self.high < self.value:
            raise ValueError(f"range does not contain the value: high {self.high:g} is below value {self.value:g}")
        if self.grade == "D":
            missing = [k for k in ("low", "high", "reason") if getattr(self, k) is None]
            if missing:
                raise ValueError(f"grade D (assumption) needs {', '.join(missing)}")
        if (self.source == ASSUMPTION) != (self.grade == "D"):
            raise ValueError("grade D and the source `assumption` go together")
        return self


# Fields by dimension. The unit in brackets is the canonical one, in which the model reads the figure.
UsdBn = Annotated[Quantity, Unit("USD bn")]
UsdM = Annotated[Quantity, Unit("USD m")]
UsdMPerYear = Annotated[Quantity, Unit("USD m/yr")]
UsdBnPerYear = Annotated[Quantity, Unit("USD bn/yr")]
Usd = Annotated[Quantity, Unit("USD")]
Share = Annotated[Quantity, Unit("fraction")]
Rate = Annotated[Quantity, Unit("fraction/yr")]
Factor = Annotated[Quantity, Unit("ratio")]
Growth = Annotated[Quantity, Unit("x/yr")]
Years = Annotated[Quantity, Unit("years")]
People = Annotated[Quantity, Unit("people")]
Gw = Annotated[Quantity, Unit("GW")]
Mw = Annotated[Quantity, Unit("MW")]
TwhPerYear = Annotated[Quantity, Unit("TWh/yr")]
UsdPerKwh = Annotated[Quantity, Unit("USD/kWh")]
Celsius = Annotated[Quantity, Unit("degC")]
Index = Annotated[Quantity, Unit("index")]
"""An index or score without a dimension (government effectiveness, usage index)."""
AnyUnit = Quantity
"""Unit fixed by the record around it (capacity unit, unit of the commodity)."""


class Source(Record):
    """Where a figure was read."""

    title: str
    publisher: str | None = None
    url: str | None = None
    licence: str = Field(description="licence or terms under which the figure is used")
    retrieved: str | None = Field(default=None, description="year-month of reading")


NAMING = ("skill", "commodity", "holder", "lever")
"""Fields by which an entry of a list is named in a path, instead of its position."""


def walk(value: object, path: str) -> Iterator[tuple[str, Quantity]]:
    """All quantities below a record, with dotted paths."""
    if isinstance(value, Quantity):
        yield path, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), f"{path}.{name.rstrip('_')}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from walk(item, f"{path}.{entry_name(item, position)}")


def entry_name(item: object, position: int) -> str:
    """How an entry of a list is called in a path: by what it is about, else by its position."""
    for field in NAMING:
        name = getattr(item, field, None)
        if isinstance(name, str):
            return name
    return str(position)
