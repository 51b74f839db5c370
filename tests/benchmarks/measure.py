"""Where time and memory go, as ratios within one run; never a test, since machines differ and are noisy.

    python tests/benchmarks/measure.py              # all but PyPSA, about three minutes
    python tests/benchmarks/measure.py sizes whatif process profiles
    python tests/benchmarks/measure.py pypsa --python /path/to/venv/bin/python   # an environment with PyPSA in it

CPU seconds of the process unless said otherwise; the median of a few repetitions where one takes under a second.
"""

from __future__ import annotations

import argparse
import gc
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

COUNTRIES = ("IND", "NGA", "BRA", "MEX", "VNM", "IDN", "KEN", "ZAF", "EGY", "SAU", "ARE", "POL", "SGP", "TUR")
HERE = Path(__file__).parent


def cpu(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """Median CPU seconds and the last result."""
    spent, result = [], None
    for _ in range(times):
        start = time.process_time()
        result = work()
        spent.append(time.process_time() - start)
    return statistics.median(spent), result


def case_of(iso3: str, strategy: str) -> Any:
    """What is solved for a country and a strategy under business as usual."""
    from catchup.load import load_chain, load_profile, load_scenario, load_strategy
    from catchup.work import Work

    work = Work(load_profile(iso3), load_chain(), load_scenario("business_as_usual"), "2026-11-22")
    return work.inputs.case(load_strategy(strategy).record)


def raw_solve(lp: Any, solver: str) -> tuple[float, Any]:
    """CPU of HiGHS alone on a relaxation that it already has."""
    import highspy

    highs: Any = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1), ("solver", solver)):
        highs.setOptionValue(name, value)
    lp.give(highs)
    start = time.process_time()
    highs.run()
    return time.process_time() - start, highs


def extracted(highs: Any, model: Any) -> dict[str, float]:
    """Values by name, as an answer holds them."""
    return dict(zip((c.name for c in model.columns), highs.getSolution().col_value, strict=True))


def sizes() -> None:
    """Build, transfer and read off against the raw solve of the relaxation, at three sizes, and the growth between."""
    from catchup.model.algebra import in_arrays, in_pulp
    from catchup.model.build import Model, build
    from catchup.model.columns import Columns

    print("\nbuild + transfer + read off / raw solve of the relaxation (target 18 % at 10,000 columns, stretch 8 %)")
    print(f"{'program':34}{'columns':>9}{'rows':>9}{'nonzeros':>10}{'build':>8}{'arrays':>8}{'PuLP':>8}{'solve':>8}"
          f"{'read':>7}{'ratio':>8}{'PuLP':>8}")
    points: list[tuple[int, float]] = []

    def told(name: str, problems: list[Any], times: int, solver: str) -> None:
        def whole() -> Model:
            parts = [build(problem) for problem in problems]
            if len(parts) == 1:
                return parts[0]
            columns, rows, cost = Columns(), {}, []
            for part in parts:
                for column in part.columns:
                    column.index = len(columns)
                    columns.append(column)
                rows.update(part.rows)
                cost += part.cost
            return Model(parts[0].problem, columns, parts[0].v, rows, (), tuple(cost))

        building, model = cpu(whole, times)
        rows = [row for row in model.rows.values() if row.terms]
        arrays, lp = cpu(lambda: in_arrays(model.columns, rows, model.cost, None), times)
        pulp, _ = cpu(lambda: in_pulp("bench", model.columns, model.rows.values(), model.cost), 1)
        solving, highs = raw_solve(lp, solver)
        reading, _ = cpu(lambda: extracted(highs, model), times)
        nonzeros = highs.getNumNz()
        points.append((nonzeros, building + arrays))
        print(f"{name:34}{len(model.columns):>9,}{len(rows):>9,}{nonzeros:>10,}{building:>8.2f}{arrays:>8.2f}{pulp:>8.2f}"
              f"{solving:>8.2f}{reading:>7.3f}{(building + arrays + reading) / solving:>8.0%}"
              f"{(building + arrays + pulp + reading) / solving:>8.0%}")

    told("KEN balanced", [case_of("KEN", "balanced").setting().problem], 5, "simplex")
    told("IND balanced", [case_of("IND", "balanced").setting().problem], 5, "simplex")
    told("IND sovereign_stack", [case_of("IND", "sovereign_stack").setting().problem], 5, "simplex")
    told("fourteen countries, sovereign_stack", [case_of(c, "sovereign_stack").setting().problem for c in COUNTRIES], 1,
         "ipm")
    (small, least), (large, most) = points[0], points[-1]
    print(f"growth of build + transfer from {small:,} to {large:,} nonzeros: exponent "
          f"{math.log(most / least) / math.log(large / small):.2f} (target 1.05, stretch 1.0)")


