"""The HTML format: sentences with inline codes out, translations back in, every other byte as the author wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.formats import splice
from pipeline.formats.html import jsonld
from pipeline.formats.html.blocks import blocks
from pipeline.formats.html.outline import Outline, OutlineBuilder
from pipeline.formats.marks import Marks
from pipeline.formats.sentences import Lines, cutter, slots
from pipeline.formats.settings import FormatSettings
from pipeline.model import Extraction, Leftover, Slot

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")
_CDATA = re.compile(r"\]\]>|<")
_OUTSIDE = {"]]>": "]]]]><![CDATA[>", "<": "]]>&lt;<![CDATA["}
_QUOTES = {"double-quoted": ('"', "&quot;"), "single-quoted": ("'", "&#39;"), "unquoted": ('"', "&quot;")}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read once: its segments and its outline."""

    extraction: Extraction
    outline: Outline


@dataclass(frozen=True, slots=True)
class HtmlFormat:
    """The format of HTML as browsers read it, however it is written."""

    settings: FormatSettings = field(default_factory=FormatSettings)

    def extract(self, text: str, *, lang: str = "en", left: list[Leftover] | None = None) -> Extraction:
        """Find the translatable text of a page.

        There is no page that isn't HTML: nothing is refused but a mark that names no class, by a FormatError.
        """
        return self.read(text, lang=lang, left=left).extraction

    def read(self, text: str, *, lang: str, left: list[Leftover] | None = None) -> Page:
        """Extract, and keep the outline of the page that shows on the way."""
        cut = cutter(self.settings, lang)
        lines = Lines(text)
        builder = OutlineBuilder()
        placed = [
            slot
            for block in blocks(text, left, lang=lang, outline=builder)
            for slot in slots(block, text, cut, lines, left=left)
        ]
        placed.sort(key=lambda slot: (slot.start, -slot.end))
        marks = Marks(self.settings.select)
        outline = builder.closed()
        marks.elements(outline, len(text))
        return Page(Extraction(text, marks.on(placed, text), lang), outline)

    def merge(
        self,
        extraction: Extraction,
        targets: Mapping[str, str],
        *,
        locale: str | None = None,
        options: splice.MergeOptions | None = None,
    ) -> str:
        """Return the page with targets spliced in; `options` are what a site does to it besides."""
        return splice.merge(extraction, targets, escape, locale=locale, finish=_quoted, options=options)


def escape(text: str, form: str) -> str:
    """Write text so that a browser reads exactly these characters; what HTML can't hold (NUL, controls) is dropped."""
    text = _UNWRITABLE.sub("", text)
    match form:
        case jsonld.FORM:
            return jsonld.escape(text)
        case "cdata":
            # Browsers look ahead for what to load and know no CDATA there: a tag stands outside of it, as text.
            return _CDATA.sub(lambda match: _OUTSIDE[match[0]], text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    quote = _QUOTES.get(form)
    return text.replace(*quote) if quote else text


def _quoted(slot: Slot, written: str) -> str:
    return f'"{written}"' if slot.form == "unquoted" else written
