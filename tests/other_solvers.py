"""CBC and GLPK as programs of their own: they see nothing but the file that `catchup export` writes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROUTE = "install coinor-cbc and glpk-utils"


@dataclass(frozen=True)
class Reached:
    """What a solver reached: objective and the columns that are not zero, by the names of the file."""

    objective: float
    values: dict[str, float]


def program(name: str) -> str:
    """Path of a solver; skips without it, or fails where both are demanded."""
    path = shutil.which(name)
    if path is None:
        reason = f"no {name} on this machine ({ROUTE})"
        if os.environ.get("CATCHUP_REQUIRE_SOLVERS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def cbc(text: str, folder: Path, *, form: str = "lp", gap: float = 0.0) -> Reached:
    """Optimum by CBC."""
    file, answer = folder / f"program.{form}", folder / "answer.txt"
    file.write_text(text, encoding="utf-8")
    command = [program("cbc"), str(file), "ratioGap", f"{gap:g}", "solve", "solution", str(answer)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    assert "error" not in done.stdout.lower().replace("with 0 errors", ""), done.stdout[:2000]
    assert "Now using default" not in done.stdout, done.stdout[:2000]
    head, *lines = answer.read_text(encoding="utf-8").splitlines()
    assert head.startswith("Optimal"), head
    fields = [line.removeprefix("**").split() for line in lines]
    return Reached(float(head.rpartition(" ")[2]), {name: float(value) for _, name, value, _ in fields})


def glpk(text: str, folder: Path, *, form: str = "lp") -> Reached:
    """Optimum by GLPK; columns are left out."""
    file, answer = folder / f"program.{form}", folder / "answer.txt"
    file.write_text(text, encoding="utf-8")
    command = [program("glpsol"), {"lp": "--lp", "mps": "--freemps"}[form], str(file), "-w", str(answer)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    line = next(x for x in answer.read_text(encoding="utf-8").splitlines() if x.startswith("s "))
    found = re.fullmatch(r"s (?:bas \d+ \d+ f f|mip \d+ \d+ o) (\S+)", line)
    assert found, f"not optimal: {line}"
    return Reached(float(found[1]), {})
