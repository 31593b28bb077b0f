"""A machine's number needs nobody, nor a notice; a dose does, and so does what people have touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.po.entries import Entry
from pipeline.po.provenance import with_draft
from pipeline.review.verdicts import PageTranslation, page_translation
from pipeline.site import notices
from tests.support.clinic import PAGE, Clinic
from tests.support.command import medlocale

GERMAN = locales.parse("de")


def draft(source: str, translation: str, *unmet: str) -> Entry:
    return with_draft(Entry(source), [translation], origin="engine@1", score=0.9, unmet=unmet)


NUMBER, SHARE = draft("36.6 °C", "36,6 °C"), draft("45%", "45 %")
TEA = draft("Tea is free on the ward.", "Tee ist auf der Station kostenlos.")


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    found = Clinic(tmp_path / "clinic", GERMAN)
    found.configure()
    monkeypatch.chdir(found.root)
    return found


def test_a_number_is_shown_as_what_needs_nobody(clinic: Clinic) -> None:
    clinic.write(NUMBER, SHARE, TEA)
    found = clinic.verdicts()
    assert {text: (one.shown, one.rule) for text, one in found.items()} == {
        "36.6 °C": ("accepted", "wordless"),
        "45%": ("accepted", "wordless"),
        TEA.msgid: ("draft", "draft"),
    }
    assert found["36.6 °C"].text == "36,6 °C"


@pytest.mark.parametrize(
    "entry",
    [
        draft("2.5 mg", "2,5 mg"),
        draft("12.5 mL", "12,5 mL"),
        draft("36.6 °C", "36.6 °C"),
        draft("36.6 °C", "36,7 °C"),
        draft("36.6 °C", "36,6 °C", "The number is doubtful."),
        replace(NUMBER, msgstr=("36,6 °C",), translator=()),
    ],
    ids=["dose", "volume", "not written so", "another value", "unmet", "not a machine's"],
)
def test_a_dose_a_doubt_and_what_is_no_machines_draft_wait(entry: Entry, clinic: Clinic) -> None:
    clinic.write(entry)
    (verdict,) = clinic.verdicts().values()
    assert verdict.rule != "wordless"


def test_where_the_page_makes_it_a_matter_of_emergencies_it_waits(clinic: Clinic) -> None:
    body = "<h2>When to call an ambulance</h2><ul><li>36.6 °C</li></ul>"
    clinic.write(draft("When to call an ambulance", "Wann Sie den Rettungsdienst rufen"), NUMBER, body=body)
    verdict = clinic.verdicts()["36.6 °C"]
    assert (verdict.shown, verdict.requires) == ("source", "reviewed")
    assert "36.6 °C" in medlocale("review", "list", "--locale", "de")


@pytest.mark.parametrize(
    "more", ['[publish]\ndrafts = "source"\n', '[publish.classes]\nbody = "accepted"\n'], ids=["drafts", "class"]
)
def test_a_policy_that_wants_people_gets_them(more: str, clinic: Clinic) -> None:
    clinic.configure(more)
    clinic.write(NUMBER)
    assert clinic.verdicts()["36.6 °C"].shown == "source"


def test_what_could_harm_is_a_draft_where_the_policy_is_content_with_drafts(clinic: Clinic) -> None:
    clinic.configure('[publish.classes]\nemergency = "draft"\neligibility = "draft"\n')
    body = "<h2>When to call an ambulance</h2><ul><li>36.6 °C</li></ul>"
    clinic.write(draft("When to call an ambulance", "Wann Sie den Rettungsdienst rufen"), NUMBER, body=body)
    assert clinic.verdicts()["36.6 °C"].rule == "draft"


def test_it_is_no_draft_that_waits(clinic: Clinic) -> None:
    clinic.write(NUMBER, SHARE, TEA)
    assert "de: 1 draft waits for a translator" in medlocale("status", "--locale", "de")
    listed = medlocale("review", "list", "--locale", "de")
    assert TEA.msgid in listed
    assert "36.6" not in listed


def test_the_notice_speaks_of_words_alone(clinic: Clinic) -> None:
    accepted = replace(TEA, flags=())
    clinic.write(NUMBER, accepted)
    clinic.accepted("ben", accepted)
    approvals = clinic.approvals
    shown = page_translation(
        list(clinic.verdicts().values()),
        approvals.ledger,
        approvals.settings.people,
        locale=GERMAN,
        source=approvals.settings.source,
        source_date=None,
        unchecked_terms=False,
    )
    assert sorted(shown.texts.values()) == ["36,6 °C", TEA.msgstr[0]]
    assert [review.role for review in shown.reviewed] == ["reviser"]
    assert (dict(shown.drafts), shown.accepted_on) == ({}, date(2026, 2, 1))
    assert PageTranslation.of_value(shown.value()) == shown
    said = notices.notice(GERMAN, shown)
    assert said is not None
    assert said.warnings == ()


def test_a_page_of_numbers_alone_speaks_no_language(clinic: Clinic) -> None:
    clinic.write(NUMBER, Entry("Rest at home."))
    medlocale("build", "--locale", "de")
    assert not (clinic.root / "site/de" / PAGE).exists()
    assert "is not published" in medlocale("explain", PAGE, "--locale", "de")
    clinic.write(NUMBER, TEA)
    medlocale("build", "--locale", "de")
    assert "36,6 °C" in (clinic.root / "site/de" / PAGE).read_text("utf-8")
    assert "with 1 of 1 entries in translation" in medlocale("explain", PAGE, "--locale", "de")


def test_numbers_are_no_share_of_what_a_page_says(clinic: Clinic) -> None:
    clinic.configure("[publish]\nleast = 0.6\n")
    clinic.write(NUMBER, SHARE, TEA, Entry("Rest at home."))
    medlocale("build", "--locale", "de")
    assert not (clinic.root / "site/de" / PAGE).exists()
