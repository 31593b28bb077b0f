"""A draft that has a homonym in another sense is tried again, with the words of that sense banned."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the alignment needs the extra 'embedded'")

from pipeline import locales, termbase
from pipeline.model import Segment
from pipeline.mt.drafting.held import HeldEngine
from pipeline.mt.drafting.requirements import Requirements
from pipeline.termbase import Termbase
from tests.support.phrasebook import Phrasebook, draft, said

EN, PT = locales.parse("en"), locales.parse("pt-BR")


def homonyms(folder: Path) -> Termbase:
    senses = "seal,noun,lid;tight,pt_BR,vedação;lacre,foca;carimbo\nspring,noun,bolt,pt_BR,,primavera\n"
    (folder / "senses.csv").write_text(f"source,pos,cues,locale,required,forbidden\n{senses}", "utf-8")
    return termbase.load([folder / "senses.csv"], EN, PT)


def test_another_sense_gives_way_and_its_words_are_banned_from_the_search(tmp_path: Path) -> None:
    text = "Close the seal of the lid."
    free, better = said("Feche a foca da tampa.", like=text), said("Feche o lacre da tampa.", 0.6)
    engine = Phrasebook({text: free}, {text: [better]})
    found = draft(engine, text, homonyms(tmp_path))
    assert (found.text, found.unmet) == (better.text, ())
    assert {"foca", "focas", "carimbo"} <= set(engine.asked[0].forbidden)
    assert "lacre" in engine.asked[0].required[0]


def test_a_sense_that_cannot_be_had_is_said(tmp_path: Path) -> None:
    text = "The spring has a bolt."
    free = said("A primavera tem um parafuso.", like=text)
    found = draft(Phrasebook({text: free}, {text: [said("A mola é boa.", 0.1)]}), text, homonyms(tmp_path))
    assert (found.text, found.unmet) == (free.text, ("“primavera” is another sense of “spring”",))


def test_the_paragraph_of_a_segment_tells_its_homonyms(tmp_path: Path) -> None:
    text = "The seal is there."
    engine = Phrasebook({text: said("A foca está lá.")}, {text: [said("O lacre está lá.", 0.6)]})
    held = HeldEngine(engine, Requirements(EN, PT, homonyms(tmp_path)))
    alone, told = Segment("a", text), Segment("b", text, block="Turn the lid. The seal is there.")
    assert [found.text for segment in (alone, told) for found in held.translate([segment])] == [
        "A foca está lá.",
        "O lacre está lá.",
    ]


def test_a_draft_is_written_in_the_variety_of_its_locale(tmp_path: Path) -> None:
    text = "The bathroom is there."
    engine = Phrasebook({text: said("A casa de banho está lá.", like=text)})
    assert draft(engine, text, homonyms(tmp_path)).text == "O banheiro está lá."
