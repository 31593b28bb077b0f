"""Lists of terms as DeepL, Google and Amazon have them: read with or without a header, written as each wants them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.errors import SourceError
from pipeline.termbase import lists
from pipeline.termbase.rows import TermRow, is_formula
from tests.support.drawn_glossaries import glossaries, words

Write = Callable[[str, str], Path]
ENGLISH, BRAZIL, SPANISH = (locales.parse(name) for name in ("en", "pt_BR", "es"))
PAIR = [("fever", "en", "fever"), ("fever", "pt_BR", "febre")]


def plain_words() -> st.SearchStrategy[str]:
    return words().filter(lambda text: not is_formula(text))


def brief(path: Path, target: locales.Locale | None = BRAZIL) -> list[tuple[str, str, str]]:
    return [(row.concept, row.locale, row.term) for row in lists.read(path, source=ENGLISH, target=target).rows]


@pytest.mark.parametrize(
    "text",
    [
        "fever,febre\n",
        "\ufefffever,febre\r\n",
        '"fever","febre"\n',
        "fever\tfebre\n",
        "fever,febre,EN,PT\n",
        "fever,febre,en-US,pt-BR,0.9\n",
        "en,pt\nfever,febre\n",
        "en\tpt-BR\nfever\tfebre\n",
        "en,pt-BR,pos,description\nfever,febre,,\n",
        "pos,en,fr,pt\nnoun,fever,,febre\n",
        "Source,Target\nfever,febre\n",
    ],
)
def test_a_pair_is_read_in_every_form(write: Write, text: str) -> None:
    assert brief(write("a.csv", text)) == PAIR


def test_a_header_names_the_locales_of_many_columns(write: Write) -> None:
    text = "en,pt-BR,es,description\nfever,febre,fiebre,high temperature\ncough,,tos,\n"
    found = lists.read(write("a.csv", text), source=ENGLISH)
    assert {(row.concept, row.locale): row.term for row in found.rows} == {
        ("fever", "en"): "fever",
        ("fever", "pt_BR"): "febre",
        ("fever", "es"): "fiebre",
        ("cough", "en"): "cough",
        ("cough", "es"): "tos",
    }
    assert {row.note for row in found.rows if row.concept == "fever"} == {"high temperature"}


def test_columns_that_are_named_source_and_target_may_have_others_beside_them(write: Write) -> None:
    text = "id\tkind\tsource\ttarget\nD1\tlabel\tfever\tfebre\nD1\tsynonym\tpyrexia\tpirexia\n"
    found = lists.read(write("a.tsv", text), source=ENGLISH, target=BRAZIL)
    assert [(row.concept, row.term, row.status) for row in found.rows] == [
        ("D1", "fever", "preferred"),
        ("D1", "febre", "preferred"),
        ("D1", "pyrexia", "admitted"),
        ("D1", "pirexia", "admitted"),
    ]
    assert [problem.message for problem in found.problems] == [
        "skipped: the column 'kind'",
        "skipped: the status of a second preferred term, which is now admitted (2 times)",
    ]


def test_two_terms_that_look_alike_are_two_concepts(write: Write) -> None:
    assert {row[0] for row in brief(write("a.csv", "US,EUA\nus,nós\n"))} == {"us", "us-2"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("cough,tosse,EN,DE", "a row that isn't of pt_BR"),
        ("cough", "without a pair"),
        ("cough,", "without a pair"),
        ("cough,tosse,EN", "of 3 columns"),
        ("cough,to\u202esse", "U+202E"),
    ],
)
def test_what_is_no_pair_is_skipped_with_its_line(write: Write, row: str, said: str) -> None:
    found = lists.read(write("a.csv", f"fever,febre\n{row}\n"), source=ENGLISH, target=BRAZIL)
    assert [problem.line for problem in found.problems] == [2]
    assert said in found.problems[0].message
    assert [(item.concept, item.locale, item.term) for item in found.rows][:2] == PAIR


def test_without_a_locale_or_a_header_the_file_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match="--locale"):
        brief(write("a.csv", "fever,febre\n"), target=None)


GLOSSARY = [
    TermRow("nhl", "en", "non-Hodgkin lymphoma", "preferred"),
    TermRow("nhl", "en", "NHL", "admitted"),
    TermRow("nhl", "pt_BR", "linfoma não Hodgkin", "preferred", "noun"),
    TermRow("nhl", "pt_BR", "LNH", "admitted"),
    TermRow("nhl", "pt_BR", "linfoma sem Hodgkin", "forbidden"),
    TermRow("nhl", "es", "linfoma, no Hodgkin", "preferred"),
    TermRow("kymriah", "en", "Kymriah", "do-not-translate"),
]


@pytest.mark.parametrize(
    ("form", "targets", "text"),
    [
        ("csv", (BRAZIL,), "Kymriah,Kymriah\nNHL,linfoma não Hodgkin\nnon-Hodgkin lymphoma,linfoma não Hodgkin\n"),
        ("tsv", (SPANISH,), "Kymriah\tKymriah\nNHL\tlinfoma, no Hodgkin\nnon-Hodgkin lymphoma\tlinfoma, no Hodgkin\n"),
        (
            "deepl",
            (SPANISH,),
            'Kymriah,Kymriah\nNHL,"linfoma, no Hodgkin"\nnon-Hodgkin lymphoma,"linfoma, no Hodgkin"\n',
        ),
        (
            "google",
            (BRAZIL, SPANISH),
            'en,pt-BR,es\nKymriah,Kymriah,Kymriah\nNHL,linfoma não Hodgkin,"linfoma, no Hodgkin"\n'
            'non-Hodgkin lymphoma,linfoma não Hodgkin,"linfoma, no Hodgkin"\n',
        ),
        (
            "amazon",
            (BRAZIL,),
            "en,pt\nKymriah,Kymriah\nNHL,linfoma não Hodgkin\nnon-Hodgkin lymphoma,linfoma não Hodgkin\n",
        ),
    ],
)
def test_each_service_gets_its_form(form: str, targets: tuple[locales.Locale, ...], text: str) -> None:
    assert lists.serialize(GLOSSARY, form, source=ENGLISH, targets=targets).text == text


def test_what_a_list_cannot_hold_is_said() -> None:
    losses = lists.serialize(GLOSSARY, "csv", source=ENGLISH, targets=(BRAZIL,)).losses
    assert set(losses) == {
        "left out: a term that is forbidden",
        "left out: another term for the same",
        "left out: the column pos",
    }


@pytest.mark.parametrize("form", sorted(lists.LISTS))
@given(pairs=st.lists(st.tuples(plain_words(), plain_words()), max_size=5, unique_by=lambda pair: pair[0]))
def test_pairs_come_back_as_they_went(
    tmp_path_factory: pytest.TempPathFactory, form: str, pairs: list[tuple[str, str]]
) -> None:
    rows = [
        TermRow(str(number), locale, term, "preferred")
        for number, pair in enumerate(pairs)
        for locale, term in zip(("en", "pt_BR"), pair, strict=True)
    ]
    path = tmp_path_factory.mktemp("lists") / "a.csv"
    path.write_text(lists.serialize(rows, form, source=ENGLISH, targets=(BRAZIL,)).text, "utf-8")
    found = lists.read(path, source=ENGLISH, target=BRAZIL)
    assert found.problems == ()
    read = [row.term for row in found.rows]
    assert sorted(zip(read[::2], read[1::2], strict=True)) == sorted(pairs)
    assert {row.locale for row in found.rows[1::2]} <= {"pt_BR"}


@pytest.mark.parametrize("form", sorted(lists.LISTS))
@given(glossary=glossaries())
def test_every_row_of_a_list_is_a_pair(form: str, glossary: list[TermRow]) -> None:
    text = lists.serialize(glossary, form, source=ENGLISH, targets=(BRAZIL,)).text
    records = list(csv.reader(io.StringIO(text), delimiter=lists.LISTS[form].separator))
    assert all(len(record) == 2 and all(record) for record in records)
    sources = [record[0] for record in records]
    assert len(sources) == len(set(sources))  # a service refuses a source term that is there twice


FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://other.example")',
    "@SUM(A1:A9)",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("form", sorted(lists.LISTS))
@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_left_out_and_said(text: str, form: str) -> None:
    terms = [("a", text), (text, "b"), ("-ase", "-ase")]
    rows = [
        TermRow(str(number), locale, term, "preferred")
        for number, pair in enumerate(terms)
        for locale, term in zip(("en", "pt_BR"), pair, strict=True)
    ]
    exported = lists.serialize(rows, form, source=ENGLISH, targets=(BRAZIL,))
    assert text[1:6] not in exported.text
    assert "-ase" in exported.text
    assert "left out: a pair that begins as a formula does, which a spreadsheet computes (2 times)" in exported.losses
