"""The frame of an ICU message that could not be taken apart: its codes keep their order, and each branch its own words.

A translator sees such a message as one text, `<1/>Women<2/>Patients<3/> bring the card.`, where the codes are the
frame. A word that leaves its branch is shown to everybody, or to the wrong ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import InlineCode
from pipeline.text import inline

_FRAME = re.compile(
    r"“(?:(?P<opens>\{\s*[\w.\-]+\s*,\s*(?:plural|selectordinal|select)\s*,[^{}]*\{)"
    r"|(?P<next>\}\s*[\w=.\-]+\s*\{)|\}\s*\})”"
)


@dataclass(slots=True)
class _Stretch:
    """What stands in one branch, or around a choice: whether there are words, and which other codes."""

    worded: bool = False
    codes: Counter[str] = field(default_factory=Counter)


def broken(source: str, target: str, codes: Sequence[InlineCode]) -> str | None:
    """Say in a sentence for translators how a translation breaks the frame of its message; None where it doesn't.

    The codes are the source's, with the labels that a catalog's legend has.
    """
    frames = {code.number: match for code in codes if (match := _FRAME.fullmatch(code.label))}
    if not frames:
        return None
    orders = [[code.number for code in inline.codes(text) if code.number in frames] for text in (source, target)]
    if orders[0] != orders[1]:
        wrong = next((got for want, got in zip(*orders, strict=False) if want != got), orders[0][-1])
        return f"The code <{wrong}/> belongs to the frame of a choice: keep its codes in the source's order."
    for before, after in zip(_stretches(source, frames), _stretches(target, frames), strict=True):
        if before.worded and not after.worded:
            return "A branch of the choice has lost its words: each keeps its own, between the same two codes."
        if after.worded and not before.worded:
            return "Words stand in a place of the choice's frame where the source has none."
        if before.codes != after.codes:
            code = next(iter((before.codes - after.codes) or (after.codes - before.codes)))
            return f"The code {code} has left its branch of the choice."
    return None


def _stretches(text: str, frames: dict[int, re.Match[str]]) -> list[_Stretch]:
    """Return the branches of a text in order, with what is around each choice as one stretch."""
    stretches = [_Stretch()]
    opened = [stretches[0]]
    for part in inline.parse(text):
        frame = frames.get(part.number)
        if frame is None:
            opened[-1].worded |= part.kind == "text" and any(map(str.isalnum, part.text))
            if part.kind != "text":
                opened[-1].codes[part.text] += 1
            continue
        if not frame["opens"] and len(opened) > 1:
            opened.pop()
        if frame["opens"] or frame["next"]:
            stretches.append(_Stretch())
            opened.append(stretches[-1])
    return stretches
