"""The demo in a real browser, as readers have it: it fits, runs in its direction and works without a mouse."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from pipeline import locales
from pipeline.project import config
from tests.support import ROOT
from tests.support.demo import Demo

SETTINGS = config.load(ROOT / config.FILE_NAME)
SOURCE = SETTINGS.source.tag
# Of each kind of script and direction one, and the longest texts in both.
LOOKED_AT = ("pt-BR", "ar", "zh-Hans", "en-XA", "ar-XB")
KINDS = ("index.html", "articles/car-nk-therapy.html")
LOCALISED = [f"{tag}/{kind}" for tag in LOOKED_AT for kind in KINDS]
CHOOSER = "index.html"
PAGES = [CHOOSER, *LOCALISED]
NARROW, WIDE = 360, 1280
MOST_TABS = 60
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
every_page = pytest.mark.parametrize("name", PAGES)
every_localised_page = pytest.mark.parametrize("name", LOCALISED)
every_width = pytest.mark.parametrize("width", [NARROW, WIDE])


@dataclass
class Visit:
    """A page that is open in the browser, and what went wrong meanwhile."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, name: str, width: int = WIDE) -> Page:
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.goto(f"{self.address}/{name}", wait_until="load")
        return self.page


@dataclass(frozen=True)
class Picture:
    """What a PNG file says of itself; `shades`: how many values its bytes have once they are decompressed."""

    width: int
    height: int
    shades: int


def picture(data: bytes) -> Picture:
    width, height = struct.unpack(">II", data[16:24])
    at, packed = 8, b""
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + size]
        at += size + 12
    return Picture(width, height, len(set(zlib.decompress(packed))))


def serious(page: Page, **options: Any) -> list[str]:
    """Return what axe finds on a page that is serious or critical."""
    violations = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {[node['html'][:120] for node in violation['nodes'][:3]]}"
        for violation in violations
        if violation["impact"] in {"serious", "critical"}
    ]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def server(demo: Demo) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(demo.root))) as served:
        thread = Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    context = browser.new_context()
    context.add_init_script(SHIFTS)
    visit = Visit(context.new_page(), server)
    visit.page.on(
        "console", lambda message: visit.errors.append(message.text) if message.type in {"error", "warning"} else None
    )
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))

    def routed(route: Route) -> None:
        if route.request.url.startswith(f"{server}/"):
            route.continue_()
        else:
            visit.elsewhere.append(route.request.url)
            route.abort()

    context.route("**/*", routed)
    yield visit
    context.close()


@every_page
@every_width
def test_a_page_fits_into_the_window(name: str, width: int, visit: Visit) -> None:
    page = visit.open(name, width)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
          .filter((e) => e.checkVisibility() && !e.closest(".skip-link"))
          .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5)"""
    )
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, wide


@every_localised_page
@every_width
def test_a_picture_of_a_page_shows_something(name: str, width: int, visit: Visit) -> None:
    seen = picture(visit.open(name, width).screenshot(full_page=True))
    assert seen.width == width
    assert seen.height > 800
    assert seen.shades > 100  # of a white page: two


@every_localised_page
def test_a_page_and_its_paragraphs_run_in_their_direction(name: str, visit: Visit) -> None:
    page = visit.open(name)
    locale = locales.parse(name.partition("/")[0])
    assert page.eval_on_selector("html", "(e) => e.lang") == locale.tag
    elements = page.eval_on_selector_all(
        "html, body, h1, main p, main li, .l10n-source",
        "(all) => all.map((e) => [e.closest('[lang]').lang, getComputedStyle(e).direction, e.outerHTML.slice(0, 120)])",
    )
    assert {direction for tag, direction, _ in elements if tag == locale.tag} == {locale.direction}
    wrong = [text for tag, direction, text in elements if direction != locales.parse(tag).direction]
    assert wrong == []


@every_localised_page
def test_a_notice_over_drafts_is_seen_without_scrolling(name: str, visit: Visit) -> None:
    page = visit.open(name, NARROW)
    notice = page.query_selector(".l10n-notice")
    if notice is None:
        assert page.query_selector(".l10n-source") is None
        return
    box = notice.bounding_box()
    assert box is not None
    assert box["y"] < 800
    assert notice.inner_text().strip()


@every_localised_page
def test_a_notice_takes_at_most_a_third_of_a_phone_s_first_screen_and_opens(name: str, visit: Visit) -> None:
    page = visit.open(name, NARROW)
    height = "document.querySelector('.l10n-notice').getBoundingClientRect().height"
    assert page.evaluate(height) <= 800 / 3
    page.keyboard.press("Tab")
    summary = page.query_selector(".l10n-notice summary")
    assert summary is not None
    summary.press("Enter")
    assert page.query_selector(".l10n-notice details[open]") is not None


@every_localised_page
def test_links_to_passages_have_names_of_their_own(name: str, visit: Visit) -> None:
    page = visit.open(name)
    named = page.eval_on_selector_all(
        ".l10n-mark > a", "(links) => links.map((link) => [link.getAttribute('aria-label') ?? '', link.textContent])"
    )
    assert [text for label, text in named if not label.startswith(text)] == []
    assert len({label for label, _ in named}) == len(named)


@every_localised_page
def test_the_languages_are_reached_and_chosen_by_keyboard(name: str, visit: Visit) -> None:
    page = visit.open(name, NARROW)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches(`.l10n-languages a[hreflang='%s']`)" % SOURCE):  # noqa: UP031
            break
    else:
        pytest.fail(f"{MOST_TABS} times Tab don't lead to the language {SOURCE}")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{visit.address}/{SOURCE}/{name.partition('/')[2]}"
    assert page.eval_on_selector("html", "(e) => e.lang") == SOURCE


@every_page
@every_width
def test_axe_finds_nothing_serious(name: str, width: int, visit: Visit) -> None:
    assert serious(visit.open(name, width)) == []


@pytest.mark.parametrize("name", [CHOOSER, "ar/index.html", "pt-BR/articles/car-nk-therapy.html"])
def test_axe_finds_enough_contrast_in_the_dark(name: str, visit: Visit) -> None:
    page = visit.open(name)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) != light
    assert serious(page, runOnly=["color-contrast"]) == []


@every_page
@every_width
def test_nothing_moves_while_a_page_loads(name: str, width: int, visit: Visit) -> None:
    page = visit.open(name, width)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.shifts") == 0


@every_page
def test_a_page_asks_nobody_else_and_complains_of_nothing(name: str, visit: Visit) -> None:
    visit.open(name)
    assert visit.elsewhere == []
    assert visit.errors == []
