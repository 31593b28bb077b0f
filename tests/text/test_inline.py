from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import formats, locales
from pipeline.formats.block import has_placeholder
from pipeline.memory import codes, search
from pipeline.model import InlineCode
from pipeline.mt.drafting import repair
from pipeline.mt.engines import pseudo
from pipeline.mt.markup.codes import take_out
from pipeline.stages import translate_lines
from pipeline.system.xml import Element
from pipeline.text import inline, quantities
from pipeline.text.difference import cosmetics, difference

SOURCE = "See <1>the <2>leaflet</2></1><3/> now."

FITTING = [
    "Veja <1>o <2>folheto</2></1><3/> agora.",
    "<3/><2>Folheto</2> e <1>veja</1>",
    "5 < 6 <1><2>x</2></1><3/> > <b>",
]
BROKEN = [
    ("Veja <1>o folheto</1><3/>.", "<2>…</2> is missing"),
    ("Veja <1>o <2>folheto</2></1>.", "<3/> is missing"),
    ("<1>a</1><1>b</1><2>c</2><3/>", "<1> stands more than once"),
    ("<1>a<2>b</1>c</2><3/>", "overlap"),
    ("<1>a<2>b</2><3/>", "isn't closed"),
    ("</1>a<1><2>b</2><3/>", "before its <1>"),
    ("<1/>a<2>b</2><3/>", "<1/> is written <1>…</1>"),
    ("<1>a<2>b</2></1><3>c</3>", "is written <3/>"),
    ("<1>a<2>b</2></1><3/><4/>", "<4/> isn't in the source"),
    ("<1>a<2>b</2></1><3/> <empty/>", "must stand alone"),
    (" <empty/> ", "take <1> off the page"),
]


@pytest.mark.parametrize("target", FITTING)
def test_moved_codes_fit(target: str) -> None:
    assert inline.mismatch(SOURCE, target) is None


@pytest.mark.parametrize(("target", "message"), BROKEN)
def test_broken_codes_are_named(target: str, message: str) -> None:
    assert message in (inline.mismatch(SOURCE, target) or "")


def test_text_without_codes_needs_none() -> None:
    assert inline.mismatch("5 < 6", "5 < 6 > 4") is None
    assert inline.mismatch("5 < 6", " <empty/> ") is None
    assert inline.mismatch("Hello", "<1>Olá</1>") == "The code <1> isn't in the source text: remove it."


@given(st.text(st.sampled_from("<>/123 aempty"), max_size=30))
def test_parts_concatenate_to_the_text(text: str) -> None:
    parts = inline.parse(text)
    assert "".join(part.text for part in parts) == text
    assert [text[part.start : part.end] for part in parts] == [part.text for part in parts]
    assert len(inline.blank_codes(text)) == len(text)
    assert inline.mismatch(text, text) is None or any(part.number for part in parts) or inline.EMPTY in text


def test_legend_says_what_codes_stand_for() -> None:
    named = (InlineCode(1, "<a>", "</a>", "link to /x"), InlineCode(2, "<br>", None, "line break"))
    assert inline.legend(named) == "Codes: <1> link to /x, <2/> line break"
    assert inline.read_legend("<1> link to /x, <2/> line break") == (
        InlineCode(1, "", "", "link to /x"),
        InlineCode(2, "", None, "line break"),
    )
    assert inline.legend(()) == ""


# Whoever reads coded text, as a question: is this a code?
READERS: dict[str, Callable[[str], bool]] = {
    "the tokenizer": lambda text: bool(inline.codes(text)),
    "what blanks codes": lambda text: not inline.blank_codes(text).strip(),
    "the check of codes": lambda text: inline.mismatch("Rest", f"Rest {text}") is not None,
    "an engine": lambda text: bool(take_out(f"Rest {text} now").elements),
    "the repair of drafts": lambda text: not repair.lost_signs(f"Rest {text} now", "Rest now"),
    "a pseudo-locale": lambda text: len(pseudo.accented(f"Rest{text * 9}")) == len(pseudo.accented("Rest") + text * 9),
    "lines without a project": lambda text: 1 not in translate_lines._masked(_line(f"{text} {{x}}")).variables,
    "TMX, written": lambda text: codes.written(text).startswith("<"),
    "TMX, read": lambda text: codes.Codes().text(_native(text)) == text,
    "the memory's search": lambda text: search._plain(text) != text,
    "a difference": lambda text: difference(f"Rest {text} now", "Rest now", "en").kind == "cosmetic",
    "a cosmetic rule": lambda text: cosmetics.rule(f"Rest{text} now", "Rest now") == "markup",
    "quantities": lambda text: not quantities.read(f"Rest {text} now", locales.parse("en")),
    "what protects literals": has_placeholder,
    "extraction": lambda text: bool(_extracted(text)),
}


def _line(text: str) -> translate_lines.Line:
    return translate_lines.Line(text)


def _native(text: str) -> Element:
    """A TMX segment with a code that another tool shows as this text."""
    return Element("seg", {}, 1, [Element("ph", {}, 1, [text])])


def _extracted(text: str) -> tuple[InlineCode, ...]:
    return formats.for_path("a.html").extract(f"<p>Rest {escape(text)} now</p>").segments[0].codes


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", ["<1>", "</1>", "<1/>"])
def test_a_code_is_one_to_everybody(reader: str, text: str) -> None:
    assert READERS[reader](text)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", ["<1٢>", "<١>", "<1234567>", "<01>", "</1/>", "<1/ >", "< 1>", "<1 >", "<1"])
def test_what_only_resembles_a_code_is_text_to_everybody(reader: str, text: str) -> None:
    assert not READERS[reader](text)


def test_a_code_has_at_most_six_digits() -> None:
    assert [code.number for code in inline.codes("<999999/><1000000/>")] == [999999]


@pytest.mark.parametrize("kind", ["open", "close", "alone"])
def test_what_is_written_is_read(kind: inline.CodeKind) -> None:
    assert [(code.kind, code.number) for code in inline.parse(inline.write(kind, 12))] == [(kind, 12)]


def test_raised_and_lowered_codes_are_read_at_their_height() -> None:
    named = (InlineCode(1, "<sup>", "</sup>", "superscript"), InlineCode(2, "<sub>", "</sub>", "subscript"))
    text = "<3>10<1>7</1></3> of H<2>2</2>O"
    shown = inline.shown(text, named)
    assert shown == "   10   ⁷         of H   ₂    O"
    assert len(shown) == len(text)
