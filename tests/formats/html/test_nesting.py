"""A translation may move codes about, but not so that a browser would build another page of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pipeline.formats.html.format import HtmlFormat
from pipeline.formats.markdown.format import MarkdownFormat

LINKS = "<p>See <a href=/a>one</a> and <b>two</b> or <a href=/b>three</a>.</p>"
BUTTONS = "<p>Press <button>one</button> or <button>two</button> and <i translate=no>an <a href=/c>x</a></i> now.</p>"
HALF = "<p>Here <b>bold <i>begins</b> and slanted</i> ends, the rest is plain.</p>"


def merged(source: str, target: str | Mapping[str, str]) -> str:
    form = HtmlFormat()
    extraction = form.extract(source)
    targets = target if isinstance(target, Mapping) else {extraction.segments[0].key: target}
    return form.merge(extraction, targets, locale="pt_BR")


@pytest.mark.parametrize(
    ("source", "target", "shown"),
    [
        (LINKS, "<3>três</3>, <2><1>um</1></2>", True),
        (LINKS, "<1><2>um</2></1>, <3>três</3>", True),
        (LINKS, "<1>um <3>três</3></1> <2>dois</2>", False),
        (LINKS, "<1>um <2>e <3>três</3></2></1>", False),
        (BUTTONS, "<2>dois</2> <1>um</1> <3/>", True),
        (BUTTONS, "<1>um <2>dois</2></1> <3/>", False),
        (BUTTONS, "<1>um <3/></1> <2>dois</2>", True),
        ("<p>See <a href=/a>one</a> and <i translate=no>an <a href=/c>x</a></i> now.</p>", "<1>um <2/></1>", False),
        (HALF, "<1>forte <2/>e</1> mais<3/> palavras", True),
        (HALF, "<1>forte</1> <2/>e mais<3/> palavras", False),
        (HALF, "<3/><1>forte <2/>e</1> palavras", False),
    ],
)
def test_codes_that_cannot_stand_where_they_do_leave_the_source(source: str, target: str, shown: bool) -> None:
    assert (merged(source, target) != source) == shown


def test_a_sentence_with_codes_is_not_left_to_its_neighbour() -> None:
    source = "<p>One day. See <a href=/a>here</a>.</p>"
    first, second = (segment.key for segment in HtmlFormat().extract(source).segments)
    assert "<a href=/a>here</a>" in merged(source, {first: "Um dia, veja.", second: "<empty/>"})


@pytest.mark.parametrize("text", ["One day.", "One day. Two days.", "One day. Two days. Three."])
def test_a_block_is_never_left_with_nothing_said(text: str) -> None:
    page = HtmlFormat().extract(f"<p>{text}</p>")
    assert HtmlFormat().merge(page, {segment.key: "<empty/>" for segment in page.segments}) == page.source
    note = MarkdownFormat().extract(f"{text}\n")
    assert MarkdownFormat().merge(note, {segment.key: " <empty/>" for segment in note.segments}) == note.source
