"""What a page says within its text: that a sentence is still in the source language, or older than its source."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.formats.html import nesting
from pipeline.formats.splice import Frame, as_it_is
from pipeline.model import Slot
from pipeline.project import feedback
from pipeline.site.notices import UiTexts
from pipeline.site.page import markup
from pipeline.site.page.passages import Passages
from pipeline.site.page.shell import Shell
from pipeline.site.page.texts import Texts


@dataclass(frozen=True, slots=True)
class Marks:
    """The frames of sentences that aren't simply translated; `report` is where errors are reported."""

    texts: Texts
    shell: Shell
    ui: UiTexts
    passages: Passages
    report: str
    ends: frozenset[int]
    same: Frame = as_it_is

    def kept(self, slot: Slot, text: str) -> str:
        """Say of a sentence in the source language that it is; in titles and attributes there is no room for that."""
        if slot.form != "text":
            return text
        if self.texts.shown(slot) == "same":
            return self.same(slot, text)
        if any(map(nesting.is_half, slot.segment.codes)):
            return self._marked(slot, text)  # an element around half of another one would take that apart
        source = self.shell.source
        language = markup.attributes(lang=source.tag, dir=source.direction)
        return self._marked(slot, f'<span class="l10n-source"{language}>{text}</span>')

    def shown(self, slot: Slot, text: str) -> str:
        """Say of a translation that it is one of an earlier wording, if it is."""
        return self._marked(slot, text) if slot.form == "text" and self.texts.shown(slot) == "held" else text

    def _marked(self, slot: Slot, text: str) -> str:
        return f"{text} {self._mark(slot)}" if slot.start in self.ends else text

    def _mark(self, slot: Slot) -> str:
        """Write the mark behind a slot: a link to the passage in the source page, if a link may stand there.

        Behind an old translation, which may be wrong by now, another one reports just this sentence.
        """
        held = self.texts.shown(slot) == "held"
        written = markup.text(self.ui.held if held else self.ui.in_source)
        if self.passages.has_room(slot):
            where, source = self.passages.address(slot), self.shell.source.tag
            written = markup.link(where, written, hreflang=source, title=self.ui.passage)
            if held and (address := self._report(slot)):
                written += f" {markup.link(address, markup.text(self.ui.report))}"
        return markup.mark(written, self.ui.language, self.shell.locale)

    def _report(self, slot: Slot) -> str:
        sentence = feedback.sentence(slot.segment.key)
        return feedback.link(self.report, page=self.shell.page, locale=self.shell.locale.tag, sentence=sentence)
