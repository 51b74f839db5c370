"""`catchup robust`: what the first five years of a plan cost under every future, and what all plans share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catchup.commands.inputs import DEFAULT_SCENARIO, Case, loaded, split_list
from catchup.commands.listing import shipped
from catchup.commands.make import Made, with_one_table
from catchup.commands.progress import Steps
from catchup.errors import InputError, Problem
from catchup.files import check_target
from catchup.harmless import Cell
from catchup.harmless import csv_text as spreadsheet

if TYPE_CHECKING:
    from catchup.robust import Choice, Robustness, Step

FEWEST = 2


def robust(
    case: Case, scenarios: str | None, steps: Steps, table: Path | None, force: bool, *, as_json: bool = False,
) -> Made:
    """Regret of the first steps of each scenario's plan in each scenario."""
    if table is not None:
        check_target(table, force=force)
    if case.is_plan_file:
        raise InputError([Problem(case.ref, 1, 1, "E001", "is a plan of one future",
                                  "give a country code or a profile")])
    from catchup.hands import hired, spare

    with hired(spare()) as hands:
        profile, chain, _, strategy = loaded(case)
        from catchup.load import load_scenario
        from catchup.robust import robustness

        wanted = split_list(scenarios) if scenarios else _shipped()
        read = [load_scenario(name) for name in dict.fromkeys(wanted)]
        if len(read) < FEWEST:
            raise InputError([Problem("--scenarios", 0, 0, "E027", "one future leaves nothing to regret",
                                      "name two or more")])
        with steps:
            found = robustness(
                profile, chain, read, strategy, as_of=case.as_of or profile.record.as_of, progress=steps, hands=hands)
    name = profile.record.country.short_name
    stdout = json.dumps(_plain(found), ensure_ascii=False, indent=1) + "\n" if as_json else None
    return with_one_table(
        lambda: text(name, strategy.record.name, found), [("profile", profile.shown)], table, lambda: csv_text(found),
        force, stdout)


def _shipped() -> list[str]:
    names = [path.stem for path in shipped("scenario")]
    return sorted(names, key=lambda name: name != DEFAULT_SCENARIO)


def text(country: str, strategy: str, found: Robustness) -> str:
    """The futures, the matrix of regrets, and the first steps that all plans share."""
    from catchup.commands.show import table, wrapped
    from catchup.words.figures import money, percent

    span = f"{found.first} to {found.last}"
    outlooks = table(
        ("future", "best net benefit", "served at home"),
        [(o.name, money(o.best_usd_m), percent(o.home_share)) for o in found.outlooks], right=(1, 2))
    heads = [f"({number})" for number in range(1, len(found.outlooks) + 1)]
    ordered = sorted(found.choices, key=lambda choice: (choice.worst, choice.made_for))
    matrix = table(
        ("first steps best for", *heads, "worst"),
        [(choice.name, *(money(choice.regrets[o.scenario]) for o in found.outlooks), money(choice.worst))
         for choice in ordered], right=tuple(range(1, len(heads) + 2)))
    legend = "; ".join(f"{head} {o.name}" for head, o in zip(heads, found.outlooks, strict=True))
    parts = [
        wrapped(f"{country}, {strategy}, under {len(found.outlooks)} futures; nobody can put odds on them. The best "
                "that could be done in each, against buying abroad in the same future (present value):"),
        outlooks,
        wrapped(f"Regret: what is lost in each future if the orders of {span} are those that suit another one, and the "
                f"rest is chosen again. {legend}."),
        matrix, wrapped(_verdict(found.safest, found))]
    return "\n\n".join([*parts, *_shared(found.steps, len(found.outlooks), span)])


def _verdict(safest: Choice, found: Robustness) -> str:
    from catchup.words.figures import money

    where = max(found.outlooks, key=lambda o: safest.regrets[o.scenario])
    waiting = next(choice for choice in found.choices if choice.made_for == "import")
    return (f"Least worst regret: the first steps that suit {safest.name}; at worst they lose "
            f"{money(safest.worst)} ({where.name}). To order nothing in these years loses up to "
            f"{money(waiting.worst)}.")


def _shared(steps: Sequence[Step], plans: int, span: str) -> list[str]:
    from catchup.commands.show import table, wrapped
    from catchup.words.figures import money, quantity_span
    from catchup.words.units import unit_words

    def rows(chosen: Sequence[Step]) -> str:
        return table(("asset", "by", "size, least to most", "", "cost of the most"), [
            (s.name, s.mode_name, quantity_span(s.least, s.most, s.unit), unit_words(s.unit), money(s.cost_usd_m))
            for s in chosen], right=(2, 4))

    common = [s for s in steps if s.in_plans == plans]
    some = [s for s in steps if s.in_plans < plans]
    out = [wrapped(f"Ordered in {span} in every future:"), rows(common)] if common else [
        wrapped(f"No order of {span} is common to all futures.")]
    return [*out, wrapped("Only in some:"), rows(some)] if some else out


def csv_text(found: Robustness) -> str:
    """One row for first steps and future."""
    head = ["first_steps_best_for", "future", "regret_usd_m", "orders_not_possible_usd_m", "best_usd_m"]
    rows: list[Sequence[Cell]] = [head]
    rows += [
        (choice.made_for, o.scenario, round(choice.regrets[o.scenario], 3), round(choice.undone[o.scenario], 3),
         round(o.best_usd_m, 3)) for choice in found.choices for o in found.outlooks]
    return spreadsheet(rows)


def _plain(found: Robustness) -> dict[str, Any]:
    return {
        "first": found.first, "last": found.last, "least_worst_regret": found.safest.made_for,
        "futures": [{"id": o.scenario, "name": o.name, "best_usd_m": round(o.best_usd_m, 3),
                     "home_share": round(o.home_share, 4)} for o in found.outlooks],
        "choices": [{"first_steps_best_for": c.made_for, "worst_usd_m": round(c.worst, 3),
                     "regret_usd_m": {k: round(x, 3) for k, x in c.regrets.items()},
                     "orders_not_possible_usd_m": {k: round(x, 3) for k, x in c.undone.items()}}
                    for c in found.choices],
        "steps": [{"asset": s.asset, "name": s.name, "by": s.mode_name, "unit": s.unit, "least": round(s.least, 4),
                   "most": round(s.most, 4), "in_plans": s.in_plans, "cost_usd_m": round(s.cost_usd_m, 3)}
                  for s in found.steps]}
