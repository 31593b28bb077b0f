"""The links of a page: they lead where its readers can go on in their language, and say so where they can't.

An asset is also known by an absolute address between quotes where no attribute is its own: in `og:image`, in structured
data. A page's own styles have addresses, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.formats.html import tokens
from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.splice import Edit, edited
from pipeline.site.assets import css
from pipeline.site.page import head, markup
from pipeline.site.page.context import PageContext

URL_ATTRIBUTES = frozenset({"href", "src", "poster", "data", "formaction", "action"})
SETS = frozenset({"srcset", "imagesrcset"})


def edits(source: str, outline: Outline, context: PageContext, mark: str) -> Iterator[Edit]:
    """Yield what becomes of the links of a page; `mark` stands in a link that leads to a page of the source."""
    for element in outline.elements:
        if not element.attributes or head.owns(element):
            continue
        for attribute in element.attributes:
            if attribute.name in URL_ATTRIBUTES:
                new = context.url(attribute.value)
            elif attribute.name in SETS:
                new = _srcset(attribute.value, context)
            else:
                continue
            if new != attribute.value:
                yield markup.changed(source, element, attribute.name, new)
        if context.is_translation and element.name == "a" and _leaves(element, context):
            yield from _marked(element, context, mark)


def assets_relinked(text: str, context: PageContext) -> str:
    """Return an HTML page with the addresses of assets in metadata and in its own styles as they are on the site."""
    if "url(" in text.lower():
        text = edited(text, _style_edits(text, context))
    base = context.site.base_url
    if not base or base not in text:
        return text
    return re.sub(
        rf"(?<=[\"']){re.escape(base)}/[^\"'?#\s<>\\&]+(?=[\"'?#])", lambda match: _asset(match[0], context), text
    )


def _leaves(element: Element, context: PageContext) -> bool:
    """Tell whether a link leads to a page in the source language; one to a place on its own page doesn't."""
    href = element.value("href")
    destination = context.destination(href) if href and not href.startswith("#") else None
    return destination is not None and destination.tag == context.source.tag


def _marked(element: Element, context: PageContext, mark: str) -> Iterator[Edit]:
    """Say of a link that it leads to a page in the source language, to programs and to readers."""
    if element.attribute("hreflang") is None:
        yield markup.inserted(element, markup.attributes(hreflang=context.source.tag))
    if element.has_end_tag and not element.state.foreign:
        yield Edit(element.inner_end, element.inner_end + 1, f" {mark}<")


def _srcset(value: str, context: PageContext) -> str:
    """Relink each candidate of a srcset: an address, then white space and its width or density."""
    return re.sub(r"(^|,\s*)([^\s,]\S*)", lambda match: match[1] + _candidate(match[2], context), value)


def _candidate(url: str, context: PageContext) -> str:
    core = url.rstrip(",")
    return context.url(core) + url[len(core) :]


def _asset(url: str, context: PageContext) -> str:
    """Return the address of an asset on the site; a page's own is left to the module that knows what it stands for."""
    link = context.link(url)
    return url if link.tag else link.url


def _style_edits(text: str, context: PageContext) -> Iterator[Edit]:
    """Yield the styles of a page, in elements and in attributes, with their addresses relinked."""
    inside = False
    for token in tokens.tokens(text):
        if token.kind == "text" and inside:
            yield Edit(token.start, token.end, css.relinked(text[token.start : token.end], context.url))
        elif token.kind == "start":
            inside = token.text == "style"
            for attribute in tokens.attributes(text, token):
                if attribute.name == "style" and "url(" in attribute.value.lower():
                    new = css.relinked(attribute.value, context.url)
                    if new != attribute.value:
                        yield Edit(attribute.start, attribute.end, markup.quoted(new, attribute.quote))
        elif token.kind == "end":
            inside = False
