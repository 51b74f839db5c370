"""Promises in conflict: which ones, what holds them, and ways out that really lead out."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from model_cases import activity, aim, demand, good, optimum, problem, route, tech
from plans import make_example

from catchup import cli
from catchup.carried import unpacked
from catchup.checks import check_files
from catchup.diagnose import Conflict, Way, diagnose
from catchup.errors import NoAnswer
from catchup.model.aims import Goal
from catchup.model.problem import Problem
from catchup.plan import from_json, to_json
from catchup.results.reading import Solved

HOME, OFFSET = Goal("home_share", 2027, 0.4, None), Goal("offset_ratio", 2027, 0.6, None)


def two_uses(*goals: Goal) -> Problem:
    """Machines for 4 units of compute (8 from 2028 on) that serve a demand of 10 at home or sell at 2 abroad.

    Served from abroad the demand costs 10. With x of compute kept at home in 2027 and the rest sold, x / 10 is served
    at home and (x + 2 (4 - x)) / 10 is offset: 0.4 and 0.4 for x = 4, 0.2 and 0.6 for x = 2, 0 and 0.8 for x = 0.
    """
    goods = [good("answers", buy=1.0, offset=True), good("compute", sell=2.0, blocks=[(100.0, 1.0)], offset=True)]
    machines = tech("machines", existing=[4.0, 4.0, 8.0, 8.0], capex=1e6)
    return problem(
        goods, [machines, tech("team", existing=100.0)],
        [activity("computing", "machines", "compute"), activity("answering", "team", "answers", inputs={"compute": 1.0})],
        [demand(10.0, [(1.0, 3.0)], route("answers", value=1.0))],
        baseline_need=dict.fromkeys(range(2026, 2030), 10.0), aim=aim(goals=goals, forbid=frozenset({"machines"})))


def found_by(case: Problem) -> Conflict | None:
    """The diagnosis of a toy, whose baseline lacks nothing."""
    free = optimum(replace(case, aim=replace(case.aim, goals=())))
    return diagnose(case, Solved(None, free.model, free.answer, {}, 0.0))  # type: ignore[arg-type]


def told(way: Way) -> list[tuple[str, float]]:
    """Measure and new value or year of each change."""
    return [(promise.goal.measure, value) for promise, value in (*way.cuts, *way.later)]


@pytest.mark.parametrize("goals", [(HOME,), (OFFSET,), (replace(HOME, at_least=0.2), OFFSET)])
def test_promises_that_go_together_are_no_conflict(goals: tuple[Goal, ...]) -> None:
    optimum(two_uses(*goals))
    assert found_by(two_uses(*goals)) is None


def test_two_promises_of_which_each_can_be_kept_alone_are_one_conflict_with_its_cheapest_ways_out() -> None:
    """x >= 4 for 0.4 at home, x <= 2 for 0.6 offset. Cut the offset to 0.4 (a third) or the share to 0.2 (half)."""
    with pytest.raises(NoAnswer):
        optimum(two_uses(HOME, OFFSET))
    found = found_by(two_uses(HOME, OFFSET))
    assert found is not None
    assert [[p.goal for p in group] for group in found.groups] == [[HOME, OFFSET]]
    ways = [told(way) for way in found.ways]
    assert ways[0] == [("offset_ratio", pytest.approx(0.4, abs=2e-3))]
    assert ways[1] in ([("home_share", 2028)], [("offset_ratio", 2028)]), "8 machines in 2028 are enough for both"
    assert ways[2] == [("home_share", pytest.approx(0.2, abs=2e-3))]
    assert [way.given_up for way in found.ways if way.cuts] == [pytest.approx(1 / 3, abs=5e-3), pytest.approx(0.5, abs=5e-3)]


def test_a_promise_that_has_no_part_in_it_is_not_blamed() -> None:
    idle = Goal("home_share", 2029, 0.1, None)
    found = found_by(two_uses(idle, HOME, OFFSET))
    assert found is not None
    assert [[p.goal for p in group] for group in found.groups] == [[HOME, OFFSET]]
    assert idle not in [p.goal for way in found.ways for p, _ in (*way.cuts, *way.later)]


def test_two_conflicts_are_told_apart_and_a_way_out_ends_both() -> None:
    """Never more than 0.4 at home in 2027 and 0.8 in 2029; each is asked too much of, for itself."""
    goals = (Goal("home_share", 2027, 0.5, None), Goal("home_share", 2029, 0.9, None))
    found = found_by(two_uses(*goals))
    assert found is not None
    assert {tuple(p.goal for p in group) for group in found.groups} == {(goals[0],), (goals[1],)}
    assert {p.goal.year: value for p, value in found.ways[0].cuts} == {
        2027: pytest.approx(0.4, abs=2e-3), 2029: pytest.approx(0.8, abs=2e-3)}


def cut(goals: tuple[Goal, ...], way: Way) -> tuple[Goal, ...]:
    """The targets after a way out."""
    new = {p.goal: replace(p.goal, at_least=value) for p, value in way.cuts}
    new |= {p.goal: replace(p.goal, year=year) for p, year in way.later}
    return tuple(new.get(goal, goal) for goal in goals)


def test_every_way_out_leads_to_a_plan_and_a_little_more_does_not() -> None:
    for goals in ((HOME, OFFSET), (Goal("home_share", 2027, 0.5, None), Goal("home_share", 2029, 0.9, None))):
        found = found_by(two_uses(*goals))
        assert found is not None
        for way in found.ways:
            after = cut(goals, way)
            optimum(two_uses(*after))
            for promise, least in way.cuts:
                more = tuple(replace(g, at_least=g.at_least * 1.02) if (g.measure, g.year, g.at_least) == (
                    promise.goal.measure, promise.goal.year, least) else g for g in after)
                with pytest.raises(NoAnswer):
                    optimum(two_uses(*more))


MINE = """schema: catchup/strategy/1
id: mine
name: Mine
says: Much more at home by 2028 than can be built, and an offset.
objective: welfare
targets:
  - measure: home_share
    year: 2028
    at_least: {value: 0.9, unit: fraction, year: 2028, source: assumption, grade: D, low: 0.5, high: 1, reason: wanted}
  - measure: offset_ratio
    year: 2030
    at_least: {value: 0.2, unit: ratio, year: 2030, source: assumption, grade: D, low: 0.1, high: 2, reason: "wanted: more"}
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line in a folder with the strategy in it: exit code and standard output."""
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(MINE)

    def call(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stop:
            cli.app(list(arguments), prog_name="catchup")
        return int(stop.value.code or 0), capsys.readouterr().out

    return call


@pytest.mark.solve
def test_a_way_out_leads_out_as_a_command_and_as_lines_in_the_file(run: Any) -> None:
    code, out = run("plan", "NGA", "--strategy", "mine.yaml", "--json", "-o", "plan.json")
    assert code == 1
    assert "No plan keeps this promise: Machines at home serve at least 90% of AI need in 2028." in out
    assert re.search(r"What presses on it: Builders can start no more .* in 2027 \(growth limit,\s+an assumption\)", out)
    plan = from_json(Path("plan.json").read_text())
    assert plan.scorecard["status"] == "infeasible"
    rows = [row for row in plan.rows("conflict") if row["kind"] == "way"]
    assert {row["number"] for row in rows} >= {1, 2}
    for number in (1, 2):
        changes = [row for row in rows if row["number"] == number]
        edited = as_edited(changes, out)
        command = f"catchup brief NGA --strategy mine.yaml --as-of {plan.meta['as_of']}"
        command += "".join(f" --set {row['key']}={row['kept']:.10g}" for row in changes)
        assert f"    {command}\n" in out
        assert run("plan", *shlex.split(command)[2:], "--json", "-o", "changed.json")[0] == 0
        made = from_json(Path("changed.json").read_text())
        assert yaml.safe_load(unpacked(made.meta["carried"]["strategy"]["text"])) == edited
        assert made.meta["strategy_says"].startswith("Changed for this run: targets.")
        assert command.split()[-1] in made.meta["command"]
        promise = edited["targets"][0]
        share = next(r for r in made.rows("trajectory") if r["year"] == promise["year"])
        assert float(share["home_share"] or 0.0) >= promise["at_least"]["value"] - 1e-4


def as_edited(changes: list[Any], out: str) -> Any:
    """What the strategy file says after the lines that were printed were written into it."""
    lines = MINE.splitlines()
    for row in changes:
        at = int(row["line"]) - 1
        assert f"{row['file']}:{row['line']}: {row['yaml']}" in out
        assert lines[at].strip().partition(":")[0] == row["yaml"].partition(":")[0]
        lines[at] = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + row["yaml"]
    Path("edited.yaml").write_text("\n".join(lines) + "\n")
    assert [p for p in check_files(["edited.yaml"]) if p.severity == "error"] == []
    return yaml.safe_load(Path("edited.yaml").read_text())


@pytest.mark.solve
def test_a_page_says_the_conflict_on_india(run: Any) -> None:
    code, out = run("brief", "IND", "--strategy", "mine.yaml")
    assert code == 1
    page = Path("IND-mine-brief.html").read_text(encoding="utf-8")
    for text in (out, page):
        assert "at least 90% of AI need in 2028" in text
        assert "Way out 1" in text
        assert "catchup brief IND --strategy mine.yaml" in text
    assert "No plan for India keeps every promise" in page


def test_explain_says_the_conflict_and_no(run: Any) -> None:
    Path("plan.json").write_text(to_json(make_example("infeasible")))
    code, out = run("explain", "plan.json")
    assert code == 1
    assert "No plan keeps these promises together" in out
    assert "Way out 2" in out


@pytest.mark.parametrize(("line", "instead", "says"), [
    ("    year: 2028\n", "", "home_share is promised for a year; add year"),
    ("measure: home_share", "measure: welfare_over_baseline", "welfare_over_baseline counts all years; leave out year"),
    ("measure: offset_ratio\n    year: 2030", "measure: home_share\n    year: 2028", "home_share is promised twice for one year"),
])
def test_targets_that_would_say_nothing_are_errors(tmp_path: Path, line: str, instead: str, says: str) -> None:
    assert line in MINE
    path = tmp_path / "mine.yaml"
    path.write_text(MINE.replace(line, instead))
    assert says in "\n".join(map(str, check_files([path])))
