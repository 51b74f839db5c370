"""A brief is what its inputs give: made again from the page alone, byte for byte; plan files outlive their version."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from catchup import cli, plan_versions, verify
from catchup import plan as plan_module
from catchup.brief import render_brief
from catchup.carried import MOST, carried, packed, unpacked
from catchup.errors import InputError
from catchup.load import load_chain, load_profile, load_scenario, load_strategy
from catchup.plan import COLUMNS, Plan, from_json, make_plan, to_json
from catchup.plan_versions import brought_up
from catchup.resources import countries_dir

KEPT = Path(__file__).parent / "kept" / "plan-1-NGA.json.xz"
"""`catchup plan NGA --json` as version 1 wrote it, packed with xz"""


def kept() -> str:
    """The text of the kept plan file."""
    return lzma.decompress(KEPT.read_bytes()).decode("utf-8")


def fresh(**changed: Any) -> Plan:
    """The kept plan as if it had been made from the files of today."""
    plan = from_json(kept())
    files = {"profile": load_profile("NGA"), "chain": load_chain(), "scenario": load_scenario("business_as_usual"),
             "strategy": load_strategy("balanced")}
    meta = {**plan.meta, **{f"{kind}_sha256": loaded.sha256 for kind, loaded in files.items()}, "carried": {}}
    return make_plan({**meta, **changed}, plan.scorecard, plan.tables)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.app(list(arguments), prog_name="catchup")
        return (int(stop.value.code or 0), *capsys.readouterr())

    return call


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solving gives the kept plan."""
    monkeypatch.setattr(verify, "make_country_plan", lambda *_, **__: fresh())
    monkeypatch.setattr("catchup.hands.spare", lambda: 0)


# -- verify ----------------------------------------------------------------------------------------------------------


@pytest.mark.solve
def test_a_page_of_ones_own_profile_and_changed_strategy_is_made_again_byte_for_byte_without_the_file(run: Any) -> None:
    text = (countries_dir() / "NGA.yaml").read_text(encoding="utf-8")
    Path("my.yaml").write_text(text + "# mine\n", encoding="utf-8")
    assert run("brief", "my.yaml", "--strategy", "niche", "--set", "targets.0.year = 2036", "-o", "page.html")[0] == 0
    assert "targets.0.year=2036" in Path("page.html").read_text(encoding="utf-8")
    assert Path("page.html").stat().st_size <= 300_000
    Path("my.yaml").unlink()
    code, out, err = run("verify", "page.html")
    assert code == 0, out + err
    assert "all are the same" in out


def test_a_figure_changed_in_the_data_is_named_with_both_values(run: Any, solved: None) -> None:
    page = render_brief(fresh())
    Path("page.html").write_text(page)
    assert run("verify", "page.html")[0] == 0
    value = json.dumps(fresh().scorecard["welfare_usd_m"])
    at = page.index('"scorecard":')
    Path("page.html").write_text(page[:at] + page[at:].replace(f'"welfare_usd_m":{value}', '"welfare_usd_m":1.5', 1))
    code, out, _ = run("verify", "page.html")
    assert code == 1
    assert f"scorecard.welfare_usd_m: page 1.5, now {value}" in out
    assert "1 of them differ" in out


def test_a_row_taken_out_of_a_table_is_found(run: Any, solved: None) -> None:
    plan = fresh()
    less = make_plan(plan.meta, plan.scorecard, {**plan.tables, "choices": plan.tables["choices"][:-1]})
    Path("page.html").write_text(render_brief(less))
    code, out, _ = run("verify", "page.html")
    assert code == 1
    assert f"tables.choices.rows[{len(plan.tables['choices']) - 1}]: page nothing" in out


def test_a_word_changed_on_the_page_is_found_though_its_data_is_not_touched(run: Any, solved: None) -> None:
    page = render_brief(fresh())
    Path("page.html").write_text(page.replace("<h1>Nigeria", "<h1>Atlantis", 1))
    code, out, _ = run("verify", "page.html")
    assert code == 1
    assert "text of the page, line" in out
    assert "Atlantis" in out


def test_another_version_of_the_program_is_told_and_is_no_difference(run: Any, solved: None) -> None:
    Path("page.html").write_text(render_brief(fresh(version="0.0.9")))
    code, out, _ = run("verify", "page.html")
    assert code == 0
    assert "note: the page was written with catchup 0.0.9" in out


