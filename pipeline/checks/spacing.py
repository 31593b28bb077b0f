"""White space at the edges and between words: a program glues texts together by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline

CHECKS = {
    "edge-space": "White space or a line break at the start or end of the text is missing or new.",
    "double-space": "Two spaces stand between two words.",
}
BLANK = " \t\r\n\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"
DOUBLE = re.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)")


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the edges of the texts, then look for doubled spaces that the source doesn't have."""
    sources = unit.sources
    for pair in unit.pairs():
        if inline.is_blank(pair.target):
            continue
        text, translation = pair.source, pair.target
        original, core = text.strip(BLANK), translation.strip(BLANK)
        if len(core) != len(translation) or len(original) != len(text):
            before = translation[: len(translation) - len(translation.lstrip(BLANK))]
            after = translation[len(translation.rstrip(BLANK)) :]
            wanted = text[: len(text) - len(text.lstrip(BLANK))], text[len(text.rstrip(BLANK)) :]
            if _form(before) != _form(wanted[0]):
                yield _edge(unit, "start", wanted[0], before, (0, len(before)))
            if _form(after) != _form(wanted[1]):
                yield _edge(unit, "end", wanted[1], after, (len(translation) - len(after), len(translation)))
        if "  " in core or "\u00a0" in core or "\u3000" in core:
            doubled = DOUBLE.search(core)
            if doubled is not None and not any(DOUBLE.search(source) for source in sources):
                at = translation.index(core) + doubled.start()
                message = f"{len(doubled[0])} spaces stand in a row."
                yield Finding("double-space", "minor", message, unit, None, (at, at + len(doubled[0])), " ")


def _form(space: str) -> str:
    """Return what counts of an edge: its line breaks, else that there is a space at all."""
    return "\n" * space.count("\n") or (" " if space else "")


def _edge(unit: Unit, where: str, wanted: str, got: str, span: tuple[int, int]) -> Finding:
    lines = wanted.count("\n"), got.count("\n")
    if lines[0] != lines[1]:
        message = f"The source has {_counted(lines[0])} at the {where}, the translation has {_counted(lines[1])}."
        # gettext's own tools refuse a catalog over this, other formats show it as a blank.
        return Finding("edge-space", "major" if lines[0] else "minor", message, unit, None, span, wanted)
    has = ("a space", "none") if wanted else ("no space", "one")
    message = f"The source has {has[0]} at the {where}, the translation has {has[1]}."
    return Finding("edge-space", "minor", message, unit, None, span, wanted)


def _counted(lines: int) -> str:
    return "no line break" if not lines else "a line break" if lines == 1 else f"{lines} line breaks"
