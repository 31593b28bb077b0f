"""A notice names a role only where it reviewed all that it seems to have reviewed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.model import PERSON_ROLES
from pipeline.po import catalog, provenance
from pipeline.project import config
from pipeline.review import ledger
from pipeline.review.approvals import Approvals, ledger_path
from pipeline.review.judge import created
from pipeline.review.ledger import WORKS, Ledger, Record, entry_digest, translation_digest
from pipeline.review.verdicts import COUNTS, PageTranslation, Reviewed, Title, Verdict, page_translation, reviewed
from pipeline.site import notices
from tests.support.rendering import translation

Write = Callable[[str, str], Path]
CONFIG = """[project]
targets = ["de"]
[review.people]
tea = { name = "Tea" }
rita = { name = "Rita", role = "reviser" }
clara = { name = "Clara", role = "clinician" }
ada = { name = "Ada", role = "author" }
"""
PEOPLE = {"translator": "tea", "reviser": "rita", "clinician": "clara", "author": "ada"}
PO = """msgid ""
msgstr "Language: de\\nPOT-Creation-Date: 2026-01-20 10:00+0000\\n"

#. Role: title
msgctxt "title"
msgid "Fever"
msgstr "Fieber"

#. Role: p
msgid "Call <1>us</1>."
msgstr "Rufen Sie <1>uns</1> an."

msgid "Rest."
msgstr ""

