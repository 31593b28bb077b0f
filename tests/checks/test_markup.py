"""Markup comes back whole, or the translation is not shown."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.checks import markup
from pipeline.model import InlineCode, Segment, Unit, segment_key
from tests.support.units import found, ids, unit

SOURCE = "Call <1>our desk</1>.<2/>We answer."
INTACT = [
    "Ligue para <1>a recepção</1>.<2/>Nós respondemos.",
    "<2/>Nós respondemos: <1>a recepção</1>.",
    "",
    "  ",
]
BROKEN = {
    "missing pair": "Ligue.<2/>Nós respondemos.",
    "missing standalone": "Ligue para <1>a recepção</1>.",
    "unclosed": "Ligue para <1>a recepção.<2/>Nós respondemos.",
    "unopened": "Ligue para a recepção</1>.<2/>Nós respondemos.",
    "doubled": "<1>Ligue</1> para <1>a recepção</1>.<2/>Nós respondemos.",
    "closed before it opens": "Ligue </1>para<1> a recepção.<2/>Nós respondemos.",
    "unknown": "Ligue para <1>a recepção</1>.<2/>Nós <3/>respondemos.",
    "left to a neighbour, which has no such code": " <empty/> ",
}


@pytest.mark.parametrize("translation", INTACT)
def test_codes_may_move_and_a_translation_may_be_missing(translation: str) -> None:
    assert ids(markup, unit(SOURCE, translation)) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_code_is_critical_and_is_said_in_a_sentence(name: str) -> None:
    (finding,) = found(markup, unit(SOURCE, BROKEN[name]))
    assert (finding.check, finding.severity) == ("codes", "critical")
    assert "<" in finding.message


def test_nested_codes_must_not_overlap() -> None:
    assert ids(markup, unit("<1>a <2>b</2></1>", "<2>c</2> <1>d</1>")) == []
    assert ids(markup, unit("<1>a <2>b</2></1>", "<1>c <2>d</1></2>")) == ["codes"]


def test_a_less_than_sign_is_text() -> None:
    assert ids(markup, unit("p < 0.05", "p < 0,05")) == []


def test_a_plural_form_may_follow_either_source_form() -> None:
    subject = unit("One <1>visit</1>", "Uma visita", "<1>Visitas</1>", plural="Visits")
    assert ids(markup, subject) == []
    assert ids(markup, unit("One <1>visit</1>", "Uma <2/>", "Visitas", plural="Visits")) == ["codes"]


def test_each_form_is_looked_at() -> None:
    subject = unit("A <1/> visit", "Uma visita", "Visitas", plural="Many <1/> visits")
    assert ids(markup, subject) == ["codes", "codes"]


def test_a_pair_that_encloses_nothing_is_found() -> None:
    source = "Read the <1>leaflet</1> <2></2>first."
    for target, count in (("Leia o folheto <1></1><2></2>.", 1), ("Leia <1>o folheto</1><2></2>.", 0)):
        unit = Unit(Segment(segment_key(None, source), source), (target,), "accepted")
        found = [f for f in checks.run([unit], "en", "pt_BR") if f.check == "codes"]
        assert len(found) == count


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("<1>um</1> e <3><2>dois</2></3>", []),
        ("<1>um e <3>dois</3></1> <2>três</2>", []),
        ("<1>um e <2>dois</2></1> <3>três</3>", ["codes"]),
        ("<1>um <3>e <2>dois</2></3></1>", ["codes"]),
    ],
)
def test_a_link_in_a_link_is_critical_as_the_legend_names_them(translation: str, expected: list[str]) -> None:
    text = "<1>one</1> and <2>two</2> and <3>three</3>"
    legend = ("link to /a", "link to /b", "bold")
    numbered = tuple(InlineCode(number, "", "", label) for number, label in enumerate(legend, 1))
    subject = Unit(Segment(segment_key(None, text), text, codes=numbered), (translation,), "accepted")
    assert ids(markup, subject) == expected


@pytest.mark.parametrize(
    ("translation", "severities"),
    [
        ("<1/>Ela<2/>Eles<3/> ligam.", []),
        ("<2/>Ela<1/>Eles<3/> ligam.", ["critical"]),
        ("<1/>Ela e eles<2/><3/> ligam.", ["critical"]),
    ],
)
def test_the_frame_of_a_message_keeps_its_place(translation: str, severities: list[str]) -> None:
    text = "<1/>She<2/>They<3/> will call."
    labels = ("“{who, select, f {”", "“} m {”", "“}}”")
    codes = tuple(InlineCode(number, "", None, label) for number, label in enumerate(labels, 1))
    segment = Segment(segment_key(None, text), text, codes=codes)
    assert [finding.severity for finding in found(markup, Unit(segment, (translation,), "accepted"))] == severities
