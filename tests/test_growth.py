"""Texts of any length: the work of every reader grows with the text and not with its square, or it says its limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import formats, locales, segmentation
from pipeline.checks import Checker
from pipeline.errors import CatalogError, FormatError
from pipeline.model import LONGEST_TEXT
from pipeline.mt.engines import pseudo
from pipeline.po import parser
from pipeline.text import addresses, classes, polarity, quantities
from pipeline.text.quantities import digits, reading
from tests.support.growth import LIMIT, Counted, growth
from tests.support.units import unit

EN, DE, ZH = map(locales.parse, ("en", "de", "zh"))
# What has to be paired, joined or told apart again and again, in texts that nobody writes.
REPEATED = {
    "figures": "7 ",
    "groups of figures": "00 ",
    "doses": "3 mg ",
    "ranges": "5-10 ",
    "times": "9:30 ",
    "dates": "3 May 2031, ",
    "numeric dates": "3.4.2031 ",
    "months": "May ",
    "fractions": "¼",
    "number words": "thirty ",
    "joined number words": "dreißigdreißig ",
    "hyphenated numbers": "two-",
    "codes": "B7-",
    "Roman numerals": "phase II ",
    "negations": "not ",
    "sides": "left arm ",
    "addresses": "www.a.bc ",
    "mail": "a@b.cd ",
    "tags": "<b>x</b>",
    "inline codes": "<1>",
    "brackets": "({[",
    "words": "word.",
    "names": "Ana ",
    "medicines": "aspirin ",
}


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_comparing_quantities_takes_work_that_grows_with_the_text(piece: str) -> None:
    def compared(text: str) -> None:
        quantities.compare(text, text[: len(text) // 3] + " 8 9 ", EN, DE)
        quantities.compare("1 2, " + text, text.replace("3", "4"), EN, EN)

    assert growth(compared, piece, 1510) <= LIMIT


@pytest.mark.parametrize("piece", ["五十 ", "20世纪30年代", "三月", "百万", "7月"])
def test_reading_chinese_quantities_takes_work_that_grows_with_the_text(piece: str) -> None:
    assert growth(lambda text: reading.scan(text, ZH), piece, 1000) <= LIMIT


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_comparing_negations_takes_work_that_grows_with_the_text(piece: str) -> None:
    assert growth(lambda text: polarity.compare(text, text + "never", "en", "en"), piece, 1730) <= LIMIT


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_all_checks_take_work_that_grows_with_the_text(piece: str) -> None:
    checker = Checker(EN, DE)
    assert growth(lambda text: checker.examine(unit(text, text[len(text) // 2 :] + " 8")), piece, 1270) <= LIMIT


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_other_readers_take_work_that_grows_with_the_text(piece: str) -> None:
    def read(text: str) -> None:
        addresses.blank(text)
        addresses.phones(text)
        classes.classes_of(text, EN)
        pseudo.accented(text)
        pseudo.arabic(text)
        segmentation.split(text, "en")

    assert growth(read, piece, 2330) <= LIMIT


@pytest.mark.parametrize("suffix", ["html", "md", "txt", "yaml", "json"])
def test_extracting_takes_work_that_grows_with_the_page(suffix: str) -> None:
    page = {"yaml": "- title: Rest a lot\n", "json": '["Rest a lot", "and more"]', "html": "<p>Rest <b>a lot</b>."}
    format_ = formats.for_path(Path(f"page.{suffix}"))

    def extracted(text: str) -> None:
        format_.extract(f"[{text.replace('][', '],[')}]" if suffix == "json" else text)

    assert growth(extracted, page.get(suffix, "Rest **a lot**.\n\n"), 3000) <= LIMIT


def test_a_row_of_numbers_is_not_read_to_its_end_from_each_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(digits.FIGURE)
    monkeypatch.setattr(digits, "FIGURE", counted)
    text = "00 1.2.2031 " * 1000
    reading.scan(text, EN)
    assert counted.characters < 50 * len(text)


def test_sentences_without_a_word_are_not_looked_through_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(segmentation._WORD)
    monkeypatch.setattr(segmentation, "_WORD", counted)
    text = "? ! … " * 500
    assert segmentation.split(text, "en") == [text]
    assert segmentation.split(f"Why{text}", "en") == [f"Why{text}"]
    assert counted.characters < 3 * len(text)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("html", "<h1>A</h1>\n\n<p>{}</p>"),
        ("md", "# A\n\n{}\n"),
        ("md", "---\nauthor: b\ntitle: {}\n---\n"),
        ("txt", "A\n\n{}"),
        ("yaml", "a: b\n\ntitle: {}\n"),
        ("json", '{{"a":\n1,\n"title": "{}"}}'),
        ("json", '{{"a":\n1,\n"days": "{{n, plural, one {{a day}} other {{{}}}}}"}}'),
    ],
)
def test_a_longer_text_than_anyone_reviews_is_refused_with_line_and_number(suffix: str, text: str) -> None:
    format_ = formats.for_path(Path(f"page.{suffix}"))
    words = "rest a lot " * (LONGEST_TEXT // 11)
    assert format_.extract(text.format(words[:90_000])).segments
    with pytest.raises(
        FormatError, match=f"text of [12][0-9]{{5}} characters, of which no more than {LONGEST_TEXT}"
    ) as raised:
        format_.extract(text.format(words + words))
    assert raised.value.line == 3


@pytest.mark.parametrize(
    "entry", ['msgid "{}"\nmsgstr ""\n', 'msgid "a"\nmsgid_plural "{}"\nmsgstr[0] ""\n', 'msgid "a"\nmsgstr ""\n"{}"\n']
)
def test_a_longer_entry_than_anyone_reviews_is_refused_with_line_and_number(entry: str) -> None:
    parser.parse("# c\n\n" + entry.format("b" * LONGEST_TEXT))
    with pytest.raises(
        CatalogError, match=rf"^a\.po:3: a text of {LONGEST_TEXT + 1} characters, of which no more than"
    ):
        parser.parse("# c\n\n" + entry.format("b" * (LONGEST_TEXT + 1)), path="a.po")
