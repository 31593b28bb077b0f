"""XLIFF 1.2 as it is sent: valid by the strict rules, and another library reads and writes it without a loss."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from lxml import etree
from translate.storage import xliff

from pipeline.errors import SourceError
from pipeline.exchange import xliff12
from pipeline.exchange.outgoing import PENDING, Candidate, Form, Note, OutgoingFile, OutgoingUnit, Standing
from pipeline.exchange.parcel import ParcelUnit
from pipeline.exchange.xliff.checking import check
from tests.support.parcels import FILE, unit

NS = {"x": "urn:oasis:names:tc:xliff:document:1.2"}


def written(path: Path, *units: OutgoingUnit, file: OutgoingFile = FILE) -> Path:
    pieces = [xliff12.head(file), *(piece for each in units for piece in xliff12.unit(each, file)), xliff12.tail()]
    path.write_text("".join(pieces), "utf-8", newline="")
    assert not check(path)
    return path


def tree(path: Path) -> etree._Element:
    return etree.parse(path).getroot()


STATES = {
    "machine": "needs-review-translation leveraged-mt no",
    "exact": "needs-review-translation exact-match no",
    "memory": "needs-review-translation leveraged-tm no",
    "fuzzy": "needs-review-translation fuzzy-match no",
    "typed": "needs-review-translation None no",
    "rejected": "needs-review-translation x-rejected no",
    "accepted": "translated None no",
    "reviewed": "signed-off None yes",
}


@pytest.mark.parametrize("standing", STATES)
def test_a_state_says_what_people_decided_and_where_a_draft_is_from(standing: Standing, tmp_path: Path) -> None:
    root = tree(written(tmp_path / "a.xlf", unit(target="Enxágue.", standing=standing)))
    (found,) = root.iterfind(".//x:trans-unit", NS)
    target = found.find("x:target", NS)
    said = (target.get("state"), target.get("state-qualifier"), found.get("approved"))
    assert " ".join(map(str, said)) == STATES[standing]


def test_the_head_names_languages_page_agency_and_a_place_for_the_parcel(tmp_path: Path) -> None:
    (file,) = tree(written(tmp_path / "a.xlf", unit())).iterfind("x:file", NS)
    assert [file.get(name) for name in ("original", "source-language", "target-language", "product-version")] == [
        *("a/b & c.html", "en", "pt-BR"),
        unescape(PENDING),
    ]
    phase = file.find(".//x:phase", NS)
    assert (phase.get("phase-name"), phase.get("company-name")) == (unescape(PENDING), 'Lingua "&" Co')
    assert file.find(".//x:external-file", NS).get("href") == "../../context/a/b%20%26%20c.html"


def test_notes_room_and_candidates_go_with_a_text(tmp_path: Path) -> None:
    each = unit(
        forms=(
            Form(
                "<1>Wash</1>",
                "<1>Lave</1>",
                candidates=(
                    Candidate("mt", "<1>Wash</1>", "<1>Lave</1>", 0.834, "engine@1"),
                    Candidate("context", "Wash & rinse <2/>", "Lave <2/>", 1.01, "b.html"),
                    Candidate("previous", "Washed", "Lavou", 0.0, "previous wording"),
                ),
            ),
        ),
        standing="machine",
        notes=(Note("author", "Author: <not> a tag & more"), Note("waits", "Finding: x"), Note("role", "Role: p\x01")),
        limit=12,
    )
    (found,) = tree(written(tmp_path / "a.xlf", each)).iterfind(".//x:trans-unit", NS)
    assert [(note.get("annotates"), note.text) for note in found.iterfind("x:note", NS)] == [
        ("source", "Author: <not> a tag & more"),
        ("target", "Finding: x"),
        ("source", "Role: p\ufffd"),
    ]
    assert (found.get("maxwidth"), found.get("size-unit")) == ("12", "char")
    assert [
        (other.get("match-quality"), other.get("origin"), other.get("alttranstype"), "".join(other[1].itertext()))
        for other in found.iterfind("x:alt-trans", NS)
    ] == [
        ("83%", "engine@1", "proposal", "Lave"),
        ("100%", "b.html", "proposal", "Lave "),
        ("0%", "previous wording", "previous-version", "Lavou"),
    ]


def test_a_neighbour_is_not_to_be_translated(tmp_path: Path) -> None:
    (found,) = tree(written(tmp_path / "a.xlf", unit(for_context=True, id="context-3"))).iterfind(".//x:trans-unit", NS)
    assert (found.get("translate"), found.get("approved")) == ("no", None)


def test_a_plural_is_a_group_of_its_forms(tmp_path: Path) -> None:
    sent = ParcelUnit.of(None, ["a drop", "drops"], ["", ""])
    forms = (Form("a drop", "gota", 0), Form("drops", "", 1))
    root = tree(written(tmp_path / "a.xlf", unit(id=sent.id, forms=forms, standing="typed")))
    (group,) = root.iterfind(".//x:group", NS)
    assert (group.get("id"), group.get("restype")) == (sent.id, "x-gettext-plurals")
    assert [each.get("id") for each in group.iterfind("x:trans-unit", NS)] == [f"{sent.id}[0]", f"{sent.id}[1]"]
    assert [len(each.findall("x:target", NS)) for each in group.iterfind("x:trans-unit", NS)] == [1, 0]


def test_a_translation_with_broken_codes_goes_as_text(tmp_path: Path) -> None:
    each = unit("<1>Wash</1>", "<1>Lave", "typed", is_broken=True)
    (target,) = tree(written(tmp_path / "a.xlf", each)).iterfind(".//x:target", NS)
    assert (target.text, len(target)) == ("<1>Lave", 0)


def test_a_character_that_the_version_can_not_hold_stops_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"U\+0001"):
        written(tmp_path / "a.xlf", unit("a\x01b"))


def test_the_translate_toolkit_keeps_targets_notes_and_codes(tmp_path: Path) -> None:
    texts = ["Plain & <simple>", "A <1>bold</1> word<2/> more", "<2/>", "  spaces  kept ", "עברית \u200f!"]
    units = [
        unit(text, notes=(Note("author", f"Author: note {number}"),), id=ParcelUnit.of(str(number), [text], []).id)
        for number, text in enumerate(texts)
    ]
    path = written(tmp_path / "a.xlf", *units)
    before = tree(path)
    store = xliff.xlifffile.parsefile(str(path))
    for each in store.units:
        each.rich_target = each.rich_source
    store.savefile(str(tmp_path / "b.xlf"))
    assert not check(tmp_path / "b.xlf")
    after = tree(tmp_path / "b.xlf")
    for old, new in zip(before.iterfind(".//x:trans-unit", NS), after.iterfind(".//x:trans-unit", NS), strict=True):
        assert old.get("id") == new.get("id")
        assert [note.text for note in old.iterfind("x:note", NS)] == [note.text for note in new.iterfind("x:note", NS)]
        source, target = old.find("x:source", NS), new.find("x:target", NS)
        assert "".join(target.itertext()) == "".join(source.itertext())
        assert [(code.tag, code.get("id")) for code in target] == [(code.tag, code.get("id")) for code in source]
