"""An HTML page of the site, from one reading of its source: edits around its texts, and translations in them.

Everything that is not translated text, the language and direction of an element, a link inside the site, a fact about
the page's address and language, a marked value or a declared insertion is the author's own, byte for byte.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from pipeline.formats import FormatSettings, splice
from pipeline.formats.html.format import HtmlFormat, Page
from pipeline.formats.splice import Dress, Edit
from pipeline.model import Extraction, Slot
from pipeline.review.standing import Standing
from pipeline.site import notices
from pipeline.site.page import head, insertions, linking, markup, structured, switcher, tongues, values
from pipeline.site.page.isolates import Isolates
from pipeline.site.page.marks import Marks
from pipeline.site.page.passages import Passages
from pipeline.site.page.shell import Shell
from pipeline.site.page.texts import Texts

REMEMBERED = 4  # pages: a build takes a page through all its locales before the next


def relinked(text: str, shell: Shell, settings: FormatSettings) -> str:
    """Return the source page for the site: its links, its head, its structured data, and its list of languages."""
    page = _read(text, settings, shell.source.tag)
    found = [*_around(page, shell, "", None), *_inserted(page, shell, "")]
    return HtmlFormat().merge(Extraction(text, (), shell.source.tag), {}, dress=Dress(edits=_in_order(found)))


def localised(
    text: str,
    shell: Shell,
    *,
    accepted: Mapping[str, str],
    drafts: Mapping[str, str],
    held: Mapping[str, str],
    settings: FormatSettings,
    standing: Standing,
) -> str:
    """Return a page in its locale: the HTML of pipeline.site.page.localisation.localised."""
    page = _read(text, settings, shell.source.tag)
    targets = splice.saying(page.extraction.slots, {**drafts, **held, **accepted})
    texts = Texts(page.extraction.slots, targets, held.keys() - accepted.keys())
    ui = notices.ui(shell.locale, shell.source)
    link_mark = markup.mark(markup.text(ui.source_link), ui.language, shell.locale)
    written = values.written(text, page.outline, shell, texts)
    notice = notices.notice(shell.locale, standing, source=shell.source)
    original = shell.site.twin(shell.page, shell.locale.tag, shell.source.tag)
    over = notice.element(original, page_id=shell.page) if notice is not None else ""
    found = [
        *tongues.root(text, page.outline, shell),
        *tongues.nested(text, page.outline, shell, texts),
        *_around(page, shell, link_mark, standing),
        *_inserted(page, shell, over),
        *written.edits,
    ]
    dress = Dress()
    if shell.turns and shell.locale.direction == "rtl":
        isolates = Isolates(page.outline, shell.locale)
        found += _clear(isolates.edits(text, texts), found)
        dress = Dress(write=isolates.write, same=isolates.same)
    marks = Marks(texts, shell, ui, Passages(page.outline, original), standing.report, texts.marked(), dress.same)
    dress = replace(dress, shown=marks.shown, kept=marks.kept, fills=written.fills)
    edits = _in_order(found)
    extraction = replace(page.extraction, slots=_outside(page.extraction.slots, edits))
    form = HtmlFormat(settings)
    return form.merge(extraction, targets, locale=shell.locale.gettext, dress=replace(dress, edits=edits))


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, settings: FormatSettings, lang: str) -> Page:
    return HtmlFormat(settings).read(text, lang=lang)


def _around(page: Page, shell: Shell, mark: str, standing: Standing | None) -> list[Edit]:
    source, outline = page.extraction.source, page.outline
    body = insertions.body_start(source, outline)
    return [
        *linking.edits(source, outline, shell, mark),
        *head.edits(source, outline, shell, body),
        *structured.edits(source, outline, shell, standing),
    ]


def _inserted(page: Page, shell: Shell, notice: str) -> list[Edit]:
    wanted = {"notice": notice, "languages": switcher.element(shell, notices.ui(shell.locale, shell.source))}
    body = insertions.body_start(page.extraction.source, page.outline)
    return list(insertions.edits(page, wanted, body))


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


def _clear(more: Iterable[Edit], edits: Iterable[Edit]) -> list[Edit]:
    """Return further edits that don't overlap those that are there."""
    taken = [edit for edit in edits if edit.start < edit.end]
    return [each for each in more if not any(edit.start < each.end and each.start < edit.end for edit in taken)]
