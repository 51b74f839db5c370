"""Broken files, drawn by a seed: real files with lines, marks, numbers, units, keys or whole branches changed.

`mutant(kind, path, rng)` gives one. Changes of the text know nothing of YAML; changes of a value or a key go through
the places at which the reader itself found them; changes of the tree are written out anew.
"""

from __future__ import annotations

import copy
import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from catchup.loading.fields import aliases, places
from catchup.loading.records import KINDS
from catchup.yamlio import Document, PathKeys, parse

Text = Callable[[random.Random, str], str]

NUMBERS = ("0", "-1", "-0.0", "1e308", "-1e308", "1e400", "1e-320", ".nan", ".inf", "-.inf", "9" * 29, "9" * 40, "1e15",
           "1e30", "1e-30", "0.5", "100", "2024", "-273.15", "0x1F", "0o17", "1_000", "1,5", "٣", "+1", "1e5")
WORDS = ("true", "null", "[]", "{}", "[[]]", "{a: 1}", "''", '"\\x1b[31mred"', "text", "'1'", "2024-01-01", "no", "~", "!!int 1",
         "*a", "&a 1", "'</script>'", "=1+1", '"a\\nb"', '"\\0"', "|", ">", "- 1", "? x", "assumption", "A", "D", "[1, 2]")
UNITS = ("USD", "USD bn", "USD m", "USD bn/yr", "GW", "MW", "TWh/yr", "percent", "fraction", "fraction/yr", "people", "years",
         "x/yr", "degC", "ratio", "index", "USD/kWh", "USD m per k wafers/yr", "k", "bn", "/", "(", "per", "USD per per", "H100e",
         "fraction of", "m " * 30, "USD ** 9", "GW/GW", "1/yr", "wafers", "%", "usd", "mw", "TWH/yr", "year/year/year/year/year")
SIGNS = ("\u202e", "\u200b", "\ufeff", "\u0301", "\U0001f600", "\xa0", "\uff11", "\u2028", "\x85", "\u2066", "\ue000", "ß", "İ",
         "\uffff", "\U0010ffff", "،", "\u3000", "‐")
CONTROLS = tuple(chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)))


@dataclass(frozen=True)
class Mutant:
    """A broken file: what it was, what was done to it, and the key of the schema that was misspelt, if one was."""

    kind: str
    name: str
    content: bytes
    done: tuple[str, ...]
    misspelt: str | None = None


@dataclass(frozen=True)
class Original:
    """A real file with the places of its values and keys, and the keys that the schema knows."""

    kind: str
    name: str
    text: str
    document: Document | None
    known: tuple[tuple[PathKeys, frozenset[str]], ...] = ()
    """keys of records, each with all keys of its record"""


def original(kind: str, name: str, text: str) -> Original:
    """Read a real file once, for many mutants."""
    if kind == "plan":
        return Original(kind, name, text, None)
    document = parse(text, name)
    known: list[tuple[PathKeys, frozenset[str]]] = []
    for place in places(KINDS[kind], document.data):
        if isinstance(place.raw, dict):
            every = frozenset(aliases(place.record))
            known += [((*place.path, key), every) for key in place.raw if key in every]
    return Original(kind, name, text, document, tuple(known))


def mutant(source: Original, rng: random.Random) -> Mutant:
    """One broken file; about one in three has two changes or more, and some have none but a misspelt key."""
    if source.kind == "plan":
        return _plan_mutant(source, rng)
    way = rng.random()
    if way < 0.2:
        return _misspelt(source, rng)
    if way < 0.4:
        text, done = _figures_changed(source, rng)
    elif way < 0.6:
        text, done = _places_changed(source, rng)
    elif way < 0.7:
        text, done = _tree_changed(source, rng)
    else:
        text, done = source.text, ()
    if way >= 0.7 or rng.random() < 0.05:
        for _ in range(1 + (rng.random() < 0.3)):
            change = rng.choice(TEXT_CHANGES)
            text, done = change(rng, text), (*done, change.__name__.strip("_"))
    content = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.03:
        content, done = _binary(rng, content), (*done, "binary")
    return Mutant(source.kind, source.name, content, done)


def misspelling(rng: random.Random, word: str, taken: frozenset[str]) -> str:
    """The word with one letter changed, left out, added or swapped, such that it is no other key."""
    while True:
        at, letter = rng.randrange(len(word)), rng.choice(string.ascii_lowercase + "_")
        swapped = word[:at] + word[at:at + 2][::-1] + word[at + 2:]
        new = rng.choice((word[:at] + letter + word[at + 1:], word[:at] + word[at + 1:], word[:at] + letter + word[at:], swapped,
                          word[:at] + word[at].upper() + word[at + 1:]))
        if new and new not in taken and new != word and new.lower() not in ("null", "true", "false"):
            return new


# ---- a key or a value where it stands

def _misspelt(source: Original, rng: random.Random) -> Mutant:
    assert source.document is not None
    path, every = rng.choice(source.known)
    old = str(path[-1])
    new = misspelling(rng, old, every)
    text = _replaced(source.text, source.document.keys[path], new)
    return Mutant(source.kind, source.name, text.encode(), (f"misspelt {'.'.join(map(str, path))} as {new}",), new)


