"""From parser events to plain values with marks, under the core rules of YAML 1.2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from catchup.harmless import CONTROL

Mark = tuple[int, int, int]
"""Line, column (both from 1) and width in characters."""

DEEPEST = 20
_LONGEST_NUMBER = 30
_MOST_TROUBLES = 100
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_TAB = re.compile(r"""^[^"'#\t]*\t""")
_NUMERIC = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}
_SPECIAL = re.compile(r"([-+]?)\.(?:(inf|Inf|INF)|(nan|NaN|NAN))")


@dataclass(frozen=True)
class Trouble:
    """Something wrong with the form of the file; `fatal` where nothing after it can be trusted."""

    mark: Mark
    code: str
    message: str
    hint: str = ""
    fatal: bool = False


@dataclass(frozen=True)
class Attempts:
    """A text with its tabs read in several ways, each with the columns that it moved, by line."""

    texts: list[tuple[str, dict[int, int]]]
    troubles: list[Trouble]


class _StopReading(Exception):  # noqa: N818 (a signal, not an error)
    """Nothing after this event is looked at."""


@dataclass
class _Frame:
    """A mapping or list that is still open."""

    path: tuple[str | int, ...]
    value: Any
    key: str | None = None
    waiting: bool = True
    skip: bool = False


def line_breaks(text: str) -> list[str]:
    """Lines as the YAML parser counts them."""
    return _BREAK.split(text)


