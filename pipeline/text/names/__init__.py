"""Names and codes that medicine mustn't change: medicines, genes, trials, countries, people, in every script."""

from __future__ import annotations

from pipeline.locales import Locale
from pipeline.text.names import codes, exchange, formulas, medicines, people, places, unlisted
from pipeline.text.names.values import Name, NameChange

__all__ = ["Name", "NameChange", "compare", "read"]


def read(text: str, language: str) -> tuple[Name, ...]:
    """Return the names and codes of a text in a language (ISO 639), in order."""
    return tuple(
        sorted(
            (
                *medicines.read(text, language),
                *codes.read(text),
                *formulas.read(text),
                *places.read(text, language),
            ),
            key=lambda name: name.start,
        )
    )


def compare(source: str, target: str, source_locale: Locale, target_locale: Locale) -> tuple[NameChange, ...]:
    """Return what a translation does to the names and codes of its source."""
    languages = (source_locale.language, target_locale.language)
    changed = tuple(formulas.compare(source, target))
    told = {place for change in changed if change.source for place in range(change.source.start, change.source.end)}
    found = codes.compare(source, target, latin=target_locale.script == "Latn", language=target_locale.language)
    return (
        *medicines.compare(source, target, *languages),
        *changed,
        *(change for change in found if change.source is None or change.source.start not in told),
        *exchange.compare(source, target, *languages),
        *people.compare(source, target),
        *unlisted.compare(source, target, *languages),
    )
