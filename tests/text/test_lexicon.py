"""A lexicon's file is data: forms are written out, stems, endings and numbers count, a wrong value is named."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.text import lexicon
from pipeline.text.polarity.lexicon import FAMILIES

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"negations": {"not": ["no"]}}, "'negations'"),
    ({"negation": {"nope": ["no"]}}, "'nope'"),
    ({"negation": {"not": "no"}}, "'not'"),
    ({"side": {"left": ["port"], "right": ["port"]}}, "'port'"),
    ({"side": {"left": ["lef(t"]}}, "'lef(t'"),
    ({"side": {"left": [""]}}, "''"),
    ({"attached": "al"}, "`attached`"),
    ({"attached": ["al"], "spaced": False}, "spaced"),
    ({"negation": {"implied": ["*less"]}, "spaced": False}, "spaced"),
]


@pytest.mark.parametrize(("data", "named"), WRONG)
def test_a_wrong_file_is_named_with_the_wrong_value(data: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigError, match=r"xx\.toml") as error:
        lexicon.build(data, "xx.toml", FAMILIES)
    assert named in str(error.value)


def test_choices_numbers_stems_and_endings_stand_for_many_words() -> None:
    words = lexicon.build(
        {
            "side": {"left": ["izquierd(o|a)(|s)"]},
            "comparison": {"above": ["over #"]},
            "negation": {"implied": ["un*", "*less"]},
        },
        "xx.toml",
        FAMILIES,
    )
    text = "izquierdas over 1,500 over unwell painless lesson izquierdax"
    assert [text[start:end] for _, start, end in words.spans(text)] == [
        "izquierdas",
        "over 1,500",
        "unwell",
        "painless",
    ]