def whatif() -> None:
    """One input changed, and many at once, from the basis that is at hand, against a cold solve of the same program."""
    from catchup.resident import Resident
    from catchup.sensitivity import CANDIDATES, ends, kept_of, outcome, with_bases
    from catchup.solving import Effort, baseline_case, before_of, solve_case

    case, idle = case_of("IND", "balanced"), case_of("IND", "import")
    base = baseline_case(idle, Effort())
    before = before_of(base)
    cold, this = cpu(lambda: solve_case(case, before, Effort()), 3)
    resident = Resident()
    kept = with_bases(kept_of(this), this, base, Effort(), resident)
    spent = []
    for candidate in CANDIDATES:
        for end in ends(case.figures, candidate.path) or ():
            given = None if candidate.touches_baseline else before
            changed = case.figures.changed_to(candidate.path, end)
            one, _ = cpu(lambda given=given, changed=changed: outcome(  # type: ignore[misc]
                case, given, kept, changed, Effort(), resident), 1)
            spent.append(one)
    print(f"\none input changed / cold solve with its search and prices: {statistics.mean(spent):.3f} s / {cold:.2f} s = "
          f"{statistics.mean(spent) / cold:.2f} (target 0.15, stretch 0.05); {len(spent)} runs, baselines included")
    drawn = case.figures
    for number, candidate in enumerate(CANDIDATES):
        pair = ends(case.figures, candidate.path)
        if pair is not None:
            drawn = drawn.changed_to(candidate.path, 0.5 * (pair[number % 2] + case.figures(candidate.path)))
    many, _ = cpu(lambda: outcome(case, None, kept, drawn, Effort(), resident), 3)
    print(f"a full draw / cold: {many:.3f} s / {cold:.2f} s = {many / cold:.2f} (target 0.30, stretch 0.20)")


def process() -> None:
    """The whole brief in one process against its imports and raw solves; then as the command runs it."""
    script = HERE / "one_process.py"
    done = subprocess.run([sys.executable, str(script), "IND"], capture_output=True, text=True, check=True)
    print("\n" + done.stdout.strip() + " (target 1.5, stretch 1.2)")
    with tempfile.TemporaryDirectory() as folder:
        for iso3 in ("IND", "NGA"):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.monotonic()
            subprocess.run([sys.executable, "-m", "catchup", "brief", iso3, "-o", f"{iso3}.html"], cwd=folder, check=True,
                           capture_output=True)
            wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f"brief {iso3}: {wall:.1f} s wall (target 20, stretch 8), {after.ru_utime - before.ru_utime:.1f} s of CPU; "
                  f"largest process so far {after.ru_maxrss / 1024:.0f} MB (target 200, stretch 150)")


def profiles() -> None:
    """Sixty profiles read and checked against CSafeLoader alone."""
    import yaml

    from catchup.load import load_profile
    from catchup.resources import countries_dir

    files = sorted(countries_dir().glob("*.yaml"))
    many = [files[number % len(files)] for number in range(60)]
    texts = [path.read_text(encoding="utf-8") for path in many]
    plain, _ = cpu(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts], 1)
    ours, _ = cpu(lambda: [load_profile(str(path)) for path in many], 1)
    print(f"\n60 profiles read and checked / CSafeLoader alone: {ours:.2f} s / {plain:.2f} s = {ours / plain:.1f} "
          "(target 2, stretch 1.3)")


def pypsa(python: str) -> None:
    """PyPSA on a program of comparable size, in its own environment, beside ours with its search and prices."""
    from catchup.solving import Effort, baseline_case, before_of, solve_case

    start = time.process_time()
    case, idle = case_of("IND", "sovereign_stack"), case_of("IND", "import")
    solved = solve_case(case, before_of(baseline_case(idle, Effort())), Effort(), prices=False)
    ours = time.process_time() - start
    print(f"\nours: IND sovereign_stack, {solved.answer.columns:,} columns, {solved.answer.nonzeros:,} nonzeros, two stages "
          f"with whole plants: {ours:.1f} s from files to values, imports of the solver left out")
    done = subprocess.run([python, str(HERE / "pypsa_case.py")], capture_output=True, text=True, check=True)
    print(done.stdout.strip())


def main() -> None:
    """Run what is named, or all but PyPSA."""
    parts: dict[str, Callable[[], None]] = {"sizes": sizes, "whatif": whatif, "process": process, "profiles": profiles}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("parts", nargs="*", choices=[*parts, "pypsa", []])
    parser.add_argument("--python", default="", help="interpreter of an environment with PyPSA")
    asked = parser.parse_args()
    gc.disable()
    for name in asked.parts or parts:
        if name == "pypsa":
            pypsa(asked.python or sys.executable)
        else:
            parts[name]()


if __name__ == "__main__":
    main()
