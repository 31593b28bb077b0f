"""Every byte outside of what a localised page declares to change is the author's; a translation changes no structure.

The page is taken apart by Python's own parser, which gives each tag as it is written, and by a browser's.
"""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.formats.html.format import HtmlFormat
from pipeline.site.page import localisation as site_page
from tests.support.rendering import context, localised

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What a translation adds in these tests, so that it can be taken off again.
MARK = "\u00a7</p><script>alert(1)</script><!-- \" ' &lt; \u202e\u2069 <b onclick=x>\u00a7"
DECLARED = {"l10n-notice", "l10n-languages", "l10n-mark", "l10n-draft"}  # with all they hold
HERE = "\0"  # where something was taken out
FRAMES = {"l10n-source", "l10n-ltr"}  # around the author's own
FREE = re.compile(r'\s(?:lang|xml:lang|dir|hreflang)(?:\s*=\s*(?:"[^"]*"|\'[^\']*\'|[^\s>]*))?', re.IGNORECASE)
ADDRESS = re.compile(r'(\s(?:href|src)\s*=\s*)(?:"[^"]*"|\'[^\']*\'|[^\s>]*)', re.IGNORECASE)
OTHERS = re.compile(r"https://other\.example|mailto:|tel:|=\s*.?#")

WORDS = ["Rest", "well", "now", "CD19", "5 mg", "a&amp;b", "1 &lt; 2", "Kymriah", "+1 202-555-0142", "today"]
INLINE = [
    "<b>{}</b>",
    '<a href="only-here.html#x">{}</a>',
    "<a href='sub/b.html'>{}</a>",
    '<a href="https://other.example/?a=1&amp;b=2">{}</a>',
    '<i lang="en" class=x>{}</i>',
    '<q lang="fr" title="mot">Bonjour {}</q>',
    '<span translate="no">Name {}</span>',
    '<span dir="ltr">{}</span>',
    "{}<br>too",
    '<img src="pic.svg" alt="A bed"> {}',
    '<time datetime="2026-01-12">January 12, 2026</time> {}',
    '<data value="1200.5">1,200.50</data> {}',
    "<code>x &amp; y</code> {}",
    "<!-- a > b -->{}",
]
BLOCKS = [
    "<p>{}</p>",
    "<p dir='ltr'>{}\n",
    "<ul>\n<li>{}<li class = y >{}</ul>",
    "<h2 id=h>{}</h2>",
    "<div lang=en-GB>{}<p>{}</p></div>",
    "<ol translate=no><li>{}</ol>",
    "<table><tr><td>{}<td>{}</table>",
    "<select><option>{}</option></select>",
    '<div data-l10n="languages"></div><p>{}</p>',
    "<svg><title>{}</title><text>{}</text></svg>",
    '<p title="{}">{}</p>',
    "<button>{}</button>",
    "{}",
]
HEADS = [
    "<!DOCTYPE html>\n<html lang='en' class=c>\n<head>\n  <title>{}</title>\n  <link rel=canonical href=a.html>\n"
    "</head>\n<body>\n",
    '<title>{}</title><meta name="description" content="{}">'
    '<meta property="og:url" content="https://clinic.example/a.html">',
    '<html><head><meta property="og:locale" content="en_US">'
    '<link rel="alternate" hreflang="ja" href="https://other.example/"></head><body lang="en"><a href="#m">{}</a>',
    '<script type="application/ld+json">{{"@type": "WebPage", "reviewedBy": "x", "headline": "A page"}}</script>{}',
    "",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
    parts = [draw(st.sampled_from([*INLINE, *["{}"] * 8])).format(word) for word in words]
    return " ".join(parts) + draw(st.sampled_from([".", "", "?"]))


@st.composite
def pages(draw: st.DrawFn) -> str:
    written = []
    for frame in [draw(st.sampled_from(HEADS)), *draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6))]:
        plain = "title" in frame or "option" in frame or "<meta" in frame
        holes = frame.replace("{{", "").count("{}")
        texts = [draw(st.sampled_from(WORDS) if plain else sentences()) for _ in range(holes)]
        written.append(frame.format(*texts))
    return "\n".join(written)


