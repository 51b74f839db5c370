"""A row of the model before it becomes an expression: terms, sense and right-hand side, with a parseable name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from catchup.model.columns import Column

Term = tuple[Column, float]
Sense = Literal["<=", ">=", "=="]


class Row(NamedTuple):
    """`sum coefficient x variable  sense  right`, named `family|site|item|year`."""

    name: str
    terms: tuple[Term, ...]
    sense: Sense
    right: float


def row(family: str, site: str, item: str, year: int | str, terms: Iterable[Term], sense: Sense, right: float) -> Row:
    """A row with its name in the one form that results can be read back from."""
    return Row(f"{family}|{site}|{item}|{year}", tuple(terms), sense, right)


def parts(name: str) -> tuple[str, str, str, str]:
    """(family, site, item, year) of a row name; the item may itself hold bars."""
    family, site, *item, year = name.split("|")
    return family, site, "|".join(item), year
