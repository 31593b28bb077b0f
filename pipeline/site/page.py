"""A page of the site: the source with its translations, in its language, with its links and its notice.

Everything that is not translated text, the root's language, a link inside the site or the notice is the author's own,
byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline import formats
from pipeline.formats import FormatSettings, html_tokens, markdown, services, strings
from pipeline.formats.html import HtmlFormat
from pipeline.formats.splice import Dress
from pipeline.locales import Locale
from pipeline.model import Slot
from pipeline.site import notices
from pipeline.site.links import SiteMap

URL_ATTRIBUTES = frozenset({"href", "src", "poster", "data", "formaction", "action"})
# Elements that may come before the body; after anything else a missing <body> has begun.
HEAD = frozenset({"html", "head", "title", "base", "link", "meta", "style", "script", "noscript", "template"})


@dataclass(frozen=True, slots=True)
class Shell:
    """What a page needs to know of its place: itself, the two locales and the site, and whether it is a preview."""

    page: str
    source: Locale
    locale: Locale
    site: SiteMap
    preview: bool = False

    def url(self, url: str) -> str:
        """Return what a link on this page becomes."""
        return self.site.relink(url, page=self.page, tag=self.locale.tag)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters [start, end) of a page and what takes their place."""

    start: int
    end: int
    text: str


def has_room_for_notice(page: str, text: str) -> bool:
    """Tell whether a page can say that a machine translated it; YAML and JSON have to have a key for that."""
    if _is_json(page):
        return strings.has_notice(text)
    return not _is_yaml(page) or services.has_notice(text)


def relinked(text: str, shell: Shell) -> str:
    """Return the source page for the site: itself, with the links to assets put right."""
    return _apply(text, _link_edits(text, shell)) if _is_html(shell.page) else text


def localised(
    text: str,
    shell: Shell,
    *,
    accepted: Mapping[str, str],
    drafts: Mapping[str, str],
    settings: FormatSettings,
    unchecked_terms: bool = False,
) -> str:
    """Return the page in its locale; `accepted` and `drafts` are the translations to show, by segment key.

    `unchecked_terms` has the notice say that the drafts follow a glossary which no speaker has checked.
    """
    targets = {**drafts, **accepted}
    form = formats.for_path(shell.page, settings)
    if isinstance(form, HtmlFormat):
        text = _apply(text, [*_link_edits(text, shell), *_root_edits(text, shell.locale)])
    extraction = form.extract(text, lang=shell.source.tag)
    keys = {segment.key for segment in extraction.segments}
    notice = notices.notice(
        shell.locale,
        drafts=len(keys & drafts.keys()),
        accepted=len(keys & accepted.keys()),
        untranslated=len(keys - targets.keys()),
        unchecked_terms=unchecked_terms,
    )
    if isinstance(form, HtmlFormat):
        tag, direction = shell.source.tag, shell.source.direction

        def kept(slot: Slot, written: str) -> str:
            return f'<span lang="{tag}" dir="{direction}">{written}</span>' if slot.form == "text" else written

        merged = form.merge(extraction, targets, locale=shell.locale.gettext, dress=Dress(kept=kept))
        if notice is None:
            return merged
        element = notice.element(shell.site.twin(shell.page, shell.locale.tag, shell.source.tag))
        at = _body_start(merged)
        return f"{merged[:at]}\n{element}\n{merged[at:]}"
    merged = form.merge(extraction, targets, locale=shell.locale.gettext)
    if notice is None:
        return merged
    if _is_yaml(shell.page):
        return services.with_notice(merged, notice.text)
    if _is_json(shell.page):
        return strings.with_notice(merged, notice.text)
    if _is_markdown(shell.page):
        return markdown.with_notice(merged, notice.text)
    mark = "\ufeff" if merged.startswith("\ufeff") else ""
    newline = "\r\n" if "\r\n" in merged else "\n"
    return f"{mark}{notice.text}{newline}{newline}{merged.removeprefix(mark)}"


def _is_html(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() in {".html", ".htm"}


def _is_yaml(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() in {".yaml", ".yml"}


def _is_json(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() == ".json"


def _is_markdown(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() in {".md", ".markdown"}


def _apply(text: str, edits: list[_Edit]) -> str:
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def _link_edits(text: str, shell: Shell) -> list[_Edit]:
    edits = []
    for token in html_tokens.tokens(text):
        if token.kind != "start":
            continue
        attributes = list(html_tokens.attributes(text, token))
        values = {attribute.name: attribute.value for attribute in attributes}
        for attribute in attributes:
            if attribute.name in URL_ATTRIBUTES or (attribute.name == "content" and values.get("property") == "og:url"):
                new = shell.url(attribute.value)
            elif attribute.name in {"srcset", "imagesrcset"}:
                new = _srcset(attribute.value, shell)
            else:
                continue
            if new != attribute.value:
                edits.append(_Edit(attribute.start, attribute.end, _value(new, attribute.quote)))
    return edits


def _srcset(value: str, shell: Shell) -> str:
    """Relink each candidate of a srcset: an address, then white space and its width or density."""
    return re.sub(r"(^|,\s*)([^\s,]\S*)", lambda found: found[1] + _candidate(found[2], shell), value)


def _candidate(url: str, shell: Shell) -> str:
    core = url.rstrip(",")
    return shell.url(core) + url[len(core) :]


def _value(value: str, quote: str) -> str:
    """Write an attribute's value into the quotes that are there."""
    escaped = value.replace("&", "&amp;")
    if quote == "'":
        return escaped.replace("'", "&#39;")
    escaped = escaped.replace('"', "&quot;")
    return escaped if quote else f'"{escaped}"'


def _root_edits(text: str, locale: Locale) -> list[_Edit]:
    """Set lang and dir on the root; a page that leaves out its <html> gets one, as the standard reads it anyway."""
    wanted = {"lang": locale.tag, "dir": locale.direction}
    at = 0
    for token in html_tokens.tokens(text):
        if token.kind == "start" and token.text == "html":
            edits = []
            names = set()
            for attribute in html_tokens.attributes(text, token):
                if attribute.name in {"xml:lang", *wanted} and attribute.name not in names:
                    names.add(attribute.name)
                    value = wanted.get(attribute.name, locale.tag)
                    # `<html lang>` has no equals sign yet.
                    sign = "" if attribute.quote or text[: attribute.start].endswith("=") or attribute.raw else "="
                    edits.append(_Edit(attribute.start, attribute.end, sign + _value(value, attribute.quote)))
            missing = "".join(f' {name}="{value}"' for name, value in wanted.items() if name not in names)
            name_end = token.start + len("<html")
            return [*edits, _Edit(name_end, name_end, missing)]
        if token.kind == "other":
            at = token.end
        elif token.kind != "text" or token.text.strip("\ufeff \t\r\n\f"):
            break
    at = max(at, 1 if text.startswith("\ufeff") else 0)
    return [_Edit(at, at, "<html" + "".join(f' {name}="{value}"' for name, value in wanted.items()) + ">")]


def _body_start(text: str) -> int:
    """Return the place just inside the body, whether or not its tag is written."""
    inside: str | None = None
    for token in html_tokens.tokens(text):
        if inside is not None:
            inside = None if token.kind == "end" and token.text == inside else inside
        elif token.kind == "start":
            if token.text == "body":
                return token.end
            if token.text not in HEAD:
                return token.start
            inside = token.text if token.text in {"title", "style", "script", "noscript", "template"} else None
        elif (token.kind == "end" and token.text not in HEAD) or (
            token.kind in {"text", "reference"} and token.text.strip("\ufeff \t\r\n\f")
        ):
            return token.start
    return len(text)
