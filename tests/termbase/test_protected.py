"""Patterns of codes: what is found, and which patterns are refused before they can hang."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.termbase import protected

Write = Callable[[str, str], Path]
GOOD = """
[[pattern]]
name = "trial number"
regex = '\\bNCT\\d{8}\\b'
example = ["NCT01234567"]
note = "ClinicalTrials.gov"

[[pattern]]
name = "surface marker"
regex = '\\bCD\\d+[a-z]?\\b'
example = ["CD19", "CD3e"]
"""


def pattern(regex: str, example: str = "a") -> str:
    return f"[[pattern]]\nname = \"x\"\nregex = '''{regex}'''\nexample = ['''{example}''']\n"


def test_codes_are_found_where_they_stand(write: Write) -> None:
    found = protected.read(write("p.toml", GOOD))
    text = "In NCT01234567, CD19 and CD3e count; XCD19 and NCT0123 don't."
    assert [(text[span.start : span.end], span.name) for span in found.spans(text)] == [
        ("NCT01234567", "trial number"),
        ("CD19", "surface marker"),
        ("CD3e", "surface marker"),
    ]


def test_of_two_that_meet_the_first_and_longer_wins(write: Write) -> None:
    text = pattern("ab", "ab") + pattern("abc", "abc") + pattern("cd", "cd")
    assert [(span.start, span.end) for span in protected.read(write("p.toml", text)).spans("abcd abd")] == [
        (0, 3),
        (5, 7),
    ]


@pytest.mark.parametrize(
    "regex",
    [
        r"NCT\d{8}",
        r"NM_\d+\.\d+:c\.\d+[ACGT]>[ACGT]",
        r"(?<![A-Z])[A-Z]{2,5}-?\d+(?:\.\d+)?",
        r"[A-Z]+\d*-[0-9]+(?:\.[0-9]+)?",
        r"\b(?:EU|US)-\d{4}\b",
        r"v\d+\.\d+\.\d+|build \d+",
    ],
)
def test_patterns_of_real_codes_are_allowed(regex: str) -> None:
    assert protected.compiled(regex)


@pytest.mark.parametrize(
    ("regex", "reason"),
    [
        ("(a+)+b", "several ways"),
        (r"\d+\d+\d+x", "one another's characters"),
        (r"(x)\1", "can't be used"),
        ("a{1,1000}", "more than 400 times"),
        ("a" * 1000, "longer than 400"),
        ("(", "opening bracket"),
        ("*", "nothing can be repeated"),
        ("[", "unterminated character set"),
        ("a{2,1}", "min repeat greater"),
        (r"\p{Lu}", "bad escape"),
        ("a(?i)", "global flags"),
        ("(?<=a+)b", "fixed-width"),
        ("[[a]", "without a backslash"),
        ("[a[]+", "without a backslash"),
    ],
)
def test_a_pattern_that_could_hang_or_is_broken_is_refused(write: Write, regex: str, reason: str) -> None:
    path = write("p.toml", GOOD + pattern(regex))
    with pytest.raises(ConfigError) as caught:
        protected.read(path)
    assert (caught.value.path, caught.value.line) == (path, GOOD.count("\n") + 1)
    assert reason in caught.value.message
    assert repr(regex)[1:9] in caught.value.message


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (pattern("a", "b"), 1, "the example 'b'"),
        (pattern("a?", "a"), 1, "nothing at all"),
        ("\n[[pattern]]\nname = 'x'\nregex = 'a'\n", 2, "examples"),
        ("[[pattern]]\nregex = 'a'\nexample = ['a']\n", 1, "name"),
        ("[[pattern]]\nname = 'x'\nregexp = 'a'\nexample = ['a']\n", 1, "'regexp'"),
        ("[patterns]\n", 1, "patterns"),
        ("[[pattern]\n", 1, "TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_its_line(write: Write, text: str, line: int, word: str) -> None:
    with pytest.raises(ConfigError) as caught:
        protected.read(write("p.toml", text))
    assert caught.value.line == line
    assert word in caught.value.message
