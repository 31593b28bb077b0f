"""Each count gets the form that its language has for it: a form in the wrong place is a wrong number to a reader."""

from __future__ import annotations

import json

import pytest

from pipeline.formats.json.plurals import by_category, plurals
from pipeline.formats.json.tree import strings


@pytest.mark.parametrize(
    ("locale", "forms", "expected"),
    [
        (None, ["a", "b"], {"one": "a", "other": "b"}),
        ("de", ["a", "b"], {"one": "a", "other": "b"}),
        ("ja", ["a"], {"other": "a"}),
        ("ru", ["a", "b", "c"], {"one": "a", "few": "b", "many": "c", "other": "c"}),
        ("pt_BR nplurals=2; plural=n > 1;", ["a", "b"], {"one": "a", "many": "b", "other": "b"}),
        (
            "fr nplurals=3; plural=n < 2 ? 0 : n % 1000000 ? 2 : 1;",
            list("abc"),
            {"one": "a", "many": "b", "other": "c"},
        ),
    ],
)
def test_each_category_of_a_locale_gets_its_form(
    locale: str | None, forms: list[str], expected: dict[str, str]
) -> None:
    name, _, header = (locale or "").partition(" ")
    assert by_category(forms, name or None, header) == expected


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("ru", ["a", "b"]),
        ("de", ["a", "b", "c"]),
        ("ja", ["a", "b"]),
        ("de", ["a", ""]),
        ("de", [" ", "b"]),
        (None, ["a"]),
        (None, []),
    ],
)
def test_forms_too_few_too_many_or_empty_are_none(locale: str | None, forms: list[str]) -> None:
    assert by_category(forms, locale) is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"one": "day", "other": "days"}, [("one", "other")]),
        ({"=0": "no day", "one": "day", "other": "days"}, [("one", "other")]),
        ({"=0": "no day", "=1": "day", "other": "days"}, [("other",)]),
        ({"zero": "no day", "other": "days"}, []),
        ({"other": "days"}, []),
        ({"=0": "no day", "male": "his", "other": "their"}, []),
        ({"one": "{s, select, m {his} other {her}}", "other": "{s, select, m {his} other {her}}"}, []),
        ({"d_one": "day", "d_other": "days", "x": "y"}, [("d_one", "d_other")]),
        ({"d_one": "day", "d_other": "{s, plural, one {a} other {b}}"}, []),
    ],
)  # fmt: skip
def test_a_plural_is_known_by_its_keys_and_an_exact_number_is_beside_it(
    source: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    found = list(plurals(strings(json.dumps(source))[1]))
    assert [tuple(string.path[-1] for string in plural.strings) for plural in found] == expected
