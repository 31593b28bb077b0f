"""Where a page begins for its readers, and where the notice and the list of languages go.

An author gives them a place with an empty element, `data-l10n="notice"` or `data-l10n="languages"`. Without it they
stand at the start of the body, behind a link that skips to the content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.formats.html.elements import BLOCK, names
from pipeline.formats.html.format import Page
from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.splice import Edit

# Elements that may come before the body; after anything else a missing <body> has begun.
HEAD = names("html head title base link meta style script noscript template")
# What holds words alone, or isn't shown: a list or an aside can't stand in it.
NARROW = names("p h1 h2 h3 h4 h5 h6 pre dt summary caption legend option optgroup address title head template noscript")


def body_start(source: str, outline: Outline) -> int:
    """Return the place just inside the body, whether or not its tag is written."""
    apart: list[Element] = []
    first = len(source)
    for element in outline.elements:
        if element.name == "body":
            return element.inner
        if element.name in ("noscript", "template"):
            apart.append(element)
        elif element.name not in HEAD and not any(each.start < element.start < each.end for each in apart):
            first = element.start
            break
    texts = (text.start for text in outline.texts if text.text.strip("\ufeff \t\r\n\f"))
    return min(first, next((at for at in texts if not any(each.start < at < each.end for each in apart)), first))


def edits(page: Page, wanted: Mapping[str, str], body: int) -> Iterator[Edit]:
    """Yield what puts elements into their places; `wanted` maps "notice" and "languages" to them, "" to none."""
    outline = page.outline
    rest = []
    for name, element in wanted.items():
        if not element:
            continue
        place = next((each for each in outline.elements if each.value("data-l10n") == name and _has_room(each)), None)
        if place is None:
            rest.append(element)
        else:
            yield Edit(place.inner, place.inner_end, element)
    if rest:
        at = _behind_skip_link(page, body)
        yield Edit(at, at, "".join(f"\n{element}" for element in rest) + "\n")


def _has_room(element: Element) -> bool:
    """Tell whether a list or an aside may stand in an element."""
    return element.has_end_tag and all(
        each.name in ("html", "body") or (each.name in BLOCK and each.name not in NARROW)
        for each in (element, *element.ancestors())
    )


def _behind_skip_link(page: Page, body: int) -> int:
    """Return the place behind a link that skips to the content, if the body begins with one."""
    first = next((each for each in page.outline.elements if each.start >= body), None)
    if first is None or first.name != "a" or not first.value("href").startswith("#") or not first.has_end_tag:
        return body
    alone = not page.extraction.source[body : first.start].strip()
    return first.end if alone and not any(slot.start < first.end < slot.end for slot in page.extraction.slots) else body
