"""XML from strangers: what is read, and that nothing in it is expanded, fetched or followed without end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.system import xml

Write = Callable[[str, str], Path]
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?>\n<!DOCTYPE tbx [\n<!ENTITY l0 "ha">\n{LAUGHS}]>\n<tbx><a>&l11;</a></tbx>\n'


def test_elements_come_whole_with_their_lines(write: Write) -> None:
    text = '<r xmlns:b="urn:b" type="t">\n<x id="1">a <b:hi>b</b:hi>\n c</x><y/>\n<x xml:lang="pt-BR"/></r>'
    root, first, second = xml.elements(write("a.xml", text), "x")
    assert (root.name, dict(root.attributes), root.content) == ("r", {"type": "t"}, [])
    assert (first.text, first.line, [child.name for child in first.children]) == ("a b c", 2, ["hi"])
    assert (dict(second.attributes), second.line) == ({"lang": "pt-BR"}, 4)


def test_an_element_inside_a_wanted_one_comes_with_it(write: Write) -> None:
    found = list(xml.elements(write("a.xml", "<x><x>a</x></x>"), "x"))
    assert [element.text for element in found] == ["", "a"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_an_encoding_that_the_file_names_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xml"
    declared = "" if encoding != "iso-8859-1" else '<?xml version="1.0" encoding="iso-8859-1"?>'
    path.write_bytes(f"{declared}<r><x>fièvre</x></r>".encode(encoding))
    assert [element.text for element in xml.elements(path, "x")] == ["", "fièvre"]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (BOMB, 3, "entity 'l0'"),
        ('<!DOCTYPE r [\n<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<r><x>&e;</x></r>', 2, "entity 'e'"),
        ('<!DOCTYPE r [\n<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">\n%p;]>\n<r/>', 2, "entity 'p'"),
        ('<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd">\n<r><x>\n&e;</x></r>', 3, "entity 'e'"),
        ("<r>\n<x></y></r>", 2, "mismatched"),
        ("<r><x>&nbsp;</x></r>", 1, "undefined entity"),
        ("", 1, "no element"),
        ("<r>" + "<x>" * 200, 1, "100 deep"),
        ('<?xml version="1.0" encoding="klingon"?><r/>', 1, "encoding"),
        ("<r>\n\x00</r>", 2, "not XML"),
    ],
    ids=["laughs", "file", "parameter", "external", "tags", "undefined", "empty", "deep", "encoding", "zero"],
)
def test_what_is_hostile_or_broken_is_an_error_with_its_line(write: Write, text: str, line: int, word: str) -> None:
    with pytest.raises(SourceError) as caught:
        list(xml.elements(write("a.xml", text), "x"))
    assert caught.value.line == line
    assert word in caught.value.message


def test_a_document_type_that_is_only_named_is_not_fetched(write: Write) -> None:
    text = '<!DOCTYPE martif SYSTEM "http://127.0.0.1:9/TBXcore.dtd">\n<martif><x>a</x></martif>'
    assert [element.text for element in xml.elements(write("a.xml", text), "x")] == ["", "a"]


def test_a_billion_laughs_are_heard_by_nobody(write: Write) -> None:
    path = write("a.xml", BOMB)
    with pytest.raises(SourceError):
        list(xml.elements(path, "x"))  # expanded, they would need hours and all memory


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no\.xml"):
        list(xml.elements(tmp_path / "no.xml", "x"))
