"""The command line: what it writes and says, one clear message for what is wrong, the exit code, no traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from plans import make_example

from catchup import cli
from catchup.errors import NoAnswer, SolverError
from catchup.plan import COLUMNS, Plan
from catchup.resources import countries_dir

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in an empty folder, and leave no temporary file there."""
    monkeypatch.chdir(tmp_path)
    yield
    assert not [path.name for path in tmp_path.rglob("*") if path.name.endswith(".tmp")]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.app(list(arguments), prog_name="catchup")
        out, err = capsys.readouterr()
        assert "Traceback" not in err or "--debug" in arguments
        return int(stop.value.code or 0), out, err

    return call


@pytest.fixture
def solver(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], list[dict[str, Any]]]:
    """Put an example plan, or an error to raise, in the place of the solver; returns what it was asked."""

    def put(result: Any) -> list[dict[str, Any]]:
        asked: list[dict[str, Any]] = []

        def fake(profile: Any, chain: Any, scenario: Any, strategy: Any, **options: Any) -> Plan:
            options["progress"]("solving", 0.5)
            ids = {"strategy": strategy.record.id, "scenario": scenario.record.id}
            asked.append({**options, **ids, "iso3": profile.record.country.iso3})
            if isinstance(result, BaseException):
                raise result
            return make_example(result)

        monkeypatch.setitem(sys.modules, "catchup.solve", types.SimpleNamespace(make_country_plan=fake))
        return asked

    return put


def here() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    code = "from catchup.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], text=True, check=False,
                          **{"capture_output": True, **options})


# -- what is written and said -------------------------------------------------------------------------------------


def test_brief_writes_the_page_here_and_says_answer_figures_profile_and_path(
    run: Run, solver: Any, tmp_path: Path
) -> None:
    solver("good")
    code, out, err = run("brief", "IND")
    page = (tmp_path / "IND-brief.html").read_text(encoding="utf-8")
    assert code == 0
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    assert heading
    assert " ".join(out.split()).startswith(" ".join(heading[1].split()).rstrip("."))
    assert "home-served lag in 2040" in out
    assert re.search(r"^profile +countries/IND\.yaml$", out, re.M)
    assert re.search(r"^page +IND-brief\.html \(\d+ KB\)$", out, re.M)
    assert "solving" in err


def test_brief_passes_on_strategy_scenario_and_date_and_names_the_page_after_them(run: Run, solver: Any) -> None:
    asked = solver("good")
    assert run("brief", "NGA", "--strategy", "niche", "--scenario", "stall", "--as-of", "2026-12-31")[0] == 0
    assert run("brief", "NGA")[0] == 0
    first, second = asked
    assert (first["iso3"], first["strategy"], first["scenario"]) == ("NGA", "niche", "stall")
    assert (first["as_of"], first["depth"]) == ("2026-12-31", "brief")
    assert (second["strategy"], second["scenario"]) == ("balanced", "business_as_usual")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", second["as_of"])
    assert Path("NGA-niche-stall-brief.html").exists()
    assert Path("NGA-brief.html").exists()


def test_brief_of_ones_own_profile_is_named_after_the_file(run: Run, solver: Any) -> None:
    solver("good")
    shutil.copy(countries_dir() / "IND.yaml", "my.yaml")
    code, out, _ = run("brief", "my.yaml")
    assert code == 0
    assert Path("my-brief.html").exists()
    assert re.search(r"^profile +my\.yaml$", out, re.M)


def test_a_profile_in_countries_here_comes_before_the_one_shipped(run: Run, solver: Any) -> None:
    solver("good")
    Path("countries").mkdir()
    text = (countries_dir() / "IND.yaml").read_text(encoding="utf-8")
    Path("countries/IND.yaml").write_text(text.replace("iso3: IND", "iso3: XYZ"), encoding="utf-8")
    code, _, err = run("brief", "IND")
    assert code == 2
    assert "countries/IND.yaml" in err


def test_a_plan_file_gives_the_same_page_byte_for_byte(run: Run, solver: Any) -> None:
    solver("good")
    assert run("brief", "IND")[0] == 0
    assert run("plan", "IND", "--json", "-o", "p.json")[0] == 0
    assert run("brief", "p.json")[0] == 0
    assert Path("p-brief.html").read_bytes() == Path("IND-brief.html").read_bytes()


