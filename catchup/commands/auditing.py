"""`catchup audit`: a plan file worked out again from its own tables, and what that cannot see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from catchup.audit.blind import BLIND
from catchup.audit.checks import DUST, RELATIVE, Finding, Result, run_all
from catchup.audit.families import FAMILIES
from catchup.audit.files import book
from catchup.commands.inputs import read_plan
from catchup.commands.make import Made
from catchup.commands.progress import Steps
from catchup.commands.show import table, wrapped

MOST_SHOWN = 12


def audit(path: str, *, as_json: bool) -> Made:
    """All checks of one plan file; the answer is no if one fails. Raises InputError for a file that is no plan."""
    results = run_all(FAMILIES, book(read_plan(path), path))
    fails = any(not result.holds for result in results)
    if as_json:
        body = {"plan": path, "relative_tolerance": RELATIVE, "least_amount": DUST, "holds": not fails,
                "checks": [_record(result) for result in results]}
        return Made(lambda: "", stdout=json.dumps(body, ensure_ascii=False, indent=1) + "\n", says_no=fails)
    return Made(lambda: text(path, results), says_no=fails)


def blind(*, as_json: bool) -> Made:
    """The cells that an audit cannot know, with the reason."""
    if as_json:
        rows = [{"cell": cell, "reason": reason} for cell, reason in BLIND.items()]
        return Made(lambda: "", stdout=json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    groups: dict[str, list[str]] = {}
    for cell, reason in BLIND.items():
        groups.setdefault(reason, []).append(cell)
    parts = [f"{wrapped(reason[0].upper() + reason[1:] + ':')}\n{_listed(cells)}" for reason, cells in groups.items()]
    head = "What an audit reads but cannot know, since nothing else in the plan says it:"
    return Made(lambda: "\n\n".join([head, *parts]))


def tamper(path: str, every: int, steps: Steps) -> Made:
    """One number of the plan changed at a time: what the checks notice, by table; no if something unlisted escapes."""
    from catchup.audit.tamper import BLIND_KINDS, KINDS, tampered

    honest = book(read_plan(path), path)
    with steps:
        counts = tampered(honest, every, lambda share: steps("changing one number at a time", share))
    tables: dict[str, dict[str, int]] = {}
    for (name, _), found in counts.items():
        here = tables.setdefault(name, dict.fromkeys(KINDS, 0))
        for kind, count in found.items():
            here[kind] += count
    rows = [(name, *(f"{found[kind]:,}" for kind in KINDS)) for name, found in tables.items()]
    rows.append(("all", *(f"{sum(found[kind] for found in tables.values()):,}" for kind in KINDS)))
    escaped = [
        f"{name}.{column}" for (name, column), found in counts.items()
        if f"{name}.{column}" not in BLIND and any(found[kind] for kind in BLIND_KINDS)]
    parts = [table(("table", *KINDS), rows, right=(1, 2, 3, 4))]
    parts += [f"not noticed and not in the list of --blind: {', '.join(escaped)}"] if escaped else []
    return Made(lambda: "\n\n".join(parts), says_no=bool(escaped))


def _listed(cells: Sequence[str]) -> str:
    import textwrap

    return textwrap.fill(", ".join(cells), width=100, initial_indent="  ", subsequent_indent="  ",
                         break_long_words=False, break_on_hyphens=False)


def text(path: str, results: Sequence[Result]) -> str:
    """A table of checks, then what fails, then the verdict."""
    rows = []
    for result in results:
        if not result.findings and not result.trouble:
            continue
        worst = result.worst
        breach = f"{worst.breach:.1e}" if worst is not None else ""
        rows.append((result.family, result.name.replace("_", " "), f"{len(result.findings):,}", breach,
                     "holds" if result.holds else "FAILS"))
    parts = [table(("family", "check", "figures", "largest breach", "verdict"), rows, right=(2, 3))]
    parts += [line for result in results for line in _failures(result)]
    count = sum(len(result.findings) for result in results)
    wrong = [result for result in results if not result.holds]
    verdict = (f"{len(wrong)} of {len(rows)} checks fail" if wrong else f"all {len(rows)} checks hold")
    parts.append(wrapped(
        f"{path}: {verdict}; {count:,} figures worked out again, each within {RELATIVE:g} of the sizes of its terms "
        "in sum (the tables have six digits). What this cannot see: catchup audit --blind"))
    return "\n\n".join(parts)


def _failures(result: Result) -> list[str]:
    """Table, row, expected and found of what fails, the worst first."""
    lines = [f"{result.family}, {result.name.replace('_', ' ')}: {result.trouble}"] if result.trouble else []
    wrong = sorted((f for f in result.findings if not f.holds), key=lambda f: -f.breach)
    lines += [said(finding) for finding in wrong[:MOST_SHOWN]]
    if len(wrong) > MOST_SHOWN:
        lines.append(f"... and {len(wrong) - MOST_SHOWN} more of {result.name.replace('_', ' ')}")
    return ["\n".join(lines)] if lines else []


def said(finding: Finding) -> str:
    """Where it is, what it should be and what the plan says."""
    where = f"{finding.table}, row {', '.join(map(str, finding.key))}, {finding.column}"
    wanted = "at most " if finding.sense == "<=" else ""
    return f"{where}: expected {wanted}{finding.expected:.6g}, found {finding.found:.6g}"


def _record(result: Result) -> dict[str, Any]:
    worst = result.worst
    return {
        "family": result.family, "check": result.name, "figures": len(result.findings),
        "largest_breach": worst.breach if worst is not None and worst.breach < float("inf") else None,
        "holds": result.holds, "trouble": result.trouble,
        "fails": [
            {"table": f.table, "row": list(f.key), "column": f.column, "at_most": f.sense == "<=",
             "expected": f.expected, "found": f.found} for f in result.findings if not f.holds]}
