"""Digits count in every script: a dose in Bengali digits is the dose that the source has."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from pipeline import locales
from pipeline.review.policy import adapted_number
from pipeline.termbase.words import folded
from pipeline.text import addresses, names, quantities
from pipeline.text.language import evidence, scripts

DIGITS = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isdecimal()]
ARABIC, BENGALI, WIDE = "٠١٢٣٤٥٦٧٨٩", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９"


def test_every_digit_of_unicode_is_known_by_its_value() -> None:
    assert len(DIGITS) > 600
    assert scripts.ascii_digits("".join(DIGITS)) == "".join(str(unicodedata.decimal(char)) for char in DIGITS)


def test_what_is_no_decimal_digit_stays_or_is_left_out() -> None:
    assert scripts.ascii_digits("٤½ x² IV 四") == "4½ x² IV 四"
    assert scripts.only_digits("+٤٤ (20) ½²") == "4420"


@pytest.mark.parametrize("digits", [ARABIC, BENGALI, WIDE])
def test_a_number_is_the_same_in_every_script_for_everybody(digits: str) -> None:
    written = "9876543210".translate(dict(enumerate(digits, ord("0"))))
    english = locales.parse("en")
    assert addresses.find_phone("9876543210", f"Tel {written}") == (4, 14)
    assert adapted_number("Call 112.", [f"Tel {written[8]}{written[8]}{written[7]}"], (), {}) == ""
    assert [quantity.value for quantity in quantities.read(f"Take {written}", english)] == [9876543210]
    assert [name.key for name in names.codes.read(f"AB{written}")] == ["AB9876543210"]
    assert folded(written) == "9876543210"
    pair = evidence.Pair("bn", "en", kin=False)
    first, second = (evidence.inventory(evidence.sentences(text, pair)) for text in (written, "9876543210"))
    assert first == second != frozenset()
