"""What no translator gets to see stays in the source's language for ever: it must be no word of people."""

from __future__ import annotations

import pytest

from pipeline.formats.translatable import is_identifier, is_translatable, why_not


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rest", None),
        ("Rest: verified_user", None),
        ("https://clinic.example Rest", None),
        ("5 mg", None),
        ("37.5", None),
        ("1,500", None),
        ("1\u202f500", None),
        ("20 %", None),
        ("%20", None),
        ("2026-11-03", None),
        ("3/11", None),
        ("8:30", None),
        ("$ 20", None),
        ("20 €", None),
        ("٢٠٪ من", None),
        ("休息", None),
        ("AT&T", None),
        ("12", "no letters"),
        ("— …", "no letters"),
        ("+55 11 5550-0100", "no letters"),
        ("verified_user", "an identifier"),
        ("(verified_user)", "an identifier"),
        ("12 verified_user", "an identifier"),
        ("https://clinic.example/a?b=c", "a URL"),
        ("www.clinic.example", "a URL"),
        ("clinic.org/visits", "a URL"),
        ("tel:+5511", "a URL"),
        ("ward@clinic.example", "an e-mail address"),
        ("“ward@clinic.example”", "an e-mail address"),
    ],
)
def test_only_what_is_for_machines_is_kept_from_translators(text: str, reason: str | None) -> None:
    assert why_not(text) == reason
    assert is_translatable(text) == (reason is None)


@pytest.mark.parametrize(("text", "expected"), [("_a_b_", True), ("a_b c", False), ("ab", False), ("a_", False)])
def test_an_identifier_is_one_word_with_an_underscore_inside(text: str, expected: bool) -> None:
    assert is_identifier(text) == expected
