"""Weblate's glossary: a PO file that its own tools and gettext read, and that brings every row back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from hypothesis import given

from pipeline import locales
from pipeline.errors import CatalogError
from pipeline.termbase import weblate
from pipeline.termbase.rows import KEEP, TermRow
from tests.support.drawn_glossaries import glossaries

Write = Callable[[str, str], Path]
ENGLISH, BRAZIL = locales.parse("en"), locales.parse("pt_BR")
CREATED = "2026-01-02 03:04+0000"
GLOSSARY = [
    TermRow("severe", "en", "severe", "preferred", "adjective"),
    TermRow("severe", "pt_BR", "grave", "preferred", "adjective", ("graves",), "general", "a note"),
    TermRow("severe", "pt_BR", "severo", "forbidden"),
    TermRow("kymriah", "en", "Kymriah", "do-not-translate"),
    TermRow("late", "en", "late", "preferred"),
]
HEADER = 'msgid ""\nmsgstr "Language: pt_BR\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'


def text(rows: list[TermRow]) -> str:
    return weblate.serialize(rows, source=ENGLISH, target=BRAZIL, created=CREATED).text


def test_terms_have_weblate_s_flags(tmp_path: Path) -> None:
    path = tmp_path / "g.po"
    path.write_text(text(GLOSSARY), "utf-8")
    found = [(entry.msgid, entry.msgstr, entry.flags) for entry in polib.pofile(str(path))]
    assert found == [
        ("Kymriah", "Kymriah", ["read-only", "terminology"]),
        ("severe", "grave", ["terminology"]),
        ("severe", "severo", ["forbidden"]),
    ]


def test_gettext_accepts_it(tmp_path: Path, needs: Callable[[str], str]) -> None:
    path = tmp_path / "g.po"
    path.write_text(text(GLOSSARY), "utf-8")
    done = subprocess.run([needs("msgfmt"), "-c", "-o", os.devnull, path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_glossary_that_weblate_made_is_read(write: Write) -> None:
    path = write(
        "g.po",
        HEADER + 'msgid "severe"\nmsgstr "grave"\n\n'
        '#, forbidden\nmsgctxt "2"\nmsgid "severe"\nmsgstr "severo"\n\n'
        '#, read-only\nmsgid "Kymriah"\nmsgstr "Kymriah"\n\nmsgid "late"\nmsgstr ""\n\n'
        '#~ msgid "old"\n#~ msgstr "velho"\n',
    )
    found = weblate.read(path, source=ENGLISH)
    assert [(row.concept, row.locale, row.term, row.status) for row in found.rows] == [
        ("severe", "en", "severe", "preferred"),
        ("severe", "pt_BR", "grave", "preferred"),
        ("severe", "pt_BR", "severo", "forbidden"),
        ("kymriah", "en", "Kymriah", "do-not-translate"),
        ("late", "en", "late", "preferred"),
    ]
    assert [problem.message for problem in found.problems] == ["skipped: an obsolete entry"]


def test_a_flag_that_someone_set_in_weblate_counts(write: Write) -> None:
    changed = text(GLOSSARY).replace(
        '#, terminology\nmsgid "severe"\nmsgstr "grave"', '#, terminology, forbidden\nmsgid "severe"\nmsgstr "grave"'
    )
    found = weblate.read(write("g.po", changed), source=ENGLISH)
    assert {row.term: row.status for row in found.rows}["grave"] == "forbidden"


def test_a_file_without_a_language_wants_one(write: Write) -> None:
    with pytest.raises(CatalogError, match="--locale"):
        weblate.read(write("g.po", 'msgid "a"\nmsgstr "b"\n'), source=ENGLISH)


@given(glossaries(targets=("pt_BR",)))
def test_export_then_import_is_the_identity(tmp_path_factory: pytest.TempPathFactory, glossary: list[TermRow]) -> None:
    path = tmp_path_factory.mktemp("weblate") / "g.po"
    path.write_text(text(glossary), "utf-8")
    found = weblate.read(path, source=ENGLISH)
    both = {row.concept for row in glossary if row.locale == "pt_BR"}
    kept = {row.concept for row in glossary if row.status == KEEP and row.locale == "en"}
    sources = {row.concept for row in glossary if row.locale == "en" and row.status == "preferred"}
    held = [row for row in glossary if row.concept in both | (kept - sources)]
    assert sorted(found.rows, key=repr) == sorted(held, key=repr)
    assert found.problems == ()
