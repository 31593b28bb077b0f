"""A tablet that comes from nowhere is found where nobody has written down how a language gives instructions."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text.instructions import added

NOWHERE = [  # language, translation of "The garden is behind the house."
    ("nl", "Neem twee tabletten. De tuin ligt achter het huis.", "tabletten"),
    ("nl", "De tuin en honderd milligram.", "milligram"),
    ("pl", "Weź dwie tabletki. Ogród jest za domem.", "tabletki"),
    ("sv", "Ta tre droppar. Trädgården ligger bakom huset.", "droppar"),
    ("da", "Tag to piller, haven ligger bag huset.", "piller"),
    ("ko", "알약 두 알을 드세요. 정원은 집 뒤에 있습니다.", "알약"),
    ("bn", "দুটি ট্যাবলেট খান। বাগান বাড়ির পেছনে।", "ট্যাবলেট"),
    ("tr", "İki kapsül alın. Bahçe evin arkasında.", "kapsül"),
    ("it", "Prenda due compresse. Il giardino è dietro casa.", "compresse"),
    ("ja", "カプセルを二つ。庭は家の裏です。", "カプセル"),
    ("uk", "Прийміть дві таблетки. Сад за будинком.", "таблетки"),
    ("nl", "Ibuprofen ligt achter het huis.", "Ibuprofen"),
    ("sv", "Trädgården och paracetamol ligger bakom huset.", "paracetamol"),
]
SOURCE = "The garden is behind the house."


@pytest.mark.parametrize(("language", "target", "word"), NOWHERE)
def test_a_form_or_measure_from_nowhere_is_found(language: str, target: str, word: str) -> None:
    span = added(SOURCE, target, locales.parse(language))
    assert span is not None
    assert target[slice(*span)] == word


@pytest.mark.parametrize(("language", "target", "word"), NOWHERE)
def test_where_the_source_speaks_of_medicine_there_is_nothing_to_tell(language: str, target: str, word: str) -> None:
    assert added("Your medicine is behind the house.", target, locales.parse(language)) is None


def test_a_medicine_that_the_source_names_comes_from_there() -> None:
    assert added("Ibuprofen is behind the house.", "Ibuprofen ligt achter het huis.", locales.parse("nl")) is None


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("nl", "De tuin ligt achter het huis."),
        ("tr", "Hapishane evin arkasında."),
        ("id", "Pilih taman di belakang rumah."),
        ("sv", "Dosan ligger bakom huset."),
        ("it", "Il dosso è dietro la casa."),
        ("ja", "施錠した庭です。"),
    ],
)
def test_other_words_that_begin_alike_are_none(language: str, target: str) -> None:
    assert added(SOURCE, target, locales.parse(language)) is None


@pytest.mark.parametrize(
    ("language", "target", "word"),
    [
        ("pt_BR", "Tome dois comprimidos.", "comprimidos"),
        ("de", "Nehmen Sie drei Tropfen.", "Tropfen"),
        ("ru", "Примите две таблетки.", "таблетки"),
        ("fr", "Comprimés et sirops", None),
    ],
)
def test_where_a_language_has_instructions_it_is_a_counted_form(language: str, target: str, word: str | None) -> None:
    span = added(SOURCE, target, locales.parse(language))
    assert (span and target[slice(*span)]) == word
