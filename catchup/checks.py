"""`catchup check`: every problem of the files named, and how to show them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from catchup.errors import InputError, Problem
from catchup.load import load_chain
from catchup.loading.chain_check import cross_check_chain
from catchup.loading.chain_units import chain_in_own_units
from catchup.loading.lever_check import cross_check_strategy
from catchup.loading.messages import describe, did_you_mean
from catchup.loading.pact_check import cross_check_pact
from catchup.loading.profile_check import profile_in_chain_units
from catchup.loading.records import KINDS, build, schema_text
from catchup.loading.references import find_profile
from catchup.loading.scenario_check import scenario_in_own_units
from catchup.loading.statement_check import false_statements
from catchup.schema.chain import Chain
from catchup.schema.pact import Pact
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.yamlio import Document, read_all

Format = Literal["text", "json", "github"]
OnChain = Callable[[Chain, Document], Iterable[Problem]]
Others = Mapping[str, Callable[[Document], Iterable[Problem]]]
"""kinds of file that stand outside the four: the value of their key `schema`, and what finds their problems"""
_SUFFIXES = (".yaml", ".yml")
_TELLTALE = {"country": "profile", "assets": "chain", "parameters": "scenario", "objective": "strategy",
             "free_trade": "pact", "pooled": "pact"}
_WIDEST = 160


def check_files(
    paths: Iterable[str | Path], on_chain: OnChain | None = None, others: Others | None = None,
) -> list[Problem]:
    """Problems of profiles, chains, scenarios, strategies and pacts, sorted; a folder is its YAML files.

    `on_chain` looks at each chain that has no error, with costs and prices in its own units, and may add problems.
    """
    problems: set[Problem] = set()
    documents: list[Document] = []
    for path in paths:
        for file in files_behind(path, problems):
            document, found = read_all(file)
            problems.update(found)
            documents += [document] if document is not None else []
    chains = [entry for entry in documents if kind_of(entry.data) == "chain"]
    for document in chains:
        problems.update(check_document(document, None, on_chain))
    wanted = any(kind_of(entry.data) in ("profile", "strategy", "pact") for entry in documents)
    chain = _chain(chains) if wanted else None
    for document in documents:
        if kind_of(document.data) != "chain":
            problems.update(check_document(document, chain, others=others))
    return sorted(problems)


def check_document(
    document: Document, chain: Chain | None, on_chain: OnChain | None = None, others: Others | None = None,
) -> list[Problem]:
    """Problems of one parsed file; a profile is held against the chain as well."""
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if others and isinstance(schema, str) and schema in others:
        return list(others[schema](document))
    kind = kind_of(document.data)
    if kind is None:
        return [_unknown_kind(document, others or ())]
    record, problems = build(KINDS[kind], document)
    if isinstance(record, Profile) and chain is not None:
        fitted, found = profile_in_chain_units(record, chain, document)
        problems += [*found, *false_statements(fitted, chain, document)]
    if isinstance(record, Strategy) and chain is not None:
        problems += cross_check_strategy(record, chain, document)
    if isinstance(record, Scenario):
        problems += scenario_in_own_units(record, document)[1]
    if isinstance(record, Pact) and chain is not None:
        problems += cross_check_pact(record, chain, document)
    if isinstance(record, Chain):
        own, more = chain_in_own_units(record, document)
        problems += cross_check_chain(record, document) + more
        if on_chain is not None and not any(problem.severity == "error" for problem in problems):
            problems += on_chain(own, document)
    return problems


def kind_of(data: Any) -> str | None:
    """Which of the five kinds a file is: by its key `schema`, else by a key that only this kind has."""
    if not isinstance(data, dict):
        return None
    kinds = {schema_text(model): kind for kind, model in KINDS.items()}
    schema = data.get("schema")
    if isinstance(schema, str) and schema in kinds:
        return kinds[schema]
    return next((kind for key, kind in _TELLTALE.items() if key in data), None)


def format_problems(problems: Sequence[Problem], fmt: Format = "text") -> str:
    """Problems as text with the source line and a caret, as JSON, or as annotations of GitHub."""
    if fmt == "json":
        return _json(problems)
    if fmt == "github":
        return "\n".join(_github(problem) for problem in problems)
    return "\n".join(_text(problem) for problem in problems)


def files_behind(path: str | Path, problems: set[Problem]) -> list[Path]:
    """The files that a path, a code or a folder stands for; adds a problem where there is none."""
    try:
        if isinstance(path, str) and not Path(path).exists():
            return [find_profile(path).path]
        if not Path(path).is_dir():
            return [Path(path)]
    except InputError as error:
        problems.update(error.problems)
        return []
    except (OSError, ValueError):
        problems.add(Problem(str(path)[:80].replace("\0", "?"), 1, 1, "E001", "cannot be read: no such name"))
        return []
    inside = sorted(entry for entry in Path(path).iterdir() if entry.suffix in _SUFFIXES)
    if not inside:
        problems.add(Problem(str(path), 1, 1, "E001", "is a folder without a .yaml file", "name a file"))
    return inside


def _chain(documents: list[Document]) -> Chain | None:
    """The chain to hold profiles against: the first one named, else the embedded one."""
    if documents:
        return build(Chain, documents[0])[0]
    try:
        return load_chain().record
    except InputError:
        return None  # told when the chain itself is checked


def _unknown_kind(document: Document, others: Iterable[str]) -> Problem:
    known = [*(schema_text(model) for model in KINDS.values()), *others]
    if not isinstance(document.data, dict):
        text = f"the file must be a mapping with keys, found {describe(document.data)}"
        return document.problem((), "E016", text, "start from a shipped file")
    schema = document.data.get("schema")
    if schema is None:
        return document.problem((), "E029", 'missing key "schema"', f"begin the file with schema: {known[0]}")
    hint = did_you_mean(str(schema), known) or f"write one of {', '.join(known)}"
    return document.problem(("schema",), "E029", f"unknown schema {describe(schema)}", hint)


def _text(problem: Problem) -> str:
    if not problem.source_line:
        return str(problem)
    start = max(0, problem.column - 1 - _WIDEST // 2) if len(problem.source_line) > _WIDEST else 0
    line = problem.source_line[start:start + _WIDEST].replace("\t", " ")
    caret = problem.column - 1 - start
    width = max(1, min(problem.width, len(line) - caret))
    return f"{problem}\n{problem.line:5d} | {line}\n{'':5} | {' ' * caret}{'^' * width}"


def _json(problems: Sequence[Problem]) -> str:
    count = Counter(problem.severity for problem in problems)
    content = {"errors": count["error"], "warnings": count["warning"], "failed": count["failed"],
               "problems": [asdict(entry) for entry in problems]}
    return json.dumps(content, indent=2, ensure_ascii=False)


def _github(problem: Problem) -> str:
    text = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    place = f"file={_escaped(problem.path, ',:')},line={problem.line},col={problem.column},title={problem.code}"
    level = "error" if problem.severity == "failed" else problem.severity  # GitHub knows no other word
    return f"::{level} {place}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for sign in ("%", "\r", "\n", *more):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
