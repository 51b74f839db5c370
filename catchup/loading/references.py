"""From a code, an id or a path to the file that is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from catchup.errors import InputError, Problem
from catchup.loading.iso import country_names, nearest_codes, suggestion
from catchup.loading.messages import did_you_mean
from catchup.resources import countries_dir, data_dir

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Found:
    """A file to read, and how output names it."""

    path: Path
    shown: str


def find_profile(ref: str | Path) -> Found:
    """A profile by ISO code (./countries first, then the embedded set) or by path."""
    if _is_path(ref):
        return _given(ref)
    code = str(ref).strip().upper()
    local, embedded = Path("countries"), countries_dir()
    found = _in_folder(code, local, embedded, "countries")
    if found is not None:
        return found
    if 0 < len(str(ref).strip()) < 200 and code not in country_names() and Path(str(ref)).is_dir():
        raise _missing(str(ref), "is a folder, not a file", "name a .yaml file in it, or a country")
    have = frozenset(_stems(local) | _stems(embedded))
    if code in country_names():
        text = f"no profile of {country_names()[code]} ({code}) in ./countries or among the embedded ones"
        hint = f"there are {', '.join(sorted(have))}; start from one of them" if have else "write one"
    else:
        text = f'"{ref}" is no ISO 3166 alpha-3 code of a country'
        shipped = f"there are {', '.join(sorted(have))}; or " if have else ""
        there = f"{shipped}give the path of a file"
        near = nearest_codes(str(ref))
        hint = suggestion(near) or there
        if near and not have.intersection(near):
            hint = f"{hint} No profile of it is shipped; {there}"
    raise _missing(str(ref), text, hint)


def find_named(ref: str | Path, kind: str, folder: str) -> Found:
    """A scenario or strategy by id (./folder first, then the embedded set) or by path."""
    if _is_path(ref):
        return _given(ref)
    name = str(ref).strip()
    local, embedded = Path(folder), data_dir() / folder
    for candidate in dict.fromkeys((name, name.replace("-", "_").lower())):
        found = _in_folder(candidate, local, embedded, f"catchup/data/{folder}")
        if found is not None:
            return found
    have = sorted(_stems(local) | _stems(embedded))
    there = f"there are {', '.join(have)}; or give the path of a file" if have else "give the path of a file"
    hint = did_you_mean(name.lower(), have) or there
    raise _missing(str(ref), f'no {kind} is called "{ref}"', hint)


def find_chain(path: str | Path | None) -> Found:
    """The chain file: the embedded one, or a path."""
    if path is not None:
        return _given(path)
    return Found(data_dir() / "chain.yaml", "catchup/data/chain.yaml")


def strategy_ids() -> list[str]:
    """Strategies that can be named: those in ./strategies and the embedded ones."""
    return sorted(_stems(Path("strategies")) | _stems(data_dir() / "strategies"))


def _is_path(ref: str | Path) -> bool:
    if isinstance(ref, Path) or "/" in ref or "\\" in ref or "\0" in ref or ref.lower().endswith(_SUFFIXES):
        return True
    try:
        return len(ref) > 3 and Path(ref).exists()
    except OSError:
        return False


def _given(ref: str | Path) -> Found:
    path, text = Path(ref), str(ref)
    if "\0" in text:
        raise _missing(text.replace("\0", "?"), "a path cannot hold a NUL character", "check the name")
    if len(text) > 1000:
        raise _missing(f"{text[:60]}...", f"a path of {len(text)} characters", "check the name")
    if _exists(path) and path.is_dir():
        inside = sorted(entry.name for entry in path.iterdir() if entry.suffix in _SUFFIXES)
        hint = f"name a file in it, e.g. {inside[0]}" if inside else "name a .yaml file"
        raise _missing(text, "is a folder, not a file", hint)
    if not _exists(path):
        siblings = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        hint = did_you_mean(path.name, siblings) or f"looked in {path.parent}"
        raise _missing(text, "no such file", hint)
    return Found(path, text)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False  # a name that the file system cannot hold


def _in_folder(name: str, local: Path, embedded: Path, shown: str) -> Found | None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name):
        return None
    for suffix in _SUFFIXES:
        if (local / f"{name}{suffix}").exists():
            return Found(local / f"{name}{suffix}", f"{local.as_posix()}/{name}{suffix}")
    for suffix in _SUFFIXES:
        if (embedded / f"{name}{suffix}").exists():
            return Found(embedded / f"{name}{suffix}", f"{shown}/{name}{suffix}")
    return None


def _stems(folder: Path) -> set[str]:
    return {entry.stem for entry in folder.iterdir() if entry.suffix in _SUFFIXES} if folder.is_dir() else set()


def _missing(path: str, message: str, hint: str) -> InputError:
    return InputError([Problem(path, 1, 1, "E001", message, hint)])
