"""The data of languages is well formed: what a slip of an editor would break is told here."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.text import language
from pipeline.text.language import evidence, identify, lexicon, scripts, words

FOLDER = Path(language.__file__).parent
LEXICON = [line.split("\t") for line in (FOLDER / "lexicon.tsv").read_text("utf-8").splitlines()]
PROFILES = tomllib.loads((FOLDER / "function_words.toml").read_text("utf-8"))


def test_every_row_of_the_lexicon_has_every_language() -> None:
    assert all(len(row) == len(LEXICON[0]) and all(cell.split() for cell in row) for row in LEXICON)


def test_every_entry_of_the_lexicon_is_found_by_itself() -> None:
    for column, name in enumerate(LEXICON[0]):
        for number, row in enumerate(LEXICON[1:]):
            for entry in row[column].split():
                form = words.fold(entry.removesuffix("$"))
                if "_" in form or name == "zh":
                    continue
                assert number in lexicon.senses(form, name), f"{name}: {entry}"


@pytest.mark.parametrize("script", PROFILES)
def test_a_profile_is_of_a_language_that_cldr_knows_in_its_script(script: str) -> None:
    for name in PROFILES[script]:
        locale = locales.parse({"sr": "sr", "tl": "fil"}.get(name, name))
        assert locale.script == script, name
        assert identify.known(name, script)


def test_function_words_are_whole_words() -> None:
    for languages in PROFILES.values():
        for name, line in languages.items():
            for word in line.split():
                assert words.words(word) == [word], f"{name}: {word}"


def test_measures_are_plausible() -> None:
    data = tomllib.loads((FOLDER / "lengths.toml").read_text("utf-8"))
    for table in data.values():
        for name, row in table.items():
            assert -1.5 < row["mean"] < 0.6, name
            assert 0.03 < row["spread"] < 0.4, name
    assert evidence.length_ratio("xx", "Cyrl") == evidence.length_ratio("yy", "Cyrl")
    assert evidence.length_ratio("en", "Latn", "pt").mean == pytest.approx(-evidence.length_ratio("pt", "Latn").mean)


def test_a_half_is_told_from_a_whole_by_length() -> None:
    ratio = evidence.length_ratio("pt", "Latn")
    assert ratio.evidence(200, 110, 0.5) > 5
    assert ratio.evidence(200, 218, 0.5) < -5


def test_each_script_knows_its_letters() -> None:
    for letter, script in {
        "a": "Latn",
        "ж": "Cyrl",
        "λ": "Grek",
        "ع": "Arab",
        "क": "Deva",
        "医": "Hani",
        "あ": "Hira",
    }.items():
        assert scripts.of(letter) == script
    assert scripts.of("3") == scripts.of("!") == ""


def test_twins_look_alike_and_are_of_two_scripts() -> None:
    for script, twins in scripts.LATIN_OF.items():
        assert all(scripts.of(letter) == script for letter in twins)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Não dê l'eau d’Évian", ["não", "dê", "l", "eau", "d", "évian"]),
        ("नमस्ते दुनिया।", ["नमस्ते", "दुनिया"]),
        ("5 mg/ml (ok)", ["mg", "ml", "ok"]),
        ("می‌شود", ["می", "شود"]),
    ],
)
def test_words_keep_their_marks(text: str, expected: list[str]) -> None:
    assert words.words(text) == expected


@pytest.mark.parametrize(("a", "b"), [("Éléphant", "elephant"), ("رأى", "راي"), ("ёлка", "елка"), ("ज़रूरी", "जरूरी")])
def test_spelling_variants_fold_together(a: str, b: str) -> None:
    assert words.fold(a) == words.fold(b)
