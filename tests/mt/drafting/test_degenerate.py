"""What no model should be believed about is noticed, and what only looks like it is not."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.mt.drafting.degenerate import faults, unbalanced

PT = locales.parse("pt-BR")

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
    assert any(word in fault for fault in faults(source, translation, PT))


@pytest.mark.parametrize(("source", "translation"), SOUND)
def test_a_sound_translation_has_no_fault(source: str, translation: str) -> None:
    assert faults(source, translation, PT) == ()


def test_a_character_of_chinese_counts_for_more_than_a_letter() -> None:
    source = "The nurse checks your blood pressure and your temperature."
    assert faults(source, "护士会测量您的血压和体温。", locales.parse("zh-CN")) == ()
    assert faults(source, "护士。", locales.parse("zh-CN"))


@pytest.mark.parametrize(
    ("locale", "source", "translation", "fault"),
    [
        ("pt-BR", "Wash your hands.", "Вымойте руки.", "the engine writes in Cyrillic letters"),
        ("sr-Latn", "Wash your hands.", "Оперите руке.", "the engine writes in Cyrillic letters"),
        ("sr-Cyrl", "Wash your hands.", "Operite ruke.", "the engine writes in Latin letters"),
        ("ar", "Wash your hands.", "Lave as mãos.", "the engine writes in Latin letters"),
        ("sr-Latn", "Wash your hands.", "Operite ruke.", ""),
        ("ar", "Ask for CAR-T at Lakeside.", "اسأل عن CAR-T في Lakeside.", ""),
        ("pt-BR", "TNF-alpha rises.", "O TNF-α sobe.", ""),
        ("ja", "Wash your hands.", "手を洗ってください。", ""),
        ("pt-BR", "The word 手 is Japanese.", "A palavra 手 é japonesa.", ""),
    ],
)
def test_another_script_than_the_languages_is_noticed(locale: str, source: str, translation: str, fault: str) -> None:
    assert "; ".join(faults(source, translation, locales.parse(locale))) == fault


def test_what_the_engine_adds_is_noticed() -> None:
    assert faults("Ask us.", "Pergunte-nos. As enfermeiras", PT) == ("the engine adds a sentence",)
    assert faults("Lung clinic", "Clínica (em inglês)", PT) == ("the engine adds words in brackets",)
    assert faults("See Dr. Lee at 5 p.m. today.", "Veja o Dr. Lee às 17h de hoje.", PT) == ()
    assert faults("Come. Sit.", "Venha. Sente-se.", PT) == ()


@pytest.mark.parametrize(("text", "alone"), [("a (b) c", False), ("a (b c", True), ("a b) c", True), ("(a]", True)])
def test_a_bracket_alone_is_found(text: str, alone: bool) -> None:
    assert unbalanced(text) is alone
