"""Translators are told of a wrong term, and left in peace with a right one in any form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import checks
from pipeline.checks import consistency, terminology
from pipeline.cli import app
from pipeline.model import Finding, Unit
from tests.support.glossaries import Row, load
from tests.support.units import unit

ROWS: list[Row] = [
    ("cell", "en", "stem cell"),
    ("cell", "pt", "célula-tronco"),
    ("graft", "en", "graft"),
    ("graft", "pt", "enxerto"),
    ("fever", "en", "fever"),
    ("fever", "pt", "febre"),
    ("swelling", "en", "swelling"),
    ("swelling", "pt", "edema"),
    ("swelling", "pt", "inchaço", "admitted"),
    ("swelling", "pt", "hidropisia", "deprecated"),
    ("push", "en", "constipation"),
    ("push", "pt", "prisão de ventre"),
    ("push", "pt", "constipação nasal", "forbidden"),
    ("push", "pt", "resfriado", "forbidden"),
    ("name", "en", "CAR-T", "do-not-translate"),
    ("trial", "en", "NCT01", "do-not-translate"),
]


def found(folder: Path, *units: Unit) -> list[Finding]:
    terms = load(folder, ROWS)
    result = [finding for finding in checks.run(units, "en", "pt-BR", terms) if finding.check.startswith("term")]
    assert all(finding.check in terminology.CHECKS | consistency.CHECKS for finding in result)
    return result


def ids(folder: Path, *units: Unit) -> list[tuple[str, str]]:
    return [(finding.check, finding.severity) for finding in found(folder, *units)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Donated stem cells grow.", "As células-tronco doadas crescem."),
        ("<1>Stem</1> cells grow.", "Células-<1>tronco</1> crescem."),
        ("A fever, then a fever", "Uma febre e depois outra"),
        ("CAR-T cells", "Células CAR‑T"),
        ("CAR-T cells and CAR-T trials", "Células CAR-T e seus ensaios"),
        ("Swelling", "Inchaços"),
        ("Fever", ""),
        ("Fever", "<empty/>"),
        ("Nothing of it", "Febre"),
    ],
)
def test_a_term_in_any_form_is_no_finding(tmp_path: Path, source: str, target: str) -> None:
    assert ids(tmp_path, unit(source, target)) == []


def test_a_missing_term_is_minor_because_another_word_may_be_right(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, unit("High fever", "Temperatura alta"))
    assert (finding.check, finding.severity, finding.suggestion) == ("term-missing", "minor", "febre")
    assert finding.source_span == (5, 10)
    assert "“febre”" in finding.message
    assert "“fever”" in finding.message


def test_another_concepts_term_in_its_place_is_major(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, unit("Call us about fever today", "Avise-nos sobre enxerto hoje"))
    assert (finding.check, finding.severity) == ("term-replaced", "major")
    assert finding.target_span == (16, 23)


def test_one_of_two_occurrences_replaced_is_found(tmp_path: Path) -> None:
    source = "After the fever is gone, watch for a new fever."
    assert ids(tmp_path, unit(source, "Depois que a febre passar, observe se há nova febre.")) == []
    assert ids(tmp_path, unit(source, "Depois que a febre passar, observe se há novo edema.")) == [
        ("term-replaced", "major")
    ]


def test_a_word_that_the_source_calls_for_in_other_words_is_no_stranger(tmp_path: Path) -> None:
    source, target = "A hot patient whose cells come from the stem", "Paciente com calor: célula-tronco"
    assert ids(tmp_path, unit(f"Fever: {source}", target)) == [("term-missing", "minor")]


def test_a_deprecated_term_is_minor(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, unit("Swelling", "Hidropisia"))
    assert (finding.check, finding.severity, finding.suggestion) == ("term-deprecated", "minor", "edema")


@pytest.mark.parametrize("target", ["Resfriados leves", "Prisão de ventre ou resfriado", "Constipações nasais"])
def test_a_forbidden_term_is_critical_even_beside_a_good_one(tmp_path: Path, target: str) -> None:
    assert ids(tmp_path, unit("Mild constipation", target)) == [("term-forbidden", "critical")]


def test_a_forbidden_term_of_a_concept_that_the_source_lacks_is_no_finding(tmp_path: Path) -> None:
    assert ids(tmp_path, unit("A common cold", "Um resfriado comum")) == []


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("Células CAR-X", "critical"),
        ("Células CRA-T", "critical"),
        ("Células CAR", "critical"),
        ("Células modificadas", "critical"),
        ("Células Car-T", "minor"),
    ],
)
def test_an_altered_name_is_found(tmp_path: Path, target: str, severity: str) -> None:
    assert ids(tmp_path, unit("CAR-T cells", target)) == [("term-do-not-translate", severity)]


def test_one_altered_name_among_right_ones_is_found(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, unit("NCT01 follows NCT01", "O NCT01 segue o NCT10"))
    assert (finding.check, finding.suggestion, finding.target_span) == ("term-do-not-translate", "NCT01", (16, 21))


def test_another_name_of_the_source_is_no_altered_one(tmp_path: Path) -> None:
    assert ids(tmp_path, unit("NCT01 and NCT02", "O NCT01 e o NCT02")) == []


def test_two_words_for_one_term_are_inconsistent(tmp_path: Path) -> None:
    units = [unit("Swelling", "Edema"), unit("Less swelling", "Menos inchaço"), unit("Swelling", "Edemas")]
    (finding,) = found(tmp_path, *units)
    assert (finding.check, finding.severity, finding.suggestion) == ("term-inconsistent", "minor", "edema")
    assert finding.unit is units[1]


def test_what_one_unit_says_of_its_terms_is_no_business_of_the_next(tmp_path: Path) -> None:
    terms = terminology.Terminology(load(tmp_path, ROWS))
    swelling, fever, nothing = unit("Swelling", "Inchaço"), unit("High fever", "Temperatura"), unit("Rest.", "Repouse.")
    first, second, third = (terms.check(subject) for subject in (swelling, fever, nothing))
    assert [each.term for each in first.renderings] == ["inchaço"]
    assert ([each.check for each in second.findings], second.renderings) == (["term-missing"], ())
    assert third == terminology.Terms()


def test_the_only_form_of_a_plural_has_the_terms_of_the_plural(tmp_path: Path) -> None:
    singular, plural = "Stem cells and a fever", "Some with fever and a graft"
    assert ids(tmp_path, unit(singular, "Alguns com febre e enxerto", plural=plural)) == []
    (finding,) = found(tmp_path, unit(singular, "Enxertos quentes", plural=plural))
    assert (finding.check, finding.source_span) == ("term-missing", (17, 22))


def test_each_plural_form_is_compared_and_told_once(tmp_path: Path) -> None:
    subject = unit("One fever", "Uma temperatura", "Temperaturas", plural="Two fevers")
    assert ids(tmp_path, subject) == [("term-missing", "minor"), ("term-missing", "minor")]
    assert ids(tmp_path, unit("A fever", "Um calor", "Calores", plural="A fever")) == [("term-missing", "minor")]


def test_what_is_not_translated_at_all_is_another_checks_finding(tmp_path: Path) -> None:
    assert ids(tmp_path, unit("A fever after the graft", "A fever after the graft")) == []


def test_a_translator_ignores_a_term_with_a_reason(tmp_path: Path) -> None:
    comments = ("ignore: term-missing — quotes a form",)
    assert ids(tmp_path, unit("High fever", "Temperatura alta", comments=comments)) == []


PO = r"""msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nLanguage: pt_BR\n"

msgid "High fever"
msgstr "Temperatura alta"
"""


def test_the_command_takes_glossaries_and_says_which_rows_it_skips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog, good, bad = tmp_path / "a.po", tmp_path / "good.csv", tmp_path / "bad.csv"
    catalog.write_text(PO, "utf-8")
    good.write_text("concept,locale,term,status\na,en,fever,preferred\na,pt,febre,preferred\n", "utf-8")
    bad.write_text("concept,locale,term,status\nb,xx,fever,preferred\n", "utf-8")
    arguments = ["check", str(catalog), "--format", "json", "--glossary", str(good), "--glossary", str(bad)]
    assert app(arguments, standalone_mode=False) in (None, 0)
    told = capsys.readouterr()
    assert [json.loads(line)["check"] for line in told.out.splitlines()] == ["term-missing"]
    assert "bad.csv:2: locale" in told.err
