"""Pages as the tests of this folder render them: a small site, and translations by their source texts."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any
from unittest import mock

from pipeline import locales
from pipeline.formats import FormatSettings
from pipeline.model import segment_key
from pipeline.review.verdicts import PageTranslation
from pipeline.site import notices
from pipeline.site.links import SiteMap
from pipeline.site.page import localisation
from pipeline.site.page.context import PageContext

BASE = "https://clinic.example"
PAGES = frozenset({"a.html", "index.html", "sub/b.html", "sub/c.txt", "s.yaml", "m.md", "only-here.html"})
PUBLISHED = frozenset({"a.html", "index.html", "sub/b.html", "m.md"})


def context(
    locale: str = "de", name: str = "a.html", *, others: str = "", base: str = BASE, preview: bool = False
) -> PageContext:
    """Return the context of a page on a site in English, the locale and `others`, which publish all but some pages."""
    known = [locales.parse(tag) for tag in dict.fromkeys(["en", locale, *others.split()])]
    published = {language.tag: PAGES if language.tag == "en" else PUBLISHED for language in known}
    site = SiteMap(tuple(known), published, {"pic.svg": "pic.svg"}, base_url=base)
    return PageContext(name, known[0], locales.parse(locale), site, preview)


def localised(
    text: str,
    locale: str = "de",
    *,
    accepted: Mapping[str, str] | None = None,
    drafts: Mapping[str, str] | None = None,
    held: Mapping[str, str] | None = None,
    noticed: bool = False,
    at: PageContext | None = None,
    **more: Any,
) -> str:
    """Return a page in a locale, with its notice or, to be compared with its source, without.

    Translations are by source text, or by context and text with EOT between.
    """
    shown = PageTranslation(keyed(accepted), keyed(drafts), keyed(held), **more)
    with nullcontext() if noticed else mock.patch.object(notices, "notice", return_value=None):
        return localisation.localised(text, at or context(locale), shown, settings=FormatSettings())


def translation(*, accepted: int = 0, drafts: int = 0, held: int = 0, **more: Any) -> PageTranslation:
    """Return a translation of which only numbers count: how many of its texts are shown how."""
    shown = [{f"{number}": "Text." for number in range(count)} for count in (accepted, drafts, held)]
    return PageTranslation(*shown, **more)


def keyed(targets: Mapping[str, str] | None) -> dict[str, str]:
    return {key if "\x04" in key else segment_key(None, key): value for key, value in (targets or {}).items()}
