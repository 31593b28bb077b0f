"""Which pages their authors keep from search engines: no alternates and no sitemap may lead there."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath

from pipeline.formats.html import tokens
from pipeline.site.links import INDEX, place

ROBOTS = frozenset({"robots", "googlebot", "bingbot"})


def is_hidden(page: str, text: str, base_url: str) -> bool:
    """Tell whether a page says `noindex` of itself, or that its home is another page (its canonical link)."""
    if PurePosixPath(page).suffix.lower() not in {".html", ".htm"}:
        return False
    canonical = ""
    for token in tokens.tokens(text):
        if token.kind != "start" or token.text not in ("meta", "link"):
            continue
        values = {attribute.name: attribute.value.strip() for attribute in tokens.attributes(text, token)}
        said = values.get("content", "").lower().replace(",", " ").split()
        if values.get("name", "").lower() in ROBOTS and {"noindex", "none"} & set(said):
            return True
        if "canonical" in values.get("rel", "").lower().split():
            canonical = canonical or values.get("href", "")
    return bool(canonical) and not _is_itself(canonical, page, base_url)


def _is_itself(url: str, page: str, base_url: str) -> bool:
    if url.startswith(("#", "?")):
        return True
    found = place(url, page, base_url)
    return found is not None and page in (found.path, posixpath.normpath(posixpath.join(found.path, INDEX)))
