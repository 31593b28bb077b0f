"""Codes stand for links, emphasis and line breaks: a translation keeps each of them, properly nested."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.formats.html import nesting
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline

HOLLOW = re.compile(rf"<({inline.NUMBER})>\s*</\1>")
CHECKS = {"codes": "An inline code is missing, doubled, unknown or wrongly nested."}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the codes of source and translation; a plural form may take them from either source form."""
    sources = unit.sources
    for translation in unit.targets:
        if not translation.strip():
            continue
        problems = [_problem(unit, text, translation) for text in sources]
        if all(problems):
            yield Finding("codes", "critical", str(problems[0]), unit)
        elif hollow := _hollow(translation) - {number for text in sources for number in _hollow(text)}:
            message = f"The code <{min(hollow)}> encloses nothing: put it around the words that it belongs to."
            yield Finding("codes", "critical", message, unit)


def _problem(unit: Unit, source: str, translation: str) -> str | None:
    problem = inline.mismatch(source, translation)
    if problem is None and not inline.is_empty(translation):
        return nesting.broken(source, translation, unit.segment.codes)
    return problem


def _hollow(text: str) -> set[int]:
    """Return the pairs that enclose no words: a link without them can't be followed."""
    return {int(match[1]) for match in HOLLOW.finditer(text)}
