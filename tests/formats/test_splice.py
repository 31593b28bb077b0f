"""Which target is fit for its place on a page: where none is, readers get the author's sentence and not half of one."""

from __future__ import annotations

import pytest

from pipeline import formats
from pipeline.formats.splice import Address, Edit, edited, relinked, saying, usable
from pipeline.model import Extraction

CODED = "<p>Take <b>one</b><br>now. Rest well.</p>"


def extracted(page: str) -> Extraction:
    return formats.for_path("a.html").extract(page)


def used(page: str, target: str) -> str | None:
    slot = extracted(page).slots[0]
    return usable(slot, {slot.segment.key: target})


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Tome <1>um</1><2/>já.", "Tome <1>um</1><2/>já."),
        (" Tome <1>um</1><2/>já.\n", "Tome <1>um</1><2/>já."),
        ("Já<2/><1>um</1>.", "Já<2/><1>um</1>."),
        ("Take <1>one</1><2/>now.", "Take <1>one</1><2/>now."),
        ("Tome <1>um</1><2/><3/>.", "Tome <1>um</1><2/><3/>."),  # no code of this sentence: characters
        ("Tome um já.", None),
        ("Tome <1>um<2/>já.", None),
        ("Tome <1>um</1><1>dois</1><2/>já.", None),
        ("Tome </1>um<1><2/>já.", None),
        ("<empty/>", None),
        (" \n", None),
        ("", None),
    ],
)
def test_a_target_has_each_code_once_or_is_not_used(target: str, expected: str | None) -> None:
    assert used(CODED, target) == expected


def test_without_a_target_there_is_nothing_to_use() -> None:
    slot = extracted(CODED).slots[0]
    assert usable(slot, {}) is None


def test_a_sentence_is_left_to_a_neighbour_only_where_it_has_one() -> None:
    assert used("<p>Rest well. Sleep.</p>", "<empty/>") == "<empty/>"
    assert used("<p>Rest well.</p>", "<empty/>") is None


def test_codes_that_a_browser_would_take_apart_are_not_used() -> None:
    page = '<p><a href="x">one</a> or <a href="y">two</a>.</p>'
    assert used(page, "<1>um</1> ou <2>dois</2>.") == "<1>um</1> ou <2>dois</2>."
    assert used(page, "<1>um <2>dois</2></1>.") is None, "a link in a link"


@pytest.mark.parametrize(
    ("first", "second", "silent"),
    [("<empty/>", "<empty/>", True), ("<empty/>", "Dorme.", False), ("<empty/>", "", False)],
)
def test_a_block_whose_sentences_are_all_left_to_another_keeps_its_source(
    first: str, second: str, silent: bool
) -> None:
    extraction = extracted("<p>Rest well. Sleep.</p><p>Eat.</p>")
    targets = dict(zip([slot.segment.key for slot in extraction.slots], (first, second, "Comam."), strict=True))
    left = saying(extraction.slots, targets)
    assert list(left.values()) == (["Comam."] if silent else [first, second, "Comam."])


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "abcdef"),
        ([Edit(4, 5, "E"), Edit(0, 1, "")], "bcdEf"),
        ([Edit(2, 2, "1"), Edit(2, 4, "2")], "ab12ef"),
        ([Edit(1, 4, "first"), Edit(3, 5, "second")], "afirstef"),
        ([Edit(6, 6, "!")], "abcdef!"),
    ],
)
def test_edits_are_made_in_the_order_of_their_places(edits: list[Edit], expected: str) -> None:
    assert edited("abcdef", edits) == expected


def test_an_address_that_stays_is_left_as_it_is_written() -> None:
    addresses = [Address("a", 4, 5, "'"), Address("same", 0, 3, "")]
    assert relinked("s&e X", addresses, {"a": "b", "same": "same"}.__getitem__, quoted) == "s&e 'b"


def quoted(url: str, quote: str) -> str:
    return quote + url
