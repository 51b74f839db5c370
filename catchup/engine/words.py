"""Rows of a program in words."""

from __future__ import annotations

from catchup.model.rows import Row, parts

_FAMILIES = {
    "balance": "{item} at {site}{when}", "limit": 'limit "{item}"{when}', "budget": 'budget "{item}"{when}',
    "debt_ceiling": 'debt of "{item}"{when}', "capacity": "capacity of {item} at {site}{when}",
    "committed": "committed building of {item} at {site}{when}",
    "stock": "stock of {item} at {site}", "demand": "demand for {item} at {site}{when}",
    "standing": "what is converted of {item} at {site}{when}"}


SENSES = {"<=": "at most", ">=": "at least", "==": "exactly"}


def row_title(name: str) -> str:
    """capacity of kiln at mill in 2030."""
    family, site, item, period = parts(name)
    if family.startswith("flow"):
        return column_words(name)
    when = "" if period == "all" else f" in {period}"
    form = _FAMILIES.get(family, f"{family.replace('_', ' ')}" + " of {item} at {site}{when}")
    return form.format(item=item.replace("|", ", "), site=site, when=when)


def column_words(name: str) -> str:
    """export of steel at port in 1979."""
    family, site, item, period = parts(name)
    if family == "flow":
        end, _, good = item.partition("|")
        return f"flow of {good.replace('|', ', ')} from {site} to {end} in {period}"
    return f"{family} of {item.replace('|', ', ')} at {site} in {period}"


def row_words(row: Row, missed: float) -> str:
    """A row that cannot be kept: what it is, and by how much it is missed."""
    name = row.name
    asked = f"{SENSES[row.sense]} {row.right:g}"
    if parts(name)[0] == "balance":
        return f"{row_title(name)}: {'short' if missed > 0 else 'over'} by {abs(missed):.4g}"
    return f"{row_title(name)} ({asked}): missed by {abs(missed):.4g}"