#~ msgid "Gone."
#~ msgstr "Weg."
"""
GERMAN = locales.parse("de")


@pytest.fixture
def approvals(write: Write) -> Approvals:
    write("clinic/locales/de/LC_MESSAGES/a.html.po", PO)
    return Approvals(config.load(write("clinic/medlocale.toml", CONFIG)), GERMAN)


def path_of(approvals: Approvals) -> Path:
    return approvals.settings.catalogs / "de/LC_MESSAGES/a.html.po"


def accepted(approvals: Approvals, *by: tuple[int, str, str]) -> Approvals:
    """Record acceptances: of the entry with a number, by somebody of a role, on a day."""
    entries = [entry for entry in catalog.read(path_of(approvals)).entries if not entry.obsolete]
    records = [
        Record(
            entry_digest(entries[number]),
            translation_digest(entries[number]),
            "accept",
            PEOPLE.get(role, role),
            f"{day}T10:00:00Z",
            role if role in PEOPLE else "",
            "translated",
        )
        for number, role, day in by
    ]
    path = ledger_path(approvals.settings, GERMAN)
    ledger.write(path, ledger.read(path).with_records(records) if path.exists() else Ledger().with_records(records))
    return Approvals(approvals.settings, GERMAN)


def shown(approvals: Approvals, verdicts: tuple[str, ...] = ("accepted", "accepted", "source")) -> PageTranslation:
    path = path_of(approvals)
    found = catalog.read(path)
    units = [approvals.unit(entry, "a.html.po") for entry in found.entries if not entry.obsolete]
    judged = [
        Verdict(unit, verdict, "", (), text="" if verdict == "source" else provenance.text(unit))  # type: ignore[arg-type]
        for unit, verdict in zip(units, verdicts, strict=True)
    ]
    return page_translation(
        judged,
        approvals.ledger,
        approvals.settings.people,
        locale=GERMAN,
        source=approvals.settings.source,
        source_date=created(found),
        unchecked_terms=False,
    )


TWO = "2026-02-02"
ONE = "2026-02-01"


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ([], {}),
        ([(0, "translator", ONE)], {}),
        ([(0, "translator", ONE), (1, "translator", TWO)], {"translator": TWO}),
        ([(0, "translator", TWO), (1, "reviser", ONE)], {"translator": TWO}),
        ([(0, "reviser", ONE), (1, "reviser", TWO)], {"reviser": TWO}),
        ([(0, "translator", ONE), (1, "clinician", TWO)], {}),
        ([(0, "clinician", ONE), (1, "clinician", TWO)], {"clinician": TWO}),
        ([(0, "translator", ONE), (1, "unknown", TWO)], {}),
        ([(0, "author", ONE), (1, "author", TWO)], {"author": TWO}),
        ([(0, "author", ONE), (1, "translator", TWO)], {"author": ONE}),
        (
            [(0, "translator", ONE), (1, "translator", ONE), (0, "clinician", ONE), (1, "clinician", TWO)],
            {"translator": ONE, "clinician": TWO},
        ),
    ],
)
def test_a_role_is_named_only_where_it_stands_for_every_accepted_translation(
    by: list[tuple[int, str, str]], expected: dict[str, str], approvals: Approvals
) -> None:
    found = shown(accepted(approvals, *by))
    assert {review.role: review.on.isoformat() for review in found.reviewed} == expected


@pytest.mark.parametrize("work", [work for work in ("", *WORKS) if work != "translated"])
def test_an_author_who_accepts_a_machines_draft_has_not_translated_it_by_hand(work: str) -> None:
    by_hand = Record("", "", "accept", "ada", f"{ONE}T00:00:00Z", "author", "translated")
    other = Record("", "", "accept", "ada", f"{TWO}T00:00:00Z", "author", work)
    assert reviewed([[by_hand], [other]]) == ()
    found = notices.notice(GERMAN, translation(accepted=2, reviewed=reviewed([[by_hand], [other]])))
    assert found is not None
    assert found.warnings
    assert "von Hand" not in found.text


def test_drafts_and_the_source_text_ask_for_no_acceptance(approvals: Approvals) -> None:
    found = shown(accepted(approvals, (0, "translator", ONE)), ("accepted", "draft", "source"))
    assert found.reviewed == (Reviewed("translator", date(2026, 2, 1)),)
    assert (len(found.accepted), len(found.drafts), found.untranslated) == (1, 1, 1)
    assert found.accepted_on is None


def test_a_page_last_changed_with_its_newest_acceptance_where_everything_has_one(approvals: Approvals) -> None:
    assert shown(accepted(approvals, (0, "translator", TWO))).accepted_on is None
    assert shown(accepted(approvals, (1, "clinician", ONE))).accepted_on == date(2026, 2, 2)


def test_a_page_is_called_by_its_title_in_the_language_that_shows(approvals: Approvals) -> None:
    assert shown(approvals).title == Title("Fieber", "de")
    assert shown(approvals, ("source", "accepted", "source")).title == Title("Fever", "en")


def test_a_translation_goes_through_json_and_says_the_same(approvals: Approvals) -> None:
    found = shown(accepted(approvals, (0, "translator", ONE)), ("draft", "accepted", "source"))
    again = PageTranslation.of_value(json.loads(json.dumps(found.value())))
    assert (again, again.digest) == (found, found.digest)
    assert again.drafts == {"title\x04Fever": "Fieber"}
    assert again.accepted == {"\x04Call <1>us</1>.": "Rufen Sie <1>uns</1> an."}
    assert (again.held, again.untranslated) == ({}, 1)


TEXTS = st.dictionaries(st.text(), st.text(), max_size=2)
DAYS = st.none() | st.dates()


@given(
    st.builds(
        PageTranslation,
        accepted=TEXTS,
        drafts=TEXTS,
        held=TEXTS,
        untranslated=st.integers(0, 3),
        unchecked_terms=st.booleans(),
        reviewed=st.lists(st.builds(Reviewed, role=st.sampled_from(PERSON_ROLES), on=st.dates()), max_size=2).map(
            tuple
        ),
        title=st.builds(Title, text=st.text(), tag=st.just("de")),
        source_date=DAYS,
        accepted_on=DAYS,
    )
)
def test_whatever_a_translation_says_comes_back_from_the_manifests_json(found: PageTranslation) -> None:
    again = PageTranslation.of_value(json.loads(json.dumps(found.value(), ensure_ascii=False)))
    assert (again, again.digest) == (found, found.digest)


def test_what_readers_see_is_what_the_digest_is_of(approvals: Approvals) -> None:
    before = shown(approvals)
    path = path_of(approvals)
    path.write_text(PO.replace('msgid "Rest."', '# Why?\nmsgid "Rest."'), "utf-8")
    assert shown(approvals).digest == before.digest
    assert shown(approvals, ("accepted", "draft", "source")).digest != before.digest
    assert shown(accepted(approvals, (0, "author", ONE))).digest != before.digest
    path.write_text(PO.replace("Fieber", "Fieder"), "utf-8")
    assert shown(approvals).digest != before.digest


def test_what_is_held_has_been_reviewed_by_nobody_whatever_stands_in_the_catalog(approvals: Approvals) -> None:
    by = [(number, "translator", ONE) for number in (0, 1)]
    found = shown(accepted(approvals, *by), ("accepted", "held", "source"))
    assert (len(found.accepted), len(found.held), found.reviewed) == (1, 1, ())
    assert found.accepted_on is None


def test_readers_see_which_version_a_page_is_of_and_when_it_was_last_accepted(approvals: Approvals) -> None:
    by = [(number, "translator", ONE) for number in (0, 1)]
    before = shown(accepted(approvals, *by))
    later = shown(accepted(approvals, (0, "clinician", TWO)))
    assert later.reviewed == before.reviewed
    assert later.digest != before.digest
    path = path_of(approvals)
    path.write_text(PO.replace("2026-01-20", "2026-01-21"), "utf-8")
    assert shown(approvals).digest != later.digest


def test_who_is_in_the_configuration_no_more_has_reviewed_nothing(approvals: Approvals, write: Write) -> None:
    by = [(number, "reviser", ONE) for number in (0, 1)]
    assert shown(accepted(approvals, *by)).accepted_on == date(2026, 2, 1)
    without = config.load(write("clinic/medlocale.toml", CONFIG.replace("rita", "rosa")))
    found = shown(Approvals(without, GERMAN))
    assert (found.reviewed, found.accepted_on) == ((), None)


RECORDS = st.lists(st.lists(st.sampled_from(PERSON_ROLES), max_size=3), max_size=4)


@given(RECORDS)
def test_a_named_role_has_somebody_for_every_translation(roles: list[list[str]]) -> None:
    records = [
        [Record("", "", "accept", "x", f"{ONE}T00:00:00Z", role, "translated") for role in each] for each in roles
    ]
    named = {review.role for review in reviewed(records)}
    for role in named - {"author"}:
        assert roles
        assert all(set(each) & set(COUNTS[role]) for each in roles)
        assert any(role in each for each in roles)
    assert ("author" in named) == any(set(each) == {"author"} for each in roles)
