"""Letters are the language's own; those that only look so are found, and told which they should be."""

from __future__ import annotations

import pytest

from pipeline.checks import script
from tests.support.units import found, ids, unit

SOURCE = "Take the medicine with a glass of water, says Dr. Martin of the WHO."
RIGHT = [
    ("pt_BR", "Tome o remédio com um copo de água, diz o Dr. Martin, da OMS."),
    ("ru", "Принимайте лекарство со стаканом воды, говорит доктор Martin (WHO)."),
    ("ar", "تناول الدواء مع كوب ماء، يقول الدكتور Martin من WHO."),
    ("zh_CN", "WHO 的 Martin 医生说：请用一杯水送服药物。"),
    ("ja", "WHOのMartin医師は、コップ一杯の水で薬を飲むようにと言います。"),
    ("pt_BR", "O TNFα e 5 µg de β-caroteno"),
]
TWINS = [
    ("pt_BR", "Tome o reмédio com água", "reмédio", None),
    ("pt_BR", "Tome a dоsе com água", "dоsе", "dose"),
    ("ru", "Принимайте лекaрcтвo с водой", "лекaрcтвo", "лекарство"),
    ("es", "La dοsis diaria", "dοsis", "dosis"),
]


@pytest.mark.parametrize(("locale", "translation"), RIGHT)
def test_names_and_symbols_may_stand_in_other_letters(locale: str, translation: str) -> None:
    assert ids(script, unit(SOURCE, translation), locale) == []


@pytest.mark.parametrize(("locale", "translation", "word", "meant"), TWINS)
def test_a_word_of_two_scripts_is_shown_and_put_right(
    locale: str, translation: str, word: str, meant: str | None
) -> None:
    (finding,) = found(script, unit(SOURCE, translation), locale)
    assert finding.check == "mixed-scripts"
    assert finding.target_span is not None
    assert translation[slice(*finding.target_span)] == word
    assert finding.suggestion == meant
    assert finding.severity == ("major" if meant else "minor")


@pytest.mark.parametrize(
    ("locale", "translation"),
    [
        ("ru", "Prinimayte lekarstvo so stakanom vody, govorit doktor Martin"),
        ("ar", "tanawal aldawa' mae kub ma'"),
        ("hi", "Ek gilas paani ke saath dava len"),
        ("zh_CN", "QingYongYiBeiShuiSongFuYaoWu."),
        ("pt_BR", "Принимайте лекарство со стаканом воды"),
        ("fa", "Принимайте лекарство"),
    ],
)
def test_a_text_in_foreign_letters_is_major(locale: str, translation: str) -> None:
    (finding,) = found(script, unit(SOURCE, translation), locale)
    assert (finding.check, finding.severity) == ("wrong-script", "major")


def test_one_short_name_in_latin_letters_is_minor() -> None:
    (finding,) = found(script, unit("Mail", "Email"), "ar")
    assert (finding.check, finding.severity) == ("wrong-script", "minor")


def test_letters_that_the_source_has_may_stay() -> None:
    assert ids(script, unit("The Russian word мир means peace.", "A palavra russa мир significa paz."), "pt_BR") == []


def test_ruined_letters_are_another_finding() -> None:
    assert ids(script, unit(SOURCE, "Ð\u009fÑ\u0080Ð¸Ð½Ð¸Ð¼Ð°Ð¹Ñ‚Ðµ"), "ru") == []
