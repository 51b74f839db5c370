"""Parameters of a scenario: known to the equations, in their units, all there, possible at both ends of a range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catchup.errors import Problem
from catchup.frontier_parameters import UNITS, parameter_problems
from catchup.loading.chain_units import Converter
from catchup.loading.names import unknown_name
from catchup.quantity import Quantity
from catchup.schema.scenario import Scenario
from catchup.yamlio import Document


def scenario_in_own_units(scenario: Scenario, document: Document) -> tuple[Scenario, list[Problem]]:
    """The scenario with each parameter in the unit of its equation, and what keeps it from being a path."""
    convert = Converter(document, frozenset())
    parameters: dict[str, Quantity | None] = {}
    problems: list[Problem] = []
    for name, given in scenario.parameters.items():
        path = ("parameters", name)
        parameters[name] = convert.to(given, path, UNITS[name]) if name in UNITS else given
        problems += unknown_name(document, path, name, "parameter", UNITS, key=True)
    problems += convert.problems
    if not problems:
        problems += _impossible(parameters, document)
    same = all(new is scenario.parameters[name] for name, new in parameters.items())
    return scenario if same else scenario.model_copy(update={"parameters": parameters}), problems


def _impossible(parameters: Mapping[str, Quantity | None], document: Document) -> Iterator[Problem]:
    given = {name: figure for name, figure in parameters.items() if figure is not None}
    values = {name: figure.value for name, figure in given.items()}
    wrong = parameter_problems(values)
    for name, text in wrong:
        place = ("parameters", name, "value") if name in given else ("parameters",)
        yield document.problem(place, "E021" if name in given else "E015", text, "" if name in given else "add it")
    if wrong:
        return
    for name, figure in given.items():
        for end in ("low", "high"):
            value = getattr(figure, end)
            for _, text in parameter_problems({**values, name: value}) if value is not None else ():
                yield document.problem(("parameters", name, end), "E021", text, f"{end} has to be possible as well")
