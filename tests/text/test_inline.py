from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import InlineCode
from pipeline.text import inline

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
    assert len(inline.blank_codes(text)) == len(text)
    assert inline.mismatch(text, text) is None or any(part.number for part in parts) or inline.EMPTY in text


def test_legend_says_what_codes_stand_for() -> None:
    codes = (InlineCode(1, "<a>", "</a>", "link to /x"), InlineCode(2, "<br>", None, "line break"))
    assert inline.legend(codes) == "Codes: <1> link to /x, <2/> line break"
    assert inline.legend(()) == ""
