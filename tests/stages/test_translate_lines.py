"""As many lines come out as went in, each with its white space."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.errors import ModelError, SourceError
from pipeline.locales import Locale
from pipeline.model import Draft, Segment
from pipeline.stages import translate_lines
from pipeline.stages.translate_lines import Engines, Line
from pipeline.termbase import Termbase, rows

EN, PT, XA = locales.parse("en"), locales.parse("pt_BR"), locales.parse("en_XA")


class Loud:
    """An engine that needs no model: it shouts."""

    origin = "loud@1"

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        return [Draft(segment.text.upper(), 0.5, self.origin, ((0, 1, 0, 1),), ("too loud",)) for segment in segments]


def texts(data: bytes, *, as_json: bool = False) -> list[str]:
    return [line.text for line in translate_lines.read(io.BytesIO(data), as_json=as_json)]


def shouted(monkeypatch: pytest.MonkeyPatch, *wanted: str) -> list[Draft]:
    monkeypatch.setattr(translate_lines.mt, "load", lambda *_, **__: Loud())
    return translate_lines.translate([Line(text) for text in wanted], Engines(EN, PT))


def test_lines_are_read_without_their_ends() -> None:
    assert texts("a\r\n\n  olá \nlast".encode()) == ["a", "", "  olá ", "last"]
    assert texts(b"") == []


def test_a_blank_line_stays_blank_in_json_too() -> None:
    assert texts(b'{"text": "a"}\n \n', as_json=True) == ["a", " "]


def test_a_separator_that_is_no_line_feed_stays_in_its_line() -> None:
    assert texts("a\u2028b\x0cc\n".encode()) == ["a\u2028b\x0cc"]


def test_a_byte_order_mark_at_the_start_is_no_text() -> None:
    assert texts("\ufeffa\n\ufeffb".encode()) == ["a", "\ufeffb"]
    assert texts('\ufeff{"text": "a"}'.encode(), as_json=True) == ["a"]


def test_json_lines_are_read() -> None:
    assert texts(b'{"text": "a\\nb"}\n{"text": ""}\n', as_json=True) == ["a\nb", ""]


BROKEN = [
    (b"good\nb\xffad", False, 2, "0xff"),
    (b'{"text": "a"}\nplain\n', True, 2, "not JSON"),
    (b'["a"]', True, 1, '["a"]'),
    (b'{"text": 5}', True, 1, '"text": 5'),
    (b'{"txt": "a"}', True, 1, "txt"),
    (b'{"text": "a", "codes": 1}', True, 1, "'codes' wants an object of texts"),
    (b'{"text": "a", "terms": {"b": 1}}', True, 1, "'terms' wants an object of texts"),
    (b'{"text": "a", "terms": {" ": "b"}}', True, 1, "an empty term"),
    (b'{"text": "a", "codes": {"x": "b"}}', True, 1, "a code that is no number"),
    (b'{"text": "a", "terms": {"b": "\\ud800"}}', True, 1, "surrogate"),
    (b'{"text": "\\ud800"}', True, 1, "surrogate"),
    (b"[" * 100_000, True, 1, "not JSON"),
]


@pytest.mark.parametrize(("data", "as_json", "line", "word"), BROKEN)
def test_a_line_that_cannot_be_read_is_named(data: bytes, as_json: bool, line: int, word: str) -> None:
    with pytest.raises(SourceError) as caught:
        translate_lines.read(io.BytesIO(data), as_json=as_json)
    assert (caught.value.path, caught.value.line) == ("standard input", line)
    assert word in caught.value.message


def test_blank_lines_stay_blank_and_edges_stay_around_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = shouted(monkeypatch, "", "  a b\t", " \u00a0", "c")
    assert [draft.text for draft in drafts] == ["", "  A B\t", " \u00a0", "C"]
    assert [draft.origin for draft in drafts] == ["loud@1"] * 4
    assert [draft.unmet for draft in drafts] == [(), ("too loud",), (), ("too loud",)]


def test_alignment_counts_from_the_start_of_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    (draft,) = shouted(monkeypatch, "  a")
    assert draft.alignment == ((2, 3, 2, 3),)
    assert draft.text[2:3] == "A"


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\u2028b", "a b\n"])
def test_a_line_that_is_written_is_one_line(text: str) -> None:
    written = translate_lines.write(Draft(text, 1.0, "x"))
    assert written == "a b"


def test_a_json_line_says_where_the_draft_comes_from() -> None:
    written = translate_lines.write(Draft("é\n1", 0.123456, "loud@1", unmet=("a",)), as_json=True)
    assert "\n" not in written
    assert "é" in written
    assert json.loads(written) == {"text": "é\n1", "score": 0.1235, "unmet": ["a"], "origin": "loud@1"}


def test_a_locale_without_an_engine_is_an_error_that_names_it() -> None:
    with pytest.raises(ModelError, match="fi"):
        translate_lines.translate([Line("a")], Engines(EN, locales.parse("fi")))


def test_copied_numbers_are_written_as_the_target_locale_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    (draft,) = shouted(monkeypatch, "above 100.4 °F, see 10.1/x2.5")
    assert draft.text == "ABOVE 100,4 °F, SEE 10.1/X2.5"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("dear {name}, {{visit}} is on %s", "dear <1/>, <2/> is on <3/>"),
        ("<4>go</4> to ${place}", "<4>go</4> to <5/>"),
        ("%(count)d of 100 % and {0}", "<1/> of 100 % and <2/>"),
        ("a {note to you} (50%)", "a {note to you} (50%)"),
    ],
)
def test_no_engine_reads_a_placeholder(monkeypatch: pytest.MonkeyPatch, text: str, read: str) -> None:
    seen: list[str] = []

    class Reading(Loud):
        def translate(self, segments: Sequence[Segment]) -> list[Draft]:
            seen.extend(segment.text for segment in segments)
            return [
                Draft(segment.text, 0.5, self.origin, unmet=("check the place of code <5>",)) for segment in segments
            ]

    monkeypatch.setattr(translate_lines.mt, "load", lambda *_, **__: Reading())
    (draft,) = translate_lines.translate([Line(text)], Engines(EN, PT))
    assert (seen, draft.text) == ([read], text)
    place = "“${place}”" if "place" in text else "code <5>"
    assert draft.unmet == (f"check the place of {place}",)


def test_the_pseudo_engine_needs_no_model() -> None:
    (draft,) = translate_lines.translate([Line("Take 5 mg")], Engines(EN, XA))
    assert draft.text != "Take 5 mg"
    assert "5" in draft.text


def test_a_json_line_may_bring_terms_and_say_what_its_codes_are(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'{"text": "a<1/>b", "terms": {"port": "cateter"}, "codes": {"1": "<br>"}}\n{"text": "c"}\n'
    wanted = translate_lines.read(io.BytesIO(data), as_json=True)
    assert wanted == [Line("a<1/>b", (("port", "cateter"),), ((1, "<br>"),)), Line("c")]
    seen: list[tuple[str, list[str]]] = []

    class Telling(Loud):
        def __init__(self, terms: list[str]) -> None:
            self.terms = terms

        def translate(self, segments: Sequence[Segment]) -> list[Draft]:
            seen.extend((f"{segment.text} {segment.codes[:1]}", self.terms) for segment in segments)
            return super().translate(segments)

    def load(*_: object, terms: Callable[[Locale], Termbase | None], **__: object) -> Telling:
        termbase = terms(PT)
        return Telling([target.term for entry in termbase.entries() for target in entry.targets] if termbase else [])

    monkeypatch.setattr(translate_lines.mt, "load", load)
    assert [draft.text for draft in translate_lines.translate(wanted, Engines(EN, PT))] == ["A<1/>B", "C"]
    assert [terms for _, terms in seen] == [["cateter"], []]
    assert "opening='<br>', closing=None" in seen[0][0]


def test_a_glossary_is_read_once_for_all_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEDLOCALE_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "terms.csv"
    path.write_text("concept,locale,term,status\na,en,cell,preferred\na,pt,célula,preferred\n", "utf-8")
    bases: list[Termbase | None] = []
    monkeypatch.setattr(translate_lines.mt, "load", lambda *_, terms, **__: bases.append(terms(PT)) or Loud())
    engines = Engines(EN, PT, glossary=(path,))
    engines.load()
    monkeypatch.setattr(rows, "read", None)
    engines.load()
    assert all(base is not None and base.matches("cells") for base in bases)
    assert [folder.name for folder in (tmp_path / "cache").iterdir()] == ["termbase"]
