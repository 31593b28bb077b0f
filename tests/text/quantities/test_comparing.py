"""A value that changes is found in every language; one that is only written otherwise isn't."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.text import quantities
from pipeline.text.quantities.figures import write_number
from tests.support.quantities import LOCALES

KEPT = [  # source, target locale, translation
    ("Stay 13.8 months.", "pt_BR", "Fique 13,8 meses."),
    ("8 of 11 (73%) got better.", "pt_BR", "Melhoraram 8 de 11 (73 %)."),
    ("1,500 people", "pt_BR", "1500 pessoas"),
    ("10,000 people", "pt_BR", "10 mil pessoas"),
    ("10,000 people", "fr", "10 000 personnes"),
    ("In 2019, 10,000 people", "fr", "En 2019 10 000 personnes"),
    ("1,500 mg and 13.8 mg", "ar", "١٬٥٠٠ ملغ و ١٣٫٨ ملغ"),
    ("1,500 mg and 13.8 mg", "fa", "۱٬۵۰۰ میلی‌گرم و ۱۳٫۸ میلی‌گرم"),
    ("100,000 people", "hi", "1 लाख लोग"),
    ("50 million people", "de", "50 Millionen Menschen"),
    ("30 million people", "pl", "30 milionów ludzi"),
    ("$1.5 billion", "es", "1500 millones de dólares"),
    ("$1.5 billion", "zh_Hans", "15 亿美元"),
    ("the 2019–20 season", "pt_BR", "a temporada de 2019-2020"),
    ("Take two tablets", "ru", "Примите 2 таблетки"),
    ("Take 2 tablets", "ar", "تناول قرصين"),
    ("within two weeks", "ar", "خلال أسبوعين"),
    ("Take one tablet a day", "fr", "Prenez un comprimé par jour"),
    ("Bring a friend", "pt_BR", "Traga um amigo"),
    ("One of the nurses will call.", "es", "La enfermera llamará."),
    ("First, wash your hands.", "fr", "Lavez-vous d’abord les mains."),
    ("three times daily", "zh_Hans", "每日三次"),
    ("every 8 hours", "ru", "каждые 8 часов"),
    ("one third of patients", "zh_Hans", "三分之一的患者"),
    ("phase III trial", "es", "ensayo de fase 3"),
    ("phase II trials", "zh_Hans", "二期试验"),
    ("between 2 and 14 days", "ru", "от 2 до 14 дней"),
    ("5–17 years", "id", "5 hingga 17 tahun"),
    ("27.3%–29.8%", "fr", "de 27,3 à 29,8 %"),
    ("at least 18 years old", "de", "mindestens 18 Jahre alt"),
    ("aged ≥19 years", "pt_BR", "com mais de 19 anos"),
    ("no more than 40 minutes", "hi", "40 मिनट से अधिक नहीं"),
    ("12 percent", "tr", "yüzde 12"),
    ("Published 2020-02-08 at 8:30 p.m.", "pt_BR", "Publicado em 08/02/2020 às 20h30"),
    ("on 02/08/2020", "de", "am 8.2.2020"),
    ("February 8, 2020", "ru", "8 февраля 2020 г."),
    ("February 8–March 3, 2020", "zh_Hans", "2020 年 2 月 8 日至 3 月 3 日"),
    ("in the 1990s", "zh_Hans", "20 世纪 90 年代"),
    ("in the 1970s", "zh_Hans", "二十世纪七十年代"),
    ("over 35.000 nurses", "hi", "35,000 से अधिक नर्सें"),
    ("Nurses went all over the place.", "zh_Hans", "护士四处奔走。"),
    ("in the 1860s", "zh_Hant", "十九世紀六十年代"),
    ("on March 1", "fr", "le 1er mars"),
    ("COVID-19 tests", "ar", "اختبارات كوفيد 19"),
    ("Call +44 20 7946 0958", "fr", "Appelez le +44 20 7946 0958"),
    ("5 mcg of it", "ru", "5 мкг"),
    ("250 mg/day", "pt_BR", "250 mg por dia"),
    ("a three-day stay", "ja", "3日間の滞在"),
    ("a 6-year-old girl", "de", "ein sechsjähriges Mädchen"),
    ("a 32-year-old man", "de", "ein zweiunddreißigjähriger Mann"),
    ("a 10-day course", "de", "eine zehntägige Kur"),
    ("a 6-year-old girl", "ru", "шестилетняя девочка"),
    ("a 32-year-old man", "ru", "тридцатидвухлетний мужчина"),
    ("a 10-day course", "ru", "десятидневный курс"),
    ("70% of them", "ja", "7割の人"),
    ("45% of them", "ja", "4割5分"),
    ("10–20% of them", "ja", "1～2割の人"),
    ("70% of them", "zh_Hans", "七成的人"),
    ("half of them", "zh_Hans", "五成的人"),
    ("3.5 tablets", "hi", "साढ़े तीन गोलियाँ"),
    ("twenty-one beds", "de", "21 Betten"),
    ("Call us 24/7.", "fr", "Appelez-nous 24 h/24 et 7 j/7."),
    ("Call us 24/7.", "ru", "Звоните нам круглосуточно."),
    ("open 24 hours", "fr", "ouvert 24 heures sur 24"),
    ("from 2 to 6 p.m.", "pt_BR", "das 14h às 18h"),
    ("at 6 p.m.", "de", "um 18:00 Uhr"),
    ("1 in 4 children", "zh_Hans", "四分之一的儿童"),
    ("2 negative tests", "ar", "اختبارين سلبيين"),
    ("10 mg/kg.", "hi", "10 मि.ग्रा./कि.ग्रा.।"),
    ("More than 20 of them are not here.", "ar", "لم يحضر أكثر من 20 منهم."),
    ("about a dozen people", "it", "circa 12 persone"),
]
KEPT += [  # a negation is turned round with its limit in one of the two texts alone
    ("It isn't for adults over 60 years.", "fr", "Il n’est pas destiné aux adultes de plus de 60 ans."),
    ("It isn't for adults over 60 years.", "es", "No está indicado en personas que tengan más de 60 años."),
    ("Not for babies under 3 months.", "it", "Non è adatto a neonati e lattanti di età inferiore a 3 mesi."),
    ("Not for babies under 3 months.", "id", "Bukan untuk bayi yang berusia di bawah 3 bulan."),
    ("Not for babies under 3 months.", "vi", "Không dành cho trẻ dưới 3 tháng tuổi."),
    ("Nobody over 90 years was seen.", "fr", "Aucune personne de plus de 90 ans n’a été vue."),
]
CHANGED = [  # source, target locale, translation, the changes
    ("Take 13.8 mg", "pt_BR", "Tome 138 mg", ["number-changed"]),
    ("Take 1,500 mg", "de", "Nehmen Sie 1,500 mg", ["separator"]),
    ("Take 1.500 mg", "pt_BR", "Tome 1.500 mg", ["separator"]),
    ("Take 10-20 mg", "pt_BR", "Tome 1020 mg", ["range-broken"]),
    ("Take 10-20 mg", "pt_BR", "Tome 10, 20 mg", ["range-broken"]),
    ("Take 5 mg and 5 ml", "pt_BR", "Tome 5 mg", ["number-lost"]),
    ("Take 2 500 mg tablets", "pt_BR", "Tome 2500 mg", ["number-changed", "number-lost"]),
    ("10,000 people", "pt_BR", "10 milhões de pessoas", ["number-changed"]),
    ("Take it", "pt_BR", "Tome 5 mg", ["number-added"]),
    ("Take two tablets", "pt_BR", "Tome três comprimidos", ["number-changed"]),
    ("Take 2 tablets", "ru", "Примите три таблетки", ["number-changed"]),
    ("Take one tablet", "pt_BR", "Tome 2 comprimidos", ["number-added"]),
    ("twice a day", "ar", "ثلاث مرات يوميًا", ["number-changed"]),
    ("twice a day", "zh_Hans", "每天三次", ["number-changed"]),
    ("once a day", "fr", "deux fois par jour", ["number-changed"]),
    ("for four weeks", "hi", "पांच सप्ताह के लिए", ["number-changed"]),
    ("Take 5 mg", "ru", "Примите 5 г", ["unit-changed"]),
    ("Take 5 mg", "zh_Hans", "服用 5", ["unit-changed"]),
    ("Take 5 mg/kg", "fr", "Prenez 5 mg", ["unit-changed"]),
    ("for 14 days", "hi", "14 सप्ताह के लिए", ["unit-changed"]),
    ("keep at 2-8 °C", "ar", "يُحفظ في 2-8 °F", ["unit-changed"]),
    ("children below the age of 3", "fr", "les enfants de moins de 3 mois", ["unit-changed"]),
    ("27% of them", "ru", "27 из них", ["percent-lost"]),
    ("February 8, 2020", "ru", "8 марта 2020 г.", ["date-changed"]),
    ("February 8, 2020", "zh_Hans", "2020 年 8 月 2 日", ["date-changed"]),
    ("February 8, 2020", "fr", "9 février 2020", ["date-changed"]),
    ("on 02/08/2020", "pt_BR", "em 02/08/2020", ["date-changed"]),
    ("at least 18 years", "pt_BR", "no máximo 18 anos", ["bound-changed"]),
    ("more than 3 days", "zh_Hans", "少于 3 天", ["bound-changed"]),
    ("phase III trial", "es", "ensayo de fase II", ["number-changed"]),
    ("2 tests", "ar", "اختبارات", ["number-lost"]),
    ("at 6 p.m.", "de", "um 20:00 Uhr", ["number-changed"]),
    ("for 3 days", "ru", "в течение 3 часов", ["unit-changed"]),
    ("for 3 hours", "ru", "за 3 дня", ["unit-changed"]),
    ("2 metres away", "ru", "в 2 километрах", ["unit-changed"]),
    ("Take more than 20 drops.", "ar", "لا تأخذ أكثر من 20 قطرة.", ["bound-changed"]),
    ("5 mg/2 mL", "es", "5 g/2 ml", ["unit-changed"]),
    ("Give 1.5 mg", "pt_BR", "Dê 1.5 mg", ["separator"]),
    ("Give 5.8 mg", "zh_Hans", "给予 5,8 毫克", ["separator"]),
    ("1,500 people", "es_419", "1,500 personas", ["ambiguous"]),
    ("1,500 people", "es_419", "1.500 personas", ["ambiguous"]),
    ("a 6-year-old girl", "de", "ein siebenjähriges Mädchen", ["number-changed"]),
    ("a 6-year-old girl", "de", "ein sechsmonatiges Mädchen", ["unit-changed"]),
    ("a 10-day course", "ru", "одиннадцатидневный курс", ["number-changed"]),
    ("70% of them", "ja", "8割の人", ["number-changed"]),
    ("70% of them", "zh_Hans", "八成的人", ["number-changed"]),
    ("7 members", "zh_Hans", "八名成员", ["number-changed"]),
]
CHANGED += [
    ("Do not drive for more than 3 hours.", "pt_BR", "Dirija por no mínimo 3 horas.", ["bound-changed"]),
    ("Do not swallow more than 6 capsules.", "vi", "Nuốt ít nhất 6 viên nang.", ["bound-changed"]),
]
EDITED = [  # two versions of a text, the changes
    ("Take 5 mg once a day.", "Take 50 mg once a day.", ["number-changed"]),
    ("Take 5 mg once a day.", "Take 5 mcg once a day.", ["unit-changed"]),
    ("Wait at least two weeks.", "Wait at most two weeks.", ["bound-changed"]),
    ("Wait at least two weeks.", "Wait two weeks.", ["bound-changed"]),
    ("It was 73% then.", "It was 7.3% then.", ["number-changed"]),
    ("Keep between 2 and 8 °C.", "Keep between 2 and 18 °C.", ["number-changed"]),
    ("Take it twice a day.", "Take it three times a day.", ["number-changed"]),
    ("Take two tablets.", "Take tablets.", ["number-lost"]),
    ("Take two tablets.", "Take 2 tablets.", []),
    ("Take 5 mg - with food.", "Take 5\u00a0mg – with food.", []),
]


def kinds(source: str, target: str, locale: str, *, source_locale: str = "en") -> list[str]:
    changes = quantities.compare(source, target, locales.parse(source_locale), locales.parse(locale))
    return [change.kind for change in changes]


@pytest.mark.parametrize(("source", "locale", "translation"), KEPT)
def test_another_way_to_say_the_same_is_no_change(source: str, locale: str, translation: str) -> None:
    assert kinds(source, translation, locale) == []


@pytest.mark.parametrize(("source", "locale", "translation", "expected"), CHANGED)
def test_one_cause_gives_one_change(source: str, locale: str, translation: str, expected: list[str]) -> None:
    assert kinds(source, translation, locale) == expected


@pytest.mark.parametrize(("old", "new", "expected"), EDITED)
def test_two_versions_of_a_text_are_held_to_every_word(old: str, new: str, expected: list[str]) -> None:
    assert kinds(old, new, "en") == expected


def test_a_change_names_both_values_and_what_to_write() -> None:
    (change,) = quantities.compare("Take 13.8 mg.", "Tome 138 mg.", locales.parse("en"), locales.parse("pt_BR"))
    assert change.severity == "critical"
    assert "13.8 mg" in change.message
    assert "138 mg" in change.message
    assert change.suggestion == "13,8 mg"


def test_a_sign_of_another_language_is_less_than_another_value() -> None:
    english, german = locales.parse("en"), locales.parse("de")
    (form,) = quantities.compare("Give 1.5 mg", "Geben Sie 1.5 mg", english, german)
    (value,) = quantities.compare("Give 1,500 mg", "Geben Sie 1,500 mg", english, german)
    assert (form.severity, value.severity) == ("major", "critical")


@given(
    value=st.decimals(min_value=2, max_value=9999, places=2) | st.integers(2, 10**6).map(Decimal),
    name=st.sampled_from(LOCALES),
    grouped=st.booleans(),
)
def test_the_digits_and_signs_of_a_locale_change_nothing(value: Decimal, name: str, grouped: bool) -> None:
    english, locale = locales.parse("en"), locales.parse(name)
    source, target = f"({write_number(value, english)})", f"({write_number(value, locale, grouped=grouped)})"
    changes = quantities.compare(source, target, english, locale)
    assert [change.kind for change in changes] == []


@given(
    value=st.decimals(min_value=2, max_value=9999, places=2),
    factor=st.sampled_from([Decimal("0.1"), Decimal(10), Decimal(3)]),
    name=st.sampled_from([name for name in LOCALES if name != "es_419"]),
)
def test_a_value_that_changes_is_always_found(value: Decimal, factor: Decimal, name: str) -> None:
    english, locale = locales.parse("en"), locales.parse(name)
    changed = (value * factor).quantize(Decimal("0.01"))
    source, target = f"({write_number(value, english)})", f"({write_number(changed, locale)})"
    assert quantities.compare(source, target, english, locale)


@given(
    numbers=st.lists(st.integers(2, 99), min_size=1, max_size=5),
    dash=st.sampled_from("-–—"),
    space=st.sampled_from(["", " ", "\u00a0", "\u202f"]),
    name=st.sampled_from(["en", "pt_BR", "fr", "ru", "ar", "zh_Hans", "hi"]),
)
def test_dashes_spaces_and_digits_are_form(numbers: list[int], dash: str, space: str, name: str) -> None:
    locale = locales.parse(name)
    source = "; ".join(f"{number}-{number + 3} … {number}%" for number in numbers)
    target = "; ".join(f"{number}{dash}{number + 3} … {number}{space}%" for number in numbers)
    target = target.translate(dict(enumerate(locale.digits, ord("0"))))
    assert [change.kind for change in quantities.compare(source, target, locales.parse("en"), locale)] == []
