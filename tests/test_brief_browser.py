"""The brief in a real browser: no request, no complaint, readable at every width, four printed pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from plans import make_example
from test_brief import heavy

from catchup.brief import render_brief

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = 1280, 390
MOST_STOPS = 40


PLANS = {"good": make_example("good"), "none": make_example("none"), "harmful": make_example("harmful"),
         "infeasible": make_example("infeasible"), "identical": make_example("identical"), "heavy": heavy()}


def unavailable(reason: str) -> None:
    """Skip, or fail where the browser is demanded."""
    if os.environ.get("CATCHUP_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    if path is None:
        unavailable("no Chromium on this machine (looked for chromium, chromium-browser, google-chrome)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("briefs")
    for name, plan in PLANS.items():
        (folder / f"{name}.html").write_text(render_brief(plan), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in PLANS}


def axe(page: Any) -> list[str]:
    """Violations, with all folded parts open."""
    from axe_playwright_python.base import AXE_FILE_PATH

    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]]


@pytest.mark.parametrize("name", list(PLANS))
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
    page.close()
    assert states == ["loaded"] * 3
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
    assert not said


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "light"), (WIDE, "dark")])
@pytest.mark.parametrize("name", ["good", "none", "identical"])
def test_axe_finds_nothing(browser: Any, files: dict[str, Path], name: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(files[name].as_uri())
    found = axe(page)
    page.close()
    assert not found


@pytest.mark.parametrize("width", [NARROW, 320])
@pytest.mark.parametrize("name", ["good", "heavy"])
def test_the_page_never_scrolls_sideways(browser: Any, files: dict[str, Path], name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(files[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide <= width


@pytest.mark.parametrize("name", list(PLANS))
def test_print_is_four_pages_at_most(browser: Any, files: dict[str, Path], name: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(files[name].as_uri())
    page.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True, print_background=True, tagged=True)
    page.close()
    data = (tmp_path / "brief.pdf").read_bytes()
    pages = data.count(b"/Type /Page\n") or data.count(b"/Type /Page")
    assert 1 <= pages <= 4
    assert len(data) <= 700_000


def test_the_keyboard_goes_from_the_skip_link_through_all_folded_parts(browser: Any, files: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    page.goto(files["good"].as_uri())
    stops = []
    while len(stops) <= MOST_STOPS and not (stops and stops[-1].startswith("BODY")):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()"))
    summaries = page.evaluate("[...document.querySelectorAll('summary')].map(s => 'SUMMARY ' + s.textContent.trim())")
    page.close()
    assert stops[0] == "A Skip to the answer"
    assert [stop for stop in stops if stop.startswith("SUMMARY")] == summaries
    assert stops[-1].startswith("BODY")


def test_a_narrow_picture_keeps_its_words_readable(browser: Any, files: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": NARROW, "height": 900})
    page.goto(files["good"].as_uri())
    sizes = page.evaluate("""[...document.querySelectorAll('.chart svg')].map(s =>
        Math.min(...[...s.querySelectorAll('text')].map(t => parseFloat(t.getAttribute('font-size'))))
        * s.getBoundingClientRect().width / s.viewBox.baseVal.width)""")
    page.close()
    assert min(sizes) >= 10.5
