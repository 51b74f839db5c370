"""A model as columns, rows and payments, each known by what it is about: limits, budgets and tables read them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from catchup.engine.calendar import Calendar
from catchup.engine.fields import at
from catchup.engine.read import Source
from catchup.errors import Problem
from catchup.model.columns import Column, Columns
from catchup.model.rows import Row, Sense, Term, row
from catchup.yamlio import PathKeys

ANYWHERE = "all"
Tags = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A quantity of one period that limits may count and tables show: sum of terms plus a constant."""

    of: str
    period: str
    tags: Tags
    terms: tuple[Term, ...]
    constant: float = 0.0


@dataclass(frozen=True)
class Payment:
    """Money of one kind: `amount` per unit of a column (per 1 without a column), paid `times` over in its period.

    `worth` turns it into present value; earnings are below zero.
    """

    kind: str
    period: str
    tags: Tags
    column: Column | None
    amount: float
    worth: float
    times: float


@dataclass
class Program:
    """What has been stated so far."""

    source: Source
    calendar: Calendar
    columns: Columns = field(default_factory=Columns)
    rows: dict[str, Row] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    payments: list[Payment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    twice: dict[PathKeys, str] = field(default_factory=dict)
    balance: dict[tuple[str, str, str], list[Term]] = field(default_factory=lambda: defaultdict(list))
    needs: dict[tuple[str, str, str], float] = field(default_factory=lambda: defaultdict(float))
    load: dict[tuple[str, str, str], list[Term]] = field(default_factory=lambda: defaultdict(list))
    _names: set[str] = field(default_factory=set)

    def column(
        self, name: str, path: PathKeys, *, most: float | None = None, whole: bool = False,
    ) -> Column:
        """A new decision; a name that is taken is told at the place of the record that asks for it."""
        if name in self._names:
            self.twice.setdefault(path, name)
        self._names.add(name)
        return self.columns.add(name, most, whole)

    def row(
        self, family: str, site: str, item: str, period: str, terms: Iterable[Term], sense: Sense, right: float,
    ) -> None:
        """A named row; terms of one column are added up, so that each stands in it once."""
        sums: dict[int, tuple[Column, float]] = {}
        for column, amount in terms:
            before = sums[column.index][1] if column.index in sums else 0.0
            sums[column.index] = (column, before + amount)
        made = row(family, site, item, period, ((c, a) for c, a in sums.values() if a), sense, right)
        assert made.name not in self.rows, made.name
        self.rows[made.name] = made

    def count(self, of: str, period: str, tags: Tags, terms: Iterable[Term], constant: float = 0.0) -> None:
        """Let limits and tables know of a quantity."""
        self.entries[of].append(Entry(of, period, tags, tuple(terms), constant))

    def pay_yearly(self, kind: str, period: str, tags: Tags, column: Column | None, amount: float) -> None:
        """A payment in every year of a period."""
        if amount:
            worth, years = self.calendar.weight[period], self.calendar.years[period]
            self.payments.append(Payment(kind, period, tags, column, self._with_capital(kind, amount), worth, years))

    def pay_once(self, kind: str, period: str, tags: Tags, column: Column | None, amount: float) -> None:
        """A payment at the start of a period."""
        if amount:
            worth = self.calendar.factor[period]
            self.payments.append(Payment(kind, period, tags, column, self._with_capital(kind, amount), worth, 1.0))

    def pay_at_end(self, kind: str, tags: Tags, column: Column | None, amount: float) -> None:
        """A worth at the end of the horizon, which no budget sees."""
        if amount:
            last, worth = self.calendar.ids[-1], self.calendar.end_factor
            self.payments.append(Payment(kind, last, tags, column, self._with_capital(kind, amount), worth, 0.0))

    def found(self, of: str, **wanted: tuple[str, ...] | None) -> Iterator[Entry]:
        """Entries of one kind whose tags lie among the names wanted (none: any)."""
        yield from (entry for entry in self.entries.get(of, ()) if fits(entry.tags, wanted))

    def availability(self, unit: str, site: str, period: str) -> float:
        """The share of a unit's capacity that can be used; all of it where the file does not say."""
        share = at(self.source.model.units[unit].availability, site, period)
        return 1.0 if share is None else share

    def _with_capital(self, kind: str, amount: float) -> float:
        """The working capital that a kind of cost ties up makes it dearer:   amount x (1 + rate)."""
        return amount * (1.0 + self.source.model.working_capital.get(kind, 0.0))

    def cost(self) -> list[Term]:
        """Present value of all payments, by column; what depends on no column is `fixed_cost`."""
        sums: dict[int, float] = defaultdict(float)
        for payment in self.payments:
            if payment.column is not None:
                sums[payment.column.index] += payment.amount * payment.worth
        return [(self.columns[index], amount) for index, amount in sorted(sums.items()) if amount]

    def fixed_cost(self) -> float:
        """Present value of what is paid whatever is decided."""
        return sum(payment.amount * payment.worth for payment in self.payments if payment.column is None)


def fits(tags: Tags, wanted: Mapping[str, tuple[str, ...] | None]) -> bool:
    """Does every filter that is set name the thing? A thing without such a tag fits no filter on it."""
    return all(some is None or tags.get(tag) in some for tag, some in wanted.items())
