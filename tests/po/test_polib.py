"""Catalogs go to polib and come back whole, and compiled they say to a program what msgfmt would have them say."""

from __future__ import annotations

import gettext
import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given

from pipeline import locales
from pipeline.errors import CatalogError
from pipeline.po import catalog, from_polib, to_polib
from pipeline.po.catalog import Catalog, Entry, parse
from pipeline.po.polib import compiled
from tests.support.catalogs import HEADERS, REPEATABLE, RICH, catalogs

BRAZIL = "nplurals=2; plural=(n > 1);"
FEVER = Entry("Fever", ("Febre",))
DAYS = Entry("{n} day", ("{n} dia", "{n} dias"), msgid_plural="{n} days")
GONE = Entry("Old", ("Velho",), flags=("fuzzy",), translator=("Kept.",), previous_msgid="Older", obsolete=True)


def loaded(data: bytes) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(data))


def said(data: bytes) -> tuple[dict[object, str], dict[str, str]]:
    """Return the messages and the header's fields that Python's gettext finds."""
    translations = loaded(data)
    return {key: text for key, text in translations._catalog.items() if key}, translations.info()  # type: ignore[attr-defined]


def without_empty_comments(found: Catalog) -> Catalog:
    """Leave out a comment of nothing but one empty line, which says nothing and which polib takes for none."""

    def lines(comments: tuple[str, ...]) -> tuple[str, ...]:
        return () if comments == ("",) else comments

    entries = [replace(e, translator=lines(e.translator), extracted=lines(e.extracted)) for e in found.entries]
    return replace(found, entries=tuple(entries))


@REPEATABLE
@given(catalogs())
def test_any_catalog_goes_to_polib_and_comes_back(found: Catalog) -> None:
    assert from_polib(to_polib(found)) == without_empty_comments(found)


@pytest.mark.parametrize(
    "header", [Entry(""), Entry("", translator=("Title", "", "Ana, 2026")), Entry("", flags=("fuzzy",))]
)
def test_the_header_and_what_describes_an_obsolete_entry_come_back(header: Entry) -> None:
    found = Catalog(HEADERS | {"X-Board": "oncology"}, (FEVER, DAYS, GONE), header)
    assert from_polib(to_polib(found)) == found


def test_what_polib_reads_itself_is_what_we_read_but_for_what_its_reader_drops() -> None:
    theirs, ours = from_polib(polib.pofile(RICH)), parse(RICH)
    # polib takes a space for the end of a file name, and skips `#~|`.
    lost = {"An image\tof a <1>cell</1> \\ nucleus": "references", "Opening hours": "previous_msgid"}
    for mine, other in zip(ours.entries, theirs.entries, strict=True):
        name = lost.pop(mine.msgid, None)
        assert other == (replace(mine, **{name: getattr(other, name)}) if name else mine)
        assert name is None or other != mine
    assert not lost
    assert (theirs.headers, theirs.header) == (ours.headers, ours.header)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('#~| msgid "Older"\n#~ msgid "Old"\n#~ msgstr "Velho"\n', ("Old", None, 0)),
        ('#: \u2068a b.html\u2069:3\nmsgid "Old"\nmsgstr ""\n', ("Old", None, 2)),
        ('msgid "Older\nmsgstr ""\n', ("Olde", None, 0)),
    ],
    ids=["an obsolete entry's earlier source", "a file name with a space", "a string without its end"],
)
def test_polib_s_own_reader_loses_what_the_documentation_says(text: str, read: object, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('msgid ""\nmsgstr "Language: pt\\n"\n\n' + text, "utf-8")
    (entry,) = polib.pofile(str(tmp_path / "a.po"))
    assert (entry.msgid, entry.previous_msgid, len(entry.occurrences)) == read


def test_polib_s_own_reader_refuses_and_its_writer_drops_what_the_documentation_says(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('#= c-format\nmsgid "a"\nmsgstr ""\n', "utf-8")
    with pytest.raises(OSError, match="Syntax error"):
        polib.pofile(str(tmp_path / "a.po"))
    written = str(to_polib(Catalog(HEADERS, (replace(GONE, extracted=("Role: p",), references=("a.html:1",)),))))
    assert "#. " not in written
    assert "#: " not in written


@pytest.mark.parametrize(
    ("found", "what"),
    [
        (Catalog(HEADERS, (FEVER,), trailer=("# The end",)), "# The end"),
        (Catalog(HEADERS, (FEVER,), Entry("", references=("a.html:1",))), "a.html:1"),
        (Catalog(HEADERS, (FEVER,), Entry("", flags=("no-wrap",))), "no-wrap"),
    ],
)
def test_what_polib_cannot_hold_is_refused_by_name(found: Catalog, what: str) -> None:
    with pytest.raises(CatalogError, match=what):
        to_polib(found)


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ([polib.POEntry(msgid="Fever"), polib.POEntry(msgid="Fever", msgstr="Febre")], "twice: 'Fever'"),
        ([polib.POEntry(msgid="", msgstr="Language: pt")], "a header among"),
        ([polib.POEntry(msgid="a", msgid_plural="b", msgstr_plural={0: "x", 2: "y"})], r"\[0, 2\]"),
    ],
)
def test_what_no_catalog_can_hold_is_refused_by_name(entries: list[polib.POEntry], what: str) -> None:
    file = polib.POFile()
    file.extend(entries)
    with pytest.raises(CatalogError, match=what):
        from_polib(file)


