"""Loads the five kinds of file, each to a frozen record in canonical units, or tells every problem of it at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from catchup.errors import InputError, Problem
from catchup.loading.chain_check import cross_check_chain
from catchup.loading.chain_units import chain_in_own_units
from catchup.loading.changes import last_of_each, rewritten
from catchup.loading.lever_check import cross_check_strategy
from catchup.loading.pact_check import cross_check_pact
from catchup.loading.profile_check import cross_check_profile
from catchup.loading.records import build
from catchup.loading.references import Found, find_chain, find_named, find_profile
from catchup.loading.scenario_check import scenario_in_own_units
from catchup.quantity import Record
from catchup.schema.chain import Chain
from catchup.schema.pact import Pact
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.yamlio import Document, parse_all, read_all

__all__ = [
    "Loaded", "cross_check_chain", "cross_check_pact", "cross_check_profile", "cross_check_strategy", "load_chain",
    "load_pact", "load_profile", "load_scenario", "load_strategy",
]


@dataclass(frozen=True)
class Loaded[R: Record]:
    """A record and where it came from; `shown` is how output names the file, `warnings` did not stop it."""

    record: R
    path: Path
    shown: str
    sha256: str
    document: Document
    warnings: tuple[Problem, ...] = ()
    raw: bytes = b""
    """the file as it was read; empty where it changed meanwhile"""
    changes: tuple[str, ...] = ()
    """values replaced for this run, as KEY=VALUE; `raw` holds the new ones"""


def load_profile(ref: str | Path) -> Loaded[Profile]:
    """A country's profile by ISO code or path; InputError with every problem."""
    return _load(Profile, find_profile(ref))


def load_scenario(ref: str | Path) -> Loaded[Scenario]:
    """A scenario by id or path, in the units of its equations; InputError with every problem."""
    loaded = _load(Scenario, find_named(ref, "scenario", "scenarios"))
    record, problems = scenario_in_own_units(loaded.record, loaded.document)
    if problems:
        raise InputError(problems)
    return replace(loaded, record=record)


def load_strategy(ref: str | Path, changes: Sequence[str] = ()) -> Loaded[Strategy]:
    """A strategy by id or path, with some values replaced (KEY=VALUE); InputError with every problem."""
    return _load(Strategy, find_named(ref, "strategy", "strategies"), changes)


def load_pact(ref: str | Path) -> Loaded[Pact]:
    """A pact by id or path; InputError with every problem."""
    return _load(Pact, find_named(ref, "pact", "pacts"))


def load_chain(path: str | Path | None = None) -> Loaded[Chain]:
    """The chain, by default the embedded one, with costs and prices per unit of the chain itself."""
    loaded = _load(Chain, find_chain(path))
    problems = cross_check_chain(loaded.record, loaded.document)
    record, unit_problems = chain_in_own_units(loaded.record, loaded.document)
    if problems or unit_problems:
        raise InputError([*problems, *unit_problems])
    return replace(loaded, record=record)


def _load[R: Record](model: type[R], found: Found, changes: Sequence[str] = ()) -> Loaded[R]:
    document, problems = read_all(found.path, found.shown)
    raw = found.path.read_bytes() if document is not None else b""
    if document is not None and changes:
        raw = rewritten(document, changes).encode()
        document, problems = parse_all(raw.decode(), found.shown)
    if document is None:
        raise InputError(problems)
    record, more = build(model, document)
    problems += more
    if record is None or any(problem.severity == "error" for problem in problems):
        raise InputError(problems)
    kept = raw if hashlib.sha256(raw).hexdigest() == document.sha256 else b""
    shown = last_of_each(changes)
    return Loaded(record, found.path, found.shown, document.sha256, document, tuple(problems), kept, shown)
