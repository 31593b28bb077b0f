"""Which of the translations that were left behind follows a sentence to its new page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.po import catalog
from pipeline.po.entries import Catalog, Entry
from pipeline.po.provenance import with_draft
from pipeline.stages.moves import Moves
from tests.support.clinic import LOCALE, Clinic

REST = Entry("Rest for two days after the visit.")
FUZZY = ("fuzzy",)
ACCEPTED = replace(REST, msgstr=("Rést twö days.",))
DRAFT = with_draft(REST, ("Drâft.",), origin="m@1", score=0.9)
TYPED = replace(DRAFT, msgstr=("Hälf typed",))
NEW = Catalog({}, (REST,))


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Clinic(tmp_path / "clinic")
    found.configure()
    return found


def left(clinic: Clinic, *entries: Entry, headers: dict[str, str] | None = None) -> None:
    """Leave these behind in catalogs whose names are in this order, each of a page that is gone."""
    for number, entry in enumerate(entries):
        path = clinic.path.parent / f"gone-{number}.html.po"
        catalog.write(path, Catalog({"Language": "en_XA", **(headers or {})}, (entry,)))


def joined(
    clinic: Clinic, *, old: Catalog | None = None, new: Catalog = NEW, pages: tuple[str, ...] = ("new.html",)
) -> Catalog | None:
    return Moves(clinic.settings, LOCALE, pages, {"new.html": new}).joined(old, new)


def moved(clinic: Clinic) -> Entry:
    found = joined(clinic)
    assert found is not None
    (entry,) = found.entries
    assert entry.obsolete
    return replace(entry, obsolete=False)


@pytest.mark.parametrize(
    ("better", "worse"), [(ACCEPTED, TYPED), (ACCEPTED, DRAFT), (TYPED, DRAFT)], ids=["typed", "draft", "typed-draft"]
)
@pytest.mark.parametrize("first", ["better", "worse"])
def test_of_several_translations_that_were_left_behind_the_one_that_is_worth_most_follows(
    clinic: Clinic, better: Entry, worse: Entry, first: str
) -> None:
    left(clinic, *((better, worse) if first == "better" else (worse, better)))
    assert moved(clinic) == better


def test_what_is_obsolete_on_a_page_that_is_still_there_follows(clinic: Clinic) -> None:
    left(clinic, replace(ACCEPTED, obsolete=True))
    found = joined(clinic, pages=("new.html", "gone-0.html"))
    assert found is not None
    assert found.entries == (replace(ACCEPTED, obsolete=True),)


def test_what_stands_on_another_page_stays_there(clinic: Clinic) -> None:
    left(clinic, ACCEPTED)
    assert joined(clinic, pages=("new.html", "gone-0.html")) is None


def test_what_the_new_template_of_another_page_lacks_follows(clinic: Clinic) -> None:
    left(clinic, ACCEPTED)
    templates = {"new.html": NEW, "gone-0.html": Catalog({}, (Entry("Other."),))}
    found = Moves(clinic.settings, LOCALE, tuple(templates), templates).joined(None, NEW)
    assert found is not None
    assert found.entries == (replace(ACCEPTED, obsolete=True),)


def test_no_plural_follows_a_sentence_and_no_half_of_one(clinic: Clinic) -> None:
    plural = replace(REST, msgid_plural="Rest for some days.", msgstr=("Öne.", "Söme."))
    left(clinic, plural)
    assert joined(clinic) is None
    wanted = replace(plural, msgstr=("", ""))
    found = joined(clinic, new=Catalog({}, (wanted,)))
    assert found is not None
    assert found.entries == (replace(plural, obsolete=True),)
    left(clinic, replace(plural, msgstr=("Öne.", "")))
    assert joined(clinic, new=Catalog({}, (wanted,))) is None


@pytest.mark.parametrize(
    ("theirs", "forms", "fuzzy"),
    [
        ("nplurals=2; plural=n != 1;", ("Öne.", "Söme."), False),
        ("nplurals=2; plural=n == 1;", ("Söme.", "Öne."), True),
    ],
)
def test_a_plural_follows_in_the_order_of_the_catalog_that_it_comes_to(
    clinic: Clinic, theirs: str, forms: tuple[str, ...], *, fuzzy: bool
) -> None:
    plural = replace(REST, msgid_plural="Rest for some days.", msgstr=("Öne.", "Söme."))
    left(clinic, plural, headers={"Plural-Forms": "nplurals=2; plural=n > 1 || n == 0;"})
    new = Catalog({}, (replace(plural, msgstr=("", "")),))
    found = joined(clinic, old=Catalog({"Plural-Forms": theirs}), new=new)
    assert found is not None
    assert [(entry.msgstr, entry.fuzzy) for entry in found.entries] == [(forms, fuzzy)]


def test_a_plural_of_another_number_of_forms_stays(clinic: Clinic) -> None:
    plural = replace(REST, msgid_plural="Rest for some days.", msgstr=("Öne.", "Söme."))
    left(clinic, plural)
    new = Catalog({}, (replace(plural, msgstr=("", "")),))
    other = Catalog({"Plural-Forms": "nplurals=3; plural=n == 1 ? 0 : n == 2 ? 1 : 2;"})
    assert joined(clinic, old=other, new=new) == other


@pytest.mark.parametrize(("own", "follows"), [("", True), ("Öwn.", False)])
def test_what_a_page_has_translated_itself_is_not_replaced(clinic: Clinic, own: str, *, follows: bool) -> None:
    left(clinic, ACCEPTED)
    old = Catalog({}, (replace(REST, msgstr=(own,)),))
    found = joined(clinic, old=old)
    assert found is not None
    assert (found.entries[1:] == (replace(ACCEPTED, obsolete=True),)) is follows
    assert found.entries[0] == old.entries[0]


def test_a_catalog_that_cannot_be_read_hides_no_other(clinic: Clinic) -> None:
    left(clinic, DRAFT, ACCEPTED)
    (clinic.path.parent / "gone-0.html.po").write_text("msgid oh", "utf-8")
    assert moved(clinic) == ACCEPTED
