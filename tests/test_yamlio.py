"""YAML: what values mean, where they stand, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.errors import InputError, Problem
from catchup.yamlio import LARGEST_BYTES, Document, parse, read
from catchup.yamlread import core_value

BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20))


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        parse(text, "file.yaml")
    return caught.value.problems


@pytest.mark.parametrize(("text", "value"), [
    ("NO", "NO"), ("on", "on"), ("yes", "yes"), ("Off", "Off"), ("2026-11-22", "2026-11-22"), ("12:30:45", "12:30:45"),
    ("1e9", 1e9), ("1.", 1.0), (".5", 0.5), ("0o17", 15), ("017", 17), ("0x1F", 31), ("-3", -3),
    ("+.inf", float("inf")),
    ("true", True), ("False", False), ("null", None), ("~", None), ("1_000", "1_000"), ("0b11", "0b11"), ("=", "="),
])
def test_plain_values_follow_the_core_rules(text: str, value: object) -> None:
    found = parse(f"key: {text}\n").data["key"]
    assert found == value
    assert type(found) is type(value)


def test_quoted_values_stay_text() -> None:
    assert parse("a: '12'\nb: \"true\"\nc: |\n  3\n").data == {"a": "12", "b": "true", "c": "3\n"}


def test_every_key_and_value_has_its_place() -> None:
    document = parse("é: 'ü'\nlist:\n  - {name: x, size: 12}\n")
    assert document.at(("list", 0, "size")) == (3, 21, 2)
    assert document.at(("list", 0, "size"), key=True) == (3, 15, 4)
    assert document.at(("é",)) == (1, 4, 3)


def test_a_missing_value_is_placed_at_its_parent() -> None:
    assert parse("power:\n  peak: 1\n").at(("power", "losses")) == (1, 1, 5)


@pytest.mark.parametrize(("text", "code", "line", "column"), [
    ("", "E004", 1, 1), ("# nothing\n", "E004", 1, 1), ("---\n", "E004", 1, 1),
    ("a: 1\na: 2\n", "E007", 2, 1), ("a: {b: 1, b: 2}\n", "E007", 1, 11),
    ("a:\n\tb: 1\n", "E006", 2, 1), ("a: 1\nb:\t2\n", "E006", 2, 3),
    ("a: *x\n", "E008", 1, 4), ("a: &x 1\n", "E008", 1, 4),
    ("a: !!str 1\n", "E009", 1, 4), ("a: !thing {}\n", "E009", 1, 4), ("<<: {a: 1}\n", "E010", 1, 1),
    ("a: 1\n---\nb: 2\n", "E011", 2, 1), ("a: " + "[" * 30, "E012", 1, 23),
    ("1: a\n", "E013", 1, 1), ("true: a\n", "E013", 1, 1), ("[a]: b\n", "E013", 1, 1),
    ("a: [1, 2\nb: 3\n", "E005", 2, 2), ("a: b: c\n", "E005", 1, 5), ("a: 'x\n", "E005", 2, 1),
    ("a: \0\n", "E002", 1, 4), ("a: \x07\n", "E002", 1, 4), ("a: \ud800\n", "E002", 1, 4),
    ("a: " + "9" * 5000, "E005", 1, 4),
])
def test_what_is_refused_is_placed(text: str, code: str, line: int, column: int) -> None:
    found = problems(text)
    assert (found[0].code, found[0].line, found[0].column) == (code, line, column)


def test_structural_problems_come_all_at_once() -> None:
    found = problems("a: 1\na: &x 2\n\tb: 3\n1: 4\n")
    assert [(problem.line, problem.code) for problem in found] == [(2, "E007"), (2, "E008"), (3, "E006"), (4, "E013")]


def test_the_message_on_a_duplicate_names_the_first_line() -> None:
    assert "line 1 already" in str(problems("a: 1\nb: 2\na: 3\n")[0])


def test_a_bomb_is_refused_before_it_grows() -> None:
    assert {problem.code for problem in problems(BOMB)} == {"E008"}


@pytest.mark.parametrize("text", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 50_000])
def test_deep_nesting_ends_early(text: str) -> None:
    assert [problem.code for problem in problems(text)][-1] in ("E005", "E012")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read(file).data == {"a": 1, "b": 2}


@pytest.mark.parametrize(("raw", "code", "says"), [
    (b"\x7fELF\x00\x01\xff\xfe", "E002", "binary"), (b"a: 1\nb: caf\xe9\n", "E002", "0xe9"), (b"", "E004", "empty"),
    (b"a" * (LARGEST_BYTES + 1), "E003", "5 MB"), ("a: 1".encode("utf-16"), "E002", "binary"),
])
def test_a_file_that_is_no_text_is_told(tmp_path: Path, raw: bytes, code: str, says: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(raw)
    with pytest.raises(InputError, match=says) as caught:
        read(file)
    assert caught.value.problems[0].code == code


def test_the_place_of_a_byte_that_is_not_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(InputError) as caught:
        read(file)
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (2, 7)


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        read(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.yaml")


def test_without_the_c_library_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: NO\nb: [1, {c: 2.5}]\n"
    fast = parse(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    slow = parse(text)
    assert (fast.data, fast.values, fast.keys) == (slow.data, slow.values, slow.keys)
    assert problems("a: *x\n")[0].code == "E008"


def outcome(action: Callable[[], Document]) -> tuple[Document | None, tuple[Problem, ...]]:
    try:
        return action(), ()
    except InputError as error:
        return None, error.problems


YAMLISH = st.lists(st.sampled_from(
    ["a", "b: ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", ",", "'", '"', "&a ", "*a", "!t ", "<<: ", "? ", "---\n",
     "...\n", "|\n", ">", "#", "%YAML 1.2\n", "%TAG ! x\n", "1", ".inf", "\x00", "\ufeff", "\u2028", "é", ": "]),
    max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), YAMLISH))
def test_any_text_is_a_document_or_an_input_error(text: str) -> None:
    document, found = outcome(lambda: parse(text))
    assert (document is None) == bool(found)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found)
    assert document is None or () in document.values


@settings(max_examples=100, deadline=None)
@given(YAMLISH)
def test_any_text_is_safe_in_the_pure_parser_too(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        document, found = outcome(lambda: parse(text))
    assert (document is None) == bool(found)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_document_or_an_input_error(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.mktemp("bytes") / "a.yaml"
    file.write_bytes(raw)
    document, found = outcome(lambda: read(file))
    assert (document is None) == bool(found)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_written_by_python_reads_back(value: float) -> None:
    assert core_value(repr(value)) == value
