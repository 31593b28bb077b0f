"""What a machine doubts of its draft can be read from the words that it said it in."""

from __future__ import annotations

import pytest

from pipeline.text.doubts import Doubt, read


@pytest.mark.parametrize("added", [False, True])
@pytest.mark.parametrize("certain", [False, True])
@pytest.mark.parametrize("word", ["rest", "pós-operatório", "patient’s"])
def test_a_doubt_is_read_as_it_was_written(word: str, *, added: bool, certain: bool) -> None:
    doubt = Doubt(word, added, certain)
    assert read(str(doubt)) == doubt
    assert doubt.severity == ("major" if certain else "minor")


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "the glossary has “LNH” for “NHL”",
        "check “CAR-T”",
        "check “CAR-T”: it stays as it is",
        "the draft doesn't say “rest” and “sleep”",
        "the draft doesn't say “”",
        "So the draft doesn't say “rest”",
    ],
)
def test_no_other_reason_is_a_doubt(reason: str) -> None:
    assert read(reason) is None
