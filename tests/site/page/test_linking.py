"""Addresses of assets are put right in a page's metadata, structured data and own styles; nothing else is."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.site.links import SiteMap
from pipeline.site.page import linking
from pipeline.site.page.context import PageContext

BASE = "https://clinic.example"
ENGLISH, ARABIC = locales.parse("en"), locales.parse("ar")


def relinked(text: str, base_url: str = BASE) -> str:
    pages = {"a.html", "sub/b.html"}
    site = SiteMap((ENGLISH, ARABIC), {"en": pages, "ar": pages}, {"i/cell 1.svg": "i/cell 1.0a.svg"}, base_url)
    return linking.assets_relinked(text, PageContext("sub/b.html", ENGLISH, ARABIC, site))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f'<meta property="og:image" content="{BASE}/i/cell%201.svg">',
            f'<meta property="og:image" content="{BASE}/i/cell%201.0a.svg">',
        ),
        (
            f'<script type=\'application/ld+json\'>{{"image": ["{BASE}/i/cell%201.svg?w=2#x"]}}</script>',
            f'<script type=\'application/ld+json\'>{{"image": ["{BASE}/i/cell%201.0a.svg?w=2#x"]}}</script>',
        ),
        ("<style>p { x: url(../i/cell%201.svg) }</style>", "<style>p { x: url(../../i/cell%201.0a.svg) }</style>"),
        (
            "<p style='x: url(\"/i/cell%201.svg\")'>url(/i/cell%201.svg)</p>",
            "<p style='x: url(\"/i/cell%201.0a.svg\")'>url(/i/cell%201.svg)</p>",
        ),
        (
            '<p style="x: url(../i/cell%201.svg), url(&quot;https://x.example/?a&amp;b&quot;)">',
            '<p style="x: url(../../i/cell%201.0a.svg), url(&quot;https://x.example/?a&amp;b&quot;)">',
        ),
    ],
)
def test_an_asset_is_called_by_its_name_on_the_site(before: str, after: str) -> None:
    assert relinked(before) == after


@pytest.mark.parametrize(
    "text",
    [
        f"<p>{BASE}/i/cell%201.svg</p>",
        f'<script type="application/ld+json">{{"url": "{BASE}/a.html", "@id": "{BASE}/"}}</script>',
        '<meta property="og:image" content="https://other.example/i/cell%201.svg">',
        f'<meta content="{BASE}.evil.example/i/cell%201.svg">',
        f'<meta content="{BASE}/i/cell%202.svg">',
        "<style>p { x: url(nowhere.svg) }</style><p style='color: red'>",
        "<script>const a = 'url(../i/cell%201.svg)';</script>",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert relinked(text) == text


def test_without_an_address_of_its_own_no_site_knows_itself() -> None:
    text = f'<meta property="og:image" content="{BASE}/i/cell%201.svg">'
    assert relinked(text, base_url="") == text
