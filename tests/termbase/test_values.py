"""What an entry's match says of its place."""

from __future__ import annotations

from pipeline.termbase.values import Target, TermEntry, TermMatch, alone


def match(source: str, text: str, start: int = 0) -> TermMatch:
    entry = TermEntry(source, (source,), (Target(f"{source}-pt", "preferred"),))
    return TermMatch(source, entry, start, start + len(text), text)


def test_one_entry_at_a_place_is_meant() -> None:
    matches = [match("visit", "Visits"), match("ward", "ward", 10)]
    assert alone(matches) == matches


def test_of_a_word_and_its_plural_the_one_that_is_written_is_meant() -> None:
    one, many = match("visit", "Visits"), match("visits", "Visits")
    assert alone([one, many]) == [many]
    assert alone([match("visit", "visit"), match("visits", "visit")]) == [match("visit", "visit")]


def test_homonyms_leave_a_choice() -> None:
    assert alone([match("trial", "trial"), match("Trial", "trial")]) == []
    assert alone([match("trial", "trials"), match("Trial", "trials")]) == []
