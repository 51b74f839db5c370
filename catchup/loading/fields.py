"""Walks plain data along a record's annotations: where records and quantities stand, and in which unit."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from catchup.quantity import Quantity, Record, Unit
from catchup.yamlio import PathKeys


@dataclass(frozen=True)
class Place:
    """A place in the data where a record belongs; a quantity where `record` is Quantity."""

    path: PathKeys
    raw: Any
    record: type[Record]
    unit: str | None = None
    field: str = ""
    owner: type[Record] | None = None
    words: tuple[str, ...] = ()

    @property
    def is_quantity(self) -> bool:
        """Whether a number with its father is expected here."""
        return issubclass(self.record, Quantity)


def places(model: type[Record], raw: Any, path: PathKeys = ()) -> Iterator[Place]:
    """Every place of a record in the data, the root first."""
    yield Place(path, raw, model)
    yield from _fields(model, raw, path)


def aliases(model: type[Record]) -> dict[str, str]:
    """Keys of a record as the file writes them, with the field that each stands for."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


def _fields(model: type[Record], raw: Any, path: PathKeys) -> Iterator[Place]:
    if not isinstance(raw, dict):
        return
    for key, name, annotation, unit in _inner_fields(model):
        if key in raw:
            yield from _annotation(annotation, Place((*path, key), raw[key], Record, unit, name, model))


@lru_cache(maxsize=128)
def _inner_fields(model: type[Record]) -> tuple[tuple[str, str, Any, str | None], ...]:
    """Fields in which a record stands somewhere: the others need no walk."""
    fields = ((key, name, model.model_fields[name]) for key, name in aliases(model).items())
    return tuple((key, name, info.annotation, _unit(info.metadata)) for key, name, info in fields
                 if _has_record(info.annotation))


def _has_record(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return True
    return any(_has_record(part) for part in get_args(annotation))


def _annotation(annotation: Any, seed: Place) -> Iterator[Place]:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _annotation(args[0], _with(seed, unit=_unit(args[1:]) or seed.unit))
    elif origin in (Union, types.UnionType):
        yield from _union(args, seed)
    elif origin is tuple and isinstance(seed.raw, list):
        for number, item in enumerate(seed.raw):
            yield from _annotation(args[0], _with(seed, path=(*seed.path, number), raw=item))
    elif origin is dict and isinstance(seed.raw, dict):
        for key, item in seed.raw.items():
            yield from _annotation(args[1], _with(seed, path=(*seed.path, key), raw=item))
    elif isinstance(annotation, type) and issubclass(annotation, Record):
        yield _with(seed, record=annotation)
        yield from _fields(annotation, seed.raw, seed.path)


def _union(args: tuple[Any, ...], seed: Place) -> Iterator[Place]:
    words = tuple(word for arg in args if get_origin(arg) is Literal for word in get_args(arg))
    if (seed.raw is None and type(None) in args) or (isinstance(seed.raw, str) and seed.raw in words):
        return
    for arg in args:
        if arg is not type(None) and get_origin(arg) is not Literal:
            yield from _annotation(arg, _with(seed, words=words))
            return


def _unit(metadata: Any) -> str | None:
    return next((entry.text for entry in metadata if isinstance(entry, Unit)), None)


def _with(seed: Place, **changes: Any) -> Place:
    return Place(**{**seed.__dict__, **changes})
