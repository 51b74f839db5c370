"""What `catchup check` looks at when no file is named, and its closing line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from catchup.errors import Problem
from catchup.resources import countries_dir, data_dir

FOLDERS = ("scenarios", "strategies")


def default_files() -> list[Path]:
    """Profiles in ./countries (or those shipped), the chain, all scenarios and strategies, one's own first."""
    here = Path("countries")
    files = (_yaml_files(here) or _yaml_files(countries_dir())) + [data_dir() / "chain.yaml"]
    for folder in FOLDERS:
        files += _yaml_files(Path(folder)) + _yaml_files(data_dir() / folder)
    return [_short(path) for path in files]


def how_many(paths: Sequence[str | Path]) -> int:
    """Number of files behind the names; a folder counts the YAML files in it."""
    return sum(len(_yaml_files(Path(path))) if "\0" not in str(path) and Path(path).is_dir() else 1 for path in paths)


def closing(files: int, problems: Sequence[Problem]) -> str:
    """3 files checked: 1 error, no warning."""
    errors = sum(problem.severity == "error" for problem in problems)
    head = f"{_count(files, 'file')} checked"
    if not problems:
        return f"{head}: no problem found"
    return f"{head}: {_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}" if number < 2 else f"{number} {noun}s"


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml")) if folder.is_dir() else []


def _short(path: Path) -> Path:
    """Relative to here where it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
