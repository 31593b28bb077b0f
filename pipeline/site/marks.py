"""What a page says within its text: that a sentence is still in the source language, or older than its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.formats.splice import Frame, as_it_is
from pipeline.model import Slot
from pipeline.site import markup
from pipeline.site.shell import Shell
from pipeline.site.texts import Shown, Texts


@dataclass(frozen=True, slots=True)
class Marks:
    """The frames of sentences that aren't simply translated; `words` are the marks by what is shown."""

    texts: Texts
    shell: Shell
    words: Mapping[Shown, str]
    ends: frozenset[int]
    same: Frame = as_it_is

    def kept(self, slot: Slot, text: str) -> str:
        """Say of a sentence in the source language that it is; in titles and attributes there is no room for that."""
        if slot.form != "text":
            return text
        if self.texts.shown(slot) == "same":
            return self.same(slot, text)
        source = self.shell.source
        language = markup.attributes(lang=source.tag, dir=source.direction)
        return self._marked(slot, f'<span class="l10n-source"{language}>{text}</span>')

    def shown(self, slot: Slot, text: str) -> str:
        """Say of a translation that it is one of an earlier wording, if it is."""
        return self._marked(slot, text) if slot.form == "text" and self.texts.shown(slot) == "held" else text

    def _marked(self, slot: Slot, text: str) -> str:
        return f"{text} {self.words[self.texts.shown(slot)]}" if slot.start in self.ends else text
