"""Whole files or none: what is written appears at once and complete, or not at all."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from catchup.errors import OutputError

HEAD_BYTES = 8192
MANIFEST = "catchup-tables.json"
_HTML_MARK = re.compile(rb'<meta\s+name="generator"\s+content="catchup[ "/]', re.IGNORECASE)
_JSON_MARK = re.compile(rb'^\s*\{\s*"schema"\s*:\s*"catchup/')
_LEFT = re.compile(r"\.(\d{1,9})-[0-9a-f]{12}\.tmp$")
_JSON_SCHEMA_MARK = re.compile(rb'^\s*\{\s*"title"\s*:\s*"catchup \w+"')
_PROGRAM_MARK = re.compile(rb"^[\\*] catchup \d")
_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "that is a folder; name a file in it",
    errno.ENOENT: "there is no such folder",
    errno.EIO: "the disk reports an error",
    errno.EFBIG: "the file would be larger than is allowed",
}


def write_whole(
    path: Path | str, content: str | bytes, *, overwrite_only_own: bool = True, force: bool = False
) -> Path:
    """Write one file so that it is there whole or as it was before.

    A temporary file in the same folder is filled, flushed to disk and moved over the target. A device or pipe (such as
    /dev/stdout) is written to directly. Raises OutputError, with nothing changed, if that fails; any other exception,
    Ctrl-C included, leaves nothing behind either. What a killed process leaves is hidden, and the next write of the
    same file removes it.
    """
    target = Path(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    check_target(target, overwrite_only_own=overwrite_only_own, force=force)
    try:
        if _is_device(target):
            _write_device(target, data)
        else:
            _replace(_real_target(target), data)
    except BrokenPipeError:
        raise  # the reader has left: the command line ends quietly
    except (OSError, ValueError) as error:
        raise OutputError(explain(target, error)) from error
    return target


def check_target(path: Path | str, *, overwrite_only_own: bool = True, force: bool = False) -> None:
    """Raise OutputError if a file cannot or must not be written there; ask before a long solve, not after it."""
    target = Path(path)
    try:
        if _is_device(target):
            return
        if target.is_dir():
            raise OutputError(f"cannot write {target}: that is a folder; name a file in it")
        _check_folder(target)
        exists = os.path.lexists(target)
    except (OSError, ValueError) as error:
        raise OutputError(explain(target, error)) from error
    if exists and overwrite_only_own and not force and not is_own(target):
        raise OutputError(f"{target} was not written by catchup and is left as it is; use --force to overwrite it")


def write_folder(folder: Path | str, files: Mapping[str, str], *, force: bool = False) -> tuple[Path, ...]:
    """Write a set of files into a folder, all or none, with a manifest by which the set is known again.

    All are filled aside first. A new folder appears in one move; into a folder that exists the files are moved one by
    one, and what was there is put back if a move fails. Killed between two moves, the folder holds whole tables, some
    old and some new; the manifest goes last.
    """
    target = Path(folder)
    try:
        _check_set(target, (*files, MANIFEST), force)
        return _write_set(target, {**files, MANIFEST: _manifest_text(files)})
    except (OSError, ValueError) as error:
        raise OutputError(explain(target, error)) from error


def check_folder_target(folder: Path | str, names: Iterable[str], *, force: bool = False) -> None:
    """Raise OutputError if this set of files cannot or must not be written into the folder."""
    target = Path(folder)
    try:
        _check_set(target, (*names, MANIFEST), force)
    except (OSError, ValueError) as error:
        raise OutputError(explain(target, error)) from error


def same_file(one: Path | str, other: Path | str) -> bool:
    """Do both names lead to one file that is there?"""
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return False


def is_own(path: Path) -> bool:
    """Was this file written by catchup? Told by a mark in its first bytes; an empty file is anybody's."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return False
    return not head or any(mark.search(head) for mark in (_HTML_MARK, _JSON_MARK, _JSON_SCHEMA_MARK, _PROGRAM_MARK))


def explain(path: Path, error: BaseException) -> str:
    """One sentence for a failed write."""
    number = error.errno if isinstance(error, OSError) else None
    words = _WORDS.get(number or 0) or (isinstance(error, OSError) and error.strerror) or str(error)
    return f"cannot write {path}: {words}"


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _check_folder(target: Path) -> None:
    folder = target.parent
    if not folder.exists():
        raise OutputError(f"cannot write {target}: there is no folder {folder}; make it first")
    if not folder.is_dir():
        raise OutputError(f"cannot write {target}: {folder} is a file, not a folder")


def _real_target(target: Path) -> Path:
    """What a symbolic link points to, so that the link survives the move."""
    return target.resolve() if target.is_symlink() else target


def _write_device(target: Path, data: bytes) -> None:
    with target.open("wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) or 0 :]


def _aside(folder: Path, name: str) -> Path:
    """A hidden name in the same folder that says who writes; what a process that is gone left there is removed."""
    for old in folder.glob(f".{glob.escape(name)}.*.tmp"):
        writer = _LEFT.search(old.name)
        if writer and not _alive(int(writer[1])):
            if old.is_dir() and not old.is_symlink():
                shutil.rmtree(old, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    old.unlink()
    return folder / f".{name}.{os.getpid()}-{secrets.token_hex(6)}.tmp"


def _alive(process: int) -> bool:
    """Is it running here? Where that cannot be asked without harm, it may be."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _replace(target: Path, data: bytes) -> None:
    temporary = _aside(target.parent, target.name[:80])
    try:
        _fill(temporary, data)
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:  # Ctrl-C too must not leave half a file
        temporary.unlink(missing_ok=True)
        raise


def _fill(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _manifest_text(files: Mapping[str, str]) -> str:
    names = ", ".join(f'"{name}"' for name in files)
    return f'{{"schema": "catchup/tables/1", "files": [{names}]}}\n'


def _check_set(target: Path, names: tuple[str, ...], force: bool) -> None:
    if os.path.lexists(target) and not target.is_dir():
        raise OutputError(f"cannot write tables into {target}: that is a file, not a folder")
    if not target.exists():
        _check_folder(target)
        return
    inside = [name for name in names if os.path.lexists(target / name)]
    if any((target / name).is_dir() for name in inside):
        raise OutputError(f"cannot write tables into {target}: a folder in it has the name of a table")
    if inside and not force and not is_own(target / MANIFEST):
        raise OutputError(
            f"{target / inside[0]} was not written by catchup and is left as it is; "
            "name another folder or use --force to overwrite it"
        )


def _write_set(target: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    room = target if target.exists() else target.parent  # on the same disk as where the files go
    staging = _aside(room, "catchup")
    try:
        staging.mkdir()
        for name, text in files.items():
            _fill(staging / name, text.encode("utf-8"))
        if target.exists():
            _move_in(staging, target, tuple(files))
        else:
            staging.rename(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return tuple(target / name for name in files)


def _move_in(staging: Path, target: Path, names: tuple[str, ...]) -> None:
    """Move each file in; if one fails, put back what was there."""
    before = staging / "before"
    before.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if os.path.lexists(target / name):
                shutil.copy2(target / name, before / name, follow_symlinks=False)
            moved.append(name)
            (staging / name).replace(target / name)
    except BaseException:
        for name in moved:
            with contextlib.suppress(OSError):
                if os.path.lexists(before / name):
                    (before / name).replace(target / name)
                elif not (staging / name).exists():
                    (target / name).unlink(missing_ok=True)
        raise
