"""What a page's head says of itself and of its twins: each language once, each address absolute, the same on all."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.site.page import localisation
from tests.support.rendering import BASE, context, localised

HEAD = """<!doctype html>
<html lang="en">
<head>
  <title>T</title>
  <link rel="canonical" href="https://clinic.example/a.html">
  <meta property="og:locale" content="en_US">
  <meta property="og:url" content="https://clinic.example/a.html">
</head>
<body><p>Hello there.</p></body></html>"""


def mesh(text: str) -> dict[str | None, str | None]:
    nodes = LexborHTMLParser(text).css("head > link[rel=alternate][hreflang]")
    alternates = {node.attributes["hreflang"]: node.attributes["href"] for node in nodes}
    assert len(alternates) == len(nodes), "a language stands twice"
    return alternates


def value(text: str, css: str, name: str) -> str | None:
    nodes = LexborHTMLParser(text).css(f"head > {css}")
    assert len(nodes) == 1
    return nodes[0].attributes[name]


def test_every_twin_names_all_twins_itself_and_the_default() -> None:
    expected = {tag: f"{BASE}/{tag}/a.html" for tag in ("en", "de", "ar", "zh-Hans")}
    expected["x-default"] = f"{BASE}/en/a.html"
    for locale in ("de", "ar", "zh_Hans"):
        at = context(locale, others="de ar zh_Hans en_XA ar_XB")
        assert mesh(localised(HEAD, at=at)) == expected
        assert value(localised(HEAD, at=at), "link[rel=canonical]", "href") == f"{BASE}/{at.locale.tag}/a.html"
    source = localisation.relinked(HEAD, context("en", others="de ar zh_Hans en_XA ar_XB"))
    assert mesh(source) == expected
    assert value(source, "link[rel=canonical]", "href") == f"{BASE}/en/a.html"


def test_additions_stand_below_the_canonical_link_and_everything_else_stays() -> None:
    result = localised(HEAD, at=context("de"))
    assert (
        f"""
  <link rel="canonical" href="{BASE}/de/a.html">
  <link rel="alternate" hreflang="en" href="{BASE}/en/a.html">
  <link rel="alternate" hreflang="de" href="{BASE}/de/a.html">
  <link rel="alternate" hreflang="x-default" href="{BASE}/en/a.html">
  <meta property="og:locale" content="de_DE">
  <meta property="og:locale:alternate" content="en_US">
  <meta property="og:url" content="{BASE}/de/a.html">
