from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.html.tokens import attributes, references, tokens, tree

SCRAPS = [
    "<p>",
    "</p>",
    "<a href='x'>",
    "<b",
    ">",
    "</>",
    "&amp;",
    "&nbsp",
    "&",
    "\r\n",
    "\r",
    "\n",
    "\0",
    "\ufeff",
    "x",
]
SCRAPS += [
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "é😀",
    ' a="',
    '"',
    "=",
    "<![CDATA[",
    "]]>",
    "/",
]


@given(st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join))
def test_tokens_stand_where_they_say(page: str) -> None:
    at = 0
    for token in tokens(page):
        assert at <= token.start <= token.end <= len(page)
        if token.kind == "text":
            assert page[token.start : token.end] == token.text
        assert page[at : token.start].replace("</>", "") == ""  # nothing else is lost between two tokens
        if token.kind == "start":
            assert page[token.start] == "<"
            assert page[token.end - 1] == ">"
            for attribute in attributes(page, token):
                assert page[attribute.start : attribute.end] == attribute.raw
        at = token.end


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<a b=c d=\"e&quot;\" f='g'>", [("b", "c", ""), ("d", 'e"', '"'), ("f", "g", "'")]),
        ("<a h i = j k=>", [("h", "", ""), ("i", "j", ""), ("k", "", "")]),
        ('<a B="1"b=2/>', [("b", "1", '"')]),
        ("<a =x y==z>", [("=x", "", ""), ("y", "=z", "")]),
        ("<a href='?a=1&copy=2&lt;'>", [("href", "?a=1&copy=2<", "'")]),
    ],
)
def test_attributes_read_as_in_a_browser(tag: str, expected: list[tuple[str, str, str]]) -> None:
    (token,) = tokens(tag)
    assert [(a.name, a.value, a.quote) for a in attributes(tag, token)] == expected


@pytest.mark.parametrize(
    ("raw", "value"), [("&#233;&eacute", "éé"), ("&notit;", "&notit;"), ("a&b", "a&b"), ("&#0;", "\ufffd")]
)
def test_references_in_attributes(raw: str, value: str) -> None:
    assert "".join(token.text for token in references(raw, 0)) == value


def test_the_tree_is_what_a_browser_builds_with_lines_and_ends() -> None:
    page = "<!doctype html>\n<p id=a class='x  y'>one\n<b>two<p>three<template><i>four</i></template><!-- x -->&amp;"
    nodes = tree(page)
    assert [(node.name, node.text) for node in nodes] == [
        *(("html", ""), ("head", ""), ("body", ""), ("p", ""), ("", "one\n"), ("b", ""), ("", "two")),
        *(("p", ""), ("b", ""), ("", "three"), ("template", ""), ("i", ""), ("", "four"), ("", "&")),
    ]
    assert [(node.line, node.end) for node in nodes if node.name in {"html", "p", "template"}] == [
        (1, 14),
        (2, 7),
        (3, 14),
        (3, 13),
    ]
    assert nodes[3].attributes == {"id": "a", "class": "x y"}
    assert all(nodes[node.parent].end >= node.end for node in nodes[1:])


@given(st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join))
def test_a_tree_has_its_nodes_in_their_parents(page: str) -> None:
    nodes = tree(page)
    for number, node in enumerate(nodes):
        assert node.parent < number < node.end <= len(nodes)
        assert node.parent < 0 or nodes[node.parent].end >= node.end


def test_a_deep_page_has_a_tree() -> None:
    assert len(tree("<div>" * 5_000)) == 5_003
