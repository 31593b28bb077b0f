"""Glossary files: what is read from them, which rows are left out, and how they are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.termbase import rows, validation
from pipeline.termbase.rows import TermRow
from tests.support import ROOT
from tests.support.drawn_glossaries import HEADER, glossaries

Write = Callable[[str, str], Path]
GOOD = "fever,en,fever,preferred,noun,fevers; febrile,general,MeSH:D005334\n"


def problems(path: Path) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.severity) for problem in rows.read(path).problems]


def test_a_row_is_read_with_its_place(write: Write) -> None:
    (row,) = rows.read(write("g.csv", HEADER + GOOD)).rows
    assert row == TermRow("fever", "en", "fever", "preferred", "noun", ("fevers", "febrile"), "general", "MeSH:D005334")
    assert row.place == (row.place[0], 2)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + GOOD,
        (HEADER + GOOD).replace("\n", "\r\n"),
        HEADER + "\n,,,,,,,\n" + GOOD.replace("\n", ""),
        HEADER + '"fever",en,"fever",preferred,noun,"fevers;febrile;fever; ",general,MeSH:D005334',
        "status,term,locale,concept,forms,pos,domain,note\n"
        "preferred,  fever ,en,fever,fevers;febrile,noun,general,MeSH:D005334\n",
    ],
    ids=["byte order mark", "CRLF", "empty rows", "quotes", "another order of columns"],
)
def test_what_a_spreadsheet_does_to_a_file_is_read(write: Write, text: str) -> None:
    found = rows.read(write("g.csv", text))
    assert found.problems == ()
    assert [(row.term, row.forms) for row in found.rows] == [("fever", ("fevers", "febrile"))]


def test_locales_have_gettext_names_and_terms_are_composed(write: Write) -> None:
    found = rows.read(write("g.csv", HEADER + "a,pt-BR,fe\u0301,preferred\nb,zh_hans,发烧,preferred\n"))
    assert [(row.locale, row.term) for row in found.rows] == [("pt_BR", "f\u00e9"), ("zh_Hans", "发烧")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("fever,xx_YY,fever,preferred", "locale"),
        ("fever,pt_US_X,fever,preferred", "locale"),
        ("fever,en,fever,prefered", "status"),
        ("fever,en,fever,Preferred", "status"),
        ("fever,en,,preferred", "term"),
        (",en,fever,preferred", "concept"),
        ("fever,en,fever,", "status"),
        ("fever,en,fe\u202ever,preferred", "term"),
        ("fever,en,fe\u200bver,preferred", "term"),
        ("fever,en,fever,preferred,noun,fe\x07vers", "forms"),
        ('fever,en,fever,preferred,,,,"two\nlines"', "note"),
        ("fever,en,fever,preferred,,,,note,more", ""),
    ],
)
def test_a_bad_row_is_left_out_and_named_with_line_and_column(write: Write, row: str, column: str) -> None:
    path = write("g.csv", HEADER + GOOD + row + "\n" + GOOD.replace("fever,en", "cough,en"))
    found = rows.read(path)
    assert [(problem.line, problem.column) for problem in found.problems] == [(3, column)]
    assert str(found.problems[0]).startswith(f"{path}:3:")
    assert [row.concept for row in found.rows] == ["fever", "cough"]


def test_joiners_of_persian_and_hindi_are_letters(write: Write) -> None:
    text = HEADER + "a,fa,می\u200cشود,preferred\nb,hi,क्\u200dष,preferred\n"
    assert problems(write("g.csv", text)) == []


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("concept,locale,term,status,part of speech\n", "part of speech"),
        ("concept,locale,term\n", "status"),
        ("concept,locale,term,status,term\n", "term"),
        ("concept;locale;term;status\n", ""),
        ("", ""),
    ],
)
def test_a_header_that_says_something_else_is_one_problem(write: Write, header: str, column: str) -> None:
    found = rows.read(write("g.csv", header + "fever,en,fever,preferred\n"))
    assert found.rows == ()
    assert found.problems[0].column in (column, "fever")
    assert found.problems[0].line == 1


def test_an_open_quote_is_named_where_it_begins(write: Write) -> None:
    found = rows.read(write("g.csv", HEADER + GOOD + 'b,en,"open,preferred\nc,en,cough,preferred\n'))
    assert [problem.line for problem in found.problems] == [3]
    assert [row.concept for row in found.rows] == ["fever"]


def test_a_file_that_is_not_utf_8_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_bytes(HEADER.encode() + b"a,fr,fi\xe8vre,preferred\n")
    with pytest.raises(SourceError, match=r"g\.csv:2: .*0xE8"):
        rows.read(path)


def test_what_a_spreadsheet_would_compute_is_a_warning(write: Write) -> None:
    found = rows.read(write("g.csv", HEADER + 'a,en,"=HYPERLINK(""x"")",preferred\nb,en,-itis,preferred\n'))
    assert [(problem.column, problem.severity) for problem in found.problems] == [("term", "warning")] * 2
    assert len(found.rows) == 2


BASE = "fever,en,fever,preferred\nfever,pt_BR,febre,preferred\n"


@pytest.mark.parametrize(
    ("more", "line", "column", "severity"),
    [
        ("cough,pt_BR,tosse,preferred\n", 4, "concept", "error"),
        ("fever,pt_BR,febre,admitted\n", 4, "term", "error"),
        ("fever,pt,febre,admitted\n", 4, "term", "error"),
        ("fever,pt_BR,pirexia,preferred\n", 4, "status", "error"),
        ("hot,en,heat,preferred,,fever;hots\n", 4, "forms", "error"),
        ("hot,en,Fever,preferred\n", 4, "term", "warning"),
        ("hot,en,heat,preferred\nhot,pt_BR,febre,preferred\n", 5, "term", "warning"),
        ("n,en,Kymriah,do-not-translate\nn,pt_BR,Quimria,preferred\n", 5, "term", "warning"),
    ],
    ids=[
        "no source",
        "twice",
        "twice by another name",
        "two preferred",
        "another's form",
        "homonyms",
        "target homonyms",
        "a name",
    ],
)
def test_rows_that_don_t_go_together(write: Write, more: str, line: int, column: str, severity: str) -> None:
    found = validation.validate(rows.read(write("g.csv", HEADER + BASE + more)).rows)
    assert [(problem.line, problem.column, problem.severity) for problem in found] == [(line, column, severity)]


@pytest.mark.parametrize(
    "more",
    [
        "fever,en_GB,pyrexia,preferred\n",
        "fever,pt_PT,febre,preferred\n",
        "US,en,US,preferred\nus,en,us,preferred\n",
        "grave,en,grave,preferred\nsevere,en,severe,preferred\nsevere,pt_BR,febre,forbidden\n",
        "fever,en,feverish,admitted,,fever\n",
        "fever,pt_BR,FEBRE,admitted\n",
        "hot,en,heat,preferred\nhot,pt_BR,febre,admitted\n",
    ],
    ids=["a region", "another region", "an abbreviation", "a false friend", "its own form", "case", "a shared variant"],
)
def test_rows_that_go_together(write: Write, more: str) -> None:
    assert validation.validate(rows.read(write("g.csv", HEADER + BASE + more)).rows) == []


def test_rows_of_two_files_are_one_glossary(write: Write) -> None:
    one = rows.read(write("a.csv", HEADER + "fever,en,fever,preferred\n"))
    two = rows.read(write("b.csv", HEADER + "fever,es,fiebre,preferred\nfever,en,fever,admitted\n"))
    (problem,) = validation.validate((*one.rows, *two.rows))
    assert problem.path.endswith("b.csv")
    assert "a.csv:2" in problem.message


def test_what_is_written_is_sorted_with_the_source_first(write: Write) -> None:
    text = HEADER + "b,pt_BR,x,admitted\nb,pt_BR,y,preferred\nb,en,z,preferred\na,en,q,preferred\n"
    written = rows.serialize(rows.read(write("g.csv", text)).rows)
    assert [line.split(",")[:3] for line in written.splitlines()[1:]] == [
        ["a", "en", "q"],
        ["b", "en", "z"],
        ["b", "pt_BR", "y"],
        ["b", "pt_BR", "x"],
    ]
    assert "\r" not in written


def test_the_example_of_the_documentation_is_a_good_glossary(write: Write) -> None:
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    block = text.split("    concept,locale", 1)[1].split("\n\n", 1)[0]
    found = rows.read(write("g.csv", "concept,locale" + block.replace("\n    ", "\n")))
    assert (found.problems, validation.validate(found.rows)) == ((), [])
    assert len(found.rows) == 7


@given(glossaries())
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, glossary: list[TermRow]) -> None:
    path = tmp_path_factory.mktemp("rows") / "g.csv"
    rows.write(path, glossary)
    found = rows.read(path)
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    assert sorted(found.rows, key=repr) == sorted(glossary, key=repr)
    assert not rows.write(path, reversed(found.rows))


@given(st.text(alphabet='concept,locale"term;\n\r\u202e=é', max_size=80))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("rows") / "g.csv"
    path.write_bytes((HEADER + text).encode())
    found = rows.read(path)
    assert len(found.rows) + len(found.problems) <= text.count("\n") * 10 + 20


def test_more_rows_than_a_glossary_may_have_are_refused_with_line_and_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST_ROWS", 3)
    path = tmp_path / "g.csv"
    path.write_text("concept,locale,term,status\n" + '\na,en,"a\nb",preferred\nb,en,b,preferred\n', "utf-8")
    assert [row.concept for row in rows.read(path).rows] == ["b"], (
        "a blank line is a row, and so is a term over two lines"
    )
    path.write_text(path.read_text("utf-8") + "c,en,c,preferred\n", "utf-8")
    with pytest.raises(SourceError, match=r"g\.csv:6: more than 3 rows"):
        rows.read(path)
