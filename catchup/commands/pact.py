"""`catchup plan A B --pact FILE`: what a pact is worth to each of its members."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catchup.commands.inputs import Case
from catchup.commands.make import Job, Made, kept_files
from catchup.commands.pact_weighing import pact_text, weighed
from catchup.files import check_folder_target
from catchup.harmless import csv_text

if TYPE_CHECKING:
    from catchup.pact_records import Worth

TABLES = ("members.csv", "flows.csv", "orders.csv")
SCHEMA = "catchup/pact_worth/1"


def pact(cases: Sequence[Case], ref: str, job: Job, tables: Path | None) -> Made:
    """The members alone and together: on the terminal, as JSON, or as CSV."""
    target = job.target("", [case.ref for case in cases]) if job.output is not None else None
    if tables is not None:
        check_folder_target(tables, TABLES, force=job.force)
    worth, shown = weighed(cases, ref, job.steps)
    text = json.dumps(_plain(worth), ensure_ascii=False, indent=1) + "\n"
    if job.to_stdout:
        return Made(lambda: "", stdout=text)
    writes, where = kept_files(target, text, tables, lambda: csv_texts(worth), job.force)
    lines = [*shown, *where]

    def words() -> str:
        from catchup.commands.show import pairs

        return "\n\n".join([pact_text(worth), pairs(lines, indent="")])

    return Made(words, writes)


def csv_texts(worth: Worth) -> dict[str, str]:
    """Members, shipments and changed orders, one row each."""
    from catchup.pact_records import Flow, Member, OrderChange

    body, kinds = _plain(worth), ((Member, ("gain", "shipping")), (Flow, ()), (OrderChange, ()))
    return {name: _csv([*(field.name for field in fields(kind)), *more], body[name.removesuffix(".csv")])
            for name, (kind, more) in zip(TABLES, kinds, strict=True)}


def _csv(head: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    return csv_text([head, *([row[name] for name in head] for row in rows)])


def _plain(worth: Worth) -> dict[str, Any]:
    """Numbers of six significant digits, with what follows from them."""
    from catchup.plan import rounded

    body: dict[str, Any] = {"schema": SCHEMA} | asdict(worth)
    body["members"] = [asdict(member) | {"gain": member.gain, "shipping": member.shipping} for member in worth.members]
    body["gain"] = worth.gain
    body["transfers"] = [{"from": giver, "to": to, "usd_m": amount} for giver, to, amount in worth.transfers()]
    def short(value: Any) -> Any:
        return rounded(value) if isinstance(value, float) else value

    for key in ("members", "flows", "orders", "transfers"):
        body[key] = [{name: short(value) for name, value in row.items()} for row in body[key]]
    return {key: short(value) for key, value in body.items()}
