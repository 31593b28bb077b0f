"""Words that have lost the marks of their letters can be told at sight, and what they were can be guessed."""

from __future__ import annotations

import pytest

from pipeline.text.language import marks


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "informacin informacion mdico ltimos cncer tambien"),
        ("pt", "informao informacao voce"),
        ("de", "knnen konnen whrend uber haufig"),
        ("fr", "apres meme sante"),
        ("it", "perche qualit"),
    ],
)
def test_words_without_their_marks_are_suspects(language: str, words: str) -> None:
    assert [word for word in words.split() if not marks.suspect(word, language)] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "instrucciones transcribir hola problema paciente hospital trabajo psicosis claro esta para"),
        ("pt", "dente hospital paciente trabalho psicose que para"),
        ("de", "nach schlafen gut krank knochen sprechen schwer"),
        ("fr", "permettre chaque hospital patient traitement psychose plus dans"),
        ("it", "paziente ospedale gnocchi sbagliato strada che"),
    ],
)
def test_words_as_they_are_written_are_none(language: str, words: str) -> None:
    assert [word for word in words.split() if marks.suspect(word, language)] == []


def test_a_mark_is_put_in_or_given_back_but_not_added_behind_the_end() -> None:
    assert {"más", "máas"} <= set(marks.restored("mas", "es"))
    assert "información" in set(marks.restored("informacin", "es"))
    assert "Übung" in set(marks.restored("Ubung", "de"))
    assert "maggiorò" not in set(marks.restored("maggior", "it"))


def test_a_capital_of_no_mark_is_none_of_a_language() -> None:
    assert marks.pattern("de").findall("Sie essen SÜSSES, süß") == ["Ü", "ü", "ß"]


def test_other_languages_have_no_marks_that_are_known() -> None:
    assert marks.letters("ru") == ""
