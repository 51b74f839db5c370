"""Statements of a profile: whether they can be tested at all, and whether those about figures hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catchup.errors import Problem
from catchup.loading.messages import did_you_mean
from catchup.loading.names import unknown_name
from catchup.loading.profile_figures import profile_figures
from catchup.loading.records import words_of_chain
from catchup.loading.references import strategy_ids
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.statement import PlanClaim, Statement
from catchup.units import UnitError, factor
from catchup.yamlio import Document, PathKeys

FALSE_FIGURE = "E033"
"""code of a statement that a figure of its own file makes false"""
_BOUNDS = ("between", "at_least", "at_most")
FORMS: Mapping[str, tuple[str, ...]] = {
    "no_order_of": ("before",), "no_output_of": ("before",), "order_of": ("before",),
    "capacity_of": ("year", "unit", *_BOUNDS), "power_before": (), "measure": ("year", *_BOUNDS),
}
"""what a claim about plans is about, and the keys that go with it"""
_NEEDS: Mapping[str, tuple[str, ...]] = {"no_output_of": ("before",), "capacity_of": ("year", "unit")}
_ASSETS = ("no_order_of", "no_output_of", "order_of", "capacity_of", "power_before")
Found = dict[str, tuple[float, str]]


def check_statements(profile: Profile, chain: Chain, document: Document) -> Iterator[Problem]:
    """Statements that cannot be tested: unknown figures, assets and strategies, bounds and keys that do not fit."""
    figures = profile_figures(profile)
    for number, statement in enumerate(profile.statements):
        path: PathKeys = ("statements", number)
        if (statement.figure is None) == (statement.plan is None):
            text = "a statement is about one figure or about plans"
            yield document.problem(path, "E028", text, "give it `figure`, or `plan`, and not both")
        elif statement.plan is not None:
            yield from _unused(document, path, statement, ("over", "unit", *_BOUNDS))
            yield from _claim(document, (*path, "plan"), statement.plan, chain)
        else:
            yield from _about_figure(document, path, statement, figures, chain)
        if statement.source is None and statement.because is None:
            text = "a statement needs a reason to believe it"
            yield document.problem((*path, "say"), "E028", text, "add source (an id in `sources`), or because")


def false_statements(profile: Profile, chain: Chain, document: Document) -> Iterator[Problem]:
    """Statements about figures that the file's own figures contradict; those that cannot be tested are passed over."""
    figures = profile_figures(profile)
    for number, statement in enumerate(profile.statements):
        if statement.figure is None or statement.unit is None:
            continue
        try:
            value = _value(statement, figures, words_of_chain(chain))
        except (KeyError, UnitError, ZeroDivisionError):
            continue  # told by `check_statements`
        if not within(statement, value):
            over = f" over {statement.over}" if statement.over else ""
            text = (f'statement "{statement.say}" is false: {statement.figure}{over} is '
                    f"{value:,.6g} {statement.unit}, promised {promised(statement)} {statement.unit}")
            hint = "correct the figure, or dispute the statement and change it"
            yield document.problem(("statements", number, "figure"), FALSE_FIGURE, text, hint)


def within(bounds: Statement | PlanClaim, value: float, slack: float = 1e-9) -> bool:
    """Does a value keep the bounds?"""
    least, most = _ends(bounds)
    room = slack * max(1.0, abs(value))
    return (least is None or value >= least - room) and (most is None or value <= most + room)


def promised(bounds: Statement | PlanClaim) -> str:
    """The bounds in words."""
    least, most = _ends(bounds)
    if least is not None and most is not None:
        return f"{least:,.6g} to {most:,.6g}"
    return f"at least {least:,.6g}" if most is None else f"at most {most:,.6g}"


def _ends(bounds: Statement | PlanClaim) -> tuple[float | None, float | None]:
    if bounds.between is not None and len(bounds.between) == 2:
        return bounds.between[0], bounds.between[1]
    return bounds.at_least, bounds.at_most


def _value(statement: Statement, figures: Found, words: frozenset[str]) -> float:
    value, unit = figures[statement.figure or ""]
    if statement.over is not None:
        divisor, other = figures[statement.over]
        value, unit = value / divisor, f"({unit})/({other})"
    return value * factor(unit, statement.unit or "", words)


