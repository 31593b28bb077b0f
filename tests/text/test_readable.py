"""What no reader tells apart is one text, and each character knows where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import readable


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Do <1>not</1> run.", "Do not run."),
        ("<1>N</1>ever run.", "Never run."),
        ("Ne\u00adver\u200b run.", "Never run."),
        ("Don’t  run\u00a0now.", "Don't run now."),
        ("Ｔａｋｅ ５ mg", "Take 5 mg"),
        ("Wait<1/> here.", "Wait here."),
        ("Two\n lines", "Two lines"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("10<1>6</1> cells", "10 6 cells"),
    ],
)
def test_what_no_eye_tells_apart_is_one(text: str, plain: str) -> None:
    assert readable.plain(text) == plain


def test_a_stretch_is_found_again_in_the_text_as_it_stands() -> None:
    text = "Do no\u00adt ru<1>n</1>."
    seen = readable.joined(text)
    assert seen.text == "Do not run</1>."
    start = seen.text.index("not")
    assert text[slice(*seen.span((start, start + 3)))] == "no\u00adt"


@given(st.text())
def test_each_character_that_is_kept_stands_where_it_says(text: str) -> None:
    seen = readable.joined(text)
    assert len(seen.text) == len(seen.places)
    assert list(seen.places) == sorted(set(seen.places))
