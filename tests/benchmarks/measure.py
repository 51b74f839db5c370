"""Where time and memory go, as ratios within one run; never a test, since machines differ and are noisy.

    python tests/benchmarks/measure.py              # all but PyPSA, about five minutes
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
from functools import cache
from pathlib import Path
from typing import Any

COUNTRIES = ("IND", "NGA", "BRA", "MEX", "VNM", "IDN", "KEN", "ZAF", "EGY", "SAU", "ARE")
HERE = Path(__file__).parent
LONGEST = 240.0
"""seconds after which a raw solve is given up, and said to be"""


def cpu(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """Median CPU seconds and the last result; the result before it is let go outside the count."""
    spent, result = [], None
    for _ in range(times):
        result = None
        start = time.process_time()
        result = work()
        spent.append(time.process_time() - start)
    return statistics.median(spent), result


@cache
def chain() -> Any:
    """The shipped chain, read once."""
    from catchup.load import load_chain

    return load_chain()


def case_of(iso3: str, strategy: str) -> Any:
    """What is solved for a country and a strategy under business as usual."""
    from catchup.load import load_profile, load_scenario, load_strategy
    from catchup.work import Work

    work = Work(load_profile(iso3), chain(), load_scenario("business_as_usual"), "2026-11-22")
    return work.inputs.case(load_strategy(strategy).record)


def raw_solve(arrays: Any) -> tuple[float, Any]:
    """CPU of HiGHS alone on a relaxation that it already has.

    Dual simplex throughout: of nine countries it takes 12 s of CPU; the interior point without crossover is nowhere near
    after 24.
    """
    from catchup.held import quiet

    highs = quiet()
    for name, value in (("solver", "simplex"), ("time_limit", LONGEST)):
        highs.setOptionValue(name, value)
    arrays.give(highs)
    start = time.process_time()
    highs.run()
    return time.process_time() - start, highs


def extracted(highs: Any, columns: Any) -> dict[str, float]:
    """Values by name, as an answer holds them."""
    return dict(zip((c.name for c in columns), highs.getSolution().col_value, strict=True))


PULP_PER_COLUMN = 0.18 * 1.2 / 9600 * 1e6
"""microseconds a column, of the program that the targets were set on: 18 % of a solve of 1.2 s, 9,600 columns"""


def sizes() -> None:
    """Build, transfer and read off against the raw solve of the relaxation, at four sizes, and the growth between."""
    print("\nbuild + transfer + read off / raw solve of the relaxation (target 18 % at 10,000 columns, stretch 8 %)")
    print(f"{'program':36}{'columns':>9}{'rows':>8}{'nonzeros':>10}{'build':>8}{'arrays':>8}{'read':>7}{'solve':>8}"
          f"{'ratio':>7}{'in PuLP':>9}{'us/column':>11}{'us/nonzero':>12}{'of solve':>10}")
    points = [
        _size("KEN balanced", [("KEN", "balanced")], 7),
        _size("IND balanced", [("IND", "balanced")], 7),
        _size("IND sovereign_stack", [("IND", "sovereign_stack")], 7),
        _size("eleven countries, sovereign_stack", [(iso3, "sovereign_stack") for iso3 in COUNTRIES], 1)]
    (small, least), (large, most) = points[0], points[-1]
    print(f"(PuLP in the program that the targets were set on: {PULP_PER_COLUMN:.0f} us a column)")
    print(f"growth of build + transfer from {small:,} to {large:,} nonzeros: exponent "
          f"{math.log(most / least) / math.log(large / small):.2f} (target 1.05, stretch 1.0)")


def _size(name: str, which: list[tuple[str, str]], times: int) -> tuple[int, float]:
    """One row of the table, medians of ratios within a repetition; nonzeros, and seconds of build and transfer."""
    from catchup.held import quiet
    from catchup.model.algebra import in_arrays, in_pulp
    from catchup.model.build import build
    from catchup.model.columns import Columns

    problems = [case_of(iso3, strategy).setting().problem for iso3, strategy in which]
    runs: list[tuple[float, float, float, float]] = []
    for _ in range(times + (times > 1)):  # the first warms up
        model, columns, rows, cost = None, Columns(), [], []  # what was there before is let go outside the count
        start = time.process_time()
        for problem in problems:
            model = build(problem, columns=columns)
            rows += [row for row in model.rows.values() if row.terms]
            cost += model.cost
        building = time.process_time() - start
        start = time.process_time()
        arrays = in_arrays(columns, rows, cost, None)
        arrays.give(quiet())
        handing = time.process_time() - start
        solving, highs = raw_solve(arrays)
        start = time.process_time()
        extracted(highs, columns)
        runs.append((building, handing, time.process_time() - start, solving))
    runs = runs[-times:]
    building, handing, reading, solving = (statistics.median(run[part] for run in runs) for part in range(4))
    ratio = statistics.median(sum(run[:3]) / run[3] for run in runs)
    nonzeros, status = len(arrays.value), highs.modelStatusToString(highs.getModelStatus())
    pulp = statistics.median(cpu(lambda: in_pulp("bench", columns, rows, cost), 1)[0] for _ in range(min(times, 3)))
    print(f"{name:36}{len(columns):>9,}{len(rows):>8,}{nonzeros:>10,}{building:>8.2f}{handing:>8.2f}{reading:>7.3f}"
          f"{solving:>8.2f}{ratio:>7.0%}{pulp / solving:>+9.0%}{1e6 * (building + handing) / len(columns):>11.0f}"
          f"{1e6 * (building + handing) / nonzeros:>12.2f}{1e6 * solving / nonzeros:>10.2f}"
          f"{'' if status == 'Optimal' else '  ' + status}")
    return nonzeros, building + handing


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
    alone = float(done.stdout.split(": ")[1].split(" s of CPU")[0])
    with tempfile.TemporaryDirectory() as folder:
        for iso3 in ("IND", "NGA"):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.monotonic()
            subprocess.run([sys.executable, "-m", "catchup", "brief", iso3, "-o", f"{iso3}.html"], cwd=folder, check=True,
                           capture_output=True)
            wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f"brief {iso3}: {wall:.1f} s wall (target 20, stretch 8), {after.ru_utime - before.ru_utime:.1f} s of CPU; "
                  f"largest process so far {after.ru_maxrss / 1024:.0f} MB (target 200, stretch 150)")
            if iso3 == "IND":
                both = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                print(f"with its helper / in one process, all CPU: {both / alone:.2f} (target 1.10, stretch 1.05)")


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


def ours() -> None:
    """A strategy of comparable size from files to values, with its baseline, its second stage and whole plants."""
    from catchup.solving import Effort, baseline_case, before_of, solve_case

    case, idle = case_of("IND", "sovereign_stack"), case_of("IND", "import")
    solved = solve_case(case, before_of(baseline_case(idle, Effort())), Effort(), prices=False)
    print(f"ours: IND sovereign_stack after its baseline, {solved.answer.columns:,} columns, "
          f"{solved.answer.nonzeros:,} nonzeros, two stages with whole plants")


def pypsa(python: str) -> None:
    """PyPSA on a program of comparable size, in its own environment, beside ours; whole processes."""
    spent = []
    print()
    for command in ([sys.executable, __file__, "ours"], [python, str(HERE / "pypsa_case.py")]):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"whole process: {spent[0]:.1f} s / {spent[1]:.1f} s of CPU = 1/{spent[1] / spent[0]:.1f} "
          "(target 1/5, stretch 1/7)")


def main() -> None:
    """Run what is named, or all but PyPSA."""
    parts: dict[str, Callable[[], None]] = {"sizes": sizes, "whatif": whatif, "process": process, "profiles": profiles}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("parts", nargs="*", choices=[*parts, "ours", "pypsa", []])
    parser.add_argument("--python", default="", help="interpreter of an environment with PyPSA")
    asked = parser.parse_args()
    gc.disable()
    for name in asked.parts or parts:
        if name == "pypsa":
            pypsa(asked.python or sys.executable)
        elif name == "ours":
            ours()
        else:
            parts[name]()


if __name__ == "__main__":
    main()
