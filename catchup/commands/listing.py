"""What there is to choose from: countries, strategies, scenarios, each with the file used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from catchup.errors import InputError
from catchup.resources import countries_dir, data_dir

Kind = Literal["country", "strategy", "scenario", "pact"]
HERE = Path("countries")


@dataclass(frozen=True)
class Entry:
    """One thing to choose: the word to type, what it is, and the file."""

    kind: Kind
    ref: str
    says: str
    shown: str


def entries() -> Iterator[Entry]:
    """Everything shipped, and the profiles in ./countries, which come first."""
    for ref in country_codes():
        yield _entry("country", ref)
    for kind in ("strategy", "scenario", "pact"):
        for path in shipped(kind):
            yield _entry(kind, path.stem)


def listing_text() -> str:
    """All entries in four groups."""
    from catchup.commands.show import listed

    found = list(entries())
    titles: dict[Kind, str] = {
        "country": "Countries (catchup brief CODE)", "strategy": "Strategies (--strategy ID)",
        "scenario": "Scenarios (--scenario ID)", "pact": "Pacts (--pact ID, with two or more countries)",
    }
    groups = {kind: [(e.ref, e.says, e.shown) for e in found if e.kind == kind] for kind in titles}
    return "\n\n".join(f"{titles[kind]}\n{listed(rows)}" for kind, rows in groups.items())


def country_codes() -> list[str]:
    """Codes of the profiles in ./countries and of those shipped."""
    folders = (HERE, countries_dir())
    return sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.yaml")})


def shipped(kind: Literal["strategy", "scenario", "pact"]) -> list[Path]:
    """Files of the shipped strategies, scenarios or pacts."""
    folder = {"strategy": "strategies", "scenario": "scenarios", "pact": "pacts"}[kind]
    return sorted((data_dir() / folder).glob("*.yaml"))


def _entry(kind: Kind, ref: str) -> Entry:
    from catchup import load

    try:
        if kind == "country":
            profile = load.load_profile(ref)
            country = profile.record.country
            says = f"{country.name}, {country.income_group.replace('_', ' ')}, profile of {profile.record.as_of}"
            return Entry(kind, ref, says, profile.shown)
        if kind == "strategy":
            strategy = load.load_strategy(ref)
            return Entry(kind, ref, strategy.record.says, strategy.shown)
        if kind == "pact":
            pact = load.load_pact(ref)
            return Entry(kind, ref, pact.record.says, pact.shown)
        scenario = load.load_scenario(ref)
        return Entry(kind, ref, scenario.record.says, scenario.shown)
    except InputError as error:
        first = error.problems[0]
        return Entry(kind, ref, f"cannot be used: `catchup check {first.path}` says why", first.path)
