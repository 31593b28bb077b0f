"""A reader is told what a machine translated, in words that they can read."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from pipeline import locales
from pipeline.site.notices import Notice, Standing, notice

TEXTS = tomllib.loads(files("pipeline.site").joinpath("notices.toml").read_text("utf-8"))


def told(name: str, *, drafts: int = 0, accepted: int = 0, untranslated: int = 0) -> Notice:
    found = notice(locales.parse(name), Standing(drafts=drafts, accepted=accepted, untranslated=untranslated))
    assert found is not None
    return found


def test_drafts_from_an_unchecked_glossary_are_said_to_be_so() -> None:
    found = notice(locales.parse("fr"), Standing(drafts=2, untranslated=1, unchecked_terms=True))
    assert found is not None
    assert list(found.sentences) == [TEXTS["fr"][name] for name in ("machine", "terms", "source")]
    accepted = notice(locales.parse("fr"), Standing(accepted=3, untranslated=1, unchecked_terms=True))
    assert accepted is not None
    assert list(accepted.sentences) == [TEXTS["fr"]["source"]]


def test_a_page_that_people_accepted_needs_no_notice() -> None:
    assert notice(locales.parse("pt_BR"), Standing(accepted=9)) is None


@pytest.mark.parametrize(
    ("drafts", "accepted", "untranslated", "expected"),
    [
        (3, 0, 0, ["machine"]),
        (3, 1, 0, ["mixed"]),
        (3, 0, 2, ["machine", "source"]),
        (3, 1, 2, ["mixed", "source"]),
        (0, 1, 2, ["source"]),
        (0, 0, 2, ["source"]),
    ],
)
def test_the_notice_says_what_is_true_of_the_page(
    drafts: int, accepted: int, untranslated: int, expected: list[str]
) -> None:
    found = told("pt_BR", drafts=drafts, accepted=accepted, untranslated=untranslated)
    assert list(found.sentences) == [TEXTS["pt"][name] for name in expected]


@pytest.mark.parametrize(
    ("name", "table", "tag"),
    [
        ("pt_BR", "pt", "pt-BR"),
        ("es_419", "es", "es-419"),
        ("fr", "fr", "fr"),
        ("de_CH", "de", "de-CH"),
        ("ja", "en", "en"),
        ("ar", "en", "en"),
        ("en_XA", "en", "en"),
        ("ar_XB", "en", "en"),
    ],
)
def test_the_notice_is_marked_with_the_language_that_it_is_in(name: str, table: str, tag: str) -> None:
    found = told(name, drafts=1)
    assert found.sentences == (TEXTS[table]["machine"],)
    assert found.language.tag == tag
    assert f'lang="{tag}" dir="ltr"' in found.element("../en/a.html")


def test_the_element_links_to_the_original_with_its_address_escaped() -> None:
    found = told("pt_BR", drafts=1)
    element = found.element('../en/a.html?x="y"&z=<b>')
    assert 'href="../en/a.html?x=&quot;y&quot;&amp;z=&lt;b&gt;" hreflang="en"' in element
    assert found.original in element
    assert 'role="note"' in element


def test_words_of_a_notice_are_text_and_no_markup() -> None:
    english = locales.parse("en")
    element = Notice(("1 < 2 & 3",), "<b>", english).element("x")
    assert "1 &lt; 2 &amp; 3" in element
    assert "<b>" not in element


@pytest.mark.parametrize("name", TEXTS)
def test_every_language_has_every_text(name: str) -> None:
    assert set(TEXTS[name]) == {"machine", "mixed", "terms", "source", "original"}
    for key, text in TEXTS[name].items():
        assert text == text.strip()
        assert re.search(r"[.!?。]$", text) if key != "original" else not text.endswith(".")
    locales.parse(name)
