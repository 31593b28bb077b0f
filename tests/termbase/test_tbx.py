"""TBX in and out: every version and style is read, TBX-Basic is written, and nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given

from pipeline import locales
from pipeline.errors import SourceError
from pipeline.termbase import tbx
from pipeline.termbase.rows import TermRow
from tests.support.drawn_glossaries import glossaries

Write = Callable[[str, str], Path]
ENGLISH = locales.parse("en")
SPACE = "{urn:iso:std:iso:30042:ed-2}"
DCA = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>A ward's list</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c7"><descrip type="subjectField">haematology</descrip>
<descripGrp><descrip type="definition">What carries oxygen.</descrip><admin type="source">A book</admin></descripGrp>
<langSec xml:lang="en">
<termSec><term>red blood cell</term><termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote><note>common</note></termSec>
<termSec><term>RBC</term><termNote type="termType">acronym</termNote>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
</langSec><langSec xml:lang="pt-BR">
<termSec><term>hemácia</term></termSec><termSec><term>glóbulo <hi>vermelho</hi></term></termSec>
<termSec><term>eritócito</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
</langSec></conceptEntry></body></text></tbx>
"""
DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c7"><min:subjectField>haematology</min:subjectField>
<descripGrp><basic:definition>What carries oxygen.</basic:definition></descripGrp>
<langSec xml:lang="en"><termSec><term>red blood cell</term><min:partOfSpeech>noun</min:partOfSpeech>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus><note>common</note></termSec>
<termSec><term>RBC</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="pt-BR"><termSec><term>hemácia</term></termSec>
<termSec><term>glóbulo vermelho</term></termSec><termSec><term>eritócito</term>
<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>
"""
OLD = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="c7"><descrip type="subjectField">haematology</descrip>
<langSet xml:lang="en"><ntig><termGrp><term>red blood cell</term>
<termNote type="partOfSpeech">noun</termNote>
<termNoteGrp><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termNoteGrp></termGrp>
<note>common</note></ntig><tig><term>RBC</term></tig></langSet>
<langSet xml:lang="pt-BR"><tig><term>hemácia</term></tig><tig><term>glóbulo vermelho</term></tig>
<tig><term>eritócito</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>
"""
ROWS = [
    TermRow("c7", "en", "red blood cell", "preferred", "noun", (), "haematology", "common"),
    TermRow("c7", "en", "RBC", "admitted", "", (), "haematology"),
    TermRow("c7", "pt_BR", "hemácia", "preferred", "", (), "haematology"),
    TermRow("c7", "pt_BR", "glóbulo vermelho", "admitted", "", (), "haematology"),
    TermRow("c7", "pt_BR", "eritócito", "forbidden", "", (), "haematology"),
]


@pytest.mark.parametrize("text", [DCA, DCT, OLD], ids=["2019, DCA", "2019, DCT", "2008"])
def test_every_version_and_style_is_read(write: Write, text: str) -> None:
    assert list(tbx.read(write("a.tbx", text)).rows) == ROWS


def test_what_has_no_column_is_said_with_its_line(write: Write) -> None:
    said = [str(problem) for problem in tbx.read(write("a.tbx", DCA)).problems]
    assert [line.rpartition("a.tbx")[2] for line in said] == [
        ":5: skipped: definition of a concept",
        ":5: skipped: source of a concept",
        ":9: skipped: termType of a term",
    ]


def test_a_concept_without_a_name_takes_that_of_its_first_term(write: Write) -> None:
    text = DCA.replace(' id="c7"', "")
    assert {row.concept for row in tbx.read(write("a.tbx", text)).rows} == {"red-blood-cell"}


