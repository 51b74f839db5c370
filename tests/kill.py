"""`kill -9` at random moments of whatever writes: the target must be the old or the new file, never half of one.

    python tests/kill.py --moments 50 --seed 1                 commands that take seconds
    python tests/kill.py --moments 50 --slow                   those that solve first (half an hour)
    python tests/kill.py --moments 10 --only "brief"           one of them

A third of the moments is any share of the time that a command takes when it is left alone; a third lies near the end;
and a third comes within milliseconds of its first file. A command that solves first is run once up to its writing;
from there on it is copied (fork), and each copy writes and is killed; a few more are killed while they solve. Only the
process that was started is killed: its workers have to go by themselves.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

Files = Mapping[str, bytes]
MODEL = str(ROOT / "tests" / "models" / "mexss.yaml")


@dataclass(frozen=True)
class Command:
    """A command that writes: its arguments, and the name of the file or folder that it writes."""

    name: str
    arguments: tuple[str, ...]
    target: str


COMMANDS = (
    Command("brief", ("brief", "plan.json", "-o", "page.html"), "page.html"),
    Command("plan --json", ("plan", "plan.json", "--json", "-o", "out.json"), "out.json"),
    Command("plan --csv", ("plan", "plan.json", "--csv", "tables"), "tables"),
    Command("compare", ("compare", "plan.json", "other.json", "-o", "page.html"), "page.html"),
    Command("compare --csv", ("compare", "plan.json", "other.json", "-o", "-", "--csv", "tables"), "tables"),
    Command("schema -o", ("schema", "-o", "schema.json"), "schema.json"),
    Command("cost --csv", ("cost", "NGA", "--csv", "cost.csv"), "cost.csv"),
    Command("solve --json", ("solve", MODEL, "--json", "-o", "out.json"), "out.json"),
    Command("solve --csv", ("solve", MODEL, "--csv", "tables"), "tables"),
)
SLOW = (
    Command("plan NGA --json", ("plan", "NGA", "--json", "-o", "out.json"), "out.json"),
    Command("plan NGA --csv", ("plan", "NGA", "--csv", "tables"), "tables"),
    Command("export NGA", ("export", "NGA", "-o", "model.mps"), "model.mps"),
    Command("brief NGA", ("brief", "NGA", "-o", "page.html"), "page.html"),
    Command("compare NGA KEN", ("compare", "NGA", "KEN", "-o", "page.html"), "page.html"),
    Command("robust NGA --csv", ("robust", "NGA", "--csv", "regret.csv", "--force"), "regret.csv"),
    Command("levers NGA --csv", ("levers", "NGA", "--csv", "levers.csv", "--force"), "levers.csv"),
    Command("plan --pact --csv", ("plan", "IND", "NGA", "--pact", "free_trade", "--csv", "tables"), "tables"),
)
"""`audit`, `check`, `explain`, `list` and `verify` write no file."""
WHILE_SOLVING = 2
"""kills of a slow command before it writes"""
PATIENCE = 5.0
"""seconds in which the workers of a command that was killed must be gone"""


@dataclass
class Outcome:
    """What was found after the kills of one command."""

    old: int = 0
    new: int = 0
    mixed: int = 0
    """folders of whole tables, some old and some new: killed between two moves"""
    absent: int = 0
    wrong: int = 0
    left: int = 0
    """kills that left a hidden file; the next run must have removed it"""
    stray: int = 0
    """files that a user would see, or that the next run did not remove"""
    orphans: int = 0
    """workers that outlived the process that was killed"""

    def bad(self) -> bool:
        """Is anything as it must not be?"""
        return bool(self.wrong or self.stray or self.orphans)


def killed(arguments: Sequence[str], folder: Path, after: float, at_writing: bool = False) -> int:
    """Start a program in the folder and kill it after so many seconds, or so long after its first file; orphans left."""
    before = _seen(folder)
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    if at_writing:
        while process.poll() is None and _seen(folder) == before:
            time.sleep(0.0002)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(after)
    process.kill()
    process.wait()
    end = time.monotonic() + PATIENCE
    while (left := _session(process.pid)) and time.monotonic() < end:
        time.sleep(0.02)
    for orphan in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(orphan, signal.SIGKILL)
    return len(left)


def _seen(folder: Path) -> dict[str, int]:
    """What is in a folder, with the time at which each was written."""
    with contextlib.suppress(FileNotFoundError):
        return {entry.name: entry.stat(follow_symlinks=False).st_mtime_ns for entry in os.scandir(folder)}
    return {}


def _session(leader: int) -> list[int]:
    """Processes of the session of a process, zombies left out; none where there is no /proc."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                found.append(int(path.parent.name))
    return found


def contents(target: Path) -> Files | None:
    """The bytes of a file, or of every file in a folder that is not hidden; None if there is none."""
    if target.is_dir():
        return {path.name: path.read_bytes() for path in sorted(target.iterdir()) if not path.name.startswith(".")} or None
    return {target.name: target.read_bytes()} if target.exists() else None


def judge(outcome: Outcome, found: Files | None, old: Files | None, new: Files) -> None:
    """Whole files are old or new, each of them; a folder that was not there appears whole."""
    if found is None:
        outcome.absent += old is None
        outcome.wrong += old is not None
    elif found == new:
        outcome.new += 1
    elif found == old:
        outcome.old += 1
    elif old is not None and set(found) == set(new) and all(found[name] in (old.get(name), new[name]) for name in found):
        outcome.mixed += 1
    else:
        outcome.wrong += 1


