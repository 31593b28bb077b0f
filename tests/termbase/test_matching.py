"""A source term is found in every form that an English sentence gives it, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.termbase import english
from tests.support.glossaries import load, pairs


def found(folder: Path, text: str, *terms: str) -> list[str]:
    base = load(folder, pairs(*((term, f"x{number}") for number, term in enumerate(terms))))
    matches = base.matches(text)
    assert all(text[match.start : match.end] == match.text for match in matches)
    return [match.text for match in matches]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("cell", "Two cells and a cell's wall", ["cells", "cell"]),
        ("tumor", "The tumours shrank", ["tumours"]),
        ("leukaemia", "Leukemia in adults", ["Leukemia"]),
        ("randomized trial", "A randomised trial", ["randomised trial"]),
        ("biopsy", "Both biopsies", ["biopsies"]),
        ("metastasis", "Metastases in the liver", ["Metastases"]),
        ("vertebra", "Three vertebrae", ["vertebrae"]),
        ("diagnosis", "Earlier diagnoses", ["diagnoses"]),
        ("graft-versus-host disease", "Graft versus host diseases", ["Graft versus host diseases"]),
        ("Hodgkin's lymphoma", "Hodgkin’s lymphomas", ["Hodgkin’s lymphomas"]),
        ("Hodgkin lymphoma", "Hodgkin's lymphoma", ["Hodgkin's lymphoma"]),
        ("stem cell", "The stem      cells", ["stem      cells"]),
        ("cell", "Excellent cellular care", []),
        ("lens", "A lens", ["lens"]),
    ],
)
def test_number_possessive_spelling_and_hyphens_make_no_difference(
    tmp_path: Path, term: str, text: str, expected: list[str]
) -> None:
    assert found(tmp_path, text, term) == expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("US", "Call us in the US", ["US"]),
        ("us", "Call us in the US", ["us"]),
        ("IL", "The il- prefix, and IL 6", ["IL"]),
        ("WHO", "Who asked the WHO?", ["WHO"]),
        ("AIDS", "He aids people with AIDS", ["AIDS"]),
        ("aids", "Hearing aids, not AIDS", ["aids"]),
        ("ICU", "Two ICUs", ["ICUs"]),
        ("CRS", "Mild CRS", ["CRS"]),
        ("cell", "CELL THERAPY FOR ADULTS", ["CELL"]),
        ("WHO", "ASK WHO CAN HELP", []),
        ("sars", "SARS spreads", ["SARS"]),
    ],
)
def test_an_abbreviation_stands_in_capitals(tmp_path: Path, term: str, text: str, expected: list[str]) -> None:
    assert found(tmp_path, text, term) == expected


def test_the_longest_term_wins_and_none_is_found_inside_another(tmp_path: Path) -> None:
    terms = ("cell", "stem cell", "stem cell transplant", "transplant")
    assert found(tmp_path, "Stem cell transplants use stem cells; a transplant", *terms) == [
        "Stem cell transplants",
        "stem cells",
        "transplant",
    ]


def test_homonyms_come_together(tmp_path: Path) -> None:
    matches = load(tmp_path, pairs(("discharge", "alta"), ("discharge", "secreção"))).matches("On discharge")
    assert [(match.concept, match.start) for match in matches] == [("c0", 3), ("c1", 3)]


def test_a_kept_name_matches_only_as_it_is_written(tmp_path: Path) -> None:
    base = load(tmp_path, [("n", "en", "CAR-T", "do-not-translate"), ("c", "en", "cart"), ("c", "pt", "carrinho")])
    assert [match.text for match in base.matches("A CAR‑T cell, a Car-T cell, a car t and a cart")] == ["CAR‑T", "cart"]


def test_a_script_without_spaces_is_cut_by_the_dictionary(tmp_path: Path) -> None:
    rows = [("a", "zh", "干细胞"), ("a", "en", "stem cell"), ("b", "zh", "细胞"), ("b", "en", "cell")]
    base = load(tmp_path, [*rows, ("c", "zh", "移植"), ("c", "en", "transplant")], "en", source="zh-Hans")
    assert [match.text for match in base.matches("造血干细胞移植后的细胞")] == ["干细胞", "移植", "细胞"]


@pytest.mark.parametrize("word", ["virus", "diagnosis", "pus", "illness", "thymus", "sepsis", "gas", "this"])
def test_what_ends_like_a_plural_and_is_none_keeps_its_plural_apart(word: str) -> None:
    assert english.key(word) != english.key(word[:-1])
