"""A page of the site in a locale: its source with its translations, its links and its notice, in whatever format.

An HTML page is edited around its texts, from one reading of its source. What is the author's own stays byte for byte:
all but translated text, languages and directions of elements, links inside of the site, facts about the page's address
and language, marked values, and declared insertions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from pipeline import formats
from pipeline.formats import FormatSettings, splice
from pipeline.formats.html.format import HtmlFormat
from pipeline.formats.html.format import Page as HtmlPage
from pipeline.formats.json import format as json
from pipeline.formats.markdown import format as markdown
from pipeline.formats.markdown import links
from pipeline.formats.splice import Edit, MergeOptions
from pipeline.formats.yaml import format as yaml
from pipeline.model import Extraction, Slot
from pipeline.review.verdicts import PageTranslation
from pipeline.site import notices
from pipeline.site.notices import Notice
from pipeline.site.page import head, insertions, language, linking, markup, places, remarks, structured, values
from pipeline.site.page.context import PageContext
from pipeline.site.page.isolates import Isolates
from pipeline.site.page.marks import Anchors, Marks
from pipeline.site.page.slots import VisibleSlots

REMEMBERED = 4  # pages: a build takes a page through all its locales before the next


def relinked(text: str, context: PageContext, *, settings: FormatSettings | None = None) -> str:
    """Return the source page for the site: itself, with its links, and in HTML with what leads to its twins.

    With the `settings` of its translations the page is read once for all of them.
    """
    match formats.kind(context.page):
        case "HTML":
            page = _read(text, settings or FormatSettings(), context.source.tag)
            edits = _in_order([*_around(page, context, "", None), *_inserted(page, context, "")])
            return HtmlFormat().merge(Extraction(text, (), context.source.tag), {}, options=MergeOptions(edits=edits))
        case "Markdown":
            return links.relinked(text, context.url)
    return text


def localised(text: str, context: PageContext, translation: PageTranslation, *, settings: FormatSettings) -> str:
    """Return the page in its locale, under a notice; accepted translations of an earlier wording are marked as such."""
    kind = formats.kind(context.page)
    if kind == "HTML":
        page = _read(text, settings, context.source.tag)
        return _localised_html(page, context, translation, settings)
    if kind == "Markdown":
        text = links.relinked(text, context.url)
    extraction = _extracted(context.page, text, settings, context.source.tag)
    if kind == "plain text":
        merged = remarks.plain_text(extraction, context, translation)
    elif kind == "Markdown":
        merged = remarks.markdown(extraction, context, translation, settings)
    else:
        counting = replace(settings, plural_forms=translation.plural_forms)
        merged = formats.for_path(context.page, counting).merge(
            extraction, translation.texts, locale=context.locale.gettext
        )
    notice = notices.notice(context.locale, translation, source=context.source, report=context.report)
    if notice is None or not formats.has_room_for_notice(context.page, text):
        return merged
    match kind:
        case "YAML":
            return yaml.with_notice(merged, notice.text)
        case "JSON":
            return json.with_notice(merged, notice.text)
        case "Markdown":
            return markdown.with_notice(merged, notice.text, notice.links(_original(context), page_id=context.page))
    return _plain_with_notice(merged, context, notice)


@lru_cache(maxsize=REMEMBERED)
def _extracted(page: str, text: str, settings: FormatSettings, lang: str) -> Extraction:
    return formats.for_path(page, settings).extract(text, lang=lang)


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, settings: FormatSettings, lang: str) -> HtmlPage:
    return HtmlFormat(settings).read(text, lang=lang)


def _original(context: PageContext) -> str:
    """Return the relative address of the source page."""
    return context.site.twin(context.page, context.locale.tag, context.source.tag)


def _plain_with_notice(merged: str, context: PageContext, notice: Notice) -> str:
    """Return a plain text under its notice, which follows the text's byte order mark and has its line ends."""
    mark = "\ufeff" if merged.startswith("\ufeff") else ""
    newline = "\r\n" if "\r\n" in merged else "\n"
    over = notice.plain(context.site.address(context.page, context.source.tag), page_id=context.page)
    return f"{mark}{over}{newline}{newline}{merged.removeprefix(mark)}"


def _localised_html(
    page: HtmlPage, context: PageContext, translation: PageTranslation, settings: FormatSettings
) -> str:
    """Return an HTML page in its locale."""
    source, outline, slots = page.extraction.source, page.outline, page.extraction.slots
    targets = splice.saying(slots, translation.texts)
    visible = VisibleSlots(slots, targets, translation.held.keys() - translation.accepted.keys())
    ui = notices.ui(context.locale, context.source)
    link_mark = markup.mark(markup.text(ui.source_link), ui.language, context.locale)
    original = _original(context)
    notice = notices.notice(context.locale, translation, source=context.source, report=context.report)
    over = notice.element(original, page_id=context.page) if notice is not None else ""
    written = values.written(source, outline, context, visible)
    edits = [
        *language.root(source, outline, context),
        *language.nested(source, outline, context, visible),
        *_around(page, context, link_mark, translation),
        *_inserted(page, context, over),
        *written.edits,
    ]
    isolates = None
    if context.turns and context.locale.direction == "rtl":
        isolates = Isolates(outline, context.locale)
        edits += _clear(isolates.edits(source, visible), edits)
    anchors, drafts = Anchors(outline, original, source), translation.beneath
    marks = Marks(visible, context, ui, anchors, visible.marked(), isolates, drafts, translation.reviewing)
    ordered = _in_order([*edits, *marks.frames()])
    extraction = replace(page.extraction, slots=_outside(slots, ordered))
    options = MergeOptions(shown=marks.shown, same=marks.same, kept=marks.kept, fills=written.fills, edits=ordered)
    if context.preview:
        at = places.written(extraction.slots, targets)
        shown, same, kept = (places.framed(frame, at) for frame in (marks.shown, marks.same, marks.kept))
        options = replace(options, shown=shown, same=same, kept=kept)
    return HtmlFormat(settings).merge(extraction, targets, locale=context.locale.gettext, options=options)


def _around(page: HtmlPage, context: PageContext, mark: str, translation: PageTranslation | None) -> list[Edit]:
    """Return the edits of links, head and structured data; `mark` is for links to pages of the source."""
    source, outline = page.extraction.source, page.outline
    body = insertions.body_start(source, outline)
    return [
        *linking.edits(source, outline, context, mark),
        *head.edits(source, outline, context, body),
        *structured.edits(source, outline, context, translation),
    ]


def _inserted(page: HtmlPage, context: PageContext, notice: str) -> list[Edit]:
    languages = insertions.languages(context, notices.ui(context.locale, context.source))
    body = insertions.body_start(page.extraction.source, page.outline)
    return list(insertions.edits(page, {"notice": notice, "languages": languages}, body))


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: edit.start)


def _outside(slots: Sequence[Slot], edits: Sequence[Edit]) -> tuple[Slot, ...]:
    """Return the slots that no edit takes the place of."""
    starts = [slot.start for slot in slots]
    gone = chain.from_iterable(
        range(bisect_left(starts, edit.start), bisect_left(starts, edit.end)) for edit in edits if edit.start < edit.end
    )
    inside = set(gone)
    return tuple(slot for index, slot in enumerate(slots) if index not in inside) if inside else tuple(slots)


def _clear(further: Iterable[Edit], edits: Iterable[Edit]) -> list[Edit]:
    """Return further edits that don't overlap those that are there."""
    taken = [edit for edit in edits if edit.start < edit.end]
    return [more for more in further if not any(edit.start < more.end and more.start < edit.end for edit in taken)]
