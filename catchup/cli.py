"""The command line: each command reads, asks another module, writes and says what it wrote."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from catchup import cli_proof
from catchup.commands.deliver import deliver, steps
from catchup.commands.inputs import DEFAULT_SCENARIO, DEFAULT_STRATEGY, Case, only
from catchup.commands.options import (
    AsJson,
    AsOf,
    Changes,
    Countries,
    Country,
    Debug,
    First,
    Force,
    Last,
    Names,
    Open,
    Pact,
    Page,
    Scenario,
    Strategy,
    Tables,
    Years,
)
from catchup.commands.terminal import NO, STOPPED, WRITTEN, WRONG_INPUT, Guarded, say, tell


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
    ctx: typer.Context, country: Country, strategy: Strategy = DEFAULT_STRATEGY, changes: Changes = None,
    scenario: Scenario = DEFAULT_SCENARIO, output: Page = None, open_: Open = False, force: Force = False,
    as_of: AsOf = None, debug: Debug = False,
) -> None:
    """Write the brief of a country's plan: one page."""
    from catchup.commands import make

    job = make.Job(output, force, steps())
    made = make.brief(Case(country, strategy, scenario, as_of, tuple(changes or ())), job)
    deliver(ctx, made, open_)


@app.command()
def plan(
    ctx: typer.Context, countries: Countries, strategy: Strategy = DEFAULT_STRATEGY, changes: Changes = None,
    scenario: Scenario = DEFAULT_SCENARIO, pact: Pact = None, json: AsJson = False, csv: Tables = None,
    output: Page = None, force: Force = False, as_of: AsOf = None, debug: Debug = False,
) -> None:
    """Show a plan, or what a pact of countries is worth; or write it as JSON or CSV."""
    from catchup.commands import make

    job = make.Job(output or ("-" if json else None), force, steps())
    cases = [Case(country, strategy, scenario, as_of, tuple(changes or ())) for country in countries]
    if pact is None:
        made = make.plan(only(cases), job, csv)
    else:
        from catchup.commands import pact as joint

        made = joint.pact(cases, pact, job, csv)
    deliver(ctx, made, False)


@app.command()
def compare(
    ctx: typer.Context,
    countries: Annotated[list[str], typer.Argument(metavar="COUNTRY...", help="Codes, profiles or plan files.")],
    strategies: Names = None, changes: Changes = None, scenario: Scenario = DEFAULT_SCENARIO, pact: Pact = None,
    csv: Tables = None, output: Page = None, open_: Open = False, force: Force = False, as_of: AsOf = None,
    debug: Debug = False,
) -> None:
    """Compare strategies, plan files or countries."""
    from catchup.commands import make

    cases = make.cases(countries, strategies, scenario, as_of, changes or ())
    made = make.compare(cases, make.Job(output, force, steps()), csv, pact)
    deliver(ctx, made, open_)


@app.command()
def cost(
    ctx: typer.Context,
    countries: Annotated[
        list[str] | None, typer.Argument(metavar="[COUNTRY]...", help="Codes or profiles. [default: all]")
    ] = None,
    scenario: Scenario = DEFAULT_SCENARIO,
    years: Years = None, first: First = None, last: Last = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the components as CSV.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Write all of it as JSON to standard output.")] = False,
    force: Force = False, debug: Debug = False,
) -> None:
    """Show what an hour of compute costs to make at home, by component."""
    from catchup.commands import cost as making

    wanted = making.wanted_years(years, first, last)
    made = making.cost(countries or [], scenario, wanted, steps(), as_json=json, table=csv, force=force)
    deliver(ctx, made, False)


@app.command()
def levers(
    ctx: typer.Context,
    country: Annotated[
        str | None, typer.Argument(metavar="[COUNTRY]", help="A code or a profile. [default: only list the levers]")
    ] = None,
    names: Annotated[
        str | None, typer.Option("--levers", metavar="A,B,...", help="Which ones. [default: those open to the country]")
    ] = None,
    strategy: Strategy = DEFAULT_STRATEGY, scenario: Scenario = DEFAULT_SCENARIO,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table as CSV.")] = None,
    force: Force = False, as_of: AsOf = None, debug: Debug = False,
) -> None:
    """Show what each policy lever is worth alone, and what it costs whom."""
    from catchup.commands import levers as making

    if country is None:
        if names or csv or as_of or (strategy, scenario) != (DEFAULT_STRATEGY, DEFAULT_SCENARIO):
            raise typer.BadParameter("name a country: without one, levers are only listed", param_hint="COUNTRY")
        made = making.listed_levers()
    else:
        made = making.measured(Case(country, strategy, scenario, as_of), names, steps(), csv, force)
    deliver(ctx, made, False)


