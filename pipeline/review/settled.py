"""Drafts that need nobody: a number, a time or a code without words, written as the locale writes it.

A dose, an emergency number and whatever else could harm a patient waits for a person, however plain it looks.
"""

from __future__ import annotations

from pipeline.locales import Locale
from pipeline.model import Unit
from pipeline.po import provenance
from pipeline.text.classes import CLINICAL, classes_of
from pipeline.text.wordless import is_as_written


def is_settled(unit: Unit, source: Locale, locale: Locale) -> bool:
    """Tell whether a unit of a page is a machine's draft in which nothing is left to decide."""
    note = provenance.drafted(unit) if unit.state == "draft" else None
    if note is None or note.unmet or locale.pseudo or len(unit.targets) != 1:
        return False
    text = unit.segment.text
    classes = unit.segment.classes | classes_of(text, source)
    return classes.isdisjoint(CLINICAL) and is_as_written(text, unit.targets[0], locale)