def _places_changed(source: Original, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """One to three scalars replaced, from the end of the file, so that the places before stay right."""
    assert source.document is not None
    leaves = _leaves(source)
    chosen = sorted(rng.sample(leaves, rng.choice((1, 1, 1, 2, 3))), key=lambda path: source.document.values[path][:2])  # type: ignore[union-attr]
    text, done = source.text, []
    for path in reversed(chosen):
        new = _new_value(rng, path, source)
        text = _replaced(text, source.document.values[path], new)
        done.append(f"{'.'.join(map(str, path))} = {new!r}")
    return text, tuple(done)


def _figures_changed(source: Original, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """A figure with both ends of its range moved together, so that only its size is odd; or its year."""
    assert source.document is not None
    figures = [path[:-1] for path in source.document.values if path and path[-1] == "value"]
    text, done, changes = source.text, [], []
    for path in rng.sample(figures, min(len(figures), rng.choice((1, 1, 2, 4)))):
        factor = rng.choice((0.0, 0.0, -1.0, 1e-9, 1e-4, 0.1, 3.0, 1e3, 1e6, 1e12, 1e60, 1e250))
        raw: Any = source.document.data
        for step in path:
            raw = raw[step]
        for key in ("value", "low", "high"):
            if isinstance(raw.get(key), int | float):
                changes.append(((*path, key), repr(raw[key] * factor)))
        if factor < 0 and "low" in raw and "high" in raw:
            changes[-2:] = [((*path, "low"), repr(-raw["high"])), ((*path, "high"), repr(-raw["low"]))]
        done.append(f"{'.'.join(map(str, path))} x {factor:g}")
    marks = source.document.values
    for path, new in sorted(changes, key=lambda change: marks[change[0]][:2], reverse=True):
        text = _replaced(text, marks[path], new)
    return text, tuple(done)


def _new_value(rng: random.Random, path: PathKeys, source: Original) -> str:
    assert source.document is not None
    old: Any = source.document.data
    for step in path:
        old = old[step]
    if path[-1] == "unit" and rng.random() < 0.8:
        return rng.choice(UNITS) if rng.random() < 0.7 else misspelling(rng, str(old), frozenset())
    if isinstance(old, int | float) and not isinstance(old, bool):
        return rng.choice((*NUMBERS, repr(-old), repr(old * 1000), repr(old / 1000), repr(old * 1e9), "0", rng.choice(WORDS)))
    if rng.random() < 0.3 and isinstance(old, str) and old:
        return misspelling(rng, old, frozenset()).replace("\n", " ")
    return rng.choice((rng.choice(NUMBERS), rng.choice(WORDS), rng.choice(UNITS)))


@lru_cache(maxsize=64)
def _leaves_of(name: str, text: str) -> tuple[PathKeys, ...]:
    document = parse(text, name)
    out = []
    for path, (line, column, width) in document.values.items():
        value: Any = document.data
        try:
            for step in path:
                value = value[step]
        except (KeyError, IndexError, TypeError):
            continue
        whole = document.lines[line - 1][column - 1:column - 1 + width]
        if path and not isinstance(value, dict | list) and whole.strip() and value is not None:
            out.append(path)
    return tuple(out)


def _leaves(source: Original) -> tuple[PathKeys, ...]:
    return _leaves_of(source.name, source.text)


def _replaced(text: str, mark: tuple[int, int, int], new: str) -> str:
    line, column, width = mark
    lines = text.split("\n")
    old = lines[line - 1]
    lines[line - 1] = old[:column - 1] + new + old[column - 1 + width:]
    return "\n".join(lines)


# ---- a branch of the tree

def _tree_changed(source: Original, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    assert source.document is not None
    data = copy.deepcopy(source.document.data)
    done = []
    for _ in range(rng.choice((1, 1, 2))):
        branches = list(_branches(data))
        if not branches:
            break
        holder, key = rng.choice(branches)
        other = rng.choice(branches)
        what = rng.choice(("left out", "emptied", "scalar", "listed", "nested", "copied", "repeated", "renamed"))
        done.append(f"{what} {key}")
        if what == "left out":
            del holder[key]
        elif what == "emptied":
            holder[key] = type(holder[key])() if isinstance(holder[key], dict | list | str) else None
        elif what == "scalar":
            holder[key] = rng.choice((0, -1.5, "text", None, True, 1e300, "", [], {}))
        elif what == "listed":
            holder[key] = [holder[key]]
        elif what == "nested":
            holder[key] = {"value": holder[key]}
        elif what == "copied":
            holder[key] = copy.deepcopy(other[0][other[1]])
        elif what == "repeated" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        elif isinstance(holder, dict):
            holder[str(other[1])] = holder.pop(key)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumper.ignore_aliases = lambda *_: True
    return yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True), tuple(done)


def _branches(data: Any) -> list[tuple[Any, Any]]:
    found = []
    stack = [data]
    while stack:
        value = stack.pop()
        keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        for key in keys:
            found.append((value, key))
            stack.append(value[key])
    return found


# ---- the text

def _line(rng: random.Random, text: str) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, rng.randrange(len(lines))


def _dropped(rng: random.Random, text: str) -> str:
    lines, at = _line(rng, text)
    del lines[at:at + rng.choice((1, 1, 1, 2, 10))]
    return "\n".join(lines)


def _doubled(rng: random.Random, text: str) -> str:
    lines, at = _line(rng, text)
    return "\n".join([*lines[:at + 1], *lines[max(0, at - rng.choice((0, 0, 3))):]])


def _swapped(rng: random.Random, text: str) -> str:
    lines, at = _line(rng, text)
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def _indented(rng: random.Random, text: str) -> str:
    lines, at = _line(rng, text)
    blanks = rng.choice((-4, -2, -1, 1, 2, 3, 4, 40))
    lines[at] = " " * blanks + lines[at] if blanks > 0 else lines[at][min(-blanks, len(lines[at]) - len(lines[at].lstrip())):]
    return "\n".join(lines)


def _cut(rng: random.Random, text: str) -> str:
    return text[:rng.randrange(len(text) + 1)]


def _put(rng: random.Random, text: str, what: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + what + text[at:]


def _control(rng: random.Random, text: str) -> str:
    return _put(rng, text, rng.choice(CONTROLS))


def _strange(rng: random.Random, text: str) -> str:
    return _put(rng, text, rng.choice(SIGNS))


def _marked(rng: random.Random, text: str) -> str:
    return _put(rng, text, rng.choice(("'", '"', ":", ": ", "#", " #", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "- ",
                                       "? ", "\t", "\r", "\n", "---\n", "...\n", "\n<<: {}\n", "\\", "%YAML 9\n")))


def _deep(rng: random.Random, text: str) -> str:
    depth, (opening, closing) = rng.choice((15, 25, 2000, 50_000)), rng.choice((("[", "]"), ("{a: ", "}"), ("- ", "")))
    return _put(rng, text, f" {opening * depth}{closing * depth} " if rng.random() < 0.5 else opening * depth)


def _long(rng: random.Random, text: str) -> str:
    return _put(rng, text, rng.choice("a 9:-") * rng.choice((300, 5000, 200_000)))


def _aliased(rng: random.Random, text: str) -> str:
    bomb = "\n".join(["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30))])
    return f"{bomb}\n{text}" if rng.random() < 0.5 else f"{text}\n{bomb}\n"


def _letter(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(string.printable) + text[at + 1:]


def _ended(rng: random.Random, text: str) -> str:
    return text.replace("\n", rng.choice(("\r\n", "\r", "\x85", "\n\n")))


def _repeated(rng: random.Random, text: str) -> str:
    return text * rng.choice((2, 3)) if rng.random() < 0.95 else text + "\n# " + "x" * 6_000_000


TEXT_CHANGES: tuple[Text, ...] = (
    _dropped, _dropped, _doubled, _swapped, _indented, _indented, _cut, _control, _strange, _marked, _marked, _deep, _long, _aliased,
    _letter, _letter, _ended, _repeated)


def _binary(rng: random.Random, content: bytes) -> bytes:
    at, noise = rng.randrange(len(content) + 1), rng.randbytes(rng.choice((1, 1, 4, 400)))
    return rng.choice((content[:at] + noise + content[at:], noise, content.decode("utf-8", "replace").encode("utf-16")))


# ---- a plan file

CELLS: tuple[Any, ...] = (None, True, -1, 0, 1e308, -1e308, 1e-300, 10**40, "text", "", [], {}, [1], {"a": 1}, "\x1b[2J", "</script>", "=1+1",
                          "\ud800", 2.5, "2030", float("nan"), float("inf"))


def _plan_mutant(source: Original, rng: random.Random) -> Mutant:
    if rng.random() < 0.35:
        change = rng.choice(TEXT_CHANGES)
        content = change(rng, source.text).encode("utf-8", "surrogatepass")
        if rng.random() < 0.1:
            content = _binary(rng, content)
        return Mutant("plan", source.name, content, (change.__name__.strip("_"),))
    data, done = json.loads(source.text), []
    for _ in range(rng.choice((1, 1, 2, 5))):
        holder, key = _spot(data, rng)
        what = rng.choice(("cell", "cell", "cell", "left out", "repeated", "nested"))
        done.append(f"{what} {key}")
        if what == "cell":
            holder[key] = copy.deepcopy(rng.choice(CELLS))
        elif what == "left out":
            del holder[key]
        elif what == "nested":
            holder[key] = [holder[key]]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
    return Mutant("plan", source.name, json.dumps(data).encode("utf-8", "surrogatepass"), tuple(done))


def _spot(data: Any, rng: random.Random) -> tuple[Any, Any]:
    """A place in the plan: any depth, the tables no more often than the rest."""
    holder = data
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return data, rng.choice(list(data))
        key = rng.choice(keys)
        below = holder[key]
        if not isinstance(below, dict | list) or not below or rng.random() < 0.1:
            return holder, key
        holder = below
