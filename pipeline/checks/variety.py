"""Check of the variety: a Brazilian reads câncer and registro, a Portuguese reader cancro and registo."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import varieties

CHECKS = {"variety": "A word is of another variety of the language: of another country's."}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Tell the first word of another variety in each translation; a word that the source has, too, is a name."""
    for pair in unit.pairs(target.forms):
        said = pair.source.lower()
        for word in varieties.strangers(prose.read(pair.target).text, target):
            if word.text.lower() in said:
                continue
            instead = f"; here it is “{word.here}”" if word.here else ""
            message = f"“{word.text}” is a word of another variety{instead}."
            yield Finding("variety", "minor", message, unit, None, (word.start, word.end), word.here).of(pair.source)
            break
