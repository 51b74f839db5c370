"""A process that is killed leaves the old file or the new one; what else it leaves is hidden, and goes with the next write."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from kill import COMMANDS, Outcome, contents, hidden, try_command, try_slow

from catchup import files

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")
SIZE = 400_000
WRITER = """
    import itertools
    from pathlib import Path
    from catchup import files

    for number in itertools.count():
        text = str(number)[-1] * SIZE
        files.write_whole("page.html", text, force=True)
        files.write_folder("tables", {"a.csv": text, "b.csv": text}, force=True)
        print("round", flush=True)
""".replace("SIZE", str(SIZE))


def is_whole(data: bytes) -> bool:
    return len(data) == SIZE and data == data[:1] * SIZE


def test_a_writer_killed_at_any_of_fifty_moments_leaves_whole_files_and_nothing_to_see(tmp_path: Path) -> None:
    rng, left = random.Random(50), 0
    for _ in range(50):
        writer = subprocess.Popen([sys.executable, "-c", textwrap.dedent(WRITER)], cwd=tmp_path, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"round\n"
        time.sleep(0.05 * rng.random())
        writer.kill()
        assert writer.wait() == -signal.SIGKILL
        writer.stdout.close()
        assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} <= {"page.html", "tables"}
        for found in (contents(tmp_path / "page.html"), contents(tmp_path / "tables")):
            assert all(is_whole(data) for name, data in (found or {}).items() if name != files.MANIFEST)
        left += bool(hidden(tmp_path))
    assert left, "no kill came in the middle of a write"
    files.write_whole(tmp_path / "page.html", "new", force=True)
    files.write_folder(tmp_path / "tables", {"a.csv": "new"}, force=True)
    assert hidden(tmp_path) == set()


def test_what_a_living_process_writes_aside_is_left_alone(tmp_path: Path) -> None:
    asleep = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        others = tmp_path / f".page.html.{asleep.pid}-0123456789ab.tmp"
        mine, foreign = tmp_path / ".page.html.mine.tmp", tmp_path / f".other.html.{asleep.pid}-0123456789ab.tmp"
        for path in (others, mine, foreign):
            path.write_text("half")
        files.write_whole(tmp_path / "page.html", "x")
        assert all(path.exists() for path in (others, mine, foreign))
    finally:
        asleep.communicate(b"\n")
    files.write_whole(tmp_path / "page.html", "x", force=True)
    assert (others.exists(), mine.exists(), foreign.exists()) == (False, True, True)


SOLVE = next(command for command in COMMANDS if command.name == "solve --csv")


def test_a_command_that_solves_first_is_killed_while_it_writes() -> None:
    outcome: Outcome = try_slow(SOLVE, 12, random.Random(7))
    assert not outcome.bad(), outcome
    assert outcome.left, "no kill came in the middle of the writing"


@pytest.mark.parametrize("command", [COMMANDS[0], COMMANDS[2]], ids=lambda command: command.name)
def test_a_killed_command_leaves_the_old_or_the_new_file(command: object) -> None:
    outcome: Outcome = try_command(command, 3, random.Random(7))  # type: ignore[arg-type]
    assert not outcome.bad(), outcome
    assert outcome.old + outcome.new + outcome.mixed + outcome.absent == 3
