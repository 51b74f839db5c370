"""The whole road from shipped files to a plan, on a real profile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from catchup.brief import render_brief
from catchup.hands import hired
from catchup.load import Loaded, load_chain, load_profile, load_scenario, load_strategy
from catchup.plan import COLUMNS, Plan, from_json, to_json
from catchup.schema.chain import Chain
from catchup.solve import make_country_plan

pytestmark = pytest.mark.solve
AS_OF = "2026-11-22"


@pytest.fixture(scope="module")
def chain() -> Loaded[Chain]:
    return load_chain()


def plan_of(chain: Loaded[Chain], strategy: str = "balanced", hands: int = 0, depth: str = "plan") -> Plan:
    with hired(hands) as others:
        return make_country_plan(
            load_profile("NGA"), chain, load_scenario("business_as_usual"), load_strategy(strategy), as_of=AS_OF,
            depth=depth, hands=others)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def full(chain: Loaded[Chain]) -> Plan:
    return plan_of(chain, depth="brief", hands=1)


def test_two_runs_give_the_same_bytes_whoever_works_them_out(chain: Loaded[Chain], full: Plan) -> None:
    alone = plan_of(chain, depth="brief", hands=0)
    assert to_json(alone) == to_json(full)


def test_a_plan_read_back_makes_the_same_page_byte_for_byte(full: Plan) -> None:
    assert render_brief(from_json(to_json(full))) == render_brief(full)


def test_every_figure_of_a_plan_names_a_source_that_is_listed(full: Plan) -> None:
    listed = {row["id"] for row in full.rows("sources")} | {"assumption"}
    cited = {row["source"] for row in full.rows("inputs")}
    assert cited <= listed
    assert len(cited) > 10


def test_assumptions_used_have_a_range_and_a_reason(full: Plan) -> None:
    guesses = [r for r in full.rows("inputs") if r["grade"] == "D"]
    assert len(guesses) > 50
    assert [r["path"] for r in guesses if r["low"] is None or r["high"] is None or not r["reason"]] == []


def test_money_of_the_three_payers_adds_up_to_the_cost_of_the_orders(full: Plan) -> None:
    paid = dict.fromkeys(("public", "domestic", "foreign"), 0.0)
    for row in full.rows("money"):
        if row["kind"] == "capital":
            paid[str(row["payer"])] += float(row["usd_m"] or 0.0)
    ordered = sum(float(r["cost_usd_m"] or 0.0) for r in full.rows("investments"))
    late = sum(float(r["cost_usd_m"] or 0.0) for r in full.rows("investments") if int(r["online"] or 0) > 2041)
    assert sum(paid.values()) <= ordered * 1.0001
    assert sum(paid.values()) >= (ordered - late) * 0.999


def test_import_orders_nothing_and_is_its_own_baseline(chain: Loaded[Chain]) -> None:
    plan = plan_of(chain, "import")
    assert plan.rows("investments") == ()
    assert plan.scorecard["welfare_usd_m"] == 0.0
    assert plan.scorecard["offset_2035"] == pytest.approx(0.0, abs=1e-9)
    assert plan.scorecard["status"] == "baseline"


def test_frames_have_the_documented_columns(full: Plan) -> None:
    for name in ("investments", "flows", "capacity", "money", "people", "prices"):
        assert list(getattr(full, name).columns) == list(COLUMNS[name])
    assert len(full.investments) > 5


def test_the_strongest_inputs_are_ten_and_sorted_by_what_they_move(full: Plan) -> None:
    rows = full.rows("sensitivity")
    swing = [abs(float(r["welfare_high"] or 0) - float(r["welfare_low"] or 0)) for r in rows]
    assert len(rows) == 10
    assert swing == sorted(swing, reverse=True)
    assert swing[0] > 0


def test_all_shipped_strategies_stand_beside_the_plan(full: Plan) -> None:
    names = [r["strategy"] for r in full.rows("alternatives")]
    assert names == ["import", "balanced", "niche", "compute_hub", "fast_follower", "protect_and_compete", "sovereign_stack"]
    assert [r["strategy"] for r in full.rows("alternatives") if r["this"]] == ["balanced"]
    best = max(full.rows("alternatives"), key=lambda r: float(r["welfare_usd_m"] or 0))
    assert float(best["welfare_usd_m"] or 0) <= float(full.scorecard["welfare_usd_m"] or 0) * 1.05


def test_json_has_a_schema_version_and_no_machine_path(full: Plan) -> None:
    text = to_json(full)
    assert json.loads(text)["schema"] == "catchup/plan/1"
    assert str(Path.home()) not in text.replace('"/"', "")
    assert str(Path.cwd()) not in text


@pytest.mark.parametrize("moment", [3.0, 7.0])
def test_ctrl_c_while_it_solves_stops_at_once_with_code_130_and_writes_nothing(tmp_path: Path, moment: float) -> None:
    command = [sys.executable, "-m", "catchup", "brief", "NGA", "-o", "page.html"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    sent = time.monotonic()
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert time.monotonic() - sent < 5.0
    assert "Traceback" not in out + err
    assert list(tmp_path.iterdir()) == []


def test_two_runs_write_the_same_bytes_whatever_the_order_of_hashes(tmp_path: Path) -> None:
    texts = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "catchup", "plan", "NGA", "--json", "-o", f"{seed}.json"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120,
                       env={**os.environ, "PYTHONHASHSEED": seed})
        texts.append((tmp_path / f"{seed}.json").read_bytes())
    assert texts[0] == texts[1]
