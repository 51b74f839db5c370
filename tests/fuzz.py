"""Broken files by the thousand: none may end in anything but a plan's numbers or a clear refusal.

    python tests/fuzz.py --count 100000 --seed 7      a summary; exit 1 where a promise was broken
    python tests/fuzz.py --seed 7 --only 4711 --keep broken.yaml

What is promised of each file: InputError (or NoAnswer) is all that is raised, with a message that a terminal can show;
a misspelt key of the schema is told by its name; ten seconds are enough; what is taken gives finite numbers.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import math
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from mutants import Mutant, Original, mutant, original  # noqa: E402
from plans import make_example  # noqa: E402

from catchup.brief import render_brief  # noqa: E402
from catchup.checks import check_document, format_problems, kind_of  # noqa: E402
from catchup.commands.inputs import read_plan  # noqa: E402
from catchup.errors import InputError, NoAnswer  # noqa: E402
from catchup.figures import collect  # noqa: E402
from catchup.load import (  # noqa: E402
    Loaded,
    cross_check_profile,
    cross_check_strategy,
    load_chain,
    load_profile,
    load_scenario,
    load_strategy,
)
from catchup.loading.profile_check import profile_in_chain_units  # noqa: E402
from catchup.model.problem import Problem  # noqa: E402
from catchup.plan import to_json  # noqa: E402
from catchup.prepare.build import prepare  # noqa: E402
from catchup.yamlio import read_all  # noqa: E402

LONGEST = 10.0
"""seconds that one file may take"""
SHARES = {"profile": 0.35, "scenario": 0.2, "strategy": 0.25, "plan": 0.18, "chain": 0.02}
"""how often each kind is drawn; a chain takes ten times as long as a profile"""
ENDINGS = {"plan": ".json"}


class TooLong(BaseException):
    """Raised by the alarm clock."""


@dataclass
class Summary:
    """What became of the mutants."""

    seed: int
    ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(kind, taken or refused) -> files"""
    misspelt: int = 0
    slowest: float = 0.0
    broken: list[str] = field(default_factory=list)
    """one text for each promise that was broken"""

    def text(self) -> str:
        """Counts, then what is broken."""
        kinds = [f"{kind:9} taken {self.ends[kind, 'taken']:6}  refused {self.ends[kind, 'refused']:6}" for kind in SHARES]
        head = f"seed {self.seed}: {sum(self.ends.values())} files, {self.misspelt} with a misspelt key, " \
               f"slowest {self.slowest:.1f} s, {len(self.broken)} broken promises"
        return "\n".join([head, *kinds, *self.broken])


def run(seed: int, numbers: range, folder: Path) -> Summary:
    """Draw and try the mutants of these numbers; the same seed and number give the same mutant."""
    summary = Summary(seed)
    originals(), shipped()
    gc.freeze()  # the sound files stay
    for number in numbers:
        one = draw(seed, number)
        summary.misspelt += one.misspelt is not None
        began = time.process_time()
        try:
            with _clock(LONGEST):
                end = tried(one, folder / f"mutant{ENDINGS.get(one.kind, '.yaml')}", checked=number % 5 == 0)
        except (Exception, TooLong) as error:
            end = "broken"
            lines = traceback.extract_tb(error.__traceback__)
            place = " < ".join(f"{Path(line.filename).name}:{line.lineno}" for line in reversed(lines[-3:]))
            what = ", ".join(one.done)[:200]
            summary.broken.append(f"{number} {one.kind} {one.name} [{what}]: {type(error).__name__}: {str(error)[:200]} at {place}")
        summary.slowest = max(summary.slowest, time.process_time() - began)
        summary.ends[one.kind, end] += 1
    return summary


def draw(seed: int, number: int) -> Mutant:
    """The mutant with this number."""
    rng = random.Random(f"{seed}:{number}")
    kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    return mutant(rng.choice(originals()[kind]), rng)


