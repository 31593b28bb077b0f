"""Check of spelling: Médicamente and lêem anywhere, and in drafts words that no dictionary of the system knows.

A dictionary lacks one medical term in twenty, so people's words aren't doubted by it: measured on right translations,
one in fifty had a word that none knows. A machine invents some of those that it writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Severity, Unit
from pipeline.text import dictionaries
from pipeline.text.slips import slips

CHECKS = {"spelling": "A word is spelt as nobody writes it, or as nobody does any more."}
WORD = re.compile(r"(?<![\w@/.#&%'’-])[^\W\d_]{5,}(?![\w@/'’-])")
HEADINGS = re.compile(r"h[1-6]|title")


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Tell the first misspelt word of each translation; what the source has, too, is a name."""
    if source.language == target.language:
        return
    for pair in unit.pairs(target.forms):
        text, said = prose.read(pair.target).text, pair.source.lower()
        for slip in slips(text, target.language):
            if slip.kind == "spelling" and slip.text.lower() not in said:
                message = f"“{slip.text}” is spelt wrongly, or as it was long ago: “{slip.right}”."
                span = (slip.start, slip.end)
                yield Finding("spelling", "minor", message, unit, None, span, slip.right).of(pair.source)
                break
        else:
            if unit.state == "draft":
                yield from _unknown(unit, text, said, target)


def _unknown(unit: Unit, text: str, said: str, target: Locale) -> Iterator[Finding]:
    """Tell the first word in small letters that no dictionary of the locale's variety knows, where there is one."""
    for word in WORD.finditer(text):
        if word[0].islower() and word[0] not in said and dictionaries.knows(word[0], target) is False:
            meant = dictionaries.slip_of(word[0], target)
            message = f"No dictionary knows “{word[0]}”{f': “{meant}”?' if meant else '.'}"
            severity: Severity = "major" if HEADINGS.fullmatch(unit.segment.role) else "minor"
            yield Finding("spelling", severity, message, unit, None, word.span(), meant or None)
            return
