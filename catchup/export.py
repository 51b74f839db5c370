"""The program of a plan as an LP or MPS file, so that any solver can be held against ours."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import catchup
from catchup.errors import NoAnswer
from catchup.load import Loaded
from catchup.model.algebra import in_pulp
from catchup.model.build import Model, build
from catchup.prepare.build import with_baseline
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.scenario import Scenario
from catchup.schema.strategy import Strategy
from catchup.smoothing import whole_columns
from catchup.solve import Progress
from catchup.solver import fix_whole_numbers
from catchup.solving import before_of, gap_of, in_two_stages, searched, solve_case
from catchup.work import Work

Form = Literal["lp", "mps"]
BAR, DOT = "|", "."
"""our names hold bars, which CBC refuses in an LP file; no name of ours holds a dot, so the way back is unique"""


@dataclass(frozen=True)
class Exported:
    """A program as text, and what our solver makes of it."""

    text: str
    columns: int
    rows: int
    whole: int
    """columns that have to be whole numbers; with these fixed, none"""
    objective: float | None
    """what our solver reaches   [USD bn, PV; least is best]; none where no plan fits"""
    gap: float
    """relative gap at which our search stopped"""
    later: bool
    """is it the first of two programs, so that the plan's own objective is another?"""


def export(
    profile: Loaded[Profile], chain: Loaded[Chain], scenario: Loaded[Scenario], strategy: Loaded[Strategy], *,
    as_of: str, form: Form, fixed: bool, progress: Progress,
) -> Exported:
    """The program of a strategy, in full; with `fixed`, a linear one with the plan's whole numbers in it.

    In full it also holds the units that our search sets aside beforehand, so that another solver tests that too. A
    strategy in two stages is written as its first program, or as its second if fixed. Raises NoAnswer if whole numbers
    are to be fixed and no plan fits.
    """
    work = Work(profile, chain, scenario, as_of)
    progress("baseline", 0.1)
    before = before_of(work.baseline())
    progress(f"strategy {strategy.record.id}", 0.3)
    case = work.inputs.case(strategy.record)
    head = f"{profile.record.country.iso3}, {strategy.record.id}, {scenario.record.id}, as of {as_of}"
    if fixed:
        solved = solve_case(case, before, work.effort)
        model = solved.model
        head += "; whole numbers as in the plan" + (", second of two programs" if in_two_stages(model.problem) else "")
        text = file_text(model, form, head, whole_columns(solved))
        return Exported(text, len(model.columns), _height(model), 0, solved.answer.objective, 0.0, later=False)
    model = build(with_baseline(case.setting(), before).problem)
    later = in_two_stages(model.problem)
    try:
        objective: float | None = searched(model).objective
    except NoAnswer:
        objective = None
    text = file_text(model, form, head + ("; first of two programs" if later else ""))
    whole = sum(column.whole for column in model.columns)
    return Exported(text, len(model.columns), _height(model), whole, objective, gap_of(model.problem), later)


def _height(model: Model) -> int:
    return sum(bool(row.terms) for row in model.rows.values())


def file_text(model: Model, form: Form, head: str, fixed: Mapping[str, float] | None = None) -> str:
    """A program as LP or free MPS text, names as `family.site.item.year`; the same text for the same program.

    `fixed` gives the whole columns their values and leaves a linear program.
    """
    lp = in_pulp(f"catchup_{model.problem.site}", model.columns, model.rows.values(), model.cost)
    if fixed is not None:
        fix_whole_numbers(lp, fixed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program"
        if form == "lp":
            lp.writeLP(str(path), mip=fixed is None)
        else:
            lp.writeMPS(str(path), mip=fixed is None)
        text = path.read_text(encoding="utf-8")
    sign = "\\" if form == "lp" else "*"
    notes = (f"catchup {catchup.__version__}: {head}",
             "Minimise USD bn of present value; a dot in a name stands for a bar.")
    return "".join(f"{sign} {note}\n" for note in notes) + text.replace(BAR, DOT)
