"""A text without words needs nobody where its translation is what the locale makes of it, and only there."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text.wordless import is_as_written

WRITTEN = [
    ("pt_BR", "36.6", "36,6"),
    ("pt_BR", "2,400", "2.400"),
    ("es", "2,400", "2400"),
    ("es_419", "36.6", "36,6"),
    ("fr", "2,400.5", "2\u202f400,5"),
    ("fr", "45%", "45\u00a0%"),
    ("tr", "45%", "%45"),
    ("de", "15–20 %", "15–20 %"),
    ("ru", "36.6 °C", "36,6 °C"),
    ("hi", "36.6", "३६.६"),
    ("zh_CN", "2,400", "2,400"),
    ("pt_BR", "≥ 37.8 °C", "≥ 37,8 °C"),
    ("pt_BR", "12.5 cm", "12,5 cm"),
    ("pt_BR", "130/85 mmHg", "130/85 mmHg"),
    ("pt_BR", "07:45", "07:45"),
    ("pt_BR", "9:00–12:30", "9:00–12:30"),
    ("de", "2027-03-04", "2027-03-04"),
    ("ru", "CD20", "CD20"),
    ("pt_BR", "NCT07654321", "NCT07654321"),
]
UNSETTLED = [
    ("pt_BR", "36.6", "36.6"),  # is read as 366 by some
    ("pt_BR", "36.6", "366"),
    ("pt_BR", "36.6", "36,7"),
    ("pt_BR", "2,400", "2,400"),
    ("es_419", "2,400", "2,400"),
    ("tr", "45%", "45%"),
    ("pt_BR", "15–20 %", "15 %"),
    ("pt_BR", "≥ 37.8 °C", "≤ 37,8 °C"),
    ("pt_BR", "37.8 °C", "37,8 °F"),
    ("ru", "12.5 cm", "12,5 cm"),
    ("ru", "130/85 mmHg", "130/85 mmHg"),
    ("ar", "36.6", "36.6"),
    ("he", "130/85", "130/85"),
    ("pt_BR", "3/11", "3/11"),  # the third of November, or the eleventh of March
    ("pt_BR", "04/05/2027", "04/05/2027"),
    ("fi", "07:45", "07:45"),
    ("pt_BR", "$1,200.50", "$1.200,50"),
    ("pt_BR", "+55 11 5550-0100", "+55 11 5550-0100"),
    ("pt_BR", "1.800.555.0100", "1.800.555.0100"),
    ("pt_BR", "CD20", "CD19"),
    ("pt_BR", "WARD-7", "WARD-7"),
    ("pt_BR", "COVID-19", "COVID-19"),
    ("pt_BR", "2 tablets", "2 tablets"),
    ("pt_BR", "36.6", ""),
    ("pt_BR", "", ""),
]


@pytest.mark.parametrize(("locale", "source", "translation"), WRITTEN)
def test_what_the_locale_writes_leaves_nothing_to_decide(locale: str, source: str, translation: str) -> None:
    assert is_as_written(source, translation, locales.parse(locale))


@pytest.mark.parametrize(("locale", "source", "translation"), UNSETTLED)
def test_another_value_form_or_reading_is_for_people(locale: str, source: str, translation: str) -> None:
    assert not is_as_written(source, translation, locales.parse(locale))
