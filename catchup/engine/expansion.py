"""Building: six kinds of cost curve, lead and life, what must and may not be built, and the capacity that results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from catchup.engine.calendar import annuity
from catchup.engine.fields import at, names, number_at
from catchup.engine.program import Program
from catchup.engine.records import Expansion
from catchup.model.columns import Column
from catchup.model.rows import Term
from catchup.yamlio import PathKeys


@dataclass(frozen=True)
class Build:
    """One record at one site in one period: what it adds, what it costs at once, what it takes from another unit."""

    record: Expansion
    path: PathKeys
    site: str
    period: str
    size: tuple[Term, ...]
    cost: tuple[Term, ...]

    @property
    def item(self) -> str:
        """Unit, and the name of the record where it has one."""
        return _item(self.record)

    @property
    def tags(self) -> dict[str, str]:
        """Unit and site."""
        return {"unit": str(self.record.unit), "site": self.site}


def expansions(program: Program) -> None:
    """All building, with its payments, and the rows of capacity."""
    builds = list(_builds(program))
    for build in builds:
        program.count("new_capacity", build.period, build.tags, build.size)
        program.count("investment", build.period, build.tags, build.cost)
        _committed(program, build)
        _paid(program, build)
        _kept(program, build)
    _capacity(program, builds)


def _builds(program: Program) -> Iterator[Build]:
    model, calendar = program.source.model, program.calendar
    for number, record in enumerate(model.expansions):
        never = () if record.forbidden is None else names(record.forbidden, calendar.ids)
        for site in names(record.sites, model.sites):
            for period in names(record.periods, calendar.ids):
                plan = _Plan(program, record, ("expansions", number), site, period, period in never)
                size, cost = getattr(plan, record.kind)()
                yield Build(record, plan.path, site, period, tuple(size), tuple(cost))


@dataclass(frozen=True)
class _Plan:
    """Columns and rows of one record at one site in one period; each kind gives its size and its cost."""

    program: Program
    record: Expansion
    path: PathKeys
    site: str
    period: str
    never: bool

    def linear(self) -> tuple[list[Term], list[Term]]:
        """cost = cost x size."""
        build, most = self._column("build", None), self._most()
        if most is not None:
            self._row("build_cap", [(build, 1.0)], most)
        return [(build, 1.0)], [(build, self._unit_cost())]

    conversion = linear

    def fixed_charge(self) -> tuple[list[Term], list[Term]]:
        """cost = fixed x plant + cost x size,   size <= max x plant."""
        build, plant = self._column("build", None), self._column("plant", 1.0, whole=True)
        most = self._most() or 0.0
        self._row("charge", [(build, 1.0), (plant, -most)], 0.0)
        fixed = number_at(self.record.fixed_cost, self.site, self.period)
        return [(build, 1.0)], [(build, self._unit_cost()), (plant, fixed)]

    def whole(self) -> tuple[list[Term], list[Term]]:
        """size = number x size of one."""
        one, most = self.record.size or 0.0, self._most()
        count = self._column("number", None if most is None else float(int(most / one + 1e-9)), whole=True)
        return [(count, one)], [(count, one * self._unit_cost())]

    def sizes(self) -> tuple[list[Term], list[Term]]:
        """At most one of the sizes."""
        chosen = [self._column(f"choice|{place}", 1.0, whole=True) for place in range(1, len(self.record.sizes) + 1)]
        self._row("one_size", [(column, 1.0) for column in chosen], 1.0)
        pairs = list(zip(chosen, self.record.sizes, strict=True))
        return [(c, size) for c, (size, _) in pairs], [(c, cost) for c, (_, cost) in pairs]

    def piecewise(self) -> tuple[list[Term], list[Term]]:
        """Weights on the points sum to a binary; with `mix: neighbours` only two points side by side are mixed."""
        points = self.record.points
        weights = [self._column(f"weight|{place}", None) for place in range(1, len(points) + 1)]
        ones: list[Term] = [(weight, 1.0) for weight in weights]
        if self.record.mix == "any":
            plant = self._column("plant", 1.0, whole=True)
            self._equal("mix", [*ones, (plant, -1.0)])
        else:
            pieces = [self._column(f"piece|{place}", 1.0, whole=True) for place, _ in enumerate(pairwise(points), 1)]
            self._equal("mix", [*ones, *((piece, -1.0) for piece in pieces)])
            self._row("one_piece", [(piece, 1.0) for piece in pieces], 1.0)
            for place, weight in enumerate(weights):
                beside = [(piece, -1.0) for piece in pieces[max(0, place - 1):place + 1]]
                self._row("beside", [(weight, 1.0), *beside], 0.0, f"|{place + 1}")
        pairs = list(zip(weights, points, strict=True))
        return [(w, size) for w, (size, _) in pairs], [(w, cost) for w, (_, cost) in pairs]

    def _column(self, kind: str, most: float | None, whole: bool = False) -> Column:
        kind, _, place = kind.partition("|")
        item = _item(self.record) + (f"|{place}" if place else "")
        name = f"{kind}|{self.site}|{item}|{self.period}"
        return self.program.column(name, self.path, most=0.0 if self.never else most, whole=whole)

    def _row(self, family: str, terms: list[Term], right: float, more: str = "") -> None:
        self.program.row(family, self.site, _item(self.record) + more, self.period, terms, "<=", right)

    def _equal(self, family: str, terms: list[Term]) -> None:
        self.program.row(family, self.site, _item(self.record), self.period, terms, "==", 0.0)

    def _most(self) -> float | None:
        return at(self.record.max_size, self.site, self.period)

    def _unit_cost(self) -> float:
        return number_at(self.record.cost, self.site, self.period)


def _item(record: Expansion) -> str:
    return str(record.unit) if record.name is None else f"{record.unit}|{record.name}"


def _committed(program: Program, build: Build) -> None:
    least = number_at(build.record.committed, build.site, build.period)
    if least:
        program.row("committed", build.site, build.item, build.period, build.size, ">=", least)


def _paid(program: Program, build: Build) -> None:
    """Annuity: rate x cost in the build period and every later one of its life. Overnight: cost at once, and at the
    end of the horizon the part of it that is not worn out, by straight line, comes back."""
    model, calendar, record = program.source.model, program.calendar, build.record
    investment = model.investment
    assert investment is not None  # checked when the file is read
    if investment.mode == "annuity":
        rate = annuity(model.discount_rate, record.life) if record.annuity is None else record.annuity
        for period in calendar.from_on(build.period, 0, record.life):
            for column, cost in build.cost:
                program.pay_yearly("investment", period, build.tags, column, rate * cost)
        return
    for column, cost in build.cost:
        program.pay_once("investment", build.period, build.tags, column, cost)
        if investment.salvage == "straight_line" and record.life is not None:
            used = calendar.end - calendar.service(build.period, record.lead)
            program.pay_at_end("salvage", build.tags, column, -cost * max(0.0, 1.0 - used / record.life))


def _kept(program: Program, build: Build) -> None:
    """Upkeep of what is built, while it serves; what is converted is kept no longer in its old form."""
    record, units = build.record, program.source.model.units
    for period in program.calendar.from_on(build.period, record.lead, record.life):
        series = units[str(record.unit)].upkeep if record.upkeep is None else record.upkeep
        upkeep = number_at(series, build.site, period)
        if record.kind == "conversion":
            upkeep -= number_at(units[str(record.from_unit)].upkeep, build.site, period) / record.ratio
        for column, size in build.size:
            program.pay_yearly("upkeep", period, build.tags, column, upkeep * size)
    if record.kind == "conversion" and record.life is not None:
        _gone(program, build)


def _gone(program: Program, build: Build) -> None:
    """A conversion that has worn out does not bring the old unit back, nor its upkeep."""
    record, calendar = build.record, program.calendar
    lasting = set(calendar.from_on(build.period, record.lead, record.life))
    upkeep = program.source.model.units[str(record.from_unit)].upkeep
    for period in calendar.from_on(build.period, record.lead, None):
        if period not in lasting:
            for column, size in build.size:
                saved = number_at(upkeep, build.site, period) * size / record.ratio
                program.pay_yearly("upkeep", period, build.tags, column, -saved)


def _capacity(program: Program, builds: list[Build]) -> None:
    """Use of a unit <= availability x (existing + built and in service - converted).   [capacity units]

    What is converted is gone for good: no more of a unit can be converted than stands in every later period.
    """
    model, calendar = program.source.model, program.calendar
    added: dict[tuple[str, str, str], list[Term]] = {}
    taken: dict[tuple[str, str, str], list[Term]] = {}
    for build in builds:
        record = build.record
        for period in calendar.from_on(build.period, record.lead, record.life):
            added.setdefault((str(record.unit), build.site, period), []).extend(build.size)
        if record.kind == "conversion":
            for period in calendar.from_on(build.period, record.lead, None):
                less = [(column, -size / record.ratio) for column, size in build.size]
                taken.setdefault((str(record.from_unit), build.site, period), []).extend(less)
    for name, unit in model.units.items():
        for site in model.sites:
            for period in calendar.ids:
                key = (name, site, period)
                existing = number_at(unit.existing, site, period)
                terms = [*added.get(key, ()), *taken.get(key, ())]
                if existing or terms:
                    program.count("capacity", period, {"unit": name, "site": site}, terms, existing)
                    _standing(program, unit.upkeep, unit.terminal_value, name, site, period, terms, existing)
                if taken.get(key):
                    program.row("standing", site, name, period, terms, ">=", -existing)
                if program.load.get(key):
                    share = program.availability(name, site, period)
                    usable = [(column, -share * amount) for column, amount in terms]
                    program.row("capacity", site, name, period, [*program.load[key], *usable], "<=", share * existing)


def _standing(
    program: Program, upkeep: object, worth: float, unit: str, site: str, period: str, terms: list[Term],
    existing: float,
) -> None:
    """Upkeep of what stood before, and the worth of all that stands at the end."""
    tags = {"unit": unit, "site": site}
    program.pay_yearly("upkeep", period, tags, None, number_at(upkeep, site, period) * existing)
    if period == program.calendar.ids[-1]:
        program.pay_at_end("terminal", tags, None, -worth * existing)
        for column, amount in terms:
            program.pay_at_end("terminal", tags, column, -worth * amount)