def core_value(text: str) -> Any:
    """The value of a plain scalar: null, true/false, int, float, or text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC:
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEX.fullmatch(text):
        return int(text[2:], 16)
    special = _SPECIAL.fullmatch(text)
    if special:
        return float(f"{special[1]}{'inf' if special[2] else 'nan'}")
    return float(text) if _FLOAT.fullmatch(text) else text


def replace_tabs(text: str, lines: tuple[str, ...]) -> Attempts:
    """Tell every tab that matters; read it as two, four or eight blanks, or as the indent of the line above."""
    tabbed = [number for number, line in enumerate(lines) if line.strip() and _TAB.match(line)]
    if not tabbed:
        return Attempts([(text, {})], [])
    hint = "indent with blanks, two for each level"
    troubles = [Trouble((n + 1, lines[n].index("\t") + 1, 1), "E006", "a tab; YAML is indented with blanks", hint)
                for n in tabbed]
    texts = [_without_tabs(lines, tabbed, width) for width in (2, 4, 8, 0)]
    return Attempts(texts, troubles)


def _without_tabs(lines: tuple[str, ...], tabbed: list[int], width: int) -> tuple[str, dict[int, int]]:
    fixed, shifts = list(lines), {}
    for number in tabbed:
        body = fixed[number].lstrip(" \t")
        lead = fixed[number][: len(fixed[number]) - len(body)]
        above = next((line for line in reversed(fixed[:number]) if line.strip()), "")
        blanks = len(lead.replace("\t", " " * width)) if width else len(above) - len(above.lstrip(" "))
        lead_new = " " * blanks if "\t" in lead else lead
        fixed[number] = lead_new + body.replace("\t", " ")
        shifts[number + 1] = len(lead_new) - len(lead)
    return "\n".join(fixed), shifts


class Builder:
    """Builds the value of one document, keeps where everything stands and collects what is refused."""

    def __init__(self, shifts: dict[int, int]) -> None:
        self.values: dict[tuple[str | int, ...], Mark] = {}
        self.keys: dict[tuple[str | int, ...], Mark] = {}
        self.troubles: list[Trouble] = []
        self.result: Any = None
        self.empty = True
        self._shifts = shifts
        self._stack: list[_Frame] = []
        self._documents = 0

    def run(self, text: str, loader: Any) -> bool:
        """Read the text; True where its syntax broke off (the trouble says where)."""
        try:
            for event in yaml.parse(text, Loader=loader):
                self._event(event)
        except _StopReading:
            return any(trouble.code in ("E005", "E006") for trouble in self.troubles)
        except yaml.YAMLError as error:
            self.troubles.append(_syntax(error, self._shifts))
            return True
        return False

    def _event(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "E011", "a second document in one file", "remove the line with ---")
                raise _StopReading
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "E008", f"alias *{event.anchor} is not allowed", "write the value out")
            self._add(event, None)
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _node(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "E008", f"anchor &{event.anchor} is not allowed", "write the value out")
        if event.tag is not None:
            self._refuse(event, "E009", f"tag {event.tag} is not allowed", "remove it")
        if isinstance(event, yaml.ScalarEvent):
            self._visible(event)
            self._scalar(event)
            return
        if len(self._stack) >= DEEPEST:
            self._refuse(event, "E012", f"nested deeper than {DEEPEST} levels", "flatten it", fatal=True)
            raise _StopReading
        self._open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])

    def _visible(self, event: Any) -> None:
        """Escapes such as "\\x1b" bring in what may not stand in the file as it is."""
        wild = CONTROL.search(event.value)
        if wild:
            text = f"character U+{ord(wild.group()):04X} is not printable"
            self._refuse(event, "E002", text, "remove this character; it cannot stand in a text")
            event.value = CONTROL.sub("\ufffd", event.value)

    def _scalar(self, event: Any) -> None:
        top = self._stack[-1] if self._stack else None
        plain = event.style is None or event.style == ""
        if top is not None and isinstance(top.value, dict) and top.waiting:
            self._key(event, top, plain)
            return
        if plain and len(event.value) > _LONGEST_NUMBER and _is_integer(event.value):
            self._refuse(event, "E005", f"a number of {len(event.value)} characters", "round it")
            self._add(event, 0)
            return
        self._add(event, core_value(event.value) if plain else event.value)
        if not self._stack and not (plain and event.value == ""):
            self.empty = False

    def _key(self, event: Any, top: _Frame, plain: bool) -> None:
        text = event.value
        top.waiting, top.key, top.skip = False, text, False
        if plain and text == "<<":
            self._refuse(event, "E010", "merge key << is not allowed", "write the keys out")
        elif plain and not _is_text(text):
            self._refuse(event, "E013", f'key "{text}" is not text', "put it in quotes")
        elif text in top.value:
            first = self.keys[(*top.path, text)][0]
            self._refuse(event, "E007", f'duplicate key "{text}"', f"it stands in line {first} already")
        else:
            self.keys[(*top.path, text)] = self._mark(event)
            return
        top.skip = True

    def _open(self, event: Any, value: Any) -> None:
        path = self._add(event, value)
        self._stack.append(_Frame(path if path is not None else ("<refused>", len(self.values)), value))
        if len(self._stack) == 1:
            self.empty = False

    def _add(self, event: Any, value: Any) -> tuple[str | int, ...] | None:
        """Put a value where it belongs; its path, or None where its key was refused."""
        if not self._stack:
            self.result = value
            self.values[()] = self._mark(event)
            return ()
        top = self._stack[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
        elif top.waiting:
            self._refuse(event, "E013", "a list or mapping as a key", "a key is a word")
            top.waiting, top.skip = False, True
            return None
        else:
            top.waiting = True
            if top.skip:
                return None
            path = (*top.path, str(top.key))
            top.value[str(top.key)] = value
        self.values[path] = self._mark(event)
        return path

    def _mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        line = start.line + 1
        column = max(1, start.column + 1 - self._shifts.get(line, 0))
        width = end.column - start.column if end.line == start.line else 1
        return (line, column, max(1, width))

    def _refuse(self, event: Any, code: str, message: str, hint: str, fatal: bool = False) -> None:
        self.troubles.append(Trouble(self._mark(event), code, message, hint, fatal))
        if len(self.troubles) >= _MOST_TROUBLES:
            raise _StopReading


def _is_integer(text: str) -> bool:
    return bool(_INT.fullmatch(text) or _OCTAL.fullmatch(text) or _HEX.fullmatch(text))


def _is_text(text: str) -> bool:
    if text and text[0] not in _NUMERIC:
        return text not in _WORDS
    return not (text in _WORDS or _is_integer(text) or _FLOAT.fullmatch(text) or _SPECIAL.fullmatch(text))


def _syntax(error: yaml.YAMLError, shifts: dict[int, int]) -> Trouble:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(getattr(error, "problem", None) or "this is not YAML")
    context = getattr(error, "context", None)
    message = f"{problem} {context}" if context else problem
    if "cannot start any token" in problem and "\\t" in repr(problem):
        return Trouble((line, column, 1), "E006", "a tab; YAML is indented with blanks", "use blanks", fatal=True)
    hints = {
        "could not find expected ':'": "a key needs a colon and a blank after it",
        "mapping values are not allowed": "put text with a colon in quotes, or check the indent",
        "did not find expected key": "check the indent of this line against the lines above",
        "did not find expected ',' or": "close the bracket, or put a comma between the entries",
        "found unexpected end of stream": "close the quote",
    }
    hint = next((text for part, text in hints.items() if part in problem), "")
    return Trouble((line, max(1, column - shifts.get(line, 0)), 1), "E005", f"not valid YAML: {message}", hint, True)
