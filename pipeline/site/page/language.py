"""The `lang` and `dir` attributes of a page: the root has the translation's, and what stays as it was says so.

An element around translated text speaks the translation's language from now on. One that is closed to translators, or
is in another language, keeps its own, and its own direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import locales
from pipeline.errors import LocaleError
from pipeline.formats.html import tokens
from pipeline.formats.html.elements import ISOLATED, MACHINE, VOID
from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.html.semantics import is_icon, is_other_language
from pipeline.formats.splice import Edit
from pipeline.site.page import markup
from pipeline.site.page.context import PageContext
from pipeline.site.page.slots import VisibleSlots

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class _Declared:
    """The language that an element declares, and on which of `lang` and `xml:lang`."""

    tag: str
    names: tuple[str, ...]


def root(source: str, outline: Outline, context: PageContext) -> Iterator[Edit]:
    """Set lang and dir on the root; a page that leaves out its <html> gets one, as the standard reads it anyway."""
    wanted = {"lang": context.locale.tag, "dir": context.locale.direction}
    element = next((root for root in outline.elements if root.name == "html"), None)
    if element is None:
        at = _before_content(source)
        yield Edit(at, at, f"<html{markup.attributes(**wanted)}>")
        return
    missing = {name: value for name, value in wanted.items() if element.attribute(name) is None}
    if missing:
        yield markup.inserted(element, markup.attributes(**missing))
    for attribute in element.attributes:
        if attribute.name in ("lang", "dir", "xml:lang"):
            yield markup.changed(source, element, attribute.name, wanted.get(attribute.name, context.locale.tag))


def nested(source: str, outline: Outline, context: PageContext, visible: VisibleSlots) -> Iterator[Edit]:
    """Yield the languages and directions of the elements inside; `visible` knows what is shown translated."""
    for element in outline.elements:
        if element.name == "html":
            continue
        outer = element.parent
        if element.state.closed:
            if outer is None or not outer.state.closed:
                yield from _closed(source, element, context, visible)
        elif element.attributes and not element.state.foreign:
            yield from _open(source, element, context, visible)


def _open(source: str, element: Element, context: PageContext, visible: VisibleSlots) -> Iterator[Edit]:
    declared = _declared(element)
    if (
        declared is not None
        and not is_other_language(declared.tag, context.source.tag)
        and visible.is_translated(element)
    ):
        yield from (markup.changed(source, element, name, context.locale.tag) for name in declared.names)
    base = element.value("dir").lower() == context.source.direction
    if base and context.turns and element.block and visible.has_sentences(element):
        yield markup.changed(source, element, "dir", context.locale.direction)


def _closed(source: str, element: Element, context: PageContext, visible: VisibleSlots) -> Iterator[Edit]:
    """Give what stays in the source its language, if it is more than a name in a sentence, and its direction."""
    if element.name in MACHINE | ISOLATED | VOID or element.value("aria-hidden").lower() == "true":
        return
    values = {attribute.name: attribute.value for attribute in element.attributes}
    words = _TAG.sub("", source[element.inner : element.inner_end])
    if is_icon(values) or not any(char.isalnum() for char in words):
        return
    declared = _declared(element)
    written = {}
    program = element.state.closed.startswith("inside ")
    if element.block and declared is None and not program and any(char.isalpha() for char in words):
        around = next((outer for outer in element.ancestors() if outer.name != "html" and _declared(outer)), None)
        if around is None or visible.is_translated(around):
            written["lang"] = context.source.tag
    direction = _direction(declared.tag, context) if declared is not None else context.source.direction
    if context.turns and direction != context.locale.direction and element.attribute("dir") is None:
        written["dir"] = direction
    if written:
        yield markup.inserted(element, markup.attributes(**written))


def _declared(element: Element) -> _Declared | None:
    names = tuple(name for name in ("lang", "xml:lang") if element.value(name))
    return _Declared(element.value(names[0]), names) if names else None


def _direction(tag: str, context: PageContext) -> str:
    try:
        return locales.parse(tag).direction
    except LocaleError:
        return context.source.direction


def _before_content(source: str) -> int:
    """Return the place behind the doctype and the remarks at the top of a page."""
    at = 1 if source.startswith("\ufeff") else 0
    for token in tokens.tokens(source):
        if token.kind == "other":
            at = token.end
        elif token.kind != "text" or token.text.strip("\ufeff \t\r\n\f"):
            break
    return at
