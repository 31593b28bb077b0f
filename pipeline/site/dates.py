"""The date that a page gives itself: when its author last changed what it says. Nothing else is taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from pipeline.formats.html import tokens
from pipeline.formats.html.jsonld import is_structured_data
from pipeline.formats.markdown.mask import front_matter

_META = frozenset({"dcterms.modified", "dc.date.modified", "last-modified", "article:modified_time", "og:updated_time"})
_DAY = r"(\d{4}-\d\d-\d\d)(?:[T ][^\s\"']*)?"
_MODIFIED = re.compile(rf'"dateModified"\s*:\s*"{_DAY}"')
_KEY = re.compile(
    rf"^(?:modified|last_?mod(?:ified)?|date_?modified|updated(?:_at)?)\s*:\s*[\"']?{_DAY}[\"']?\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def modified(page: str, text: str) -> date | None:
    """Return the latest date on which a page says that it was modified; None where it says nothing."""
    suffix = PurePosixPath(page).suffix.lower()
    if suffix in {".html", ".htm"}:
        found = list(_of_html(text))
    elif suffix in {".md", ".markdown"} and (front := front_matter(text)) is not None:
        found = _KEY.findall(text[front.body : front.body_end])
    else:
        found = []
    return max((day for each in found if (day := _day(each)) is not None), default=None)


def _of_html(text: str) -> Iterator[str]:
    """Yield the dates in the metadata of a page's head and in its structured data."""
    structured = False
    for token in tokens.tokens(text):
        if structured:
            yield from _MODIFIED.findall(text[token.start : token.end])
        if token.kind == "start" and token.text == "meta":
            values = {attribute.name: attribute.value for attribute in tokens.attributes(text, token)}
            if _META & {values.get("name", "").lower(), values.get("property", "").lower()}:
                yield values.get("content", "").strip()
        if token.kind == "start" and token.text == "script":
            values = {attribute.name: attribute.value for attribute in tokens.attributes(text, token)}
            structured = is_structured_data("script", values)
        elif token.kind == "end":
            structured = False


def _day(text: str) -> date | None:
    found = re.fullmatch(_DAY, text)
    try:
        return date.fromisoformat(found[1]) if found is not None else None
    except ValueError:
        return None
