"""The nesting of inline codes that a browser keeps: no link inside of a link, no tag apart from its other half.

A translator may move codes about and put one into another, as languages need it. What must not happen is that a
browser then builds another page: it ends a link where the next one begins, and an emphasis that isn't closed in its
sentence goes on to the end of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.formats.html.elements import VOID
from pipeline.model import InlineCode
from pipeline.text import inline

# In the HTML standard's parser the start tag of one of these ends another one that is open.
ALONE = frozenset({"a", "button", "nobr"})
START = re.compile(r"<([A-Za-z][^\s/>]*)")
HALF = re.compile(r"</?([A-Za-z][^\s/>]*+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>")


def broken(source: str, target: str, codes: Sequence[InlineCode]) -> str | None:
    """Say in a sentence for translators which codes of a translation can't stand where they do; None where all can.

    The codes are the source's, with their markup, or as a catalog's legend names them.
    """
    wanted = [(code.kind, code.number) for code in inline.codes(source)]
    known = {number for _, number in wanted}
    got = [(code.kind, code.number) for code in inline.codes(target) if code.number in known]
    if wanted == got:
        return None
    if any(map(is_half, codes)):
        return "One of the codes is half of a pair that the source never closes: keep all codes in the source's order."
    held = {code.number: _held(code) for code in codes}
    inner = _inside(got, held)
    return None if inner is None or _inside(wanted, held) else f"<{inner}> can't stand inside of a code of its kind."


def is_half(code: InlineCode) -> bool:
    """Tell whether a code is a tag alone whose other half stands in no code."""
    tag = HALF.fullmatch(code.opening) if code.closing is None else None
    return tag is not None and tag[1].lower() not in VOID


def _held(code: InlineCode) -> set[str]:
    """Return the names of the elements in a code that can't stand in each other."""
    if code.opening:
        return {name.lower() for name in START.findall(code.opening)} & ALONE
    if code.label.startswith("link to ") or code.label == "anchor":
        return {"a"}
    return {code.label} & ALONE


def _inside(codes: Sequence[tuple[str, int]], held: dict[int, set[str]]) -> int | None:
    """Return the first code that stands inside of one that holds the same element."""
    opened: Counter[int] = Counter()
    around: Counter[str] = Counter()
    for kind, number in codes:
        names = held.get(number, set())
        if kind == "close":
            times = opened.pop(number, 0)
            around.subtract(dict.fromkeys(names, times))
        elif any(around[name] for name in names):
            return number
        elif kind == "open":
            opened[number] += 1
            around.update(names)
    return None
