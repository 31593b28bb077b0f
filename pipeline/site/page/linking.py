"""The links of a page: they lead where its readers can go on in their language, and say so where they can't."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.splice import Edit
from pipeline.site.page import head, markup
from pipeline.site.page.shell import Shell

URL_ATTRIBUTES = frozenset({"href", "src", "poster", "data", "formaction", "action"})
SETS = frozenset({"srcset", "imagesrcset"})


def edits(source: str, outline: Outline, shell: Shell, mark: str) -> Iterator[Edit]:
    """Yield what becomes of the links of a page; `mark` stands in a link that leads to a page of the source."""
    for element in outline.elements:
        if not element.attributes or head.owns(element):
            continue
        for attribute in element.attributes:
            if attribute.name in URL_ATTRIBUTES:
                new = shell.url(attribute.value)
            elif attribute.name in SETS:
                new = _srcset(attribute.value, shell)
            else:
                continue
            if new != attribute.value:
                yield markup.changed(source, element, attribute.name, new)
        if shell.is_translation and element.name == "a" and _leaves(element, shell):
            yield from _told(element, shell, mark)


def _leaves(element: Element, shell: Shell) -> bool:
    """Tell whether a link leads to a page in the source language; one inside the page doesn't."""
    href = element.value("href")
    place = shell.place(href) if href and not href.startswith("#") else None
    return place is not None and place.tag == shell.source.tag


def _told(element: Element, shell: Shell, mark: str) -> Iterator[Edit]:
    if element.attribute("hreflang") is None:
        yield markup.inserted(element, markup.attributes(hreflang=shell.source.tag))
    if element.has_end_tag and not element.state.foreign:
        yield Edit(element.inner_end, element.inner_end + 1, f" {mark}<")


def _srcset(value: str, shell: Shell) -> str:
    """Relink each candidate of a srcset: an address, then white space and its width or density."""
    return re.sub(r"(^|,\s*)([^\s,]\S*)", lambda found: found[1] + _candidate(found[2], shell), value)


def _candidate(url: str, shell: Shell) -> str:
    core = url.rstrip(",")
    return shell.url(core) + url[len(core) :]
