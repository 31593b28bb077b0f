"""Every part of a page is for readers or for machines: on this page its words begin with `tok` or with `not`."""

from __future__ import annotations

import re

import pytest

from pipeline.formats.explain import explain
from pipeline.formats.html.format import HtmlFormat
from pipeline.formats.html.tokens import tree
from pipeline.formats.markdown.format import MarkdownFormat
from tests.support import ROOT

HTML = HtmlFormat()
PAGE = (ROOT / "tests/fixtures/html/every-part.html").read_text(encoding="utf-8")
WANTED = re.compile(r"\btok\w+")
UNWANTED = re.compile(r"\bnot\w*")


def test_everything_for_readers_is_in_a_segment_and_nothing_else() -> None:
    texts = " ".join(segment.text for segment in HTML.extract(PAGE).segments)
    source = PAGE.replace("\\u00e9", "é")
    assert set(WANTED.findall(source)) - set(WANTED.findall(texts)) == set()
    assert UNWANTED.findall(texts) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_page_survives(newline: str) -> None:
    page = PAGE.replace("\n", newline)
    found = HTML.extract(page)
    assert HTML.merge(found, {}) == page
    assert HTML.merge(found, {s.key: s.text for s in found.segments}, locale="zh") == page
    marked = HTML.merge(found, {s.key: f"⟦{s.text}⟧" for s in found.segments})
    assert marked.count("⟦") == marked.count("⟧") == len(found.slots)


def test_every_word_is_explained() -> None:
    told = list(explain("page.html", PAGE))
    # A placeholder or a closed element inside a sentence is a code of it.
    inside = [code.label for segment in HTML.extract(PAGE).segments for code in segment.codes]
    inside += [code.opening for segment in HTML.extract(PAGE).segments for code in segment.codes]
    words = " ".join([each.text for each in told] + inside)
    assert set(UNWANTED.findall(PAGE)) - set(UNWANTED.findall(words)) == set()
    assert all(each.reason for each in told if each.kind == "left")
    assert all(UNWANTED.search(each.text) is None for each in told if each.kind == "segment")
    assert [each.line for each in told] == sorted(each.line for each in told)


REASONS = [
    ("<code>a b</code>", "code", "a b", "inside <code>"),
    ('<p translate="no">a b</p>', "p", "a b", 'translate="no"'),
    ('<p class="x notranslate">a b</p>', "p", "a b", 'class "notranslate"'),
    ("<p>verified_user</p>", "p", "verified_user", "an identifier"),
    ("<p>42</p>", "p", "42", "no letters"),
    ("<p>https://a.example/</p>", "p", "https://a.example/", "a URL"),
    ("<p>a@b.example</p>", "p", "a@b.example", "an e-mail address"),
    ("<p>{{ name }}</p>", "p", "{{ name }}", "a placeholder"),
    ("<p data-x='a b'></p>", "p data-x", "a b", "the attribute data-x is for machines here"),
    ("<input value='a b'>", "input value", "a b", "the attribute value is for machines here"),
    ("<div translate=no><img alt='a b'></div>", "img alt", "a b", 'translate="no"'),
    ("<!-- a b -->", "comment", "<!-- a b -->", "a comment"),
    ('<p>Say <q lang="de">guten Tag</q>.</p><p lang="de">Guten Tag</p>', "p", "Guten Tag", 'lang="de"'),
    ("<svg><g>a b</g></svg>", "g", "a b", "text of a drawing outside <text>, <title> and <desc>"),
]


@pytest.mark.parametrize(("page", "what", "text", "reason"), REASONS)
def test_a_text_that_is_left_has_its_reason(page: str, what: str, text: str, reason: str) -> None:
    left = [(each.what, each.text, each.reason) for each in explain("a.html", page) if each.kind == "left"]
    assert (what, text, reason) in left


FOREIGN = [
    ('<p>Say <q lang="de">guten Tag</q> to her.</p>', ["Say <1/> to her."]),
    ('<p lang="fr">Bonjour</p><p lang="en-GB">Hello</p><p lang="EN">Hi</p><p lang="">Hey</p>', ["Hello", "Hi", "Hey"]),
    ('<div lang="fr">Un mot <p lang="en">Hello</p> Deux</div>', ["Hello"]),
    ('<div lang="fr" translate="yes">Hello</div>', ["Hello"]),
    ('<div lang="fr"><code lang="en">a b</code></div>', []),
    ('<html lang="fr"><p>Hello</p>', ["Hello"]),
    ('<p lang="{{ lang }}">Hello</p>', ["Hello"]),
    ('<img lang="fr" alt="Un lit"><p xml:lang="fr">Bonjour</p>', []),
]


