"""Texts for the terminal: the answer of a plan, its order of projects, tables."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catchup.compare import Comparison
    from catchup.plan import Plan

MOST_PROJECTS = 40
MOST_WARNINGS = 6


def answer_text(plan: Plan) -> str:
    """The answer sentence of the brief, its lede, the key figures and the warnings."""
    from catchup.words.answer import headline, lede
    from catchup.words.conflict import conflict_text

    parts = [wrapped(f"{headline(plan)}."), wrapped(lede(plan)), pairs(key_figures(plan))]
    conflict = conflict_text(plan)
    if conflict:
        lines = [line if line.startswith(" ") else wrapped(line) for line in conflict]
        return "\n\n".join([parts[0], "\n".join(lines)])
    warnings = [f"warning {row['code']}: {row['message']}" for row in plan.rows("warnings")]
    more = len(warnings) - MOST_WARNINGS
    shown = warnings[:MOST_WARNINGS] + ([f"and {more} more, on the page"] if more > 0 else [])
    parts.append("\n".join(wrapped(warning) for warning in shown))
    return "\n\n".join(part for part in parts if part)


def key_figures(plan: Plan) -> list[tuple[str, str]]:
    """The figures that head the brief, as name and value."""
    from catchup.cells import maybe, num, text, whole
    from catchup.words.answer import last_year
    from catchup.words.figures import money, percent, years

    card, end = plan.scorecard, last_year(plan)
    lag = f"{years(maybe(card, 'home_age_end'))}; buying abroad: {years(maybe(card, 'base_home_age_end'))}"
    share = f"{percent(maybe(card, 'home_share_end'))}; buying abroad: {percent(maybe(card, 'base_home_share_end'))}"
    spent, budget = num(card, "peak_public_usd_m"), num(card, "public_limit_at_peak_usd_m")
    treasury = f"{money(spent)}, budget {money(budget)}"
    rest = "; taxes and borrowing cover the rest" if spent > budget else ""
    rows = [
        (f"home-served lag in {end}", lag),
        (f"need served from home in {end}", share),
        *([(f"under an embargo in {end}", f"{percent(maybe(card, 'embargo_share_end'))} of need served; buying abroad: "
            f"{percent(maybe(card, 'base_embargo_share_end'))}")] if "embargo_share_end" in card else []),
        ("net benefit", f"{money(num(card, 'welfare_usd_m'))} against buying abroad, present value"),
        ("cost, all payers", f"{money(num(card, 'capital_usd_m'))}, public {money(num(card, 'public_capital_usd_m'))}"),
        ("treasury's peak year", f"{treasury}{rest}, in {whole(card, 'peak_public_year') or 'no year'}"),
        ("tightest input", text(card, "tightest_name") or "none"),
    ]
    if text(card, "decide_what") and text(card, "status") == "optimal":
        rows.append(("decide first", f"{text(card, 'decide_what')}, by {whole(card, 'decide_by_year')}"))
    return rows


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Plain columns, two spaces apart; the columns in `right` are set to the right."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    out = []
    for line in lines:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        out.append("  ".join(cells).rstrip())
    out.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(out)


def pairs(rows: Sequence[tuple[str, str]], indent: str = "  ") -> str:
    """Name and value in two columns."""
    width = max((len(name) for name, _ in rows), default=0)
    return "\n".join(f"{indent}{name.ljust(width)}  {value}" for name, value in rows)


def projects_text(plan: Plan) -> str:
    """The order of projects: what, how much, when, at what cost, and why then."""
    rows = sorted(plan.rows("projects"), key=lambda row: (row["first_order"] or 0, row["rank"] or 0, str(row["id"])))
    from catchup.words.figures import money

    own = [row for row in rows if row["origin"] == "plan"]
    if not own:
        return "No project of its own: what is under way goes on, the rest is bought abroad."
    lines = [
        (str(row["first_order"]), str(row["online"]), str(row["name"]), _size(row["size"], row["unit"]),
         money(_float(row["cost_usd_m"])), money(_float(row["public_usd_m"])))
        for row in own[:MOST_PROJECTS]
    ]
    text = table(("order", "online", "project", "size", "cost", "public part"), lines, right=(3, 4, 5))
    more = len(own) - MOST_PROJECTS
    return f"{text}\nand {more} more: see `--csv DIR` or `--json`" if more > 0 else text


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _size(size: object, unit: object) -> str:
    return f"{size:,.4g} {unit}" if isinstance(size, int | float) and size < 1e4 else f"{size:,.0f} {unit}"


def file_size(path: Path) -> str:
    """Size of a written file in KB."""
    try:
        return f"{max(1, round(path.stat().st_size / 1000))} KB"
    except OSError:
        return "written"


def wrapped(text: str) -> str:
    """A paragraph at the width of the terminal, 100 columns at most."""
    import textwrap

    return textwrap.fill(text, width=min(100, shutil.get_terminal_size((100, 24)).columns))


def bulleted(text: str) -> str:
    """A paragraph after a dash, at the width of the terminal."""
    import textwrap

    width = min(110, shutil.get_terminal_size((110, 24)).columns)
    return textwrap.fill(text, width=width, initial_indent="- ", subsequent_indent="  ")


def listed(rows: Sequence[tuple[str, str, str]]) -> str:
    """Word to type, what it is (wrapped), and below it the file."""
    import textwrap

    width = max((len(word) for word, _, _ in rows), default=0)
    room = max(40, min(110, shutil.get_terminal_size((100, 24)).columns) - width - 4)
    lines = []
    for word, says, shown in rows:
        texts = [*textwrap.wrap(says, room), shown]
        lines += [f"  {word if number == 0 else '':<{width}}  {text}" for number, text in enumerate(texts)]
    return "\n".join(lines) or "  none"


def scorecard_csv(plan: Plan) -> str:
    """The scorecard as two columns."""
    from catchup.harmless import csv_text

    return csv_text([("key", "value"), *plan.scorecard.items()])


def comparison_text(comparison: Comparison) -> str:
    """Verdict, scorecard and base of a comparison, at the width of the terminal."""
    import io

    from rich.console import Console

    from catchup.compare import comparison_table

    width = max(80, min(160, shutil.get_terminal_size((120, 24)).columns))
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    with console.capture() as capture:
        console.print(comparison_table(comparison))
    return "\n".join(line.rstrip() for line in capture.get().splitlines())
