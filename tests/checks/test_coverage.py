"""A translation says what its source says: none of another entry, no end missing, no sentence lost or added."""

from __future__ import annotations

import pytest

from pipeline.checks import coverage
from tests.support.units import found, ids, unit

ADVICE = (
    "Wash your hands with soap and water for twenty seconds before you eat. "
    "Call your doctor at once if the fever lasts for more than three days."
)
GOOD = {
    "pt_BR": (
        "Lave as mãos com água e sabão por vinte segundos antes de comer. "
        "Ligue imediatamente para o seu médico se a febre durar mais de três dias."
    ),
    "es_419": (
        "Lávese las manos con agua y jabón durante veinte segundos antes de comer. "
        "Llame enseguida a su médico si la fiebre dura más de tres días."
    ),
    "fr": (
        "Lavez-vous les mains à l’eau et au savon pendant vingt secondes avant de manger. "
        "Appelez tout de suite votre médecin si la fièvre dure plus de trois jours."
    ),
    "ru": (
        "Мойте руки водой с мылом двадцать секунд, прежде чем есть. "
        "Немедленно позвоните врачу, если температура держится более трёх дней."
    ),
    "ar": "اغسل يديك بالماء والصابون لمدة عشرين ثانية قبل الأكل. اتصل بطبيبك فورًا إذا استمرت الحمى أكثر من ثلاثة أيام.",
    "zh_CN": "吃饭前用肥皂和水洗手二十秒。如果发烧超过三天，请立即给医生打电话。",
    "hi": ("खाने से पहले बीस सेकंड तक साबुन और पानी से हाथ धोएं। अगर बुखार तीन दिन से ज़्यादा रहे तो तुरंत अपने डॉक्टर को फोन करें।"),
}
SECOND = {"zh_CN": "。", "hi": "।"}
OTHER = {
    "pt_BR": "O estacionamento do hospital fica fechado aos domingos, mas há vagas livres na rua ao lado da escola.",
    "fr": "Le parking de l’hôpital est fermé le dimanche, mais il reste des places libres dans la rue de l’école.",
    "ru": "Больничная стоянка закрыта по воскресеньям, но рядом со школой на улице есть свободные места.",
    "zh_CN": "医院的停车场星期日不开放，不过学校旁边的街上还有空位。",
}
NO_HARM = {
    "pt_BR": " Este tratamento cura o câncer em todas as crianças.",
    "es_419": " Este tratamiento cura el cáncer en todos los niños.",
    "fr": " Ce traitement guérit le cancer chez tous les enfants.",
    "ru": " Это лечение излечивает рак у всех детей.",
    "ar": " هذا العلاج يشفي السرطان لدى جميع الأطفال.",
    "zh_CN": "这种疗法可以治愈所有儿童的癌症。",
    "hi": " यह इलाज सभी बच्चों में कैंसर को ठीक करता है।",
}


@pytest.mark.parametrize("locale", GOOD)
def test_a_good_translation_passes(locale: str) -> None:
    assert ids(coverage, unit(ADVICE, GOOD[locale]), locale) == []


@pytest.mark.parametrize("locale", GOOD)
@pytest.mark.parametrize("dropped", [0, 1])
def test_a_lost_sentence_is_shown_in_the_source(locale: str, dropped: int) -> None:
    end = SECOND.get(locale, ".")
    sentences = [f"{sentence.strip()}{end}" for sentence in GOOD[locale].split(end) if sentence.strip()]
    (finding,) = found(coverage, unit(ADVICE, sentences[1 - dropped]), locale)
    assert finding.check == "sentence-lost"
    assert finding.source_span is not None
    assert ADVICE[slice(*finding.source_span)].strip() == ADVICE.split(". ")[dropped].removesuffix(".") + "."


@pytest.mark.parametrize("locale", NO_HARM)
def test_an_added_sentence_is_shown_in_the_translation(locale: str) -> None:
    (finding,) = found(coverage, unit(ADVICE, GOOD[locale] + NO_HARM[locale]), locale)
    assert finding.check == "content-added"
    assert finding.target_span is not None
    assert (GOOD[locale] + NO_HARM[locale])[slice(*finding.target_span)].strip() == NO_HARM[locale].strip()


