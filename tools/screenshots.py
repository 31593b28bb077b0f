"""Take the pictures of the documents: a localised page on a wide and on a narrow screen, and a PO entry as a page."""

from __future__ import annotations

import html
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pipeline.po import catalog

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LOCALES = ("ar", "zh-Hans", "pt-BR", "en-XA")
ARTICLE = "articles/car-nk-therapy.html"
WIDE, NARROW, HEIGHT = 1280, 360, 800
FURTHER_DOWN = "trial"  # the section with figures, which a locale may not have reviewed: they stand there in English
ENTRY = """<!DOCTYPE html><meta charset="utf-8"><style>
body{margin:1.5rem;font:15px/1.5 monospace;background:#fff;color:#222}
pre{margin:0;white-space:pre-wrap} .c{color:#667} .k{color:#06c} .f{color:#b50}</style><pre>%s</pre>"""


def main(demo: Path, images: Path) -> None:
    """Write the pictures of the demo in `demo` into the folder `images`."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        sys.exit("Chromium is not installed")
    images.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for tag in LOCALES:
            article = (demo / "site" / tag / ARTICLE).resolve()
            if not article.is_file():
                sys.exit(f"{article} is missing: the demo left this locale out")
            shoot(browser, article.as_uri(), images / f"{tag}-{WIDE}.png", width=WIDE)
            shoot(browser, f"{article.as_uri()}#{FURTHER_DOWN}", images / f"{tag}-{NARROW}.png", width=NARROW)
        page = browser.new_page(viewport={"width": 1100, "height": 300})
        page.set_content(ENTRY % entry(demo / f"locales/pt_BR/LC_MESSAGES/{ARTICLE}.po"))
        page.screenshot(path=images / "po-entry.png", full_page=True)
        browser.close()


def shoot(browser: Browser, address: str, picture: Path, *, width: int) -> None:
    """Take a picture of what a screen of this width shows of a page."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT})
    page.goto(address)
    page.screenshot(path=picture)
    page.close()


def entry(path: Path) -> str:
    """Return a catalog's first entry of a paragraph with codes as HTML."""
    found = catalog.read(path)
    first = next(
        entry for entry in found.entries if {"Paragraph", "Codes"} <= {text.split(":")[0] for text in entry.extracted}
    )
    text = catalog.serialize(catalog.Catalog(found.headers, (first,))).split("\n\n", 1)[1]
    return "\n".join(map(coloured, text.splitlines()))


def coloured(line: str) -> str:
    """Return a line of PO as HTML, coloured by its kind."""
    kind = "f" if line.startswith("#,") else "c" if line.startswith("#") else "k"
    return f'<span class="{kind}">{html.escape(line)}</span>'


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
