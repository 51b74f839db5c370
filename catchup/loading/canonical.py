"""Quantities in the unit in which the model reads them."""

from __future__ import annotations

from typing import Any

from pydantic.fields import FieldInfo

from catchup.quantity import Quantity, Record, Unit
from catchup.units import factor


def in_canonical_units[R: Record](record: R) -> R:
    """A copy in which every quantity with a `Unit` is given in that unit; the record itself where nothing changes."""
    changes = {}
    for name, info in type(record).model_fields.items():
        old = getattr(record, name)
        new = _converted(old, unit_of(info))
        if new is not old:
            changes[name] = new
    return record.model_copy(update=changes) if changes else record


def unit_of(info: FieldInfo) -> str | None:
    """The canonical unit of a field, also inside `Share | None` and `tuple[Share, ...]`."""
    direct = next((entry.text for entry in info.metadata if isinstance(entry, Unit)), None)
    return direct or _inner_unit(info.annotation)


def scaled(quantity: Quantity, to: str, extra: frozenset[str] = frozenset(), by: float | None = None) -> Quantity:
    """The quantity in another unit; a rival without a unit of its own keeps the old one in writing."""
    times = factor(quantity.unit, to, extra) if by is None else by
    changes: dict[str, Any] = {"value": quantity.value * times, "unit": to}
    for end in ("low", "high"):
        old = getattr(quantity, end)
        if old is not None:
            changes[end] = old * times
    if quantity.rival is not None and quantity.rival.unit is None:
        changes["rival"] = quantity.rival.model_copy(update={"unit": quantity.unit})
    return quantity.model_copy(update=changes)


def _converted(value: Any, unit: str | None) -> Any:
    if isinstance(value, Quantity):
        return value if unit is None or value.unit == unit else scaled(value, unit)
    if isinstance(value, Record):
        return in_canonical_units(value)
    if isinstance(value, tuple):
        items = tuple(_converted(item, unit) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        entries = {key: _converted(item, unit) for key, item in value.items()}
        return entries if any(entries[key] is not value[key] for key in value) else value
    return value


def _inner_unit(annotation: Any) -> str | None:
    for entry in getattr(annotation, "__metadata__", ()):
        if isinstance(entry, Unit):
            return entry.text
    for part in getattr(annotation, "__args__", ()):
        found = _inner_unit(part)
        if found:
            return found
    return None
