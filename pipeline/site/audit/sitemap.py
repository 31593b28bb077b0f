"""Rules for the sitemap: it lists the pages that there are, with the alternates that the pages themselves name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.errors import SourceError
from pipeline.site.audit.alternates import is_elsewhere
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Facts, Site
from pipeline.system.xml import Element, elements

RULES = {
    "sitemap-page": Rule("major", "The sitemap lists what is no page of the site, or one that must not be found."),
    "sitemap-missing": Rule("major", "The sitemap leaves out a page of the site."),
    "sitemap-alternates": Rule("major", "The sitemap's alternates of a page aren't those that the page names."),
}
FILE = "sitemap.xml"


def check(site: Site) -> Iterator[Problem]:
    """Compare the sitemap, and those that it is an index of, with the pages; raise SourceError where one can't be read.

    A site without a sitemap, or without a known address, has nothing to compare.
    """
    if FILE not in site.files or not site.base_url:
        return
    listed: Counter[str] = Counter()
    for file in _files(site):
        shown = f"{site.shown}/{file}"
        for entry in _read(site, file, "url"):
            address = next((child.text for child in entry.children if child.name == "loc"), "")
            name = site.place(address, FILE)
            if name is None or name not in site.files:
                message = f"The sitemap lists {address}, which is not on the site."
                yield Problem(shown, entry.line, "sitemap-page", message, address)
                continue
            listed[name] += 1
            facts = site.facts.get(name)
            if facts is None:
                continue
            if facts.noindex or listed[name] > 1:
                what = "says that no search engine may show it" if facts.noindex else "is in the sitemap already"
                yield Problem(shown, entry.line, "sitemap-page", f"The page {name} {what}.", address)
                continue
            yield from _alternates(shown, entry, facts)
    for name, facts in site.facts.items():
        if name not in listed and not facts.noindex and not is_elsewhere(facts, site):
            message = f"The page {name} is not in the sitemap."
            yield Problem(f"{site.shown}/{FILE}", 1, "sitemap-missing", message, name)


def _alternates(file: str, entry: Element, facts: Facts) -> Iterator[Problem]:
    """Compare the alternates that the sitemap has of a page with those that the page names."""
    named = {(link.language.lower(), link.url) for link in facts.alternates}
    listed = {
        (child.attributes.get("hreflang", "").lower(), child.attributes.get("href", ""))
        for child in entry.children
        if child.name == "link" and child.attributes.get("rel") == "alternate"
    }
    if listed and listed != named:
        language, url = min(listed ^ named)
        side = "the page doesn't name" if (language, url) in listed else "is missing from the sitemap"
        message = f"Of the alternates of {facts.name}, {language} ({url}) {side}."
        yield Problem(file, entry.line, "sitemap-alternates", message, url)


def _files(site: Site) -> list[str]:
    """Return the sitemaps that list pages: those of an index, or the one that there is."""
    parts = []
    for entry in _read(site, FILE, "sitemap"):
        address = next((child.text for child in entry.children if child.name == "loc"), "")
        name = site.place(address, FILE)
        if name in site.files and PurePosixPath(str(name)).suffix == ".xml":
            parts.append(str(name))
    return parts or [FILE]


def _read(site: Site, file: str, name: str) -> Iterator[Element]:
    try:
        yield from (element for element in elements(site.root / file, name) if element.name == name)
    except SourceError as error:
        raise SourceError(error.message, path=f"{site.shown}/{file}", line=error.line) from error
