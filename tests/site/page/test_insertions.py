"""A reader finds their language by its own name, with links alone."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from pipeline.site import notices
from pipeline.site.page import localisation
from tests.support.rendering import context, localised

TEXT = "<!doctype html><title>T</title><body><p>Hello there.</p>"


def links(text: str) -> list[tuple[str | None, ...]]:
    nodes = LexborHTMLParser(text).css("nav.l10n-languages > ul > li > a")
    return [
        (node.text(), *(node.attributes.get(name) for name in ("href", "lang", "hreflang", "dir"))) for node in nodes
    ]


def test_every_language_is_named_by_itself_and_leads_to_the_same_page() -> None:
    at = context("pt_BR", "sub/b.html", others="ar zh_Hans en_XA")
    result = localised(TEXT, at=at)
    assert links(result) == [
        ("English", "../../en/sub/b.html", "en", "en", "ltr"),
        ("Português (Brasil)", "b.html", "pt-BR", "pt-BR", "ltr"),
        ("العربية", "../../ar/sub/b.html", "ar", "ar", "rtl"),
        (at.site.locales[3].native_name, "../../zh-Hans/sub/b.html", "zh-Hans", "zh-Hans", "ltr"),
    ]
    current = LexborHTMLParser(result).css("nav [aria-current=page]")
    assert [node.attributes["lang"] for node in current] == ["pt-BR"]
    nav = LexborHTMLParser(result).css_first("nav.l10n-languages")
    assert nav.attributes["aria-label"] == notices.ui(at.locale, at.source).languages


def test_a_page_in_one_language_has_no_list() -> None:
    assert "<nav" not in localisation.relinked(TEXT, context("en", "only-here.html", others="de"))
    assert "<nav" not in localisation.relinked(TEXT, context("en", others="en_XA"))


def test_a_pseudo_locale_leads_to_languages_and_is_led_to_in_a_preview_alone() -> None:
    assert [link[2] for link in links(localised(TEXT, at=context("en_XA", others="de")))] == ["en", "de"]
    preview = localised(TEXT, at=context("en_XA", others="de", preview=True))
    assert [link[2] for link in links(preview)] == ["en", "en-XA", "de"]
