"""Glossaries to test with: made by hypothesis, and valid by themselves."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.termbase.rows import PREFERRED, STATUSES, TermRow

HEADER = "concept,locale,term,status,pos,forms,domain,note\n"
LETTERS = "abcÀéß日本語ابдж \"',&<>-/|(){}#→_x0041"


def words(minimum: int = 1) -> st.SearchStrategy[str]:
    return (
        st.text(LETTERS, min_size=minimum, max_size=9)
        .map(lambda text: " ".join(text.split()))
        .filter(lambda text: len(text) >= minimum)
    )


@st.composite
def glossaries(draw: st.DrawFn, targets: tuple[str, ...] = ("pt_BR", "zh_Hans")) -> list[TermRow]:
    """Draw a glossary: a preferred source term a concept at least, one domain a concept, no term twice in a locale."""
    found: list[TermRow] = []
    taken: set[tuple[str, str]] = set()
    for concept in draw(st.lists(words(), max_size=4, unique=True)):
        domain = draw(words(0))
        for locale in ("en", *targets):
            for number, term in enumerate(draw(st.lists(words(), min_size=locale == "en", max_size=3, unique=True))):
                if (locale, term.casefold()) in taken:
                    continue
                taken.add((locale, term.casefold()))
                first = not any((row.concept, row.locale) == (concept, locale) for row in found)
                status = PREFERRED if first and not number else draw(st.sampled_from(STATUSES[1:]))
                forms = tuple(form for form in draw(st.lists(words(), max_size=2, unique=True)) if form != term)
                pos = draw(st.sampled_from(["", "noun", "verb"]))
                found.append(TermRow(concept, locale, term, status, pos, forms, domain, draw(words(0))))
        if not any(row.concept == concept and row.locale == "en" for row in found):
            found = [row for row in found if row.concept != concept]
    return found
