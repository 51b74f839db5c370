"""`catchup explain`: the reasons behind a plan, or all about one asset, on the terminal or as JSON."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from catchup.commands import show
from catchup.commands.inputs import Case, known_assets, open_case
from catchup.commands.make import Job, Made
from catchup.errors import InputError, Problem

if TYPE_CHECKING:
    from catchup.plan import Plan, Row

SCHEMA = "catchup/explain/1"
TABLES = ("projects", "binding", "prices", "why_not", "left_out", "holds", "ways", "options", "worth", "weakest")
DELIVERY = {"delivery_unit": "Delivery units of the state"}


def explain(case: Case, asset: str | None, job: Job, *, as_json: bool) -> Made:
    """Reasons of a plan; with an asset (its id, its name or the id of a project) all about that one.

    Raises InputError, before anything is solved, if there is no such asset.
    """
    names = {**known_assets(case), **DELIVERY}
    wanted = None if asset is None else find(asset, names)
    opened = open_case(case)
    with job.steps as steps:
        plan = opened.solve("explain", steps, ())
    if as_json:
        return Made(lambda: "", stdout=to_json(plan, wanted))
    lines = [("plan" if case.is_plan_file else "profile", opened.shown)]
    if plan.rows("conflict"):  # the reasons are the conflict itself
        return Made(lambda: "\n\n".join([show.answer_text(plan), show.pairs(lines, indent="")]), says_no=True)
    return Made(lambda: "\n\n".join([*_texts(plan, wanted, names), show.pairs(lines, indent="")]))


def find(word: str, names: dict[str, str]) -> str:
    """The id of an asset from its id, its name or the id of a project. Raises InputError with the nearest one."""
    plain = word.strip().lower()
    spoken = {name.lower(): asset for asset, name in names.items()}
    for found in (plain, spoken.get(plain, ""), plain.split(".")[0]):
        if found in names:
            return found
    close = difflib.get_close_matches(plain, [*names, *spoken], n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"known: {', '.join(sorted(names)[:12])} ..."
    raise InputError([Problem("catchup explain", 0, 0, "E062", f'there is no asset "{word}"', hint)])


def _texts(plan: Plan, asset: str | None, names: dict[str, str]) -> list[str]:
    from catchup.words import why
    from catchup.words.answer import headline

    found = why.sections(plan) if asset is None else why.of_asset(plan, asset)
    head = f"{headline(plan)}." if asset is None else names[asset]
    if not found:
        return [show.wrapped(head), show.wrapped("The plan says nothing about it: nobody in this chain uses it.")]
    missing = [] if plan.rows("left_out") or plan.rows("ways") else [show.wrapped(
        "This plan file was written by an earlier version and has no table of reasons: write it again.")]
    return [show.wrapped(head), *missing, *(_section(section) for section in found)]


def _section(section: Any) -> str:
    return "\n".join([section.title.upper(), *(show.bulleted(line) for line in section.lines)])


def to_json(plan: Plan, asset: str | None) -> str:
    """The tables of reasons as one JSON document, or only what concerns one asset."""
    tables = {name: [dict(row) for row in _about(plan.rows(name), asset)] for name in TABLES}
    body = {"schema": SCHEMA, "meta": dict(plan.meta), "asset": asset, "tables": tables}
    return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _about(rows: Iterable[Row], asset: str | None) -> list[Row]:
    return [row for row in rows if asset is None or asset in (
        row.get("asset"), row.get("node"), str(row.get("item", "")).split("|")[0])]
