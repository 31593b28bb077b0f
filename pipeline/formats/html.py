"""HTML pages: sentences with inline codes out, translations back in, every other byte as the author wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.formats import html_jsonld, nesting, splice
from pipeline.formats.html_blocks import blocks
from pipeline.formats.leftover import Leftovers
from pipeline.formats.sentences import Lines, cutter, slots
from pipeline.formats.settings import FormatSettings
from pipeline.locales import parse
from pipeline.model import Extraction, Slot

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")
_QUOTES = {"double-quoted": ('"', "&quot;"), "single-quoted": ("'", "&#39;"), "unquoted": ('"', "&quot;")}


@dataclass(frozen=True, slots=True)
class HtmlFormat:
    """HTML as browsers read it, however it is written."""

    settings: FormatSettings = field(default_factory=FormatSettings)

    def extract(self, text: str, *, lang: str = "en") -> Extraction:
        """Find the translatable text of a page; there is no page that isn't HTML, so nothing is refused."""
        return self.find(text, lang=lang, left=None)

    def find(self, text: str, *, lang: str, left: Leftovers | None) -> Extraction:
        """Extract, and put what stays in the source into `left`."""
        cut = cutter(self.settings, lang)
        lines = Lines(text)
        found = [slot for block in blocks(text, left) for slot in slots(block, text, cut, lines, left=left)]
        found.sort(key=lambda slot: (slot.start, -slot.end))
        return Extraction(text, tuple(found), lang)

    def merge(
        self,
        extraction: Extraction,
        targets: Mapping[str, str],
        *,
        locale: str | None = None,
        mark_untranslated: str | None = None,
    ) -> str:
        """Return the page with targets spliced in.

        `mark_untranslated` is the BCP 47 name of the source language: text without a usable target is then wrapped in
        a span with that `lang`, where markup may stand.
        """
        tag = escape(mark_untranslated or "", "double-quoted")
        direction = parse(mark_untranslated).direction if mark_untranslated else "ltr"

        def marked(slot: Slot, kept: str) -> str:
            if any(map(nesting.is_half, slot.segment.codes)):
                return kept  # an element around half of another one would take that apart
            return f'<span lang="{tag}" dir="{direction}">{kept}</span>' if slot.form == "text" else kept

        return splice.merge(
            extraction,
            targets,
            escape,
            locale=locale,
            finish=_quoted,
            keep=marked if mark_untranslated else None,
        )


def escape(text: str, form: str) -> str:
    """Write text so that a browser reads exactly these characters; what HTML can't hold (NUL, controls) is dropped."""
    text = _UNWRITABLE.sub("", text)
    match form:
        case html_jsonld.FORM:
            return html_jsonld.escape(text)
        case "cdata":
            return text.replace("]]>", "]]]]><![CDATA[>")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    quote = _QUOTES.get(form)
    return text.replace(*quote) if quote else text


def _quoted(slot: Slot, written: str) -> str:
    return f'"{written}"' if slot.form == "unquoted" else written
