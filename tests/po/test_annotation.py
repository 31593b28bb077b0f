"""Findings come into a PO file as comments and go again, and nothing else of it changes."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import CatalogError
from pipeline.po import annotation, parser
from pipeline.po.serializer import serialize

PLAIN = """msgid ""
msgstr "Language: pt_BR\\n"

# Nora: checked with the ward
#. Role: p
#: content/a.html:3
#, fuzzy
#| msgid "Take 4 mg."
msgid "Take 5 mg."
msgstr "Tome 6 mg."

msgctxt ""
"a button"
msgid "Call us."
msgstr ""
"Ligue "
"para nós."
msgid "Rest."
msgstr "Descanse."

#~ msgid "Old."
#~ msgstr "Antigo."
"""
FINDING = annotation.comment("number-changed", "5 has become 6.")
OTHER = annotation.comment("end-punctuation", "The source ends with\n a full stop.")


def lines(text: str) -> dict[str, int]:
    return {entry.msgid: entry.line for entry in parser.parse(text).entries}


def with_findings(text: str, **findings: list[str]) -> str:
    places = lines(text)
    return annotation.annotated(
        text, {places[f"{name} 5 mg." if name == "Take" else f"{name}."]: said for name, said in findings.items()}
    )


def comments(text: str) -> dict[str, tuple[str, ...]]:
    return {entry.msgid: entry.translator for entry in parser.parse(text).entries if entry.translator}


def test_findings_stand_behind_what_people_wrote() -> None:
    text = with_findings(PLAIN, Take=[FINDING], Rest=[OTHER])
    assert comments(text) == {
        "Take 5 mg.": ("Nora: checked with the ward", "QA: number-changed — 5 has become 6."),
        "Rest.": ("QA: end-punctuation — The source ends with a full stop.",),
    }
    assert set(text.split("\n")) - set(PLAIN.split("\n")) == {FINDING, OTHER}


def test_a_context_of_several_lines_belongs_to_its_entry() -> None:
    text = annotation.annotated(PLAIN, {lines(PLAIN)["Call us."]: [FINDING]})
    assert comments(text)["Call us."] == ("QA: number-changed — 5 has become 6.",)
    assert text.index(FINDING) < text.index("msgctxt")


def test_what_is_settled_goes_and_the_file_is_as_it_was() -> None:
    text = with_findings(PLAIN, Take=[FINDING, OTHER], Rest=[OTHER])
    assert annotation.annotated(text, {}) == PLAIN


def test_the_same_findings_again_change_nothing() -> None:
    text = with_findings(PLAIN, Take=[FINDING], Rest=[OTHER])
    assert with_findings(text, Take=[FINDING], Rest=[OTHER]) == text


def test_comments_of_people_and_of_the_glossary_stay() -> None:
    text = PLAIN.replace("# Nora", "# QA is what Nora does\n# QA: Glossary: graft → enxerto is not here.\n# Nora")
    assert annotation.annotated(text, {}) == text


def test_other_line_ends_stay() -> None:
    text = PLAIN.replace("\n", "\r\n")
    marked = with_findings(text, Take=[FINDING])
    assert f"\r\n{FINDING}\r\n" in marked
    assert annotation.annotated(marked, {}) == text


def test_a_canonical_catalog_stays_canonical() -> None:
    text = serialize(parser.parse(PLAIN))
    marked = with_findings(text, Take=[FINDING], Rest=[OTHER])
    assert serialize(parser.parse(marked)) == marked


def test_a_comment_names_no_line_because_lines_move() -> None:
    assert annotation.comment("a", "It was “x” before (line 12).") == "# QA: a — It was “x” before."
    assert annotation.comment("a", "It was “x” (y) before (b/c.po:12).") == "# QA: a — It was “x” (y) before."


def test_a_broken_file_is_an_error() -> None:
    with pytest.raises(CatalogError):
        annotation.annotated('msgid "a\n', {})


@pytest.mark.gettext
def test_gettext_reads_what_was_written(needs: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    text = PLAIN.replace("pt_BR\\n", "pt_BR\\nContent-Type: text/plain; charset=UTF-8\\n")
    path.write_text(with_findings(text, Take=[FINDING], Rest=[OTHER]), "utf-8")
    done = subprocess.run([needs("msgfmt"), "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "header" not in line]) == (0, [])
