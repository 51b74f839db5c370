"""What an option or a project is worth, and which projects hardly matter, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from catchup.cells import flag, maybe, num, text
from catchup.plan import Plan, Row
from catchup.words.figures import count, money, percent
from catchup.words.names import capital, joined, running

LARGEST = 3
LIKE_NOTHING = 1.0  # USD m


def ties(plan: Plan) -> list[str]:
    """ "These five carry the plan: ...". "Those three hardly matter: ..."; nothing where it was not worked out."""
    rows = [row for row in plan.rows("worth") if text(row, "level") == "asset"]
    if not rows:
        return []
    heavy = [row for row in rows if not flag(row, "hardly")]
    small = [row for row in rows if flag(row, "hardly")]
    lines = [_carry(heavy)] if heavy else []
    together = next((row for row in plan.rows("worth") if text(row, "level") == "together"), None)
    if small and together is not None:
        lines.append(_hardly(small, together))
    lines += [project(row) for row in plan.rows("worth") if text(row, "level") == "way" and flag(row, "hardly")]
    return lines


def _carry(rows: Sequence[Row]) -> str:
    names = "; ".join(f"{running(text(row, 'name'))} {_part(row)}" for row in rows)
    verb = "carries" if len(rows) == 1 else "carry"
    return f"{capital(count(len(rows), 'kind'))} of project {verb} the plan; what it loses without each: {names}."


def short_ties(plan: Plan) -> str:
    """The same for a page: how many carry the plan, the first of them, and what hardly matters."""
    rows = [row for row in plan.rows("worth") if text(row, "level") == "asset"]
    small = [text(row, "name").partition(", ")[0] for row in rows if flag(row, "hardly")]
    heavy = [row for row in rows if not flag(row, "hardly")]
    if not heavy:
        return ""
    first = joined([f"{running(text(row, 'name').partition(', ')[0])} ({_part(row)})" for row in heavy[:LARGEST]])
    verb = "carries" if len(heavy) == 1 else "carry"
    names = [running(name) for name in dict.fromkeys(small)]
    more = [f"{len(names) - LARGEST} more"] if len(names) > LARGEST else []
    rest = f" Under 1% each: {joined([*names[:LARGEST], *more])}." if small else ""
    return f"{capital(count(len(heavy), 'kind'))} of project {verb} it, most: {first} of the net benefit.{rest}"


def _hardly(rows: Sequence[Row], together: Row) -> str:
    names = joined([running(text(row, "name")) for row in rows])
    verb = "matters" if len(rows) == 1 else "matter"
    all_of = "" if len(rows) == 1 else f"; without all of them the plan loses {_part(together)}"
    return f"{capital(count(len(rows), 'other'))} hardly {verb}, under 1% of the net benefit each: {names}{all_of}."


def _part(row: Row) -> str:
    share = maybe(row, "share")
    return money(num(row, "loss_usd_m")) if share is None else percent(share)


def project(row: Row) -> str:
    """What the plan loses without an asset, or without one way to get it."""
    share = maybe(row, "share")
    of = "" if share is None else f" ({percent(share)} of its net benefit)"
    instead = f"; {running(text(row, 'instead'))} takes its place" if text(row, "instead") else ""
    return f"Without {running(text(row, 'name'))} the plan loses {money(num(row, 'loss_usd_m'))}{of}{instead}."


def option(row: Row) -> str:
    """What the country loses if one thing is forbidden."""
    name, lost, share = text(row, "name"), num(row, "loss_usd_m"), maybe(row, "share")
    if lost < LIKE_NOTHING:
        return f"Without {name}: nothing is lost, the plan does not need it."
    of = "" if share is None else f", {percent(share)} of the net benefit"
    again = " (whole plants chosen again)" if text(row, "plants") == "chosen again" else ""
    return f"Without {name}: {money(lost)} less{of}{again}."


def largest(plan: Plan) -> list[Row]:
    """The options that are worth most."""
    rows = sorted(plan.rows("options"), key=lambda row: (-num(row, "loss_usd_m"), text(row, "id")))
    return [row for row in rows if num(row, "loss_usd_m") >= LIKE_NOTHING][:LARGEST]


def options_sentence(plan: Plan) -> str:
    """ "Forbidden, these would cost most: ...". """
    rows = largest(plan)
    if not rows:
        return ""
    told = joined([f"{text(row, 'name')} ({_part(row)} of the net benefit)" for row in rows[:1]]
                  + [f"{text(row, 'name')} ({_part(row)})" for row in rows[1:]])
    return f"Dearest to go without: {told}."
