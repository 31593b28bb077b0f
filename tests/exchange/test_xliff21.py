"""XLIFF 2.1 as it is sent: valid by core and modules, and another library reads and writes it without a loss."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from lxml import etree
from translate.storage import xliff2

from pipeline import checks
from pipeline.exchange import codes, xliff21
from pipeline.exchange.outgoing import (
    PENDING,
    Candidate,
    Form,
    Issue,
    Note,
    OutgoingFile,
    OutgoingTerm,
    OutgoingUnit,
    Standing,
)
from pipeline.exchange.parcel import ParcelUnit
from pipeline.exchange.xliff import reading
from pipeline.exchange.xliff.checking import check
from tests.support.parcels import FILE, unit

NS = {prefix or "x": space for prefix, space in xliff21.SPACES.items()}
ITS = f"{{{NS['its']}}}"


def written(path: Path, *units: OutgoingUnit, file: OutgoingFile = FILE) -> Path:
    pieces = [xliff21.head(file), *(piece for each in units for piece in xliff21.unit(each, file)), xliff21.tail()]
    path.write_text("".join(pieces), "utf-8", newline="")
    assert not check(path)
    return path


def tree(path: Path) -> etree._Element:
    return etree.parse(path).getroot()


STATES = {
    **{name: f"initial medlocale:{name}" for name in ("machine", "exact", "memory", "fuzzy", "typed", "rejected")},
    "accepted": "translated None",
    "reviewed": "reviewed None",
}


@pytest.mark.parametrize("standing", STATES)
def test_a_state_says_what_people_decided_and_where_a_draft_is_from(standing: Standing, tmp_path: Path) -> None:
    root = tree(written(tmp_path / "a.xlf", unit(target="Enxágue.", standing=standing, origin="engine@1")))
    (found,) = root.iterfind(".//x:segment", NS)
    assert f"{found.get('state')} {found.get('subState')}" == STATES[standing]
    assert found.getparent().get(f"{ITS}tool") == "engine@1"
    assert found.getparent().get(f"{ITS}revOrg") == ("Seeufer" if standing in ("accepted", "reviewed") else None)


@pytest.mark.parametrize("beginning", [beginning for beginning, _ in xliff21.ISSUES])
def test_a_kind_of_finding_is_that_of_some_check(beginning: str) -> None:
    assert any(check.startswith(beginning) for check in checks.CHECKS)


def test_without_a_target_a_text_is_at_its_beginning(tmp_path: Path) -> None:
    each = unit(origin="engine@1", issues=(Issue("number-lost", "x"),))
    (found,) = tree(written(tmp_path / "a.xlf", each)).iterfind(".//x:segment", NS)
    assert (found.get("state"), found.get("subState"), len(found)) == ("initial", None, 1)


def test_nothing_may_be_cut_anew_and_white_space_stays(tmp_path: Path) -> None:
    root = tree(written(tmp_path / "a.xlf", unit()))
    assert root.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert {each.get("canResegment") for each in root.iter() if "canResegment" in each.attrib} == {"no"}


def test_each_module_says_its_part(tmp_path: Path) -> None:
    text = "<1>Fever</1> in the ward<2/>"
    each = unit(
        text,
        "<1>Febre</1><2/>",
        "machine",
        forms=(
            Form(
                text,
                "<1>Febre</1><2/>",
                candidates=(
                    Candidate("mt", text, "<1>Febre</1><2/>", 0.5, "engine@1+int8 & more"),
                    Candidate("fuzzy", "Fever <2/> & chills", "Febre <2/>", 0.8, "b.html"),
                ),
                terms=(OutgoingTerm("Fever", 3, 8, ("febre", "pirexia")), OutgoingTerm("ward", 20, 24, ("ala",))),
            ),
        ),
        notes=(Note("class", "Class: dose"), Note("waits", "It waits <1>.")),
        issues=(Issue("number-lost", "The number “2” is missing."), Issue("unheard-of", "?")),
        origin="engine@1+int8 & more",
        limit=30,
        tag="h2",
    )
    root = tree(written(tmp_path / "a.xlf", each))
    assert [(match.get("type"), match.get("matchQuality")) for match in root.iterfind(".//mtc:match", NS)] == [
        ("mt", None),
        ("tm", "80"),
    ]
    assert root.find(".//mtc:match", NS).get(f"{ITS}mtConfidence") == "0.50"
    assert [term.text for term in root.iterfind(".//gls:translation", NS)] == ["febre", "pirexia", "ala"]
    marks = root.findall(".//x:segment/x:source//x:mrk", NS)
    assert [(mark.get("type"), mark.text) for mark in marks] == [("term", "Fever"), ("term", "ward")]
    assert [
        (one.get("locQualityIssueType"), one.get("locQualityIssueComment"))
        for one in root.iter(f"{ITS}locQualityIssue")
    ] == [
        ("numbers", "number-lost: The number “2” is missing."),
        ("other", "unheard-of: ?"),
    ]
    assert [(note.get("category"), note.get("appliesTo"), note.text) for note in root.iterfind(".//x:note", NS)] == [
        ("medlocale-class", "source", "Class: dose"),
        ("medlocale-waits", "target", "It waits <1>."),
    ]
    found = root.find(".//x:unit", NS)
    assert found.get(f"{{{NS['slr']}}}sizeRestriction") == "30"
    assert found.get(f"{{{NS['fs']}}}fs") == "h2"
    assert [data.text for data in root.iterfind(".//x:unit/x:originalData/x:data", NS)] == ["<1>", "</1>", "<2/>"]
    assert root.find(".//res:reference", NS).get("href") == "../../context/a/b%20%26%20c.html"
    assert {meta.get("type"): meta.text for meta in root.iterfind(".//mda:meta", NS)} == {
        "parcel": unescape(PENDING),
        "agency": 'Lingua "&" Co',
        "version": "1.0",
    }


def test_a_term_with_a_code_in_it_and_one_in_another_are_not_marked(tmp_path: Path) -> None:
    text = "graft<2/>versus host disease"
    terms = (
        *(OutgoingTerm("graft versus host", 0, 20, ("a",)), OutgoingTerm("host disease", 16, 28, ("b",))),
        OutgoingTerm("disease", 21, 28, ("c",)),
    )
    root = tree(written(tmp_path / "a.xlf", unit(text, forms=(Form(text, "", terms=terms),))))
    assert [mark.text for mark in root.iterfind(".//x:mrk", NS)] == ["host disease"]


def test_a_right_to_left_target_says_so(tmp_path: Path) -> None:
    root = tree(written(tmp_path / "a.xlf", unit(), file=replace(FILE, target="ar", is_rtl=True)))
    assert root.find("x:file", NS).get("trgDir") == "rtl"


def test_a_plural_is_a_group_of_its_forms_and_a_neighbour_is_left_alone(tmp_path: Path) -> None:
    sent = ParcelUnit.of(None, ["a drop", "drops"], ["", ""])
    forms = (Form("a drop", "gota", 0), Form("drops", "", 1))
    plural = unit(id=sent.id, forms=forms, standing="typed", issues=(Issue("x", "y"),))
    root = tree(written(tmp_path / "a.xlf", plural, unit(for_context=True, id="context-2")))
    assert [each.get("id") for each in root.iterfind(".//x:group/x:unit", NS)] == [f"{sent.id}.0", f"{sent.id}.1"]
    assert root.find(".//x:unit[@id='context-2']", NS).get("translate") == "no"


def test_characters_of_no_xml_come_back(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlf", unit("a\x01b <1>\x0c</1>", "\x1f", "typed"))
    (found,) = reading.read(path, {"2": frozenset({"segment"})}).elements
    assert [codes.text_of(side.content) for side in found.element.children] == ["a\x01b <1>\x0c</1>", "\x1f"]


def test_the_translate_toolkit_keeps_targets_notes_and_codes(tmp_path: Path) -> None:
    texts = ["Plain & <simple>", "A <1>bold</1> word<2/> more", "<2/>", "עברית \u200f!"]
    units = [
        unit(text, text, "typed", notes=(Note("author", f"Author: note {n}"),), id=ParcelUnit.of(str(n), [text], []).id)
        for n, text in enumerate(texts)
    ]
    path = written(tmp_path / "a.xlf", *units)
    store = xliff2.Xliff2File.parsefile(str(path))
    store.savefile(str(tmp_path / "b.xlf"))
    assert not check(tmp_path / "b.xlf")
    before, after = tree(path), tree(tmp_path / "b.xlf")
    for name in ("target", "note", "data"):
        old, new = (
            [etree.tostring(one, method="c14n") for one in root.iterfind(f".//x:{name}", NS)]
            for root in (before, after)
        )
        assert old == new
    assert [one.get("id") for one in after.iterfind(".//x:unit", NS)] == [each.id for each in units]
