"""Whatever the sentence: another value is critical, another way of writing isn't, and no text is too odd to compare."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.difference import difference

VOCABULARY = ["the", "ward", "nurse", "shows", "our", "garden", "and", "your", "bed", "near", "window"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=8)
VALUES = st.integers(0, 9999)
UNITS = st.sampled_from(["mg", "mL", "days", "%", "hours", "puffs", ""])


@settings(deadline=None, derandomize=True)
@given(WORDS, WORDS, VALUES, VALUES, UNITS)
def test_another_value_is_critical_and_both_are_shown(
    before: list[str], after: list[str], value: int, other: int, unit: str
) -> None:
    old, new = (" ".join([*before, f"{number} {unit}".strip(), *after]) for number in (value, other))
    found = difference(old, new, "en")
    assert (found.kind == "critical") == (value != other)
    if value != other:
        assert str(value) in " ".join(found.old)
        assert str(other) in " ".join(found.new)


@settings(deadline=None, derandomize=True)
@given(WORDS, VALUES, UNITS, st.sampled_from([(" ", "\u00a0"), (" ", "  "), ("the ", "a "), (" and ", " & ")]))
def test_another_way_of_writing_is_cosmetic(words: list[str], value: int, unit: str, ways: tuple[str, str]) -> None:
    old = f"See {' '.join(words)} for {value} {unit}"
    assert difference(old, old.replace(*ways) + ".", "en").kind == "cosmetic"


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["en", "ar", "zh-Hans", "ru"]))
def test_any_two_texts_can_be_compared(old: str, new: str, lang: str) -> None:
    found = difference(old, new, lang)
    assert len(found.old) == len(found.new)
    assert (found.kind == "cosmetic") == (found.text == "")
