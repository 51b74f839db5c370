"""The commands of those who want to check, or to plan something else: solve, audit, export, verify."""

from __future__ import annotations

from typing import Annotated

import typer

from catchup.commands.deliver import deliver, steps
from catchup.commands.inputs import DEFAULT_SCENARIO, DEFAULT_STRATEGY, Case
from catchup.commands.options import AsJson, AsOf, Changes, Country, Debug, Force, Page, Scenario, Strategy, Tables


def solve(
    ctx: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A planning model of your own (YAML).")],
    json: AsJson = False, csv: Tables = None, output: Page = None, force: Force = False, debug: Debug = False,
) -> None:
    """Solve a planning model of your own: any goods, plants, places and periods."""
    from catchup.commands import make
    from catchup.commands import model as making

    target = output or ("-" if json else None)
    deliver(ctx, making.solve(model, make.Job(target, force, steps()), csv), False)


def audit(
    ctx: typer.Context,
    plan_file: Annotated[
        str | None, typer.Argument(metavar="PLAN.json", help="A plan file (catchup plan IND --json -o IND.json).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write the checks as JSON.")] = False,
    blind: Annotated[bool, typer.Option("--blind", help="List what an audit cannot know, and why.")] = False,
    tamper: Annotated[
        int | None, typer.Option("--tamper", min=1, metavar="N", help="Change every Nth number; count what is noticed.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Work a plan out again from its own tables, without the model or the solver."""
    from catchup.commands import auditing

    if (plan_file is None) != blind:
        raise typer.BadParameter("give a plan file, or --blind", param_hint="PLAN.json")
    if tamper is not None and (blind or json):
        raise typer.BadParameter("goes with a plan file alone", param_hint="--tamper")
    if plan_file is None:
        made = auditing.blind(as_json=json)
    elif tamper is not None:
        made = auditing.tamper(plan_file, tamper, steps())
    else:
        made = auditing.audit(plan_file, as_json=json)
    deliver(ctx, made, False)


def export(
    ctx: typer.Context, country: Country, strategy: Strategy = DEFAULT_STRATEGY, changes: Changes = None,
    scenario: Scenario = DEFAULT_SCENARIO,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="model.lp or model.mps; - is standard output.")
    ] = None,
    fixed: Annotated[
        bool, typer.Option("--fixed", help="Fix the whole numbers at the plan's, for solvers of linear programs.")
    ] = False,
    force: Force = False, as_of: AsOf = None, debug: Debug = False,
) -> None:
    """Write the program that is solved, for other solvers."""
    from catchup.commands import export as making
    from catchup.commands.make import Job

    made = making.export(
        Case(country, strategy, scenario, as_of, tuple(changes or ())), Job(output, force, steps()), fixed=fixed)
    deliver(ctx, made, False)


def verify(
    ctx: typer.Context,
    page: Annotated[str, typer.Argument(metavar="PAGE", help="A brief: a page that `catchup brief` wrote.")],
    debug: Debug = False,
) -> None:
    """Make a brief again from what its page carries, and list what differs."""
    from catchup.commands import verify as making

    deliver(ctx, making.verify(page, steps()), False)


def add(app: typer.Typer) -> None:
    """Make them commands of the program."""
    for command in (solve, audit, export, verify):
        app.command()(command)
