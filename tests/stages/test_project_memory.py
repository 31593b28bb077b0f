"""Which translations of a project's catalogs are offered again, and what makes the memory be read anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.memory import Match, Query
from pipeline.po.entries import Entry
from pipeline.po.provenance import with_draft
from pipeline.project.manifest import Manifest
from pipeline.stages.project_memory import ProjectMemory, filled, offer
from tests.support.clinic import Clinic

GERMAN, FRENCH = locales.parse("de"), locales.parse("fr")
TEA = Entry("Tea is free on the ward.")
GOOD = ("Tee ist auf der Station kostenlos.",)
ACCEPTED = replace(TEA, msgstr=GOOD)
TYPED = replace(with_draft(TEA, ("Entwurf.",), origin="m@1", score=0.9), msgstr=GOOD)
PLURAL = Entry("One guest.", ("Ein Gast.", "Alle Gäste."), msgid_plural="All guests.")


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Clinic(tmp_path / "clinic", GERMAN)
    found.configure()
    return found


@contextmanager
def project_memory(clinic: Clinic) -> Iterator[ProjectMemory]:
    settings = clinic.settings
    with (
        closing(Manifest(settings.state, settings.root)) as manifest,
        closing(ProjectMemory(settings, manifest)) as found,
    ):
        yield found


def offered(clinic: Clinic, entry: Entry = TEA) -> list[tuple[str, ...]]:
    source = entry.msgid if entry.msgid_plural is None else f"{entry.msgid}\0{entry.msgid_plural}"
    with project_memory(clinic) as found:
        matches = found.memory(GERMAN, None).exact(Query(source, "other.html", None), limit=9)
        return [tuple(match.target.split("\0")) for match in matches]


@pytest.mark.parametrize(
    ("entry", "known"),
    [
        (ACCEPTED, True),
        (replace(ACCEPTED, obsolete=True), True),
        (with_draft(TEA, GOOD, origin="m@1", score=0.9), False),
        (TYPED, True),
        (replace(TYPED, translator=(*TYPED.translator, "TM: similar 0.80, from b.html: a → b — c")), True),
        (replace(TYPED, previous_msgid="Tea is free."), False),
        (replace(TYPED, translator=(*TYPED.translator, "TM: exact, from b.html")), False),
        (replace(ACCEPTED, flags=("fuzzy",)), False),
        (replace(ACCEPTED, msgstr=("<empty/>",)), False),
        (replace(ACCEPTED, msgstr=("<1>Tee</1> ist kostenlos.",)), False),
    ],
    ids=[
        "accepted",
        "obsolete",
        "a draft",
        "typed over a draft",
        "typed beside a reference",
        "of another wording",
        "itself from the memory",
        "fuzzy",
        "left to a neighbour",
        "with another code",
    ],
)
def test_the_memory_offers_what_a_person_wrote_for_exactly_this_text(
    clinic: Clinic, entry: Entry, *, known: bool
) -> None:
    clinic.write(entry)
    assert offered(clinic) == ([entry.msgstr] if known else [])


@pytest.mark.parametrize("forms", [PLURAL.msgstr, ("Ein Gast.", ""), ("Ein Gast.", "<1>Alle</1> Gäste.")])
def test_a_plural_is_offered_whole_or_not_at_all(clinic: Clinic, forms: tuple[str, ...]) -> None:
    clinic.write(replace(PLURAL, msgstr=forms), body="<p>One guest.</p>")
    whole = [forms] if forms == PLURAL.msgstr else []
    assert offered(clinic, PLURAL) == whole
    drafted = with_draft(replace(PLURAL, msgstr=("", "")), ("Entwurf.", "Entwürfe."), origin="m@1", score=0.9)
    clinic.write(replace(drafted, msgstr=forms), body="<p>One guest.</p>")
    assert offered(clinic, PLURAL) == whole, "typed over a draft"


def test_the_only_form_of_a_plural_has_the_codes_of_the_plural(clinic: Clinic) -> None:
    kept = Entry("One <1>guest</1>.", ("Gäste.",), msgid_plural="All guests.")
    lost = Entry("One guest.", ("Gäste.",), msgid_plural="All <1>guests</1>.")
    clinic.write(kept, lost)
    assert [offered(clinic, entry) for entry in (kept, lost)] == [[("Gäste.",)], []]


def test_a_rejected_translation_whose_flag_somebody_cleared_is_not_offered(clinic: Clinic) -> None:
    clinic.write(ACCEPTED)
    assert offered(clinic) == [GOOD]
    clinic.decided("reject", "ben", ACCEPTED)
    assert offered(clinic) == [], "the catalog is as it was, and the ledger isn't"


def test_what_one_locale_has_is_not_forgotten_when_another_is_asked(clinic: Clinic) -> None:
    clinic.write(ACCEPTED)
    Clinic(clinic.root, FRENCH).write(replace(TEA, msgstr=("Le thé est gratuit.",)))
    with project_memory(clinic) as found:
        for locale, target in ((GERMAN, GOOD[0]), (FRENCH, "Le thé est gratuit."), (GERMAN, GOOD[0])):
            matches = found.memory(locale, None).exact(Query(TEA.msgid, "other.html"), limit=9)
            assert [match.target for match in matches] == [target]


def test_whatever_the_memory_is_built_from_makes_it_another(clinic: Clinic) -> None:
    clinic.write(ACCEPTED)
    states: list[str] = []

    def noted() -> None:
        with project_memory(clinic) as found:
            states.append(found.state(GERMAN))

    noted()
    clinic.decided("accept", "ana", ACCEPTED)
    noted()
    clinic.configure('eva = { name = "Eva" }\n')
    noted()
    clinic.configure('[review]\ntwo_persons = ["dose"]\n')
    noted()
    clinic.configure("[translate]\nmemory = 0.9\n")
    noted()
    (clinic.root / "memory").mkdir()
    (clinic.root / "memory/old.tmx").write_text("<tmx/>", "utf-8")
    noted()
    clinic.write(replace(ACCEPTED, msgstr=("Tee kostet nichts.",)))
    noted()
    assert len(set(states)) == len(states)
    noted()
    assert states[-1] == states[-2]


def test_a_plural_takes_no_match_of_more_or_fewer_forms(clinic: Clinic) -> None:
    clinic.write(replace(PLURAL, msgstr=(*PLURAL.msgstr, "Viele Gäste.")), body="<p>One guest.</p>")
    asked = replace(PLURAL, msgstr=("", ""))
    with project_memory(clinic) as found:
        query = Query("One guest.\0All guests.", "other.html", None)
        memory = found.memory(GERMAN, None)
        assert [match.kind for match in memory.exact(query, limit=9)] == ["exact"]
        assert offer(memory, asked, query, clinic.settings, GERMAN, None) is None


TURNED = "nplurals=2; plural=n == 1;"


@pytest.mark.parametrize("kept", ["", TURNED])
@pytest.mark.parametrize("asking", ["", TURNED])
def test_a_plural_is_offered_in_the_order_of_the_catalog_that_asks(clinic: Clinic, kept: str, asking: str) -> None:
    forms = PLURAL.msgstr[:: -1 if kept else 1]
    clinic.write(replace(PLURAL, msgstr=forms), body="<p>One guest.</p>", headers={"Plural-Forms": kept})
    with project_memory(clinic) as found:
        query = Query("One guest.\0All guests.", "other.html", None)
        asked = replace(PLURAL, msgstr=("", ""))
        match = offer(found.memory(GERMAN, None), asked, query, clinic.settings, GERMAN, None, asking)
    assert match is not None
    assert match.target.split("\0") == list(PLURAL.msgstr[:: -1 if asking else 1])


def test_another_order_of_the_locale_itself_makes_the_memory_be_read_anew(clinic: Clinic) -> None:
    clinic.write(PLURAL)
    with project_memory(clinic) as found:
        turned = replace(GERMAN, plural_forms=TURNED)
        assert found.state(GERMAN) == found.state(replace(GERMAN))
        assert found._inputs(clinic.path, GERMAN) != found._inputs(clinic.path, turned)


def test_a_match_takes_the_place_of_a_drafts_comments_and_waits_for_somebody() -> None:
    notes = ("MT: unmet — the number 5 is missing", "TM: fuzzy 0.80, from a: b", "TM: similar 0.80, from a: b", "Ana")
    entry = replace(TEA, translator=notes)
    exact = Match("exact", 1.0, TEA.msgid, GOOD[0], "b.html")
    found = filled(entry, exact)
    assert (found.msgstr, found.flags, found.previous_msgid) == (GOOD, ("fuzzy",), None)
    assert found.translator == ("Ana", "TM: exact, from b.html")
    found = filled(entry, replace(exact, kind="fuzzy", score=0.9, source="Tea is free."))
    assert (found.msgstr, found.flags, found.previous_msgid) == (GOOD, ("fuzzy",), "Tea is free.")
