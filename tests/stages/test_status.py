"""What waits for whom is said of what waits for somebody, in words that fit the number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.po.entries import Entry
from pipeline.po.provenance import with_agency_text, with_draft
from tests.support.clinic import CONFIG, LOCALE, PAGE, Clinic
from tests.support.command import medlocale

TEA = with_draft(Entry("Tea is free on the ward."), ["Téa is free on thè ward."], origin="pseudo@1", score=1.0)
REST = with_draft(Entry("Rest at home."), ["Rést at home."], origin="pseudo@1", score=1.0)


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    found = Clinic(tmp_path / "clinic", LOCALE)
    found.configure()
    (found.root / "medlocale.toml").write_text(CONFIG.replace('"en_XA", "de", "fr"', '"en_XA"'), "utf-8")
    monkeypatch.chdir(found.root)
    return found


def test_the_drafts_of_a_pseudo_locale_wait_for_nobody(clinic: Clinic) -> None:
    clinic.write(TEA, REST)
    assert "wait" not in medlocale("status")
    assert medlocale("review", "list", "--format", "json") == ""
    assert medlocale("status", "--worst", "5", "--format", "json") == ""


def test_what_a_person_began_in_a_pseudo_locale_waits(clinic: Clinic) -> None:
    clinic.write(replace(TEA, flags=()), replace(REST, msgstr=("Rést now",), translator=("? Now?", *REST.translator)))
    said = medlocale("status")
    assert "en_XA: 1 draft waits for a translator" in said
    assert "en_XA: 1 accepted translation waits for a reviewer: the ledger names no" in said
    assert "en_XA: 1 question waits for the author" in said
    assert medlocale("review", "list").count("en_XA/LC_MESSAGES") == 2


def test_what_an_agency_returned_waits_for_a_person_of_the_project(clinic: Clinic) -> None:
    returned = with_agency_text(replace(REST, msgstr=("",), flags=()), ["Rést now."], name="Lingua", parcel="0" * 12)
    clinic.write(returned, replace(TEA, flags=()))
    said = medlocale("status")
    assert "en_XA: 1 translation that an agency returned waits for a person of the project to accept" in said
    assert "draft waits" not in said
    (row,) = [line for line in medlocale("review", "list").split("\n\n") if "Rest at home." in line]
    assert f"The agency Lingua returned it in the parcel {'0' * 12}." in row


def test_a_pseudo_locale_that_is_asked_about_by_name_says_what_it_lacks(clinic: Clinic) -> None:
    clinic.configure()
    clinic.write(TEA, REST)
    assert "en_XA" not in "".join(line for line in medlocale("status").splitlines() if "wait" in line)
    assert "en_XA: 2 drafts wait for a translator" in medlocale("status", "--locale", "en_XA")


def test_a_question_is_asked_in_any_locale(clinic: Clinic) -> None:
    clinic.write(replace(TEA, translator=("? Free?", *TEA.translator)), replace(REST, translator=("? Home?",)))
    assert "en_XA: 2 questions wait for the author" in medlocale("status")
    assert PAGE in medlocale("status")
