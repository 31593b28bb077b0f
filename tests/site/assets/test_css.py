"""The addresses in a style sheet are those that a browser finds; everything else stays as its author wrote it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.site.assets import css

FOUND = {  # a style sheet → the addresses in it
    "a { background: url(a.png) }": ["a.png"],
    "a { background: URL( 'a b.png' ) }": ["a b.png"],
    'a { background: url("a.png"), url(b.png) }': ["a.png", "b.png"],
    "@import \"a.css\"; @import url(b.css) screen; @IMPORT\n'c.css';": ["a.css", "b.css", "c.css"],
    '@import/* why */"a.css";': ["a.css"],
    r"a { background: url(a\)b\20 c.png) }": ["a)b c.png"],
    'a { background: url("a\\\nb.png") }': ["ab.png"],
    'a { background: image-set("a.png" 1x, url(b.png) 2x, "c.avif" type("image/avif")) }': ["a.png", "b.png", "c.avif"],
    'a { background: -webkit-image-set(url("a.png") 1x, "b.png" 2x); content: "c.png" }': ["a.png", "b.png"],
    '@font-face { src: local("Clinic Sans"), url(a.woff2) format("woff2") }': ["a.woff2"],
    "a { background: url() }": [],
    'a { content: "url(a.png)" } /* url(b.png) */': [],
    "/* url(a.png)": [],
    'a { content: "open; }\nb { background: url(b.png) }': ["b.png"],
    "a { my-url(a.png) }": [],
    'a { background: url("") }': [""],
    'a { content: "\\"" } b { background: url(b.png) }': ["b.png"],
    "a { background: url(data:image/png;base64,AA==) }": ["data:image/png;base64,AA=="],
}


@pytest.mark.parametrize("text", FOUND)
def test_addresses_are_found_where_a_browser_finds_them(text: str) -> None:
    assert css.urls(text) == FOUND[text]


@pytest.mark.parametrize("text", FOUND)
def test_only_addresses_change(text: str) -> None:
    changed = css.relinked(text, lambda url: f"/x{url}" if url else url)
    assert css.urls(changed) == [f"/x{url}" if url else url for url in FOUND[text]]
    assert css.relinked(text, lambda url: url) == text
    assert re.sub(r"/x", "", changed) == text or "\\" in text or " " in "".join(FOUND[text])


@pytest.mark.parametrize("quote", ["", "'", '"'])
@given(url=st.text(min_size=1, max_size=20).filter(lambda url: not re.search("[\0\ud800-\udfff]", url)))
@example(url="a b")
@example(url="a\nb")
@example(url=")\\'\"(")
def test_an_address_comes_back_whatever_is_in_it(quote: str, url: str) -> None:
    text = css.relinked(f"a {{ background: url({quote}old{quote}) }} b {{ color: red }}", lambda _: url)
    assert css.urls(text) == [url]
    assert text.endswith(") } b { color: red }")


PARTS = st.lists(
    st.sampled_from(
        ["url(", ")", '"', "'", "/*", "*/", "@import ", "image-set(", "a.png", "\\", "\n", "(", "{", "}", " ", ";", "é"]
    ),
    max_size=24,
).map("".join)


@given(PARTS | st.text(max_size=60))
def test_what_is_changed_into_itself_is_left_to_the_letter(text: str) -> None:
    assert css.relinked(text, lambda url: url) == text


@given(PARTS)
def test_the_text_around_addresses_is_kept(text: str) -> None:
    """An independent witness: with every address gone, what is left is what was around them."""
    addresses = list(css._addresses(text))
    around = "".join(
        text[last:first]
        for last, first in zip(
            [0, *(address.end for address in addresses)],
            [*(address.start for address in addresses), len(text)],
            strict=True,
        )
    )
    emptied = css.relinked(text, lambda url: "" if url else url)
    assert emptied == around


@given(PARTS)
def test_addresses_do_not_overlap(text: str) -> None:
    at = 0
    for address in css._addresses(text):
        assert at <= address.start <= address.end
        at = address.end


def test_a_large_hostile_sheet_takes_no_time() -> None:
    for part in ('url("', "url(a", "/*", '"\\', "image-set(", "@import "):
        css.urls(part * 20_000)