def test_plan_as_json_on_standard_output_is_json_and_nothing_else(run: Run, solver: Any) -> None:
    solver("good")
    code, out, err = run("plan", "IND", "--json")
    assert code == 0
    assert json.loads(out)["schema"] == "catchup/plan/1"
    assert "home-served lag" in err


def test_plan_shows_the_order_of_projects(run: Run, solver: Any) -> None:
    solver("good")
    code, out, _ = run("plan", "IND")
    assert code == 0
    assert "Advanced packaging plant" in out
    assert here() == []


def test_plan_writes_every_table_as_csv(run: Run, solver: Any) -> None:
    solver("good")
    assert run("plan", "IND", "--csv", "tables")[0] == 0
    names = {path.name for path in Path("tables").iterdir()}
    assert names == {f"{name}.csv" for name in COLUMNS} | {"scorecard.csv", "catchup-tables.json"}
    assert Path("tables/projects.csv").read_text().startswith("id,name,asset")


def test_a_page_on_standard_output_is_the_page_and_nothing_else(run: Run, solver: Any) -> None:
    solver("good")
    code, out, err = run("brief", "IND", "-o", "-")
    assert code == 0
    assert out.startswith("<!doctype html>")
    assert out.endswith("</html>\n")
    assert "home-served lag" in err
    assert here() == []


def test_compare_of_strategies_writes_page_table_and_csv(run: Run, solver: Any) -> None:
    asked = solver("good")
    code, out, _ = run("compare", "IND", "--strategies", "balanced,niche,compute_hub", "--csv", "tables")
    assert code == 0
    assert [entry["strategy"] for entry in asked] == ["balanced", "niche", "compute_hub"]
    assert Path("IND-compare.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert Path("tables/comparison.csv").read_text(encoding="utf-8").startswith("part,pair,item")
    assert re.search(r"^page +IND-compare\.html", out, re.M)


def test_compare_takes_plan_files_and_countries(run: Run, solver: Any) -> None:
    solver("good")
    assert run("plan", "IND", "-o", "A.json")[0] == 0
    assert run("plan", "IND", "-o", "B.json")[0] == 0
    assert run("compare", "A.json", "B.json")[0] == 0
    assert run("compare", "IND", "NGA")[0] == 0
    assert Path("A-B-compare.html").exists()
    assert Path("IND-NGA-compare.html").exists()


def test_list_names_countries_strategies_scenarios_and_their_files(run: Run) -> None:
    code, out, _ = run("list")
    assert code == 0
    for word in ("IND", "NGA", "countries/IND.yaml", "balanced", "sovereign_stack", "business_as_usual",
                 "catchup/data/scenarios/business_as_usual.yaml"):
        assert word in out, word


def test_schema_is_written_beside_and_again(run: Run) -> None:
    for _ in range(2):
        assert run("schema")[0] == 0
    body = json.loads(Path("catchup.schema.json").read_text(encoding="utf-8"))
    assert body["$schema"] == "http://json-schema.org/draft-07/schema#"
    code, out, _ = run("schema", "--kind", "strategy", "-o", "-")
    assert code == 0
    assert json.loads(out)["title"] == "catchup strategy"


def test_check_finds_nothing_wrong_in_all_that_is_shipped(run: Run) -> None:
    code, out, err = run("check", "--strict")
    assert (code, err) == (0, ""), out
    assert re.search(r"\d+ files checked: no problem found", out)


# -- what is wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["brief", "INX"], ["INX", "IND"]),
        (["brief", "INDI"], ["INDI", "IND"]),
        (["brief", "NO"], ["NO"]),
        (["brief", "IND", "--strategy", "balansed"], ["balansed", 'did you mean "balanced"?']),
        (["brief", "IND", "--scenario", "busines_as_usual"], ['did you mean "business_as_usual"?']),
        (["brief", "IND", "--strateg", "niche"], ["--strateg", "--strategy"]),
        (["breif", "IND"], ["breif", "brief"]),
        (["brief"], ["COUNTRY"]),
        (["brief", "IND", "--as-of", "yesterday"], ["yesterday", "2026-01-31"]),
        (["brief", "absent.yaml"], ["absent.yaml", "no such file"]),
        (["brief", "absent.json"], ["absent.json", "no such file"]),
        (["brief", "."], ["."]),
        (["brief", ""], ["error"]),
        (["brief", "a\0b"], ["error"]),
        (["brief", "IND", "-o", "absent/IND.html"], ["no folder absent"]),
        (["brief", "IND", "-o", "."], ["that is a folder"]),
        (["plan", "IND", "--csv", "absent/tables"], ["no folder absent"]),
        (["compare", "IND"], ["2 to 8 plans", "--strategies"]),
        (["compare", "IND", "--strategies", "a,b,c,d,e,f,g,h,i"], ["2 to 8 plans"]),
        (["check", "--format", "yaml"], ["yaml", "github"]),
        (["schema", "--kind", "profil"], ["profil"]),
        (["schema", "-o", "absent/x.json"], ["no folder absent"]),
    ],
)
def test_wrong_words_give_one_clear_message_and_exit_code_2(
    run: Run, solver: Any, arguments: list[str], words: list[str]
) -> None:
    asked = solver("good")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    for word in words:
        assert word in err, err
    assert asked == []  # nothing long is begun for nothing
    assert here() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\xff\xfe", "my.yaml"),
        (b"schema: catchup/profile/1\n\tas_of: x\n", "tab"),
        (b"schema: catchup/profile/1\nschema: catchup/profile/1\n", "duplicate"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\n", "anchor"),
        (b"- 1\n- 2\n", "mapping"),
    ],
)
def test_a_file_that_is_no_profile_is_told_with_its_name(run: Run, content: bytes, words: str) -> None:
    Path("my.yaml").write_bytes(content)
    for command in (["brief", "my.yaml"], ["check", "my.yaml"]):
        code, out, err = run(*command)
        assert code == 2
        assert words in (out + err)
        assert "my.yaml" in (out + err)


