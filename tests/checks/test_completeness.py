"""Nothing is empty, and nothing stays in the source language; names may."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.checks import completeness
from pipeline.model import Segment, Unit, segment_key
from tests.support.units import found, ids, unit

SENTENCE = "Tell your doctor about all the medicines that you take."
COMPLETE = [
    (SENTENCE, "Informe seu médico sobre todos os medicamentos que você toma."),
    ("Mayo Clinic", "Mayo Clinic"),
    ("Hospital", "Hospital"),
    ("CAR-NK", "CAR-NK"),
    ("CD19 BCMA GD2", "CD19 BCMA GD2"),
    ("verified_user", "verified_user"),
    ("care@clinic.example", "care@clinic.example"),
    ("https://clinic.example/visit/now", "https://clinic.example/visit/now"),
    ("13.8", "13.8"),
    ("The MD Anderson Cancer Center in Houston", "O MD Anderson Cancer Center em Houston"),
    (SENTENCE, "<empty/>"),
    ("<1/>", "<1/>"),
]


@pytest.mark.parametrize(("source", "translation"), COMPLETE)
def test_translations_and_names_pass(source: str, translation: str) -> None:
    assert ids(completeness, unit(source, translation)) == []


@pytest.mark.parametrize("targets", [(), ("",), ("", "")])
def test_an_entry_without_a_translation_waits_for_work(targets: tuple[str, ...]) -> None:
    (finding,) = found(completeness, unit(SENTENCE, *targets))
    assert (finding.check, finding.severity) == ("empty", "minor")


@pytest.mark.parametrize("translation", [" ", "\u00a0\n", "<1></1>"])
def test_a_translation_that_says_nothing_is_critical(translation: str) -> None:
    (finding,) = found(completeness, unit("See <1>this</1>", translation))
    assert (finding.check, finding.severity) == ("empty", "critical")


@pytest.mark.parametrize(
    ("targets", "count"), [(("dia",), 1), (("dia", " "), 1), (("dia", ""), 1), (("dia", "dias"), 0)]
)
def test_every_plural_form_says_something(targets: tuple[str, ...], count: int) -> None:
    assert ids(completeness, unit("day", *targets, plural="days")) == ["empty"] * count


def test_arabic_needs_its_six_forms() -> None:
    assert ids(completeness, unit("day", *["يوم"] * 5, plural="days"), "ar") == ["empty"]
    assert ids(completeness, unit("day", *["يوم"] * 6, plural="days"), "ar") == []


@pytest.mark.parametrize("translation", [SENTENCE, SENTENCE.replace(" ", "\u00a0"), f" {SENTENCE}"])
def test_the_source_text_is_no_translation(translation: str) -> None:
    (finding,) = found(completeness, unit(SENTENCE, translation))
    assert (finding.check, finding.severity) == ("untranslated", "major")


def test_the_source_text_under_other_codes_is_no_translation() -> None:
    assert ids(completeness, unit("Tell <1>your doctor</1> now", "<1>Tell</1> your doctor now")) == ["untranslated"]


def test_a_phrase_that_was_left_is_shown_on_both_sides() -> None:
    subject = unit(SENTENCE, "Informe seu médico about all the medicines que você toma.")
    (finding,) = found(completeness, subject)
    assert finding.check == "partly-untranslated"
    assert finding.source_span is not None
    assert finding.target_span is not None
    assert subject.segment.text[slice(*finding.source_span)] == "about all the medicines"
    assert subject.targets[0][slice(*finding.target_span)] == "about all the medicines"


@pytest.mark.parametrize("target", ["en_GB", "en_XA", "ar_XB"])
def test_a_kind_of_english_and_a_pseudo_locale_may_keep_the_words(target: str) -> None:
    assert ids(completeness, unit(SENTENCE, SENTENCE), target) == []


def test_a_neighbour_has_to_exist_for_an_empty_translation() -> None:
    text = "Do not stop the medicine."
    alone = Unit(Segment(segment_key(None, text), text, block=text), ("<empty/>",), "accepted")
    beside = Unit(Segment(segment_key(None, text), text, block=f"Go on. {text}"), ("<empty/>",), "accepted")
    assert [f.severity for f in checks.run([alone], "en", "pt_BR")] == ["critical"]
    assert list(checks.run([beside], "en", "pt_BR")) == []