@pytest.mark.parametrize("locale", GOOD)
def test_a_translation_that_breaks_off_is_found(locale: str) -> None:
    broken = GOOD[locale][: int(len(GOOD[locale]) * 0.7)].rstrip()
    assert ids(coverage, unit(ADVICE, broken), locale) == ["truncated"]


@pytest.mark.parametrize("locale", OTHER)
def test_the_translation_of_another_entry_is_found(locale: str) -> None:
    (finding,) = found(coverage, unit(ADVICE.split(". ")[1], OTHER[locale]), locale)
    assert (finding.check, finding.severity) == ("entry-shifted", "major")


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("OK", "Está bem"),
        ("Total", "Soma"),
        ("Outpatient Clinic", "Ambulatório"),
        ("Delete", "Excluir"),
        ("Do you want to go on?", "Continuar?"),
        ("E-mail", "Correio"),
        ("Executive housekeeper", "Governanta"),
        ("Dose of the syrup (eg, 20 mL) at night", "Dose do xarope (p.ej. 20 mL) à noite"),
    ],
)
def test_a_label_may_be_worded_freely(source: str, translation: str) -> None:
    assert ids(coverage, unit(source, translation)) == []


def test_a_full_stop_that_a_translator_leaves_out_is_no_truncation() -> None:
    assert ids(coverage, unit(ADVICE, GOOD["pt_BR"].removesuffix("."))) == []


def test_an_item_of_an_arabic_list_ends_with_its_semicolon() -> None:
    item = "the name of the nurse (Ines Roth), who knows you and can help you with the papers;"
    assert ids(coverage, unit(item, "اسم الممرضة (Ines Roth)، التي تعرفك ويمكنها مساعدتك في الأوراق؛"), "ar") == []


def test_one_sentence_made_of_two_is_no_loss() -> None:
    joined = GOOD["pt_BR"].replace(". Ligue", " e ligue")
    assert ids(coverage, unit(ADVICE, joined)) == []


def test_an_added_sentence_in_words_of_the_source_is_found() -> None:
    source = "The doctor checks the treatment of pregnant women every month in our hospital."
    good = "O médico verifica todos os meses o tratamento das mulheres grávidas no nosso hospital."
    assert ids(coverage, unit(source, good)) == []
    assert ids(coverage, unit(source, f"{good} O tratamento do médico é seguro para as mulheres.")) == ["content-added"]


def test_a_long_translation_of_another_entry_is_found_under_a_short_source() -> None:
    source = "When should I call my doctor?"
    assert ids(coverage, unit(source, f"{OTHER['pt_BR']} {OTHER['pt_BR'].replace('hospital', 'museu')}")) == [
        "entry-shifted"
    ]


def test_text_in_another_language_is_reported_as_that() -> None:
    assert ids(coverage, unit(ADVICE, OTHER["fr"]), "pt_BR") == []


def test_an_absurd_length_is_minor() -> None:
    source = "Qwyjibo zyxgarn fnordle plughxy xyzzy frobnitz grault"
    (finding,) = found(coverage, unit(source, " ".join([source.upper()] * 12).replace("Q", "K")), "pt_BR")
    assert (finding.check, finding.severity) == ("length-implausible", "minor")


@pytest.mark.parametrize("target", ["en_GB", "en_XA"])
def test_a_kind_of_english_is_not_weighed(target: str) -> None:
    assert ids(coverage, unit(ADVICE, "Nothing of it."), target) == []


def test_each_plural_form_is_compared() -> None:
    subject = unit(
        "The nurse takes a blood sample before the operation.",
        "A enfermeira colhe uma amostra de sangue antes da cirurgia.",
        OTHER["pt_BR"],
        plural="The nurses take several blood samples before the operation.",
    )
    assert ids(coverage, subject) == ["entry-shifted"]