class Taken(HTMLParser):
    """A page as it is written, without what is declared to be added, and with what may change taken out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.skipped: list[str] = []  # the open elements of an insertion
        self.framed: list[bool] = []  # of each open span and bdi, whether it is a frame
        self.value = ""  # the open element whose inside is a value

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        names = set(values.get("class", "").split())
        if self.skipped or names & DECLARED:
            self.skipped.append(tag)
            self.parts.append(HERE)
            return
        if tag in ("span", "bdi"):
            self.framed.append(bool(names & FRAMES))
            if self.framed[-1]:
                return
        raw = self.get_starttag_text() or ""
        if _is_head_fact(tag, values):
            self.parts.append(HERE)
            return
        self.parts.append(_stripped(raw))
        if tag in ("time", "data"):
            self.value = tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError("no page here has one")

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            assert self.skipped.pop() == tag
            return
        if tag in ("span", "bdi") and self.framed.pop():
            return
        self.value = "" if tag == self.value else self.value
        self.parts.append(f"</{tag}>")

    def add(self, text: str) -> None:
        if not self.skipped and not self.value:
            self.parts.append(text)

    def handle_data(self, data: str) -> None:
        self.add(data)

    def handle_entityref(self, name: str) -> None:
        self.add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.add(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.add(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.add(f"<!{decl}>")


def _is_head_fact(tag: str, values: dict[str, str]) -> bool:
    if tag == "link":
        return values.get("rel") == "canonical" or ("hreflang" in values and "other.example" not in values["href"])
    return tag == "meta" and (values.get("property", "").startswith("og:") or values.get("name") == "robots")


def _stripped(raw: str) -> str:
    raw = FREE.sub("", raw)
    return ADDRESS.sub(lambda match: match[0] if OTHERS.search(match[0]) else match[1], raw)


def taken(text: str, mark: str = "") -> str:
    """Return what is left of a page, with a sign where something was taken out."""
    parser = Taken()
    parser.feed(re.sub(r'<script type="application/ld\+json">.*?</script>', "", text, flags=re.DOTALL))
    parser.close()
    left = "".join(parser.parts)
    for written in (html.escape(mark, quote=False), html.escape(mark).replace("&#x27;", "'")):
        left = left.replace(written, "") if mark else left
    # A translator sees one space where the source breaks a line.
    return re.sub(r"\s+", " ", left.replace("<html>", HERE))


def is_the_authors(result: str, text: str) -> bool:
    """Tell whether a page is the source's but for white space where something was put in or replaced."""
    parts = re.split(rf"\s*{HERE}\s*", taken(result, MARK))
    return re.fullmatch(rf"\s*{HERE}*\s*".join(map(re.escape, parts)), taken(text)) is not None


@UNHURRIED
@given(pages(), st.sampled_from(["de", "ar", "fa", "en_XA"]), st.data())
def test_every_byte_outside_of_what_is_declared_is_the_authors(text: str, locale: str, data: st.DataObject) -> None:
    segments = HtmlFormat().extract(text, lang="en").segments
    shown = {segment.key: data.draw(st.sampled_from(["accepted", "drafts", "held", ""])) for segment in segments}
    targets: dict[str, dict[str, str]] = {
        kind: {segment.key: segment.text + MARK for segment in segments if shown[segment.key] == kind}
        for kind in ("accepted", "drafts", "held")
    }
    result = localised(text, locale, noticed=True, **targets)
    assert is_the_authors(result, text)
    assert is_the_authors(site_page.relinked(text, context("en", others=locale)), text)


def tree(text: str) -> list[Any]:
    """Return the elements of a page as a browser builds it, with their attributes, but for what keeps text apart."""
    elements = []
    for node in LexborHTMLParser(text).css("*"):
        if node.tag == "bdi" and node.attributes.get("class") == "l10n-ltr":
            continue
        attributes = {name: value for name, value in node.attributes.items() if name not in ("alt", "title", "content")}
        elements.append((node.tag, attributes))
    return elements


