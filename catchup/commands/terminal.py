"""What is said on the terminal; what a command that failed says, with its exit code. Only this module writes there."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from catchup.commands.options import DEBUG
from catchup.errors import CatchupError, InputError, NoAnswer, OutputError, SolverError
from catchup.harmless import visible

OK, NO, WRONG_INPUT, OUR_BUG, STOPPED, READER_LEFT = 0, 1, 2, 70, 130, 141
WRITTEN = "catchup.written"


def say(text: str = "") -> None:
    """One text to standard output."""
    if sys.stdout is None:
        raise OutputError("cannot write to standard output: it is closed")
    try:
        sys.stdout.write(f"{visible(text)}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _hush(sys.stdout)
        raise
    except OSError as error:
        _hush(sys.stdout)
        raise OutputError(f"cannot write to standard output: {error.strerror or error}") from error


def tell(text: str) -> None:
    """One text to standard error; a closed one is no reason to fail."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{visible(text)}\n")
        sys.stderr.flush()
    except OSError:
        _hush(sys.stderr)


def _hush(stream: Any) -> None:
    """Send what is left in a broken stream nowhere, or Python complains at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Guarded(TyperGroup):
    """Turns what a command raises into one clear message and the right exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command of this context."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:
            if hasattr(error, "format_message"):  # typer's own words on a wrong option, exit code 2
                error.message = str(getattr(error, "message", "")).replace("Value error, ", "")  # type: ignore[union-attr]
                raise
            if ctx.meta.get(DEBUG):
                tell(traceback.format_exc())
            raise typer.Exit(_explain(error, ctx.meta.get(WRITTEN, []))) from None


def _explain(error: BaseException, written: list[str]) -> int:
    """Say what went wrong; returns the exit code."""
    if isinstance(error, KeyboardInterrupt):
        exec("")  # forgets an interrupt inside an import's own exec, or Python dies by the signal at exit
        tell(f"\nstopped; written before: {', '.join(written)}" if written else "\nstopped; nothing was written")
        return STOPPED
    if isinstance(error, BrokenPipeError):
        return READER_LEFT
    if isinstance(error, InputError):
        tell(_problems(error))
        return WRONG_INPUT
    if isinstance(error, NoAnswer):
        tell("\n".join([f"no: {error}", *(f"  {row}" for row in error.rows)]))
        return NO
    if isinstance(error, CatchupError) and not isinstance(error, SolverError):
        tell(f"error: {error}")
        return error.exit_code
    kind = "" if isinstance(error, SolverError) else f"{type(error).__name__}: "
    first = (str(error).strip().splitlines() or [""])[0]
    tell(f"internal error: {kind}{first} (a fault of catchup, not of your files; run with --debug for details)")
    return OUR_BUG


def _problems(error: InputError) -> str:
    from dataclasses import replace

    from catchup.checks import format_problems

    whole = [problem.code == "E001" and not problem.source_line for problem in error.problems]  # no place in a file
    return format_problems([
        replace(problem, line=0) if flag else problem for problem, flag in zip(error.problems, whole, strict=True)
    ])
