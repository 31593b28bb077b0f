"""A dose, a date or a result that changes is found; a number that is only written otherwise isn't."""

from __future__ import annotations

import pytest

from pipeline.checks import numbers
from tests.checks.units import found, ids, unit

KEPT = [  # source, target locale, translation
    ("Median survival was 13.8 months.", "pt_BR", "A sobrevida mediana foi de 13,8 meses."),
    ("Median survival was 13.8 months.", "pt_BR", "A sobrevida mediana foi de 13.8 meses."),
    ("8 of 11 (73%) responded.", "pt_BR", "Responderam 8 de 11 (73 %)."),
    ("1,500 people", "pt_BR", "1.500 pessoas"),
    ("1,500 people", "pt_BR", "1500 pessoas"),
    ("10,000 people", "pt_BR", "10 000 pessoas"),
    ("10,000 people", "pt_BR", "10\u00a0000 pessoas"),
    ("10,000 people", "fr", "10\u202f000 personnes"),
    ("10,000 people", "fr", "10 000 personnes"),
    ("In 2019, 10,000 people", "fr", "En 2019 10 000 personnes"),
    ("10 000 people", "fr", "10 000 personnes"),
    ("1,500 people", "es_419", "1.500 personas"),
    ("1,500 people", "es_419", "1,500 personas"),
    ("13.8 months", "es_419", "13,8 meses"),
    ("1,500 mg and 13.8 mg", "fa", "۱٬۵۰۰ و ۱۳٫۸"),
    ("1,500 mg and 13.8 mg", "ar", "١٬٥٠٠ و ١٣٫٨"),
    ("1,500 mg and 13.8 mg", "ar_XB", "1,500 13.8"),
    ("100,000 people", "hi", "1,00,000 लोग"),
    ("Published 2020-02-08 at 8:30", "pt_BR", "Publicado em 08/02/2020 às 8h30"),
    ("Published 02/08/2020", "de", "Veröffentlicht am 8.2.2020"),
    ("Published February 8, 2020", "pt_BR", "Publicado em 8 de fevereiro de 2020"),
    ("Call 20 7946 0958", "fr", "Appelez le 20 7946 0958"),
    ("Call +44 20 7946 0958", "fr", "Appelez le +44 20 7946 0958"),
    ("10,000 people", "pt_BR", "10 mil pessoas"),
    ("30 million people", "pt_BR", "30 milhões de pessoas"),
    ("50 million people", "de", "50 Millionen Menschen"),
    ("$1.5 billion", "es_419", "1500 millones de dólares"),
    ("$1.5 billion", "es", "1,5 mil millones de dólares"),
    ("the 2019–20 pandemic", "pt_BR", "a pandemia de 2019-2020"),
    ("the 2019–20 pandemic", "pt_BR", "a pandemia de 2019–20"),
    ("Version 1.2.3", "pt_BR", "Versão 1.2.3"),
    ("Take two tablets", "pt_BR", "Tome 2 comprimidos"),
    ("Take 2 tablets", "pt_BR", "Tome dois comprimidos"),
    ("Take 2 tablets", "pt_BR", ""),
    ("Take 2 tablets", "pt_BR", "<empty/>"),
    ("Take <1>2</1> tablets", "pt_BR", "Tome <1>2</1> comprimidos"),
]
CHANGED = [  # source, target locale, translation, findings
    ("Take 13.8 mg", "pt_BR", "Tome 138 mg", ["number-changed"]),
    ("Take 1.5 mg", "pt_BR", "Tome 15 mg", ["number-changed"]),
    ("Take 1.500 mg", "pt_BR", "Tome 1.500 mg", ["number-changed"]),
    ("Take 1,500 mg", "pt_BR", "Tome 1,500 mg", ["number-changed"]),
    ("Take 1,500 mg", "es", "Tome 1,500 mg", ["number-changed"]),
    ("Take 1.5 mg", "es_419", "Tome 15 mg", ["number-changed"]),
    ("Take 2 500 mg tablets", "pt_BR", "Tome 2500 mg", ["number-changed", "number-lost"]),
    ("Take 10-20 mg", "pt_BR", "Tome 1020 mg", ["number-changed", "number-lost"]),
    ("Take 5 mg twice", "pt_BR", "Tome duas vezes", ["number-lost"]),
    ("Take 5 mg and 5 ml", "pt_BR", "Tome 5 mg", ["number-lost"]),
    ("10,000 people", "pt_BR", "10 pessoas", ["number-changed"]),
    ("10,000 people", "pt_BR", "10 milhões de pessoas", ["number-changed"]),
    ("2019, 20 people", "pt_BR", "2019, 2020 pessoas", ["number-changed"]),
    ("Take it", "pt_BR", "Tome 5 mg", ["number-added"]),
    ("Take 2 tablets", "pt_BR", "Tome três comprimidos", ["number-lost"]),
    ("Take <1>2</1> tablets", "pt_BR", "Tome <1>os</1> comprimidos", ["number-lost"]),
    ("Take one tablet", "pt_BR", "Tome 2 comprimidos", ["number-added"]),
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
    assert subject.segment.text[slice(*finding.source_span)] == "1,500"
    assert subject.targets[0][slice(*finding.target_span)] == "150"
    assert finding.suggestion == "1.500"
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
