"""Each count gets the form that its language has for it: a form in the wrong place is a wrong number to a reader."""

from __future__ import annotations

import pytest

from pipeline.formats.json.plurals import by_category, icu_forms, icu_message


@pytest.mark.parametrize(
    ("locale", "forms", "expected"),
    [
        (None, ["a", "b"], {"one": "a", "other": "b"}),
        ("de", ["a", "b"], {"one": "a", "other": "b"}),
        ("ja", ["a"], {"other": "a"}),
        ("ru", ["a", "b", "c"], {"one": "a", "few": "b", "many": "c", "other": "c"}),
        ("ar", list("abcdef"), {"zero": "a", "one": "b", "two": "c", "few": "d", "other": "e", "many": "f"}),
        ("pt_BR", ["a", "b"], {"one": "a", "many": "b", "other": "b"}),
    ],
)
def test_each_category_of_a_locale_gets_its_form(
    locale: str | None, forms: list[str], expected: dict[str, str]
) -> None:
    assert by_category(forms, locale) == expected


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
    ("value", "expected"),
    [
        ("{n, plural, one {# day} other {# days}}", ("# day", "# days")),
        ("{ n , plural , other {# days} one {# day} }", ("# day", "# days")),
        ("Stay {n, plural, one {# day} other {# days}} here", ("Stay # day here", "Stay # days here")),
        ("{n, plural, one {{name} and # guest} other {{name}}}", ("{name} and # guest", "{name}")),
        ("{n, plural, one {# day} few {# days} other {# days}}", None),
        ("{n, plural, one {# day}}", None),
        ("{n, plural, =0 {no day} other {# days}}", None),
        ("{n, select, one {a} other {b}}", None),
        ("{n, plural, one {{d, date} day} other {# days}}", None),
        ("{n, plural, one {a} other {b}} {m, plural, one {a} other {b}}", None),
        ("# days", None),
    ],
)
def test_an_icu_plural_of_one_and_other_is_read_with_the_words_around_it(
    value: str, expected: tuple[str, str] | None
) -> None:
    assert icu_forms(value) == expected


def test_an_icu_message_counts_by_the_same_argument_and_its_apostrophes_quote_nothing() -> None:
    value = "{n, plural, one {# day} other {# days}}"
    written = icu_message(value, {"one": "l'#jour d'avant", "other": "d'{name}"})
    assert written == "{n, plural, one {l''#jour d'avant} other {d''{name}}}"
