"""Which of two numbers without a partner was most probably changed into the other."""

from __future__ import annotations

from pipeline.text.quantities.number import Number

OFTEN = frozenset({"frequency", "multiple"})
ORDERED = frozenset({"ordinal", "fraction"})


def _unit_and_form(one: Number, other: Number) -> bool:
    return one.unit == other.unit and _form(one, other)


def _form(one: Number, other: Number) -> bool:
    """Tell whether two numbers are of one sort: both in digits, or words that count in the same way."""
    if not one.word and not other.word:
        return True
    if not (one.word and other.word and _counts(one) and _counts(other)):
        return False
    if 1 in {one.value, other.value} and not {one.kind, other.kind} <= OFTEN:
        return False
    return (one.kind in ORDERED) == (other.kind in ORDERED)


def _any(one: Number, other: Number) -> bool:
    """Tell whether a word may have become digits, or digits a word."""
    return one.word != other.word and (not one.word or _counts(one)) and (not other.word or _counts(other))


def _counts(number: Number) -> bool:
    """Tell whether a word is surely a number; how often something is done always counts: once, twice."""
    return number.kind in OFTEN or (not number.idle and (number.value >= 2 or number.kind == "fraction"))


# The surest first: what agrees in unit and form, then in form, then a word and digits.
TURNS = (_unit_and_form, _form, _any)
