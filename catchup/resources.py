"""Where the files that travel with the code lie, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    embedded = PACKAGE / f"_{name}"  # a wheel maps the folder into the package; an editable checkout does not
    return embedded if embedded.is_dir() else PACKAGE.parent / name


def countries_dir() -> Path:
    """Folder of the country profiles that are shipped."""
    return _folder("countries")


def templates_dir() -> Path:
    """Folder of the page templates and fonts."""
    return _folder("templates")


def data_dir() -> Path:
    """Folder of the chain, the scenarios and the strategies."""
    return PACKAGE / "data"
