"""The notice and the list of languages as elements of a page: what the list holds, and where both go.

An author gives them a place with an empty element, `data-l10n="notice"` or `data-l10n="languages"`. Without it they
stand at the start of the body, behind a link that skips to the content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.formats.html.elements import BLOCK, names
from pipeline.formats.html.format import Page
from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.splice import Edit
from pipeline.locales import Locale
from pipeline.site.notices import UiTexts
from pipeline.site.page import markup
from pipeline.site.page.context import PageContext

# Elements that may come before the body; after anything else a missing <body> has begun.
HEAD = names("html head title base link meta style script noscript template")
# What holds words alone, or isn't shown: a list or an aside can't stand in it.
NARROW = names("p h1 h2 h3 h4 h5 h6 pre dt summary caption legend option optgroup address title head template noscript")


def languages(context: PageContext, ui: UiTexts) -> str:
    """Return the list of a page's languages, a plain link to each twin in its own words; "" where there is no other."""
    listed = context.site.twins(context.page) if context.preview else context.site.languages(context.page)
    if not any(locale != context.locale for locale in listed):
        return ""
    language = markup.spoken(ui.language, context.locale)
    items = "".join(f"<li>{_link(locale, context)}</li>" for locale in listed)
    label = markup.attributes(aria_label=ui.languages)
    return f'<nav class="l10n-languages"{label}{language}><ul>{items}</ul></nav>'


def body_start(source: str, outline: Outline) -> int:
    """Return the place just inside the body, whether or not its tag is written."""
    apart: list[Element] = []
    first = len(source)
    for element in outline.elements:
        if element.name == "body":
            return element.inner
        if element.name in ("noscript", "template"):
            apart.append(element)
        elif element.name not in HEAD and not any(outer.start < element.start < outer.end for outer in apart):
            first = element.start
            break
    texts = (text.start for text in outline.texts if text.text.strip("\ufeff \t\r\n\f"))
    return min(first, next((at for at in texts if not any(outer.start < at < outer.end for outer in apart)), first))


def edits(page: Page, elements: Mapping[str, str], body: int) -> Iterator[Edit]:
    """Yield what puts elements into their places; `elements` are named "notice" and "languages", "" is none."""
    unplaced = []
    for name, written in elements.items():
        if not written:
            continue
        places = (element for element in page.outline.elements if element.value("data-l10n") == name)
        place = next(filter(_has_room, places), None)
        if place is None:
            unplaced.append(written)
        else:
            yield Edit(place.inner, place.inner_end, written)
    if unplaced:
        at = _behind_skip_link(page, body)
        yield Edit(at, at, "".join(f"\n{written}" for written in unplaced) + "\n")


def _has_room(element: Element) -> bool:
    """Tell whether a list or an aside may stand in an element."""
    return element.has_end_tag and all(
        outer.name in ("html", "body") or (outer.name in BLOCK and outer.name not in NARROW)
        for outer in (element, *element.ancestors())
    )


def _behind_skip_link(page: Page, body: int) -> int:
    """Return the place behind a link that skips to the content, if the body begins with one."""
    first = next((element for element in page.outline.elements if element.start >= body), None)
    if first is None or first.name != "a" or not first.value("href").startswith("#") or not first.has_end_tag:
        return body
    alone = not page.extraction.source[body : first.start].strip()
    return first.end if alone and not any(slot.start < first.end < slot.end for slot in page.extraction.slots) else body


def _link(locale: Locale, context: PageContext) -> str:
    values = markup.attributes(
        href=context.site.twin(context.page, context.locale.tag, locale.tag),
        hreflang=locale.tag,
        lang=locale.tag,
        dir=locale.direction,
        aria_current="page" if locale == context.locale else "",
    )
    return f"<a{values}>{markup.text(locale.native_name)}</a>"
