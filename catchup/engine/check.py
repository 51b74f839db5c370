"""Names and figures of a model file, checked on plain data: each problem where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, get_args

from catchup.engine.fields import ALL, Keyed, Names, Pairs, Series, Some, is_number
from catchup.engine.records import Commodity, Kind
from catchup.errors import Problem
from catchup.loading.fields import Place, aliases
from catchup.loading.messages import describe
from catchup.loading.names import unknown_name
from catchup.quantity import Record
from catchup.yamlio import Document, PathKeys

Groups = Mapping[str, tuple[str, ...]]
Marker = Names | Keyed | Series | Pairs | Some
ONE = {"sites": "site", "periods": "period", "commodities": "commodity", "processes": "process", "units": "unit",
       "contents": "attribute", "kinds": "kind of payment"}
_WORD = re.compile("[A-Za-z0-9_]+")


def check(document: Document, found: Iterable[Place]) -> Iterator[Problem]:
    """Ill-formed and unknown names, figures that are no numbers or stand under a wrong key."""
    groups = groups_of(document.data)
    yield from _ids(document, groups)
    for place in found:
        if isinstance(place.raw, dict):
            yield from _own_name(document, place)
            for key, marker in _marked(place.record):
                if key in place.raw:
                    yield from _field(document, groups, (*place.path, key), place.raw[key], marker)


def groups_of(data: Mapping[str, Any]) -> Groups:
    """The names that a file gives to its parts, by group."""
    periods = [entry.get("id") for entry in _listed(data.get("periods")) if isinstance(entry, dict)]
    goods = data["commodities"].values() if isinstance(data.get("commodities"), dict) else ()
    inside = [entry.get("content") for entry in goods if isinstance(entry, dict)]
    attributes = [name for entry in inside if isinstance(entry, dict) for name in entry]
    named = {group: tuple(data[group]) if isinstance(data.get(group), dict) else ()
             for group in ("commodities", "processes", "units")}
    return {**named, "periods": _texts(periods), "sites": _texts(_listed(data.get("sites"))),
            "contents": tuple(dict.fromkeys(attributes)), "kinds": get_args(Kind)}


@lru_cache(maxsize=64)
def _marked(record: type[Record]) -> tuple[tuple[str, Marker], ...]:
    return tuple((key, marker) for key, name in aliases(record).items()
                 for marker in record.model_fields[name].metadata if isinstance(marker, Marker))


def _ids(document: Document, groups: Groups) -> Iterator[Problem]:
    for group in ("commodities", "processes", "units", "budgets"):
        for name in document.data[group] if isinstance(document.data.get(group), dict) else ():
            yield from _word(document, (group, name), name, key=True)
    for group, paths in (("sites", ("sites",)), ("periods", ("periods",))):
        seen: set[str] = set()
        for number, name in enumerate(groups[group]):
            path = (*paths, number) if group == "sites" else (*paths, number, "id")
            yield from _word(document, path, name)
            if name in seen or (group == "periods" and name in groups["sites"]):
                taken = "a site" if name in groups["sites"] and group == "periods" else f"another {ONE[group]}"
                yield document.problem(path, "E071", f'"{name}" is the name of {taken}', "give it a name of its own")
            seen.add(name)


def _own_name(document: Document, place: Place) -> Iterator[Problem]:
    """The name of a record in a list stands in the names of rows; that of a model or a good is for the reader."""
    name = place.raw.get("name")
    if place.path and place.record is not Commodity and "name" in aliases(place.record) and isinstance(name, str):
        yield from _word(document, (*place.path, "name"), name)


def _word(document: Document, path: PathKeys, name: str, key: bool = False) -> Iterator[Problem]:
    if name == ALL or not _WORD.fullmatch(name):
        hint = "names are made of letters, digits and _" if name != ALL else "it stands for all of them"
        yield document.problem(path, "E072", f'"{name}" cannot be a name', hint, key=key)


def _field(
    document: Document, groups: Groups, path: PathKeys, raw: Any, marker: Marker,
) -> Iterator[Problem]:
    if raw is None and not isinstance(marker, Keyed):
        yield document.problem(path, "E016", f'"{path[-1]}" has no value', "write one, or remove the key")
    elif isinstance(marker, Some):
        if raw in ([], {}):
            yield document.problem(path, "E016", f'"{path[-1]}" is empty', "it needs one entry at least")
    elif isinstance(marker, Pairs):
        yield from _pairs(document, path, raw, marker.fewest)
    elif isinstance(marker, Names):
        yield from _names(document, groups, path, raw, marker.group)
    elif isinstance(marker, Keyed):
        for name in raw if isinstance(raw, dict) else ():
            yield from unknown_name(document, (*path, name), name, ONE[marker.group], groups[marker.group], key=True)
    elif marker.by_link:
        yield from _table(document, groups, path, raw, marker)
    else:
        yield from _series(document, groups, path, raw, marker, marker.levels)


def _names(document: Document, groups: Groups, path: PathKeys, raw: Any, group: str) -> Iterator[Problem]:
    entries = [((*path, number), one) for number, one in enumerate(raw)] if isinstance(raw, list) else [(path, raw)]
    if isinstance(raw, list) and not raw:
        yield document.problem(path, "E016", f'"{path[-1]}" names nothing', f"name a {ONE[group]}, or write all")
    for where, one in entries:
        name = str(one) if isinstance(one, int) and not isinstance(one, bool) else one
        if not isinstance(name, str):
            text = f'"{path[-1]}" must be a name or a list of names, found {describe(one)}'
            yield document.problem(where, "E016", text)
        elif name != ALL or isinstance(raw, list):
            yield from unknown_name(document, where, name, ONE[group], groups[group])


def _series(
    document: Document, groups: Groups, path: PathKeys, raw: Any, marker: Series, levels: tuple[str, ...],
) -> Iterator[Problem]:
    """A number, or a mapping from sites or periods, each level of one kind."""
    if not isinstance(raw, dict):
        yield from _number(document, path, raw, marker)
        return
    fitting = [group for group in levels if any(key in groups[group] for key in raw)]
    group = fitting[0] if fitting else None
    for key, inner in raw.items():
        where = (*path, key)
        if group is None or key not in groups[group]:
            known = [name for level in ((group,) if group else levels) for name in groups[level]]
            kind = ONE[group] if group else " or ".join(ONE[level] for level in levels) or "key"
            yield from unknown_name(document, where, key, kind, known, key=True)
        else:
            yield from _series(document, groups, where, inner, marker, tuple(e for e in levels if e != group))


def _table(document: Document, groups: Groups, path: PathKeys, raw: Any, marker: Series) -> Iterator[Problem]:
    """A number, numbers by period, or site -> site -> number or numbers by period."""
    if not isinstance(raw, dict) or any(key in groups["periods"] for key in raw):
        yield from _series(document, groups, path, raw, marker, ("periods",))
        return
    for start, row in raw.items():
        yield from unknown_name(document, (*path, start), start, "site", groups["sites"], key=True)
        if not isinstance(row, dict):
            text = f'"{start}" must be a mapping from sites to numbers, found {describe(row)}'
            yield document.problem((*path, start), "E016", text)
            continue
        for end, inner in row.items():
            where = (*path, start, end)
            yield from unknown_name(document, where, end, "site", groups["sites"], key=True)
            if end == start:
                hint = "make two sites of it if goods are to be counted on the way"
                yield document.problem(where, "E073", f'a link from "{start}" to itself', hint, key=True)
            yield from _series(document, groups, where, inner, marker, ("periods",))


def _pairs(document: Document, path: PathKeys, raw: Any, fewest: int) -> Iterator[Problem]:
    """[size, cost] with sizes that rise, from zero on."""
    if not isinstance(raw, list) or len(raw) < fewest:
        hint = f"give at least {fewest}, e.g. [[0, 0], [10, 50]]" if fewest > 1 else "e.g. [[10, 30], [25, 50]]"
        yield document.problem(path, "E016", f'"{path[-1]}" must be a list of [size, cost]', hint)
        return
    before = -1.0
    for number, pair in enumerate(raw):
        if not (isinstance(pair, list) and len(pair) == 2 and all(is_number(one) and one >= 0 for one in pair)):
            yield document.problem((*path, number), "E016", f"must be [size, cost], none below 0, found {_shown(pair)}")
        elif pair[0] <= before or (fewest == 1 and pair[0] == 0):
            yield document.problem((*path, number), "E028", f'sizes in "{path[-1]}" must rise', "sort them")
        else:
            before = pair[0]


def _shown(raw: Any) -> str:
    return str(raw)[:40] if isinstance(raw, list) else describe(raw)


def _number(document: Document, path: PathKeys, raw: Any, marker: Series) -> Iterator[Problem]:
    if not is_number(raw):
        text = f'"{path[-1]}" must be a number, or numbers by name, found {describe(raw)}'
        yield document.problem(path, "E016", text)
    elif marker.least is not None and raw < marker.least:
        yield document.problem(path, "E028", f'"{path[-1]}" is {raw:g}, below {marker.least:g}')


def _listed(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _texts(raw: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(one) for one in raw if isinstance(one, str | int) and not isinstance(one, bool))
