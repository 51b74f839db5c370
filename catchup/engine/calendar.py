"""Periods of unequal length, and apart from their length what money paid in them is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catchup.engine.records import Model


@dataclass(frozen=True)
class Calendar:
    """Periods in order, with lengths [years], the worth of 1 a year and of 1 at the start, and the horizon's end."""

    ids: tuple[str, ...]
    years: Mapping[str, float]
    starts: Mapping[str, float]
    weight: Mapping[str, float]
    factor: Mapping[str, float]
    end: float
    end_factor: float

    def from_on(self, period: str, lead: int, life: float | None) -> Iterator[str]:
        """Periods in which capacity serves that is built in `period`: from `lead` periods later, through its life.

        It serves to the end of the last period that begins before it is worn out.
        """
        later = self.ids[self.ids.index(period) + lead:]
        for one in later:
            if life is None or self.starts[one] - self.starts[later[0]] < life - 1e-9:
                yield one

    def service(self, period: str, lead: int) -> float:
        """Year, counted from the first, in which capacity built in a period begins to serve."""
        place = self.ids.index(period) + lead
        return self.starts[self.ids[place]] if place < len(self.ids) else self.end


def calendar(model: Model) -> Calendar:
    """Weights and factors where the file gives none: yearly payments at the start of each year, v = 1 / (1 + rate).

    factor = v^start; weight = factor x (1 - v^years) / (1 - v), which is years at rate 0.
    """
    keep = 1.0 / (1.0 + model.discount_rate)
    starts, weight, factor, now = {}, {}, {}, 0.0
    for period in model.periods:
        starts[period.id] = now
        factor[period.id] = keep**now if period.factor is None else period.factor
        weight[period.id] = keep**now * _yearly(keep, period.years) if period.weight is None else period.weight
        now += period.years
    given = model.investment.end_factor if model.investment else None
    return Calendar(
        tuple(p.id for p in model.periods), {p.id: p.years for p in model.periods}, starts, weight, factor, now,
        keep**now if given is None else given)


def annuity(rate: float, life: float | None) -> float:
    """Yearly payment, at the start of each year, that is worth 1: (1 - v) / (1 - v^life), or 1 - v for ever."""
    keep = 1.0 / (1.0 + rate)
    return 1.0 - keep if life is None else 1.0 / _yearly(keep, life)


def _yearly(keep: float, years: float) -> float:
    return years if keep == 1.0 else (1.0 - keep**years) / (1.0 - keep)
