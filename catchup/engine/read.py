"""Reads a model file: strict keys, known names, complete figures; every problem at once, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from catchup.engine.check import check
from catchup.engine.records import Model
from catchup.engine.sense import sense
from catchup.errors import InputError, Problem
from catchup.loading.fields import places
from catchup.loading.messages import describe, did_you_mean, from_validation
from catchup.yamlio import Document, parse_all, read_all

SCHEMA = "catchup/model/1"


@dataclass(frozen=True)
class Source:
    """A model and the file that it was read from."""

    model: Model
    document: Document


def read_model(path: Path | str) -> Source:
    """The model in a file. Raises InputError with every problem found."""
    return _made(*read_all(path))


def parse_model(text: str, path: str = "<text>") -> Source:
    """The model in a text. Raises InputError with every problem found."""
    return _made(*parse_all(text, path))


def _made(document: Document | None, problems: list[Problem]) -> Source:
    if document is None:
        raise InputError(problems)
    model, more = validated(document)
    if problems or more or model is None:
        told = {(problem.line, problem.column) for problem in problems}  # what could not be read has no value either
        raise InputError([*problems, *(problem for problem in more if (problem.line, problem.column) not in told)])
    return Source(model, document)


def validated(document: Document) -> tuple[Model | None, list[Problem]]:
    """The model in a parsed file, and its problems."""
    foreign = _foreign(document)
    if foreign is not None:
        return None, [foreign]
    found = {place.path: place for place in places(Model, document.data)}
    problems = list(check(document, list(found.values())))
    try:
        model = Model.model_validate(document.data)
    except ValidationError as error:
        told = {(problem.line, problem.column) for problem in problems}
        more = from_validation(error, document, found)
        return None, [*problems, *(problem for problem in more if (problem.line, problem.column) not in told)]
    return model, [*problems, *(sense(model, document) if not problems else ())]


def _foreign(document: Document) -> Problem | None:
    """Not a model file at all: nothing else that could be said about it would help."""
    hint = f"begin the file with schema: {SCHEMA}"
    if not isinstance(document.data, dict):
        text = f"the file must be a mapping with keys, found {describe(document.data)}"
        return document.problem((), "E016", text, hint)
    schema = document.data.get("schema")
    if schema is None:
        return document.problem((), "E029", 'missing key "schema"', hint)
    if schema != SCHEMA:
        text = f"this is no model file: schema is {describe(schema)}"
        return document.problem(("schema",), "E029", text, did_you_mean(str(schema), [SCHEMA]) or f"expected {SCHEMA}")
    return None
