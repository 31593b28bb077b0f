"""The reader of strangers' XLIFF: what it refuses, what it keeps, and that a long file needs the memory of one unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.exchange.xliff import reading
from pipeline.exchange.xliff.reading import Complete, read

CORE = "urn:oasis:names:tc:xliff:document:2.0"
NAMES = {"1.2": frozenset({"trans-unit"}), "2": frozenset({"unit", "file"})}
HEAD = (
    f'<xliff xmlns="{CORE}" version="2.1" srcLang="en" xmlns:m="urn:oasis:names:tc:xliff:matches:2.0" xmlns:x="urn:x">'
)
UNIT = '<unit id="é" x:a="1" xml:space="preserve">\n<m:matches/><x:y/><segment>Rést  </segment></unit>'
BODY = f'<file id="f">\n{UNIT}\n</file>'
MANY = " ".join(f'a{number}=""' for number in range(reading.MAX_ATTRIBUTES + 1))
ENTITY = '<!DOCTYPE xliff [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
EXTERNAL = '<!DOCTYPE xliff SYSTEM "file:///etc/passwd">'


def elements(path: Path) -> list[Complete]:
    return list(read(path, NAMES).elements)


def written(folder: Path, data: str | bytes) -> Path:
    path = folder / "a.xlf"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def test_names_carry_the_prefix_of_the_standard_whatever_the_file_calls_it(tmp_path: Path) -> None:
    unit, file = elements(written(tmp_path, f"{HEAD}{BODY}</xliff>"))
    assert [child.name for child in unit.element.children] == ["mtc:matches", "urn:x y", "segment"]
    assert dict(unit.element.attributes) == {"id": "é", "urn:x a": "1", "xml:space": "preserve"}
    assert [one.name for one in unit.above] == ["xliff", "file"]
    assert unit.element.children[2].text == "Rést  "
    assert file.element.children == [unit.element]


def test_elements_know_the_line_where_they_begin(tmp_path: Path) -> None:
    unit, file = elements(written(tmp_path, f"{HEAD}{BODY}</xliff>"))
    assert [one.element.line for one in (unit, file)] == [2, 1]
    assert unit.element.children[2].line == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_file_is_read_in_the_encoding_that_it_declares(encoding: str, tmp_path: Path) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>{HEAD}{BODY}</xliff>'
    (unit, _) = elements(written(tmp_path, text.encode(encoding)))
    assert unit.element.attributes["id"] == "é"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (f"{ENTITY}{HEAD}{BODY}</xliff>", "document type"),
        (f"{EXTERNAL}{HEAD}{BODY}</xliff>", "document type"),
        (f"{HEAD}&nbsp;{BODY}</xliff>", "not XML that can be read: undefined entity"),
        (HEAD, "not XML that can be read"),
        (HEAD.encode() + b"\xff</xliff>", "not XML that can be read"),
        ("", "not XML that can be read"),
        ("<xliff/>", "not XLIFF 1.2, 2.0 or 2.1"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:2.2"/>', "not XLIFF 1.2, 2.0 or 2.1"),
        (f'<file xmlns="{CORE}"/>', "not XLIFF 1.2, 2.0 or 2.1"),
        (HEAD + "<x:y>" * reading.MAX_DEPTH, "nest more than"),
        (f"{HEAD}<x:y {MANY}/>", "attributes"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "bytes",
)
def test_what_is_no_xliff_is_refused_with_its_line(data: str | bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        elements(written(tmp_path, data))
    assert caught.value.path == tmp_path / "a.xlf"
    assert caught.value.line == 1


@pytest.mark.parametrize(
    ("limit", "most"), [("MAX_BYTES", 100), ("MAX_ELEMENTS", 3), ("MAX_HELD", 2), ("MAX_HELD_BYTES", 60)]
)
def test_a_file_beyond_a_limit_is_refused(
    limit: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, limit, most)
    with pytest.raises(SourceError, match=r"longer than|more than"):
        elements(written(tmp_path, f"{HEAD}{BODY}</xliff>"))


def test_a_unit_is_yielded_before_the_rest_is_read(tmp_path: Path) -> None:
    units = '<unit id="1">Rest.</unit>' * 50_000
    found = read(written(tmp_path, f'{HEAD}<file id="f">{units}</file>'), NAMES).elements  # broken at its end
    assert next(found).element.text == "Rest."
