"""A word is a term only where the words around it allow that: no address, no name, no other part of speech."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline import locales, termbase
from pipeline.termbase import Termbase
from pipeline.termbase.context import copied, is_name, part_of_speech, shares_head

COLUMNS = ["concept", "locale", "term", "status", "pos"]


def base_of(folder: Path, *terms: tuple[str, str, str]) -> Termbase:
    path = folder / "terms.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(COLUMNS)
        for number, (source, target, part) in enumerate(terms):
            out.writerow([f"c{number}", "en", source, "preferred", part])
            out.writerow([f"c{number}", "pt_BR", target, "preferred", part])
    return termbase.load([path], locales.parse("en"), locales.parse("pt-BR"))


def marked(text: str) -> tuple[str, int, int]:
    """Return a text without the brackets around one word of it, and where that word stands."""
    start, end = text.index("["), text.index("]")
    return text.replace("[", "").replace("]", ""), start, end - 1


VERBS = [
    "[Dress] the wound every day.",
    "[Cool] down the skin first.",
    "Please [screen] the form.",
    "Then [shower] yourself gently.",
    "We [test] your blood.",
    "They [drain] it.",
    "Do not [stretch] the leg.",
    "You can't [shower] with it.",
    "Your nurse will [dress] it.",
    "She [drained] the wound.",
    "Remember to [plaster] the arm.",
    "The team may [swab] your throat.",
    "You [dose] the syrup.",
    "You're [vomiting] blood.",
    "If they are also [bleeding], call.",
    "She has been [screening] them.",
]
NOUNS = [
    "an old system of [practices] used today",
    "The [swab] is soft.",
    "after [screening].",
    "a [test] of your blood",
    "Ask about your [dose].",
    "each [shower] lasts",
]
OPEN = [
    "A side effect is [vomiting].",
    "[Bleeding] may follow.",
    "The [test] the doctor ordered",
    "Give every [patient] the form.",
    "Can [swabs] hurt?",
    "due to [stress] at work",
    "the new [screen] works",
    "[Pain] that doesn't stop",
    "very [sore] throats",
]
ADJECTIVES = ["Wash in [cold] water.", "a [cold] spoon", "The soup is [cold].", "Try to be [patient] with me."]
NO_ADJECTIVES = ["The common [cold] spreads.", "a [cold] sore", "You have a [cold] and fever.", "The [patient] sleeps."]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [(VERBS, {"verb"}), (NOUNS, {"noun"}), (OPEN, {None}), (ADJECTIVES, {"adjective"})],
)
def test_the_words_beside_tell_the_part_of_speech_where_they_leave_no_choice(
    texts: list[str], expected: set[str | None]
) -> None:
    assert {text: part_of_speech(*marked(text)) for text in texts} == dict.fromkeys(texts, *expected)


@pytest.mark.parametrize("text", NO_ADJECTIVES)
def test_a_noun_is_no_adjective(text: str) -> None:
    assert part_of_speech(*marked(text)) != "adjective"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Look at https://ward.example/shot?a=ward today", []),
        ("Write to ward.shot@ward.example", []),
        ("Go to www.ward.example/shot/ or ward.org", []),
        ("Open /forms/ward/shot.html", []),
        ("Print ward-shot.docx and ward.pdf", []),
        ("Use WARD-12, Shot-3b or form_ward", []),
        ("Say {ward}, %(shot)s or #ward", []),
        ("A ward-based shot and a ward/shot", ["ward", "shot", "ward", "shot"]),
        ("Ask Dr. Ward, Mrs Ann Shot and Prof. J. Ward.", []),
        ("Drs. Ward and Shot are here; so is Sister Ward.", []),
        ("P. Ward signs it.", []),
        ("The Ward has a nurse. Ward 3 has two.", ["Ward", "Ward"]),
        ("Ask Your Doctor About the Shot", ["Shot"]),
        ("Ward off the cough; they ward it off.", []),
        ("A shot on the ward", ["shot", "ward"]),
    ],
)
def test_no_term_stands_in_what_is_copied_in_a_name_or_in_another_part_of_speech(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    base = base_of(tmp_path, ("ward", "enfermaria", "noun"), ("shot", "injeção", "noun"))
    assert [match.text for match in base.matches(text)] == expected


def test_a_term_may_be_a_code_as_a_whole_or_hold_one(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("Covid-19", "Covid-19", "noun"), ("IL-6 receptor", "receptor de IL-6", "noun"))
    text = "Covid-19 and the IL-6 receptor"
    assert [match.text for match in base.matches(text)] == ["Covid-19", "IL-6 receptor"]


def test_of_homonyms_the_one_of_the_part_of_speech_is_meant(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("record", "prontuário", "noun"), ("record", "registrar", "verb"), ("record", "x", ""))
    assert [match.concept for match in base.matches("We record your pulse.")] == ["c1", "c2"]
    assert [match.concept for match in base.matches("It is in the record.")] == ["c0", "c2"]
    assert [match.concept for match in base.matches("Record sheets")] == ["c0", "c1", "c2"]


def test_a_name_of_the_glossary_stays_one_behind_a_title(tmp_path: Path) -> None:
    assert base_of(tmp_path, ("Ward", "Ward", "noun")).matches("Dr. Ward is here.")


def test_stretches_and_names_are_told_by_themselves() -> None:
    assert copied("nothing here") == ()
    assert is_name("Mr. Cold", 4)
    assert not is_name("Cold", 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("low or [high blood pressure]", True),
        ("red and [white blood cells]", True),
        ("mild to [severe pain]", True),
        ("You have [high blood pressure].", False),
        ("pain and [high blood pressure]", False),
        ("low or [high]", False),
    ],
)
def test_a_noun_of_two_adjectives_is_no_term_of_one(text: str, expected: bool) -> None:
    assert shares_head(*marked(text)) is expected
