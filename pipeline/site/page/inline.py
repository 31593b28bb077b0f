"""Addresses that stand in a page where no attribute is theirs: of assets in metadata, and those in its own styles.

An absolute address of an asset is known wherever it stands between quotes: in `og:image`, in structured data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.formats.html import tokens
from pipeline.site.assets import css
from pipeline.site.page.localisation import Shell


def relinked(text: str, shell: Shell) -> str:
    """Return an HTML page with these addresses changed to what they are on the site."""
    if "url(" in text.lower():
        text = "".join(_styled(text, shell))
    base = shell.site.base_url
    if not base or base not in text:
        return text
    return re.sub(
        rf"(?<=[\"']){re.escape(base)}/[^\"'?#\s<>\\&]+(?=[\"'?#])", lambda found: _asset(found[0], shell), text
    )


def _asset(url: str, shell: Shell) -> str:
    """Return the address of an asset on the site; a page's own is left to the module that knows what it stands for."""
    link = shell.site.link(url, page=shell.page, tag=shell.locale.tag)
    return url if link.home else link.url


def _styled(text: str, shell: Shell) -> Iterator[str]:
    at = 0
    inside = False
    for token in tokens.tokens(text):
        if token.kind == "text" and inside:
            yield text[at : token.start] + css.relinked(text[token.start : token.end], shell.url)
            at = token.end
        elif token.kind == "start":
            inside = token.text == "style"
            for attribute in tokens.attributes(text, token):
                if attribute.name == "style" and "url(" in attribute.value.lower():
                    new = css.relinked(attribute.value, shell.url)
                    if new != attribute.value:
                        yield text[at : attribute.start] + _value(new, attribute.quote)
                        at = attribute.end
        elif token.kind == "end":
            inside = False
    yield text[at:]


def _value(value: str, quote: str) -> str:
    escaped = value.replace("&", "&amp;")
    if quote == "'":
        return escaped.replace("'", "&#39;")
    escaped = escaped.replace('"', "&quot;")
    return escaped if quote else f'"{escaped}"'
