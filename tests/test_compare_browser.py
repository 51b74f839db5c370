"""The comparison page in a real browser: no request, no complaint, readable at every width, at most five A4 pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from comparisons import PLANS, SETS, chosen
from pact_cases import worth
from plans import parts

from catchup.compare_page import render_compare
from catchup.plan import Plan, make_plan

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = 1280, 390
MOST_PAGES = 5
MOST_NODES = 4_000
NAMES = [*SETS, "crowded", "pact"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    if path is None:
        reason = "no Chromium on this machine (looked for chromium, chromium-browser, google-chrome)"
        if os.environ.get("CATCHUP_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


def crowded() -> list[Plan]:
    """Two plans with many more projects and inputs that differ than a page can show."""
    meta, card, tables = parts("good")
    tables["projects"] = [{**row, "id": f"{row['id']}_{n}", "name": f"{row['name']}, lot {n} of the long list",
                           "first_order": 2026 + n, "online": 2031 + n}
                          for n in range(6) for row in tables["projects"]]
    tables["inputs"] = [{**row, "value": 2 * row["value"] + 1} for row in tables["inputs"]]
    return [PLANS["good"], make_plan({**meta, "scenario_sha256": "b" * 64, "chain_sha256": "c" * 64}, card, tables)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("comparisons")
    for name in NAMES:
        plans = crowded() if name == "crowded" else chosen("countries" if name == "pact" else name)
        page = render_compare(plans, pact=worth() if name == "pact" else None)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_opening_the_page_asks_for_nothing_and_raises_no_complaint(
        browser: Any, files: dict[str, Path], name: str) -> None:
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(files[name].as_uri())
    states = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map(f => f.status))")
    nodes = page.evaluate("document.querySelectorAll('*').length")
    page.close()
    assert states == ["loaded"] * 3
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
    assert not said
    assert nodes <= MOST_NODES


@pytest.mark.parametrize(("name", "width", "scheme"), [
    ("two", WIDE, "light"), ("two", WIDE, "dark"), ("two", NARROW, "light"), ("three", WIDE, "light"),
    ("eight", NARROW, "light"), ("countries", WIDE, "light"), ("infeasible", WIDE, "light"), ("same", 320, "light"),
    ("pact", WIDE, "light"), ("pact", NARROW, "dark"),
])
def test_axe_finds_nothing(browser: Any, files: dict[str, Path], name: str, width: int, scheme: str) -> None:
    from axe_playwright_python.base import AXE_FILE_PATH

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(files[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    page.close()
    assert not [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]]


@pytest.mark.parametrize("width", [NARROW, 320])
@pytest.mark.parametrize("name", ["two", "countries", "eight", "crowded", "pact"])
def test_the_page_never_scrolls_sideways(browser: Any, files: dict[str, Path], name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(files[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide <= width


@pytest.mark.parametrize("name", NAMES)
def test_print_is_five_pages_at_most(browser: Any, files: dict[str, Path], name: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(files[name].as_uri())
    page.pdf(path=tmp_path / "compare.pdf", prefer_css_page_size=True, print_background=True, tagged=True)
    page.close()
    body = (tmp_path / "compare.pdf").read_bytes()
    assert 1 <= body.count(b"/Type /Page\n") <= MOST_PAGES


@pytest.mark.parametrize("name", ["two", "harmful", "three", "eight", "countries", "crowded"])
def test_no_word_of_a_picture_is_cut_off_or_lies_on_another(browser: Any, files: dict[str, Path], name: str) -> None:
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    page.goto(files[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate("document.fonts.ready")
    found = page.evaluate("""() => [...document.querySelectorAll('.chart svg')].flatMap(svg => {
        const view = svg.viewBox.baseVal
        const words = [...svg.querySelectorAll('text:not([aria-hidden])')].map(t => [t.textContent, t.getBBox()])
        const out = words.filter(([, b]) => b.x < -1 || b.x + b.width > view.width + 1 || b.y < -1
            || b.y + b.height > view.height + 1).map(([text]) => 'cut: ' + text)
        words.forEach(([text, b], i) => words.slice(i + 1).forEach(([other, o]) => {
            const across = Math.min(b.x + b.width, o.x + o.width) - Math.max(b.x, o.x)
            const down = Math.min(b.y + b.height, o.y + o.height) - Math.max(b.y, o.y)
            if (across > 1 && down > 4) out.push(text + ' on ' + other)
        }))
        return out
    })""")
    page.close()
    assert not found
