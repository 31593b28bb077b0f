from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.text import TextFormat

TEXT = TextFormat()
SCRAPS = [
    "One day. ",
    "two days",
    "\n",
    "\r\n",
    "\n\n",
    "  ",
    "- ",
    "1. ",
    "• ",
    "\t",
    "a_b",
    "=====",
    "<1>",
    "{{ x }}",
    "\0",
    "\ufeff",
]
SCRAPS += [
    "A line that is long enough to be full, nearly.", "\u2028", "\x0c",
]  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.replace("\0", "").split())


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_identity_and_arrival(text: str) -> None:
    found = TEXT.extract(text)
    assert TEXT.merge(found, {}) == text
    assert TEXT.merge(found, {s.key: s.text for s in found.segments}, locale="ja") == text
    marked = TEXT.merge(found, {s.key: f"⟦{s.text}⟧" for s in found.segments})
    assert marked.count("⟦") == len(found.slots)
    assert squeezed(marked.replace("⟦", "").replace("⟧", "")) == squeezed(text)


LAYOUTS = [
    ("Talk to us\nhub\nHospital rooms", ["Talk to us", "hub", "Hospital rooms"]),
    ("Ward opening times\nMonday\nTuesday", ["Ward opening times", "Monday", "Tuesday"]),
    ("A short line of words that nearly fills it\nall and then goes on to a second line here\nand a third one.",
     ["A short line of words that nearly fills it all and then goes on to a second line here and a third one."]),
    ("- one\n  more\n- two", ["one more", "two"]),
    ("(1) one\n(2) two\na) three", ["one", "two", "three"]),
    ("38.5 is high", ["38.5 is high"]),
    ("-5 degrees", ["-5 degrees"]),
    ("____\nNext", ["Next"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "texts"), LAYOUTS)
def test_layout_makes_the_blocks(text: str, texts: list[str]) -> None:
    assert [s.text for s in TEXT.extract(text).segments] == texts


def test_a_translated_sentence_stands_on_one_line() -> None:
    text = "  - One day that\n    goes on. Two.\r\n"
    found = TEXT.extract(text)
    targets = dict(zip([s.key for s in found.segments], ["Um dia\nque passa.", "Dois\0."], strict=True))
    assert TEXT.merge(found, targets, locale="pt") == "  - Um dia que passa. Dois.\r\n"


WORDS = st.lists(st.text("abcdeé你", min_size=2, max_size=7), min_size=1, max_size=25).map(" ".join)
BLOCKS = st.lists(st.tuples(st.sampled_from(["", "- ", "  * ", "12. ", "(b) "]), WORDS), min_size=1, max_size=8)
HOSTILE = st.text(st.sampled_from("<>&\"'/=1a- \n\r\0\u202e\u2028\x85\ud800{}"), min_size=1, max_size=12)


@given(BLOCKS, st.sampled_from(["\n\n", "\r\n\r\n", "\n \n"]), HOSTILE)
def test_any_target_stays_in_its_paragraph(blocks: list[tuple[str, str]], blank: str, target: str) -> None:
    text = blank.join(marker + words for marker, words in blocks)
    found = TEXT.extract(text)
    assert [slot.segment.text for slot in found.slots] == [words for _, words in blocks]
    merged = TEXT.merge(found, {segment.key: segment.text + target for segment in found.segments})
    parts = merged.split(blank)
    assert len(parts) == len(blocks)
    for part, (marker, words) in zip(parts, blocks, strict=True):
        assert part.startswith(marker + words)
        assert not set(part) & set("\n\r\0\u2028\x85\ud800")
