"""Each translation is in the language of its locale; relatives are told apart, and labels are left alone."""

from __future__ import annotations

import pytest

from pipeline.checks import language
from tests.support.units import found, ids, unit

SOURCE = "Tell the nurse whether you have taken any other medicine this week."
WRITTEN = {
    "pt_BR": "Diga à enfermeira se você tomou algum outro remédio nesta semana.",
    "es_419": "Dígale a la enfermera si ha tomado algún otro medicamento esta semana.",
    "fr": "Dites à l’infirmière si vous avez pris un autre médicament cette semaine.",
    "it": "Dica all’infermiera se ha preso un altro medicinale in questa settimana.",
    "de": "Sagen Sie der Pflegekraft, ob Sie in dieser Woche ein anderes Medikament genommen haben.",
    "ru": "Скажите медсестре, если вы принимали на этой неделе и другие лекарства.",
    "uk": "Скажіть медсестрі, якщо ви приймали цього тижня ще якісь ліки.",
    "ar": "أخبر الممرضة إذا كنت قد تناولت أي دواء آخر هذا الأسبوع.",
    "fa": "اگر این هفته داروی دیگری مصرف کرده‌اید، آن را به پرستار بگویید.",
    "ur": "اگر آپ نے اس ہفتے کوئی اور دوا لی ہے تو نرس کو بتائیں۔",
    "hi": "अगर आपने इस हफ्ते कोई और दवा ली है तो नर्स को बताएं।",
    "mr": "या आठवड्यात तुम्ही इतर कोणते औषध घेतले असेल तर ते परिचारिकेला सांगा.",
    "zh_CN": "如果您这个星期还服用过别的药，请告诉护士。",
    "zh_TW": "如果您這個星期還服用過別的藥，請告訴護士。",
}
SCRIPTS = [
    {"pt_BR", "es_419", "fr", "it", "de"},
    {"ru", "uk"},
    {"ar", "fa", "ur"},
    {"hi", "mr"},
    {"zh_CN", "zh_TW"},
]
PAIRS = [(a, b) for group in SCRIPTS for a in sorted(group) for b in sorted(group) if a != b]

# Sentences of everyday words, of which a relative writes many the same.
USUAL = {
    "pt_BR": (
        "A operação mudou a vida de quem tem o problema.",
        "A nova vacina mostrou como o corpo combate o vírus",
        "O exame é simples e rápido.",
        "Por favor, escolha um número entre 1 e 5.",
        "de 2021, o número de casos novos de sarampo",
    ),
    "es": ("El examen es simple y rápido.", "Terapia celular para niños", "Guarde las pastillas lejos de los niños."),
    "ca": ("Efectes secundaris del tractament", "La dosi depèn de la mida dels ronyons.", "Cal venir en dejú."),
    "gl": ("O exame é sinxelo e rápido.", "A enfermeira chega cada mañá.", "Efectos secundarios do tratamento"),
    "it": ("Gli effetti durante la cura", "La cura dura solo una settimana.", "Lavare le mani prima dei pasti."),
    "ro": ("Tratamentul este simplu și e rapid.", "Pacienții pot veni și mâine.", "Spălați-vă pe mâini cu săpun."),
    "cs": ("Lékař prohlédne dítě a odebere krev.", "Léky se berou ráno a večer."),
    "sk": ("Lekár prezrie dieťa a odoberie krv.", "Lieky sa berú ráno a večer."),
    "nb": ("Følgende prøver blir tatt på sykehuset:", "Sykepleieren måler feberen.", "Bruker du andre medisiner?"),
    "da": ("Følgende prøver bliver taget på hospitalet:", "Sygeplejersken måler feberen."),
    "sv": (
        "Sköterskan mäter febern före måltiden.",
        "Använd tvål när du tvättar händerna.",
        "Övre bältet är för hårt.",
    ),
    "fi": ("Hoitaja mittaa lämmön ennen ateriaa.", "Käytä saippuaa käsien pesuun."),
    "hr": ("Pacijent dolazi sutra ujutro.", "Perite ruke toplom vodom i sapunom."),
    "sl": ("Bolnik pride jutri zjutraj.", "Umijte si roke s toplo vodo."),
    "sr": ("Пацијент долази сутра ујутру.", "Да ли има бола после оброка?"),
    "id": ("Vaksin melindungi anak dari campak.", "Pasien boleh minum air putih."),
    "ms": ("Vaksin melindungi kanak-kanak daripada campak.", "Pesakit dapat minum air kosong."),
    "ru": ("Прививка защищает ребёнка от кори.", "То, что объект виден, врач покажет."),
    "uk": ("Щеплення захищає дитину від кору.", "Ліки п’ють через годину по їжі."),
    "bg": ("Ваксината предпазва детето от морбили.", "Създаване на съобщение за състоянието", "Сърцето бие по-бързо."),
}


