"""PO files are read with nothing lost, refused by line and value, and written as msgcat writes them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import CatalogError, SourceError
from pipeline.po import catalog
from pipeline.po.catalog import Catalog, Entry, parse, serialize
from tests.support.catalogs import CREATED, HEADERS, LINES, REPEATABLE, RICH, catalogs

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def entry(text: str) -> Entry:
    """Read the one entry of a text."""
    (found,) = parse(text).entries
    return found


def test_everything_in_a_catalog_is_read() -> None:
    found = parse(RICH)
    assert found.headers == HEADERS | {"X-Review-Board": "oncology"}
    assert found.header.translator[2] == "Ana Souza <ana@clinic.example>, 2026."
    first, plural, escaped, lines, empty, old, old_lines = found.entries
    assert first == Entry(
        msgctxt="title",
        msgid="Therapy with NK cells",
        msgstr=("Terapia com células NK",),
        flags=("fuzzy",),
        translator=(
            "The doctor prefers “terapia”.",
            "",
            "MT: bergamot-enpt@1693087644+int8 score 0.83 draft 5f3a9c1e0b7d",
        ),
        extracted=("Role: h2", "Paragraph: Therapy with NK cells"),
        references=(
            "content/articles/car-nk.html:12",
            "content/articles/car-nk.html:120",
            "content/articles/car-nk.html:1200",
        ),
    )
    assert first.line == 28
    assert first.key == "title\x04Therapy with NK cells"
    assert plural.msgid_plural == "{n} days"
    assert plural.msgstr == ("{n} dia", "{n} dias")
    assert plural.flags == ("python-brace-format", "range: 0..10")
    assert escaped.msgctxt == ""
    assert escaped.msgid == "An image\tof a <1>cell</1> \\ nucleus"
    assert escaped.references == ("content/our services.yaml:7", "content/b.html")
    assert escaped.previous_msgctxt == "alt"
    assert escaped.previous_msgid == 'An old "image"'
    assert escaped.previous_msgid_plural == "Old\nimages"
    assert lines.msgstr == ("Primeira linha\nSegunda linha\n",)
    assert empty.msgstr == ("",)
    assert old.obsolete
    assert old.fuzzy
    assert old.previous_msgid == "Opening hour"
    assert old.translator == ("Kept for later.",)
    assert old_lines.msgid == "Two\nlines"


def test_what_is_read_is_written_to_the_same_bytes() -> None:
    assert serialize(parse(RICH)) == RICH


@REPEATABLE
@given(catalogs())
def test_reading_undoes_writing(wanted: Catalog) -> None:
    assert parse(serialize(wanted)) == wanted


@REPEATABLE
@given(st.text('#~|.:,=!msgidctxtr[]01"\\n \n\r\t', max_size=60))
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    found, error = None, None
    try:
        found = parse(text)
    except CatalogError as refused:
        error = refused
    if found is not None:
        assert parse(serialize(found)) == found
    else:
        assert error is not None
        assert error.line in range(1, text.count("\n") + 2)


@pytest.mark.gettext
def test_msgcat_changes_no_byte(needs: Callable[[str], str], write: Callable[[str, str], Path]) -> None:
    assert msgcat(needs("msgcat"), write("a.po", RICH)) == RICH


@pytest.mark.gettext
@pytest.mark.parametrize("letter", ["a", "é"])
def test_references_fill_a_line_as_msgcat_fills_it(
    letter: str, needs: Callable[[str], str], write: Callable[[str, str], Path]
) -> None:
    entries = [
        Entry(str(length), references=(letter * length, "p:1", "q", "r:30000", letter * 90, "s"))
        for length in range(25, 80)
    ]
    text = serialize(Catalog(HEADERS, tuple(entries)))
    assert msgcat(needs("msgcat"), write("a.po", text)) == text


@pytest.mark.gettext
@settings(REPEATABLE, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=catalogs().filter(lambda found: bool(found.entries)))
def test_msgcat_changes_no_byte_of_any_catalog(
    wanted: Catalog, needs: Callable[[str], str], write: Callable[[str, str], Path]
) -> None:
    text = serialize(Catalog(wanted.headers, tuple(known_to_msgcat(found) for found in wanted.entries)))
    assert msgcat(needs("msgcat"), write("a.po", text)) == text


def known_to_msgcat(found: Entry) -> Entry:
    """Leave out the flags that msgcat drops: those it doesn't know, and the range of an obsolete entry."""
    dropped = {"icu-format", "range: 1..5"} if found.obsolete else {"icu-format"}
    return replace(found, flags=tuple(flag for flag in found.flags if flag not in dropped))


