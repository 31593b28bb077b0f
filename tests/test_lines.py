"""As many lines come out as went in, each with its white space."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import pytest

from pipeline import lines, locales
from pipeline.errors import ModelError, SourceError
from pipeline.model import Draft, Segment

EN, PT, XA = locales.parse("en"), locales.parse("pt_BR"), locales.parse("en_XA")


class Loud:
    """An engine that needs no model: it shouts."""

    origin = "loud@1"

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        return [Draft(segment.text.upper(), 0.5, self.origin, ((0, 1, 0, 1),), ("too loud",)) for segment in segments]


def test_lines_are_read_without_their_ends() -> None:
    assert lines.read(io.BytesIO("a\r\n\n  olá \nlast".encode())) == ["a", "", "  olá ", "last"]
    assert lines.read(io.BytesIO(b"")) == []


def test_a_blank_line_stays_blank_in_json_too() -> None:
    assert lines.read(io.BytesIO(b'{"text": "a"}\n \n'), as_json=True) == ["a", " "]


def test_a_separator_that_is_no_line_feed_stays_in_its_line() -> None:
    assert lines.read(io.BytesIO("a\u2028b\x0cc\n".encode())) == ["a\u2028b\x0cc"]


def test_a_byte_order_mark_at_the_start_is_no_text() -> None:
    assert lines.read(io.BytesIO("\ufeffa\n\ufeffb".encode())) == ["a", "\ufeffb"]
    assert lines.read(io.BytesIO('\ufeff{"text": "a"}'.encode()), as_json=True) == ["a"]


def test_json_lines_are_read() -> None:
    assert lines.read(io.BytesIO(b'{"text": "a\\nb"}\n{"text": ""}\n'), as_json=True) == ["a\nb", ""]


BROKEN = [
    (b"good\nb\xffad", False, 2, "0xff"),
    (b'{"text": "a"}\nplain\n', True, 2, "not JSON"),
    (b'["a"]', True, 1, '["a"]'),
    (b'{"text": 5}', True, 1, '"text": 5'),
    (b'{"txt": "a"}', True, 1, "txt"),
    (b'{"text": "a", "codes": 1}', True, 1, "'codes'"),
    (b'{"text": "\\ud800"}', True, 1, "surrogate"),
    (b"[" * 100_000, True, 1, "not JSON"),
]


@pytest.mark.parametrize(("data", "as_json", "line", "word"), BROKEN)
def test_a_line_that_cannot_be_read_is_named(data: bytes, as_json: bool, line: int, word: str) -> None:
    with pytest.raises(SourceError) as caught:
        lines.read(io.BytesIO(data), as_json=as_json)
    assert (caught.value.path, caught.value.line) == ("standard input", line)
    assert word in caught.value.message


def test_blank_lines_stay_blank_and_edges_stay_around_the_text() -> None:
    drafts = lines.translate(["", "  a b\t", " \u00a0", "c"], Loud(), EN, PT)
    assert [draft.text for draft in drafts] == ["", "  A B\t", " \u00a0", "C"]
    assert [draft.origin for draft in drafts] == ["loud@1"] * 4
    assert [draft.unmet for draft in drafts] == [(), ("too loud",), (), ("too loud",)]


def test_alignment_counts_from_the_start_of_the_line() -> None:
    (draft,) = lines.translate(["  a"], Loud(), EN, PT)
    assert draft.alignment == ((2, 3, 2, 3),)
    assert draft.text[2:3] == "A"


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\u2028b", "a b\n"])
def test_a_line_that_is_written_is_one_line(text: str) -> None:
    written = lines.write(Draft(text, 1.0, "x"))
    assert written == "a b"


def test_a_json_line_says_where_the_draft_comes_from() -> None:
    written = lines.write(Draft("é\n1", 0.123456, "loud@1", unmet=("a",)), as_json=True)
    assert "\n" not in written
    assert "é" in written
    assert json.loads(written) == {"text": "é\n1", "score": 0.1235, "unmet": ["a"], "origin": "loud@1"}


def test_a_locale_without_an_engine_is_an_error_that_names_it() -> None:
    with pytest.raises(ModelError, match="fi"):
        lines.engine(EN, locales.parse("fi"), route=None, jobs=None)


def test_copied_numbers_are_written_as_the_target_locale_writes_them() -> None:
    (draft,) = lines.translate(["above 100.4 °F, see 10.1/x2.5"], Loud(), EN, PT)
    assert draft.text == "ABOVE 100,4 °F, SEE 10.1/X2.5"


def test_the_pseudo_engine_needs_no_model() -> None:
    engine = lines.engine(EN, XA, route=None, jobs=None)
    (draft,) = lines.translate(["Take 5 mg"], engine, EN, XA)
    assert draft.text != "Take 5 mg"
    assert "5" in draft.text
