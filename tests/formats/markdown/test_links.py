"""Addresses in Markdown are found where a parser finds them, and written so that it reads the new ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.markdown.links import relinked
from pipeline.formats.markdown.parsing import definitions, events

PAGES = [  # a page, and the same with every address X written as Y
    ("See [a](X) and [*b* `c`](X 'T').\n", "See [a](Y) and [*b* `c`](Y 'T').\n"),
    ('![alt [z]](<X> "T") [](X)\n', '![alt [z]](<Y> "T") [](Y)\n'),
    ("> [g](\n> X)\n", "> [g](\n> Y)\n"),
    ("| [a](X) | b |\n| --- | --- |\n| ![i](X) | [c](X) |\n", "| [a](Y) | b |\n| --- | --- |\n| ![i](Y) | [c](Y) |\n"),
    ("[r][] [s]\n\n[r]: X 'T'\n[s]:\n  <X>\n", "[r][] [s]\n\n[r]: Y 'T'\n[s]:\n  <Y>\n"),
    ("[![i](X)](X)\n", "[![i](Y)](Y)\n"),
    (
        "<p><a href=\"X\">[b](X)</a></p>\n\nand <img src='X'>\n",
        "<p><a href=\"Y\">[b](X)</a></p>\n\nand <img src='Y'>\n",
    ),
    ("`[a](X)`\n\n    [a](X)\n\n```\n[a](X)\n```\n\n\\[a](X)\n", ""),
    ("---\nlink: [a](X)\n---\n\n<https://a.example/X> {{ [a](X) }}\n", ""),
    ("é [a](X) ü ![b](X)\r\n", "é [a](Y) ü ![b](Y)\r\n"),
]


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_addresses_are_where_a_parser_finds_them(page: str, expected: str) -> None:
    assert relinked(page, lambda url: "Y" if url == "X" else url) == (expected or page)


def found(page: str) -> list[str]:
    links = [each.data["dest_url"] for each in events(page) if each.kind == "start" and each.name in ("Link", "Image")]
    return links + [each.url for each in definitions(page)]


ADDRESSES = st.text(alphabet="ab/.#?&;= ()<>\\\"'*_[]é%", min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(deadline=None)
@given(ADDRESSES)
def test_a_parser_reads_the_new_address(url: str) -> None:
    page = "See [a](X) ![b](<X>) [c][r].\n\n[r]: X\n"
    assert found(relinked(page, lambda _: url)) == [url] * 4


@settings(deadline=None)
@given(st.text(alphabet="ab[]()<>!\\ \n`X:\"'&;", max_size=60))
def test_nothing_changes_where_no_address_does(page: str) -> None:
    assert relinked(page, lambda url: url) == page
