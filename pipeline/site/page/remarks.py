"""Remarks within text and Markdown pages, which have no elements for them: in brackets, behind what they are about.

They say what stays in the source language, and what translates an earlier wording. The draft of a sentence that stays
follows it on a line of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from pipeline.formats import FormatSettings, splice
from pipeline.formats.markdown.format import MarkdownFormat
from pipeline.formats.markdown.writing import escape
from pipeline.formats.splice import Edit, MergeOptions
from pipeline.formats.text import TextFormat
from pipeline.model import Extraction, Slot
from pipeline.review.verdicts import PageTranslation
from pipeline.site import notices
from pipeline.site.notices import UiTexts
from pipeline.site.page import beneath
from pipeline.site.page.context import PageContext
from pipeline.site.page.slots import VISIBLE, VisibleSlots

# Where a line can't be broken by an element: in quotation marks, and in what shows characters alone.
_UNBROKEN = frozenset({"quoted", "characters"})


def plain_text(extraction: Extraction, context: PageContext, translation: PageTranslation) -> str:
    """Return a plain text in its locale, with its remarks."""
    page = _Page.of(extraction, context, translation)
    newline = "\r\n" if "\r\n" in extraction.source else "\n"
    slots = page.visible.slots
    breaks = {
        slot.start: newline + _indent(extraction.source, slots, index)
        for index, slot in enumerate(slots)
        if page.draft(slot)
    }

    def remarked(slot: Slot, text: str) -> str:
        parts = page.remarks(slot)
        return breaks.get(slot.start, " ").join((f"{text}{parts[0]}", *parts[1:]))

    edits = [
        Edit(slot.end, following.start, breaks[slot.start])
        for slot, following in pairwise(slots)
        if slot.start in breaks and following.joined
    ]
    options = MergeOptions(shown=remarked, kept=remarked, edits=edits)
    return TextFormat().merge(extraction, page.targets, locale=context.locale.gettext, options=options)


def markdown(
    extraction: Extraction, context: PageContext, translation: PageTranslation, settings: FormatSettings
) -> str:
    """Return a Markdown page in its locale, with its remarks."""
    page = _Page.of(extraction, context, translation)

    def behind(slot: Slot, fell_back: bool) -> str:
        if not _is_visible(slot):
            return ""
        first, *rest = (escape(part, slot.form) for part in page.remarks(slot, fell_back=fell_back))
        # Every dialect reads this element, in tables and headings, too; MDX wants its slash.
        return (" – " if _UNBROKEN & set(slot.form.split()) else "<br />").join((first, *rest))

    targets = translation.texts
    return MarkdownFormat(settings).merge(extraction, targets, locale=context.locale.gettext, behind=behind)


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page shows in its slots, and the words for what is to be said of them."""

    targets: Mapping[str, str]
    visible: VisibleSlots
    ends: frozenset[int]
    translation: PageTranslation
    ui: UiTexts

    @classmethod
    def of(cls, extraction: Extraction, context: PageContext, translation: PageTranslation) -> _Page:
        targets = splice.saying(extraction.slots, translation.texts)
        held = translation.held.keys() - translation.accepted.keys()
        visible = VisibleSlots(extraction.slots, targets, held, is_visible=_is_visible)
        ui = notices.ui(context.locale, context.source)
        return cls(targets, visible, visible.marked(), translation, ui)

    def draft(self, slot: Slot) -> str:
        """Return the draft under a sentence that stays in the source language; "" where there is none."""
        return beneath.words(slot, self.translation.beneath) if self.visible.shown(slot) == "kept" else ""

    def remarks(self, slot: Slot, *, fell_back: bool = False) -> tuple[str, ...]:
        """Return what is said behind a slot ("" for nothing), and the line below it, if any."""
        if fell_back:
            return (f" {self.ui.in_source}",)
        draft = self.draft(slot)
        if slot.start not in self.ends and not draft:
            return ("",)
        mark = f" {self.ui.held if self.visible.shown(slot) == 'held' else self.ui.in_source}"
        if not draft:
            return (mark,)
        begun = slot.segment.key in self.translation.reviewing
        return (mark, f"{draft} {self.ui.reviewing if begun else self.ui.unreviewed}")


def _is_visible(slot: Slot) -> bool:
    """Tell whether a slot has room for a remark: it is no attribute, nor a title of a link or a picture."""
    kinds = set(slot.form.split())
    return slot.form in VISIBLE or ("markdown" in kinds and "title" not in kinds and slot.segment.role != "alt")


def _indent(source: str, slots: list[Slot], index: int) -> str:
    """Return the blanks that a line begins with to stand under the first sentence of a slot's block."""
    while index and slots[index].joined:
        index -= 1
    start = slots[index].start
    line = source[max(source.rfind(sign, 0, start) for sign in "\r\n") + 1 : start]
    return "".join(sign if sign.isspace() else " " for sign in line.removeprefix("\ufeff"))
