"""Rules for structured data: what a search engine says of a page, its language and its review has to be true of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.formats.html import jsonld
from pipeline.site.audit.identity import same
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site

RULES = {
    "jsonld-broken": Rule("major", "A JSON-LD script is no JSON, or no object."),
    "jsonld-context": Rule("major", "Structured data has no @context of schema.org."),
    "jsonld-language": Rule("major", "Structured data is said to be in another language than the page."),
    "jsonld-url": Rule("major", "Structured data has another address than the page."),
    "jsonld-work": Rule("major", "Structured data names a translation or its original that isn't on the site."),
    "jsonld-host": Rule("critical", "The translation's structured data names a host that its source's doesn't."),
    "jsonld-review": Rule("critical", "The translation claims the medical review that its source had."),
}
SCHEMA = "schema.org"
ADDRESS = re.compile(r'(?:https?:)?\\?/\\?/([^/\\"\s?#]+)[^"\s]*')
PAGES = ("WebPage", "Article")  # how the types end that are a page's own
WORKS = ("translationOfWork", "workTranslation")


@dataclass(frozen=True, slots=True)
class Described:
    """An object of a page's structured data, and the line of its script."""

    line: int
    values: dict[str, Any]

    @property
    def is_page(self) -> bool:
        """Whether it describes the page itself."""
        return any(str(name).endswith(PAGES) for name in _list(self.values.get("@type")))


def check(page: Page, site: Site) -> Iterator[Problem]:
    """Read every JSON-LD script of a page."""
    canonical = next((link.url for link in site.facts[page.name].canonicals), "")
    for line, text in scripts(page):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield Problem(page.file, line, "jsonld-broken", f"The structured data is no JSON: {error}.")
            continue
        tops = _list(value)
        if not tops or not all(isinstance(top, dict) for top in tops):
            yield Problem(page.file, line, "jsonld-broken", "The structured data is no object.")
            continue
        for top in tops:
            if SCHEMA not in json.dumps(top.get("@context", "")):
                yield Problem(page.file, line, "jsonld-context", "The structured data has no @context of schema.org.")
        for described in _described(line, tops):
            yield from _object(page, site, described, canonical)


def compare(page: Page, source: Page, site: Site) -> Iterator[Problem]:
    """Look for hosts that the source doesn't name, and for its medical review: that was of other words."""
    known = {*(host for _, text in scripts(source) for host in _hosts(text)), SCHEMA}
    for line, text in scripts(page):
        for host, url in _hosts(text).items():
            if host not in known and site.place(url, page.name) is None:
                message = f"The structured data names the host {host}, unlike the source's."
                yield Problem(page.file, line, "jsonld-host", message, url)
    if page.locale == source.locale:
        return
    reviews = [(date, by) for date, by, _ in _reviews(source)]
    for date, by, line in _reviews(page):
        if any(date == when and by in (None, whom) for when, whom in reviews):
            message = f"The translation says that it was reviewed on {date}; that was its source."
            yield Problem(page.file, line, "jsonld-review", message, str(date))


def scripts(page: Page) -> Iterator[tuple[int, str]]:
    """Yield line and text of each JSON-LD script."""
    for number, node in page.elements("script"):
        if jsonld.is_structured_data(node.name, node.attributes):
            yield node.line, "".join(text.text for text in page.nodes[number + 1 : node.end])


def _hosts(text: str) -> dict[str, str]:
    """Return the hosts that a script names, each with an address."""
    return {match[1].lower(): match[0].replace("\\/", "/") for match in ADDRESS.finditer(text)}


def _reviews(page: Page) -> Iterator[tuple[Any, Any, int]]:
    for line, text in scripts(page):
        try:
            tops = _list(json.loads(text))
        except (ValueError, RecursionError):
            continue
        for described in _described(line, [top for top in tops if isinstance(top, dict)]):
            if date := described.values.get("lastReviewed"):
                yield date, described.values.get("reviewedBy"), line


def _described(line: int, tops: list[dict[str, Any]]) -> Iterator[Described]:
    for top in tops:
        yield Described(line, top)
        yield from (Described(line, object_) for object_ in _list(top.get("@graph")) if isinstance(object_, dict))


def _object(page: Page, site: Site, described: Described, canonical: str) -> Iterator[Problem]:
    values, line = described.values, described.line
    language = values.get("inLanguage")
    named = language.get("alternateName", "") if isinstance(language, dict) else language
    if (named is not None or described.is_page) and not any(same(str(tag), page.locale.tag) for tag in _list(named)):
        message = f"The structured data is in {named or 'no language that it tells'}, the page in {page.locale.tag}."
        yield Problem(page.file, line, "jsonld-language", message, str(named or ""))
    url = values.get("url")
    if described.is_page and isinstance(url, str) and canonical and url != canonical:
        message = f"The structured data has the address {url}, the page {canonical}."
        yield Problem(page.file, line, "jsonld-url", message, url)
    for kind in WORKS:
        for work in _list(values.get(kind)):
            address = work.get("@id") or work.get("url") if isinstance(work, dict) else work
            if not isinstance(address, str):
                continue
            name = site.place(address.partition("#")[0], page.name)
            if name is not None and name not in site.files:
                message = f"The structured data's {kind} is {address}, which is not on the site."
                yield Problem(page.file, line, "jsonld-work", message, address)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
