"""What is read as one from left to right is kept apart as one: a browser shows its parts in their order."""

from __future__ import annotations

import html

import pytest
from playwright.sync_api import Browser

from pipeline import locales
from pipeline.site.page.isolates import spans, written
from tests.support.rendering import localised

ARABIC = locales.parse("ar")
WHOLE = (
    *("130/85 mmHg", "7.5/325 mg", "200/6 mcg", "250 mg/5 mL", "1:2000 mg", "250 mg/125 mg/50 mg", "130 / 85"),
    *("±2 mg", "20 mg + 40 mg", "≥ 38.3 °C", "<60 mg/dL", ">= 3 mg", "+/- 3 mg", "~4 mg", "≥21", "-6 °C"),
    *("10–20 mg", "10 – 20 mg", "10 mg – 20 mg", "10 mg-20 mg", "3-4 L/min", "1,000–2,000 IU", "SpO2 92–96 %"),
    *("2 × 250 mg", "2 x 250 mg", "2x250 mg", "10 mL x 3", "4 × 4 cm", "2 × 4", "1 : 8", "1/2-1", "2 + 2 = 4 mL"),
    *(
        "4 mg/kg/day",
        "75 mg/m²",
        "mL/min/1.73 m²",
        "60 × 10⁹/L",
        "10⁶ cells/kg",
        "3 × 10^6 CAR-T",
        "½ mL",
        "1½ tablets",
    ),
    *("0.9% NaCl", "5 % glucose", "95% CI 1.4–3.1", "p < 0.01", "pH 7.31-7.42", "BMI = 23.5", "HbA1c < 7 %"),
    *(
        "(150 − age) × weight / 70",
        "8 mg × (5 + 3)",
        "Mg(OH)2",
        "HER2(+)",
        "[18F]FDG",
        "(S)-warfarin",
        "CD4/CD8",
        "Fe³⁺",
    ),
    *("+966 11 555 0199", "11 555 0199", "5555 0199", "555-0199", "+1 202 555 0199 / 0198", "1-800-CARE-NOW"),
    *("2026-03-14", "2026-03-14 – 2026-03-18", "2024-501234-12-00", "2024-0019", "2 000 000", "2 000 000 IU"),
    *("8 a.m.–5 p.m.", "9:00–17:00 UTC", "40 USD/day"),
)
APART = [  # each part in ⟨⟩ for itself
    "من 5–10 أيام",
    "⟨38.2 °C⟩ (⟨100.8 °F⟩)",
    "خذ ⟨10 mg⟩ ⟨Kymriah⟩ ثم",
    "الرئيسية > 5 نصائح",
    "عدد = ⟨5 mg⟩",
    "- ⟨5 mg⟩",
    "بـ-⟨5 mg⟩",
    "⟨5 mg⟩/يوم",
    "⟨IL-2⟩ و⟨5 mg⟩",
    "٥ + ١٠ ملغ",
    "غرفة 12 ⟨5 mg⟩",
    "(⟨7.5/325 mg⟩)",
    "120/80 ملم و9:30 و12/01/2026",
    "قياس ⟨pH 7.4⟩.",
    "في عام 2026 ⟨500 mg⟩",
]
MARKED_UP = [
    "<b>130</b>/85 mmHg",
    "75 mg/m<sup>2</sup>",
    "pCO<sub>2</sub>",
    "60 × 10<sup>9</sup>/L",
    "<b>7.5</b>/<i>325</i> mg",
    "250&nbsp;mg/<wbr>5&nbsp;mL",
    "<b>جرعة 130</b>/85 mmHg",
]
PLACES = """
() => [...document.querySelectorAll("p")].map((paragraph) => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode()) {
    for (let at = 0; at < walker.currentNode.data.length; at++) {
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 1);
      const box = range.getBoundingClientRect();
      if (box.width > 0) places.push([walker.currentNode.data[at], box.left]);
    }
  }
  return places;
})
"""


def seen(browser: Browser, pieces: list[str], tag: str) -> list[str]:
    """Return the texts of pieces of HTML, each in a line of a page in a locale, as they stand from left to right."""
    page = browser.new_page()
    lines = "".join(f"<p>{piece}</p>" for piece in pieces)
    page.set_content(f'<!doctype html><html lang="{tag}" dir="rtl"><body style="width: 1200px">{lines}')
    places = page.evaluate(PLACES)
    page.close()
    return ["".join(char for char, _ in sorted(line, key=lambda place: place[1])) for line in places]


@pytest.mark.parametrize(
    "frame", ["ar|اشرب {} كل يوم.", "ar|{} كل يوم", "ar|اشرب {}", "he|קח {} כל יום.", "fa|بخورید {} هر روز."]
)
def test_a_browser_shows_an_expression_from_left_to_right(browser: Browser, frame: str) -> None:
    tag, _, sentence = frame.partition("|")
    locale = locales.parse(tag)
    shown = seen(browser, [written(html.escape(sentence.format(whole)), locale) for whole in WHOLE], tag)
    assert [whole for whole, line in zip(WHOLE, shown, strict=True) if whole not in line] == []


def test_a_browser_shows_an_expression_with_markup_in_it_from_left_to_right(browser: Browser) -> None:
    words = ["130/85 mmHg", "75 mg/m2", "pCO2", "60 × 109/L", "7.5/325 mg", "250\xa0mg/5\xa0mL", "130/85 mmHg"]
    shown = seen(browser, [written(f"اشرب {piece}.", ARABIC) for piece in MARKED_UP], "ar")
    assert [word for word, line in zip(words, shown, strict=True) if word not in line] == []


@pytest.mark.parametrize("style", ["", "position: absolute; inset-inline-start: -1.5rem", "margin-inline-end: 1rem"])
def test_a_browser_shows_the_icon_of_an_english_sentence_where_the_page_s_lines_begin(
    browser: Browser, style: str
) -> None:
    text = "Ring the bell at your bed at once if you bleed or if your breath is short and does not get better."
    icon = f'<span class="icon" aria-hidden="true" translate="no" style="{style}">x</span>'
    source = f'<meta charset="utf-8"><ul><li style="position: relative">{icon} {text}</ul>'
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.set_content(localised(source, "ar"))
    icon_start, words_end, too_wide = page.evaluate(
        """() => [
          document.querySelector(".icon").getBoundingClientRect().left,
          document.querySelector(".l10n-source").getClientRects()[0].right,
          document.documentElement.scrollWidth - innerWidth,
        ]"""
    )
    page.close()
    assert icon_start >= words_end - 1
    assert too_wide <= 0


@pytest.mark.parametrize("whole", WHOLE)
def test_an_expression_is_kept_apart_as_a_whole(whole: str) -> None:
    text = f"اشرب {whole} كل يوم"
    assert [text[span.start : span.end] for span in spans(text, ARABIC)] == [whole]


@pytest.mark.parametrize("marked", APART)
def test_what_belongs_to_the_words_around_is_no_part_of_an_expression(marked: str) -> None:
    text = marked.replace("⟨", "").replace("⟩", "")
    found = [text[span.start : span.end] for span in spans(text, ARABIC)]
    assert found == [part.partition("⟩")[0] for part in marked.split("⟨")[1:]]