def _about_figure(
    document: Document, path: PathKeys, statement: Statement, figures: Found, chain: Chain,
) -> Iterator[Problem]:
    known = True
    for key in ("figure", "over"):
        name = getattr(statement, key)
        if name is not None and name not in figures:
            known = False
            yield document.problem((*path, key), "E027", f'no figure "{name}" in this file', _nearest(name, figures))
    if statement.unit is None:
        yield document.problem(path, "E015", 'missing key "unit" in the statement', "say in which unit the bounds are")
    elif known:
        try:
            _value(statement, figures, words_of_chain(chain))
        except UnitError as error:
            yield document.problem((*path, "unit"), "E018", error.message, error.hint)
        except ZeroDivisionError:
            yield document.problem((*path, "over"), "E028", f'"{statement.over}" is zero', "divide by another figure")
    yield from _bounds(document, path, statement)


def _nearest(name: str, figures: Found) -> str:
    """The nearest path; where the first steps are right, what stands below them."""
    group, _, last = name.rpartition(".")
    inside = [path.removeprefix(f"{group}.") for path in figures if path.startswith(f"{group}.")] if group else []
    if inside and not did_you_mean(last, inside):
        return f"known there: {', '.join(inside[:12])}"
    return did_you_mean(name, figures) or "write a path like power.generation"


def _bounds(document: Document, path: PathKeys, bounds: Statement | PlanClaim) -> Iterator[Problem]:
    given = [key for key in _BOUNDS if getattr(bounds, key) is not None]
    if not given or ("between" in given and len(given) > 1):
        text = "a statement needs bounds" if not given else "between cannot stand beside at_least or at_most"
        yield document.problem(path, "E028", text, "write between: [least, most], at_least or at_most")
        return
    least, most = _ends(bounds)
    pair = bounds.between is None or len(bounds.between) == 2
    if not pair or (least is not None and most is not None and least > most):
        yield document.problem((*path, given[0]), "E020", "the bounds are no range", "write [least, most]")


def _claim(document: Document, path: PathKeys, claim: PlanClaim, chain: Chain) -> Iterator[Problem]:
    forms = [form for form in FORMS if getattr(claim, form) is not None]
    if len(forms) != 1:
        text = "a claim about plans says one thing" if forms else "a claim about plans says nothing"
        yield document.problem(path, "E028", text, f"give it one of {', '.join(FORMS)}")
        return
    form = forms[0]
    fits = FORMS[form] if claim.measure != "peak_public_share_of_gdp" else _BOUNDS
    yield from _unused(document, path, claim, [key for key in ("before", "year", "unit", *_BOUNDS) if key not in fits])
    for key in _NEEDS.get(form, ()):
        if getattr(claim, key) is None:
            yield document.problem(path, "E015", f'missing key "{key}" beside "{form}"', "add it", key=True)
    if "at_most" in FORMS[form]:
        yield from _bounds(document, path, claim)
    yield from _names(document, path, claim, form, chain)


def _names(document: Document, path: PathKeys, claim: PlanClaim, form: str, chain: Chain) -> Iterator[Problem]:
    named = getattr(claim, form) if form in _ASSETS else ()
    single = isinstance(named, str)
    assets = (named,) if single else named
    if form in _ASSETS and not assets:
        yield document.problem((*path, form), "E028", f'"{form}" names no asset', "name one or more")
    for number, asset in enumerate(assets):
        place = (*path, form) if single else (*path, form, number)
        yield from unknown_name(document, place, asset, "asset", chain.assets)
    if form == "capacity_of" and claim.unit is not None and claim.capacity_of in chain.assets:
        try:
            factor(chain.assets[claim.capacity_of].capacity_unit, claim.unit, words_of_chain(chain))
        except UnitError as error:
            yield document.problem((*path, "unit"), "E018", error.message, error.hint)
    if claim.strategies == "all":
        return
    if not claim.strategies:
        yield document.problem((*path, "strategies"), "E028", "no strategy is named", "write all, or name some")
    for number, name in enumerate(claim.strategies):
        yield from unknown_name(document, (*path, "strategies", number), name, "strategy", strategy_ids())


def _unused(document: Document, path: PathKeys, record: Any, keys: Any) -> Iterator[Problem]:
    for key in keys:
        if getattr(record, key) is not None:
            yield document.problem((*path, key), "E028", f'"{key}" has no meaning here', "leave it out", key=True)
