"""Merging loses no translation and hands none to another source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from pipeline.po.catalog import Catalog, Entry, new_headers, parse, serialize
from pipeline.po.merge import merge, same_content
from tests.support.catalogs import HEADERS, LATER, REPEATABLE, RICH, TEMPLATE_HEADERS, catalogs, template


def merged(old: Catalog | None, new: Catalog) -> Catalog:
    return merge(old, new, headers=HEADERS, plural_count=2).catalog


def test_a_new_catalog_has_the_template_s_entries_and_the_locale_s_headers() -> None:
    found = merged(None, template(Entry("a", references=("p:1",)), Entry("b", ("", ""), msgid_plural="bs")))
    assert found.headers == HEADERS | {"POT-Creation-Date": LATER}
    assert list(found.headers) == list(HEADERS)
    assert found.entries == (Entry("a", references=("p:1",)), Entry("b", ("", ""), msgid_plural="bs"))


def test_an_unchanged_entry_keeps_translation_state_and_comments() -> None:
    old = Entry(
        "a",
        ("x",),
        flags=("fuzzy", "c-format", "house-style"),
        translator=("By Ana.", "MT: m score 1.00 draft 000000000000"),
        extracted=("Role: p",),
        references=("p:1",),
        previous_msgid="A",
    )
    new = Entry("a", flags=("python-format",), extracted=("Role: h2",), references=("q:2",))
    (found,) = merged(Catalog(HEADERS, (old,)), template(new)).entries
    assert found == replace(
        old, flags=("fuzzy", "python-format", "house-style"), extracted=("Role: h2",), references=("q:2",)
    )


@pytest.mark.parametrize(
    "other",
    [
        Entry("Take 50 mg."),
        Entry("Take 5 g."),
        Entry("Do not take 5 mg."),
        Entry("Take 5 mg.", msgctxt="title"),
        Entry("Take 5 mg.", msgctxt=""),
        Entry("Take 5 mg.", ("", ""), msgid_plural="Take 50 mg."),
    ],
)
def test_a_translation_never_meets_another_source(other: Entry) -> None:
    old = Entry("Take 5 mg.", ("Tome 5 mg.",))
    living, *rest = merged(Catalog(HEADERS, (old,)), template(other)).entries
    assert not any(living.msgstr)
    assert not living.fuzzy
    kept = [entry.msgstr[0] for entry in rest] + list(living.translator)
    assert any("Tome 5 mg." in text for text in kept)


def test_the_order_is_the_template_s() -> None:
    old = Catalog(HEADERS, (Entry("a", ("1",)), Entry("b", ("2",)), Entry("c", ("3",))))
    found = merged(old, template(Entry("c"), Entry("new"), Entry("a")))
    assert [(e.msgid, e.msgstr[0], e.obsolete) for e in found.entries] == [
        ("c", "3", False),
        ("new", "", False),
        ("a", "1", False),
        ("b", "2", True),
    ]


def test_an_entry_whose_source_is_gone_comes_back_with_it_as_it_was() -> None:
    old = Catalog(
        HEADERS,
        (
            Entry("a", ("x",), flags=("fuzzy",), translator=("By Ana.",), references=("p:1",), extracted=("Role: p",)),
            Entry("b", ("y",)),
        ),
    )
    full = template(Entry("a", references=("p:1",), extracted=("Role: p",)), Entry("b"))
    without = merged(old, template(Entry("b")))
    gone = without.entries[1]
    assert gone == Entry("a", ("x",), flags=("fuzzy",), translator=("By Ana.",), obsolete=True)
    assert merged(parse(serialize(without)), full).entries == old.entries


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        (Entry("a"), False),
        (Entry("a", translator=("MT: unmet — a code is lost", "")), False),
        (Entry("a", translator=("Ask the doctor.",)), True),
        (Entry("a", ("x",)), True),
        (Entry("a", ("", "x"), msgid_plural="as"), True),
        (Entry("a", translator=("Old note.",), obsolete=True), True),
    ],
)
def test_what_a_person_wrote_is_kept_when_the_source_is_gone(entry: Entry, kept: bool) -> None:
    found = merged(Catalog(HEADERS, (entry,)), template()).entries
    assert [e.msgid for e in found] == ["a"] * kept
    assert all(e.obsolete for e in found)


@REPEATABLE
@given(catalogs())
def test_merging_with_its_own_template_changes_no_byte(old: Catalog) -> None:
    own = replace(old, entries=tuple(entry for entry in old.entries if not entry.obsolete))
    text = serialize(merged(old, own))
    again = merged(parse(text), own)
    assert serialize(again) == text
    translations = {(e.msgctxt, e.msgid, e.msgid_plural): tuple(filter(None, e.msgstr)) for e in again.entries}
    for entry in old.entries:
        if any(entry.msgstr):
            assert translations[entry.msgctxt, entry.msgid, entry.msgid_plural] == tuple(filter(None, entry.msgstr))


@REPEATABLE
@given(catalogs())
def test_no_translation_is_lost_whatever_goes_and_comes_back(old: Catalog) -> None:
    old = replace(old, headers=HEADERS | {"Plural-Forms": "nplurals=3; plural=0;"})
    full = template(*(Entry(e.msgid, msgctxt=e.msgctxt, msgid_plural=e.msgid_plural) for e in old.entries))
    half = replace(full, entries=full.entries[::2])
    back = merged(parse(serialize(merged(old, half))), full)
    for before, after in zip(old.entries, back.entries, strict=True):
        count = len(before.msgstr)
        assert after.msgstr[:count] == before.msgstr
        assert after.fuzzy == before.fuzzy
        assert after.translator == (before.translator if any(before.msgstr) else after.translator)


def test_a_rich_catalog_merges_with_itself_to_the_same_bytes() -> None:
    old = parse(RICH)
    own = replace(old, entries=tuple(entry for entry in old.entries if not entry.obsolete))
    assert serialize(merged(old, own)) == RICH


def test_headers_and_their_comment_stay() -> None:
    old = parse(RICH)
    old = replace(old, headers={**old.headers, "PO-Revision-Date": "2020-01-01 00:00+0000", "Language": "pt"})
    found = merged(old, template())
    assert found.headers == {**old.headers, "POT-Creation-Date": LATER}
    assert list(found.headers) == list(old.headers)
    assert found.header.translator == old.header.translator


def test_the_template_says_where_to_report() -> None:
    new = Catalog(new_headers(project="x", bugs="new@clinic.example", created=LATER))
    assert merged(parse(RICH), new).headers["Report-Msgid-Bugs-To"] == "new@clinic.example"


def test_missing_headers_and_placeholders_are_filled_in() -> None:
    old = Catalog({**TEMPLATE_HEADERS, "X-Poedit": "1"})
    del old.headers["MIME-Version"]  # type: ignore[attr-defined]
    found = merged(old, template())
    assert found.headers == {
        **HEADERS,
        "POT-Creation-Date": LATER,
        "X-Poedit": "1",
        "Project-Id-Version": "Clinic pages",
    }
    assert list(found.headers) == [*HEADERS, "X-Poedit"]
    assert merged(Catalog({}), template()).headers == HEADERS | {"POT-Creation-Date": LATER}


@pytest.mark.parametrize(
    ("msgstr", "count", "fitted"),
    [
        (("a",), 2, ("a", "")),
        (("a", "b"), 2, ("a", "b")),
        (("a", "b", ""), 2, ("a", "b")),
        (("a", "b", "c"), 2, ("a", "b", "c")),
        (("a", "b"), 1, ("a", "b")),
    ],
)
def test_a_plural_has_the_locale_s_forms_and_loses_none(
    msgstr: tuple[str, ...], count: int, fitted: tuple[str, ...]
) -> None:
    language = {1: "ja", 2: "pt_BR"}[count]
    headers = {**HEADERS, "Language": language, "Plural-Forms": f"nplurals={count}; plural=0;"}
    old = Catalog(headers, (Entry("a", msgstr, msgid_plural="as"),))
    (found,) = merged(old, template(Entry("a", ("", ""), msgid_plural="as"))).entries
    assert found.msgstr == fitted


def test_a_changed_plural_keeps_the_old_translation_in_a_comment() -> None:
    old = Entry("One tablet", ("Um\ncomprimido", "{n} comprimidos"), msgid_plural="{n} tablets", translator=("Ana",))
    new = Entry("One tablet", ("", ""), msgid_plural="{n} capsules")
    (found,) = merged(Catalog(HEADERS, (old,)), template(new)).entries
    assert found.msgstr == ("", "")
    assert found.translator == ("TM: earlier — {n} tablets → Um\\ncomprimido | {n} comprimidos", "Ana")
    (again,) = merged(Catalog(HEADERS, (found,)), template(new)).entries
    assert again == found


def test_an_entry_that_is_there_twice_becomes_one_with_both_translations() -> None:
    living = Entry("a", ("x",), flags=("fuzzy",), translator=("One.",))
    old = Catalog(HEADERS, (living, Entry("a", ("y",), translator=("Two.",), obsolete=True)))
    (found,) = merged(old, template(Entry("a"))).entries
    assert found == replace(living, translator=("One.", "TM: earlier — a → y", "Two."))
    (gone,) = merged(old, template()).entries
    assert gone == replace(found, obsolete=True)
    untranslated = replace(old, entries=(Entry("a"), old.entries[1]))
    (back,) = merged(untranslated, template(Entry("a"))).entries
    assert back == Entry("a", ("y",), translator=("Two.",))


def test_content_is_all_but_dates_and_lines() -> None:
    one = Catalog(HEADERS, (Entry("a", references=("p:1",), line=4),))
    for name in ("POT-Creation-Date", "PO-Revision-Date"):
        dated = Catalog(HEADERS | {name: LATER}, (Entry("a", references=("p:1",), line=9),))
        assert dated != one
        assert same_content(one, dated)
    assert not same_content(one, Catalog(HEADERS, (Entry("a", references=("p:2",)),)))
    assert not same_content(one, Catalog(HEADERS, (Entry("a", extracted=("Role: p",), references=("p:1",)),)))
    assert not same_content(one, Catalog(HEADERS | {"Project-Id-Version": "b"}, one.entries))
