"""The pages that lead to pages are plain HTML that everyone can use: whatever the language, script or browser."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline import locales
from pipeline.site.index import index_page
from pipeline.site.index.index_page import Entry
from pipeline.site.links import SiteMap

BASE = "https://clinic.example"
LOCALES = tuple(map(locales.parse, ("en", "ar", "zh-Hans", "ar-XB", "de")))
THERE = frozenset({"index.html", "a b.html", "c.txt"})


def site(base_url: str = BASE) -> SiteMap:
    published = {locale.tag: THERE for locale in LOCALES} | {"de": THERE - {"index.html"}}
    return SiteMap(LOCALES, published, {}, base_url)


CHOOSER = index_page.chooser(site(), "Care & Co <1>")
ENTRIES = [Entry("a b.html", "حمّى <b>", "ar"), Entry("c.txt", "After your infusion", "en"), Entry("d.html", "", "ar")]
INDEX = index_page.index(site(), LOCALES[1], "Care & Co <1>", ENTRIES)


def links(text: str) -> dict[str, dict[str, str | None]]:
    return {str(link.attributes["href"]): link.attributes for link in LexborHTMLParser(text).css("body a")}


def test_the_choice_names_each_language_by_its_own_name_and_script() -> None:
    tree = LexborHTMLParser(CHOOSER)
    assert [link.text() for link in tree.css("nav a")] == ["English", "العربية", "中文 (简体)"]
    assert {href: (values["lang"], values["dir"], values["hreflang"]) for href, values in links(CHOOSER).items()} == {
        "en/index.html": ("en", "ltr", "en"),
        "ar/index.html": ("ar", "rtl", "ar"),
        "zh-Hans/index.html": ("zh-Hans", "ltr", "zh-Hans"),
    }


def test_a_language_without_a_front_page_and_a_pseudo_locale_are_no_choice() -> None:
    assert "de/" not in CHOOSER
    assert "XB" not in CHOOSER


def test_a_locales_list_has_its_pages_with_their_titles() -> None:
    tree = LexborHTMLParser(INDEX)
    items = tree.css("main li")
    assert [item.text() for item in items] == ["حمّى <b>", "After your infusion", "d.html"]
    assert {"a%20b.html", "c.txt", "d.html"} <= links(INDEX).keys()
    assert {"../en/index.html", "../zh-Hans/index.html"} <= links(INDEX).keys()
    root = tree.root
    assert root is not None
    assert (root.attributes["lang"], root.attributes["dir"]) == ("ar", "rtl")


def test_a_name_of_the_other_direction_keeps_its_brackets() -> None:
    assert [name.text() for name in LexborHTMLParser(INDEX).css("h1 > bdi")] == ["Care & Co <1>"]


def test_a_title_in_the_source_language_says_so() -> None:
    (span,) = LexborHTMLParser(INDEX).css("main .l10n-source")
    assert (span.text(), span.attributes["lang"], span.attributes["dir"]) == ("After your infusion", "en", "ltr")


def test_canonical_and_alternates_are_absolute_and_those_of_every_twin() -> None:
    tree = LexborHTMLParser(INDEX)
    assert [link.attributes["href"] for link in tree.css("link[rel=canonical]")] == [f"{BASE}/ar/"]
    alternates = {link.attributes["hreflang"]: link.attributes["href"] for link in tree.css("link[rel=alternate]")}
    assert alternates == {
        "en": f"{BASE}/en/",
        "ar": f"{BASE}/ar/",
        "zh-Hans": f"{BASE}/zh-Hans/",
        "x-default": f"{BASE}/en/",
    }
    assert f'<link rel="canonical" href="{BASE}/">' in CHOOSER
    assert "alternate" not in CHOOSER  # no twin would lead back to it
    assert "http" not in index_page.index(site(""), LOCALES[1], "Care", ENTRIES) + index_page.chooser(site(""), "Care")


def test_a_pseudo_locales_list_is_for_no_search_engine() -> None:
    text = index_page.index(site(), LOCALES[3], "Care", ENTRIES)
    assert '<meta name="robots" content="noindex">' in text
    assert "canonical" not in text


@pytest.mark.parametrize("text", [CHOOSER, INDEX])
def test_they_need_no_script_and_nothing_from_elsewhere(text: str) -> None:
    tree = LexborHTMLParser(text)
    assert not tree.css("script, img, iframe, link[rel=stylesheet], [onload], [onclick]")
    assert "noindex" not in text
    assert "url(" not in text
    assert [node.text() for node in tree.css("title")] == ["Care & Co <1>"]
    assert [node.text() for node in tree.css("h1")] == ["Care & Co <1>"]
    assert tree.css_first("meta[charset]") is not None
    assert tree.css_first("meta[name=viewport]") is not None
    assert len(tree.css("main")) == 1
    assert all(node.attributes["aria-label"] for node in tree.css("nav"))
    assert all(link.text().strip() for link in tree.css("a"))


@pytest.mark.parametrize("name", ["javascript:x.html", "data:text.html", "a:b.html", "vbscript:x/y.html"])
def test_a_pages_name_is_no_scheme(name: str) -> None:
    listed = index_page.index(site(), LOCALES[1], "Care", [Entry(name, "", "ar")])
    assert f"./{name}" in links(listed)
    assert name not in links(listed)
