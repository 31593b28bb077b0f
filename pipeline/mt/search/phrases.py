"""Phrases as the model would spell them: a requirement is met in tokens, but people write words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from pipeline.errors import ModelError
from pipeline.mt.markup.typography import spell

_OPENING = "([\"'"


@runtime_checkable
class Speller(Protocol):
    """A model that can tell how its translations would say a text."""

    def knows(self, character: str) -> bool:
        """Tell whether the vocabulary can spell a character."""

    def spelled(self, text: str) -> tuple[int, ...]:
        """Return the tokens by which a translation says a text, without an end."""


def beginning(model: object, text: str) -> tuple[int, ...]:
    """Return the tokens of a translation's beginning; raise ModelError where the model can't tell how it spells."""
    return options(model, (text,), "")[0] if text.strip() else ()


def options(model: object, forms: Iterable[str], source: str, *, inside: bool = False) -> tuple[tuple[int, ...], ...]:
    """Return the token sequences of a phrase's forms: as given and capitalised, after a space or an opening sign.

    Opening signs count only where the source has them. Case is the model's to choose: at the start of a sentence the
    capital is likelier than anywhere else; `inside` a sentence only the given case counts. Raise ModelError where the
    model can't tell how it spells.
    """
    forms = tuple(forms)
    if not forms:
        return ()
    if not isinstance(model, Speller):
        raise ModelError("this model can't be held to phrases: it doesn't say how it would spell them")
    signs = ["", *(sign for sign in _OPENING if sign in source)]
    sequences = {
        model.spelled(sign + spelled): None
        for form in forms
        for written in dict.fromkeys((form, form if inside else form[:1].upper() + form[1:]))
        for spelled in [spell(written.strip(), model.knows).text]
        if spelled
        for sign in signs
    }
    return tuple(sequences)
