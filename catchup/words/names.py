"""Names of projects and inputs inside a sentence: "Gas power plant, open cycle" is a "gas power plant (open cycle)"."""

from __future__ import annotations

from collections.abc import Sequence


def uncapital(words: str) -> str:
    """First letter small, unless the first word is a name or an abbreviation."""
    first = words.split(" ")[0]
    return words if not first[1:].islower() and len(first) > 1 else words[:1].lower() + words[1:]


def capital(words: str) -> str:
    """First letter large."""
    return words[:1].upper() + words[1:]


def running(name: str) -> str:
    """A name in running text: small first letter, and what follows its first comma in brackets."""
    head, comma, rest = name.partition(", ")
    return f"{uncapital(head)} ({rest})" if comma and rest else uncapital(name)


def joined(names: Sequence[str]) -> str:
    """ "a and b"; with a comma before "and" where a name has an "and" of its own, or where there are three."""
    if len(names) < 2:
        return "".join(names)
    mark = ", and " if len(names) > 2 or any(" and " in name for name in names) else " and "
    return f"{', '.join(names[:-1])}{mark}{names[-1]}"


def shorter(name: str) -> list[str]:
    """The name, and the name with one part after the other left out at its end."""
    parts = name.split(", ")
    return [", ".join(parts[:count]) for count in range(len(parts), 0, -1)]
