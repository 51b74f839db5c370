"""Files appear whole or not at all, and only what catchup wrote is overwritten. Every case fails as root, too."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from catchup import files
from catchup.errors import OutputError

OWN_PAGE = '<!doctype html>\n<html><head><meta name="generator" content="catchup 0.1.0"></head></html>\n'
FOREIGN_PAGE = "<!doctype html>\n<html><head><title>Minutes of the meeting</title></head></html>\n"
NEW_PAGE = OWN_PAGE.replace("</html>", "<p>new</p></html>")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    """A folder in which no temporary file may be left."""
    yield tmp_path
    assert [path for path in tmp_path.rglob("*") if path.name.endswith(".tmp")] == []


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_all_of_the_text(room: Path) -> None:
    assert files.write_whole(room / "a.html", "₦ and ₹\n").read_bytes() == "₦ and ₹\n".encode()


def test_own_files_are_overwritten_and_keep_their_mode(room: Path) -> None:
    page = room / "IND-brief.html"
    page.write_text(OWN_PAGE)
    page.chmod(0o640)
    files.write_whole(page, NEW_PAGE)
    assert page.read_text() == NEW_PAGE
    assert page.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("text", [FOREIGN_PAGE, "catchup is mentioned here\n", '{"schema": "other/1"}', "a,b\n1,2\n"])
def test_a_foreign_file_is_left_alone_unless_forced(room: Path, text: str) -> None:
    page = room / "IND-brief.html"
    page.write_text(text)
    with pytest.raises(OutputError, match=r"not written by catchup.*--force"):
        files.write_whole(page, NEW_PAGE)
    assert page.read_text() == text
    files.write_whole(page, NEW_PAGE, force=True)
    assert page.read_text() == NEW_PAGE


@pytest.mark.parametrize(
    "text", [OWN_PAGE, '{"schema":"catchup/plan/1","meta":{}}', '{\n "title": "catchup profile",\n "x": 1}', ""]
)
def test_own_files_are_told_by_their_mark(room: Path, text: str) -> None:
    (room / "file").write_text(text)
    assert files.is_own(room / "file")


def test_a_missing_folder_is_named_and_not_made(room: Path) -> None:
    with pytest.raises(OutputError, match=r"there is no folder .*absent"):
        files.write_whole(room / "absent" / "a.html", OWN_PAGE)
    assert not (room / "absent").exists()


def test_a_file_in_place_of_a_folder_is_named(room: Path) -> None:
    (room / "file").write_text("x")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        files.write_whole(room / "file" / "a.html", OWN_PAGE)


def test_a_folder_in_place_of_the_file_is_named(room: Path) -> None:
    with pytest.raises(OutputError, match="that is a folder"):
        files.write_whole(room, OWN_PAGE, force=True)


def test_a_name_that_is_too_long_is_named(room: Path) -> None:
    with pytest.raises(OutputError, match="name is too long"):
        files.write_whole(room / ("a" * 300), OWN_PAGE)


def test_a_name_with_a_nul_is_a_clear_error(room: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        files.write_whole(room / "a\0b", OWN_PAGE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_full_device_says_that_the_disk_is_full() -> None:
    with pytest.raises(OutputError, match="the disk is full"):
        files.write_whole("/dev/full", OWN_PAGE)


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null on this machine")
def test_a_device_is_written_to_and_not_replaced() -> None:
    files.write_whole("/dev/null", OWN_PAGE)
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"),
                                               (errno.EACCES, "no permission"), (errno.EIO, "reports an error")])
def test_a_failing_disk_leaves_the_old_file(
    room: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    page = room / "a.html"
    page.write_text(OWN_PAGE)

    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)  # by now the bytes of the temporary file are there
    with pytest.raises(OutputError, match=words):
        files.write_whole(page, NEW_PAGE)
    assert page.read_text() == OWN_PAGE
    assert names_in(room) == ["a.html"]


def test_a_disk_that_fills_up_in_the_middle_of_the_write_leaves_the_old_file(room: Path) -> None:
    page = room / "a.html"
    page.write_text(OWN_PAGE)
    code = f"""if True:
        import resource
        from catchup import files
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))  # root, too, cannot write more into one file
        files.write_whole({str(page)!r}, "x" * 100_000)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "OutputError: cannot write" in done.stderr
    assert page.read_text() == OWN_PAGE
    assert names_in(room) == ["a.html"]


def test_ctrl_c_in_the_write_leaves_the_old_file(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = room / "a.html"
    page.write_text(OWN_PAGE)

    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(page, NEW_PAGE)
    assert page.read_text() == OWN_PAGE
    assert names_in(room) == ["a.html"]


def test_a_symbolic_link_survives(room: Path) -> None:
    (room / "real.html").write_text(OWN_PAGE)
    (room / "link.html").symlink_to("real.html")
    files.write_whole(room / "link.html", NEW_PAGE)
    assert (room / "link.html").is_symlink()
    assert (room / "real.html").read_text() == NEW_PAGE


TABLES = {"projects.csv": "id\nfab\n", "money.csv": "year\n2030\n"}


def test_a_set_of_tables_is_written_with_its_manifest_and_again(room: Path) -> None:
    files.write_folder(room / "tables", TABLES)
    files.write_folder(room / "tables", {**TABLES, "money.csv": "year\n2031\n"})
    assert (room / "tables" / "money.csv").read_text() == "year\n2031\n"
    assert json.loads((room / "tables" / files.MANIFEST).read_text())["files"] == list(TABLES)


def test_tables_beside_other_files_leave_these_alone(room: Path) -> None:
    (room / "notes.txt").write_text("mine")
    files.write_folder(room, TABLES)
    assert names_in(room) == sorted([*TABLES, files.MANIFEST, "notes.txt"])
    assert (room / "notes.txt").read_text() == "mine"


def test_a_foreign_table_is_left_alone_unless_forced(room: Path) -> None:
    (room / "money.csv").write_text("my own table")
    with pytest.raises(OutputError, match=r"money\.csv was not written by catchup.*--force"):
        files.write_folder(room, TABLES)
    assert names_in(room) == ["money.csv"]
    files.write_folder(room, TABLES, force=True)
    assert (room / "money.csv").read_text() == TABLES["money.csv"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
@pytest.mark.parametrize("fail_at", [1, 2, 3])
def test_a_set_of_tables_is_moved_in_whole_or_not_at_all(
    room: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, fail_at: int
) -> None:
    target = room / "tables"
    files.write_folder(target, {"projects.csv": "old\n"})
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    move, calls = Path.replace, []

    def failing(self: Path, to: Path) -> Path:
        calls.append(self)
        if len(calls) == fail_at:
            raise error
        return move(self, to)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        files.write_folder(target, TABLES)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before


def test_a_set_of_tables_that_does_not_fit_on_the_disk_makes_no_folder(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        files.write_folder(room / "tables", TABLES)
    assert names_in(room) == []


def test_tables_into_a_file_is_a_clear_error(room: Path) -> None:
    (room / "tables").write_text("x")
    with pytest.raises(OutputError, match="a file, not a folder"):
        files.write_folder(room / "tables", TABLES)
