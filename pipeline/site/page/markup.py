"""Writer of attributes and elements into a page: escaped, and in the quotes that are there."""

from __future__ import annotations

import html

from pipeline.formats.html.outline import Element
from pipeline.formats.splice import Edit
from pipeline.locales import Locale


def text(characters: str) -> str:
    """Write characters as text of an element."""
    return html.escape(characters, quote=False)


def attributes(**values: str) -> str:
    """Write attributes with a space before each; `aria_label` is aria-label, and one without a value is left out."""
    return "".join(f' {name.replace("_", "-")}="{html.escape(value)}"' for name, value in values.items() if value)


def spoken(language: Locale, around: Locale) -> str:
    """Write the attributes of text in a language; none where the text around is in the same."""
    if (language.language, language.script) == (around.language, around.script):
        return ""
    return attributes(lang=language.tag, dir=language.direction)


def mark(written: str, language: Locale, around: Locale) -> str:
    """Return a remark, written as HTML, on what stands before it."""
    return f'<small class="l10n-mark"{spoken(language, around)}>{written}</small>'


def link(url: str, written: str, **values: str) -> str:
    """Return a link around what is written as HTML; `values` are further attributes."""
    return f"<a{attributes(href=url, **values)}>{written}</a>"


def inserted(element: Element, written: str) -> Edit:
    """Write attributes that an element hasn't got into its start tag."""
    return Edit(element.after_name, element.after_name, written)


def changed(source: str, element: Element, name: str, value: str) -> Edit:
    """Give an attribute another value in the quotes that are there; write it where it is missing."""
    present = element.attribute(name)
    if present is None:
        return inserted(element, f' {name}="{html.escape(value)}"')
    if present.value == value:
        return Edit(present.start, present.end, source[present.start : present.end])
    # `<html lang>` has no equals sign yet.
    sign = "" if present.quote or present.raw or source[: present.start].endswith("=") else "="
    return Edit(present.start, present.end, sign + quoted(value, present.quote))


def quoted(value: str, quote: str) -> str:
    """Write an attribute's value for the quotes that are there already; where there are none, in quotes."""
    escaped = value.replace("&", "&amp;")
    if quote == "'":
        return escaped.replace("'", "&#39;")
    escaped = escaped.replace('"', "&quot;")
    return escaped if quote else f'"{escaped}"'
