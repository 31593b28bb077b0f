"""Check of grammar that needs no meaning: prescrevem-lo, de el, le hôpital."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text.slips import slips

CHECKS = {"grammar": "Two words don't go together: a pronoun on a verb, an article and what begins after it."}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Tell the first slip of each translation; what the source has, too, is a name."""
    if source.language == target.language:
        return
    for pair in unit.pairs(target.forms):
        said = pair.source.lower()
        for slip in slips(prose.read(pair.target).text, target.language):
            if slip.kind == "grammar" and slip.text.lower() not in said:
                better = f": “{slip.right}”" if slip.right else ""
                message = f"“{slip.text}” is no grammar{better}."
                span = (slip.start, slip.end)
                yield Finding("grammar", "minor", message, unit, None, span, slip.right or None).of(pair.source)
                break
