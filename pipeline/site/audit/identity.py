"""Rules for a page's language, direction and ids, and the form of language tags: screen readers and links need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline import locales
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site

RULES = {
    "folder-name": Rule("major", "A locale's folder is not named by its BCP 47 tag."),
    "lang-missing": Rule("major", "The page doesn't say which language it is in."),
    "lang-invalid": Rule("major", "A `lang` is no tag of BCP 47."),
    "lang-folder": Rule("major", "The page's language isn't the one of its folder."),
    "dir-wrong": Rule("major", "The page runs in the wrong direction for its language."),
    "id-duplicate": Rule("major", "Two elements of a page have one id."),
}
# RFC 5646, section 2.1, without the irregular tags of before 2005; `x-…` alone names no language.
TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*"
    r"(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)


def check(page: Page, site: Site) -> Iterator[Problem]:
    """Look at the root, and at every `lang` and `id`."""
    root = page.nodes[0]
    lang = root.attributes.get("lang", "").strip()
    if not lang:
        yield Problem(page.file, root.line, "lang-missing", "The root has no lang.")
    elif is_tag(lang) and not same(lang, page.locale.tag):
        message = f"The page is in {lang}, and its folder is for {page.locale.tag}."
        yield Problem(page.file, root.line, "lang-folder", message, lang)
    direction = root.attributes.get("dir", "").strip().lower()
    if (direction or "ltr") != page.locale.direction:
        message = f"{page.locale.tag} is written {page.locale.direction}; the root's dir is {direction or 'not there'}."
        yield Problem(page.file, root.line, "dir-wrong", message, direction)
    seen: dict[str, int] = {}
    for _, node in page.elements():
        tag = node.attributes.get("lang")
        if tag and not is_tag(tag.strip()):
            yield Problem(page.file, node.line, "lang-invalid", f"{tag!r} is no language tag of BCP 47.", tag)
        name = node.attributes.get("id")
        if name is None:
            continue
        if name in seen:
            message = f"The id {name!r} stands in line {seen[name]}, too."
            yield Problem(page.file, node.line, "id-duplicate", message, name)
        seen.setdefault(name, node.line)


def check_folders(site: Site) -> Iterator[Problem]:
    """Look at the names of the locales' folders."""
    for folder, locale in site.locales.items():
        if folder != locale.tag:
            message = f"The folder {folder} is for {locale.tag}, and should be named so."
            yield Problem(f"{site.shown}/{folder}", 1, "folder-name", message, folder)


@lru_cache(maxsize=512)
def is_tag(text: str) -> bool:
    """Tell whether a text is a well-formed tag of a language and a country that CLDR knows: `en-UK` is none."""
    match = TAG.fullmatch(text)
    if match is None or match["language"].partition("-")[0].lower() not in locales.language_names("en"):
        return False
    region = (match["region"] or "").upper()
    return not region or region.isdecimal() or region in locales.territory_names("en")


def same(tag: str, other: str) -> bool:
    """Tell whether two tags are one: their case doesn't count."""
    return tag.lower() == other.lower()
