"""Take the pictures of the README: a localised page in Chromium, and a PO entry set as a page of its own."""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.po import catalog

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ENTRY = """<!DOCTYPE html><meta charset="utf-8"><style>
body{margin:1.5rem;font:15px/1.5 monospace;background:#fff;color:#222}
pre{margin:0;white-space:pre-wrap} .c{color:#667} .k{color:#06c} .f{color:#b50}</style><pre>%s</pre>"""


def main(demo: Path, images: Path) -> None:
    """Write the pictures of the demo in `demo` into the folder `images`."""
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if browser is None:
        sys.exit("Chromium is not installed")
    images.mkdir(parents=True, exist_ok=True)
    article = demo / "site/pt-BR/articles/car-nk-therapy.html"
    shoot(browser, article, images / "page-pt-BR.png", "1100,1000")
    shoot(browser, demo / "site/ar-XB/articles/car-nk-therapy.html", images / "page-ar-XB.png", "1100,1000")
    path = demo / "locales/pt_BR/LC_MESSAGES/articles/car-nk-therapy.html.po"
    found = catalog.read(path)
    entry = next(
        entry for entry in found.entries if {"Paragraph", "Codes"} <= {x.split(":")[0] for x in entry.extracted}
    )
    text = catalog.serialize(catalog.Catalog(found.headers, (entry,))).split("\n\n", 1)[1]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "entry.html"
        page.write_text(ENTRY % "\n".join(map(coloured, text.splitlines())), "utf-8")
        shoot(browser, page, images / "po-entry.png", "1100,400")


def coloured(line: str) -> str:
    """Return a line of PO as HTML, coloured by its kind."""
    kind = "f" if line.startswith("#,") else "c" if line.startswith("#") else "k"
    return f'<span class="{kind}">{html.escape(line)}</span>'


def shoot(browser: str, page: Path, picture: Path, size: str) -> None:
    """Take a picture of a page at a window size of "width,height" pixels."""
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
        command += ["--disable-background-networking", f"--user-data-dir={profile}", f"--window-size={size}"]
        command += [f"--screenshot={picture.resolve()}", page.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
