"""A text is read in chunks that come again: what a reader remembers changes nothing of what it says."""

from __future__ import annotations

from pipeline.text.language import words
from pipeline.text.language.words import Reader

TEXT = "Keep calm, keep warm;\tkeep calm,\nand-call us."


def test_a_reader_gives_what_reading_the_whole_text_gives() -> None:
    reader = Reader(words.WORD.findall)
    assert reader(TEXT) == words.WORD.findall(TEXT) == reader(TEXT)


def test_a_reader_reads_a_chunk_once() -> None:
    read: list[str] = []
    reader = Reader(lambda chunk: read.append(chunk) or [chunk])  # type: ignore[func-returns-value]
    assert reader("to be or not to be") == ["to", "be", "or", "not", "to", "be"]
    assert read == ["to", "be", "or", "not"]


def test_a_reader_forgets_chunks_too_long_to_come_again() -> None:
    reader = Reader(lambda chunk: [len(chunk)])
    assert reader("x" * 500) == [500]
    assert not reader
