"""`kill -9` at random moments of whatever writes: the target must be the old or the new file, never half of one.

    python tests/kill.py --moments 50 --seed 1                 every writing command, from a plan file
    python tests/kill.py --moments 10 --only "brief"           one of them

A command gets as its moment a random share of the time that it takes when it is left alone.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

Files = Mapping[str, bytes]


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
)
"""`explain` writes no file; `levers --csv` and a brief of a country write by the same two functions, after a long solve."""


@dataclass
class Outcome:
    """What was found after the kills of one command."""

    old: int = 0
    new: int = 0
    absent: int = 0
    wrong: int = 0
    left: int = 0
    """kills that left a hidden file; the next run must have removed it"""
    stray: int = 0
    """files that a user would see, or that the next run did not remove"""


def killed(arguments: Sequence[str], folder: Path, after: float) -> bool:
    """Start a program in the folder and kill it, and all that it started, after so many seconds; False if it ended before."""
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def contents(target: Path) -> Files | None:
    """The bytes of a file, or of every file in a folder that is not hidden; None if there is nothing."""
    if target.is_dir():
        return {path.name: path.read_bytes() for path in sorted(target.iterdir()) if not path.name.startswith(".")}
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
        outcome.new += 1  # between two moves of a folder: whole tables
    else:
        outcome.wrong += 1


def hidden(folder: Path) -> set[str]:
    """Temporary files below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*.tmp")}


def try_command(command: Command, moments: int, rng: random.Random, said: Callable[[str], None] = print) -> Outcome:
    """Kill one command at so many moments, half of them over an old file, and run it to its end in between."""
    from plans import make_example

    from catchup.plan import to_json

    program = [sys.executable, "-m", "catchup", *command.arguments]
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, case in (("plan.json", "good"), ("other.json", "none")):
            (folder / file).write_text(to_json(make_example(case)), encoding="utf-8")
        began = time.perf_counter()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        os.environ.update(environment)
        subprocess.run(program, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        took = time.perf_counter() - began
        new = contents(folder / command.target)
        assert new is not None
        visible = {path.name for path in folder.iterdir()}
        for moment in range(moments):
            old = _age(folder / command.target) if moment % 2 else _gone(folder / command.target)
            killed(program, folder, took * (rng.random() if moment % 3 else rng.uniform(0.8, 1.05)))
            judge(outcome, contents(folder / command.target), old, new)
            outcome.left += bool(hidden(folder))
            outcome.stray += len({path.name for path in folder.iterdir() if not path.name.startswith(".")} - visible)
        subprocess.run(program, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        outcome.stray += len(hidden(folder))
        outcome.wrong += contents(folder / command.target) != new
    said(f"{command.name:14} {outcome}")
    return outcome


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
    given = parser.parse_args()
    rng = random.Random(given.seed)
    chosen = [command for command in COMMANDS if given.only in (None, command.name)]
    outcomes = [try_command(command, given.moments, rng) for command in chosen]
    return 1 if any(outcome.wrong or outcome.stray for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
