"""What authors mark as a date or a number is CLDR's to write, and stays where it can't be read."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.site.page.localisation import relinked
from tests.support.demo import Demo
from tests.support.rendering import context, localised

MARKED = [  # an element, and what a German page holds in its place
    ('<time datetime="2026-01-12">January 12, 2026</time>', "12. Januar 2026"),
    ('<time datetime="2026-01">January&nbsp;2026</time>', "Januar 2026"),
    ('<time datetime="01-12">January 12</time>', "12. Januar"),
    ('<time datetime="17:30">5:30 PM</time>', "17:30"),
    ('<time datetime="2026-01-12T17:30+02:00">Jan 12, 2026, 5:30 PM</time>', "12.01.2026, 17:30"),
    ('<time datetime="PT7M">7 minutes</time>', "7 Minuten"),
    ('<time datetime="P2W">2 weeks</time>', "2 Wochen"),
    ('<data value="1234.5">1,234.50</data>', "1.234,50"),
    ('<data value="0.27">27%</data>', "27\u00a0%"),
    ('<span data-l10n-number="65.00" data-l10n-currency="USD">$65.00</span>', "65,00\u00a0$"),
    ('<b data-l10n-number="38" data-l10n-unit="celsius">38 °C</b>', "38 °C"),
    ('<span data-l10n-number="40" data-l10n-unit="percent">40%</span>', "40\u00a0%"),
    ('<span data-l10n-date="2026-01-12">12 January 2026</span>', "12. Januar 2026"),
]
UNREADABLE = [
    '<time datetime="2026-01-12">yesterday</time>',
    '<time datetime="2026-13-45">January 12, 2026</time>',
    "<time>January 12, 2026</time>",
    '<time datetime="2026-01-12"><b>January</b> 12, 2026</time>',
    '<data value="SKU-12">Bandage</data>',
    '<span data-l10n-number="65" data-l10n-currency="dollars">$65</span>',
    '<span data-l10n-number="65" data-l10n-currency="USD">$66</span>',
    '<span data-l10n-number="sixty">60</span>',
    '<time datetime="2026-01-12" translate="no">January 12, 2026</time>',
]


def written(element: str, inside: str) -> str:
    return element[: element.index(">") + 1] + inside + element[element.rindex("</") :]


@pytest.mark.parametrize(("element", "expected"), MARKED)
def test_a_value_alone_is_written_without_a_translator(element: str, expected: str) -> None:
    page = f"<body><ul><li>{element}</ul>"
    result = localised(page).replace("\u202f", "\u00a0")
    assert f"<li>{written(element, expected)}</ul>" in result
    assert "l10n-source" not in result


@pytest.mark.parametrize(("element", "expected"), MARKED)
def test_in_a_sentence_a_value_is_written_whatever_the_translator_says(element: str, expected: str) -> None:
    page = f"<body><p>It was {element} then.</p>"
    source = element[element.index(">") + 1 : element.rindex("</")].replace("&nbsp;", "\u00a0")
    result = localised(page, drafts={f"It was <1>{source}</1> then.": "Das war <1>soso</1>."})
    assert f"<p>Das war {written(element, expected)}.</p>" in result.replace("\u202f", "\u00a0")


@pytest.mark.parametrize("element", UNREADABLE)
def test_what_cannot_be_read_stays_the_translators(element: str) -> None:
    inside = LexborHTMLParser(localised(f"<body><p>{element}</p>")).css_first("p").text()
    assert inside.startswith(LexborHTMLParser(element).text())


def test_in_a_sentence_that_stays_in_english_a_value_stays_as_well() -> None:
    page = '<body><p>It was <time datetime="2026-01-12">January 12, 2026</time> then.</p>'
    assert ">January 12, 2026</time> then.</span>" in localised(page)


def test_a_sentence_that_is_the_same_in_both_languages_gets_its_values() -> None:
    page = '<body><p><time datetime="2026-01-12">January 12, 2026</time>: DOI</p>'
    same = "<1>January 12, 2026</1>: DOI"
    assert ">12. Januar 2026</time>: DOI</p>" in localised(page, accepted={same: same})


def test_values_stand_in_right_to_left_pages_too() -> None:
    page = '<body><p>Until <time datetime="2026-01-12">January 12, 2026</time>.</p>'
    result = localised(page, "ar", accepted={"Until <1>January 12, 2026</1>.": "حتى <1>x</1>."})
    assert '<p>حتى <time datetime="2026-01-12">12 يناير 2026</time>.</p>' in result


def test_a_pages_own_locale_is_not_asked_to_write() -> None:
    page = '<body><p><time datetime="2026-01-12">12 January 2026</time></p>'
    assert page[6:] in relinked(page, context("en"))


@pytest.mark.parametrize(
    ("tag", "written"),
    [("en", "7 minutes"), ("pt-BR", "7 minutos"), ("es", "7 minutos"), ("ar", "7 دقائق"), ("zh-Hans", "7分钟")],
)
def test_the_demo_says_how_long_reading_takes_as_each_language_does(demo: Demo, tag: str, written: str) -> None:
    tree = LexborHTMLParser((demo.root / tag / "articles/car-nk-therapy.html").read_text("utf-8"))
    time = tree.css_first("time[datetime=PT7M]")
    assert time is not None
    assert time.text() == written
