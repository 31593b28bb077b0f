"""Where a passage stands in the source page: what a reader can't rest on in translation is one link away.

A link leads to the nearest place above the passage that has an id, or else to the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from urllib.parse import quote

from pipeline.formats.html.elements import names
from pipeline.formats.html.outline import Element, Outline
from pipeline.model import Slot
from pipeline.site.links import SAFE

# Inside of these a link can't stand, or would take over what the element is for.
BUSY = names("a button label summary select option datalist textarea")
BUSY_ROLES = names("button link menuitem menuitemcheckbox menuitemradio option radio checkbox switch tab treeitem")
UNSEEN = names("head title base link meta style script template noscript")


@dataclass(slots=True)
class Passages:
    """The places of a page that has its source at the relative address `original`."""

    outline: Outline
    original: str
    _starts: list[int] = field(init=False)
    _places: list[Element] = field(init=False)
    _place_starts: list[int] = field(init=False)
    _unended: int = field(init=False)

    def __post_init__(self) -> None:
        elements = self.outline.elements
        self._starts = [element.start for element in elements]
        self._places = [element for element in elements if _is_place(element)]
        self._place_starts = [element.start for element in self._places]
        # A browser ends a link that has no end tag with the next link: none may follow.
        links = (element.start for element in elements if element.name == "a" and not element.has_end_tag)
        self._unended = next(links, -1)

    def has_room(self, slot: Slot) -> bool:
        """Tell whether a link may stand behind a slot: not in another link, a button or the like."""
        if 0 <= self._unended < slot.end:
            return False
        around = self._around(slot.end)
        return around is None or not any(map(_is_busy, (around, *around.ancestors())))

    def address(self, slot: Slot) -> str:
        """Return the address of a slot's passage in the source page."""
        index = bisect_right(self._place_starts, slot.start) - 1
        return f"{self.original}#{quote(self._places[index].value('id'), safe=SAFE)}" if index >= 0 else self.original

    def _around(self, at: int) -> Element | None:
        """Return the innermost element that is open at a place."""
        index = bisect_left(self._starts, at) - 1
        element = self.outline.elements[index] if index >= 0 else None
        while element is not None and not element.inner <= at <= element.inner_end:
            element = element.parent
        return element


def _is_place(element: Element) -> bool:
    """Tell whether a browser goes to an element for its id."""
    if not element.value("id") or element.state.foreign:
        return False
    return not any(each.name in UNSEEN or each.attribute("hidden") for each in (element, *element.ancestors()))


def _is_busy(element: Element) -> bool:
    return element.name in BUSY or element.value("role").lower() in BUSY_ROLES or bool(element.attribute("onclick"))
