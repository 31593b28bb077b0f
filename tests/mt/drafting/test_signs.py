"""Typed signs come back as the author set them, or as the language does, where their number tells which."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.mt.drafting.signs import set_as


@pytest.mark.parametrize(
    ("locale", "text", "translation", "right"),
    [
        ("pt_BR", "Read “My care” now.", 'Leia "Meu cuidado" agora.', "Leia “Meu cuidado” agora."),
        ("es_MX", "“A” and “B”", '"A" y "B"', "“A” y “B”"),
        ("fr", "Read “My care”.", 'Lisez "Mes soins".', "Lisez «\u00a0Mes soins\u00a0»."),
        ("de", "Read “My care”.", 'Lesen Sie "Mein Weg".', "Lesen Sie „Mein Weg“."),
        ("pt_BR", 'Read "My care".', 'Leia "Meu cuidado".', 'Leia "Meu cuidado".'),
        ("pt_BR", "Read “My care”.", 'Leia "Meu cuidado.', 'Leia "Meu cuidado.'),
        ("pt_BR", "Read “My care”.", "Leia Meu cuidado.", "Leia Meu cuidado."),
        ("pt_BR", "A 5” tube and a “b”", 'Um tubo de 5" e um "b"', 'Um tubo de 5" e um "b"'),
        ("fr", "The nurse’s day", "Le jour de l'infirmière", "Le jour de l’infirmière"),
        ("fr", "The nurse's day", "Le jour de l'infirmière", "Le jour de l'infirmière"),
        ("pt_BR", "Take 5\u00a0mg and 5 ml.", "Tome 5 mg e 5 ml.", "Tome 5\u00a0mg e 5 ml."),
        ("pt_BR", "Use 1,000\u202fmL.", "Use 1.000 mL.", "Use 1.000\u202fmL."),
        (
            "pt_BR",
            "Go to room\u00a04, not to room 14.",
            "Vá à sala 4, não à sala 14.",
            "Vá à sala\u00a04, não à sala 14.",
        ),
        ("pt_BR", "Ask Dr.\u00a0Rao.", "Pergunte ao Dr. Rao.", "Pergunte ao Dr.\u00a0Rao."),
        ("pt_BR", "Take 5 mg.", "Tome 5 mg.", "Tome 5 mg."),
        ("pt_BR", "skin (sunburn)", "pele ( queimadura )", "pele (queimadura)"),
        ("pt_BR", "you “get over” it", "você “ supera ” isso", "você “supera” isso"),
        ("pt_BR", "[ ] yes ( 1 )", "[ ] sim ( 1 )", "[ ] sim ( 1 )"),
    ],
)
def test_signs_are_set_as_the_author_or_the_language_sets_them(
    locale: str, text: str, translation: str, right: str
) -> None:
    assert set_as(text, translation, locales.parse(locale)) == right
