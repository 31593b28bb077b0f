"""TMX travels: what is written comes back, what strangers wrote is understood, and what could deceive stays out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import tmx as toolkit

from pipeline import locales
from pipeline.errors import SourceError
from pipeline.memory import Notices, TranslationUnit, tmx
from pipeline.memory.codes import written
from pipeline.model import FORM_SEPARATOR

ENGLISH = locales.parse("en")
TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"]), st.sampled_from("<>&\"'\r\n\t12/ ")),
    max_size=30,
)
CODED = st.lists(st.one_of(TEXTS, st.sampled_from(["<1>", "</1>", "<2/>", "<7>", "</7>", "<1/>", "</3/>"]))).map(
    "".join
)
UNITS = st.builds(
    TranslationUnit,
    source=CODED.filter(str.strip),
    target=CODED.filter(str.strip),
    source_locale=st.sampled_from(["en", "en_GB"]),
    target_locale=st.sampled_from(["pt_BR", "zh_Hant", "ar"]),
    origin=TEXTS,
    context=st.none() | TEXTS,
    before=TEXTS,
    after=TEXTS,
    standing=st.sampled_from(["reviewed", "accepted", "typed"]),
    changed=st.sampled_from(["", "2026-11-23T10:00:59Z"]),
)
FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="CatTool" creationtoolversion="9" segtype="sentence" o-tmf="ct"
 adminlang="EN-US" srclang="EN-US" datatype="xml"><prop type="owner">x</prop></header>
<body>
<tu tuid="1" changedate="20250102T030405Z"><note>n</note>
 <tuv xml:lang="EN-US"><seg>Wash   your
  <bpt i="4" x="1">&lt;b&gt;</bpt>hands<ept i="4">&lt;/b&gt;</ept> now.<ph x="2" type="lb">&lt;br/&gt;</ph></seg></tuv>
 <tuv xml:lang="pt-br"><seg>Agora<ph x="2">&lt;br/&gt;</ph> lave as
  <bpt i="1" x="1">&lt;b&gt;</bpt>mãos<ept i="1"/>.</seg></tuv>
 <tuv lang="ES"><seg>Lave <hi x="5">ya</hi> las manos.</seg></tuv>
 <tuv xml:lang="xx-klingon"><seg>?</seg></tuv>
</tu>
</body></tmx>
"""


def read(path: Path, **options: locales.Locale) -> tuple[list[TranslationUnit], list[str]]:
    notices = Notices()
    return list(tmx.read(path, notices, **options)), notices.sentences("m.tmx")


def export(units: Iterable[TranslationUnit], notices: Notices | None = None) -> str:
    made = tmx.write(units, notices or Notices(), source=ENGLISH, created="2026-11-23T10:00:00Z", version='1"<')
    return "".join(made)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(UNITS, max_size=4))
def test_an_export_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]) -> None:
    path = tmp_path_factory.mktemp("tmx") / "m.tmx"
    path.write_bytes(export(units).encode("utf-8"))
    assert read(path) == (units, [])


