"""The command line. Only this module prints; each command reads, asks another module, writes and says what it wrote."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from catchup.commands.inputs import DEFAULT_SCENARIO, DEFAULT_STRATEGY, Case
from catchup.errors import CatchupError, InputError, NoAnswer, OutputError, SolverError

OK, NO, WRONG_INPUT, OUR_BUG, STOPPED, READER_LEFT = 0, 1, 2, 70, 130, 141
DEBUG, WRITTEN = "catchup.debug", "catchup.written"


def say(text: str = "") -> None:
    """One text to standard output."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _hush(sys.stdout)
        raise
    except OSError as error:
        _hush(sys.stdout)
        raise OutputError(f"cannot write to standard output: {error.strerror or error}") from error


def tell(text: str) -> None:
    """One text to standard error; a closed one is no reason to fail."""
    try:
        sys.stderr.write(f"{text}\n")
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


def _debug(ctx: typer.Context, value: bool) -> None:
    if value:
        ctx.meta[DEBUG] = True


def _version(value: bool) -> None:
    if value:
        import catchup

        say(f"catchup {catchup.__version__}")
        raise typer.Exit


app = typer.Typer(
    name="catchup", cls=Guarded, no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    help="Costed, ordered and sourced plans for countries outside the AI supply chain.",
)
Debug = Annotated[
    bool, typer.Option("--debug", callback=_debug, is_eager=True, help="Show the traceback of an error.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that catchup did not write.")]
Open = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]
Scenario = Annotated[str, typer.Option("--scenario", help="Future: an id (see `catchup list`) or a YAML file.")]
Strategy = Annotated[str, typer.Option("--strategy", help="Strategy: an id (see `catchup list`) or a YAML file.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="Date on the page. [default: that of the profile]")
]
Country = Annotated[
    str, typer.Argument(metavar="COUNTRY", help="A code (IND), a profile (my.yaml) or a plan file (IND.json).")
]
Page = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
]
Tables = Annotated[
    Path | None, typer.Option("--csv", metavar="DIR", help="Write the tables as CSV into this folder.")
]
Names = Annotated[
    str | None, typer.Option("--strategies", "--strategy", metavar="A,B,...", help="Strategies, commas between.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Write the plan as JSON, to standard output or to -o FILE.")]


@app.callback()
def _main(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Debug = False,
) -> None:
    ctx.meta.setdefault(WRITTEN, [])


@app.command()
def brief(
    ctx: typer.Context, country: Country, strategy: Strategy = DEFAULT_STRATEGY, scenario: Scenario = DEFAULT_SCENARIO,
    output: Page = None, open_: Open = False, force: Force = False, as_of: AsOf = None, debug: Debug = False,
) -> None:
    """Write the brief of a country's plan: one page."""
    from catchup.commands import make

    job = make.Job(output, force, _steps())
    made = make.brief(Case(country, strategy, scenario, as_of), job)
    _deliver(ctx, made, open_)


@app.command()
def plan(
    ctx: typer.Context, country: Country, strategy: Strategy = DEFAULT_STRATEGY, scenario: Scenario = DEFAULT_SCENARIO,
    json: AsJson = False, csv: Tables = None, output: Page = None, force: Force = False, as_of: AsOf = None,
    debug: Debug = False,
) -> None:
    """Show a plan, or write it as JSON or CSV."""
    from catchup.commands import make

    target = output or ("-" if json else None)
    made = make.plan(Case(country, strategy, scenario, as_of), make.Job(target, force, _steps()), csv)
    _deliver(ctx, made, False)


@app.command()
def compare(
    ctx: typer.Context,
    countries: Annotated[list[str], typer.Argument(metavar="COUNTRY...", help="Codes, profiles or plan files.")],
    strategies: Names = None, scenario: Scenario = DEFAULT_SCENARIO, csv: Tables = None, output: Page = None,
    open_: Open = False, force: Force = False, as_of: AsOf = None, debug: Debug = False,
) -> None:
    """Compare strategies, plan files or countries."""
    from catchup.commands import make

    cases = make.cases(countries, strategies, scenario, as_of)
    made = make.compare(cases, make.Job(output, force, _steps()), csv)
    _deliver(ctx, made, open_)


@app.command()
def check(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="YAML files. [default: all]")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there are warnings.")] = False,
    form: Annotated[
        Literal["text", "json", "github"], typer.Option("--format", help="How to print the problems.")
    ] = "text",
    debug: Debug = False,
) -> None:
    """Say what is wrong in YAML files, where, and what to do."""
    from catchup.checks import check_files, format_problems
    from catchup.commands import checking

    paths = files or checking.default_files()
    problems = check_files(paths)
    text = format_problems(problems, form)
    closing = checking.closing(checking.how_many(paths), problems) if form == "text" else ""
    say("\n".join(part for part in (text, closing) if part))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(WRONG_INPUT)
    if strict and problems:
        raise typer.Exit(NO)


@app.command()
def schema(
    ctx: typer.Context,
    kind: Annotated[
        Literal["profile", "chain", "scenario", "strategy"], typer.Option("--kind", help="Which kind of file.")
    ] = "profile",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = "catchup.schema.json",
    force: Force = False, debug: Debug = False,
) -> None:
    """Write the JSON Schema that helps an editor."""
    from catchup.commands import make

    _deliver(ctx, make.schema(kind, make.Job(output, force, _steps())), False)


@app.command("list")
def list_(debug: Debug = False) -> None:
    """List countries, strategies and scenarios."""
    from catchup.commands.listing import listing_text

    say(listing_text())


def _steps() -> Any:
    from catchup.commands.progress import Steps

    return Steps(sys.stderr)


def _deliver(ctx: typer.Context, made: Any, open_page: bool) -> None:
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


def main() -> None:
    """Entry point of the `catchup` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a sign shows its code
    gc.disable()  # a command is short and makes few cycles; collecting costs a tenth of its time
    try:
        app()
    except KeyboardInterrupt:
        exec("")  # as above
        tell("\nstopped; nothing was written")
        sys.exit(STOPPED)
