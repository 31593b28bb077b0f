"""A phrase twice in a row is found with its place; what languages repeat as grammar is not."""

from __future__ import annotations

import pytest

from pipeline.checks import repetition
from tests.support.units import found, ids, unit

SOURCE = "Drink plenty of water after the scan."
REPEATED = [
    ("pt_BR", "Beba bastante água depois do depois do exame.", "depois do depois do"),
    ("pt_BR", "Beba água água depois do exame.", "água água"),
    ("es", "Beba mucha mucha mucha mucha agua.", "mucha mucha mucha mucha"),
    ("fr", "Buvez de l’eau après l’examen après l’examen.", "après l’examen après l’examen"),
    ("ru", "Пейте много воды после много воды после обследования.", "много воды после много воды после"),
    ("ar", "اشرب الكثير من الماء الكثير من الماء بعد الفحص.", "الكثير من الماء الكثير من الماء"),
    ("hi", "जांच के बाद खूब पानी जांच के बाद खूब पानी पिएं।", "जांच के बाद खूब पानी जांच के बाद खूब पानी"),
    ("zh_CN", "检查后请多喝水请多喝水。", "请多喝水请多喝水"),
    ("zh_CN", "多喝多喝多喝水", "多喝多喝多喝"),
    ("pt_BR", "A COVID-19 COVID-19 é uma doença.", "COVID-19 COVID-19"),
]
RIGHT = [
    ("fr", "Nous nous lavons les mains."),
    ("hi", "धीरे धीरे पानी पिएं और कम से कम दो बार हाथ धोएं।"),
    ("id", "Anak-anak minum banyak air."),
    ("sw", "Nawa mikono mara kwa mara kwa sabuni."),
    ("zh_CN", "我们会研究研究，天天检查。"),
    ("pt_BR", "Não, não beba isso: 2, 2, 2."),
    ("pt_BR", "A Organização Mundial da Saúde (Organização Mundial da Saúde) informa."),
]


@pytest.mark.parametrize(("locale", "translation", "phrase"), REPEATED)
def test_a_repeated_phrase_is_shown(locale: str, translation: str, phrase: str) -> None:
    (finding,) = found(repetition, unit(SOURCE, translation), locale)
    assert (finding.check, finding.severity) == ("repetition", "major")
    assert finding.target_span is not None
    assert translation[slice(*finding.target_span)] == phrase


@pytest.mark.parametrize(("locale", "translation"), RIGHT)
def test_doubling_that_is_grammar_passes(locale: str, translation: str) -> None:
    assert ids(repetition, unit(SOURCE, translation), locale) == []


def test_what_the_source_repeats_may_be_repeated() -> None:
    assert ids(repetition, unit("It is very very hot.", "Está muito muito quente.")) == []
    assert ids(repetition, unit("It is very very hot.", "Está muito muito muito quente.")) == ["repetition"]


def test_a_loop_says_how_often() -> None:
    (finding,) = found(repetition, unit(SOURCE, "Beba água " + "depois do exame " * 5))
    assert finding.message == "“depois do exame” stands 5 times in a row."


@pytest.mark.parametrize("translation", ["Se se esquecer, ligue.", "Sente-se se ficar cansado."])
def test_portuguese_says_se_twice_where_one_reflects(translation: str) -> None:
    assert ids(repetition, unit("If you forget, call.", translation)) == []


@pytest.mark.parametrize(
    ("locale", "translation", "phrase"),
    [
        ("pt_BR", "Informe a a enfermeira.", "a a"),
        ("pt_BR", "O o exame é amanhã.", "O o"),
        ("pt_BR", "Venha com a mãe e <1>e</1> o pai.", "e <1>e"),
        ("es", "Pregunte a a la enfermera.", "a a"),
        ("it", "Chieda a a un infermiere.", "a a"),
        ("ca", "Mengeu i i beveu.", "i i"),
        ("fr", "Allez à à l’accueil.", "à à"),
        ("pl", "Przyjdź z z mamą.", "z z"),
        ("cs", "Přijďte v v pondělí.", "v v"),
        ("hr", "Dođite s s majkom.", "s s"),
        ("ru", "Приходите в в понедельник.", "в в"),
        ("uk", "Приходьте з з мамою.", "з з"),
        ("sv", "Kom i i morgon.", "i i"),
    ],
)
def test_a_doubled_word_of_one_letter_is_shown(locale: str, translation: str, phrase: str) -> None:
    (finding,) = found(repetition, unit(SOURCE, translation), locale)
    assert finding.target_span is not None
    assert translation[slice(*finding.target_span)] == phrase


@pytest.mark.parametrize(
    ("locale", "translation"),
    [
        ("pt_BR", "A hepatite A a cada ano preocupa mais."),
        ("pt_BR", "Ordene de a a z."),
        ("pt_BR", "A, a e o são artigos."),
        ("pt_BR", "Diga à enfermeira: a, a, a."),
        ("es", "Grupo O o grupo A."),
        ("de", "Der Wert x x ist frei."),
        ("vi", "Nói a a với y tá."),
        ("ru", "Витамин В в день."),
        ("pl", "Grupa krwi A a ciąża."),
        ("pt_BR", "Dê a {name} a chave e a <1/> a receita."),
    ],
)
def test_letters_that_name_something_are_no_doubled_word(locale: str, translation: str) -> None:
    assert ids(repetition, unit(SOURCE, translation), locale) == []


@pytest.mark.parametrize("part", ["{day}", "%s", "%(day)s", "<1/>", "clinic.example"])
def test_what_stands_on_both_sides_of_a_placeholder_is_no_repetition(part: str) -> None:
    assert ids(repetition, unit(SOURCE, f"Venha na {part} na hora de {part} de manhã.")) == []
    assert ids(repetition, unit(SOURCE, f"Venha na {part} na hora na hora.")) == ["repetition"]


def test_two_values_by_one_sign_are_no_repetition() -> None:
    source = "Moved from %s to %s."
    assert ids(repetition, unit(source, "Mudou de %s de %s.")) == []
    (finding,) = found(repetition, unit(source, "Veja em clinic.example em clinic.example agora."))
    assert finding.message == "“em clinic.example” stands twice in a row."