def msgcat(tool: str, path: Path) -> str:
    done = subprocess.run([tool, "--no-wrap", str(path)], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param(
            '\ufeff# c\r\n#: a:1\r\n#, fuzzy\r\nmsgid "x"\r\nmsgstr "é"\r\n',
            '# c\n#: a:1\n#, fuzzy\nmsgid "x"\nmsgstr "é"\n',
            id="byte order mark and CRLF",
        ),
        pytest.param(
            '#= c-format\n#, fuzzy\n#! icu-format\nmsgid "x"\nmsgstr "y"\n',
            '#, fuzzy, c-format, icu-format\nmsgid "x"\nmsgstr "y"\n',
            id="flags in three kinds of lines",
        ),
        pytest.param(
            '#, my-flag,no-wrap,range: 0..3,fuzzy,c++-format,no-c-format\nmsgid "x"\nmsgstr "y"\n',
            '#, fuzzy, no-c-format, c++-format, range: 0..3, no-wrap, my-flag\nmsgid "x"\nmsgstr "y"\n',
            id="flags in any order",
        ),
        pytest.param('#, fuzzy\nmsgid "x"\nmsgstr ""\n', 'msgid "x"\nmsgstr ""\n', id="fuzzy without a translation"),
        pytest.param(
            '#, fuzzy\nmsgid "x"\nmsgid_plural "xs"\nmsgstr[0] ""\nmsgstr[1] "y"\n',
            '#, fuzzy\nmsgid "x"\nmsgid_plural "xs"\nmsgstr[0] ""\nmsgstr[1] "y"\n',
            id="fuzzy in the second form alone",
        ),
        pytest.param(
            '#-dash\n#@ at\n#word\n#\tt\nmsgid "x"\nmsgstr ""\n',
            '# -dash\n# @ at\n# word\n# \tt\nmsgid "x"\nmsgstr ""\n',
            id="comments of no known kind",
        ),
        pytest.param(
            'msgid "x"\n# inside\nmsgstr "y"\n', '# inside\nmsgid "x"\nmsgstr "y"\n', id="a comment inside an entry"
        ),
        pytest.param(
            '#~ msgid "o"\n#~ msgstr "p"\n\nmsgid "x"\nmsgstr ""\n',
            'msgid "x"\nmsgstr ""\n\n#~ msgid "o"\n#~ msgstr "p"\n',
            id="an obsolete entry before a living one",
        ),
        pytest.param(
            '#~ # note\n#~msgid "o"\n#~msgstr ""\n#~\n',
            '# note\n#~ msgid "o"\n#~ msgstr ""\n',
            id="an obsolete entry, untranslated, with a comment",
        ),
        pytest.param(
            'msgid "x"\nmsgstr ""\n\n# the end\n#. of it\n',
            'msgid "x"\nmsgstr ""\n\n# the end\n#. of it\n',
            id="comments after the last entry",
        ),
        pytest.param('  msgid "a" "b"  "c" msgstr\t"d"\n\n\n', 'msgid "abc"\nmsgstr "d"\n', id="strings in one line"),
        pytest.param('msgid "\\303\\251 \\x41\\101"\nmsgstr ""\n', 'msgid "é AA"\nmsgstr ""\n', id="bytes by number"),
        pytest.param(
            '#: ./a/b.html:07 c:1 c:1\n#: d: 2 e\nmsgid "x"\nmsgstr ""\n',
            '#: a/b.html:7 c:1 d:2 e\nmsgid "x"\nmsgstr ""\n',
            id="references in other spellings",
        ),
        pytest.param(
            '#: \u2068my\n#: file\u2069:3\nmsgid "x"\nmsgstr ""\n',
            '#: \u2068my file\u2069:3\nmsgid "x"\nmsgstr ""\n',
            id="a file name that an old gettext has broken",
        ),
        pytest.param(
            'msgid ""\nmsgstr "B: 2\\nnoise\\nA:1\\nB: 3\\n"\n',
            'msgid ""\nmsgstr ""\n"B: 2\\n"\n"noise\\n"\n"A: 1\\n"\n"B: 3\\n"\n',
            id="headers of an odd form",
        ),
        pytest.param(
            'msgid "x"\nmsgstr "é"\n\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n',
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "x"\nmsgstr "é"\n',
            id="a header that isn't first, without a charset",
        ),
        pytest.param("", "", id="an empty file"),
    ],
)
def test_a_harmless_oddity_is_read_and_written_cleanly(text: str, written: str) -> None:
    assert serialize(parse(text)) == written
    assert parse(written) == parse(text)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('msgid "x"\nmsgstr "a"\n\nmsgid "x"\nmsgstr "b"\n', 4, "line 1 a second time: 'x'"),
        ('msgid "x"\nmsgstr "a "quoted" word"\n', 2, "neither keyword nor string: 'quoted\""),
        ('msgid "x\nmsgstr "y"\n', 1, "doesn't end: '\"x'"),
        ('msgid "x"\n\nmsgid "y"\nmsgstr ""\n', 3, "msgid out of place after 'msgid'"),
        ('msgid "x"\n', 1, "without msgstr: 'x'"),
        ('msgctxt "c"\nmsgstr ""\n', 2, "msgstr out of place after 'msgctxt'"),
        ('msgstr ""\n', 1, "msgstr out of place"),
        ('"lost"\n', 1, "a string without a keyword: '\"lost\"'"),
        ('msgid "x"\nmsgid_plural "xs"\nmsgstr "y"\n', 3, "plural form"),
        ('msgid "x"\nmsgstr[0] "y"\n', 2, "plural form"),
        (
            'msgid "x"\nmsgid_plural "xs"\nmsgstr[1] "y"\n',
            3,
            "plural form with a wrong number, or without a plural: '1'",
        ),
        ('msgid "x"\nmsgid_plural "xs"\nmsgstr[0] "y"\nmsgstr[0] "y"\n', 4, "wrong number"),
        ('#~ msgid "x"\nmsgstr "y"\n', 2, "in part obsolete"),
        ('#~ msgid "x"\n"y"\n#~ msgstr ""\n', 2, "without a keyword"),
        ('<<<<<<< ours\nmsgid "x"\n', 1, "merge conflict: '<<<<<<< ours'"),
        ('msgid "x"\nmsgstr ""\n=======\n', 3, "merge conflict: '======='"),
        ('msgid "a\\d"\nmsgstr ""\n', 1, "escape that PO files don't have, in 'a\\\\d'"),
        ('msgid "\\351"\nmsgstr ""\n', 1, "escape"),
        ('msgid "\\x414"\nmsgstr ""\n', 1, "escape"),
        ('msgid "\\000"\nmsgstr ""\n', 1, "NUL"),
        ('\n\nmsgid "a\0"\nmsgstr ""\n', 3, "NUL"),
        ('domain "x"\n', 1, "neither keyword nor string: 'domain \"x\"'"),
        ('#| was different\nmsgid "x"\nmsgstr ""\n', 1, "neither keyword"),
        ('# c\n#| msgid "x"\n', 3, "without msgid"),
        (
            '#\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "é"\nmsgstr ""\n',
            2,
            "charset=ISO-8859-1",
        ),
    ],
)
def test_a_broken_file_is_refused_with_line_and_value(text: str, line: int, said: str) -> None:
    with pytest.raises(CatalogError) as caught:
        parse(text, path="a.po")
    assert str(caught.value).startswith(f"a.po:{line}: ")
    assert said in str(caught.value)


