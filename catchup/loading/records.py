"""Plain data and a record's class in, the record or every problem out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from catchup.errors import Problem
from catchup.frontier_parameters import MODEL_YEAR
from catchup.loading.canonical import in_canonical_units
from catchup.loading.fields import Place, places
from catchup.loading.iso import country_names, nearest_codes, suggestion
from catchup.loading.licences import check_licences
from catchup.loading.messages import describe, from_validation
from catchup.loading.names import check_names
from catchup.loading.quantities import LAST_YEAR, check_quantity, check_source
from catchup.quantity import Record, Rival
from catchup.schema.chain import Asset, Chain, Commodity, FinalDemand
from catchup.schema.pact import Pact
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.units import unknown_words
from catchup.yamlio import Document

# Their units are fixed by an asset or commodity of the chain, and are checked against it.
_UNITS_OF_THE_CHAIN = frozenset({"Existing", "Programme", "Override"})

KINDS: dict[str, type[Record]] = {
    "profile": Profile, "chain": Chain, "scenario": Scenario, "strategy": Strategy, "pact": Pact}


def build[R: Record](model: type[R], document: Document) -> tuple[R | None, list[Problem]]:
    """The record in canonical units, and the problems; None for the record where one of them is an error."""
    if not isinstance(document.data, dict):
        text = f"the file must be a mapping with keys, found {describe(document.data)}"
        return None, [document.problem((), "E016", text, "start from a shipped file")]
    schema = _schema_problem(model, document)
    if schema is not None:
        return None, [schema]
    found = {place.path: place for place in places(model, document.data)}
    problems = list(_checks(model, document, list(found.values())))
    record: R | None = None
    try:
        record = model.model_validate(document.data)
    except ValidationError as error:
        told = from_validation(error, document, found)
        if not told and not any(problem.severity == "error" for problem in problems):
            told = [document.problem((), "E030", str(error.errors()[0]["msg"]))]
        problems += told
    if record is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    return in_canonical_units(record), problems


def file_words(data: Any) -> frozenset[str]:
    """Words that a chain file makes up as units: each counts something of its own."""
    units: list[Any] = []
    for group, key in (("assets", "capacity_unit"), ("commodities", "unit"), ("demands", "unit")):
        entries = data.get(group) if isinstance(data, dict) else None
        if isinstance(entries, dict):
            units += [entry.get(key) for entry in entries.values() if isinstance(entry, dict)]
    return frozenset().union(*(unknown_words(unit) for unit in units if isinstance(unit, str)))


def words_of_chain(chain: Chain) -> frozenset[str]:
    """As `file_words`, of a chain that is loaded."""
    entries: list[Asset | Commodity | FinalDemand] = [
        *chain.assets.values(), *chain.commodities.values(), *chain.demands.values()]
    units = [entry.capacity_unit if isinstance(entry, Asset) else entry.unit for entry in entries]
    return frozenset().union(*(unknown_words(unit) for unit in units))


def schema_text(model: type[Record]) -> str:
    """The value of the key `schema` in files of this record."""
    return str(model.model_fields["schema_"].annotation.__args__[0])  # type: ignore[union-attr]


def _schema_problem(model: type[Record], document: Document) -> Problem | None:
    """A file of another kind: nothing else that could be said about it would help."""
    expected, found = schema_text(model), document.data.get("schema")
    others = {schema_text(other) for other in KINDS.values()} - {expected}
    if not isinstance(found, str) or found not in others:
        return None
    text = f"this is no {expected.split('/')[1]} file: schema is {describe(found)}"
    return document.problem(("schema",), "E029", text, f"expected {expected}")


def _checks(model: type[Record], document: Document, found: list[Place]) -> Iterator[Problem]:
    sources = document.data.get("sources")
    words = file_words(document.data) if model is Chain else frozenset[str]()
    cited: Counter[str] = Counter()
    for place in found:
        if isinstance(place.raw, dict) and isinstance(place.raw.get("source"), str):
            cited[place.raw["source"]] += 1
        if place.is_quantity:
            outside = place.owner is not None and place.owner.__name__ in _UNITS_OF_THE_CHAIN and place.unit is None
            yield from check_quantity(place, document, sources, None if outside else words)
        elif place.record is Rival or "source" in place.record.model_fields:
            yield from check_source(document, place, sources)
    yield from check_licences(document, sources, cited)
    if model is Chain:
        yield from check_names(document, found)
    if model is Profile:
        yield from _identity(document)
        yield from _date(document)
        yield from _base_year(document)


def _identity(document: Document) -> Iterator[Problem]:
    country = document.data.get("country")
    code = country.get("iso3") if isinstance(country, dict) else None
    if code is None:
        return
    path = ("country", "iso3")
    if not isinstance(code, str) or code not in country_names():
        hint = suggestion(nearest_codes(str(code))) or "write the alpha-3 code, e.g. NOR"
        yield document.problem(path, "E024", f"{describe(code)} is no ISO 3166 alpha-3 code", hint)
        return
    stem = PurePath(document.path).stem
    if len(stem) == 3 and stem.upper() != code:
        text = f'the file is called {stem}, but iso3 is "{code}"'
        yield document.problem(path, "W101", text, "rename the file or correct the code", severity="warning")


def _base_year(document: Document) -> Iterator[Problem]:
    """The economy grows from the year of its GDP to the first year of the plan, so that one cannot come later."""
    economy = document.data.get("economy")
    gdp = economy.get("gdp") if isinstance(economy, dict) else None
    year = gdp.get("year") if isinstance(gdp, dict) else None
    if isinstance(year, int) and MODEL_YEAR < year <= LAST_YEAR:
        text = f"year {year} is after {MODEL_YEAR}, in which plans begin"
        yield document.problem(("economy", "gdp", "year"), "E022", text, "give the GDP of a year that is known")


def _date(document: Document) -> Iterator[Problem]:
    text = document.data.get("as_of")
    if not isinstance(text, str):
        return
    try:
        date.fromisoformat(text)
    except ValueError:
        if len(text) == 10:
            yield document.problem(("as_of",), "E022", f'"{text}" is no date', "write year-month-day")


