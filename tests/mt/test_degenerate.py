"""What no model should be believed about is noticed, and what only looks like it is not."""

from __future__ import annotations

import pytest

from pipeline.mt.degenerate import faults, unbalanced

FAULTY = [
    ("Keep the cord blood cold.", "Mantenha o sangue do cordão sangue do cordão frio.", "repeats “sangue do cordão”"),
    ("The dose is low.", "A dose é é é baixa.", "repeats “é”"),
    ("Ask the nurse for some water today.", "Ask the nurse for some water today.", "gave the source back"),
    ("Ask the nurse for water, sit down and wait for the doctor.", "Peça água.", "breaks off"),
    ("Ask the nurse for some cold water.", "Peça à enfermeira um pouco de água fria " * 3 + "hoje.", "repeats"),
    ("The result (of the scan) came.", "O resultado (do exame veio.", "bracket"),
    ("They said “stop”.", "Eles disseram “pare.", "bracket or a quotation mark"),
]
SOUND = [
    ("It was very, very, very cold.", "Estava muito, muito, muito frio."),
    ("PD-1, CTLA-4 and IL-15", "PD-1, CTLA-4 e IL-15"),
    ("Call us", "Ligue para nós"),
    ("1) wash 2) dry", "1) lave 2) seque"),
    ("Little by little it heals, day by day.", "Pouco a pouco sara, dia a dia."),
    ("The nurse checks your blood pressure.", "A enfermeira mede sua pressão arterial."),
]


@pytest.mark.parametrize(("source", "translation", "word"), FAULTY)
def test_a_degenerate_translation_is_noticed(source: str, translation: str, word: str) -> None:
    assert any(word in fault for fault in faults(source, translation))


@pytest.mark.parametrize(("source", "translation"), SOUND)
def test_a_sound_translation_has_no_fault(source: str, translation: str) -> None:
    assert faults(source, translation) == ()


def test_a_character_of_chinese_counts_for_more_than_a_letter() -> None:
    source = "The nurse checks your blood pressure and your temperature."
    assert faults(source, "护士会测量您的血压和体温。") == ()
    assert faults(source, "护士。")


def test_what_the_engine_adds_is_noticed() -> None:
    assert faults("Ask us.", "Pergunte-nos. As enfermeiras") == ("the engine adds a sentence",)
    assert faults("Lung clinic", "Clínica (em inglês)") == ("the engine adds words in brackets",)
    assert faults("See Dr. Lee at 5 p.m. today.", "Veja o Dr. Lee às 17h de hoje.") == ()
    assert faults("Come. Sit.", "Venha. Sente-se.") == ()


@pytest.mark.parametrize(("text", "alone"), [("a (b) c", False), ("a (b c", True), ("a b) c", True), ("(a]", True)])
def test_a_bracket_alone_is_found(text: str, alone: bool) -> None:
    assert unbalanced(text) is alone
