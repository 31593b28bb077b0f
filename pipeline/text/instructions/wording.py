"""Words for what an instruction says: how a language may put a facet that another text has, for whoever asks for it."""

from __future__ import annotations

from pipeline.locales import Locale
from pipeline.text.instructions.lexicon import LEXICA
from pipeline.text.instructions.reading import Facet


def wordings(facet: Facet, locale: Locale) -> tuple[str, ...]:
    """Return the phrases by which a language says what a facet says, the most exact first; empty where it has none.

    A count is no part of them, but a noun has the number that it asks for, as far as an s tells: tablets, of two.
    """
    words = LEXICA.load(locale.language)
    if words is None:
        return ()
    exact: list[str] = []  # in the order of the data file, which begins with the usual words
    wider: list[str] = []
    for form, meaning in words.table.items():
        # "/day" and "every # hours" aren't words that anyone could be asked for.
        if meaning is None or meaning.loose or meaning.family != facet.slot or not form[0].isalpha() or "#" in form:
            continue
        values = frozenset(meaning.value.split())
        if values & facet.values:
            (exact if values == facet.values else wider).append(form)
    forms = (*exact, *wider)
    if facet.slot != "form":
        return forms
    plurals = {plural for form in forms for plural in _plurals(form) if plural in forms}
    if facet.count and facet.count[-1] > 1:
        return tuple(form for form in forms if plurals.isdisjoint(_plurals(form)))
    return tuple(form for form in forms if form not in plurals)


def _plurals(form: str) -> tuple[str, ...]:
    """Return what the regular plural of a noun may be in languages that form it at the end with an s."""
    return (f"{form}s", f"{form}es", f"{form[:-2]}ões", f"{form[:-2]}ones")
