"""Meaning of a page's elements to translators: whether their contents are translated, and the codes they become.

Contents are closed or open, and have a role, a context and notes: a State, which elements hand down. An element inside
of a sentence is a code, labelled in a translator's words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.formats.block import Item
from pipeline.formats.html import elements as tables
from pipeline.formats.html.tokens import Token

_SWITCHES = ("translate", "its:translate", "its-translate")
_WHITE_SPACE = re.compile(r"(?:^|;)\s*white-space(?:-collapse)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_SHOWN_LINES = frozenset({"pre", "pre-line", "pre-wrap", "break-spaces", "preserve", "preserve-breaks"})
_TAG = re.compile(r"([a-z]{2,8})(?:-([a-z]{4}))?(?:-[a-z0-9]{1,8})*\Z")
_OTHER_LANGUAGE = "lang="  # how the reason begins for which text in another language stays
_IN_DRAWING = "text of a drawing outside <text>, <title> and <desc>"
_NOTES = ("data-l10n-note", "its-loc-note", "its:locnote")
_SHORT = 60  # characters of an address or a text in a label


@dataclass(frozen=True, slots=True)
class State:
    """The translation state of an element's contents, handed down to the elements inside.

    `closed` says why its text isn't translated, "" where it is. `own_context` is the author's, `lines` is true where
    line breaks show. `language` is the BCP 47 name of the page's own language.
    """

    closed: str = ""
    role: str = "body"
    context: str | None = None
    own_context: str | None = None
    notes: tuple[str, ...] = ()
    foreign: bool = False
    form: str = "text"
    lines: bool = False
    language: str = ""

    @property
    def silent(self) -> str:
        """Why no text is collected here; "" where it is."""
        return self.closed or ("" if self.role else _IN_DRAWING)


def entered(outer: State, name: str, values: Mapping[str, str], *, block: bool) -> State:
    """Return the state inside an element."""
    if not block and not values and name not in tables.OPAQUE and name not in tables.ISOLATED:
        return outer
    closed = _closed(outer, name, values)
    own_context = " ".join(values.get("data-l10n-context", "").split()) or outer.own_context
    foreign = (outer.foreign or name in ("svg", "math")) and name != "foreignobject"
    role, context, form = outer.role, outer.context, outer.form
    if name == "svg":
        role, context, form = "", None, "characters"
    elif block and outer.foreign and name != "foreignobject":
        role = context = f"svg {name}"
    elif block or name in tables.ISOLATED:
        role = name
        context = name if name in tables.CONTEXT_ROLES else None
        form = "characters" if name in tables.TEXT_ONLY else "text"
    notes = tuple(dict.fromkeys((*outer.notes, *own_notes(values))))
    lines = name in ("textarea", "pre") or outer.lines
    if "style" in values and (style := _WHITE_SPACE.search(values["style"])):
        lines = style[1].lower() in _SHOWN_LINES
    return State(closed, role, own_context or context, own_context, notes, foreign, form, lines, outer.language)


def own_switch(values: Mapping[str, str]) -> str:
    """Say why an element's own attributes close it to translators, "open" where they open it, "" for neither."""
    if "class" in values:
        if "notranslate" in values["class"].split():
            return 'class "notranslate"'
        if is_icon(values):
            return "an icon's name"
    for switch in _SWITCHES:
        if switch in values:
            match values[switch].strip().lower():
                case "no":
                    return f'{switch}="no"'
                case "yes" | "":
                    return "open"
    return ""


def attributes_closed(outer: State, inner: State, name: str, values: Mapping[str, str]) -> str:
    """Say why an element's own attributes aren't translated; the title of a frame is, though its inside isn't."""
    if name not in ("iframe", "math"):
        return inner.closed
    own = own_switch(values)
    return outer.closed if not own else own.removeprefix("open")


def is_other_language(tag: str, language: str) -> bool:
    """Tell whether `lang="tag"` names another language, or another script, than a page's own."""
    spoken, own = (_TAG.match(name.strip().lower().replace("_", "-")) for name in (tag, language))
    if spoken is None or own is None:
        return False
    return spoken[1] != own[1] or (spoken[2] is not None and own[2] is not None and spoken[2] != own[2])


def is_icon(values: Mapping[str, str]) -> bool:
    """Tell whether an element's text is the name of an icon in a font."""
    return "class" in values and tables.ICON_CLASS.search(values["class"]) is not None


def _closed(outer: State, name: str, values: Mapping[str, str]) -> str:
    shadow = name == "template" and "shadowrootmode" in values  # shown as the inside of the element around it
    if name in tables.MACHINE and not shadow:
        return f"inside <{name}>"
    match own_switch(values) if values else "":
        case "open":
            return ""
        case "":
            # What the root says is the project's to decide, and is written anew anyway.
            spoken = (values.get("lang") or values.get("xml:lang", "")) if values and name != "html" else ""
            around = outer.closed
            if is_other_language(spoken, outer.language):
                return around or f'{_OTHER_LANGUAGE}"{spoken}"'
            if spoken and around.startswith(_OTHER_LANGUAGE):
                around = ""
            return f"inside <{name}>" if name in tables.OPAQUE and not shadow and not around else around
        case reason:
            return reason


def comment(token: Token) -> Item:
    """Return what isn't text and isn't a tag as a code."""
    return Item("alone", "", token.start, token.end, label="comment")


def stray_end(token: Token) -> Item:
    """Return an end tag that nothing on the page opened as a code."""
    return Item("alone", "", token.start, token.end, label=f"end of {tables.LABELS.get(token.text, token.text)}")


def line_break(start: int, end: int) -> Item:
    """Return a line break as a code."""
    return Item("alone", "", start, end, name="br", label=tables.LABELS["br"], breaks=True)


def opening(token: Token, name: str, values: Mapping[str, str], *, context: str | None) -> Item:
    """Return the start tag of an inline element as the opening of a pair; links, buttons and labels give a role."""
    return Item(
        "open",
        "",
        token.start,
        token.end,
        name=name,
        label=label(name, values),
        role=name if name in tables.SEPARABLE else "",
        context=context or (name if name in tables.CONTEXT_ROLES else None),
        notes=own_notes(values),
        separable=name in tables.SEPARABLE,
    )


def standalone(token: Token, name: str, values: Mapping[str, str], *, closed: bool) -> Item:
    """Return an element that stays in one piece as a code; one that is closed to translators stands for its words."""
    if name == "br":
        return line_break(token.start, token.end)
    shown = name not in tables.UNSEEN
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
            return f"{tables.LABELS[name]} “{_shortened(values['title'])}”"
    return tables.LABELS.get(name, name)


def own_notes(values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the author's notes on an element itself."""
    notes = (" ".join(values[name].split()) for name in _NOTES if name in values)
    return tuple(note for note in notes if note)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
