"""Values and prices of a solved model, read by our own keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from catchup.model.build import Model
from catchup.model.columns import Column
from catchup.model.families.capacity import orders_of
from catchup.model.families.money import private_cost, public_cost, spending_share
from catchup.model.problem import Problem, Tech
from catchup.model.rows import Term, parts
from catchup.model.variables import Order, Variables
from catchup.prepare.build import Setting
from catchup.solver import Answer

SMALL = 1e-6


@dataclass(frozen=True)
class Placed:
    """An order of the answer, in capacity units."""

    tech: Tech
    order: Order
    size: float

    @property
    def public(self) -> float:
        """Public part of its cost.   [USD m]"""
        return self.size * public_cost(self.tech, self.order.channel, self.order.year)

    @property
    def private(self) -> float:
        """What the owner pays himself.   [USD m]"""
        return self.size * private_cost(self.tech, self.order.year)


@dataclass(frozen=True)
class Solved:
    """Setting, model and answer of one strategy."""

    setting: Setting
    model: Model
    answer: Answer
    duals: Mapping[str, float]
    """price of the right-hand side of every row, USD m in present value, from the program with whole numbers fixed"""
    welfare: float

    @property
    def problem(self) -> Problem:
        """The numbers behind the rows."""
        return self.model.problem

    @property
    def v(self) -> Variables:
        """The decisions."""
        return self.model.v

    def __call__(self, variable: Column) -> float:
        """Value of a decision; solver dust is zero."""
        value = self.answer.values[variable.name]
        return value if abs(value) > SMALL else 0.0

    def total(self, terms: Iterable[Term]) -> float:
        """Value of a linear expression."""
        return sum(self(variable) * amount for variable, amount in terms)

    def placed(self) -> list[Placed]:
        """Orders of the plan up to the last shown year."""
        return self._placed

    @cached_property
    def _placed(self) -> list[Placed]:
        out = []
        for tech in self.problem.techs:
            for order in orders_of(self.v, tech, self.problem):
                size = self(order.variable) * order.size
                if size > 1e-4 * max(1.0, order.size) and order.year <= self.problem.calendar.shown:
                    out.append(Placed(tech, order, size))
        return out

    def standing(self, tech: Tech, year: int) -> float:
        """Capacity in place and ramped up."""
        return self(self.v.stand[*tech.key, year])

    def served(self, demand: str, commodity: str, year: int, blocks: int | None = None) -> float:
        """Demand served by a route, in the first blocks or in all."""
        serve, widths = self.v.serve, next(d.blocks for d in self.problem.demands if d.id == demand)
        keys = [(demand, commodity, b, year) for b in range(len(widths if blocks is None else widths[:blocks]))]
        return sum(self(serve[key]) for key in keys if key in serve)

    def made(self, good: str, year: int) -> float:
        """Output of a good at home."""
        return sum(
            self(self.v.run[a.id, t.mode, year]) for a in self.problem.activities if a.output == good
            for t in self.problem.tech(a.asset))

    def bought(self, good: str, year: int) -> float:
        """Imports of a good."""
        variable = self.v.buy.get((good, year))
        return self(variable) if variable is not None else 0.0

    def sold(self, good: str, year: int) -> float:
        """Exports of a good."""
        sell, blocks = self.v.sell, range(len(self.problem.goods[good].blocks))
        return sum(self(sell[good, j, year]) for j in blocks if (good, j, year) in sell)

    def capital_cash(self, year: int) -> dict[str, float]:
        """Capital paid in a year by public, dom and for.   [USD m]"""
        if year not in self._cash:
            self._cash[year] = self._capital_cash(year)
        return self._cash[year]

    @cached_property
    def _cash(self) -> dict[int, dict[str, float]]:
        return {}

    def _capital_cash(self, year: int) -> dict[str, float]:
        out = {"public": 0.0, "dom": 0.0, "for": 0.0}
        for item in self.placed():
            share = spending_share(item.order, year)
            if share > 0:
                out["public"] += item.public * share
                if item.tech.owner != "pub":
                    out[item.tech.owner] += item.private * share
        return out

    @cached_property
    def prices(self) -> dict[str, float]:
        """What one unit more of a limit, or of a good in a balance, is worth.   [USD m, PV]"""
        out = {}
        for name, dual in self.duals.items():
            row = self.model.rows.get(name)
            if row is not None and abs(dual) > 1e-9:
                out[name] = -dual if row.sense == "<=" else dual
        return out

    @cached_property
    def order_rows(self) -> dict[str, list[tuple[str, float]]]:
        """Rows in which each order stands, with its coefficient there."""
        wanted = {var.index: var.name for var in self.v.order.values()}
        out: dict[str, list[tuple[str, float]]] = {name: [] for name in wanted.values()}
        for name, row in self.model.rows.items():
            for variable, amount in row.terms:
                if variable.index in wanted:
                    out[wanted[variable.index]].append((name, amount))
        return out

    @cached_property
    def order_benefit(self) -> dict[str, float]:
        """Coefficient of each order in W.   [USD m, PV]"""
        wanted = {var.index: var.name for var in self.v.order.values()}
        out = dict.fromkeys(wanted.values(), 0.0)
        for variable, amount in self.model.welfare_terms:
            if variable.index in wanted:
                out[wanted[variable.index]] += amount
        return out

    def worth(self, name: str) -> float:
        """What one more unit on the right-hand side of a row is worth, undiscounted to its own year.   [USD m]"""
        _, _, _, year = parts(name)
        discount = self.problem.discount.get(int(year), 1.0)
        return self.prices.get(name, 0.0) / discount
