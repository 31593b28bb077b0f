"""Returned XLIFF is read as tools write it: whole targets are taken, and what isn't whole says why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.exchange import returned
from pipeline.exchange.parcel import ParcelUnit
from pipeline.exchange.returned import ReturnedUnit

OLD, CORE = "urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:2.0"
PARCEL = "0a1b2c3d4e5f"
ID = ParcelUnit.of(None, ("Take one tablet.",), ("",)).id
PLURAL = ParcelUnit.of("visits", ("{n} visit", "{n} visits"), ("",)).id
SOURCE = "<source>Take <g id='1'>one</g> tablet.<x id='2'/></source>"


def old(units: str, *, attributes: str = f'product-version="{PARCEL}"', spaces: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="{OLD}"{spaces}>'
        f'<file original="a.html" source-language="en" target-language="fr" datatype="html" {attributes}>'
        f"<body>\n{units}</body></file></xliff>\n"
    )


def new(units: str, *, attributes: str = f'id="parcel-{PARCEL}"') -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.1" xmlns="{CORE}" srcLang="en" trgLang="fr">'
        f'<file original="a.html" {attributes}>\n{units}</file></xliff>\n'
    )


def unit(content: str, *, name: str = ID, more: str = "") -> str:
    return f'<trans-unit id="{name}"{more}>{content}</trans-unit>\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "returned.xlf"


def read(path: Path, text: str, encoding: str = "utf-8") -> list[ReturnedUnit]:
    path.write_bytes(text.encode(encoding))
    return list(returned.read(path))


def only(path: Path, text: str) -> ReturnedUnit:
    (found,) = read(path, text)
    return found


def test_a_unit_has_its_id_its_place_and_what_its_file_says(path: Path) -> None:
    found = only(path, old(unit(f"{SOURCE}<target>Prenez <g id='1'>un</g> comprimé.<x id='2'/></target>")))
    assert found.id is not None
    assert (found.id.unit, found.line) == (ID, 3)
    assert (found.file.original, found.file.source, found.file.target, found.file.parcel) == (
        "a.html",
        "en",
        "fr",
        PARCEL,
    )
    assert found.sources == ("Take <1>one</1> tablet.<2/>",)
    assert found.targets == ("Prenez <1>un</1> comprimé.<2/>",)


@dataclass(frozen=True)
class Content:
    """What stands in a target, and the text that it is."""

    xml: str
    text: str


CONTENTS = (
    Content("<x id='2'/><g id='1'>un</g>", "<2/><1>un</1>"),
    Content("<bx id='1'/>un<ex id='1'/>", "<1>un</1>"),
    Content("<bpt id='1' rid='1'>&lt;b onclick='x'></bpt>un<ept id='3' rid='1'>&lt;/b></ept>", "<1>un</1>"),
    Content("<it id='1' pos='open'>&lt;b></it>un<it id='1' pos='close'>&lt;/b></it>", "<1>un</1>"),
    Content("un<ph id='2'>&lt;script>alert(1)&lt;/script></ph>", "un<2/>"),
    Content("<mrk mtype='term'>un</mrk> deux", "un deux"),
    Content("<g id='c1'>un</g>", "<1>un</1>"),
    Content("&lt;b>un&lt;/b> &amp;amp;", "<b>un</b> &amp;"),
    Content("<![CDATA[un <1>deux</1>]]>", "un <1>deux</1>"),
    Content("un<x xmlns='urn:other' id='2'>deux</x>", "un"),
)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda each: each.xml)
def test_codes_are_known_by_their_numbers_and_nothing_in_them_is_read(path: Path, content: Content) -> None:
    assert only(path, old(unit(f"{SOURCE}<target>{content.xml}</target>"))).targets == (content.text,)


@pytest.mark.parametrize(
    "code", ["<x id='new'/>", "<g id='0'>un</g>", "<x id=''/>", "<bpt id='b'/>", "<source>un</source>"]
)
def test_a_code_that_was_not_sent_is_a_problem_of_its_unit_alone(path: Path, code: str) -> None:
    bad, good = read(path, old(unit(f"{SOURCE}<target>{code}</target>") + unit("<source>a</source><target>b</target>")))
    assert "code that wasn't sent" in bad.problem
    assert (bad.targets, good.targets, good.problem) == ((), ("b",), "")


SEGMENTED = "<seg-source><mrk mtype='seg' mid='0'>One.</mrk> <mrk mtype='seg' mid='1'>Two.</mrk></seg-source>"


@pytest.mark.parametrize(
    ("target", "text", "problem"),
    [
        ("<mrk mtype='seg' mid='0'>Un.</mrk> <mrk mtype='seg' mid='1'>Deux.</mrk>", "Un. Deux.", ""),
        ("<mrk mtype='seg' mid='1'>Deux.</mrk> <mrk mtype='seg' mid='0'>Un.</mrk>", "Deux. Un.", ""),
        ("Un. Deux.", "Un. Deux.", ""),
        ("<mrk mtype='seg' mid='0'>Un.</mrk> <mrk mtype='seg' mid='1'/>", "Un. ", "segment 1 of it has no target"),
        ("<mrk mtype='seg' mid='0'>Un.</mrk>", "Un.", "segment 1 of it has no target"),
    ],
)
def test_segments_are_taken_where_the_unit_is_whole(path: Path, target: str, text: str, problem: str) -> None:
    found = only(path, old(unit(f"<source>One. Two.</source>{SEGMENTED}<target>{target}</target>")))
    assert (found.targets, found.problem) == ((text,), problem)


def segment(source: str, target: str | None, order: str = "", kind: str = "segment") -> str:
    given = "" if target is None else f"<target{order}>{target}</target>"
    return f"<{kind}><source>{source}</source>{given}</{kind}>"


SPLIT = (
    ((segment("One.", "Un."), segment(" ", None, kind="ignorable"), segment("Two.", "Deux.")), "Un. Deux.", ""),
    (
        (
            segment("One.", "Un.", " order='3'"),
            segment(" ", " ", " order='2'", "ignorable"),
            segment("Two.", "Deux.", " order='1'"),
        ),
        "Deux. Un.",
        "",
    ),
    ((segment("One. Two.", "Un. Deux."),), "Un. Deux.", ""),
    ((segment("One. ", "Un."), segment("Two.", None)), "Un.", "segment 2 of it has no target"),
    ((segment("One. ", "Un."), segment("Two.", "  ")), "Un.  ", "segment 2 of it has no target"),
)


@pytest.mark.parametrize(("pieces", "text", "problem"), SPLIT, ids=lambda value: str(value)[:40])
def test_split_and_merged_segments_of_2_are_one_text(
    path: Path, pieces: tuple[str, ...], text: str, problem: str
) -> None:
    found = only(path, new(f"<unit id='{ID}'>{''.join(pieces)}</unit>"))
    assert (found.targets, found.problem, found.file.parcel) == ((text,), problem, PARCEL)


def test_codes_of_2_may_open_in_one_segment_and_close_in_another(path: Path) -> None:
    first = segment("<sc id='1'/>One. ", "<sc id='1'/>Un. ")
    second = segment("Two.<ec startRef='1'/><ph id='2'/>", "Deux.<ec startRef='1'/><ph id='2'/><cp hex='0007'/>")
    found = only(path, new(f"<unit id='{ID}'>{first}{second}</unit>"))
    assert found.targets == ("<1>Un. Deux.</1><2/>\a",)


@pytest.mark.parametrize(
    "content",
    [
        "<source>One.</source><alt-trans><source>One.</source><target>Ein.</target></alt-trans>",
        "<source>One.</source><target/>",
        "<source>One.</source><target>  \n </target>",
        "<source>One.</source>",
    ],
)
def test_an_alternative_or_a_blank_is_no_target(path: Path, content: str) -> None:
    assert only(path, old(unit(content))).targets == ()


def test_a_match_of_2_is_no_target(path: Path) -> None:
    match = (
        "<mtc:matches xmlns:mtc='urn:oasis:names:tc:xliff:matches:2.0'><mtc:match ref='#s'>"
        "<source>One.</source><target>Ein.</target></mtc:match></mtc:matches>"
    )
    found = only(path, new(f"<unit id='{ID}'>{match}{segment('One.', None)}</unit>"))
    assert (found.targets, found.sources) == ((), ("One.",))


def test_plural_forms_are_one_unit_in_any_order(path: Path) -> None:
    forms = [
        unit(f"<source>{{n}} visit{s}</source><target>{{n}} visite{s}</target>", name=f"{PLURAL}[{number}]")
        for number, s in ((1, "s"), (0, ""))
    ]
    found = only(path, old(f"<group restype='x-gettext-plurals'>{''.join(forms)}</group>"))
    assert found.id is not None
    assert (found.id.unit, found.targets) == (PLURAL, ("{n} visite", "{n} visites"))
    named = [f"<unit id='{PLURAL}.{number}'>{segment('a', text)}</unit>" for number, text in enumerate(("x", "y"))]
    assert only(path, new("".join(named))).targets == ("x", "y")


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [((1,), "the form 0 of it isn't there"), ((0, 2), "the form 1 of it isn't there")],
)
def test_a_plural_without_one_of_its_forms_is_not_whole(path: Path, numbers: tuple[int, ...], problem: str) -> None:
    forms = [unit("<source>a</source><target>b</target>", name=f"{PLURAL}[{number}]") for number in numbers]
    assert only(path, old("".join(forms))).problem == problem


def test_a_form_that_is_empty_or_there_twice_is_said(path: Path) -> None:
    bare, full = "<source>a</source>", "<source>a</source><target>b</target>"
    named = [unit(text, name=f"{PLURAL}[{number}]") for text, number in ((full, 0), (bare, 1))]
    assert only(path, old("".join(named))).problem == "the form 1 of it has no target"
    whole, twice = read(path, old("".join([named[0], unit(full, name=f"{PLURAL}[1]"), named[0]])))
    assert (whole.problem, twice.problem) == ("", "the form 0 is there twice")


SAID = (
    ("", " state='final'", " approved='yes'", "", "final, approved"),
    (" xmlns:m='http://www.memsource.com/mxlf/2.0'", "", " m:confirmed='1' m:locked='true'", "", "confirmed, locked"),
    (" xmlns:m='http://www.memsource.com/mxlf/2.0'", "", " m:confirmed='0' m:locked='false'", "", "unconfirmed"),
    (" xmlns:mq='MQXliff'", "", " mq:status='ManuallyConfirmed' mq:locked='locked'", "", "ManuallyConfirmed, locked"),
    (
        " xmlns:sdl='http://sdl.com/FileTypes/SdlXliff/1.0'",
        "",
        "",
        "<sdl:seg-defs><sdl:seg id='1' conf='ApprovedTranslation' locked='true'/></sdl:seg-defs>",
        "ApprovedTranslation, locked",
    ),
    ("", " state='x&#10;# AGENCY: y'", "", "", ""),
)


@pytest.mark.parametrize(("spaces", "state", "more", "inside", "said"), SAID, ids=lambda value: str(value)[:30])
def test_a_state_is_repeated_as_the_word_of_the_agencys_tool(
    path: Path, spaces: str, state: str, more: str, inside: str, said: str
) -> None:
    found = only(path, old(unit(f"<source>a</source><target{state}>b</target>{inside}", more=more), spaces=spaces))
    assert found.said == said


def test_codes_in_braces_are_those_of_phrases_own_files(path: Path) -> None:
    text = unit(
        "<source>Take {1>one&lt;1} tablet.{2}</source><target>{2}Prenez {1>un&lt;1}.</target>", more=" m:confirmed='1'"
    )
    found = only(path, old(text, spaces=" xmlns:m='http://www.memsource.com/mxlf/2.0'"))
    assert (found.sources, found.targets) == (("Take <1>one</1> tablet.<2/>",), ("<2/>Prenez <1>un</1>.",))
    assert only(path, old(unit("<source>{1}</source><target>{1}</target>"))).targets == ("{1}",)


def test_notes_are_the_agencys_where_they_are_not_ours(path: Path) -> None:
    notes = "<note from='medlocale'>Role: button</note><note from='eva'>Which\ntablet?\u0007</note><note>Sic.</note>"
    notes = notes.replace("\u0007", "")
    assert only(path, old(unit(f"<source>a</source>{notes}"))).notes == ("Which tablet?", "Sic.")
    of_2 = "<notes><note category='medlocale-role'>Role: button</note><note>Sic.</note></notes>"
    assert only(path, new(f"<unit id='{ID}'>{of_2}{segment('a', 'b')}</unit>")).notes == ("Sic.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end_is_read_alike(path: Path, encoding: str, ending: str) -> None:
    name = "UTF-16" if encoding.startswith("utf-16") else "UTF-8"
    text = old(unit("<source xml:space='preserve'>É 一</source><target>É\n 二</target>")).replace("UTF-8", name)
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    (found,) = read(path, mark + text.replace("\n", ending), encoding)
    assert (found.sources, found.targets, found.line) == (("É 一",), ("É\n 二",), 3)


REFUSED = (
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
)


@pytest.mark.parametrize("doctype", REFUSED)
def test_document_types_and_entities_are_refused_with_file_and_line(path: Path, doctype: str) -> None:
    text = old(unit("<source>a</source><target>&a;</target>")).replace("<xliff", f"{doctype}\n<xliff", 1)
    with pytest.raises(SourceError, match=r"returned.xlf:2: .*(DTD|entity)"):
        read(path, text)


def test_a_file_that_ends_too_early_gives_what_was_whole_and_then_an_error(path: Path) -> None:
    path.write_text(old(unit("<source>a</source><target>b</target>") * 3)[:-80], "utf-8")
    units = returned.read(path)
    assert next(units).targets == ("b",)
    with pytest.raises(SourceError, match=r"returned\.xlf:"):
        list(units)


def test_a_text_that_nobody_could_review_is_a_problem(path: Path) -> None:
    long = "a" * 100_001
    assert "longer than" in only(path, old(unit(f"<source>a</source><target>{long}</target>"))).problem


def test_units_of_other_tools_have_no_id_of_ours(path: Path) -> None:
    found = read(path, old(unit("<source>a</source>", name="17") + unit("<source>b</source>", name=f"{ID}-x")))
    assert [(each.id, each.name) for each in found] == [(None, "17"), (None, f"{ID}-x")]


@pytest.mark.parametrize("name", ["a.xlf", "b.XLIFF", "c.html.mxliff", "d.sdlxliff", "e.mqxliff"])
def test_files_of_translation_are_known_by_their_names(name: str) -> None:
    assert returned.is_returned(name)
    assert not returned.is_returned(f"{name}.tmx")