HOSTILE = [
    "<script>alert(1)</script>",
    "</p></div></body><h1>x",
    '" onmouseover="x',
    "' onfocus='x",
    "<!-- ",
    "-->",
    "]]>",
    "</title></option></textarea></script>",
    "\\u003c/script>",
    '"}, {"@type": "WebPage',
    "&lt;script&gt;",
    "\u202eabc",
    "\u2066\u2067\u2069\u2069",
    "<style>*{display:none}",
    "javascript:alert(1)",
    "https://evil.example/",
    "\x00\x1b",
    "<br><img src=x onerror=y>",
    "<bdi class='l10n-ltr'>",
    "+1 900 555 0199",
    "{{ x }}",
    "<9/>",
]


@UNHURRIED
@given(pages(), st.sampled_from(["de", "ar"]), st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3))
def test_a_hostile_translation_changes_no_structure(text: str, locale: str, evil: list[str]) -> None:
    segments = HtmlFormat().extract(text, lang="en").segments
    wanted = {segment.key: segment.text + " x" for segment in segments}
    hostile = {segment.key: segment.text + " " + " ".join(evil) for segment in segments}
    expected, result = (localised(text, locale, accepted=targets) for targets in (wanted, hostile))
    assert tree(result) == tree(expected)
    for script in LexborHTMLParser(result).css("script[type='application/ld+json']"):
        json.loads(script.text())


def test_the_test_sees_what_is_lost() -> None:
    page = '<p class="x">Rest <b>well</b>.</p><time datetime="2026-01-12">January 12, 2026</time>'
    assert is_the_authors(page.replace("January", "Januar").replace("<b>", '<b lang="de">'), page)
    for wrong in (
        *(page.replace("<b>", "<i>"), page.replace('"x"', "'x'"), page.replace("Rest", "R"), page + "."),
        *(page.replace("well", "well "), page.replace("datetime", "time"), page.replace("</b>", "")),
    ):
        assert not is_the_authors(wrong, page)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_are_the_authors(newline: str) -> None:
    page = newline.join(["<!doctype html>", "<title>T</title>", "<p>Rest well.", "<p>42", ""])
    result = localised(page, accepted={"Rest well.": "Gut."}, at=context("de", "sub/c.html", base=""))
    assert result == page.replace("Rest well.", "Gut.").replace("html>", 'html><html lang="de" dir="ltr">', 1).replace(
        "<title>T</title>", "<title>T</title>"
    )


SCRAPS = [
    *("<html lang=en>", "<head>", "</head>", "<body>", "</body>", "<title>", "</title>", "<p>", "</p>", "<b>", "</b>"),
    *("<a href='only-here.html'>", "</a>", "<a href='#m'>", "<q lang=fr>", "</q>", "<div lang=en dir=ltr>", "</div>"),
    *("<time datetime='2026-01-12'>", "January 12, 2026", "</time>", "<!-- x -->", "<noscript>", "</noscript>"),
    *("<script type='application/ld+json'>", '{"@type": "Article", "url": "a.html"}', "</script>", "<template>"),
    *("<svg>", "<text>", "</svg>", "<ol translate=no>", "</ol>", "<link rel=canonical href=a.html>", "<br>", "&nbsp;"),
    *("<meta property='og:locale' content=en>", "<div data-l10n=notice>", "<select><option>", "</select>", "\r\n", "<"),
    *("Rest well. ", "Be good.", "+1 202-555-0142", "CD19", "<table>", "<tr><td>", "</table>", "<pre>", "</pre>", "</"),
]


@UNHURRIED
@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join))
def test_whatever_a_page_is_its_insertions_are_there_once_and_the_rest_is_the_authors(text: str) -> None:
    alone = context("en", "sub/c.txt.html", base="")
    assert site_page.relinked(text, alone) == text
    segments = HtmlFormat().extract(text, lang="en").segments
    for locale in ("de", "ar"):
        result = localised(
            text,
            locale,
            drafts={segment.key: segment.text + " x" for segment in segments[::2]},
            noticed=True,
            untranslated=1,
        )
        assert result.count("<nav class=") == 1
        assert result.count("<aside class=") == 1
        assert result.count("<bdi class=") == result.count("</bdi>")
