"""A catalog's header says how many forms its plurals have, and is told where it can't be right."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.errors import CatalogError
from pipeline.po.entries import Catalog, Entry
from pipeline.po.headers import declared_forms
from pipeline.po.merge import merge
from pipeline.stages import check_file, merge_file

RULES = {
    "": None,
    " ": None,
    "nplurals=INTEGER; plural=EXPRESSION;": None,
    "nplurals=1; plural=0;": 1,
    "nplurals = 3 ; plural=(n==1 ? 0 : n==2 ? 1 : 2);": 3,
    "plural=(n > 1); nplurals=2": 2,
    "nplurals=6;": 6,
}
NONSENSE = ["nplurals=0; plural=0;", "nplurals=10;", "nplurals=-1;", "nplurals=2x;", "nplurals=two;", "plural=(n > 1);"]
NONSENSE += ["nplurals=", "nplurals=99999999999; plural=0;", "nplurals=٣; plural=0;", "two forms"]
NONSENSE += ["nplurals=7;", "nplurals=20000000; plural=0;", "nplurals=1e9;"]


@pytest.mark.parametrize("rule", RULES)
def test_a_header_declares_its_plural_forms_or_leaves_them_open(rule: str) -> None:
    assert declared_forms({"Plural-Forms": rule}) == RULES[rule]


def test_a_header_without_the_field_leaves_its_plural_forms_open() -> None:
    assert declared_forms({"Language": "ru"}) is None


@pytest.mark.parametrize("rule", NONSENSE)
def test_a_number_of_forms_that_no_language_has_is_an_error(rule: str) -> None:
    with pytest.raises(CatalogError) as error:
        declared_forms({"Plural-Forms": rule})
    assert repr(rule) in str(error.value)


def test_a_merge_makes_no_plural_of_no_forms() -> None:
    old = Catalog({"Plural-Forms": "nplurals=0; plural=0;"}, (Entry("day", ("dia", "dias"), msgid_plural="days"),))
    with pytest.raises(CatalogError, match="nplurals=0"):
        merge(old, Catalog({}, (Entry("day", ("", ""), msgid_plural="days"),)), headers={}, plural_count=2)


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("ru", {3, 4}),
        ("ar", {6}),
        ("ja", {1}),
        ("de", {2}),
        ("fr_CA", {2, 3}),
        ("pt_BR", {2, 3}),
        ("he", {2, 3, 4}),
        ("tr", {1, 2}),
        ("sr@latin", {3}),
        ("xx", {1, 2, 3, 4, 5, 6}),
        ("", {1, 2, 3, 4, 5, 6}),
    ],
)
def test_a_language_has_the_forms_that_gettext_or_cldr_know(language: str, counts: set[int]) -> None:
    taken = set()
    for count in range(1, 7):
        with suppress(CatalogError):
            taken.add(declared_forms({"Language": language, "Plural-Forms": f"nplurals={count}; plural=0;"}))
    assert taken == counts


def test_forms_that_a_language_lacks_are_an_error_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "de.po"
    path.write_text(
        '# Clinic\n\nmsgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=5; plural=0;\\n"\n\n'
        'msgid "day"\nmsgid_plural "days"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        "utf-8",
    )
    told = rf"^{re.escape(str(path))}:3: .*declares 5 forms, and de has 2$"
    with pytest.raises(CatalogError, match=told):
        check_file.judged(path, None, locales.parse("en"))
    with pytest.raises(CatalogError, match=told):
        merge_file.merge_files(path, path, tmp_path / "out.po")
    assert not (tmp_path / "out.po").exists()


def test_of_a_rule_without_end_an_error_shows_the_beginning() -> None:
    with pytest.raises(CatalogError) as error:
        declared_forms({"Plural-Forms": "nplurals=" + "9" * 1_000_000})
    assert len(str(error.value)) < 300
