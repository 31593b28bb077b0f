"""A form of a plural is known by the numbers that it is for, never by its place: tools order them differently."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.locales.plural_forms import by_category, converted, forms_of

# As other tools write them; what this package writes itself may be another order.
CLDR_ARABIC = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
OLD_ARABIC = "nplurals=6; plural=n==1 ? 0 : n==2 ? 1 : n==0 ? 5 : n%100>=3 && n%100<=10 ? 2 : n%100>=11 ? 3 : 4;"
ZERO_FIRST = "nplurals=3; plural=n%10==0 || n%100>10 && n%100<20 ? 0 : n%10==1 ? 1 : 2;"
FOUR_POLISH = (
    "nplurals=4; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : n!=1 && n%10<=1 || n%10>=5"
    " || n%100>=12 && n%100<=14 ? 2 : 3;"
)
OTHER_FIRST = "nplurals=4; plural=n%100==1 ? 1 : n%100==2 ? 2 : n%100==3 || n%100==4 ? 3 : 0;"
WITH_MILLIONS = "nplurals=3; plural=n == 0 || n == 1 ? 0 : n % 1000000 == 0 ? 1 : 2;"
WITH_FRACTIONS = "nplurals=4; plural=n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : n % 1 != 0 ? 2 : 3;"
ENGLISH = "nplurals=2; plural=n != 1;"


@pytest.mark.parametrize(
    ("name", "header", "expected"),
    [
        ("de", "", {"one": 0, "other": 1}),
        ("ru", "", {"one": 0, "few": 1, "many": 2, "other": 2}),
        ("ja", "", {"other": 0}),
        ("en_XA", "", {"one": 0, "other": 1}),
        ("ar", CLDR_ARABIC, {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 4, "other": 5}),
        ("ar", OLD_ARABIC, {"zero": 5, "one": 0, "two": 1, "few": 2, "many": 3, "other": 4}),
        ("lv", ZERO_FIRST, {"zero": 0, "one": 1, "other": 2}),
        ("pl", FOUR_POLISH, {"one": 0, "few": 1, "many": 2, "other": 3}),
        ("sl", OTHER_FIRST, {"one": 1, "two": 2, "few": 3, "other": 0}),
        ("fr", WITH_MILLIONS, {"one": 0, "many": 1, "other": 2}),
        ("cs", WITH_FRACTIONS, {"one": 0, "few": 1, "many": 2, "other": 3}),
        ("pt_BR", ENGLISH, {"one": 0, "many": 1, "other": 1}),
        ("pl", "nplurals=INTEGER; plural=EXPRESSION;", {"one": 0, "few": 1, "many": 2, "other": 2}),
        ("pl", "nplurals=3; plural=what?;", None),
    ],
)
def test_each_category_has_the_form_that_its_numbers_have(
    name: str, header: str, expected: dict[str, int] | None
) -> None:
    assert by_category(name, header) == expected


@pytest.mark.parametrize("name", ["ar", "cy", "lv", "sl", "ga", "mt", "gd", "kw", "lt", "he"])
def test_one_and_two_of_something_have_the_forms_of_one_and_two(name: str) -> None:
    """The locale's own rule, whatever order the installed library gives it."""
    numbers = by_category(name)
    assert numbers is not None
    assert numbers[locales.plural_category(name, 1)] == locales.parse(name).forms.singular
    assert set(numbers.values()) <= set(range(locales.parse(name).plural_count))


@pytest.mark.parametrize(
    ("name", "header", "count", "singular", "problem"),
    [
        ("ar", OLD_ARABIC, 6, 0, ""),
        ("ar", CLDR_ARABIC, 6, 1, ""),
        ("pl", FOUR_POLISH, 4, 0, ""),
        ("pt_BR", ENGLISH, 2, 0, ""),
        ("fr", WITH_MILLIONS, 3, 0, ""),
        ("pl", ENGLISH, 2, 0, "one form for"),
        ("de", "nplurals=1; plural=0;", 1, 0, "one form for 0 and 1"),
        ("pl", "nplurals=3; plural=n==?;", 3, 0, "can't be worked out"),
        ("pl", "nplurals=2; plural=n;", 2, 0, "can't be worked out"),
        ("pl", "forms: three", 3, 0, "can't be worked out"),
    ],
)
def test_a_header_is_understood_or_says_what_it_lacks(
    name: str, header: str, count: int, singular: int, problem: str
) -> None:
    forms = forms_of(name, header)
    assert (forms.count, forms.singular) == (count, singular)
    assert problem in forms.problem
    assert bool(problem) == bool(forms.problem)
    assert forms.unusable == ("worked out" in problem)


def test_forms_go_from_one_order_to_another_and_back() -> None:
    old = ("1", "2", "3-10", "11-99", "100", "0")
    new = ("0", "1", "2", "3-10", "11-99", "100")
    assert converted(old, "ar", OLD_ARABIC, CLDR_ARABIC) == new
    assert converted(new, "ar", CLDR_ARABIC, OLD_ARABIC) == old
    assert converted(old, "ar", OLD_ARABIC, OLD_ARABIC) == old


@pytest.mark.parametrize(
    ("forms", "old", "new"),
    [
        (("1", "2", "5"), "", ENGLISH),
        (("1", "2"), ENGLISH, ""),
        (("1", "2", "5"), "", FOUR_POLISH),
        (("1", "2"), "", FOUR_POLISH),
        (("1", "2", "5"), "nplurals=3; plural=x;", ""),
    ],
)
def test_forms_that_another_order_has_no_place_for_are_not_guessed(forms: tuple[str, ...], old: str, new: str) -> None:
    assert converted(forms, "pl", old, new) is None