</head>"""
        in result
    )


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html><title>T</title><p>Hello there.",
        "<html><head></head><body><p>Hello there.</p></body></html>",
        "<html><p>Hello there.</p>",
        "<body><p>Hello there.</p>",
        "Hello there.",
        "",
        "<head><noscript><link rel=stylesheet href=x></noscript></head>Hello there.",
        "<!doctype html><meta charset=utf-8><title>T</title><style>a{}</style><main>Hello there.</main>",
    ],
)
def test_whatever_the_head_looks_like_the_links_are_in_it(text: str) -> None:
    result = localised(text, accepted={"Hello there.": "Hallo."})
    assert set(mesh(result)) == {"en", "de", "x-default"}
    assert value(result, "link[rel=canonical]", "href") == f"{BASE}/de/a.html"
    root = LexborHTMLParser(result).root
    assert root is not None
    assert root.attributes["lang"] == "de"


def test_an_unfinished_title_swallows_nothing() -> None:
    assert "alternate" not in localised("<title>Hello there.")


def test_without_an_address_nothing_is_made_up() -> None:
    result = localised(HEAD, at=context("de", base=""))
    assert mesh(result) == {}
    assert 'href="https://clinic.example/a.html"' in result
    assert "canonical" not in localised("<title>T</title>", at=context("de", base=""))


def test_a_page_in_one_language_names_no_others() -> None:
    result = localisation.relinked(
        HEAD.replace("a.html", "only-here.html"), context("en", "only-here.html", others="de")
    )
    assert mesh(result) == {}
    assert value(result, "link[rel=canonical]", "href") == f"{BASE}/en/only-here.html"


def test_an_index_is_its_folder() -> None:
    text = HEAD.replace("https://clinic.example/a.html", "https://clinic.example/")
    result = localised(text, at=context("de", "index.html"))
    assert value(result, "link[rel=canonical]", "href") == f"{BASE}/de/"
    assert value(result, "meta[property='og:url']", "content") == f"{BASE}/de/"


def test_a_page_that_says_its_original_is_elsewhere_keeps_saying_so() -> None:
    text = HEAD.replace("https://clinic.example/a.html", "https://journal.example/a")
    result = localised(text, at=context("de"))
    assert value(result, "link[rel=canonical]", "href") == "https://journal.example/a"
    assert value(result, "meta[property='og:url']", "content") == "https://journal.example/a"
    assert mesh(result) == {}


def test_an_authors_own_alternates_are_replaced_and_those_to_other_sites_stay() -> None:
    own = [
        '<link rel="alternate" hreflang="en" href="https://clinic.example/a.html">',
        '<link rel="alternate" hreflang="pt" href="/sub/b.html">',
        '<link rel="alternate" hreflang="DE" href="https://old.example/de">',
    ]
    others = [
        '<link rel="alternate" hreflang="ja" href="https://partner.example/ja">',
        '<link rel="alternate" type="application/rss+xml" href="https://clinic.example/feed.xml">',
    ]
    result = localised(HEAD.replace("</head>", "\n".join([*own, *others]) + "</head>"), at=context("de"))
    assert set(mesh(result)) == {"en", "de", "x-default", "ja"}
    assert mesh(result)["de"] == f"{BASE}/de/a.html"
    assert all(alternate in result for alternate in others)


def test_open_graph_names_the_language_and_region_of_the_page_and_of_its_twins() -> None:
    text = HEAD.replace("</head>", '<meta property="og:locale:alternate" content="pt_BR"></head>')
    result = localised(text, at=context("zh_Hans", others="pt_BR en_XA"))
    assert value(result, "meta[property='og:locale']", "content") == "zh_CN"
    nodes = LexborHTMLParser(result).css("meta[property='og:locale:alternate']")
    assert [node.attributes["content"] for node in nodes] == ["en_US", "pt_BR"]
    bare = '<title>T</title><meta property="og:title" content="Hello there.">'
    assert value(localised(bare), "meta[property='og:locale']", "content") == "de_DE"
    assert "og:locale" not in localised("<title>T</title>")
    assert "og:locale" not in localisation.relinked(bare, context("en", others="de"))


def test_a_preview_and_a_pseudo_locale_are_not_for_search_engines() -> None:
    result = localised(HEAD, at=context("de", preview=True))
    assert value(result, "meta[name=robots]", "content") == "noindex"
    text = HEAD.replace("</head>", "<meta name=robots content='index, follow'></head>")
    assert value(localised(text, at=context("de", preview=True)), "meta[name=robots]", "content") == "noindex"
    assert value(localised(text, at=context("de")), "meta[name=robots]", "content") == "index, follow"
    pseudo = localised(HEAD, at=context("en_XA", others="de"))
    assert value(pseudo, "meta[name=robots]", "content") == "noindex"
    assert mesh(pseudo) == {}
    assert "robots" not in localisation.relinked(HEAD, context("en"))
    assert "noindex" in localisation.relinked(HEAD, context("en", preview=True))


def test_a_meta_element_that_names_the_language_names_the_new_one() -> None:
    text = '<meta http-equiv="Content-Language" content="en-US"><meta name=dcterms.language content=fr><title>T</title>'
    result = localised(text)
    assert '<meta http-equiv="Content-Language" content="de">' in result
    assert "<meta name=dcterms.language content=fr>" in result
