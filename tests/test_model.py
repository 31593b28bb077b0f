from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Finding, Pair, PluralForms, Segment, Unit, join_forms, segment_key, split_forms


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=8), min_size=1, max_size=6))
def test_forms_come_back_as_they_were_joined(forms: list[str]) -> None:
    assert split_forms(join_forms(*forms)) == tuple(forms)


def test_a_plural_that_is_not_there_is_no_form_and_an_empty_one_is() -> None:
    assert join_forms("dose", None) == "dose"
    assert join_forms("dose", "") == "dose\0"
    assert join_forms("dose", "doses") == "dose\0doses"


def made(text: str, plural: str | None, *targets: str) -> Unit:
    return Unit(Segment(segment_key(None, text), text, plural), targets, "accepted")


@pytest.mark.parametrize(
    ("plural", "targets", "sources", "followed"),
    [
        (None, (), [], ("dose",)),
        (None, ("dose",), ["dose"], ("dose",)),
        ("doses", (), [], ("dose", "doses")),
        ("doses", ("dosis",), ["doses"], ("doses",)),
        ("doses", ("dosis", "dosis"), ["dose", "doses"], ("dose", "doses")),
        ("doses", ("доза", "дозы", "доз"), ["dose", "doses", "doses"], ("dose", "doses")),
        ("", ("dosis", "dosis"), ["dose", ""], ("dose", "")),
        ("doses", ("<empty/>", " "), ["dose", "doses"], ("dose", "doses")),
    ],
)
def test_a_form_translates_the_singular_or_the_plural(
    plural: str | None, targets: tuple[str, ...], sources: list[str], followed: tuple[str, ...]
) -> None:
    unit = made("dose", plural, *targets)
    expected = [
        Pair(source, target, number) for number, (source, target) in enumerate(zip(sources, targets, strict=True))
    ]
    assert list(unit.pairs()) == expected
    assert unit.sources == followed


def test_the_form_of_one_translates_the_singular_wherever_it_stands() -> None:
    unit = made("dose", "doses", "nulla", "una", "duae")
    second = PluralForms(3, 1)
    assert [pair.source for pair in unit.pairs(second)] == ["doses", "dose", "doses"]
    assert [pair.source for pair in replace(unit, forms=second).pairs()] == ["doses", "dose", "doses"]
    assert [pair.source for pair in replace(unit, forms=PluralForms(3, 2)).pairs(second)] == ["doses", "doses", "dose"]
    assert [pair.source for pair in made("dose", "doses", "dosis").pairs(second)] == ["doses"]


@pytest.mark.parametrize(
    ("source", "span", "shown"),
    [
        ("One dose of 5 mg", (12, 16), (12, 16)),
        ("%d doses of 5 mg", (12, 16), (12, 16)),
        ("%d large doses of 5 mg", (18, 22), (12, 16)),
        ("%d doses of 6 mg", (12, 16), None),
        ("5 mg or more", (0, 1), (12, 13)),
        ("%d of 5 mg", (3, 4), None),
        ("%d doses", None, None),
    ],
)
def test_a_finding_points_at_its_words_in_the_singular(
    source: str, span: tuple[int, int] | None, shown: tuple[int, int] | None
) -> None:
    unit = made("One dose of 5 mg", None if source == "One dose of 5 mg" else source, "Uma dose")
    finding = Finding("number-lost", "critical", "It is missing.", unit, span)
    assert finding.of(source).source_span == shown
