"""An acceptance is of exactly one translation of one source, and stands until it is rejected or its chain is broken."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import LedgerError
from pipeline.po.entries import Entry
from pipeline.review import ledger
from pipeline.review.ledger import Ledger, Record, entry_digest, translation_digest
from tests.support.catalogs import REPEATABLE

ENTRY = Entry("Take 5 mg.", ("Tome 5 mg.",))
OTHER = Entry("Rest.", ("Descanse.",), msgctxt="title")

NO_DAYS = ("2026-99-01", "2026-02-30", "0000-01-01", "２０２６-11-23", "٢٠٢٦-11-23")


def record(entry: Entry, action: ledger.Action = "accept", by: str = "ana", second: int = 0, **more: str) -> Record:
    moment = f"2026-11-23T10:00:{second:02}Z"
    return Record(entry_digest(entry), translation_digest(entry), action, by, moment, **more)


def test_an_acceptance_is_found_for_its_entry_alone() -> None:
    found = Ledger().with_records([record(ENTRY, role="translator", work="post-edited")])
    assert [item.by for item in found.acceptances(ENTRY)] == ["ana"]
    assert found.acceptances(OTHER) == ()
    assert found.of(ENTRY) == found.records


@REPEATABLE
@given(data=st.data())
def test_every_altered_character_revokes(data: st.DataObject) -> None:
    found = Ledger().with_records([record(ENTRY), record(OTHER)])
    field = data.draw(st.sampled_from(["msgid", "msgstr", "msgctxt", "msgid_plural"]))
    text = {"msgid": ENTRY.msgid, "msgstr": ENTRY.msgstr[0], "msgctxt": "", "msgid_plural": ""}[field]
    place = data.draw(st.integers(0, len(text)))
    letter = data.draw(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"))
    altered = text[:place] + letter + text[place + data.draw(st.integers(0, 1)) :]
    changed = replace(ENTRY, **{field: (altered,) if field == "msgstr" else altered})
    if altered != text:
        assert found.acceptances(changed) == ()


def test_a_rejection_revokes_until_someone_accepts_again() -> None:
    found = Ledger().with_records([record(ENTRY), record(ENTRY, "reject", "bea", 1)])
    assert found.acceptances(ENTRY) == ()
    assert found.rejected(ENTRY)
    again = found.with_records([record(ENTRY, by="bea", second=2)])
    assert [item.by for item in again.acceptances(ENTRY)] == ["bea"], "ana hasn't said what she thinks of it"
    assert not again.rejected(ENTRY)


def test_a_rejected_translation_does_not_touch_another_one_of_the_same_entry() -> None:
    better = replace(ENTRY, msgstr=("Tome 5 mg ao dia.",))
    found = Ledger().with_records([record(ENTRY), record(ENTRY, "reject", second=1), record(better, second=2)])
    assert found.acceptances(ENTRY) == ()
    assert len(found.acceptances(better)) == 1


@pytest.mark.parametrize("seed", range(5))
def test_branches_merge_by_union_in_any_order_of_lines(seed: int) -> None:
    base = Ledger().with_records([record(ENTRY), record(OTHER)])
    ours = base.with_records([record(ENTRY, by="bea", second=1)])
    theirs = base.with_records([record(ENTRY, "reject", "caio", 2)])
    union = [*ours.records, *theirs.records]
    random.Random(seed).shuffle(union)
    merged = Ledger(union)
    assert len(merged.records) == 4
    assert list(merged.troubles()) == []
    assert merged.acceptances(ENTRY) == (), "what one branch rejected, no merge publishes"
    assert merged.with_records([record(ENTRY, by="dora", second=3)]).acceptances(ENTRY)


def test_a_removed_or_altered_record_breaks_the_chain_and_what_stands_on_it() -> None:
    records = Ledger().with_records([record(ENTRY, "reject"), record(ENTRY, second=1), record(OTHER)]).records
    for broken in (records[1:], (replace(records[0], by="eva"), *records[1:])):
        found = Ledger(broken)
        trouble = list(found.troubles())
        assert len(trouble) == 1
        assert "missing or was changed" in trouble[0].message
        assert found.acceptances(ENTRY) == ()
        assert found.acceptances(OTHER)


def test_a_record_chained_to_another_entry_is_told_and_counts_for_nothing() -> None:
    first = record(OTHER)
    found = Ledger([first, replace(record(ENTRY), prev=first.digest)])
    assert ["of another entry" in trouble.message for trouble in found.troubles()] == [True]
    assert found.acceptances(ENTRY) == ()


def test_a_carried_record_stands_in_for_the_acceptances_of_what_it_names() -> None:
    edited = replace(ENTRY, msgid="Take 5 mg")
    carried = record(edited, "carried", "medlocale", 1, of=translation_digest(ENTRY), rule="final stop")
    found = Ledger().with_records([record(ENTRY), carried])
    assert [item.by for item in found.acceptances(edited)] == ["ana"]
    revoked = found.with_records([record(ENTRY, "reject", second=2)])
    assert revoked.acceptances(edited) == ()
    alone = Ledger().with_records([carried])
    assert alone.acceptances(edited) == ()


@pytest.mark.parametrize("rule", ["article", "punctuation", "white space", "capitals"])
def test_what_was_carried_by_a_rule_that_is_trusted_no_more_waits_for_a_person(rule: str) -> None:
    edited = replace(ENTRY, msgid="Take 5 mg")
    carried = record(edited, "carried", "medlocale", 1, of=translation_digest(ENTRY), rule=rule)
    found = Ledger().with_records([record(ENTRY), carried])
    assert found.acceptances(edited) == ()
    assert [item.by for item in found.acceptances(ENTRY)] == ["ana"]


def test_carried_records_in_a_circle_stand_for_nothing() -> None:
    edited = replace(ENTRY, msgid="Take 5 mg")
    there = record(edited, "carried", of=translation_digest(ENTRY), rule="x")
    back = record(ENTRY, "carried", of=translation_digest(edited), rule="x")
    assert Ledger([there, back]).acceptances(ENTRY) == ()


def test_reading_undoes_writing(tmp_path: Path) -> None:
    path = tmp_path / "pt_BR" / ledger.FILE_NAME
    assert ledger.read(path).records == ()
    found = Ledger().with_records([record(ENTRY, role="reviser", work="unchanged", origin="m@1"), record(OTHER)])
    assert ledger.write(path, found)
    assert ledger.read(path).records == found.records
    assert not ledger.write(path, ledger.read(path))
    assert path.read_text("utf-8").count("\n") == 2


def test_a_new_record_leaves_the_old_lines_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / ledger.FILE_NAME
    ledger.write(path, Ledger().with_records([record(ENTRY)]))
    before = path.read_text("utf-8")
    ledger.write(path, ledger.read(path).with_records([record(ENTRY, "reject", second=1)]))
    assert path.read_text("utf-8").startswith(before)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("[]", "wants an object of texts"),
        ('{"entry": 3}', "wants an object of texts"),
        (record(ENTRY).line.replace('"by"', '"bye"'), "unknown key 'bye'"),
        (record(ENTRY).line.replace('"accept"', '"approve"'), "action is 'approve'"),
        (record(ENTRY).line.replace("2026-11-23T", "23.11.2026 "), "at is '23.11.2026 "),
        (record(ENTRY).line.replace("2026-11-23T", "2026-13-45T"), "at is '2026-13-45T"),
        (replace(record(ENTRY), role="boss").line, "role is 'boss'"),
        (replace(record(ENTRY), prev="0").line, "prev is '0'"),
        (replace(record(ENTRY), by="").line, "by is ''"),
        *((record(ENTRY).line.replace("2026-11-23T", f"{day}T"), f"at is '{day}T") for day in NO_DAYS),
        (record(ENTRY).line.replace(":00Z", ":60Z"), "at is '"),
        (record(ENTRY).line.replace('"by": "', '"by": "\\ud800'), "by is '\\ud800"),
        (replace(record(ENTRY), origin="x").line.replace('"x"', '"\\udfff"'), "which no file in UTF-8 can hold"),
        ("[" * 3000, "not JSON"),
        ('{"by":' * 3000, "not JSON"),
        (record(ENTRY).line.replace("2026", "2" * 9_000), f"at is '{'2' * 80}…'"),
    ],
)
def test_a_line_that_is_no_record_is_named(line: str, said: str, write: Callable[[str, str], Path]) -> None:
    path = write("review.jsonl", f"{record(OTHER).line}\n\n{line}\n")
    with pytest.raises(LedgerError) as caught:
        ledger.read(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert said in str(caught.value)


def test_a_byte_order_mark_is_none_of_the_first_record(tmp_path: Path) -> None:
    path = tmp_path / ledger.FILE_NAME
    path.write_text(f"\ufeff{record(ENTRY).line}\n", "utf-8")
    assert [each.line for each in ledger.read(path).records] == [record(ENTRY).line]
