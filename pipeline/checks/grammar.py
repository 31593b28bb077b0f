"""Checks of grammar and spelling that need no meaning: prescrevem-lo, de el, Médicamente, lêem."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text.slips import slips

CHECKS = {
    "grammar": "Two words don't go together: a pronoun on a verb, an article and what begins after it.",
    "spelling": "A word is spelt as nobody writes it, or as nobody does any more.",
}
MESSAGES = {"grammar": "“{}” is no grammar{}.", "spelling": "“{}” is spelt wrongly, or as it was long ago{}."}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Tell the first slip of each kind in each translation; what the source has, too, is a name."""
    if source.language == target.language:
        return
    for pair in unit.pairs(target.forms):
        said = pair.source.lower()
        told: set[str] = set()
        for slip in slips(prose.read(pair.target).text, target.language):
            if slip.kind not in CHECKS or slip.kind in told or slip.text.lower() in said:
                continue  # doubled words are the check for repetition's
            told.add(slip.kind)
            better = f": “{slip.right}”" if slip.right else ""
            message = MESSAGES[slip.kind].format(slip.text, better)
            span = (slip.start, slip.end)
            yield Finding(slip.kind, "minor", message, unit, None, span, slip.right or None).of(pair.source)
