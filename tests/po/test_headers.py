"""A catalog's header says how many forms its plurals have, and is told where it can't be right."""

from __future__ import annotations

import pytest

from pipeline.errors import CatalogError
from pipeline.po.entries import Catalog, Entry
from pipeline.po.headers import declared_forms
from pipeline.po.merge import merge

RULES = {
    "": None,
    " ": None,
    "nplurals=INTEGER; plural=EXPRESSION;": None,
    "nplurals=1; plural=0;": 1,
    "nplurals = 3 ; plural=(n==1 ? 0 : n==2 ? 1 : 2);": 3,
    "plural=(n > 1); nplurals=2": 2,
    "nplurals=9;": 9,
}
NONSENSE = ["nplurals=0; plural=0;", "nplurals=10;", "nplurals=-1;", "nplurals=2x;", "nplurals=two;", "plural=(n > 1);"]
NONSENSE += ["nplurals=", "nplurals=99999999999; plural=0;", "nplurals=٣; plural=0;", "two forms"]


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