def test_an_entry_may_be_there_again_in_another_context_or_obsolete() -> None:
    file = polib.POFile()
    file.extend([polib.POEntry(msgid="x", obsolete=True), polib.POEntry(msgid="x", msgctxt="title")])
    file.append(polib.POEntry(msgid="x", msgid_plural="xs"))
    found = from_polib(file)
    assert [(entry.msgctxt, entry.msgid_plural, entry.obsolete) for entry in found.entries] == [
        ("title", None, False),
        (None, "xs", False),
        (None, None, True),
    ]
    assert parse(catalog.serialize(found)) == found


def test_flags_that_a_script_clears_and_sets_are_as_gettext_orders_them() -> None:
    file = to_polib(Catalog(HEADERS, (replace(FEVER, flags=("fuzzy", "no-wrap")), replace(DAYS, flags=("no-wrap",)))))
    file[0].flags.remove("fuzzy")
    file[1].flags.append("fuzzy")
    assert [entry.flags for entry in from_polib(file).entries] == [("no-wrap",), ("fuzzy", "no-wrap")]


def test_a_script_sees_places_as_polib_reads_them_and_lines_that_are_not_wrapped() -> None:
    places = ("content/a.html:12", "content/b.html", "content/a:b")
    file = to_polib(Catalog(HEADERS, (Entry("rest " * 40, references=places),)))
    assert file[0].occurrences == [("content/a.html", "12"), ("content/b.html", ""), ("content/a:b", "")]
    assert f'msgid "{"rest " * 40}"' in str(file)


@REPEATABLE
@given(catalogs())
def test_a_program_finds_what_is_finished_and_nothing_else(found: Catalog) -> None:
    expected: dict[object, str] = {}
    for entry in found.entries:
        key = entry.msgid if entry.msgctxt is None else f"{entry.msgctxt}\x04{entry.msgid}"
        if entry.fuzzy or entry.obsolete or not all(entry.msgstr):
            continue
        if entry.msgid_plural is None:
            expected[key] = entry.msgstr[0]
        elif len(entry.msgstr) == 2:
            expected |= {(key, number): text for number, text in enumerate(entry.msgstr)}
    assert said(compiled(found, BRAZIL))[0] == expected


@pytest.mark.parametrize(
    "entry", [Entry("", ("x", "y"), msgid_plural="no header"), Entry("{n} day", ("x", "y"), msgid_plural="")]
)
def test_what_the_compiled_form_has_no_place_for_stays_out(entry: Entry) -> None:
    assert said(compiled(Catalog(HEADERS, (entry,)), BRAZIL)) == said(compiled(Catalog(HEADERS), BRAZIL))


