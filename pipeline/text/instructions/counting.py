"""Counts of forms in two languages: one tablet that has become tablets, of which nobody says how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.text.instructions.implying import UNCOUNTED
from pipeline.text.instructions.reading import Facet

# What a noun of more than one ends in, and a word for one that may count it from elsewhere in the sentence. Russian has
# one form for the plural and for "of the tablet": there a verb before it tells.
_PLURALS = {
    "ar": ("(?:أقراص|حبوب|حبات|كبسولات|قطرات)ا?", "واحد|حبة|قرص(?!ا)"),
    "de": ("(?:tabletten|kapseln|pillen|dragees|ampullen|hübe|sprühstöße)", r"\bein(?:e[rnsm]?|s|zige)?\b"),
    "hi": ("(?:गोलियाँ|गोलियां|गोलियों)", "एक"),
    "it": ("(?:compresse|capsule|pillole|pastiglie|gocce|fiale)", r"\bun[ao]?\b"),
    "ru": (r"(?:таблеток|капсул|пилюль|(?:[йи]те|ть)\s+(?:таблетки|капсулы|пилюли|капли))", r"\bодн|\bпо\b"),
    **dict.fromkeys(("es", "fr", "pt"), ("s", "(?!)")),
}
PLURALS = {
    language: (re.compile(f"{noun}$", re.IGNORECASE), re.compile(one, re.IGNORECASE))
    for language, (noun, one) in _PLURALS.items()
}


def uncounted(
    first: Sequence[Facet], rendered: Mapping[str, Sequence[Facet]], target: str, language: str
) -> Iterator[tuple[str, Facet, Facet]]:
    """Yield one tablet that has become tablets, as a sentence and both forms; weekly injections are one a week."""
    plural, one = PLURALS.get(language, (None, None))
    if plural is None or one is None or one.search(target):
        return
    # A period in one word behind a noun is its adjective.
    each = {period.start - 1 for period in rendered.get("period", ()) if " " not in period.text}
    for facet in first:
        same = [other for other in rendered.get("form", ()) if facet.values & other.values and other.end not in each]
        if facet.count != UNCOUNTED[1] or not same or any(other.count for other in same):
            continue
        if all(plural.search(target, 0, other.end) for other in same):
            yield (
                f"The source says “{counted(facet)}”, the translation says “{same[0].text}” without a number.",
                facet,
                same[0],
            )
            return


def counted(facet: Facet) -> str:
    """Return a form or a period with its number, as a message names it."""
    ends = "–".join(f"{end.normalize():f}" for end in facet.count)
    return facet.text if facet.text[:1].isdigit() else f"{ends} {facet.text}".strip()
