"""Tags as inline codes, named in a translator's words."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.formats.block import Item
from pipeline.formats.html.elements import CONTEXT_ROLES, LABELS, SEPARABLE, UNSEEN
from pipeline.formats.html.tokens import Token

_NOTES = ("data-l10n-note", "its-loc-note", "its:locnote")
_SHORT = 60  # characters of an address or a text in a label


def comment(token: Token) -> Item:
    """Return what isn't text and isn't a tag as a code."""
    return Item("alone", "", token.start, token.end, label="comment")


def stray_end(token: Token) -> Item:
    """Return an end tag that nothing on the page opened as a code."""
    return Item("alone", "", token.start, token.end, label=f"end of {LABELS.get(token.text, token.text)}")


def line_break(start: int, end: int) -> Item:
    """Return a line break as a code."""
    return Item("alone", "", start, end, name="br", label=LABELS["br"], breaks=True)


def opening(token: Token, name: str, values: Mapping[str, str], *, context: str | None) -> Item:
    """Return the start tag of an inline element as the opening of a pair; links, buttons and labels give a role."""
    return Item(
        "open",
        "",
        token.start,
        token.end,
        name=name,
        label=label(name, values),
        role=name if name in SEPARABLE else "",
        context=context or (name if name in CONTEXT_ROLES else None),
        notes=own_notes(values),
        separable=name in SEPARABLE,
    )


def standalone(token: Token, name: str, values: Mapping[str, str], *, closed: bool) -> Item:
    """Return an element that stays in one piece as a code; one that is closed to translators stands for its words."""
    if name == "br":
        return line_break(token.start, token.end)
    shown = name not in UNSEEN
    worded = closed and shown and name not in ("iframe", "noembed")
    return Item("alone", "", token.start, token.end, name=name, label=label(name, values), worded=worded, shown=shown)


def with_words(item: Item, words: str) -> None:
    """Give a code that stands for words those words, for its label and for finding the sentences around it."""
    item.text = " ".join(words.split())
    if item.text:
        item.label = f"{item.label} “{_shortened(item.text)}”"


def label(name: str, values: Mapping[str, str]) -> str:
    """Say what an element is: "link to …", "bold", "image “…”"; its name where there is no better word."""
    match name:
        case "a" if values.get("href"):
            return f"link to {_shortened(values['href'])}"
        case "a":
            return "anchor"
        case "img" if values.get("alt"):
            return f"image “{_shortened(values['alt'])}”"
        case "abbr" | "dfn" if values.get("title"):
            return f"{LABELS[name]} “{_shortened(values['title'])}”"
    return LABELS.get(name, name)


def own_notes(values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the author's notes on an element itself."""
    notes = (" ".join(values[name].split()) for name in _NOTES if name in values)
    return tuple(note for note in notes if note)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
