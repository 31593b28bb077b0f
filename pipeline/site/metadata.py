"""Metadata of a source page, by its own word: when it was modified, and whether search engines may show it.

Only what the page's author wrote counts: no date of a file or of version control is taken for the page's own. To a page
that its author keeps from search engines no alternates and no sitemap may lead.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import date

from pipeline import formats
from pipeline.formats.html import tokens
from pipeline.formats.html.jsonld import is_structured_data
from pipeline.formats.html.tokens import Token
from pipeline.formats.markdown.parsing import front_matter
from pipeline.site.links import INDEX, resolve

ROBOTS = frozenset({"robots", "googlebot", "bingbot"})
_META = frozenset({"dcterms.modified", "dc.date.modified", "last-modified", "article:modified_time", "og:updated_time"})
_DAY = r"(\d{4}-\d\d-\d\d)(?:[T ][^\s\"']*)?"
_MODIFIED = re.compile(rf'"dateModified"\s*:\s*"{_DAY}"')
_KEY = re.compile(
    rf"^(?:modified|last_?mod(?:ified)?|date_?modified|updated(?:_at)?)\s*:\s*[\"']?{_DAY}[\"']?\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def modified(page: str, text: str) -> date | None:
    """Return the latest date on which a page says that it was modified; None where it says nothing."""
    kind = formats.kind(page)
    dates: list[str] = []
    if kind == "HTML":
        dates = list(_dates(text))
    elif kind == "Markdown" and (front := front_matter(text)) is not None:
        dates = _KEY.findall(text[front.body : front.body_end])
    return max((day for written in dates if (day := _day(written)) is not None), default=None)


def is_hidden(page: str, text: str, base_url: str) -> bool:
    """Tell whether a page says `noindex` of itself, or that its home is another page (its canonical link)."""
    if formats.kind(page) != "HTML":
        return False
    canonical = ""
    for token in tokens.tokens(text):
        if token.kind != "start" or token.text not in ("meta", "link"):
            continue
        values = {name: value.strip() for name, value in _attributes(text, token).items()}
        directives = values.get("content", "").lower().replace(",", " ").split()
        if values.get("name", "").lower() in ROBOTS and {"noindex", "none"} & set(directives):
            return True
        if "canonical" in values.get("rel", "").lower().split():
            canonical = canonical or values.get("href", "")
    return bool(canonical) and not _is_itself(canonical, page, base_url)


def _dates(text: str) -> Iterator[str]:
    """Yield the dates in the metadata of a page's head and in its structured data."""
    structured = False
    for token in tokens.tokens(text):
        if structured:
            yield from _MODIFIED.findall(text[token.start : token.end])
        if token.kind == "start" and token.text == "meta":
            values = _attributes(text, token)
            if _META & {values.get("name", "").lower(), values.get("property", "").lower()}:
                yield values.get("content", "").strip()
        if token.kind == "start" and token.text == "script":
            structured = is_structured_data("script", _attributes(text, token))
        elif token.kind == "end":
            structured = False


def _day(written: str) -> date | None:
    match = re.fullmatch(_DAY, written)
    try:
        return date.fromisoformat(match[1]) if match is not None else None
    except ValueError:
        return None


def _attributes(text: str, tag: Token) -> dict[str, str]:
    return {attribute.name: attribute.value for attribute in tokens.attributes(text, tag)}


def _is_itself(url: str, page: str, base_url: str) -> bool:
    if url.startswith(("#", "?")):
        return True
    resolved = resolve(url, page, base_url)
    return resolved is not None and page in (resolved.path, posixpath.normpath(posixpath.join(resolved.path, INDEX)))
