"""The list of a page's languages: each in its own words, each a plain link to the same page."""

from __future__ import annotations

from pipeline.locales import Locale
from pipeline.site.notices import UiTexts
from pipeline.site.page import markup
from pipeline.site.page.shell import Shell


def element(shell: Shell, ui: UiTexts) -> str:
    """Return the links to a page's twins as an element; empty where the page is in one language alone."""
    languages = shell.site.twins(shell.page) if shell.preview else shell.site.languages(shell.page)
    if not any(locale != shell.locale for locale in languages):
        return ""
    language = markup.spoken(ui.language, shell.locale)
    items = "".join(f"<li>{_link(locale, shell)}</li>" for locale in languages)
    label = markup.attributes(aria_label=ui.languages)
    return f'<nav class="l10n-languages"{label}{language}><ul>{items}</ul></nav>'


def _link(locale: Locale, shell: Shell) -> str:
    values = markup.attributes(
        href=shell.site.twin(shell.page, shell.locale.tag, locale.tag),
        hreflang=locale.tag,
        lang=locale.tag,
        dir=locale.direction,
        aria_current="page" if locale == shell.locale else "",
    )
    return f"<a{values}>{markup.text(locale.native_name)}</a>"
