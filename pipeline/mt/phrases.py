"""Phrases as the model would spell them: a requirement is met in tokens, but people write words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.mt.typography import spell

if TYPE_CHECKING:
    from pipeline.mt.loading import LoadedModel

_OPENING = "([\"'"


def options(model: LoadedModel, forms: Iterable[str], source: str) -> tuple[tuple[int, ...], ...]:
    """Return the token sequences of a phrase's forms: as given and capitalised, after a space or an opening sign.

    Opening signs count only where the source has them. Case is the model's to choose: at the start of a sentence the
    capital is likelier than anywhere else.
    """
    signs = ["", *(sign for sign in _OPENING if sign in source)]
    found = {
        model.spelled(sign + spelled): None
        for form in forms
        for written in dict.fromkeys((form, form[:1].upper() + form[1:]))
        for spelled in [spell(written.strip(), model.knows).text]
        if spelled
        for sign in signs
    }
    return tuple(found)
