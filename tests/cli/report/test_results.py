"""People and programs are told the same thing, and a stranger's text commands no terminal."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, fields, replace

import pytest

from pipeline.cli import report
from pipeline.model import FindingRow, State
from tests.support.rows import ROW

# The keys of `medlocale check --format json`, in their order: programs go by them.
KEYS = [
    "file",
    "line",
    "msgctxt",
    "msgid",
    "check",
    "severity",
    "message",
    "source_span",
    "target_span",
    "suggestion",
]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_finding_in_json_is_one_line_without_what_is_inner() -> None:
    line = report.finding_json(ROW)
    assert "\n" not in line
    assert "é" in line
    printed = json.loads(line)
    assert list(printed) == KEYS
    assert printed == {**{key: asdict(ROW)[key] for key in KEYS}, "source_span": [5, 9]}


def test_a_row_comes_back_from_json_as_it_was() -> None:
    for row in (ROW, replace(ROW, msgctxt="title", source_span=None, target_span=(0, 4), targets=("a", "b"))):
        again = FindingRow.of_value(json.loads(json.dumps(row.value())))
        assert again == row
        assert hash(again) == hash(row)
    assert list(ROW.value()) == [field.name for field in fields(FindingRow)]


@pytest.mark.parametrize(
    ("state", "fail_on", "fails"),
    [
        ("accepted", "critical", True),
        ("reviewed", "minor", True),
        ("accepted", "never", False),
        ("draft", "minor", False),
        ("untranslated", "critical", False),
    ],
)
def test_only_what_a_person_accepted_fails_the_gate(state: State, fail_on: str, fails: bool) -> None:
    assert replace(ROW, state=state).fails(fail_on) is fails


def test_the_gate_is_a_severity_or_a_graver_one() -> None:
    row = replace(ROW, severity="major")
    assert [row.fails(fail_on) for fail_on in ("critical", "major", "minor")] == [False, True, True]


def test_a_finding_for_people_starts_with_its_place_and_shows_it_in_the_source() -> None:
    first, second, third = report.finding_text(ROW).plain.split("\n")
    assert first.startswith("locales/pt_BR/LC_MESSAGES/a.html.po:42: critical number-lost: The number 13.8")
    assert first.endswith("Perhaps: 13,8")
    assert second.strip() == "Take »13.8« mg é"
    assert third.strip() == "Tome mg é"


def test_a_finding_without_span_and_suggestion_is_shown_whole() -> None:
    text = report.finding_text(replace(ROW, source_span=None, suggestion=None, targets=())).plain
    assert "Perhaps" not in text
    assert text.endswith("Take 13.8 mg é")


def test_of_a_long_text_what_stands_around_the_place_is_shown() -> None:
    row = replace(ROW, msgid="a " * 400 + "13.8" + " b" * 400, source_span=(800, 804), targets=("c" * 900,))
    _, source, target = report.finding_text(row).plain.split("\n")
    assert source.strip().startswith("…a a")
    assert "a »13.8« b" in source
    assert source.endswith("b…")
    assert len(source) < 300
    assert target.strip() == "c" * 400 + "…"


def test_a_strangers_text_is_neither_markup_nor_a_command() -> None:
    text = report.finding_text(replace(ROW, msgid="[red]x[/red]\x1b[2J", source_span=None, targets=())).plain
    assert text.endswith("[red]x[/red]\ufffd[2J")
    stream = io.StringIO()
    teller = report.Teller(stream)
    teller.say("[bold]a[/bold].html \x1b]0;title\x07")
    teller.warn("b\x9b31m")
    assert stream.getvalue() == "[bold]a[/bold].html \ufffd]0;title\ufffd\nb\ufffd31m\n"


COMMANDS = [
    ("::error file=a::b", ": :error file=a::b"),
    ("  ::add-mask::x", "  : :add-mask::x"),
    ("a\n\t::set-output name=x::y", "a\n\t: :set-output name=x::y"),
    (":::x", ": ::x"),
    ("at 10::30 h", "at 10::30 h"),
    ("see ##[error]x", "see # #[error]x"),
    ("##vso[task.setvariable variable=a]b", "# #vso[task.setvariable variable=a]b"),
    ("##teamcity[x]", "# #teamcity[x]"),
    ("## Heading", "## Heading"),
    ("a\u202eb\u2066c\u2028d\x7fe\ud800f", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"),
    ("\u200eمرحبا\u200f 1\u00a02", "\u200eمرحبا\u200f 1\u00a02"),
]


@pytest.mark.parametrize(("text", "shown"), COMMANDS)
def test_what_build_servers_and_terminals_obey_is_parted(text: str, shown: str) -> None:
    assert report.harmless(text) == shown
    stream = io.StringIO()
    report.Teller(stream).say(text)
    assert stream.getvalue() == f"{shown}\n".expandtabs()
    assert list(report.table(["name"], [[text]]))[-1].strip() == shown.strip()


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\x7f", "\u202e", "\u2028", "\ud800"])
def test_no_form_of_a_report_passes_on_what_a_terminal_obeys(sign: str) -> None:
    row = replace(ROW, file=f"a{sign}b.po", msgid=f"x{sign}y", message=f"m{sign}n", targets=(f"z{sign}",))
    for form in (report.FindingsForm.text, report.FindingsForm.json, report.FindingsForm.github):
        stream = io.StringIO()
        report.findings(form, stream).file("a.po", [row])
        assert sign not in stream.getvalue()
        if form is report.FindingsForm.json:
            assert json.loads(stream.getvalue())["msgid"] == row.msgid


def test_progress_in_a_log_is_a_line_at_the_end_of_each_kind_of_work() -> None:
    stream = io.StringIO()
    with report.Teller(stream) as teller:
        for done in (1, 2, 3):
            teller.tell("extract", done, 3)
        teller.tell("check", 1, 2)
    assert stream.getvalue() == "extract: 3\n"


def test_progress_on_a_terminal_is_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with report.Teller(stream) as teller:
        teller.tell("extract", 1, 3)
        teller.tell("extract", 3, 3)
    assert "extract" in stream.getvalue()
    assert "extract: 3" not in stream.getvalue()


def test_quiet_leaves_only_what_went_wrong() -> None:
    for stream in (io.StringIO(), Terminal()):
        with report.Teller(stream, quiet=True) as teller:
            teller.tell("extract", 3, 3)
            teller.say("done")
            teller.warn("broken")
        assert "broken" in stream.getvalue()
        assert "done" not in stream.getvalue()
        assert "extract" not in stream.getvalue()


def test_long_lines_are_not_folded() -> None:
    stream = io.StringIO()
    report.Teller(stream).say("x" * 500)
    assert stream.getvalue() == "x" * 500 + "\n"


def test_a_table_has_its_columns_under_each_other_and_numbers_to_the_right() -> None:
    rows = [["pt_BR", 7, "notice"], ["en_XA", 1234, "-"]]
    assert list(report.table(["locale", "entries", "drafts"], rows)) == [
        "locale  entries  drafts",
        "pt_BR         7  notice",
        "en_XA      1234  -",
    ]


def test_a_table_without_rows_is_its_header() -> None:
    assert list(report.table(["locale", "n"], [])) == ["locale  n"]
