"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEBUG = "catchup.debug"


def _debug(ctx: typer.Context, value: bool) -> None:
    if value:
        ctx.meta[DEBUG] = True


Debug = Annotated[
    bool, typer.Option("--debug", callback=_debug, is_eager=True, help="Show the traceback of an error.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that catchup did not write.")]
Open = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]
Scenario = Annotated[str, typer.Option("--scenario", help="Future: an id (see `catchup list`) or a YAML file.")]
Strategy = Annotated[str, typer.Option("--strategy", help="Strategy: an id (see `catchup list`) or a YAML file.")]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Another value in the strategy, for this run.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="Date on the page. [default: that of the profile]")
]
Country = Annotated[
    str, typer.Argument(metavar="COUNTRY", help="A code (IND), a profile (my.yaml) or a plan file (IND.json).")
]
Countries = Annotated[
    list[str], typer.Argument(metavar="COUNTRY...", help="As for `brief`; two or more only with --pact.")
]
Pact = Annotated[
    str | None, typer.Option("--pact", metavar="PACT", help="What the countries agree on: an id or a YAML file.")
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
Years = Annotated[
    str | None, typer.Option("--years", metavar="A,B,...", help="Years. [default: 2026,2030,2035]")
]
First = Annotated[int | None, typer.Option("--from", metavar="YEAR", help="First of a span of years.")]
Last = Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Last of a span of years.")]
