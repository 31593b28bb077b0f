"""Check of what a draft's own machine doubted when it wrote it: the words in its comment are all that is left of that.

Whoever accepts a draft has judged it, and whoever changes it has written another one.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.po import provenance
from pipeline.text import doubts
from pipeline.text.doubts import Doubt

CHECKS = {"meaning": "A word of the source is lost in a draft, or one of the draft comes from nowhere."}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Tell each doubt that stands in the comment of a draft, as it was written."""
    for doubt in told(unit):
        texts = unit.targets if doubt.added else unit.sources
        text = next((text for text in texts if doubt.word in text), "")
        start = text.find(doubt.word)
        span = (start, start + len(doubt.word)) if text else None
        here, there = (None, span) if doubt.added else (span, None)
        finding = Finding("meaning", doubt.severity, str(doubt), unit, here, there)
        yield finding if doubt.added else finding.of(text)


def told(unit: Unit) -> tuple[Doubt, ...]:
    """Return what the machine doubted of a draft that nobody has accepted or changed."""
    note = provenance.drafted(unit) if unit.state == "draft" else None
    read = map(doubts.read, note.unmet) if note is not None else ()
    return tuple(doubt for doubt in read if doubt is not None)