@app.command()
def robust(
    ctx: typer.Context, country: Country, strategy: Strategy = DEFAULT_STRATEGY,
    scenarios: Annotated[
        str | None, typer.Option("--scenarios", metavar="A,B,...", help="Futures. [default: all that are shipped]")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the regrets as CSV.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Write all of it as JSON to standard output.")] = False,
    force: Force = False, as_of: AsOf = None, debug: Debug = False,
) -> None:
    """Show what first steps would be regretted in which future, and what all futures have in common."""
    from catchup.commands import robust as making

    case = Case(country, strategy, DEFAULT_SCENARIO, as_of)
    deliver(ctx, making.robust(case, scenarios, steps(), csv, force, as_json=json), False)


@app.command()
def explain(
    ctx: typer.Context, country: Country,
    asset: Annotated[
        str | None, typer.Argument(metavar="[ASSET]", help="All about one asset or project (data_centre).")
    ] = None,
    strategy: Strategy = DEFAULT_STRATEGY, changes: Changes = None, scenario: Scenario = DEFAULT_SCENARIO,
    json: Annotated[bool, typer.Option("--json", help="Write the tables of reasons as JSON.")] = False,
    as_of: AsOf = None, debug: Debug = False,
) -> None:
    """Say why: why this step then, what binds, why not, what an option is worth."""
    from catchup.commands import explain as reasons
    from catchup.commands.make import Job

    job = Job(None, False, steps())
    case = Case(country, strategy, scenario, as_of, tuple(changes or ()))
    made = reasons.explain(case, asset, job, as_json=json)
    deliver(ctx, made, False)


@app.command()
def check(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="YAML files. [default: all]")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there are warnings.")] = False,
    form: Annotated[
        Literal["text", "json", "github"], typer.Option("--format", help="How to print the problems.")
    ] = "text",
    returns: Annotated[
        bool, typer.Option("--returns", help="Show what an entrant would earn on each traded link of the chain.")
    ] = False,
    plans: Annotated[
        bool, typer.Option("--plans", help="Solve, and hold the profiles' statements against the plans.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Say what is wrong in YAML files, where, and what to do."""
    from catchup.checks import check_files, format_problems
    from catchup.commands import checking

    if returns and form != "text":
        raise checking.wrong_format(form)
    paths, earned = files or checking.default_files(), checking.Returns()
    problems = check_files(paths, earned, checking.others())
    wrong = any(problem.severity == "error" for problem in problems)
    held = _held(paths) if plans and not wrong else None
    problems += held.problems if held is not None else ()
    parts = [format_problems(problems, form)]
    if form == "text":
        parts += [earned.table()] if returns else []
        parts += [checking.closing(checking.how_many(paths), problems), earned.summary()]
        parts += [checking.of_plans(held)] if plans else []
    say("\n".join(part for part in parts if part))
    if wrong:
        raise typer.Exit(WRONG_INPUT)
    if (strict and problems) or (held is not None and held.problems):
        raise typer.Exit(NO)


@app.command()
def schema(
    ctx: typer.Context,
    kind: Annotated[
        Literal["profile", "chain", "scenario", "strategy", "pact", "model"],
        typer.Option("--kind", help="Which kind of file."),
    ] = "profile",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = "catchup.schema.json",
    force: Force = False, debug: Debug = False,
) -> None:
    """Write the JSON Schema that helps an editor."""
    from catchup.commands import make

    deliver(ctx, make.schema(kind, make.Job(output, force, steps())), False)


@app.command("list")
def list_(debug: Debug = False) -> None:
    """List countries, strategies, scenarios and pacts."""
    from catchup.commands.listing import listing_text

    say(listing_text())


def _held(paths: Any) -> Any:
    from catchup.commands.statements import hold_against_plans

    return hold_against_plans(paths, steps())


cli_proof.add(app)


def main() -> None:
    """Entry point of the `catchup` command."""
    if sys.stderr is None:  # closed by whoever called
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
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
