"""A sentence with two translations shows neither: which of them is right only a person can say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.po.entries import Entry
from pipeline.po.repeats import Repeats, once

FIRST = Entry("Take 5 mg.", ("Tome 5 mg.",), line=3)
EMPTY = replace(FIRST, msgstr=("",), line=9)
OTHER = replace(FIRST, msgstr=("Tome 50 mg.",), line=20)
PLURAL = Entry("One pill", ("Um", "Dois"), msgid_plural="Pills", line=30)


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        ((FIRST, FIRST), [None, None]),
        ((FIRST, EMPTY), [None, None]),
        ((EMPTY, FIRST), [None, None]),
        ((FIRST, OTHER), [None, 3]),
        ((EMPTY, FIRST, OTHER), [None, None, 3]),
        ((FIRST, EMPTY, OTHER), [None, None, 3]),
        ((FIRST, replace(OTHER, msgctxt="title")), [None, None]),
        ((FIRST, replace(OTHER, msgctxt="")), [None, None]),
        ((replace(FIRST, msgctxt=""), replace(OTHER, msgctxt="")), [None, 3]),
        ((PLURAL, replace(PLURAL, msgstr=("Um", "Três"), line=31)), [None, 30]),
        ((PLURAL, replace(PLURAL, msgstr=("", ""), msgid_plural="Other pills", line=31)), [None, 30]),
        ((PLURAL, replace(PLURAL, msgstr=("UmDois",), msgid_plural=None, line=31)), [None, 30]),
    ],
)  # fmt: skip
def test_a_translation_contradicts_the_first_one_of_the_same_source(
    entries: tuple[Entry, ...], lines: list[int | None]
) -> None:
    repeats = Repeats()
    assert [repeats.contradicted(entry) for entry in entries] == lines


def test_a_source_that_came_twice_is_noticed_and_one_that_did_not_is_not() -> None:
    repeats = Repeats()
    for entry in (FIRST, PLURAL, replace(FIRST, msgctxt="title")):
        repeats.contradicted(entry)
    assert not repeats.any
    repeats.contradicted(EMPTY)
    assert repeats.any


def test_entries_of_one_source_become_one_with_all_that_was_said_of_them() -> None:
    first = replace(EMPTY, translator=("Ana",), references=("a:1",), flags=("fuzzy",), line=1)
    second = replace(FIRST, translator=("Ben", "Ana"), references=("b:2",), extracted=("Role: p",), line=7)
    between = Entry("Rest.", ("Descanse.",))
    (joined, other) = once([first, between, second])
    assert other == between
    assert (joined.msgstr, joined.translator, joined.references) == (FIRST.msgstr, ("Ana", "Ben"), ("a:1", "b:2"))
    assert (joined.extracted, joined.line, joined.flags) == (("Role: p",), 1, ())


@pytest.mark.parametrize("doubting", [0, 1])
def test_a_translation_that_one_of_two_doubts_stays_fuzzy(doubting: int) -> None:
    pair = [FIRST, replace(FIRST, line=9)]
    pair[doubting] = replace(pair[doubting], flags=("fuzzy",))
    (joined,) = once(pair)
    assert joined.fuzzy


def test_what_left_the_page_stays_beside_what_is_on_it() -> None:
    gone = replace(FIRST, obsolete=True)
    assert once([gone, FIRST, gone]) == [gone, FIRST, gone]
