"""English terms that stand before one another as one noun, said one after the other: models lose their way in stacks.

"stem cell growth factor receptor therapy" becomes "therapy with growth factor receptor with stem cells", which is worse
English and better read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.mt.drafting.rewriting import Rewritten
from pipeline.mt.markup.alignment import Span

FEWEST = 5  # words
# Where something comes from, rather than what it comes with.
_ORIGIN = re.compile(r"\b(?:blood|marrow|plasma|serum|tissue|placenta|donor|donors)$", re.IGNORECASE)
_HEAD = re.compile(
    r" (therap(?:y|ies)|treatments?|infusions?|transfusions?|products?|injections?|vaccines?|transplant(?:s|ations?)?)"
    r"\b"
)
_COUNTED = re.compile(r"\b(?:cell|receptor|lymphocyte|antigen|vector)$")


def unstacked(text: str, terms: Sequence[Span]) -> Rewritten | None:
    """Return a text with its stacks of terms taken apart, the last word first; None where it has no stack.

    `terms` are the spans of the terms, in order.
    """
    edits = []
    for stack in _stacks(text, terms):
        start, end = stack[0][0], stack[-1][1]
        head = _HEAD.match(text, end)
        parts = [text[first:last] for first, last in reversed(stack)]
        said = f"{head[1]} with {_many(parts[0])}" if head else parts[0]
        for part in parts[1:]:
            said += f" from {part}" if _ORIGIN.search(part) else f" with {part}"
        if not text[:start].strip():
            said = said[:1].upper() + said[1:]
        edits.append(((start, head.end() if head else end), said))
    if not edits:
        return None
    rewritten = Rewritten(text)
    rewritten.replace(edits)
    return rewritten


def _stacks(text: str, terms: Sequence[Span]) -> list[list[Span]]:
    """Return the runs of terms with nothing but a space between them, where they are long enough to get lost in."""
    runs: list[list[Span]] = []
    for span in terms:
        if runs and text[runs[-1][-1][1] : span[0]] == " ":
            runs[-1].append(span)
        else:
            runs.append([span])
    return [run for run in runs if len(run) > 1 and len(text[run[0][0] : run[-1][1]].split()) >= FEWEST]


def _many(term: str) -> str:
    """Return the plural of what is counted: therapy with cells, therapy with blood."""
    return _COUNTED.sub(lambda found: f"{found[0]}s", term)
