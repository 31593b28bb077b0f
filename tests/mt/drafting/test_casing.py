"""A text in capitals is drafted from its sentence case, and its draft has capitals again where the target sets them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline import locales
from pipeline.model import Draft, Segment, segment_key
from pipeline.mt.drafting.casing import capitals, title_case, translated

EN, PT, TR = (locales.parse(name) for name in ("en", "pt-BR", "tr"))

SHOUTED = [  # as it is written, as the machine reads it
    ("KEEP THIS LEAFLET.", "Keep this leaflet."),
    ("CAUTION: IT MAY BURN! RINSE AT ONCE.", "Caution: It may burn! Rinse at once."),
    ("GIVE 20 mL OF IL-2 TO DR. ROSE", "Give 20 mL of IL-2 to Dr. Rose"),
    ("AN MRI OR HLA TEST IN PORTUGAL ON FRIDAY", "An MRI or HLA test in Portugal on Friday"),
    ("WRITE TO HELP@WARD.EXAMPLE, ROOM B12", "Write to HELP@WARD.EXAMPLE, room B12"),
    ("<1>DANGER:</1> DO NOT <2>OPEN</2>", "<1>Danger:</1> Do not <2>open</2>"),
    ("SAY {NAME} TWICE", "Say {NAME} twice"),
    ("EMERGENCY", "Emergency"),
]
STRESSED = [
    ("Do NOT open the vial.", "Do not open the vial."),
    ("PLEASE READ this first.", "Please read this first."),
    ("You may ALWAYS ask.", "You may always ask."),
]
KEPT = ["The NHS and the ICU", "MRI", "An MRI, a CT and HLA typing help.", "IL-6", "", "It is open.", "OK"]
HEADINGS = [
    ("Signs of a Bad Reaction", "Signs of a bad reaction"),
    ("Caring for Your Skin After Treatment", "Caring for your skin after treatment"),
    ("How MRI and CAR-T Cells Help", "How MRI and CAR-T cells help"),
    ("Visiting Portugal in May", "Visiting Portugal in May"),
    ("Ask Dr. Rose About Pain", "Ask Dr. Rose about pain"),
    ("About Elena Marsh and Her Team", "About Elena Marsh and her team"),
    ("Our Nurses: Priya K. Banks Explains Pain", "Our nurses: Priya K. Banks explains pain"),
    ("A <1>Good Night</1> for Everyone", "A <1>good night</1> for everyone"),
]
NO_HEADINGS = ["The ward is open.", "About Xyqu Brmt", "Ask Anna about pain", "One Word.", "Pain"]


@pytest.mark.parametrize(("text", "read"), [*SHOUTED, *STRESSED])
def test_a_machine_reads_capitals_in_sentence_case(text: str, read: str) -> None:
    recased = capitals(text)
    assert recased is not None
    assert recased.text == read
    assert len(recased.text) == len(text)
    assert recased.shouted == ((text, read) in SHOUTED)


@pytest.mark.parametrize("text", KEPT)
def test_abbreviations_are_no_shouting(text: str) -> None:
    assert capitals(text) is None


@pytest.mark.parametrize(("text", "read"), HEADINGS)
def test_a_heading_in_title_case_keeps_the_capitals_of_names_alone(text: str, read: str) -> None:
    recased = title_case(text, lambda _: frozenset())
    assert (recased.text if recased else text) == read


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_a_sentence_and_a_name_are_no_headings(text: str) -> None:
    assert title_case(text, lambda _: frozenset()) is None


def test_the_glossary_tells_a_word_from_a_name() -> None:
    recased = title_case("Living With Brmt Disease", lambda _: frozenset({"brmt"}))
    assert recased is not None
    assert recased.text == "Living with brmt disease"


def drafted(text: str, said: dict[str, Draft], target: locales.Locale = PT) -> str:
    def translate(segments: Sequence[Segment]) -> list[Draft]:
        return [said[segment.text] for segment in segments]

    segments = [Segment(segment_key(None, text), text)]
    (draft,) = translated(segments, translate, EN, target)
    return draft.text


def draft(text: str, score: float = 0.9, alignment: tuple[tuple[int, int, int, int], ...] = ()) -> Draft:
    return Draft(text, score, "x@1", alignment)


def test_all_capitals_come_back_but_not_in_codes_addresses_and_units() -> None:
    source = "GIVE <1>20 mL</1> TO A@B.EXAMPLE"
    said = {"Give <1>20 mL</1> to A@B.EXAMPLE": draft("Dê <1>20 mL</1> a A@B.EXAMPLE já")}
    assert drafted(source, said) == "DÊ <1>20 mL</1> A A@B.EXAMPLE JÁ"


def test_a_language_has_its_own_capitals() -> None:
    assert drafted("TAKE WATER", {"Take water": draft("su için")}, TR) == "SU İÇİN"


def test_a_stressed_word_is_stressed_again_where_it_went() -> None:
    said = {"Do not open it.": draft("Não o abra.", alignment=((3, 6, 0, 3), (7, 11, 6, 10)))}
    assert drafted("Do NOT open it.", said) == "NÃO o abra."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Children with ALL must NOT wait.", "Children with ALL must not wait."),
        ("Take ALL tablets.", "Take all tablets."),
        ("ALL is an illness, so do NOT wait.", "ALL is an illness, so do not wait."),
    ],
)
def test_an_abbreviation_of_the_glossary_is_no_stressed_word(text: str, read: str) -> None:
    place = text.index("ALL")
    recased = capitals(text, [(place, place + 3)])
    assert recased is not None
    assert recased.text == read
