"""Numbers that went to one another's words are told; a sentence that is only turned round is not."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text import instructions

BABIES = "Babies get 2 mL and children 4 mL."
GIRLS = "Men take 40 mg and women take 20 mg."
STIR = "Stir 10 mL in 200 mL of juice."
SHARE = "Between 2 and 4 in 300 people"
DATES = "Classes start on 7 June and end on 9 June."
DRUGS = "Take 500 mg of paracetamol and 200 mg of ibuprofen."
POUR = "Add 10 mL of syrup to 200 mL of juice."
STAFF = "Three nurses and seven porters had a cold."
TWINS = "Two girls and six boys were born."
TIMES = "Visits start at 14:00 and end at 16:00."


@pytest.mark.parametrize(
    ("source", "locale", "right", "wrong"),
    [
        (GIRLS, "pt_BR", "Homens tomam 40 mg e mulheres, 20 mg.", "Homens tomam 20 mg e mulheres, 40 mg."),
        (GIRLS, "es", "Mujeres: 20 mg; hombres: 40 mg.", "Mujeres: 40 mg; hombres: 20 mg."),
        (GIRLS, "fr", "20 mg pour les femmes, 40 mg pour les hommes", "40 mg pour les femmes, 20 mg pour les hommes"),
        (BABIES, "de", "Kinder bekommen 4 ml, Babys 2 ml.", "Kinder bekommen 2 ml, Babys 4 ml."),
        (GIRLS, "ru", "Женщины принимают 20 мг, мужчины — 40 мг.", "Женщины принимают 40 мг, мужчины — 20 мг."),
        (GIRLS, "ar", "يتناول الرجال 40 ملغ والنساء 20 ملغ.", "يتناول الرجال 20 ملغ والنساء 40 ملغ."),
        (GIRLS, "hi", "पुरुष 40 mg और महिलाएँ 20 mg लें।", "पुरुष 20 mg और महिलाएँ 40 mg लें।"),
        (GIRLS, "zh_Hans", "男性服用40毫克，女性服用20毫克。", "男性服用20毫克，女性服用40毫克。"),
        (
            DRUGS,
            "es",
            "Tome 200 mg de ibuprofeno y 500 mg de paracetamol.",
            "Tome 200 mg de paracetamol y 500 mg de ibuprofeno.",
        ),
        (
            DATES,
            "pt_BR",
            "As aulas começam em 7 de junho e terminam em 9 de junho.",
            "As aulas começam em 9 de junho e terminam em 7 de junho.",
        ),
        (DATES, "zh_Hans", "课程从6月7日开始，6月9日结束。", "课程从6月9日开始，6月7日结束。"),
        (
            TIMES,
            "es",
            "Las visitas empiezan a las 14:00 y terminan a las 16:00.",
            "Las visitas empiezan a las 16:00 y terminan a las 14:00.",
        ),
        (STIR, "pt_BR", "Em 200 mL de suco, misture 10 mL.", "Misture 200 mL em 10 mL de suco."),
        (STIR, "fr", "Mélangez 10 mL dans 200 mL de jus.", "Mélangez 200 mL dans 10 mL de jus."),
        (STIR, "zh_Hans", "将10毫升混入200毫升果汁中。", "将200毫升混入10毫升果汁中。"),
        (STIR, "zh_Hans", "在200毫升果汁中加入10毫升。", "在10毫升果汁中加入200毫升。"),
        (STIR, "hi", "200 mL जूस में 10 mL मिलाएँ।", "10 mL जूस में 200 mL मिलाएँ।"),
        (STIR, "hi", "10 mL को 200 mL जूस में मिलाएँ।", "200 mL को 10 mL जूस में मिलाएँ।"),
        (STIR, "ar", "اخلط 10 مل في 200 مل من العصير.", "اخلط 200 مل في 10 مل من العصير."),
        (POUR, "ar", "أضف 10 مل من الشراب إلى 200 مل من العصير.", "أضف 200 مل من الشراب إلى 10 مل من العصير."),
        (POUR, "zh_Hans", "将10毫升糖浆加入200毫升果汁中。", "将200毫升糖浆加入10毫升果汁中。"),
        (POUR, "ru", "Добавьте 10 мл сиропа к 200 мл сока.", "Добавьте 200 мл сиропа к 10 мл сока."),
        (POUR, "de", "Geben Sie 10 ml Sirup zu 200 ml Saft.", "Geben Sie 200 ml Sirup zu 10 ml Saft."),
        (POUR, "pt_BR", "Adicione 10 mL de xarope a 200 mL de suco.", "Adicione 200 mL de xarope a 10 mL de suco."),
        (STAFF, "zh_Hans", "七名搬运工和三名护士感冒了。", "七名护士和三名搬运工感冒了。"),
        (
            STAFF,
            "de",
            "Sieben Träger und drei Pflegekräfte waren erkältet.",
            "Sieben Pflegekräfte und drei Träger waren erkältet.",
        ),
        (TWINS, "ru", "Родились шесть мальчиков и две девочки.", "Родились шесть девочек и два мальчика."),
        ("Seven men and thirty women slept.", "ar", "نام سبعة رجال وثلاثون امرأة.", "نام ثلاثون رجلا وسبع نساء."),
        (TWINS, "hi", "छह लड़के और दो लड़कियाँ पैदा हुईं।", "दो लड़के और छह लड़कियाँ पैदा हुईं।"),
        (SHARE, "pt_BR", "Entre 2 e 4 em cada 300 pessoas", "Entre 2 e 300 em cada 4 pessoas"),
        (SHARE, "zh_Hans", "每300人中有2至4人", "每4人中有2至300人"),
    ],
)
def test_numbers_that_changed_places_are_told_and_a_turned_sentence_is_not(
    source: str, locale: str, right: str, wrong: str
) -> None:
    english, target = locales.parse("en"), locales.parse(locale)
    kept = instructions.compare(source, right, english, target)
    told = instructions.compare(source, wrong, english, target)
    assert "numbers-exchanged" not in [departure.kind for departure in kept]
    assert ("numbers-exchanged", "critical") in [(departure.kind, departure.severity) for departure in told]


@pytest.mark.parametrize(
    ("source", "locale", "translation"),
    [
        ("5 groups of 20 people", "es", "20 personas en 5 grupos"),
        ("Of 20 adults and children, 10 had a fever.", "pt_BR", "10 de 20 adultos e crianças tiveram febre."),
        ("Start with 5 mg and go up to 10 mg.", "pt_BR", "Aumente até 10 mg, começando com 5 mg."),
        ("5 of 20 adults and 10 of 20 children", "de", "5 von 20 Erwachsenen und 10 von 20 Kindern"),
        (DATES, "de", "Der Kurs endet am 9. Juni und beginnt am 7. Juni."),
        ("Add 2 g to 5 g of salt a day.", "ru", "Добавляйте в день от 2 до 5 г соли."),
        ("Eleven of the twelve nurses slept.", "hi", "बारह में से ग्यारह नर्सें सोईं।"),
        ("Two of the six boys and six girls", "de", "Zwei der sechs Mädchen und sechs Jungen"),
    ],
)
def test_numbers_without_proof_are_left_in_peace(source: str, locale: str, translation: str) -> None:
    told = instructions.compare(source, translation, locales.parse("en"), locales.parse(locale))
    assert "numbers-exchanged" not in [departure.kind for departure in told]
