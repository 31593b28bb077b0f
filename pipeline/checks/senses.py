"""Check of homonyms: a patient's discharge is no descarga, where the words around it decide that it is a patient's.

Only the wrong rendering is told, and only where the sentence has more than one cue, or one beside the word. A right
rendering that isn't found is no finding: there are more ways to say a thing than a glossary lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Unit
from pipeline.termbase import Termbase
from pipeline.text import inline

CHECKS = {"sense": "A word of several meanings is translated in one that it doesn't have here."}


def check(unit: Unit, termbase: Termbase) -> Iterator[Finding]:
    """Find renderings of another sense of a source's homonyms, each once."""
    told: set[str] = set()
    for pair in unit.pairs(termbase.target.forms):
        if inline.is_blank(pair.target) or pair.target == pair.source or termbase.target.pseudo:
            continue
        text, sentence = inline.blank_codes(pair.source), termbase.sentence(inline.blank_codes(pair.target))
        for wrong in termbase.wrong_senses(text, sentence, surely=True):
            match, used = wrong.match, wrong.used
            wanted = next((target.term for target in match.entry.allowed), None)
            instead = f"; here it is “{wanted}”" if wanted else ""
            message = f"“{used.text}” is another sense of “{match.text}”{instead}."
            if message not in told:
                told.add(message)
                spans = (match.start, match.end), (used.start, used.end)
                yield Finding("sense", "major", message, unit, *spans, wanted).of(pair.source)
