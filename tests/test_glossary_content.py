"""The project's own glossary is whole: each file valid, each concept with its terms, each unchecked row marked."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline import locales, termbase
from pipeline.termbase import protected, rows, senses
from pipeline.termbase.rows import COLUMNS, KEEP, PREFERRED, STATUSES, TermRow
from pipeline.termbase.validation import validate

FOLDER = Path(__file__).parent.parent / "glossary"
SENSES = FOLDER / "senses.csv"
FILES = sorted(set(FOLDER.glob("*.csv")) - {SENSES})
FIELDS = {
    "cells-and-therapies",
    "diseases",
    "everyday-care",
    "everyday-language",
    "hospital-and-travel",
    "procedures",
    "side-effects",
    "targets-and-markers",
    "trials-and-safety",
}
PARTS_OF_SPEECH = {"noun", "verb", "adjective", "phrase", "abbreviation", "proper noun"}
CONCEPT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CHECKED = re.compile(r"\b(?:unreviewed|reviewed by \S+)")
# What a clinician writes, in each language.
ABBREVIATIONS = [
    ("NHL", "LNH", "LNH", "LNH"),
    ("CRS", "SLC", "SLC", "SRC"),
    ("GvHD", "DECH", "EICH", "GVH"),
    ("MRD", "DRM", "ERM", "MRD"),
    ("AML", "LMA", "LMA", "LAM"),
    ("ALL", "LLA", "LLA", "LAL"),
    ("CLL", "LLC", "LLC", "LLC"),
    ("ICU", "UTI", "UCI", "USI"),
    ("HIV", "HIV", "VIH", "VIH"),
    ("DNA", "DNA", "ADN", "ADN"),
    ("AIDS", "aids", "sida", "sida"),
]
NAMES = ["CAR-T", "CAR-NK", "CD19", "BCMA", "HER2", "PD-1", "IL-15", "NKG2D", "HLA", "ClinicalTrials.gov"]


@pytest.fixture(scope="module")
def glossary() -> list[TermRow]:
    return [row for path in FILES for row in rows.read(path).rows]


def preferred(glossary: list[TermRow], locale: str) -> Counter[str]:
    return Counter(row.concept for row in glossary if row.locale == locale and row.status == PREFERRED)


def test_every_field_has_its_file() -> None:
    assert {path.stem for path in FILES} == FIELDS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_plain_csv_in_full_form(path: Path) -> None:
    data = path.read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    records = list(csv.reader(data.decode("utf-8").splitlines(), strict=True))
    assert records[0] == list(COLUMNS)
    assert {len(record) for record in records} == {len(COLUMNS)}
    for concept, _, _, status, pos, forms, domain, note in records[1:]:
        assert CONCEPT.fullmatch(concept)
        assert status in STATUSES
        assert pos in PARTS_OF_SPEECH
        assert domain
        assert note
        assert all(form == form.strip() != "" for form in forms.split(";")) or not forms


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_row_has_a_problem_of_its_own(path: Path) -> None:
    assert [str(problem) for problem in rows.read(path).problems] == []


def test_no_sense_has_a_problem() -> None:
    found = senses.read(SENSES)
    assert [str(problem) for problem in found.problems] == []
    assert [row for row in found.rows if not CHECKED.search(row.note)] == []
    said = [row for row in found.rows if row.cues or row.required or row.forbidden]
    # A phrase alone says that the homonym in it is none: in order to.
    assert [row for row in found.rows if row not in said and not all(" " in source for source in row.sources)] == []


def test_the_senses_have_sixty_homonyms_in_portuguese_and_in_spanish() -> None:
    found = senses.read(SENSES).rows
    portuguese, spanish = ({row.sources[0] for row in found if row.locale == name} for name in ("pt_BR", "es"))
    assert portuguese == spanish
    assert len(portuguese) >= 60


def test_the_rows_together_have_no_error(glossary: list[TermRow]) -> None:
    assert [str(problem) for problem in validate(glossary) if problem.severity == "error"] == []


def test_no_concept_is_spread_over_two_files(glossary: list[TermRow]) -> None:
    places = Counter(concept for concept, _ in {(row.concept, row.place[0]) for row in glossary})
    assert [concept for concept, count in places.items() if count > 1] == []


def test_each_concept_to_translate_has_one_preferred_term_in_portuguese_and_spanish(glossary: list[TermRow]) -> None:
    kept = {row.concept for row in glossary if row.status == KEEP}
    wanted = {row.concept for row in glossary} - kept
    assert len(wanted) >= 250
    for locale in ("en", "pt_BR", "es"):
        counts = preferred(glossary, locale)
        assert set(counts) == wanted
        assert set(counts.values()) == {1}


def test_the_most_important_concepts_have_one_preferred_term_in_french(glossary: list[TermRow]) -> None:
    counts = preferred(glossary, "fr")
    assert len(counts) >= 120
    assert set(counts.values()) == {1}


def test_a_row_that_no_speaker_checked_says_so(glossary: list[TermRow]) -> None:
    assert [row for row in glossary if row.locale != "en" and not CHECKED.search(row.note)] == []


def test_an_english_row_names_its_source(glossary: list[TermRow]) -> None:
    assert [row for row in glossary if row.locale == "en" and "unreviewed" in row.note] == []


@pytest.mark.parametrize(("english", "portuguese", "spanish", "french"), ABBREVIATIONS)
def test_an_abbreviation_is_the_one_of_the_clinic(
    glossary: list[TermRow], english: str, portuguese: str, spanish: str, french: str
) -> None:
    concept = next(row.concept for row in glossary if (row.locale, row.term) == ("en", english))
    found = {row.locale: row.term for row in glossary if row.concept == concept and row.status == PREFERRED}
    assert found == {"en": english, "pt_BR": portuguese, "es": spanish, "fr": french}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_in_every_language(glossary: list[TermRow], name: str) -> None:
    assert [row.status for row in glossary if (row.locale, row.term) == ("en", name)] == [KEEP]


def test_the_nonsense_that_machines_make_of_cytokine_release_is_forbidden() -> None:
    base = termbase.load(FILES, locales.parse("en"), locales.parse("pt-BR"))
    (match,) = base.matches("Three people had cytokine release syndrome.")
    assert base.honours(match, "Três pessoas tiveram síndrome de liberação de citocinas.")
    assert base.honours(match, "Três pessoas tiveram síndrome de liberação de fator celular.") is None


@pytest.mark.parametrize(
    ("english", "portuguese", "spanish", "french"),
    [
        ("Please cancel the appointment.", "consulta", "cita", "rendez-vous"),
        ("You are on the waiting list.", "lista de espera", "lista de espera", "liste d'attente"),
        ("The visiting hours have changed.", "horário de visita", "horario de visita", "heures de visite"),
        ("A nurse took out the stitches.", "pontos de sutura", "puntos de sutura", "points de suture"),
        ("Ask for a flu shot.", "vacina contra a gripe", "vacuna contra la gripe", "vaccin contre la grippe"),
        ("Bring your discharge instructions.", "orientações de alta", "instrucciones de alta", "consignes de sortie"),
        ("She was on a ward upstairs.", "enfermaria", "sala de hospitalización", "service d'hospitalisation"),
    ],
)
def test_an_everyday_word_of_the_hospital_has_its_word(
    english: str, portuguese: str, spanish: str, french: str
) -> None:
    for locale, word in (("pt-BR", portuguese), ("es", spanish), ("fr", french)):
        base = termbase.load(FILES, locales.parse("en"), locales.parse(locale))
        assert word in [match.entry.allowed[0].term for match in base.matches(english)]


@pytest.mark.parametrize(
    "english",
    [
        "Fluid may drip from the tap.",
        "We scan the form for you.",
        "A scan of the letter is enough.",
        "Help with dressing and washing.",
        "The company was discharged of its debt.",
        "She set a record.",
    ],
)
def test_a_word_with_another_sense_than_the_clinics_asks_for_nothing(english: str) -> None:
    base = termbase.load(FILES, locales.parse("en"), locales.parse("pt-BR"))
    assert [match.text for match in base.matches(english)] == []


@pytest.mark.parametrize(
    ("english", "portuguese"),
    [
        ("Find the dose by trial and error.", "tentativa e erro"),
        ("One valve leaflet is torn.", "folheto da valva"),
        ("Tell us of any wound discharge.", "secreção da ferida"),
        ("A salad dressing with oil.", "molho para salada"),
    ],
)
def test_a_phrase_keeps_its_word_from_the_commoner_sense(english: str, portuguese: str) -> None:
    base = termbase.load(FILES, locales.parse("en"), locales.parse("pt-BR"))
    assert [match.entry.allowed[0].term for match in base.matches(english)] == [portuguese]


def test_the_response_of_a_tumour_is_no_reaction_in_chinese() -> None:
    base = termbase.load(FILES, locales.parse("en"), locales.parse("zh-Hans"))
    for english in ("tumor response", "response to treatment", "response rate", "complete response"):
        (match,) = base.matches(f"The {english} was good.")
        assert base.honours(match, "反应率和治疗反应都很好，完全反应。") is None


def test_protected_patterns_match_their_examples_as_a_whole() -> None:
    patterns = protected.read(FOLDER / "protected.toml").patterns
    assert len(patterns) >= 20
    for pattern in patterns:
        assert all(pattern.regex.fullmatch(example) for example in pattern.examples)
    assert len({pattern.name for pattern in patterns}) == len(patterns)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Patients with PD-L1 of 50 % took part in NCT03056339.", ["PD-L1", "NCT03056339"]),
        ("CAR-NK cells against CD19 that make IL-15", ["CAR-NK", "CD19", "IL-15"]),
        ("R-CHOP, later FLAG-IDA", ["R-CHOP", "FLAG-IDA"]),
        ("a donor with HLA-A*02:01", ["HLA-A*02:01"]),
        ("the Philadelphia chromosome, t(9;22), makes BCR::ABL1", ["t(9;22)", "BCR::ABL1"]),
        ("Vitamin B12 in room 12 at 8:30, with a T-cell count of 300 and a CD of music", []),
    ],
)
def test_codes_are_found_in_a_sentence_and_ordinary_words_are_not(text: str, codes: list[str]) -> None:
    patterns = protected.read(FOLDER / "protected.toml")
    assert [text[span.start : span.end] for span in patterns.spans(text)] == codes