def test_what_other_tools_say_of_a_term_is_understood(write: Write) -> None:
    entry = (
        '<martif><text><body><termEntry id="a"><langSet xml:lang="en">'
        '<tig><term>Kymriah</term><descrip type="Translation needed">No</descrip></tig>'
        '<tig><term>Kimria</term><termNote type="administrativeStatus">forbidden</termNote></tig>'
        "</langSet></termEntry></body></text></martif>"
    )
    found = tbx.read(write("a.tbx", entry))
    assert [(row.term, row.status) for row in found.rows] == [("Kymriah", "do-not-translate"), ("Kimria", "forbidden")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('xml:lang="pt-BR"', 'xml:lang="x-klingon"', "'x-klingon' is not the name of a locale"),
        ('<langSec xml:lang="pt-BR">', "<langSec>", "is empty"),
        ("hemácia", "hem\u202eácia", "U+202E"),
        ("glóbulo <hi>vermelho</hi>", "hemácia", "was there already"),
        ("<term>hemácia</term>", "", "is empty"),
    ],
)
def test_a_term_that_cannot_be_a_row_is_skipped_with_its_reason(write: Write, old: str, new: str, said: str) -> None:
    assert old in DCA
    found = tbx.read(write("a.tbx", DCA.replace(old, new)))
    assert any("skipped" in str(problem) and said in str(problem) for problem in found.problems)
    assert found.rows[:2] == tuple(ROWS[:2])


def test_a_second_preferred_term_is_admitted(write: Write) -> None:
    text = DCA.replace("admittedTerm", "preferredTerm")
    found = tbx.read(write("a.tbx", text))
    assert found.rows[1].status == "admitted"
    assert any("second preferred" in problem.message for problem in found.problems)


@pytest.mark.parametrize("text", ["<html><body/></html>", "concept,locale\n"])
def test_another_file_is_an_error(write: Write, text: str) -> None:
    with pytest.raises(SourceError, match=r"a\.tbx:1"):
        tbx.read(write("a.tbx", text))


def test_what_is_written_is_tbx_basic() -> None:
    rows = [*ROWS, TermRow("c 8:b", "en", "a < b & c", "do-not-translate", "phrase", ("x", "y"), "", "n")]
    exported = tbx.serialize(rows, source=ENGLISH)
    root = ElementTree.fromstring(exported.text)
    assert (root.tag, root.get("type"), root.get("style")) == (f"{SPACE}tbx", "TBX-Basic", "dca")
    assert [element.tag.removeprefix(SPACE) for element in root] == ["tbxHeader", "text"]
    assert [entry.get("id") for entry in root.iter(f"{SPACE}conceptEntry")] == ["c_x20_8_x3a_b", "c7"]
    allowed = {
        "administrativeStatus": {"preferredTerm", "admittedTerm", "deprecatedTerm", "supersededTerm"},
        "partOfSpeech": {"noun", "verb", "adjective", "adverb", "other"},
    }
    for note in root.iter(f"{SPACE}termNote"):
        assert str(note.text).removesuffix("-admn-sts") in allowed[str(note.get("type"))]
    sections = [[e.tag.removeprefix(SPACE) for e in section] for section in root.iter(f"{SPACE}termSec")]
    assert all(section[0] == "term" for section in sections)
    assert exported.losses == ("left out: the part of speech 'phrase', which TBX-Basic doesn't know",)


@given(glossaries())
def test_export_then_import_is_the_identity(tmp_path_factory: pytest.TempPathFactory, glossary: list[TermRow]) -> None:
    exported = tbx.serialize(glossary, source=ENGLISH)
    path = tmp_path_factory.mktemp("tbx") / "g.tbx"
    path.write_text(exported.text, "utf-8")
    found = tbx.read(path)
    assert found.problems == ()
    assert exported.losses == ()
    assert sorted(found.rows, key=repr) == sorted(glossary, key=repr)


def test_a_term_that_no_glossary_could_be_read_with_is_skipped_and_said(write: Write) -> None:
    long = "x" * 200_000
    found = tbx.read(write("a.tbx", DCA.replace("eritócito", long)))
    assert [row.term for row in found.rows if row.locale == "pt_BR"] == ["hemácia", "glóbulo vermelho"]
    assert sum("skipped: a glossary file can't hold it" in problem.message for problem in found.problems) == 1
