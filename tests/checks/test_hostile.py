"""Whatever a catalog holds, no check fails over it, and a finding points into the texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import checks, locales
from pipeline.model import Segment, Unit, segment_key

LOCALES = ("pt_BR", "ar", "zh_CN", "hi", "ru", "fr", "th", "el")
# Separated by blanks; the invisible and the blank ones follow.
WRITTEN = """
<1> </1> <2/> <b> </b> <a·href='x'> <empty/> < > &amp; & &#0; &lt <script> %s %(a)s %1$d % %% {a} { } {{ ${
{n,plural,one{#} :a $1 a@b.cd @ https://x.y/z www. :// +1·(800)·555-0142 ² ½ javascript:x on= 1,5 ... ( ß İ
١٢٣٤٥٦٧٨٩ عدم 没有 नहीं 。 ؟ « 」 ） ﬁ not left mg 5 13.8 don't
"""
INVISIBLE = [
    "\0",
    "\n",
    "  ",
    " ",
    "\u00a0",
    "\u202e",
    "\u2067",
    "\u2069",
    "\u200b",
    "\xad",
    "\ufeff",
    "\u200d",
    "\ud7ff",
]
PIECES = [piece.replace("·", " ") for piece in WRITTEN.split()] + INVISIBLE
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=40))


@pytest.mark.parametrize("family", checks.FAMILIES, ids=lambda family: family.__name__.rpartition(".")[2])
@settings(max_examples=120, deadline=None, derandomize=True)
@given(
    source=TEXT, plural=st.none() | TEXT, targets=st.lists(TEXT, max_size=3), locale=st.sampled_from(LOCALES), note=TEXT
)
def test_no_text_breaks_a_check(
    family: object, source: str, plural: str | None, targets: list[str], locale: str, note: str
) -> None:
    segment = Segment(segment_key(None, source), source, plural=plural, notes=(note,))
    unit = Unit(segment, tuple(targets), "accepted")
    for finding in family.check(unit, locales.parse("en"), locales.parse(locale)):  # type: ignore[attr-defined]
        assert finding.check in checks.CHECKS
        assert finding.message
        if finding.source_span is not None:
            assert 0 <= finding.source_span[0] <= finding.source_span[1] <= max(map(len, (source, plural or "")))
        if finding.target_span is not None:
            assert 0 <= finding.target_span[0] <= finding.target_span[1] <= max(map(len, targets))


@pytest.mark.parametrize(
    "text",
    ["<" * 5_000, "a" * 5_000 + "@", "a=" * 3_000, "1 " * 3_000, "%(" * 3_000, "style=" * 5_000, "[1" * 3_000],
)
def test_long_texts_take_no_ages(text: str) -> None:
    segment = Segment(segment_key(None, "x"), "x <b>1</b> a@b.cd")
    found = {finding.check for finding in checks.run([Unit(segment, (text,), "accepted")], "en", "pt_BR")}
    assert found <= set(checks.CHECKS)
