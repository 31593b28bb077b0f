"""Check of the room: a form's field or a device's display holds as many characters as the author's note says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline

CHECKS = {"too-long": "The translation is longer than the author's note allows."}
LIMIT = re.compile(
    r"\bmax(?:imum|imal)?[-_. ]?(?:length|len|chars?|characters|size)\b\W{0,3}(\d{1,5})\b", re.IGNORECASE
)


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Count characters, codes left out, where a note says `maxlength: 40` (or `max-length`, `max chars` …)."""
    limit = room(unit.segment.notes)
    if limit is None:
        return
    for translation in unit.targets:
        shown = inline.CODE.sub("", translation)
        if len(shown) > limit and not inline.is_empty(translation):
            message = f"The translation has {len(shown)} characters, and there is room for {limit}."
            yield Finding("too-long", "major", message, unit, None, (_place(translation, limit), len(translation)))


def room(notes: Iterable[str]) -> int | None:
    """Return how many characters a translation may have, by the author's notes; None where they don't say."""
    return next((int(match[1]) for match in map(LIMIT.search, notes) if match), None)


def _place(translation: str, limit: int) -> int:
    """Return where the first character without room stands."""
    left, at = limit, 0
    for part in inline.parse(translation):
        if not part.number:
            if len(part.text) > left:
                return at + left
            left -= len(part.text)
        at += len(part.text)
    return at
