"""Whether a translation keeps to the glossary, and what an entry says of its terms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import locales, termbase
from pipeline.model import Segment, Unit
from pipeline.po import catalog, provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.termbase import Termbase, usage

GLOSSARY = """concept,locale,term,status,pos,forms,domain,note
cell,en,T cell,preferred,noun,,,
cell,pt_BR,célula T,preferred,noun,,,
cell,pt_BR,linfócito T,admitted,noun,,,
severe,en,severe,preferred,adjective,,,
severe,pt_BR,grave,preferred,adjective,,,
severe,pt_BR,severo,forbidden,adjective,,,
cure,en,cure,preferred,noun,,,
cure,pt_BR,curativo,forbidden,noun,,,
drug,en,Kymriah,do-not-translate,noun,,,
shot,en,shot,preferred,noun,,,
shot,pt_BR,injeção,preferred,noun,,,
bullet,en,shot,preferred,noun,,,
bullet,pt_BR,tiro,preferred,noun,,,
"""


@pytest.fixture
def terms(write: Callable[[str, str], Path]) -> Termbase:
    return termbase.load([write("g.csv", GLOSSARY)], locales.parse("en"), locales.parse("pt_BR"))


def unit(source: str, *targets: str, line: int = 1) -> Unit:
    return Unit(Segment(source, source), targets, "draft", place=("a.po", line))


@pytest.mark.parametrize(
    ("source", "target", "honoured"),
    [
        ("T cells grow.", "As células T crescem.", True),
        ("T cells grow.", "Os linfócitos T crescem.", True),
        ("T cells grow.", "Elas crescem.", False),
        ("T <1>cells</1> grow.", "As <1>células</1> T crescem.", True),
        ("A severe rash.", "Uma erupção grave.", True),
        ("A severe rash.", "Uma erupção grave, um caso severo.", False),
        ("A cure.", "Um curativo.", False),
        ("A cure.", "Uma cura.", True),
        ("Take Kymriah.", "Tome Kymriah.", True),
        ("Take Kymriah.", "Tome Quimria.", False),
        ("A shot.", "Um tiro.", True),
        ("A shot.", "Uma pílula.", False),
        ("T cells grow.", "<empty/>", True),
        ("T cells grow.", "", True),
    ],
)
def test_a_term_is_honoured_by_any_allowed_form_of_any_homonym(
    terms: Termbase, source: str, target: str, honoured: bool
) -> None:
    found = usage.uses([source], [target], terms)
    assert found
    assert all(use.honoured == honoured for use in found)


def test_a_plural_is_judged_form_by_form(terms: Termbase) -> None:
    texts = ["{n} T cell", "{n} T cells"]
    good = usage.uses(texts, ["{n} célula T", "{n} células T"], terms)
    bad = usage.uses(texts, ["{n} célula T", "{n} delas"], terms)
    assert [use.honoured for use in good] == [True, True]
    assert [use.honoured for use in bad] == [True, False]


def test_the_only_form_of_a_plural_is_judged_by_the_terms_of_the_plural(terms: Termbase) -> None:
    texts = ["One severe rash", "{n} T cells"]
    assert [use.honoured for use in usage.uses(texts, ["{n} células T"], terms)] == [True, True]
    assert [use.honoured for use in usage.uses(texts, ["{n} delas"], terms)] == [True, False]


def test_lines_say_what_a_translator_needs(terms: Termbase) -> None:
    template = Catalog(
        {},
        (
            Entry("T cells, Kymriah and a severe cure: T cells."),
            Entry("Nothing."),
        ),
    )
    first, second = usage.with_terms(template, terms).entries
    assert first.extracted == (
        "Glossary: T cell → célula T",
        "Glossary, also: T cell → linfócito T",
        "Glossary: Kymriah → (keep)",
        "Glossary: severe → grave",
        "Glossary, not: severe → severo",
        "Glossary, not: cure → curativo",
    )
    assert second.extracted == ()


def test_the_lines_of_terms_are_no_notes_of_the_author(terms: Termbase) -> None:
    (entry,) = usage.with_terms(Catalog({}, (Entry("T cells.", extracted=("Note: bold",)),)), terms).entries
    assert provenance.unit(entry, "a.po").segment.notes == ("bold",)


def test_adherence_is_counted_a_concept_with_the_places_of_what_is_missed(terms: Termbase) -> None:
    units = [
        unit("T cells and T cells.", "Células T.", line=3),
        unit("T cells.", "Elas.", line=7),
        unit("A severe rash.", "Uma erupção grave.", line=9),
        unit("T cells.", line=11),
    ]
    found = [(row.concept, row.term, row.occurrences, row.honoured, row.missed) for row in usage.measure(units, terms)]
    assert found == [("cell", "T cell", 3, 2, (("a.po", 7),)), ("severe", "severe", 1, 1, ())]


def test_what_a_draft_misses_is_said_once(terms: Termbase) -> None:
    entry = Entry("T cells and a severe rash.")
    texts = ["Elas e uma erupção."]
    assert usage.unmet(entry, texts, terms, ["The term “T cell” is missing."]) == [
        "the glossary: severe → grave (not: severo)"
    ]


def test_an_updated_catalog_is_stable(terms: Termbase) -> None:
    text = 'msgid "T cells."\nmsgstr "Elas."\n\n# A person\'s words\nmsgid "A severe rash."\nmsgstr "Erupção severa."\n'
    old = catalog.parse(text)
    once = usage.updated(old, usage.with_terms(old, terms), terms)
    assert [entry.translator[-1:] for entry in once.entries] == [
        ("QA: Glossary: T cell → célula T (also: linfócito T) is not in this translation.",),
        ("QA: Glossary: severe → grave (not: severo) is not in this translation.",),
    ]
    bare = Catalog(once.headers, tuple(Entry(e.msgid, e.msgstr, translator=e.translator) for e in once.entries))
    assert usage.updated(once, usage.with_terms(bare, terms), terms).entries == once.entries
