"""Every page of the demo is small, runs no script and asks nobody else: readers may be on a slow line, and are ill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.support.demo import Demo

BUDGET = 56_000  # bytes of HTML and CSS; each link of a mark has a name of its own
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}


def pages(demo: Demo) -> list[Path]:
    paths = sorted(demo.root.rglob("*.html"))
    assert len(paths) > 2 * len(demo.settings.targets)
    return paths


def loaded(page: LexborHTMLParser) -> Iterator[str]:
    """The addresses that a browser fetches with a page."""
    for node in page.css("[src], [srcset], [poster], object[data]"):
        yield from (value for name in ("src", "srcset", "poster", "data") if (value := node.attributes.get(name)))
    for node in page.css("link[href]"):
        if LOADED & set((node.attributes["rel"] or "").split()):
            yield node.attributes["href"] or ""


def test_a_page_and_its_styles_are_small(demo: Demo) -> None:
    for path in pages(demo):
        styles = LexborHTMLParser(path.read_text("utf-8")).css("link[rel=stylesheet]")
        files = [path, *(path.parent / str(style.attributes["href"]) for style in styles)]
        assert sum(file.stat().st_size for file in files) < BUDGET, path


def test_the_only_scripts_are_data(demo: Demo) -> None:
    for path in pages(demo):
        page = LexborHTMLParser(path.read_text("utf-8"))
        assert {script.attributes.get("type") for script in page.css("script")} <= {"application/ld+json"}, path
        handlers = [name for node in page.css("*") for name in node.attributes if name.startswith("on")]
        assert handlers == [], path
        assert page.css("iframe, embed, object, [href^='javascript:' i]") == [], path


def test_nothing_that_a_page_loads_is_elsewhere(demo: Demo) -> None:
    resources = {address: path for path in pages(demo) for address in loaded(LexborHTMLParser(path.read_text("utf-8")))}
    assert resources
    assert [address for address in resources if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.I)] == []
    assert [address for address, path in resources.items() if not (path.parent / address).is_file()] == []
