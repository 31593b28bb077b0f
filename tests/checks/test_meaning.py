"""What a machine doubted of its draft stands until somebody accepts the draft or changes it."""

from __future__ import annotations

from dataclasses import replace

from pipeline import locales
from pipeline.checks import Checker, meaning, runner
from pipeline.model import Unit
from pipeline.po import provenance
from tests.support.units import found, unit

SOURCE, DRAFT = "Rest and sleep.", "Descanse."
EN, PT = locales.parse("en"), locales.parse("pt-BR")


def drafted(*reasons: str) -> Unit:
    digest = provenance.draft_digest(None, SOURCE, DRAFT)
    comments = [provenance.machine_comment("model@1", 0.4, digest)]
    comments += [f"{provenance.MACHINE} {provenance.UNMET} {reason}" for reason in reasons]
    return unit(SOURCE, DRAFT, comments=tuple(comments), state="draft")


LOST = drafted("the draft doesn't say “sleep”")


def test_a_doubt_points_at_its_word() -> None:
    (finding,) = found(meaning, LOST)
    assert (finding.severity, finding.message) == ("major", "the draft doesn't say “sleep”")
    assert SOURCE[slice(*finding.source_span or ())] == "sleep"
    assert finding.target_span is None


def test_a_word_that_stands_nowhere_is_told_all_the_same() -> None:
    (finding,) = found(meaning, drafted("the draft doesn't say “fever”"))
    assert finding.source_span is None


def test_who_accepts_a_draft_has_judged_it() -> None:
    assert found(meaning, replace(LOST, state="accepted")) == []


def test_changed_words_are_another_draft() -> None:
    assert found(meaning, replace(LOST, targets=("Descanse e durma.",))) == []


def test_a_remembered_result_is_of_the_same_doubts() -> None:
    keys = {runner.key(each, "") for each in (LOST, drafted(), drafted("check “sleep”: the draft may not say it"))}
    assert len(keys) == 3
    assert [finding.check for finding in Checker(EN, PT).examine(LOST).findings] == ["meaning"]
