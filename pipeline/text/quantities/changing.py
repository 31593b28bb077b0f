"""Which of two numbers without a partner was most probably changed into the other."""

from __future__ import annotations

from pipeline.text.quantities.number import Number

OFTEN = frozenset({"frequency", "multiple"})
ORDERED = frozenset({"ordinal", "fraction"})


def _unit_and_form(old: Number, new: Number) -> bool:
    return old.unit == new.unit and _form(old, new)


def _form(old: Number, new: Number) -> bool:
    """Tell whether two numbers are of one sort: both in digits, or words that count in the same way."""
    if not old.word and not new.word:
        return True
    if not (old.word and new.word and _counts(old) and _counts(new)):
        return False
    if 1 in {old.value, new.value} and not {old.kind, new.kind} <= OFTEN:
        return False
    return (old.kind in ORDERED) == (new.kind in ORDERED)


def _any(old: Number, new: Number) -> bool:
    """Tell whether a word may have become digits, or digits a word."""
    return old.word != new.word and (not old.word or _counts(old)) and (not new.word or _counts(new))


def _counts(number: Number) -> bool:
    """Tell whether a word is surely a number; how often something is done always counts: once, twice."""
    return number.kind in OFTEN or (not number.idle and (number.value >= 2 or number.kind == "fraction"))


# The surest first: what agrees in unit and form, then in form, then a word and digits.
TURNS = (_unit_and_form, _form, _any)
