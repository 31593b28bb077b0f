"""A selector of the configuration points at the elements that the same selector of CSS points at."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.formats import settings
from pipeline.formats.html.format import HtmlFormat
from pipeline.formats.marks import MatchState

NAMES = ("div", "section", "em", "b")
KINDS = ("a", "b", "c")


@pytest.mark.parametrize(
    ("selector", "name", "values", "fits"),
    [
        ("p", "p", {}, True),
        ("P", "p", {}, True),
        ("p", "div", {}, False),
        ("*", "p", {}, True),
        (".lead", "p", {"class": "big lead"}, True),
        (".lead", "p", {"class": "leader"}, False),
        ("p.lead.big", "p", {"class": "big lead"}, True),
        ("#contact", "section", {"id": "contact"}, True),
        ("#contact", "section", {"id": "contacts"}, False),
        ("[role=note]", "aside", {"role": "note"}, True),
        ('[role="note"]', "aside", {"role": " note "}, True),
        ("[data-risk]", "p", {"data-risk": ""}, True),
        ("[data-risk]", "p", {}, False),
        ("aside[role='note'].x#y", "aside", {"role": "note", "class": "x", "id": "y"}, True),
    ],
)
def test_one_step_says_what_an_element_is(selector: str, name: str, values: dict[str, str], fits: bool) -> None:
    state = MatchState((settings.rule("label", selector),)).entered(name, values)
    assert bool(state.labels) is fits


@pytest.mark.parametrize("selector", ["", " ", "p > b", "a, b", "p:first-child", "p + p", "[a", "..", "[a~=b]", "p::x"])
def test_what_needs_more_than_this_part_of_css_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match=r"selector"):
        settings.rule("label", selector)


def trees() -> st.SearchStrategy[str]:
    def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        parts = st.tuples(st.sampled_from(NAMES), st.sets(st.sampled_from(KINDS)), st.lists(inside, max_size=3))
        return parts.map(lambda part: f'<{part[0]} class="{" ".join(sorted(part[1]))}">{"".join(part[2])}</{part[0]}>')

    return st.recursive(st.just("<p>word</p>"), element, max_leaves=8)


STEPS = st.tuples(st.sampled_from((*NAMES, "")), st.sets(st.sampled_from(KINDS), max_size=2)).map(
    lambda step: step[0] + "".join(f".{kind}" for kind in sorted(step[1])) or "*"
)


@given(tree=trees(), steps=st.lists(STEPS, min_size=1, max_size=3))
def test_random_pages_are_seen_as_a_browsers_parser_sees_them(tree: str, steps: list[str]) -> None:
    selector = " ".join(steps)
    # With the elements that a browser would imply, as `*` means them, too.
    page, count = f"<html><head></head><body>{tree}</body></html>", 0
    while "word" in page:
        page, count = page.replace("word", f"Text n{count}", 1), count + 1
    found = {
        node.text(strip=True)
        for outer in LexborHTMLParser(page).css(selector)
        for node in ([outer] if outer.tag == "p" else outer.css("p"))
    }
    chosen = settings.FormatSettings(select=(settings.rule("dose", selector),))
    marked = {segment.text for segment in HtmlFormat(chosen).extract(page).segments if segment.classes}
    assert marked == found, escape(page)