@pytest.mark.parametrize(("changed", "says"), [
    ({"chain_sha256": "0" * 64}, "another chain"), ({"profile_sha256": "0" * 64}, "the profile NGA, which cannot be had"),
    ({"strategy_id": "nothing"}, "the strategy nothing"), ({"scenario_id": "../../x"}, "the scenario ../../x"),
    ({"as_of": "today"}, "no date"),
    ({"carried": {"profile": {"file": "my.yaml", "text": "AAAA"}}}, "the profile NGA"),
    ({"carried": {"profile": {"file": "my.yaml", "text": packed(b"x: 1")}}}, "the profile NGA"),
    ({"carried": {"profile": {"file": "my.yaml", "text": ""}}}, "no such file"),
])
def test_inputs_that_cannot_be_had_here_are_an_error_before_anything_is_solved(
    run: Any, changed: dict[str, Any], says: str,
) -> None:
    Path("page.html").write_text(render_brief(fresh(**changed)))
    code, out, err = run("verify", "page.html")
    assert (code, out) == (2, "")
    assert says in " ".join(err.split())


@pytest.mark.parametrize("content", [b"<html></html>", b"\xff\xfe", b"", b'<script type="application/json" id="catchup-data">{</script>'])
def test_what_is_no_brief_is_an_error(run: Any, content: bytes) -> None:
    Path("page.html").write_bytes(content)
    code, out, err = run("verify", "page.html")
    assert (code, out) == (2, "")
    assert "brief" in err
    assert run("verify", "none.html")[0] == 2


def test_shipped_files_are_named_and_others_are_carried_while_there_is_room(tmp_path: Path) -> None:
    shipped = load_strategy("balanced")
    assert carried({"strategy": ("balanced", shipped)}) == {}
    own = tmp_path / "balanced.yaml"
    own.write_bytes(shipped.raw + b"# mine\n")
    found = carried({"strategy": ("balanced", load_strategy(own))})
    assert unpacked(found["strategy"]["text"]) == own.read_bytes()
    noise = "".join(f"# {number * 7919 % 1000003:x} {number ** 5 % 999983:x}\n" for number in range(MOST // 4))
    own.write_bytes(shipped.raw + noise.encode())
    assert carried({"strategy": ("balanced", load_strategy(own))})["strategy"]["text"] == ""


def test_a_packed_text_that_would_burst_the_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="over"):
        unpacked(packed(bytes(3_000_000)))


# -- plan files of older versions -----------------------------------------------------------------------------------


def test_a_plan_file_of_version_1_makes_the_same_page_after_the_next_change_of_the_schema(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A made-up version 2: projects have a risk, and there is a table more."""
    def shown(plan: Plan) -> str:
        return verify.DATA.sub("", render_brief(plan))

    before = shown(from_json(kept()))

    def step(body: dict[str, Any]) -> dict[str, Any]:
        projects = body["tables"]["projects"]
        projects["columns"].append("risk")
        for row in projects["rows"]:
            row.append(None)
        return body

    new = {**COLUMNS, "projects": {**COLUMNS["projects"], "risk": "made up"}, "auctions": {"year": ""}}
    monkeypatch.setattr(plan_module, "COLUMNS", new)
    with pytest.raises(InputError, match="columns \\['risk'\\] do not fit"):
        from_json(kept())
    monkeypatch.setattr(plan_module, "SCHEMA", "catchup/plan/2")
    with pytest.raises(InputError, match="not a plan file of this version"):
        from_json(kept())
    monkeypatch.setattr(plan_versions, "MIGRATIONS", {"catchup/plan/1": ("catchup/plan/2", step)})
    plan = from_json(kept())
    assert shown(plan) == before
    assert json.loads(to_json(plan))["schema"] == "catchup/plan/2"
    assert shown(from_json(to_json(plan))) == before


def test_steps_are_taken_one_after_the_other_and_a_circle_ends() -> None:
    steps = {"1": ("2", lambda body: {**body, "a": 1}), "2": ("3", lambda body: {**body, "b": body["a"] + 1})}
    assert brought_up({"schema": "1"}, "3", steps) == {"schema": "3", "a": 1, "b": 2}
    assert brought_up({"schema": "0"}, "3", steps) is None
    assert brought_up({"schema": ["1"]}, "3", steps) is None
    assert brought_up({"schema": "1"}, "3", {"1": ("2", dict), "2": ("1", dict)}) is None


def test_a_file_without_a_table_that_came_later_is_read() -> None:
    body = json.loads(kept())
    del body["tables"]["conflict"]
    assert from_json(json.dumps(body)).rows("conflict") == ()
