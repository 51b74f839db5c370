"""`catchup levers`: the levers that a strategy can pull, and what each is worth alone in a country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from catchup.commands.inputs import Case, loaded, split_list
from catchup.commands.make import Made, with_one_table
from catchup.commands.progress import Steps
from catchup.errors import InputError, Problem
from catchup.files import check_target
from catchup.harmless import csv_text as spreadsheet

if TYPE_CHECKING:
    from catchup.lever_worth import Pulled
    from catchup.schema.lever import Lever


def listed_levers() -> Made:
    """All levers of the chain: what the state does, what it costs, what it cannot do."""
    from catchup.commands.show import wrapped
    from catchup.load import load_chain

    texts = [
        "\n".join([f"{key}: {lever.name}", wrapped(f"{lever.says}. {lever.limits}"), f"  cost  {_cost(lever)}"])
        for key, lever in load_chain().record.levers.items()]
    return Made(lambda: "\n\n".join(texts))


def _cost(lever: Lever) -> str:
    if lever.cost is None:
        return "none of its own"
    if lever.cost.unit == "fraction":
        return f"{100 * lever.cost.value:.4g} % of GDP a year"
    return f"{lever.cost.value:g} {lever.cost.unit}"


def measured(case: Case, names: str | None, steps: Steps, table: Path | None, force: bool) -> Made:
    """Each lever alone: worth, public cost, users' cost, and who pays."""
    from catchup.lever_worth import levers_alone

    if table is not None:
        check_target(table, force=force)
    if case.is_plan_file:
        raise InputError([Problem(case.ref, 1, 1, "E001", "is a plan, and levers are pulled before the plan is made",
                                  "give a country code or a profile")])
    profile, chain, scenario, strategy = loaded(case)
    wanted = split_list(names) if names else None
    for name in wanted or ():
        if name not in chain.record.levers:
            from catchup.loading.messages import did_you_mean

            hint = did_you_mean(name, list(chain.record.levers)) or "see `catchup levers`"
            raise InputError([Problem("--levers", 0, 0, "E027", f'unknown lever "{name}"', hint)])
    from catchup.hands import hired, spare

    with steps, hired(spare()) as hands:
        rows = levers_alone(
            profile, chain, scenario, strategy, as_of=case.as_of or profile.record.as_of, names=wanted,
            progress=steps, hands=hands)
    country = profile.record.country.short_name
    return with_one_table(
        lambda: text(country, strategy.record.name, rows), [("profile", profile.shown)], table, lambda: csv_text(rows),
        force)


def text(country: str, strategy: str, rows: Sequence[Pulled]) -> str:
    """A table, then in words what has no effect and why, and what the figures cannot know."""
    from catchup.commands.show import table, wrapped
    from catchup.words.figures import money

    head = ("lever", "worth", "before its cost", "public cost", "users pay", "at home")
    cells = [
        (row.name, money(row.worth), "none" if row.why_nothing else money(row.before_cost), money(row.public),
         money(row.users) if row.users else "nothing",
         f"{100 * row.home_share:+.1f}")
        for row in rows]
    parts = [
        wrapped(f"{country}, {strategy}, with one lever more. Money is present value; `worth` is the change of net "
                "benefit with the lever's own cost paid; public cost falls where duties or recovered money come in; "
                "`at home` is the change of the share served at home in the last year, in points."),
        table(head, cells, right=(1, 2, 3, 4, 5))]
    nothing = [wrapped(f"{row.name}: no effect here, since {row.why_nothing}.") for row in rows if row.why_nothing]
    paying = [wrapped(f"{row.name}: paid by {row.pays}; gained by {row.gains}.") for row in rows if not row.why_nothing]
    parts += ["\n".join(group) for group in (paying, nothing) if group]
    parts.append(wrapped(
        "One lever at a time, under stated assumptions; together they may bring less than the sum. The record of 39 "
        "catch-up attempts lets no single instrument tell success from failure."))
    return "\n\n".join(parts)


def csv_text(rows: Sequence[Pulled]) -> str:
    """One row a lever."""
    from catchup.lever_worth import Pulled

    names = [field.name for field in fields(Pulled)]
    return spreadsheet([names, *([getattr(row, name) for name in names] for row in rows)])
