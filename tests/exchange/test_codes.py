"""Codes go into XLIFF and come back with their numbers, in both versions; what can't be a code goes as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import SourceError
from pipeline.exchange import codes
from pipeline.exchange.codes import Mark, Version
from pipeline.exchange.xliff import reading
from pipeline.model import InlineCode

NAMES = {"1.2": "urn:oasis:names:tc:xliff:document:1.2", "2.1": "urn:oasis:names:tc:xliff:document:2.0"}
VERSIONS = ("1.2", "2.1")
LEGEND = (
    InlineCode(1, "", "", "strong emphasis"),
    InlineCode(2, "", None, "line break"),
    InlineCode(3, "", "", 'link to /a?b="c"&d'),
    InlineCode(4, "", None, "“{name}”"),
    InlineCode(12, "", None, "image “a < b”"),
)
TEXTS = (
    "No code at all",
    "",
    "<1>Wash</1> your hands",
    "a <1>b <3>c</3> d</1><2/>e",
    "<3><1>both</1></3>",
    "<2/><4/><12/>",
    "<1></1>",
    "Less than 5 < 6 & more > 2, said “it's”",
    "&lt;1&gt; &amp;",
    "<b>no code</b> but text",
    "tab\tline\nreturn\rend",
    "  space at both ends  ",
    "]]> <!-- --> <?pi?>",
    "éà 漢字 \U0001f600 אב \u200f\u00a0",
    "<empty/>",
)
# Codes that no element can be: twice, crossed, open, closed first.
BROKEN = ("<1>a", "a</1>", "<1>a<3>b</1>c</3>", "<2/> and <2/>", "</1>a<1>", "<1>a</1><1>b</1>")


def back(content: str, version: str, path: Path) -> str:
    xml = f'<xliff xmlns="{NAMES[version]}" xmlns:fs="urn:x"><source>{content}</source></xliff>'
    (path / "a.xlf").write_text(xml, "utf-8", newline="")
    asked = {version if version == "1.2" else "2": frozenset({"source"})}
    (found,) = reading.read(path / "a.xlf", asked).elements
    return codes.text_of(found.element.content)


@pytest.mark.parametrize("text", [*TEXTS, *BROKEN])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_text_comes_back_as_it_went(text: str, version: Version, tmp_path: Path) -> None:
    for known in (codes.codes_of(text, LEGEND), {}):
        content = codes.written(text, known, version)
        assert back(content, version, tmp_path) == text
    assert back(codes.written(text, {}, version, plain=True), version, tmp_path) == text


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("version", VERSIONS)
def test_codes_that_would_break_a_file_go_as_text(text: str, version: Version) -> None:
    assert etree.fromstring(f"<a>{codes.written(text, {}, version)}</a>").xpath("count(*)") == 0


def test_a_code_is_called_what_it_is() -> None:
    text = "<1>a</1><2/><3>b</3><4/>"
    known = codes.codes_of(text, LEGEND)
    assert codes.written(text, known, "1.2") == (
        '<g id="1" ctype="bold" equiv-text="strong emphasis">a</g><x id="2" ctype="lb" equiv-text="line break"/>'
        '<g id="3" ctype="link" equiv-text="link to /a?b=&quot;c&quot;&amp;d">b</g>'
        '<x id="4" ctype="x-code" equiv-text="“{name}”"/>'
    )
    assert codes.written("<1>a</1><2/>", known, "2.1") == (
        '<pc id="1" dataRefStart="d1" dataRefEnd="e1" type="fmt" subType="xlf:b" fs:fs="strong" '
        'equivStart="strong emphasis" equivEnd="" dispStart="strong emphasis">a</pc>'
        '<ph id="2" dataRef="d2" type="fmt" subType="xlf:lb" fs:fs="br" equiv="line break" disp="line break"/>'
    )
    assert codes.data(known.values()).count("<data ") == 2 + 1 + 2 + 1


def test_what_stands_in_the_text_alone_is_a_code_too() -> None:
    assert {number: code.closing for number, code in codes.codes_of("<7>a</7> <8/>", ()).items()} == {7: "", 8: None}


def test_a_character_that_xml_has_not_is_refused_or_named(tmp_path: Path) -> None:
    for text in ("a\x01b", "\x0c", "a\ufffe", "x\x1f<1>y</1>"):
        with pytest.raises(SourceError, match=r"U\+[0-9A-F]{4}, which XLIFF 1.2 can't hold"):
            codes.written(text, {}, "1.2")
        assert back(codes.written(text, {}, "2.1"), "2.1", tmp_path) == text
    assert codes.characters("a\x01<") == "a\ufffd&lt;"
    assert codes.attribute('a\x01"\n') == '"a\ufffd&quot;&#10;"'


def test_marks_stand_around_their_words_and_go_without_a_trace(tmp_path: Path) -> None:
    text = "<1>Fever & chills</1> or fever"
    marks = [Mark(3, 8, '<mrk id="t1" type="term">', "</mrk>"), Mark(25, 30, '<mrk id="t2" type="term">', "</mrk>")]
    content = codes.written(text, {}, "2.1", marks=marks)
    assert '<mrk id="t1" type="term">Fever</mrk> &amp; chills</pc> or <mrk id="t2" type="term">fever</mrk>' in content
    assert back(content, "2.1", tmp_path) == text
