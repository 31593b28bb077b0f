"""Marks within a page's text: that a sentence is still in the source language, or translates an earlier wording.

Under one in the source language a draft may stand, which says that nobody has reviewed it.

What a reader can't rest on in translation is one link away: a mark leads to the passage in the source page, at the
nearest place above it that has an id, or else to the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from pipeline.formats.html import nesting
from pipeline.formats.html.elements import names
from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.html.semantics import is_icon
from pipeline.formats.splice import Edit
from pipeline.model import Slot
from pipeline.project import feedback
from pipeline.site.links import SAFE
from pipeline.site.notices import UiTexts
from pipeline.site.page import beneath, markup
from pipeline.site.page.context import PageContext
from pipeline.site.page.isolates import Isolates
from pipeline.site.page.slots import VisibleSlots
from pipeline.text import inline

# Inside of these a link can't stand, or would take over what the element is for.
BUSY = names("a button label summary select option datalist textarea")
BUSY_ROLES = names("button link menuitem menuitemcheckbox menuitemradio option radio checkbox switch tab treeitem")
NAMED = 40  # characters of a sentence in the name of a link that follows it
_TAG = re.compile(r"<[^>]*>")
UNSEEN = names("head title base link meta style script template noscript")


@dataclass(slots=True)
class Anchors:
    """The places of a page that a link can lead to or stand at; `original` is the source page's relative address.

    `source` is the page as its author wrote it.
    """

    outline: Outline
    original: str
    source: str = ""
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

    def words(self, slot: Slot) -> int:
        """Return where the words of a slot begin: behind the icons that it begins with, if any."""
        at, around = slot.start, self._around(slot.start)
        for element in self.outline.elements[bisect_left(self._starts, slot.start) :]:
            if element.start >= slot.end or self.source[at : element.start].strip():
                break
            if element.parent is around:
                if element.end > slot.end or not self._is_icon(element):
                    break
                at = element.end
        return slot.end - len(self.source[at : slot.end].lstrip()) if at > slot.start else at

    def _is_icon(self, element: Element) -> bool:
        """Tell whether an element in a line is a picture or the like: no words stand in it that are read."""
        if element.block or element.name in UNSEEN or element.name in ("br", "wbr", "hr"):
            return False
        values = {attribute.name: attribute.value for attribute in element.attributes}
        if element.name == "svg" or is_icon(values) or element.value("aria-hidden").lower() == "true":
            return True
        words = _TAG.sub("", self.source[element.inner : element.inner_end])
        return not any(char.isalnum() for char in words)

    def _around(self, at: int) -> Element | None:
        """Return the innermost element that is open at a place."""
        index = bisect_left(self._starts, at) - 1
        element = self.outline.elements[index] if index >= 0 else None
        while element is not None and not element.inner <= at <= element.inner_end:
            element = element.parent
        return element


@dataclass(frozen=True, slots=True)
class Marks:
    """The frames of sentences that aren't simply translated; a mark follows the slots that start at `ends`.

    `drafts` are what stands under sentences in the source language, by their keys; the review of some is `reviewing`.
    """

    visible: VisibleSlots
    context: PageContext
    ui: UiTexts
    anchors: Anchors
    ends: frozenset[int]
    isolates: Isolates | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)
    reviewing: Collection[str] = ()

    def frames(self) -> Iterator[Edit]:
        """Begin sentences in the source language behind their icons, where these run in the other direction.

        An icon stands where those of the translated sentences do: at the side on which the page's own lines begin.
        """
        for slot in self.visible.slots if self.context.turns else ():
            if self._is_framed(slot) and (at := self.anchors.words(slot)) > slot.start:
                yield Edit(at, at, self._source_tag)

    @property
    def _source_tag(self) -> str:
        source = self.context.source
        return f'<span class="l10n-source"{markup.attributes(lang=source.tag, dir=source.direction)}>'

    def _is_framed(self, slot: Slot) -> bool:
        """Tell whether a slot stays in the source language, in an element of its own."""
        if slot.form != "text" or self.visible.shown(slot) != "kept":
            return False
        return not any(map(nesting.is_half, slot.segment.codes))  # an element around half of another takes that apart

    def same(self, slot: Slot, text: str) -> str:
        """Finish a text that is the source's and the translation's."""
        return text if self.isolates is None else self.isolates.same(slot, text)

    def kept(self, slot: Slot, text: str) -> str:
        """Say of a sentence in the source language that it is; in titles and attributes there is no room for that."""
        if slot.form != "text":
            return text
        if self.visible.shown(slot) == "same":
            return self.same(slot, text)
        if not self._is_framed(slot):
            return self._marked(slot, text)
        led = self.context.turns and self.anchors.words(slot) > slot.start
        written = self._marked(slot, f"{'' if led else self._source_tag}{text}</span>")
        return f"{written}{self._draft(slot)}"

    def shown(self, slot: Slot, text: str) -> str:
        """Say of a translation that it is one of an earlier wording, if it is."""
        text = text if self.isolates is None else self.isolates.shown(slot, text)
        return self._marked(slot, text) if slot.form == "text" and self.visible.shown(slot) == "held" else text

    def _marked(self, slot: Slot, text: str) -> str:
        row_ends = slot.start in self.ends or bool(self.drafts and beneath.words(slot, self.drafts))
        return f"{text} {self._mark(slot)}" if row_ends else text

    def _draft(self, slot: Slot) -> str:
        """Write the draft of a sentence in the source language, on a line of its own and marked as what it is."""
        words = beneath.words(slot, self.drafts) if self.drafts else ""
        if not words:
            return ""
        locale = self.context.locale
        text = markup.text(words)
        text = text if self.isolates is None else self.isolates.shown(slot, text)
        what = self.ui.reviewing if slot.segment.key in self.reviewing else self.ui.unreviewed
        mark = markup.mark(markup.text(what), self.ui.language, locale)
        spoken = markup.attributes(lang=locale.tag, dir=locale.direction)
        return f'<span class="l10n-draft"{spoken}><br>{text} {mark}</span>'

    def _mark(self, slot: Slot) -> str:
        """Write the mark behind a slot: a link to the passage in the source page, if a link may stand there.

        Behind an old translation, which may be wrong by now, another one reports just this sentence.
        """
        held = self.visible.shown(slot) == "held"
        written = markup.text(self.ui.held if held else self.ui.in_source)
        if self.anchors.has_room(slot):
            where, source = self.anchors.address(slot), self.context.source.tag
            name = _named(self.ui.held if held else self.ui.in_source, slot)
            written = markup.link(where, written, hreflang=source, title=self.ui.passage, aria_label=name)
            if held and (address := self._report(slot)):
                name = _named(self.ui.report, slot)
                written += f" {markup.link(address, markup.text(self.ui.report), aria_label=name)}"
        return markup.mark(written, self.ui.language, self.context.locale)

    def _report(self, slot: Slot) -> str:
        sentence = feedback.sentence(slot.segment.key)
        return feedback.link(
            self.context.report, page=self.context.page, locale=self.context.locale.tag, sentence=sentence
        )


def _named(words: str, slot: Slot) -> str:
    """Return what a link is called: its words, and how its sentence begins in the source, which sets it apart.

    Who goes from link to link with a screen reader hears nothing else of it.
    """
    sentence = " ".join(inline.CODE.sub("", slot.segment.text).split())
    return f"{words} {sentence if len(sentence) <= NAMED else sentence[:NAMED].rpartition(' ')[0] + '…'}"


def _is_place(element: Element) -> bool:
    """Tell whether a browser goes to an element for its id."""
    if not element.value("id") or element.state.foreign:
        return False
    return not any(outer.name in UNSEEN or outer.attribute("hidden") for outer in (element, *element.ancestors()))


def _is_busy(element: Element) -> bool:
    return element.name in BUSY or element.value("role").lower() in BUSY_ROLES or bool(element.attribute("onclick"))
