"""A locale has two names and one meaning."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.errors import ConfigError

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
    with pytest.raises(ConfigError) as caught:
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
