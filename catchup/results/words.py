"""Sentences that need the rows: what holds a step back, what it makes possible, what a unit more is worth."""

from __future__ import annotations

from catchup.model.problem import Tech
from catchup.model.rows import parts
from catchup.results.reading import Placed, Solved

LIMITING = frozenset({
    "growth", "access", "experience", "people", "mission", "ordinary", "delivery", "money", "goal",
    "import_cap", "exchange"})
"""Families that can hold a step back by themselves."""
ASSUMED = frozenset({"growth", "access", "experience", "mission", "ordinary", "delivery", "exchange"})
"""Families whose limits are assumptions of the planner, and are called so on the page."""


def size_of(value: float) -> str:
    """A number with three significant digits and thousands."""
    if value == 0:
        return "0"
    if abs(value) >= 1000:
        return f"{round(value):,}"
    text = f"{value:.3g}"
    return text if "e" not in text else f"{value:.4f}".rstrip("0").rstrip(".")


def holds_back(solved: Solved, item: Placed) -> str:
    """The row that presses hardest on an earlier or larger order."""
    found = pressures(solved, item)
    year, first = item.order.year, solved.problem.calendar.first_order
    if not found:
        if year == first:
            return "Nothing holds it back: it starts as soon as it can be ordered."
        return f"It is not worth its cost before {year}: what it serves has to grow first."
    name = max(found, key=lambda n: (found[n], n))
    sentence = row_sentence(solved, name)
    return sentence if year == first else f"{sentence} It starts in {year}, when its value covers its cost."


def pressures(solved: Solved, item: Placed) -> dict[str, float]:
    """Cost that each limiting row lays on an order, from the prices of the rows.   [USD m, PV]"""
    out: dict[str, float] = {}
    for name, weight in solved.order_rows[item.order.variable.name]:
        price = solved.prices.get(name, 0.0)
        if weight > 0 and price > 0 and parts(name)[0] in LIMITING:
            out[name] = out.get(name, 0.0) + price * weight
    return out


def row_sentence(solved: Solved, name: str) -> str:
    """What a binding row means, in one sentence."""
    family, _, thing, year = parts(name)
    problem = solved.problem
    if family == "growth":
        tech = problem.tech(thing)[0]
        return f"Builders can start no more {tech.name} in {year} (growth limit, an assumption)."
    if family == "access":
        asset, mode = thing.split("|")
        tech = next(t for t in problem.techs if t.key == (asset, mode))
        amount = size_of(tech.access or 0.0)
        if tech.beside:
            return f"No more than {amount} {tech.unit} can stand beside the country's {tech.beside}."
        return f"No more than {amount} {tech.unit} would be provided: {tech.precedent.rstrip('.')}."
    if family == "experience":
        return f"It needs experience first, which grows with what runs by {year}."
    if family == "people":
        return f"{problem.skills[thing].name} are all employed in {year}."
    if family in ("mission", "delivery"):
        return f"The state's delivery capacity is used up in {year}."
    if family == "ordinary":
        return f"The ordinary administration can spend no more in {year}."
    if family == "exchange":
        return f"Reserves can spare no more foreign exchange in {year} (an assumption)."
    if family == "import_cap":
        return _cap_sentence(solved, thing, int(year))
    if (family, thing) == ("money", "outlay"):
        return f"In {year} the plan takes all that a treasury would pay out for it in a year (an assumption)."
    if family == "money":
        payer = {"public": "The public budget", "domestic": "Domestic private money", "foreign": "Foreign money"}[thing]
        return f"{payer} is used up in {year}."
    return f"A target of the strategy asks for it by {year}."


def _cap_sentence(solved: Solved, good: str, last: int) -> str:
    """What an export control leaves room for; the cap is given in thousands."""
    cap = next(c for c in solved.problem.import_caps if c.good == good)
    first, _, limit = next(span for span in cap.spans if span[1] == last)
    years = f"from {max(first, solved.problem.calendar.first)} to {last}"
    return f"Export controls let in at most {size_of(limit)} {cap.unit} of {cap.name} {years}, leaks included."


def makes_possible(solved: Solved, tech: Tech) -> str:
    """Goods that an asset gives and who uses them."""
    problem = solved.problem
    gives = list(tech.provides) + [a.output for a in problem.activities if a.asset == tech.asset]
    users: dict[str, None] = {}
    for good in gives:
        users.update({t.name: None for t in problem.techs if good in t.occupies})
        users.update({a.name: None for a in problem.activities if good in a.inputs})
        users.update({d.name: None for d in problem.demands for r in d.routes if r.commodity == good})
    goods = ", ".join(problem.goods[g].name for g in dict.fromkeys(gives))
    if not goods:
        return ""
    if not users:
        return f"Gives {goods}, sold abroad."
    return f"Gives {goods}, for {', '.join(list(users)[:3])}."


def price_sentence(name: str, unit: str, year: int, worth: float) -> str:
    """A shadow price as a sentence with unit and sign."""
    return f"One more {unit} of {name} in {year} is worth USD {size_of(worth)} m that year."
