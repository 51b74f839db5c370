"""From countries and a pact to what it is worth: read, hold them against each other, solve, and say it in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from catchup.commands.inputs import Case, loaded
from catchup.errors import InputError, Problem

if TYPE_CHECKING:
    from catchup.commands.progress import Steps
    from catchup.load import Loaded
    from catchup.pact_records import Worth
    from catchup.schema.pact import Pact
    from catchup.schema.profile import Profile
    from catchup.schema.strategy import Strategy

MOST_MEMBERS = 6


def weighed(cases: Sequence[Case], ref: str, steps: Steps) -> tuple[Worth, list[tuple[str, str]]]:
    """The pact between the countries of the cases, and the files that were used. Raises InputError before any solve."""
    for case in cases:
        if case.is_plan_file:
            raise _wrong(case.ref, "E001", "is a plan that was made alone, and a pact is planned anew",
                         "give a country code or a profile")
    if len({case.strategy for case in cases}) > 1:
        raise _wrong("--pact", "E060", "a pact is weighed under one strategy", "name one strategy")
    if not 2 <= len(cases) <= MOST_MEMBERS:
        many = f"{len(cases)} were given" if len(cases) > 1 else "one was given"
        raise _wrong("--pact", "E060", f"a pact is between two to {MOST_MEMBERS} countries, and {many}",
                     f"for instance `catchup plan IND NGA --pact {ref}`")
    from catchup.load import cross_check_pact, load_pact

    read: list[Any] = []
    problems: list[Problem] = []
    attempts: list[Callable[[], Any]] = [*(partial(loaded, case) for case in cases), partial(load_pact, ref)]
    for attempt in attempts:
        try:
            read.append(attempt())
        except InputError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    if problems:
        raise InputError(problems)
    *inputs, agreed = read
    _, chain, scenario, strategy = inputs[0]
    profiles = [item[0] for item in inputs]
    problems = [*cross_check_pact(agreed.record, chain.record, agreed.document), *_fit(profiles, agreed),
                *_objective(strategy)]
    if problems:
        raise InputError(problems)
    from catchup.pact import pact_worth

    with steps:
        worth = pact_worth(profiles, chain, scenario, strategy, agreed, as_of=cases[0].as_of, progress=steps)
    return worth, [*(("profile", profile.shown) for profile in profiles), ("pact", agreed.shown)]


def _fit(profiles: Sequence[Loaded[Profile]], agreed: Loaded[Pact]) -> Iterable[Problem]:
    """Countries named twice, members that are not named, and countries that are no members."""
    codes = [profile.record.country.iso3 for profile in profiles]
    for place, (code, profile) in enumerate(zip(codes, profiles, strict=True)):
        if code in codes[:place]:
            yield Problem(profile.shown, 0, 0, "E060", f"{code} is named twice", "a pact needs two different countries")
    record, document = agreed.record, agreed.document
    free = record.free_trade
    for number, code in enumerate(record.members):
        if code not in codes:
            hint = f"name all members: {' '.join(record.members)}"
            yield document.problem(("members", number), "E060", f"{code} is a member and was not named", hint)
    for code in codes:
        if record.members and code not in record.members:
            yield document.problem(("members",), "E060", f"{code} is no member of this pact", "add it, or leave it out")
    for number, arc in enumerate(free.arcs if free is not None and not record.members else ()):
        for field, code in (("from", arc.from_), ("to", arc.to)):
            if code not in codes:
                yield document.problem(("free_trade", "arcs", number, field), "E060", f"{code} was not named",
                                       f"name it, or leave out the arc; named: {' '.join(codes)}")


def _objective(strategy: Loaded[Strategy]) -> Iterable[Problem]:
    if strategy.record.objective not in ("welfare", "none"):
        text = f'strategy "{strategy.record.id}" does not look for the largest net benefit, which is what members share'
        yield strategy.document.problem(("objective",), "E060", text, "take another, for instance balanced")


def _wrong(where: str, code: str, message: str, hint: str) -> InputError:
    return InputError([Problem(where, 0, 0, code, message, hint)])


def pact_text(worth: Worth) -> str:
    """Verdict, members, shipments and changed orders."""
    from catchup.commands.show import table, wrapped
    from catchup.pact_words import section

    said = section(worth)
    parts = [wrapped(f"{said.verdict}."), wrapped(f"{worth.name}: {said.says}")]
    for shown in said.tables:
        parts += [f"{shown.title}:\n{table(shown.head, shown.rows, right=shown.right)}", wrapped(shown.note)]
    return "\n\n".join([*parts, *(wrapped(text) for text in (*said.nothing, *said.texts))])
