"""In a right-to-left page what reads from left to right keeps its order, and its neighbours theirs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline import locales
from pipeline.site.page.isolates import spans
from tests.support.rendering import localised

ARABIC = locales.parse("ar")
FOUND = [  # a text, with what is kept apart in it in ⟨⟩
    "اتصل على ⟨+1 202-555-0142⟩ الآن.",
    "اتصل على ⟨(020) 7946 0958⟩.",
    "اكتب إلى ⟨care@clinic.example⟩ أو ⟨https://clinic.example/a/⟩.",
    "تحمل ⟨PD-1⟩ و⟨CTLA-4⟩ و⟨CD19+⟩.",
    "دراسة ⟨NCT03056339⟩ (⟨CAR-NK⟩)",
    "الـ⟨CAR-T⟩ خلايا",
    "حرارة ⟨38 °C⟩ (⟨100.4 °F⟩) أو أكثر",
    "حمى ⟨38 °C⟩ أو أكثر، ⟨10 mL⟩ على الأقل",
    "جرعة ⟨5-FU⟩ مقدارها ⟨10 mg/kg⟩",
    "خذ ⟨Paracetamol⟩ 500 ملغ",
    "خذ ⟨Paracetamol⟩ ⟨500 mg⟩ اليوم",
    "في ⟨MD Anderson Cancer Center⟩ بتكساس",
    "تجربة ⟨phase 1/2 trial⟩ جديدة",
    "تجربة ⟨Phase⟩ 2 جديدة",
    "احفظه عند ⟨−80⟩ فقط",
    "في ⟨2026-01-12⟩ فقط",
    "⟨Kymriah⟩، ⟨Yescarta⟩",
    "⟨Kymriah⟩ (⟨tisagenlecleucel⟩) 5",
]
PLAIN = [
    "",
    "مرحبا",
    "5 مرات",
    "من 5-10 أيام",
    "في 2026",
    "٥ ملغ",
    "50% من المرضى",
    "الساعة 9:30",
    "12/01/2026",
    "كلمة-1",
    "! ؟",
]


@pytest.mark.parametrize("marked", FOUND)
def test_left_to_right_text_is_found(marked: str) -> None:
    text = marked.replace("⟨", "").replace("⟩", "")
    marked_up, at = "", 0
    for span in spans(text, ARABIC):
        marked_up += f"{text[at : span.start]}⟨{text[span.start : span.end]}⟩"
        at = span.end
    assert marked_up + text[at:] == marked


@pytest.mark.parametrize("text", PLAIN)
def test_numbers_among_arabic_words_are_left_to_the_algorithm(text: str) -> None:
    assert spans(text, ARABIC) == []


@settings(deadline=None)
@given(st.text(alphabet='abC1 59-+.,()/°%@:مرحبا،؛٥\u200f\u00a0<>&"', max_size=40))
def test_spans_are_in_order_and_not_blank(text: str) -> None:
    at = 0
    for span in spans(text, ARABIC):
        assert at <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        at = span.end


BDI = '<bdi class="l10n-ltr" dir="ltr">'


def test_a_translation_keeps_codes_and_numbers_apart_and_escaped() -> None:
    page = '<body><p>Call <a href="tel:+12025550142">+1 202-555-0142</a> about CD19 &amp; co.</p>'
    targets = {"Call <1>+1 202-555-0142</1> about CD19 & co.": "اتصل <1>+1 202-555-0142</1> حول CD19&co."}
    result = localised(page, "ar", accepted=targets)
    assert f'<a href="tel:+12025550142">{BDI}+1 202-555-0142</bdi></a> حول {BDI}CD19&amp;co</bdi>.</p>' in result
    assert BDI not in localised(page, "de", accepted=dict.fromkeys(targets, "Ruf <1>+1 202-555-0142</1>"))


@pytest.mark.parametrize("text", ["+1&nbsp;202-555-0142", "+1 202&#45;555-0142", "care@clinic.example"])
def test_what_no_translator_sees_is_kept_apart_too(text: str) -> None:
    result = localised(f"<body><p>{text}</p><p>42</p>", "ar")
    assert f"<p>{BDI}{text}</bdi></p><p>42</p>" in result


def test_a_text_that_is_the_same_is_kept_apart_as_a_whole() -> None:
    page = "<body><p>CAR-NK 2 <b>plus</b></p><p>Kymriah</p>"
    same = {"CAR-NK 2 <1>plus</1>": "CAR-NK 2 <1>plus</1>", "Kymriah": "Kymriah"}
    result = localised(page, "ar", accepted=same)
    assert f"<p>{BDI}CAR-NK 2 <b>plus</b></bdi></p><p>{BDI}Kymriah</bdi></p>" in result


def test_nothing_is_kept_apart_where_it_is_already_or_where_no_markup_may_stand() -> None:
    page = (
        "<title>CD19 here</title><body><p>See <bdi>CD19 now</bdi>.</p><bdi>PD-1 there</bdi>"
        "<select><option>CD4 too</select><img alt='CD8 as well'><code translate=yes>NK cells</code>"
    )
    texts = ["CD19 here", "See <1>CD19 now</1>.", "PD-1 there", "option\x04CD4 too", "alt\x04CD8 as well", "NK cells"]
    targets = {text.replace("CD19 here", "title\x04CD19 here"): f"ا {text.split(chr(4))[-1]}" for text in texts}
    targets["See <1>CD19 now</1>."] = "ا <1>CD19</1>."
    tree = LexborHTMLParser(localised(page, "ar", accepted=targets))
    assert tree.css("bdi.l10n-ltr") == []


def test_a_value_that_cldr_wrote_is_not_taken_apart() -> None:
    page = '<body><p><data value="38" data-l10n-unit="celsius">38 °C</data></p>'
    assert ">38°م</data>" in localised(page, "ar")
