"""The commands that make something: read, solve, render, and say what is to be written where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from catchup.commands import show
from catchup.commands.inputs import Case, Opened, Read, cases_to_compare, open_case, split_list
from catchup.commands.progress import Steps
from catchup.errors import OutputError
from catchup.files import check_folder_target, check_target, same_file, write_folder, write_whole

if TYPE_CHECKING:
    from catchup.hands import Hand
    from catchup.jsonschema import Kind
    from catchup.pact_records import Worth
    from catchup.plan import Plan

COMPARE_TABLES = ("comparison.csv",)
STDOUT = ("-", "/dev/stdout")
Write = Callable[[], Sequence[Path]]


@dataclass(frozen=True)
class Job:
    """Where the result goes (none: the usual name, here), whether it may overwrite, and who shows progress."""

    output: str | None
    force: bool
    steps: Steps

    @property
    def to_stdout(self) -> bool:
        """Does the result itself go to standard output?"""
        return self.output in STDOUT

    def target(self, usual: str, reads: Sequence[str] = ()) -> Path | None:
        """The file to write, none for standard output. Raises OutputError if it cannot be, or is one that is read."""
        if self.to_stdout:
            return None
        if self.output is not None and (not self.output or self.output.endswith("/")):
            raise OutputError(f'cannot write "{self.output}": name a file')
        path = Path(self.output or usual)
        for read in reads:
            if same_file(path, read):
                raise OutputError(f"cannot write {path}: that is the file that is read; name another")
        check_target(path, force=self.force)
        return path


@dataclass(frozen=True)
class Made:
    """What a command made.

    stdout   text for standard output, if the result itself goes there
    writes   functions that write files, each whole or not at all, and return their paths
    words    what to say when all is written
    page     the page, for --open
    says_no  the answer is "no": exit 1
    """

    words: Callable[[], str]
    writes: tuple[Write, ...] = ()
    stdout: str | None = None
    page: Path | None = None
    says_no: bool = False


def brief(case: Case, job: Job) -> Made:
    """The brief of one plan."""
    with _helpers(case) as hands:
        opened = open_case(case)
        page = job.target(f"{opened.stem}-brief.html", [case.ref])
        with job.steps as steps:
            plan = opened.solve("brief", steps, hands)
            steps("writing the page", 1.0)
            from catchup.brief import render_brief

            html = render_brief(plan)
    head = [show.answer_text(plan)]
    lines = [_origin(case, opened)]
    return _page_made(html, page, job, head, lines, says_no=_infeasible(plan))


def plan(case: Case, job: Job, tables: Path | None) -> Made:
    """One plan: its order of projects on the terminal, or all of it as JSON and CSV."""
    with _helpers(case) as hands:
        opened = open_case(case)
        target = job.target("", [case.ref]) if job.output is not None else None
        if tables is not None:
            check_folder_target(tables, _table_names(), force=job.force)
        with job.steps as steps:
            solved = opened.solve("brief", steps, hands)
    from catchup.plan import COLUMNS, table_csv, to_json

    def files() -> dict[str, str]:
        made = {f"{name}.csv": table_csv(solved, name) for name in COLUMNS}
        return made | {"scorecard.csv": show.scorecard_csv(solved)}

    text = to_json(solved)
    writes, where = kept_files(target, text, tables, files, job.force)
    lines = [_origin(case, opened), *where]
    head = [show.answer_text(solved)] + ([] if writes or job.to_stdout else [show.projects_text(solved)])
    stdout = text if job.to_stdout else None
    return Made(lambda: _words(head, lines), tuple(writes), stdout, None, _infeasible(solved))


def kept_files(
    target: Path | None, text: str, folder: Path | None, files: Callable[[], dict[str, str]], force: bool,
) -> tuple[tuple[Write, ...], list[tuple[str, str]]]:
    """What writes the JSON and the tables, where they are asked for, and the lines that say where they are."""
    writes: list[Write] = []
    lines = []
    if target is not None:
        writes.append(_file_write(target, text, force))
        lines.append(("JSON", str(target)))
    if folder is not None:
        tables = files()
        writes.append(_folder_write(folder, tables, force))
        lines.append(("CSV", f"{folder} ({len(tables)} tables)"))
    return tuple(writes), lines


def with_one_table(
    said: Callable[[], str], lines: Sequence[tuple[str, str]], table: Path | None, content: Callable[[], str],
    force: bool, stdout: str | None = None,
) -> Made:
    """What a command says, or its JSON, and one table as CSV where that is asked for."""
    writes: tuple[Write, ...] = ()
    where = list(lines)
    if table is not None:
        writes = (_file_write(table, content(), force),)
        where.append(("CSV", str(table)))
    if stdout is not None:
        return Made(lambda: show.pairs(where[len(lines):], indent=""), writes, stdout)
    return Made(lambda: _words([said()], where) if where else said(), writes)


def cases(
    refs: Sequence[str], strategies: str | None, scenario: str, as_of: str | None, changes: Sequence[str] = (),
) -> list[Case]:
    """The plans that `catchup compare` is asked for."""
    return cases_to_compare(refs, split_list(strategies), scenario, as_of, tuple(changes))


def compare(wanted: Sequence[Case], job: Job, tables: Path | None, pact: str | None = None) -> Made:
    """Two to eight plans side by side: a page, the scorecard on the terminal, tables as CSV; what a pact is worth."""
    read: Read = {}
    opened = [open_case(case, read) for case in wanted]
    page = job.target(f"{_stem(wanted, opened)}-compare.html", [case.ref for case in wanted])
    if tables is not None:
        check_folder_target(tables, COMPARE_TABLES, force=job.force)
    worth, shown = _under(pact, wanted, job.steps)
    with job.steps as steps:
        plans = _solve_all(opened, wanted, steps)
        steps.prefix = ""
        steps("comparing", 1.0)
        from catchup.compare import compare as compare_plans
        from catchup.compare import comparison_csv
        from catchup.compare_page import render_compare

        comparison = compare_plans(plans)
        html = render_compare(plans, pact=worth)
    head = [show.comparison_text(comparison)]
    if worth is not None:
        from catchup.commands.pact_weighing import pact_text

        head.append(pact_text(worth))
    lines = [_origin(case, item) for case, item in zip(wanted, opened, strict=True)] + shown
    lines += [("CSV", str(tables / COMPARE_TABLES[0]))] if tables is not None else []
    made = _page_made(html, page, job, head, list(dict.fromkeys(lines)))
    if tables is None:
        return made
    write = _folder_write(tables, {COMPARE_TABLES[0]: comparison_csv(comparison)}, job.force)
    return Made(made.words, (*made.writes, write), made.stdout, made.page)


def _under(pact: str | None, wanted: Sequence[Case], steps: Steps) -> tuple[Worth | None, list[tuple[str, str]]]:
    """What the pact is worth to the countries compared, and the files that it was read from; nothing without one."""
    if pact is None:
        return None, []
    from catchup.commands.pact_weighing import weighed

    steps.prefix = "pact, "
    return weighed(wanted, pact, steps)


def schema(kind: Kind | Literal["model"], job: Job) -> Made:
    """The JSON Schema of one kind of YAML file."""
    import json

    from catchup.jsonschema import json_schema, schema_of

    path = job.target("catchup.schema.json")
    if kind == "model":
        from catchup.engine.records import Model

        content = schema_of(Model, kind)
    else:
        content = json_schema(kind)
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if path is None:
        return Made(lambda: "", stdout=text)
    return Made(lambda: f"wrote {path}", (_file_write(path, text, job.force),))


def _helpers(case: Case) -> AbstractContextManager[tuple[Hand, ...]]:
    """Workers that load while the files are read, where something is to be solved."""
    from catchup.hands import hired, spare

    return hired(0 if case.is_plan_file else spare())


def _solve_all(opened: Sequence[Opened], wanted: Sequence[Case], steps: Steps) -> list[Plan]:
    plans = []
    for number, (case, item) in enumerate(zip(wanted, opened, strict=True), start=1):
        name = item.shown if case.is_plan_file else f"{case.ref} {case.strategy}"
        steps.prefix = f"{number} of {len(opened)}, {name}: "
        plans.append(item.solve("plan", steps, ()))
    return plans


def _origin(case: Case, opened: Opened) -> tuple[str, str]:
    return ("plan" if case.is_plan_file else "profile"), opened.shown


def _stem(wanted: Sequence[Case], opened: Sequence[Opened]) -> str:
    """IND for strategies of one country, otherwise the names of all: A-B, IND-NGA."""
    names = [item.stem if case.is_plan_file else Path(case.ref).stem for case, item in zip(wanted, opened, strict=True)]
    return "-".join(dict.fromkeys(names))[:100]


def _page_made(
    html: str, page: Path | None, job: Job, head: list[str], lines: list[tuple[str, str]], *, says_no: bool = False
) -> Made:
    if page is None:
        return Made(lambda: _words(head, lines), (), html, None, says_no)

    def words() -> str:
        return _words(head, [*lines, ("page", f"{page} ({show.file_size(page)})")])

    return Made(words, (_file_write(page, html, job.force),), None, page, says_no)


def _words(head: Sequence[str], lines: Sequence[tuple[str, str]]) -> str:
    return "\n\n".join([*head, show.pairs(lines, indent="")])


def _file_write(path: Path, text: str, force: bool) -> Write:
    return lambda: (write_whole(path, text, force=force),)


def _folder_write(folder: Path, files: dict[str, str], force: bool) -> Write:
    return lambda: write_folder(folder, files, force=force)


def _table_names() -> tuple[str, ...]:
    from catchup.plan import COLUMNS

    return (*(f"{name}.csv" for name in COLUMNS), "scorecard.csv")


def _infeasible(plan: Plan) -> bool:
    return plan.scorecard.get("status") == "infeasible"
