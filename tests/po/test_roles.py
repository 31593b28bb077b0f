"""A role in words is the role again, whether a catalog is new or old."""

from __future__ import annotations

import pytest

from pipeline.po import roles
from pipeline.po.entries import Entry
from pipeline.po.provenance import unit


@pytest.mark.parametrize(
    ("role", "words"), [("a", "link"), ("li", "list item"), ("h2", "heading 2"), ("p", "paragraph")]
)
def test_who_translates_needs_no_html(role: str, words: str) -> None:
    assert roles.in_words(role) == words


@pytest.mark.parametrize("role", ["a", "h1", "title", "button", "og:title", "price_note", ""])
def test_a_catalog_gives_the_role_back_as_a_newer_or_an_older_version_wrote_it(role: str) -> None:
    for written in (roles.in_words(role), role):
        assert unit(Entry("Tea", extracted=(f"Role: {written}",)), "").segment.role == role
