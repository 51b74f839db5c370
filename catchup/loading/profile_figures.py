"""The figures of a profile by the paths that a person would write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from catchup.quantity import walk
from catchup.schema.profile import Profile

_LISTS = ("existing", "programmes", "local", "statements")
_YEARS = ("announced_year", "online_year")


def profile_figures(profile: Profile) -> dict[str, tuple[float, str]]:
    """Value and unit by path; entries of lists go by asset, by name, or by the path of the chain's figure.

    A second entry of the same asset is `existing.<asset>.2`. Years of programmes are figures too, in `year`.
    """
    found: dict[str, tuple[float, str]] = {}
    for name in type(profile).model_fields:
        if name not in _LISTS:
            found.update(_below(getattr(profile, name), name))
    seen: Counter[str] = Counter()
    for existing in profile.existing:
        seen[existing.asset] += 1
        number = seen[existing.asset]
        found.update(_below(existing, f"existing.{existing.asset}" + (f".{number}" if number > 1 else "")))
    for programme in profile.programmes:
        path = f"programmes.{programme.name}"
        found.update(_below(programme, path))
        for field in _YEARS:
            year = getattr(programme, field)
            if year is not None:
                found[f"{path}.{field}"] = (float(year), "year")
    for entry in profile.local:
        found[f"local.{entry.path}"] = (entry.quantity.value, entry.quantity.unit)
    return found


def _below(value: object, path: str) -> Iterator[tuple[str, tuple[float, str]]]:
    return ((at, (quantity.value, quantity.unit)) for at, quantity in walk(value, path))
