"""The words of a draft that stands under its sentence in the source language: text alone, without the page's markup.

The markup stands in the sentence above it already, where its links work and its ids are the only ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.formats import splice
from pipeline.model import InlineCode, Slot
from pipeline.text import inline

_TAG = re.compile(r"<[^>]*>")
_SAYS = re.compile(r"""\b(?:alt|aria-label|value|placeholder)\s*=\s*["']?[^\s"'>]""", re.IGNORECASE)


def words(slot: Slot, beneath: Mapping[str, str]) -> str:
    """Return the words of the draft of a slot; "" where it has none, or where markup says what they would leave out."""
    target = splice.usable(slot, beneath)
    if target is None or target == slot.segment.text or inline.is_empty(target):
        return ""
    if any(map(_says, slot.segment.codes)):
        return ""
    known = {code.number: " " if code.closing is None else "" for code in slot.segment.codes}
    return " ".join("".join(known.get(part.number, part.text) for part in inline.parse(target)).split())


def _says(code: InlineCode) -> bool:
    """Tell whether words are lost without a code, or their level: a picture of a number, the exponent of 10⁶."""
    if code.label in inline.LEVELS:
        return True
    alone = code.closing is None
    return alone and bool(any(map(str.isalnum, _TAG.sub("", code.opening))) or _SAYS.search(code.opening))
