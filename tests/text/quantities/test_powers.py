"""A power of ten is one number with its exponent, however it is written; another exponent is another number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline import locales
from pipeline.text import quantities
from pipeline.text.quantities.reading import scan

EN = locales.parse("en")
WRITTEN = [  # locale, text, value, unit
    ("en", "10⁸ spores", "1E8", ""),
    ("en", "at 10^4 a time", "1E4", ""),
    ("en", "10^{-2} of it", "0.01", ""),
    ("en", "10^7^ vectors", "1E7", ""),
    ("en", "10⁻⁴ mol/L", "1E-4", "mol/L"),
    ("en", "a count of 4.5 × 10⁹/L", "4.5E9", "/L"),
    ("en", "4.5x10⁹/L", "4.5E9", "/L"),
    ("en", "4.5 x 10^9 per litre", "4.5E9", "/L"),
    ("en", "4.5 · 10 9/L", "4.5E9", "/L"),
    ("en", "7*10**5", "7E5", ""),
    ("en", "2.5e7 particles", "2.5E7", ""),
    ("en", "3E+05 of them", "3E5", ""),
    ("en", "8e-3 g", "0.008", "g"),
    ("pt_BR", "4,5 × 10⁹ por litro", "4.5E9", "/L"),
    ("ru", "4,5 х 10⁹/л", "4.5E9", "/L"),
    ("ar", "١٠⁸ خلية", "1E8", ""),
    ("fa", "۳ × ۱۰⁵", "3E5", ""),
    ("zh_Hans", "10⁸个孢子", "1E8", ""),
    ("pl", "10⁸ zarodników", "1E8", ""),
]
SAME = [  # source, target locale, translation
    ("10⁸ spores", "pt_BR", "100 milhões de esporos"),
    ("3 × 10⁶ spores", "fr", "3 millions de spores"),
    ("2 to 5 × 10⁷ spores", "es", "de 2 × 10⁷ a 5 × 10⁷ esporas"),
    ("1, 4 or 9 × 10⁷ spores", "de", "1, 4 oder 9 · 10⁷ Sporen"),
    ("0.7 × 10⁹/L", "pt_BR", "0,7 × 10⁹/L"),
    ("0.7 × 10⁹/L", "ru", "0,7·10⁹/л"),
    ("below 70 x 109/L", "pt_BR", "abaixo de 70 × 10⁹/L"),
    ("labelled with ⁹⁰Y", "pt_BR", "marcado com ítrio-90"),
    ("at 10² places¹", "pt_BR", "em 10² lugares¹"),
]
OTHER = [  # source, target locale, translation, check
    ("10⁸ spores", "pt_BR", "10 esporos", "number-changed"),
    ("10⁸ spores", "pt_BR", "108 esporos", "number-changed"),
    ("10⁸ spores", "ar", "10⁹ أبواغ", "number-changed"),
    ("10⁸ spores", "hi", "10⁷ बीजाणु", "number-changed"),
    ("10⁸ spores", "pl", "10 zarodników", "number-changed"),
    ("10⁻³ g", "ru", "10³ г", "number-changed"),
    ("below 70 × 10⁹/L", "pt_BR", "abaixo de 70 × 109/L", "number-changed"),
    ("below 70 × 10⁹/L", "zh_Hans", "低于 70 × 10⁶/L", "number-changed"),
    ("below 70 × 10⁹/L", "pt_BR", "abaixo de 70 × 10⁹", "unit-changed"),
    ("2 to 5 × 10⁷ spores", "es", "de 3 a 5 × 10⁷ esporas", "number-changed"),
    ("2.5e7 particles", "fr", "2,5e6 particules", "number-changed"),
]
CODES = ["clone 9E10", "E5 and 1E7", "10 x 20 mm", "room 10-4", "10 4 mg"]


@pytest.mark.parametrize(("name", "text", "value", "unit"), WRITTEN)
def test_a_power_of_ten_is_one_number(name: str, text: str, value: str, unit: str) -> None:
    (found,) = quantities.read(text, locales.parse(name))
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", CODES)
def test_what_only_looks_like_a_power_is_none(text: str) -> None:
    assert not any(number.power for number in scan(text, EN))


@pytest.mark.parametrize(("source", "name", "target"), SAME)
def test_a_power_may_be_written_otherwise(source: str, name: str, target: str) -> None:
    assert quantities.compare(source, target, EN, locales.parse(name)) == ()


@pytest.mark.parametrize(("source", "name", "target", "check"), OTHER)
def test_another_exponent_is_a_critical_change(source: str, name: str, target: str, check: str) -> None:
    change = quantities.compare(source, target, EN, locales.parse(name))[0]
    assert (change.kind, change.severity) == (check, "critical")
