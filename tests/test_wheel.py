"""The installed wheel works on its own: built, installed into an empty environment, used outside the checkout."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.wheel


def uv(*arguments: str) -> None:
    """Run uv: the module beside the first python3 that has it, as README.md calls it."""
    clean = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
    done = subprocess.run([*_uv(), *arguments], cwd=ROOT, capture_output=True, text=True, env=clean, check=False)
    assert done.returncode == 0, done.stderr


def _uv() -> list[str]:
    found = os.environ.get("UV")  # set by `uv run`
    if found:
        return [found]
    if importlib.util.find_spec("uv"):
        return [sys.executable, "-m", "uv"]
    return ["uv"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--quiet", "--wheel", "--out-dir", str(folder))
    return next(folder.glob("catchup-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `catchup` command of an environment that holds the wheel and what it depends on."""
    home = tmp_path_factory.mktemp("environment") / "venv"
    uv("venv", "--quiet", "--python", sys.executable, str(home))
    uv("pip", "install", "--quiet", "--python", str(home), str(wheel))
    return home / "bin" / "catchup"


def command(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    line = [str(installed), *arguments]
    return subprocess.run(line, cwd=folder, env=clean, capture_output=True, text=True, check=False)


def test_the_wheel_holds_code_countries_templates_data_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("catchup/_countries/IND.yaml", "catchup/_countries/NGA.yaml", "catchup/_templates/base.html.jinja",
                 "catchup/data/chain.yaml", "catchup/data/strategies/balanced.yaml", "licenses/LICENSE",
                 "licenses/NOTICE"):
        assert any(name.endswith(part) for name in names), part
    for name in [path.name for path in (ROOT / "countries").glob("*.yaml")]:
        assert any(part.endswith(f"catchup/_countries/{name}") for part in names)
    for name in [path.name for path in (ROOT / "templates" / "fonts").iterdir()]:
        assert f"catchup/_templates/fonts/{name}" in names
    assert not [name for name in names if name.startswith("tests") or name.endswith(".pyc")]


def test_the_installed_command_finds_what_is_shipped(installed: Path, tmp_path: Path) -> None:
    done = command(installed, tmp_path, "list")
    assert done.returncode == 0, done.stderr
    for word in ("IND", "NGA", "balanced", "business_as_usual"):
        assert word in done.stdout
    assert str(ROOT) not in done.stdout


def test_the_installed_command_finds_nothing_wrong_in_what_is_shipped(installed: Path, tmp_path: Path) -> None:
    done = command(installed, tmp_path, "check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.solve
def test_the_installed_command_makes_a_brief_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    done = command(installed, tmp_path, "brief", "IND")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "IND-brief.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert 'font-family:"Inter"' in page
    assert str(ROOT) not in page + done.stdout
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == ["IND-brief.html"]
