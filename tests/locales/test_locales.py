"""A locale has two names and one meaning."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping

import pytest

from pipeline import locales
from pipeline.checks import repetition
from pipeline.errors import LocaleError
from pipeline.segmentation import joiner
from pipeline.site.notices import Notice
from pipeline.stages.evaluate import Corpus, measure
from pipeline.termbase.words import Sentence, folded, unspaced
from pipeline.text import names, similarity
from pipeline.text.language import evidence, words
from tests.support.units import unit

NAMES = [  # any name, BCP 47, gettext
    ("pt-BR", "pt-BR", "pt_BR"),
    ("pt_br", "pt-BR", "pt_BR"),
    ("zh-hans", "zh-Hans", "zh_Hans"),
    ("zh_Hant_TW", "zh-Hant-TW", "zh_Hant_TW"),
    ("sr@latin", "sr-Latn", "sr_Latn"),
    ("es-419", "es-419", "es_419"),
    (" fr ", "fr", "fr"),
    ("en_XA", "en-XA", "en_XA"),
]
DIRECTIONS = {"ar": "rtl", "he": "rtl", "fa": "rtl", "ur": "rtl", "ar_XB": "rtl", "pt_BR": "ltr", "az_Arab": "rtl"}
UNKNOWN = ["xx", "pt_ZZ", "pt_QQ", "zh_Thai_CN", "english", "", "pt-BR-x-clinic", "pt/BR", "../pt", "ca@valencia", "p"]


@pytest.mark.parametrize(("name", "tag", "gettext"), NAMES)
def test_every_name_of_a_locale_gives_both_of_its_names(name: str, tag: str, gettext: str) -> None:
    locale = locales.parse(name)
    assert (locale.tag, locale.gettext) == (tag, gettext)


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_locale_is_an_error_that_names_it(name: str) -> None:
    with pytest.raises(LocaleError) as caught:
        locales.parse(name)
    assert repr(name) in str(caught.value)


@pytest.mark.parametrize(("name", "direction"), DIRECTIONS.items())
def test_direction_follows_the_script(name: str, direction: str) -> None:
    assert locales.parse(name).direction == direction


@pytest.mark.parametrize(
    ("name", "forms", "count"),
    [
        ("pt_BR", "nplurals=2; plural=(n > 1);", 2),
        ("pt", "nplurals=2; plural=(n > 1);", 2),
        ("pt_PT", "nplurals=2; plural=(n != 1);", 2),
        ("ja", "nplurals=1; plural=0;", 1),
    ],
)
def test_plural_forms_are_gettexts(name: str, forms: str, count: int) -> None:
    locale = locales.parse(name)
    assert (locale.plural_forms, locale.plural_count) == (forms, count)


def test_arabic_and_its_pseudo_locale_have_six_plural_forms() -> None:
    assert locales.parse("ar").plural_count == locales.parse("ar_XB").plural_count == 6


@pytest.mark.parametrize(
    ("name", "decimal", "group", "digits"),
    [
        ("en", ".", ",", "0123456789"),
        ("pt_BR", ",", ".", "0123456789"),
        ("pt_PT", ",", "\u00a0", "0123456789"),
        ("de_CH", ".", "’", "0123456789"),
        ("fa", "\u066b", "\u066c", "۰۱۲۳۴۵۶۷۸۹"),
        ("mr", ".", ",", "०१२३४५६७८९"),
        ("bn", ".", ",", "০১২৩৪৫৬৭৮৯"),
    ],
)
def test_numbers_are_written_with_the_locales_signs(name: str, decimal: str, group: str, digits: str) -> None:
    locale = locales.parse(name)
    assert (locale.decimal, locale.group, locale.digits) == (decimal, group, digits)


@pytest.mark.parametrize("name", ["ne", "my", "as", "dz", "sat", "nqo", "ff_Adlm", "ckb", "mn_Mong"])
def test_a_locale_with_digits_of_its_own_is_read(name: str) -> None:
    locale = locales.parse(name)
    assert len(locale.digits) == 10
    assert [int(digit) for digit in locale.digits] == list(range(10))


def test_names_are_in_english_and_in_the_language_itself() -> None:
    locale = locales.parse("pt_BR")
    assert (locale.english_name, locale.native_name) == ("Portuguese (Brazil)", "Português (Brasil)")


def test_pseudo_locales_borrow_their_language_and_say_what_they_are() -> None:
    accented, mirrored = locales.parse("en-XA"), locales.parse("ar_XB")
    assert accented.pseudo
    assert mirrored.pseudo
    assert (accented.language, mirrored.language) == ("en", "ar")
    assert "pseudo" in accented.english_name
    assert not locales.parse("ar").pseudo


SERVES = [  # wanted, offered
    ("pt-BR", "pt"),
    ("pt", "pt_BR"),
    ("pt_PT", "pt"),
    ("zh_Hans", "zh_CN"),
    ("zh_CN", "zh-Hans"),
    ("zh_CN", "zh"),
    ("zh_TW", "zh_Hant"),
    ("zh_Hant_HK", "zh_Hant"),
    ("sr@latin", "sr-Latn"),
    ("es_MX", "es_419"),
    ("es_MX", "es"),
    ("en_GB", "en_001"),
    ("en_XA", "en"),
]
SERVES_NOT = [("pt_PT", "pt_BR"), ("zh_TW", "zh"), ("zh", "zh_TW"), ("sr_Latn", "sr"), ("es", "es_419"), ("pt", "es")]


@pytest.mark.parametrize(("wanted", "offered"), SERVES)
def test_an_offer_for_the_language_as_written_there_serves(wanted: str, offered: str) -> None:
    assert locales.matches(wanted, offered)


@pytest.mark.parametrize(("wanted", "offered"), SERVES_NOT)
def test_an_offer_in_another_script_or_for_another_region_serves_not(wanted: str, offered: str) -> None:
    assert not locales.matches(wanted, offered)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pt-BR", ["pt_BR", "pt"]),
        ("es_MX", ["es_MX", "es_419", "es"]),
        ("zh_Hant_HK", ["zh_Hant_HK", "zh_Hant"]),
        ("sr_Latn", ["sr_Latn"]),
        ("en_XA", ["en_XA", "en"]),
        ("fr", ["fr"]),
    ],
)
def test_fallbacks_go_up_within_one_script(name: str, expected: list[str]) -> None:
    assert list(locales.fallbacks(name)) == expected


# "Take the tablet before the meal", or a part of it, without spaces.
UNSPACED = {
    "zh_CN": "请在饭前服用药片",
    "zh_Hant": "請在飯前服用藥片",
    "ja": "食事の前に薬を飲む",
    "th": "กินยาก่อนอาหาร",
    "lo": "ກິນຢາກ່ອນອາຫານ",
    "km": "លេបថ្នាំមុនអាហារ",
    "my": "အစာမစားမီဆေးသောက်ပါ",
}
SPACED = {"ko": "식사전에", "hi": "नमक", "ar": "الطعام", "am": "ምግብ", "pt_BR": "refeição"}
EN = locales.parse("en")
# Whoever has to know where words end, as a question: does this text of the locale have no spaces between words?
READERS: dict[str, Callable[[locales.Locale, str], bool]] = {
    "the locale": lambda locale, text: locale.unspaced,
    "the language by its name": lambda locale, text: locales.unspaced(locale.language),
    "sentences of a page": lambda locale, text: joiner(locale.gettext) == "",
    "sentences of the notice": lambda locale, text: _notice(locale).text == "ab",
    "the words of a language": lambda locale, text: words.UNSPACED.search(text) is not None,
    "likeness": lambda locale, text: len(similarity._words(text)) > 1,
    "terms": lambda locale, text: unspaced(Sentence(text, folded).words),
    "evidence": lambda locale, text: "aspirin" in evidence.inventory(_sentences(locale, f"{text}aspirin{text}")),
    "names of places": lambda locale, text: bool(
        list(names.places.read(f"{text}{_brazil(locale)}{text}", locale.language))
    ),
    "repetition": lambda locale, text: bool(list(repetition.check(unit("Rest.", text * 3), EN, locale))),
    "evaluation": lambda locale, text: (
        "tok:13a" not in measure(Corpus(("a",), (text,)), (text,), EN, locale).measures[0].signature
    ),
}


def _notice(language: locales.Locale) -> Notice:
    return Notice(("a",), ("b",), "", "", "", "", language, language, EN)


def _sentences(locale: locales.Locale, text: str) -> list[evidence.Sentence]:
    return evidence.sentences(text, evidence.Pair(locale.language, "en", kin=False))


def _brazil(locale: locales.Locale) -> str:
    return locales.territory_names(locale.tag)["BR"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("name", "text"), UNSPACED.items(), ids=UNSPACED)
def test_a_language_without_spaces_is_one_to_everybody(reader: str, name: str, text: str) -> None:
    assert READERS[reader](locales.parse(name), text)


@pytest.mark.parametrize("reader", [reader for reader in READERS if reader != "evaluation"])
@pytest.mark.parametrize(("name", "text"), SPACED.items(), ids=SPACED)
def test_a_language_with_spaces_is_one_to_everybody(reader: str, name: str, text: str) -> None:
    assert not READERS[reader](locales.parse(name), text)


@pytest.mark.parametrize("names", [locales.territory_names, locales.language_names, locales.month_names])
def test_what_cldr_says_is_changed_by_nobody_who_asks(names: Callable[[str], MutableMapping[str, object]]) -> None:
    before = dict(names("pt_BR"))
    with pytest.raises(TypeError):
        names("pt_BR")["BR"] = "Brasilien"
    assert not hasattr(names("pt_BR"), "clear")
    assert dict(names("pt_BR")) == before
