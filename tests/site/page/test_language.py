"""Every element says the language and the direction that its text has now."""

from __future__ import annotations

import pytest

from pipeline.site.page import localisation
from tests.support.rendering import context, localised

KEPT = [  # what says everything already
    '<q lang="he" dir="rtl">שלום</q>',
    '<p lang="en" dir="ltr" translate="no">Hello there.</p>',
    '<span translate="no" aria-hidden="true">check</span>',
    "<span translate=no>…</span>",
    '<svg translate="no"><text>Hi</text></svg>',
    '<code dir="auto">x = 1</code>',
]


@pytest.mark.parametrize("element", KEPT)
@pytest.mark.parametrize("locale", ["de", "ar"])
def test_an_element_that_needs_nothing_stays_to_the_byte(element: str, locale: str) -> None:
    assert f"<div>{element}</div>" in localised(f"<body><div>{element}</div>", locale)


def test_an_element_around_translated_text_speaks_the_new_language() -> None:
    text = '<body lang="en"><section xml:lang=en-GB lang=en-GB>Hello there. <i lang="en">Be</i></section>'
    result = localised(text, accepted={"Hello there.": "Hallo.", "Be": "Sei"})
    assert '<body lang="de">' in result
    assert '<section xml:lang="de" lang="de">Hallo. <i lang="de">Sei</i></section>' in result


def test_a_part_of_a_sentence_that_stays_stays_english() -> None:
    text = '<body><p>Take <i lang="en">care</i> now.</p>'
    assert '<i lang="en">care</i>' in localised(text)
    assert '<i lang="de">Acht</i>' in localised(text, accepted={"Take <1>care</1> now.": "<1>Acht</1> geben."})
    same = "Take <1>care</1> now."
    assert '<i lang="en">care</i>' in localised(text, accepted={same: same})


def test_text_in_another_language_keeps_it_and_its_direction() -> None:
    text = '<body><p>He said <q lang="de">Guten Tag</q> to her.</p>'
    key = "He said <1/> to her."
    assert '<q lang="de">Guten Tag</q> sagte' in localised(text, "tr", accepted={key: "<1/> sagte"})
    assert '<q dir="ltr" lang="de">Guten Tag</q>' in localised(text, "ar", accepted={key: "قال <1/> لها"})
    hebrew = text.replace("de", "he").replace("Guten Tag", "שלום")
    assert '<q lang="he">שלום</q>' in localised(hebrew, "ar", accepted={key: "قال <1/> لها"})


def test_a_block_that_is_closed_to_translators_says_that_it_is_english() -> None:
    text = (
        "<body><ol translate=no><li>Liu E. Use of cells.</ol>"
        '<p>By <b translate="no">Kymriah</b> now.</p><pre>a = b</pre>'
    )
    german = localised(text)
    assert '<ol lang="en" translate=no><li>Liu' in german
    assert '<b translate="no">Kymriah</b>' in german
    assert "<pre>a = b</pre>" in german
    arabic = localised(text, "ar")
    assert '<ol lang="en" dir="ltr" translate=no><li>Liu' in arabic
    assert '<b dir="ltr" translate="no">Kymriah</b>' in arabic
    assert '<pre dir="ltr">a = b</pre>' in arabic


def test_a_base_direction_turns_with_the_text_and_an_inline_one_stays() -> None:
    text = (
        '<body dir="ltr"><p dir=LTR>Hello there.</p><p dir="auto">Be well.</p>'
        '<p dir="ltr">42</p><p>The <span dir="ltr">CD19+</span> cell.</p>'
    )
    targets = {"Hello there.": "مرحبا.", "Be well.": "بخير.", "The <1>CD19+</1> cell.": "خلية <1>CD19+</1>."}
    result = localised(text, "ar", accepted=targets)
    assert '<body dir="rtl">' in result
    assert '<p dir="rtl">مرحبا.</p><p dir="auto">بخير.</p><p dir="ltr">42</p>' in result
    assert '<span dir="ltr">CD19+</span>' in result
    assert "<p dir=LTR>" in localised(text, "de")


def test_a_source_page_keeps_its_languages() -> None:
    text = '<html lang="en"><body lang="en" dir="ltr"><p translate="no">x y</p>'
    assert localisation.relinked(text, context("en", base="", name="only-here.html")) == text
