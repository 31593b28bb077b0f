"""Catalogs as they arrive: read where they can be, else refused by name and line, and the others go on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ChangedError, SourceError
from pipeline.po import catalog
from pipeline.po.entries import Entry
from tests.support.command import medlocale

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n"Content-Type: text/plain; charset={charset}\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)
HEADER = HEAD.format(charset="UTF-8")
REST = 'msgid "Rest today."\nmsgstr "Descanse hoje."\n'
DAY = 'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d dia"\nmsgstr[1] "%d dias"\n'
FEVER = 'msgid "Fever"\nmsgstr "Elevação"\n'

READABLE = {
    "CRLF": (HEADER + REST + "\n" + DAY).replace("\n", "\r\n").encode(),
    "byte order mark": ("\ufeff" + HEADER + REST).encode(),
    "new flags": (HEADER + "#= c-format\n#, fuzzy\n" + REST).encode(),
    "no header": REST.encode(),
    "latin-1": (HEAD.format(charset="ISO-8859-1") + REST + "\n" + FEVER).encode("latin-1"),
    "windows-1252": (HEAD.format(charset="windows-1252") + REST + "\n" + FEVER).encode("cp1252"),
    "the same entry twice": (HEADER + REST + "\n" + DAY + "\n" + REST).encode(),
    "an entry again, untranslated": (HEADER + REST + '\nmsgid "Rest today."\nmsgstr ""\n').encode(),
    "too many plural forms": (HEADER + REST + "\n" + DAY + 'msgstr[2] "%d dias"\n').encode(),
    "too few plural forms": (HEADER + REST + "\n" + DAY.replace('msgstr[1] "%d dias"\n', "")).encode(),
}
BROKEN = {
    "other bytes than claimed": ((HEADER + REST + "\n" + FEVER).encode("latin-1"), 11, "not UTF-8: byte 0xE7"),
    "an unknown charset": ((HEAD.format(charset="klingon") + FEVER).encode("latin-1"), 8, "not UTF-8"),
    "bytes that the charset lacks": ((HEAD.format(charset="cp1253") + REST).encode() + b"# \xff\n", 9, "not cp1253"),
    "UTF-8 that claims to be something else": ((HEAD.format(charset="latin1") + FEVER).encode(), 1, "charset=latin1"),
    "contradicting entries": ((HEADER + REST + "\n" + REST.replace("hoje", "já")).encode(), 10, "a second time"),
    "contradicting plurals": ((HEADER + DAY + '\nmsgid "%d day"\nmsgstr "dia"\n').encode(), 12, "a second time"),
    "conflict marks": ((HEADER + "<<<<<<< HEAD\n" + REST + "=======\n").encode(), 7, "the mark of a merge conflict"),
    "NUL": ((HEADER + REST.replace("hoje", "ho\0je")).encode(), 8, "a NUL character"),
    "a string without an end": ((HEADER + REST.replace('hoje."', "hoje.")).encode(), 8, "a string that doesn't end"),
    "a torn file": ((HEADER + 'msgid "Rest').encode(), 7, "a string that doesn't end"),
    "UTF-16": ((HEADER + REST).encode("utf-16"), 1, "not UTF-8"),
}  # fmt: skip
TEMPLATE = 'msgid "Rest today."\nmsgstr ""\n'
GOOD = HEADER + 'msgid "Take 5 mg."\nmsgstr "Tome 50 mg."\n'


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("data", READABLE.values(), ids=READABLE.keys())
def test_what_can_be_read_is_checked_merged_and_written_cleanly(data: bytes, tmp_path: Path) -> None:
    po, out = put(tmp_path / "a.po", data), tmp_path / "out.po"
    pot = put(tmp_path / "a.pot", TEMPLATE.encode())
    assert "can't be" not in medlocale("check", "--locale", "pt_BR", "--quiet", str(po), code=said_to(po))
    medlocale("merge", "-q", str(po), str(pot), "-o", str(out))
    assert [(e.msgid, e.msgstr) for e in catalog.read(out).entries if not e.obsolete] == [
        ("Rest today.", ("Descanse hoje.",))
    ]
    read = catalog.read(po)
    catalog.write(out, read)
    assert catalog.read(out).entries == read.entries
    assert "\r" not in out.read_text("utf-8")
    assert next(entry for entry in catalog.stream(po) if entry.msgid) == read.entries[0]


def said_to(po: Path) -> int:
    """The exit code of the check: a missing plural form fails it, as does one too many."""
    return 3 if any(len(entry.msgstr) != 2 for entry in catalog.read(po).entries if entry.msgid_plural) else 0


@pytest.mark.parametrize(("data", "line", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_is_named_with_its_line_and_stops_no_other(
    data: bytes, line: int, said: str, tmp_path: Path
) -> None:
    bad, good = put(tmp_path / "bad.po", data), put(tmp_path / "good.po", GOOD.encode())
    told = medlocale("check", "--locale", "pt_BR", "--format", "json", str(bad), str(good), code=1)
    assert f"{bad}:{line}: " in told
    assert said in told
    found = [json.loads(row) for row in told.splitlines() if row.startswith("{")]
    assert "number-changed" in [row["check"] for row in found if row["file"] == str(good)]
    pot, out = put(tmp_path / "a.pot", TEMPLATE.encode()), tmp_path / "out.po"
    assert f"{bad}:{line}: " in medlocale("merge", str(bad), str(pot), "-o", str(out), code=1)
    assert not out.exists()
    assert bad.read_bytes() == data
    for read in (catalog.read, lambda path: list(catalog.stream(path))):
        with pytest.raises(SourceError) as caught:
            read(bad)
        assert (caught.value.path, caught.value.line) == (bad, line)


@pytest.mark.parametrize("name", ["other bytes than claimed", "contradicting entries", "conflict marks", "a torn file"])
def test_a_run_leaves_a_broken_catalog_alone_and_publishes_the_others(
    name: str, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write("clinic/medlocale.toml", '[project]\ntargets = ["en_XA"]\n').parent
    write("clinic/content/a.txt", "Rest today.\n")
    write("clinic/content/b.txt", "Drink water.\n")
    monkeypatch.chdir(root)
    medlocale("run", "-q")
    data, line, said = BROKEN[name]
    bad = put(root / "locales/en_XA/LC_MESSAGES/a.txt.po", data)
    write("clinic/content/b.txt", "Drink water. Eat well.\n")
    told = medlocale("run", "-q", code=1)
    assert f"{bad}:{line}: " in told
    assert said in told
    assert bad.read_bytes() == data
    assert len(catalog.read(root / "locales/en_XA/LC_MESSAGES/b.txt.po").entries) == 2


def test_a_run_rewrites_another_charset_as_utf_8(
    write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write("clinic/medlocale.toml", '[project]\ntargets = ["de"]\n').parent
    write("clinic/content/a.txt", "Fever\n")
    monkeypatch.chdir(root)
    po = put(root / "locales/de/LC_MESSAGES/a.txt.po", READABLE["latin-1"])
    medlocale("extract", "-q")
    found = catalog.read(po)
    assert found.headers["Content-Type"] == "text/plain; charset=UTF-8"
    assert [(entry.msgid, entry.msgstr, entry.obsolete) for entry in found.entries] == [
        ("Fever", ("Elevação",), False),
        ("Rest today.", ("Descanse hoje.",), True),
    ]
    assert "Elevação" in po.read_text("utf-8")


def test_seven_bits_may_be_more_than_ascii(tmp_path: Path) -> None:
    text = HEAD.format(charset="ISO-2022-JP") + 'msgid "Fever"\nmsgstr "発熱"\n'
    found = catalog.read(put(tmp_path / "a.po", text.encode("iso2022_jp")))
    assert found.entries[0].msgstr == ("発熱",)
    assert found.headers["Content-Type"] == "text/plain; charset=UTF-8"


def test_an_entry_that_a_catalog_has_twice_is_read_as_one_with_all_that_was_said_of_it() -> None:
    first = '# Ana\n#: a:1\nmsgid "x"\nmsgstr ""\n\n'
    second = '# Ben\n#: b:2\n#, fuzzy, c-format\nmsgid "x"\nmsgstr "y"\n\n'
    (found,) = catalog.parse(first + second).entries
    assert found == Entry(
        "x", ("y",), flags=("fuzzy", "c-format"), translator=("Ana", "Ben"), references=("a:1", "b:2")
    )
    third = second.replace("fuzzy, ", "")
    for text in (second + third, third + second):
        assert catalog.parse(text).entries[0].fuzzy, "of two opinions, the careful one"


def test_what_was_saved_since_it_was_read_is_not_overwritten(tmp_path: Path) -> None:
    path = put(tmp_path / "a.po", (HEADER + REST).encode())
    old = catalog.read(path)
    assert not catalog.update(path, old, old)
    path.write_text(HEADER + REST.replace("hoje", "já"), "utf-8")
    new = catalog.parse(HEADER + REST.replace("hoje", "agora"))
    with pytest.raises(ChangedError, match=r"a\.po: somebody saved it meanwhile"):
        catalog.update(path, old, new)
    with pytest.raises(ChangedError):
        catalog.update(path, None, new)
    assert "já" in path.read_text("utf-8")
    assert [found.name for found in tmp_path.iterdir()] == ["a.po"]
    assert catalog.update(path, catalog.read(path), new)


def test_a_file_that_is_gone_since_it_was_read_comes_back_only_as_a_new_one(tmp_path: Path) -> None:
    path = put(tmp_path / "a.po", (HEADER + REST).encode())
    old = catalog.read(path)
    path.unlink()
    with pytest.raises(ChangedError):
        catalog.update(path, old, old)
    assert catalog.update(path, None, old)
