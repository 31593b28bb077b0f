"""A source and what a translator sees of it, side by side: tests/fixtures/<format>/<name>.{source suffix,segments}."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import FormatError
from pipeline.formats import FormatSettings, for_path, supported
from pipeline.model import Slot
from pipeline.text import inline
from tests.support import ROOT

FIXTURES = ROOT / "tests/fixtures"
PAGES = sorted(path.with_suffix("") for path in FIXTURES.glob("*/*.segments"))


def source_of(stem: Path) -> Path:
    return next(path for path in stem.parent.glob(f"{stem.name}.*") if path.suffix != ".segments")


def described(slot: Slot) -> str:
    segment = slot.segment
    context = f" ({segment.context})" if segment.context else ""
    mark = "+" if slot.joined else ":"
    head = f"{segment.role}{mark}{context}:" if context and slot.joined else f"{segment.role}{context}{mark}"
    remarks = [inline.legend(segment.codes), *(f"Note: {note}" for note in segment.notes)]
    return " || ".join([f"{head} {segment.text}", *filter(None, remarks)])


@pytest.mark.parametrize("stem", PAGES, ids=lambda stem: f"{stem.parent.name}-{stem.name}")
def test_translator_sees_what_the_fixture_says(stem: Path) -> None:
    source = source_of(stem)
    found = for_path(source).extract(source.read_bytes().decode())
    expected = stem.with_suffix(".segments").read_text(encoding="utf-8").splitlines()
    assert [described(slot) for slot in found.slots] == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("stem", PAGES, ids=lambda stem: f"{stem.parent.name}-{stem.name}")
def test_nothing_translated_leaves_every_byte(stem: Path, newline: str) -> None:
    source = source_of(stem)
    page = for_path(source)
    text = source.read_bytes().decode().replace("\n", newline)
    found = page.extract(text)
    assert page.merge(found, {}) == text
    assert page.merge(found, {segment.key: segment.text for segment in found.segments}, locale="zh-Hans") == text


def test_block_setting_keeps_paragraphs_whole() -> None:
    page = for_path("page.html", FormatSettings(segment="block"))
    assert [s.text for s in page.extract("<p>One day. Two days.</p>").segments] == ["One day. Two days."]


def test_settings_may_be_any_object_with_some_attributes() -> None:
    class Partial:
        segment = "block"

    page = for_path("page.txt", Partial())
    assert [s.text for s in page.extract("One day. Two days.").segments] == ["One day. Two days."]


@pytest.mark.parametrize("name", ["picture.png", "Makefile", "notes.docx"])
def test_unknown_suffix_is_an_error_that_names_the_file_and_the_formats(name: str) -> None:
    assert not supported(name)
    with pytest.raises(FormatError, match=r"no format .*\.html .*\.txt.*\.yaml") as caught:
        for_path(Path("content") / name)
    assert str(caught.value).startswith(f"content/{name}:")


def test_suffix_in_capitals_counts() -> None:
    assert supported("INDEX.HTM")
    assert for_path("INDEX.HTM").extract("<p>Hello</p>").segments[0].text == "Hello"