@lru_cache(maxsize=1)
def originals() -> Mapping[str, tuple[Original, ...]]:
    """The real files of each kind."""
    data = ROOT / "catchup" / "data"
    files = {"profile": ROOT / "countries", "scenario": data / "scenarios", "strategy": data / "strategies"}
    found = {kind: [(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]
             for kind, folder in files.items()}
    found["chain"] = [("chain.yaml", (data / "chain.yaml").read_text(encoding="utf-8"))]
    found["plan"] = [(case, to_json(make_example(case))) for case in ("good", "none", "infeasible")]
    return {kind: tuple(original(kind, name, text) for name, text in pairs) for kind, pairs in found.items()}


@dataclass(frozen=True)
class Shipped:
    """Sound files beside the broken one."""

    profile: Loaded[Any]
    chain: Loaded[Any]
    scenario: Loaded[Any]
    strategy: Loaded[Any]


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """Those of a small country."""
    return Shipped(load_profile("NGA"), load_chain(), load_scenario("business_as_usual"), load_strategy("niche"))


def tried(one: Mutant, path: Path, checked: bool = True) -> str:
    """`taken` or `refused`; anything else is raised. `checked`: by `catchup check` and to the page as well."""
    path.write_bytes(one.content)
    problems: tuple[Any, ...] = ()
    try:
        if one.kind == "plan":
            plan = read_plan(str(path))
            if checked:
                render_brief(plan)
        else:
            problem = prepared(one.kind, path)
            odd = [place for place, value in _numbers(problem, "problem") if not math.isfinite(value)] if checked else ()
            assert not odd, f"not finite: {', '.join(odd[:3])}"
    except InputError as error:
        problems = error.problems
        assert problems, "refused without a problem"
    except NoAnswer:
        return "refused"
    text = format_problems(problems)
    wild = [sign for sign in text if (sign < " " and sign != "\n") or "\x7f" <= sign <= "\x9f"]
    assert not wild, f"control characters in the message: {wild[:3]!r}"
    if one.misspelt is not None:
        told = any(one.misspelt in problem.message for problem in problems if problem.severity == "error")
        assert told, f"the misspelt key {one.misspelt} is not told: {text[:100]}"
    if checked and one.kind != "plan":
        same_verdict(path, bool(problems))
    return "refused" if problems else "taken"


def same_verdict(path: Path, refused: bool) -> None:
    """`catchup check` fails at no file, and is silent about none that a plan refuses."""
    document, problems = read_all(path)
    chain = None if document is not None and kind_of(document.data) == "chain" else shipped().chain.record
    problems += check_document(document, chain) if document is not None else []
    errors = [problem for problem in problems if problem.severity == "error"]
    assert errors or not refused, "a plan refuses what `catchup check` says nothing about"


def prepared(kind: str, path: Path) -> Problem:
    """All the way from the file to the numbers of the model. Raises InputError where the file is refused."""
    sound = shipped()
    profile = load_profile(path) if kind == "profile" else sound.profile
    chain = load_chain(path) if kind == "chain" else sound.chain
    scenario = load_scenario(path) if kind == "scenario" else sound.scenario
    strategy = load_strategy(path) if kind == "strategy" else sound.strategy
    problems = [p for p in cross_check_profile(profile.record, chain.record, profile.document) if p.severity == "error"]
    problems += cross_check_strategy(strategy.record, chain.record, strategy.document)
    if problems:
        raise InputError(problems)
    record, _ = profile_in_chain_units(profile.record, chain.record, profile.document)
    figures = collect(record, chain.record, scenario.record, strategy.record)
    return prepare(figures, record, chain.record, strategy.record, profile.record.as_of).problem


def _numbers(value: object, path: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield path, float(value)
    elif dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            yield from _numbers(getattr(value, item.name), f"{path}.{item.name}")
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _numbers(entry, f"{path}.{key}")
    elif isinstance(value, list | tuple | frozenset):
        for number, entry in enumerate(value):
            yield from _numbers(entry, f"{path}.{number}")


class _clock:  # noqa: N801 - used as a word
    """Raises TooLong inside what takes too long, by the clock of the processor: a busy machine is no fault of a file."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGPROF, self._ring)
        signal.setitimer(signal.ITIMER_PROF, self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _ring(self, *_: object) -> None:
        raise TooLong(f"over {self.seconds:g} s")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one mutant, with what it raises")
    parser.add_argument("--keep", type=Path, help="with --only: write the mutant there")
    given = parser.parse_args()
    if given.only is not None:
        one = draw(given.seed, given.only)
        print(one.kind, one.name, *one.done, sep="\n  ")
        with tempfile.TemporaryDirectory() as folder:
            path = given.keep or Path(folder) / f"mutant{ENDINGS.get(one.kind, '.yaml')}"
            print(tried(one, path))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        summary = run(given.seed, range(given.first, given.first + given.count), Path(folder))
    print(summary.text())
    return 1 if summary.broken else 0


if __name__ == "__main__":
    sys.exit(main())
