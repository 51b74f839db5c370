"""A capacity expansion in PyPSA with some 11,000 columns: 15 periods, 12 buses in a ring, plants that can be extended.

Run in an environment of its own: `uv venv bench && uv pip install --python bench/bin/python pypsa highspy`.
"""

from __future__ import annotations

import time

STARTED = time.process_time()

import numpy as np  # noqa: E402
import pypsa  # noqa: E402

IMPORTS = time.process_time() - STARTED
PERIODS, HOURS, BUSES, PLANTS = 15, 6, 12, 8


def network() -> pypsa.Network:
    """Loads that grow, plants by build year, lines between neighbours."""
    net = pypsa.Network()
    years = list(range(2026, 2026 + PERIODS))
    draws = np.random.default_rng(1)
    import pandas as pd

    net.set_snapshots(pd.MultiIndex.from_product([years, range(HOURS)]))
    net.investment_periods = years
    for bus in range(BUSES):
        net.add("Bus", f"b{bus}")
        shape = 1.0 + 0.3 * draws.random(PERIODS * HOURS)
        net.add("Load", f"l{bus}", bus=f"b{bus}", p_set=pd.Series(100 * shape, index=net.snapshots))
        for plant in range(PLANTS):
            net.add("Generator", f"g{bus}_{plant}", bus=f"b{bus}", p_nom_extendable=True, build_year=2026, lifetime=30,
                    capital_cost=float(50 + 100 * draws.random()), marginal_cost=float(5 + 40 * draws.random()))
        net.add("Line", f"x{bus}", bus0=f"b{bus}", bus1=f"b{(bus + 1) % BUSES}", x=0.1, s_nom=30.0)
    return net


def main() -> None:
    """Build, optimise, and print how much of it HiGHS took."""
    start = time.process_time()
    net = network()
    built = time.process_time() - start
    start = time.process_time()
    net.optimize(multi_investment_periods=True, solver_name="highs", log_to_console=False)
    optimised = time.process_time() - start
    model = net.model
    columns, rows = int(model.nvars), int(model.ncons)
    start = time.process_time()
    model.solve(solver_name="highs", io_api="direct", log_to_console=False)
    again = time.process_time() - start
    solver = model.solver_model
    alone = float(solver.getRunTime()) if solver is not None and hasattr(solver, "getRunTime") else float("nan")
    print(f"PyPSA {pypsa.__version__}: {columns:,} columns, {rows:,} rows; imports {IMPORTS:.1f} s, network {built:.1f}, "
          f"optimize() {optimised:.1f}, its model solved again {again:.1f}, HiGHS alone {alone:.1f}; whole process "
          f"{time.process_time() - STARTED:.1f} s of CPU")


if __name__ == "__main__":
    main()
