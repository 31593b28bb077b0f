"""A dose, a date or a result that changes is found; a number that is only written otherwise isn't."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.checks import numbers
from pipeline.model import InlineCode
from pipeline.text.quantities import comparing
from tests.support.units import found, ids, unit

KEPT = [  # source, target locale, translation
    ("Median survival was 13.8 months.", "pt_BR", "A sobrevida mediana foi de 13,8 meses."),
    ("8 of 11 (73%) responded.", "pt_BR", "Responderam 8 de 11 (73 %)."),
    ("1,500 people", "pt_BR", "1500 pessoas"),
    ("10,000 people", "pt_BR", "10\u00a0000 pessoas"),
    ("1,500 mg and 13.8 mg", "ar_XB", "1,500 13.8"),
    ("Published 2020-02-08 at 8:30", "pt_BR", "Publicado em 08/02/2020 às 8h30"),
    ("Version 1.2.3", "pt_BR", "Versão 1.2.3"),
    ("Take two tablets", "pt_BR", "Tome 2 comprimidos"),
    ("Take 2 tablets", "pt_BR", ""),
    ("Take 2 tablets", "pt_BR", "<empty/>"),
    ("Take <1>2</1> tablets", "pt_BR", "Tome <1>2</1> comprimidos"),
]
CHANGED = [  # source, target locale, translation, findings
    ("Take 13.8 mg", "pt_BR", "Tome 138 mg", ["number-changed"]),
    ("Take 1,500 mg", "pt_BR", "Tome 1,500 mg", ["separator"]),
    ("Take 5 mg twice", "pt_BR", "Tome duas vezes", ["number-lost"]),
    ("Take it", "pt_BR", "Tome 5 mg", ["number-added"]),
    ("Take 5 mg", "pt_BR", "Tome 5 g", ["unit-changed"]),
    ("73% of them", "pt_BR", "73 deles", ["percent-lost"]),
    ("Take 10-20 mg", "pt_BR", "Tome 10, 20 mg", ["range-broken"]),
    ("February 8, 2020", "pt_BR", "8 de março de 2020", ["date-changed"]),
    ("at least 5 mg", "pt_BR", "no máximo 5 mg", ["bound-changed"]),
    ("Take <1>2</1> tablets", "pt_BR", "Tome <1>os</1> comprimidos", ["number-lost"]),
]


@pytest.mark.parametrize(("source", "target", "translation"), KEPT)
def test_a_number_that_is_written_otherwise_is_kept(source: str, target: str, translation: str) -> None:
    assert ids(numbers, unit(source, translation), target) == []


@pytest.mark.parametrize(("source", "target", "translation", "expected"), CHANGED)
def test_a_number_with_another_value_is_critical(
    source: str, target: str, translation: str, expected: list[str]
) -> None:
    findings = found(numbers, unit(source, translation), target)
    assert [finding.check for finding in findings] == expected
    assert {finding.severity for finding in findings} == {"critical"}


def test_a_finding_shows_both_places_and_how_to_write_the_number() -> None:
    subject = unit("Take <1>1,500</1> mg", "Tome <1>150</1> mg")
    (finding,) = found(numbers, subject)
    assert finding.source_span is not None
    assert finding.target_span is not None
    assert subject.segment.text[slice(*finding.source_span)] == "1,500</1> mg"
    assert subject.targets[0][slice(*finding.target_span)] == "150</1> mg"
    assert finding.suggestion == "1.500 mg"
    assert "1,500" in finding.message
    assert "150" in finding.message


def test_a_number_inside_a_code_is_no_number_of_the_text() -> None:
    assert ids(numbers, unit("See <1>here</1><2/>", "Veja <1>aqui</1><2/>")) == []
    assert ids(numbers, unit("See <1>here</1>", "Veja aqui")) == []


def test_a_plural_form_may_leave_out_what_only_one_source_form_names() -> None:
    subject = unit("1 day of 7", "um dia de 7", "%d dias de 7", plural="%d days of 7")
    assert ids(numbers, subject) == []
    assert ids(numbers, unit("1 day", "dia", "dias", plural="%d days")) == []


def test_what_both_source_forms_name_is_in_every_plural_form() -> None:
    subject = unit("%d day of 7", "%d dia de 7", "%d dias", plural="%d days of 7")
    assert ids(numbers, subject) == ["number-lost"]


@pytest.mark.parametrize("targets", [("%d dia de 8", "%d dias"), ("%d dia", "%d dias de 8")])
def test_no_plural_form_adds_a_number(targets: tuple[str, str]) -> None:
    assert ids(numbers, unit("%d day", *targets, plural="%d days")) == ["number-added"]


def test_a_form_that_can_be_read_in_two_ways_is_major() -> None:
    (finding,) = found(numbers, unit("1,500 people", "1,500 personas"), "es_419")
    assert (finding.check, finding.severity, finding.suggestion) == ("ambiguous", "major", "1\u00a0500")


def test_every_kind_of_change_is_a_check() -> None:
    names = set(re.findall(r'_change\(\s*"([a-z-]+)"', Path(comparing.__file__).read_text("utf-8")))
    assert names | {"number-lost", "number-added", "number-changed"} == set(numbers.CHECKS)


def test_a_power_in_an_element_of_its_own_is_a_power() -> None:
    code = InlineCode(1, "<sup>", "</sup>", "superscript")
    subject = unit("10<1>8</1> spores", "10<1>8</1> esporos", codes=(code,))
    assert ids(numbers, subject) == []
    (finding,) = found(numbers, unit("10<1>8</1> spores", "10<1>9</1> esporos", codes=(code,)))
    assert (finding.check, finding.severity) == ("number-changed", "critical")
    assert "10⁸" in finding.message
    assert ids(numbers, unit("10<1>8</1> spores", "<1>10</1>8 esporos", codes=(code,))) != []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Take 5 mg", "Tome 5O mg"),
        ("Take 5 mg", "Tome 5o\u00a0mg"),
        ("Take 2 mL", "Tome 2О mL"),  # a Cyrillic letter
        ("Take 5 g", "Tome O,5 g"),
        ("Take 3 mg", "Tome l3 mg"),
        ("Take 1 IU", "Tome 1I IU"),
        ("Take it", "Tome 1O %"),
        ("Take 50 mg", "Tome 5O mg"),
    ],
)
def test_a_letter_among_figures_is_critical(source: str, translation: str) -> None:
    findings = found(numbers, unit(source, translation))
    assert {finding.severity for finding in findings} == {"critical"}


def test_a_letter_among_figures_is_shown_with_what_it_stands_for() -> None:
    (finding,) = found(numbers, unit("Take 5 mg", "Tome 5O mg"))
    assert (finding.target_span, finding.suggestion) == ((5, 7), "50")


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("5 l of water", "5 l de água"),
        ("the O2 tank, 2 L", "o tanque de O2, 2 L"),
        ("the 5th gram", "o 5o grama"),
        ("Use 5O mg", "Use 5O mg"),
        ("IL-10 and I", "IL-10 e I"),
        ("at 10 o’clock", "às 10 o’clock"),
    ],
)
def test_letters_that_are_letters_are_no_figures(source: str, translation: str) -> None:
    assert ids(numbers, unit(source, translation)) == []
