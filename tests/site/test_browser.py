"""A localised page in a real browser: what it builds of the page is what we meant."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from pipeline import locales
from pipeline.formats import FormatSettings
from pipeline.model import segment_key
from pipeline.site import page
from pipeline.site.links import SiteMap
from pipeline.site.page import Shell

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--dump-dom"),
)
SOURCE = """<!doctype html><title>Fever</title><p>Call us at <b>38.5 °C</b>.<p>Good night.
<p id=result></p><script>
const style = getComputedStyle(document.querySelector("body > p"));
const first = document.body.firstElementChild;
document.getElementById("result").textContent =
  [document.documentElement.lang, style.direction, first.className, first.offsetHeight > 0].join(" ");
</script>"""


def test_a_browser_finds_language_direction_and_a_visible_notice(tmp_path: Path, needs: Callable[[str], str]) -> None:
    browser = needs("chromium")
    both = (locales.parse("en"), locales.parse("ar"))
    site = SiteMap(both, {"en": {"a.html"}, "ar": {"a.html"}}, {})
    shell = Shell("a.html", *both, site)
    text = page.localised(
        SOURCE,
        shell,
        accepted={},
        drafts={segment_key(None, "Call us at <1>38.5 °C</1>."): "اتصل بنا عند <1>38.5 °C</1>."},
        settings=FormatSettings(),
    )
    path = tmp_path / "a.html"
    path.write_text(text, "utf-8")
    command = [browser, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    tree = LexborHTMLParser(done.stdout)
    result = tree.css_first("#result")
    assert result is not None
    assert result.text() == "ar rtl l10n-notice true"
    english = tree.css_first("span[lang=en]")
    assert english is not None
    assert english.text().strip() == "Good night."