@pytest.mark.parametrize("text", [RICH, RICH.replace("\n", "\r\n"), "\ufeff" + RICH, 'msgid "x"\nmsgstr "é"', ""])
def test_a_stream_gives_the_entries_that_reading_gives(text: str, write: Callable[[str, str], Path]) -> None:
    path = write("a.po", text)
    found = list(catalog.stream(path))
    whole = catalog.read(path)
    assert [entry for entry in found if not catalog.is_header(entry)] == list(whole.entries)
    assert [catalog.headers_of(entry) for entry in found if catalog.is_header(entry)] == [
        dict(whole.headers) for _ in range(bool(whole.headers))
    ]


def test_a_stream_gives_what_stands_before_the_break_and_then_refuses(write: Callable[[str, str], Path]) -> None:
    path = write("a.po", 'msgid "x"\nmsgstr "y"\n\nmsgid "z"\nmsgstr "1"\n\nmsgid "x"\nmsgstr "2"\n')
    stream = catalog.stream(path)
    assert next(stream).msgid == "x"
    with pytest.raises(CatalogError, match=r"a.po:7: the entry of line 1 a second time"):
        list(stream)


def test_a_stream_refuses_a_header_that_denies_utf_8(write: Callable[[str, str], Path]) -> None:
    path = write("a.po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=latin1\\n"\n\nmsgid "é"\nmsgstr ""\n')
    with pytest.raises(CatalogError, match=r"a.po:1: charset=latin1"):
        list(catalog.stream(path))


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes('msgid "x"\nmsgstr "é"\n'.encode("latin-1"))
    with pytest.raises(SourceError, match=r"a\.po:2: not UTF-8: byte 0xE9"):
        catalog.read(path)


def test_a_second_write_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pt_BR" / "a.po"
    assert catalog.write(path, parse(RICH))
    assert not catalog.write(path, catalog.read(path))
    assert path.read_bytes() == RICH.encode()


def test_line_ends_of_other_scripts_do_not_end_a_line() -> None:
    text = "a\u2028b\x0cc\x85d\x1ee"
    found = Catalog(HEADERS, (Entry(text, (text,), translator=("one\u2028line",)),))
    assert parse(serialize(found)) == found


def test_a_line_feed_in_a_comment_stays_in_the_comment() -> None:
    text = serialize(Catalog({}, (Entry("x", extracted=('Note: a\nmsgid "b"',)),)))
    assert entry(text).extracted == ("Note: a", 'msgid "b"')
    assert entry(text).msgid == "x"


@pytest.mark.gettext
def test_a_backslash_at_the_end_of_a_comment_hides_no_flag_from_gettext(
    needs: Callable[[str], str], write: Callable[[str, str], Path]
) -> None:
    draft = Entry("x", ("y",), flags=("fuzzy",), translator=("C:\\",), extracted=("a\\ ",), references=("b\\",))
    text = serialize(Catalog(HEADERS, (draft,)))
    assert parse(text).entries == (draft,)
    done = subprocess.run([needs("msgattrib"), "--only-fuzzy", str(write("a.po", text))], capture_output=True)
    assert b'msgid "x"' in done.stdout


@REPEATABLE
@given(LINES)
def test_a_comment_keeps_its_spaces(line: str) -> None:
    assert entry(serialize(Catalog({}, (Entry("x", translator=(line,), extracted=(line,)),)))).extracted == (line,)


def test_polib_reads_the_same() -> None:
    theirs = polib.pofile(RICH)
    ours = parse(RICH)
    assert list(theirs.metadata.items()) == list(ours.headers.items())
    assert [(e.msgctxt, e.msgid, e.msgid_plural or None, e.fuzzy, bool(e.obsolete)) for e in theirs] == [
        (e.msgctxt, e.msgid, e.msgid_plural, e.fuzzy, e.obsolete) for e in ours.entries
    ]
    assert [tuple(e.msgstr_plural.values()) or (e.msgstr,) for e in theirs] == [e.msgstr for e in ours.entries]
    assert [e.tcomment for e in theirs] == ["\n".join(e.translator) for e in ours.entries]


def test_a_template_has_placeholders_and_a_catalog_has_none() -> None:
    template = catalog.new_headers(project="Clinic", created=CREATED)
    # Babel stops at gettext's placeholder for the plural forms.
    assert list(template) == [name for name in HEADERS if name != "Plural-Forms"]
    assert {**catalog.PLACEHOLDERS, **template}.items() == {**template, **catalog.PLACEHOLDERS}.items()
    assert not set(HEADERS.values()) & set(catalog.PLACEHOLDERS.values())
    assert template["Project-Id-Version"] == "Clinic"
    assert HEADERS["PO-Revision-Date"] == CREATED


def test_a_header_is_one_line_whatever_the_configuration_says() -> None:
    headers = catalog.new_headers(project="A\nLanguage: de", created=CREATED, locale="fr")
    assert parse(serialize(Catalog(headers))).headers["Language"] == "fr"


@pytest.mark.gettext
@pytest.mark.parametrize("text", [RICH, serialize(Catalog(HEADERS, (Entry("x", ("é",)),)))])
def test_msgfmt_finds_nothing_to_say(text: str, needs: Callable[[str], str], write: Callable[[str, str], Path]) -> None:
    path = write("a.po", text.replace("Uma imagem\\n", "Uma imagem"))
    done = subprocess.run([needs("msgfmt"), "-c", "-o", "-", str(path)], capture_output=True, check=True)
    assert done.stderr == b""
