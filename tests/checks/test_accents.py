"""A text whose tool lost its accents is found, and one that happens to have none isn't."""

from __future__ import annotations

import pytest

from pipeline.checks import accents
from tests.support.units import found, unit

SOURCE = "You can find more information about the treatment."


@pytest.mark.parametrize(
    ("locale", "translation", "word", "whole"),
    [
        ("es_419", "Puede encontrar informacin sobre el tratamiento.", "informacin", "información"),
        ("es_419", "Puede encontrar informacion sobre el tratamiento.", "informacion", "información"),
        ("pt_BR", "Voce pode ler mais sobre o tratamento.", "Voce", None),
        ("fr", "Vous pouvez en lire plus sur le traitement meme.", "meme", "même"),
        ("de", "Sie knnen mehr lesen, auch zur Behandlung.", "knnen", "können"),
    ],
)
def test_letters_that_lost_their_marks_are_told(locale: str, translation: str, word: str, whole: str | None) -> None:
    findings = found(accents, unit(SOURCE, translation), locale)
    if whole is None:  # a capital at the start may be a name's
        assert findings == []
        return
    (finding,) = findings
    assert finding.target_span is not None
    assert (translation[slice(*finding.target_span)], finding.suggestion) == (word, whole)


@pytest.mark.parametrize(
    ("locale", "translation"),
    [
        ("es_419", "Pregunte por el tratamiento en el hospital."),
        ("es_419", "Puede encontrar informacin sobre el tratamiento médico."),
        ("es_419", "informacin"),
        ("de", "Mehr lesen Sie im Blatt zur Behandlung."),
        ("de", "Sie koennen mehr lesen, auch zur Behandlung."),
        ("it", "La maggior parte del trattamento"),
        ("ru", "Mozhno prochitat bolshe"),
    ],
)
def test_a_text_that_needs_no_marks_or_has_some_passes(locale: str, translation: str) -> None:
    assert found(accents, unit(SOURCE, translation), locale) == []


def test_words_of_the_source_are_its_own() -> None:
    assert found(accents, unit("The knnen of the Lnder are here", "Die knnen der Lnder sind hier"), "de") == []
