"""Names by which the parts of a chain point at each other, checked on plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catchup.errors import Problem
from catchup.loading.fields import Place, places
from catchup.loading.messages import did_you_mean
from catchup.quantity import Record
from catchup.schema.chain import Asset, Chain, Commodity, Experience, Process, Route, Staff, Use
from catchup.yamlio import Document, PathKeys

_NAMES: dict[type[Record], dict[str, str]] = {
    Use: {"commodity": "commodities"}, Route: {"commodity": "commodities"}, Staff: {"skill": "skills"},
    Process: {"asset": "assets", "output": "commodities"}, Experience: {"asset": "assets"},
    Asset: {"layer": "layers", "hardware": "commodities"}, Commodity: {"layer": "layers"},
}
_ONE = {"commodities": "commodity", "assets": "asset", "skills": "skill", "layers": "layer"}


def check_names(document: Document, found: Iterable[Place] | None = None) -> Iterator[Problem]:
    """Names of commodities, assets, skills and layers that the chain file does not have."""
    for place in places(Chain, document.data) if found is None else found:
        if not isinstance(place.raw, dict):
            continue
        for field, group in _NAMES.get(place.record, {}).items():
            name, known = place.raw.get(field), document.data.get(group)
            if isinstance(name, str) and isinstance(known, dict):
                yield from unknown_name(document, (*place.path, field), name, _ONE[group], known)


def unknown_name(
    document: Document, path: PathKeys, name: str, kind: str, known: Iterable[str], key: bool = False,
) -> Iterator[Problem]:
    """A problem where a name is not among those known, with the nearest that is."""
    have = list(known)
    if name not in have:
        some = f"{', '.join(have[:12])}{' ...' if len(have) > 12 else ''}"
        hint = did_you_mean(name, have) or (f"known: {some}" if have else "there is none")
        yield document.problem(path, "E027", f'unknown {kind} "{name}"', hint, key=key)
