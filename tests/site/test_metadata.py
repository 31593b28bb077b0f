"""A page says itself when it was modified: no other date is taken for it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.site import metadata

DAY = date(2026, 1, 26)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a.html", '<meta name="dcterms.modified" content="2026-01-26">'),
        ("a.HTM", '<meta content=" 2026-01-26T10:00:00+01:00 " property="article:modified_time">'),
        ("a.html", '<script type="application/ld+json">{"dateModified" : "2026-01-26"}</script>'),
        (
            "a.html",
            '<meta name=DCTERMS.modified content="2025-12-31">'
            '<script type="application/ld+json">{"dateModified":"2026-01-26T08:00Z"}</script>',
        ),
        ("a.md", '---\ntitle: A\nlastmod: "2026-01-26"\n---\n# A\n'),
        ("a.md", "---\nupdated: 2026-01-26 08:00\n---\n# A\n"),
    ],
)
def test_the_latest_date_that_a_page_gives_itself_counts(page: str, text: str) -> None:
    assert metadata.modified(page, text) == DAY


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a.html", "<p>dateModified 2026-01-26</p>"),
        ("a.html", '<script>x = {"dateModified": "2026-01-26"}</script>'),
        ("a.html", '<meta name="dcterms.created" content="2026-01-26">'),
        ("a.html", '<meta name="dcterms.modified" content="2026-13-45">'),
        ("a.html", '<meta name="dcterms.modified" content="last week">'),
        ("a.html", '<!-- <meta name="dcterms.modified" content="2026-01-26"> -->'),
        ("a.html", '<script type="application/ld+json">{"lastReviewed": "2026-01-26"}</script>'),
        ("a.md", "updated: 2026-01-26\n"),
        ("a.md", "---\ndate: 2026-01-26\n---\n"),
        ("a.txt", "modified: 2026-01-26\n"),
    ],
)
def test_nothing_else_is_taken_for_its_date(page: str, text: str) -> None:
    assert metadata.modified(page, text) is None