def test_contexts_and_plurals_are_found_by_a_program_s_own_calls() -> None:
    entries = (FEVER, replace(FEVER, msgctxt="title", msgstr=("A febre",)), DAYS, replace(DAYS, msgctxt=""))
    program = loaded(compiled(Catalog(HEADERS, entries), BRAZIL))
    assert program.gettext("Fever") == "Febre"
    assert program.pgettext("title", "Fever") == "A febre"
    assert program.pgettext("alt", "Fever") == "Fever"
    assert [program.ngettext("{n} day", "{n} days", number) for number in (0, 1, 2)] == [
        "{n} dia",
        "{n} dia",
        "{n} dias",
    ]
    assert program.npgettext("", "{n} day", "{n} days", 5) == "{n} dias"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "text/plain; charset=ISO-8859-1"},
        {"content-type": "text/plain; charset=klingon"},
        {"Language": "pt_BR\nContent-Type: text/plain; charset=klingon"},
        {"X-Board": "oncology\nContent-Type: text/plain; charset=klingon"},
        {"": "no field"},
    ],
    ids=str,
)
def test_a_program_reads_utf_8_whatever_the_catalog_s_header_says(headers: dict[str, str]) -> None:
    program = loaded(compiled(Catalog(headers, (Entry("Fever", ("Elevação “°C” 体温",)),)), BRAZIL))
    assert program.gettext("Fever") == "Elevação “°C” 体温"
    assert program.charset() == "UTF-8"
    assert "" not in program.info()


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "nplurals=INTEGER; plural=EXPRESSION;",
        "plural=(n > 1); nplurals=2;",
        "nplurals=2; plural=n;",
        "nplurals=2; plural=(n == 0) - 1;",
        "nplurals=2; plural=1 % n;",
        "nplurals=2; plural=__import__('os');",
        "nplurals=2; plural=(n > 1)\nplural=n;",
    ],
)
def test_a_rule_of_plurals_that_does_not_work_gives_way_to_the_locale_s(rule: str) -> None:
    program = loaded(compiled(Catalog({"Plural-Forms": rule}, (DAYS,)), BRAZIL))
    assert program.info()["plural-forms"] == BRAZIL
    assert program.ngettext("{n} day", "{n} days", 0) == "{n} dia"


def test_a_translator_s_own_rule_of_plurals_stays() -> None:
    program = loaded(compiled(Catalog({"Plural-Forms": "nplurals=2; plural=(n != 1);"}, (DAYS,)), BRAZIL))
    assert program.ngettext("{n} day", "{n} days", 0) == "{n} dias"


@pytest.mark.parametrize("tag", ["pt-BR", "ar", "ja", "ru", "en-XA", "ar-XB", "sl", "zh-Hans"])
def test_every_locale_s_own_rule_works(tag: str) -> None:
    locale = locales.parse(tag)
    forms = tuple(f"{{n}} day ({number})" for number in range(locale.plural_count))
    program = loaded(compiled(Catalog({}, (replace(DAYS, msgstr=forms),)), locale.plural_forms))
    found = {program.ngettext("{n} day", "{n} days", number) for number in (*range(1000), 1_000_000)}
    assert found == set(forms)


EVERYTHING = {
    "rich": parse(RICH),
    "contexts and plurals": Catalog(
        HEADERS, (FEVER, DAYS, GONE, replace(FEVER, msgctxt=""), replace(DAYS, msgctxt="title"))
    ),
    "order": Catalog(HEADERS, (Entry("é", ("ê",)), Entry("z", ("Z",)), Entry("Z", ("z",)), Entry("z", ("c",), "a"))),
}


@pytest.mark.gettext
@pytest.mark.parametrize("found", [*EVERYTHING.values(), Catalog(HEADERS, ())], ids=[*EVERYTHING, "nothing"])
def test_it_says_what_msgfmt_makes_of_the_same(found: Catalog, tmp_path: Path, needs: Callable[[str], str]) -> None:
    po, mo = tmp_path / "a.po", tmp_path / "a.mo"
    catalog.write(po, found)
    subprocess.run([needs("msgfmt"), "-c", "-o", str(mo), str(po)], check=True)
    assert said(compiled(found, BRAZIL)) == said(mo.read_bytes())


@pytest.mark.gettext
@pytest.mark.parametrize("found", EVERYTHING.values(), ids=EVERYTHING)
def test_gettext_s_tools_read_it(found: Catalog, tmp_path: Path, needs: Callable[[str], str]) -> None:
    mo = tmp_path / "a.mo"
    mo.write_bytes(compiled(found, BRAZIL))
    text = subprocess.run([needs("msgunfmt"), str(mo)], capture_output=True, check=True).stdout
    finished = {entry for entry in found.entries if all(entry.msgstr) and not (entry.fuzzy or entry.obsolete)}
    facts = {(entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr) for entry in finished}
    assert {(e.msgctxt, e.msgid, e.msgid_plural, e.msgstr) for e in parse(text.decode()).entries} == facts
    done = subprocess.run([needs("msgfmt"), "-c", "-o", "-", "-"], input=text, capture_output=True, check=True)
    assert done.stderr == b""


def test_polib_is_loaded_only_when_it_is_asked_for() -> None:
    program = (
        "import sys\nimport pipeline.po, pipeline.stages.run, pipeline.cli\npipeline.cli.app\n"
        "print('polib' in sys.modules)\npipeline.po.to_polib\nprint('polib' in sys.modules)\n"
        "try:\n    pipeline.po.nothing\nexcept AttributeError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False", "True", "module 'pipeline.po' has no attribute 'nothing'"]
