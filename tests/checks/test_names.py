"""Findings of names point at the words, and a plural form answers for both forms of its source."""

from __future__ import annotations

from pipeline import locales
from pipeline.checks import names
from tests.support.units import unit

EN, PT = locales.parse("en"), locales.parse("pt_BR")


def test_a_finding_says_what_is_wrong_and_where() -> None:
    one = unit("Ask <1>about</1> rituximab.", "Pergunte <1>sobre</1> o ritucimabe.")
    (found,) = names.check(one, EN, PT)
    assert (found.check, found.severity, found.suggestion) == ("drug-misspelt", "critical", "rituximabe")
    assert found.source_span is not None
    assert found.target_span is not None
    assert one.segment.text[slice(*found.source_span)] == "rituximab"
    assert one.targets[0][slice(*found.target_span)] == "ritucimabe"


def test_an_untranslated_or_merged_sentence_has_no_findings() -> None:
    for target in ("", " ", "<empty/>"):
        assert list(names.check(unit("Ask about rituximab.", target), EN, PT)) == []
