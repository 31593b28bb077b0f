"""A translation honours a term in any good form of it; what the glossary says serves the locales that it should."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline import locales, termbase
from pipeline.termbase import compiled
from tests.support.glossaries import Row, load, pairs

HONOURED = [
    ("pt", "stem cell", "célula-tronco", "As células-tronco do doador", "inflected"),
    ("pt", "stem cell", "célula-tronco", "Uma célula tronco", "form"),
    ("pt", "viral infection", "infecção viral", "Infecções graves e virais", "inflected"),
    ("pt", "side effect", "efeito colateral", "Há efeitos muito raros colaterais", "inflected"),
    ("es", "bone marrow", "médula ósea", "La medula ósea", "form"),
    ("fr", "swelling", "œdème", "L’œdème du pied", "form"),
    ("ru", "vaccine", "вакцина", "Дозы вакцины", "inflected"),
    ("ar", "vaccine", "لقاح", "باللقاحات الجديدة", "inflected"),
    ("ar", "symptom", "عرض", "ظهرت الأعراض", "derived"),
    ("zh", "stem cell", "干细胞", "造血干细胞移植", "form"),
    ("fa", "coronavirus", "کرونا ویروس", "بیماری کروناویروس", "form"),
    ("pt", "mask", "máscara facial", "Use uma máscara", "part"),
    ("tr", "cell", "hücre", "Hücrelerde", "inflected"),
]
BROKEN = [
    ("pt", "stem cell", "célula-tronco", "As células do doador"),
    ("pt", "NK cell therapy", "terapia com células NK", "A terapia com células T"),
    ("pt", "cell", "célula", "A celulose"),
    ("fr", "liver", "foie", "La foi aide"),
    ("zh", "stem cell", "干细胞", "造血细胞移植"),
    ("ar", "heart", "قلب", "كلب كبير"),
]


@pytest.mark.parametrize(("locale", "source", "target", "translation", "kind"), HONOURED)
def test_a_good_form_honours(
    tmp_path: Path, locale: str, source: str, target: str, translation: str, kind: str
) -> None:
    base = load(tmp_path, pairs((source, target), target=locale), locale)
    (match,) = base.matches(source)
    honour = base.honours(match, translation)
    assert honour is not None
    assert honour.kind == kind
    assert translation[honour.start : honour.end] == honour.text != ""


@pytest.mark.parametrize(("locale", "source", "target", "translation"), BROKEN)
def test_another_word_does_not(tmp_path: Path, locale: str, source: str, target: str, translation: str) -> None:
    base = load(tmp_path, pairs((source, target), target=locale), locale)
    (match,) = base.matches(source)
    assert base.honours(match, translation) is None


def test_listed_forms_honour_and_are_offered(tmp_path: Path) -> None:
    rows: list[Row] = [("a", "en", "child"), ("a", "pt", "criança", "preferred", "menino;menina")]
    base = load(tmp_path, rows)
    honour = base.honours(next(base.entries()), "A menina dorme")
    assert honour
    assert honour.text == "menina"
    assert base.forms("criança", base.target) == ("criança", "menino", "menina", "crianças")


def test_admitted_terms_honour_and_deprecated_ones_do_not(tmp_path: Path) -> None:
    rows: list[Row] = [("a", "en", "flu"), ("a", "pt", "gripe"), ("a", "pt", "influenza", "admitted")]
    (entry,) = load(tmp_path, [*rows, ("a", "pt", "resfriado", "deprecated")]).entries()
    assert [target.term for target in entry.allowed] == ["gripe", "influenza"]
    assert [target.term for target in entry.targets] == ["gripe", "influenza", "resfriado"]


@pytest.mark.parametrize(
    ("listed", "target", "serves"),
    [("pt", "pt-BR", True), ("pt_BR", "pt-BR", True), ("pt_PT", "pt-BR", False), ("zh_CN", "zh-Hans", True)],
)
def test_a_term_serves_the_locales_that_likely_subtags_say(
    tmp_path: Path, listed: str, target: str, serves: bool
) -> None:
    assert bool(load(tmp_path, [("a", "en", "x-ray"), ("a", listed, "raio")], target).matches("X-ray")) is serves


def test_a_region_of_its_own_comes_before_the_language(tmp_path: Path) -> None:
    rows: list[Row] = [("a", "en", "bus"), ("a", "pt", "autocarro"), ("a", "pt_BR", "ônibus")]
    (entry,) = load(tmp_path, rows).entries()
    assert [target.term for target in entry.targets] == ["ônibus", "autocarro"]


def test_a_name_that_is_kept_needs_no_row_in_the_target(tmp_path: Path) -> None:
    base = load(tmp_path, [("a", "en", "CTv3", "do-not-translate")], "ar")
    (match,) = base.matches("The CTv3 codes")
    assert match.entry.do_not_translate
    assert base.honours(match, "رموز وCTv3 الجديدة")
    assert base.honours(match, "رموز CTv35") is None
    assert base.honours(match, "رموز ctv3") is None


def test_a_concept_without_a_term_in_the_target_says_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, [("a", "en", "cell"), ("a", "fr", "cellule")]).matches("A cell") == ()


def test_a_bad_row_is_skipped_and_told(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "concept,locale,term,status\na,en,cell,preferred\na,pt,célula,fine\na,pt,celula,admitted\n", "utf-8"
    )
    base = termbase.load([path], locales.parse("en"), locales.parse("pt"))
    assert [problem.line for problem in base.problems] == [3]
    assert [target.term for target in next(base.entries()).targets] == ["celula"]


def test_the_cache_answers_as_the_files_do_until_they_change(tmp_path: Path) -> None:
    load(tmp_path, pairs(("stem cells", "célula-tronco")))
    path, cache = tmp_path / "glossary.csv", tmp_path / "cache"
    english, brazilian = locales.parse("en"), locales.parse("pt-BR")
    first = termbase.load([path], english, brazilian, cache=cache)
    again = termbase.load([path], english, brazilian, cache=cache)
    assert list(first.entries()) == list(again.entries())
    assert first.matches("Stem cell") == again.matches("Stem cell") != ()
    assert len(list(cache.iterdir())) == 1
    path.write_text(path.read_text("utf-8").replace("célula-tronco", "célula mãe"), "utf-8")
    changed = termbase.load([path], english, brazilian, cache=cache)
    assert [target.term for target in next(changed.entries()).targets] == ["célula mãe"]


def test_a_cache_keeps_the_newest_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "KEPT", 2)
    path, cache = tmp_path / "glossary.csv", tmp_path / "cache"
    made: list[Path] = []
    for moment, term in enumerate(("célula", "célula mãe", "célula viva")):
        load(tmp_path, pairs(("cell", term)))
        termbase.load([path], locales.parse("en"), locales.parse("pt"), cache=cache)
        made += [table for table in cache.iterdir() if table not in made]
        os.utime(made[-1], (moment, moment))
    assert set(cache.iterdir()) == set(made[1:])


@pytest.mark.parametrize("rest", ["", "{", "[]", '{"entries": []}'])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, rest: str) -> None:
    load(tmp_path, pairs(("cell", "célula")))
    path, cache = tmp_path / "glossary.csv", tmp_path / "cache"
    termbase.load([path], locales.parse("en"), locales.parse("pt"), cache=cache)
    (table,) = cache.iterdir()
    table.write_text(rest, "utf-8")
    assert termbase.load([path], locales.parse("en"), locales.parse("pt"), cache=cache).matches("cells")
    assert json.loads(table.read_text("utf-8"))["entries"]
