"""What `catchup check` looks at when no file is named, and its closing line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from catchup.commands.cost_text import drawn
from catchup.commands.inputs import DEFAULT_SCENARIO
from catchup.commands.show import wrapped
from catchup.errors import InputError, Problem
from catchup.free_lunch import BAND, BY, MOST_TURNOVER, Link, links, unexplained
from catchup.load import load_scenario
from catchup.prepare.build import FIRST
from catchup.resources import countries_dir, data_dir

if TYPE_CHECKING:
    from catchup.checks import Others
    from catchup.commands.statements import Verdicts
    from catchup.schema.chain import Chain
    from catchup.yamlio import Document

FOLDERS = ("scenarios", "strategies", "pacts")


class Returns:
    """Looks at each chain that is checked: what an entrant would earn on its links."""

    def __init__(self) -> None:
        self.found: list[Link] = []
        self.chains = 0

    def __call__(self, chain: Chain, document: Document) -> list[Problem]:
        """A warning for each link outside the band without a reason."""
        found = links(chain, load_scenario(DEFAULT_SCENARIO).record)
        self.found += found
        self.chains += 1
        return list(unexplained(found, document))

    def summary(self) -> str:
        """20 traded links: 5 in the band, 15 outside it, all with a reason; nothing if no chain was looked at."""
        outside = [link for link in self.found if link.outside]
        if not self.found:
            return ""
        head = f"{count(len(self.found), 'traded link')}: {len(self.found) - len(outside)} in the band"
        bare = sum(link.reason is None for link in outside)
        rest = f"{len(outside)} outside it, " + (f"{bare} without a reason" if bare else "all with a reason")
        return f"{head}, {rest} (catchup check --returns)" if outside else head

    def table(self) -> str:
        """What a dollar of capex is worth on each link, and the reasons of those outside the band."""
        if not self.found:
            return "no chain among these files, so no link to value; run `catchup check --returns` without a file"
        from rich.table import Table

        table = Table(title=f"What an entrant earns on a dollar of capex, net present value; band {BAND[0]:+.2f} to "
                            f"{BAND[1]:+.2f} by {BY}", title_justify="left")
        table.add_column("asset", no_wrap=True)
        table.add_column("modes")
        for head in (str(FIRST), str(BY), "known\nseller", "turnover"):
            table.add_column(head, justify="right")
        table.add_column("verdict", no_wrap=True)
        for link in self.found:
            turnover = f"{'large ' if link.large_turnover else ''}{link.turnover:.2f}"
            table.add_row(link.asset, ", ".join(link.modes).replace("_", " "), f"{link.npv_first:+.2f}",
                          f"{link.npv:+.2f}", f"{link.npv_established:+.2f}", turnover, link.verdict)
        notes = [
            f"{FIRST} and {BY}: orders of that year at the reference producer's cost, with qualification and an "
            f"entrant's discount; known seller: {BY} without these; turnover: sales of a full year over capex, large "
            f"above {MOST_TURNOVER}.",
            *(f"{link.name}: {link.reason or 'no reason is given'}{_least_use(link)}."
              for link in self.found if link.outside)]
        return "\n".join([drawn(table), *(wrapped(note) for note in notes)])


def _least_use(link: Link) -> str:
    least = link.least_use
    return "" if least is None else f"; covers its cost from {100 * least:.0f} per cent of full use on"


def default_files() -> list[Path]:
    """Profiles in ./countries (or those shipped), the chain, all scenarios, strategies and pacts, one's own first."""
    here = Path("countries")
    files = (_yaml_files(here) or _yaml_files(countries_dir())) + [data_dir() / "chain.yaml"]
    for folder in FOLDERS:
        files += _yaml_files(Path(folder)) + _yaml_files(data_dir() / folder)
    return [_short(path) for path in files]


def others() -> Others:
    """Kinds of file that have nothing to do with a country."""
    from catchup.engine.assemble import model_problems
    from catchup.engine.read import SCHEMA

    return {SCHEMA: model_problems}


def how_many(paths: Sequence[str | Path]) -> int:
    """Number of files behind the names; a folder counts the YAML files in it."""
    return sum(len(_yaml_files(Path(path))) if "\0" not in str(path) and Path(path).is_dir() else 1 for path in paths)


def closing(files: int, problems: Sequence[Problem]) -> str:
    """3 files checked: 1 error, no warning."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    head = f"{count(files, 'file')} checked"
    if not errors + warnings:
        return f"{head}: no problem found"
    return f"{head}: {count(errors, 'error')}, {count(warnings, 'warning')}"


def of_plans(held: Verdicts | None) -> str:
    """What plans say about the statements; nothing was solved if there were errors."""
    return "no plan was solved: mend the errors first" if held is None else held.summary()


def wrong_format(form: str) -> InputError:
    """The table of returns is text."""
    hint = "leave out --format, or leave out --returns: links without a reason are warnings in every format"
    return InputError([Problem("--returns", 0, 0, "E063", f"has no form as {form}", hint)])


def count(number: int, noun: str) -> str:
    """no file, 1 file, 3 files."""
    return f"{number or 'no'} {noun}" if number < 2 else f"{number} {noun}s"


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml")) if folder.is_dir() else []


def _short(path: Path) -> Path:
    """Relative to here where it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
