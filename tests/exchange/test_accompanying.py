"""What goes with a parcel for people: its instructions, and pages to look at that no text can break."""

from __future__ import annotations

from lxml import html

from pipeline.exchange import accompanying
from pipeline.exchange.outgoing import Form
from pipeline.exchange.parcel import Parcel, ParcelFile
from tests.support.parcels import FILE, unit


def test_the_instructions_say_what_there_is_and_whom_to_ask() -> None:
    parcel = Parcel.of("Lingua", "en", "pt-BR", "xliff21", [ParcelFile("a", "a", ())])
    told = accompanying.instructions(
        parcel, organization="Seeufer", contact="a@seeufer.example", words=7, units=3, companions=["memory.tmx"]
    )
    for words in ("Seeufer", "from en into pt-BR for Lingua", parcel.id, "1 file, 3 texts, about 7 words", "XLIFF 2.1"):
        assert words in told
    assert "memory.tmx" in told
    assert "glossary.tbx" not in told
    assert "Questions: a@seeufer.example" in told


def test_a_list_of_sentences_shows_texts_and_no_markup_of_theirs() -> None:
    units = [
        unit("<1>Wash</1> & <script>x</script>", 'Lave "<b>"', "typed"),
        unit("context", for_context=True, forms=(Form("Next", ""),)),
    ]
    page = html.fromstring("".join(accompanying.listing(units, FILE)))
    cells = [[cell.text_content() for cell in row] for row in page.iter("tr")]
    assert cells == [["en", "pt-BR"], ["Wash & <script>x</script>", 'Lave "<b>"'], ["Next", ""]]
    assert [row.get("class") for row in page.iter("tr")] == [None, "asked", None]
    assert not list(page.iter("script"))
