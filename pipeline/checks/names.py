"""Checks of names, which readers look up, buy and swallow: medicines, codes and countries stay what they are."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline, names
from pipeline.text.names import Name, NameChange

CHECKS = {
    "drug-changed": "The translation names another medicine.",
    "drug-misspelt": "The name of a medicine has a slip.",
    "drug-lost": "A medicine of the source is missing.",
    "code-changed": "A code has another letter or digit, or has lost a part.",
    "code-lost": "A code of the source is missing.",
    "country-changed": "The translation names another country.",
    "place-changed": "The translation names another city or region.",
    "language-changed": "The translation names another language.",
    "name-changed": "The translation names another person, town or disease.",
    "name-misspelt": "The name of a person or an institution has a slip.",
}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the names of source and translation; a plural form has to have what both source forms have."""
    text = unit.sources[0]
    codes = unit.segment.codes
    sources = [inline.shown(form, codes) for form in unit.sources]
    for translation in unit.targets:
        if inline.is_blank(translation):
            continue
        shown = inline.shown(translation, codes)
        first, *others = (names.compare(form, shown, source, target) for form in sources)
        shared = [_key(change) for change in first]
        for changes in others:
            also = {_key(change) for change in changes}
            shared = [key for key in shared if key in also]
        for change in first:
            # A label that is nothing but a code is rightly spelt out: HbA1c is 糖化血红蛋白.
            alone = change.source is not None and change.source.text == sources[0].strip()
            if _key(change) in shared and not (change.kind == "code-lost" and alone):
                severity = "minor" if alone and _abbreviates(change) else change.severity
                spans = _span(change.source), _span(change.target)
                yield Finding(change.kind, severity, change.message, unit, *spans, change.suggestion).of(text)


def _abbreviates(change: NameChange) -> bool:
    """Tell whether only the one letter of a code is another: N36, a near vision of 36, is C36 in Spanish (cerca)."""
    source, target = change.source, change.target
    if source is None or target is None or source.kind != "code":
        return False
    return source.key[0].isalpha() and source.key[1:].isdecimal() and source.key[1:] == target.key[1:]


def _key(change: NameChange) -> str:
    """Return what makes a change of one source form the same as one of the other."""
    return f"{change.kind} {change.source and change.source.key} {change.target and change.target.start}"


def _span(name: Name | None) -> tuple[int, int] | None:
    return None if name is None else (name.start, name.end)
