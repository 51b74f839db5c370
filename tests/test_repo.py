"""What the repository itself promises: no machine's path, no registry's host, two commands to begin with."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".jinja", ".csv", ".json", ".txt", ".css", ".cfg", "", ".html", ".svg"}
REGISTRY_HOSTS = ["py" + "pi.org", "pythonhosted" + ".org", "registry.npm" + "js.org", "deb" + ".debian.org",
                  "proxy.golang" + ".org", "crates" + ".io", "npm" + "js.com"]
MACHINE_PATHS = re.compile("/(?:work/(?:main|shared)|root/|home/[a-z]+/|tmp/[a-z]|Users/)")


def tracked() -> list[Path]:
    """Files under version control; in an unpacked source without git, all files."""
    done = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True,
                          text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in tracked() if path.suffix in TEXT]


def first_block() -> list[str]:
    block = re.search(r"^```[a-z]*\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S | re.M)
    assert block, "README.md has no fenced block"
    return [line for line in block[1].splitlines() if line.strip()]


def test_the_first_block_of_the_readme_holds_exactly_the_two_commands() -> None:
    assert first_block() == [
        "python3 -m pip install -q uv && python3 -m uv run catchup brief IND",
        "python3 -m uv run pytest",
    ]


def test_ci_takes_its_test_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    start = script.index("test_command() {")
    code = script[start : script.index("\n}\n", start) + 3] + "test_command"
    done = subprocess.run(["bash", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == first_block()[1]


def test_ci_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_no_file_names_a_package_registry() -> None:
    hits = [f"{path.relative_to(ROOT)}: {host}" for path, text in texts() for host in REGISTRY_HOSTS if host in text]
    assert hits == []


def test_no_file_names_a_path_of_one_machine() -> None:
    hits = [f"{path.relative_to(ROOT)}: {found[0]}" for path, text in texts() for found in [MACHINE_PATHS.search(text)]
            if found and path != Path(__file__).resolve()]
    assert hits == []


def test_no_lock_file_and_no_output_is_tracked() -> None:
    names = {str(path.relative_to(ROOT)) for path in tracked()}
    assert not {name for name in names if name == "uv.lock" or name.endswith(("-brief.html", "-plan.json", ".pyc"))}


def test_every_dependency_has_a_range_and_every_tested_version_lies_in_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = dict(line.split("==") for line in project["tool"]["uv"]["constraint-dependencies"])
    for line in project["project"]["dependencies"]:
        name, low, high = re.fullmatch(r"([a-z0-9-]+)>=([\d.]+),<([\d.]+)", line).groups()  # type: ignore[union-attr]
        assert _number(low) <= _number(pins[name]) < _number(high), line


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def test_files_are_short_enough_to_read() -> None:
    long = {str(path.relative_to(ROOT)): text.count("\n") for path, text in texts()
            if path.suffix == ".py" and path.is_relative_to(ROOT / "catchup") and text.count("\n") > 320}
    assert long == {}


def test_the_licences_are_complete() -> None:
    licence, notice = ((ROOT / name).read_text(encoding="utf-8") for name in ("LICENSE", "NOTICE"))
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    for name in ("CC BY 4.0", "countries/", "chain.yaml", "World Bank", "Factbook", "Ember", "Epoch AI", "UN DESA",
                 "UNDP", "USGS", "EIA", "Eurostat", "Damodaran", "Inter", "Source Serif 4"):
        assert name in notice, name
