"""Check of the variety: a Brazilian reads câncer and registro, a Portuguese reader cancro and registo."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Severity, Unit
from pipeline.text import varieties

CHECKS = {"variety": "A word is of another variety of the language: of another country's."}
THROUGHOUT = 3  # different words of one text that are no slip any more
ACCEPTED = frozenset({"accepted", "reviewed"})


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Tell the first word of another variety in each translation; a word that the source has, too, is a name.

    Where people accepted a text that is of another variety throughout, it was written for another country.
    """
    if not varieties.varied(target):
        return
    for pair in unit.pairs(target.forms):
        said = pair.source.lower()
        meant = pair.source if source.language == "en" else ""
        found = [
            word
            for word in varieties.strangers(prose.read(pair.target).text, target, meant)
            if word.text.lower() not in said
        ]
        if not found:
            continue
        word = found[0]
        instead = f"; here it is “{word.here}”" if word.here else ""
        message = f"“{word.text}” is a word of another variety{instead}."
        throughout = len({each.text.lower() for each in found}) >= THROUGHOUT and unit.state in ACCEPTED
        if throughout:
            shown = ", ".join(f"“{each.text}”" for each in found[:THROUGHOUT])
            message = f"The text is of another variety throughout: {shown}{instead}."
        severity: Severity = "major" if throughout else "minor"
        yield Finding("variety", severity, message, unit, None, (word.start, word.end), word.here or None).of(
            pair.source
        )
