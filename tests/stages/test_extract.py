"""What the template tells a translator of a sentence is told in the sentence's own terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import formats
from pipeline.formats import FormatSettings
from pipeline.po import catalog
from pipeline.stages.extract import entry, in_order
from tests.support.command import medlocale


def comments(body: str, name: str = "a.html") -> dict[str, list[str]]:
    page = f"<!DOCTYPE html><html lang=en><title>T</title><body>{body}</body></html>" if name == "a.html" else body
    segments = formats.for_path(name).extract(page).segments
    return {segment.text: list(entry(segment, name, "content", ()).extracted) for segment in segments}


PARAGRAPH = (
    '<p>Wear the <b>blue</b> shoes. Show <a href="x.html">this card</a> at the <em>desk</em>.'
    "<br>Wear the <b>red</b> ones <i>later</i>.</p>"
)


def test_the_codes_of_a_paragraph_have_the_numbers_that_they_have_in_the_sentence() -> None:
    found = comments(PARAGRAPH)
    for text, lines in found.items():
        for line in lines:
            if line.startswith("Paragraph: "):
                assert text in line, "the sentence stands there as it is"
                assert line.count("<") == text.count("<"), "no code of another sentence does"
    assert sum(any(line.startswith("Paragraph: ") for line in lines) for lines in found.values()) >= 3
    assert "Codes: <1> link to x.html, <2> " in "".join(found["Show <1>this card</1> at the <2>desk</2>."])


def test_markdown_is_told_alike() -> None:
    found = comments("Take *all* of it. Ask [us](a.md) or **them**.\n", "a.md")
    (line,) = [line for line in found["Ask <1>us</1> or <2>them</2>."] if line.startswith("Paragraph: ")]
    assert line == "Paragraph: Take all of it. Ask <1>us</1> or <2>them</2>."


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("<h2>Tea</h2>", "heading 2"),
        ("<ul><li>Tea</li></ul>", "list item"),
        ("<p>Tea</p>", "paragraph"),
        ("<button>Tea</button>", "button"),
        ('<p><img src=a.png alt="Tea"></p>', "text for who can't see the picture"),
    ],
)
def test_the_role_is_in_a_persons_words(body: str, role: str) -> None:
    assert f"Role: {role}" in comments(body)["Tea"]


def test_what_is_told_of_the_texts_moves_no_date(
    write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write("clinic/medlocale.toml", '[project]\ntargets = ["en_XA"]\n').parent
    write("clinic/content/a.txt", "Tea is free.\n")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    medlocale("extract", "-q")
    template = root / "locales/templates/a.txt.pot"
    written = template.read_text("utf-8")
    template.write_text(written.replace("#. Role: paragraph", "#. Role: p"), "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    medlocale("extract", "-q")
    assert template.read_text("utf-8") == written
    write("clinic/content/a.txt", "Tea is free today.\n")
    medlocale("extract", "-q")
    assert "2027-01-15" in template.read_text("utf-8")


ORDER = [
    (
        "a.html",
        '<title>T</title><meta name="description" content="D"><p title="Hint">One <img alt="Pic" src=p.png> two.</p>'
        '<svg><title>S</title></svg><button aria-label="Label">Go</button><select><option>O</option></select>',
        ["One <1/> two.", "Go", "O", "T", "D", "Hint", "Pic", "S", "Label"],
    ),
    (
        "a.md",
        '---\ntitle: T\n---\n# One\n\nTwo ![Pic](p.png "Hint") three.\n\n<p title="Tip">Four</p>\n',
        ["One", "Two <1/> three.", "Four", "T", "Pic", "Hint", "Tip"],
    ),
    ("a.txt", "One.\n\nTwo.\n", ["One.", "Two."]),
    ("a.yaml", "title: One two\nsummary: Three four\nname: Five six\n", ["One two", "Three four", "Five six"]),
    ("a.json", '{"title": "One two", "alt": "Three four", "body": "Five six"}', ["One two", "Three four", "Five six"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), ORDER, ids=[name for name, _, _ in ORDER])
def test_visible_text_stands_before_metadata_and_both_in_the_pages_order(
    name: str, text: str, expected: list[str]
) -> None:
    extraction = formats.for_path(name, FormatSettings(front_matter=("title",))).extract(text)
    assert [segment.text for segment in in_order(extraction)] == expected


def test_another_order_of_the_entries_loses_nothing_and_moves_no_date(
    write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write("clinic/medlocale.toml", '[project]\ntargets = ["de"]\n').parent
    write("clinic/content/a.html", "<title>Tea</title><p>Ask us.</p><p>Sleep.</p>")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    medlocale("extract", "-q")
    template, path = root / "locales/templates/a.html.pot", root / "locales/de/LC_MESSAGES/a.html.po"
    now = template.read_text("utf-8")
    for each in (template, path):  # as an earlier version had it: in the page's order
        found = catalog.read(each)
        earlier = sorted(found.entries, key=lambda entry: ["Tea", "Ask us.", "Sleep."].index(entry.msgid))
        words = {"Tea": "Tee", "Ask us.": "Fragen Sie uns."} if each == path else {}
        entries = tuple(replace(entry, msgstr=(words.get(entry.msgid, ""),)) for entry in earlier)
        catalog.write(each, replace(found, entries=entries))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    medlocale("extract", "-q")
    assert template.read_text("utf-8") == now
    found = {entry.msgid: entry.msgstr[0] for entry in catalog.read(path).entries}
    assert list(found.items()) == [("Ask us.", "Fragen Sie uns."), ("Sleep.", ""), ("Tea", "Tee")]
    write("clinic/content/a.html", "<title>Tea</title><p>Sleep.</p><p>Ask us.</p>")
    medlocale("extract", "-q")
    assert "2027-01-15" in template.read_text("utf-8"), "the page's own order is a change of the page"


RENAMED = 'msgid ""\nmsgstr ""\n"Language: {name}\\n"\n"Plural-Forms: {rule}\\n"\n'
DAYS = '\nmsgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} dia"\nmsgstr[1] "{n} dias"\n'
OTHER_RULE, OWN_RULE, ONE = "nplurals=2; plural=(n != 1);", "nplurals=2; plural=(n > 1);", "nplurals=1; plural=0;"


@pytest.mark.parametrize(
    ("name", "rule", "body", "language", "plurals"),
    [
        pytest.param("pt", OTHER_RULE, DAYS, "pt_BR", OTHER_RULE, id="renamed: translated plurals keep their rule"),
        pytest.param("pt_PT", OTHER_RULE, "", "pt_BR", OWN_RULE, id="renamed, without plurals"),
        pytest.param("gone", OTHER_RULE, DAYS, "pt_BR", OTHER_RULE, id="from a name that is no locale's"),
        pytest.param("pt-BR", OTHER_RULE, DAYS, "pt-BR", OTHER_RULE, id="the same in another spelling"),
        pytest.param("pt_BR", OTHER_RULE, "", "pt_BR", OTHER_RULE, id="the same"),
        pytest.param("ja", ONE, DAYS.partition("msgstr[1]")[0], "ja", ONE, id="another language's"),
    ],
)
def test_the_language_of_the_header_follows_a_renamed_locale(
    name: str,
    rule: str,
    body: str,
    language: str,
    plurals: str,
    write: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = write("clinic/medlocale.toml", '[project]\ntargets = ["pt_BR"]\n').parent
    write("clinic/content/a.json", '{"a": "Tea is free.", "b": "{n, plural, one {{n} day} other {{n} days}}"}')
    path = write("clinic/locales/pt_BR/LC_MESSAGES/a.json.po", RENAMED.format(name=name, rule=rule) + body)
    monkeypatch.chdir(root)
    medlocale("extract")
    found = catalog.read(path)
    assert (found.headers["Language"], found.headers["Plural-Forms"]) == (language, plurals)
    assert not body or any("{n} dia" in entry.msgstr for entry in found.entries)
    before = path.read_bytes()
    medlocale("extract")
    assert path.read_bytes() == before
