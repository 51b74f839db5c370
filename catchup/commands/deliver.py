"""How a command ends: files written, words said, the page opened, the exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from catchup.commands.terminal import NO, WRITTEN, say, tell


def steps() -> Any:
    """Progress on standard error."""
    from catchup.commands.progress import Steps

    return Steps(sys.stderr)


def deliver(ctx: typer.Context, made: Any, open_page: bool) -> None:
    """Write what was made, all targets checked before; say what it says and where it is; exit 1 if the answer is no."""
    written: list[str] = ctx.meta.setdefault(WRITTEN, [])
    for write in made.writes:
        written.extend(str(path) for path in write())
    if made.stdout is not None:
        say(made.stdout.removesuffix("\n"))
    words = made.words()
    if words:
        (tell if made.stdout is not None else say)(words)
    if open_page and made.page is not None:
        _open(made.page)
    if made.says_no:
        raise typer.Exit(NO)


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        tell(f"no browser was found; open {page} by hand")
