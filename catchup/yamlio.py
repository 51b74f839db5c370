"""YAML 1.2 with positions, for files that people edit by hand.

Works on the events of the parser, before anything is expanded, so that an alias, an anchor or a tag is refused where it
stands and a bomb never grows. Values follow the core rules of YAML 1.2: `NO`, `on` and `yes` are text, a date is text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from catchup.errors import InputError, Problem
from catchup.yamlread import Builder, Mark, Trouble, line_breaks, replace_tabs

LARGEST_BYTES = 5_000_000
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ENCODING = re.compile(r"position (\d+)")

PathKeys = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A parsed file: plain values, and where each of them stands."""

    data: Any
    path: str
    lines: tuple[str, ...]
    sha256: str
    values: dict[PathKeys, Mark] = field(repr=False)
    keys: dict[PathKeys, Mark] = field(repr=False)

    def at(self, path: PathKeys, key: bool = False) -> tuple[int, int, int]:
        """Line, column (from 1) and width of a value, or of its key; of the nearest parent where it is missing."""
        wanted = tuple(path)
        while wanted:
            mark = (self.keys.get(wanted) if key else None) or self.values.get(wanted)
            if mark is not None:
                return mark
            key = True
            wanted = wanted[:-1]
        return (1, 1, 1)

    def problem(
        self, path: PathKeys, code: str, message: str, hint: str = "", *, key: bool = False, severity: str = "error",
    ) -> Problem:
        """A problem with the value (or key) at a path."""
        return located(self.path, self.lines, self.at(path, key), code, message, hint, severity)


def located(
    path: str, lines: tuple[str, ...], mark: Mark, code: str, message: str, hint: str = "", severity: str = "error",
) -> Problem:
    """A problem with the source line that it is about."""
    line, column, width = mark
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(path, line, column, code, message, hint, source, max(1, width), severity)


def parse(text: str, path: str = "<text>") -> Document:
    """Parse a text; InputError with every structural problem, or with the first syntax error."""
    document, problems = parse_all(text, path)
    if problems or document is None:
        raise InputError(problems)
    return document


def read(path: Path | str, shown: str | None = None) -> Document:
    """Read and parse a file; InputError where it cannot be read, is not text, or is not such YAML."""
    document, problems = read_all(path, shown)
    if problems or document is None:
        raise InputError(problems)
    return document


def read_all(path: Path | str, shown: str | None = None) -> tuple[Document | None, list[Problem]]:
    """As `read`, but with the problems beside the document, so that a caller can add its own to them."""
    name = shown or str(path)
    try:
        raw = _bytes(Path(path))
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_undecodable(raw, error, name)]
    except _UnreadableError as error:
        return None, [Problem(name, 1, 1, error.code, error.message, error.hint)]
    return parse_all(text, name, hashlib.sha256(raw).hexdigest())


def parse_all(text: str, path: str, sha256: str | None = None) -> tuple[Document | None, list[Problem]]:
    """As `parse`, but with the problems beside the document (None where nothing could be made of the text)."""
    text = text.removeprefix("\ufeff")
    digest = sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if len(text) > LARGEST_BYTES:
        return None, [Problem(path, 1, 1, "E003", f"the file has over {LARGEST_BYTES // 1_000_000} MB", "split it")]
    lines = tuple(line_breaks(text))
    strange = _UNPRINTABLE.search(text)
    if strange:
        return None, [_unprintable(text, strange, path, lines)]
    builder, troubles = _build(text, lines)
    problems = [located(path, lines, t.mark, t.code, t.message, t.hint) for t in troubles]
    if builder is None or any(trouble.fatal for trouble in troubles):
        return None, problems
    if builder.empty:
        return None, [*problems, Problem(path, 1, 1, "E004", "the file is empty", "start from a shipped file")]
    return Document(builder.result, path, lines, digest, builder.values, builder.keys), problems


def _build(text: str, lines: tuple[str, ...]) -> tuple[Builder | None, list[Trouble]]:
    """Events to values; tabs are told and then read as blanks, so that the rest of the file is looked at as well."""
    attempts = replace_tabs(text, lines)
    best: tuple[Builder | None, list[Trouble]] = (None, attempts.troubles)
    for candidate, shifts in attempts.texts:
        builder = Builder(shifts)
        failed = builder.run(candidate, _loader())
        if not failed:
            return builder, [*attempts.troubles, *builder.troubles]
        if not attempts.troubles:
            best = (None, [*builder.troubles])
    return best


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UnreadableError(Exception):
    def __init__(self, code: str, message: str, hint: str = "") -> None:
        self.code, self.message, self.hint = code, message, hint


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _UnreadableError("E001", "is a folder, not a file", "name a .yaml file in it")
        with path.open("rb") as handle:
            raw = handle.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise _UnreadableError("E001", "no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _UnreadableError("E001", f"cannot be read: {reason}") from None
    if len(raw) > LARGEST_BYTES:
        raise _UnreadableError("E003", f"the file has over {LARGEST_BYTES // 1_000_000} MB", "split it")
    return raw


def _undecodable(raw: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    before = raw[: error.start]
    if b"\0" in raw[:4096]:
        return Problem(path, 1, 1, "E002", "this is a binary file, not text", "give a YAML file in UTF-8")
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1:].decode("utf-8", "replace")) + 1
    return Problem(path, line, column, "E002", f"byte 0x{raw[error.start]:02x} is not UTF-8", "save the file as UTF-8")


def _unprintable(text: str, found: re.Match[str], path: str, lines: tuple[str, ...]) -> Problem:
    before = line_breaks(text[: found.start()])
    mark = (len(before), len(before[-1]) + 1, 1)
    code = ord(found.group())
    if code == 0:
        return Problem(path, *mark[:2], "E002", "this is a binary file, not text", "give a YAML file in UTF-8")
    hint = "remove this character; it cannot stand in a text file"
    problem = located(path, lines, mark, "E002", f"character U+{code:04X} is not printable", hint)
    return Problem(**{**problem.__dict__, "source_line": _UNPRINTABLE.sub("\ufffd", problem.source_line)})