def test_problems_have_position_source_line_and_caret(run: Run) -> None:
    text = (countries_dir() / "IND.yaml").read_text(encoding="utf-8").replace("  currency: INR", "  curency: INR")
    Path("my.yaml").write_text(text, encoding="utf-8")
    line = text[: text.index("curency")].count("\n") + 1
    code, out, _ = run("check", "my.yaml")
    assert code == 2
    assert f"my.yaml:{line}:3: error E" in out
    assert 'did you mean "currency"?' in out
    assert re.search(rf"^ +{line} \|   curency: INR\n +\|   \^{{7}}$", out, re.M)


def test_check_speaks_json_and_the_language_of_code_reviews(run: Run) -> None:
    Path("my.yaml").write_text("schema: catchup/profil/1\n", encoding="utf-8")
    code, out, _ = run("check", "my.yaml", "--format", "json")
    assert code == 2
    assert json.loads(out)["problems"][0]["line"] == 1
    code, out, _ = run("check", "my.yaml", "--format", "github")
    assert code == 2
    assert out.startswith("::error file=my.yaml,line=1,col=")


def test_strict_turns_warnings_into_exit_code_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from catchup import checks
    from catchup.errors import Problem

    warning = Problem("my.yaml", 3, 1, "W001", "looks odd", severity="warning")
    monkeypatch.setattr(checks, "check_files", lambda *_: [warning])
    assert run("check", "my.yaml")[0] == 0
    assert run("check", "my.yaml", "--strict")[0] == 1


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"schema":"catchup/plan/0"}', '{"schema":"catchup/plan/1"}', "\ud800"]
)
def test_a_damaged_plan_file_is_told_with_its_name(run: Run, content: str) -> None:
    Path("p.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    code, out, err = run("brief", "p.json")
    assert (code, out) == (2, "")
    assert err.startswith("p.json:")
    assert "catchup plan" in err


def test_a_page_that_catchup_did_not_write_is_kept_unless_forced(run: Run, solver: Any) -> None:
    asked = solver("good")
    page = Path("IND-brief.html")
    page.write_text("<h1>my notes</h1>")
    code, _, err = run("brief", "IND")
    assert code == 2
    assert "--force" in err
    assert page.read_text() == "<h1>my notes</h1>"
    assert asked == []
    assert run("brief", "IND", "--force")[0] == 0
    assert run("brief", "IND")[0] == 0  # by now it is our own
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_full_disk_is_told_and_leaves_nothing(run: Run, solver: Any) -> None:
    solver("good")
    code, _, err = run("brief", "IND", "-o", "/dev/full")
    assert code == 2
    assert "the disk is full" in err
    assert here() == []


@pytest.mark.parametrize(("error", "code", "words"), [
    (NoAnswer("the promises cannot all be kept", ["offset in 2030"]), 1, "the promises cannot all be kept"),
    (SolverError("the solver gave up"), 70, "the solver gave up"),
    (ZeroDivisionError("division by zero"), 70, "run with --debug"),
    (MemoryError(), 70, "internal error"),
    (KeyboardInterrupt(), 130, "stopped; nothing was written"),
])
def test_what_goes_wrong_in_the_solve_has_its_own_exit_code(
    run: Run, solver: Any, error: BaseException, code: int, words: str
) -> None:
    solver(error)
    status, out, err = run("brief", "IND")
    assert (status, out) == (code, "")
    assert words in err
    assert here() == []


@pytest.mark.parametrize("arguments", [["--debug", "brief", "IND"], ["brief", "IND", "--debug"]])
def test_debug_brings_the_traceback_back(run: Run, solver: Any, arguments: list[str]) -> None:
    solver(ZeroDivisionError("division by zero"))
    code, _, err = run(*arguments)
    assert code == 70
    assert "Traceback (most recent call last)" in err


def test_a_plan_that_cannot_be_is_a_page_and_exit_code_1(run: Run, solver: Any) -> None:
    solver("infeasible")
    code, out, _ = run("brief", "IND")
    assert code == 1
    assert Path("IND-brief.html").exists()
    assert "keeps every promise" in out


def test_ctrl_c_in_the_write_leaves_nothing(run: Run, solver: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    solver("good")

    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    code, _, err = run("brief", "IND")
    assert code == 130
    assert "nothing was written" in err
    assert here() == []


def test_ctrl_c_between_two_writes_says_what_was_written(
    run: Run, solver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    solver("good")
    whole, calls = os.fsync, []

    def interrupt_the_second(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise KeyboardInterrupt
        whole(descriptor)

    monkeypatch.setattr(os, "fsync", interrupt_the_second)
    code, _, err = run("plan", "IND", "-o", "p.json", "--csv", "tables")
    assert code == 130
    assert "written before: p.json" in err
    assert here() == ["p.json"]


def test_ctrl_c_from_the_keyboard_stops_the_process_with_130(tmp_path: Path) -> None:
    code = """if True:
        import sys, time, types
        def wait(*inputs, **options):
            options["progress"]("solving", 0.1)
            time.sleep(60)
        sys.modules["catchup.solve"] = types.SimpleNamespace(make_country_plan=wait)
        from catchup.cli import main
        sys.argv = ["catchup", "brief", "IND"]
        main()
    """
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, cwd=tmp_path) as running:
        assert running.stderr is not None
        assert "solving" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()
        assert running.wait(20) == 130
    assert "stopped; nothing was written" in rest
    assert "Traceback" not in rest
    assert list(tmp_path.iterdir()) == []


# -- explain ------------------------------------------------------------------------------------------------------


def test_explain_says_why_why_not_and_what_it_is_worth(run: Run, solver: Any) -> None:
    asked = solver("good")
    code, out, err = run("explain", "IND", "--strategy", "niche")
    assert code == 0, err
    assert (asked[0]["depth"], asked[0]["strategy"]) == ("explain", "niche")
    for heading in ("WHAT CARRIES THE PLAN", "WHY THIS STEP THEN", "WHAT BINDS, BY LAYER", "WHY NOT",
                    "WHAT AN OPTION IS WORTH", "WHAT WOULD SETTLE MOST"):
        assert heading in out
    assert "whole numbers fixed" in out
    assert re.search(r"^profile +countries/IND\.yaml$", out, re.M)
    assert here() == []


@pytest.mark.parametrize("word", ["accelerator_cluster", "AI cluster", "accelerator_cluster.private"])
def test_explain_knows_an_asset_by_id_by_name_and_by_project(run: Run, solver: Any, word: str) -> None:
    solver("good")
    code, out, _ = run("explain", "IND", word)
    assert code == 0
    assert out.startswith("AI cluster")


def test_a_misspelt_asset_ends_with_2_and_a_suggestion_before_anything_is_solved(run: Run, solver: Any) -> None:
    asked = solver("good")
    code, out, err = run("explain", "IND", "acelerator_cluster")
    assert (code, out, asked) == (2, "", [])
    assert 'there is no asset "acelerator_cluster"' in err
    assert 'did you mean "accelerator_cluster"?' in err
    code, _, err = run("explain", "IND", "zzz")
    assert code == 2
    assert "known: " in err


@pytest.mark.parametrize("arguments", [
    ("explain", "no.json"), ("explain", "XXX"), ("explain", "IND", "--strategy", "nonsense"),
    ("explain", "IND", "--as-of", "yesterday"), ("explain",)])
def test_bad_input_to_explain_ends_with_2(run: Run, solver: Any, arguments: tuple[str, ...]) -> None:
    solver("good")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err


def test_explain_reads_a_plan_file_and_writes_json_about_one_asset(run: Run, solver: Any) -> None:
    from catchup.plan import to_json

    solver(AssertionError("a plan file is not solved"))
    Path("plan.json").write_text(to_json(make_example("good")), encoding="utf-8")
    assert run("explain", "plan.json")[0] == 0
    code, out, _ = run("explain", "plan.json", "nuclear", "--json")
    assert code == 0
    body = json.loads(out)
    assert (body["schema"], body["asset"]) == ("catchup/explain/1", "nuclear")
    assert {row["asset"] for row in body["tables"]["why_not"]} == {"nuclear"}


def test_a_plan_file_of_before_is_explained_as_far_as_it_goes(run: Run, solver: Any) -> None:
    from catchup.plan import to_json

    body = json.loads(to_json(make_example("good")))
    for name in ("holds", "ways", "left_out", "options", "worth", "weakest"):
        del body["tables"][name]
    Path("old.json").write_text(json.dumps(body), encoding="utf-8")
    code, out, _ = run("explain", "old.json")
    assert code == 0
    assert "write it again" in out
    assert "WHY THIS STEP THEN" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_full_standard_output_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = process("list", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.strip() == "error: cannot write to standard output: No space left on device"


def test_a_reader_that_leaves_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    done = process("list", capture_output=False, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert done.returncode == 141
    assert done.stderr == ""


def test_a_terminal_that_lacks_signs_is_no_error() -> None:
    done = process("list", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr


def test_every_option_of_the_issue_is_there() -> None:
    wanted = {
        "brief": ["--strategy", "--scenario", "--output", "-o", "--open", "--force", "--as-of", "--debug"],
        "plan": ["--strategy", "--scenario", "--output", "--json", "--csv", "--force", "--as-of"],
        "compare": ["--strategies", "--scenario", "--output", "--open", "--csv", "--force", "--as-of"],
        "explain": ["--strategy", "--scenario", "--json", "--as-of"],
        "check": ["--strict", "--format"],
        "schema": ["--output", "--force"],
        "list": ["--debug"],
    }
    for command, options in wanted.items():
        text = process(command, "--help").stdout
        assert not [option for option in options if option not in text], command


def test_version_and_help(run: Run) -> None:
    assert re.fullmatch(r"catchup \d+\.\d+\.\d+\S*\n", run("--version")[1])
    for command in ([], ["brief"], ["plan"], ["compare"], ["explain"], ["check"], ["schema"], ["list"]):
        code, out, _ = run(*command, "--help")
        assert code == 0
        assert "Usage: catchup" in out


def test_ctrl_c_inside_an_import_ends_with_130_and_not_by_the_signal(tmp_path: Path) -> None:
    program = tmp_path / "interrupted.py"
    program.write_text(
        "import os, signal\n"
        "import catchup.cli as cli\n"
        "from catchup.commands import make\n"
        "code = f'import os, time; os.kill({os.getpid()}, {int(signal.SIGINT)}); time.sleep(5)'\n"
        "make.brief = lambda *a, **k: exec(code)\n"
        "cli.main()\n")
    done = subprocess.run(
        [sys.executable, "-m", "interrupted", "brief", "IND"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 130, done.stderr
    assert "stopped; nothing was written" in done.stderr
