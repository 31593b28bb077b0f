"""What the Spanish of a chain lacks is put in on the second step."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="the alignment needs the extra 'embedded'")

from pipeline import locales
from pipeline.model import Draft, Segment, segment_key
from pipeline.mt.drafting.chained import HeldChain
from pipeline.mt.drafting.requirements import Requirements
from tests.support import glossaries
from tests.support.glossaries import Row

EN = locales.parse("en")


class Asking:
    """A chain that asks which terms its Spanish lacks, and keeps the answer."""

    origin = "asking@1"

    def __init__(self, spanish: str) -> None:
        self.spanish = spanish
        self.lacking: list[str] = []
        self.wrong = 0

    def translate(self, segments, *, terms, wrong):
        if segments:
            self.lacking = list(dict.fromkeys(term.forms[0][1] for term in terms(0, self.spanish)))
            self.wrong = wrong(0, self.spanish)
        return [Draft(self.spanish, 0.9, self.origin, (), ()) for _ in segments]


@pytest.mark.parametrize(
    ("spanish", "lacking"),
    [
        ("La cita es antes de la infusión, otra cita después.", []),
        ("Las citas son después de las infusiones.", ["cita"]),
        ("Una cita antes de la infusión, una consulta después.", ["cita"]),
        ("La consulta es después de la infusión, y otra consulta.", ["cita"]),
        ("Una cita, otra cita, el suero.", ["infusión"]),
    ],
)
def test_a_term_is_put_into_spanish_only_where_the_preferred_one_is_missing(tmp_path, spanish, lacking):
    rows: list[Row] = [
        ("a", "en", "appointment"),
        ("a", "pt", "consulta"),
        ("a", "es", "cita"),
        ("a", "es", "consulta", "admitted"),
        ("b", "en", "infusion"),
        ("b", "pt", "infusão"),
        ("b", "es", "infusión"),
        ("b", "es", "suero", "admitted"),
    ]
    middle, final = (
        Requirements(EN, locales.parse(target), glossaries.load(tmp_path, rows, target)) for target in ("pt-BR", "es")
    )
    engine = Asking(spanish)
    text = "One appointment is before the infusion, another appointment after it."
    HeldChain(engine, middle, final).translate([Segment(segment_key(None, text), text)])
    assert engine.lacking == lacking


@pytest.mark.parametrize(
    ("spanish", "lacking", "wrong"),
    [
        ("Dé dos inhalaciones antes del desayuno.", [], 0),
        ("Dé dos antes del desayuno.", ["inhalaciones"], 1),
        ("Dé dos antes de la cena.", ["inhalaciones", "desayuno"], 2),
    ],
)
def test_a_part_of_an_instruction_that_the_second_step_lost_is_put_in(spanish, lacking, wrong):
    middle, final = (Requirements(EN, locales.parse(target)) for target in ("pt-BR", "es"))
    engine = Asking(spanish)
    text = "Give two puffs before breakfast."
    (found,) = HeldChain(engine, middle, final).translate([Segment(segment_key(None, text), text)])
    assert (engine.lacking, engine.wrong, len(found.unmet)) == (lacking, wrong, wrong)