@pytest.mark.parametrize(("locale", "sentence"), [(name, text) for name, texts in USUAL.items() for text in texts])
def test_a_sentence_of_usual_words_is_in_no_relative_of_its_language(locale: str, sentence: str) -> None:
    assert ids(language, unit("…", sentence), locale) == []


@pytest.mark.parametrize(
    ("sentence", "locale"),
    [
        ("El bebé duerme en la cuna y no tiene fiebre.", "pt_BR"),
        ("O bebê dorme no berço e não tem febre.", "es"),
        ("El nadó dorm al bressol i no té febre.", "es"),
        ("Il bambino dorme nella culla e non ha la febbre.", "pt_BR"),
        ("Дитина спить у ліжку й не має температури.", "ru"),
        ("Ребёнок спит в кровати, и у него нет температуры.", "bg"),
        ("Barnet sover i sin säng och har inte feber.", "nb"),
        ("Das Kind schläft in seinem Bett und hat kein Fieber.", "sv"),
        ("Dziecko śpi w łóżeczku i nie ma gorączki.", "cs"),
    ],
)
def test_a_relative_in_usual_words_is_found(sentence: str, locale: str) -> None:
    assert ids(language, unit("…", sentence), locale) == ["wrong-language"]


@pytest.mark.parametrize("locale", WRITTEN)
def test_the_right_language_passes(locale: str) -> None:
    assert ids(language, unit(SOURCE, WRITTEN[locale]), locale) == []


@pytest.mark.parametrize(("written", "expected"), PAIRS)
def test_a_relative_is_told_apart(written: str, expected: str) -> None:
    (finding,) = found(language, unit(SOURCE, WRITTEN[written]), expected)
    assert (finding.check, finding.severity) == ("wrong-language", "major")
    assert finding.target_span == (0, len(WRITTEN[written]))


def test_the_message_names_both_languages() -> None:
    (finding,) = found(language, unit(SOURCE, WRITTEN["es_419"]), "pt_BR")
    assert finding.message == "The translation is in Spanish, not in Portuguese (Brazil)."


@pytest.mark.parametrize("label", ["E-mail", "Total", "Menu principal", "Login", "Ultrassom 3D", "São Paulo", "12 mg"])
def test_a_label_tells_too_little(label: str) -> None:
    assert ids(language, unit("Label", label), "pt_BR") == []


def test_english_that_is_not_the_source_is_found() -> None:
    english = "Please let the nurse know if you are taking other medicines now."
    assert ids(language, unit(SOURCE, english), "pt_BR") == ["wrong-language"]


def test_danish_and_norwegian_are_too_alike_to_be_told_apart() -> None:
    danish = "Sig det til sygeplejersken, hvis du har taget anden medicin i denne uge."
    assert ids(language, unit(SOURCE, danish), "nb") == []


def test_a_language_without_a_word_list_is_left_alone() -> None:
    assert ids(language, unit(SOURCE, "Abwooli amaizi gaitu nigabaho omu kyaro kyona"), "nyn") == []