def hidden(folder: Path) -> set[str]:
    """Temporary files below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*.tmp")}


def try_command(command: Command, moments: int, rng: random.Random, said: Callable[[str], None] = print) -> Outcome:
    """Kill one command at so many moments, half of them over an old file, and run it to its end in between."""
    program, outcome = [sys.executable, "-m", "catchup", *command.arguments], Outcome()
    with _room() as folder:
        began = time.perf_counter()
        _run(program, folder)
        took = time.perf_counter() - began
        target = folder / command.target
        new = contents(target)
        assert new is not None
        visible = _visible(folder)
        for moment in range(moments):
            old = _age(target) if moment % 2 else _gone(target)
            at_writing = moment % 3 == 2
            after = 0.02 * rng.random() ** 2 if at_writing else took * (rng.uniform(0.8, 1.05) if moment % 3 else rng.random())
            outcome.orphans += killed(program, folder, after, at_writing)
            _look(outcome, folder, target, old, new, visible)
        _run(program, folder)
        _close(outcome, folder, target, new)
    said(f"{command.name:18} {outcome}")
    return outcome


def try_slow(command: Command, moments: int, rng: random.Random, said: Callable[[str], None] = print) -> Outcome:
    """The same for a command that solves first: it is solved once, and its writing is killed in copies of the process."""
    from catchup import cli, cli_proof
    from catchup.commands.deliver import deliver

    program, outcome = [sys.executable, "-m", "catchup", *command.arguments], Outcome()
    with _room() as folder, contextlib.chdir(folder):
        target = folder / command.target

        def trial(*given: Any) -> None:
            """In place of the end of a command."""
            began = time.perf_counter()
            os.waitpid(_copy(deliver, given), 0)
            took, new = time.perf_counter() - began, contents(target)
            assert new is not None
            visible = _visible(folder)
            for moment in range(moments):
                old = _age(target) if moment % 2 else _gone(target)
                copy = _copy(deliver, given)
                time.sleep(took * rng.uniform(0.0, 1.05))
                os.kill(copy, signal.SIGKILL)
                os.waitpid(copy, 0)
                _look(outcome, folder, target, old, new, visible)
            os.waitpid(_copy(deliver, given), 0)
            _close(outcome, folder, target, new)

        began = time.perf_counter()
        cli.deliver = cli_proof.deliver = trial  # type: ignore[assignment]
        try:
            cli.app(list(command.arguments), standalone_mode=False)
        finally:
            cli.deliver = cli_proof.deliver = deliver
        solving = max(1.0, time.perf_counter() - began - 5.0)
        for _ in range(WHILE_SOLVING):
            old, visible = contents(target), _visible(folder)
            outcome.orphans += killed(program, folder, solving * rng.random())
            _look(outcome, folder, target, old, old or {}, visible)
    said(f"{command.name:18} {outcome}")
    return outcome


def _copy(deliver: Callable[..., None], given: tuple[Any, ...]) -> int:
    """A copy of this process that ends a command and itself; its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # threads of the solver do not come along, and are not missed
        copy = os.fork()
    if copy == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        with contextlib.suppress(BaseException):
            deliver(*given)
        os._exit(0)
    return copy


@contextlib.contextmanager
def _room() -> Iterator[Path]:
    """A folder with two plan files."""
    from plans import make_example

    from catchup.plan import to_json

    with tempfile.TemporaryDirectory() as name:
        for file, case in (("plan.json", "good"), ("other.json", "none")):
            (Path(name) / file).write_text(to_json(make_example(case)), encoding="utf-8")
        os.environ["PYTHONPATH"] = str(ROOT)
        yield Path(name)


def _run(program: Sequence[str], folder: Path) -> None:
    subprocess.run(program, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def _visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def _look(outcome: Outcome, folder: Path, target: Path, old: Files | None, new: Files, visible: set[str]) -> None:
    """What a kill has left."""
    judge(outcome, contents(target), old, new)
    outcome.left += bool(hidden(folder))
    outcome.stray += len(_visible(folder) - visible)


def _close(outcome: Outcome, folder: Path, target: Path, new: Files) -> None:
    """After a run to the end: nothing hidden, the new file."""
    outcome.stray += len(hidden(folder))
    outcome.wrong += contents(target) != new


def _gone(target: Path) -> None:
    """Nothing there."""
    for path in [*target.iterdir()] if target.is_dir() else []:
        path.unlink() if path.is_file() else None
    if target.is_dir() and not any(target.iterdir()):
        target.rmdir()
    elif target.is_file():
        target.unlink()


def _age(target: Path) -> Files | None:
    """Let each file that is there look older: the same, but for a blank at its end."""
    for path in [*target.iterdir()] if target.is_dir() else [target] if target.exists() else []:
        if path.is_file() and not path.name.startswith("."):
            path.write_bytes(path.read_bytes().rstrip() + b" \n")
    return contents(target)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="name of one command")
    parser.add_argument("--slow", action="store_true", help="the commands that solve first")
    given = parser.parse_args()
    rng = random.Random(given.seed)
    chosen = [command for command in (*COMMANDS, *SLOW) if given.only == command.name or (
        given.only is None and (command in SLOW) == given.slow)]
    outcomes = [(try_slow if command in SLOW else try_command)(command, given.moments, rng) for command in chosen]
    return 1 if not outcomes or any(outcome.bad() for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
