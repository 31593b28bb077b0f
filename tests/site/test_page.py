"""A page of the site: its root, its links, its notice, and otherwise the author's own bytes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline import locales
from pipeline.formats import FormatSettings
from pipeline.model import segment_key
from pipeline.site import page
from pipeline.site.links import SiteMap
from pipeline.site.page import Shell

PAGES = {"a.html", "sub/b.html", "sub/c.txt", "s.yaml"}


def shell(name: str, locale: str, published: set[str] | None = None) -> Shell:
    known = {"a.html", "sub/b.html"} if published is None else published
    both = (locales.parse("en"), locales.parse(locale))
    site = SiteMap(both, {"en": PAGES, both[1].tag: known}, {"pic.svg": "pic.svg"}, base_url="https://clinic.example")
    return Shell(name, *both, site)


def localised(
    text: str,
    name: str = "a.html",
    locale: str = "de",
    accepted: Mapping[str, str] | None = None,
    drafts: Mapping[str, str] | None = None,
) -> str:
    return page.localised(
        text,
        shell(name, locale),
        accepted={segment_key(None, key): value for key, value in (accepted or {}).items()},
        drafts={segment_key(None, key): value for key, value in (drafts or {}).items()},
        settings=FormatSettings(),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<html lang="en">', '<html dir="rtl" lang="ar">'),
        ("<html lang='en' dir='ltr' class=x>", "<html lang='ar' dir='rtl' class=x>"),
        ("<HTML LANG=en>", '<HTML dir="rtl" LANG="ar">'),
        ("<html lang>", '<html dir="rtl" lang="ar">'),
        ('<html lang="">', '<html dir="rtl" lang="ar">'),
        ("<html>", '<html lang="ar" dir="rtl">'),
        ("<!doctype html>\n<!-- x -->", '<!doctype html>\n<!-- x --><html lang="ar" dir="rtl">'),
        ("", '<html lang="ar" dir="rtl">'),
    ],
)
def test_the_root_gets_language_and_direction_and_keeps_the_rest(before: str, after: str) -> None:
    body = "\n<body><p>Hello there.</p></body>"
    result = localised(before + body, locale="ar", accepted={"Hello there.": "مرحبا."})
    assert result == after + body.replace("Hello there.", "مرحبا.")
    root = LexborHTMLParser(result).root
    assert root is not None
    assert (root.attributes["lang"], root.attributes["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize(
    "text",
    [
        "<html><head><title>T</title></head><body class=x><p>Hello there.</p></body></html>",
        "<html><head><title>T</title><p>Hello there.</p>",
        "<title>T</title>Hello there.",
        "<!doctype html><meta charset=utf-8><script>var a = '<body>';</script><p>Hello there.",
        "<!doctype html><title>a <body> b</title></head><p>Hello there.",
    ],
)
def test_the_notice_is_the_first_thing_in_the_body(text: str) -> None:
    result = localised(text, drafts={"Hello there.": "Hallo."})
    tree = LexborHTMLParser(result)
    assert tree.body is not None
    first = next(node for node in tree.body.iter())
    assert first.attributes.get("class") == "l10n-notice"
    assert first.attributes["lang"] == "de"
    link = first.css_first("a")
    assert link is not None
    assert link.attributes["href"] == "../en/a.html"
    assert "Hallo." in tree.body.text()


def test_without_drafts_and_gaps_there_is_no_notice() -> None:
    assert "l10n-notice" not in localised("<p>Hello there.</p>", accepted={"Hello there.": "Hallo."})


def test_what_stays_in_english_says_so() -> None:
    result = localised("<p>Hello there.</p><p>Good night.</p>", accepted={"Hello there.": "Hallo."})
    assert '<p>Hallo.</p><p><span lang="en" dir="ltr">Good night.</span></p>' in result
    assert "auf Englisch" in result


def test_links_keep_their_quotes_and_everything_else() -> None:
    text = (
        "<p>Hello there.</p>"
        "<a href='https://clinic.example/sub/b.html?x=1&amp;y=2#z'>1</a>"
        '<a HREF = "/sub/c.txt">2</a><img src=pic.svg srcset="pic.svg 1x, pic.svg 2x">'
        '<a href="mailto:a@b.example">3</a>'
    )
    result = localised(text, accepted={"Hello there.": "Hallo."})
    assert "<a href='https://clinic.example/de/sub/b.html?x=1&amp;y=2#z'>1</a>" in result
    assert '<a HREF = "/en/sub/c.txt">2</a>' in result
    assert '<img src="../pic.svg" srcset="../pic.svg 1x, ../pic.svg 2x">' in result
    assert '<a href="mailto:a@b.example">3</a>' in result


def test_a_hostile_translation_stays_text() -> None:
    evil = '</p><script>alert(1)</script><a href="javascript:x">&lt;'
    result = localised("<p>Hello there.</p>", accepted={"Hello there.": evil})
    tree = LexborHTMLParser(result)
    assert [node.tag for node in tree.css("body *")] == ["p"]
    assert tree.body is not None
    assert tree.body.text() == evil


def test_a_text_page_begins_with_its_notice() -> None:
    result = localised("\ufeffHello there.\r\n", "sub/c.txt", drafts={"Hello there.": "Hallo."})
    assert result.startswith("\ufeffDiese Seite wurde maschinell übersetzt.")
    assert result.endswith("\r\n\r\nHallo.\r\n")


def test_yaml_has_room_for_a_notice_only_under_its_key() -> None:
    text = 'summary: Hello there.\ntranslation_notice: ""  # filled by the build\n'
    assert page.has_room_for_notice("s.yaml", text)
    assert not page.has_room_for_notice("s.yaml", "summary: Hello there.\n")
    assert not page.has_room_for_notice("s.yaml", 'summary: Hello there.\nx:\n  translation_notice: ""\n')
    result = localised(text, "s.yaml", drafts={"Hello there.": "Hallo."})
    assert "summary: Hallo.\n" in result
    assert 'translation_notice: "Diese Seite' in result
    assert result.endswith('"  # filled by the build\n')
