"""The brief of a country in one process: its CPU over that of its imports and of HiGHS alone."""

from __future__ import annotations

import gc
import sys
import time
from typing import Any

STARTED = time.process_time()
gc.disable()

import highspy  # noqa: E402

SPENT = [0.0, 0]
_plain = highspy.Highs.run


def _timed(self: Any) -> Any:
    start = time.process_time()
    status = _plain(self)
    SPENT[0] += time.process_time() - start
    SPENT[1] += 1
    return status


highspy.Highs.run = _timed  # type: ignore[method-assign]

import catchup.brief  # noqa: E402
import catchup.load  # noqa: E402
import catchup.solve  # noqa: E402


def main() -> None:
    """Print the ratio."""
    imports = time.process_time() - STARTED
    load = catchup.load
    plan = catchup.solve.make_country_plan(
        load.load_profile(sys.argv[1]), load.load_chain(), load.load_scenario("business_as_usual"),
        load.load_strategy("balanced"), as_of="2026-11-22")
    catchup.brief.render_brief(plan)
    total = time.process_time() - STARTED
    print(f"brief {sys.argv[1]} in one process: {total:.1f} s of CPU / (imports {imports:.1f} + {SPENT[1]} solves "
          f"{SPENT[0]:.1f}) = {total / (imports + SPENT[0]):.2f}")


if __name__ == "__main__":
    main()
