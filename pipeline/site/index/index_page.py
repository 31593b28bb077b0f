"""Index pages: the choice of a language at the site's root, and a list of what there is in a language.

They are plain HTML that needs no script, no style sheet and nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pipeline.locales import Locale
from pipeline.site.links import INDEX, SiteMap, relative

# Logical properties, so that a list in Arabic begins at the right; links are tall enough for a finger.
STYLE = (
    ":root{color-scheme:light dark;--text:#1b2a31;--ground:#fff;--link:#0b5870;font:1.125rem/1.6 system-ui,sans-serif}"
    "@media(prefers-color-scheme:dark){:root{--text:#e3ecef;--ground:#10191d;--link:#7fcce1}}"
    "html,body{background:var(--ground);color:var(--text)}"
    "body{max-inline-size:42rem;margin-inline:auto;padding:1.5rem;overflow-wrap:break-word}"
    "h1{line-height:1.3;text-wrap:balance}ul{padding:0;list-style:none}"
    "a{color:var(--link);text-underline-offset:.18em}:focus-visible{outline:3px solid;outline-offset:2px}"
    "nav ul{display:flex;flex-wrap:wrap;gap:.75rem}"
    "nav a{display:block;padding:.5rem 1rem;border:1px solid;border-radius:.5rem;text-decoration:none}"
    "main nav ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,12rem),1fr));text-align:center}"
    "main>ul a{display:inline-block;padding-block:.4rem}"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in a list: its path, and what it is called, in the language `tag`."""

    page: str
    title: str
    tag: str


def chooser(site: SiteMap, name: str) -> str:
    """Return the page at the site's root: the languages that the site has a front page in, each by its own name."""
    languages = site.languages(INDEX)
    items = "\n".join(f"<li>{_to_front_page(locale, locale.tag)}</li>" for locale in languages)
    return _document(
        site.locales[0],
        name,
        _canonical(f"{site.base_url}/") if site.base_url else "",
        f"<main>\n<h1>{escape(name)}</h1>\n{_navigation(languages, items)}</main>\n",
    )


def index(site: SiteMap, locale: Locale, name: str, entries: Sequence[Entry]) -> str:
    """Return a locale's list of its pages, for a project whose sources have no front page of their own."""
    others = [other for other in site.languages(INDEX) if other != locale]
    links = "\n".join(f"<li>{_to_front_page(other, f'../{other.tag}')}</li>" for other in others)
    items = "\n".join(_item(entry, locale, site) for entry in entries)
    navigation = _navigation(others, links) if others else ""
    return _document(
        locale,
        name,
        _metadata(site, locale),
        f"{navigation}<main>\n<h1><bdi>{escape(name)}</bdi></h1>\n<ul>\n{items}\n</ul>\n</main>\n",
    )


def _navigation(languages: Sequence[Locale], items: str) -> str:
    label = ", ".join(locale.native_name for locale in languages)
    return f'<nav class="l10n-languages" aria-label="{escape(label)}">\n<ul>\n{items}\n</ul>\n</nav>\n'


def _document(locale: Locale, name: str, head: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{locale.tag}" dir="{locale.direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(name)}</title>\n{head}<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _canonical(address: str) -> str:
    return f'<link rel="canonical" href="{escape(address)}">\n'


def _metadata(site: SiteMap, locale: Locale) -> str:
    if locale.pseudo:
        return '<meta name="robots" content="noindex">\n'
    if not site.base_url:
        return ""
    alternates = "".join(
        f'<link rel="alternate" hreflang="{tag}" href="{escape(address)}">\n'
        for tag, address in site.alternates(INDEX).items()
    )
    return _canonical(site.address(INDEX, locale.tag)) + alternates


def _to_front_page(locale: Locale, folder: str) -> str:
    named = f'lang="{locale.tag}" dir="{locale.direction}" hreflang="{locale.tag}"'
    return f'<a href="{folder}/{INDEX}" {named}>{escape(locale.native_name)}</a>'


def _item(entry: Entry, locale: Locale, site: SiteMap) -> str:
    """Return a list's item; a title that is still in the source language says so."""
    title = escape(entry.title or entry.page)
    if entry.tag != locale.tag:
        direction = site.locales[0].direction
        title = f'<span class="l10n-source" lang="{entry.tag}" dir="{direction}">{title}</span>'
    return f'<li><a href="{escape(relative(entry.page, INDEX))}">{title}</a></li>'
