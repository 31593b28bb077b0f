"""A page is read in UTF-8, or in the encoding that it declares, as browsers understand its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.formats import charset

WORDS = "Café “Sol”: naïve – 38 °C"
HEADS = {
    "meta": '<meta charset="{}">',
    "unquoted": "<META CHARSET={}>",
    "http-equiv": '<meta content="text/html; charset={}" http-equiv=Content-Type>',
    "xml": '<?xml version="1.0" encoding="{}"?><!DOCTYPE html>',
    "after a remark": '<!-- <meta charset="utf-8"> --><meta charset={}>',
    "after a description": '<meta name="description" content="charset=utf-8"><meta charset={}>',
}


def read(tmp_path: Path, data: bytes, name: str = "page.html") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return charset.read_text(path)


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("name", ["windows-1252", "ISO-8859-1", "latin1", "us-ascii"])
def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path, head: str, name: str) -> None:
    page = f"{head.format(name)}<p>{WORDS}"
    assert read(tmp_path, page.encode("cp1252")) == page


@pytest.mark.parametrize(
    ("name", "codec", "words"),
    [
        ("gb2312", "gb18030", "门诊 €"),
        ("Shift_JIS", "cp932", "外来①"),
        ("iso-2022-jp", "iso2022_jp", "外来"),
        ("koi8-r", "koi8_r", "приём"),
        ("windows-1256", "cp1256", "عيادة"),
    ],
)
def test_names_mean_what_browsers_take_them_for(tmp_path: Path, name: str, codec: str, words: str) -> None:
    page = f"<meta charset={name}><p>{words}"
    assert read(tmp_path, page.encode(codec)) == page


def test_what_is_utf_8_is_read_as_that_whatever_it_says(tmp_path: Path) -> None:
    for name in ("windows-1252", "klingon", "utf-8", "utf-16"):
        page = f"<meta charset={name}><p>{WORDS}"
        assert read(tmp_path, page.encode()) == page
    assert read(tmp_path, "\ufeffé".encode()) == "\ufeffé"


@pytest.mark.parametrize("name", ["page.html", "page.txt", "page.md"])
def test_a_byte_order_mark_of_utf_16_says_enough(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, WORDS.encode("utf-16"), name) == WORDS


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"<p>caf\xe9", "page.html", "not UTF-8: byte 0xE9"),
        (b"<meta charset=klingon><p>caf\xe9", "page.html", "klingon"),
        (b"<meta charset=hex><p>caf\xe9", "page.html", "hex"),
        (b"<meta charset=windows-1252>\n<p>\x81", "page.html", "byte 0x81"),
        (b"<meta charset=windows-1252> caf\xe9", "page.txt", "not UTF-8: byte 0xE9"),
        (b"caf\xe9 <p><body><meta charset=windows-1252>", "page.html", "not UTF-8"),
    ],
)
def test_what_can_not_be_read_is_an_error_that_names_the_file(
    tmp_path: Path, data: bytes, name: str, said: str
) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        read(tmp_path, data, name)
    assert raised.value.path == tmp_path / name
