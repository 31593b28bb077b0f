"""Every page that is written says that it is UTF-8, in time and once, and is the author's otherwise."""

from __future__ import annotations

import pytest

from pipeline.site.page.declaration import DECLARATION, declared

UTF = '<meta charset="utf-8">'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<meta charset="windows-1252">', '<meta charset="utf-8">'),
        ("<META CharSet=latin1 />", '<META CharSet="utf-8" />'),
        ("<meta charset='UTF-8'>", "<meta charset='UTF-8'>"),
        (
            '<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">',
            '<meta http-equiv="content-type" content="text/html; charset=utf-8">',
        ),
        ("<meta content='text/html;charset=big5' http-equiv=Content-Type>",) * 2,
        (
            '<meta http-equiv="Content-Type" content="text/html">',
            f'{UTF}<meta http-equiv="Content-Type" content="text/html">',
        ),
        ("<title>T</title>", f"{UTF}<title>T</title>"),
        ('<meta name="description" content="charset=big5">', f'{UTF}<meta name="description" content="charset=big5">'),
        ("<!-- <meta charset=big5> -->", f"{UTF}<!-- <meta charset=big5> -->"),
        (
            '<meta charset=utf-8><meta http-equiv="content-type" content="a; charset=big5">',
            '<meta charset=utf-8><meta http-equiv="content-type" content="a; charset=utf-8">',
        ),
    ],
)
def test_a_head_says_utf_8(before: str, after: str) -> None:
    after = after.replace("charset=big5' http", "charset=utf-8' http")
    page = '<!doctype html>\n<html lang="en">\n<head>{}</head><body><meta charset=big5>\n<p>á</p></body></html>\n'
    assert declared("a.html", page.format(before)) == page.format(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", UTF),
        ("<p>á", f"{UTF}<p>á"),
        ("\ufeff<p>á", f"\ufeff{UTF}<p>á"),
        ("<!DOCTYPE html>\n<p>á", f"<!DOCTYPE html>{UTF}\n<p>á"),
        ("<!DOCTYPE html><!-- a --><html lang=en><p>á", f"<!DOCTYPE html><!-- a --><html lang=en>{UTF}<p>á"),
        ("<html><body>á", f"<html>{UTF}<body>á"),
        (
            '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE html><html><head></head>',
            f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html><html><head>{UTF}</head>',
        ),
    ],
)
def test_a_page_without_a_head_gets_its_declaration_before_its_content(before: str, after: str) -> None:
    assert declared("a.html", before) == after


def test_a_declaration_that_comes_too_late_for_a_browser_moves_to_the_front() -> None:
    late = f"<html><head><script>{'x' * 1100}</script><meta charset=utf-8><title>T</title></head>"
    assert declared("a.html", late) == late.replace("<head>", f"<head>{UTF}").replace("<meta charset=utf-8>", "")


def test_what_declares_itself_stays_and_is_declared_once() -> None:
    page = f"<html><head>{DECLARATION}<title>á</title></head><body>á"
    assert declared("a.html", page) == page
    assert declared("a.html", declared("a.html", "<p>á")) == declared("a.html", "<p>á")


@pytest.mark.parametrize("name", ["a.md", "a.yaml", "a.json"])
def test_data_is_left_alone(name: str) -> None:
    assert declared(name, "á") == "á"


def test_a_text_begins_with_a_byte_order_mark_unless_it_is_ascii() -> None:
    assert declared("a.txt", "á") == "\ufeffá"
    assert declared("a.txt", "\ufeffá") == "\ufeffá"
    assert declared("a.txt", "a") == "a"