@pytest.mark.parametrize(("page", "texts"), FOREIGN)
def test_text_in_another_language_is_not_taken_for_the_pages_own(page: str, texts: list[str]) -> None:
    assert [segment.text for segment in HTML.extract(page, lang="en").segments] == texts
    markdown = [segment.text for segment in MarkdownFormat().extract(f"{page}\n", lang="en").segments]
    assert markdown == texts


def test_a_script_is_another_language_too() -> None:
    page = '<p lang="zh-Hant">你好</p><p lang="zh-CN">再见</p>'
    assert [segment.text for segment in HTML.extract(page, lang="zh-Hans").segments] == ["再见"]


LINES = [
    ('<p style="white-space:pre-line">One\r\ntwo <b>three</b>\n</p>', ["One", "two <1>three</1>"]),
    ('<div style="WHITE-SPACE: pre-wrap"><p>One\ntwo</p></div>', ["One", "two"]),
    ('<div style="white-space: pre"><p style="white-space: normal">One\ntwo</p></div>', ["One two"]),
    ('<p style="color: white">One\ntwo</p>', ["One two"]),
    ("<pre translate=yes>One\ntwo</pre>", ["One", "two"]),
]


@pytest.mark.parametrize(("page", "texts"), LINES)
def test_line_breaks_count_where_they_show(page: str, texts: list[str]) -> None:
    assert [segment.text for segment in HTML.extract(page).segments] == texts


def test_context_and_notes_reach_every_kind_of_segment() -> None:
    own = 'data-l10n-context="c" data-l10n-note="n"'
    parts = [
        f"<p {own}>a</p>",
        f"<p>x <b {own}>a</b></p>",
        f'<img {own} alt="a">',
        f'<meta {own} name=keywords content="a">',
    ]
    parts += [f"<svg {own}><text>a</text></svg>", f"<ul {own}><li>a</ul>", f"<option {own}>a</option>"]
    for part in parts:
        (segment,) = HTML.extract(part).segments
        assert "n" in segment.notes, part
        assert segment.context == "c" or "<b" in part


DRAWINGS = [
    "<svg><text><![CDATA[One two]]></text></svg>",
    "<svg><desc>One <![CDATA[two]]></desc></svg>",
]
SIGNS = "a & b ]]> <img src=//other.example/x> <!-- c --> <![CDATA[d]]>"


@pytest.mark.parametrize("page", DRAWINGS)
def test_no_tag_of_a_translation_stands_in_cdata(page: str) -> None:
    # Browsers look ahead for what to load and take CDATA for a comment that ends at the first ">".
    segment = HTML.extract(page).segments[-1]
    merged = HTML.merge(HTML.extract(page), {segment.key: SIGNS})
    ahead = re.sub(r"<![^>]*>", "", merged)
    assert re.findall(r"<[^>]*>", ahead) == re.findall(r"<[^>]*>", re.sub(r"<![^>]*>", "", page))
    assert SIGNS in "".join(node.text for node in tree(merged) if not node.name)


def test_formulas_stay_closed_with_their_cdata() -> None:
    assert HTML.extract("<math><mtext><![CDATA[One two]]></mtext></math>").segments == ()


def test_noscript_holds_markup() -> None:
    page = "<noscript><p>One <b>two</b> &amp; three.</p><noscript>x</noscript>y"
    assert HTML.extract(page).segments[0].text == "One <1>two</1> & three."


def test_text_and_yaml_are_explained() -> None:
    told = [
        (each.line, each.kind, each.text, each.reason) for each in explain("a.txt", "Rest well.\n\n=====\nward_2\n")
    ]
    assert told == [
        (1, "segment", "Rest well.", ""),
        (3, "left", "=====", "no letters"),
        (4, "left", "ward_2", "an identifier"),
    ]
    source = "title: Bed\nid: ward nine\nmotto: Rest\ntext: {kind2: x, link: a b}\nnote: https://a.example/\n"
    told = [(each.line, each.kind, each.what, each.reason) for each in explain("a.yaml", source)]
    assert told == [
        (1, "segment", "title", ""),
        (2, "left", "id", "the key id is for machines"),
        (3, "left", "motto", "no key that is known to hold words for readers (yaml_keys adds some)"),
        (4, "left", "text.kind2", "a single word under kind2, a key that isn't known"),
        (4, "left", "text.link", "the key link is for machines"),
        (5, "left", "note", "a URL"),
    ]
