"""A reader is told how a page was translated, in words that they can read, and no more than what is true."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline import locales
from pipeline.errors import ConfigError
from pipeline.model import PERSON_ROLES
from pipeline.review.verdicts import PageTranslation, Reviewed
from pipeline.site.notices import AUTHOR, QUALIFIED, Notice, UiTexts, notice, ui
from pipeline.text.language import identify, scripts
from tests.support import ROOT
from tests.support.rendering import translation

WORDS: dict[str, dict[str, Any]] = {
    path.name.removesuffix(".toml"): tomllib.loads(path.read_text("utf-8"))
    for path in files("pipeline.site").joinpath("words").iterdir()
    if path.name.endswith(".toml")
}
WINTER, SPRING = date(2026, 1, 8), date(2026, 4, 11)
BY = {role: Reviewed(role, WINTER) for role in PERSON_ROLES}
ENDS = {"zh": "。", "hi": "।"}


def notice_of(name: str, translation: PageTranslation, *, report: str = "") -> Notice:
    shown_notice = notice(locales.parse(name), translation, report=report)
    assert shown_notice is not None
    return shown_notice


def flat(table: Mapping[str, Any]) -> dict[str, str]:
    return {key: text for key, text in table.items() if isinstance(text, str)} | {
        f"page.{key}": text for key, text in table["page"].items()
    }


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def keys(shown_notice: Notice) -> list[str]:
    """The names of the texts that a notice has put together, its links left out."""
    patterns = {
        re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)): key
        for key, text in WORDS[shown_notice.language.language].items()
        if isinstance(text, str)
    }
    return [
        next(key for pattern, key in patterns.items() if re.fullmatch(pattern, sentence))
        for sentence in (*shown_notice.warnings, *shown_notice.facts)
    ]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (translation(drafts=3), ["machine", "advice"]),
        (translation(drafts=3, unchecked_terms=True), ["machine", "terms", "advice"]),
        (translation(drafts=3, untranslated=2), ["machine", "source", "advice"]),
        (translation(drafts=3, accepted=1, reviewed=(BY["translator"],)), ["mixed", "translator", "advice"]),
        (translation(drafts=3, accepted=1), ["mixed", "unrecorded", "advice"]),
        (translation(drafts=3, held=1), ["mixed", "unrecorded", "held", "advice"]),
        (translation(drafts=3, accepted=1, reviewed=(BY["author"],)), ["mixed", "authored_parts", "advice"]),
        (translation(accepted=3, reviewed=(BY["author"],)), ["authored", "advice"]),
        (
            translation(accepted=3, untranslated=1, reviewed=(BY["author"],), source_date=SPRING),
            ["authored", "source", "version", "advice"],
        ),
        (
            translation(accepted=3, reviewed=(BY["author"], BY["clinician"])),
            ["authored_parts", "translated", "clinician", "advice"],
        ),
        (translation(accepted=3), ["unrecorded", "translated", "advice"]),
        (translation(accepted=3, unchecked_terms=True), ["unrecorded", "translated", "advice"]),
        (translation(accepted=3, reviewed=(BY["reviser"],)), ["translated", "reviser", "advice"]),
        (
            translation(accepted=3, reviewed=(BY["clinician"], BY["translator"]), source_date=SPRING),
            ["version", "translator", "clinician", "advice"],
        ),
        (
            translation(accepted=3, held=1, untranslated=1, reviewed=(BY["translator"],)),
            ["held", "source", "translated", "translator", "advice"],
        ),
        (translation(untranslated=2), ["source", "translated", "advice"]),
        (translation(untranslated=2, beneath={"a": "b"}), ["mixed", "source", "advice"]),
        (translation(untranslated=2, beneath={"a": "b"}, drafts=1), ["machine", "source", "advice"]),
        (translation(untranslated=2, beneath={"a": "b"}, reviewing=("a",)), ["source", "translated", "advice"]),
    ],
)
@pytest.mark.parametrize("name", ["en", "pt_BR", "zh_Hans", "ru"])
def test_the_notice_says_what_is_true_of_the_page(name: str, shown: PageTranslation, expected: list[str]) -> None:
    assert keys(notice_of(name, shown)) == expected


def test_a_page_without_text_has_nothing_to_say() -> None:
    assert notice(locales.parse("pt_BR"), translation(source_date=SPRING), report="mailto:a@b.example") is None


counts = st.integers(0, 3)


@given(
    st.builds(
        translation,
        drafts=counts,
        accepted=counts,
        untranslated=counts,
        held=counts,
        unchecked_terms=st.booleans(),
        reviewed=st.lists(st.sampled_from(sorted(BY.values(), key=lambda by: by.role)), max_size=4).map(tuple),
    )
)
def test_no_reader_meets_a_text_that_nobody_qualified_has_checked_without_a_warning(shown: PageTranslation) -> None:
    shown_notice = notice(locales.parse("en"), shown)
    roles = {review.role for review in shown.reviewed}
    checked = not shown.drafts and AUTHOR not in roles and roles
    if shown.drafts or ((shown.accepted or shown.held) and not checked):
        assert shown_notice is not None
        assert shown_notice.warnings
    if shown_notice is not None and shown.drafts:
        assert keys(shown_notice)[0] in {"machine", "mixed"}


@pytest.mark.parametrize("name", WORDS)
def test_the_latest_date_of_a_role_is_told_in_the_words_of_the_language(name: str) -> None:
    reviewed = (Reviewed("clinician", WINTER), Reviewed("clinician", SPRING))
    text = notice_of(name, translation(accepted=1, reviewed=reviewed, source_date=date(2026, 1, 26))).text
    assert locales.write_date(name, 2026, 4, 11) in text
    assert locales.write_date(name, 2026, 1, 8) not in text
    assert locales.write_date(name, 2026, 1, 26) in text


def test_every_role_is_either_named_or_warned_of() -> None:
    assert {*QUALIFIED, AUTHOR} == set(PERSON_ROLES)


@pytest.mark.parametrize(
    ("name", "file", "tag", "direction"),
    [
        ("pt_BR", "pt", "pt-BR", "ltr"),
        ("es_419", "es", "es-419", "ltr"),
        ("fr", "fr", "fr", "ltr"),
        ("de_CH", "de", "de-CH", "ltr"),
        ("ar", "ar", "ar", "rtl"),
        ("ar_EG", "ar", "ar-EG", "rtl"),
        ("zh_Hans", "zh", "zh-Hans", "ltr"),
        ("zh_CN", "zh", "zh-CN", "ltr"),
        ("zh_Hant", "en", "en", "ltr"),
        ("zh_TW", "en", "en", "ltr"),
        ("ja", "en", "en", "ltr"),
        ("en_XA", "en", "en", "ltr"),
        ("ar_XB", "en", "en", "ltr"),
    ],
)
def test_the_texts_are_marked_with_the_language_that_they_are_in(
    name: str, file: str, tag: str, direction: str
) -> None:
    shown_notice = notice_of(name, translation(drafts=1))
    assert shown_notice.warnings == (WORDS[file]["machine"],)
    assert shown_notice.language.tag == tag
    assert f'lang="{tag}" dir="{direction}"' in shown_notice.element("../en/a.html")
    texts = ui(locales.parse(name))
    assert (texts.languages, texts.language.tag) == (WORDS[file]["page"]["languages"], tag)


def test_the_source_language_has_its_name_from_cldr() -> None:
    french = locales.parse("fr_CA")
    shown_notice = notice(locales.parse("de"), translation(untranslated=1), source=french)
    assert shown_notice is not None
    assert shown_notice.warnings == ("Teile dieser Seite sind nicht übersetzt und stehen auf Französisch.",)
    assert 'hreflang="fr-CA"' in shown_notice.element("x")
    assert ui(locales.parse("ar"), french).in_source == "(باللغة الفرنسية)"


def test_the_element_links_to_the_original_and_to_where_errors_are_reported() -> None:
    shown_notice = notice_of(
        "pt_BR", translation(drafts=1), report="https://clinic.example/r?p={page}&l={locale}&s={id}"
    )
    tree = LexborHTMLParser(shown_notice.element('../en/a.html?x="y"&z=<b>', page_id="a b/c&d.html"))
    original, report = tree.css("aside.l10n-notice[role=note] > p.l10n-facts > a")
    assert original.attributes == {"href": '../en/a.html?x="y"&z=<b>', "hreflang": "en"}
    assert original.text() == "Leia a página original em inglês"
    address = "https://clinic.example/r?p=a%20b%2Fc%26d.html&l=pt-BR&s="
    assert report.attributes == {"href": address}
    assert report.text() == "Informe um erro de tradução"


@pytest.mark.parametrize("name", WORDS)
def test_a_longer_notice_shows_its_first_warning_and_its_links_and_opens_the_rest(name: str) -> None:
    shown_notice = notice_of(name, translation(drafts=1, accepted=1, untranslated=1, unchecked_terms=True))
    tree = LexborHTMLParser(shown_notice.element("x"))
    assert [node.text() for node in tree.css("aside > p:not(.l10n-facts)")] == [shown_notice.warnings[0]]
    rest = tree.css_first("aside > details:not([open])")
    assert rest is not None
    folded = rest.text()
    assert all(sentence in folded for sentence in (*shown_notice.warnings[1:], *shown_notice.facts))
    assert rest.css_first("summary").text() == shown_notice.more == ui(locales.parse(name)).more
    assert len(tree.css("aside > p.l10n-facts > a")) == 1


def test_a_notice_of_two_sentences_hides_nothing() -> None:
    shown_notice = notice_of("pt", translation(drafts=1))
    assert (len(shown_notice.warnings), len(shown_notice.facts)) == (1, 1)
    assert "details" not in shown_notice.element("x")


def test_a_report_by_mail_names_page_and_locale_also_under_a_pseudo_locale() -> None:
    element = notice_of("en_XA", translation(drafts=1), report="mailto:care@clinic.example").element(
        "x", page_id="a.html"
    )
    assert 'href="mailto:care@clinic.example?subject=Translation%20error%3A%20a.html%20%28en-XA%29"' in element


def test_without_an_address_nobody_is_asked_to_report() -> None:
    assert notice_of("es", translation(drafts=1)).element("x").count("<a ") == 1


@pytest.mark.parametrize("report", ["javascript:alert(1)", "data:text/html,x", '"><script>', "//clinic.example"])
def test_an_address_for_reports_that_is_none_reaches_no_page(report: str) -> None:
    with pytest.raises(ConfigError):
        notice_of("es", translation(drafts=1), report=report).element("x")


def test_words_of_a_notice_are_text_and_no_markup() -> None:
    evil = '</p><script>1</script><a href="javascript:x">&lt;'
    shown_notice = replace(
        notice_of("en", translation(drafts=1), report="mailto:a@b.example"),
        warnings=(evil,),
        facts=(evil,),
        original=evil,
        report_words=evil,
    )
    tree = LexborHTMLParser(shown_notice.element(evil, page_id=evil))
    assert [node.tag for node in tree.css("body *")] == ["aside", "p", "p", "p", "a", "a"]
    assert tree.body is not None
    assert tree.body.text().count(evil) == 4


def test_plain_text_is_one_line_with_the_space_that_its_script_wants() -> None:
    shown = translation(drafts=1, untranslated=1, source_date=WINTER)
    assert not re.search(r"\s", notice_of("zh_Hans", shown).text)
    assert ". Teile" in notice_of("de", shown).text
    assert all("\n" not in notice_of(name, shown).text for name in WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_every_language_has_every_text_with_the_same_places(name: str) -> None:
    locales.parse(name)
    wanted, theirs = flat(WORDS["en"]), flat(WORDS[name])
    assert theirs.keys() == wanted.keys()
    assert {key: places(text) for key, text in theirs.items()} == {key: places(text) for key, text in wanted.items()}


@pytest.mark.parametrize("name", WORDS)
def test_texts_are_tidy(name: str) -> None:
    for key, text in flat(WORDS[name]).items():
        assert text == " ".join(text.split(" ")).strip(), key
        assert not re.search(r"[\t\n<>\"']|\.\.|  ", text), key
        if key.startswith("page.") or key in {"original", "report"}:
            assert text[-1] not in ".。।", key
        else:
            assert text.endswith(ENDS.get(name, ".")), key
        if name == "fr":
            assert not re.search(r"(?<!\u00a0):|(?<!\u202f)[;?!]", text), key
        if name == "zh":
            assert not re.search(r"[,.:;()?]", text), key
        if name == "ar":
            assert not re.search("[,;?]", text), key


def test_no_text_was_left_in_another_language() -> None:
    short = {"page.languages", "page.in_source"}  # Spanish and Portuguese share a word, English and Italian an "in"
    texts = [(text, key) for table in WORDS.values() for key, text in flat(table).items() if key not in short]
    assert sorted(texts) == sorted(set(texts))


@pytest.mark.parametrize("name", WORDS)
def test_texts_are_in_the_script_and_the_language_of_their_file(name: str) -> None:
    locale = locales.parse(name)
    texts = [re.sub(r"\{\w+\}", "", text) for text in flat(WORDS[name]).values()]
    foreign = scripts.others(*scripts.parts(locale.script))
    assert [text for text in texts if foreign.search(text)] == []
    if locale.script == "Hans":
        assert not set("".join(texts)) & scripts.traditional_only()
        return
    text = " ".join(texts)
    language = identify.guess(text, re.findall(r"[^\W\d_]+", text.lower()), locale.language, locale.script)
    assert language in {None, locale.language}


@pytest.mark.parametrize("name", WORDS)
def test_no_sentence_ends_twice(name: str) -> None:
    reviewed = tuple(Reviewed(role, WINTER) for role in QUALIFIED)
    shown = translation(accepted=1, held=1, untranslated=1, reviewed=reviewed, source_date=SPRING)
    shown_notice = notice_of(name, shown)
    assert not re.search(r"\.\.|。\.|।\.|\{|\}", shown_notice.text)
    assert len(shown_notice.facts) == 5


def test_every_short_text_of_a_page_is_filled_in() -> None:
    for name in WORDS:
        texts = ui(locales.parse(name))
        shown = [getattr(texts, field.name) for field in fields(UiTexts) if field.name != "language"]
        assert all(shown)
        assert not any("{" in text for text in shown)
        assert all(mark[0] in "(（" and mark[-1] in ")）" for mark in (texts.in_source, texts.held, texts.source_link))


def test_every_text_and_language_is_described_and_no_other() -> None:
    document = (ROOT / "docs/notices.md").read_text("utf-8")
    notice_texts, page_texts, languages = (
        set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]*)", table, re.M))))
        for table in re.findall(r"^\| (?:text|file) \|.*\n(?:\|.*\n)+", document, re.M)
    )
    assert notice_texts == set(WORDS["en"]) - {"page"}
    assert page_texts == set(WORDS["en"]["page"])
    assert languages == set(WORDS)
