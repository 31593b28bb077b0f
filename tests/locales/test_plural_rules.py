"""A rule of plural forms leads where gettext leads, and nothing else that a header says is ever done."""

from __future__ import annotations

from gettext import c2py

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.locales.plural_rules import DEEPEST, LONGEST, NUMBERS, counted, is_open, read
from pipeline.model import PluralForms

RULES = [
    "n != 1",
    "(n > 1)",
    "0",
    "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2",
    "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5",
    "(n%10==0 || (n%100>=11 && n%100<=19) ? 0 : n%10==1 && n%100!=11 ? 1 : 2)",
    "!(n==1)",
    "n - 1 == 0 ? 0 : 1",
    "n * 3 / 3 == n ? n % 3 : 2",
    "n <= 1 == 0",
    "n == 0 || n == 1 && n < 0",
    "1 ? n > 5 ? 1 : 0 : 2",
]
EXPRESSION = st.recursive(
    st.sampled_from(["n", "0", "1", "2", "10", "100"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["==", "!=", "<", ">", "<=", ">=", "+", "*"]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        # Python's `and` gives a number back where C's gives 1.
        st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(
            lambda parts: f"({parts[0]} != 0 {parts[1]} {parts[2]} != 0)"
        ),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} ? {parts[1]} : {parts[2]})"),
        inner.map(lambda part: f"{part} % 7"),
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("rule", RULES)
def test_each_number_has_gettexts_form(rule: str) -> None:
    theirs = c2py(rule)
    ours = read(f"nplurals=6; plural={rule};")
    assert ours is not None
    assert [ours.form(number) for number in NUMBERS] == [theirs(number) for number in NUMBERS]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(EXPRESSION)
def test_any_expression_leads_where_gettext_leads(rule: str) -> None:
    theirs = [int(c2py(f"({rule}) % 9")(number)) for number in range(0, 1000, 37)]
    ours = read(f"nplurals=9; plural=({rule}) % 9;")
    assert ours is not None
    assert [ours.form(number) for number in range(0, 1000, 37)] == theirs


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nplurals=2;",
        "nplurals=0; plural=0;",
        "nplurals=two; plural=n!=1;",
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=2; plural=n;",
        "nplurals=1; plural=n!=1;",
        "nplurals=2; plural=n=1;",
        "nplurals=2; plural=n!=1 n;",
        "nplurals=2; plural=(n!=1;",
        "nplurals=2; plural=n!=1);",
        "nplurals=2; plural=n ? 1;",
        "nplurals=2; plural=1/n;",
        "nplurals=2; plural=n%0;",
        "nplurals=2; plural=0-1;",
        "nplurals=2; plural=m!=1;",
        "nplurals=2; plural=n**n;",
        "nplurals=2; plural=__import__('os').getpid();",
        "nplurals=2; plural=n.real;",
        "nplurals=2; plural=9999999999;",
        f"nplurals=2; plural={'(' * (DEEPEST + 1)}n{')' * (DEEPEST + 1)};",
        f"nplurals=2; plural={'!' * 200}n;",
        f"nplurals=2; plural=n{' * n' * 200};",
        f"nplurals=2; plural=n!=1{' ' * LONGEST};",
    ],
)
def test_what_is_no_rule_is_none(header: str) -> None:
    assert read(header) is None


def test_spaces_and_line_ends_are_no_matter() -> None:
    assert read("nplurals = 3 ;\n plural = n==1 ? 0 :\n n==2 ? 1 : 2") == read("nplurals=3; plural=n==1?0:n==2?1:2;")


@pytest.mark.parametrize(
    ("header", "count", "expected"),
    [
        ("nplurals=2; plural=n != 1;", 2, PluralForms(2, 0, frozenset({0}))),
        ("nplurals=3; plural=n==0 ? 0 : n==1 ? 1 : 2;", 3, PluralForms(3, 1, frozenset({0, 1}))),
        ("nplurals=4; plural=n%100==1 ? 1 : n%100==2 ? 2 : n%100==3 || n%100==4 ? 3 : 0;", 4,
         PluralForms(4, 1, frozenset({1, 2}))),
        ("nplurals=1; plural=0;", 1, PluralForms(1, 0, frozenset())),
        ("nplurals=3; plural=n==0 ? 0 : n==1 ? 1 : 2;", 2, PluralForms(2)),
        ("nplurals=2;", 2, PluralForms(2)),
    ],
)  # fmt: skip
def test_the_form_of_one_is_known_and_those_of_few_numbers(header: str, count: int, expected: PluralForms) -> None:
    assert counted(header, count) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [("", True), ("  ", True), ("nplurals=INTEGER; plural=EXPRESSION;", True), ("nplurals=2; plural=n!=1;", False)],
)
def test_a_template_leaves_open_how_it_counts(header: str, expected: bool) -> None:
    assert is_open(header) == expected
