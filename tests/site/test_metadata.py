"""A page says itself when it was modified, and whether search engines may show it: no list of ours says otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.site import metadata

DAY = date(2026, 1, 26)
BASE = "https://clinic.example/care"


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


@pytest.mark.parametrize(
    ("head", "hidden"),
    [
        ('<meta name="robots" content="noindex">', True),
        ('<META NAME=Robots CONTENT="NOFOLLOW, NoIndex">', True),
        ('<meta name="robots" content="none">', True),
        ('<meta name="googlebot" content="follow noindex">', True),
        ('<meta name="bingbot" content="noindex">', True),
        ('<meta name="robots" content="index, follow">', False),
        ('<meta name="robots" content="noindexing">', False),
        ('<meta name="description" content="noindex">', False),
        ('<!-- <meta name="robots" content="noindex"> -->', False),
        ('<link rel="noindex" href="x.html">', False),
        ('<link rel="canonical" href="other.html">', True),
        ('<link rel="Canonical alternate" href="../b.html">', True),
        ('<link rel="canonical" href="https://clinic.example/care/sub/other.html">', True),
        ('<link rel="canonical" href="https://elsewhere.example/care/sub/a.html">', True),
        ('<link rel="canonical" href="a.html">', False),
        ('<link rel="canonical" href=" https://clinic.example/care/sub/a.html ">', False),
        ('<link rel="canonical" href="#top">', False),
        ('<link rel="canonical" href="?lang=en">', False),
        ('<link rel="canonical" href="">', False),
        ('<link rel="canonical" href="a.html"><link rel="canonical" href="other.html">', False),
        ('<link rel="stylesheet" href="other.css">', False),
        ("", False),
    ],
)
def test_a_page_is_hidden_by_its_robots_or_by_another_home(head: str, hidden: bool) -> None:
    assert metadata.is_hidden("sub/a.html", f"<!DOCTYPE html><html><head>{head}</head></html>", BASE) == hidden


@pytest.mark.parametrize(
    ("page", "href", "hidden"),
    [("index.html", f"{BASE}/", False), ("sub/index.html", "./", False), ("sub/index.html", "../", True)],
)
def test_the_first_page_of_a_folder_may_be_called_by_the_folder(page: str, href: str, hidden: bool) -> None:
    assert metadata.is_hidden(page, f'<link rel="canonical" href="{href}">', BASE) == hidden


@pytest.mark.parametrize(("page", "hidden"), [("a.html", True), ("a.HTM", True), ("a.md", False), ("a.txt", False)])
def test_only_a_page_of_html_says_so(page: str, hidden: bool) -> None:
    assert metadata.is_hidden(page, '<meta name="robots" content="noindex">', BASE) == hidden
