"""`catchup export`: the program of a plan for other solvers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from catchup.commands.inputs import Case, loaded
from catchup.commands.make import Job, Made
from catchup.errors import InputError, Problem
from catchup.files import write_whole

if TYPE_CHECKING:
    from catchup.export import Exported, Form

FORMS = ("lp", "mps")


def export(case: Case, job: Job, *, fixed: bool) -> Made:
    """The program as a file, and what our solver makes of it; exit 1 if no plan fits."""
    form = _form(job)
    if case.is_plan_file:
        raise InputError([Problem(case.ref, 0, 0, "E001", "is a plan, and the program is made from a profile",
                                  "give a country code or a profile")])
    profile, chain, scenario, strategy = loaded(case)
    path = job.target(f"{profile.path.stem}.lp")
    from catchup.export import export as written

    with job.steps as steps:
        found = written(
            profile, chain, scenario, strategy, as_of=case.as_of or profile.record.as_of, form=form, fixed=fixed,
            progress=steps)
    words = _words(found, form, path or Path(f"program.{form}"))
    if path is not None:
        words += f"\nprofile  {profile.shown}\nwrote    {path}"
    return Made(lambda: words, () if path is None else (lambda: (write_whole(path, found.text, force=job.force),),),
                found.text if path is None else None, None, found.objective is None)


def _form(job: Job) -> Form:
    """By the ending of the file; LP for standard output."""
    ending = "lp" if job.output is None or job.to_stdout else Path(job.output).suffix.lower().removeprefix(".")
    if ending not in FORMS:
        raise InputError([Problem(job.output or "", 0, 0, "E064", "is neither an LP nor an MPS file by its ending",
                                  "name it model.lp or model.mps")])
    return cast("Form", ending)


def _words(found: Exported, form: Form, path: Path) -> str:
    """Size, our optimum, and how others find theirs."""
    whole = f"{found.whole} of them whole, " if found.whole else ""
    lines = [f"{found.columns} columns, {whole}{found.rows} rows; minimise USD bn of present value"]
    if found.objective is None:
        lines.append("no plan keeps every promise: other solvers should call it infeasible")
    elif found.whole:
        lines.append(f"HiGHS reaches {found.objective:.9g}, at most {100 * found.gap:g} % from the best"
                     + (" (a second program follows: --fixed writes it)" if found.later else ""))
        lines.append(f"CBC:  cbc {path} ratioGap {found.gap:g} solve")
    else:
        lines.append(f"HiGHS reaches {found.objective:.9g}")
        lines.append(f"GLPK: glpsol {'--lp' if form == 'lp' else '--freemps'} {path} -o solution.txt")
    return "\n".join(lines)