def test_another_tool_reads_the_export() -> None:
    unit = TranslationUnit("Eat & <1>drink</1>.", "Coma e <1>beba</1>.", "en", "pt_BR", context="title")
    found = toolkit.tmxfile(BytesIO(export([unit]).encode("utf-8"))).units
    assert len(found) == 1
    root = ElementTree.fromstring(export([unit]).replace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n', ""))
    header = root.find("header")
    assert header is not None
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert required <= header.attrib.keys()
    assert [element.tag for element in root.iterfind("body/tu/")] == ["prop", "prop", "tuv", "tuv"]


def test_every_code_of_an_export_has_its_partner_or_stands_alone() -> None:
    seg = ElementTree.fromstring(f"<seg>{written('<2/>a <1>b</1> <1>c</1></4> <5>')}</seg>")
    assert [(code.tag, code.get("i"), code.get("x"), code.get("pos")) for code in seg] == [
        ("ph", None, "2", None),
        ("bpt", "1", "1", None),
        ("ept", "1", None, None),
        ("bpt", "2", "1", None),
        ("ept", "2", None, None),
        ("it", None, "4", "end"),
        ("it", None, "5", "begin"),
    ]


def test_a_stranger_s_file_is_understood(write: Callable[[str, str], Path]) -> None:
    units, notices = read(write("m.tmx", FOREIGN))
    source = "Wash your <1>hands</1> now.<2/>"
    assert units == [
        TranslationUnit(source, "Agora<2/> lave as <1>mãos</1>.", "en_US", "pt_BR", changed="2025-01-02T03:04:05Z"),
        TranslationUnit(source, "Lave <3>ya</3> las manos.", "en_US", "es", changed="2025-01-02T03:04:05Z"),
    ]
    assert len(notices) == 1
    assert "'xx-klingon'" in notices[0]
    assert notices[0].startswith("m.tmx:12:")


@pytest.mark.parametrize(
    ("seg", "text"),
    [
        ('a<it pos="begin" x="1">&lt;i&gt;</it>b', "a<1/>b"),
        ("<ph>{0}</ph> and <ph>{1}</ph>", "<1/> and <2/>"),
        ('<bpt i="1">&lt;a title="<sub>Tip</sub>"&gt;</bpt>go<ept i="1"/>', "<1>go</1>"),
        ("<ut>\\b</ut>x", "<1/>x"),
        ('x<ept i="9"/>', "x<1/>"),
        ("cafe\u0301\u00a0 au  lait", "café au lait"),
    ],
)
def test_inline_elements_become_codes(write: Callable[[str, str], Path], seg: str, text: str) -> None:
    body = f'<tu><tuv xml:lang="en"><seg>{seg}</seg></tuv><tuv xml:lang="de"><seg>x</seg></tuv></tu>'
    units, _ = read(write("m.tmx", f'<tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>'))
    assert [unit.source for unit in units] == [text]


@pytest.mark.parametrize(
    ("language", "wanted", "source"),
    [("de", None, "de"), ("*all*", "en", "en_US"), ("*all*", None, "de"), ("", "pt_BR", "pt"), ("en", None, "en_US")],
)
def test_the_source_is_the_named_language_or_the_wanted_one(
    write: Callable[[str, str], Path], language: str, wanted: str | None, source: str
) -> None:
    body = "".join(f'<tuv xml:lang="{name}"><seg>{name}</seg></tuv>' for name in ("de", "en-US", "pt"))
    path = write("m.tmx", f'<tmx><header srclang="{language}"/><body><tu>{body}</tu></body></tmx>')
    units, _ = read(path, **({"source": locales.parse(wanted)} if wanted else {}))
    assert {unit.source_locale for unit in units} == {source}
    assert len(units) == 2


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(FOREIGN.replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16"))
    assert len(read(path)[0]) == 2


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BROKEN = {
    "entities that explode": f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{LAUGHS}]><tmx>&l11;</tmx>',
    "an entity from a file": '<!DOCTYPE tmx [<!ENTITY f SYSTEM "file:///etc/hostname">]><tmx>&f;</tmx>',
    "another root": "<tbx/>",
    "no XML": "msgid 'x'",
    "an open element": "<tmx><body><tu>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_tmx_is_refused_by_file_and_line(write: Callable[[str, str], Path], name: str) -> None:
    path = write("m.tmx", BROKEN[name])
    with pytest.raises(SourceError) as caught:
        read(path)
    assert caught.value.path == path
    assert caught.value.line is not None


@pytest.mark.parametrize("text", ["a\u202eb", "a\u2066b", "a\x85b", "a\u200bb", "a\x07b"])
def test_hidden_characters_do_not_leave(text: str) -> None:
    notices = Notices()
    assert "<tu>" not in export([TranslationUnit("x", text, "en", "ar")], notices)
    assert notices.count == 1


@pytest.mark.parametrize("text", ["a\u202eb", "a\u2066b", "a\x7fb", "a\u200bb"])
def test_hidden_characters_do_not_enter(write: Callable[[str, str], Path], text: str) -> None:
    body = f'<tu><tuv xml:lang="en"><seg>x</seg></tuv><tuv xml:lang="ar"><seg>{text}</seg></tuv></tu>'
    units, said = read(write("m.tmx", f'<tmx><header srclang="en"/><body>{body}</body></tmx>'))
    assert units == []
    assert "control character" in said[0]


def test_marks_that_scripts_are_spelled_with_are_kept(write: Callable[[str, str], Path]) -> None:
    unit = TranslationUnit("x", "می\u200cخواهم\u200f ۵", "en", "fa")
    assert read(write("m.tmx", export([unit])))[0] == [unit]


def test_plural_forms_have_no_place_in_tmx_and_that_is_said() -> None:
    notices = Notices()
    plural = TranslationUnit(f"a{FORM_SEPARATOR}b", f"c{FORM_SEPARATOR}d", "en", "de")
    export([plural, replace(plural, target="c", target_locale="ja")], notices)
    assert notices.sentences("m.tmx") == [
        "m.tmx: left out: a translation with plural forms, which TMX has no place for (2 times)"
    ]
