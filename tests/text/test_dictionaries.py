"""A dictionary of Hunspell's is read by its affixes; without one, or with one of compounds, nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.text import dictionaries

AFFIXES = """SET UTF-8
FORBIDDENWORD !
NEEDAFFIX ?
PFX R Y 1
PFX R 0 re [^r]
SFX S Y 2
SFX S 0 s [aeo]
SFX S m ns m
SFX A Y 2
SFX A ar ando/S ar
SFX A ar ou ar
SFX N N 1
SFX N 0 mente a
"""
WORDS = "8\nmédico/S\nnuvem/S\ntomar/AR\nclara/N\nsoro\nerrado/!S\nraiz/?\nfebre/S\n"
BRAZIL = locales.parse("pt_BR")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(dictionaries.VARIABLE, str(tmp_path))
    forget()
    (tmp_path / "pt_BR.aff").write_text(AFFIXES, "utf-8")
    (tmp_path / "pt_BR.dic").write_text(WORDS, "utf-8")
    yield tmp_path
    forget()


def forget() -> None:
    for remembered in (dictionaries._path, dictionaries._dictionary, dictionaries._known):
        remembered.cache_clear()


@pytest.mark.parametrize(
    ("word", "known"),
    [
        *[
            (word, True)
            for word in ("médico", "médicos", "Médicos", "nuvens", "tomando", "tomandos", "retomar", "tomou")
        ],
        *[(word, True) for word in ("retomando", "claramente", "soro")],
        *[
            (word, False)
            for word in ("soros", "nuvems", "remédico", "tomarmente", "errado", "raiz", "reclaramente", "x")
        ],
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_word_is_known_by_its_stem_and_affixes(word: str, known: bool) -> None:
    assert dictionaries.knows(word, BRAZIL) is known


@pytest.mark.parametrize(
    ("word", "meant"), [("mdicos", "médicos"), ("feber", "febre"), ("febrre", "febre"), ("zfebre", ""), ("febre", "")]
)
@pytest.mark.usefixtures("folder")
def test_a_slip_of_one_letter_is_told(word: str, meant: str) -> None:
    assert dictionaries.slip_of(word, BRAZIL) == meant


@pytest.mark.usefixtures("folder")
def test_another_variety_has_no_dictionary_of_this_one() -> None:
    assert dictionaries.knows("soro", locales.parse("pt_PT")) is None
    assert dictionaries.identity(locales.parse("pt_PT")) == ""


def test_another_dictionary_is_told_from_the_first(folder: Path) -> None:
    before = dictionaries.identity(BRAZIL)
    (folder / "pt_BR.dic").write_text(WORDS + "chá\n", "utf-8")
    assert before != dictionaries.identity(BRAZIL) != ""


@pytest.mark.parametrize("affixes", ["SET UTF-8\nCOMPOUNDFLAG x\n", "SET nonsense-8\n", "SFX A Y 1\nSFX A 0 s [\n"])
def test_a_dictionary_that_is_not_understood_is_as_none(folder: Path, affixes: str) -> None:
    (folder / "pt_BR.aff").write_text(affixes, "utf-8")
    assert dictionaries.knows("soro", BRAZIL) is None


@pytest.mark.usefixtures("folder")
def test_letters_of_an_older_charset_are_read() -> None:
    dictionary = dictionaries.read(b"SET ISO8859-1\n", "1\nórgão\n".encode("latin-1"))
    assert dictionary is not None
    assert dictionary.knows("órgão")
