"""Entries that are read in one step are read as they are line by line, or refused with the same words."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import CatalogError
from pipeline.po import parser
from pipeline.po.catalog import Catalog, Entry, parse, serialize
from tests.support.catalogs import REPEATABLE, RICH, catalogs

LINES = (
    *("", "", "# note", "#", "#. fact", "#: a:1 b", "#, fuzzy", "#, c-format", '#| msgid "old"', '#~ msgid "x"'),
    *('#~ msgstr "y"', 'msgctxt "c"', 'msgid ""', 'msgid "x"', 'msgid "z"', 'msgid_plural "xs"'),
    *('msgstr ""', 'msgstr "y"', 'msgstr[0] "y"', 'msgstr[1] "y"', '"more"', '"\\n"', '"\\303\\251"'),
    *('"\\d"', '"\\303"', '"open', '  "indented"', 'msgid "x" msgstr "y"', '"a" "b"', "# é\\ ", "=======", "#~"),
)


def outcome(text: str) -> tuple[Catalog, list[int]] | str:
    """Return what is read with the lines of the entries, or the words of the refusal."""
    try:
        found = parse(text, path="a.po")
    except CatalogError as error:
        return str(error)
    return found, [entry.line for entry in found.entries]


def line_by_line(text: str) -> tuple[Catalog, list[int]] | str:
    with mock.patch.object(parser, "_ordinary", return_value=None):
        return outcome(text)


@settings(REPEATABLE, max_examples=400)
@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["", "\n"]), st.sampled_from(["\n", "\r\n"]))
def test_any_lines_are_read_or_refused_alike(rows: list[str], last: str, ending: str) -> None:
    text = ending.join(rows) + last
    assert outcome(text) == line_by_line(text)


@settings(REPEATABLE, max_examples=50)
@given(catalogs())
def test_any_catalog_is_read_alike(found: Catalog) -> None:
    text = serialize(found)
    assert outcome(text) == line_by_line(text)


@pytest.mark.parametrize("end", range(0, len(RICH), 7))
def test_a_torn_catalog_is_read_or_refused_alike(end: int) -> None:
    assert outcome(RICH[:end]) == line_by_line(RICH[:end])


def test_most_entries_are_ordinary() -> None:
    entries = [Entry(str(number), ("y",), translator=("n",), references=("a:1",)) for number in range(9)]
    text = serialize(Catalog({}, tuple(entries)))
    with mock.patch.object(parser, "_entry", wraps=parser._entry) as used:
        assert parse(text).entries == tuple(entries)
    assert used.call_count == 9


@pytest.mark.parametrize("mark", ["", "#~ "])
@pytest.mark.parametrize(
    ("previous", "kept"),
    [
        (['msgctxt "was"'], None),
        (['msgid_plural "some"'], None),
        (['msgctxt "was"', 'msgid_plural "some"'], None),
        (['msgctxt "was"', 'msgid "one"'], ("was", "one", None)),
        (['msgid "one"', 'msgid_plural "some"'], (None, "one", "some")),
    ],
)
def test_a_previous_source_without_its_text_is_dropped(
    previous: list[str], kept: tuple[str | None, str, str | None] | None, mark: str
) -> None:
    lines = [f"{'#~| ' if mark else '#| '}{line}" for line in previous]
    text = "\n".join(["#, fuzzy", *lines, f'{mark}msgid "all"', f'{mark}msgstr "alle"', ""])
    (entry,) = parse(text).entries
    found = (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural)
    assert found == (kept or (None, None, None))
    assert [line in serialize(Catalog({}, (entry,))) for line in lines] == [kept is not None] * len(lines)


def test_no_previous_context_is_written_alone() -> None:
    entry = Entry("all", ("alle",), previous_msgctxt="was", previous_msgid_plural="some")
    assert "|" not in serialize(Catalog({}, (entry,)))
