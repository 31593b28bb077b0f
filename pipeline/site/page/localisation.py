"""A page of the site, of whatever format: the source with its translations, its links and its notice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from pipeline import formats
from pipeline.formats import FormatSettings
from pipeline.formats.json import format as json
from pipeline.formats.markdown import format as markdown
from pipeline.formats.markdown import links
from pipeline.formats.yaml import format as yaml
from pipeline.model import Extraction
from pipeline.review.standing import Standing
from pipeline.site import notices
from pipeline.site.page import document
from pipeline.site.page.shell import Shell

__all__ = ["Shell", "localised", "relinked"]


def relinked(text: str, shell: Shell, *, settings: FormatSettings | None = None) -> str:
    """Return the source page for the site: itself, with its links, and in HTML with what leads to its twins.

    With the `settings` of its translations the page is read once for all of them.
    """
    if _is_html(shell.page):
        return document.relinked(text, shell, settings or FormatSettings())
    return links.relinked(text, shell.url) if _is_markdown(shell.page) else text


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
    """Return the page in its locale, under a notice of its `standing`.

    `accepted`, `drafts` and `held` are the translations to show, by segment key; `held` are accepted translations of
    an earlier wording, which are marked as such.
    """
    if _is_html(shell.page):
        return document.localised(
            text, shell, accepted=accepted, drafts=drafts, held=held, settings=settings, standing=standing
        )
    form = formats.for_path(shell.page, settings)
    if _is_markdown(shell.page):
        text = links.relinked(text, shell.url)
    extraction = _extracted(shell.page, text, settings, shell.source.tag)
    merged = form.merge(extraction, {**drafts, **held, **accepted}, locale=shell.locale.gettext)
    notice = notices.notice(shell.locale, standing, source=shell.source)
    if notice is None or not formats.has_room_for_notice(shell.page, text):
        return merged
    if _is_yaml(shell.page):
        return yaml.with_notice(merged, notice.text)
    if _is_json(shell.page):
        return json.with_notice(merged, notice.text)
    if _is_markdown(shell.page):
        original = shell.site.twin(shell.page, shell.locale.tag, shell.source.tag)
        return markdown.with_notice(merged, notice.text, notice.links(original, page_id=shell.page))
    mark = "\ufeff" if merged.startswith("\ufeff") else ""
    newline = "\r\n" if "\r\n" in merged else "\n"
    over = notice.plain(shell.site.address(shell.page, shell.source.tag), page_id=shell.page)
    return f"{mark}{over}{newline}{newline}{merged.removeprefix(mark)}"


@lru_cache(maxsize=document.REMEMBERED)
def _extracted(page: str, text: str, settings: FormatSettings, lang: str) -> Extraction:
    return formats.for_path(page, settings).extract(text, lang=lang)


def _is_html(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() in {".html", ".htm"}


def _is_yaml(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() in {".yaml", ".yml"}


def _is_json(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() == ".json"


def _is_markdown(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() in {".md", ".markdown"}
