"""The cost of compute on the terminal: a table a country, or a line a country where there are many."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from catchup.commands.show import wrapped
from catchup.levelised import COMPONENTS
from catchup.words.figures import money
from catchup.words.names import joined

if TYPE_CHECKING:
    from rich.table import Table

    from catchup.commands.cost import Country

MOST_TABLES = 4
YEARS_A_TABLE = 6
STRONGEST = 3
LEAST_DIFFERENCE = 0.005
ABOUT = (
    "USD per H100-equivalent hour sold, real 2025, for hardware delivered in the year; the reference producer works "
    "with the chain's own costs. Low and high: one input at a time at the ends of its range. The plan charges power at "
    "the plant's gate and builds plants and lines apart; here losses and back-up are added."
)


def cost_text(countries: Sequence[Country], reference: Country, scenario: str) -> str:
    """Tables and what they say, at the width of the terminal, 100 columns at most."""
    head = [wrapped(f"Cost of compute, scenario {scenario}. {ABOUT}")]
    if len(countries) > MOST_TABLES:
        return "\n\n".join([*head, drawn(_summary(countries, reference))])
    return "\n\n".join([*head, *(part for country in countries for part in _country(country, reference))])


def drawn(table: Table) -> str:
    """A table as plain text."""
    from rich.console import Console

    width = max(60, min(100, shutil.get_terminal_size((100, 24)).columns))
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _country(country: Country, reference: Country) -> Iterator[str]:
    years = list(country.found.costs)
    for start in range(0, len(years), YEARS_A_TABLE):
        yield drawn(_table(country, reference, years[start:start + YEARS_A_TABLE]))
    yield "\n".join(wrapped(line) for line in sentences(country, reference))


def _table(country: Country, reference: Country, years: Sequence[int]) -> Table:
    from rich.table import Table

    table = Table(title=f"{country.name} ({country.shown})", title_justify="left")
    table.add_column("USD per H100e-hour")
    for year in years:
        table.add_column(str(year), justify="right")
    table.add_column(f"reference {years[0]}", justify="right")
    items = [country.found.costs[year] for year in years] + [reference.found.costs[years[0]]]
    for name, words in COMPONENTS:
        table.add_row(words, *(f"{item.parts[name]:.3f}" for item in items), end_section=name == COMPONENTS[-1][0])
    table.add_row("total", *(f"{item.total:.3f}" for item in items))
    pairs = [(country, year) for year in years] + [(reference, years[0])]
    table.add_row("low to high", *(_span(*who.found.total_range(year)) for who, year in pairs))
    table.add_row("world price, same years", *(f"{item.world_price:.3f}" for item in items), end_section=True)
    table.add_row("USD per dollar of world price", *(f"{item.ratio:.2f}" for item in items))
    table.add_row("low to high", *(_span(*who.found.ratio_range(year)) for who, year in pairs))
    table.add_row("against buying abroad", *(f"{item.buy_ratio:.2f}" for item in items))
    return table


def _span(low: float, high: float) -> str:
    return f"{low:.2f}-{high:.2f}"


def sentences(country: Country, reference: Country) -> Iterator[str]:
    """The result of the first year in words: dearer or cheaper than buying, why, and what moves it most."""
    year, item = next(iter(country.found.costs.items()))
    gap = item.buy_ratio - 1.0
    word = "dearer" if gap > 0 else "cheaper"
    verdict = f"{abs(gap):.0%} {word} than buying" if abs(gap) >= LEAST_DIFFERENCE else "as dear as buying"
    bought = item.world_price * (1.0 + item.freight)
    yield f"{year}: USD {item.total:.2f} to make, USD {bought:.2f} to buy with what distance costs: {verdict}."
    yield f"Against the reference producer: {_differences(country, reference, year)}."
    for what, swings in (("cost", country.found.of_total(year)), ("ratio to the world price", country.found.swings)):
        if swings:
            yield f"Moves the {what} most: {'; '.join(swing.name for swing in swings[:STRONGEST])}."
    why = "from its climate" if country.in_climate else "the chain's figure, because the profile gives no climate"
    yield f"Cooling adds {item.pue - 1.0:.0%} to the power of the machines: {why}."
    yield (f"A gigawatt of machines costs {money(item.upfront_usd_m_per_gw)} to build with its hall, "
           f"{money(item.yearly_usd_m_per_gw)} a year in all.")


def _differences(country: Country, reference: Country, year: int) -> str:
    """The components that differ most from the reference producer's."""
    here, there = country.found.costs[year].parts, reference.found.costs[year].parts
    words = dict(COMPONENTS)
    gaps = sorted(((here[name] - there[name], words[name]) for name in words), key=lambda pair: -abs(pair[0]))
    shown = [f"{name} {gap:+.2f}" for gap, name in gaps[:STRONGEST] if abs(gap) >= LEAST_DIFFERENCE]
    return joined(shown) or "no component differs by a cent"


def _summary(countries: Sequence[Country], reference: Country) -> Table:
    from rich.table import Table

    years = list(reference.found.costs)
    shown = years if len(years) <= MOST_TABLES else [years[0], years[-1]]
    table = Table(title="USD per H100e-hour", title_justify="left")
    table.add_column("country", no_wrap=True)
    for year in shown:
        table.add_column(str(year), justify="right")
    table.add_column(f"low to high {years[0]}", justify="right")
    table.add_column("against buying", justify="right")
    table.add_column("strongest input")
    ordered = sorted(countries, key=lambda country: (country.found.costs[years[0]].total, country.code))
    for country in [*ordered, reference]:
        costs = country.found.costs
        strongest = country.found.of_total(years[0])[0].name if country.found.swings else "none"
        table.add_row(country.name, *(f"{costs[year].total:.3f}" for year in shown),
                      _span(*country.found.total_range(years[0])), f"{costs[years[0]].buy_ratio:.2f}", strongest)
    return table
