"""Names of a hostile file come out as text: on a page, in a spreadsheet, on a terminal."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from plans import make_example, parts

from catchup.brief import render_brief
from catchup.commands import show
from catchup.commands.terminal import say, tell
from catchup.compare import compare, comparison_csv
from catchup.compare_page import render_compare
from catchup.harmless import CONTROL, csv_text, visible
from catchup.plan import COLUMNS, Plan, make_plan, table_csv
from catchup.plan_check import column_kind

WILD = "</script></svg></style><img src=x onerror=alert(1)><script>alert(2)</script>\"'`{{7*7}}&#60;\x1b[31m\x9b2J\x00\u202e\nline -->]]>"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\x1b=1", "＝1")
KEPT = {"asset", "layer", "origin", "owner", "channel", "mode", "id", "node", "grade", "state", "unit", "payer", "kind",
        "strategy", "from", "to", "family", "item", "skill", "commodity", "by", "code", "level"}
"""columns that hold ids, by which rows find one another"""


def hostile(case: str = "good") -> Plan:
    """A plan in which every free text ends in what a page, a spreadsheet or a terminal might obey."""
    meta, card, tables = parts(case)
    for key in ("country", "short_name", "strategy_name", "strategy_says", "scenario_name", "scenario_says", "command", "profile_file"):
        meta[key] = f"=cmd {key} {WILD}"
    for key, value in card.items():
        if isinstance(value, str) and key != "status":
            card[key] = f"=cmd {value} {WILD}"
    for rows in tables.values():
        for row in rows:
            row.update({column: f"=cmd {value} {WILD}" for column, value in row.items()
                        if column_kind(column) == "words" and column not in KEPT and isinstance(value, str)})
    return make_plan(meta, card, tables)


class Tags(HTMLParser):
    """What a browser would make of a page: tags, their attributes, and what stands in a script or style."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def pages() -> Iterator[tuple[str, str]]:
    plan, other = hostile(), hostile("none")
    yield "brief", render_brief(plan)
    yield "compare", render_compare((plan, other))


@pytest.mark.parametrize(("kind", "page"), list(pages()), ids=["brief", "compare"])
def test_no_name_becomes_a_tag_an_attribute_or_a_control_character_of_a_page(kind: str, page: str) -> None:
    sound = Tags(render_brief(make_example("good")) if kind == "brief" else render_compare((make_example("good"), make_example("none"))))
    found = Tags(page)
    assert {tag for tag, _ in found.tags} <= {tag for tag, _ in sound.tags}
    assert "img" not in {tag for tag, _ in found.tags}
    assert not [attributes for _, attributes in found.tags if any(name.startswith("on") for name in attributes)]
    assert all(tag != "script" or attributes.get("type") == "application/json" for tag, attributes in found.tags)
    assert sum(tag == "script" for tag, _ in found.tags) == sum(tag == "script" for tag, _ in sound.tags)
    assert CONTROL.search(page) is None
    assert any("<img src=x" in text for text in found.text), "the names are shown as they are"


def test_the_data_of_a_page_is_read_back_as_it_was() -> None:
    plan = hostile()
    block = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', render_brief(plan), re.S)
    assert block
    assert json.loads(html.unescape(block[1]) if "&lt;" in block[1] else block[1])["meta"]["country"] == plan.meta["country"]


def cells(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row]


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def tables() -> Iterator[tuple[str, str]]:
    plan = hostile()
    yield from ((name, table_csv(plan, name)) for name in COLUMNS)
    yield "scorecard", show.scorecard_csv(plan)
    yield "comparison", comparison_csv(compare((plan, hostile("none"))))


def test_no_cell_of_a_table_is_a_formula_or_holds_a_control_character() -> None:
    runs: dict[str, list[str]] = {}
    for name, text in tables():
        assert CONTROL.search(text) is None, name
        runs[name] = [cell for cell in cells(text) if cell.lstrip()[:1] in tuple("=+-@") and not is_number(cell)]
    assert {name: found for name, found in runs.items() if found} == {}
    assert any("'=cmd" in text for _, text in tables())


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(text: str) -> None:
    (cell,) = next(csv.reader(io.StringIO(csv_text([[text]]), newline="")))
    assert cell.startswith("'")


@pytest.mark.parametrize("value", ["plain", "a=b", 'say "x", y', -1.5, None, True, 3])
def test_other_cells_stay_as_they_are(value: Any) -> None:
    assert next(csv.reader(io.StringIO(csv_text([[value, "end"]])))) == ["" if value is None else str(value), "end"]


def test_no_escape_reaches_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    plan = hostile()
    say(show.answer_text(plan))
    say(show.projects_text(plan))
    say(show.comparison_text(compare((plan, hostile("none")))))
    tell(f"no such file: {WILD}")
    out, err = capsys.readouterr()
    assert CONTROL.search(out + err) is None
    assert "\\u001b[31m" in err


def test_a_hidden_sign_is_written_out_and_json_stays_json() -> None:
    assert visible("a\x1b[0m\tb\n\u202e") == "a\\u001b[0m\tb\n\\u202e"
    assert json.loads(visible(json.dumps({"name": "\x7f\x9b\u2066"}, ensure_ascii=False))) == {"name": "\x7f\x9b\u2066"}


def test_a_message_about_a_hostile_file_is_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from catchup.checks import check_files, format_problems

    (tmp_path / "x.yaml").write_text('schema: "catchup/profile/1\\e[31m"\n\u202ekey: 1\n"b\\x07": 1\n', encoding="utf-8")
    problems = check_files([tmp_path / "x.yaml"])
    assert {problem.code for problem in problems} >= {"E002"}
    tell(format_problems(problems))
    assert CONTROL.search(capsys.readouterr().err) is None
