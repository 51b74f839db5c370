"""`catchup check --plans`: solve what the profiles' statements speak about, and hold each of them against the plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from catchup.checks import files_behind, kind_of
from catchup.commands.checking import count
from catchup.commands.inputs import DEFAULT_SCENARIO
from catchup.commands.progress import Steps
from catchup.errors import NoAnswer, Problem
from catchup.load import Loaded, load_chain, load_profile, load_scenario, load_strategy
from catchup.yamlio import read_all

if TYPE_CHECKING:
    from catchup.plan import Plan
    from catchup.results.reading import Solved
    from catchup.schema.chain import Chain
    from catchup.schema.profile import Profile
    from catchup.schema.strategy import Strategy
    from catchup.statements import Judged
    from catchup.work import Work

Tell = Callable[[str], None]
FAILED = "S001"
"""code of a statement that a plan does not keep"""


@dataclass(frozen=True)
class Verdicts:
    """What the plans say about the statements of all files."""

    problems: tuple[Problem, ...]
    statements: int
    plans: int

    def summary(self) -> str:
        """9 statements about plans held against 21 plans: all hold."""
        if not self.statements:
            return "no statement about plans in these files"
        failed = len(self.problems)
        end = f"{failed} {'fails' if failed == 1 else 'fail'}" if failed else "all hold"
        said, plans = count(self.statements, "statement"), count(self.plans, "plan")
        return f"{said} about plans held against {plans}: {end}"


def hold_against_plans(paths: Iterable[str | Path], steps: Steps) -> Verdicts:
    """Solve, for every profile among the files, the strategies that its statements name.

    The files must be free of errors. A chain among them is used in place of the embedded one.
    """
    from catchup.statements import strategies_of

    files = [file for path in paths for file in files_behind(path, set())]
    kinds = {file: _kind(file) for file in files}
    chain = load_chain(next((file for file in files if kinds[file] == "chain"), None))
    profiles = [load_profile(file) for file in files if kinds[file] == "profile"]
    spoken = [(profile, strategies_of(profile.record, _every())) for profile in profiles]
    total, done = sum(len(names) for _, names in spoken), 0
    found: list[Problem] = []
    with steps:
        for profile, names in spoken:
            found += _of_country(profile, chain, names, partial(_told, steps, done / max(total, 1)))
            done += len(names)
    said = sum(statement.plan is not None for profile in profiles for statement in profile.record.statements)
    return Verdicts(tuple(sorted(found)), said, total)


def _told(steps: Steps, share: float, text: str) -> None:
    steps(text, share)


def _every() -> Sequence[str]:
    """What `strategies: all` stands for."""
    from catchup.assembly import SHIPPED

    return SHIPPED


def _kind(file: Path) -> str | None:
    document, _ = read_all(file)
    return kind_of(document.data) if document is not None else None


def _of_country(profile: Loaded[Profile], chain: Loaded[Chain], names: list[str], tell: Tell) -> list[Problem]:
    from catchup.statements import Country, judge
    from catchup.work import Work

    if not names:
        return []
    work = Work(profile, chain, load_scenario(DEFAULT_SCENARIO), profile.record.as_of)
    tell(f"{profile.path.stem}: import")
    base = work.baseline()
    broken: dict[int, list[Judged]] = {}
    for name in names:
        strategy = load_strategy(name).record
        tell(f"{profile.path.stem}: {name}")
        country = Country(work.record, work.inputs.chain, work.figures(strategy))
        for said in judge(country, name, _plan(work, strategy, base)):
            if not said.holds:
                broken.setdefault(said.number, []).append(said)
    return [_failed(profile, number, group) for number, group in broken.items()]


def _plan(work: Work, strategy: Strategy, base: Solved) -> Plan | None:
    """What statements speak about; none where no plan keeps the strategy's own promises."""
    from catchup.results.judged import tables_to_judge

    try:
        solved = base if strategy.id == "import" else work.solve(strategy, base)
    except NoAnswer:
        return None
    return tables_to_judge(solved, work.lags(solved), work.lags(base))


def _failed(profile: Loaded[Profile], number: int, group: list[Judged]) -> Problem:
    """One problem a statement, with the strategies that break it as well."""
    others = ", ".join(said.strategy for said in group[1:])
    text = f"{group[0]}; likewise under {others}" if others else str(group[0])
    hint = "dispute the statement and change it, or find the figure that makes plans do this"
    problem = profile.document.problem(("statements", number, "say"), FAILED, text, hint)
    return replace(problem, severity="failed")
