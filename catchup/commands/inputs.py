"""From what the user typed to plans: a country code, a profile or a plan file."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from catchup.errors import InputError, Problem

if TYPE_CHECKING:
    from catchup.hands import Hand
    from catchup.load import Loaded
    from catchup.plan import Plan
    from catchup.quantity import Record
    from catchup.schema.chain import Chain
    from catchup.schema.profile import Profile
    from catchup.schema.scenario import Scenario
    from catchup.schema.strategy import Strategy

DEFAULT_STRATEGY = "balanced"
DEFAULT_SCENARIO = "business_as_usual"
MOST_PLANS = 8
Depth = Literal["brief", "plan", "explain"]
Report = Callable[[str, float], None]
Read = dict[tuple[str, str], Any]


@dataclass(frozen=True)
class Case:
    """One plan to make or to read: `ref` is a country code, a profile (YAML) or a plan file (JSON)."""

    ref: str
    strategy: str = DEFAULT_STRATEGY
    scenario: str = DEFAULT_SCENARIO
    as_of: str | None = None
    changes: tuple[str, ...] = ()
    """values of the strategy replaced for this run, as KEY=VALUE"""

    @property
    def is_plan_file(self) -> bool:
        """Is it a solved plan rather than a profile?"""
        return self.ref.lower().endswith(".json")


@dataclass(frozen=True)
class Opened:
    """Inputs that were read and found right: how the output names the file, a stem for file names, and how to solve."""

    shown: str
    stem: str
    solve: Callable[[Depth, Report | None, Sequence[Hand]], Plan]


def read_plan(ref: str) -> Plan:
    """Read a plan file. Raises InputError if it is missing, not text or no plan."""
    from catchup.plan import from_json

    path = Path(ref)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise _problem(ref, "E050", f"not a text file: byte {error.start} is not UTF-8",
                       "give a plan file written by `catchup plan --json`") from None
    except FileNotFoundError:
        raise _problem(ref, "E001", "there is no such file", _nearest(path)) from None
    except (OSError, ValueError) as error:
        words = (isinstance(error, OSError) and error.strerror) or str(error)
        raise _problem(ref, "E001", f"cannot be read: {words}", "") from None
    return from_json(text, ref)


def open_case(case: Case, read: Read | None = None) -> Opened:
    """Read the plan file, or all inputs of the solve; raises InputError before anything long is begun.

    `read` keeps what was read, so that several cases read each file once.
    """
    check_date(case.as_of)
    if case.is_plan_file:
        _without_options(case)
        plan = read_plan(case.ref)
        return Opened(case.ref, Path(case.ref).stem, lambda _depth, _report, _hands: plan)
    profile, chain, scenario, strategy = _loaded(case, {} if read is None else read)

    def solve(depth: Depth, report: Report | None, hands: Sequence[Hand]) -> Plan:
        from catchup.solve import make_country_plan

        as_of = case.as_of or profile.record.as_of
        return make_country_plan(profile, chain, scenario, strategy, as_of=as_of, depth=depth, progress=report,
            hands=hands)

    parts = [profile.path.stem]
    parts += [strategy.record.id] if strategy.record.id != DEFAULT_STRATEGY else []
    parts += [scenario.record.id] if scenario.record.id != DEFAULT_SCENARIO else []
    return Opened(profile.shown, "-".join(parts), solve)


def _without_options(case: Case) -> None:
    """Raises InputError for an option that a plan, made long ago, could only ignore."""
    given = {"--strategy": case.strategy != DEFAULT_STRATEGY, "--scenario": case.scenario != DEFAULT_SCENARIO,
             "--as-of": case.as_of is not None, "--set": bool(case.changes)}
    for option, is_given in given.items():
        if is_given:
            raise _keeps_its_own(option, case.ref)


def _keeps_its_own(option: str, ref: str) -> InputError:
    return _problem(option, "E065", f"{ref} is a plan that was made, and keeps its own",
                    "leave the option out, or give a country code or a profile")


def loaded(case: Case) -> tuple[Loaded[Profile], Loaded[Chain], Loaded[Scenario], Loaded[Strategy]]:
    """All four files of a case. Raises InputError with the problems of all of them."""
    check_date(case.as_of)
    return _loaded(case, {})


def known_assets(case: Case) -> dict[str, str]:
    """Names of the assets that a plan can say something about, by id; reads the plan file or the chain."""
    if case.is_plan_file:
        plan = read_plan(case.ref)
        tables = ("projects", "left_out", "why_not", "ways")
        rows = [row for name in tables for row in plan.rows(name)]
        return {str(row["asset"]): str(row.get("name") or row["asset"]) for row in reversed(rows)}
    from catchup.load import load_chain

    return {asset: record.name for asset, record in load_chain().record.assets.items()}


def _loaded(case: Case, read: Read) -> tuple[Loaded[Profile], Loaded[Chain], Loaded[Scenario], Loaded[Strategy]]:
    """All four files, or the problems of all of them at once."""
    from catchup.load import (
        cross_check_profile,
        cross_check_strategy,
        load_chain,
        load_profile,
        load_scenario,
        load_strategy,
    )

    problems: list[Problem] = []
    scenario = _tried(load_scenario, "scenario", case.scenario, read, problems)
    strategy = _tried(lambda ref: load_strategy(ref, case.changes), "strategy", case.strategy, read, problems)
    profile = _tried(load_profile, "profile", case.ref, read, problems)
    chain = _tried(lambda _shipped: load_chain(), "chain", "", read, problems) if profile is not None else None
    if profile is not None and chain is not None:
        found = cross_check_profile(profile.record, chain.record, profile.document)
        problems += [problem for problem in found if problem.severity == "error"]
    if strategy is not None and chain is not None:
        problems += cross_check_strategy(strategy.record, chain.record, strategy.document)
    if problems or profile is None or chain is None or scenario is None or strategy is None:
        raise InputError(problems)
    return profile, chain, scenario, strategy


def open_records(
    cases: Sequence[Case],
) -> tuple[list[tuple[Loaded[Profile], Profile]], Loaded[Chain], Loaded[Scenario], Loaded[Strategy]]:
    """Each country's file and its profile in the chain's units, with chain, scenario and strategy.

    Raises InputError with the problems of all files at once.
    """
    from catchup.loading.profile_check import profile_in_chain_units

    read: Read = {}
    problems: list[Problem] = []
    found = []
    for case in cases:
        try:
            found.append(_loaded(case, read))
        except InputError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    if problems or not found:
        raise InputError(problems)
    _, chain, scenario, strategy = found[0]
    profiles = [(item[0], profile_in_chain_units(item[0].record, chain.record, item[0].document)[0]) for item in found]
    return profiles, chain, scenario, strategy


def _tried[R: Record](
    load: Callable[[str], Loaded[R]], kind: str, ref: str, read: Read, problems: list[Problem]
) -> Loaded[R] | None:
    key = (kind, ref)
    try:
        found: Loaded[R] = read[key] if key in read else read.setdefault(key, load(ref))
        return found
    except InputError as error:
        problems += [problem for problem in error.problems if problem not in problems]
        return None


def cases_to_compare(
    refs: Sequence[str], strategies: Sequence[str], scenario: str, as_of: str | None, changes: tuple[str, ...] = (),
) -> list[Case]:
    """Every plan file once, every country once for each strategy. Raises InputError unless there are 2 to 8."""
    made = [ref for ref in refs if Case(ref).is_plan_file]
    if strategies and len(made) == len(refs):
        raise _keeps_its_own("--strategies", refs[0])
    cases: list[Case] = []
    for ref in refs:
        if ref in made and len(made) < len(refs):
            cases.append(Case(ref))  # the options are for the others
        else:
            cases += [Case(ref, strategy, scenario, as_of, changes) for strategy in strategies or (DEFAULT_STRATEGY,)]
    if 2 <= len(cases) <= MOST_PLANS:
        return cases
    message = f"a comparison takes 2 to {MOST_PLANS} plans, not {len(cases)}"
    hint = "for instance `catchup compare IND --strategies balanced,niche` or `catchup compare IND NGA`"
    raise _problem("catchup compare", "E060", message, hint)


def only(cases: Sequence[Case]) -> Case:
    """The one case. Raises InputError if there are more."""
    if len(cases) == 1:
        return cases[0]
    named = " ".join(case.ref for case in cases)
    raise _problem("catchup plan", "E060", f"one country has one plan, and {len(cases)} were named",
                   f"run it for each, or together with `catchup plan {named} --pact full`")


def split_list(text: str | None) -> tuple[str, ...]:
    """Names between commas, in order, each once."""
    return tuple(dict.fromkeys(name for name in (part.strip() for part in (text or "").split(",")) if name))


def check_date(text: str | None) -> None:
    """Raises InputError unless it is a date as YYYY-MM-DD, or none."""
    from datetime import date

    with contextlib.suppress(ValueError):
        if text is None or date.fromisoformat(text).isoformat() == text:
            return
    raise _problem("--as-of", "E061", f"{text!r} is not a date", "write it as 2026-01-31")


def _problem(where: str, code: str, message: str, hint: str) -> InputError:
    return InputError([Problem(where, 0, 0, code, message, hint)])


def _nearest(path: Path) -> str:
    folder = path.parent
    names = [entry.name for entry in folder.glob("*.json")] if folder.is_dir() else []
    close = difflib.get_close_matches(path.name, names, n=1)
    return f'did you mean "{folder / close[0]}"?' if close else "write one with `catchup plan COUNTRY --json -o FILE`"
