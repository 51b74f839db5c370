"""A brief made again from what its page carries, and every figure that differs."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import catchup
from catchup.brief import SHOWN_TABLES, render_brief
from catchup.carried import is_shipped, shipped, unpacked
from catchup.errors import InputError, Problem
from catchup.hands import Hand
from catchup.load import Loaded, load_chain, load_profile, load_scenario, load_strategy
from catchup.page import data_block
from catchup.plan import Plan
from catchup.solve import Progress, make_country_plan
from catchup.solving import Effort

DATA = re.compile(r'<script type="application/json" id="catchup-data">(.*?)</script>', re.S)
PLACE = ("command", "profile_file", "version", "solver_version")
"""what a page says of where and with what it was made: taken over, and told if it is another program"""
KINDS: Mapping[str, tuple[str, Callable[[Any], Loaded[Any]]]] = {
    "profile": ("iso3", load_profile), "scenario": ("scenario_id", load_scenario),
    "strategy": ("strategy_id", load_strategy)}


@dataclass(frozen=True)
class Difference:
    """One figure or text that comes out otherwise."""

    what: str
    page: str
    now: str


@dataclass(frozen=True)
class Verified:
    """Figures compared, those that differ, and what to know of the program that wrote the page."""

    title: str
    figures: int
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Carried:
    """What a page carries: its whole text, its data, and the files that it was made from."""

    html: str
    data: dict[str, Any]
    files: dict[str, Loaded[Any]]


def read_page(path: Path, shown: str) -> Carried:
    """The data of a brief and its files. Raises InputError if it is no brief or a file is not known here."""
    try:
        html = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise _wrong(shown, "E070", "is not text, so no brief", "give a page written by `catchup brief`") from None
    except (OSError, ValueError) as error:
        words = (isinstance(error, OSError) and error.strerror) or str(error)
        raise _wrong(shown, "E001", f"cannot be read: {words}", "give a page written by `catchup brief`") from None
    found = DATA.search(html)
    try:
        data = json.loads(found[1]) if found else None
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("schema") != "catchup/page/1" or not isinstance(data.get("meta"), dict):
        raise _wrong(shown, "E070", "is no brief of catchup, or its data block is damaged",
                     "give a page written by `catchup brief`")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(data["meta"].get("as_of"))):
        raise _wrong(shown, "E070", "has no date in its data block", "give a page written by `catchup brief`")
    return Carried(html, data, _files(data["meta"], shown))


def _files(meta: Mapping[str, Any], page: str) -> dict[str, Loaded[Any]]:
    """Each file from the page or from among those shipped; all that are missing are told at once."""
    files: dict[str, Loaded[Any]] = {}
    problems: list[Problem] = []
    for kind, (key, load) in KINDS.items():
        name, sha256 = str(meta.get(key, "")), str(meta.get(f"{kind}_sha256", ""))
        box = meta.get("carried")
        own = box.get(kind) if isinstance(box, Mapping) else None
        try:
            files[kind] = _own(load, own, sha256) if isinstance(own, Mapping) else _shipped(kind, load, name, sha256)
        except (ValueError, InputError) as error:
            text = f"was made from the {kind} {name}, which cannot be had here: {error}"
            hint = "use the version of catchup that wrote it, or keep its file where it was"
            problems.append(Problem(page, 0, 0, "E071", text, hint))
    chain = load_chain()
    if chain.sha256 != meta.get("chain_sha256"):
        text = f"was made with another chain (catchup {meta.get('version')}, this is {catchup.__version__})"
        problems.append(Problem(page, 0, 0, "E071", text, "use the version of catchup that wrote it"))
    if problems:
        raise InputError(problems)
    return {**files, "chain": chain}


def _shipped(kind: str, load: Callable[[Any], Loaded[Any]], name: str, sha256: str) -> Loaded[Any]:
    if not is_shipped(kind, name, sha256):
        raise ValueError(f"no shipped file has the digest {sha256[:12]}")
    path = shipped(kind, Path(name).name)
    shown = f"countries/{path.name}" if kind == "profile" else f"catchup/data/{path.parent.name}/{path.name}"
    return replace(load(path), shown=shown)


def _own(load: Callable[[Any], Loaded[Any]], own: Mapping[str, Any], sha256: str) -> Loaded[Any]:
    """A file of the user's, from its text; where the page was too small for it, from where it was."""
    shown = str(own.get("file", ""))
    if not own.get("text"):
        loaded = load(Path(shown))
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / (Path(shown).name or "file.yaml")
            path.write_bytes(unpacked(str(own["text"])))
            loaded = load(path)
    if loaded.sha256 != sha256:
        raise ValueError(f"{shown} has not the digest {sha256[:12]}")
    return replace(loaded, path=Path(shown), shown=shown, changes=tuple(str(own.get("changes", "")).split()))


def verify(page: Carried, progress: Progress, hands: Sequence[Hand] = ()) -> Verified:
    """Make the plan again and compare data and page; Raises SolverError if the solver gives up."""
    meta = page.data["meta"]
    plan = make_country_plan(
        page.files["profile"], page.files["chain"], page.files["scenario"], page.files["strategy"],
        as_of=str(meta.get("as_of")), depth="brief", progress=progress, hands=hands)
    plan = Plan({**plan.meta, **{key: meta[key] for key in PLACE if key in meta}}, plan.scorecard, plan.tables)
    now = json.loads(data_block(plan, SHOWN_TABLES))
    differences = list(_differences("", page.data, now))
    if not differences:
        differences = list(_in_text(page.html, render_brief(plan)))
    title = f"{meta.get('short_name')}, {meta.get('strategy_name')}, {meta.get('scenario_name')}"
    return Verified(title, sum(1 for _ in _leaves(now)), tuple(differences), tuple(_notes(meta)))


def _notes(meta: Mapping[str, Any]) -> Iterator[str]:
    here = {"version": ("catchup", catchup.__version__), "solver_version": ("HiGHS", Effort().version)}
    for key, (name, version) in here.items():
        if meta.get(key) != version:
            yield f"the page was written with {name} {meta.get(key)}, this is {version}"


def _differences(path: str, page: Any, now: Any) -> Iterator[Difference]:
    """Every leaf that differs, by its path; rows of tables by what stands in their first cell."""
    if isinstance(page, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*page, *now)):
            yield from _differences(f"{path}.{key}".lstrip("."), page.get(key), now.get(key))
    elif isinstance(page, list) and isinstance(now, list):
        for number in range(max(len(page), len(now))):
            sides = [side[number] if number < len(side) else None for side in (page, now)]
            yield from _differences(f"{path}[{number}]", *sides)
    elif page != now or isinstance(page, bool) != isinstance(now, bool):
        yield Difference(path, _said(page), _said(now))


def _in_text(page: str, now: str) -> Iterator[Difference]:
    """Lines of the page that differ though its data block does not: somebody wrote on the page."""
    theirs, ours = page.splitlines(), now.splitlines()
    for number in range(max(len(theirs), len(ours))):
        there, here = (lines[number] if number < len(lines) else "" for lines in (theirs, ours))
        if there != here:
            at = next((i for i, pair in enumerate(zip(there, here, strict=False)) if pair[0] != pair[1]), 0)
            part = slice(max(0, at - 30), at + 40)
            yield Difference(f"text of the page, line {number + 1}", there[part], here[part])


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _leaves(entry)
    else:
        yield value


def _said(value: Any) -> str:
    text = "nothing" if value is None else value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _wrong(page: str, code: str, message: str, hint: str) -> InputError:
    return InputError([Problem(page, 0, 0, code, message, hint)])
